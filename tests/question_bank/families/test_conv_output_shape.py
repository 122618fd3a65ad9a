"""Shapes against torch: every prompt is read as a learner reads it, built as a network and given a picture."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import torch
from torch import nn
from torch.nn import functional

from models.knobs import with_values
from models.registry import demo
from question_bank.answers import Integer, Shape
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from tests.question_bank.families import networks
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("conv-output-shape")
SEEDS = range(200)
SINGLE = [(seed, difficulty) for difficulty in (1, 2) for seed in SEEDS]


def sizes(part: Part) -> tuple[int, ...]:
    match part.answer:
        case Integer(value=value):
            return (value, value)
        case Shape(value=shape):
            return shape
        case _:
            raise AssertionError(part.answer)


def out_of(layer: nn.Conv2d | networks.Same, height: int, width: int) -> tuple[int, ...]:
    if isinstance(layer, networks.Same):
        return layer.shape(height, width)
    return tuple(layer(torch.empty(1, layer.in_channels, height, width, device="meta")).shape[2:])


def is_backwards(exercise: Exercise) -> bool:
    return "kernels?" in exercise.parts[0].prompt or "smallest padding" in exercise.parts[0].prompt


@pytest.mark.parametrize(
    ("side", "sweep", "out"),
    [
        (9, Sweep(3), 7),
        (9, Sweep(3, stride=2), 4),
        (9, Sweep(3, padding=2), 11),
        (9, Sweep(3, padding=1), 9),
        (15, Sweep(3, stride=2, padding=1), 8),
        (30, Sweep(2, 2), 15),
        (7, Sweep(2, 2), 3),
        (7, Sweep(3, 2), 3),
        (3, Sweep(3, stride=2, padding=1), 2),
    ],
)
def test_known_sizes_come_out(side: int, sweep: Sweep, out: int) -> None:
    assert sweep.places(side) == out


def test_one_layer_leaves_what_torch_leaves() -> None:
    checked = 0
    for seed, difficulty in SINGLE:
        exercise = FAMILY.generate(seed, difficulty)
        if is_backwards(exercise):
            continue
        layer = networks.one_layer(exercise.prompt)
        assert sizes(exercise.parts[0]) == out_of(layer, *networks.size(exercise.prompt)), exercise.prompt
        checked += 1
    assert checked > 0.75 * len(SINGLE)


def test_the_kernel_asked_for_is_the_only_one_that_fits() -> None:
    asked = [exercise for seed in SEEDS if "kernels?" in (exercise := FAMILY.generate(seed, 1)).parts[0].prompt]
    assert len(asked) > 10
    for exercise in asked:
        side, _ = networks.size(exercise.prompt)
        left = int(re.findall(r"(\d+) × \d+\.$", exercise.prompt)[0])
        fitting = [k for k in range(1, 25) if out_of(networks.conv((k, k), 1, (0, 0), 1), side, side)[0] == left]
        assert list(sizes(exercise.parts[0])[:1]) == fitting


def test_the_padding_asked_for_is_the_smallest_that_fits() -> None:
    asked = [exercise for seed in SEEDS if "smallest padding" in (exercise := FAMILY.generate(seed, 2)).parts[0].prompt]
    assert len(asked) > 10
    for exercise in asked:
        side, _ = networks.size(exercise.prompt)
        ((kernel, stride, left),) = re.findall(
            r"kernels of (\d+) × \d+ and stride (\d+) is to give maps of (\d+)", exercise.prompt
        )
        convs = [networks.conv((int(kernel), int(kernel)), int(stride), (zeros, zeros), 1) for zeros in range(12)]
        fitting = [zeros for zeros, layer in enumerate(convs) if out_of(layer, side, side)[0] == int(left)]
        assert sizes(exercise.parts[0])[0] == fitting[0]


def test_a_stack_leaves_what_torch_leaves_after_every_layer() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        tensor, layers = networks.picture(exercise.prompt), networks.stack(exercise.prompt)
        assert len(exercise.parts) - len(layers) in (0, 1)
        for layer, part in zip(layers, exercise.parts, strict=False):
            tensor = layer(tensor)
            assert sizes(part) == tuple(tensor.shape[1:]), exercise.prompt
        if len(exercise.parts) > len(layers):
            assert sizes(exercise.parts[-1])[0] == tensor.numel()


def test_a_wrong_shape_is_carried_on_as_torch_carries_it_on() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        channels, height, width = sizes(exercise.parts[0])
        tensor = torch.empty(1, channels, height + 3, width + 5, device="meta")
        replies = [f"{channels} x {height + 3} x {width + 5}"]
        for layer in networks.stack(exercise.prompt)[1:]:
            tensor = layer(tensor)
            replies.append(" x ".join(map(str, tensor.shape[1:])))
        if len(exercise.parts) > len(replies):
            replies.append(str(tensor.numel()))
        first, *later = grade(exercise, replies)
        assert first.verdict is Verdict.WRONG
        assert all(each.verdict is Verdict.RIGHT for each in later), (exercise.prompt, replies)
        assert later[0].carried or replies[1] == exercise.parts[1].answer.show()


@pytest.mark.parametrize(
    "reply", ["3 x 4", "0 x 20 x 20", "8 x 1 x 1", "8 x 0 x 4", "-8 x 20 x 20", "8 x 20 x 20 x 20"]
)
def test_nothing_follows_from_a_shape_that_no_layer_can_take(reply: str) -> None:
    exercise = FAMILY.generate(2, 3)
    replies = [reply, "7 x 7 x 7", *("1" for _ in exercise.parts[2:])]
    assert not any(each.carried for each in grade(exercise, replies))


def test_padding_put_on_one_side_is_recognised() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        part = exercise.parts[0]
        if is_backwards(exercise) or not isinstance(layer := networks.one_layer(exercise.prompt), nn.Conv2d):
            continue
        zeros = int(layer.padding[0])
        if zeros:
            picture = torch.empty(1, layer.in_channels, *networks.size(exercise.prompt), device="meta")
            layer.padding = (0, 0)
            left = layer(functional.pad(picture, (zeros, 0, zeros, 0))).shape[2:]
            reply = " x ".join(map(str, left)) if isinstance(part.answer, Shape) else str(left[0])
            (graded,) = grade(exercise, [reply])
            assert graded.misconception and "added the padding once" in graded.misconception.why
            seen += 1
    assert seen > 40


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_no_exercise_comes_twice_and_no_answer_too_often(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert len({exercise.prompt for exercise in exercises}) == len(exercises)
    shown = Counter(exercise.parts[0].answer.show() for exercise in exercises)
    assert max(shown.values()) < 0.1 * len(exercises)


def test_the_demo_can_be_set_to_nearly_every_single_layer() -> None:
    cases = [FAMILY.generate(seed, difficulty).demo for seed, difficulty in SINGLE]
    assert sum(case is not None for case in cases) > 0.7 * len(cases)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_the_demo_takes_every_case_and_finds_pixels_to_work_on(difficulty: int) -> None:
    for seed in range(60):
        if case := FAMILY.generate(seed, difficulty).demo:
            shown = demo(case.demo)
            config = with_values(shown.config(), case.config)
            if seed < 8:
                assert not next(shown.train(config, "cpu")).diverged


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
