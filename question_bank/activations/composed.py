"""y = c f(ax + b) + d: its slope in terms of one value, the slope at a point, and the second derivative."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.activations.curves import CURVES, SIGMOID, TANH, Curve, Slip
from question_bank.activations.formulas import Inside, asked_for, coefficient, product, put_into, scaled, tex, value
from question_bank.activations.slopes import slope
from question_bank.answers import AnswerSpec, Number, Value
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.misconceptions import distinct
from question_bank.notation import decimal, signed

TOPIC = "foundations.activation-functions"
DERIVATIVES = "derivatives"
STEEPNESS = (2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 0.5, 1.5, 2.5, 0.2, 0.4, 0.1, -2.0, -3.0, -4.0, -5.0, -0.5, -1.5, -2.5)
SHIFTS = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.5, 1.5, 2.5, -1.0, -2.0, -3.0, -4.0, -5.0, -0.5, -1.5, -2.5)
HEIGHTS = (1.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.0, 0.5, -1.0, -2.0, -3.0)
OFFSETS = (0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, -1.0, -2.0, -3.0)
SPOTS = (0.1, 0.2, 0.25, 0.3, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9)
MOST = 4  # slips kept for one part
DIGITS = "Give the number to 3 decimals."
STORIES = (
    "A unit computes",
    "The output of a unit is",
    "A layer applies, element by element,",
    "Somebody tries a new activation function:",
    "Before coding a backward pass you work out the slope of",
    "To check autograd by hand, take",
    "One neuron on its own gives",
    "You write your own layer, whose forward pass is",
    "In an exam you are given",
    "A student's notes say that a unit returns",
    "The last unit of a small network gives",
    "A paper proposes the activation",
)


@dataclass(frozen=True, slots=True)
class Composed:
    """y = c f(ax + b) + d with one of the four curves."""

    curve: Curve
    inside: Inside
    c: float
    d: float

    @property
    def factor(self) -> float:
        """Return what the chain rule puts before f': c a."""
        return self.c * self.inside.a

    @property
    def tex(self) -> str:
        """Return y as LaTeX in x."""
        return f"{coefficient(self.c)}{self.curve.told(self.inside.tex)}{signed(self.d)}"

    @property
    def letter_tex(self) -> str:
        """Return what the letter stands for."""
        return self.curve.letter_told(self.inside.tex)

    @property
    def slope(self) -> str:
        """Return dy/dx in the letter."""
        return scaled(self.factor, self.curve.slope)


def draw(rng: random.Random, curves: tuple[Curve, ...] = CURVES) -> Composed:
    """Return one with a factor inside that nobody can overlook without being wrong."""
    inside = Inside(rng.choice(STEEPNESS), rng.choice(SHIFTS))
    return Composed(rng.choice(curves), inside, rng.choice(HEIGHTS), rng.choice(OFFSETS))


def one_slope(rng: random.Random) -> Exercise:
    """Return the question for dy/dx in terms of one value."""
    y = draw(rng)
    prompt = f"{rng.choice(STORIES)} $$y = {y.tex}.$$ Write ${y.letter_tex}$ for short."
    return Exercise(prompt, (slope_part(y),), slope_steps(y))


def slope_and_point(rng: random.Random) -> Exercise:
    """Return the question for dy/dx and for its number at a point."""
    y, spot = draw(rng), rng.choice(SPOTS)
    letter = y.curve.letter
    exact = value(y.slope, **{letter: spot})

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return _number(put_into(str(earlier[0]), **{letter: spot}))

    spec = _number(exact)
    slips = ((f"{value(text, **{letter: spot}):.4f}", why) for text, why in slips_of_slope(y))
    number = Part(
        f"How large is ${_dydx()}$ where ${letter} = {decimal(spot)}$? {DIGITS}",
        spec,
        1,
        told(spec, slips),
        from_learner,
    )
    prompt = f"{rng.choice(STORIES)} $$y = {y.tex}.$$ Write ${y.letter_tex}$ for short."
    last = f"Put in ${letter} = {decimal(spot)}$: $\\frac{{dy}}{{dx}} = {tex(y.slope, y.curve.letters)} = {exact:.3f}$."
    return Exercise(prompt, (slope_part(y), number), (*slope_steps(y), last))


