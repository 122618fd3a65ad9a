"""The four rates by which groups are compared: which counts of a table each one divides."""

from __future__ import annotations

from question_bank.fairness.rates import CRITERIA, PAIRS, RATES, Counts, Rate, rate
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

COUNTS = Counts(tp=30, fp=12, fn=10, tn=48)
PLACES = {"tp": (0, 0), "fn": (1, 0), "fp": (0, 1), "tn": (1, 1)}  # column and row of each count
WIDTH, HEIGHT = 640.0, 236.0
LEFT, TOP, CELL, APART = 84.0, 56.0, (61.0, 44.0), 142.0


def inside(which: Rate, name: str) -> tuple[bool, bool]:
    """Return whether a count belongs to the numerator of a rate, and to its denominator."""
    numerator, denominator = PAIRS[which](Counts(**{**dict.fromkeys(PLACES, 0), name: 1}))
    return bool(numerator), bool(denominator)


def draw(colours: Colours) -> str:
    """Return one table a rate, with what is divided filled strongly and what it is divided by filled lightly."""
    canvas = Canvas(WIDTH, HEIGHT)
    for row, words in enumerate(("positive", "negative")):
        y = TOP + (row + 0.5) * CELL[1]
        canvas.text((LEFT - 10, y - 3), "truly", colours.quiet, size=SMALL_PX, anchor="end")
        canvas.text((LEFT - 10, y + 13), words, colours.ink, size=13, anchor="end")
    for index, which in enumerate(RATES):
        _table(canvas, colours, LEFT + index * APART, which)
    _key(canvas, colours)
    return canvas.svg()


def _table(canvas: Canvas, colours: Colours, left: float, which: Rate) -> None:
    middle, bottom = left + CELL[0], TOP + 2 * CELL[1]
    canvas.text((middle, 20), which, colours.ink, size=12.5, anchor="middle", bold=True)
    for column, words in enumerate(("selected", "not")):
        place = (left + (column + 0.5) * CELL[0], TOP - 8)
        canvas.text(place, words, colours.quiet, size=SMALL_PX, anchor="middle")
    for name, (column, row) in PLACES.items():
        _cell(canvas, colours, (left + column * CELL[0], TOP + row * CELL[1]), name, inside(which, name))
    numerator, denominator = PAIRS[which](COUNTS)
    canvas.text(
        (middle, bottom + 21), f"{numerator} / {denominator} = {float(rate(which, COUNTS)):.3f}", colours.ink, size=13,
        anchor="middle",
    )  # fmt: skip
    canvas.lines(
        (middle, bottom + 40), ("same in both groups:", CRITERIA[which]), colours.quiet, size=11.5, anchor="middle"
    )


def _cell(canvas: Canvas, colours: Colours, corner: Point, name: str, part: tuple[bool, bool]) -> None:
    share = 0.5 if part[0] else 0.14 if part[1] else 0.0
    ground = mixed(colours.surface, colours.series[0], share)
    canvas.rect(corner, CELL, ground, stroke=colours.line, thick=1.2)
    words = f"{name.upper()} {getattr(COUNTS, name)}"
    at = (corner[0] + CELL[0] / 2, corner[1] + CELL[1] / 2 + 5)
    canvas.text(at, words, colours.ink if part[1] else colours.quiet, size=13, anchor="middle", bold=part[0])


def _key(canvas: Canvas, colours: Colours) -> None:
    for x, share, words in (
        (LEFT, 0.5, "above the fraction line"),
        (LEFT + 236, 0.14, "only below it"),
    ):
        ground = mixed(colours.surface, colours.series[0], share)
        canvas.rect((x, HEIGHT - 20), (14, 14), ground, stroke=colours.line)
        canvas.text((x + 21, HEIGHT - 8), words, colours.quiet, size=SMALL_PX)


FIGURE = Figure(
    id="four-rates-of-a-group",
    alt="The same table of true and false positives and negatives four times. The selection rate divides all who were "
    "selected by everybody, the true positive rate by the truly positive, the false positive rate by the truly "
    "negative; the precision divides the true positives by those selected.",
    draw=draw,
)
