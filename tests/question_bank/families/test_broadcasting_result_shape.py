"""Shapes against torch: every prompt is read as a learner reads it, and its code is run on tensors without numbers."""

from __future__ import annotations

import ast
import operator
import re
from collections import Counter
from collections.abc import Callable, Mapping

import pytest
import torch

from question_bank.answers import Choice, Integer, Shape
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from question_bank.tensors.broadcasting import Operand, broadcast, clash
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("broadcasting-result-shape")
SEEDS = range(200)
SIGNS: dict[type[ast.operator], Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.MatMult: operator.matmul,
}
Tensors = Mapping[str, torch.Tensor]


def tensors(prompt: str) -> dict[str, torch.Tensor]:
    """Return the tensors that a prompt tells of, by name."""
    found = re.findall(r"`(\w+)`(?: has shape | of shape | \| )\(([\d, ]+)\)", prompt)
    return {
        name: torch.empty([int(size) for size in re.findall(r"\d+", sizes)], device="meta") for name, sizes in found
    }


def run(code: str, known: Tensors) -> torch.Tensor:
    """Return what an expression comes to; raises RuntimeError where torch does."""
    return value(ast.parse(code, mode="eval").body, known)


def value(node: ast.expr, known: Tensors) -> torch.Tensor:
    """Return the tensor that a part of an expression stands for."""
    match node:
        case ast.Name(id=name):
            return known[name]
        case ast.BinOp(left=left, op=sign, right=right):
            return SIGNS[type(sign)](value(left, known), value(right, known))
        case ast.Subscript(value=inner, slice=index):
            return value(inner, known)[places(index)]
        case ast.Call(func=ast.Attribute(value=inner, attr=method), args=arguments, keywords=named):
            options = {word.arg: ast.literal_eval(word.value) for word in named if word.arg}
            out = getattr(value(inner, known), method)(*map(ast.literal_eval, arguments), **options)
            assert isinstance(out, torch.Tensor)
            return out
        case _:
            raise AssertionError(ast.dump(node))


def places(index: ast.expr) -> tuple[slice | int | None, ...]:
    """Return an index such as [:, None] or [0]."""
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    return tuple(slice(None) if isinstance(part, ast.Slice) else ast.literal_eval(part) for part in parts)


def asked_code(part: Part) -> str:
    """Return the code that a part asks about."""
    found = re.search(r"`([^`]+)`", part.prompt)
    assert found
    return found[1]


def lines(prompt: str) -> list[tuple[str, str]]:
    """Return the names and expressions of the program in a prompt."""
    (code,) = re.findall(r"```python\n(.*?)\n```", prompt, re.DOTALL)
    return [(name, expression) for name, expression in re.findall(r"(\w+) = (.+)", code)]


def fails(code: str, known: Tensors) -> bool:
    """Tell whether torch raises an error."""
    try:
        run(code, known)
    except RuntimeError:
        return True
    return False


def agrees(part: Part, result: torch.Tensor) -> bool:
    """Tell whether an answer is the shape of a tensor, or how many numbers it holds."""
    match part.answer:
        case Shape(value=sizes):
            return sizes == tuple(result.shape)
        case Integer(value=count):
            return count == result.numel()
        case _:
            raise AssertionError(part.answer)


