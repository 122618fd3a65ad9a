"""Convolutions done by hand: one cell, a whole map, and a filter over two channels with ReLU and pooling."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain

from question_bank.answers import AnswerSpec, Integer, Matrix, Value
from question_bank.convolution import by_hand_slips as slips
from question_bank.convolution.by_hand import BIASES, HandConv, draw
from question_bank.convolution.by_hand_slips import IDEA
from question_bank.convolution.maps import Map, Pair, pooled, read, rectified, size, tex
from question_bank.convolution.slips import TOPIC
from question_bank.convolution.words import by
from question_bank.exercise import Exercise, Family, Part, dice, first_with
from question_bank.slips import Slip, asked, has_enough

ID = "conv-by-hand"
EXAM_SIZES = (((3, 5), (2, 2)), ((5, 3), (2, 2)), ((4, 4), (3, 3)), ((4, 5), (3, 2)), ((5, 4), (2, 3)))  # map, kernel


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: a cell or a map (1), with stride, padding or two channels (2), up to the pooling (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(has_enough, make, rng)


# ---------------------------------------------------------------- one idea


def _one_patch(rng: random.Random) -> Exercise:
    conv = replace(draw(rng, (3, 3), (3, 3)), bias=rng.choice(BIASES))
    return _cell_asked(rng, conv, (0, 0))


def _one_cell(rng: random.Random) -> Exercise:
    kernel = rng.choice(((3, 3), (2, 2), (2, 3), (3, 2)))
    conv = draw(rng, rng.choice(((4, 4), (4, 5), (5, 4))), kernel)
    rows, columns = size(conv.out)
    return _cell_asked(rng, conv, (rng.randrange(rows), rng.randrange(columns)))


def _small_map(rng: random.Random) -> Exercise:
    conv = draw(rng, rng.choice(((3, 3), (3, 4), (4, 3))), (2, 2))
    return _map_asked(rng, replace(conv, bias=rng.choice((0, *BIASES[::3]))))


# ---------------------------------------------------------------- two ideas


def _with_stride(rng: random.Random) -> Exercise:
    kernel, image = rng.choice(
        (((2, 2), (4, 6)), ((2, 2), (6, 4)), ((3, 3), (5, 5)), ((3, 3), (5, 7)), ((2, 3), (4, 5)))
    )
    return _map_asked(rng, replace(draw(rng, image, kernel), strides=(2, 2), bias=rng.choice((0, *BIASES[::3]))))


def _with_two_strides(rng: random.Random) -> Exercise:
    # Where three pixels are left to step over, strides 2 and 3 find two places each way, whichever is which.
    kernel, image = rng.choice((((2, 2), (5, 5)), ((3, 3), (6, 6))))
    conv = replace(draw(rng, image, kernel), strides=rng.choice(((2, 3), (3, 2))))
    return _map_asked(rng, replace(conv, bias=rng.choice(BIASES)))


def _cell_with_two_strides(rng: random.Random) -> Exercise:
    conv = replace(draw(rng, (6, 6), rng.choice(((2, 2), (3, 3)))), strides=rng.choice(((1, 2), (2, 1))))
    return _cell_asked(rng, conv, (rng.randint(0, 1), 1))


def _with_padding(rng: random.Random) -> Exercise:
    kernel, image, stride = rng.choice(
        (((3, 3), (3, 3), 1), ((3, 3), (4, 4), 2), ((3, 3), (5, 5), 2), ((2, 2), (4, 4), 2))
    )
    conv = replace(draw(rng, image, kernel), strides=(stride, stride), zeros=1)
    return _map_asked(rng, conv)


def _cell_with_padding(rng: random.Random) -> Exercise:
    stride = rng.choice((1, 2))
    conv = replace(draw(rng, (5, 5), (3, 3)), strides=(stride, stride), zeros=1, bias=rng.choice(BIASES))
    return _cell_asked(
        rng, conv, rng.choice(((0, 0), (0, 1), (1, 0), (1, 1)) if stride == 2 else ((0, 0), (0, 2), (2, 0)))
    )


def _with_channels(rng: random.Random) -> Exercise:
    conv = draw(rng, rng.choice(((3, 3), (3, 4), (4, 3))), (2, 2), channels=2, largest=5)
    return _map_asked(rng, replace(conv, bias=rng.choice(BIASES)))


# ---------------------------------------------------------------- exam question


def _exam(rng: random.Random) -> Exercise:
    image, kernel = rng.choice(EXAM_SIZES)
    conv = replace(draw(rng, image, kernel, channels=2, largest=4), bias=rng.choice(BIASES))
    out = conv.out
    cells = list(chain(*out))
    window, strides = _pooling(rng, size(out))
    final = pooled(rectified(out), window, strides)
    if not 0 < sum(cell < 0 for cell in cells) < 0.7 * len(cells) or max(chain(*final)) == 0:
        return _exam(rng)
    solution = (
        *conv.worked(),
        f"ReLU makes negative cells 0: $${tex(rectified(out))}$$",
        f"The largest cell of each window of {by(*window)}: $${tex(final)}$$",
    )
    prompt = f"{conv.told(rng)} ReLU and max pooling follow."
    return Exercise(prompt, _exam_parts(conv, window, strides), solution, conv.demo(), conv.figures())


def _exam_parts(conv: HandConv, window: Pair, strides: Pair) -> tuple[Part, ...]:
    out = conv.out
    hidden = rectified(out)
    final = pooled(hidden, window, strides)
    words = f"windows of {by(*window)} and stride {strides[0]}"

    def relu_of_own(values: tuple[Value, ...]) -> AnswerSpec | None:
        return Matrix(rectified(read(values[0])))

    def pooling_of_own(values: tuple[Value, ...]) -> AnswerSpec | None:
        return Matrix(pooled(read(values[1]), window, strides))

    first = _map_part("What does the filter give out, before ReLU?", out, slips.of_map(conv), 4)
    second = _map_part("What is the map after ReLU?", hidden, slips.of_relu(out))
    wrong = slips.of_pooling(hidden, out, window, strides)
    third = _map_part(f"What does max pooling with {words} make of it?", final, wrong, 2)
    return first, replace(second, carry=relu_of_own), replace(third, carry=pooling_of_own)


def _pooling(rng: random.Random, map_size: Pair) -> tuple[Pair, Pair]:
    """Return window and strides that leave more than one number where the map has more than one window."""
    if map_size == (2, 2):
        return rng.choice(((1, 2), (2, 1))), (1, 1)
    return (2, 2), rng.choice(((2, 2), (1, 1)))


# ---------------------------------------------------------------- parts


def _cell_asked(rng: random.Random, conv: HandConv, place: Pair) -> Exercise:
    row, column = place
    out = conv.out
    only = size(out) == (1, 1)
    where = "" if only else f" in row {row + 1}, column {column + 1} of the output"
    spec = Integer(round(out[row][column]))
    counting = "" if only else " Rows and columns are counted from 1."
    question = f"What value comes out{where}?{counting} Type a whole number."
    solution = (
        conv.rule(),
        *conv.padded_told(),
        *(() if only else (_window_told(conv, place),)),
        f"Without the weights that are 0: $${conv.cell_told(row, column)}$$",
    )
    part = asked(question, spec, slips.of_cell(conv, row, column)[: slips.MOST])
    return Exercise(conv.told(rng), (part,), solution, conv.demo(), conv.figures())


def _window_told(conv: HandConv, place: Pair) -> str:
    top, left = (index * stride + 1 for index, stride in zip(place, conv.strides, strict=True))
    where = "the padded picture" if conv.zeros else "the picture"
    under = tex(conv.under(*place)[0])
    return f"For this cell the kernel's top left corner lies on row {top}, column {left} of {where}: $${under}$$"


def _map_asked(rng: random.Random, conv: HandConv) -> Exercise:
    part = _map_part("What does the layer give out?", conv.out, slips.of_map(conv))
    return Exercise(conv.told(rng), (part,), tuple(conv.worked()), conv.demo(), conv.figures())


def _map_part(question: str, out: Map, wrong: list[Slip], marks: int = 1) -> Part:
    return asked(f"{question} Type a matrix of {by(*size(out))} values.", Matrix(out), wrong, marks)


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_one_patch, _one_cell, _small_map, _small_map),
    2: (
        *(_with_stride, _with_two_strides, _cell_with_two_strides, _with_padding, _cell_with_padding),
        *(_with_channels, _with_channels),
    ),
    3: (_exam,),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Convolution by hand",
    version=1,
    generate=generate,
    kinds=("integer", "matrix"),
    heading=IDEA,
)
