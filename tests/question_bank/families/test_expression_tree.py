"""Values and gradients against torch: the steps that a prompt writes are run as they stand, autograd goes back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from question_bank.drawings import Graph
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("expression-tree")
SEEDS = range(220)
OPERATIONS: dict[str, tuple[str, Callable[..., Tensor]]] = {
    r"(\w) \\cdot (\w)": ("×", torch.mul),
    r"(\w) \+ (\w)": ("+", torch.add),
    r"(\w) - (\w)": ("−", torch.sub),
    r"(\w)\^2": ("( )²", torch.square),
    r"\\mathrm{ReLU}\((\w)\)": ("ReLU", torch.relu),
    r"e\^{(\w)}": ("exp", torch.exp),
    r"1 / (\w)": ("1/( )", torch.reciprocal),
}


def steps(prompt: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the steps a prompt tells: node, operation, what it takes."""
    (told,) = re.findall(r"\$\$(.+?)\$\$", prompt)
    found = []
    for step in told.split(r", \qquad "):
        name, formula = step.split(" = ")
        ((pattern, taken),) = [(each, hit.groups()) for each in OPERATIONS if (hit := re.fullmatch(each, formula))]
        found.append((name, pattern, taken))
    return found


def run(prompt: str, **other: float) -> dict[str, Tensor]:
    """Return all nodes of a prompt after torch has gone forwards and back; ``other`` replaces values of leaves."""
    leaves = {name: float(value) for name, value in re.findall(r"\$([xyzw]) = (-?[\d.]+)\$", prompt)} | other
    nodes = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in leaves.items()}
    for name, pattern, taken in steps(prompt):
        nodes[name] = OPERATIONS[pattern][1](*(nodes[each] for each in taken))
        nodes[name].retain_grad()
    torch.autograd.backward(nodes["f"])
    return nodes


def slope(nodes: dict[str, Tensor], name: str) -> float:
    grad = nodes[name].grad
    assert grad is not None
    return grad.item()


def expected(exercise: Exercise, nodes: dict[str, Tensor]) -> list[list[float]]:
    """Return what torch says to every part."""
    return [said(part.prompt, nodes) for part in exercise.parts]


def said(prompt: str, nodes: dict[str, Tensor]) -> list[float]:
    if "To first order" in prompt:
        ((direction, change),) = re.findall(r"\$x\$ (grows|shrinks) by ([\d.]+) ", prompt)
        return [slope(nodes, "x") * float(change) * (1 if direction == "grows" else -1)]
    if names := re.findall(r"\\partial f / \\partial (\w)", prompt):
        return [slope(nodes, name) for name in names]
    return [nodes[name].item() for name in re.findall(r"\$(\w)\$", prompt)]


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_values_and_gradients_are_those_of_torch(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        right = expected(exercise, run(exercise.prompt))
        assert [cells(part) for part in exercise.parts] == [pytest.approx(each) for each in right], exercise.prompt


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_the_drawing_is_the_computation_that_the_prompt_tells(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        (graph,) = exercise.figures
        assert isinstance(graph, Graph)
        arrows = {(edge.start, edge.end) for edge in graph.edges}
        assert arrows == {(each, name) for name, _, taken in steps(exercise.prompt) for each in taken}
        boxes = {node.name: node.shown for node in graph.nodes if node.box}
        assert boxes == {name: OPERATIONS[pattern][0] for name, pattern, _ in steps(exercise.prompt)}
        leaves = {node.name: float(node.text.replace("−", "-")) for node in graph.nodes if not node.box}
        assert leaves == {name: value.item() for name, value in run(exercise.prompt).items() if name in leaves}


def test_no_two_nodes_of_a_drawing_lie_upon_each_other() -> None:
    for difficulty in FAMILY.difficulties:
        for seed in range(80):
            (graph,) = FAMILY.generate(seed, difficulty).figures
            assert isinstance(graph, Graph)
            places = [(node.x, node.y) for node in graph.nodes]
            gaps = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for i, a in enumerate(places) for b in places[:i]]
            assert min(gaps) >= 0.7


def test_difficulty_three_uses_a_leaf_twice_and_the_others_do_not() -> None:
    for seed in SEEDS:
        for difficulty in FAMILY.difficulties:
            taken = Counter(each for *_, names in steps(FAMILY.generate(seed, difficulty).prompt) for each in names)
            assert taken.pop("x") == (2 if difficulty == 3 else 1)
            assert set(taken.values()) == {1}


def test_one_path_alone_is_recognised_where_gradients_add() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        nodes = run(exercise.prompt)
        users = [name for name, _, taken in steps(exercise.prompt) if "x" in taken]
        assert len(users) == 2
        replies = [part.answer.show() for part in exercise.parts]
        for user in users:
            replies[2] = f"{over(exercise.prompt, user):.6f}"
            graded = grade(exercise, replies)[2]
            if abs(float(replies[2]) - slope(nodes, "x")) > 0.05:
                assert graded.misconception and "alone. $x$ also acts" in graded.misconception.why


def over(prompt: str, user: str) -> float:
    """Return the gradient at x that comes back over one of its users: to the other, x is a constant."""
    leaves = {name: float(value) for name, value in re.findall(r"\$([xyzw]) = (-?[\d.]+)\$", prompt)}
    nodes = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in leaves.items()}
    for name, pattern, taken in steps(prompt):
        given = [nodes[each].detach() if each == "x" and name != user else nodes[each] for each in taken]
        nodes[name] = OPERATIONS[pattern][1](*given)
    torch.autograd.backward(nodes["f"])
    return slope(nodes, "x")


def test_a_wrong_value_is_carried_through_the_way_back() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if "1 / " in exercise.prompt or "ReLU" in exercise.prompt:
            continue
        nodes = run(exercise.prompt)
        # Somebody misread the leaf y. No later part may need y itself: it is added or subtracted.
        (pattern,) = [pattern for _, pattern, taken in steps(exercise.prompt) if "y" in taken]
        if OPERATIONS[pattern][0] not in "+−":
            continue
        other = run(exercise.prompt, y=nodes["y"].item() + 0.5)
        mine = expected(exercise, other)
        graded = grade(exercise, [", ".join(f"{value:.6f}" for value in part) for part in mine])
        assert graded[0].score < 1
        assert [each.verdict for each in graded[1:]] == [Verdict.RIGHT] * 4, exercise.prompt
        seen += any(each.carried for each in graded)
    assert seen > 20


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_nearly_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) >= 495
    assert all(abs(value) > 0.01 for exercise in exercises for part in exercise.parts[1:] for value in cells(part))


def test_every_operation_is_met() -> None:
    met = Counter(pattern for seed in SEEDS for _, pattern, _ in steps(FAMILY.generate(seed, 2).prompt))
    assert set(met) == set(OPERATIONS)
    assert min(met.values()) > 5


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
