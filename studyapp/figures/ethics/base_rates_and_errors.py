"""Two groups, one classifier, one threshold: equal error rates, and yet not the same meaning of a yes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

NEGATIVE, POSITIVE, SPREAD, THRESHOLD = 0.36, 0.64, 0.14, 0.5  # scores of people, the same in both groups
BASE_RATES = {"A": 0.5, "B": 0.2}
WIDTH, HEIGHT = 640.0, 404.0
X = Axis(0, 1, 16, 400)
PANEL = 184.0
HIGHEST = 2.4  # of all densities, so that both panels have one scale
POINTS = 120


@dataclass(frozen=True, slots=True)
class Rates:
    """What a threshold does to one group, as shares in [0, 1]."""

    false_positive: float
    false_negative: float
    precision: float


def rates(base_rate: float) -> Rates:
    """Return the errors in a group in which ``base_rate`` of the people are positive."""
    false_positive = 1 - _below(THRESHOLD, NEGATIVE)
    false_negative = _below(THRESHOLD, POSITIVE)
    right = base_rate * (1 - false_negative)
    return Rates(false_positive, false_negative, right / (right + (1 - base_rate) * false_positive))


def draw(colours: Colours) -> str:
    """Return a panel a group: both kinds of people by score, the two kinds of error filled."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, (group, base_rate) in enumerate(BASE_RATES.items()):
        _panel(canvas, colours, index * PANEL, (group, base_rate))
    bottom = 2 * PANEL + 4
    canvas.text((X(0), bottom + 14), "score 0", colours.quiet, size=SMALL_PX)
    canvas.text((X(1), bottom + 14), "1", colours.quiet, size=SMALL_PX, anchor="end")
    canvas.text((X(THRESHOLD), bottom + 14), "threshold: yes to the right", colours.ink, size=SMALL_PX, anchor="middle")
    return canvas.svg()


def _panel(canvas: Canvas, colours: Colours, top: float, group: tuple[str, float]) -> None:
    name, base_rate = group
    height = Axis(0, HIGHEST, top + PANEL - 8, top + 10)
    people: tuple[tuple[Callable[[float], float], str], ...] = (
        (lambda score: (1 - base_rate) * _density(score, NEGATIVE), colours.series[1]),
        (lambda score: base_rate * _density(score, POSITIVE), colours.series[0]),
    )
    wrong_side = ((THRESHOLD, 1.0), (0.0, THRESHOLD))
    for (density, colour), (start, end) in zip(people, wrong_side, strict=True):
        _fill(canvas, height, density, (0.0, 1.0), colour=colour, opacity=0.14)
        _fill(canvas, height, density, (start, end), colour=colour, opacity=0.75)
        canvas.curve([(X(score), height(density(score))) for score in _scores(0, 1)], colour, thick=1.8)
    canvas.line((X(0), height(0)), (X(1), height(0)), colours.quiet)
    canvas.line((X(THRESHOLD), height(HIGHEST)), (X(THRESHOLD), height(0)), colours.ink, thick=1.5, dashes="5 3")
    canvas.text((X(0), top + 22), f"Group {name}", colours.ink, size=15, bold=True)
    canvas.text((X(0), top + 39), f"{base_rate:.0%} are positive".replace("%", " %"), colours.quiet, size=SMALL_PX)
    _numbers(canvas, colours, top + 48, base_rate)


def _numbers(canvas: Canvas, colours: Colours, top: float, base_rate: float) -> None:
    found = rates(base_rate)
    rows = (
        ("false positive rate", "of the negatives, told yes", found.false_positive, colours.series[1]),
        ("false negative rate", "of the positives, told no", found.false_negative, colours.series[0]),
        ("precision", "of those told yes, positive", found.precision, ""),
    )
    for index, (words, meaning, share, colour) in enumerate(rows):
        y = top + index * 44
        if colour:
            canvas.rect((428, y - 11), (14, 14), colour, opacity=0.75)
        canvas.text((452, y), words, colours.ink, bold=not colour)
        canvas.text((452, y + 15), meaning, colours.quiet, size=SMALL_PX)
        canvas.text((WIDTH - 4, y), f"{share * 100:.0f} %", colours.ink, anchor="end", bold=not colour)


def _fill(
    canvas: Canvas,
    height: Axis,
    density: Callable[[float], float],
    span: tuple[float, float],
    *,
    colour: str,
    opacity: float,
) -> None:
    outline = [(X(score), height(density(score))) for score in _scores(*span)]
    canvas.area([(X(span[0]), height(0)), *outline, (X(span[1]), height(0))], colour, opacity=opacity)


def _scores(start: float, end: float) -> list[float]:
    return [start + (end - start) * index / POINTS for index in range(POINTS + 1)]


def _density(score: float, mean: float) -> float:
    return math.exp(-(((score - mean) / SPREAD) ** 2) / 2) / (SPREAD * math.sqrt(2 * math.pi))


def _below(score: float, mean: float) -> float:
    """Return the share of a normal distribution below a score."""
    return (1 + math.erf((score - mean) / (SPREAD * math.sqrt(2)))) / 2


FIGURE = Figure(
    id="base-rates-and-errors",
    alt="Scores of two groups with the same threshold. The false positive and false negative rates are the same, but "
    "because fewer people in group B are positive, the precision is far lower there.",
    draw=draw,
)
