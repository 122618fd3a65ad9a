"""Densities through flows against torch: transformed distributions, autograd's slopes and Jacobians."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor
from torch.distributions import (
    AffineTransform,
    Distribution,
    Exponential,
    MultivariateNormal,
    Normal,
    SigmoidTransform,
    TransformedDistribution,
    Uniform,
)

from question_bank.exercise import Exercise, Verdict
from question_bank.flows.bases import NORMAL
from question_bank.flows.maps import affine
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("change-of-variables")
SEEDS = range(200)
NUMBER = r"(-?\d+(?:\.\d+)?)"


def doubles(numbers: object) -> Tensor:
    return torch.tensor(numbers, dtype=torch.float64)


def log_at(distribution: Distribution, place: Tensor) -> float:
    """Return the log-density at a place."""
    return float(distribution.log_prob(place))


ZERO, ONE, ORIGIN = doubles(0.0), doubles(1.0), doubles([0.0, 0.0])
PLANE = MultivariateNormal(ORIGIN, torch.diag(doubles([1.0, 1.0])))
BASES: dict[str, Distribution] = {
    "standard normal": Normal(ZERO, ONE),
    "exponential": Exponential(ONE),
    "logistic": TransformedDistribution(Uniform(ZERO, ONE), [SigmoidTransform().inv]),
}
Mapping = Callable[[Tensor], Tensor]


def base(prompt: str) -> Distribution:
    (found,) = [distribution for name, distribution in BASES.items() if re.search(f"is {name}", prompt)]
    return found


def mapping(formula: str) -> Mapping:
    """Return the map that a formula tells: a straight line, an exponential or a power."""
    if found := re.fullmatch(r"(\d*\.?\d*)e\^\{[zh]\}", formula):
        factor = float(found[1] or 1)
        return lambda z: factor * z.exp()
    if found := re.fullmatch(r"(\d*\.?\d*)[zh]\^(\d)", formula):
        factor, power = float(found[1] or 1), int(found[2])
        return lambda z: factor * z**power
    found = re.fullmatch(r"(-?\d*\.?\d*)z( [+-] [\d.]+)", formula)
    assert found, formula
    scale = float({"": "1", "-": "-1"}.get(found[1], found[1]))
    return AffineTransform(float(found[2].replace(" ", "")), scale)


def layers(prompt: str) -> list[Mapping]:
    """Return the maps of a prompt in their order, the first one that z meets first."""
    return [mapping(each) for each in re.findall(r"[hy] = ([^$,]+?)(?:\$|, \\qquad)", prompt)]


def said_y(exercise: Exercise) -> Tensor:
    (found, *_) = re.findall(
        rf"(?:y = |p_Y\()\(?{NUMBER}(?:, {NUMBER})?", " ".join(part.prompt for part in exercise.parts)
    )
    return doubles([float(each) for each in found if each])


def traced(step: Mapping, place: float) -> tuple[float, float]:
    """Return what a map makes of a number, and the logarithm of the size of its slope there, by autograd."""
    z = torch.tensor(place, dtype=torch.float64, requires_grad=True)
    out = step(z)
    (slope,) = torch.autograd.grad(out, z)
    return out.item(), slope.abs().log().item()


# ---------------------------------------------------------------- one number


def test_an_affine_layer_has_the_density_of_torch_s_transformed_distribution() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (line,) = layers(exercise.prompt)
        assert isinstance(line, AffineTransform)
        flow = TransformedDistribution(base(exercise.prompt), [line])
        density = math.exp(log_at(flow, said_y(exercise)))
        assert cells(exercise.parts[0]) == pytest.approx([density], abs=1e-9), exercise.prompt


def one_dimensional(difficulty: int) -> Iterator[Exercise]:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, difficulty)
        if "pmatrix" not in exercise.prompt and "oupling" not in exercise.prompt:
            yield exercise


def test_a_curved_layer_has_the_density_that_autograd_s_slope_gives() -> None:
    kinds: Counter[str] = Counter()
    for exercise in one_dimensional(2):
        (z,), (density,) = map(cells, exercise.parts)
        y, log_slope = traced(layers(exercise.prompt)[0], z)
        assert [y] == pytest.approx(said_y(exercise).tolist(), abs=1e-9)
        log_base = log_at(base(exercise.prompt), doubles(z))
        assert density == pytest.approx(math.exp(log_base - log_slope), abs=1e-9)
        kinds[re.sub(r"[\d.]+(?=[ez])", "", exercise.prompt.split("y = ")[1])] += 1
    assert len(kinds) >= 3


def test_two_layers_have_the_density_that_autograd_s_slopes_give() -> None:
    for exercise in one_dimensional(3):
        (h, z), logs, (log_density,), (density,) = map(cells, exercise.parts)
        first, second = layers(exercise.prompt)
        (middle, one), (y, two) = traced(first, z), traced(second, h)
        assert middle == pytest.approx(h, abs=1e-9) and [y] == pytest.approx(said_y(exercise).tolist(), abs=1e-9)
        assert logs == pytest.approx([one, two], abs=1e-9)
        log_base = log_at(base(exercise.prompt), doubles(z))
        assert log_density == pytest.approx(log_base - one - two, abs=1e-9)
        assert density == pytest.approx(math.exp(log_density), abs=1e-9)


def test_a_known_density_comes_out() -> None:
    step = affine(2, 1)
    assert NORMAL.density(step.inverse(3)) / step.slope(1) == pytest.approx(0.1210, abs=5e-5)


# ---------------------------------------------------------------- two numbers


def matrix(prompt: str) -> Tensor:
    (inner,) = re.findall(r"\\begin{pmatrix} (.+?) \\end", prompt)
    return doubles([[float(cell) for cell in row.split("&")] for row in inner.split(r"\\")])


def test_a_linear_layer_makes_a_normal_distribution_with_that_covariance() -> None:
    seen = 0
    for exercise in (FAMILY.generate(seed, 2) for seed in SEEDS):
        if "pmatrix" in exercise.prompt:
            a, y = matrix(exercise.prompt), said_y(exercise)
            (det,), z, (log_density,) = map(cells, exercise.parts)
            assert det == pytest.approx(float(torch.linalg.det(a)), abs=1e-9)
            assert z == pytest.approx(torch.linalg.solve(a, y).tolist(), abs=1e-9)
            spread = MultivariateNormal(ORIGIN, a @ a.T)
            assert log_density == pytest.approx(log_at(spread, y), abs=1e-9)
            seen += 1
    assert seen > 60


def coupled(prompt: str) -> tuple[Mapping, Mapping]:
    """Return both coupling layers of a prompt."""
    found = re.findall(r"[zh]_\d e\^\{(-?[\d.]*)[zh]_\d\} \+ \((-?[\d.]*)[zh]_\d( [+-] [\d.]+)\)", prompt)
    (a, b, c), (d, e, f) = ([as_number(text) for text in numbers] for numbers in found)

    def first(z: Tensor) -> Tensor:
        return torch.stack([z[0], z[1] * (a * z[0]).exp() + b * z[0] + c])

    def second(h: Tensor) -> Tensor:
        return torch.stack([h[0] * (d * h[1]).exp() + e * h[1] + f, h[1]])

    return first, second


def as_number(text: str) -> float:
    return float({"": "1", "-": "-1"}.get(text, text).replace(" ", ""))


def log_det(layer: Mapping, place: Tensor) -> float:
    """Return the logarithm of the size of the determinant of a layer's Jacobian."""
    z = place.clone().requires_grad_()
    rows = [torch.autograd.grad(out, z, retain_graph=True)[0] for out in layer(z)]
    return float(torch.linalg.slogdet(torch.stack(rows))[1])


