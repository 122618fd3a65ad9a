"""Whether a sort of exercise has been grasped or not, for learners who learn in steps: knowledge tracing.

Each family is either grasped or not yet; a practice may bring the step. What is grasped fails now and then by a slip,
what isn't succeeds now and then by a guess: Corbett, Anderson, Knowledge tracing (1995). How often is learned for each
difficulty from the learner's own answers, each counting for both states as far as it may belong to them.
"""

from __future__ import annotations

import math
from typing import NamedTuple

MOST_SLIPS, MOST_GUESSES = 0.3, 0.45  # beyond these, grasped and not grasped would change places
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
        self._slips: dict[int, tuple[float, float]] = {}
        self._guesses: dict[int, tuple[float, float]] = {}
        self._at_first = (1.5, 4.0)  # families grasped before the first practice, of so many

    def grasped(self, family: str, *, practices: int = 0) -> float:
        """Return the probability that a family is grasped, after some more practices."""
        open_share = 1 - self._grasped.get(family, self._at_first[0] / self._at_first[1])
        return 1 - open_share * (1 - self._step) ** practices

    def rates(self, difficulty: int, floor: float, hints: int = 0) -> Rates:
        """Return the expected shares of marks, where at least ``floor`` is earned by guessing."""
        slips, of_grasped = self._slips.get(difficulty, _slips_before(difficulty))
        guesses, of_open = self._guesses.get(difficulty, _GUESSES_BEFORE)
        slip = min(slips / of_grasped, MOST_SLIPS)
        guess = max(min(guesses / of_open, MOST_GUESSES), floor)
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
            self._slips[difficulty] = _more(
                self._slips.get(difficulty, _slips_before(difficulty)), after * (1 - score), after
            )
            self._guesses[difficulty] = _more(
                self._guesses.get(difficulty, _GUESSES_BEFORE), (1 - after) * score, 1 - after
            )
        if family not in self._grasped:
            self._at_first = _more(self._at_first, after, 1.0)
        self._grasped[family] = after + (1 - after) * self._step
        return math.log(if_known + if_open)


_EARLIER = 30.0  # answers that the rates rest on before the first
_GUESSES_BEFORE = (0.15 * _EARLIER, _EARLIER)


def _slips_before(difficulty: int) -> tuple[float, float]:
    return _EARLIER * (0.03 + 0.05 * difficulty), _EARLIER


def _more(tally: tuple[float, float], times: float, of: float) -> tuple[float, float]:
    return tally[0] + times, tally[1] + of
