"""Draws lines over one axis: loss curves, densities, schedules. Each line is named at its end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from question_bank.drawings import Curves, Line
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, Point, mixed
from studyapp.figures.figure import Colours
from studyapp.figures.ticks import round_marks, tick_labels, ticks
from studyapp.figures.words import widest

LARGEST_PX, HEIGHT_PX = 600.0, 290.0
TOP_PX, BOTTOM_PX, TICK_PX = 28.0, 46.0, 5.0
LABEL_LINE_PX = 17.0
KEY_PX = 26.0  # from the end of a line to its name: the line's own marker stands between
DASHES = "7 5"
MARKERS, MARKER_PX = ("", "circle", "square", "triangle", "diamond"), 4.2
MARKER_EVERY_PX = 58.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The two axes of a plot, and where the names of lines begin."""

    x: Axis
    y: Axis

    def __call__(self, point: Point) -> Point:
        """Return where a point of a line stands on the page."""
        return self.x(point[0]), self.y(point[1])


def draw_curves(curves: Curves, colours: Colours, room_px: float) -> Canvas:
    """Return the plot, as wide as the room up to a size that is easy to read."""
    canvas = Canvas(min(room_px, LARGEST_PX), HEIGHT_PX)
    plot, x_marks, y_marks = _axes(curves, canvas)
    _draw_axes(canvas, plot, (x_marks, y_marks), colours)
    canvas.text((4, SMALL_PX + 2), curves.y_label, colours.quiet, size=SMALL_PX)
    middle = (plot.x.start + plot.x.end) / 2
    canvas.text((middle, HEIGHT_PX - 7), curves.x_label, colours.quiet, size=SMALL_PX, anchor="middle")
    for number, line in enumerate(curves.lines):
        _draw_line(canvas, plot, line, number, colours)
    _draw_names(canvas, plot, curves.lines, colours)
    return canvas


def _axes(curves: Curves, canvas: Canvas) -> tuple[Plot, tuple[float, ...], tuple[float, ...]]:
    """Return the axes with their round numbers; what is written beside them decides how long they are."""
    xs = [x for line in curves.lines for x, _ in line.points]
    ys = [y for line in curves.lines for _, y in line.points]
    y_marks = round_marks(min(ys), max(ys), 7)
    left = widest(tick_labels(y_marks)) + TICK_PX + 8
    names = widest([line.label for line in curves.lines])
    from_x, to_x = (min(xs), max(xs)) if min(xs) < max(xs) else (min(xs) - 1, max(xs) + 1)
    counted = all(float(x).is_integer() for x in xs)  # epochs and steps: none is half
    x_marks = ticks(from_x, to_x, 7 if canvas.width - left - names > 330 else 5, least=1.0 if counted else 0.0)
    right = canvas.width - max(names + KEY_PX + 6 if names else 0.0, widest(tick_labels(x_marks)) / 2 + 4)
    plot = Plot(Axis(from_x, to_x, left, right), Axis(y_marks[0], y_marks[-1], canvas.height - BOTTOM_PX, TOP_PX))
    return plot, x_marks, y_marks


def _draw_axes(
    canvas: Canvas, plot: Plot, marks: tuple[tuple[float, ...], tuple[float, ...]], colours: Colours
) -> None:
    x, y = plot.x, plot.y
    frame = mixed(colours.line, colours.quiet, 0.6)
    for mark, words in zip(marks[1], tick_labels(marks[1]), strict=True):
        at = y(mark)
        canvas.line((x.start, at), (x.end, at), frame if mark == 0 else colours.line)
        canvas.text((x.start - TICK_PX - 3, at + 0.36 * SMALL_PX), words, colours.quiet, size=SMALL_PX, anchor="end")
    canvas.line((x.start, y.start), (x.end, y.start), frame)
    canvas.line((x.start, y.start), (x.start, y.end), frame)
    for mark, words in zip(marks[0], tick_labels(marks[0]), strict=True):
        canvas.line((x(mark), y.start), (x(mark), y.start + TICK_PX), frame)
        below = (x(mark), y.start + TICK_PX + SMALL_PX + 1)
        canvas.text(below, words, colours.quiet, size=SMALL_PX, anchor="middle")


def _draw_line(canvas: Canvas, plot: Plot, line: Line, number: int, colours: Colours) -> None:
    """Draw a line; from the second on with markers, so that colour is not the only sign."""
    points = [plot(point) for point in line.points]
    colour = colours.series[number]
    canvas.curve(points, colour, thick=2.2, dashes=DASHES if line.dashed else "")
    for at in _spread(points, number) if MARKERS[number] else ():
        _draw_marker(canvas, at, MARKERS[number], colour, colours)


def _spread(points: list[Point], number: int) -> list[Point]:
    """Return places along a line, evenly apart; those of the next line are shifted a little."""
    left = MARKER_EVERY_PX * (0.35 + 0.17 * number)
    found = []
    for one, two in pairwise(points):
        length = math.dist(one, two)
        while left <= length:
            share = left / length
            found.append((one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share))
            left += MARKER_EVERY_PX
        left -= length
    return found


def _draw_marker(canvas: Canvas, at: Point, marker: str, colour: str, colours: Colours) -> None:
    (x, y), r = at, MARKER_PX
    match marker:
        case "circle":
            canvas.circle(at, r, colours.surface, stroke=colour, thick=1.8)
        case "square":
            canvas.rect((x - r, y - r), (2 * r, 2 * r), colours.surface, stroke=colour, thick=1.8)
        case "triangle":
            canvas.area(((x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)), colours.surface, stroke=colour)
        case _:
            canvas.area(
                ((x, y - r - 2), (x + r + 2, y), (x, y + r + 2), (x - r - 2, y)), colours.surface, stroke=colour
            )


def _draw_names(canvas: Canvas, plot: Plot, lines: tuple[Line, ...], colours: Colours) -> None:
    """Write each name as near to the end of its line as the others allow, led to by a thin line."""
    ends = [(plot(max(line.points)), number) for number, line in enumerate(lines) if line.label]
    wanted = sorted(ends, key=lambda end: end[0][1])
    heights = apart([end[1] for end, _ in wanted], LABEL_LINE_PX, plot.y.end, plot.y.start)
    for (end, number), height in zip(wanted, heights, strict=True):
        colour, left = colours.series[number], plot.x.end + KEY_PX
        if math.dist(end, (left, height)) > KEY_PX + 1:
            canvas.line(end, (left - 19, height), colour, thick=1.0, dashes="2 3")
        canvas.line(
            (left - 19, height), (left - 3, height), colour, thick=2.2, dashes="5 3" if lines[number].dashed else ""
        )
        if MARKERS[number]:
            _draw_marker(canvas, (left - 11, height), MARKERS[number], colour, colours)
        canvas.text((left + 1, height + 0.36 * SMALL_PX), lines[number].label, colours.ink, size=SMALL_PX)


def apart(wanted: list[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return heights near the wanted ones (which rise), a gap apart, between top and bottom where they fit."""
    heights: list[float] = []
    for each in wanted:
        heights.append(max(each, heights[-1] + gap) if heights else max(each, top))
    ceiling = bottom
    for index in reversed(range(len(heights))):
        heights[index] = min(heights[index], ceiling)
        ceiling = heights[index] - gap
    return heights
