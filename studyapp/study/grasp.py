"""Whether a sort of exercise has been grasped or not, for learners who learn in steps: knowledge tracing.

Each family is either grasped or not yet; a practice may bring the step. What is grasped fails now and then by a slip,
what isn't succeeds now and then by a guess: Corbett, Anderson, Knowledge tracing (1995). How often is usual for each
difficulty, times a factor of the learner's own that is learned from all answers, each counting for both states as far
as it may belong to them: observed over expected, drawn towards 1 (Clayton, Kaldor, Empirical Bayes estimates of
age-standardized relative risks for use in disease mapping, 1987).
"""

from __future__ import annotations

import math
from typing import NamedTuple

MOST_SLIPS, MOST_GUESSES = 0.4, 0.45  # beyond these, grasped and not grasped would change places
HINT_HELPS = 0.6  # of what would fail without it, this share still fails with a hint
RATES_DIFFER = 0.06  # how far the rates of one family are from those of all, as a standard deviation


class Rates(NamedTuple):
    """What is expected of an answer: the share of marks where it isn't grasped, and where it is."""

    guess: float
    known: float


class Grasp:
    """What is believed to be grasped, for one guess at how often a practice brings the step."""

    def __init__(self, step: float) -> None:
        """Begin without any answer."""
        self._step = step
        self._grasped: dict[str, float] = {}
        self._slips = self._guesses = (_EARLIER, _EARLIER)  # so many, where so many were expected
        self._at_first = (1.5, 4.0)  # families grasped before the first practice, of so many

    def grasped(self, family: str, *, practices: int = 0) -> float:
        """Return the probability that a family is grasped, after some more practices."""
        open_share = 1 - self._grasped.get(family, _over(self._at_first))
        return 1 - open_share * (1 - self._step) ** practices

    def rates(self, difficulty: int, floor: float, hints: int = 0) -> Rates:
        """Return the expected shares of marks, where at least ``floor`` is earned by guessing."""
        slip = min(_usual_slip(difficulty) * _over(self._slips), MOST_SLIPS)
        guess = max(min(_usual_guess(difficulty) * _over(self._guesses), MOST_GUESSES), floor)
        if hints:
            slip, guess = slip / 2, 1 - (1 - guess) * HINT_HELPS**hints
        return Rates(min(guess, 1 - slip), 1 - slip)

    def learn(self, family: str, difficulty: int, score: float, *, floor: float, hints: int) -> float:
        """Take in an answer, and return the logarithm of how likely it was."""
        before = self.grasped(family)
        guess, known = self.rates(difficulty, floor, hints)
        if_known = before * known**score * (1 - known) ** (1 - score)
        if_open = (1 - before) * guess**score * (1 - guess) ** (1 - score)
        after = if_known / (if_known + if_open)
        if not hints:
            usual_guess = max(_usual_guess(difficulty), floor)
            self._slips = _more(self._slips, after * (1 - score), after * _usual_slip(difficulty))
            self._guesses = _more(self._guesses, (1 - after) * score, (1 - after) * usual_guess)
        if family not in self._grasped:
            self._at_first = _more(self._at_first, after, 1.0)
        self._grasped[family] = after + (1 - after) * self._step
        return math.log(if_known + if_open)


_EARLIER = 10.0  # slips, and right guesses, that a learner's factors rest on before the first


def _usual_slip(difficulty: int) -> float:
    return 0.03 + 0.05 * difficulty


def _usual_guess(difficulty: int) -> float:
    return 0.27 * (2 / 3) ** difficulty


def _more(tally: tuple[float, float], times: float, of: float) -> tuple[float, float]:
    return tally[0] + times, tally[1] + of


def _over(tally: tuple[float, float]) -> float:
    return tally[0] / tally[1]
