"""Several schedules drawn over the same steps: which curve is which, and what their formulas say."""

from __future__ import annotations

import math
import random
from string import ascii_uppercase

from question_bank.answers import Integer, Matching
from question_bank.drawings import Curves, Line
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.misconceptions import distinct
from question_bank.numerals import shown
from question_bank.schedules import draws
from question_bank.schedules.shapes import FORMULAS, TOPIC, Cosine, Exponential, Power, Shape, Steps
from question_bank.slips import asked, digits

POINTS = 61
SIGNS = (
    "The cosine is flat at both ends and ends at 0; steps are level between drops; the power schedule has the longest "
    "tail; the exponential loses the same share in every stretch of equal length."
)
SIGNIFICANT = "Type three significant digits."


def draw(rng: random.Random) -> Exercise:
    """Return four curves to name, a value of two of them, and a step to find."""
    start, total = rng.choice(draws.STARTS), rng.choice((60, 120, 180, 240, 360, 480, 600, 720, 900, 1200, 2400))
    scale = total // rng.choice((4, 5, 6))
    power, exponential, cosine = Power(start, scale), Exponential(start, 2 * scale), Cosine(start, total)
    steps = Steps(start, rng.choice((0.5, 0.2)), total * rng.choice((30, 35, 40)) // 100)
    named: list[tuple[str, Shape]] = [
        (rf"power schedule, $s = {scale}$", power),
        (rf"exponential schedule, a tenth every {2 * scale} steps", exponential),
        ("cosine annealing to 0", cosine),
        (f"steps: times ${shown(steps.factor)}$ every {steps.every} steps", steps),
    ]
    order = rng.sample(range(4), 4)  # curve A is the schedule order[0]
    figure = _figure(start, total, [named[index][1] for index in order])
    match_part = Part(
        "Which schedule belongs to which curve?",
        Matching(
            tuple(f"curve {ascii_uppercase[place]}" for place in range(4)),
            tuple(name for name, _ in named),
            tuple(order),
        ),
        2,
    )
    late = int(total * rng.choice(draws.SHARES))
    parts = (
        match_part,
        asked(f"What does the cosine give at step {late}? {SIGNIFICANT}", digits(cosine.at(late)), cosine.slips(late)),
        _power_value(rng, power, total),
        _crossing(power, exponential, rng.choice((3, 4, 5, 6, 8))),
    )
    thing = rng.choice(draws.THINGS)
    prompt = (
        f"Four schedules are considered for the training of {thing} over {total} steps. All start at "
        rf"$\eta_0 = {shown(start)}$, and steps count from $t = 0$. The picture shows them as curves A to D. The power "
        rf"schedule is $\eta_t = \eta_0/(1 + t/s)$."
    )
    return Exercise(prompt, parts, _solution(parts, order, named, cosine, late), figures=(figure,))


def _figure(start: float, total: int, shapes: list[Shape]) -> Curves:
    lines = tuple(
        Line(letter, tuple((float(t), shape.at(t)) for t in _places(shape, total)))
        for letter, shape in zip(ascii_uppercase, shapes, strict=False)
    )
    told = []
    for letter, shape in zip(ascii_uppercase, shapes, strict=False):
        values = ", ".join(
            f"{shown(shape.at(total * eighth / 8))} at step {total * eighth / 8:g}" for eighth in range(1, 9)
        )
        told.append(f"Curve {letter}: {values}.")
    alt = f"Four falling curves of the learning rate, all {shown(start)} at step 0. {' '.join(told)}"
    return Curves(alt, "step", "learning rate", lines)


def _places(shape: Shape, total: int) -> list[float]:
    """Return the steps to draw: evenly spread, and both sides of every drop."""
    even = [total * point / (POINTS - 1) for point in range(POINTS)]
    if not isinstance(shape, Steps):
        return even
    drops = range(shape.every, total, shape.every)
    return sorted({*even, *(drop - side for drop in drops for side in (0, 1))})


def _power_value(rng: random.Random, power: Power, total: int) -> Part:
    t = power.scale * rng.choice([times for times in (2, 3, 4) if power.scale * times <= total])
    return asked(f"What does the power schedule give at step {t}? {SIGNIFICANT}", digits(power.at(t)), power.slips(t))


def _crossing(power: Power, exponential: Exponential, ratio: int) -> Part:
    answer = math.ceil(exponential.scale * math.log10(ratio) - 1e-9)
    spec = Integer(answer)
    wrong = (
        (exponential.scale * math.log(ratio), "You took the natural logarithm. The base is 0.1: use base 10."),
        (power.scale * (ratio - 1), "This is where the power schedule gets there."),
        (exponential.scale * ratio, f"The factor ${ratio}$ belongs into a logarithm: the step stands in the exponent."),
        (exponential.scale, "Here the rate has fallen to a tenth."),
        (exponential.scale / ratio, "You divided the steps. The exponent grows with the logarithm of the ratio."),
        (answer - 1, "At this step the rate is still a little higher. Round up."),
    )
    slips = [Misconception(str(math.ceil(t)), why, TOPIC, FORMULAS) for t, why in wrong]
    question = (
        r"At which step is the exponential schedule for the first time at or below "
        rf"$\eta_0/{ratio}$? Type a whole number."
    )
    return Part(question, spec, 1, distinct(spec, slips))


def _solution(
    parts: tuple[Part, ...], order: list[int], named: list[tuple[str, Shape]], cosine: Cosine, late: int
) -> tuple[str, ...]:
    pairs = "; ".join(f"curve {ascii_uppercase[place]}: {named[index][0]}" for place, index in enumerate(order))
    power, exponential = named[0][1], named[1][1]
    assert isinstance(exponential, Exponential)
    t = int(parts[2].prompt.split("step ")[1].split("?")[0])
    ratio = int(parts[3].prompt.split("/")[1].split("$")[0])
    exact = exponential.scale * math.log10(ratio)
    return (
        SIGNS,
        f"So {pairs}.",
        cosine.work(late),
        power.work(t),
        (
            rf"$0.1^{{t/{exponential.scale}}} = 1/{ratio}$ gives $t = {exponential.scale} \cdot \log_{{10}} {ratio} "
            rf"= {exponential.scale} \cdot {shown(math.log10(ratio))} \approx {exact:.2f}$, so it is step "
            f"{math.ceil(exact - 1e-9)}."
        ),
    )
