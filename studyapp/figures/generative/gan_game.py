"""The two networks of a generative adversarial network, and which way each one's gradient goes."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 250.0
BOX = (112.0, 54.0)
NOISE, GENERATOR, DATA, JUDGE = 30.0, (92.0, 146.0), (92.0, 36.0), (352.0, 91.0)
ANSWER, EXTRA = 536.0, 28.0


def draw(colours: Colours) -> str:
    """Return noise, generator and data on the left, the discriminator and what it says on the right."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((NOISE, 178), "noise", colours.ink, size=13, anchor="middle")
    canvas.text((NOISE, 194), "z", colours.ink, anchor="middle", italic=True)
    canvas.arrow((NOISE + 20, 174), (GENERATOR[0] - 3, 174), colours.quiet)
    _box(canvas, colours, GENERATOR, "generator G", "makes samples")
    _box(canvas, colours, DATA, "data", "real samples")
    _box(canvas, colours, JUDGE, "discriminator D", "real or made?")
    for (left, top), words, down in ((DATA, "x", 1), (GENERATOR, "G(z)", -1)):
        start, end = (left + BOX[0] + 3, top + BOX[1] / 2), (JUDGE[0] - 3, JUDGE[1] + BOX[1] / 2 - 10 * down)
        canvas.arrow(start, end, colours.quiet, thick=1.8)
        canvas.text(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - 13 + 4 * down), words, colours.ink, italic=True)
    canvas.arrow((JUDGE[0] + BOX[0] + EXTRA + 3, 118), (ANSWER - 4, 118), colours.quiet, thick=1.8)
    canvas.text((ANSWER, 114), "D(x): chance", colours.ink, size=13)
    canvas.text((ANSWER, 131), "that x is real", colours.ink, size=13)
    _gradients(canvas, colours)
    return canvas.svg()


def _gradients(canvas: Canvas, colours: Colours) -> None:
    """Draw the ways back: one stops at the discriminator, the other goes through it to the generator."""
    top, bottom = 62.0, 222.0
    end = ANSWER + 44
    canvas.curve([(end, 98), (end, top), (JUDGE[0] + 60, top)], colours.series[0])
    canvas.arrow((JUDGE[0] + 60, top), (JUDGE[0] + 60, JUDGE[1] - 2), colours.series[0], thick=2)
    canvas.text((end, top - 9), "D learns to tell them apart", colours.series[0], size=13, anchor="end", bold=True)
    canvas.curve([(end, 140), (end, bottom), (GENERATOR[0] + 56, bottom)], colours.series[1])
    canvas.arrow(
        (GENERATOR[0] + 56, bottom), (GENERATOR[0] + 56, GENERATOR[1] + BOX[1] + 2), colours.series[1], thick=2
    )
    words = "G learns, through D held still, to be called real"
    canvas.text((end, bottom + 18), words, colours.series[1], size=13, anchor="end", bold=True)


def _box(canvas: Canvas, colours: Colours, corner: Point, name: str, told: str) -> None:
    wide = BOX[0] + (EXTRA if name.startswith("disc") else 0)
    canvas.rect(corner, (wide, BOX[1]), colours.raised, stroke=colours.quiet, corner_radius=8)
    middle = corner[0] + wide / 2
    canvas.text((middle, corner[1] + 23), name, colours.ink, size=13.5, anchor="middle", bold=True)
    canvas.text((middle, corner[1] + 42), told, colours.quiet, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="gan-game",
    alt="Noise goes into the generator; its samples and real data go to the discriminator, which says how likely each "
    "is real. One gradient teaches the discriminator to tell them apart, the other passes through it and teaches the "
    "generator to be called real.",
    draw=draw,
)
