"""Slopes by their own values against torch's autograd and sympy: every prompt is read as a learner reads it."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable

import pytest
import sympy
import torch
from torch import Tensor

from question_bank.activations.curves import CURVES
from question_bank.activations.formulas import scaled
from question_bank.activations.identities import KNOWN
from question_bank.activations.slopes import slope
from question_bank.answers import Expression, Number
from question_bank.answers.reading.formulas import read_formula
from question_bank.answers.reading.literals import Literal
from question_bank.answers.reading.tree import Binary, Call, Constant, Negation, Node, Variable
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("sigmoid-derivative-identity")
SEEDS = range(200)
PLACES = (-1.3, -0.4, 0.25, 0.9)
SIGNS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow,
}  # fmt: skip
FUNCTIONS = {
    "sigmoid": torch.sigmoid, "tanh": torch.tanh, "exp": torch.exp, "ln": torch.log, "sqrt": torch.sqrt,
}  # fmt: skip


def tensor(node: Node, at: dict[str, Tensor]) -> Tensor:
    """Return what torch makes of a formula."""
    match node:
        case Literal():
            return torch.tensor(float(node.value), dtype=torch.float64)
        case Constant():
            return torch.tensor(math.e if node.name == "e" else math.pi, dtype=torch.float64)
        case Variable():
            return at[node.name]
        case Negation():
            return -tensor(node.operand, at)
        case Call():
            return FUNCTIONS[node.function](tensor(node.arguments[0], at))
        case Binary():
            return SIGNS[node.sign](tensor(node.left, at), tensor(node.right, at))
        case _:
            raise ValueError(node)


def formula(text: str, letters: tuple[str, ...], **at: Tensor) -> Tensor:
    """Return the value of a formula as it stands in a text."""
    return tensor(read_formula(text, letters).tree, at)


def leaf(value: float) -> Tensor:
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def by(result: Tensor, place: Tensor) -> Tensor:
    """Return the derivative of a result, which may be differentiated again."""
    (gradient,) = torch.autograd.grad(result, place, create_graph=True)
    return gradient


def told(exercise: Exercise, name: str) -> str:
    """Return the right side of an equation of the prompt."""
    found = re.search(rf"(?<![a-z]){name} = (.+?)(?:\.\$\$|,\$\$|\$|, \\qquad)", exercise.prompt)
    assert found, exercise.prompt
    return found[1]


def near(ours: Tensor, theirs: Tensor) -> bool:
    return bool(torch.isclose(ours, theirs, rtol=1e-9, atol=1e-12))


def answered(exercise: Exercise, index: int, **at: Tensor) -> Tensor:
    spec = exercise.parts[index].answer
    assert isinstance(spec, Expression)
    return formula(spec.show(), spec.variables, **at)


# ---------------------------------------------------------------- autograd agrees


def check_one_function(exercise: Exercise, place: float) -> None:
    """Compare each part of a question about one y(x) with autograd."""
    x = leaf(place)
    letter = "t" if re.search(r"\$t = ", exercise.prompt) else "s"
    inner = formula(told(exercise, letter), ("x",), x=x)
    y = formula(told(exercise, "y"), ("x",), x=x)
    rate = by(y, x)
    known = {letter: inner, "x": x}
    for index, part in enumerate(exercise.parts):
        if isinstance(part.answer, Number):
            continue
        kind = next(word for word in ("d^2y", "dy", "Write $y$") if word in part.prompt)
        wanted = {"d^2y": lambda: by(rate, x), "dy": lambda: rate, "Write $y$": lambda: y}[kind]()
        own = {name: known[name] for name in part.answer.variables} if isinstance(part.answer, Expression) else {}
        assert near(answered(exercise, index, **own), wanted), (exercise.prompt, part.prompt)


@pytest.mark.parametrize("difficulty", [1, 2])
def test_slopes_are_those_of_autograd(difficulty: int) -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        check_one_function(exercise, PLACES[seed % len(PLACES)])


def test_numbers_are_the_slope_at_the_place_that_is_named() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        spec = exercise.parts[-1].answer
        if not isinstance(spec, Number):
            continue
        at_x = re.search(r"at \$x = ([-\d.]+)\$", exercise.parts[-1].prompt)
        at_value = re.search(r"where \$([st]) = ([-\d.]+)\$", exercise.parts[-1].prompt)
        x = leaf(float(at_x[1]) if at_x else place_of(exercise, at_value))
        rate = by(formula(told(exercise, "y"), ("x",), x=x), x)
        assert spec.value == pytest.approx(rate.item(), rel=1e-9)
        seen += 1
    assert seen > 50


def place_of(exercise: Exercise, found: re.Match[str] | None) -> float:
    """Return the x at which the letter has its value: the inverse of the sigmoid or tanh, and then of ax + b."""
    assert found
    value = float(found[2])
    inside = math.atanh(value) if found[1] == "t" else math.log(value / (1 - value))
    line = read_formula(told(exercise, found[1]), ("x",)).tree
    assert isinstance(line, Call)
    at = [tensor(line.arguments[0], {"x": leaf(place)}).item() for place in (0, 1)]
    return (inside - at[0]) / (at[1] - at[0])


def test_two_units_in_a_row_have_the_slopes_of_autograd() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if "L = " in exercise.prompt:
            continue
        seen += 1
        x, b_1, b_2 = leaf(0.3), leaf(-0.2 + seed / 500), leaf(0.1)
        h = formula(told(exercise, "h"), ("x", "b_1"), x=x, b_1=b_1)
        y = formula(told(exercise, "y"), ("h", "b_2"), h=h, b_2=b_2)
        assert near(answered(exercise, 0, h=h), by(h, x))
        assert near(answered(exercise, 1, h=h, y=y), by(y, x))
        check_numbers_of_row(exercise)
    assert seen > 100


def check_numbers_of_row(exercise: Exercise) -> None:
    """Compare the slope at the values given, and the steepest, found by trying, with the answers."""
    given = dict(re.findall(r"\$([hy]) = ([-\d.]+)\$", exercise.parts[2].prompt))
    spot = {name: leaf(float(value)) for name, value in given.items()}
    at_spot, steepest = exercise.parts[2].answer, exercise.parts[3].answer
    assert isinstance(at_spot, Number) and isinstance(steepest, Number)
    assert at_spot.value == pytest.approx(answered(exercise, 1, **spot).item(), rel=1e-9)
    tops = 1.0
    for name, letter in (("h", "x"), ("y", "h")):
        outside = told(exercise, name)
        tops *= abs(slope_inside(outside, letter)) * steepest_of("tanh" if "tanh" in outside else "sigmoid")
    assert steepest.value == pytest.approx(tops, rel=1e-9)


def slope_inside(outside: str, letter: str) -> float:
    """Return the weight in an activation of weight times letter plus bias."""
    bias = "b_1" if letter == "x" else "b_2"
    tree = read_formula(outside, (letter, bias)).tree
    assert isinstance(tree, Call)
    place = leaf(0.0)
    return by(tensor(tree.arguments[0], {letter: place, bias: leaf(0.0)}), place).item()


def steepest_of(function: str) -> float:
    """Return the largest slope of an activation, found by trying."""
    places = torch.linspace(-4, 4, 81, dtype=torch.float64, requires_grad=True)
    return by(FUNCTIONS[function](places).sum(), places).abs().max().item()


def test_the_logistic_loss_has_the_gradient_and_curvature_of_autograd() -> None:
    seen = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if "L = " not in exercise.prompt:
            continue
        seen += 1
        given = dict(re.findall(r"\$([xp]) = ([-\d.]+)\$", exercise.parts[2].prompt))
        share, place = float(given["p"]), float(given["x"])
        x = leaf(place)
        bias = formula(told(exercise, "z"), ("w", "x"), w=leaf(0.0), x=leaf(0.0)).item()
        w = leaf((math.log(share / (1 - share)) - bias) / place)
        z = formula(told(exercise, "z"), ("w", "x"), w=w, x=x)
        p = torch.sigmoid(z)
        loss = formula(told(exercise, "L"), ("p",), p=p)
        gradient = by(loss, w)
        assert near(answered(exercise, 0, p=p), by(loss, z))
        assert near(answered(exercise, 1, p=p, x=x), gradient)
        number = exercise.parts[2].answer
        assert isinstance(number, Number) and number.value == pytest.approx(gradient.item(), rel=1e-9)
        assert near(answered(exercise, 3, p=p), by(gradient, w))
        target = torch.tensor(float("label 1" in exercise.prompt), dtype=torch.float64)
        assert near(loss, torch.nn.functional.binary_cross_entropy(p, target))
    assert seen > 30


# ---------------------------------------------------------------- sympy agrees


U = sympy.symbols("u", real=True)
VALUES = {"s": 1 / (1 + sympy.exp(-U)), "t": sympy.tanh(U)}
SHAPES = {
    r"\sigma(@)": VALUES["s"],
    r"\tanh(@)": VALUES["t"],
    r"\ln(1 + e^{@})": sympy.log(1 + sympy.exp(U)),
    r"\ln(\sigma(@))": sympy.log(VALUES["s"]),
    r"\sigma(-(@))": 1 / (1 + sympy.exp(U)),
    r"\frac{1}{1 + e^{@}}": 1 / (1 + sympy.exp(U)),
    "e^{@}": sympy.exp(U),
    "e^{-(@)}": sympy.exp(-U),
    r"\tanh(\frac{@}{2})": sympy.tanh(U / 2),
    r"\sigma(2 \cdot (@))": 1 / (1 + sympy.exp(-2 * U)),
}


def exact(node: Node, letter: str) -> sympy.Expr:
    """Return a formula in one letter as sympy knows it."""
    match node:
        case Literal():
            return sympy.Rational(node.value)
        case Variable():
            return VALUES[letter]
        case Negation():
            return -exact(node.operand, letter)
        case Binary():
            return SIGNS[node.sign](exact(node.left, letter), exact(node.right, letter))
        case _:
            raise ValueError(node)


def is_identity(text: str, letter: str, other: sympy.Expr) -> bool:
    difference = exact(read_formula(text, (letter,)).tree, letter) - other
    return bool(sympy.simplify(difference.rewrite(sympy.exp)) == 0)


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_the_rules_of_the_curves_are_identities(curve: object) -> None:
    assert curve in CURVES
    known = CURVES[CURVES.index(curve)]
    first = sympy.diff(SHAPES[known.shape], U)
    assert is_identity(known.slope, known.letter, first)
    assert is_identity(known.bend, known.letter, sympy.diff(first, U))
    assert is_identity(known.by_letter, known.letter, sympy.diff(first, U) / sympy.diff(VALUES[known.letter], U))
    assert all(not is_identity(body, known.letter, first) for body, _ in known.wrong)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.shape)
def test_the_disguises_are_identities(known: object) -> None:
    identity = KNOWN[KNOWN.index(known)]
    letter = identity.curve.letter
    shape = SHAPES[identity.shape]
    assert is_identity(identity.form, letter, shape)
    assert is_identity(f"{identity.moving} + {identity.constant}", letter, shape)
    assert is_identity(identity.by_letter, letter, sympy.diff(shape, U) / sympy.diff(VALUES[letter], U))
    assert is_identity(identity.slope, letter, sympy.diff(shape, U))
    assert all(not is_identity(body, letter, shape) for body, _ in identity.wrong)


@pytest.mark.parametrize(
    "text",
    ["s*(1 - s)", "-2*s^3 + s/(1 + s)", "ln(s) - exp(-2*s)", "sqrt(s)*σ(3*s)", "tanh(s)^2", "5*s", "7 - e*s", "1/s^2"],
)
def test_what_learners_type_is_differentiated_as_autograd_does(text: str) -> None:
    place = leaf(0.37)
    wanted = by(formula(text, ("s",), s=place), place)
    assert near(formula(slope(text, "s"), ("s",), s=place), wanted)


@pytest.mark.parametrize("text", ["s^s", "max(s; 0)", "sin(s)"])
def test_what_is_not_differentiated_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="differentiated"):
        slope(text, "s")


@pytest.mark.parametrize(
    ("factor", "body", "text"),
    [
        (1, "s*(1 - s)", "s*(1 - s)"), (-1, "s", "-s"), (2, "(1 - s^2)", "2*(1 - s^2)"), (3, "1/s", "3/s"),
        (-2, "(-1)*s", "2*s"), (0.5, "2*s", "s"), (4, "(-1)", "-4"), (2, "(2*s - 1)", "2*(2*s - 1)"),
        (-3, "(-1)/s^2", "3/s^2"),
    ],
)  # fmt: skip
def test_numbers_in_front_are_multiplied(factor: float, body: str, text: str) -> None:
    assert scaled(factor, body) == text


# ---------------------------------------------------------------- what learners see


def exercise_with(words: str, difficulty: int) -> Exercise:
    """Return the first exercise that asks so."""
    drawn = (FAMILY.generate(seed, difficulty) for seed in SEEDS)
    return next(each for each in drawn if any(words in part.prompt for part in each.parts))


def replies(exercise: Exercise, first: str) -> list[str]:
    return [first, *(part.answer.show() for part in exercise.parts[1:])]


def test_a_second_derivative_may_follow_from_the_learners_own_first_one() -> None:
    exercise = exercise_with("second derivative", 2)
    spec = exercise.parts[0].answer
    assert isinstance(spec, Expression)
    letter = spec.variables[0]
    wrong = f"2*({spec.show()}) + {letter}^2"
    assert exercise.parts[1].carry
    follows = exercise.parts[1].carry((wrong,))
    assert follows is not None
    first, second = grade(exercise, [wrong, follows.show()])
    assert first.verdict is Verdict.WRONG
    assert (second.score, second.carried) == (1, True)


def test_a_number_may_follow_from_the_learners_own_formula() -> None:
    exercise = exercise_with("For one input", 3)
    own = "h*y"
    given = dict(re.findall(r"\$([hy]) = ([-\d.]+)\$", exercise.parts[2].prompt))
    first, second, third, fourth = (part.answer.show() for part in exercise.parts)
    number = f"{float(given['h']) * float(given['y']):.4f}"
    grades = grade(exercise, [first, own, number, fourth])
    assert [each.score for each in grades] == [1, 0, 1, 1]
    assert grades[2].carried
    assert [each.score for each in grade(exercise, [first, second, third, fourth])] == [1, 1, 1, 1]


def test_the_whole_slope_may_follow_from_a_wrong_first_unit() -> None:
    exercise = exercise_with("For one input", 3)
    missing = exercise.parts[0].misconceptions[0].reply
    assert exercise.parts[1].carry
    follows = exercise.parts[1].carry((missing,))
    assert follows is not None
    grades = grade(exercise, [missing, follows.show(), *(part.answer.show() for part in exercise.parts[2:])])
    assert [each.score for each in grades[:2]] == [0, 1]


def test_a_formula_that_leads_nowhere_carries_nothing() -> None:
    exercise = exercise_with("second derivative", 2)
    letter = exercise.parts[0].answer.variables[0] if isinstance(exercise.parts[0].answer, Expression) else ""
    graded = grade(exercise, [f"max({letter}; 0.3)", "1"])
    assert [each.score for each in graded] == [0, 0]


def test_the_sigmoid_is_at_most_a_quarter_steep() -> None:
    assert max(value * (1 - value) for value in (0.1, 0.3, 0.5, 0.7)) == 0.25
    exercise = exercise_with("at most", 3)
    assert "0.25" in exercise.solution[-1]


def test_what_is_told_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()


@pytest.mark.parametrize("number", ["1", "1/2", "0"])
def test_a_number_typed_for_the_formula_carries_no_marks_on(number: str) -> None:
    for exercise in (FAMILY.generate(seed, difficulty) for seed in range(20) for difficulty in (2, 3)):
        graded = grade(exercise, [number] * len(exercise.parts))
        assert not any(each.carried for each in graded if each.verdict is Verdict.RIGHT)
