"""Activation functions and the squared error, each with its slope and its LaTeX."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal, equals


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation function; ``slope`` is its derivative, found from the value ``h`` that it took.

    ``slope_told`` writes that derivative with its numbers, as LaTeX; ``told`` says its rule in words.
    """

    name: str
    symbol: str
    value: Callable[[float], float]
    slope: Callable[[float], float]
    slope_told: Callable[[float], str]
    told: str


def sigmoid(z: float) -> float:
    """Return 1 / (1 + exp(-z))."""
    return 1 / (1 + math.exp(-z))


RELU = Activation(
    "ReLU",
    r"\mathrm{ReLU}",
    lambda z: max(z, 0.0),
    lambda h: float(h > 0),
    lambda h: decimal(float(h > 0)),
    "the slope is 1 where the sum inside is positive and 0 elsewhere",
)
LEAKY_RELU = Activation(
    "leaky ReLU",
    r"\mathrm{lReLU}",
    lambda z: z if z > 0 else 0.1 * z,
    lambda h: 1.0 if h > 0 else 0.1,
    lambda h: "1" if h > 0 else "0.1",
    "the slope is 1 where the sum inside is positive and 0.1 elsewhere",
)
SIGMOID = Activation(
    "sigmoid",
    r"\sigma",
    sigmoid,
    lambda h: h * (1 - h),
    lambda h: rf"{decimal(h)} \cdot (1 - {decimal(h)})",
    "at a value $h$ the slope is $h(1 - h)$",
)
TANH = Activation(
    "tanh",
    r"\tanh",
    math.tanh,
    lambda h: 1 - h * h,
    lambda h: f"(1 - {bracketed(h)}^2)",
    "at a value $h$ the slope is $1 - h^2$",
)


@dataclass(frozen=True, slots=True)
class SquaredError:
    """The squared error of one example, with the factor ½ in front of it or without."""

    half: bool

    @property
    def formula(self) -> str:
        """Return it as LaTeX."""
        return rf"{self._front}(\hat y - y)^2"

    @property
    def slope_formula(self) -> str:
        """Return its derivative by the prediction, as LaTeX."""
        return r"\hat y - y" if self.half else r"2(\hat y - y)"

    @property
    def factor(self) -> float:
        """Return what the error is multiplied by in the derivative."""
        return 1.0 if self.half else 2.0

    def value(self, prediction: float, target: float) -> float:
        """Return the loss."""
        return self.factor / 2 * (prediction - target) ** 2

    def slope(self, prediction: float, target: float) -> float:
        """Return the derivative by the prediction."""
        return self.factor * (prediction - target)

    def worked(self, prediction: float, target: float) -> str:
        """Return the loss with its numbers, as LaTeX."""
        error = f"({decimal(prediction)} - {bracketed(target)})^2"
        return f"{self._front}{error} {equals(self.value(prediction, target))}"

    def slope_worked(self, prediction: float, target: float) -> str:
        """Return the derivative by the prediction with its numbers, as LaTeX."""
        error = f"{decimal(prediction)} - {bracketed(target)}"
        return f"{error if self.half else f'2 ({error})'} {equals(self.slope(prediction, target))}"

    @property
    def _front(self) -> str:
        return r"\tfrac12 " if self.half else ""
