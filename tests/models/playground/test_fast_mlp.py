"""The compiled loop takes the steps of torch's autograd and optimizers, whatever the activation and the optimizer."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from types import ModuleType

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

import models.playground
from models.descent import OPTIMIZERS, optimizer_of
from models.playground import fast_mlp
from models.playground.dense import (
    ACTIVATIONS,
    BatchOrder,
    Layers,
    Points,
    Recipe,
    answers,
    dropout_start,
    initial_layers,
    loss_and_accuracy,
)
from models.playground.fast_mlp import FastEngine, flat, is_kept, kernel, unflat
from models.playground.playground_run import engine_of
from models.playground.torch_mlp import Dice, TorchEngine, gradient_norms, net_of
from models.protocol import Command, Quit
from models.worker import Worker

SIZES = (3, 5, 4, 1)
RATES = (0.05, 0.01, 0.1)  # of steps that follow one another: the rate is a live knob


def points(count: int = 40) -> Points:
    dice = np.random.default_rng(5)
    inputs = dice.standard_normal((count, 3)).astype(np.float32)
    return Points(inputs, (inputs.sum(axis=1) > 0).astype(np.float32))


@pytest.fixture(scope="module")
def loop() -> ModuleType:
    compiled = kernel()
    assert compiled is not None
    return compiled


def by_hand(recipe: Recipe, data: Points) -> Layers:
    """Train with nothing but autograd and torch.optim."""
    bends: dict[str, Callable[[Tensor], Tensor]] = {
        "tanh": torch.tanh,
        "relu": torch.relu,
        "sigmoid": torch.sigmoid,
        "leaky relu": functional.leaky_relu,
        "elu": functional.elu,
        "linear": torch.clone,
        "swish": functional.silu,
    }
    decoupled = recipe.optimizer == "adamw"
    every = [torch.nn.Parameter(torch.tensor(each)) for layer in initial_layers(recipe) for each in layer]
    optimizer = optimizer_of(
        recipe.optimizer, every, "cpu", momentum=recipe.momentum, weight_decay=recipe.l2 if decoupled else 0.0
    )
    order = BatchOrder(len(data.labels), recipe.batch, recipe.seed)
    for rate in RATES:
        rows = order.take(1)[0]
        hidden = torch.tensor(data.inputs[rows])
        for weight, bias in zip(every[0:-2:2], every[1:-2:2], strict=True):
            hidden = bends[recipe.activation](hidden @ weight.T + bias)
        logits = (hidden @ every[-2].T + every[-1])[:, 0]
        cost = functional.binary_cross_entropy_with_logits(logits, torch.tensor(data.labels[rows]))
        for weight in every[0::2]:
            cost = cost + recipe.l1 * weight.abs().sum() + (0 if decoupled else recipe.l2 / 2) * weight.square().sum()
        optimizer.zero_grad()
        torch.autograd.backward(cost)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
    arrays = [each.detach().numpy() for each in every]
    return tuple(zip(arrays[0::2], arrays[1::2], strict=True))


def assert_same(ours: Layers, theirs: Layers) -> None:
    for (weight, bias), (other, other_bias) in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(weight, other, rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(bias, other_bias, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_both_engines_take_the_steps_of_autograd_and_torch_optim(
    loop: ModuleType, activation: str, optimizer: str
) -> None:
    data = points()
    recipe = Recipe(SIZES, activation, optimizer, momentum=0.8, l1=0.003, l2=0.02, batch=7, seed=3)
    expected = by_hand(recipe, data)
    for engine in (FastEngine(loop, recipe, data), TorchEngine(recipe, data, "cpu")):
        for rate in RATES:
            engine.take_steps(rate, 1)
        assert_same(engine.layers(), expected)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_both_engines_take_other_prices_while_they_train(loop: ModuleType, optimizer: str) -> None:
    data, free = points(), Recipe(SIZES, "tanh", optimizer, batch=7, seed=3)
    engines = FastEngine(loop, free, data), TorchEngine(free, data, "cpu")
    for engine in engines:
        engine.take_steps(0.05, 5)
    for recipe in (free, replace(free, l1=0.01, l2=0.05)):
        for engine in engines:
            engine.change(recipe)
            engine.take_steps(0.05, 5)
        assert_same(engines[0].layers(), engines[1].layers())
    priced, unpriced = engines[0].layers(), FastEngine(loop, free, data)
    unpriced.take_steps(0.05, 15)
    lengths = [sum(float(np.square(weight).sum()) for weight, _ in each) for each in (priced, unpriced.layers())]
    assert lengths[0] < 0.999 * lengths[1]


def test_a_chunk_of_steps_is_as_many_single_steps_across_blocks_of_batches(loop: ModuleType) -> None:
    recipe, data = Recipe(SIZES, dropout=0.3, optimizer="nadam"), points()
    together, alone = FastEngine(loop, recipe, data), FastEngine(loop, recipe, data)
    together.take_steps(0.01, 1100)
    for _ in range(1100):
        alone.take_steps(0.01, 1)
    assert np.array_equal(together.weights, alone.weights)


def test_both_engines_silence_the_same_units(loop: ModuleType) -> None:
    data = points()
    for seed in range(5):
        recipe = Recipe(SIZES, dropout=0.3, batch=7, seed=seed)
        engines = FastEngine(loop, recipe, data), TorchEngine(recipe, data, "cpu")
        for engine in engines:
            engine.take_steps(0.3, 20)
        assert_same(engines[0].layers(), engines[1].layers())


def test_the_dice_of_dropout_are_even_and_those_of_two_seeds_go_apart() -> None:
    thrown = [Dice(dropout_start(seed), torch.arange(4000), 4000) for seed in (0, 1)]
    first, second = (torch.cat([dice.throw() for _ in range(5)]) for dice in thrown)
    for numbers in (first, second):
        counts = torch.histc(numbers, 10, 0, 1)
        assert (counts - 2000).abs().max() < 5 * math.sqrt(2000)
    together = torch.stack([first[:-1], first[1:], second[:-1], second[1:]])
    assert (torch.corrcoef(together) - torch.eye(4)).abs().max() < 0.03


def test_a_step_with_dropout_has_the_gradient_of_the_units_that_are_left(loop: ModuleType) -> None:
    data, recipe = points(), Recipe(SIZES, "linear", dropout=0.4, batch=1, seed=8)
    dropped = set()
    for seed in range(20):
        engine = FastEngine(loop, replace(recipe, seed=seed), data)
        before = engine.layers()
        engine.take_steps(0.1, 1)
        # A linear unit's slope is its mask: 0, or 1 / (1 - dropout).
        masks = [torch.tensor(engine.slopes[None, first:end]) for first, end in ((3, 8), (8, 12))]
        dropped |= {round(float(each), 4) for mask in masks for each in mask[0]}
        row = BatchOrder(40, 1, seed).take(1)[0]
        net = net_of(recipe, before)
        logits = net(torch.tensor(data.inputs[row]), masks)
        cost = functional.binary_cross_entropy_with_logits(logits, torch.tensor(data.labels[row]))
        gradients = torch.autograd.grad(cost, [*net.weights(), *net.biases()])
        expected = np.concatenate([gradient.numpy().ravel() for gradient in gradients])
        np.testing.assert_allclose(engine.gradient, expected, rtol=1e-5, atol=1e-6)
    assert dropped == {0.0, round(1 / 0.6, 4)}


@pytest.mark.parametrize("dropout", [0.1, 0.5])
def test_both_engines_drop_their_share_of_units(loop: ModuleType, dropout: float) -> None:
    recipe, data = Recipe((3, 64, 64, 1), "linear", dropout=dropout, batch=1), points()
    compiled = FastEngine(loop, recipe, data)
    silent = []
    for _ in range(100):
        compiled.take_steps(0.0, 1)
        silent.append((compiled.slopes[3:-1] == 0).mean())
    assert np.mean(silent) == pytest.approx(dropout, abs=0.02)
    assert np.std(silent) > 0.02
    plain = TorchEngine(recipe, data, "cpu")
    before = plain.layers()
    plain.take_steps(0.5, 1)
    unchanged = (plain.layers()[1][0] == before[1][0]).all(axis=1).mean()  # a silent unit's weights stay
    assert unchanged == pytest.approx(dropout, abs=0.2)


def test_a_net_that_breaks_holds_no_number_and_no_error_is_raised(loop: ModuleType) -> None:
    engine = FastEngine(loop, Recipe((3, 8, 1), "relu"), points())
    engine.take_steps(1e30, 50)
    layers = engine.layers()
    assert not np.isfinite(layers[0][0]).all()
    logits = answers(layers, "relu", points().inputs)[-1][:, 0]
    assert not np.isfinite(loss_and_accuracy(logits, points().labels)[0])


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_what_units_answer_in_numpy_is_what_the_torch_net_answers(activation: str) -> None:
    recipe, data = Recipe(SIZES, activation, seed=1), points()
    layers = initial_layers(recipe)
    net = net_of(recipe, layers)
    logits = net(torch.tensor(data.inputs)).detach()
    ours = answers(layers, activation, data.inputs)
    np.testing.assert_allclose(ours[-1][:, 0], logits.numpy(), rtol=1e-5, atol=1e-6)
    assert [each.shape for each in ours] == [(40, units) for units in SIZES]
    loss, accuracy = loss_and_accuracy(ours[-1][:, 0], data.labels)
    labels = torch.tensor(data.labels)
    assert loss == pytest.approx(float(functional.binary_cross_entropy_with_logits(logits, labels)), rel=1e-5)
    assert accuracy * 40 == pytest.approx(int(((logits > 0) == (labels == 1)).sum()))


def test_gradient_norms_are_those_of_the_mean_over_all_points(loop: ModuleType) -> None:
    recipe, data = Recipe(SIZES, "swish", batch=1, seed=2), points()
    layers = initial_layers(recipe)
    total = np.zeros_like(flat(layers))
    for point in range(40):  # the compiled loop's gradients, point by point
        engine = FastEngine(loop, recipe, Points(data.inputs[point : point + 1], data.labels[point : point + 1]))
        engine.take_steps(0.0, 1)
        total += engine.gradient / 40
    expected = [float(np.linalg.norm(weight)) for weight, _ in unflat(total, SIZES)]
    assert gradient_norms(recipe, layers, data) == pytest.approx(expected, rel=1e-5)


def test_batches_of_a_seed_are_the_same_however_they_are_taken() -> None:
    whole, parts = BatchOrder(30, 4, 1), BatchOrder(30, 4, 1)
    rows = np.concatenate([whole.take(1000) for _ in range(3)])
    taken = np.concatenate([parts.take(7) for _ in range(100)])
    count = min(len(rows), len(taken))
    assert count > 600
    assert np.array_equal(rows[:count], taken[:count])
    assert set(rows.flat) == set(range(30))


def test_without_numba_torch_trains_the_same_net(monkeypatch: pytest.MonkeyPatch, loop: ModuleType) -> None:
    recipe, data = Recipe(SIZES, "relu", "adam"), points()
    compiled = engine_of(recipe, data, "cpu")
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, loop.__name__)
    monkeypatch.delattr(models.playground, "fast_kernel")
    plain = engine_of(recipe, data, "cpu")
    assert isinstance(compiled, FastEngine)
    assert isinstance(plain, TorchEngine)
    for engine in (compiled, plain):
        engine.take_steps(0.01, 10)
    assert_same(compiled.layers(), plain.layers())


def test_a_loop_compiled_from_an_older_source_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, kept = tmp_path / "fast_kernel.py", tmp_path / "__pycache__" / "fast_kernel.train-1.py311.nbi"
    monkeypatch.setattr(fast_mlp, "SOURCE", source)
    source.touch()
    assert not is_kept()
    kept.parent.mkdir()
    kept.touch()
    for age, answer in ((-60, True), (60, False)):
        written = kept.stat().st_mtime + age
        os.utime(source, (written, written))
        assert is_kept() == answer


class Idle(SimpleQueue[Command]):
    """Commands to a worker that nobody speaks to until it has nothing left to do."""

    def get(self, block: bool = True, timeout: float | None = None) -> Command:
        if timeout is not None:
            raise Empty
        return Quit()


@pytest.mark.parametrize("idle", [True, False])
def test_an_idle_worker_loads_the_loop_and_one_that_is_waited_for_does_not(
    loop: ModuleType, idle: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_kept()
    monkeypatch.delitem(sys.modules, "models.playground.fast_kernel")
    monkeypatch.delattr(models.playground, "fast_kernel")
    commands: SimpleQueue[Command] = Idle() if idle else SimpleQueue()
    if not idle:
        commands.put(Quit())
    Worker(commands, lambda frame: None, clock=time.perf_counter).serve()
    assert ("models.playground.fast_kernel" in sys.modules) == idle
