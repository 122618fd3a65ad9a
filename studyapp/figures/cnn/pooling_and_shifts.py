"""A row that moves by one pixel at a time, and what max pooling lets through of it."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.grid import draw_cells, draw_frame

ROW = (0, 0, 9, 0, 0, 5, 0, 0)
SHIFTS = (0, 1, 2)
WINDOW = 2
WIDTH, HEIGHT = 640.0, 216.0
CELL, TOP, PANEL = 32.0, 42.0, 58.0
LEFT, RIGHT = 130.0, 470.0


def shifted(by: int) -> tuple[int, ...]:
    """Return the row moved to the right; zeros come in."""
    return (0,) * by + ROW[: len(ROW) - by]


def pooled(row: tuple[int, ...]) -> tuple[int, ...]:
    """Return the largest number of every window."""
    return tuple(max(row[start : start + WINDOW]) for start in range(0, len(row), WINDOW))


def draw(colours: Colours) -> str:
    """Return the row and its pooled form for every shift."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((LEFT + 4 * CELL, 20), "a row of a map", colours.ink, anchor="middle", bold=True)
    canvas.text((RIGHT + 2 * CELL, 20), "max of 2", colours.ink, anchor="middle", bold=True)
    for number, by in enumerate(SHIFTS):
        top = TOP + number * PANEL
        row = shifted(by)
        canvas.text((8, top + 21), "as it is" if not by else f"moved by {by}", colours.ink)
        draw_cells(canvas, (LEFT, top), (row,), CELL, colours)
        for start in range(0, len(row), WINDOW):
            draw_frame(canvas, (LEFT, top), (start, 0, WINDOW, 1), CELL, colours.quiet)
        canvas.arrow((LEFT + 8 * CELL + 16, top + CELL / 2), (RIGHT - 16, top + CELL / 2), colours.quiet)
        draw_cells(canvas, (RIGHT, top), (pooled(row),), CELL, colours)
        _mark_what_stayed(canvas, top, pooled(row), colours)
    canvas.text((LEFT, HEIGHT - 8), "framed on the right: where it was before the move", colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _mark_what_stayed(canvas: Canvas, top: float, now: tuple[int, ...], colours: Colours) -> None:
    for place, (old, new) in enumerate(zip(pooled(ROW), now, strict=True)):
        if new and old == new:
            draw_frame(canvas, (RIGHT, top), (place, 0, 1, 1), CELL, colours.series[1])


FIGURE = Figure(
    id="pooling-and-shifts",
    alt="A row with two peaks is moved by one and by two pixels. After max pooling by 2 one peak stays where it was "
    "when the row moves by one pixel, the other moves on; after two pixels both have moved.",
    draw=draw,
)
