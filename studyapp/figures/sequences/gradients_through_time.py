"""How strongly the state after some steps still depends on the first one, for several weights."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure


@dataclass(frozen=True, slots=True)
class Case:
    """A recurrence with one weight; ``curved`` ones go through tanh and start at ``START``."""

    weight: float
    curved: bool
    colour: int
    dashes: str = ""

    @property
    def name(self) -> str:
        """Return what stands beside the line."""
        return f"w = {self.weight:g}, {'tanh' if self.curved else 'no tanh'}"


START = 0.6
STEPS = 20
CASES = (Case(1.1, False, 1), Case(1.0, False, 0), Case(1.1, True, 2, "6 4"), Case(0.7, False, 3))
WIDTH, HEIGHT = 640.0, 292.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, 470.0, 42.0, 240.0
POWERS = range(-4, 2)
X, Y = Axis(0, STEPS, LEFT, RIGHT), Axis(POWERS[0], POWERS[-1], BOTTOM, TOP)


def slopes(case: Case) -> list[float]:
    """Return the slope of the state after 0, 1, 2 ... steps by the state at the start, without inputs."""
    state, found = START, [1.0]
    for _ in range(STEPS):
        state = math.tanh(case.weight * state) if case.curved else case.weight * state
        found.append(found[-1] * case.weight * (1 - state**2 if case.curved else 1))
    return found


def draw(colours: Colours) -> str:
    """Return the slopes over the steps, on an axis of powers of ten."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    for case in CASES:
        colour, values = colours.series[case.colour], slopes(case)
        points = [(X(step), Y(math.log10(value))) for step, value in enumerate(values)]
        canvas.curve(points, colour, thick=2.4, dashes=case.dashes)
        canvas.text((RIGHT + 8, points[-1][1] + 4), f"{case.name}: {values[-1]:.2g}", colours.ink, size=13)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    canvas.text((8, 20), "slope of the state by the state at the start", colours.ink, bold=True)
    for power in POWERS:
        canvas.line((LEFT, Y(power)), (RIGHT, Y(power)), colours.quiet if power == 0 else colours.line)
        canvas.text((LEFT - 8, Y(power) + 4), f"{10.0**power:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for step in range(0, STEPS + 1, 5):
        canvas.text((X(step), BOTTOM + 19), f"{step}", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text(((LEFT + RIGHT) / 2, HEIGHT - 10), "steps between", colours.quiet, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="gradients-through-time",
    alt="The slope of a state by an earlier one over 20 steps, on an axis of powers of ten. With weight 1.1 it grows "
    "to almost 7, with 1 it stays, with 0.7 it falls below a thousandth. With weight 1.1 and tanh it falls as well.",
    draw=draw,
)
