"""The numbers in the figures on Adam, schedules, batch normalization and curvature are those of torch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

from studyapp.figures.optimization import (
    between_parabolas,
    bias_correction,
    columns_or_rows,
    decoupled_decay,
    nadam_turns,
    normalized_values,
    plateau_drops,
    schedules_side_by_side,
    steps_by_condition,
    warm_up_then_cosine,
)
from tests.studyapp.drawn_words import written_lines

Made = Callable[[torch.Tensor], torch.optim.Optimizer]


def travelled(make: Made, start: float, gradients: list[float]) -> list[float]:
    """Return a parameter before and after every step of a torch optimizer."""
    theta = torch.tensor([start], dtype=torch.float64, requires_grad=True)
    optimizer = make(theta)
    way = [start]
    for gradient in gradients:
        theta.grad = torch.tensor([gradient], dtype=torch.float64)
        optimizer.step()
        way.append(theta.item())
    return way


def test_corrected_steps_are_adams() -> None:
    rule = bias_correction.RULE
    way = travelled(
        lambda theta: torch.optim.Adam([theta], lr=rule.eta, betas=(rule.beta1, rule.beta2)),
        0.0,
        [1.0] * bias_correction.STEPS,
    )
    assert bias_correction.lengths(corrected=True) == pytest.approx((-np.diff(way)).tolist(), rel=1e-6)


def test_steps_without_the_correction_are_too_long_by_what_it_would_do() -> None:
    rule, t = bias_correction.RULE, np.arange(1, bias_correction.STEPS + 1)
    expected = (1 - rule.beta1**t) / np.sqrt(1 - rule.beta2**t)
    assert bias_correction.lengths(corrected=False) == pytest.approx(expected.tolist())
    assert f"the first step is {expected[0]:.2f}" in bias_correction.FIGURE.alt


@pytest.mark.parametrize("size", decoupled_decay.SIZES)
@pytest.mark.parametrize("decoupled", [True, False], ids=["AdamW", "penalty"])
def test_weights_decay_as_with_torch(size: float, *, decoupled: bool) -> None:
    kind = torch.optim.AdamW if decoupled else torch.optim.Adam
    eta, betas, decay = decoupled_decay.ETA, decoupled_decay.BETAS, decoupled_decay.LAMBDA
    way = travelled(
        lambda theta: kind([theta], lr=eta, betas=betas, weight_decay=decay),
        decoupled_decay.START,
        [-size if step % 2 else size for step in range(decoupled_decay.STEPS)],
    )
    assert decoupled_decay.way(size, decoupled=decoupled) == pytest.approx(way, abs=1e-6)
    if not decoupled:
        assert f"{way[-1]:.2f} for gradients of ±{size:g}" in decoupled_decay.FIGURE.alt


def test_all_weights_decay_alike_with_adamw() -> None:
    ends = [decoupled_decay.way(size, decoupled=True)[-1] for size in decoupled_decay.SIZES]
    assert ends == pytest.approx([ends[0]] * len(ends), abs=1e-6)
    assert f"all of them decay to {ends[0]:.2f}" in decoupled_decay.FIGURE.alt


@pytest.mark.parametrize("ahead", [True, False], ids=["Nadam", "Adam"])
def test_averages_are_those_behind_torchs_steps(*, ahead: bool) -> None:
    # A huge decay of the momentum's schedule leaves torch's Nadam with a constant share, which is the form drawn.
    make: Made = (
        (lambda theta: torch.optim.NAdam([theta], lr=0.1, momentum_decay=1e9))
        if ahead
        else (lambda theta: torch.optim.Adam([theta], lr=0.1))
    )
    steps = -np.diff(travelled(make, 0.0, nadam_turns.gradients())) / 0.1  # every squared gradient is 1
    assert nadam_turns.directions(ahead=ahead) == pytest.approx(steps.tolist(), abs=1e-6)


def scheduled(make: Callable[[torch.optim.Optimizer], lr_scheduler.LRScheduler], steps: int) -> list[float]:
    """Return the rates that a torch scheduler gives from step 0 on."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=schedules_side_by_side.START)
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        scheduler.step()
    return rates


def test_schedules_are_those_of_torch() -> None:
    scale, total = schedules_side_by_side.SCALE, schedules_side_by_side.TOTAL
    made: list[Callable[[torch.optim.Optimizer], lr_scheduler.LRScheduler]] = [
        lambda optimizer: lr_scheduler.LambdaLR(optimizer, lambda t: scale / (scale + t)),
        lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, total),
        lambda optimizer: lr_scheduler.StepLR(optimizer, 25, 0.5),
        lambda optimizer: lr_scheduler.ExponentialLR(optimizer, 0.1 ** (1 / (2 * scale))),
    ]
    for make, shape in zip(made, schedules_side_by_side.SHAPES.values(), strict=True):
        assert scheduled(make, total) == pytest.approx([shape.at(t) for t in range(total)])


