"""Validation losses epoch by epoch, and when a learning rate that waits for a plateau is lowered."""

from __future__ import annotations

from itertools import accumulate

from question_bank.schedules.plateau import Plateau
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

RULE = Plateau(start=0.1, factor=0.5, patience=2)
LOSSES = (1.0, 0.82, 0.7, 0.74, 0.71, 0.6, 0.64, 0.55, 0.58, 0.56, 0.5, 0.53)
WIDTH, HEIGHT = 640.0, 306.0
X = Axis(0.4, len(LOSSES) + 0.6, 56, 626)
Y = Axis(0.4, 1.05, 226, 52)


def rates() -> list[float]:
    """Return the learning rate of every epoch."""
    drops = RULE.drops(LOSSES)
    return [RULE.rate_after(sum(drop < epoch for drop in drops)) for epoch in range(1, len(LOSSES) + 1)]


def draw(colours: Colours) -> str:
    """Return the losses as dots, the lowest so far as a stair, the epochs without a new lowest shaded."""
    canvas = Canvas(WIDTH, HEIGHT)
    lowest = list(accumulate(LOSSES, min))
    _axes(canvas, colours)
    for epoch, loss in enumerate(LOSSES, 1):
        if loss > lowest[epoch - 1]:
            canvas.rect((X(epoch - 0.5), Y.end), (X(1) - X(0), Y.start - Y.end), colours.series[1], opacity=0.16)
    stair = [(X(epoch + side), Y(low)) for epoch, low in enumerate(lowest, 1) for side in (-0.5, 0.5)]
    canvas.curve(stair, colours.quiet, thick=1.6, dashes="6 4")
    canvas.curve([(X(epoch), Y(loss)) for epoch, loss in enumerate(LOSSES, 1)], colours.series[0], thick=2)
    for epoch, loss in enumerate(LOSSES, 1):
        fill = colours.surface if loss > lowest[epoch - 1] else colours.series[0]
        canvas.circle((X(epoch), Y(loss)), 4.5, fill, stroke=colours.series[0], thick=1.8)
    _rates(canvas, colours)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    for tenth in range(4, 11, 2):
        loss = tenth / 10
        canvas.line((X.start, Y(loss)), (X.end, Y(loss)), colours.line)
        canvas.text((X.start - 8, Y(loss) + 4), f"{loss:.1f}", colours.quiet, size=SMALL_PX, anchor="end")
    for epoch in range(1, len(LOSSES) + 1):
        canvas.text((X(epoch), Y.start + 18), str(epoch), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((X.start - 52, 14), "validation loss", colours.quiet, size=SMALL_PX)
    canvas.text((X.start - 52, Y.start + 18), "epoch", colours.quiet, size=SMALL_PX)
    words = "shaded: no new lowest loss, so the epoch counts as waiting; dashed: the lowest so far"
    canvas.text((X.start - 52, HEIGHT - 8), words, colours.ink, size=SMALL_PX)


def _rates(canvas: Canvas, colours: Colours) -> None:
    """Write the rates above the epochs they hold for, and a line where one ends."""
    found = rates()
    for drop in RULE.drops(LOSSES):
        canvas.line((X(drop + 0.5), 26), (X(drop + 0.5), Y.start + 26), colours.wrong, thick=1.6)
    for rate in dict.fromkeys(found):
        epochs = [epoch for epoch, each in enumerate(found, 1) if each == rate]
        canvas.text((X((epochs[0] + epochs[-1]) / 2), 42), f"η = {rate:g}", colours.ink, anchor="middle", bold=True)
    canvas.text((X.start - 52, Y.start + 48), "red: the rate is lowered", colours.wrong, size=SMALL_PX)


FIGURE = Figure(
    id="plateau-drops",
    alt=f"Validation losses of {len(LOSSES)} epochs. The rate is multiplied by {RULE.factor:g} after epochs "
    f"{' and '.join(map(str, RULE.drops(LOSSES)))}, each time after {RULE.patience} epochs in a row without a new "
    "lowest loss; a single such epoch in between changes nothing.",
    draw=draw,
)
