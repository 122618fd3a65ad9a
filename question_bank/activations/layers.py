"""Two units in a row: what the chain rule makes of their slopes, and how steep the whole can be."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.activations.composed import DIGITS, told
from question_bank.activations.curves import SIGMOID, TANH, Curve, Slip
from question_bank.activations.formulas import asked_for, coefficient, put_into, scaled, tex, value
from question_bank.answers import AnswerSpec, Number, Value
from question_bank.exercise import Exercise, Part
from question_bank.notation import bracketed, decimal

LETTERS = ("h", "y")
VANISHING = "vanishing-gradients"
WEIGHTS = (2.0, 3.0, 4.0, 5.0, 6.0, 1.5, 2.5, 0.5, 0.8, -2.0, -3.0, -4.0, -0.5, -1.5, -2.5)
SPOTS = {"s": (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9), "t": (0.2, 0.4, 0.5, 0.6, 0.8, -0.2, -0.4, -0.5, -0.6, -0.8)}
SPAN = {"s": (0.05, 0.95), "t": (-0.95, 0.95)}
STEEPEST = {"s": 0.25, "t": 1.0}
SETTINGS = (
    "In a tiny network two units stand in a row:",
    "A deep network that is one unit wide begins with",
    "Two layers of one unit each compute",
    "For an exam a network is cut down to two units:",
    "You trace a gradient through two units in a row:",
)


@dataclass(frozen=True, slots=True)
class Row:
    """h = f(w1 x + b1) and y = g(w2 h + b2), of which the weights are given and the biases are not."""

    lower: Curve
    upper: Curve
    first: float
    second: float

    @property
    def slope_of_h(self) -> str:
        """Return dh/dx in h."""
        return scaled(self.first, _in(self.lower, "h"))

    @property
    def slope_of_y(self) -> str:
        """Return dy/dx in h and y."""
        return scaled(self.first * self.second, f"{_in(self.lower, 'h')}*{_in(self.upper, 'y')}")

    @property
    def steepest(self) -> float:
        """Return the largest |dy/dx| over all inputs and biases."""
        return abs(self.first * self.second) * STEEPEST[self.lower.letter] * STEEPEST[self.upper.letter]

    def spans(self) -> dict[str, tuple[float, float]]:
        """Return where h and y can lie."""
        return {"h": SPAN[self.lower.letter], "y": SPAN[self.upper.letter]}


def two_layers(rng: random.Random) -> Exercise:
    """Return the exam question about two units in a row."""
    lower, upper = rng.choice(((SIGMOID, SIGMOID), (SIGMOID, TANH), (TANH, SIGMOID), (TANH, TANH)))
    row = Row(lower, upper, *rng.sample(WEIGHTS, 2))
    spot = {"h": rng.choice(SPOTS[lower.letter]), "y": rng.choice(SPOTS[upper.letter])}
    parts = (_slope_of_h(row), _slope_of_y(row), _at_spot(row, spot), _steepest(row))
    inside = _inside(row.first, "x", 1), _inside(row.second, "h", 2)
    prompt = (
        f"{rng.choice(SETTINGS)} $$h = {lower.told(inside[0])}, \\qquad y = {upper.told(inside[1])}.$$ "
        "The weights are given, the biases $b_1$ and $b_2$ may be anything."
    )
    return Exercise(prompt, parts, _steps(row, spot))


def _slope_of_h(row: Row) -> Part:
    spec = asked_for(row.slope_of_h, ("h",), row.spans())
    weight = decimal(row.first)
    slips = [
        (_in(row.lower, "h"), f"The weight is missing: $x$ goes into $h$ times ${weight}$."),
        *((scaled(row.first, _renamed(body, row.lower, "h")), why) for body, why in row.lower.wrong),
    ]
    return Part(r"Write $\frac{dh}{dx}$ as a formula in $h$ only.", spec, 1, told(spec, slips))


def _slope_of_y(row: Row) -> Part:
    spec = asked_for(row.slope_of_y, LETTERS, row.spans())

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own = f"({earlier[0]})*({scaled(row.second, _in(row.upper, 'y'))})"
        return asked_for(own, LETTERS, row.spans())

    prompt = r"Write $\frac{dy}{dx}$ as a formula in $h$ and $y$."
    return Part(prompt, spec, 2, told(spec, _slips_of_y(row)), from_learner)


def _at_spot(row: Row, spot: dict[str, float]) -> Part:
    spec = _number(value(row.slope_of_y, **spot))

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return _number(put_into(str(earlier[1]), **spot))

    where = f"$h = {decimal(spot['h'])}$ and $y = {decimal(spot['y'])}$"
    slips = ((f"{value(text, **spot):.5f}", why) for text, why in _slips_of_y(row))
    prompt = f"For one input the forward pass gave {where}. How large is $\\frac{{dy}}{{dx}}$ there? {DIGITS}"
    return Part(prompt, spec, 1, told(spec, slips), from_learner)


def _steepest(row: Row) -> Part:
    spec = _number(row.steepest)
    size = abs(row.first * row.second)
    slips = (
        (f"{size:.5f}", "Each activation has a slope of its own: at most 0.25 for the sigmoid, at most 1 for tanh."),
        (f"{row.steepest / size:.5f}", "The weights are missing: each is a factor of the chain rule too."),
        (f"{size * 0.25:.5f}", "Count the activations: every sigmoid brings a factor of at most 0.25, every tanh 1."),
        (f"{size * 0.0625:.5f}", "Only the sigmoid is at most 0.25 steep. The slope of tanh reaches 1."),
        (f"{size * 0.5:.5f}", "At its steepest place the sigmoid has the value 0.5; its slope there is 0.25."),
    )
    prompt = (
        r"Keep the two weights and choose the two biases and the input freely: how large can the size of "
        rf"$\frac{{dy}}{{dx}}$ be at most? {DIGITS}"
    )
    return Part(prompt, spec, 1, told(spec, slips, VANISHING))


def _slips_of_y(row: Row) -> Iterable[Slip]:
    w1, w2 = row.first, row.second
    lower, upper = _in(row.lower, "h"), _in(row.upper, "y")
    yield scaled(w1, f"{lower}*{upper}"), f"The upper weight is missing: $h$ goes into $y$ times ${decimal(w2)}$."
    yield scaled(w2, f"{lower}*{upper}"), f"The lower weight is missing: $x$ goes into $h$ times ${decimal(w1)}$."
    yield (
        scaled(w2, upper),
        r"That is $\frac{dy}{dh}$. The chain goes on down to $x$: multiply by $\frac{dh}{dx}$.",
    )
    other = TANH if row.upper is SIGMOID else SIGMOID
    yield scaled(w1 * w2, f"{lower}*{_in(other, 'y')}"), f"The upper unit is {row.upper.name}: {row.upper.wrong[0][1]}"
    yield scaled(w1 * w2, f"h*{upper}"), "The lower activation must be differentiated too: $h$ itself is not its slope."


def _steps(row: Row, spot: dict[str, float]) -> tuple[str, ...]:
    rate, numbers = row.slope_of_y, value(row.slope_of_y, **spot)
    w1, w2 = decimal(row.first), bracketed(row.second)
    tops = " \\cdot ".join(decimal(STEEPEST[curve.letter]) for curve in (row.lower, row.upper))
    local = f"{tex(_in(row.lower, 'h'), ('h',))}$ and ${tex(_in(row.upper, 'y'), ('y',))}"
    return (
        "Every unit brings two factors: its weight, and the slope of its activation told by its own output.",
        " ".join(dict.fromkeys((row.lower.reason, row.upper.reason))),
        f"Part A: with the weight ${w1}$, $\\frac{{dh}}{{dx}} = {tex(row.slope_of_h, ('h',))}$.",
        (
            f"Part B: $\\frac{{dy}}{{dx}} = \\frac{{dy}}{{dh}} \\cdot \\frac{{dh}}{{dx}}$. The activations bring "
            f"${local}$, the weights ${w1} \\cdot {w2}$: $\\frac{{dy}}{{dx}} = {tex(rate, LETTERS)}$."
        ),
        (
            f"Part C: put in $h = {decimal(spot['h'])}$ and $y = {decimal(spot['y'])}$: "
            f"$\\frac{{dy}}{{dx}} = {decimal(numbers)}$."
        ),
        (
            f"Part D: {_tops(row)} The biases can put both units there at once: "
            f"$|{w1} \\cdot {w2}| \\cdot {tops} = {decimal(row.steepest)}$."
        ),
    )


def _tops(row: Row) -> str:
    """Say where the slopes of a row's own activations are largest."""
    used = {row.lower.letter: row.lower, row.upper.letter: row.upper}
    said = (
        f"the slope of {curve.name} is largest at 0, where it is {STEEPEST[letter]:g}" for letter, curve in used.items()
    )
    return f"{'; '.join(said)}."


def _inside(weight: float, letter: str, index: int) -> str:
    return f"{coefficient(weight)}{letter} + b_{index}"


def _in(curve: Curve, letter: str) -> str:
    return _renamed(curve.slope, curve, letter)


def _renamed(text: str, curve: Curve, letter: str) -> str:
    return text.replace(curve.letter, letter)


def _number(exact: float) -> Number:
    return Number(exact, absolute=min(1.5e-3, 0.01 * abs(exact)) + 5e-4, decimals=4 if abs(exact) < 0.1 else 3)
