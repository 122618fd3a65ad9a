"""Divergences of Gaussians against torch.distributions, on the numbers that a prompt shows."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest
import torch
from torch import Tensor
from torch.distributions import Normal, kl_divergence

from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from question_bank.latents.gaussians import Gaussian, Spread, to_standard
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("kl-gaussians")
SEEDS = range(200)
EVERY = [(seed, difficulty) for difficulty in FAMILY.difficulties for seed in SEEDS]
NUMBER = r"(-?\d+(?:\.\d+)?)"
SYMBOLS = {r"\sigma": Spread.SIGMA, r"\sigma^2": Spread.VARIANCE, r"\ln\sigma^2": Spread.LOG_VARIANCE}


def scale(width: Tensor, symbol: str) -> Tensor:
    """Return standard deviations from what a prompt gives."""
    match SYMBOLS[symbol]:
        case Spread.SIGMA:
            return width
        case Spread.VARIANCE:
            return width.sqrt()
        case Spread.LOG_VARIANCE:
            return width.exp().sqrt()


def doubles(texts: list[str]) -> Tensor:
    return torch.tensor([float(text) for text in texts], dtype=torch.float64)


def units(prompt: str) -> Normal:
    """Return the Gaussians that a prompt tells, from its table or its sentence."""
    if "|" in prompt:
        rows = re.findall(rf"^\| \d \| \${NUMBER}\$ \| \${NUMBER}\$ \|$", prompt, re.MULTILINE)
        ((symbol,),) = {tuple(re.findall(r"\| \$([^|]*?sigma[^|]*)\$ \|", line)) for line in prompt.split("\n")[2:3]}
        means, widths = (list(column) for column in zip(*rows, strict=True))
    else:
        found = re.findall(rf"\$\\mu = {NUMBER}\$ and \$(.+?) = {NUMBER}\$", prompt)
        means, (symbol, *_), widths = ([match[index] for match in found] for index in range(3))
    return Normal(doubles(means), scale(doubles(widths), symbol))


def to_prior(given: Normal) -> Tensor:
    return kl_divergence(given, Normal(torch.zeros_like(given.loc), torch.ones_like(given.loc)))


def sampled(prompt: str, given: Normal) -> Tensor:
    (noise,) = re.findall(r"drawn for them is (.+?), in this order", prompt)
    return given.loc + given.scale * doubles(re.findall(NUMBER, noise))


def goal(exercise: Exercise, divergence: Tensor) -> float:
    """Return the bound or the loss, as the last part words it."""
    (log_likelihood,) = re.findall(rf"\\ln p\(x \\mid z\) = {NUMBER}\$", exercise.prompt)
    said = re.findall(rf"\\beta = {NUMBER}\$", exercise.parts[4].prompt)
    bound = float(log_likelihood) - (float(said[0]) if said else 1.0) * float(divergence)
    return -bound if "the loss" in exercise.parts[4].prompt else bound


def expected(exercise: Exercise) -> list[list[float]]:
    """Return what torch says to each part."""
    given = units(exercise.prompt)
    if "KL}(q \\Vert p)$?" in exercise.parts[0].prompt and len(exercise.parts) == 2:
        one, other = (Normal(given.loc[place], given.scale[place]) for place in range(2))
        return [[float(kl_divergence(one, other))], [float(kl_divergence(other, one))]]
    each = to_prior(given)
    match len(exercise.parts):
        case 1:
            return [each.tolist()]
        case 2:
            return [each.tolist(), [float(each.sum())]]
        case _:
            sampling = [given.scale.tolist(), sampled(exercise.prompt, given).tolist()]
            return [*sampling, each.tolist(), [float(each.sum())], [goal(exercise, each.sum())]]


def test_every_part_is_what_torch_says() -> None:
    for seed, difficulty in EVERY:
        exercise = FAMILY.generate(seed, difficulty)
        for part, should in zip(exercise.parts, expected(exercise), strict=True):
            assert cells(part) == pytest.approx(should, abs=1e-9), (exercise.prompt, part.prompt)


@pytest.mark.parametrize(("mean", "sigma", "known"), [(1, 0.5, 0.8181), (0.5, 1.7, 0.5394), (0, 1, 0)])
def test_known_divergences_come_out(mean: float, sigma: float, known: float) -> None:
    assert to_standard(mean, sigma) == pytest.approx(known, abs=5e-5)
    assert Gaussian(mean, math.log(sigma**2), Spread.LOG_VARIANCE).to_standard == pytest.approx(known, abs=5e-5)


def test_natural_logarithms_are_said() -> None:
    for seed, difficulty in EVERY:
        exercise = FAMILY.generate(seed, difficulty)
        assert "natural" in exercise.prompt + exercise.parts[0].prompt


def test_all_ways_to_give_a_width_occur() -> None:
    seen = Counter(re.findall(r"\$(\S+) = ", FAMILY.generate(seed, 1).prompt)[1] for seed in SEEDS)
    assert set(seen) == set(SYMBOLS) and min(seen.values()) > 40


def test_what_follows_from_variances_taken_for_standard_deviations_is_right() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        given = units(exercise.prompt)
        own = Normal(given.loc, given.scale.square().mul(1000).round().div(1000).clamp(min=0.02))
        each = to_prior(own)
        values = (own.scale, sampled(exercise.prompt, own), each, each.sum().unsqueeze(0))
        replies = [", ".join(f"{value:.3f}" for value in row) for row in values]
        first, *later = grade(exercise, [*replies, f"{goal(exercise, each.sum()):.3f}"])
        assert first.verdict is Verdict.WRONG and first.misconception is not None
        assert [each.score for each in later] == [1, 1, 1, 1], exercise.prompt


def test_formulas_that_went_wrong_are_recognised() -> None:
    named: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (mean,), (sigma,) = (values.tolist() for values in (units(exercise.prompt).loc, units(exercise.prompt).scale))
        slips = {
            "½ in front": sigma**2 + mean**2 - 1 - math.log(sigma**2),
            "sign of the logarithm": 0.5 * (sigma**2 + mean**2 - 1 + math.log(sigma**2)),
            "$-1$ is missing": 0.5 * (sigma**2 + mean**2 - math.log(sigma**2)),
        }
        if r"$\sigma = " in exercise.prompt:
            slips["form for the log-variance"] = 0.5 * (math.exp(sigma) + mean**2 - 1 - sigma)
        for words, value in slips.items():
            (graded,) = grade(exercise, [f"{value:.4f}"])
            named[words] += graded.misconception is not None and words in graded.misconception.why
    assert min(named[words] for words in ("½ in front", "sign of the logarithm", "$-1$ is missing")) > 180
    assert named["form for the log-variance"] > 40


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_at_least_three_slips(difficulty: int) -> None:
    for seed in SEEDS:
        assert all(len(part.misconceptions) >= 3 for part in FAMILY.generate(seed, difficulty).parts)


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(50)) == set()