def couplings() -> Iterator[Exercise]:
    yield from (each for each in (FAMILY.generate(seed, 3) for seed in SEEDS) if "oupling" in each.prompt)


def test_coupling_layers_have_the_density_that_autograd_s_jacobians_give() -> None:
    seen = 0
    for exercise in couplings():
        first, second = coupled(exercise.prompt)
        h, z = (doubles(cells(part)) for part in exercise.parts[:2])
        assert first(z).tolist() == pytest.approx(h.tolist(), abs=1e-9)
        assert second(h).tolist() == pytest.approx(said_y(exercise).tolist(), abs=1e-9)
        logs = [log_det(layer, place) for layer, place in ((first, z), (second, h))]
        assert cells(exercise.parts[2]) == pytest.approx(logs, abs=1e-9)
        assert cells(exercise.parts[3]) == pytest.approx([log_at(PLANE, z) - sum(logs)], abs=1e-9)
        seen += 1
    assert seen > 60


# ---------------------------------------------------------------- what learners see


def test_a_density_follows_from_the_learner_s_own_place_in_the_base() -> None:
    for exercise in one_dimensional(2):
        (right,) = cells(exercise.parts[0])
        own = right + 0.2
        _, log_slope = traced(layers(exercise.prompt)[0], own)
        log_base = log_at(base(exercise.prompt), doubles(own))
        first, second = grade(exercise, [f"{own:.5f}", f"{math.exp(log_base - log_slope):.4f}"])
        assert first.verdict is Verdict.WRONG and second.score == 1, exercise.prompt


def test_everything_after_a_wrong_first_step_back_can_still_be_right() -> None:
    for exercise in list(couplings())[::3]:
        first, second = coupled(exercise.prompt)
        h = doubles(cells(exercise.parts[0])) + doubles([0.3, 0.0])
        still = doubles([float(h[0]), 0.0])
        stretched = math.exp(log_det(first, still))
        z = doubles([float(h[0]), float(h[1] - first(still)[1]) / stretched])
        logs = [log_det(layer, place) for layer, place in ((first, z), (second, h))]
        replies = [", ".join(f"{value:.4f}" for value in row) for row in (h.tolist(), z.tolist(), logs)]
        grades = grade(exercise, [*replies, f"{log_at(PLANE, z) - sum(logs):.4f}"])
        assert grades[0].score < 1 and [each.score for each in grades[1:]] == [1, 1, 1], exercise.prompt


def test_slips_are_recognised() -> None:
    named: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (line,), y = layers(exercise.prompt), said_y(exercise)
        assert isinstance(line, AffineTransform)
        start = base(exercise.prompt)
        density, stretch = math.exp(log_at(start, line.inv(y))), abs(float(line.scale))
        slips = {"You multiplied by the slope": density * stretch, "slope is missing": density}
        if float(line.scale) < 0:
            slips["never negative"] = -density / stretch
        for words, value in slips.items():
            (graded,) = grade(exercise, [f"{value:.5f}"])
            named[words] += graded.misconception is not None and words in graded.misconception.why
    assert named["You multiplied by the slope"] > 190 and named["slope is missing"] > 190
    assert named["never negative"] > 50


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
