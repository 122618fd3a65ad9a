"""Who asks whom: the weights of self-attention are square, those of cross-attention need not be."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

SOURCE = ("the", "cat", "sleeps", "now")
TARGET = ("le", "chat", "dort")
WIDTH, HEIGHT = 640.0, 316.0
CELL, TOP = 46.0, 102.0
LEFTS = (70.0, 404.0)


def draw(colours: Colours) -> str:
    """Return two grids of weights side by side: queries go down, keys across."""
    canvas = Canvas(WIDTH, HEIGHT)
    panels = (
        ("self-attention", "Q, K, V from one sequence", SOURCE, SOURCE),
        ("cross-attention", "Q from the decoder, K and V from the encoder", TARGET, SOURCE),
    )
    for left, (name, told, asking, asked) in zip(LEFTS, panels, strict=True):
        words = (left - 62, 20)
        canvas.text(words, name, colours.ink, size=15, bold=True)
        canvas.text((words[0], 40), told, colours.quiet, size=SMALL_PX)
        canvas.text((left, TOP - 30), "keys and values", colours.series[2], size=SMALL_PX, bold=True)
        canvas.text((words[0], TOP - 10), "queries", colours.series[1], size=SMALL_PX, bold=True)
        _grid(canvas, colours, (left, TOP), asking, asked)
        shape = f"{len(asking)} × {len(asked)} weights"
        canvas.text((left, TOP + len(asking) * CELL + 21), shape, colours.ink, bold=True)
    return canvas.svg()


def _grid(canvas: Canvas, colours: Colours, corner: Point, asking: tuple[str, ...], asked: tuple[str, ...]) -> None:
    edge = mixed(colours.line, colours.quiet, 0.5)
    for column, token in enumerate(asked):
        canvas.text((corner[0] + (column + 0.5) * CELL, corner[1] - 9), token, colours.ink, size=13, anchor="middle")
    for row, token in enumerate(asking):
        y = corner[1] + row * CELL
        canvas.text((corner[0] - 10, y + CELL / 2 + 5), token, colours.ink, size=13, anchor="end")
        for column in range(len(asked)):
            canvas.rect((corner[0] + column * CELL, y), (CELL, CELL), colours.raised, stroke=edge)
    last = corner[1] + (len(asking) - 1) * CELL
    canvas.rect((corner[0], last), (len(asked) * CELL, CELL), stroke=colours.series[1], thick=2.5)
    words = (corner[0] + len(asked) * CELL / 2, last + CELL / 2 + 5)
    canvas.text(words, "adds up to 1", colours.ink, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="self-and-cross",
    alt="Two grids of attention weights, queries down, keys across. In self-attention four words ask the same four: 4 "
    "× 4. In cross-attention three words of the translation ask the four words of the source: 3 × 4. Each row adds "
    "up to 1.",
    draw=draw,
)
