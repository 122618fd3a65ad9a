"""The numbers of a sinusoidal positional encoding as shades: a column for each position."""

from __future__ import annotations

from question_bank.positions.encoding import Encoding
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

ENCODING = Encoding(d=16, base=10000)
POSITIONS = 43
WIDTH, HEIGHT = 640.0, 282.0
CELL = 12.0
LEFT, TOP = 100.0, 30.0
BOTTOM = TOP + ENCODING.d * CELL


def draw(colours: Colours) -> str:
    """Return the table of entries, index 0 on top, with a key of the shades."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((4, 16), "index", colours.quiet, size=SMALL_PX)
    for index in range(ENCODING.d):
        for position in range(POSITIONS):
            at = (LEFT + position * CELL, TOP + index * CELL)
            canvas.rect(at, (CELL, CELL), shade(ENCODING.value(position, index), colours))
    for pair in range(0, ENCODING.d // 2, 2):
        words = f"{2 * pair} sin, {2 * pair + 1} cos"
        canvas.text((4, TOP + (2 * pair + 1) * CELL + 5), words, colours.ink, size=SMALL_PX)
    for position in range(0, POSITIONS, 10):
        at = (LEFT + (position + 0.5) * CELL, BOTTOM + 16)
        canvas.text(at, str(position), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((LEFT + POSITIONS * CELL, BOTTOM + 46), "across: position", colours.quiet, size=SMALL_PX, anchor="end")
    for place, value in enumerate((-1, 0, 1)):
        left = LEFT + 120 * place
        canvas.rect((left, BOTTOM + 34), (18, 14), shade(value, colours), stroke=colours.line)
        canvas.text((left + 26, BOTTOM + 46), f"{value}".replace("-", "−"), colours.ink, size=SMALL_PX)
    return canvas.svg()


def shade(value: float, colours: Colours) -> str:
    """Return the colour of an entry between −1 and 1, in twenty steps each way."""
    return mixed(colours.surface, colours.series[1 if value > 0 else 0], round(20 * abs(value)) / 20)


FIGURE = Figure(
    id="encoding-rows",
    alt="Entries of a positional encoding with 16 numbers for positions 0 to 42. The top rows change from one position "
    "to the next, the rows below ever more slowly; the last sines stay near 0 and the last cosines near 1.",
    draw=draw,
)
