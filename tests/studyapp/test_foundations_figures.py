"""The numbers in the foundations shelf's figures are those of torch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from studyapp.figures.foundations import (
    activations_and_slopes,
    broadcast_sum,
    chain_of_slopes,
    descent_in_a_valley,
    descent_rates,
    mlp_layers,
    values_and_gradients,
)
from tests.studyapp.drawn_words import written_lines

TORCH: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU": torch.relu,
    "swish": torch.nn.functional.silu,
}


def numbers(words: list[str], front: str) -> list[float]:
    """Return the numbers of the lines that begin with some words, in order."""
    found = [line.removeprefix(front) for line in words if line.startswith(front)]
    return [float(number.replace("−", "-")) for number in found]


def descended(start: tuple[float, ...], rate: float, curvatures: tuple[float, ...], steps: int) -> list[list[float]]:
    """Return the places at which torch's SGD arrives on a quadratic."""
    place = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([place], lr=rate)
    path = [place.tolist()]
    for _ in range(steps):
        loss = (torch.tensor(curvatures, dtype=torch.float64) * place**2 / 2).sum()
        (place.grad,) = torch.autograd.grad(loss, place)
        optimizer.step()
        path.append(place.tolist())
    return path


def test_layers_are_counted_as_torch_counts_them() -> None:
    inputs, hidden, outputs = mlp_layers.NET.widths
    layers = (torch.nn.Linear(inputs, hidden), torch.nn.Linear(hidden, outputs))
    counts = [sum(weights.numel() for weights in layer.parameters()) for layer in layers]
    written = " ".join(written_lines(mlp_layers.FIGURE))
    assert f"{counts[0]} + {counts[1]} = {sum(counts)} parameters" in written
    for layer in layers:
        assert "W: {} × {}".format(*layer.weight.shape) in written


@pytest.mark.parametrize("shown", activations_and_slopes.SHOWN, ids=lambda shown: shown.name)
def test_activations_and_their_slopes_are_those_of_torch(shown: activations_and_slopes.Shown) -> None:
    z = torch.linspace(-4, 4, 401, dtype=torch.float64, requires_grad=True)
    values = TORCH[shown.name](z)
    (slopes,) = torch.autograd.grad(values.sum(), z)
    assert [shown.value(x) for x in z.tolist()] == pytest.approx(values.tolist(), abs=1e-9)
    assert [shown.slope(x) for x in z.tolist()] == pytest.approx(slopes.tolist(), abs=1e-9)
    assert f"slope at most {slopes.max():.3g}" in written_lines(activations_and_slopes.FIGURE)


@pytest.mark.parametrize("case", descent_rates.CASES, ids=lambda case: f"{case.rate}")
def test_steps_on_the_parabola_are_those_of_torch(case: descent_rates.Case) -> None:
    curvature = descent_rates.CURVATURE
    path = descended((case.start,), case.rate / curvature, (curvature,), descent_rates.STEPS)
    assert descent_rates.descended(case) == pytest.approx([place for (place,) in path])


@pytest.mark.parametrize("rate", descent_in_a_valley.RATES)
def test_steps_in_the_valley_are_those_of_torch(rate: float) -> None:
    curvatures = (descent_in_a_valley.FLAT, descent_in_a_valley.STEEP)
    path = descended(descent_in_a_valley.START, rate, curvatures, descent_in_a_valley.STEPS)
    found = torch.tensor(descent_in_a_valley.descended(rate), dtype=torch.float64)
    torch.testing.assert_close(found, torch.tensor(path, dtype=torch.float64))


def test_the_large_rate_ends_nearer_to_the_minimum_of_the_valley() -> None:
    small, large = (descent_in_a_valley.descended(rate)[-1] for rate in descent_in_a_valley.RATES)
    assert large[0] ** 2 + large[1] ** 2 < small[0] ** 2 + small[1] ** 2


def test_values_and_gradients_of_the_graph_are_those_of_autograd() -> None:
    y, x = (torch.tensor(values_and_gradients.TREE.leaves[name], requires_grad=True) for name in "yx")
    a, b = x * y, x**2
    f = a - b
    nodes = (y, x, a, b, f)
    gradients = torch.autograd.grad(f, nodes)
    written = written_lines(values_and_gradients.FIGURE)
    assert numbers(written, "value ") == [node.item() for node in nodes]
    assert numbers(written, "gradient ") == [gradient.item() for gradient in gradients]


def test_the_chain_shows_the_gradients_of_autograd() -> None:
    net = chain_of_slopes.NET
    w, b, v, c = (
        torch.tensor(value, dtype=torch.float64, requires_grad=True)
        for value in (net.weights[0][0], net.biases[0], net.out_weights[0], net.out_bias)
    )
    prediction = v * torch.sigmoid(w * net.inputs[0] + b) + c
    gradients = torch.autograd.grad((prediction - net.target) ** 2 / 2, (w, b, v, c))
    written = written_lines(chain_of_slopes.FIGURE)
    assert numbers(written, "= ") == pytest.approx([gradient.item() for gradient in gradients], abs=5e-4)


def test_the_broadcast_sum_is_that_of_torch() -> None:
    column, row = torch.tensor(broadcast_sum.COLUMN), torch.tensor(broadcast_sum.ROW[0])
    assert (column + row).tolist() == broadcast_sum.SUM
    assert f"shape {tuple((column + row).shape)}" in written_lines(broadcast_sum.FIGURE)
