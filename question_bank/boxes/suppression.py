"""Three detections of one class, and which of them non-maximum suppression keeps."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from question_bank.boxes.overlap import Pair
from question_bank.boxes.rectangles import Rect, draw, iou

NAMES = "ABC"
PAIRS = tuple(combinations(range(3), 2))  # A with B, A with C, B with C
THRESHOLDS = (Fraction(3, 10), Fraction(2, 5), Fraction(1, 2))
HIT, CLOSE_HIT = Fraction(1, 2), Fraction(3, 4)
STEP, LEAST_SIDE = 5, 15
MARGIN = 0.02  # no IoU is so close to a threshold that rounding decides
MOST_TRIES = 25  # then another first box is drawn
Plan = tuple[bool | None, bool | None, bool | None]
# Whether the first box overlaps the second too much, the first the third, the second the third; None leaves it open.
# From the third to the fifth the third box stays, though the second, which is dropped, may overlap it too much.
PLANS: tuple[Plan, ...] = (
    (True, True, None),
    (False, True, None),
    (True, False, True),
    (True, False, True),
    (True, False, None),
    (False, False, True),
    (False, False, False),
)


@dataclass(frozen=True, slots=True)
class Detections:
    """Three boxes of one class with their scores, the true box, and the threshold of the suppression."""

    boxes: tuple[Rect, ...]
    scores: tuple[float, ...]
    true: Rect
    threshold: Fraction

    @property
    def ranked(self) -> tuple[int, ...]:
        """Return the boxes by falling score."""
        return tuple(sorted(range(3), key=lambda index: -self.scores[index]))

    @property
    def best(self) -> int:
        """Return the box with the highest score."""
        return self.ranked[0]

    def pair(self, one: int, other: int) -> Pair:
        """Return two of the boxes."""
        return Pair(self.boxes[one], self.boxes[other], (NAMES[one], NAMES[other]))

    def overlaps(self) -> tuple[Fraction, ...]:
        """Return the IoU of each pair."""
        return tuple(iou(self.boxes[one], self.boxes[other]) for one, other in PAIRS)

    def hit(self) -> Pair:
        """Return the box with the highest score and the true box."""
        return Pair(self.boxes[self.best], self.true, (NAMES[self.best], "T"))


def kept(ranked: Sequence[int], overlaps: Sequence[float | Fraction], threshold: Fraction) -> tuple[int, ...]:
    """Return the boxes that non-maximum suppression keeps: each that overlaps no better one that is kept too much."""
    stay: list[int] = []
    for index in ranked:
        if all(overlaps[PAIRS.index((min(index, one), max(index, one)))] <= threshold for one in stay):
            stay.append(index)
    return tuple(sorted(stay))


def outcome(score: float | Fraction) -> int:
    """Return 0 for a hit at both thresholds, 1 for a hit at the lower one alone, 2 for a miss."""
    return 0 if score >= CLOSE_HIT else 1 if score >= HIT else 2


def draw_detections(rng: random.Random) -> Detections:
    """Return detections whose fate and whose fit to the truth are drawn first, so that none is rare."""
    plan, threshold, wanted = rng.choice(PLANS), rng.choice(THRESHOLDS), rng.randrange(3)
    while True:
        found = _planned(rng, plan, threshold, wanted)
        if found:
            return found


def _planned(rng: random.Random, plan: Plan, threshold: Fraction, wanted: int) -> Detections | None:
    first = draw(rng, 14, step=STEP, smallest=6)
    second = _near(rng, first, lambda box: _as_planned(first, box, threshold, plan[0]))
    if second is None:
        return None
    third = _near(
        rng,
        second if plan[2] else first,
        lambda box: _as_planned(first, box, threshold, plan[1]) and _as_planned(second, box, threshold, plan[2]),
    )
    true = _near(rng, first, lambda box: _is_clear(first, box) and outcome(_score(first, box)) == wanted)
    if third is None or true is None or not _distinct(first, second, third, true):
        return None
    return _shuffled(rng, (first, second, third), true, threshold)


def _as_planned(one: Rect, other: Rect, threshold: Fraction, over: bool | None) -> bool:
    score, limit = _score(one, other), float(threshold)
    return abs(score - limit) > MARGIN and (over is None or (score > limit) == over)


def _is_clear(one: Rect, other: Rect) -> bool:
    """Tell whether it is clear at which thresholds the one hits the other."""
    score = _score(one, other)
    return score > 0 and min(abs(score - float(limit)) for limit in (HIT, CLOSE_HIT)) > MARGIN


def _score(one: Rect, other: Rect) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = width * height if width > 0 and height > 0 else 0
    return shared / (one.area + other.area - shared)


def _near(rng: random.Random, box: Rect, fits: Callable[[Rect], bool]) -> Rect | None:
    """Return a fitting box whose edges are somewhat off, or None where none turns up soon."""
    for _ in range(MOST_TRIES):
        reach = rng.choice((1, 2, 3, 5))
        left, top, right, bottom = (STEP * rng.randint(-reach, reach) for _ in range(4))
        tried = Rect(box.left + left, box.top + top, box.right + right, box.bottom + bottom)
        if min(tried.left, tried.top, min(tried.width, tried.height) - LEAST_SIDE) >= 0 and fits(tried):
            return tried
    return None


def _distinct(first: Rect, second: Rect, third: Rect, true: Rect) -> bool:
    """Tell whether no two boxes, no two of their areas and no two of their overlaps are the same."""
    boxes = (first, second, third)
    overlaps = {_score(one, other) for one, other in combinations(boxes, 2)}
    return len({*boxes, true}) == 4 and len({box.area for box in boxes}) == len(overlaps) == 3


def _shuffled(rng: random.Random, ranks: tuple[Rect, ...], true: Rect, threshold: Fraction) -> Detections:
    """Return the boxes, given by falling score, in another order."""
    scores = sorted(rng.sample(range(31, 99), 3), reverse=True)
    order = rng.sample(range(3), 3)
    boxes = tuple(ranks[place] for place in order)
    return Detections(boxes, tuple(scores[place] / 100 for place in order), true, threshold)
