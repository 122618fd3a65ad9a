"""Four runs without noise on one parabola: which rate made which curve, and what its values say about the limit."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from string import ascii_uppercase

from question_bank.answers import AnswerSpec, Matching, Value
from question_bank.descent.diagnoses import READING, TOPIC, choice
from question_bank.descent.pictures import lettered
from question_bank.descent.runs import OFF_THE_PICTURE, Curve
from question_bank.exercise import Exercise, Part
from question_bank.numerals import result, shown
from question_bank.slips import Slip, asked, digits
from question_bank.wording import listed

STEPS = 24
SIGNIFICANT = "Type three significant digits."
PRODUCTS = ((0.06, 0.08, 0.1, 0.12, 0.15), (0.6, 0.7, 0.75, 0.8), (1.85, 1.88, 1.9, 1.92), (2.02, 2.03, 2.04, 2.05))
LIMIT, CURVATURE = "the-stable-range", "curvature"


@dataclass(frozen=True, slots=True)
class Runs:
    """A curvature, four rates from slow to diverging, the loss at the start, and which curve each rate made."""

    curvature: float
    rates: tuple[float, ...]
    start: float
    places: tuple[int, ...]  # places[i]: the curve, counted from 0, of rates[i]
    told: int  # the step at which a loss is given

    def curve(self, rate: float) -> Curve:
        """Return the losses of a run."""
        factor = (1 - rate * self.curvature) ** 2
        losses = [self.start]
        while len(losses) <= STEPS and losses[-1] <= OFF_THE_PICTURE * self.start:
            losses.append(losses[-1] * factor)
        return tuple(losses)

    @property
    def factor(self) -> float:
        """Return by what the slowest run multiplies its distance to the minimum at each step."""
        return 1 - self.rates[0] * self.curvature

    def letter(self, index: int) -> str:
        """Return the name of the curve that a rate made."""
        return ascii_uppercase[self.places[index]]


def draw(rng: random.Random) -> Exercise:
    """Return four curves to match with their rates, and what follows from values on one of them."""
    curvature = rng.choice((2.0, 2.5, 4.0, 5.0, 8.0, 10.0, 16.0, 20.0, 25.0, 40.0, 50.0))
    rates = tuple(round(rng.choice(products) / curvature, 6) for products in PRODUCTS)
    runs = Runs(curvature, rates, rng.randint(10, 80) / 10, tuple(rng.sample(range(4), 4)), rng.choice((5, 8, 10, 12)))
    by_curve = sorted(range(4), key=runs.places.__getitem__)
    figure = lettered([runs.curve(rates[index]) for index in by_curve])
    named = tuple(rf"$\eta = {shown(rate)}$" for rate in rates)
    match = Part(
        "Which learning rate made which curve?",
        Matching(tuple(f"curve {ascii_uppercase[place]}" for place in range(4)), named, tuple(by_curve)),
        2,
    )
    parts = (match, _factor(runs), _curvature(runs), _limit(runs), _jump(runs), _advice(rng, runs))
    return Exercise(_prompt(rng, runs), parts, _solution(runs), figures=(figure,))


def _prompt(rng: random.Random, runs: Runs) -> str:
    lead = rng.choice(
        (
            r"Gradient descent without noise is run four times on $f(\theta) = \tfrac{1}{2}L(\theta - \theta^*)^2$",
            r"Somebody tries four learning rates on the parabola $f(\theta) = \tfrac{1}{2}L(\theta - \theta^*)^2$",
        )
    )
    rates = listed([f"${shown(rate)}$" for rate in runs.rates])
    return (
        f"{lead}, always from the same start, where the loss is ${shown(runs.start)}$. The curvature $L$ is not "
        f"known. The "
        f"rates are {rates}; the picture shows the losses as curves A to D, each until it leaves the picture or "
        f"for {STEPS} "
        rf"steps. In the run of curve {runs.letter(2)} the parameter changes from one side of the minimum to the "
        rf"other at "
        rf"every step. In the run with $\eta = {shown(runs.rates[0])}$ it stays on one side, and after "
        rf"{runs.told} steps "
        f"the loss is ${shown(_at(runs))}$."
    )


def _at(runs: Runs) -> float:
    return runs.start * runs.factor ** (2 * runs.told)


def _factor(runs: Runs) -> Part:
    ratio, steps = _at(runs) / runs.start, runs.told
    wrong = (
        (runs.factor**2, "The loss shrinks by this. It goes with the square of the distance: take the root once more."),
        (ratio, f"This is what the loss shrinks by in all {steps} steps."),
        (ratio**0.5, f"This is what the distance shrinks by in all {steps} steps. Asked for is one."),
        (1 - (1 - ratio) / steps, "The loss does not lose the same amount each time, but the same share."),
        (1 - runs.factor, "This is the share that a step takes away. Asked for is what stays."),
    )
    question = (
        rf"In the run with $\eta = {shown(runs.rates[0])}$: by which factor does each step multiply the distance "
        rf"to the "
        f"minimum? {SIGNIFICANT}"
    )
    return asked(question, digits(runs.factor), _slips(wrong, READING))


def _curvature(runs: Runs) -> Part:
    eta, factor = runs.rates[0], runs.factor
    wrong = (
        (factor / eta, r"What stays is $1 - \eta L$, so $\eta L$ is 1 minus the factor."),
        ((1 + factor) / eta, r"This would be for a parameter that changes side: there $\eta L - 1$ is the factor."),
        ((1 - factor**2) / eta, "You took the factor of the loss. The distance is multiplied by its root."),
        (1 - factor, r"This is $\eta L$. Divide by the learning rate."),
        ((1 - factor) * eta, r"You multiplied by $\eta$. From $\eta L = 1 - \rho$ follows $L$ by dividing."),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[1]
        return digits((1 - mine) / eta) if isinstance(mine, float) and 0 < mine < 1 else None

    part = asked(f"How large is the curvature $L$? {SIGNIFICANT}", digits(runs.curvature), _slips(wrong, CURVATURE))
    return replace(part, carry=carry)


def _limit(runs: Runs) -> Part:
    curvature = runs.curvature
    wrong = (
        (1 / curvature, "This rate leads to the minimum in one step. It is stable up to twice that."),
        (runs.rates[2], "This is the largest of the four that still converges. The limit lies a little higher."),
        (runs.rates[3], "This is the rate that diverges. The limit lies a little lower."),
        (curvature / 2, "Upside down: it is $2/L$."),
        (4 / curvature, r"From $|1 - \eta L| < 1$ follows $\eta L < 2$."),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[2]
        return digits(2 / mine) if isinstance(mine, float) and mine > 0 else None

    part = asked(
        f"Below which learning rate does it converge? {SIGNIFICANT}", digits(2 / curvature), _slips(wrong, LIMIT)
    )
    return replace(part, carry=carry)


def _jump(runs: Runs) -> Part:
    curvature = runs.curvature
    wrong = (
        (2 / curvature, "This is the limit, where the parameter jumps across the minimum for ever."),
        (runs.rates[1], r"This is the fastest of the four. With $1 - \eta L = 0$ it is even done in one step."),
        (1 / (2 * curvature), r"Here half of the distance stays: $1 - \eta L = \tfrac{1}{2}$."),
        (curvature, "This is the curvature. The rate is one over it."),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[2]
        return digits(1 / mine) if isinstance(mine, float) and mine > 0 else None

    question = f"With which learning rate would a single step lead to the minimum? {SIGNIFICANT}"
    return replace(asked(question, digits(1 / curvature), _slips(wrong, LIMIT)), carry=carry)


def _advice(rng: random.Random, runs: Runs) -> Part:
    slow, jumping = runs.letter(0), runs.letter(2)
    across = f"In run {jumping} the parameter jumps across the minimum: the rate is just below the limit."
    options = [
        ("lower it: it is close to the limit, and each step leads almost as far to the other side", ""),
        (f"raise it: the loss falls slowly there, as in run {slow}", f"{across} A higher one would diverge."),
        ("keep it: the loss falls, so the rate suits", f"{across} At half of it the loss falls far faster."),
        (
            "keep it and take a smaller batch: the slow fall comes from too little noise",
            f"There is no noise in these runs at all. {across}",
        ),
    ]
    return choice(rng, f"What should be done about the rate of run {jumping}?", options, LIMIT)


def _slips(rows: tuple[tuple[float, str], ...], heading: str) -> list[Slip]:
    return [Slip((value,), why, TOPIC, heading) for value, why in rows]


def _solution(runs: Runs) -> tuple[str, ...]:
    ratio, curvature = _at(runs) / runs.start, runs.curvature
    pairs = ", ".join(rf"{runs.letter(index)} with $\eta = {shown(rate)}$" for index, rate in enumerate(runs.rates))
    return (
        r"A step multiplies the distance to the minimum by $1 - \eta L$ and the loss by its square.",
        (
            f"Only the largest rate can make the loss grow. Of the two slow curves the one that changes side, "
            f"{runs.letter(2)}, has the larger rate. So the curves are {pairs}."
        ),
        (
            rf"In {runs.told} steps the loss shrinks by ${shown(_at(runs))}/{shown(runs.start)} {result(ratio)}$, "
            rf"so the "
            rf"distance per step by ${shown(ratio)}^{{1/{2 * runs.told}}} {result(runs.factor)}$."
        ),
        (
            rf"$1 - \eta L = {shown(runs.factor)}$ gives $L = {shown(1 - runs.factor)}/{shown(runs.rates[0])} "
            rf"{result(curvature)}$."
        ),
        rf"It converges for $|1 - \eta L| < 1$: $\eta < 2/L {result(2 / curvature)}$.",
        rf"One step is enough where $1 - \eta L = 0$: $\eta = 1/L {result(1 / curvature)}$.",
        (
            f"The slow fall of run {runs.letter(2)} comes from a rate just below the limit, not from a low one: "
            f"lowering "
            "it makes the run faster."
        ),
    )
