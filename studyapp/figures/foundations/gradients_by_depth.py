"""How long the gradient still is after so many layers on its way back, for four ways to begin a deep network."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from question_bank.gradients.functions import sigmoid
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.ticks import SUPERSCRIPTS

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An activation with the variance of its weights times the width."""

    name: str
    share: float
    value: Callable[[float], float]
    slope: Callable[[float], float]
    colour: int

    @property
    def variance(self) -> str:
        """Return the variance of the weights as it is written."""
        return f"variance {self.share:g}/n"


def _relu(total: float) -> float:
    return max(total, 0.0)


def _relu_slope(total: float) -> float:
    return float(total > 0)


def _sigmoid_slope(total: float) -> float:
    return sigmoid(total) * (1 - sigmoid(total))


UNITS, LAYERS, SEED = 64, 20, 8
CASES = (
    Case("ReLU, too large", 4, _relu, _relu_slope, 1),
    Case("ReLU, He", 2, _relu, _relu_slope, 0),
    Case("ReLU, Xavier", 1, _relu, _relu_slope, 2),
    Case("sigmoid, Xavier", 1, sigmoid, _sigmoid_slope, 3),
)
WIDTH, HEIGHT = 640.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, 478.0, 42.0, 288.0
POWERS = range(-15, 6, 5)
X, Y = Axis(0, LAYERS, LEFT, RIGHT), Axis(POWERS[0], POWERS[-1], BOTTOM, TOP)


@cache
def drawn_weights() -> tuple[Matrix, ...]:
    """Return a matrix for every layer, of numbers with variance 1, the same for all cases."""
    rng = Random(SEED)
    numbers = range(UNITS)
    return tuple(tuple(tuple(rng.gauss(0, 1) for _ in numbers) for _ in numbers) for _ in range(LAYERS))


@cache
def lengths(case: Case) -> tuple[float, ...]:
    """Return the length of the gradient after 0, 1, 2 ... layers back; it begins with 1."""
    rng, scale = Random(SEED + 1), math.sqrt(case.share / UNITS)
    values = [rng.gauss(0, 1) for _ in range(UNITS)]
    gradient = [rng.gauss(0, 1) for _ in range(UNITS)]
    slopes = []
    for weights in drawn_weights():
        sums = _times(weights, values, scale)
        slopes.append([case.slope(total) for total in sums])
        values = [case.value(total) for total in sums]
    found = [math.hypot(*gradient)]
    for weights, layer in zip(reversed(drawn_weights()), reversed(slopes), strict=True):
        error = [by_value * slope for by_value, slope in zip(gradient, layer, strict=True)]
        gradient = _times(tuple(zip(*weights, strict=True)), error, scale)
        found.append(math.hypot(*gradient))
    return tuple(length / found[0] for length in found)


def _times(weights: Matrix, values: Sequence[float], scale: float) -> list[float]:
    return [scale * sum(weight * value for weight, value in zip(row, values, strict=True)) for row in weights]


def draw(colours: Colours) -> str:
    """Return the lengths over the layers, on an axis of powers of ten."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    for case in CASES:
        points = [(X(layer), Y(math.log10(length))) for layer, length in enumerate(lengths(case))]
        canvas.curve(points, colours.series[case.colour], thick=2.4)
        canvas.text((RIGHT + 10, points[-1][1]), case.name, colours.ink, size=13, bold=True)
        canvas.text((RIGHT + 10, points[-1][1] + 16), case.variance, colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    canvas.text((8, 20), "length of the gradient, 1 at the last layer", colours.ink, bold=True)
    for power in POWERS:
        canvas.line((LEFT, Y(power)), (RIGHT, Y(power)), colours.quiet if power == 0 else colours.line)
        words = f"10{str(power).translate(SUPERSCRIPTS)}" if power else "1"
        canvas.text((LEFT - 8, Y(power) + 4), words, colours.quiet, size=SMALL_PX, anchor="end")
    for layer in range(0, LAYERS + 1, 5):
        canvas.text((X(layer), BOTTOM + 19), f"{layer}", colours.quiet, size=SMALL_PX, anchor="middle")
    words = f"layers gone back, each n = {UNITS} units wide"
    canvas.text(((LEFT + RIGHT) / 2, HEIGHT - 10), words, colours.quiet, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="gradients-by-depth",
    alt="The length of the gradient over 20 layers on its way back, on an axis of powers of ten. ReLU with weights of "
    "variance 4/n: it grows about 2,000 times. With 2/n it stays near 1, with 1/n it falls below a hundredth. Sigmoid "
    "with 1/n: it falls below a billionth.",
    draw=draw,
)
