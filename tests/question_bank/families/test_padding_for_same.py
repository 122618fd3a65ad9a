"""Paddings against torch's own same, against brute force, and against Keras's rule from its definition."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import conv1d, pad

from question_bank.answers import Choices, Integer, Shape, Table, Vector
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from question_bank.paddings.axis import Axis
from tests.question_bank.families import networks
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import whole
from tests.question_bank.once import once

# torch says once in a process, in whichever test is first, that it copies; the sizes are its own business.
pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")

FAMILY = once("padding-for-same")
SEEDS = range(200)


def made(difficulty: int, words: str) -> Iterator[Exercise]:
    """Yield the exercises whose prompts say so."""
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        if words in exercise.prompt or any(words in part.prompt for part in exercise.parts):
            yield exercise


def numbers(part: Part) -> tuple[int, ...]:
    match part.answer:
        case Shape(value=sizes):
            return sizes
        case Vector(values=values):
            assert all(value == round(value) for value in values)
            return tuple(map(round, values))
        case _:
            raise AssertionError(part.answer)


def kernel_of(exercise: Exercise) -> tuple[int, int]:
    (sizes,) = re.findall(r"kernels of (\d+) × (\d+)", exercise.prompt)
    return int(sizes[0]), int(sizes[1])


def out_side(side: int, kernel: int, zeros: int, *, stride: int = 1, dilation: int = 1) -> int:
    layer = nn.Conv1d(1, 1, kernel, stride, zeros, dilation, device="meta")
    return int(layer(torch.empty(1, 1, side, device="meta")).shape[2])


def padded_by_torch(side: int, kernel: int, dilation: int) -> tuple[int, int]:
    """Return the zeros before and after that torch's same adds: where the first and the last tap see nothing."""
    ones = torch.ones(1, 1, side)
    first, last = (conv1d(ones, tap, padding="same", dilation=dilation).flatten() for tap in taps(kernel))
    assert len(first) == len(last) == side
    return int((first == 0).sum()), int((last == 0).sum())


def taps(kernel: int) -> tuple[Tensor, Tensor]:
    weights = torch.eye(kernel)
    return weights[0].reshape(1, 1, kernel), weights[-1].reshape(1, 1, kernel)


def keras_places(side: int, stride: int) -> int:
    """Return the length of the output from the definition: a place for every stride that begins in the picture."""
    return len(range(0, side, stride))


def keras_zeros(side: int, kernel: int, stride: int) -> int:
    """Return the fewest zeros that give these places, found by trying."""
    places = keras_places(side, stride)
    return next(zeros for zeros in range(kernel) if len(range(0, side + zeros - kernel + 1, stride)) >= places)


# ---------------------------------------------------------------- one idea


def test_so_many_zeros_on_each_side_and_no_other_number_keep_the_size() -> None:
    exercises = [*made(1, "have to be added on each side"), *made(1, "Which padding")]
    assert len(exercises) > 25
    for exercise in exercises:
        side, kernel = 40, kernel_of(exercise)[0]
        assert [zeros for zeros in range(20) if out_side(side, kernel, zeros) == side] == [whole(exercise.parts[0])]


def test_the_kernel_is_the_one_that_these_zeros_suit() -> None:
    exercises = list(made(1, "How long is a side of its square kernel?"))
    assert len(exercises) > 20
    for exercise in exercises:
        (zeros,) = map(int, re.findall(r"pads them with (\d+) zero", exercise.prompt))
        fitting = [kernel for kernel in range(1, 40) if out_side(40, kernel, zeros) == 40]
        assert fitting == [whole(exercise.parts[0])]


def test_each_axis_is_padded_for_its_own_length_of_the_kernel() -> None:
    exercises = list(made(1, "in height and in width"))
    assert len(exercises) > 20
    for exercise in exercises:
        high, wide = networks.size(exercise.prompt)
        down, across = numbers(exercise.parts[0])
        layer = nn.Conv2d(1, 1, kernel_of(exercise), padding=(down, across), device="meta")
        assert layer(torch.empty(1, 1, high, wide, device="meta")).shape[2:] == (high, wide)


def test_the_zeros_around_a_channel_are_counted_one_by_one() -> None:
    exercises = list(made(1, "around one channel"))
    assert len(exercises) > 20
    for exercise in exercises:
        high, wide = networks.size(exercise.prompt)
        zeros = kernel_of(exercise)[0] // 2
        picture = pad(torch.ones(high, wide), (zeros,) * 4)
        assert whole(exercise.parts[0]) == int((picture == 0).sum())


def test_full_padding_has_a_place_for_every_pixel_that_a_kernel_can_touch() -> None:
    exercises = list(made(1, "full padding"))
    assert len(exercises) > 20
    for exercise in exercises:
        side, kernel = networks.size(exercise.prompt)[0], kernel_of(exercise)[0]
        touching = [left for left in range(-2 * kernel, side + kernel) if left + kernel > 0 and left < side]
        assert whole(exercise.parts[0]) == len(touching)