def second_slope(rng: random.Random) -> Exercise:
    """Return the question for dy/dx and the second derivative, both in terms of one value."""
    y = draw(rng)
    curve, a = y.curve, y.inside.a
    inner = scaled(a, (SIGMOID if curve.letter == "s" else TANH).slope)
    text = scaled(y.factor * a, curve.bend)
    spec = asked_for(text, curve.letters)

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return asked_for(f"({slope(str(earlier[0]), curve.letter)})*({inner})", curve.letters)

    part = Part(
        f"Now write the second derivative $\\frac{{d^2y}}{{dx^2}}$ as a formula in ${curve.letter}$ only.",
        spec, 2, told(spec, _slips_of_bend(y, inner)), from_learner,
    )  # fmt: skip
    prompt = f"{rng.choice(STORIES)} $$y = {y.tex}.$$ Write ${y.letter_tex}$ for short."
    letter = curve.letter
    steps = (
        (
            f"For the second derivative, ${letter}$ itself depends on $x$: "
            f"$\\frac{{d{letter}}}{{dx}} = {tex(inner, curve.letters)}$."
        ),
        (
            f"So differentiate by ${letter}$ and multiply by that: "
            f"$\\frac{{d^2y}}{{dx^2}} = {tex(product(scaled(y.factor, curve.by_letter), inner), curve.letters)} "
            f"= {tex(text, curve.letters)}$."
        ),
    )
    return Exercise(prompt, (slope_part(y), part), (*slope_steps(y), *steps))


def slope_part(y: Composed) -> Part:
    """Return the question for dy/dx."""
    spec = asked_for(y.slope, y.curve.letters)
    prompt = f"Write ${_dydx()}$ as a formula in ${y.curve.letter}$ only."
    return Part(prompt, spec, 1, told(spec, slips_of_slope(y)))


def slope_steps(y: Composed) -> tuple[str, ...]:
    """Return the solution for dy/dx."""
    a, c = decimal(y.inside.a), decimal(y.c)
    return (
        (
            f"Name the inside $u = {y.inside.tex}$. The chain rule multiplies three factors: the number in front, "
            "the slope of the function at $u$, and the slope of $u$."
        ),
        y.curve.reason,
        (
            f"The number in front is ${c}$ and $\\frac{{du}}{{dx}} = {a}$, so their product is "
            f"${c} \\cdot {_in_brackets(y.inside.a)} = {decimal(y.factor)}$: "
            f"$\\frac{{dy}}{{dx}} = {tex(y.slope, y.curve.letters)}$."
        ),
    )


def slips_of_slope(y: Composed) -> Iterable[Slip]:
    """Yield wrong formulas for dy/dx, the likeliest first."""
    a = decimal(y.inside.a)
    yield (
        scaled(y.c, y.curve.slope),
        f"The slope of the inside is missing: $u = {y.inside.tex}$ has the slope ${a}$. Multiply by it.",
    )
    (first, first_why), *others = y.curve.wrong
    yield scaled(y.factor, first), first_why
    if y.d:
        yield (
            f"{y.slope}{signed(y.d)}",
            f"The constant ${decimal(y.d)}$ does not change with $x$, so its slope is 0.",
        )
    for body, why in others:
        yield scaled(y.factor, body), why
    yield (
        scaled(-y.factor, y.curve.slope),
        f"The sign is wrong. The factors in front are ${decimal(y.c)}$ and ${a}$, which gives ${decimal(y.factor)}$.",
    )


def told(spec: AnswerSpec, slips: Iterable[Slip], heading: str = DERIVATIVES) -> tuple[Misconception, ...]:
    """Return the slips that lead to different replies, the likeliest few."""
    return distinct(spec, (Misconception(text, why, TOPIC, heading) for text, why in _few(slips)))


def _few(slips: Iterable[Slip]) -> Iterable[Slip]:
    seen: set[str] = set()
    for text, why in slips:
        if text not in seen and len(seen) < MOST:
            seen.add(text)
            yield text, why


def _slips_of_bend(y: Composed, inner: str) -> Iterable[Slip]:
    letter = y.curve.letter
    a = decimal(y.inside.a)
    yield (
        scaled(y.factor, y.curve.by_letter),
        (
            f"You differentiated by ${letter}$ alone. ${letter}$ depends on $x$ too: multiply by "
            f"$\\frac{{d{letter}}}{{dx}} = {tex(inner, y.curve.letters)}$."
        ),
    )
    yield (
        scaled(y.factor, y.curve.bend),
        f"The inside counts in both derivatives, so ${a}$ is there twice: ${_in_brackets(y.inside.a)}^2$.",
    )
    yield (
        scaled(-y.factor * y.inside.a, y.curve.bend),
        "The size is right, the sign is not. Follow the signs through the product rule once more.",
    )
    yield (
        scaled(y.factor * y.inside.a, f"({y.curve.slope})^2"),
        "The first slope is not squared: it is differentiated once more, by the chain rule.",
    )
    yield y.slope, "That is the first derivative again."


def _number(exact: float) -> Number:
    return Number(exact, absolute=1.5e-3, decimals=3)


def _in_brackets(number: float) -> str:
    return f"({decimal(number)})" if number < 0 else decimal(number)


def _dydx() -> str:
    return r"\frac{dy}{dx}"
