"""Both passes against torch: the network is built from the text of the prompt, and autograd goes back through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from question_bank.drawings import Graph
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import answers
from tests.question_bank.once import once

FAMILY = once("backprop-by-hand")
SEEDS = range(220)
NUMBER = r"(-?\d+(?:\.\d+)?)"
ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    r"leaky ReLU: negative sums are multiplied by 0\.1;": lambda z: functional.leaky_relu(z, 0.1),
    "uses ReLU;": functional.relu,
    "the sigmoid": torch.sigmoid,
    "uses tanh;": torch.tanh,
}
Activation = Callable[[Tensor], Tensor]


class Told:
    """The network that a prompt tells, its parameters as leaves, worked through by torch."""

    def __init__(self, prompt: str, activation: Activation | None = None) -> None:
        numbers = matrices(prompt) if "pmatrix" in prompt else named(prompt)
        self.leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in numbers}
        ((self.activation),) = [f for words, f in ACTIVATIONS.items() if re.search(words, prompt)]
        self.x = torch.tensor([float(x) for x in re.findall(rf"\$x(?:_{{\d}})? = {NUMBER}\$", prompt)]).double()
        (target,) = re.findall(rf"target \$y = {NUMBER}\$", prompt)
        size = len(self.x)
        places = range(1, size + 1)
        weight = torch.stack([self.leaves[f"w{j}{i}"] for j in places for i in places]).reshape(size, size)
        z = weight @ self.x + torch.stack([self.leaves[f"b{j}"] for j in places])
        self.h = (activation or self.activation)(z)
        self.out = torch.stack([self.leaves[f"v{j}"] for j in places]) @ self.h + self.leaves["c"]
        self.out.retain_grad()
        front = 0.5 if r"L = \tfrac12 (\hat y - y)^2" in prompt else 1.0
        self.loss = front * (self.out - float(target)) ** 2
        torch.autograd.backward(self.loss)

    def gradient(self, name: str) -> float:
        grad = self.leaves[name].grad
        assert grad is not None
        return grad.item()


def named(prompt: str) -> list[tuple[str, float]]:
    """Return the parameters of a table (w_{12}) or of a chain (w)."""
    found = re.findall(rf"\$([wbvc])(?:_{{?(\d+)}}?)? = {NUMBER}\$", prompt)
    ones = {"w": "11", "b": "1", "v": "1", "c": ""}
    return [(kind + (places or ones[kind]), float(value)) for kind, places, value in found]


def matrices(prompt: str) -> list[tuple[str, float]]:
    found = dict(re.findall(r"([Wbv]) = \\begin{pmatrix} (.+?) \\end", prompt))
    rows = {name: [[float(x) for x in row.split("&")] for row in cells.split(r"\\")] for name, cells in found.items()}
    numbers = [(f"w{j}{i}", w) for j, row in enumerate(rows["W"], 1) for i, w in enumerate(row, 1)]
    numbers += [(f"{name}{j}", value) for name in "bv" for j, (value,) in enumerate(rows[name], 1)]
    return [*numbers, ("c", float(re.findall(rf"c = {NUMBER}\$", prompt)[0]))]


def asked_parameter(prompt: str) -> str:
    """Return the parameter whose gradient or new value a part asks for."""
    kind, places = re.findall(r"(?:weight|bias|value of) \$([wbv])(?:_{(\d+)})?\$", prompt)[0]
    return str(kind + (places or {"w": "11", "b": "1", "v": "1"}[kind]))


def expected(exercise: Exercise, told: Told) -> list[float]:
    """Return what torch says to each part, cell by cell."""
    values: list[float] = []
    for part in exercise.parts:
        prompt = part.prompt
        if "new value" in prompt:
            name = asked_parameter(prompt)
            rate = float(re.findall(rf"\\eta = {NUMBER}", prompt)[0])
            values.append(told.leaves[name].item() - rate * told.gradient(name))
        elif "gradient" in prompt:
            values.append(told.gradient(asked_parameter(prompt)))
        elif "slope of the loss" in prompt:
            assert told.out.grad is not None
            values.append(told.out.grad.item())
        elif "loss $L$" in prompt:
            values.append(told.loss.item())
        else:
            values += told.h.tolist() if "hidden units" in prompt else [told.out.item()]
    return values


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_both_passes_and_the_step_are_those_of_torch(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        assert answers(exercise) == pytest.approx(expected(exercise, Told(exercise.prompt))), exercise.prompt


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_the_drawing_shows_the_numbers_of_the_prompt(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        told, (graph,) = Told(exercise.prompt), exercise.figures
        assert isinstance(graph, Graph)
        indices = str.maketrans("₁₂", "12")
        numbers = {name: value.item() for name, value in told.leaves.items()}
        drawn: dict[str, float] = {}
        for edge in graph.edges:
            start, end = (name.translate(indices).lstrip("xhŷ") for name in (edge.start, edge.end))
            name = f"v{start or 1}" if edge.end == "ŷ" else f"w{end or 1}{start or 1}"
            drawn[name] = read(edge.text)
        for node in graph.nodes:
            place = node.name.translate(indices).lstrip("xhŷ") or "1"
            if node.name.startswith("x"):
                assert read(node.text) == told.x[int(place) - 1].item()
            else:
                drawn["c" if node.name == "ŷ" else f"b{place}"] = read(node.text.removeprefix("bias "))
        assert drawn == numbers


def read(text: str) -> float:
    return float(text.replace("−", "-"))


def test_what_is_drawn_can_be_read_aloud() -> None:
    for seed in range(60):
        exercise = FAMILY.generate(seed, 2)
        (graph,) = exercise.figures
        said = Counter(re.findall(r"−?\d+\.?\d*(?= times)", graph.alt))
        assert isinstance(graph, Graph)
        assert said == Counter(edge.text for edge in graph.edges)


def test_a_wrong_hidden_layer_is_carried_through_the_whole_pass() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        told = Told(exercise.prompt)
        if told.activation is not torch.sigmoid:
            continue
        # Hidden values that another bias inside would have given, so that torch can follow.
        shifted = Told(shift_bias(exercise.prompt), told.activation)
        mine = expected(exercise, shifted)
        replies = [f"{mine[0]}, {mine[1]}", *(f"{value:.5f}" for value in mine[2:])]
        first, *later = grade(exercise, replies)
        assert first.score < 1
        assert [each.verdict for each in later] == [Verdict.RIGHT] * 6, exercise.prompt
        assert later[0].carried
        seen += 1
    assert seen > 20


def shift_bias(prompt: str) -> str:
    """Return the prompt with 0.9 added to the bias of the first hidden unit."""
    pattern = rf"(b = \\begin{{pmatrix}} |b_1 = ){NUMBER}"
    return re.sub(pattern, lambda found: f"{found[1]}{float(found[2]) + 0.9:g}", prompt)


def test_a_wrong_prediction_is_carried_into_the_gradient() -> None:
    for difficulty in (1, 2):
        for seed in range(100):
            exercise = FAMILY.generate(seed, difficulty)
            told = Told(exercise.prompt)
            assert told.out.grad is not None
            (target,) = re.findall(rf"target \$y = {NUMBER}\$", exercise.prompt)
            wrong = told.out.item() + 1.25
            share = (wrong - float(target)) / (told.out.item() - float(target))
            gradient = told.gradient(asked_parameter(exercise.parts[1].prompt)) * share
            graded = grade(exercise, [repr(wrong), f"{gradient:.6f}"])
            assert graded[0].verdict is Verdict.WRONG
            assert graded[1].verdict is Verdict.RIGHT and graded[1].carried


def straight(activation: Activation) -> Activation:
    """Return an activation through which gradients pass as if it had the slope 1."""
    return lambda z: z + (activation(z) - z).detach()


def test_a_forgotten_slope_of_the_activation_is_recognised() -> None:
    seen = 0
    for difficulty in (1, 2):
        for seed in SEEDS:
            exercise = FAMILY.generate(seed, difficulty)
            told, part = Told(exercise.prompt), exercise.parts[1]
            parameter = asked_parameter(part.prompt)
            wrong = Told(exercise.prompt, straight(told.activation)).gradient(parameter)
            if parameter[0] != "v" and abs(wrong - told.gradient(parameter)) > 0.05:
                graded = grade(exercise, [exercise.parts[0].answer.show(), f"{wrong:.4f}"])[1]
                assert graded.misconception and "slope of the" in graded.misconception.why, exercise.prompt
                seen += 1
    assert seen > 100


def test_a_forgotten_activation_is_recognised() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        told, wrong = Told(exercise.prompt), Told(exercise.prompt, lambda z: z).out.item()
        if abs(wrong - told.out.item()) > 0.05:
            graded = grade(exercise, [f"{wrong:.4f}", "0"])[0]
            assert graded.misconception and "left out the" in graded.misconception.why
            seen += 1
    assert seen > 100


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) == 500
    assert min(abs(value) for exercise in exercises for value in answers(exercise)[difficulty == 3 and 2 :]) > 0.09


def test_units_that_are_switched_off_are_met() -> None:
    hidden = [Told(FAMILY.generate(seed, 2).prompt).h for seed in range(150)]
    assert sum(0.0 in values.tolist() for values in hidden) > 15


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
