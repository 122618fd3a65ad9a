"""Targets, means and ratios against numpy on the table and the steps that a prompt tells."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from question_bank.answers import Choice, Vector
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.rewards.learning_methods import METHODS
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import right, value
from tests.question_bank.once import once

FAMILY = once("on-or-off-policy")
SEEDS = range(250)
NUMBER = r"(-?[\d.]+)"
Matrix = NDArray[np.float64]
ON_POLICY = {"SARSA", "expected SARSA", "Monte Carlo control", "REINFORCE"}
SIGNS = {  # words by which a description is recognised, each in one method only
    "SARSA": (r"r + \gamma\,Q(s', a')", "exactly that action"),
    "Q-learning": ("whatever it does in", "even when it goes on with another action"),
    "expected SARSA": (r"\sum_{a'}", "weighed by its own probabilities"),
    "Monte Carlo control": ("the end of each of its episodes", "returns of its own episodes"),
    "Monte Carlo with importance sampling": ("product of the ratios", "how much likelier"),
    "REINFORCE": (r"\nabla \log", "Its gradient"),
    "a deep Q-network": ("large memory", "remembered transitions"),
}


@dataclass(frozen=True)
class Asked:
    """What a prompt says: rows of the table by name, the step, the discount factor."""

    rows: dict[str, Matrix]
    actions: list[str]
    state: str
    action: str
    reward: float
    after: str
    chosen: str
    gamma: float

    def targets(self, epsilon: float) -> dict[str, float]:
        """Return the targets of SARSA, of Q-learning and of expected SARSA for an epsilon-greedy policy."""
        row = self.rows[self.after]
        aheads = {
            "SARSA": row[self.actions.index(self.chosen)],
            "Q-learning": row.max(),
            "expected SARSA": policy(row, epsilon) @ row,
        }
        return {name: self.reward + self.gamma * float(ahead) for name, ahead in aheads.items()}


def policy(row: Matrix, epsilon: float) -> Matrix:
    """Return an epsilon-greedy policy as a mixture of the uniform and the greedy one."""
    mixture: Matrix = epsilon * np.full(len(row), 1 / len(row)) + (1 - epsilon) * np.eye(len(row))[row.argmax()]
    return mixture


def read(prompt: str) -> Asked:
    lines = [line.strip("| ").split(" | ") for line in prompt.split("\n") if line.startswith("|") and "--" not in line]
    rows = {line[0]: np.array([float(cell.strip("$")) for cell in line[1:]]) for line in lines[1:]}
    names = re.findall(r"\*(.+?)\*", prompt)
    (reward,) = re.findall(rf"\$r = {NUMBER}\$", prompt)
    (gamma,) = re.findall(rf"\\gamma = {NUMBER}\$", prompt)
    return Asked(rows, lines[0][1:], names[0], names[1], float(reward), names[2], names[-1], float(gamma))


def described(prompt: str) -> str:
    """Return the method that a prompt describes."""
    (name,) = [name for name, signs in SIGNS.items() if any(sign in prompt for sign in signs)]
    return name


def test_a_described_method_is_called_by_its_name_and_sorted_rightly() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,), name = exercise.parts, described(exercise.prompt)
        if "Which method" in part.prompt:
            assert right(part) == name
        elif "whose action values" in part.prompt:
            assert ("the policy it follows" in right(part)) == (name in ON_POLICY)
        else:
            assert right(part).startswith("on-policy" if name in ON_POLICY else "off-policy")
            assert any(method.name == name and method.reason in right(part) for method in METHODS)


def test_all_methods_and_questions_come_up() -> None:
    exercises = [FAMILY.generate(seed, 1) for seed in SEEDS]
    assert set(Counter(described(exercise.prompt) for exercise in exercises)) == set(SIGNS)
    assert len(Counter(exercise.parts[0].prompt for exercise in exercises)) == 3


def test_q_learning_is_never_to_be_told_from_its_deep_sister() -> None:
    for seed in SEEDS:
        (part,) = FAMILY.generate(seed, 1).parts
        if "Which method" in part.prompt and right(part) in ("Q-learning", "a deep Q-network"):
            assert isinstance(part.answer, Choice)
            assert len({"Q-learning", "a deep Q-network"} & set(part.answer.options)) == 1


def log(exercise: Exercise) -> tuple[Asked, float, float]:
    """Return what a log says, how often the agent explores, and the target found from old and new value."""
    prompt = exercise.prompt
    (epsilon,) = re.findall(rf"\\varepsilon = {NUMBER}\$", prompt)
    (alpha,) = re.findall(rf"\\alpha = {NUMBER}\$", prompt)
    ((old, new),) = re.findall(rf"changes from \${NUMBER}\$ to \${NUMBER}\$", prompt)
    return read(prompt), float(epsilon), float(old) + (float(new) - float(old)) / float(alpha)


def test_the_numbers_of_a_log_give_away_the_method() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        asked, epsilon, target = log(exercise)
        fitting = [name for name, each in asked.targets(epsilon).items() if abs(each - target) < 0.01]
        expected = "SARSA or Q-learning, which agree here" if len(fitting) == 2 else fitting[0]
        assert right(exercise.parts[1]) == expected, exercise.prompt
        assert value(exercise.parts[0]) == pytest.approx(asked.targets(epsilon)[fitting[0]])
        assert exercise.parts[0].answer.judge(repr(target)).score == 1


def test_every_method_is_given_away_now_and_then() -> None:
    counted = Counter(right(FAMILY.generate(seed, 2).parts[1]) for seed in SEEDS)
    assert len(counted) == 4
    assert min(counted.values()) > 30


def of_interest(exercise: Exercise) -> tuple[Asked, float, float, bool]:
    """Return what a prompt says, how often both policies explore, and whether the acting one makes the mean."""
    acting, other = re.findall(rf"\\varepsilon = {NUMBER}\$", exercise.prompt)
    return read(exercise.prompt), float(acting), float(other), "the mean by $b$" in exercise.parts[1].prompt


def test_all_targets_and_the_ratio_are_those_of_numpy() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        asked, acting, other, on = of_interest(exercise)
        row, own = asked.rows[asked.after], asked.rows[asked.state]
        epsilon, action = acting if on else other, asked.actions.index(asked.action)
        targets, first = asked.targets(epsilon), exercise.parts[0].answer
        assert isinstance(first, Vector)
        assert list(first.values) == pytest.approx([targets["SARSA"], targets["Q-learning"]]), exercise.prompt
        ratio = policy(own, other)[action] / policy(own, acting)[action]
        expected = [float(policy(row, epsilon) @ row), targets["expected SARSA"], float(ratio)]
        assert [value(part) for part in exercise.parts[1:4]] == pytest.approx(expected), exercise.prompt
        assert right(exercise.parts[4]).startswith("on-policy" if on else "off-policy")


def test_weighed_by_the_ratios_an_action_is_as_good_as_under_the_other_policy() -> None:
    for seed in range(40):
        asked, acting, other, _ = of_interest(FAMILY.generate(seed, 3))
        row = asked.rows[asked.state]
        b, pi = policy(row, acting), policy(row, other)
        assert float(b @ (pi / b * row)) == pytest.approx(float(pi @ row))


def test_a_wrong_mean_carries_into_the_target() -> None:
    for seed in range(30):
        exercise = FAMILY.generate(seed, 3)
        asked, replies = read(exercise.prompt), [part.answer.show() for part in exercise.parts]
        replies[1], replies[2] = "40", repr(asked.reward + asked.gamma * 40)
        graded = grade(exercise, replies)
        assert [each.verdict for each in graded[1:3]] == [Verdict.WRONG, Verdict.RIGHT]
        assert graded[2].carried


def test_both_kinds_of_mean_and_of_action_come_up() -> None:
    cases = [of_interest(FAMILY.generate(seed, 3)) for seed in SEEDS]
    assert 90 <= sum(on for *_, on in cases) <= 160
    best = [asked.rows[asked.state].argmax() == asked.actions.index(asked.action) for asked, *_ in cases]
    assert 90 <= sum(best) <= 190


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(150)) == set()
