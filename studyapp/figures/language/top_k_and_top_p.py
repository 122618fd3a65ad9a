"""Top-k and top-p on a model that is sure and on one that is not."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

SURE = (0.86, 0.07, 0.03, 0.02, 0.01, 0.006, 0.004)
UNSURE = (0.2, 0.18, 0.16, 0.15, 0.13, 0.1, 0.08)
K, P = 3, 0.8
WIDTH, HEIGHT = 640.0, 346.0
PANEL, GAP, LEFT = 270.0, 50.0, 25.0
TOPS, TALL = (64.0, 214.0), 88.0
BAR = 26.0


def top_k(shares: Sequence[float]) -> int:
    """Return how many of the tokens, the most probable first, top-k keeps."""
    return min(K, len(shares))


def top_p(shares: Sequence[float]) -> int:
    """Return how many of the tokens, the most probable first, top-p keeps: as few as reach P together."""
    total = 0.0
    for count, share in enumerate(shares, 1):
        total += share
        if total >= P - 1e-12:
            return count
    return len(shares)


def draw(colours: Colours) -> str:
    """Return a column a rule and a row a model; what is kept is filled, with its new probability above."""
    canvas = Canvas(WIDTH, HEIGHT)
    for column, (name, rule) in enumerate(((f"top-k, k = {K}", top_k), (f"top-p, p = {P:g}", top_p))):
        left = LEFT + column * (PANEL + GAP)
        canvas.text((left + PANEL / 2, 18), name, colours.ink, size=15, anchor="middle", bold=True)
        for top, shares, mood in zip(TOPS, (SURE, UNSURE), ("sure", "unsure"), strict=True):
            _panel(canvas, colours, (left, top), shares, rule(shares))
            told = f"{mood}: keeps {rule(shares)}"
            canvas.text((left + PANEL, top - 18), told, colours.ink, size=13, anchor="end")
    words = "pale: the probability before; filled: what is drawn from, with its probability after normalising"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def _panel(canvas: Canvas, colours: Colours, corner: tuple[float, float], shares: Sequence[float], kept: int) -> None:
    left, top = corner
    y = Axis(0, 1, top + TALL, top)
    canvas.line((left, y(0)), (left + PANEL, y(0)), colours.quiet)
    total = sum(shares[:kept])
    for place, share in enumerate(shares):
        x = left + (place + 0.5) * PANEL / len(shares)
        if place < kept:
            canvas.rect((x - BAR / 2, y(0)), (BAR, y(share / total) - y(0)), colours.series[0])
            canvas.text((x, y(share / total) - 5), f"{share / total:.2f}", colours.ink, size=SMALL_PX, anchor="middle")
        pale = mixed(colours.surface, colours.quiet, 0.35)
        canvas.rect((x - BAR / 2 + 8, y(0)), (BAR - 16, y(share) - y(0)), pale)
        canvas.text((x, y(0) + 16), f"{share:g}", colours.quiet, size=11, anchor="middle")


FIGURE = Figure(
    id="top-k-and-top-p",
    alt=f"Bars of seven tokens for a sure and an unsure model. Top-k keeps {K} of both. Top-p keeps {top_p(SURE)} of "
    f"the sure and {top_p(UNSURE)} of the unsure model: as few as reach {P:g} together. What is kept is "
    "normalised again.",
    draw=draw,
)
