"""Small maps of numbers: a kernel slid over them, padded, rectified and pooled, and how they are written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from question_bank.answers import Value
from question_bank.notation import decimal

Map = tuple[tuple[float, ...], ...]
Pair = tuple[int, int]
Pool = Callable[[Sequence[float]], float]


def size(given: Map) -> Pair:
    """Return (height, width)."""
    return len(given), len(given[0])


def padded(given: Map, before: int, after: int) -> Map:
    """Return the map with so many rows and columns of zeros before and after it."""
    width = len(given[0]) + before + after
    rows = ((0.0,) * before + row + (0.0,) * after for row in given)
    return ((0.0,) * width,) * before + tuple(rows) + ((0.0,) * width,) * after


def edge_repeated(given: Map, zeros: int) -> Map:
    """Return the map widened by its own outermost values in place of zeros."""
    wide = tuple((row[0],) * zeros + row + (row[-1],) * zeros for row in given)
    return (wide[0],) * zeros + wide + (wide[-1],) * zeros


def windows(given: Map, window: Pair, strides: Pair) -> Iterator[Iterator[Map]]:
    """Yield the rows of places, and in each the part of the map that lies under the window there."""
    height, width = size(given)

    def across(top: int) -> Iterator[Map]:
        for left in range(0, width - window[1] + 1, strides[1]):
            yield tuple(row[left : left + window[1]] for row in given[top : top + window[0]])

    for top in range(0, height - window[0] + 1, strides[0]):
        yield across(top)


def correlated(given: Map, kernel: Map, strides: Pair = (1, 1)) -> Map:
    """Return the map that the kernel, not flipped, makes of the given one."""
    (height, width), (high, wide) = size(given), size(kernel)
    taps = [(down, across, w) for down, row in enumerate(kernel) for across, w in enumerate(row) if w]

    def weighed(top: int, left: int) -> float:
        return sum([given[top + down][left + across] * w for down, across, w in taps])

    lefts = range(0, width - wide + 1, strides[1])
    return tuple(tuple(weighed(top, left) for left in lefts) for top in range(0, height - high + 1, strides[0]))


def turned(kernel: Map) -> Map:
    """Return the kernel turned by half a circle, as convolution in mathematics has it."""
    return tuple(row[::-1] for row in kernel[::-1])


def transposed(given: Map) -> Map:
    """Return the map with its rows as columns."""
    return tuple(zip(*given, strict=True))


def total(maps: Sequence[Map], constant: float = 0) -> Map:
    """Return the sum of maps of one size, cell by cell, and of a constant."""
    return tuple(tuple(sum(cells) + constant for cells in zip(*rows, strict=True)) for rows in zip(*maps, strict=True))


def each(given: Map, change: Callable[[float], float]) -> Map:
    """Return the map with every cell changed in the same way."""
    return tuple(tuple(map(change, row)) for row in given)


def rectified(given: Map) -> Map:
    """Return the map after ReLU."""
    return each(given, lambda cell: max(cell, 0.0))


def pooled(given: Map, window: Pair, strides: Pair, take: Pool = max) -> Map:
    """Return what a pooling takes from every window that fits."""
    return tuple(tuple(take(list(chain(*under))) for under in row) for row in windows(given, window, strides))


def cut(given: Map, wanted: Pair) -> Map | None:
    """Return the top left part of that size, or None where the map is too small."""
    height, width = size(given) if given and given[0] else (0, 0)
    if height < wanted[0] or width < wanted[1]:
        return None
    return tuple(row[: wanted[1]] for row in given[: wanted[0]])


def read(value: Value) -> Map:
    """Return the map that a learner typed; raises ValueError for anything else."""
    rows = value if isinstance(value, tuple) else ()
    typed = tuple(tuple(float(c) for c in row if isinstance(c, int | float)) for row in rows if isinstance(row, tuple))
    if not typed:
        raise ValueError(f"{value} is no map")
    return typed


def tex(given: Map) -> str:
    """Return a map as LaTeX."""
    body = r" \\ ".join(" & ".join(map(decimal, row)) for row in given)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def in_words(given: Map) -> str:
    """Return the rows of a map for somebody who can't see it: 1, 2, 3; 4, 5, 6."""
    return "; ".join(", ".join(map(decimal, row)) for row in given)
