"""What the optimization shelf's figures draw is what torch's optimizers do."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
import torch

from question_bank.descent.runs import Behaviour, shows
from question_bank.optimizers.rule import Rule
from question_bank.optimizers.scaled import AdaGrad, RMSProp
from studyapp.figures.optimization import (
    adagrad_rates,
    batch_sizes,
    four_ways_down,
    learning_rate_curves,
    learning_rate_cut,
    learning_rate_range,
    look_ahead,
    momentum_in_a_valley,
    rmsprop_forgets,
)
from tests.studyapp.drawn_words import words

Make = Callable[[torch.Tensor], torch.optim.Optimizer]


def lowered(make: Make, start: tuple[float, ...], curvatures: tuple[float, ...], steps: int) -> float:
    """Return the loss at which an optimizer of torch arrives on a quadratic."""
    scale = torch.tensor(curvatures, dtype=torch.float64)
    place = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make(place)
    for _ in range(steps):
        (place.grad,) = torch.autograd.grad((scale * place**2 / 2).sum(), place)
        optimizer.step()
    return float((scale * place.detach() ** 2 / 2).sum())


def stepped(make: Make, gradients: list[float]) -> list[float]:
    """Return how far each step of an optimizer of torch goes when it is given these gradients."""
    weight = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimizer, places = make(weight), [0.0]
    for gradient in gradients:
        weight.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        places.append(weight.item())
    return [abs(two - one) for one, two in pairwise(places)]


FOUR: tuple[Make, ...] = (
    lambda place: torch.optim.SGD([place], lr=0.072),
    lambda place: torch.optim.SGD([place], lr=0.072, momentum=0.7),
    lambda place: torch.optim.RMSprop([place], lr=0.4, alpha=0.9),
    lambda place: torch.optim.Adam([place], lr=0.4),
)


@pytest.mark.parametrize("index", range(4))
def test_losses_of_the_four_ways_are_those_of_torch(index: int) -> None:
    drawn = four_ways_down
    loss = lowered(FOUR[index], drawn.START, (drawn.FLAT, drawn.STEEP), drawn.STEPS)
    name = drawn.RULES[index][1]
    assert f"{name} loss {loss:.2g}" in words(drawn.FIGURE)


@pytest.mark.parametrize("mu", [0.0, momentum_in_a_valley.MU])
def test_losses_with_and_without_momentum_are_those_of_torch(mu: float) -> None:
    drawn = momentum_in_a_valley

    def make(place: torch.Tensor) -> torch.optim.Optimizer:
        return torch.optim.SGD([place], lr=drawn.ETA, momentum=mu)

    loss = lowered(make, drawn.START, (drawn.FLAT, drawn.STEEP), drawn.STEPS)
    assert f"after {drawn.STEPS} steps the loss is {loss:.2g}, from 58 at" in words(drawn.FIGURE)


def test_the_look_ahead_is_that_of_torch_told_in_the_points_ahead() -> None:
    drawn = look_ahead
    coasted, arrived = drawn.arrivals(ahead=True)
    ahead = torch.tensor(coasted, dtype=torch.float64, requires_grad=True)  # torch's parameter is the point ahead
    optimizer = torch.optim.SGD([ahead], lr=drawn.ETA, momentum=drawn.MU, nesterov=True)
    velocity = torch.tensor(drawn.VELOCITY, dtype=torch.float64) / drawn.ETA
    optimizer.state[ahead]["momentum_buffer"] = velocity.clone()
    ahead.grad = torch.tensor([drawn.FLAT, drawn.STEEP], dtype=torch.float64) * ahead.detach()
    optimizer.step()
    velocity = drawn.ETA * optimizer.state[ahead]["momentum_buffer"]
    assert (ahead.detach() + drawn.MU * velocity).tolist() == pytest.approx(arrived)


def test_the_step_of_momentum_is_that_of_torch() -> None:
    drawn = look_ahead
    place = torch.tensor(drawn.PLACE, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([place], lr=drawn.ETA, momentum=drawn.MU)
    optimizer.state[place]["momentum_buffer"] = torch.tensor(drawn.VELOCITY, dtype=torch.float64) / drawn.ETA
    place.grad = torch.tensor([drawn.FLAT, drawn.STEEP], dtype=torch.float64) * place.detach()
    optimizer.step()
    assert place.tolist() == pytest.approx(drawn.arrivals(ahead=False)[1])


@pytest.mark.parametrize("batch", batch_sizes.BATCHES)
def test_batches_train_a_line_as_torch_does(batch: int) -> None:
    examples, rng = list(batch_sizes.data()), random.Random(7)
    line = torch.tensor(batch_sizes.START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([line], lr=batch_sizes.ETA)
    for _ in range(batch_sizes.EPOCHS):
        rng.shuffle(examples)
        pairs = torch.tensor([(each.x, each.y) for each in examples], dtype=torch.float64)
        for part in torch.split(pairs, batch):
            loss = torch.nn.functional.mse_loss(line[0] * part[:, 0] + line[1], part[:, 1]) / 2
            (line.grad,) = torch.autograd.grad(loss, line)
            optimizer.step()
    assert batch_sizes.trained(batch)[-1] == pytest.approx(line.tolist())


def test_the_cross_is_the_least_squares_line() -> None:
    pairs = np.array([(each.x, each.y) for each in batch_sizes.data()])
    found = np.linalg.lstsq(np.stack([pairs[:, 0], np.ones(len(pairs))], axis=1), pairs[:, 1], rcond=None)[0]
    assert batch_sizes.lowest() == pytest.approx(found.tolist())


@pytest.mark.parametrize("eta", [0.001, 0.03, learning_rate_range.BEST, 0.199, 0.21])
def test_what_is_left_of_the_loss_is_what_torch_leaves_in_the_slower_direction(eta: float) -> None:
    drawn = learning_rate_range

    def make(place: torch.Tensor) -> torch.optim.Optimizer:
        return torch.optim.SGD([place], lr=eta)

    left = [lowered(make, (1.0,), (curvature,), drawn.STEPS) * 2 / curvature for curvature in (drawn.FLAT, drawn.STEEP)]
    assert drawn.left(eta) == pytest.approx(max(left))
    assert (drawn.left(eta) < 1) == (eta < drawn.LIMIT)
    assert drawn.left(eta) >= drawn.left(drawn.BEST)


@pytest.mark.parametrize(("name", "behaviour"), [*zip(learning_rate_curves.RATES, Behaviour, strict=True)])
def test_every_curve_does_what_its_name_says(name: str, behaviour: Behaviour) -> None:
    drawn = learning_rate_curves
    assert shows(drawn.run(drawn.RATES[name]), behaviour, drawn.BOWL.floor)


def test_lowering_the_rate_makes_the_loss_sink_and_its_swings_die_down() -> None:
    kept, cut = (learning_rate_cut.run(by)[-30:] for by in (1, learning_rate_cut.CUT))
    assert np.mean(cut) < np.mean(kept) / 1.5 and np.std(cut) < np.std(kept) / 5


@pytest.mark.parametrize("every", adagrad_rates.EVERY.values())
def test_rates_of_adagrad_are_those_of_torch(every: int) -> None:
    gradients = [0.0 if step % every else 1.0 for step in range(adagrad_rates.STEPS)]
    steps = stepped(lambda weight: torch.optim.Adagrad([weight], lr=adagrad_rates.ETA), gradients)
    rates = [rate * gradient for rate, gradient in zip(adagrad_rates.rates(every), gradients, strict=True)]
    assert rates == pytest.approx(steps, abs=1e-9)


RIVALS: tuple[tuple[Rule, Make], ...] = (
    (RMSProp(0.1, 0.9), lambda weight: torch.optim.RMSprop([weight], lr=0.1, alpha=0.9)),
    (AdaGrad(0.1), lambda weight: torch.optim.Adagrad([weight], lr=0.1)),
)


@pytest.mark.parametrize(("rule", "make"), RIVALS)
def test_steps_that_forget_or_remember_are_those_of_torch(rule: Rule, make: Make) -> None:
    drawn = rmsprop_forgets
    gradients = [drawn.BEFORE] * drawn.CHANGE + [drawn.AFTER] * (drawn.STEPS - drawn.CHANGE)
    assert drawn.lengths(rule) == pytest.approx(stepped(make, gradients), rel=1e-6)