# ---------------------------------------------------------------- two ideas


def test_a_dilated_kernel_keeps_the_size_with_so_many_zeros() -> None:
    exercises = list(made(2, "dilation"))
    exercises = [exercise for exercise in exercises if "its taps lie" in exercise.prompt]
    assert len(exercises) > 15
    for exercise in exercises:
        (dilation,) = map(int, re.findall(r"dilation (\d+):", exercise.prompt))
        kernel = kernel_of(exercise)[0]
        assert out_side(80, kernel, whole(exercise.parts[0]), dilation=dilation) == 80


def test_the_odd_zero_stands_where_torch_puts_it() -> None:
    exercises = list(made(2, "to the left and to the right of the picture"))
    assert len(exercises) > 15
    for exercise in exercises:
        width = networks.size(exercise.prompt)[1]
        (kernel,) = re.findall(r"Conv2.\((?:\d+, )+?(\d+)(?:, dilation\w*=\d+)?, padding=", exercise.prompt)
        dilation = re.findall(r"dilation(?:_rate)?=(\d+)", exercise.prompt)
        before, after = numbers(exercise.parts[0])
        assert (before, after) == padded_by_torch(width, int(kernel), int(dilation[0]) if dilation else 1)
        assert after == before + 1


def keras_call(exercise: Exercise) -> tuple[tuple[int, int], int]:
    """Return kernel and stride of the layer in the prompt."""
    (code,) = re.findall(r"`layers\.(Conv2D\(.*?\))`", exercise.prompt)
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    kernel = ast.literal_eval(call.args[1])
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert named["padding"] == "same"
    return (kernel if isinstance(kernel, tuple) else (kernel, kernel)), named["strides"]


def test_a_strided_same_has_the_size_and_the_zeros_of_its_definition() -> None:
    exercises = list(made(2, "above and below together"))
    assert len(exercises) > 40
    for exercise in exercises:
        side = networks.size(exercise.prompt)[0]
        (kernel, _), stride = keras_call(exercise)
        assert whole(exercise.parts[0]) == keras_places(side, stride)
        assert whole(exercise.parts[1]) == keras_zeros(side, kernel, stride)


def test_the_zeros_follow_from_the_learners_own_size() -> None:
    for exercise in made(2, "above and below together"):
        side = networks.size(exercise.prompt)[0]
        (kernel, _), stride = keras_call(exercise)
        mine = keras_places(side, stride) + 3
        zeros = next(zeros for zeros in range(999) if len(range(0, side + zeros - kernel + 1, stride)) >= mine)
        first, second = grade(exercise, [str(mine), str(zeros)])
        assert first.verdict is Verdict.WRONG
        assert second.verdict is Verdict.RIGHT and second.carried


def test_the_smallest_padding_is_the_first_that_torch_needs_for_the_size() -> None:
    exercises = list(made(2, "Which is the smallest `p`"))
    assert len(exercises) > 15
    for exercise in exercises:
        side = networks.size(exercise.prompt)[0]
        (kernel, stride), (size,) = (
            re.findall(r"kernels of (\d+) × \d+ and stride (\d)", exercise.prompt)[0],
            re.findall(r"its maps are (\d+) ×", exercise.prompt),
        )
        assert int(size) == keras_places(side, int(stride))
        sizes = [out_side(side, int(kernel), zeros, stride=int(stride)) for zeros in range(12)]
        assert whole(exercise.parts[0]) == sizes.index(int(size))


def keeps(code: str, side: int) -> bool:
    """Tell whether torch builds and runs a layer, and its maps are as large as the picture."""
    try:
        layer = networks.module(code.removeprefix("nn."))
    except ValueError as error:
        assert "padding='same' is not supported for strided convolutions" in str(error)
        return False
    picture = torch.empty(1, layer.in_channels, side, side, device="meta")
    return tuple(layer.to("meta")(picture).shape[2:]) == (side, side)


def test_the_layers_to_tick_are_those_that_torch_runs_and_that_keep_the_size() -> None:
    exercises = list(made(2, "Which of these PyTorch layers"))
    assert len(exercises) > 15
    for exercise in exercises:
        spec = exercise.parts[0].answer
        assert isinstance(spec, Choices)
        side = networks.size(exercise.prompt)[0]
        right = tuple(index for index, code in enumerate(spec.options) if keeps(code.strip("`"), side))
        assert spec.right == right, spec.options


# ---------------------------------------------------------------- exam questions


