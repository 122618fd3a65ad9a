"""Targets and losses against torch: networks' outputs as tensors, gather for the chosen action, torch's own losses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from question_bank.answers import Choice
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("dqn-target")
SEEDS = range(220)


@dataclass(frozen=True)
class Asked:
    """What a prompt says, as tensors; what it does not show has no columns."""

    gamma: float
    reward: Tensor  # (batch,)
    done: Tensor  # (batch,)
    target: Tensor  # (batch, actions)
    online: Tensor  # (batch, actions)
    old: Tensor  # (batch,)

    def targets(self, *, double: bool = False) -> Tensor:
        """Return the targets as a training loop finds them."""
        ahead = (
            self.target.gather(1, self.online.argmax(1, keepdim=True)).squeeze(1)
            if double
            else self.target.max(dim=1).values
        )
        return self.reward + self.gamma * (1 - self.done) * ahead


def read(prompt: str) -> Asked:
    lines = [line.strip("| ").split(" | ") for line in prompt.split("\n") if line.startswith("|") and "---" not in line]
    head, rows = lines[0], lines[1:]
    (gamma,) = re.findall(r"\\gamma = ([\d.]+)\$", prompt)

    def columns(start: str) -> Tensor:
        places = [index for index, name in enumerate(head) if name.startswith(start)]
        cells = [[row[place].strip("$") for place in places] for row in rows]
        return torch.tensor([[float(cell) for cell in row] for row in cells], dtype=torch.float64)

    old = columns("$Q(s, a)$")
    reward, done = columns("$r$").squeeze(1), columns("$d$").squeeze(1)
    return Asked(float(gamma), reward, done, columns("$Q^-(s')$"), columns("$Q(s')$"), old.flatten())


def expected_loss(exercise: Exercise, asked: Asked, targets: Tensor) -> float:
    huber = "Huber" in exercise.parts[2].prompt
    loss = torch.nn.SmoothL1Loss() if huber else torch.nn.MSELoss()
    return float(loss(asked.old, targets))


def test_one_target_is_that_of_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        right = read(exercise.prompt).targets()
        assert [cells(part)[0] for part in exercise.parts] == pytest.approx(right.tolist()), exercise.prompt


def test_a_batch_of_targets_and_its_error_are_those_of_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        asked = read(exercise.prompt)
        (number,) = re.findall(r"of transition (\d)\?", exercise.parts[1].prompt)
        right = asked.targets()
        assert cells(exercise.parts[0]) == pytest.approx(right.tolist()), exercise.prompt
        assert cells(exercise.parts[1]) == [pytest.approx(float((right - asked.old)[int(number) - 1]))]


def test_double_targets_and_losses_are_those_of_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        asked = read(exercise.prompt)
        double = asked.targets(double=True)
        assert cells(exercise.parts[0]) == pytest.approx(asked.targets().tolist()), exercise.prompt
        assert cells(exercise.parts[1]) == pytest.approx(double.tolist()), exercise.prompt
        assert cells(exercise.parts[2]) == [pytest.approx(expected_loss(exercise, asked, double))]


def test_both_losses_are_asked_and_huber_s_has_errors_on_both_sides_of_its_bend() -> None:
    exercises = [FAMILY.generate(seed, 3) for seed in SEEDS]
    huber = [exercise for exercise in exercises if "Huber" in exercise.parts[2].prompt]
    assert 70 <= len(huber) <= 150
    for exercise in huber:
        asked = read(exercise.prompt)
        sizes = (asked.targets(double=True) - asked.old).abs()
        assert sizes.min() < 1 < sizes.max()


def test_the_value_behind_a_terminal_step_is_a_slip_that_is_recognised() -> None:
    for seed in range(60):
        exercise = FAMILY.generate(seed, 1)
        asked = read(exercise.prompt)
        index = int(asked.done.argmax())
        replies = [part.answer.show() for part in exercise.parts]
        replies[index] = repr(float(asked.reward[index] + asked.gamma * asked.target[index].max()))
        graded = grade(exercise, replies)[index]
        assert graded.verdict is Verdict.WRONG
        assert graded.misconception is not None and "ended" in graded.misconception.why


def test_wrong_double_targets_carry_into_the_loss() -> None:
    for seed in range(40):
        exercise = FAMILY.generate(seed, 3)
        asked = read(exercise.prompt)
        mine = torch.tensor([20.0, -3.0, 7.0], dtype=torch.float64)
        right = [part.answer.show() for part in exercise.parts]
        loss = repr(expected_loss(exercise, asked, mine))
        graded = grade(exercise, [right[0], "20, -3, 7", loss, right[3]])
        assert graded[2].verdict is Verdict.RIGHT and graded[2].carried


def test_wrong_targets_carry_into_the_error() -> None:
    exercise = FAMILY.generate(0, 2)
    asked = read(exercise.prompt)
    (number,) = re.findall(r"of transition (\d)\?", exercise.parts[1].prompt)
    graded = grade(exercise, ["50, 50, 50, 50", repr(50 - float(asked.old[int(number) - 1]))])
    assert [each.verdict for each in graded] == [Verdict.WRONG, Verdict.RIGHT]


def test_every_question_on_networks_comes_up() -> None:
    parts = [FAMILY.generate(seed, 3).parts[3] for seed in SEEDS]
    counted = Counter(part.prompt for part in parts)
    assert len(counted) == 5
    assert {part.answer.right for part in parts if isinstance(part.answer, Choice)} == {0, 1, 2, 3}


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
