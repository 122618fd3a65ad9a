"""Which variant of a skill comes next: one that this learner has not been given."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import count

_THROWS = 50


def new_seed(used: Collection[int], dice: Callable[[], int], *, looks_old: Callable[[int], bool] | None = None) -> int:
    """Return a seed that is not among those used; ``dice`` gives seeds from 0 up.

    ``looks_old`` tells of a seed that its exercise was already asked under another one. In a family with so few
    variants that all of them look old, a seed not used is the best there is.
    """
    old = set(used)
    second_best: int | None = None
    for _ in range(_THROWS):
        seed = dice()
        if seed in old:
            continue
        if looks_old is None or not looks_old(seed):
            return seed
        second_best = seed
    return next(seed for seed in count() if seed not in old) if second_best is None else second_best
