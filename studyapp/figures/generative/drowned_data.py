"""Two heaps of numbers, drowned in noise: their exact density at four times."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

CENTRES, WIDTH = (-1.5, 1.5), 0.3  # the heaps, and the standard deviation of each
TIMES = {0.0: "time 0: data", 0.3: "time 0.3", 0.6: "time 0.6", 1.0: "time 1: noise"}
LOW, HIGH, STEPS = -3.5, 3.5, 140
PAGE = 640.0


def density(x: float, time: float) -> float:
    """Return the density of a heap's number times a plus noise times b, where a² + b² = 1."""
    a, b = math.cos(time * math.pi / 2), math.sin(time * math.pi / 2)
    sigma = math.hypot(a * WIDTH, b)
    peaks = (math.exp(-(((x - a * centre) / sigma) ** 2) / 2) for centre in CENTRES)
    return math.fsum(peaks) / (len(CENTRES) * sigma * math.sqrt(2 * math.pi))


def draw(colours: Colours) -> str:
    """Return the densities at all times over x."""
    places = [LOW + (HIGH - LOW) * step / STEPS for step in range(STEPS + 1)]
    lines = tuple(Line(name, tuple((x, density(x, time)) for x in places)) for time, name in TIMES.items())
    return draw_curves(
        Curves(ALT, "x, the number that is drowned", "density at four times", lines), colours, PAGE
    ).svg()


ALT = (
    "The density of two narrow heaps of data at time 0. At 0.3 the heaps are wider, at 0.6 they have nearly run "
    "together, and at time 1 there is one standard normal bell: no trace of the data is left."
)
FIGURE = Figure(id="drowned-data", alt=ALT, draw=draw)
