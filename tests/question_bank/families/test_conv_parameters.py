"""Parameters against torch: the layers that a prompt tells of are built, and their weights counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
import torch
from torch import nn

from models.knobs import with_values
from models.registry import demo
from question_bank.answers import Integer
from question_bank.convolution.layers import Conv, Dense, Flatten, Pool, same, square_conv, total_parameters
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade, score
from tests.question_bank.families import networks
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("conv-parameters")
SEEDS = range(200)


def answer(exercise: Exercise, index: int = 0) -> int:
    spec = exercise.parts[index].answer
    assert isinstance(spec, Integer)
    return spec.value


def number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found, (pattern, text)
    return int(found[1].replace(",", ""))


def told_conv(prompt: str) -> nn.Conv2d:
    """Return the convolution that a prompt tells of in prose or as a line of PyTorch."""
    if code := re.search(r"`nn\.(.*?)`", prompt):
        return networks.module(code[1])
    received = re.search(r"receives ([\d,]+) map", prompt)
    depth = int(received[1]) if received else networks.channels(prompt)
    filters, down, across = map(int, re.findall(r"(\d+) filters? of (\d+) × (\d+)", prompt)[0])
    bias = not re.search(r"without biases|none with a bias", prompt)
    return nn.Conv2d(depth, filters, (down, across), bias=bias, device="meta")


def test_one_convolution_has_as_many_weights_as_in_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        if "How many filters" in exercise.parts[0].prompt:
            depth, total = (
                number(r"receives ([\d,]+) map", exercise.prompt),
                number(r"learns ([\d,]+)", exercise.prompt),
            )
            kernel = number(r"kernels of (\d+)", exercise.prompt)
            conv = nn.Conv2d(depth, answer(exercise), kernel, device="meta")
            assert networks.parameters(conv) == total
        else:
            assert answer(exercise) == networks.parameters(told_conv(exercise.prompt)), exercise.prompt


def batch_norm(prompt: str) -> int:
    conv = told_conv(prompt)
    return networks.parameters(nn.Sequential(conv, nn.BatchNorm2d(conv.out_channels, device="meta")))


def dense_behind_pooling(prompt: str) -> int:
    depth, height, width = map(int, re.findall(r"leaves (\d+) maps? of (\d+) × (\d+)", prompt)[0])
    window, units = number(r"windows of (\d+)", prompt), number(r"dense layer of (\d+)", prompt)
    dense = nn.LazyLinear(units, device="meta")
    nn.Sequential(nn.MaxPool2d(window), nn.Flatten(), dense)(torch.empty(1, depth, height, width, device="meta"))
    return networks.parameters(dense)


def convolution_and_dense(prompt: str) -> int:
    filters, kernel, _ = map(int, re.findall(r"(\d+) filters? of (\d+) × (\d+)", prompt)[0])
    units = number(r"dense layer with (\d+)", prompt)
    conv = nn.LazyConv2d(filters, kernel, padding=kernel // 2, device="meta")
    net = nn.Sequential(conv, nn.MaxPool2d(2), nn.Flatten(), nn.LazyLinear(units, device="meta"))
    net(networks.picture(prompt))
    return networks.parameters(net)


def larger_pictures(prompt: str) -> int:
    said = number(r"learns ([\d,]+) parameters", prompt)
    assert said == counted(prompt, 1, 1)
    return counted(prompt, 2 if "twice as high" in prompt else 1, 2 if "twice as wide" in prompt else 1)


def counted(prompt: str, down: int, across: int) -> int:
    net = nn.Sequential(*networks.stack(prompt))
    _, depth, height, width = networks.picture(prompt).shape
    net(torch.empty(1, depth, down * height, across * width, device="meta"))
    return networks.parameters(net)


NEIGHBOURS: dict[str, Callable[[str], int]] = {
    "two layers learn together": batch_norm,
    "the dense layer learn": dense_behind_pooling,
    "the network learn in all": convolution_and_dense,
    "the network learn then": larger_pictures,
}


def test_a_convolution_and_its_neighbours_have_as_many_weights_as_in_torch() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        (asked,) = [words for words in NEIGHBOURS if words in exercise.parts[0].prompt]
        assert answer(exercise) == NEIGHBOURS[asked](exercise.prompt), exercise.prompt
        seen[asked] += 1
    assert min(seen.values()) > 30 and len(seen) == len(NEIGHBOURS)


@pytest.mark.slow
def test_a_whole_network_has_as_many_weights_as_in_torch_layer_by_layer() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        tensor, layers, expected = networks.picture(exercise.prompt), networks.stack(exercise.prompt), []
        for layer in layers:
            tensor = layer(tensor)
            expected += [tensor.numel()] if isinstance(layer, nn.Flatten) else []
            expected += [networks.parameters(layer)] if networks.parameters(layer) else []
        expected.append(networks.parameters(nn.Sequential(*layers)))
        if "twice" in (last := exercise.parts[-1].prompt):
            expected.append(counted(exercise.prompt, 2 if "high" in last else 1, 2 if "wide" in last else 1))
        assert [answer(exercise, index) for index in range(len(exercise.parts))] == expected, exercise.prompt


def test_a_wrong_count_is_carried_into_everything_that_follows() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        asked = [part.prompt for part in exercise.parts]
        flat_at = next(index for index, prompt in enumerate(asked) if "flattening pass on" in prompt)
        total_at = next(index for index, prompt in enumerate(asked) if "whole network" in prompt)
        right = [answer(exercise, index) for index in range(len(asked))]
        layers = networks.stack(exercise.prompt)
        units = next(layer for layer in layers if isinstance(layer, nn.Linear)).out_features
        # Ten numbers too many reach the dense layer, twenty once the pictures are doubled: each brings a weight a unit.
        off = list(right)
        off[flat_at] += 10
        off[flat_at + 1] += 10 * units
        off[total_at] += 10 * units
        off[total_at + 1 :] = [value + 20 * units for value in off[total_at + 1 :]]
        grades = grade(exercise, [str(value) for value in off])
        assert [each.verdict is Verdict.RIGHT for each in grades] == [index != flat_at for index in range(len(asked))]
        lost = exercise.parts[flat_at].marks / sum(part.marks for part in exercise.parts)
        assert score(exercise, grades) == pytest.approx(1 - lost)


def block(filters: int, sweep: Sweep) -> tuple[Conv, Pool]:
    return square_conv(filters, sweep), Pool(Sweep(2, 2))


def test_known_networks_come_out() -> None:
    ends = (Flatten(), Dense(10))
    layers = (*block(32, same(3)), *block(64, same(3)), *ends)
    first, second = layers[0], layers[2]
    assert total_parameters((first,), (3, 16, 16)) == 896
    assert total_parameters((second,), (32, 8, 8)) == 18_496
    assert total_parameters(layers, (3, 16, 16)) == 29_642
    assert total_parameters(layers, (3, 16, 32)) == 39_882
    lenet = (*block(6, Sweep(5)), *block(16, Sweep(5)), Flatten(), Dense(120), Dense(84), Dense(10))
    assert total_parameters(lenet, (1, 32, 32)) == 61_706


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda conv: conv.weight.numel(), "left out the"),
        (lambda conv: conv.weight[0].numel() + conv.out_channels, "multiplied the bias alone"),
        (lambda conv: conv.weight.numel() + 1, "one bias"),
        (lambda conv: (conv.weight[0, 0].numel() + 1) * conv.out_channels, "depth of one channel"),
    ],
)
def test_the_slips_of_a_convolution_are_recognised(wrong: Callable[[nn.Conv2d], int], words: str) -> None:
    recognised = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        if "How many filters" in exercise.parts[0].prompt or (conv := told_conv(exercise.prompt)).bias is None:
            continue
        (graded,) = grade(exercise, [str(wrong(conv))])
        recognised += graded.misconception is not None and words in graded.misconception.why
    assert recognised > 70


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_no_exercise_comes_twice_and_no_answer_too_often(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert len({exercise.prompt for exercise in exercises}) == len(exercises)
    shown = Counter(exercise.parts[-1].answer.show() for exercise in exercises)
    assert max(shown.values()) < 0.05 * len(exercises)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_the_demo_takes_every_case(difficulty: int) -> None:
    cases = [case for seed in range(60) if (case := FAMILY.generate(seed, difficulty).demo)]
    assert len(cases) > 10
    for case in cases:
        with_values(demo(case.demo).config(), case.config)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
