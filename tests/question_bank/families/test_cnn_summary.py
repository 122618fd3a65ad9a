"""Summaries against torch: the layers of a prompt are built, a picture passes through them, and weights are counted."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import prod

import pytest
import torch
from torch import nn

from question_bank.answers import Choices, Integer, Shape, Table
from question_bank.answers.reading.options import LETTERS
from question_bank.convolution.pictures import Pictures, Scene
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import CARRIED, grade
from question_bank.networks.layers import Dense
from question_bank.summaries.nets import FLATTEN, Net, conv, pool
from question_bank.summaries.tables import summary_table
from tests.question_bank.families import networks
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import whole
from tests.question_bank.once import once
from tests.question_bank.told import asked_cells

FAMILY = once("cnn-summary")
SEEDS = range(200)


@dataclass(frozen=True)
class Told:
    """A layer as the prompt tells it: its name and the numbers that matter."""

    name: str
    kind: str
    size: int = 0  # filters, units or the side of a window
    kernel: int = 0
    stride: int = 1
    zeros: int = 0
    bias: bool = True

    def module(self, arriving: int) -> nn.Module:
        """Return the layer for so many channels, or numbers where they are laid out, as shapes only."""
        match self.kind:
            case "conv":
                sweep = (self.kernel, self.stride, self.zeros)
                return nn.Conv2d(arriving, self.size, *sweep, bias=self.bias, device="meta")
            case "dense":
                return nn.Linear(arriving, self.size, device="meta")
            case "pool":
                return nn.MaxPool2d(self.size)
            case "norm":
                return nn.BatchNorm2d(arriving, device="meta")
            case "average":
                return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
            case "flatten":
                return nn.Flatten()
        raise AssertionError(self.kind)


KERAS = {"Conv2D": "conv", "Dense": "dense", "BatchNormalization": "norm", "Flatten": "flatten",
         "MaxPooling2D": "pool", "AveragePooling2D": "pool", "GlobalAveragePooling2D": "average"}  # fmt: skip
TORCH = {"Conv2d": "conv", "LazyLinear": "dense", "BatchNorm2d": "norm", "Flatten": "flatten", "MaxPool2d": "pool",
         "AvgPool2d": "pool"}  # fmt: skip


def told_layers(prompt: str) -> list[Told]:
    """Return the layers of a prompt, from its code or its table."""
    if "```" not in prompt:
        rows = re.findall(r"^\| (\w+) \| (.*) \|$", prompt, re.MULTILINE)
        return [from_words(name, said) for name, said in rows if name != "layer"]
    lines = re.findall(r"^    ((?:nn|layers)\..*),\s+# (\w+)$", prompt, re.MULTILINE)
    return [from_call(name, line) for line, name in lines]


def from_words(name: str, said: str) -> Told:
    numbers = [int(each.replace(",", "")) for each in re.findall(r"[\d,]*\d", said)]
    if "filter" in said:
        filters, down, across, stride, *zeros = numbers
        assert down == across and bool(zeros) != ("no padding" in said)
        return Told(name, "conv", filters, down, stride, sum(zeros), "no biases" not in said)
    if "pooling, " in said:
        assert len(set(numbers)) == 1
        return Told(name, "pool", numbers[0])
    if "units" in said:
        return Told(name, "dense", numbers[0])
    return Told(name, {"batch normalisation": "norm", "all maps in one row": "flatten"}[said])


def from_call(name: str, line: str) -> Told:
    call = ast.parse(line, mode="eval").body
    assert isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    values = [ast.literal_eval(each) for each in call.args]
    named = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
    if line.startswith("nn."):
        kind = TORCH[call.func.attr]
        if kind == "conv":
            stride, zeros = named.get("stride", 1), named.get("padding", 0)
            return Told(name, kind, values[1], named["kernel_size"], stride, zeros, named.get("bias", True))
        return Told(name, kind, values[0] if kind in ("pool", "dense") else 0)
    kind = KERAS[call.func.attr]
    if kind == "conv":
        zeros = values[1] // 2 if named.get("padding") == "same" else 0
        filters, kernel = values
        return Told(name, kind, filters, kernel, named.get("strides", 1), zeros, named.get("use_bias", True))
    return Told(name, kind, *values)


@cache
def behind(layer: Told, shape: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Return what torch makes of a shape, and with how many parameters."""
    module = layer.module(shape[0])
    if isinstance(module, nn.Linear):  # its forward pass on shapes alone loads a compiler first
        return (module.out_features,), networks.parameters(module)
    return tuple(module(torch.empty(1, *shape, device="meta")).shape[1:]), networks.parameters(module)


def summary(layers: list[Told], picture: tuple[int, ...], *, keras: bool) -> list[tuple[tuple[int, ...], int]]:
    """Return the shape behind each layer and how many parameters torch has in it."""
    shape, found = picture, []
    for layer in layers:
        shape, count = behind(replace(layer, name=""), shape)
        ordered = (*shape[1:], shape[0]) if keras and len(shape) == 3 else shape
        found.append((ordered, count))
    return found


