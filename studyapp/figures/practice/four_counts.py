"""The four counts of a confusion matrix, and which of them each rate divides."""

from __future__ import annotations

from fractions import Fraction

from question_bank.metrics.binary import METRICS, Counts
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

COUNTS = Counts(tp=40, fn=10, fp=20, tn=130)
WIDTH, HEIGHT = 640.0, 296.0
LEFT, TOP, ACROSS, DOWN = 132.0, 66.0, 148.0, 70.0
CELLS = (
    ("TP", "found", COUNTS.tp, True),
    ("FN", "missed", COUNTS.fn, False),
    ("FP", "false alarm", COUNTS.fp, False),
    ("TN", "left alone", COUNTS.tn, True),
)


def rate(name: str) -> Fraction:
    """Return a metric of the four counts."""
    return METRICS[name].value(COUNTS)


def draw(colours: Colours) -> str:
    """Return the matrix with the rates of its rows to the right and the precision below."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((LEFT + ACROSS, 20), "predicted", colours.quiet, anchor="middle")
    for number, name in enumerate(("positive", "negative")):
        canvas.text((LEFT + (number + 0.5) * ACROSS, 46), name, colours.ink, anchor="middle", bold=True)
        canvas.text((LEFT - 14, TOP + number * DOWN + 32), "truly", colours.quiet, anchor="end")
        canvas.text((LEFT - 14, TOP + number * DOWN + 51), name, colours.ink, anchor="end", bold=True)
    for number, (short, name, count, right) in enumerate(CELLS):
        at = (LEFT + number % 2 * ACROSS, TOP + number // 2 * DOWN)
        ground = mixed(colours.surface, colours.right if right else colours.wrong, 0.22)
        canvas.rect(at, (ACROSS, DOWN), ground, stroke=colours.surface, thick=3)
        canvas.text((at[0] + ACROSS / 2, at[1] + 33), f"{short} = {count}", colours.ink, anchor="middle", bold=True)
        canvas.text((at[0] + ACROSS / 2, at[1] + 54), name, colours.quiet, size=SMALL_PX, anchor="middle")
    _draw_rates(canvas, colours)
    return canvas.svg()


def _draw_rates(canvas: Canvas, colours: Colours) -> None:
    right, below = LEFT + 2 * ACROSS, TOP + 2 * DOWN
    rows = (("recall", COUNTS.tp, COUNTS.positive), ("specificity", COUNTS.tn, COUNTS.negative))
    for number, (name, hits, whole) in enumerate(rows):
        y = TOP + (number + 0.5) * DOWN
        canvas.arrow((right + 6, y), (right + 34, y), colours.quiet)
        canvas.text((right + 42, y - 4), name, colours.ink, bold=True)
        canvas.text((right + 42, y + 16), f"{hits} / {whole} = {float(rate(name)):.3f}", colours.ink)
    middle = LEFT + ACROSS / 2
    canvas.arrow((middle, below + 6), (middle, below + 30), colours.quiet)
    canvas.text((middle, below + 50), "precision", colours.ink, anchor="middle", bold=True)
    sum_ = f"{COUNTS.tp} / {COUNTS.called} = {float(rate('precision')):.3f}"
    canvas.text((middle, below + 70), sum_, colours.ink, anchor="middle")
    accuracy = f"{COUNTS.tp + COUNTS.tn} / {COUNTS.total} = {float(rate('accuracy')):.3f}"
    canvas.text((right + 42, below + 50), "accuracy", colours.ink, bold=True)
    canvas.text((right + 42, below + 70), accuracy, colours.ink)


FIGURE = Figure(
    id="four-counts",
    alt="A confusion matrix with the truth in rows: 40 found, 10 missed, 20 false alarms, 130 left alone. Recall and "
    "specificity divide by their row, precision by its column, accuracy by all.",
    draw=draw,
)
