"""The sums behind the charts of Progress: what was expected against what happened, days, weeks and predictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TypeVar
from zlib import crc32

from studyapp.study.history import PredictionMade, Tally

NINETY_PERCENT = 1.6449  # standard deviations to either side that hold 90 % of a Gaussian
TENTHS = tuple(tenth / 10 for tenth in range(11))
FEW_POINTS = 0.05  # as far as expectation and outcome may lie apart and still agree
_WEEK = timedelta(days=7)
Row = TypeVar("Row", bound=tuple[object, ...])


@dataclass(frozen=True, slots=True)
class Bin:
    """What was expected and what happened, in a bin of expectations that lie close together.

    ``expected`` and ``happened`` are means in [0, 1]; the share that would be found in the long run lies from ``low``
    to ``high`` with a chance of 90 %.
    """

    expected: float
    happened: float
    low: float
    high: float
    count: int


def wilson(happened: float, count: int, deviations: float = NINETY_PERCENT) -> tuple[float, float]:
    """Return the interval of a share that was found in so many cases (Wilson 1927); it never leaves [0, 1]."""
    if not count:
        return 0.0, 1.0
    square = deviations * deviations / count
    middle = (happened + square / 2) / (1 + square)
    half = sqrt(square * happened * (1 - happened) + square * square / 4) / (1 + square)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def bins(counts_of: Mapping[tuple[float, bool], int], edges: Sequence[float] = TENTHS) -> list[Bin]:
    """Return the bins with data, given how often each (expected, whether it happened) was.

    What lies on an edge belongs to the bin above.
    """
    counts = [0] * (len(edges) - 1)
    expected, happened = [0.0] * len(counts), [0] * len(counts)
    for (chance, came), times in counts_of.items():
        place = min(sum(chance >= edge for edge in edges[1:-1]), len(counts) - 1)
        counts[place] += times
        expected[place] += chance * times
        happened[place] += times * came
    return [
        Bin(total / count, came / count, *wilson(came / count, count), count)
        for count, total, came in zip(counts, expected, happened, strict=True)
        if count
    ]


def whole(found: Sequence[Bin]) -> Bin | None:
    """Return all bins as one; None without any."""
    count = sum(each.count for each in found)
    if not count:
        return None
    expected = sum(each.expected * each.count for each in found) / count
    happened = sum(each.happened * each.count for each in found) / count
    return Bin(expected, happened, *wilson(happened, count), count)


def one_in(log: Iterable[Row], items: int) -> Iterator[Row]:
    """Yield of a log whose rows begin with an item those of every so-many-th item, always the same ones, each whole."""
    return (row for row in log if items <= 1 or crc32(str(row[0]).encode()) % items == 0)


def compared(expected: float, happened: float) -> int:
    """Return -1 where less happened than was expected, 1 where more did, 0 where they agree."""
    if abs(happened - expected) <= FEW_POINTS:
        return 0
    return 1 if happened > expected else -1


def weeks_until(days: Mapping[date, Tally], today: date, count: int) -> list[tuple[date, Tally]]:
    """Return the tallies of the last weeks up to today's, each with its Monday, earliest first."""
    first = monday(today) - (count - 1) * _WEEK
    tallies = {first + n * _WEEK: Tally() for n in range(count)}
    for day, tally in days.items():
        week = monday(day)
        if week in tallies:
            before = tallies[week]
            tallies[week] = Tally(before.attempts + tally.attempts, before.earned + tally.earned)
    return list(tallies.items())


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def longest_streak(days: Iterable[date]) -> int:
    """Return the most days in a row."""
    longest = length = 0
    before: date | None = None
    for day in sorted(set(days)):
        length = length + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest, before = max(longest, length), day
    return longest


def busy_level(attempts: int, usual_most: int, levels: int = 4) -> int:
    """Return how busy a day was: 0 without an answer, up to ``levels`` from ``usual_most`` answers on."""
    if not attempts:
        return 0
    return min(levels, 1 + (levels * attempts - 1) // max(usual_most, levels))


def usual_most(attempts: Iterable[int]) -> int:
    """Return how many answers a busy day has: as many as nine of ten days with answers have at most."""
    studied = sorted(number for number in attempts if number)
    return studied[(len(studied) - 1) * 9 // 10] if studied else 0


def predictions_by_demo(made: Iterable[PredictionMade]) -> dict[str, Tally]:
    """Return how many predictions came true for each demo, the one with most predictions first."""
    counts: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for one in made:
        counts[one.demo] += 1
        true[one.demo] += one.chosen == one.truth
    return {demo: Tally(count, true[demo]) for demo, count in counts.most_common()}
