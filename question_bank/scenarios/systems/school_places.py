"""A city lets a model give out the places at its schools."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="school-places",
    system="the placing model",
    proposal="let a model give every child a place at one of its secondary schools",
    actors=(
        Actor("Nordhaven Schools", "a municipal school office"),
        Actor("Quillmere Learning", "a school authority"),
        Actor("Sant Arvel Board", "a school board"),
    ),
    decider="head of the school office",
    one="a pupil who was sent far away",
    people="pupils",
    staff="school secretaries",
    data=(
        Told(
            "The model has learnt from {x} years of placings by hand and from who later changed school.",
            (5, 15),
        ),
        Told(
            "The model is fed with the wishes of {x},000 families, with addresses and with "
            "reports from primary school.",
            (2, 14),
        ),
    ),
    trade_offs=(
        Told(
            "Placing would take {x} hours instead of two months, but no family could put its case to anybody any more.",
            (2, 9),
        ),
        Told(
            "The way to school would be {x} minutes shorter on average, and friends would no longer be kept together.",
            (4, 12),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Pupils who use a wheelchair were given a school that they cannot enter in {x} "
            "of 100 cases; for the others only {y} of 100 placings had to be changed.",
            (18, 30),
            (3, 6),
        ),
        "no-reasons": Told(
            "To {x} families who wanted to know why their child was sent across the town, "
            "the office could only show a number with four decimals.",
            (15, 80),
        ),
        "rubber-stamp": Told(
            "The commission that has to approve each placing went through {x} of them in "
            "one morning and did not change a single one.",
            (400, 900),
        ),
        "unheard": Told(
            "Neither pupils nor parents nor teachers sat on the panel that fixed the "
            "rules, and these can't be changed for {x} years.",
            (5, 9),
        ),
        "misread": Told(
            "Of 100 parents {x} believe that the model has read their letters and felt "
            "with them; it counts postcodes and marks.",
            (45, 70),
        ),
        "fragile": Told(
            "If a form has a fold or a stain, the scanner takes the third wish for the "
            "first in {x} of 100 cases, and nothing in the system notices.",
            (12, 45),
        ),
    },
    silent=Group(
        "children whose parents never fill in the form",
        "Nobody writes for them, and they get what is left over. They are the silent group.",
    ),
    affected=(
        Group(
            "pupils who are sent to a school far away",
            "Their days become longer, for years.",
        ),
        Group(
            "parents who can't be at home in the afternoon",
            "Where and when school ends decides about their work.",
        ),
        Group(
            "teachers at the schools that few people choose",
            "Who sits in their classes depends on it.",
        ),
    ),
    arguable=(
        Group(
            "bus companies on the way to school",
            "Their timetables may change; that is a side effect, so arguable.",
        ),
    ),
    unaffected=(
        Group(
            "students at the university",
            "They have their places, and nothing here concerns them.",
        ),
        Group(
            "pupils who took their last exam this summer",
            "They no longer need a place.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Every family can see what is stored about its child, and may refuse each single "
        "item without losing anything by it.",
        Lens.JUSTICE: "Until now parents who shouted loudest were moved up. With the model, two families "
        "with the same wishes and the same way to school are dealt with the same.",
        Lens.UTILITARIAN: "Nine families in ten get one of their first two wishes, where it used to be "
        "seven, and the hours on the bus fall by a third for the whole town.",
        Lens.COMMON_GOOD: "Schools in which children from every quarter meet are where a town learns to live "
        "together, and everybody there lives better for it.",
        Lens.VIRTUE: "The office reads out its own misplacings at every meeting of the council and says "
        "what it has learnt from them; that takes courage and trains it.",
        Lens.CARE: "The secretaries gain weeks in which they can sit with the shy families, and find "
        "with each child the school where a friend is waiting.",
    },
    fact="How many placings are changed after a complaint today?",
    value="What counts for more: the wish of a family, or classes in which all quarters meet?",
    going_ahead="Without the model two months of telephone calls decide again, and the loudest are served first.",
    keywords=(
        "school",
        "place",
        "placing",
        "pupil",
    ),
    words=(
        "pupil",
        "child",
        "parent",
        "famil",
    ),
)
