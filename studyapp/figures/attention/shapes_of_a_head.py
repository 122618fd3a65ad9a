"""The matrices of one attention head, drawn to scale."""

from __future__ import annotations

from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

TOKENS, MODEL, KEY, VALUE = 4, 6, 3, 2
CELL = 15.0
WIDTH, HEIGHT = 640.0, 330.0


@dataclass(frozen=True, slots=True)
class Block:
    """A matrix with its top left corner on the page; ``colour`` is a place in the theme's series."""

    name: str
    rows: int
    columns: int
    left: float
    top: float
    shape: str
    colour: int

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return self.top + self.rows * CELL / 2

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.left + self.columns * CELL


INPUT = Block("input X", TOKENS, MODEL, 10, 136, "n × d", 0)
QUERIES = Block("queries Q", TOKENS, KEY, 196, 30, "n × dₖ", 1)
KEYS = Block("keys K", TOKENS, KEY, 196, 136, "n × dₖ", 1)
VALUES = Block("values V", TOKENS, VALUE, 196, 242, "n × dᵥ", 2)
WEIGHTS = Block("weights A", TOKENS, TOKENS, 398, 83, "n × n", 3)
OUTPUT = Block("output A V", TOKENS, VALUE, 560, 162, "n × dᵥ", 2)


def draw(colours: Colours) -> str:
    """Return input, queries, keys and values, weights and output from left to right."""
    canvas = Canvas(WIDTH, HEIGHT)
    for block in (QUERIES, KEYS, VALUES):
        start, end = (INPUT.right + 6, INPUT.middle), (block.left - 6, block.middle)
        canvas.arrow(start, end, colours.quiet)
    for block in (QUERIES, KEYS):
        canvas.arrow((block.right + 6, block.middle), (WEIGHTS.left - 8, WEIGHTS.middle), colours.quiet)
    canvas.lines((254, 109), ("softmax of", "QKᵀ / √dₖ"), colours.ink)
    canvas.arrow((WEIGHTS.right + 6, WEIGHTS.middle + 12), (OUTPUT.left - 8, OUTPUT.middle - 12), colours.quiet)
    canvas.arrow((VALUES.right + 6, VALUES.middle), (OUTPUT.left - 8, OUTPUT.middle + 12), colours.quiet)
    for block in (INPUT, QUERIES, KEYS, VALUES, WEIGHTS, OUTPUT):
        _block(canvas, colours, block)
    canvas.text((10, HEIGHT - 10), "each row of X is a token", colours.quiet, size=SMALL_PX)
    canvas.text((398, HEIGHT - 10), "row i of A: the weights of token i", colours.quiet, size=SMALL_PX, anchor="start")
    return canvas.svg()


def _block(canvas: Canvas, colours: Colours, block: Block) -> None:
    fill = mixed(colours.surface, colours.series[block.colour], 0.35)
    for row in range(block.rows):
        for column in range(block.columns):
            at = (block.left + column * CELL, block.top + row * CELL)
            canvas.rect(at, (CELL, CELL), fill, stroke=mixed(colours.line, colours.quiet, 0.5))
    canvas.text((block.left, block.top - 9), block.name, colours.ink, bold=True, size=13.5)
    canvas.text((block.left, block.top + block.rows * CELL + 17), block.shape, colours.quiet, size=SMALL_PX)


FIGURE = Figure(
    id="shapes-of-a-head",
    alt=f"Matrices of a head for n = {TOKENS} tokens of d = {MODEL} numbers. X is multiplied by three matrices, which "
    f"gives queries and keys of {KEY} numbers and values of {VALUE}. Queries and keys make n × n weights, and these "
    "times the values an output with a row for each token.",
    draw=draw,
)
