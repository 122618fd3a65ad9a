"""Rates and factors against gradient descent run in numpy, and against its eigenvalues, from what a prompt shows."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from question_bank.answers import Integer, Number, Vector
from question_bank.descent.quadratic import Spectrum
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("convergence-of-gd-on-quadratic")
SEEDS = range(200)
Matrix = NDArray[np.float64]


def value(part: Part) -> float:
    assert isinstance(part.answer, Number | Integer)
    return part.answer.value


def number(text: str) -> float:
    """Return a factor as it stands before a letter, where a 1 is left out."""
    bare = text.replace(" ", "")
    return float(f"{bare}1" if bare in ("", "-", "+") else bare)


def parabola(text: str) -> tuple[float, float]:
    """Return the second derivative and the minimum of the function of one parameter that a text shows."""
    if "theta x - y" in text:
        ((x, y),) = re.findall(r"\$x = (-?[\d.]+)\$, \$y = (-?[\d.]+)\$", text)
        values = [(t * float(x) - float(y)) ** 2 / 2 for t in (-1, 0, 1)]
    else:
        (formula,) = re.findall(r"f\(\\theta\) = ([^$]+)\$", text)
        values = [evaluated(formula, t) for t in (-1, 0, 1)]
    second, first = values[0] + values[2] - 2 * values[1], (values[2] - values[0]) / 2
    return second, -first / second


def evaluated(formula: str, theta: float) -> float:
    if bowl := re.fullmatch(r"([\d.]*)\(\\theta ([+-] [\d.]+)\)\^2", formula):
        return number(bowl[1]) * (theta + number(bowl[2])) ** 2
    terms = re.fullmatch(r"([\d.]*)\\theta\^2(?: ([+-] [\d.]*)\\theta)?", formula)
    assert terms is not None, formula
    return number(terms[1]) * theta**2 + (number(terms[2]) * theta if terms[2] else 0.0)


def hessian(text: str) -> Matrix:
    """Return the matrix of second derivatives of the function of two parameters that a text shows."""
    if "pmatrix" in text:
        ((a, b, c, d),) = re.findall(r"A = \\begin{pmatrix} (\S+) & (\S+) \\\\ (\S+) & (\S+) \\end", text)
        return np.array([[float(a), float(b)], [float(c), float(d)]])
    if "xy" in text:
        ((a, b, d),) = re.findall(r"left\(([\d.]*)x\^2 ([+-] [\d.]*)xy \+ ([\d.]*)y\^2\\right", text)
        return np.array([[number(a), number(b) / 2], [number(b) / 2, number(d)]])
    ((a, d),) = re.findall(r"= ([\d.]*)x\^2 \+ ([\d.]*)y\^2", text)
    return np.diag([2 * number(a), 2 * number(d)])


def shrinking(matrix: Matrix, eta: float, steps: int = 150) -> float:
    """Return the factor per step that gradient descent settles to, from a start in no special direction."""
    x = np.array([0.6, 0.8])
    factor = 1.0
    for _ in range(steps):
        after = x - eta * matrix @ x
        factor = float(np.linalg.norm(after) / np.linalg.norm(x))
        x = after / np.linalg.norm(after)
    return factor


def rate(text: str) -> float:
    return float(re.findall(r"\\eta = ([\d.]+)\$", text)[-1])


# ---------------------------------------------------------------- running it says the same


def test_one_curvature_behaves_as_asked() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        curvature, lowest = parabola(exercise.prompt)
        part = exercise.parts[0]
        if "By which factor" in part.prompt:
            theta, eta = lowest + 1.0, rate(exercise.prompt)
            after = theta - eta * curvature * (theta - lowest)
            assert value(part) == pytest.approx(abs(after - lowest)), exercise.prompt
        elif "Where is" in part.prompt:
            ((theta_text, steps),) = re.findall(
                r"starts at \$\\theta = (\S+)\$.*?after (\d) steps", exercise.prompt + part.prompt
            )
            theta = float(theta_text)
            for _ in range(int(steps)):
                theta -= rate(exercise.prompt) * curvature * (theta - lowest)
            assert value(part) == pytest.approx(theta), exercise.prompt
        else:
            check_limit(np.diag([curvature, curvature]), value(part))


def check_limit(matrix: Matrix, limit: float) -> None:
    """Assert that distances shrink just below a rate and grow just above it."""
    largest = [max(abs(1 - eta * np.linalg.eigvalsh(matrix))) for eta in (0.999 * limit, 1.001 * limit)]
    assert largest[0] < 1 < largest[1]
    assert shrinking(matrix, 1.02 * limit) > 1


def test_two_directions_behave_as_asked() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        matrix = hessian(exercise.prompt)
        first, second = exercise.parts
        low, high = np.linalg.eigvalsh(matrix)
        if "condition" in first.prompt:
            assert value(first) == pytest.approx(np.linalg.cond(matrix))
            check_limit(matrix, value(second))
        elif "as fast as possible" in first.prompt:
            check_best(matrix, value(first), value(second))
        else:
            assert value(first) == pytest.approx(max(abs(1 - rate(exercise.prompt) * np.array([low, high]))))
            assert value(first) == pytest.approx(shrinking(matrix, rate(exercise.prompt)), rel=1e-4)
            check_steps(value(first), share(second.prompt), int(value(second)))


def check_best(matrix: Matrix, eta: float, factor: float) -> None:
    """Assert that no rate of a fine grid has a smaller worst factor."""
    grid = np.linspace(0.02, 1.98, 1000) / np.linalg.eigvalsh(matrix)[1]
    worst = np.abs(1 - np.outer(grid, np.linalg.eigvalsh(matrix))).max(axis=1)
    assert grid[worst.argmin()] == pytest.approx(eta, rel=8e-3)
    assert worst.min() == pytest.approx(factor, abs=8e-3)
    assert worst.min() >= factor - 1e-12


def check_steps(factor: float, wanted: float, steps: int) -> None:
    distance, count = 1.0, 0
    while distance > wanted:
        distance, count = distance * factor, count + 1
    assert steps == count


def share(prompt: str) -> float:
    words = {"half": 0.5, "a tenth": 0.1}
    (said,) = re.findall(r"at most \$?([\d.]+ %|half|a tenth|[\d.]+)", prompt)
    return words[said] if said in words else float(said.rstrip(" %")) / (100 if "%" in said else 1)


def test_a_matrix_behaves_as_asked() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        matrix = hessian(exercise.prompt)
        eigen, limit, worst, best, steps = exercise.parts
        assert isinstance(eigen.answer, Vector)
        assert eigen.answer.values == pytest.approx(np.linalg.eigvalsh(matrix).tolist())
        check_limit(matrix, value(limit))
        assert value(worst) == pytest.approx(np.linalg.norm(np.eye(2) - rate(worst.prompt) * matrix, 2))
        factor = float(np.linalg.norm(np.eye(2) - value(best) * matrix, 2))
        check_best(matrix, value(best), factor)
        check_steps(factor, share(steps.prompt), int(value(steps)))


def test_the_published_limit_and_numbers_of_iterations_come_out() -> None:
    assert Spectrum(1.0, 10.0).limit == pytest.approx(0.2)
    for condition, published in ((10.0, 35), (100.0, 346), (1000.0, 3454)):
        factor = Spectrum(1.0, condition).factor
        assert np.ceil(np.log(1e-6) / np.log(factor**2)) == pytest.approx(published, abs=1)  # of the function value


# ---------------------------------------------------------------- what the learner sees


def test_wrong_eigenvalues_carry_into_all_that_follows() -> None:
    for seed in SEEDS[:40]:
        exercise = FAMILY.generate(seed, 3)
        low, high = 11.0, 47.0
        factor = (high - low) / (high + low)
        eta = rate(exercise.parts[2].prompt)
        worst = max(abs(1 - eta * low), abs(1 - eta * high))
        count = int(np.ceil(np.log(share(exercise.parts[4].prompt)) / np.log(factor)))
        graded = grade(exercise, ["11, 47", f"{2 / high:.6f}", f"{worst:.6f}", f"{2 / (low + high):.6f}", str(count)])
        assert graded[0].verdict is not Verdict.RIGHT
        assert [each.verdict for each in graded[1:]] == [Verdict.RIGHT] * 4, exercise.prompt


def test_a_wrong_factor_carries_into_the_number_of_steps() -> None:
    exercises: list[Exercise] = [FAMILY.generate(seed, 2) for seed in SEEDS]
    for exercise in exercises:
        if "slower direction" in exercise.parts[0].prompt:
            count = int(np.ceil(np.log(share(exercise.parts[1].prompt)) / np.log(0.55)))
            graded = grade(exercise, ["0.55", str(count)])
            assert graded[1].verdict is Verdict.RIGHT


# ---------------------------------------------------------------- variety and language


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips(difficulty: int) -> None:
    assert all(len(part.misconceptions) >= 3 for seed in SEEDS for part in FAMILY.generate(seed, difficulty).parts)


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
