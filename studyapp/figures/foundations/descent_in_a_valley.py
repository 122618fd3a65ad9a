"""Gradient descent in a long valley: no one rate suits both of its directions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, Point
from studyapp.figures.figure import Colours, Figure

FLAT, STEEP = 1.0, 10.0  # the curvatures along the valley and across it
START: Point = (-9.0, 1.7)
RATES = (0.3 / STEEP, 1.9 / STEEP)
STEPS = 12
LEVELS = (1.0, 6.0, 16.0, 31.0, 51.0)
WIDTH, HEIGHT = 640.0, 300.0
FLOOR = 236.0  # below it stand the words
TURNS = 240
SCALE = 54.0  # pixels for one unit, the same in both directions
X = Axis(0, 1, 540, 540 + SCALE)
Y = Axis(0, 1, 144, 144 - SCALE)


def descended(rate: float) -> list[Point]:
    """Return the places before and after every step of gradient descent."""
    path = [START]
    for _ in range(STEPS):
        x, y = path[-1]
        path.append((x - rate * FLAT * x, y - rate * STEEP * y))
    return path


def draw(colours: Colours) -> str:
    """Return the lines of equal loss, seen from above, and the two ways down."""
    canvas = Canvas(WIDTH, HEIGHT)
    for level in LEVELS:
        for piece in _contour(level):
            canvas.curve(piece, colours.line, thick=1.4)
    for rate, colour in zip(RATES, (colours.series[1], colours.series[0]), strict=True):
        path = [(X(x), Y(y)) for x, y in descended(rate)]
        canvas.curve(path, colour, thick=1.8)
        for place in path[1:]:
            canvas.circle(place, 3.4, colour)
    canvas.circle((X(START[0]), Y(START[1])), 5.5, colours.ink, stroke=colours.surface, thick=1.5)
    _words(canvas, colours)
    return canvas.svg()


def _words(canvas: Canvas, colours: Colours) -> None:
    centre = (X(0), Y(0))
    for turn in (1, -1):
        canvas.line((centre[0] - 6, centre[1] - 6 * turn), (centre[0] + 6, centre[1] + 6 * turn), colours.ink, thick=2)
    canvas.text((centre[0] + 12, centre[1] + 5), "minimum", colours.ink, size=13)
    canvas.text((X(START[0]) - 10, Y(START[1]) + 5), "start", colours.ink, size=13, anchor="end")
    for index, (rate, colour) in enumerate(zip(RATES, (colours.series[1], colours.series[0]), strict=True)):
        y = HEIGHT - 26 + index * 19
        across, along = (f"{1 - rate * curvature:.2g}".replace("-", "−") for curvature in (STEEP, FLAT))
        canvas.line((10, y - 4), (34, y - 4), colour, thick=3)
        words = f"η = {rate * STEEP:g} / L, {STEPS} steps:  each × {across} across the valley,  × {along} along it"
        canvas.text((42, y), words, colours.ink, size=13)
    curvatures = f"steep across: L = {STEEP:g};  flat along: μ = {FLAT:g}"
    canvas.text((10, HEIGHT - 47), curvatures, colours.quiet, size=SMALL_PX)


def _contour(level: float) -> Iterator[list[Point]]:
    """Yield the pieces of a line of equal loss that lie on the sheet above the words."""
    wide, high = math.sqrt(2 * level / FLAT), math.sqrt(2 * level / STEEP)
    turns = (2 * math.pi * step / TURNS for step in range(TURNS + 1))
    points = [(X(wide * math.cos(turn)), Y(high * math.sin(turn))) for turn in turns]
    for shown, piece in groupby(points, lambda point: 2 < point[0] < WIDTH - 2 and 2 < point[1] < FLOOR):
        if shown:
            yield list(piece)


FIGURE = Figure(
    id="descent-in-a-valley",
    alt=f"A long valley from above, ten times as steep across as along. A small learning rate slides to its floor "
    f"and then hardly moves; one near the limit leaps from wall to wall, but after {STEPS} steps it is nearer "
    "to the minimum.",
    draw=draw,
)
