"""Batch normalization against torch's own layer, on the numbers that a prompt shows."""

from __future__ import annotations

import re

import pytest
import torch
from torch import Tensor, nn

from question_bank.answers import Integer, Matrix, Number, Vector
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import grade
from question_bank.normalization.batch import Feature
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("batchnorm-by-hand")
SEEDS = range(200)


def batch(prompt: str) -> Tensor:
    """Return the batch that a prompt shows: a row an example, a column a feature."""
    rows = re.findall(r"^\| \d \| \$(.+?)\$ \| \$(.+?)\$ \|$", prompt, re.MULTILINE)
    if rows:
        return torch.tensor([[float(cell) for cell in row] for row in rows], dtype=torch.float64)
    (said,) = re.findall(r"(?:\$-?[\d.]+\$(?:, | and )?){3,}", prompt)
    return torch.tensor([[float(cell)] for cell in re.findall(r"-?[\d.]+", said)], dtype=torch.float64)


def layer(prompt: str, features: int) -> nn.BatchNorm1d:
    """Return torch's layer with the scale, the shift and the running statistics of a prompt."""
    found = nn.BatchNorm1d(features, eps=1e-12, dtype=torch.float64)
    for name, parameter in (("gamma", found.weight), ("beta", found.bias)):
        if said := re.findall(rf"\\{name} = (-?[\d.]+)\$", prompt):
            parameter.data = torch.tensor([float(value) for value in said], dtype=torch.float64)
    if "running mean is" in prompt:
        ((mean, variance),) = re.findall(
            r"running mean is \$(-?[\d.]+)\$ and its running variance \$([\d.]+)\$", prompt
        )
        found.running_mean, found.running_var = as_running(mean), as_running(variance)
    return found


def as_running(text: str) -> Tensor:
    return torch.tensor([float(text)], dtype=torch.float64)


def values(part: Part) -> list[float]:
    match part.answer:
        case Vector(values=cells):
            return list(cells)
        case Matrix(rows=rows):
            return [cell for row in rows for cell in row]
        case Number(value=value) | Integer(value=value):
            return [value]
        case _:
            raise AssertionError(part)


def near(tensor: Tensor) -> object:
    return pytest.approx(tensor.detach().flatten().tolist(), abs=1e-9)


# ---------------------------------------------------------------- torch says the same


def test_a_normalized_batch_is_torch_s() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        x = batch(exercise.prompt)
        assert values(exercise.parts[0]) == near(layer(exercise.prompt, 1)(x)), exercise.prompt


def test_scale_and_shift_are_torch_s() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        x = batch(exercise.prompt)
        norm = layer(exercise.prompt, x.shape[1])
        if "can be chosen" in exercise.prompt:
            check_choice(exercise, x, norm)
        else:
            assert values(exercise.parts[-1]) == near(norm(x)), exercise.prompt
        if len(exercise.parts) == 2:
            assert values(exercise.parts[0]) == near(torch.stack([x.mean(), x.var(correction=0)]))


def check_choice(exercise: Exercise, x: Tensor, norm: nn.BatchNorm1d) -> None:
    gamma, beta = values(exercise.parts[0])
    norm.weight.data, norm.bias.data = torch.tensor([gamma]).double(), torch.tensor([beta]).double()
    out = norm(x).detach()
    turned = re.findall(r"\$(-?[\d.]+)\$ becomes \$(-?[\d.]+)\$", exercise.parts[0].prompt)
    if not turned:
        assert out.flatten().tolist() == pytest.approx(x.flatten().tolist())
    for before, after in turned:
        place = x.flatten().tolist().index(float(before))
        assert float(out[place, 0]) == pytest.approx(float(after))


def test_training_and_inference_are_torch_s() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        norm, x = layer(exercise.prompt, 1), batch(exercise.prompt)
        assert values(exercise.parts[0]) == near(norm(x)), exercise.prompt
        assert norm.running_mean is not None and norm.running_var is not None
        assert values(exercise.parts[1]) == near(torch.cat([norm.running_mean, norm.running_var]))
        (new,) = re.findall(r"single value \$(-?[\d.]+)\$", exercise.parts[2].prompt)
        norm.eval()
        assert values(exercise.parts[2]) == near(norm(torch.tensor([[float(new)]], dtype=torch.float64)))


def test_parameters_are_counted_as_torch_counts_them() -> None:
    for seed in SEEDS:
        part = FAMILY.generate(seed, 3).parts[3]
        (channels,) = re.findall(r"for (\d+) channels", part.prompt)
        norm = nn.BatchNorm1d(int(channels))
        kept = [*norm.parameters(), *(buffer for buffer in norm.buffers() if buffer.ndim)]
        counted = norm.parameters() if "trainable" in part.prompt else kept
        assert values(part) == [sum(tensor.numel() for tensor in counted)]


def test_four_numbers_in_a_row_give_the_known_values() -> None:
    feature = Feature((1.0, 2.0, 3.0, 4.0))
    assert feature.out() == pytest.approx([-1.3416, -0.4472, 0.4472, 1.3416], abs=5e-5)
    assert 0.9 + 0.1 * feature.unbiased == pytest.approx(1.0667, abs=5e-5)


# ---------------------------------------------------------------- what the learner sees


def test_a_wrong_variance_carries_into_the_outputs() -> None:
    tried = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        if len(exercise.parts) == 2:
            tried += 1
            x, norm = batch(exercise.prompt), layer(exercise.prompt, 1)
            mine = norm.weight * (x - 1.5) / 0.49**0.5 + norm.bias
            graded = grade(exercise, ["1.5, 0.49", ", ".join(f"{cell:.4f}" for cell in mine.flatten().tolist())])
            assert [each.verdict for each in graded] == [Verdict.WRONG, Verdict.RIGHT]
            assert graded[1].carried
    assert tried > 30


def test_wrong_running_statistics_carry_into_inference() -> None:
    for seed in SEEDS[:50]:
        exercise = FAMILY.generate(seed, 3)
        norm = layer(exercise.prompt, 1).eval()
        norm.running_mean, norm.running_var = as_running("9.5"), as_running("0.25")
        (new,) = re.findall(r"single value \$(-?[\d.]+)\$", exercise.parts[2].prompt)
        mine = float(norm(torch.tensor([[float(new)]], dtype=torch.float64)).detach())
        graded = grade(exercise, [exercise.parts[0].answer.show(), "9.5, 0.25", f"{mine:.4f}", "1"])
        assert graded[2].carried and graded[2].verdict is Verdict.RIGHT


def test_nothing_follows_from_a_negative_variance() -> None:
    exercise = FAMILY.generate(0, 3)
    graded = grade(exercise, [exercise.parts[0].answer.show(), "1, -4", "0.5", "1"])
    assert not graded[2].carried


# ---------------------------------------------------------------- variety and language


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_part_names_three_slips(difficulty: int) -> None:
    assert all(len(part.misconceptions) >= 3 for seed in SEEDS for part in FAMILY.generate(seed, difficulty).parts)


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