@pytest.mark.parametrize("difficulty", [1, 2])
def test_tensors_that_meet_give_what_torch_gives(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        (part,) = exercise.parts
        known, code = tensors(exercise.prompt), asked_code(part)
        if isinstance(part.answer, Choice):
            said = part.answer.options[part.answer.right]
            if fails(code, known):
                assert said == "It raises an error."
            else:
                assert str(tuple(run(code, known).shape)) in said
        else:
            assert agrees(part, run(code, known)), exercise.prompt


def test_a_program_gives_what_torch_gives_and_fails_where_torch_fails() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        known = tensors(exercise.prompt)
        for name, expression in lines(exercise.prompt):
            known[name] = run(expression, known)
        for part in exercise.parts[:3]:
            assert agrees(part, known[asked_code(part)]), exercise.prompt
        choice = exercise.parts[3].answer
        assert isinstance(choice, Choice)
        failing = [index for index, option in enumerate(choice.options) if fails(option.strip("`"), known)]
        assert failing == [choice.right], exercise.prompt


def test_errors_and_shapes_are_asked_for_equally_often() -> None:
    choices = [FAMILY.generate(seed, 2).parts[0].answer for seed in range(500)]
    answers = [spec.options[spec.right] for spec in choices if isinstance(spec, Choice)]
    assert len(answers) > 40
    assert 0.3 < answers.count("It raises an error.") / len(answers) < 0.7


@pytest.mark.parametrize(
    ("shapes", "result"),
    [
        (((3, 1), (1, 4)), (3, 4)),
        (((3,), (2,)), None),
        (((8, 1, 6, 1), (7, 1, 5)), (8, 7, 6, 5)),
        (((5, 1), (5,)), (5, 5)),
        (((1,), (1, 1)), (1, 1)),
        (((2, 3, 4), (2, 3)), None),
        (((4, 1), (3,), (2, 1, 1)), (2, 4, 3)),
        (((0, 3), (1, 3)), (0, 3)),
    ],
)
def test_known_shapes_come_out(shapes: tuple[tuple[int, ...], ...], result: tuple[int, ...] | None) -> None:
    assert broadcast(*shapes) == result
    named = {f"t{number}": torch.empty(shape, device="meta") for number, shape in enumerate(shapes)}
    if result is None:
        assert fails(" + ".join(named), named)
    else:
        assert tuple(run(" + ".join(named), named).shape) == result


def test_the_axis_where_tensors_clash_is_named() -> None:
    said = clash((Operand("a", (8, 3, 5)), Operand("b", (4, 1))))
    assert said == "In axis −2 the sizes 3 and 4 meet: they are not equal, and none of them is 1."


def first_slip(exercise: Exercise) -> str:
    """Return a wrong reply to the first part that has as many axes as the right one."""
    answer = exercise.parts[0].answer
    assert isinstance(answer, Shape)
    return Shape((answer.value[0] + 1, *answer.value[1:])).show()


def test_a_wrong_shape_is_carried_on_as_torch_carries_it_on() -> None:
    carried = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        known, wrong = tensors(exercise.prompt), first_slip(exercise)
        (first, _), (_, second) = lines(exercise.prompt)
        known[first] = torch.empty([int(size) for size in wrong.split(" x ")], device="meta")
        own = run(second, known)
        replies = [wrong, " x ".join(map(str, own.shape)), str(own.numel()), exercise.parts[3].answer.show()]
        grades = grade(exercise, replies)
        assert [each.verdict for each in grades] == [Verdict.WRONG, *[Verdict.RIGHT] * 3], exercise.prompt
        carried += grades[1].carried and grades[2].carried
    assert carried == len(SEEDS)


@pytest.mark.parametrize("reply", ["3", "2 x 3 x 4 x 5", "97 x 89", "97 x 89 x 83"])
def test_nothing_follows_from_a_shape_that_does_not_fit(reply: str) -> None:
    for seed in range(30):
        exercise = FAMILY.generate(seed, 3)
        if "regression" not in exercise.prompt:
            assert not grade(exercise, [reply, "7 x 7 x 7", "1", "a"])[1].carried


def test_the_column_that_meets_a_list_is_asked_about() -> None:
    asked = [FAMILY.generate(seed, 2) for seed in range(500)]
    columns = [exercise for exercise in asked if "prediction - target" in exercise.parts[0].prompt]
    assert len(columns) > 10
    for exercise in columns:
        if isinstance(answer := exercise.parts[0].answer, Shape):
            count = answer.value[0]
            assert answer.value == (count, count)
            assert {f"{count} x 1", f"{count}"} <= {slip.reply for slip in exercise.parts[0].misconceptions}


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_no_exercise_comes_twice_and_no_answer_too_often(difficulty: int) -> None:
    exercises = [FAMILY.generate(seed, difficulty) for seed in range(500)]
    asked = {(exercise.prompt, *(part.prompt for part in exercise.parts)) for exercise in exercises}
    assert len(asked) > 0.98 * len(exercises)
    shown = Counter(exercise.parts[0].answer.show() for exercise in exercises)
    assert max(shown.values()) < 0.1 * len(exercises)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
