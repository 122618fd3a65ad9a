"""The swish, x times its own gate: the product rule and the chain rule at once."""

from __future__ import annotations

import random
from collections.abc import Iterable

from question_bank.activations.composed import DIGITS, OFFSETS, STORIES, told
from question_bank.activations.curves import Slip
from question_bank.activations.formulas import Inside, asked_for, coefficient, plus_term, put_into, scaled, tex, value
from question_bank.answers import AnswerSpec, Number, Value
from question_bank.exercise import Exercise, Part
from question_bank.notation import bracketed, decimal, signed

LETTERS = ("x", "s")
STEEPNESS = (2.0, 4.0, 5.0, 8.0, 10.0, 0.5, 1.25, 2.5, 0.2, 0.4, -2.0, -4.0, -5.0, -0.5, -2.5)
SHIFTS = (1.0, 2.0, 3.0, 4.0, 5.0, 0.5, 1.5, -1.0, -2.0, -3.0, -4.0, -5.0, -0.5, -1.5)
HEIGHTS = (1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.5, -1.0, -2.0)
_VALUE = "swish"


def gated(rng: random.Random) -> Exercise:
    """Return the question for the slope of c x sigma(ax + b), and for its number where the gate is half open."""
    inside, c = Inside(rng.choice(STEEPNESS), rng.choice(SHIFTS)), rng.choice(HEIGHTS)
    d = rng.choice(OFFSETS)
    rate = _rate(c, inside.a)
    spot = -inside.b / inside.a
    exact = value(rate, x=spot, s=0.5)

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return _number(put_into(str(earlier[0]), x=spot, s=0.5))

    first, second = asked_for(rate, LETTERS), _number(exact)
    parts = (
        Part(r"Write $\frac{dy}{dx}$ as a formula in $x$ and $s$.", first, 2, told(first, _slips(c, inside.a), _VALUE)),
        Part(
            f"How large is $\\frac{{dy}}{{dx}}$ at $x = {decimal(spot)}$? {DIGITS}", second, 1,
            told(second, _slips_of_number(c, inside, spot, exact), _VALUE), from_learner,
        ),
    )  # fmt: skip
    y = f"{coefficient(c)}x \\cdot \\sigma({inside.tex}){signed(d)}"
    prompt = f"{rng.choice(STORIES)} $$y = {y},$$ a swish. Write $s = \\sigma({inside.tex})$ for short."
    return Exercise(prompt, parts, _steps(c, inside, spot, rate, exact))


def _rate(c: float, a: float) -> str:
    return scaled(c, f"({plus_term('s', a, 'x*s*(1 - s)')})")


def _slips(c: float, a: float) -> Iterable[Slip]:
    yield (
        scaled(c * a, "s*(1 - s)"),
        "The slope of a product is not the product of the slopes: $(x s)' = s + x \\cdot s'$.",
    )
    yield (
        _rate(c, 1.0),
        f"The slope of the inside is missing in the second term: $s' = {decimal(a)} \\cdot s(1 - s)$.",
    )
    yield scaled(c, "s"), "This is only the first term of the product rule. The gate changes with $x$ too: add $x s'$."
    yield (
        scaled(c * a, "x*s*(1 - s)"),
        "This is only the second term of the product rule. The slope of $x$ is 1: add $s$.",
    )


def _slips_of_number(c: float, inside: Inside, spot: float, exact: float) -> Iterable[Slip]:
    for text, why in _slips(c, inside.a):
        yield f"{value(text, x=spot, s=0.5):.4f}", why
    yield f"{c:.4f}", "At this point the gate is half open: $\\sigma(0) = 0.5$, not 1."
    yield f"{-exact:.4f}", "The size is right, the sign is not."


def _steps(c: float, inside: Inside, spot: float, rate: str, exact: float) -> tuple[str, ...]:
    a, put_in = decimal(inside.a), bracketed(spot)
    front = "" if c == 1 else f"{decimal(c)} \\cdot "
    return (
        "Two rules meet: the product rule for $x$ times the gate, and the chain rule inside the gate.",
        f"The gate has the slope $\\frac{{ds}}{{dx}} = {a} \\cdot s(1 - s)$.",
        f"Product rule: $\\frac{{dy}}{{dx}} = {front}(s + x \\cdot \\frac{{ds}}{{dx}}) = {tex(rate, LETTERS)}$.",
        (
            f"At $x = {decimal(spot)}$ the inside is ${a} \\cdot {put_in} {'+' if inside.b > 0 else '-'} "
            f"{decimal(abs(inside.b))} = 0$, so $s = \\sigma(0) = 0.5$."
        ),
        f"$\\frac{{dy}}{{dx}} = {front}(0.5 + {bracketed(inside.a)} \\cdot {put_in} \\cdot 0.25) = {exact:.3f}$.",
    )


def _number(exact: float) -> Number:
    return Number(exact, absolute=1.5e-3, decimals=3)
