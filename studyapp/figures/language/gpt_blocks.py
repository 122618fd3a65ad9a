"""GPT-2 small: the whole model in a row and, below it, the inside of one block, with the parameters of every part."""

from __future__ import annotations

from question_bank.networks import Row, Summary, analyse, preset, read_network, walk
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

BLOCKS = 12
BLOCK = preset("gpt-2-block")
CONTEXT, FEATURES = BLOCK.input_shape
WIDTH, HEIGHT = 640.0, 318.0
ROW, STREAM, BRANCH = 58.0, 190.0, 252.0


def whole_model() -> Summary:
    """Return the counts of the whole model; the table of its output is that of its input and has none of its own."""
    text = f"embedding 50257 {FEATURES}; positions {CONTEXT}; {BLOCKS}x({BLOCK.text}); layernorm"
    return analyse(read_network(text), (CONTEXT,))


def block_parts() -> list[Row]:
    """Return layer norm, attention, layer norm and the layers of the MLP."""
    summary = analyse(read_network(BLOCK.text), BLOCK.input_shape)
    return [row for _, row in walk(summary.rows) if not row.paths]


def draw(colours: Colours) -> str:
    """Return the model from tokens to the next token, and a block opened below."""
    canvas = Canvas(WIDTH, HEIGHT)
    for start, end in (((207.0, ROW + 23), (8.0, 142.0)), ((312.0, ROW + 23), (632.0, 142.0))):
        canvas.line(start, end, colours.quiet, dashes="4 3")
    canvas.rect((8, 142), (624, 168), mixed(colours.surface, colours.raised, 0.6), stroke=colours.line)
    _model(canvas, colours)
    _block(canvas, colours)
    return canvas.svg()


def _model(canvas: Canvas, colours: Colours) -> None:
    rows = whole_model().rows
    tables, norm = rows[0].parameters + rows[1].parameters, rows[-1].parameters
    canvas.text((4, ROW + 4), "tokens", colours.ink, size=SMALL_PX)
    canvas.lines((602, ROW - 3), ("next", "token"), colours.ink)
    for start, end in ((46, 62), (186, 206), (313, 331), (420, 438), (579, 598)):
        canvas.arrow((start, ROW), (end, ROW), colours.quiet)
    _box(canvas, colours, (63, ROW), 122, ("token + position", "embedding"), colour=0)
    _box(canvas, colours, (207, ROW), 105, (f"{BLOCKS} blocks",), colour=4)
    _box(canvas, colours, (332, ROW), 87, ("layer norm",), colour=2)
    _box(canvas, colours, (439, ROW), 139, ("embedding table", "again, softmax"), colour=0)
    for middle, count in (
        (124.0, f"{tables:,}"),
        (259.5, f"{BLOCKS} · {BLOCK.parameters:,}"),
        (375.5, f"{norm:,}"),
        (508.5, "no more"),
    ):
        canvas.text((middle, ROW - 32), count, colours.quiet, size=SMALL_PX, anchor="middle")


def _block(canvas: Canvas, colours: Colours) -> None:
    (norm, attention, norm_again, *mlp) = block_parts()
    canvas.text((20, 164), f"One block: {BLOCK.parameters:,} parameters", colours.ink, bold=True, size=13.5)
    canvas.text((620, 164), "straight line: residual connection", colours.quiet, size=SMALL_PX, anchor="end")
    canvas.arrow((20, STREAM), (620, STREAM), colours.ink, thick=2.2)
    parts = ((40.0, norm, "attention", [attention], 1), (330.0, norm_again, "MLP", mlp, 3))
    for left, first, name, rest, colour in parts:
        _bent(canvas, colours, ((left, STREAM), (left, BRANCH), (left + 17, BRANCH)))
        canvas.arrow((left + 106, BRANCH), (left + 123, BRANCH), colours.quiet)
        _bent(canvas, colours, ((left + 235, BRANCH), (left + 256, BRANCH), (left + 256, STREAM + 10)))
        inside = ("masked self-", name) if name == "attention" else (name, "d → 4d → d")
        _box(canvas, colours, (left + 18, BRANCH), 87, ("layer norm",), colour=2)
        _box(canvas, colours, (left + 124, BRANCH), 110, inside, colour=colour)
        for middle, rows in ((left + 61.5, [first]), (left + 179, rest)):
            count = f"{sum(row.parameters for row in rows):,}"
            canvas.text((middle, BRANCH + 43), count, colours.quiet, size=SMALL_PX, anchor="middle")
        _plus(canvas, colours, (left + 256, STREAM))


def _box(canvas: Canvas, colours: Colours, left: Point, width: float, words: tuple[str, ...], *, colour: int) -> None:
    """Draw a box from the middle of its left side."""
    fill = mixed(colours.surface, colours.series[colour], 0.3)
    corner = (left[0], left[1] - 23)
    canvas.rect(corner, (width, 46), fill, stroke=colours.series[colour], corner_radius=5)
    top = left[1] + 4.5 - (len(words) - 1) * SMALL_PX * 0.7
    canvas.lines((left[0] + width / 2, top), words, colours.ink, anchor="middle")


def _bent(canvas: Canvas, colours: Colours, points: tuple[Point, Point, Point]) -> None:
    canvas.curve(points[:2], colours.quiet, thick=1.5)
    canvas.arrow(points[1], points[2], colours.quiet)


def _plus(canvas: Canvas, colours: Colours, at: Point) -> None:
    canvas.circle(at, 9, colours.surface, stroke=colours.ink, thick=1.5)
    canvas.line((at[0] - 5, at[1]), (at[0] + 5, at[1]), colours.ink, thick=1.5)
    canvas.line((at[0], at[1] - 5), (at[0], at[1] + 5), colours.ink, thick=1.5)


FIGURE = Figure(
    id="gpt-blocks",
    alt=f"GPT-2 small: embeddings, {BLOCKS} blocks, a layer norm and a softmax over the tokens. In each block two "
    "branches leave a straight line and are added to it again: layer norm with masked self-attention, then layer norm "
    f"with an MLP. With d = {FEATURES} a block has {BLOCK.parameters:,} parameters.",
    draw=draw,
)
