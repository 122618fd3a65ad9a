"""Convolutions by hand against torch: what the prompt and its figures say is given to conv2d and max_pool2d."""

from __future__ import annotations

import re

import pytest
import torch
from torch import Tensor
from torch.nn.functional import conv2d, max_pool2d, pad

from question_bank.answers import Integer, Matrix
from question_bank.convolution import by_hand_slips
from question_bank.convolution.by_hand import HandConv
from question_bank.convolution.maps import correlated, pooled, rectified
from question_bank.drawings import Grid, Grids
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("conv-by-hand")
SEEDS = range(200)


def tensor(grid: Grid) -> Tensor:
    return torch.tensor([[float(cell) for cell in row] for row in grid.cells], dtype=torch.float64)


def channels(exercise: Exercise) -> tuple[Tensor, Tensor]:
    """Return the picture (1, channels, height, width) and the filter beside it, as drawn."""
    drawn = [figure for figure in exercise.figures if isinstance(figure, Grids)]
    assert len(drawn) == (2 if "X_2" in exercise.prompt else 1)
    images, kernels = zip(*(map(tensor, figure.grids) for figure in drawn), strict=True)
    return torch.stack(images)[None], torch.stack(kernels)[None]


def settings(prompt: str) -> tuple[tuple[int, int], int, Tensor]:
    """Return strides, padding and bias, as the prompt says them."""
    stride = re.search(r"stride is (\d)(?: downwards and (\d) to the right)?,", prompt)
    zeros = re.search(r"the padding is (\d) on every side, with zeros", prompt)
    bias = re.search(r"the bias is \$b = (-?\d)\$", prompt)
    assert stride and (zeros or "there is no padding" in prompt) and (bias or "there is no bias" in prompt)
    strides = int(stride[1]), int(stride[2] or stride[1])
    return strides, int(zeros[1]) if zeros else 0, torch.tensor([int(bias[1]) if bias else 0], dtype=torch.float64)


def filtered(exercise: Exercise) -> Tensor:
    picture, kernel = channels(exercise)
    strides, zeros, bias = settings(exercise.prompt)
    return conv2d(picture, kernel, bias, strides, zeros)[0, 0]


def rows(part: Part) -> list[list[float]]:
    assert isinstance(part.answer, Matrix)
    return [list(row) for row in part.answer.rows]


def max_pooled(given: Tensor, prompt: str) -> Tensor:
    asked = re.search(r"windows of (\d) × (\d) and stride (\d)", prompt)
    assert asked
    high, wide, stride = map(int, asked.groups())
    return max_pool2d(given[None, None], (high, wide), stride)[0, 0]


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_map_is_what_torch_makes_of_the_picture(difficulty: int) -> None:
    asked_for_cells = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        out, first = filtered(exercise), exercise.parts[0]
        if isinstance(first.answer, Integer):
            place = re.search(r"in row (\d), column (\d) of the output", first.prompt)
            row, column = (int(place[1]), int(place[2])) if place else (1, 1)
            assert place or out.shape == (1, 1)
            assert first.answer.value == out[row - 1, column - 1]
            asked_for_cells += 1
        else:
            assert rows(first) == out.tolist(), exercise.prompt
    assert difficulty == 3 or asked_for_cells > 30


def test_relu_and_pooling_of_an_exam_question_are_those_of_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        hidden = filtered(exercise).relu()
        assert rows(exercise.parts[1]) == hidden.tolist()
        assert rows(exercise.parts[2]) == max_pooled(hidden, exercise.parts[2].prompt).tolist()


def test_somebody_who_cannot_see_the_figure_is_told_all_its_numbers() -> None:
    for seed in SEEDS:
        for figure in FAMILY.generate(seed, 1 + seed % 3).figures:
            assert isinstance(figure, Grids)
            told = [re.split(r"[,;] ", rows) for rows in re.findall(r"row by row: ([-\d,; ]+)\.", figure.alt)]
            assert told == [[cell for row in grid.cells for cell in row] for grid in figure.grids]


def test_later_parts_are_marked_with_the_learners_own_map() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        wrong = filtered(exercise) * -2 + 7
        hidden = wrong.relu()
        final = max_pooled(hidden, exercise.parts[2].prompt)
        first, second, third = grade(exercise, [str(each.tolist()) for each in (wrong, hidden, final)])
        assert first.score < 1
        assert second.score == third.score == 1, exercise.prompt
        assert second.carried


