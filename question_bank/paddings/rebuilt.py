"""The exam question that does Keras's same with a stride in PyTorch, which refuses it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

from question_bank.answers import AnswerSpec, Shape, Value, Vector
from question_bank.convolution.pictures import Pictures, pictures
from question_bank.convolution.slips import told_apart
from question_bank.convolution.words import by, typed
from question_bank.exercise import Exercise, Misconception, Part
from question_bank.paddings import slips
from question_bank.paddings.axis import Axis, halves
from question_bank.paddings.slips import LIBRARIES, TOPIC, slip
from question_bank.slips import Slip, asked

AXES = ("height", "width")
FILTERS = (6, 8, 12, 16, 20, 24, 32, 48, 64)
Pair = tuple[Axis, Axis]


def same_rebuilt(rng: random.Random) -> Exercise:
    """Return the exercise: size, zeros in all and on each side of a strided same, and what PyTorch makes of less."""
    shown, down, across = _strided(rng)
    axes, kernel, s = (down, across), (down.kernel, across.kernel), down.stride
    padding = (kernel[0] // 2, kernel[1] // 2)
    code = f'layers.Conv2D({rng.choice(FILTERS)}, {_tuple(kernel)}, strides={s}, padding="same")'
    prompt = (
        f"{shown.told()} The first layer, in Keras, is `{code}`. Kernels and paddings are given as (height, width). "
        "The trained weights move to PyTorch, which has to give the same maps."
    )
    size = Shape((down.same, across.same), AXES)
    first = Part(
        "How large is each map that comes out of the Keras layer? Type height x width.",
        size,
        1,
        told_apart(size.value, _pairs(slips.of_same_side, axes)),
    )
    question = "How many rows and how many columns of zeros does it add in all? Type rows, columns."
    second = asked(question, _zeros(down.total, across.total), _joined(slips.of_total, axes), 2)
    question = (
        "Which four numbers does `torch.nn.functional.pad` need to add the same zeros? Type left, right, top, bottom."
    )
    third = asked(question, _pads(down.total, across.total), _pad_slips(down, across), 2)
    question = (
        f"Somebody takes `nn.Conv2d` with `stride={s}` and `padding={_tuple(padding)}` in place of all this. How large "
        "are the maps then? Type height x width."
    )
    symmetric = (down.places(padding[0]), across.places(padding[1]))
    last = Part(question, Shape(symmetric, AXES), 1, told_apart(symmetric, _symmetric_slips(axes, padding)))
    parts = (first, replace(second, carry=_zeros_of_own(axes)), replace(third, carry=_pads_of_own), last)
    return Exercise(prompt, parts, _rebuilt_solution(axes, padding, symmetric))


def _strided(rng: random.Random) -> tuple[Pictures, Axis, Axis]:
    """Return pictures and a layer that pads one side unevenly and both with something."""
    while True:
        shown, stride = pictures(rng), rng.choice((2, 2, 3, 4))
        high, wide = rng.choice((3, 4, 5, 6, 7, 8)), rng.choice((3, 4, 5, 6, 7, 8))
        down, across = Axis(shown.height, high, stride), Axis(shown.width, wide, stride)
        if min(down.total, across.total) > 0 and (down.total % 2 or across.total % 2) and down.total != across.total:
            return shown, down, across


def _tuple(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"({pair[0]}, {pair[1]})"


def _pairs(of_axis: Callable[[Axis], Iterable[Slip]], axes: Pair) -> list[Misconception]:
    """Return the slips made on both axes alike, as shapes, told for the height."""
    rows = zip(*(list(of_axis(axis)) for axis in axes), strict=True)
    shapes = [((round(one.values[0]), round(other.values[0])), one) for one, other in rows]
    found = [Misconception(typed(shape), one.why, one.topic, one.heading) for shape, one in shapes if min(shape) > 0]
    turned = (axes[1].same, axes[0].same)
    return [*found, Misconception(typed(turned), "Height comes first, then width.", TOPIC, LIBRARIES)]


def _joined(of_axis: Callable[[Axis], Iterable[Slip]], axes: Pair) -> list[Slip]:
    """Return the slips made on both axes alike, as two numbers."""
    rows = zip(*(list(of_axis(axis)) for axis in axes), strict=True)
    found = [
        Slip((*one.values, *other.values), f"For the rows: {one.why[0].lower()}{one.why[1:]}", TOPIC, one.heading)
        for one, other in rows
    ]
    swapped = slip("Rows lie above and below, so they come from the height.", axes[1].total, axes[0].total)
    return [swapped, *found][:7]


def _zeros(rows: int, columns: int) -> Vector:
    return Vector((float(rows), float(columns)), ("rows", "columns"), relative=1e-6, absolute=0.1)


def _pads(rows: int, columns: int) -> Vector:
    values = tuple(float(zeros) for zeros in (*halves(columns), *halves(rows)))
    return Vector(values, ("left", "right", "top", "bottom"), relative=1e-6, absolute=0.1)


def _pad_slips(down: Axis, across: Axis) -> list[Slip]:
    (top, bottom), (left, right) = down.split, across.split
    told = f"left and right {left} and {right}, top and bottom {top} and {bottom}."
    return [
        slip(
            f"You swapped height and width. It is {told}",
            top,
            bottom,
            left,
            right,
            heading=LIBRARIES,
        ),
        slip(f"The odd zero goes after the picture: {told}", right, left, bottom, top, heading=LIBRARIES),
        slip(f"You rounded every half up: {told}", right, right, bottom, bottom, heading=LIBRARIES),
        slip(f"You rounded every half down: {told}", left, left, top, top, heading=LIBRARIES),
        slip(f"You put all zeros after the picture: {told}", 0, left + right, 0, top + bottom, heading=LIBRARIES),
        slip(f"The order is left, right, top, bottom: {told}", left, top, right, bottom, heading=LIBRARIES),
    ]


def _symmetric_slips(axes: Pair, padding: tuple[int, int]) -> list[Misconception]:
    down, across = axes
    right = by(*(axis.places(zeros) for axis, zeros in zip(axes, padding, strict=True)))
    wrong = (
        ((down.same, across.same), "That is what Keras gives; zeros put evenly may leave room for another place."),
        ((down.side, across.side), "The stride is not 1, so the size does not stay."),
        ((down.places(0), across.places(0)), "You left the padding out."),
        ((down.places(padding[0]) - 1, across.places(padding[1]) - 1), "You forgot to add 1 for the first place."),
        ((down.places(padding[0]) + 1, across.places(padding[1]) + 1), "You rounded up; the last step must fit."),
        ((across.places(padding[1]), down.places(padding[0])), "Height comes first, then width."),
    )
    height = f"({down.side} + 2·{padding[0]} − {down.kernel})/{down.stride}"
    rule = f"The height is {height}, rounded down, plus 1; in all {right}."
    return [Misconception(typed(size), f"{why} {rule}", TOPIC, LIBRARIES) for size, why in wrong if min(size) > 0]


def _zeros_of_own(axes: Pair) -> Callable[[tuple[Value, ...]], AnswerSpec | None]:
    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        sizes = [size for size in mine if isinstance(size, int) and size > 0] if isinstance(mine, tuple) else []
        if len(sizes) != len(axes):
            return None
        return _zeros(axes[0].zeros_for(sizes[0]), axes[1].zeros_for(sizes[1]))

    return carry


def _pads_of_own(values: tuple[Value, ...]) -> AnswerSpec | None:
    mine = values[1]
    zeros = [round(each) for each in mine if isinstance(each, int | float)] if isinstance(mine, tuple) else []
    return _pads(zeros[0], zeros[1]) if len(zeros) == len(AXES) and min(zeros) >= 0 else None


def _rebuilt_solution(axes: Pair, padding: tuple[int, int], symmetric: tuple[int, int]) -> tuple[str, ...]:
    down, across = axes
    s, (top, bottom), (left, right) = down.stride, down.split, across.split
    evenly = [_evenly_told(axis, zeros) for axis, zeros in zip(axes, padding, strict=True)]
    same = [rf"\lceil {axis.side}/{s} \rceil = {axis.same}" for axis in axes]
    return (
        (
            rf"Keras's same gives $\lceil n/s \rceil$ places: ${same[0]}$ down and ${same[1]}$ across, so "
            rf"${down.same} \times {across.same}$."
        ),
        (
            "Between the first and the last place lie all strides but one, and the kernel itself comes on top. Rows: "
            f"${total_told(down)}$. Columns: ${total_told(across)}$."
        ),
        (
            "Each number is halved, and the odd zero goes after the picture, to the right and to the bottom: left "
            f"{left}, right {right}, top {top}, bottom {bottom}."
        ),
        (
            f"With the same zeros on opposite sides it is ${evenly[0]}$ down and ${evenly[1]}$ across: "
            rf"${symmetric[0]} \times {symmetric[1]}$. Even where that is Keras's size, the kernel stands elsewhere."
        ),
    )


def _evenly_told(axis: Axis, zeros: int) -> str:
    fraction = rf"({axis.side} + 2\cdot {zeros} - {axis.kernel})/{axis.stride}"
    return rf"\lfloor {fraction} \rfloor + 1 = {axis.places(zeros)}"


def total_told(axis: Axis) -> str:
    """Return how many zeros same adds, with the numbers, as LaTeX."""
    return rf"({axis.same} - 1)\cdot {axis.stride} + {axis.reach} - {axis.side} = {axis.total}"
