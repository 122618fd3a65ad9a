"""A convex function, one that is only quasi-convex, and one that is neither; with a chord and a level each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure


@dataclass(frozen=True, slots=True)
class Case:
    """A function, where its chord begins and ends, and the level whose lower set is marked."""

    name: str
    saying: str
    function: Callable[[float], float]
    chord: tuple[float, float]
    level: float

    @property
    def chord_is_above(self) -> bool:
        """Tell whether the chord lies on or above the function everywhere."""
        spots = (step / 100 for step in range(101))
        return all(self.on_chord(share) >= self.function(self.at(share)) - 1e-12 for share in spots)

    def at(self, share: float) -> float:
        """Return the place that is a share of the way along the chord."""
        return self.chord[0] + share * (self.chord[1] - self.chord[0])

    def on_chord(self, share: float) -> float:
        """Return the height of the chord there."""
        start, end = map(self.function, self.chord)
        return start + share * (end - start)


REACH, STEPS = 2.0, 200
CASES = (
    Case("convex", "every chord above", lambda x: 0.28 * x**2 + 0.08 * x + 0.12, (-1.5, 1.2), 0.5),
    Case(
        "only quasi-convex", "one valley, a chord below", lambda x: 1.1 * (1 - math.exp(-1.6 * x**2)), (0.1, 1.7), 0.7
    ),
    Case("neither", "two valleys", lambda x: 0.42 * (x**2 - 1.5) ** 2 + 0.12 * x + 0.2, (-1.2, 1.25), 0.5),
)
WIDTH, HEIGHT = 640.0, 274.0
EDGE, PANEL, GAP = 8.0, 192.0, 24.0
TOP, BOTTOM = 56.0, 214.0
Y = Axis(0, 1.3, BOTTOM, TOP)


def draw(colours: Colours) -> str:
    """Return one panel a function: its curve, a chord, and on the axis where it is below a level."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, case in enumerate(CASES):
        _panel(canvas, colours, EDGE + index * (PANEL + GAP), case)
    words = "dashed: a chord; on the axis: where the function is at most the dotted level"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def below(case: Case) -> list[tuple[float, float]]:
    """Return the intervals in which the function is at most the level."""
    spots = [-REACH + 2 * REACH * step / STEPS for step in range(STEPS + 1)]
    found: list[tuple[float, float]] = []
    for spot in spots:
        if case.function(spot) > case.level:
            continue
        joins = found and spot - found[-1][1] < 3 * REACH / STEPS
        found[-1:] = [(found[-1][0], spot)] if joins else [*found[-1:], (spot, spot)]
    return found


def _panel(canvas: Canvas, colours: Colours, left: float, case: Case) -> None:
    x, middle = Axis(-REACH, REACH, left, left + PANEL), left + PANEL / 2
    canvas.text((middle, 18), case.name, colours.ink, size=15, anchor="middle", bold=True)
    canvas.text((middle, 37), case.saying, colours.quiet, size=13, anchor="middle")
    canvas.line((left, BOTTOM), (left + PANEL, BOTTOM), colours.quiet)
    canvas.line((left, Y(case.level)), (left + PANEL, Y(case.level)), colours.quiet, dashes="2 4")
    for start, end in below(case):
        canvas.line((x(start), BOTTOM + 10), (x(end), BOTTOM + 10), colours.series[2], thick=5)
    spots = [-REACH + 2 * REACH * step / STEPS for step in range(STEPS + 1)]
    points = [(x(spot), Y(case.function(spot))) for spot in spots if case.function(spot) <= Y.high]
    canvas.curve(points, colours.series[0], thick=2.6)
    ends = [(x(case.at(share)), Y(case.on_chord(share))) for share in (0.0, 1.0)]
    colour = colours.series[2] if case.chord_is_above else colours.series[1]
    canvas.line(ends[0], ends[1], colour, thick=2, dashes="7 4")
    for place in ends:
        canvas.circle(place, 4.5, colour, stroke=colours.surface, thick=1)


FIGURE = Figure(
    id="convex-and-not",
    alt="A bowl whose chord lies above it; a dip with flat shoulders, whose chord runs below the curve although the "
    "places under a level are one interval; and a curve with two valleys, where they are two intervals.",
    draw=draw,
)