def test_nothing_of_a_map_that_does_not_follow_is_carried() -> None:
    exercise = FAMILY.generate(0, 3)
    zeros = str([[0.0] * len(row) for row in rows(exercise.parts[0])])
    pool_of_nines = str([[9.0] * len(row) for row in rows(exercise.parts[2])])
    assert grade(exercise, [zeros, zeros, pool_of_nines])[2].score < 1


def slips_of(difficulty: int, words: str) -> list[tuple[Exercise, str]]:
    exercises = [FAMILY.generate(seed, difficulty) for seed in SEEDS]
    return [(each, slip.reply) for each in exercises for slip in each.parts[0].misconceptions if words in slip.why]


def replied(exercise: Exercise, out: Tensor) -> str:
    """Return a wrong map, or its asked cell, as a learner would type it."""
    prompt = exercise.parts[0].prompt
    if place := re.search(r"in row (\d), column (\d)", prompt):
        return str(round(float(out[int(place[1]) - 1, int(place[2]) - 1])))
    return str(round(float(out))) if "matrix" not in prompt else str([list(map(round, row)) for row in out.tolist()])


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_a_flipped_kernel_is_recognised(difficulty: int) -> None:
    found = slips_of(difficulty, "180°")
    assert len(found) > 100
    for exercise, reply in found:
        picture, kernel = channels(exercise)
        strides, zeros, bias = settings(exercise.prompt)
        assert reply == replied(exercise, conv2d(picture, kernel.flip(2, 3), bias, strides, zeros)[0, 0])


def test_a_bias_added_for_each_channel_and_one_left_out_are_recognised() -> None:
    for words, times in (("bias for each channel", 1), ("left the bias out", -1)):
        found = slips_of(3, words)
        assert len(found) > 150
        for exercise, reply in found:
            assert reply == replied(exercise, filtered(exercise) + times * settings(exercise.prompt)[2])


def test_swapped_strides_are_recognised() -> None:
    found = slips_of(2, "swapped the strides")
    assert len(found) > 30
    for exercise, reply in found:
        picture, kernel = channels(exercise)
        strides, zeros, bias = settings(exercise.prompt)
        assert reply == replied(exercise, conv2d(picture, kernel, bias, strides[::-1], zeros)[0, 0])


def test_zeros_put_on_one_side_only_are_recognised() -> None:
    found = slips_of(2, "to the right and below")
    assert len(found) > 20
    for exercise, reply in found:
        picture, kernel = channels(exercise)
        strides, zeros, bias = settings(exercise.prompt)
        shifted = pad(picture, (0, 2 * zeros, 0, 2 * zeros))
        assert reply == replied(exercise, conv2d(shifted, kernel, bias, strides)[0, 0])


def test_a_wrong_map_is_told_its_slip() -> None:
    exercise, reply = slips_of(3, "used the first channel alone")[0]
    graded = grade(exercise, [reply, *(part.answer.show() for part in exercise.parts[1:])])[0]
    assert graded.verdict is Verdict.WRONG
    assert graded.misconception and "looks at all channels" in graded.misconception.why


def test_the_channels_are_added_and_the_bias_once() -> None:
    channel = [((float(value),),) for value in (158, -14, 653)]
    conv = HandConv(tuple(channel), (((1.0,),),) * 3, bias=1)
    assert conv.out == ((798,),)


def test_pooling_takes_the_largest_of_each_window_of_known_maps() -> None:
    known = {
        ((57.0, 455.0, 83.0, 212.0), (350.0, 220.0, 20.0, 430.0)): (455, 430),
        ((275.0, 73.0, 211.0, 46.0), (389.0, 206.0, 229.0, 82.0)): (389, 229),
        ((269.75, 338.45, -476.25, 54.95), (-93.85, -319.15, 114.85, 442.75)): (338.45, 442.75),
        ((326.8, 431.9, 82.0, 173.6), (492.4, 211.1, 225.1, 449.4)): (492.4, 449.4),
    }
    for given, largest in known.items():
        assert pooled(rectified(given), (2, 2), (2, 2)) == (largest,)


def test_a_window_meets_each_weight_once() -> None:
    assert correlated(((1, 2), (3, 4)), ((0, 1), (1, 0))) == ((5,),)
    product = by_hand_slips.of_cell(HandConv((((1, 2), (3, 4)),), (((0, 1), (2, 0)),)), 0, 0)
    assert [slip.values for slip in product if "like matrices" in slip.why] == [((4 + 1) + (8 + 3),)]


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
