"""What batch normalization and layer normalization take their means over: columns and rows of one table."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

BATCH = ((2.0, 7.0, 3.0), (5.0, 1.0, 0.0), (7.0, 1.0, 4.0), (2.0, 3.0, 1.0))
WIDTH, HEIGHT = 640.0, 286.0
CELL = (52.0, 36.0)
LEFTS, TOP = (100.0, 404.0), 76.0


def means(*, columns: bool) -> list[float]:
    """Return the mean of every column, or of every row."""
    lines = list(zip(*BATCH, strict=True)) if columns else BATCH
    return [sum(line) / len(line) for line in lines]


def draw(colours: Colours) -> str:
    """Return the same batch twice, with the cells that share a mean in one colour."""
    canvas = Canvas(WIDTH, HEIGHT)
    for left, columns in zip(LEFTS, (True, False), strict=True):
        _table(canvas, colours, left, columns=columns)
    bottom = HEIGHT - 10
    words = ("one mean and one σ for each feature", "one mean and one σ for each example")
    for left, line in zip(LEFTS, words, strict=True):
        canvas.text((left + 1.5 * CELL[0], bottom), line, colours.ink, size=13, anchor="middle")
    return canvas.svg()


def _table(canvas: Canvas, colours: Colours, left: float, *, columns: bool) -> None:
    title = "batch normalisation" if columns else "layer normalisation"
    canvas.text((left + 1.5 * CELL[0], 18), title, colours.ink, anchor="middle", bold=True)
    canvas.text((left + 1.5 * CELL[0], 46), "features", colours.quiet, size=SMALL_PX, anchor="middle")
    for y, row in enumerate(BATCH):
        middle = TOP + (y + 0.5) * CELL[1] + 5
        canvas.text((left - 10, middle), f"example {y + 1}", colours.quiet, size=SMALL_PX, anchor="end")
        for x, value in enumerate(row):
            corner = (left + x * CELL[0], TOP + y * CELL[1])
            fill = mixed(colours.surface, colours.series[x if columns else y], 0.3)
            canvas.rect(corner, CELL, fill, stroke=colours.line)
            canvas.text((corner[0] + CELL[0] / 2, middle), f"{value:g}", colours.ink, anchor="middle")
    for x in range(3):
        canvas.text((left + (x + 0.5) * CELL[0], TOP - 10), f"{x + 1}", colours.quiet, size=SMALL_PX, anchor="middle")
    _means(canvas, colours, left, columns=columns)


def _means(canvas: Canvas, colours: Colours, left: float, *, columns: bool) -> None:
    below, beside = TOP + len(BATCH) * CELL[1], left + 3 * CELL[0]
    for index, mean in enumerate(means(columns=columns)):
        if columns:
            at, anchor = (left + (index + 0.5) * CELL[0], below + 22), "middle"
        else:
            at, anchor = (beside + 10, TOP + (index + 0.5) * CELL[1] + 5), "start"
        canvas.text(at, f"μ = {mean:g}", colours.ink, size=13, anchor=anchor)


FIGURE = Figure(
    id="columns-or-rows",
    alt=f"A table of {len(BATCH)} examples with three features, twice. Batch normalisation takes a mean of each "
    "column, over the examples; layer normalisation takes a mean of each row, over the features.",
    draw=draw,
)
