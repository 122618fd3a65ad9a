"""Positional encodings against a table built another way: by turning complex numbers, one step for each position."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

import pytest
import torch
from torch import Tensor

from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.positions.encoding import Encoding
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("positional-encoding-value")
SEEDS = range(200)
EVERY = [(seed, difficulty) for difficulty in FAMILY.difficulties for seed in SEEDS]


def size(prompt: str) -> tuple[int, int]:
    """Return the width and the base that a prompt names."""
    (d,) = re.findall(r"With \$d = (\d)\$", prompt)
    bases = set(re.findall(r"\{([\d{},]+?)\^\{2i/", prompt))
    (base,) = {int(base.replace("{,}", "")) for base in bases}
    assert ("the base is" in prompt) == (base != 10000)
    return int(d), base


@cache
def turns(d: int, base: int) -> Tensor:
    """Return the complex number that a step turns each pair by: e^(i w), with w from a logarithm."""
    pairs = torch.arange(d // 2, dtype=torch.float64)
    speed = torch.exp(-math.log(base) * 2 * pairs / d)
    return torch.polar(torch.ones_like(speed), speed)


@cache
def encoded(d: int, base: int, position: int) -> Tensor:
    """Return the encoding of a position: sines at even indices, cosines at odd ones."""
    turned = torch.ones_like(turns(d, base))
    for _ in range(position):
        turned = turned * turns(d, base)
    return torch.stack([turned.imag, turned.real], 1).flatten()


def integers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def expected(exercise: Exercise, index: int) -> list[float]:
    """Return what a part should have as its answer, from the text alone."""
    d, base = size(exercise.prompt)
    prompt = exercise.parts[index].prompt.partition(" Type ")[0]
    given = integers(prompt)
    match prompt:
        case text if "angle" in text:
            pair, position = given
            return [position * float(turns(d, base)[pair].angle())]
        case text if "entries with" in text:
            (position,) = integers(exercise.parts[0].prompt.partition(" Type ")[0])[1:]
            return encoded(d, base, position)[given].tolist()
        case text if "turn" in text or "wave" in text:
            return [2 * math.pi / float(turns(d, base)[given[0]].angle())]
        case text if "encoding of position" in text and "hold" not in text:
            return encoded(d, base, given[0])[given[1] : given[2] + 1].tolist()
        case text if "these two vectors" in text:
            one, other = (integers(part.prompt)[0] for part in exercise.parts[:2])
            return [float(encoded(d, base, one) @ encoded(d, base, other))]
        case text if "And what is the dot product" in text:
            one, other = given
            return [float(encoded(d, base, one) @ encoded(d, base, other))]
        case text:
            place, position = given if "with index" in text else given[::-1]
            return [float(encoded(d, base, position)[place])]


def test_every_part_is_what_turning_complex_numbers_gives() -> None:
    asked: Counter[int] = Counter()
    for seed, difficulty in EVERY:
        exercise = FAMILY.generate(seed, difficulty)
        for index, part in enumerate(exercise.parts):
            assert cells(part) == pytest.approx(expected(exercise, index), abs=1e-9), part.prompt
            asked[difficulty] += 1
    assert asked == {1: 200, 2: 400, 3: 800}


def test_known_values_come_out() -> None:
    known = [Encoding(4, 10000).value(1, index) for index in range(4)]
    assert known == pytest.approx([0.8415, 0.5403, 0.0100, 0.99995], abs=5e-5)


def test_conventions_are_said() -> None:
    for seed, difficulty in EVERY:
        prompt = FAMILY.generate(seed, difficulty).prompt
        assert "count from 0" in prompt and "radians" in prompt and "PE(pos, 2i + 1)" in prompt


def test_every_position_lies_in_the_text() -> None:
    for seed, difficulty in EVERY:
        exercise = FAMILY.generate(seed, difficulty)
        (length,) = re.findall(r"(\d+) (?:tokens|of them)", exercise.prompt)
        positions = [place for part in exercise.parts for place in re.findall(r"positions? (\d+)", part.prompt)]
        assert all(int(place) < int(length) for place in positions)


def test_the_second_dot_product_follows_from_the_learner_s_first() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        right = [part.answer.show() for part in exercise.parts]
        (dot,) = cells(exercise.parts[2])
        grades = grade(exercise, [*right[:2], f"{dot - 0.3:.3f}", f"{dot - 0.3:.3f}"])
        assert grades[2].score == 0 and grades[3].score == 1 and grades[3].carried


def test_a_dot_product_follows_from_the_learner_s_vectors() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        d, _ = size(exercise.prompt)
        own = torch.linspace(-0.9, 0.8, d, dtype=torch.float64)
        other = torch.tensor(cells(exercise.parts[1]))
        replies = [", ".join(f"{value:.4f}" for value in vector) for vector in (own, other)]
        dot = f"{float(own @ other.double()):.3f}"
        graded = grade(exercise, [*replies, dot, dot])
        assert graded[0].verdict is not Verdict.RIGHT
        assert graded[2].score == 1


def test_degrees_and_a_lost_factor_in_the_exponent_are_recognised() -> None:
    named: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        d, base = size(exercise.prompt)
        place, position = index_and_position(exercise.parts[0].prompt)
        function = (math.sin, math.cos)[place % 2]
        slow = base ** (2 * (place // 2) / d)
        slips = {"degrees": function(math.radians(position / slow)), "exponent $i/": function(position / slow**0.5)}
        for words, value in slips.items():
            (graded,) = grade(exercise, [f"{value:.4f}"])
            named[words] += graded.misconception is not None and words in graded.misconception.why
    assert named["degrees"] > 150 and named["exponent $i/"] > 100  # the first pair has no exponent to get wrong


def index_and_position(prompt: str) -> tuple[int, int]:
    one, other = integers(prompt.partition(" Type ")[0])
    return (one, other) if "with index" in prompt else (other, one)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
