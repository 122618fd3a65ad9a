"""Receptive fields against autograd: a pixel belongs to the field if the gradient of a unit reaches it."""

from __future__ import annotations

import re
from functools import cache

import pytest
import torch
from torch import Tensor, nn

from question_bank.answers import Integer, Number, Shape, Table
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import Exercise, Verdict
from question_bank.fields.doubling import Blocks
from question_bank.fields.stack import Level, field, levels
from question_bank.grading import grade
from question_bank.wording import NUMBER_WORDS
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import whole
from tests.question_bank.once import once

FAMILY = once("receptive-field")
SEEDS = range(200)
Layers = tuple[tuple[int, int, int], ...]  # kernel, stride, dilation


@cache
def seen(layers: Layers) -> tuple[int, int]:
    """Return how many pixels a unit sees, from the first to the last, and how many pixels on its neighbour begins."""
    net = nn.Sequential(
        *(nn.Conv1d(1, 1, kernel, stride, 0, dilation, bias=False) for kernel, stride, dilation in layers)
    )
    net = net.double()
    for weight in net.parameters():
        nn.init.ones_(weight)
    length = 64
    while out_length(layers, length) < 2:
        length *= 2
    first, second = (support(net, length, unit) for unit in (0, 1))
    return int(first[-1] - first[0]) + 1, int(second[0] - first[0])


def out_length(layers: Layers, length: int) -> int:
    for kernel, stride, dilation in layers:
        length = len(range(0, length - dilation * (kernel - 1), stride))
    return length


