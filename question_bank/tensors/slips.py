"""What goes wrong where shapes meet: the shapes and counts that learners come to, and why they are not right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import prod

from question_bank.answers import Integer, Shape
from question_bank.answers.reading.lists import MAX_AXES
from question_bank.exercise import Misconception
from question_bank.tensors.broadcasting import Operand, Sizes, axis, columns, met_in, stretched, told
from question_bank.wording import grouped, listed

TOPIC = "foundations.tensors"
BROADCASTING = "broadcasting"
COUNTING = "shape-and-size"
PRODUCT = "matrix-product"
MOST = 6


def told_apart(spec: Shape | Integer, slips: Iterator[Misconception]) -> tuple[Misconception, ...]:
    """Return the first few slips that differ from the answer and from one another.

    Shapes and counts are exact, and each is written in one way only: to compare the texts is enough.
    """
    kept: dict[str, Misconception] = {}
    for slip in slips:
        if slip.reply != spec.show():
            kept.setdefault(slip.reply, slip)
    return tuple(kept.values())[:MOST]


def of_shape(sizes: Sizes, why: str, heading: str = BROADCASTING) -> Iterator[Misconception]:
    """Yield the slip that ends in a shape; none where that is no shape that can be typed."""
    if 1 <= len(sizes) <= MAX_AXES and min(sizes) > 0:
        yield Misconception(Shape(sizes).show(), why, TOPIC, heading)


def of_broadcasting(operands: Sequence[Operand], result: Sizes) -> Iterator[Misconception]:
    """Yield the wrong shapes of an elementwise operation."""
    shapes = [operand.sizes for operand in operands]
    met = columns(*shapes)
    for operand in operands:
        why = f"That is the shape of `{operand.name}` alone. {stretched(operand, result)}".rstrip()
        yield from of_shape(operand.sizes, why)
    left = _aligned_left(shapes)
    yield from of_shape(
        left, f"You aligned the shapes at the left. The last axes meet one another: the result is {told(result)}."
    )
    sums = tuple(sum(pair) for pair in met)
    yield from of_shape(sums, f"You added the sizes. {_paired(shapes, result)}")
    joined = (sum(met[0]), *result[1:])
    whole = f"An operation such as + pairs the numbers instead, so the result is {told(result)}."
    yield from of_shape(joined, f"You joined the tensors along the first axis, as `torch.cat` does. {whole}")
    share = f"The shapes are aligned at the right and share their axes, so there are {len(result)} of them."
    yield from of_shape(tuple(chain(*shapes)), f"You wrote all sizes one after another. {share}")
    least = tuple(map(min, met))
    yield from of_shape(least, f"You took the smaller size in each axis. It is the 1 that gives way: {told(result)}.")
    without_ones = tuple(size for size in result if size != 1)
    kept = f"Broadcasting never removes an axis: it stays in {told(result)}."
    yield from of_shape(without_ones, f"You dropped the axis of size 1. {kept}")
    products = tuple(map(prod, met))
    yield from of_shape(products, f"You multiplied the sizes. {_paired(shapes, result)}")


def of_counting(operands: Sequence[Operand], result: Sizes) -> Iterator[Misconception]:
    """Yield the wrong counts of the numbers in the result of an elementwise operation."""
    right = f"The result has shape {told(result)}: {'·'.join(map(str, result))} = {grouped(prod(result))} numbers."
    counts = [prod(operand.sizes) for operand in operands]
    wrong = (
        (sum(result), "You added the sizes; multiply them."),
        (max(counts), "You counted the larger tensor alone, before anything is stretched."),
        (sum(counts), "You counted the numbers of all tensors together, as if they were joined."),
        (prod(counts), "You multiplied the counts of the tensors, but they share an axis: it counts once."),
        (prod(result[1:]), f"You left the first axis out, of size {result[0]}."),
        (prod(result[:-1]), f"You left the last axis out, of size {result[-1]}."),
        (min(counts), "You counted the smaller tensor; it is stretched."),
        (2 * prod(result), "You counted the result twice. Each pair of numbers makes one."),
    )
    for value, why in wrong:
        yield Misconception(str(value), f"{why} {right}", TOPIC, COUNTING)


def of_matrix_product(left: Sizes, right: Sizes, result: Sizes) -> Iterator[Misconception]:
    """Yield the wrong shapes of X @ W + b, whose right shape is ``result``."""
    inner, last = right
    rule = f"The inner size {inner} is summed over and vanishes; {last} takes its place: {told(result)}."
    yield from of_shape(left, f"You kept the shape of the first factor. {rule}", PRODUCT)
    yield from of_shape(right, f"That is the shape of the second factor alone. {rule}", PRODUCT)
    yield from of_shape((*left, last), f"You kept the inner size. {rule}", PRODUCT)
    yield from of_shape((last,), f"That is the bias before it is added to every row. {rule}", PRODUCT)
    yield from of_shape((*result[:-2], last, result[-2]), f"You turned rows and columns round. {rule}", PRODUCT)
    yield from of_shape((*left[:-1], inner + last), f"You added the last sizes. {rule}", PRODUCT)
    twice = "Adding the bias changes no size: it is stretched over the rows."
    yield from of_shape((*result[:-1], 2 * last), f"{twice} The result is {told(result)}.", PRODUCT)


def _aligned_left(shapes: Sequence[Sizes]) -> Sizes:
    """Return what comes of shapes aligned at the left, the larger size in every axis."""
    turned = columns(*(shape[::-1] for shape in shapes))[::-1]
    return tuple(map(max, turned))


def _paired(shapes: Sequence[Sizes], result: Sizes) -> str:
    """Return what the sizes of one axis really come to."""
    for place in reversed(range(len(result))):
        sizes = met_in(place, shapes)
        if len(set(sizes)) > 1:
            met = listed([str(size) for size in sizes])
            return f"In {axis(place, len(result))}, {met} give {result[place]}: a 1 is stretched, and equal sizes stay."
    return "Equal sizes stay as they are, and an axis that only one tensor has keeps its size."
