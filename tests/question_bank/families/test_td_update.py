"""Updates against matrix arithmetic on the table a prompt shows, and a whole run in a gymnasium world."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import gymnasium
import numpy as np
import pytest
from numpy.typing import NDArray

from question_bank.answers import Choice, Number
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.rewards.q_table import Algorithm, QTable, Transition
from question_bank.rewards.slips_of_updates import Update
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("td-update")
SEEDS = range(250)
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """What a prompt says: the table, its names, the rates and the steps as (state, action, reward, next, chosen)."""

    table: Matrix
    states: list[str]
    actions: list[str]
    alpha: float
    gamma: float
    sarsa: bool
    steps: list[tuple[int, int, float, int, int | None]]


def read(prompt: str) -> Asked:
    head, *rows = [
        line.strip("| ").split(" | ") for line in prompt.split("\n") if line.startswith("|") and "--" not in line
    ]
    states, actions = [row[0] for row in rows], head[1:]
    table = np.array([[float(cell.strip("$")) for cell in row[1:]] for row in rows])
    alpha, gamma = (float(re.findall(rf"\\{name} = (\d\.?\d*)", prompt)[0]) for name in ("alpha", "gamma"))
    said = prompt.split("|\n\n")[-1]
    lines = re.findall(r"^\d\. (.*)$", said, re.MULTILINE) or [said]
    return Asked(
        table, states, actions, alpha, gamma, "SARSA" in prompt, [read_step(line, states, actions) for line in lines]
    )


def read_step(line: str, states: list[str], actions: list[str]) -> tuple[int, int, float, int, int | None]:
    names = re.findall(r"\*(.+?)\*", line)
    (reward,) = re.findall(r"\$r = (-?\d+)\$", line)
    chosen = actions.index(names[-1]) if names[-1] in actions and len(names) > 3 else None
    return states.index(names[0]), actions.index(names[1]), float(reward), states.index(names[2]), chosen


def learnt(asked: Asked, table: Matrix, step: tuple[int, int, float, int, int | None], sarsa: bool) -> Matrix:
    """Return the table after one step, as one formula over whole matrices: Q + alpha E (r + gamma P V - Q)."""
    state, action, reward, after, chosen = step
    policy = np.zeros_like(table)
    if sarsa and chosen is not None:
        policy[:, chosen] = 1
    else:
        policy[np.arange(len(table)), table.argmax(axis=1)] = 1
    ahead = np.einsum("sa,sa->s", policy, table)
    if chosen is None:
        ahead[after] = 0
    moves = np.zeros(len(table))
    moves[after] = 1
    changed = np.zeros_like(table)
    changed[state, action] = 1
    step_of_all: Matrix = asked.alpha * changed * (reward + asked.gamma * (moves @ ahead) - table)
    return table + step_of_all


def answers(exercise: Exercise) -> list[float]:
    return [part.answer.value for part in exercise.parts if isinstance(part.answer, Number)]


def test_a_state_s_value_moves_as_the_matrix_form_says() -> None:
    for seed in SEEDS:
        check_a_state_s_value_moves_as_the_matrix_form_says(seed)


def check_a_state_s_value_moves_as_the_matrix_form_says(seed: int) -> None:
    exercise = FAMILY.generate(seed, 1)
    rows = re.findall(r"^\| (.+?) \| \$(-?[\d.]+)\$ \|$", exercise.prompt, re.MULTILINE)
    names, values = [name for name, _ in rows], np.array([float(value) for _, value in rows])
    alpha, gamma = (float(re.findall(rf"\\{name} = (\d\.?\d*)", exercise.prompt)[0]) for name in ("alpha", "gamma"))
    state, after = re.findall(r"\*(.+?)\*", exercise.prompt)
    (reward,) = re.findall(r"\$r = (-?\d+)\$", exercise.prompt)
    moves = np.eye(3)[[names.index(after)] * 3]
    errors = float(reward) + gamma * moves @ values - values
    error = errors[names.index(state)]
    expected = error if "TD error" in exercise.parts[0].prompt else values[names.index(state)] + alpha * error
    assert answers(exercise) == [pytest.approx(expected)]


def test_one_entry_moves_as_the_matrix_form_says() -> None:
    for seed in SEEDS:
        check_one_entry_moves_as_the_matrix_form_says(seed)


def check_one_entry_moves_as_the_matrix_form_says(seed: int) -> None:
    exercise = FAMILY.generate(seed, 2)
    asked = read(exercise.prompt)
    (step,) = asked.steps
    after = learnt(asked, asked.table, step, asked.sarsa)[step[0], step[1]]
    old = asked.table[step[0], step[1]]
    assert answers(exercise) == [pytest.approx((after - old) / asked.alpha + old), pytest.approx(after)]
    assert f"{asked.states[step[0]]}}}, \\text{{{asked.actions[step[1]]}}}" in exercise.parts[1].prompt


def test_two_steps_build_on_each_other() -> None:
    for seed in SEEDS:
        check_two_steps_build_on_each_other(seed)


def check_two_steps_build_on_each_other(seed: int) -> None:
    exercise = FAMILY.generate(seed, 3)
    asked = read(exercise.prompt)
    first, second = asked.steps
    once = learnt(asked, asked.table, first, asked.sarsa)
    twice = learnt(asked, once, second, asked.sarsa)
    other = learnt(asked, asked.table, first, not asked.sarsa)
    expected = [once[first[:2]], twice[second[:2]], other[first[:2]]]
    assert answers(exercise) == [pytest.approx(value) for value in expected]
    stale = learnt(asked, asked.table, second, asked.sarsa)
    assert abs(stale[second[:2]] - twice[second[:2]]) > 0.04


def test_a_wrong_first_value_carries_into_the_second() -> None:
    for seed in range(40):
        exercise = FAMILY.generate(seed, 3)
        asked = read(exercise.prompt)
        first, second = asked.steps
        table = asked.table.copy()
        table[first[:2]] = 50.0
        mine = learnt(asked, table, second, asked.sarsa)[second[:2]]
        graded = grade(exercise, ["50", repr(float(mine)), "0", "a"])
        assert graded[0].verdict is Verdict.WRONG
        assert graded[1].carried


def test_a_wrong_target_carries_into_the_new_value() -> None:
    exercise = FAMILY.generate(0, 2)
    asked = read(exercise.prompt)
    old = asked.table[asked.steps[0][:2]]
    graded = grade(exercise, ["100", repr(float(old + asked.alpha * (100 - old)))])
    assert [each.verdict for each in graded] == [Verdict.WRONG, Verdict.RIGHT]
    assert graded[1].carried


@pytest.mark.parametrize("algorithm", ["sarsa", "q-learning"])
def test_a_run_on_the_ice_leaves_the_same_table_as_numpy(algorithm: Algorithm) -> None:
    world = gymnasium.make("FrozenLake-v1", is_slippery=True)
    dice = np.random.default_rng(0)
    ours, theirs = QTable(tuple((0.5, 0.1, 0.2, 0.3) for _ in range(16))), np.tile([0.5, 0.1, 0.2, 0.3], (16, 1))
    asked = Asked(theirs, [], [], 0.3, 0.9, algorithm == "sarsa", [])
    state, _ = world.reset(seed=0)
    action = int(dice.integers(4))
    for _ in range(300):
        after, reward, terminated, _, _ = world.step(action)
        chosen = None if terminated else int(dice.integers(4))
        step = Transition(int(state), action, float(reward), int(after), chosen)
        old = ours.rows[step.state][step.action]
        update = Update(old, step.reward, ours.ahead(step, algorithm), asked.alpha, asked.gamma)
        ours = ours.with_value(step.state, step.action, update.new)
        theirs = learnt(asked, theirs, (step.state, step.action, step.reward, step.after, chosen), asked.sarsa)
        state, action = (world.reset()[0], int(dice.integers(4))) if chosen is None else (after, chosen)
    assert np.array(ours.rows) == pytest.approx(theirs)
    assert np.ptp(theirs) > 0.4


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_number_has_three_slips_and_no_two_exercises_are_alike(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    counted = [part for exercise in exercises for part in exercise.parts if isinstance(part.answer, Number)]
    assert min(len(part.misconceptions) for part in counted) >= 3
    assert len({exercise.prompt for exercise in exercises}) == 500
    last = Counter(round(answers(exercise)[-1], 3) for exercise in exercises)
    assert last.most_common(1)[0][1] <= 100


def test_terminal_steps_and_both_algorithms_are_asked_about() -> None:
    prompts = [FAMILY.generate(seed, 2).prompt for seed in SEEDS]
    last = [prompt for prompt in prompts if "filled with random numbers" in prompt]
    assert 30 <= len(last) <= 100
    assert 80 <= sum("SARSA" in prompt for prompt in prompts) <= 170


def test_the_policy_question_has_its_right_option_everywhere() -> None:
    choices = [FAMILY.generate(seed, 3).parts[3].answer for seed in SEEDS]
    places = Counter(choice.right for choice in choices if isinstance(choice, Choice))
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) < 100


def test_the_demo_is_given_knobs_it_has() -> None:
    for difficulty in FAMILY.difficulties:
        for seed in SEEDS:
            demo = FAMILY.generate(seed, difficulty).demo
            assert demo is not None
            assert 0 < float(demo.config["gamma"]) < 1
            assert 0.01 <= float(demo.config["learning_rate"]) <= 1
            assert demo.config.get("algorithm", "sarsa") in ("sarsa", "q-learning")


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(150)) == set()
