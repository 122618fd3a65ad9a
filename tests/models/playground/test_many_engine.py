"""Many nets in one tensor program take the very steps that each of them takes alone."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from models.descent import OPTIMIZERS
from models.nets.many_mlp import ManyMLP
from models.playground.dense import ACTIVATIONS, Layers, Points, Recipe, initial_layers
from models.playground.many_engine import FastEngines, ManyEngine
from models.playground.torch_mlp import TorchEngine


def points(seed: int) -> Points:
    dice = np.random.default_rng(seed)
    inputs = dice.standard_normal((40, 3)).astype(np.float32)
    return Points(inputs, (inputs.sum(axis=1) > 0).astype(np.float32))


def recipes(activation: str = "tanh", optimizer: str = "sgd", **more: float) -> list[Recipe]:
    """Return nets that differ in all that nets of one program may differ in."""
    shapes = [(3, 4, 1), (3, 2, 2, 1), (3, 5, 5, 5, 1)]
    return [
        Recipe(
            shape,
            activation,
            optimizer,
            momentum=0.5 + 0.2 * number,
            l1=0.001 * number,
            l2=0.01 * number,
            batch=7,
            initial_scale=0.5 + number,
            seed=number % 2,
            **more,
        )
        for number, shape in enumerate(shapes)
    ]


RATES = [0.1, 0.03, 0.01]
DATA = {0: points(0), 1: points(1)}


def assert_same(ours: Layers, theirs: Layers) -> None:
    assert len(ours) == len(theirs)
    for (weight, bias), (other, other_bias) in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(weight, other, rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(bias, other_bias, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("activation", "optimizer", "dropout"),
    [("tanh", each, 0.0) for each in OPTIMIZERS]
    + [(each, "momentum", 0.0) for each in ACTIVATIONS if each != "tanh"]
    + [("tanh", "momentum", 0.4)],
)
def test_each_net_takes_the_steps_it_takes_alone(activation: str, optimizer: str, dropout: float) -> None:
    nets = recipes(activation, optimizer, dropout=dropout)
    for together in (ManyEngine(nets, RATES, DATA, "cpu"), FastEngines(nets, RATES, DATA)):
        together.take_steps(5)
        for recipe, rate, layers in zip(nets, RATES, together.layers(), strict=True):
            alone = TorchEngine(recipe, DATA[recipe.seed], "cpu")
            alone.take_steps(rate, 5)
            assert_same(layers, alone.layers())


def test_nets_begin_with_the_weights_they_have_alone() -> None:
    for recipe, layers in zip(recipes(), ManyEngine(recipes(), RATES, DATA, "cpu").layers(), strict=True):
        assert_same(layers, initial_layers(recipe))


def test_nets_without_a_hidden_layer_train_too() -> None:
    nets = [Recipe((3, 1), seed=seed) for seed in (0, 1)]
    together = ManyEngine(nets, [0.1, 0.2], DATA, "cpu")
    together.take_steps(3)
    for recipe, rate, layers in zip(nets, [0.1, 0.2], together.layers(), strict=True):
        alone = TorchEngine(recipe, DATA[recipe.seed], "cpu")
        alone.take_steps(rate, 3)
        assert_same(layers, alone.layers())


def test_what_a_net_does_not_have_stays_0() -> None:
    engine = ManyEngine(recipes("sigmoid", "nadam"), RATES, DATA, "cpu")
    engine.take_steps(5)
    first, second, third, _, *biases = (window.clone() for window in engine._net.windows(engine._net.numbers))
    assert not first[1, 2:].any()  # two units of five
    assert not second[0].any()  # one layer of three
    assert not third[1].any()
    assert not biases[1][0].any()
    assert third[2].all()


def test_a_net_that_breaks_breaks_alone() -> None:
    nets = recipes("relu")
    together = ManyEngine(nets, [1e30, 0.03, 0.01], DATA, "cpu")
    together.take_steps(20)
    assert not np.isfinite(together.layers()[0][0][0]).all()
    alone = TorchEngine(nets[1], DATA[1], "cpu")
    alone.take_steps(0.03, 20)
    assert_same(together.layers()[1], alone.layers())


def test_dropout_silences_units_only_while_it_trains() -> None:
    nets = [Recipe((3, 32, 1), "linear", dropout=0.5, batch=1, seed=seed) for seed in (0, 1, 0, 1)]
    engine = ManyEngine(nets, [0.5] * 4, DATA, "cpu")
    before = [layers[0][0] for layers in engine.layers()]
    engine.take_steps(1)
    unchanged = [(new[0][0] == old).all(axis=1).mean() for new, old in zip(engine.layers(), before, strict=True)]
    assert np.mean(unchanged) == pytest.approx(0.5, abs=0.15)
    silent = {tuple((new[0][0] == old).all(axis=1)) for new, old in zip(engine.layers(), before, strict=True)}
    assert len(silent) == 2  # each seed has dice of its own


def test_the_tensor_program_is_the_net_layer_by_layer() -> None:
    net = ManyMLP(2, [3, 3], [2, 2], "tanh")
    with torch.no_grad():
        net.numbers.copy_(torch.randn(net.numbers.shape, generator=torch.Generator().manual_seed(0)))
    data = torch.randn(2, 5, 2, generator=torch.Generator().manual_seed(1))
    logits = net(data)
    for number in range(2):
        weights, biases = ([each[number] for each in layers] for layers in (net.weights(), net.biases()))
        hidden = torch.tanh(data[number] @ weights[0].T + biases[0])
        hidden = torch.tanh(hidden @ weights[1].T + biases[1])
        assert torch.allclose(logits[number], (hidden @ weights[2].T + biases[2])[:, 0], atol=1e-6)
