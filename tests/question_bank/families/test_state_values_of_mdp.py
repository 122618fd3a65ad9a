"""Values against linear algebra: the drawn graph is read as a matrix, and (I - gamma P) V = R is solved by numpy."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from question_bank.answers import Choice
from question_bank.drawings import Graph
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("state-values-of-mdp")
SEEDS = range(220)
NUMBER = r"(−?[\d.]+)"


@dataclass(frozen=True)
class Drawn:
    """A drawn process as matrices over its states, terminal ones included, and its arrows as (start, end, action)."""

    names: list[str]
    arrows: list[tuple[str, str, str]]
    chances: list[float]
    rewards: list[float]
    gamma: float

    def values(self) -> dict[str, float]:
        """Return the value of every state."""
        size = len(self.names)
        moves: NDArray[np.float64] = np.zeros((size, size))
        brought: NDArray[np.float64] = np.zeros(size)
        for (start, end, _), chance, reward in zip(self.arrows, self.chances, self.rewards, strict=True):
            moves[self.names.index(start), self.names.index(end)] += chance
            brought[self.names.index(start)] += chance * reward
        solution = np.linalg.solve(np.eye(size) - self.gamma * moves, brought)
        return dict(zip(self.names, solution.tolist(), strict=True))


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def read(exercise: Exercise) -> Drawn:
    (graph,) = exercise.figures
    assert isinstance(graph, Graph)
    below = {node.name: node.text for node in graph.nodes}
    arrows, chances, rewards = [], [], []
    for edge in graph.edges:
        at = re.fullmatch(rf"(?:(?P<action>[a-z]+) )?(?:(?P<chance>[\d.]+), )?(?:r = (?P<reward>{NUMBER}))?", edge.text)
        assert at is not None, edge.text
        arrows.append((edge.start, edge.end, at["action"] or ""))
        chances.append(float(at["chance"] or 1))
        rewards.append(number(at["reward"] or below[edge.end].removeprefix("r = ")))
    (gamma,) = re.findall(r"\\gamma = ([\d.]+)\$", exercise.prompt)
    ends = {node.name for node in graph.nodes if node.end}
    assert ends.isdisjoint(start for start, _, _ in arrows)
    for node in {start for start, _, _ in arrows}:
        leaving = [chance for (start, _, _), chance in zip(arrows, chances, strict=True) if start == node]
        assert sum(leaving) == pytest.approx(1)
    assert "entering" not in exercise.prompt or not any(edge.text for edge in graph.edges)
    return Drawn([node.name for node in graph.nodes], arrows, chances, rewards, float(gamma))


def asked(part: Part) -> list[str]:
    return re.findall(r"V\(\\text\{(\w+)\}\)", part.prompt)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_state_values_solve_the_linear_system_of_the_drawing(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        values = read(exercise).values()
        for part in exercise.parts[: 2 if difficulty == 2 else 1]:
            assert cells(part) == pytest.approx([values[state] for state in asked(part)]), exercise.figures


def actions(drawn: Drawn, values: dict[str, float]) -> dict[tuple[str, str], float]:
    """Return the value of every action in its state."""
    rows = zip(drawn.arrows, drawn.rewards, strict=True)
    return {(start, action): reward + drawn.gamma * values[end] for (start, end, action), reward in rows}


def greedy(drawn: Drawn, values: dict[str, float]) -> str:
    """Return the greedy policy as an option says it."""
    worth = actions(drawn, values)
    states = dict.fromkeys(start for start, _ in worth)
    picks = [max((pair for pair in worth if pair[0] == state), key=lambda pair: worth[pair]) for state in states]
    return " and ".join(f"*{action}* in {state}" for state, action in picks)


def test_action_values_and_the_greedy_policy_follow_from_them() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        drawn, (_, second, third) = read(exercise), exercise.parts
        worth = actions(drawn, drawn.values())
        pairs = re.findall(r"Q\(\\text\{(\w+)\}, \\text\{(\w+)\}\)", second.prompt)
        assert cells(second) == pytest.approx([worth[pair] for pair in pairs]), exercise.figures
        assert isinstance(third.answer, Choice)
        assert third.answer.options[third.answer.right] == greedy(drawn, drawn.values())


def test_a_better_policy_is_nowhere_worth_less() -> None:
    for seed in range(60):
        drawn = read(FAMILY.generate(seed, 3))
        before = drawn.values()
        told = greedy(drawn, before)
        chances = [float(f"*{action}* in {start}" in told) for start, _, action in drawn.arrows]
        after = Drawn(drawn.names, drawn.arrows, chances, drawn.rewards, drawn.gamma).values()
        assert all(after[state] >= before[state] - 1e-9 for state in drawn.names)


def test_no_reward_waits_at_the_start_of_a_chain() -> None:
    entering = [each for each in (FAMILY.generate(seed, 1) for seed in SEEDS) if "entering" in each.prompt]
    assert 70 <= len(entering) <= 150
    for exercise in entering:
        (graph,) = exercise.figures
        assert isinstance(graph, Graph)
        assert all(re.fullmatch(rf"r = {NUMBER}", node.text) for node in graph.nodes)


def test_counting_the_reward_at_the_start_is_a_slip_that_is_recognised() -> None:
    recognised = 0
    for seed in range(60):
        exercise = FAMILY.generate(seed, 1)
        (graph,), drawn = exercise.figures, read(exercise)
        (state,) = asked(exercise.parts[0])
        assert isinstance(graph, Graph)
        if "entering" not in exercise.prompt or state != drawn.names[0]:
            continue
        own = number(graph.nodes[0].text.removeprefix("r = "))
        (graded,) = grade(exercise, [repr(own + drawn.gamma * drawn.values()[state])])
        slip = graded.misconception
        recognised += slip is not None and "belongs to the past" in slip.why
    assert recognised > 10


def test_a_wrong_later_value_carries_into_the_earlier_one() -> None:
    carried = 0
    for seed in range(60):
        exercise = FAMILY.generate(seed, 2)
        drawn, (later, earlier) = read(exercise), exercise.parts
        (known,), (state,) = asked(later), asked(earlier)
        values = drawn.values() | {known: 40.0}
        names = [name for name in drawn.names if name not in (known, state)]
        for name in [*names, state]:  # one backup each, the asked state last
            if any(start == name for start, _, _ in drawn.arrows):
                rows = zip(drawn.arrows, drawn.chances, drawn.rewards, strict=True)
                values[name] = sum(
                    chance * (reward + drawn.gamma * values[end])
                    for (start, end, _), chance, reward in rows
                    if start == name
                )
        graded = grade(exercise, ["40", repr(values[state])])
        assert [each.verdict for each in graded] == [Verdict.WRONG, Verdict.RIGHT]
        carried += graded[1].carried
    assert carried == 60


def test_wrong_state_values_carry_into_actions_and_the_policy() -> None:
    for seed in range(30):
        exercise = FAMILY.generate(seed, 3)
        drawn = read(exercise)
        states = asked(exercise.parts[0])
        mine = drawn.values() | {states[0]: 31.0, states[1]: -17.0}
        worth = actions(drawn, mine)
        answer = exercise.parts[2].answer
        assert isinstance(answer, Choice)
        letter = "abcd"[answer.options.index(greedy(drawn, mine))]
        graded = grade(exercise, ["31, -17", ", ".join(map(repr, worth.values())), letter])
        assert [each.verdict for each in graded] == [Verdict.WRONG, Verdict.RIGHT, Verdict.RIGHT]


def test_every_shape_of_process_and_every_greedy_policy_comes_up() -> None:
    for difficulty in (2, 3):
        shapes: Counter[tuple[tuple[int, int], ...]] = Counter()
        for seed in SEEDS:
            drawn = read(FAMILY.generate(seed, difficulty))
            place = drawn.names.index
            shapes[tuple((place(start), place(end)) for start, end, _ in drawn.arrows)] += 1
        assert len(shapes) >= 4
        assert max(shapes.values()) < 0.5 * len(SEEDS)


def test_the_picture_is_told_in_words() -> None:
    for difficulty in FAMILY.difficulties:
        for seed in SEEDS:
            exercise = FAMILY.generate(seed, difficulty)
            (graph,) = exercise.figures
            assert isinstance(graph, Graph)
            way = r"to (\w+)(?: with (?:probability ([\d.]+))?(?: and )?(?:reward (−?[\d.]+))?)?[.;]"
            told = re.findall(way, graph.alt)
            drawn = read(exercise)
            assert [end for end, _, _ in told] == [end for _, end, _ in drawn.arrows], graph.alt
            assert [float(chance or 1) for _, chance, _ in told] == drawn.chances
            assert "entering" in exercise.prompt or [number(reward) for _, _, reward in told] == drawn.rewards


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
