"""The same parabola with three learning rates: creeping, jumping from side to side, and away."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure


@dataclass(frozen=True, slots=True)
class Case:
    """A learning rate as a multiple of 1/L, where it starts, and what it does."""

    rate: float
    start: float
    saying: str


CURVATURE = 1.0  # the L of the parabola L θ² / 2
STEPS = 6
CASES = (
    Case(0.3, -2.0, "creeps down one side"),
    Case(1.7, -2.0, "jumps over, but closes in"),
    Case(2.2, -0.7, "jumps over, and away"),
)
WIDTH, HEIGHT = 640.0, 278.0
PANEL, GAP = 196.0, 26.0
TOP, BOTTOM = 66.0, 226.0
REACH = 2.4
LOSS = Axis(0, CURVATURE * REACH**2 / 2, BOTTOM, TOP)


def descended(case: Case) -> list[float]:
    """Return the parameter before and after every step of gradient descent."""
    path = [case.start]
    for _ in range(STEPS):
        path.append(path[-1] - case.rate / CURVATURE * CURVATURE * path[-1])
    return path


def draw(colours: Colours) -> str:
    """Return a panel a learning rate, with the places of all steps on the parabola."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, case in enumerate(CASES):
        _panel(canvas, colours, index * (PANEL + GAP), case)
    words = "θ, the minimum in the middle; L is the curvature of the loss"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def _panel(canvas: Canvas, colours: Colours, left: float, case: Case) -> None:
    x, middle = Axis(-REACH, REACH, left, left + PANEL), left + PANEL / 2
    factor = f"{1 - case.rate:g}" if case.rate <= 1 else f"(−{case.rate - 1:g})"
    canvas.text((middle, 18), f"η = {case.rate:g} / L", colours.ink, size=15, anchor="middle", bold=True)
    canvas.text((middle, 37), f"each step: distance × {factor}", colours.ink, size=13, anchor="middle")
    canvas.line((left, BOTTOM), (left + PANEL, BOTTOM), colours.line)
    spots = [REACH * step / 40 for step in range(-40, 41)]
    canvas.curve([(x(spot), LOSS(_loss(spot))) for spot in spots], colours.quiet, thick=1.5)
    path = [(x(spot), LOSS(_loss(spot))) for spot in descended(case)]
    colour = colours.wrong if case.rate > 2 else colours.series[0]
    for start, end in pairwise(path):
        canvas.line(start, end, colour, thick=1.3)
    for place in path[1:]:
        canvas.circle(place, 4, colour, stroke=colours.surface, thick=1)
    canvas.circle(path[0], 5.5, colours.ink, stroke=colours.surface, thick=1.5)
    canvas.text((middle, BOTTOM + 22), case.saying, colours.ink, size=13, anchor="middle")


def _loss(spot: float) -> float:
    return CURVATURE * spot**2 / 2


FIGURE = Figure(
    id="descent-rates",
    alt="Steps of gradient descent on the same parabola. With 0.3/L they creep down one side, with 1.7/L they jump "
    "from side to side and close in, with 2.2/L every jump leads further away from the minimum.",
    draw=draw,
)
