"""A training plan in examples, batches and epochs, with a warm-up and a cosine: questions that build on it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from question_bank.answers import AnswerSpec, Integer, Value
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.misconceptions import distinct
from question_bank.numerals import shown
from question_bank.schedules import draws
from question_bank.schedules.shapes import MISTAKES, TOPIC, WARM_UP, WarmUpThenCosine
from question_bank.slips import asked, digits
from question_bank.wording import grouped

STEPS = "steps-and-epochs"
SIGNIFICANT = "Type three significant digits."


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is trained: the last batch of an epoch may be smaller and still is a step."""

    examples: int
    batch: int
    epochs: int
    share: int  # warm-up, in per cent of all steps
    peak: float

    @property
    def per_epoch(self) -> int:
        """Return the steps of an epoch."""
        return -(-self.examples // self.batch)

    @property
    def total(self) -> int:
        """Return the steps of all epochs."""
        return self.per_epoch * self.epochs

    def shape(self, total: int) -> WarmUpThenCosine:
        """Return the schedule for a number of steps in all."""
        return WarmUpThenCosine(self.peak, max(1, total * self.share // 100), total)


def draw(rng: random.Random) -> Exercise:
    """Return a plan with questions on its steps, on a rate in the warm-up, one after it, and the way down."""
    per_epoch, epochs = rng.choice((40, 50, 60, 80, 100, 150)), rng.choice((10, 20, 30))
    batch = rng.choice((16, 32, 64))
    plan = Plan(
        per_epoch * batch - rng.randint(1, batch - 2), batch, epochs, rng.choice((5, 10, 20)), rng.choice(draws.STARTS)
    )
    shape = plan.shape(plan.total)
    early = shape.warm * rng.choice((1, 2, 3, 4)) // 5
    late = shape.warm + round((shape.total - shape.warm) * float(rng.choice(draws.SHARES)))
    parts = (_total(plan), _early(plan, early), _late(plan, late), _half(plan))
    thing = rng.choice(draws.THINGS)
    prompt = (
        f"To train {thing}, {grouped(plan.examples)} examples are cut into batches of {batch} in each of {epochs} "
        "epochs; the last batch of an epoch may be smaller and counts as a step. During the first "
        f"{plan.share} % of all steps the learning rate rises in a straight line from 0 at step $t = 0$ to "
        f"${shown(plan.peak)}$; then half a period of a cosine leads it down, so that it would be 0 at $t$ = the "
        "number of all steps."
    )
    return Exercise(prompt, parts, _solution(plan, early, late))


def _total(plan: Plan) -> Part:
    spec = Integer(plan.total)
    wrong = (
        (
            plan.examples // plan.batch * plan.epochs,
            f"The smaller batch at the end of each epoch counts too: an epoch has {plan.per_epoch} steps.",
        ),
        (plan.per_epoch, f"This is one epoch. There are {plan.epochs}."),
        (plan.examples * plan.epochs, "These are examples. A step takes a whole batch of them."),
        (
            -(-plan.examples * plan.epochs // plan.batch),
            "You cut all epochs into batches at one go. Each epoch ends with a smaller batch of its own.",
        ),
        (plan.batch * plan.epochs, "An epoch has as many steps as there are batches, not as a batch has examples."),
    )
    slips = [Misconception(str(value), why, TOPIC, STEPS) for value, why in wrong]
    return Part("How many steps are there in all? Type a whole number.", spec, 1, distinct(spec, slips))


def _early(plan: Plan, t: int) -> Part:
    shape = plan.shape(plan.total)

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        return _rate(plan, values[0], t)

    part = asked(f"What is the learning rate at step {t}? {SIGNIFICANT}", digits(shape.at(t)), shape.slips(t))
    return replace(part, carry=carry)


def _late(plan: Plan, t: int) -> Part:
    shape = plan.shape(plan.total)

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        return _rate(plan, values[0], t)

    part = asked(f"What is it at step {t}? {SIGNIFICANT}", digits(shape.at(t)), shape.slips(t), 2)
    return replace(part, carry=carry)


def _rate(plan: Plan, total: Value, t: int) -> AnswerSpec | None:
    """Return the rate at a step that follows from the learner's own number of steps, if the step is one of them."""
    if not isinstance(total, int) or not t < total < 10**9:
        return None
    return digits(plan.shape(total).at(t))


def _half(plan: Plan) -> Part:
    shape = plan.shape(plan.total)
    spec = Integer((shape.warm + shape.total) // 2)
    wrong = (
        (shape.total // 2, f"The cosine begins only at step {shape.warm}; its middle lies later."),
        (shape.warm // 2, "Here the rate is at half its peak on the way up. Asked for is the way down."),
        ((shape.total - shape.warm) // 2, f"You forgot to add the {shape.warm} steps of the warm-up."),
        (shape.warm + (shape.total - shape.warm) // 4, "A cosine is at half its height in its middle, not earlier."),
        (shape.warm + shape.total // 2, "Half of all steps is too long: the cosine has only those after the warm-up."),
    )
    slips = [
        Misconception(str(value), why, TOPIC, WARM_UP if index else MISTAKES)
        for index, (value, why) in enumerate(wrong)
    ]

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        if not isinstance(mine, int) or not 1 < mine < 10**9:
            return None
        follows = plan.shape(mine)
        return Integer((follows.warm + follows.total) // 2)

    question = (
        "At which step after the warm-up is the learning rate at half its peak? Type a whole number (rounded down)."
    )
    return Part(question, spec, 1, distinct(spec, slips), carry)


def _solution(plan: Plan, early: int, late: int) -> tuple[str, ...]:
    shape = plan.shape(plan.total)
    return (
        (
            f"An epoch has $\\lceil {plan.examples}/{plan.batch} \\rceil = {plan.per_epoch}$ steps, all {plan.epochs} "
            f"epochs have ${plan.epochs} \\cdot {plan.per_epoch} = {plan.total}$."
        ),
        f"The warm-up takes {plan.share} % of them, ${shape.warm}$ steps.",
        shape.work(early),
        shape.work(late),
        (
            f"The cosine is at half its height in its middle, between step {shape.warm} and step {shape.total}: "
            f"$({shape.warm} + {shape.total})/2$, which is step {(shape.warm + shape.total) // 2}."
        ),
    )
