"""What ProPublica counted about COMPAS in 2016, as rates of both groups."""

from __future__ import annotations

from typing import NamedTuple

from question_bank.fairness.rates import Counts
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

# Larson, Mattu, Kirchner and Angwin, May 2016: a medium or high score counts as positive, a recorded new offence
# within two years as truly positive.
COUNTS = {
    "black defendants": Counts(tp=1369, fp=805, fn=532, tn=990),
    "white defendants": Counts(tp=505, fp=349, fn=461, tn=1139),
}
WIDTH, HEIGHT = 640.0, 346.0
BARS = Axis(0, 0.8, 268, 592)
TOP, ROW, THICK = 40.0, 62.0, 17.0


class Row(NamedTuple):
    """A rate with what it means."""

    name: str
    meaning: str
    numerator: str
    denominator: str


ROWS = (
    Row("base rate", "new offence on record", "tp fn", "tp fp fn tn"),
    Row("false positive rate", "without one, but rated higher", "fp", "fp tn"),
    Row("false negative rate", "with one, but rated low", "fn", "tp fn"),
    Row("precision", "rated higher, and with one", "tp", "tp fp"),
    Row("accuracy", "rated as it turned out", "tp tn", "tp fp fn tn"),
)


def share(row: Row, counts: Counts) -> float:
    """Return a rate of one group."""
    above, below = (sum(getattr(counts, name) for name in part.split()) for part in (row.numerator, row.denominator))
    return float(above / below)


def draw(colours: Colours) -> str:
    """Return a pair of bars a rate."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, (group, counts) in enumerate(COUNTS.items()):
        x = BARS.start + index * 186
        canvas.rect((x, 6), (14, 14), colours.series[index])
        canvas.text((x + 21, 18), f"{group} ({counts.total:,})", colours.ink, size=SMALL_PX)
    for number, row in enumerate(ROWS):
        top = TOP + number * ROW
        canvas.line((0, top - 8), (WIDTH, top - 8), colours.line)
        canvas.text((0, top + 17), row.name, colours.ink, bold=True)
        canvas.text((0, top + 36), row.meaning, colours.quiet, size=SMALL_PX)
        for index, counts in enumerate(COUNTS.values()):
            _bar(canvas, colours, top + 3 + index * (THICK + 4), share(row, counts), index)
    return canvas.svg()


def _bar(canvas: Canvas, colours: Colours, top: float, value: float, index: int) -> None:
    canvas.rect((BARS.start, top), (BARS(value) - BARS.start, THICK), colours.series[index], corner_radius=2)
    canvas.text((BARS(value) + 7, top + 13), f"{value * 100:.0f} %", colours.ink, size=13)


FIGURE = Figure(
    id="compas-published-rates",
    alt="Rates computed from the counts that ProPublica published for 6,150 defendants. Precision and accuracy are "
    "nearly the same for black and white defendants; base rate and false positive rate are higher for black, the "
    "false negative rate for white defendants.",
    draw=draw,
)
