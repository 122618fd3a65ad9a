"""A normal density carried through a map: strips of equal probability, squeezed or stretched."""

from __future__ import annotations

import math

from question_bank.flows.bases import NORMAL
from question_bank.flows.maps import exponential
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

MAP = exponential(1.0)
LOW, HIGH, STEPS = -2.2, 1.75, 120
STRIPS = ((-1.0, -0.5), (0.5, 1.0))  # equally likely
WIDTH, HEIGHT = 640.0, 400.0
Z, Y = Axis(LOW, HIGH, 262, 606), Axis(0.0, math.exp(HIGH), 240, 26)
BASE, SIDE = 356.0, 226.0
TALL, WIDE = 190.0, 270.0  # pixels for a density of 1


def density(y: float) -> float:
    """Return the density of y: that of the z behind it, divided by the slope there."""
    z = MAP.inverse(y)
    return NORMAL.density(z) / abs(MAP.slope(z))


def draw(colours: Colours) -> str:
    """Return the map in the middle, the base's density below it and that of y on the left."""
    canvas = Canvas(WIDTH, HEIGHT)
    places = [LOW + (HIGH - LOW) * step / STEPS for step in range(STEPS + 1)]
    for number, (start, end) in enumerate(STRIPS):
        _strip(canvas, colours.series[number + 1], start, end)
    canvas.line((Z.start, Y.start), (Z.end, Y.start), colours.quiet)
    canvas.line((Z.start, Y.start), (Z.start, Y.end), colours.quiet)
    canvas.line((Z.start, BASE), (Z.end, BASE), colours.quiet)
    canvas.line((SIDE, Y.start), (SIDE, Y.end), colours.quiet)
    canvas.curve([(Z(z), Y(MAP.value(z))) for z in places], colours.ink, thick=2.4)
    canvas.curve([(Z(z), BASE - TALL * NORMAL.density(z)) for z in places], colours.series[0])
    canvas.curve([(SIDE - WIDE * density(MAP.value(z)), Y(MAP.value(z))) for z in places], colours.series[0])
    canvas.text((Z(1.12), Y(4.6)), "y = eᶻ", colours.ink, anchor="end", bold=True)
    for z in (-2, -1, 0, 1):
        canvas.text((Z(z), BASE + 17), f"{z}".replace("-", "−"), colours.quiet, size=SMALL_PX, anchor="middle")
    for y in range(6):
        canvas.text((SIDE + 18, Y(y) + 4), str(y), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((Z.end, BASE + 17), "z", colours.quiet, italic=True, anchor="end")
    canvas.text((Z.start - 8, 390), "density of z, the base", colours.ink, size=13, bold=True)
    canvas.text((8, 20), "density of y", colours.ink, size=13, bold=True)
    canvas.lines((8, 330), ("strips of one colour", "hold equally much", "probability"), colours.quiet)
    return canvas.svg()


def _strip(canvas: Canvas, colour: str, start: float, end: float) -> None:
    """Fill one strip under both densities, and mark where the map sends its edges."""
    inside = [start + (end - start) * step / 20 for step in range(21)]
    below = [(Z(z), BASE - TALL * NORMAL.density(z)) for z in inside]
    canvas.area([(Z(start), BASE), *below, (Z(end), BASE)], colour, opacity=0.5)
    beside = [(SIDE - WIDE * density(MAP.value(z)), Y(MAP.value(z))) for z in inside]
    canvas.area([(SIDE, beside[0][1]), *beside, (SIDE, beside[-1][1])], colour, opacity=0.5)
    for z in (start, end):
        corner = (Z(z), Y(MAP.value(z)))
        canvas.line((Z(z), BASE - TALL * NORMAL.density(z)), corner, colour, dashes="3 3")
        canvas.line(corner, (SIDE, corner[1]), colour, dashes="3 3")


FIGURE = Figure(
    id="density-through-a-map",
    alt="A standard normal density of z below, the map y = e to the z in the middle, the density of y on the left. Two "
    "strips with equal probability in z: where the map is flat one becomes short and dense in y, where it is steep the "
    "other becomes long and thin.",
    draw=draw,
)