def test_torch_with_the_asked_zeros_gives_the_maps_of_a_strided_same() -> None:
    exercises = list(made(3, "torch.nn.functional.pad"))
    assert len(exercises) > 100
    for exercise in exercises:
        high, wide = networks.size(exercise.prompt)
        kernel, stride = keras_call(exercise)
        size, zeros, sides, evenly = map(numbers, exercise.parts)
        assert size == (keras_places(high, stride), keras_places(wide, stride))
        assert zeros == (keras_zeros(high, kernel[0], stride), keras_zeros(wide, kernel[1], stride))
        left, right, top, bottom = sides
        assert (left + right, top + bottom) == (zeros[1], zeros[0])
        assert right - left in (0, 1) and bottom - top in (0, 1)
        layer = nn.Conv2d(1, 1, kernel, stride, device="meta")
        assert layer(pad(torch.empty(1, 1, high, wide, device="meta"), sides)).shape[2:] == size
        (given,) = re.findall(r"`padding=(.*?)`", exercise.parts[3].prompt)
        even = nn.Conv2d(1, 1, kernel, stride, ast.literal_eval(given), device="meta")
        assert even(torch.empty(1, 1, high, wide, device="meta")).shape[2:] == evenly


def test_a_wrong_size_and_wrong_zeros_are_carried_on() -> None:
    for exercise in made(3, "torch.nn.functional.pad"):
        high, wide = networks.size(exercise.prompt)
        kernel, stride = keras_call(exercise)
        mine = [keras_places(side, stride) + 1 for side in (high, wide)]
        rows, columns = (
            (places - 1) * stride + length - side
            for places, length, side in zip(mine, kernel, (high, wide), strict=True)
        )
        sides = (columns // 2, columns - columns // 2, rows // 2, rows - rows // 2)
        replies = [f"{mine[0]} x {mine[1]}", f"{rows}, {columns}", ", ".join(map(str, sides))]
        first, second, third, _ = grade(exercise, [*replies, exercise.parts[3].answer.show()])
        assert first.verdict is Verdict.WRONG
        assert second.score == third.score == 1, replies


def stack_of(exercise: Exercise) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return kernel and dilation, and the asked reach and zeros, of every layer."""
    table = exercise.parts[0].answer
    assert isinstance(table, Table)
    given = [[cell for cell in row if isinstance(cell, str)] for row in table.rows]
    asked = [tuple(cell.value for cell in row if isinstance(cell, Integer)) for row in table.rows]
    layers = [(int(size.split(" × ")[0]), int(dilation)) for _, size, dilation in given]
    return layers, [(reach, zeros) for reach, zeros in asked]


def through(side: int, layers: list[tuple[int, int]], zeros: list[int]) -> int:
    for (kernel, dilation), padding in zip(layers, zeros, strict=True):
        side = out_side(side, kernel, padding, dilation=dilation)
    return side


def test_a_stack_keeps_shrinks_and_grows_as_in_torch() -> None:
    exercises = list(made(3, "Fill in the table"))
    assert len(exercises) > 40
    for exercise in exercises:
        side = networks.size(exercise.prompt)[0]
        layers, asked = stack_of(exercise)
        for (kernel, dilation), (reach, zeros) in zip(layers, asked, strict=True):
            assert out_side(reach, kernel, 0, dilation=dilation) == 1  # one place: the kernel reaches so far
            assert (zeros, zeros) == padded_by_torch(side, kernel, dilation)
        assert through(side, layers, [zeros for _, zeros in asked]) == side
        assert whole(exercise.parts[1]) == through(side, layers, [0] * len(layers))
        assert whole(exercise.parts[2]) == through(side, layers, [reach - 1 for reach, _ in asked])


def test_an_own_reach_is_carried_into_its_zeros_and_into_the_sizes() -> None:
    for exercise in made(3, "Fill in the table"):
        side = networks.size(exercise.prompt)[0]
        _, asked = stack_of(exercise)
        mine = [asked[0][0] + 2, *(reach for reach, _ in asked[1:])]
        lost = sum(mine) - len(mine)
        lines = "\n".join(f"{reach} | {reach // 2}" for reach in mine)
        grades = grade(exercise, [lines, str(side - lost), str(side + lost)])
        assert grades[0].score == pytest.approx(1 - 1 / (2 * len(mine)))
        assert [each.score for each in grades[1:]] == [1, 1]


# ---------------------------------------------------------------- anchors and texts


def test_known_sizes_of_valid_same_and_full_come_out() -> None:
    assert Axis(9, 3).places(0) == 7
    assert Axis(9, 3).places(1) == Axis(9, 3).same == 9
    assert Axis(9, 3).places(2) == 11
    assert Axis(15, 3, stride=2).same == 8
    assert Axis(224, 7, stride=2).split == (2, 3)
    assert Axis(8, 4).split == (1, 2)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_number_knows_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        parts = FAMILY.generate(seed, difficulty).parts
        assert all(len(part.misconceptions) >= 3 for part in parts if not isinstance(part.answer, Choices))


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
