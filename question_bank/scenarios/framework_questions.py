"""Questions about the decision framework: the order of its steps, what belongs to which, and which was left out."""

from __future__ import annotations

import random
from typing import NamedTuple

from question_bank.answers import AnswerSpec, Choice, Matching, Ordering, Value
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Misconception, Part
from question_bank.scenarios.framework import DEEDS, STEPS, WHY_NOT, WORDINGS
from question_bank.scenarios.questions import Asked
from question_bank.scenarios.scene import Scene

TOPIC = "ethics.decision-framework"
HEADING = "the-five-steps"
MONTHS = ("three", "four", "six", "eight", "nine")
HASTE = (
    (
        "{person} has a plan on the table and starts at once with looking up numbers and asking people, without "
        "having said what is contested about it."
    ),
    (
        "{person} has said what is contested and at once begins to weigh the options through the lenses, on nothing "
        "but what happens to be known."
    ),
    "{person} has named the issue and has found out what can be known. Now {person} wants to announce a decision.",
    (
        "{person} has weighed all options through the lenses. The next morning one of them is being carried out, and "
        "nobody remembers having settled on it or having asked how it would sound."
    ),
    (
        "{person} has gone from the issue to the facts and has weighed the options, has decided, has tried the "
        "decision out on a critic, and closes the file."
    ),
)
"""What somebody does who leaves out one of the steps."""


class Deed(NamedTuple):
    """Something done, and the index of the step it belongs to."""

    step: int
    text: str


def deeds(rng: random.Random, scene: Scene) -> list[Deed]:
    """Return one thing done about this plan for each of the five steps."""
    case, months = scene.case, rng.choice(MONTHS)
    names = {
        "person": scene.person,
        "issue": case.issue,
        "fact": rng.choice(case.facts),
        "silent": case.silent.name,
        "way": rng.choice(sorted(case.ways.values())),
        "measure": rng.choice(case.mitigations).measure,
        "one": case.one,
        "review": case.review,
        "months": months,
        "months_up": months.capitalize(),
    }
    return [Deed(step, rng.choice(texts).format(**names)) for step, texts in enumerate(DEEDS)]


def wordings(rng: random.Random) -> list[Deed]:
    """Return each of the five steps in other words."""
    return [Deed(step, rng.choice(texts)) for step, texts in enumerate(WORDINGS)]


def put_in_order(rng: random.Random, done: list[Deed], question: str, marks: int) -> Asked:
    """Ask for the order of things done, one a step."""
    items = shuffled(rng, done)
    spec = in_order(items)
    lines = "\n".join(f"- {LETTERS[place]}) {_is_step(items[place].step)}" for place in spec.order)
    steps = ("Ask of each line: does it name the issue, look things up, weigh, settle or look back?", _in_order(lines))
    return Asked(Part(question, spec, marks), steps)


def in_order(items: list[Deed]) -> Ordering:
    """Return the ordering of things done by their steps."""
    order = sorted(range(len(items)), key=lambda place: items[place].step)
    return Ordering(tuple(deed.text for deed in items), tuple(order))


def assigned(rng: random.Random, items: list[Deed]) -> Asked:
    """Ask to which of the five steps each thing done belongs."""
    offered = rng.sample(range(len(STEPS)), len(STEPS))
    pairs = tuple(offered.index(deed.step) for deed in items)
    spec = Matching(tuple(deed.text for deed in items), tuple(STEPS[step] for step in offered), pairs)
    question = (
        "To which step of the decision framework, as defined in the note, does each line belong? One step is left over."
    )
    lines = "\n".join(f"- Line {number}: {_is_step(deed.step)}" for number, deed in enumerate(items, 1))
    steps = ("Ask of each line: does it name the issue, look things up, weigh, settle or look back?", _in_turn(lines))
    return Asked(Part(question, spec, len(items)), steps)


def skipped(items: list[Deed], matching: Matching) -> Asked:
    """Ask which step the lines leave out; what follows from the learner's own assignment is right too."""
    offered = matching.right
    left_out = next(iter(set(range(len(STEPS))) - {deed.step for deed in items}))

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        (pairs,) = values
        assert isinstance(pairs, tuple)
        unused = [place for place in range(len(offered)) if place not in pairs]
        return Choice(offered, unused[0]) if len(unused) == 1 else None

    question = "Which step was left out?"
    steps = (f"No line belongs to this step, so it was left out: {STEPS[left_out]}. {WHY_NOT[left_out]}",)
    return Asked(Part(question, Choice(offered, offered.index(STEPS[left_out])), 1, carry=carry), steps)


def order_of_lines(items: list[Deed], matching: Matching, *, earlier: int) -> Asked:
    """Ask for the order of the lines; ``earlier`` parts stand before, the first of them the assignment."""
    rank_of = [STEPS.index(name) for name in matching.right]

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        pairs = values[-earlier]
        assert isinstance(pairs, tuple)
        steps = [rank_of[int(place)] for place in pairs if isinstance(place, int)]
        if len(set(steps)) < len(items):
            return None  # two lines in one step: no order follows
        return in_order([Deed(step, deed.text) for step, deed in zip(steps, items, strict=True)])

    spec = in_order(items)
    question = "In which order should these lines stand? Start with what comes first."
    numbers = " ".join(str(place + 1) for place in spec.order)
    steps = (f"In the order of the steps the lines are {numbers}, as letters {spec.show()}.",)
    return Asked(Part(question, spec, 2, carry=carry), steps)


def haste(rng: random.Random, scene: Scene) -> Asked:
    """Ask which step somebody in a hurry leaves out."""
    right = rng.randrange(len(STEPS))
    offered = rng.sample(range(len(STEPS)), len(STEPS))
    wrong = tuple(
        Misconception(LETTERS[place], f"{WHY_NOT[step]} That isn't what is missing here.", TOPIC, HEADING)
        for place, step in enumerate(offered)
        if step != right
    )
    spec = Choice(tuple(STEPS[step] for step in offered), offered.index(right))
    question = f"{HASTE[right].format(person=scene.person)} Which step is left out?"
    steps = (
        "Go through the five steps and ask which of them you have heard of.",
        f"Left out is step {right + 1}: {STEPS[right]}. {WHY_NOT[right]}",
    )
    return Asked(Part(question, spec, 1, wrong), steps)


def shuffled(rng: random.Random, done: list[Deed]) -> list[Deed]:
    """Return the deeds in an order that isn't already the right one."""
    while True:
        items = rng.sample(done, len(done))
        if [deed.step for deed in items] != sorted(deed.step for deed in items):
            return items


def _is_step(step: int) -> str:
    return f"step {step + 1}, {STEPS[step]}"


def _in_order(lines: str) -> str:
    return f"In the right order:\n\n{lines}."


def _in_turn(lines: str) -> str:
    return f"One by one:\n\n{lines}."
