"""Steps against torch: the formula of each prompt is read, differentiated by autograd and followed downhill."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from question_bank.exercise import Exercise, Verdict
from question_bank.gradients.landscapes import Surface
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("gradient-step")
SEEDS = range(220)
SYMBOL = r"(\\theta_\d|\\theta|[a-z]_\d|[a-z])"
NUMBER = r"(-?\d+(?:\.\d+)?)"
SIGNS: dict[type[ast.operator], Callable[[Tensor, Tensor], Tensor]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Pow: operator.pow,
}


def plain(symbol: str) -> str:
    return symbol.replace("\\theta", "t").replace("_", "")


def function(tex: str, names: list[str]) -> Callable[..., Tensor]:
    """Return a formula of a prompt as a function of tensors."""
    tokens = re.findall(r"\d+(?:\.\d+)?|[a-z]\d?|[-+^()]", plain(tex))
    text = " ".join(tokens).replace("^", "**")
    tree = ast.parse(re.sub(r"(?<=[a-z\d]) (?=[a-z(])", " * ", text), mode="eval").body
    return lambda *values: evaluated(tree, dict(zip(names, values, strict=True)))


def evaluated(node: ast.expr, values: dict[str, Tensor]) -> Tensor:
    match node:
        case ast.BinOp(left, sign, right):
            return SIGNS[type(sign)](evaluated(left, values), evaluated(right, values))
        case ast.Constant(value=float() | int() as number):
            return torch.tensor(number, dtype=torch.float64)
        case ast.Name(name):
            return torch.as_tensor(values[name], dtype=torch.float64)
        case _:
            raise AssertionError(ast.dump(node))


class Told:
    """What a prompt tells: where the parameters stand, the loss as a function of them, and the rate."""

    def __init__(self, prompt: str) -> None:
        self.rate = float(re.findall(rf"\\eta = {NUMBER}\$", prompt)[0])
        values = {plain(name): float(value) for name, value in re.findall(rf"\${SYMBOL} = {NUMBER}\$", prompt)}
        if "\\hat y" in prompt:
            model = re.findall(r"\\hat y = ([^$]+)\$", prompt)[0]
            inputs = {name: value for name, value in values.items() if name.startswith("x")}
            target = values.pop("y")
            self.names = [name for name in values if name not in inputs]
            run = function(model, [*self.names, *inputs])
            self.predict: Callable[..., Tensor] = lambda *p: run(*p, *inputs.values())
            front = 0.5 if "tfrac12" in prompt else 1.0
            self.loss: Callable[..., Tensor] = lambda *p: front * (self.predict(*p) - target) ** 2
        else:
            ((arguments, formula),) = re.findall(r"L\(([^)]+)\) = (.+?)\$\$", prompt)
            self.names = [plain(name) for name in arguments.split(", ")]
            self.loss = function(formula, self.names)
        self.start = [values[name] for name in self.names]

    def gradient(self, point: list[float]) -> list[float]:
        leaves = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in point]
        torch.autograd.backward(self.loss(*leaves))
        return [leaf.grad.item() for leaf in leaves if leaf.grad is not None]

    def step(self, point: list[float]) -> list[float]:
        return [value - self.rate * slope for value, slope in zip(point, self.gradient(point), strict=True)]

    def answers(self, prompt: str) -> list[float]:
        """Return what torch says to a part."""
        if "gradient at first" in prompt or "gradient there" in prompt:
            return self.gradient(self.start)
        if "second step" in prompt:
            return self.step(self.step(self.start))
        if "with the new parameters" in prompt:
            return [self.loss(*self.step(self.start)).item()]
        if "the loss" in prompt:
            return [self.loss(*self.start).item()]
        return [self.predict(*self.start).item()] if "prediction" in prompt else self.step(self.start)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_gradients_and_steps_are_those_of_torch(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        told = Told(exercise.prompt)
        for part in exercise.parts:
            assert cells(part) == pytest.approx(told.answers(part.prompt)), (exercise.prompt, part.prompt)


def shown(values: list[float]) -> str:
    return ", ".join(f"{value:.6f}" for value in values)


def following(exercise: Exercise, told: Told, off: float) -> list[str]:
    """Return replies that are wrong by ``off`` in the gradient and right in all that follows from it."""
    gradient = [value + off for value in told.gradient(told.start)]
    new = [p - told.rate * g for p, g in zip(told.start, gradient, strict=True)]
    replies = []
    for part in exercise.parts:
        if "gradient" in part.prompt and "after" not in part.prompt:
            replies.append(shown(gradient))
        elif "second step" in part.prompt:
            replies.append(shown(told.step(new)))
        elif "after one step" in part.prompt:
            replies.append(shown(new))
        elif "with the new parameters" in part.prompt:
            replies.append(shown([told.loss(*new).item()]))
        else:
            replies.append(part.answer.show())
    return replies


def test_a_wrong_gradient_is_carried_into_all_that_follows() -> None:
    for difficulty in (2, 3):
        carried = 0
        for seed in range(150):
            exercise = FAMILY.generate(seed, difficulty)
            told = Told(exercise.prompt)
            grades = grade(exercise, following(exercise, told, off=1.75))
            wrong = [each.verdict is not Verdict.RIGHT for each in grades]
            assert wrong == ["gradient" in part.prompt and "after" not in part.prompt for part in exercise.parts]
            carried += any(each.carried for each in grades)
        assert carried > 140


def test_going_uphill_is_recognised() -> None:
    for difficulty in (1, 2):
        for seed in range(150):
            exercise = FAMILY.generate(seed, difficulty)
            told = Told(exercise.prompt)
            uphill = [p + told.rate * g for p, g in zip(told.start, told.gradient(told.start), strict=True)]
            replies = [part.answer.show() for part in exercise.parts[:-1]]
            graded = grade(exercise, [*replies, shown(uphill)])[-1]
            assert graded.misconception and "uphill" in graded.misconception.why


def test_an_update_one_after_another_is_recognised() -> None:
    seen = 0
    for seed in range(150):
        exercise = FAMILY.generate(seed, 2)
        told = Told(exercise.prompt)
        point = list(told.start)
        for index in range(2):
            point[index] -= told.rate * told.gradient(point)[index]
        if abs(point[1] - told.step(told.start)[1]) > 0.03:
            graded = grade(exercise, [exercise.parts[0].answer.show(), shown(point)])[1]
            assert graded.misconception and "already updated" in graded.misconception.why
            seen += 1
    assert seen > 80


def test_known_steps_come_out() -> None:
    surface = Surface(("u", "v"), 1, 1, 0, 0, 0)  # the gradient of u² + v² at (3, 4) is (6, 8)
    assert surface.slopes(3, 4) == (6, 8)
    assert Surface(("u", "v"), 0.5, 2, -2, -3, -3).slopes(2, -1.5) == (2, -13)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips_and_no_exercise_comes_twice(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    assert min(len(part.misconceptions) for exercise in exercises for part in exercise.parts) >= 3
    assert len({exercise.prompt for exercise in exercises}) == 500


def test_a_step_of_a_model_lowers_its_loss() -> None:
    for seed in SEEDS:
        told = Told(FAMILY.generate(seed, 3).prompt)
        assert told.loss(*told.step(told.start)).item() < told.loss(*told.start).item()


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
