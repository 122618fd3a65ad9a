"""Counts against torch's modules, and against the shapes of weights that Keras documents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import prod

import pytest
import torch
from torch import nn

from question_bank.answers import Integer, Shape
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.recurrent.counting import GRU, LSTM, RNN, Kind, Layer, widest
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("rnn-parameters")
SEEDS = range(220)
MODULES = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


@dataclass(frozen=True)
class Told:
    """A recurrent network as a prompt tells it, and whose count is meant."""

    kind: str
    inputs: int
    hidden: int
    layers: int
    directions: int
    library: str

    @property
    def parameters(self) -> int:
        if self.library.startswith("keras"):
            return keras(self)
        module = MODULES[self.kind](
            self.inputs, self.hidden, self.layers, bidirectional=self.directions == 2, device="meta"
        )
        torch_ones = module.named_parameters()
        return sum(each.numel() for name, each in torch_ones if self.library == "torch" or "bias_hh" not in name)


def keras(told: Told) -> int:
    """Return the count from the shapes of kernel, recurrent_kernel and bias that Keras documents for its layers."""
    width, total = told.hidden * GATES[told.kind], 0
    for layer in range(told.layers):
        given = told.inputs if layer == 0 else told.hidden * told.directions
        twice = (
            told.kind == "GRU" and told.library == "keras"
        )  # reset_after=True: the bias has the shape (2, 3 * units)
        shapes = [(given, width), (told.hidden, width), (2, width) if twice else (width,)]
        total += told.directions * sum(map(prod, shapes))
    return total


def library(prompt: str) -> str:
    if "as textbooks do" in prompt:
        return "words"
    if "reset_after=False" in prompt:
        return "keras, reset before"
    return "torch" if "PyTorch" in prompt else "keras"


def told(prompt: str) -> Told:
    """Read the recurrent layers of a prompt."""
    if code := re.findall(
        r"nn\.(RNN|GRU|LSTM)\((\d+), (\d+)(?:, num_layers=(\d))?(, bidirectional=True)?, batch", prompt
    ):
        ((kind, inputs, hidden, layers, both),) = code
        return Told(kind, int(inputs), int(hidden), int(layers or 1), 2 if both else 1, "torch")
    embedded = re.findall(r"layers\.Embedding\(\d+, (\d+)\)|turns each into (\d+) numbers", prompt)
    features = [max(found) for found in embedded] or re.findall(r"(\d+) features? a step", prompt)
    if rows := re.findall(r"layers\.(?:SimpleR|[GL])\w+\((\d+)", prompt):
        (kind,) = {kind.removeprefix("Simple") for kind in re.findall(r"layers\.(SimpleRNN|GRU|LSTM)\(", prompt)}
        both = "Bidirectional" in prompt
        assert prompt.count("return_sequences=True") == len(rows) - 1
        return Told(kind, int(features[0]), int(rows[0]), len(rows), 2 if both else 1, library(prompt))
    ((both, kind, layers, hidden),) = re.findall(
        r"\b[Aa]n? (bidirectional )?(plain RNN|GRU|LSTM)(?: of (two|three) layers)? with (\d+) units?", prompt
    )
    count = {"": 1, "two": 2, "three": 3}[layers]
    return Told(kind.split()[-1], int(features[0]), int(hidden), count, 2 if both else 1, "words")


def values(exercise: Exercise) -> list[int | tuple[int, ...]]:
    found: list[int | tuple[int, ...]] = []
    for part in exercise.parts:
        assert isinstance(part.answer, Integer | Shape)
        found.append(part.answer.value)
    return found


@pytest.mark.parametrize(("kind", "one_bias", "two_biases"), [(RNN, 620, 640), (GRU, 1860, 1920), (LSTM, 2480, 2560)])
def test_known_layers_come_out(kind: Kind, one_bias: int, two_biases: int) -> None:
    assert Layer(kind, 10, 20).parameters == one_bias
    assert Layer(kind, 10, 20, biases=2).parameters == two_biases


def test_a_simple_rnn_of_32_units_on_one_feature_is_that_of_keras() -> None:
    assert Layer(RNN, 1, 32).parameters == 1088 == keras(Told("RNN", 1, 32, 1, 1, "keras"))


def test_the_widest_layer_fits_and_one_unit_more_does_not() -> None:
    for kind in (RNN, GRU, LSTM):
        for budget in range(1, 4000, 37):
            width = widest(kind, 7, 2, budget)
            assert Layer(kind, 7, width, 2).parameters <= budget < Layer(kind, 7, width + 1, 2).parameters


def test_one_layer_is_counted_as_its_library_does() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for seed in range(400):
        exercise = FAMILY.generate(seed, 1)
        layer = told(exercise.prompt)
        assert values(exercise) == [layer.parameters], exercise.prompt
        seen[layer.kind, layer.library] += 1
    assert len(seen) == 10 and min(seen.values()) > 8


def test_layers_directions_biases_and_widths_are_right() -> None:
    seen: Counter[str] = Counter()
    for seed in range(300):
        exercise = FAMILY.generate(seed, 2)
        prompt, (first, *others) = exercise.prompt, values(exercise)
        if "How many units" in exercise.parts[0].prompt:
            ((kind, total),) = re.findall(r"One (?:plain )?(RNN|GRU|LSTM) layer.*? ([\d,]+) parameters", prompt)
            inputs = int(re.findall(r"(\d+) features? a step", prompt)[0])
            assert isinstance(first, int)
            network = Told(kind, inputs, first, 1, 1, library(prompt))
            assert network.parameters == int(total.replace(",", "")), prompt
            seen["width"] += 1
            continue
        network = told(prompt)
        assert first == network.parameters, prompt
        if others:
            in_torch = Told(network.kind, network.inputs, network.hidden, 1, 1, "torch").parameters
            assert others == [in_torch - network.parameters]
        seen[f"{network.layers} layers, {network.directions} directions" if not others else "biases"] += 1
    assert len(seen) == 6 and min(seen.values()) > 10


def exam(exercise: Exercise) -> tuple[Told, list[int]]:
    """Return the recurrent part of a classifier, and what embedding, recurrent part and dense layer learn."""
    prompt = re.sub(r"(?<=\d),(?=\d{3})", "", exercise.prompt)
    network = told(prompt)
    tokens = int(re.findall(r"vocabulary has (\d+)", prompt)[0])
    (found,) = re.findall(r"nn\.Linear\(\d+, (\d+)\)|layers\.Dense\((\d+)\)|into (\d+) scores", prompt)
    outputs = int("".join(found))
    modules = (
        nn.Embedding(tokens, network.inputs, _weight=torch.empty(tokens, network.inputs, device="meta")),
        nn.Linear(network.directions * network.hidden, outputs, device="meta"),
    )
    embedding, dense = (sum(each.numel() for each in module.parameters()) for module in modules)
    return network, [embedding, network.parameters, dense]


def other_kind(exercise: Exercise) -> str:
    return str(re.findall(r"replaced by an? (?:plain )?(RNN|GRU|LSTM)", exercise.parts[-1].prompt)[0])


def test_every_part_of_an_exam_question_is_counted_as_its_library_does() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        network, counts = exam(exercise)
        *mine, width = values(exercise)
        if network.library == "torch":
            shape = mine.pop(1)
            module = MODULES[network.kind](network.inputs, network.hidden, device="meta")
            assert shape == tuple(module.weight_ih_l0.shape)
        assert mine == [*counts, sum(counts)], exercise.prompt
        assert isinstance(width, int)
        both, kind = network.directions, other_kind(exercise)
        fits, too_many = (Told(kind, network.inputs, width + more, 1, both, network.library) for more in (0, 1))
        assert fits.parameters <= network.parameters < too_many.parameters, exercise.prompt


def test_a_wrong_recurrent_layer_is_carried_into_the_total_and_the_width() -> None:
    for seed in range(120):
        exercise = FAMILY.generate(seed, 3)
        network, counts = exam(exercise)
        wrong = counts[1] + 2400
        replies = [part.answer.show() for part in exercise.parts]
        total = len(replies) - 2
        replies[total - 2], replies[total] = str(wrong), str(sum(counts) + 2400)
        kind = {"RNN": RNN, "GRU": GRU, "LSTM": LSTM}[other_kind(exercise)]
        biases = 2 if network.library == "torch" or (kind == GRU and network.library == "keras") else 1
        replies[-1] = str(widest(kind, network.inputs, biases, wrong // network.directions))
        graded = grade(exercise, replies)
        assert [each.verdict is Verdict.RIGHT for each in graded] == [
            index != total - 2 for index in range(len(replies))
        ]
        assert graded[total].carried


def test_forgotten_biases_gates_and_directions_are_recognised() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        layer = told(exercise.prompt)
        i, h, gates = layer.inputs, layer.hidden, GATES[layer.kind]
        (graded,) = grade(exercise, [str(gates * h * (i + h))])
        assert graded.misconception and "left out the biases" in graded.misconception.why
        if layer.kind == "LSTM":
            (graded,) = grade(exercise, [str(layer.parameters // 4)])
            assert graded.misconception is not None
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if "idirectional" in exercise.prompt:
            (answer,) = values(exercise)
            assert isinstance(answer, int)
            (graded,) = grade(exercise, [str(answer // 2)])
            assert graded.misconception and "one direction" in graded.misconception.why


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(400)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) == 400


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(80)) == set()
