"""Scores with a causal mask, the weights that follow, and what comes of masking too late."""

from __future__ import annotations

import math
from collections.abc import Sequence

from question_bank.attention.heads import Head
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

TOKENS = ("time", "goes", "by", "fast")
SCORES = ((1.0, 2.0, 0.5, 0.0), (1.0, 0.0, 1.5, 0.5), (0.5, 1.5, 1.0, 2.0), (0.0, 1.0, 0.5, 1.5))
WIDTH, HEIGHT = 640.0, 246.0
CELL, TOP = 38.0, 66.0
LEFTS = (46.0, 220.0, 428.0)
Matrix = Sequence[Sequence[float]]


def weights(*, visible: tuple[int, ...]) -> list[tuple[float, ...]]:
    """Return the weights of all four queries when each sees so many tokens."""
    zeros = ((0.0,),) * len(TOKENS)
    head = Head(TOKENS, zeros, zeros, zeros, visible)
    scores = (score for row in SCORES for score in row)
    sheet = head.sheet().given(dict(zip((name for row in head.names("s") for name in row), scores, strict=True)))
    return [sheet.values(names) for names in head.names("a")]


EVERYBODY = tuple(range(1, len(TOKENS) + 1))
MASKED: Matrix = [[score if j <= i else -math.inf for j, score in enumerate(row)] for i, row in enumerate(SCORES)]
RIGHT: Matrix = weights(visible=EVERYBODY)
TOO_LATE: Matrix = [
    [weight if j <= i else 0.0 for j, weight in enumerate(row)] for i, row in enumerate(weights(visible=(4, 4, 4, 4)))
]

MATRICES = (MASKED, RIGHT, TOO_LATE)


def draw(colours: Colours) -> str:
    """Return three grids, queries down and keys across; beside the weights what each row adds up to."""
    canvas = Canvas(WIDTH, HEIGHT)
    titles = (("scores, masked", ""), ("then softmax", "right"), ("softmax, then zeros", "wrong"))
    for left, matrix, (title, verdict) in zip(LEFTS, MATRICES, titles, strict=True):
        canvas.text((left, 20), title, colours.ink, bold=True)
        if verdict:
            canvas.text((left, 39), verdict, colours.right if verdict == "right" else colours.wrong, size=13, bold=True)
            canvas.text((left + 4 * CELL + 21, TOP - 9), "sum", colours.quiet, size=SMALL_PX, anchor="middle")
        _grid(canvas, colours, left, matrix, sums=bool(verdict))
    for row, token in enumerate(TOKENS):
        canvas.text((LEFTS[0] - 8, TOP + (row + 0.5) * CELL + 5), token, colours.ink, size=13, anchor="end")
    words = "queries go down, keys across; a token sees itself and what came before"
    canvas.text((LEFTS[0], HEIGHT - 8), words, colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _grid(canvas: Canvas, colours: Colours, left: float, matrix: Matrix, *, sums: bool) -> None:
    edge = mixed(colours.line, colours.quiet, 0.4)
    for i, row in enumerate(matrix):
        y = TOP + i * CELL
        for j, value in enumerate(row):
            hidden = j > i
            share = value if sums else 0.3
            fill = colours.surface if hidden else mixed(colours.surface, colours.series[1], 0.15 + 0.5 * share)
            canvas.rect((left + j * CELL, y), (CELL, CELL), fill, stroke=edge)
            words = "−∞" if value == -math.inf else "0" if hidden else f"{value:.2f}" if sums else f"{value:g}"
            ink = colours.quiet if hidden else colours.ink
            canvas.text((left + (j + 0.5) * CELL, y + CELL / 2 + 5), words, ink, size=13, anchor="middle")
        if sums:
            at = (left + 4 * CELL + 21, y + CELL / 2 + 5)
            canvas.text(at, f"{sum(row):.2f}", colours.ink, size=13, anchor="middle", bold=True)


FIGURE = Figure(
    id="mask-then-softmax",
    alt="A 4 × 4 grid of scores with minus infinity above the diagonal. After the softmax the rows of weights add up "
    "to 1. If the softmax comes first and zeros are put in later, the first row adds up to only "
    f"{sum(TOO_LATE[0]):.2f}.",
    draw=draw,
)
