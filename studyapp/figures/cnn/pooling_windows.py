"""What max and average pooling make of the same map."""

from __future__ import annotations

from collections.abc import Callable

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.grid import Cells, draw_cells

MAP = ((1, 3, 0, 2), (5, 3, 2, 0), (0, 1, 4, 8), (2, 1, 6, 2))
WINDOW = 2
WIDTH, HEIGHT = 640.0, 216.0
CELL, TOP = 36.0, 50.0
LEFT, OUTPUTS = 24.0, (304.0, 506.0)


def pooled(cells: Cells, keep: Callable[[list[float]], float]) -> list[list[float]]:
    """Return what is kept of each window; the windows lie side by side."""
    ways = range(0, len(cells) - WINDOW + 1, WINDOW), range(0, len(cells[0]) - WINDOW + 1, WINDOW)
    return [
        [keep([cells[y + i][x + j] for i in range(WINDOW) for j in range(WINDOW)]) for x in ways[1]] for y in ways[0]
    ]


def largest(values: list[float]) -> float:
    """Return the largest."""
    return max(values)


def average(values: list[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values)


def draw(colours: Colours) -> str:
    """Return the map on the left and both results on the right."""
    canvas = Canvas(WIDTH, HEIGHT)
    _draw_windows(canvas, colours, (LEFT, TOP), CELL * WINDOW, "one map, 4 × 4")
    draw_cells(canvas, (LEFT, TOP), MAP, CELL, colours, fill="none")
    middle = TOP + 2 * CELL
    canvas.arrow((LEFT + 4 * CELL + 20, middle), (OUTPUTS[0] - 34, middle), colours.quiet)
    canvas.text((236, middle - 12), "2 × 2, stride 2", colours.quiet, size=SMALL_PX, anchor="middle")
    for left, name, keep in zip(OUTPUTS, ("max", "average"), (largest, average), strict=True):
        corner = (left, TOP + CELL)
        _draw_windows(canvas, colours, corner, CELL, name)
        draw_cells(canvas, corner, pooled(MAP, keep), CELL, colours, fill="none")
    return canvas.svg()


def _draw_windows(canvas: Canvas, colours: Colours, corner: Point, side_px: float, title: str) -> None:
    """Draw two times two squares, each in a colour of its own, and their name above."""
    canvas.text((corner[0] + side_px, TOP - 18), title, colours.ink, anchor="middle", bold=True)
    for number in range(4):
        at = (corner[0] + number % 2 * side_px, corner[1] + number // 2 * side_px)
        canvas.rect(at, (side_px, side_px), mixed(colours.surface, colours.series[number], 0.35))


FIGURE = Figure(
    id="pooling-windows",
    alt="A 4 × 4 map in four windows of 2 × 2: max pooling keeps the largest number of each window, average pooling "
    "their mean; both results are 2 × 2.",
    draw=draw,
)
