"""Two densities and the discriminator that tells them apart as well as can be."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

DATA, GENERATED = (0.0, 1.0), (2.0, 1.0)  # mean and standard deviation
LOW, HIGH, STEPS = -3.0, 5.0, 120
WIDTH = 640.0


def normal(x: float, mean: float, sigma: float) -> float:
    """Return the density of a Gaussian."""
    return math.exp(-(((x - mean) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))


def best(x: float) -> float:
    """Return the share of the data in what is seen at a place."""
    p, q = normal(x, *DATA), normal(x, *GENERATED)
    return p / (p + q)


def draw(colours: Colours) -> str:
    """Return both densities and the discriminator over x."""
    places = [LOW + (HIGH - LOW) * step / STEPS for step in range(STEPS + 1)]
    lines = (
        Line("density of data", tuple((x, normal(x, *DATA)) for x in places)),
        Line("of the generator", tuple((x, normal(x, *GENERATED)) for x in places)),
        Line("discriminator D*", tuple((x, best(x)) for x in places)),
    )
    return draw_curves(Curves(ALT, "x", "densities, and D* as a probability", lines), colours, WIDTH).svg()


ALT = (
    "The data's density around 0, the generator's around 2, and the best discriminator. It is near 1 where only data "
    "lie, one half where the densities cross, and near 0 where only the generator puts samples: an S of the "
    "sigmoid's form."
)
FIGURE = Figure(id="best-discriminator", alt=ALT, draw=draw)
