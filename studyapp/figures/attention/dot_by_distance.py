"""Dot products of positional encodings over the distance of the positions."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from question_bank.positions.encoding import USUAL, Encoding
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

WIDTHS = (8, 32, 128)
FURTHEST = 60
WIDTH = 640.0


def likeness(d: int, distance: int) -> float:
    """Return the dot product of two encodings over that of one with itself."""
    encoding, pairs = Encoding(d, USUAL), range(d // 2)
    return sum(math.cos(encoding.angle(distance, pair)) for pair in pairs) / len(pairs)


def draw(colours: Colours) -> str:
    """Return a line for each width of the encoding."""
    lines = tuple(
        Line(
            f"d = {d}: {d // 2} waves",
            tuple((float(distance), likeness(d, distance)) for distance in range(FURTHEST + 1)),
        )
        for d in WIDTHS
    )
    curves = Curves(ALT, "distance of the two positions", "dot product, 1 with itself", lines)
    return draw_curves(curves, colours, WIDTH).svg()


ALT = (
    "Dot product of two positional encodings over the distance of their positions, divided by d/2. It starts at 1 and "
    f"falls in waves: with d = 128 to {likeness(128, 10):.2f} at distance 10 and {likeness(128, 60):.2f} at 60; with "
    "d = 8 the waves stay large."
)
FIGURE = Figure(id="dot-by-distance", alt=ALT, draw=draw)
