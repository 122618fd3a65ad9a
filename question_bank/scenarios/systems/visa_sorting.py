"""A consulate lets a model sort applications for visas."""

from __future__ import annotations

from question_bank.scenarios.case import Actor, Group, Told
from question_bank.scenarios.lens import Lens
from question_bank.scenarios.system import System

SYSTEM = System(
    id="visa-sorting",
    system="the visa model",
    proposal="let a model sort applications for visas into simple and doubtful ones",
    actors=(
        Actor("Arvenia Visa Point", "a visa centre"),
        Actor("Transmara House", "a visa centre"),
        Actor("Estoria Desk", "a visa centre"),
    ),
    decider="head of the visa section",
    one="a traveller who was called doubtful",
    people="travellers",
    staff="visa officers",
    data=(
        Told(
            "The model has learnt from {x},000 decisions of the last ten years.",
            (30, 200),
        ),
        Told(
            "The model compares bank statements, hotel bookings and the journeys of {x} million others.",
            (1, 9),
        ),
    ),
    trade_offs=(
        Told(
            "A visa would take {x} days instead of ninety, but whoever is called doubtful "
            "would be under suspicion from the start.",
            (4, 14),
        ),
        Told(
            "The section could do with {x} officers fewer, and nobody would talk to those who apply any more.",
            (5, 18),
        ),
    ),
    findings={
        "uneven-errors": Told(
            "Travellers under thirty are called doubtful without cause in {x} of 100 "
            "cases, older ones in {y}: the earlier officers saw it that way.",
            (32, 45),
            (7, 13),
        ),
        "repurposed-data": Told(
            "The model makes use of {x} million messages that a telephone company had "
            "stored in order to write its bills.",
            (2, 20),
        ),
        "no-reasons": Told(
            "A musician was called doubtful {x} times. The visa centre cannot tell her why, since nobody there knows.",
            (3, 6),
        ),
        "rubber-stamp": Told(
            "Officers are to check each doubtful case. In {x} per cent of them they copied "
            "the model's word and did not open the file.",
            (92, 99),
        ),
        "misread": Told(
            "{x} of 100 travellers think that the page decides about the visa by itself, "
            "and don't bother to hand in what an officer would want to see.",
            (40, 65),
        ),
        "unheard": Told(
            "Neither travellers nor airlines nor any other state were heard when the rules "
            "were made, and for {x} years nobody is to look at them again.",
            (5, 10),
        ),
    },
    silent=Group(
        "people who no longer plan to visit their relatives",
        "They hand in nothing and stand in no statistic. They are the silent group.",
    ),
    affected=(
        Group(
            "travellers who are called doubtful without cause",
            "They miss weddings, studies or work.",
        ),
        Group(
            "families who wait on the other side",
            "They can't see each other.",
        ),
        Group(
            "visa officers who only see the doubtful cases",
            "What they learn and believe about people changes.",
        ),
    ),
    arguable=(
        Group(
            "airlines that fly there",
            "They sell more or fewer seats; a side effect, so arguable.",
        ),
    ),
    unaffected=(
        Group(
            "citizens of the state in question who live there",
            "They need no visa.",
        ),
        Group(
            "passengers who change planes without entering",
            "They do not apply.",
        ),
    ),
    gains={
        Lens.RIGHTS: "Everybody who applies can see each entry, answer to it and appeal, which nobody "
        "could when an officer decided over a cup of tea.",
        Lens.JUSTICE: "With one officer half were let in, with the next hardly anybody. Now two people "
        "with the same papers get the same answer.",
        Lens.UTILITARIAN: "Two hundred thousand people a year save two months of waiting each; next to that "
        "the cases that are put in order later are few.",
        Lens.COMMON_GOOD: "Where students, traders and musicians come and go, universities and towns "
        "flourish, and that is a wealth which all share.",
        Lens.VIRTUE: "The officers spend a day each month on their own earlier mistakes, aloud and in "
        "front of the new ones, and become more modest by it.",
        Lens.CARE: "An officer now has time to ring the grandmother who is to see her grandchild for "
        "the first time, and to help her with the form.",
    },
    fact="How many of those who were refused would have gone home again in time?",
    value="Is it worse to let in somebody who stays too long or to keep out somebody harmless?",
    going_ahead="Without the model, a visa goes on taking three months.",
    keywords=(
        "visa",
        "doubtful",
        "travel",
        "sort",
    ),
    words=(
        "traveller",
        "relatives",
        "famil",
        "visit",
    ),
)
