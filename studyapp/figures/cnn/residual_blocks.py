"""Two residual blocks of ResNet-18, with an identity and with a projection, and what each layer learns."""

from __future__ import annotations

from dataclasses import dataclass

from question_bank.networks.analysis import Row, analyse
from question_bank.networks.reading import read_network
from studyapp.figures.canvas import SMALL_PX, Canvas, Point
from studyapp.figures.figure import Colours, Figure

GIVEN = (64, 56, 56)
SAME = "res(conv 64 3 pad 1 no bias; bn; relu; conv 64 3 pad 1 no bias; bn)"
HALVED = "res/2(conv 128 3 stride 2 pad 1 no bias; bn; relu; conv 128 3 pad 1 no bias; bn)"
SAME_BODY = ("conv 3 × 3", "batch norm", "ReLU", "conv 3 × 3", "batch norm")
HALVED_BODY = ("conv 3 × 3, stride 2", *SAME_BODY[1:])
PROJECTION = ("1 × 1, stride 2", "batch norm")
WIDTH, HEIGHT = 640.0, 362.0
BODY, SIDEWAY, BAR, TALL, GAP = 192.0, 118.0, 27.0, 43.0, 10.0
FORK, TOP, SIDE_TOP, SUM, END = 66.0, 76.0, 130.0, 270.0, 334.0
LEFT, RIGHT, SIDE_LEFT, BYPASS = 8.0, 310.0, 519.0, 226.0


@dataclass(frozen=True, slots=True)
class Column:
    """Boxes one below the other: where the first begins, how large each is, and their names."""

    corner: Point
    width: float
    tall: float
    names: tuple[str, ...]


def block(text: str) -> Row:
    """Return a block with its paths, as the network page counts them."""
    return analyse(read_network(text), GIVEN).rows[0]


def draw(colours: Colours) -> str:
    """Return the two blocks side by side, from the input above to the output below."""
    canvas = Canvas(WIDTH, HEIGHT)
    same, halved = block(SAME), block(HALVED)
    _block(canvas, colours, LEFT, same, SAME_BODY)
    _bypass(canvas, colours, BYPASS, LEFT + BODY / 2)
    for number, words in enumerate(("identity:", "nothing", "to learn")):
        canvas.text((BYPASS + 10, 156 + number * 18), words, colours.ink, size=SMALL_PX)
    _block(canvas, colours, RIGHT, halved, HALVED_BODY)
    _bypass(canvas, colours, SIDE_LEFT + SIDEWAY / 2, RIGHT + BODY / 2)
    _boxes(canvas, colours, Column((SIDE_LEFT, SIDE_TOP), SIDEWAY, TALL, PROJECTION), halved.paths[1])
    return canvas.svg()


def _block(canvas: Canvas, colours: Colours, left: float, row: Row, names: tuple[str, ...]) -> None:
    """Draw the way through the layers, from x to y."""
    middle = left + BODY / 2
    canvas.text((left, 16), f"{row.parameters:,} parameters", colours.ink, bold=True)
    canvas.text((middle, 46), f"x: {_shape(row.input_shape)}", colours.ink, anchor="middle", size=SMALL_PX)
    canvas.arrow((middle, 52), (middle, END), colours.quiet)
    _boxes(canvas, colours, Column((left, TOP), BODY, BAR, names), row.paths[0])
    canvas.circle((middle, SUM), 11, colours.surface, stroke=colours.accent, thick=2)
    canvas.text((middle, SUM + 5), "+", colours.ink, anchor="middle", bold=True)
    canvas.rect((left, SUM + 22), (BODY, BAR), colours.raised, stroke=colours.quiet, corner_radius=5)
    canvas.text((left + 9, SUM + 40), "ReLU", colours.ink, size=SMALL_PX)
    canvas.text((middle, END + 18), f"y: {_shape(row.output_shape)}", colours.ink, anchor="middle", size=SMALL_PX)


def _bypass(canvas: Canvas, colours: Colours, at: float, middle: float) -> None:
    """Draw the way around the layers."""
    canvas.curve([(middle, FORK), (at, FORK), (at, SUM), (middle + 20, SUM)], colours.accent, thick=2.4)
    canvas.arrow((middle + 22, SUM), (middle + 12, SUM), colours.accent, thick=2.4, head=9)


def _boxes(canvas: Canvas, colours: Colours, column: Column, rows: tuple[Row, ...]) -> None:
    """Draw one box below the other, each with how much its layer learns."""
    x, y = column.corner
    for name, row in zip(column.names, rows, strict=True):
        canvas.rect((x, y), (column.width, column.tall), colours.raised, stroke=colours.quiet, corner_radius=5)
        canvas.text((x + 9, y + 18), name, colours.ink, size=SMALL_PX)
        if row.parameters:
            end = (x + column.width - 9, y + column.tall - 9)
            canvas.text(end, f"{row.parameters:,}", colours.quiet, anchor="end", size=SMALL_PX)
        y += column.tall + GAP


def _shape(sizes: tuple[int, ...]) -> str:
    return " × ".join(map(str, sizes))


FIGURE = Figure(
    id="residual-blocks",
    alt="Two residual blocks of two 3 × 3 convolutions. In one, 64 maps of 56 × 56 keep their shape and x is added "
    "as it is; in the other they become 128 of 28 × 28, and a 1 × 1 convolution of stride 2 makes x fit.",
    draw=draw,
)