def test_half_the_peak_is_in_the_middle_of_the_cosine() -> None:
    shape = warm_up_then_cosine.SHAPE
    half = next(t for t in range(shape.warm, shape.total) if shape.at(t) <= shape.peak / 2 + 1e-12)
    assert f"half the peak at step {half}," in written_lines(warm_up_then_cosine.FIGURE)
    highest = int(np.argmax([shape.at(t) for t in range(shape.total)]))
    assert f"peak at step {highest}: here the cosine begins" in written_lines(warm_up_then_cosine.FIGURE)


def test_the_plateau_is_seen_when_torch_sees_it() -> None:
    rule = plateau_drops.RULE
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rule.start)
    scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, factor=rule.factor, patience=rule.patience - 1, threshold=0)
    rates = []
    for loss in plateau_drops.LOSSES:
        rates.append(float(optimizer.param_groups[0]["lr"]))
        scheduler.step(loss)
    assert plateau_drops.rates() == pytest.approx(rates)
    assert len(set(rates)) == 3


def test_means_down_the_columns_are_those_of_batch_normalization() -> None:
    batch = torch.tensor(columns_or_rows.BATCH, dtype=torch.float64)
    layer = torch.nn.BatchNorm1d(batch.shape[1], momentum=1.0, dtype=torch.float64)
    layer(batch)
    assert layer.running_mean is not None
    assert columns_or_rows.means(columns=True) == pytest.approx(layer.running_mean.tolist())
    assert columns_or_rows.means(columns=False) == pytest.approx(batch.mean(dim=1).tolist())


def test_values_are_normalized_scaled_and_shifted_as_by_torch() -> None:
    layer = torch.nn.BatchNorm1d(1, eps=1e-12, dtype=torch.float64)
    before = torch.tensor(normalized_values.BATCH.values, dtype=torch.float64)[:, None]
    _, bare, scaled = normalized_values.rows()
    assert bare == pytest.approx(layer(before)[:, 0].tolist())
    torch.nn.init.constant_(layer.weight, normalized_values.GAMMA)
    torch.nn.init.constant_(layer.bias, normalized_values.BETA)
    assert scaled == pytest.approx(layer(before)[:, 0].tolist())
    written = " ".join(written_lines(normalized_values.FIGURE))
    assert f"mean {before.mean():g}, σ = {before.std(correction=0):g}" in written
    assert f"mean {normalized_values.BETA:g}, σ = {normalized_values.GAMMA:g}" in written


def test_the_loss_lies_between_its_parabolas_and_bends_as_it_should() -> None:
    places = torch.linspace(-3.2, 2.8, 400, dtype=torch.float64, requires_grad=True)
    mean, swing = (
        (between_parabolas.LARGEST + between_parabolas.SMALLEST) / 2,
        (between_parabolas.LARGEST - between_parabolas.SMALLEST) / 2,
    )
    losses = mean * places**2 / 2 + swing * (1 - torch.cos(2 * places)) / 4
    (slopes,) = torch.autograd.grad(losses.sum(), places, create_graph=True)
    (bends,) = torch.autograd.grad(slopes.sum(), places)
    assert between_parabolas.SMALLEST - 1e-9 <= bends.min() < bends.max() <= between_parabolas.LARGEST + 1e-9
    for place, loss, slope in zip(places.tolist(), losses.tolist(), slopes.tolist(), strict=True):
        assert between_parabolas.loss(place) == pytest.approx(loss)
        assert between_parabolas.slope(place) == pytest.approx(slope, abs=1e-12)
        assert between_parabolas.parabola(place, between_parabolas.SMALLEST) <= loss + 1e-9
        assert between_parabolas.parabola(place, between_parabolas.LARGEST) >= loss - 1e-9


@pytest.mark.parametrize("kappa", steps_by_condition.WRITTEN)
@pytest.mark.parametrize("momentum", [True, False], ids=["momentum", "plain"])
def test_steps_are_counted_as_numpy_counts_them(kappa: int, *, momentum: bool) -> None:
    root, curvatures = np.sqrt(kappa), np.array([1.0, kappa])
    eta, share = (4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2) if momentum else (2 / (kappa + 1), 0.0)
    now = before = 1 / np.sqrt(curvatures)
    step = 0
    while (curvatures * now**2).sum() / 2 > steps_by_condition.SHARE:
        now, before = now - eta * curvatures * now + share * (now - before), now  # Polyak's form
        step += 1
    assert f"{step:,}" in written_lines(steps_by_condition.FIGURE)
    told = f" and {step:,} at {kappa:,}" if momentum else f" {step:,} and "
    assert told in steps_by_condition.FIGURE.alt
