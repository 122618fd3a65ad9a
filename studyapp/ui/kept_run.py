"""A run that was kept, with all that plots draw of it, and the pictures that a run in view collects on its way."""

from __future__ import annotations

import math
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from models.demo import Picture, Pictures
from studyapp.study.run_data import Snapshot, Values
from studyapp.study.runs import Run
from studyapp.ui.plots.series import Series

MOST_SNAPSHOTS = 120
SNAPSHOTS_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run, its scalars thinned, and some of its pictures, earliest first."""

    run: Run
    columns: Mapping[str, Values]
    snapshots: Sequence[Snapshot]
    series: Series

    def pictures_at(self, step: float = math.inf) -> Pictures:
        """Return the pictures last kept at or before a step; {} for a run without any."""
        return pictures_at(self.snapshots, step)


def kept_run(run: Run, columns: Mapping[str, Values], snapshots: Sequence[Snapshot]) -> KeptRun:
    """Return a kept run, its series made from the columns."""
    return KeptRun(run, columns, snapshots, Series.from_columns(columns))


def pictures_at(snapshots: Sequence[Snapshot], step: float) -> Pictures:
    """Return the pictures last kept at or before a step, before all of them the first; {} without any."""
    place = bisect_right([each.step for each in snapshots], step) - 1
    return snapshots[max(place, 0)].pictures() if snapshots else {}


class Snapshots:
    """The pictures of a run in view: however long it goes on, some moments evenly spread and the newest."""

    def __init__(self, most: int = MOST_SNAPSHOTS, limit_bytes: int = SNAPSHOTS_BYTES) -> None:
        self._most, self._limit_bytes = most, limit_bytes
        self._stride, self._seen = 1, 0
        self._kept: list[tuple[int, dict[str, Picture], int]] = []
        self._newest: tuple[int, dict[str, Picture], int] | None = None

    def add(self, step: int, pictures: Pictures) -> None:
        """Remember the pictures of a step, in place of others of the same step; they are not copied."""
        whole = dict(pictures)
        again = self._newest is not None and self._newest[0] == step
        self._newest = step, whole, sum(_bytes_of(each) for each in whole.values())
        if again:  # a run that is held, drawn anew because a knob was turned
            if self._kept[-1][0] == step:
                self._kept[-1] = self._newest
            return
        if self._seen % self._stride == 0:
            self._kept.append(self._newest)
        self._seen += 1
        # Every second goes, and from now on only every second of those that would have been taken comes in.
        while len(self._kept) > 1 and (len(self._kept) > self._most or self.size_bytes > self._limit_bytes):
            self._kept = self._kept[::2]
            self._stride *= 2

    @property
    def size_bytes(self) -> int:
        """Return what the pictures take, counted as if no two shared their memory."""
        return sum(size for _, _, size in self._kept)

    def all(self) -> tuple[Snapshot, ...]:
        """Return the pictures that are kept, earliest first, the newest among them."""
        found = list(self._kept)
        if self._newest is not None and (not found or found[-1][0] < self._newest[0]):
            found.append(self._newest)
        return tuple(Snapshot(step, partial(_same, pictures)) for step, pictures, _ in found)


def _same(pictures: dict[str, Picture]) -> Pictures:
    return pictures


def _bytes_of(picture: Picture) -> int:
    match picture:
        case str():
            return sys.getsizeof(picture)
        case tuple():
            return sum(sys.getsizeof(each) for each in picture)
        case _:
            return picture.nbytes
