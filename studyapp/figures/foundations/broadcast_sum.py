"""A column and a row are stretched over each other, and every pair is added."""

from __future__ import annotations

from question_bank.tensors.broadcasting import broadcast
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.grid import Cells, draw_cells

COLUMN: Cells = ((10,), (20,), (30,))
ROW: Cells = ((1, 2, 3, 4),)
ROWS, COLUMNS = broadcast((len(COLUMN), 1), (len(ROW[0]),)) or (0, 0)
SUM = [[row[0] + number for number in ROW[0]] for row in COLUMN]
WIDTH, HEIGHT = 640.0, 236.0
CELL, TOP = 42.0, 62.0
LEFTS = (4.0, 236.0, 468.0)


def draw(colours: Colours) -> str:
    """Return both tensors as they are stretched, and their sum."""
    canvas = Canvas(WIDTH, HEIGHT)
    titles = (("column", f"({len(COLUMN)}, 1)"), ("row", f"({len(ROW[0])},)"), ("column + row", f"({ROWS}, {COLUMNS})"))
    for left, (name, shape) in zip(LEFTS, titles, strict=True):
        middle = left + COLUMNS * CELL / 2
        canvas.text((middle, 18), name, colours.ink, size=15, anchor="middle", bold=True)
        canvas.text((middle, 40), f"shape {shape}", colours.quiet, size=13, anchor="middle")
    warm = mixed(colours.surface, colours.series[1], 0.28)
    cool = mixed(colours.surface, colours.series[0], 0.28)
    _ghosts(canvas, colours, (LEFTS[0], TOP), [[row[0]] * COLUMNS for row in COLUMN])
    draw_cells(canvas, (LEFTS[0], TOP), COLUMN, CELL, colours, fill=warm)
    _ghosts(canvas, colours, (LEFTS[1], TOP), [list(ROW[0])] * ROWS)
    draw_cells(canvas, (LEFTS[1], TOP), ROW, CELL, colours, fill=cool)
    draw_cells(canvas, (LEFTS[2], TOP), SUM, CELL, colours)
    for sign, left in zip("+=", LEFTS[1:], strict=True):
        canvas.text((left - 32, TOP + ROWS * CELL / 2 + 7), sign, colours.quiet, size=24, anchor="middle")
    words = "faint: read again, not copied. Aligned at the right: 1 meets 4, and 3 meets nothing."
    canvas.text((WIDTH / 2, HEIGHT - 14), words, colours.quiet, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def _ghosts(canvas: Canvas, colours: Colours, corner: Point, cells: Cells) -> None:
    for y, row in enumerate(cells):
        for x, value in enumerate(row):
            place = (corner[0] + x * CELL, corner[1] + y * CELL)
            canvas.rect(place, (CELL, CELL), "none", stroke=colours.line, dashes="2 3")
            canvas.text(
                (place[0] + CELL / 2, place[1] + CELL / 2 + 4.5), f"{value:g}", colours.quiet, size=13, anchor="middle"
            )


FIGURE = Figure(
    id="broadcast-sum",
    alt="A column of shape (3, 1) and a row of shape (4,) are added. The column is read again for each of the 4 "
    "columns, the row for each of the 3 rows, and the sum of every pair makes a table of shape (3, 4).",
    draw=draw,
)