def support(net: nn.Module, length: int, unit: int) -> Tensor:
    picture = torch.zeros(1, 1, length, dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(net(picture)[0, 0, unit], picture)
    return gradient.flatten().nonzero().flatten()


def rows(text: str) -> list[list[str]]:
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return lines[2:]


def told_layers(exercise: Exercise) -> Layers:
    """Return the layers that a prompt tells: in a table, as code or in words."""
    prompt = exercise.prompt
    if "```" in prompt:
        return tuple(map(called, re.findall(r"nn\.(\w+2d)\((.*?)\),?\n", prompt)))
    if "|" in prompt:
        listed = (
            re.findall(r"\d+", line.split("× ")[1]) for line in prompt.splitlines() if "×" in line and "|" in line
        )
        return tuple(
            (int(kernel), int(stride), int(dilation[0]) if dilation else 1) for kernel, stride, *dilation in listed
        )
    sizes = re.findall(r"(\d+) × \1", prompt.partition(" A net begins with ")[2])
    (word,) = re.findall(r"begins with (\w+) convolutions", prompt)
    count = NUMBER_WORDS.index(word)
    return tuple((int(size), 1, 1) for size in (sizes * count)[:count])


def called(call: tuple[str, str]) -> tuple[int, int, int]:
    name, arguments = call
    named = {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", arguments)}
    if name == "MaxPool2d":
        kernel = int(arguments.split(",")[0])
        return kernel, named.get("stride", kernel), 1
    return named["kernel_size"], named.get("stride", 1), named.get("dilation", 1)


def asks(exercise: Exercise, words: str) -> bool:
    return words in exercise.parts[-1].prompt


def test_stacked_kernels_see_what_the_gradient_reaches() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        if asks(exercise, "How many layers") or asks(exercise, "kernel of layer"):
            continue
        assert whole(exercise.parts[0]) == seen(told_layers(exercise))[0], exercise.prompt
        checked += 1
    assert checked > 70


def test_one_layer_fewer_would_not_see_enough() -> None:
    asked = [each for seed in SEEDS if asks(each := FAMILY.generate(seed, 1), "How many layers")]
    assert len(asked) > 25
    for exercise in asked:
        found = re.search(r"convolutions of (\d+) × ", exercise.prompt)
        wanted = re.search(r"sees (\d+) × ", exercise.parts[0].prompt)
        assert found and wanted
        count, layer = whole(exercise.parts[0]), (int(found[1]), 1, 1)
        assert seen((layer,) * count)[0] >= int(wanted[1]) > (seen((layer,) * (count - 1))[0] if count > 1 else 1)


def test_the_missing_kernel_makes_the_field_whole() -> None:
    asked = [each for seed in SEEDS if asks(each := FAMILY.generate(seed, 1), "kernel of layer")]
    assert len(asked) > 25
    for exercise in asked:
        sizes = [row[1].split(" × ")[0] for row in rows(exercise.prompt)]
        layers = tuple((whole(exercise.parts[0]) if size == "?" else int(size), 1, 1) for size in sizes)
        sees = re.search(r"A unit of the last one sees (\d+) × \1 pixels", exercise.prompt)
        assert sees and seen(layers)[0] == int(sees[1]) and sizes.count("?") == 1


def test_strides_poolings_and_dilation_widen_the_field_as_autograd_has_it() -> None:
    jumps = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if isinstance(exercise.parts[0].answer, Shape):
            continue
        sees, jump = seen(told_layers(exercise))
        assert whole(exercise.parts[-1]) == sees, exercise.prompt
        if len(exercise.parts) == 2:
            assert whole(exercise.parts[0]) == jump
            jumps += 1
    assert jumps > 20


def test_height_and_width_each_have_a_field_of_their_own() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if isinstance(exercise.parts[0].answer, Shape):
            pairs = [[list(map(int, cell.split(" × "))) for cell in row[1:]] for row in rows(exercise.prompt)]
            down, across = (tuple((kernel[side], stride[side], 1) for kernel, stride in pairs) for side in (0, 1))
            assert exercise.parts[0].answer.value == (seen(down)[0], seen(across)[0])
            checked += 1
    assert checked > 20


def is_net(exercise: Exercise) -> bool:
    return isinstance(exercise.parts[0].answer, Table)


def nets() -> list[Exercise]:
    return [each for seed in SEEDS if is_net(each := FAMILY.generate(seed, 3))]


def settings(table: Table) -> Layers:
    dilated = "dilation" in table.columns
    given = [[cell for cell in row if isinstance(cell, str)] for row in table.rows]
    return tuple((int(row[2].split(" × ")[0]), int(row[3]), int(row[4]) if dilated else 1) for row in given)


def asked_cells(table: Table) -> list[tuple[int, int]]:
    cells = [[cell.value for cell in row if isinstance(cell, Integer)] for row in table.rows]
    return [(field_of_layer, jump) for field_of_layer, jump in cells]


def test_the_table_of_a_net_is_that_of_autograd_layer_by_layer() -> None:
    assert len(nets()) > 100
    for exercise in nets():
        table = exercise.parts[0].answer
        assert isinstance(table, Table)
        layers = settings(table)
        expected = [seen(layers[:count]) for count in range(1, len(layers) + 1)]
        assert asked_cells(table) == expected, exercise.parts[0].prompt
        wanted = re.search(r"is (\d+) pixels across", exercise.parts[1].prompt)
        side = re.search(r"side of the picture, (\d+) pixels", exercise.parts[2].prompt)
        assert wanted and side
        assert whole(exercise.parts[1]) == [sees >= int(wanted[1]) for sees, _ in expected].index(True) + 1
        more = whole(exercise.parts[2])
        enough, too_few = (seen((*layers, *((3, 1, 1),) * count))[0] for count in (more, more - 1))
        assert enough >= int(side[1]) > too_few


def test_an_own_slip_early_in_the_table_costs_one_cell_and_no_later_part() -> None:
    for exercise in nets():
        table = exercise.parts[0].answer
        assert isinstance(table, Table)
        sweeps = [Sweep(kernel, stride, dilation=dilation) for kernel, stride, dilation in settings(table)]
        mine = [Level(levels(sweeps)[0].field + 1, levels(sweeps)[0].jump)]
        for sweep in sweeps[1:]:
            mine.append(mine[-1].above(sweep))
        wanted = int(re.findall(r"is (\d+) pixels across", exercise.parts[1].prompt)[0])
        side = int(re.findall(r"side of the picture, (\d+) pixels", exercise.parts[2].prompt)[0])
        first = [level.field >= wanted for level in mine].index(True) + 1
        last, more = mine[-1], 0
        while last.field < side:
            last, more = last.above(Sweep(3)), more + 1
        replies = ["\n".join(f"{level.field} | {level.jump}" for level in mine), str(first), str(more)]
        grades = grade(exercise, replies)
        assert [each.score for each in grades] == [1 - 1 / (2 * len(mine)), 1, 1], replies


def test_doubling_dilations_see_what_the_gradient_reaches() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if is_net(exercise):
            continue
        count, depth, taps = map(
            int, re.findall(r"stacks (\d) blocks.* has (\d) layers with kernels of (\d)", exercise.prompt)[0]
        )
        dilations = re.findall(r"dilations ([\d, ]+);", exercise.prompt)[0].split(", ")
        rate = int(re.findall(r"has (\d+) samples per", exercise.prompt)[0])
        block = tuple((taps, 1, int(dilation)) for dilation in dilations)
        one, all_of_them = seen(block)[0], seen(block * count)[0]
        assert depth == len(block)
        assert [whole(part) for part in exercise.parts[:2]] == [one, all_of_them]
        time = exercise.parts[2].answer
        assert isinstance(time, Number) and time.value == pytest.approx(all_of_them / rate)
        target, blocks = int(re.findall(r"see (\d+) ms", exercise.parts[3].prompt)[0]), whole(exercise.parts[3])
        assert (one - 1) * blocks + 1 >= target * rate > (one - 1) * (blocks - 1) + 1
        checked += 1
    assert checked > 40


def test_a_wrong_block_is_carried_through_the_whole_stack() -> None:
    exercise = next(each for seed in SEEDS if not is_net(each := FAMILY.generate(seed, 3)))
    count, rate = (int(re.findall(words, exercise.prompt)[0]) for words in (r"stacks (\d)", r"has (\d+) samples"))
    target = int(re.findall(r"see (\d+) ms", exercise.parts[3].prompt)[0])
    samples = 1 + count * 99
    blocks = -(-(target * rate - 1) // 99)
    first, *later = grade(exercise, ["100", str(samples), str(samples / rate), str(blocks)])
    assert first.verdict is Verdict.WRONG
    assert [each.score for each in later] == [1, 1, 1]
    assert all(each.carried for each in later)


@pytest.mark.parametrize(
    ("sweeps", "sees"),
    [
        ((Sweep(3), Sweep(3, 2), Sweep(3)), 9),
        ((Sweep(3), Sweep(3)), 5),
        (tuple(Sweep(2, dilation=dilation) for dilation in (1, 2, 4, 8)), 16),
    ],
)
def test_known_fields_come_out(sweeps: tuple[Sweep, ...], sees: int) -> None:
    assert field(sweeps) == sees


@pytest.mark.parametrize(("samples", "blocks"), [(32, 1), (33, 2), (63, 2), (64, 3)])
def test_a_block_more_is_needed_only_for_the_first_sample_that_is_not_seen(samples: int, blocks: int) -> None:
    assert Blocks(2, 5, 3, 8).one == 32
    assert Blocks(2, 5, 3, 8).needed(32, samples) == blocks


def test_strides_left_out_are_recognised() -> None:
    found = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        for slip in exercise.parts[-1].misconceptions:
            if "left the strides out" in slip.why and isinstance(exercise.parts[-1].answer, Integer):
                still = tuple((kernel, 1, dilation) for kernel, _, dilation in told_layers(exercise))
                assert int(slip.reply) == seen(still)[0]
                found += 1
    assert found > 80


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
