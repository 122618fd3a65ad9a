"""The learning rate at a given step, or the step of a given rate: decay, cosine, warm-up, waiting for a plateau."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping

from question_bank.answers import AnswerSpec, Integer, Value
from question_bank.exercise import Exercise, Family, Misconception, Part, dice, first_with
from question_bank.misconceptions import distinct
from question_bank.numerals import shown
from question_bank.schedules import budget, draws, gallery, waiting
from question_bank.schedules.shapes import FORMULAS, TOPIC, Cosine, Exponential, Power, Shape, slip
from question_bank.slips import asked, digits, has_enough
from question_bank.wording import counted

ID = "schedule-value"
SIGNIFICANT = "Type three significant digits."
FROM_ZERO = "Steps count from $t = 0$."
OPENINGS = (
    "{Thing} is trained. {told} {zero}",
    "{told} {zero} This is how {thing} is trained.",
    "This is planned for the training of {thing}. {told} {zero}",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one value (1), a value behind a second idea (2), a training plan with several parts (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


def _value(rng: random.Random) -> Exercise:
    return _one_value(rng, *draws.single(rng))


def _warmed(rng: random.Random) -> Exercise:
    shape = draws.warmed(rng)
    return _one_value(rng, shape, draws.in_the_cosine(rng, shape))


def _with_floor(rng: random.Random) -> Exercise:
    start, total = rng.choice(draws.STARTS), rng.choice(draws.TOTALS)
    shape = Cosine(start, total, round(start / rng.choice((4, 5, 10)), 4))
    return _one_value(rng, shape, int(total * rng.choice(draws.SHARES)))


def _one_value(rng: random.Random, shape: Shape, t: int) -> Exercise:
    question = rng.choice((f"What is the learning rate at step {t}?", rf"What is $\eta_{{{t}}}$?"))
    part = asked(f"{question} {SIGNIFICANT}", digits(shape.at(t)), shape.slips(t))
    return Exercise(_opening(rng, shape), (part,), (shape.hint, shape.work(t)))


def _opening(rng: random.Random, shape: Shape) -> str:
    thing = rng.choice(draws.THINGS)
    opening = rng.choice(OPENINGS)
    return opening.format(Thing=thing[0].upper() + thing[1:], thing=thing, told=shape.told(), zero=FROM_ZERO)


def _when(rng: random.Random) -> Exercise:
    start, scale = rng.choice(draws.STARTS), rng.choice((20, 50, 80, 100, 150, 200, 250, 400, 500))
    ratio = rng.choice((3, 4, 5, 6, 8, 20, 25, 50))
    power = rng.random() < 0.5
    shape: Power | Exponential = Power(start, scale) if power else Exponential(start, scale)
    low = start / ratio
    exact = scale * (ratio - 1) if power else scale * math.log10(ratio)
    answer = exact if power else math.ceil(exact)
    rival = scale * math.log10(ratio) if power else scale * (ratio - 1)
    wrong = (
        (scale * ratio, r"The 1 in the denominator got lost: solve $1 + t/s$ for $t$." if power else _of_log(ratio)),
        (rival, f"This is the step at which the {'exponential' if power else 'power'} schedule gets there."),
        (scale * math.log(ratio), r"You took the natural logarithm. The base is 0.1, so it is the one to base 10."),
        (scale, f"After $s$ steps the rate is at {'a half' if power else 'a tenth'} of its start."),
        (exact + scale, "This is one whole $s$ too late."),
        (math.floor(exact), "At this step the rate is still a little higher. Round up."),
    )
    spec = Integer(round(answer))
    slips = [Misconception(str(max(0, math.ceil(t))), why, TOPIC, FORMULAS) for t, why in wrong]
    question = f"At which step is the learning rate for the first time at or below ${shown(low)}$? Type a whole number."
    part = Part(question, spec, 1, distinct(spec, slips))
    if len(part.misconceptions) < 3 or abs(low - float(shown(low))) > 1e-9:
        return _when(rng)
    return Exercise(_opening(rng, shape), (part,), _when_solution(shape, low, ratio, exact))


def _of_log(ratio: int) -> str:
    return f"The factor ${ratio}$ belongs into a logarithm: the step stands in the exponent."


def _when_solution(shape: Power | Exponential, low: float, ratio: int, exact: float) -> tuple[str, ...]:
    lead = rf"The rate has to fall to ${shown(low)} / {shown(shape.start)} = 1/{ratio}$ of its start."
    if isinstance(shape, Power):
        return (
            lead,
            rf"$1 + t/{shape.scale} = {ratio}$, so $t = {shape.scale} \cdot ({ratio} - 1) = {round(exact)}$.",
        )
    return (
        lead,
        rf"$0.1^{{t/{shape.scale}}} = 1/{ratio}$ means $t/{shape.scale} = \log_{{10}} {ratio}$.",
        (
            rf"$t = {shape.scale} \cdot {shown(math.log10(ratio))} \approx {exact:.2f}$, so it is step "
            f"{math.ceil(exact)}."
        ),
    )


def _in_epochs(rng: random.Random) -> Exercise:
    batch, start = rng.choice((20, 25, 40, 50, 100)), rng.choice(draws.STARTS)
    per_epoch, epochs = rng.choice((20, 30, 40, 60, 120)), rng.choice((6, 8, 10, 12, 15, 20))
    data, total = batch * per_epoch, per_epoch * epochs
    behind = rng.choice([epoch for epoch in range(1, epochs) if 2 * epoch != epochs])
    t, shape = behind * per_epoch, Cosine(start, total)
    first = Integer(t)
    over = f"{counted(behind, 'epoch')} {'is' if behind == 1 else 'are'} over"
    slips = (
        (t + per_epoch, f"Before epoch {behind + 1} begins, {over}, not {behind + 1}."),
        (data * behind, f"A step takes a batch of {batch} examples, so an epoch has {per_epoch} steps."),
        (batch * behind, f"An epoch has ${data}/{batch} = {per_epoch}$ steps, not as many as a batch has examples."),
        (behind, "This is the number of epochs. Steps are counted in batches."),
        (total, "This is the number of steps of the whole training."),
    )
    one = Part(
        f"What is the number $t$ of the first step of epoch {behind + 1} (epochs count from 1)? Type a whole number.",
        first,
        1,
        distinct(first, [Misconception(str(value), why, TOPIC, "steps-and-epochs") for value, why in slips]),
    )
    late = slip(shape.at(t + per_epoch), f"This is one epoch later: {over}.", "steps-and-epochs")
    two = asked(f"What is the learning rate in that step? {SIGNIFICANT}", digits(shape.at(t)), [late, *shape.slips(t)])

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return digits(shape.at(mine)) if isinstance(mine, int) and 0 <= mine < total else None

    prompt = (
        f"There are {data} training examples, the batch size is {batch}, and {epochs} epochs are planned. "
        rf"{_opening(rng, shape)} The schedule counts batches, not epochs."
    )
    solution = (
        f"An epoch has ${data}/{batch} = {per_epoch}$ steps, all of training ${epochs} \\cdot {per_epoch} = {total}$.",
        f"{over}: $t = {behind} \\cdot {per_epoch} = {t}$.",
        shape.work(t),
    )
    return Exercise(prompt, (one, Part(two.prompt, two.answer, 1, two.misconceptions, carry)), solution)


Maker = Callable[[random.Random], Exercise]
MAKERS: Mapping[int, tuple[Maker, ...]] = {
    1: (_value,),
    2: (_warmed, _with_floor, _when, _in_epochs),
    3: (budget.draw, waiting.draw, gallery.draw),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="The learning rate at a step",
    version=1,
    generate=generate,
    kinds=("number", "integer", "matching"),
    heading=FORMULAS,
)
