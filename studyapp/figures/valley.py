"""A loss of two parameters, steeper along one than the other, seen from above with the ways that optimizers take."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from question_bank.optimizers.rule import Rule, State, advance, started
from studyapp.figures.canvas import Axis, Canvas, Point
from studyapp.figures.figure import Colours

TURNS = 240


@dataclass(frozen=True, slots=True)
class Valley:
    """The loss (flat x² + steep y²) / 2 with its minimum at 0, on the part of a sheet that the two axes span."""

    flat: float
    steep: float
    x: Axis
    y: Axis

    def loss(self, point: Point) -> float:
        """Return the loss at a point."""
        return (self.flat * point[0] ** 2 + self.steep * point[1] ** 2) / 2

    def gradient(self, point: Point) -> Point:
        """Return the gradient at a point."""
        return self.flat * point[0], self.steep * point[1]

    def at(self, point: Point) -> Point:
        """Return where a point lies on the sheet."""
        return self.x(point[0]), self.y(point[1])

    def travelled(self, rule: Rule, start: Point, steps: int) -> list[Point]:
        """Return the places before and after every step of an optimizer; each parameter has a memory of its own."""
        along = self._one_way(rule, self.flat, start[0], steps)
        return list(zip(along, self._one_way(rule, self.steep, start[1], steps), strict=True))

    def draw_contours(self, canvas: Canvas, colours: Colours, levels: tuple[float, ...]) -> None:
        """Draw the lines of equal loss as far as they lie between the ends of the axes, and the minimum."""
        for level in levels:
            for piece in self._contour(level):
                canvas.curve(piece, colours.line, thick=1.4)
        x, y = self.at((0.0, 0.0))
        for turn in (1, -1):
            canvas.line((x - 5, y - 5 * turn), (x + 5, y + 5 * turn), colours.ink, thick=2)

    def draw_way(self, canvas: Canvas, colours: Colours, way: list[Point], colour: str) -> None:
        """Draw the way of an optimizer with a dot a step; the start is a larger one in ink."""
        places = [self.at(point) for point in way]
        canvas.curve(places, colour, thick=1.8)
        for place in places[1:]:
            canvas.circle(place, 3.0, colour)
        canvas.circle(places[0], 5.0, colours.ink, stroke=colours.surface, thick=1.5)

    def _contour(self, level: float) -> Iterator[list[Point]]:
        wide, high = math.sqrt(2 * level / self.flat), math.sqrt(2 * level / self.steep)
        turns = (2 * math.pi * step / TURNS for step in range(TURNS + 1))
        points = [(wide * math.cos(turn), high * math.sin(turn)) for turn in turns]
        for shown, piece in groupby(points, self._is_on_sheet):
            if shown:
                yield [self.at(point) for point in piece]

    def _is_on_sheet(self, point: Point) -> bool:
        return self.x.low <= point[0] <= self.x.high and self.y.low <= point[1] <= self.y.high

    @staticmethod
    def _one_way(rule: Rule, curvature: float, theta: float, steps: int) -> list[float]:
        states: list[State] = [started(rule, theta)]
        for _ in range(steps):
            states.append(advance(rule, states[-1], curvature * rule.place(states[-1])))
        return [state.theta for state in states]
