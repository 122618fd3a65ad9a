"""Functions that are the sigmoid or tanh in disguise: first rewritten, then differentiated."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.activations.composed import (
    HEIGHTS,
    OFFSETS,
    SHIFTS,
    STEEPNESS,
    STORIES,
    told,
)
from question_bank.activations.curves import SIGMOID, TANH, Curve, Slip
from question_bank.activations.formulas import Inside, asked_for, coefficient, plus, product, scaled, tex
from question_bank.activations.slopes import slope
from question_bank.answers import AnswerSpec, Value
from question_bank.exercise import Exercise, Part
from question_bank.notation import decimal, signed

IDENTITIES = "identities"


@dataclass(frozen=True, slots=True)
class Identity:
    """A function of u that a value of a curve tells: ``form`` in its letter, its slope by u, and the wrong forms.

    ``form`` is ``moving`` plus ``constant``; ``by_letter`` is it differentiated by the letter.
    """

    curve: Curve
    shape: str
    form: str
    moving: str
    constant: float
    slope: str
    by_letter: str
    reason: str
    wrong: tuple[Slip, ...]


_ODD = "That would hold for tanh, which is odd. The sigmoid goes from 0 to 1, so its mirror image is $1 - s$."
_UPSIDE_DOWN = r"The quotient is upside down: $\frac{s}{1 - s} = e^u$ and $\frac{1 - s}{s} = e^{-u}$."
KNOWN = (
    Identity(
        SIGMOID, r"\sigma(-(@))", "(1 - s)", "(-1)*s", 1.0, "(-1)*s*(1 - s)", "(-1)",
        r"$\sigma(-u) = \frac{1}{1 + e^{u}} = \frac{e^{-u}}{e^{-u} + 1} = 1 - s$.",
        (("(-1)*s", _ODD), ("1/s", "A minus in the argument is no minus in the power of the whole."),
         ("s", "The sigmoid is not even: at $-u$ it is as far from 1 as it is from 0 at $u$, which is $1 - s$.")),
    ),
    Identity(
        SIGMOID, r"\frac{1}{1 + e^{@}}", "(1 - s)", "(-1)*s", 1.0, "(-1)*s*(1 - s)", "(-1)",
        r"$\frac{1}{1 + e^{u}} = \frac{e^{-u}}{e^{-u} + 1} = 1 - s$: the sigmoid of $-u$.",
        (("s", r"Mind the sign in the exponent: $s = \frac{1}{1 + e^{-u}}$, here it is $e^{u}$."), ("(-1)*s", _ODD),
         ("1/s", r"$\frac{1}{s} = 1 + e^{-u}$. Here the fraction stands the other way up.")),
    ),
    Identity(
        SIGMOID, "e^{@}", "s/(1 - s)", "s/(1 - s)", 0.0, "s/(1 - s)", "1/(1 - s)^2",
        r"From $s = \frac{1}{1 + e^{-u}}$ follow $e^{-u} = \frac{1 - s}{s}$ and $e^{u} = \frac{s}{1 - s}$: the odds.",
        (("(1 - s)/s", _UPSIDE_DOWN), ("1/(1 - s)", r"$\frac{1}{1 - s} = 1 + e^{u}$: one too many."),
         ("s/(1 + s)", r"The denominator is $1 - s$: solve $s(1 + e^{-u}) = 1$ for $e^{u}$ once more.")),
    ),
    Identity(
        SIGMOID, "e^{-(@)}", "(1 - s)/s", "(1 - s)/s", 0.0, "(-1)*(1 - s)/s", "(-1)/s^2",
        r"From $s = \frac{1}{1 + e^{-u}}$ follows $1 + e^{-u} = \frac{1}{s}$, so $e^{-u} = \frac{1 - s}{s}$.",
        (("s/(1 - s)", _UPSIDE_DOWN), ("1/s", r"$\frac{1}{s} = 1 + e^{-u}$: one too many."),
         ("(1 - s)", r"$1 - s = \sigma(-u)$. Divide it by $s$ to get $e^{-u}$.")),
    ),
    Identity(
        SIGMOID, r"\tanh(\frac{@}{2})", "(2*s - 1)", "2*s", -1.0, "2*s*(1 - s)", "2",
        r"$\tanh(\frac{u}{2}) = \frac{1 - e^{-u}}{1 + e^{-u}} = \frac{2}{1 + e^{-u}} - 1 = 2s - 1$.",
        (("(1 - 2*s)", "The sign is wrong: tanh rises as the sigmoid does."),
         ("0.5*(1 + s)", "That is the way back: it makes a sigmoid of tanh. Here tanh is asked for."),
         ("2*s", "Twice the sigmoid lies between 0 and 2. Move it down by 1.")),
    ),
    Identity(
        TANH, r"\sigma(2 \cdot (@))", "0.5*(1 + t)", "0.5*t", 0.5, "0.5*(1 - t^2)", "0.5",
        r"$\tanh(u) = 2\sigma(2u) - 1$, so $\sigma(2u) = \frac{1 + t}{2}$.",
        (("(2*t - 1)", "That is the way back: it makes a tanh of a sigmoid. Here the sigmoid is asked for."),
         ("(1 + t)", "The range is twice too wide: halve it, so that it goes from 0 to 1."),
         ("0.5*(1 - t)", "The sign is wrong: the sigmoid rises as tanh does.")),
    ),
)  # fmt: skip


def disguised(rng: random.Random) -> Exercise:
    """Return the question for a function in terms of the sigmoid or tanh, and for its slope."""
    known = rng.choice(KNOWN)
    inside = Inside(rng.choice(STEEPNESS), rng.choice(SHIFTS))
    c, d, letters = rng.choice(HEIGHTS), rng.choice(OFFSETS), known.curve.letters
    form, rate = plus(scaled(c, known.moving), c * known.constant + d), scaled(c * inside.a, known.slope)
    inner = scaled(inside.a, known.curve.slope)

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return asked_for(f"({slope(str(earlier[0]), letters[0])})*({inner})", letters)

    first, second = asked_for(form, letters), asked_for(rate, letters)
    only = f"as a formula in ${letters[0]}$ only"
    parts = (
        Part(f"Write $y$ {only}.", first, 1, told(first, _slips_of_form(known, c, d), IDENTITIES)),
        Part(
            f"Write $\\frac{{dy}}{{dx}}$ {only}.", second, 2,
            told(second, _slips_of_rate(known, inside.a, c)), from_learner,
        ),
    )  # fmt: skip
    y = f"{coefficient(c)}{known.shape.replace('@', inside.tex)}{signed(d)}"
    told_letter = known.curve.letter_told(inside.tex)
    prompt = f"{rng.choice(STORIES)} $$y = {y}.$$ The value ${told_letter}$ is already known."
    steps = (
        f"Name the inside $u = {inside.tex}$ and write all in powers of $e^u$.",
        f"{known.reason} So $y = {tex(form, letters)}$.",
        f"The letter depends on $x$: $\\frac{{d{letters[0]}}}{{dx}} = {tex(inner, letters)}$.",
        (
            f"Differentiate the short form by the letter and multiply: $\\frac{{dy}}{{dx}} = "
            f"{tex(product(scaled(c, known.by_letter), inner), letters)} = {tex(rate, letters)}$."
        ),
    )
    return Exercise(prompt, parts, steps)


def _slips_of_form(known: Identity, c: float, d: float) -> Iterable[Slip]:
    for body, why in known.wrong:
        yield plus(scaled(c, body), d), why
    if d:
        yield scaled(c, known.form), f"The constant ${decimal(d)}$ is missing."


def _slips_of_rate(known: Identity, a: float, c: float) -> Iterable[Slip]:
    letter = known.curve.letter
    yield (
        scaled(c, known.slope),
        f"The slope of the inside is missing: multiply by ${decimal(a)}$.",
    )
    yield scaled(-c * a, known.slope), "The sign is wrong. Follow the minus signs through the chain rule once more."
    yield (
        scaled(c, known.by_letter),
        f"You differentiated by ${letter}$ alone. It depends on $x$ too: multiply by $\\frac{{d{letter}}}{{dx}}$.",
    )
    yield scaled(c * a, known.form), "That is the function itself. Only $e^u$ is its own slope."
