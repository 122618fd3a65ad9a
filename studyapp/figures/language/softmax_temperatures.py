"""The same logits at three temperatures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

NAMES = ("cat", "dog", "owl", "cow")
LOGITS = (2.0, 1.0, 0.0, -1.0)
TEMPERATURES = (0.5, 1.0, 2.0)
WIDTH, HEIGHT = 640.0, 286.0
TOP, BOTTOM = 62.0, 232.0
PANEL, GAP = 192.0, 32.0
BAR = 36.0


def softmax(logits: Sequence[float], temperature: float) -> list[float]:
    """Return the probabilities at a temperature above 0."""
    shares = [math.exp((logit - max(logits)) / temperature) for logit in logits]
    return [share / sum(shares) for share in shares]


def draw(colours: Colours) -> str:
    """Return one panel a temperature, the probabilities written on the bars."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, temperature in enumerate(TEMPERATURES):
        _panel(canvas, colours, index * (PANEL + GAP), temperature)
    canvas.text((WIDTH / 2, HEIGHT - 6), "below each class: its logit", colours.quiet, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def _panel(canvas: Canvas, colours: Colours, left: float, temperature: float) -> None:
    height = Axis(0, 1, BOTTOM, TOP)
    middle = left + PANEL / 2
    canvas.text((middle, 18), f"T = {temperature:g}", colours.ink, size=15, anchor="middle", bold=True)
    canvas.text((middle, 36), _saying(temperature), colours.quiet, size=SMALL_PX, anchor="middle")
    for level in (0.5, 1.0):
        canvas.line((left, height(level)), (left + PANEL, height(level)), colours.line, dashes="3 3")
    canvas.line((left, BOTTOM), (left + PANEL, BOTTOM), colours.quiet)
    for place, (name, logit, share) in enumerate(zip(NAMES, LOGITS, softmax(LOGITS, temperature), strict=True)):
        x = left + (place + 0.5) * PANEL / len(NAMES)
        canvas.rect((x - BAR / 2, BOTTOM), (BAR, height(share) - BOTTOM), colours.series[0])
        canvas.rect((x - BAR / 2, height(share) - 17), (BAR, 15), colours.surface)
        canvas.text((x, height(share) - 6), f"{share:.3f}", colours.ink, size=SMALL_PX, anchor="middle")
        canvas.text((x, BOTTOM + 16), name, colours.ink, size=SMALL_PX, anchor="middle")
        canvas.text((x, BOTTOM + 31), f"{logit:g}".replace("-", "−"), colours.quiet, size=SMALL_PX, anchor="middle")


def _saying(temperature: float) -> str:
    if temperature == 1:
        return "the softmax as it is"
    return "sharper: near the largest" if temperature < 1 else "flatter: near uniform"


FIGURE = Figure(
    id="softmax-temperatures",
    alt="Bars of the probabilities of four classes with logits 2, 1, 0 and −1: at temperature 0.5 almost all is on the "
    "first, at 2 it is spread out; the order stays.",
    draw=draw,
)