def expected(exercise: Exercise) -> list[tuple[tuple[int, ...], int]]:
    prompt = exercise.prompt
    shape = (networks.channels(prompt), *networks.size(prompt))
    if entry := re.search(r"keras\.Input\(\((\d+), (\d+), (\d+)\)\)", prompt):
        height, width, depth = map(int, entry.groups())
        assert (depth, height, width) == shape
    return summary(told_layers(prompt), shape, keras="keras" in prompt)


def cells(part: Part) -> list[tuple[int, ...] | int]:
    assert isinstance(part.answer, Table)
    values: list[tuple[int, ...] | int] = []
    for cell in asked_cells(part.answer):
        assert isinstance(cell, Shape | Integer)
        values.append(cell.value)
    return values


def test_a_column_of_three_layers_is_torchs() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,) = exercise.parts
        column = 0 if "shape behind" in part.prompt else 1
        assert cells(part) == [row[column] for row in expected(exercise)], exercise.prompt
        seen["code" if "```" in exercise.prompt else "table"] += 1
        seen["shapes" if column == 0 else "counts"] += 1
        assert len(part.misconceptions) >= 3
    assert min(seen.values()) > 40


def test_the_table_of_five_layers_and_its_total_are_torchs() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        rows = expected(exercise)
        assert len(rows) == 5
        assert cells(exercise.parts[0]) == [cell for row in rows for cell in row], exercise.prompt
        assert whole(exercise.parts[1]) == sum(count for _, count in rows)


def changed(layers: list[Told], shape: tuple[int, ...], question: str) -> tuple[list[Told], tuple[int, ...]]:
    """Return the network after the change that a question tells of."""
    depth, height, width = shape
    if size := re.search(r"twice as (high|wide) \((\d+) instead of (\d+) pixels\)", question):
        new, old = int(size[2]), int(size[3])
        assert old == (height if size[1] == "high" else width)
        return layers, (depth, new, width) if size[1] == "high" else (depth, height, new)
    if channels := re.search(r"come with (\d) channels? instead of (\d)", question):
        assert int(channels[2]) == depth
        return layers, (int(channels[1]), height, width)
    if grown := re.search(r"`(\w+)` gets (\d+) (?:filters|units) instead of (\d+)", question):
        (old_layer,) = [layer for layer in layers if layer.name == grown[1]]
        assert old_layer.size == int(grown[3])
        return [replace(each, size=int(grown[2])) if each is old_layer else each for each in layers], shape
    assert re.search(r"`pool1?` takes the (average|maximum) of each window instead", question)
    return layers, shape


@pytest.mark.slow
def test_a_long_table_and_what_a_change_does_are_torchs() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        prompt, parts = exercise.prompt, exercise.parts
        rows, layers = expected(exercise), told_layers(prompt)
        assert 6 <= len(rows) <= 8 and "```python" in prompt
        assert cells(parts[0]) == [cell for row in rows for cell in row], prompt
        assert whole(parts[1]) == sum(count for _, count in rows)
        shape = (networks.channels(prompt), *networks.size(prompt))
        after = summary(*changed(layers, shape, parts[2].prompt), keras="keras" in prompt)
        places = [place for place, (old, new) in enumerate(zip(rows, after, strict=True)) if old[1] != new[1]]
        spec = parts[2].answer
        assert isinstance(spec, Choices)
        assert list(spec.options[:-1]) == [f"`{layer.name}`" for layer in layers]
        assert list(spec.right) == (places or [len(layers)])
        if len(parts) > 3:
            assert whole(parts[3]) == sum(count for _, count in after)
        seen["none" if not places else f"{len(places)} change"] += 1
        seen[f"{len(parts)} parts"] += 1
    assert min(seen.values()) > 10 and len(seen) == 6


# ---------------------------------------------------------------- known networks

PICTURE = Scene("Pictures are sorted.", "Each is {h} × {w} pixels.", 3)


