"""What every word of a sentence costs in bits, and the perplexity that their mean stands for."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

WORDS = ("the", "cat", "sat", "on", "the", "piano")
PROBABILITIES = (0.25, 0.05, 0.4, 0.5, 0.6, 0.004)
BITS = tuple(-math.log2(share) for share in PROBABILITIES)
MEAN = sum(BITS) / len(BITS)
WIDTH, HEIGHT = 640.0, 292.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 440.0, 46.0, 226.0
Y = Axis(0, 8, BOTTOM, TOP)
BAR = 40.0


def draw(colours: Colours) -> str:
    """Return a bar a word, their mean as a dashed line, and beside it the power of 2."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((8, 16), "bits of each word: −log₂ p", colours.ink, bold=True)
    for level in range(0, 9, 2):
        canvas.line((LEFT, Y(level)), (RIGHT, Y(level)), colours.line if level else colours.quiet)
        canvas.text((LEFT - 8, Y(level) + 4), f"{level}", colours.quiet, size=SMALL_PX, anchor="end")
    gap = (RIGHT - LEFT) / len(WORDS)
    for place, (word, share, bits) in enumerate(zip(WORDS, PROBABILITIES, BITS, strict=True)):
        x = LEFT + (place + 0.5) * gap
        canvas.rect((x - BAR / 2, BOTTOM), (BAR, Y(bits) - BOTTOM), colours.series[0])
        canvas.text((x, Y(bits) - 6), f"{bits:.2f}", colours.ink, size=SMALL_PX, anchor="middle")
        canvas.text((x, BOTTOM + 19), word, colours.ink, anchor="middle", bold=True)
        canvas.text((x, BOTTOM + 37), f"p = {share:g}", colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.line((LEFT, Y(MEAN)), (RIGHT + 10, Y(MEAN)), colours.series[1], thick=2, dashes="6 4")
    _reading(canvas, colours)
    return canvas.svg()


def _reading(canvas: Canvas, colours: Colours) -> None:
    x, y = RIGHT + 20, Y(MEAN)
    canvas.text((x, y + 5), f"mean {MEAN:.2f} bits", colours.ink, bold=True)
    canvas.text((x, y + 31), f"perplexity {2**MEAN:.2f}", colours.ink, bold=True)
    canvas.text((x, y + 48), f"= 2 to the power {MEAN:.2f}", colours.quiet, size=SMALL_PX)
    canvas.text((WIDTH / 2, HEIGHT - 4), _saying(), colours.quiet, size=SMALL_PX, anchor="middle")


def _saying() -> str:
    return f"as unsure as if every word had been one of {2**MEAN:.1f} equally likely ones"


FIGURE = Figure(
    id="sentence-perplexity",
    alt=f"The bits of six words of a sentence as bars: words that were expected cost one or two bits, a surprising "
    f"last word eight. Their mean is {MEAN:.2f} bits, a perplexity of {2**MEAN:.1f}.",
    draw=draw,
)
