"""The whole maps that come out of a convolution by hand where one thing about it is misunderstood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from question_bank.convolution.by_hand import HandConv
from question_bank.convolution.maps import (
    Map,
    Pair,
    correlated,
    cut,
    each,
    edge_repeated,
    padded,
    pooled,
    rectified,
    size,
    total,
    transposed,
    turned,
    windows,
)
from question_bank.convolution.slips import TOPIC
from question_bank.notation import bracketed, decimal
from question_bank.slips import Slip

IDEA, PADDING, STRIDE, STACKS = "the-idea", "padding", "stride-and-dilation", "stacks-of-layers"
MOST = 7  # slips named for one map


class Wrong(NamedTuple):
    """A wrong map of the size it happens to have, the reason, and the heading that cures it."""

    out: Map
    why: str
    heading: str


def of_map(conv: HandConv) -> list[Slip]:
    """Return the slips with the whole map: those that lead to a map of its size."""
    wanted = size(conv.out)
    fitting = (wrong for wrong in wrong_maps(conv) if wrong.out and size(wrong.out) == wanted)
    likely = islice(fitting, MOST)
    return [Slip(tuple(chain(*wrong.out)), wrong.why, TOPIC, wrong.heading) for wrong in likely]


def of_cell(conv: HandConv, row: int, column: int) -> list[Slip]:
    """Return the slips with one cell of the map; a map of another size may have that cell too."""
    there = (wrong for wrong in wrong_maps(conv) if len(wrong.out) > row and len(wrong.out[0]) > column)
    found = [Slip((wrong.out[row][column],), wrong.why, TOPIC, wrong.heading) for wrong in there]
    swapped = conv.out
    if row != column and len(swapped) > column and len(swapped[0]) > row:
        why = f"This is the cell in row {column + 1}, column {row + 1}. Rows are counted downwards and come first."
        found.append(Slip((swapped[column][row],), why, TOPIC, IDEA))
    return found


def wrong_maps(conv: HandConv) -> Iterator[Wrong]:
    """Yield the wrong maps, the likeliest first."""
    yield from _of_channels(conv)
    yield from _of_places(conv)
    corner, weight = decimal(conv.given[0][0][0]), decimal(conv.kernels[0][0][0])
    here = f"at the first place its top left weight ${weight}$ meets the top left pixel ${corner}$"
    why = f"You turned the kernel by 180°. Mathematics does; here it stays as it is: {here}."
    yield Wrong(_with_kernels(conv, turned), why, IDEA)
    if len(set(size(conv.kernels[0]))) == 1:
        row = ", ".join(map(decimal, conv.kernels[0][0]))
        why = f"You laid the kernel on its side. Its first row, ${row}$, lies on the first row of the window."
        yield Wrong(_with_kernels(conv, transposed), why, IDEA)
        why = "You multiplied the two like matrices and added up. Each weight meets just the one pixel under it."
        yield Wrong(_matrix_product(conv), why, IDEA)
    why = "You took the weights without their signs. A negative weight takes something away."
    yield Wrong(_with_kernels(conv, lambda kernel: each(kernel, abs)), why, IDEA)
    if conv.bias:
        why = f"You took the bias away. It is added to the sum of the products: $+ {bracketed(conv.bias)}$."
        yield Wrong(total((conv.out,), -2 * conv.bias), why, IDEA)


def _of_channels(conv: HandConv) -> Iterator[Wrong]:
    out, bias = conv.out, decimal(conv.bias)
    if conv.bias:
        yield Wrong(total((out,), -conv.bias), f"You left the bias out: add ${bias}$ to every cell.", IDEA)
    if len(conv.images) > 1:
        first, second = conv.by_channel
        if conv.bias:
            why = f"You added the bias for each channel. The channels are added first, then ${bias}$ comes in once."
            yield Wrong(total((out,), conv.bias), why, IDEA)
        one = "A filter looks at all channels and adds what it finds there."
        yield Wrong(total((first,), conv.bias), f"You used the first channel alone. {one}", IDEA)
        yield Wrong(total((second,), conv.bias), f"You used the second channel alone. {one}", IDEA)
        crossed = replace(conv, kernels=conv.kernels[::-1]).out
        yield Wrong(crossed, "You swapped the kernels: $W_1$ belongs to $X_1$ and $W_2$ to $X_2$.", IDEA)


def _of_places(conv: HandConv) -> Iterator[Wrong]:
    wanted, (down, across) = size(conv.out), conv.strides
    if down != across:
        why = f"You swapped the strides: here {down} is the one downwards and {across} the one to the right."
        yield Wrong(replace(conv, strides=(across, down)).out, why, STRIDE)
    for strides, way in (((1, 1), "every time"), ((down, 1), "to the right"), ((1, across), "downwards")):
        near = cut(replace(conv, strides=strides).out, wanted)
        if strides != conv.strides and near:
            why = f"You moved the kernel on by one pixel {way}. The stride is {_stride(conv.strides)}."
            yield Wrong(near, why, STRIDE)
    if conv.zeros:
        yield from _of_zeros(conv)


def _of_zeros(conv: HandConv) -> Iterator[Wrong]:
    image, kernel = conv.images[0], conv.kernels[0]
    without = replace(conv, zeros=0)
    if min(a - b for a, b in zip(size(image), size(kernel), strict=True)) >= 0:
        why = "You left the padding out. The first place of the kernel lies over the rim of zeros."
        yield Wrong(without.out, why, PADDING)
    for given, why in (
        (edge_repeated(image, conv.zeros), "You repeated the pixels at the edge. The rim is filled with zeros."),
        (padded(image, 0, 2 * conv.zeros), "You put all zeros to the right and below. They go on every side."),
        (padded(image, 2 * conv.zeros, 0), "You put all zeros to the left and on top. They go on every side."),
    ):
        yield Wrong(total((correlated(given, kernel, conv.strides),), conv.bias), why, PADDING)


def _stride(strides: Pair) -> str:
    down, across = strides
    return str(down) if down == across else f"{down} downwards and {across} to the right"


def _with_kernels(conv: HandConv, change: Callable[[Map], Map]) -> Map:
    return replace(conv, kernels=tuple(change(kernel) for kernel in conv.kernels)).out


def _matrix_product(conv: HandConv) -> Map:
    maps = []
    for image, kernel in zip(conv.given, conv.kernels, strict=True):
        places = windows(image, size(kernel), conv.strides)
        maps.append(tuple(tuple(_sum_of_product(under, kernel) for under in row) for row in places))
    return total(maps, conv.bias)


def _sum_of_product(left: Map, right: Map) -> float:
    return sum(sum(a * b for a, b in zip(row, column, strict=True)) for row in left for column in transposed(right))


def of_relu(given: Map) -> list[Slip]:
    """Return the slips with ReLU."""
    wrong = (
        (given, "You let the negative cells stand. ReLU makes them 0."),
        (each(given, abs), "You took away the signs. ReLU makes negative cells 0, it doesn't turn them round."),
        (each(given, lambda cell: min(cell, 0.0)), "The wrong half stayed: ReLU keeps what is positive."),
        (
            each(given, lambda cell: float(cell > 0)),
            "You wrote 1 for what is positive. ReLU passes the value itself on.",
        ),
    )
    return [Slip(tuple(chain(*out)), why, TOPIC, IDEA) for out, why in wrong]


def of_pooling(given: Map, before: Map, window: Pair, strides: Pair) -> list[Slip]:
    """Return the slips with max pooling of a map; ``before`` is the map before its ReLU."""
    right = size(pooled(given, window, strides))
    near = cut(pooled(given, window, (1, 1)), right) or ()
    count = window[0] * window[1]
    wrong = (
        (pooled(given, window, strides, sum), "You added up each window. Max pooling takes its largest cell."),
        (
            pooled(given, window, strides, lambda cells: sum(cells) / count),
            "This is the average of each window. Max pooling takes its largest cell.",
        ),
        (pooled(given, window, strides, lambda cells: cells[0]), "You took the top left cell of each window."),
        (pooled(given, window, strides, min), "You took the smallest cell of each window, not the largest."),
        (near, f"You moved the window on by one cell. Its stride is {_stride(strides)}."),
        (pooled(before, window, strides), "You pooled the map before ReLU."),
        (
            pooled(rectified(before), window, strides, lambda cells: cells[-1]),
            "You took the bottom right cell of each window, not the largest.",
        ),
    )
    return [Slip(tuple(chain(*out)), why, TOPIC, STACKS) for out, why in wrong if out]
