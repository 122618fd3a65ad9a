"""The best discriminator against a search for it: every value is found by trying, not by the formula."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
import torch
from torch import Tensor
from torch.distributions import (
    AffineTransform,
    Beta,
    Distribution,
    Exponential,
    Normal,
    TransformedDistribution,
    Uniform,
)

from question_bank.drawings import Curves
from question_bank.exercise import Exercise
from question_bank.gans.game import LOWEST
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("optimal-discriminator")
SEEDS = range(200)
NUMBER = r"(-?\d+(?:\.\d+)?)"
GOLDEN = (math.sqrt(5) - 1) / 2


def searched(data: Tensor, generated: Tensor) -> Tensor:
    """Return where p ln D + q ln(1 - D) is largest, by a golden-section search over all D at once."""
    low, high = torch.zeros_like(data), torch.ones_like(data)
    for _ in range(60):
        inner, outer = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        better = value(data, generated, inner) > value(data, generated, outer)
        low, high = torch.where(better, low, inner), torch.where(better, outer, high)
    return (low + high) / 2


def value(data: Tensor, generated: Tensor, best: Tensor) -> Tensor:
    return torch.xlogy(data, best) + torch.xlogy(generated, 1 - best)


def jensen_shannon(data: Tensor, generated: Tensor) -> float:
    middle = (data + generated) / 2
    return float(sum(torch.xlogy(each, each / middle).sum() for each in (data, generated)) / 2)


def doubles(texts: list[str]) -> Tensor:
    return torch.tensor([float(text) for text in texts], dtype=torch.float64)


def double(value: float) -> Tensor:
    return torch.tensor(value, dtype=torch.float64)


# ---------------------------------------------------------------- points


def test_the_best_discriminator_at_a_point_is_found_by_searching() -> None:
    asked = [FAMILY.generate(seed, 1) for seed in SEEDS]
    pairs = [at_point(exercise) for exercise in asked]
    best = searched(*(torch.stack(column) for column in zip(*pairs, strict=True)))
    for exercise, found in zip(asked, best.tolist(), strict=True):
        (said,) = (
            cells(exercise.parts[0]) if "p_g(x) = " in exercise.prompt and "data}}(x) = " in exercise.prompt else (0,)
        )
        given = re.findall(rf"D\^\*\(x\) = {NUMBER}", exercise.prompt)
        assert found == pytest.approx(float(given[0]) if given else said, abs=1e-6), exercise.prompt


def at_point(exercise: Exercise) -> tuple[Tensor, Tensor]:
    """Return both densities: those that are told, and in place of the other our own answer."""
    own = double(cells(exercise.parts[0])[0])
    told = [re.findall(rf"{name}\(x\) = {NUMBER}", exercise.prompt) for name in (r"data\}\}", "p_g")]
    data, generated = (doubles(found)[0] if found else own for found in told)
    return data, generated


# ---------------------------------------------------------------- tables


@cache
def tables(difficulty: int) -> tuple[tuple[Exercise, Tensor, Tensor], ...]:
    """Return the exercises that show a table, with both rows."""
    found = (FAMILY.generate(seed, difficulty) for seed in SEEDS)
    return tuple((each, *rows(each.prompt)) for each in found if "|" in each.prompt)


def rows(prompt: str) -> tuple[Tensor, Tensor]:
    data, generated = (line for line in prompt.split("\n") if line.startswith("| $p"))
    one, other = (doubles(re.findall(rf"\${NUMBER}\$", line)) for line in (data, generated))
    return one, other


@pytest.mark.parametrize("difficulty", [2, 3])
def test_a_table_s_discriminator_and_value_are_found_by_searching(difficulty: int) -> None:
    everything = tables(difficulty)
    best = searched(*(torch.cat(column) for column in zip(*((p, q) for _, p, q in everything), strict=True)))
    for exercise, data, generated in everything:
        found, best = best[: len(data)], best[len(data) :]
        assert float(data.sum()) == pytest.approx(1) and float(generated.sum()) == pytest.approx(1)
        assert cells(exercise.parts[0]) == pytest.approx(found.tolist(), abs=1e-6)
        largest = float(value(data, generated, found).sum())
        assert cells(exercise.parts[1]) == pytest.approx([largest], abs=1e-6)


def test_the_divergence_is_that_of_both_distributions_to_their_mean() -> None:
    for exercise, data, generated in tables(3):
        assert cells(exercise.parts[2]) == pytest.approx([jensen_shannon(data, generated)], abs=1e-9)


def test_a_copying_generator_leaves_the_discriminator_guessing() -> None:
    data = tables(3)[0][1]
    best = searched(data, data)
    copied = [float(best[0]), float(value(data, data, best).sum())]
    for exercise, *_ in tables(3):
        assert cells(exercise.parts[3]) == pytest.approx(copied, abs=1e-6)


def test_some_generators_never_give_one_of_the_outcomes() -> None:
    gaps = sum(float(generated.min()) == 0 for _, _, generated in tables(3))
    assert 20 < gaps < 100


def test_a_copied_distribution_has_a_half_and_minus_log_four() -> None:
    assert pytest.approx(-1.3863, abs=5e-5) == LOWEST
    assert jensen_shannon(doubles(["0.5", "0.5"]), doubles(["0.9", "0.1"])) == pytest.approx(0.1017, abs=5e-5)


def test_value_and_divergence_follow_from_the_learner_s_discriminator() -> None:
    for exercise, data, generated in tables(3):
        own = torch.linspace(0.3, 0.6, len(data), dtype=torch.float64)
        reached = float(value(data, generated, own).sum())
        replies = [
            ", ".join(f"{each:.4f}" for each in own),
            f"{reached:.3f}",
            f"{(reached - LOWEST) / 2:.3f}",
            "0.5, -1.386",
        ]
        first, *later = grade(exercise, replies)
        assert first.score < 1 and [each.score for each in later] == [1, 1, 1], exercise.prompt


def test_slips_are_recognised() -> None:
    named: Counter[str] = Counter()
    for exercise, data, generated in tables(3):
        right = [part.answer.show() for part in exercise.parts]
        fake = generated / (data + generated)
        slips = {
            "it is generated": (0, ", ".join(f"{each:.4f}" for each in fake)),
            "to base 2": (1, f"{cells(exercise.parts[1])[0] / math.log(2):.4f}"),
            "did not halve": (2, f"{2 * cells(exercise.parts[2])[0]:.4f}"),
        }
        for words, (place, reply) in slips.items():
            slip = grade(exercise, [*right[:place], reply, *right[place + 1 :]])[place].misconception
            named[words] += slip is not None and words in slip.why
    assert min(named.values()) > 150


# ---------------------------------------------------------------- densities


def curved() -> Iterator[tuple[Exercise, Distribution, Distribution]]:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if exercise.figures:
            formulas = re.findall(r"\(x\) = (.+?)(?:, \\qquad|\$\$)", exercise.prompt)
            one, other = (density(formula, exercise.prompt) for formula in formulas)
            yield exercise, one, other


def density(formula: str, prompt: str) -> Distribution:
    """Return torch's distribution with the density of a formula."""
    if r"\sqrt" in formula:
        ((shift, twice),) = re.findall(r"e\^\{-(x|\(x [+-] [\d.]+\))\^2/([\d.]+)\}", formula)
        mean = 0.0 if shift == "x" else -float(shift.strip("(x)").replace(" ", ""))
        return Normal(double(mean), double(float(twice) / 2).sqrt())
    if rate := re.findall(rf"^{NUMBER}? ?e\^", formula):
        return Exponential(double(float(rate[0] or 1)))
    (end,) = re.findall(rf"x \\le {NUMBER}\$", prompt)
    zero, length = double(0.0), double(float(end))
    if "x" not in formula:
        return Uniform(zero, length, validate_args=False)
    shape = (1.0, 2.0) if "- x" in formula else (2.0, 1.0)
    triangle = Beta(double(shape[0]), double(shape[1]))
    return TransformedDistribution(triangle, [AffineTransform(zero, length)])