def test_lenet_has_61706_parameters() -> None:
    digits = Pictures(replace(PICTURE, channels=1), 32, 32)
    layers = (conv(6, 5), pool(2, "avg"), conv(16, 5), pool(2, "avg"), FLATTEN, Dense(120), Dense(84), Dense(10))
    net = Net(digits, layers, keras=False)
    assert net.total == 61_706
    assert net.counts == (156, 0, 2416, 0, 0, 48_120, 10_164, 850)
    assert net.shapes[:5] == ((6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (400,))
    assert summary_table(net).judge(summary_table(net).show()).score == 1


def test_twice_the_width_costs_weights_in_the_dense_layer_only() -> None:
    layers = (conv(32, 3, same=True), pool(), conv(64, 3, same=True), pool(), FLATTEN, Dense(10))
    net = Net(Pictures(PICTURE, 16, 16), layers, keras=True)
    wide = replace(net, shown=Pictures(PICTURE, 16, 32))
    assert (net.total, wide.total) == (29_642, 39_882)
    assert (net.counts[-1], wide.counts[-1]) == (10_250, 20_490) and net.counts[:-1] == wide.counts[:-1]
    assert net.counts[0] == 896 and net.counts[2] == 18_496


# ---------------------------------------------------------------- errors carried forward


def with_wrong_first_shape(part: Part) -> tuple[list[list[str]], tuple[int, ...]]:
    """Return the right rows of a table, with one pixel more in the first shape, and that shape."""
    values = cells(part)
    first = values[0]
    assert isinstance(first, tuple)
    rows = [line.split(" | ") for line in part.answer.show().split("\n")]
    return rows, first


def test_a_wrong_first_shape_costs_one_cell_where_all_that_follows_is_right() -> None:
    checked = 0
    for seed in range(50):
        exercise = FAMILY.generate(seed, 2)
        prompt, keras = exercise.prompt, "keras" in exercise.prompt
        rows, first = with_wrong_first_shape(exercise.parts[0])
        depth = first[-1] if keras else first[0]
        height, width = first[:2] if keras else first[1:]
        wrong = (depth, height + 8, width + 8)
        later = summary(told_layers(prompt)[1:], wrong, keras=keras)
        own = [(*wrong[1:], depth) if keras else wrong, *(shape for shape, _ in later)]
        counts = [int(rows[0][1]), *(count for _, count in later)]
        reply = "\n".join(f"{' x '.join(map(str, s))} | {n}" for s, n in zip(own, counts, strict=True))
        table, total = grade(exercise, [reply, str(sum(counts))])
        assert table.score == pytest.approx(1 - 1 / (2 * len(rows))) and table.carried
        assert total.verdict is Verdict.RIGHT
        checked += total.feedback == CARRIED
    assert checked > 30


def test_the_total_after_a_change_follows_from_the_learners_own_table() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if len(exercise.parts) < 4:
            continue
        lines = [line.split(" | ") for line in exercise.parts[0].answer.show().split("\n")]
        spec = exercise.parts[2].answer
        assert isinstance(spec, Choices)
        place = next(index for index in range(len(lines)) if index not in spec.right and int(lines[index][1]) > 0)
        lines[place][1] = str(int(lines[place][1]) + 1)
        reply = "\n".join(" | ".join(line) for line in lines)
        letters = ", ".join(LETTERS[index] for index in spec.right)
        totals = [str(whole(exercise.parts[index]) + 1) for index in (1, 3)]
        graded = grade(exercise, [reply, totals[0], letters, totals[1]])
        assert [each.feedback for each in (graded[1], graded[3])] == [CARRIED, CARRIED]
        checked += 1
    assert checked > 60


def test_twice_the_pictures_follow_from_a_learners_own_dense_layer() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if len(exercise.parts) < 4 or "twice as" not in exercise.parts[2].prompt:
            continue
        layers = told_layers(exercise.prompt)
        place = next(index for index, layer in enumerate(layers) if layer.kind == "dense")
        lines = [line.split(" | ") for line in exercise.parts[0].answer.show().split("\n")]
        flat = int(lines[place - 1][0])
        more = 10 * layers[place].size  # as if ten numbers more were flattened
        lines[place - 1][0], lines[place][1] = str(flat + 10), str(int(lines[place][1]) + more)
        reply = "\n".join(" | ".join(line) for line in lines)
        totals = [whole(exercise.parts[1]) + more, whole(exercise.parts[3]) + 2 * more]
        graded = grade(exercise, [reply, str(totals[0]), LETTERS[place], str(totals[1])])
        assert graded[0].score == pytest.approx(1 - 1 / (2 * len(lines)))
        assert [each.feedback for each in (graded[1], graded[3])] == [CARRIED, CARRIED]
        checked += 1
    assert checked > 12


@pytest.mark.parametrize(
    ("column", "words"),
    [("shape", "order"), ("shape", "not its places"), ("learns", "biases out"), ("learns", "depth of one channel")],
)
def test_the_slips_with_a_column_are_named(column: str, words: str) -> None:
    exercises = [FAMILY.generate(seed, 1) for seed in range(100)]
    parts = [each.parts[0] for each in exercises if column in each.parts[0].prompt]
    assert sum(any(words in slip.why for slip in part.misconceptions) for part in parts) > 0.8 * len(parts) > 20


def test_columns_that_leave_the_biases_out_are_torchs_without_biases() -> None:
    for seed in range(60):
        exercise = FAMILY.generate(seed, 1)
        slips = [slip for slip in exercise.parts[0].misconceptions if "left the biases out" in slip.why]
        if slips:
            layers = [replace(layer, bias=False) for layer in told_layers(exercise.prompt)]
            shape = (networks.channels(exercise.prompt), *networks.size(exercise.prompt))
            bare = [count for _, count in summary(layers, shape, keras=False)]
            assert [int(line) for line in slips[0].reply.split("\n")] == bare


def test_every_flattened_vector_has_the_numbers_of_its_maps() -> None:
    for seed in range(60):
        values = cells(FAMILY.generate(seed, 2).parts[0])[::2]
        for maps, flat in pairwise(values):
            assert isinstance(maps, tuple) and isinstance(flat, tuple)
            if len(maps) == 3 and len(flat) == 1 and flat[0] > 99:
                assert flat[0] == prod(maps)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
