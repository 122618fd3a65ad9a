"""Losses written out as formulas of one or two parameters, with their slopes and the wrong slopes people find."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal, signed

WrongSlope = tuple[Callable[[float], float], str]


@dataclass(frozen=True, slots=True)
class Curve:
    """A loss of one parameter: its formula and its derivative as LaTeX in the parameter's ``name``."""

    name: str
    tex: str
    slope_tex: str
    value: Callable[[float], float]
    slope: Callable[[float], float]
    wrong: tuple[WrongSlope, ...]
    rule: str


def draw_curve(rng: random.Random) -> Curve:
    """Return a parabola, a square with something inside, or a cubic."""
    name = rng.choice(("w", "w", r"\theta", "x"))
    return rng.choice((_parabola, _parabola, _inner_square, _shifted, _cubic))(rng, name)


def _parabola(rng: random.Random, w: str) -> Curve:
    a, b, c = rng.choice((0.5, 1, 1.5, 2, 3, 4)), rng.choice((-6, -5, -4, -3, -2, 2, 3, 4, 5)), rng.randint(1, 9)
    return Curve(
        w,
        f"{_term(a, w + '^2')}{signed(b, ' ' + w)}{signed(c)}",
        f"{_term(2 * a, w)}{signed(b)}",
        lambda x: a * x * x + b * x + c,
        lambda x: 2 * a * x + b,
        (
            (lambda x: a * x + b, f"The derivative of ${w}^2$ is $2 {w}$."),
            (lambda x: 2 * a * x, f"The term ${decimal(b)} {w}$ has the slope ${decimal(b)}$, which is missing."),
            (lambda x: 2 * a * x + b + c, f"The constant {c} has the slope 0."),
            (lambda x: 2 * a * x + b * x, f"The slope of ${decimal(b)} {w}$ is ${decimal(b)}$, without ${w}$."),
        ),
        f"The power rule turns ${w}^2$ into $2 {w}$ and ${w}$ into 1; a constant vanishes.",
    )


def _inner_square(rng: random.Random, w: str) -> Curve:
    a, m = rng.choice((2, 3, 4, 5)), rng.choice((-7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7))
    inside = f"{a} {w}{signed(-m)}"
    return Curve(
        w,
        f"({inside})^2",
        rf"2 \cdot {a} \cdot ({inside})",
        lambda x: (a * x - m) ** 2,
        lambda x: 2 * a * (a * x - m),
        (
            (lambda x: 2 * (a * x - m), f"The slope of the inside, {a}, is missing: that is the chain rule."),
            (lambda x: a * (a * x - m), "The square leaves a factor 2."),
            (lambda x: 2 * a * a * x, f"The inside is ${inside}$, with its constant."),
            (lambda x: 2 * (a * x - m) + a, "Inner and outer slope are multiplied, not added."),
        ),
        f"The chain rule: twice the inside, times the slope of the inside, which is {a}.",
    )


def _shifted(rng: random.Random, w: str) -> Curve:
    k, m = rng.choice((0.5, 1.5, 2, 3, 4, 5)), rng.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5))
    inside = f"{w}{signed(-m)}"
    return Curve(
        w,
        f"{decimal(k)} ({inside})^2",
        inside if 2 * k == 1 else f"{decimal(2 * k)} ({inside})",
        lambda x: k * (x - m) ** 2,
        lambda x: 2 * k * (x - m),
        (
            (lambda x: k * (x - m), "The square leaves a factor 2."),
            (lambda x: 2 * (x - m), f"The factor {decimal(k)} in front stays."),
            (lambda x: 2 * k * x, f"The inside is ${inside}$, with its constant."),
            (lambda x: 2 * k * (x + m), f"The sign inside slipped: it is ${inside}$."),
        ),
        f"The factor in front stays and the square leaves a factor 2; the inside, ${inside}$, has the slope 1.",
    )


def _cubic(rng: random.Random, w: str) -> Curve:
    a, b = rng.choice((0.5, 1, 2)), rng.choice((-9, -6, -5, -4, -3, -2, 2, 3, 4))
    return Curve(
        w,
        f"{_term(a, w + '^3')}{signed(b, ' ' + w)}",
        f"{_term(3 * a, w + '^2')}{signed(b)}",
        lambda x: a * x**3 + b * x,
        lambda x: 3 * a * x * x + b,
        (
            (lambda x: a * x * x + b, "The power 3 comes down as a factor."),
            (lambda x: 3 * a * x**3 + b, f"The power goes down by one: ${w}^3$ becomes $3 {w}^2$."),
            (lambda x: 3 * a * x * x, f"The term ${decimal(b)} {w}$ has the slope ${decimal(b)}$, which is missing."),
            (lambda x: 3 * a * x + b, f"The slope of ${w}^3$ is $3 {w}^2$, still with a square."),
        ),
        f"The power rule turns ${w}^3$ into $3 {w}^2$ and ${w}$ into 1.",
    )


def _term(factor: float, symbol: str) -> str:
    return symbol if factor == 1 else f"{decimal(factor)} {symbol}"


@dataclass(frozen=True, slots=True)
class Surface:
    """The loss a u² + b v² + c u v + d u + e v of two parameters u and v."""

    names: tuple[str, str]
    a: float
    b: float
    c: float
    d: float
    e: float

    @property
    def tex(self) -> str:
        """Return the formula."""
        u, v = self.names
        squares = f"{_term(self.a, u + '^2')}{signed(self.b, f' {v}^2')}"
        return f"{squares}{signed(self.c, f' {u} {v}')}{signed(self.d, ' ' + u)}{signed(self.e, ' ' + v)}"

    @property
    def slope_tex(self) -> tuple[str, str]:
        """Return the two partial derivatives."""
        u, v = self.names
        first = f"{_term(2 * self.a, u)}{signed(self.c, ' ' + v)}{signed(self.d)}"
        return first, f"{_term(2 * self.b, v)}{signed(self.c, ' ' + u)}{signed(self.e)}"

    def slopes(self, u: float, v: float) -> tuple[float, float]:
        """Return the gradient at a point."""
        return 2 * self.a * u + self.c * v + self.d, 2 * self.b * v + self.c * u + self.e

    def slopes_worked(self, u: float, v: float) -> tuple[str, str]:
        """Return the two partial derivatives with their numbers."""
        cross = "-" if self.c < 0 else "+"
        size = decimal(abs(self.c))
        return (
            rf"{decimal(2 * self.a)} \cdot {bracketed(u)} {cross} {size} \cdot {bracketed(v)}{signed(self.d)}",
            rf"{decimal(2 * self.b)} \cdot {bracketed(v)} {cross} {size} \cdot {bracketed(u)}{signed(self.e)}",
        )


def draw_surface(rng: random.Random) -> Surface:
    """Return a surface with a term that couples its parameters."""
    return Surface(
        rng.choice((("u", "v"), ("x", "y"), ("w_1", "w_2"), (r"\theta_1", r"\theta_2"))),
        a=rng.choice((0.5, 1, 1, 1.5, 2, 3)),
        b=rng.choice((0.5, 1, 1, 2, 2.5, 3)),
        c=rng.choice((-2, -1, 1, 2, 3)),
        d=rng.choice((-5, -4, -3, -2, -1, 1, 2, 3)),
        e=rng.choice((-4, -3, -2, -1, 1, 2, 3, 4, 5)),
    )