def height(distribution: Distribution, x: float) -> float:
    return float(distribution.log_prob(double(x)).exp())


def test_densities_and_the_crossing_are_torch_s() -> None:
    kinds: Counter[str] = Counter()
    for exercise, data, generated in curved():
        (x,) = (float(found) for found in re.findall(rf"at \$x = {NUMBER}\$", exercise.parts[0].prompt))
        assert cells(exercise.parts[0]) == pytest.approx([height(data, x), height(generated, x)], abs=1e-9)
        (crossing,) = cells(exercise.parts[2])
        before, there, after = (height(data, place) - height(generated, place) for place in shifted(crossing))
        assert there == pytest.approx(0, abs=1e-9) and before * after < 0
        kinds[type(data).__name__ + type(generated).__name__] += 1
    assert len(kinds) == 4 and min(kinds.values()) > 5


def shifted(place: float) -> tuple[float, float, float]:
    return place - 0.05, place, place + 0.05


def test_the_discriminator_between_two_densities_is_found_by_searching() -> None:
    everything = list(curved())
    pairs = torch.tensor([cells(exercise.parts[0]) for exercise, *_ in everything], dtype=torch.float64)
    for (exercise, *_), best in zip(everything, searched(*pairs.T).tolist(), strict=True):
        assert cells(exercise.parts[1]) == pytest.approx([best], abs=1e-6)


def test_the_picture_shows_these_densities() -> None:
    for exercise, *densities in list(curved())[:40]:
        (figure,) = exercise.figures
        assert isinstance(figure, Curves)
        for line, distribution in zip(figure.lines, densities, strict=True):
            for x, y in line.points[5:-5:10]:
                assert y == pytest.approx(height(distribution, x), abs=1e-3)


def test_a_discriminator_follows_from_the_learner_s_densities() -> None:
    for exercise, *_ in curved():
        right = exercise.parts[2].answer.show()
        first, second, third = grade(exercise, ["0.9, 0.3", "0.75", right])
        assert first.score < 1 and (second.score, third.score) == (1, 1)


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
