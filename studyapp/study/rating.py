"""How well an answer was remembered: from the marks, the hints, and the time against this learner's own pace."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from studyapp.study.history import PASSED
from studyapp.study.memory import Rating, skill_of

QUICK, SLOW = 0.5, 2.0  # times the learner's own pace
AWAY = 8.0  # times the pace: nobody thinks that long, the page was left open
ENOUGH = 5  # answers to a family, before time says anything
_KEPT = 50  # newest answers of a skill that make its pace: it changes as one learns
_PULL = 4.0  # answers that the wider group counts for
_USUAL_S = 60.0


@dataclass(frozen=True, slots=True)
class Typical:
    """The seconds this learner usually needs, and from how many answers to the family that is known."""

    seconds: float
    answers: int


class Pace:
    """How fast this learner answers.

    The pace of an item is the median of its newest answers. The fewer there are, the more it is drawn towards the pace
    of the family, and that towards the pace of everything. Medians of logarithms: twice as fast is as far as twice as
    slow, and one answer over lunch moves nothing.
    """

    def __init__(self, times: Iterable[tuple[str, float]] = ()) -> None:
        """Take (item, seconds) of answers that were not forgotten, oldest first; the newest thousands are enough."""
        self._items: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_KEPT))
        self._families: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_KEPT))
        self._all: deque[float] = deque(maxlen=4 * _KEPT)
        for item, seconds in times:
            self.add(item, seconds)

    def add(self, item: str, seconds: float) -> None:
        """Count one more answer that was not forgotten; a time of nothing is none."""
        if not 0 < seconds < math.inf:
            return
        for times in (self._items[item], self._families[_family(item)], self._all):
            times.append(math.log(seconds))

    def typical(self, item: str) -> Typical:
        """Return what this learner usually needs for an item."""
        in_family = self._families.get(_family(item), ())
        pace = _drawn(self._all, math.log(_USUAL_S))
        pace = _drawn(in_family, pace)
        pace = _drawn(self._items.get(item, ()), pace)
        return Typical(math.exp(pace), len(in_family))


def rated(
    score: float, hints: int, seconds: float, pace: Typical, *, steps: int = 0, seen: bool = False
) -> tuple[Rating, str]:
    """Return how well a skill was remembered, and why in one sentence.

    ``hints`` of the ``steps`` of the solution were shown before the answer (0 steps: not known how many there are).
    ``pace`` is the learner's own for this skill.
    ``seen`` says that the learner answered these very numbers before.
    """
    if steps and hints >= steps:
        return Rating.AGAIN, "The whole solution was shown before the answer."
    if score < PASSED:
        lost = "There were no marks" if score <= 0 else "Less than half of the marks were earned"
        return Rating.AGAIN, f"{lost}, so it comes back soon."
    if score < 1:
        helped = " with help" if hints else ""
        return Rating.HARD, f"{math.floor(100 * score)} % of the marks were earned{helped}."
    if hints:
        return Rating.HARD, f"Right, with {'one step' if hints == 1 else f'{hints} steps'} of the solution shown."
    if seen:
        return Rating.HARD, "Right, but these very numbers had been asked before."
    return _rated_by_time(seconds, pace)


def _rated_by_time(seconds: float, pace: Typical) -> tuple[Rating, str]:
    """Rate an answer that is right and had no help."""
    if pace.answers < ENOUGH or seconds <= 0:
        return Rating.GOOD, "Right, without help."
    ratio = seconds / pace.seconds
    times = f"{duration(seconds)}, where you usually need about {duration(pace.seconds)}"
    if ratio > AWAY:
        return Rating.GOOD, f"Right, without help; {duration(seconds)} look like a break, so the time doesn't count."
    if ratio > SLOW:
        return Rating.HARD, f"Right, but slow: {times}."
    if ratio < QUICK:
        return Rating.EASY, f"Right and quick: {times}."
    return Rating.GOOD, "Right, without help, at your usual pace."


def duration(seconds: float) -> str:
    """Return a time as people say it: ``40 s``, ``3 min``, ``3 min 20 s``, ``2 h 5 min``."""
    whole = max(round(seconds), 1)
    if whole < 60:
        return f"{whole} s"
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else rest, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _family(item: str) -> str:
    """Return the group of an item's like: its family, or all cards."""
    skill = skill_of(item)
    return skill[0] if skill else ""


def _drawn(times: Iterable[float], towards: float) -> float:
    """Return the median of logarithms, drawn towards another as if that were some answers more."""
    found = sorted(times)
    if not found:
        return towards
    return (len(found) * median(found) + _PULL * towards) / (len(found) + _PULL)
