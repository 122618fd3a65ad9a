"""Counts and shapes against torch: every prompt is read, built as a network and asked for its parameters."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import torch
from torch import nn

from question_bank.answers import Integer, Shape
from question_bank.drawings import Graph
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade, score
from question_bank.perceptrons.mlp import Mlp, widest
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("mlp-parameters")
SEEDS = range(220)


def layers(prompt: str) -> list[nn.Linear]:
    """Return the dense layers that a prompt tells, in whichever way, without memory for their weights."""
    prompt = re.sub(r"(?<=\d),(?=\d{3})", "", prompt)
    if "nn.Sequential" in prompt:
        found = re.findall(r"nn\.Linear\((\d+), (\d+)(, bias=False)?\)", prompt)
        return [linear(int(given), int(units), not unbiased) for given, units, unbiased in found]
    if "| dense layer |" in prompt:
        rows = re.findall(r"^\| \d \| (\d+) \| (yes|no) \|", prompt, re.MULTILINE)
        widths = [int(re.findall(r"takes (\d+) numbers", prompt)[0]), *(int(units) for units, _ in rows)]
        return chained(widths, [biased == "yes" for _, biased in rows])
    if chain := re.findall(r"of the shape ([\d-]+) \(", prompt):
        return chained([int(width) for width in chain[0].split("-")])
    ((inputs, hidden, outputs),) = re.findall(
        r"takes (\d+) numbers and has (?:a hidden layer|hidden layers) of ([\d and,]+) \w+ units "
        r"and an output layer of (\d+) units?\. Every unit has a bias",
        prompt,
    )
    return chained([int(inputs), *(int(width) for width in re.findall(r"\d+", hidden)), int(outputs)])


def linear(given: int, units: int, biased: bool) -> nn.Linear:
    return nn.Linear(given, units, bias=biased, device="meta")


def chained(widths: list[int], biased: list[bool] | None = None) -> list[nn.Linear]:
    flags = biased or [True] * (len(widths) - 1)
    rows = zip(widths[:-1], widths[1:], flags, strict=True)
    return [linear(given, units, flag) for given, units, flag in rows]


def parameters(*modules: nn.Module) -> int:
    return sum(parameter.numel() for module in modules for parameter in module.parameters())


def value(part: Part) -> int | tuple[int, ...]:
    assert isinstance(part.answer, Integer | Shape)
    return part.answer.value


def asked_layer(prompt: str, net: list[nn.Linear]) -> nn.Linear:
    if "output layer" in prompt:
        return net[-1]
    return net[1] if "second hidden layer" in prompt else net[0]


@pytest.mark.parametrize(
    ("widths", "total"), [((3, 2, 1), 11), ((784, 128, 10), 101_770), ((3, 4, 4, 3), 51), ((784, 128), 100_480)]
)
def test_known_networks_come_out(widths: tuple[int, ...], total: int) -> None:
    assert Mlp(widths).total == total == parameters(*chained(list(widths)))


def test_a_network_has_as_many_parameters_as_in_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        assert value(exercise.parts[0]) == parameters(*layers(exercise.prompt)), exercise.prompt


def test_biases_widths_and_shapes_are_those_of_torch() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if "How many units" in exercise.parts[0].prompt:
            check_width(exercise)
            seen["width"] += 1
        elif len(exercise.parts) == 2:
            check_shapes(exercise)
            seen["shapes"] += 1
        else:
            net = layers(exercise.prompt)
            assert value(exercise.parts[0]) == parameters(*net), exercise.prompt
            assert any(layer.bias is None for layer in net)
            seen["biases"] += 1
    assert min(seen.values()) > 40 and len(seen) == 3


def check_width(exercise: Exercise) -> None:
    inputs, outputs = (int(re.findall(rf"(\d+) {word}s?\b", exercise.prompt)[0]) for word in ("input", "output"))
    total = int(re.findall(r"learns? ([\d,]+) parameters", exercise.prompt)[0].replace(",", ""))
    width = value(exercise.parts[0])
    assert isinstance(width, int)
    assert parameters(*chained([inputs, width, outputs])) == total, exercise.prompt


def check_shapes(exercise: Exercise) -> None:
    net, (weight, batch) = layers(exercise.prompt), exercise.parts
    layer = asked_layer(weight.prompt, net)
    assert value(weight) == tuple(layer.weight.shape)
    examples = int(re.findall(r"Now (\d+) examples", batch.prompt)[0])
    given = torch.zeros(examples, layer.in_features)
    assert value(batch) == tuple(nn.functional.linear(given, torch.zeros(layer.weight.shape)).shape)


def test_every_part_of_an_exam_question_is_what_torch_says() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        net = layers(exercise.prompt)
        inputs, outputs, total = net[0].in_features, net[-1].out_features, parameters(*net)
        doubled = [linear(2 * inputs, net[0].out_features, True), *net[1:]]
        shape, *per_layer, whole, budget, growth = (value(part) for part in exercise.parts)
        assert shape == tuple(net[0].weight.shape)
        assert per_layer == [parameters(layer) for layer in net]
        assert (whole, growth) == (total, parameters(*doubled))
        assert isinstance(budget, int)
        assert parameters(*chained([inputs, budget, outputs])) <= total
        assert parameters(*chained([inputs, budget + 1, outputs])) > total


def test_a_wrong_layer_is_carried_into_everything_that_follows() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        net = layers(exercise.prompt)
        off = 1000  # too many in the first hidden layer
        counts = [parameters(layer) for layer in net]
        total = sum(counts) + off
        room = widest(net[0].in_features, net[-1].out_features, total)
        mine = [counts[0] + off, *counts[1:], total, room, total + net[0].weight.numel()]
        grades = grade(exercise, [exercise.parts[0].answer.show(), *map(str, mine)])
        assert [each.verdict is Verdict.RIGHT for each in grades] == [True, False] + [True] * (len(mine) - 1)
        assert grades[-1].carried and grades[-3].carried
        marks = sum(part.marks for part in exercise.parts)
        assert score(exercise, grades) == pytest.approx(1 - 1 / marks)


def test_forgotten_biases_and_biased_inputs_are_recognised() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        net = layers(exercise.prompt)
        weights = sum(layer.weight.numel() for layer in net)
        (graded,) = grade(exercise, [str(weights)])
        assert graded.misconception and "left out the" in graded.misconception.why
        (graded,) = grade(exercise, [str(parameters(*net) + net[0].in_features)])
        assert graded.misconception is not None


def test_a_matrix_turned_round_is_recognised() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        rows, columns = layers(exercise.prompt)[0].weight.shape
        replies = [f"{columns} x {rows}", *(part.answer.show() for part in exercise.parts[1:])]
        graded = grade(exercise, replies)[0]
        assert graded.misconception and "exchanged" in graded.misconception.why


def test_small_networks_are_drawn_unit_by_unit() -> None:
    drawings = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        for graph in exercise.figures:
            assert isinstance(graph, Graph)
            net = layers(exercise.prompt)
            assert len(graph.edges) == sum(layer.weight.numel() for layer in net)
            assert len(graph.nodes) == net[0].in_features + sum(layer.out_features for layer in net)
            drawings += 1
    assert drawings > 50


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_nearly_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) >= 495
    last = Counter(exercise.parts[-1].answer.show() for exercise in exercises)
    assert last.most_common(1)[0][1] < 25


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
