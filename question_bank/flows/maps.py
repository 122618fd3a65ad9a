"""Maps of one number that can be undone, each with its slope and the wrong ways of undoing it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal, signed

WrongInverse = tuple[Callable[[float], float], str]


@dataclass(frozen=True, slots=True)
class Map:
    """A map y = f(z). Texts are LaTeX: of the map and its slope in a letter, and of undoing it, with numbers."""

    value: Callable[[float], float]
    inverse: Callable[[float], float]
    slope: Callable[[float], float]
    tex: Callable[[str], str]
    slope_tex: Callable[[str], str]
    undone: Callable[[float], str]
    wrong_inverses: tuple[WrongInverse, ...]
    positive: bool = False  # takes numbers above 0 only

    def log_slope(self, z: float) -> float:
        """Return the logarithm of the size of the slope; raises ValueError where it is 0."""
        return math.log(abs(self.slope(z)))


def affine(scale: float, shift: float) -> Map:
    """Return y = scale z + shift."""
    front = "" if scale == 1 else "-" if scale == -1 else decimal(scale)
    plus = signed(shift)

    return Map(
        lambda z: scale * z + shift,
        lambda y: (y - shift) / scale,
        lambda _: scale,
        lambda letter: f"{front}{letter}{plus}",
        lambda _: decimal(scale),
        lambda y: rf"({decimal(y)} - {bracketed(shift)})/{bracketed(scale)}",
        (
            (lambda y: scale * y + shift, "You went forwards once more. Undo the map: subtract first, then divide."),
            (lambda y: y / scale - shift, "Undo the last step first: subtract the shift, then divide by the scale."),
            (lambda y: (y + shift) / scale, "The sign of the shift slipped: it was added, so subtract it."),
            (lambda y: (y - shift) * scale, "You multiplied by the scale. To undo it, divide."),
            (lambda y: y - shift, "You have undone the shift. The scale is still to be undone."),
        ),
    )


def exponential(scale: float) -> Map:
    """Return y = scale e^z."""
    front = _front(scale)
    return Map(
        lambda z: scale * math.exp(z),
        lambda y: math.log(y / scale),
        lambda z: scale * math.exp(z),
        lambda letter: f"{front}e^{{{letter}}}",
        lambda letter: f"{front}e^{{{letter}}}",
        lambda y: rf"\ln({_over(y, scale)})" if scale != 1 else rf"\ln {decimal(y)}",
        (
            (lambda y: math.log10(y / scale), "This is the logarithm to base 10. Undo $e$ with the natural one."),
            (lambda y: math.log(y), f"Divide by ${decimal(scale)}$ before you take the logarithm."),
            (lambda y: y / scale, "You have undone the factor. The exponential is still to be undone."),
            (lambda y: math.log(y) / scale, "Undo the last step first: the factor, inside the logarithm."),
            (lambda y: -math.log(y / scale), "The sign slipped: the logarithm is positive above 1."),
            (lambda y: scale / y, "One over it does not undo the exponential. The logarithm does."),
        ),
    )


def cube(scale: float) -> Map:
    """Return y = scale z^3."""
    front = _front(scale)
    return Map(
        lambda z: scale * z**3,
        lambda y: math.copysign(abs(y / scale) ** (1 / 3), y / scale),
        lambda z: 3 * scale * z**2,
        lambda letter: f"{front}{letter}^3",
        lambda letter: f"{_front(3 * scale)}{letter}^2",
        lambda y: rf"\sqrt[3]{{{_over(y, scale)}}}",
        (
            (lambda y: y / scale / 3, "You divided by 3. To undo a cube, take the third root."),
            (lambda y: math.sqrt(abs(y / scale)), "This is the square root. To undo a cube, take the third root."),
            (lambda y: math.copysign(abs(y) ** (1 / 3), y), f"Divide by ${decimal(scale)}$ before you take the root."),
            (
                lambda y: math.copysign(abs(y) ** (1 / 3), y) / scale,
                "Undo the last step first: the factor, below the root.",
            ),
            (lambda y: y / scale, "You have undone the factor. The cube is still to be undone."),
            (lambda y: 3 * scale * y**2, "This is a slope. To undo a cube, take the third root."),
        ),
    )


def square(scale: float) -> Map:
    """Return y = scale z^2, for numbers above 0."""
    front = _front(scale)
    return Map(
        lambda z: scale * z**2,
        lambda y: math.sqrt(y / scale),
        lambda z: 2 * scale * z,
        lambda letter: f"{front}{letter}^2",
        lambda letter: f"{_front(2 * scale)}{letter}",
        lambda y: rf"\sqrt{{{_over(y, scale)}}}",
        (
            (lambda y: y / scale / 2, "You halved. To undo a square, take the root."),
            (lambda y: -math.sqrt(y / scale), "The base has no negative numbers, so it is the positive root."),
            (lambda y: math.sqrt(y), f"Divide by ${decimal(scale)}$ before you take the root."),
            (lambda y: math.sqrt(y) / scale, "Undo the last step first: the factor, below the root."),
            (lambda y: y / scale, "You have undone the factor. The square is still to be undone."),
            (lambda y: scale * y**2, "You went forwards once more. To undo a square, take the root."),
        ),
        positive=True,
    )


def draw_affine(rng: random.Random) -> Map:
    """Return an affine map with few digits."""
    scale = rng.choice((-4.0, -3.0, -2.5, -2.0, -1.5, -0.5, 0.2, 0.4, 0.5, 0.8, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0))
    return affine(scale, rng.choice([half / 2 for half in range(-10, 11) if half]))


def draw_curved(rng: random.Random, *, positive: bool) -> Map:
    """Return a curved map with one factor; squares only where numbers are ``positive``."""
    kinds = (exponential, cube, square) if positive else (exponential, exponential, cube)
    return rng.choice(kinds)(rng.choice([tenth / 10 for tenth in range(4, 41)]))


def _front(scale: float) -> str:
    return "" if math.isclose(scale, 1) else decimal(scale)


def _over(value: float, by: float) -> str:
    return f"{decimal(value)}/{decimal(by)}" if by != 1 else decimal(value)
