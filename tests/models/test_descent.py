"""Batches, noise and descent: the same numbers as a loop written out by hand."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from models.descent import MOST_AHEAD, OPTIMIZERS, Batches, Descent, Noise, optimizer_of


def test_batches_are_the_same_for_a_seed_and_go_on_beyond_what_was_thrown_ahead() -> None:
    one, two, other = (Batches(50, 4, seed, "cpu") for seed in (1, 1, 2))
    rows = [one.draw().tolist() for _ in range(2 * MOST_AHEAD + 3)]
    assert rows == [two.draw().tolist() for _ in range(2 * MOST_AHEAD + 3)]
    assert rows[:5] != [other.draw().tolist() for _ in range(5)]
    assert {index for row in rows for index in row} == set(range(50))
    assert len({tuple(row) for row in rows}) > MOST_AHEAD


def test_what_is_drawn_stays_at_its_place_in_memory() -> None:
    batches, noise = Batches(9, 3, 0, "cpu"), Noise((2, 5), 0, "cpu")
    places = batches.drawn.data_ptr(), noise.drawn.data_ptr()
    first = noise.draw().clone()
    for _ in range(3):
        assert batches.draw() is batches.drawn
        assert noise.draw() is noise.drawn
    assert not torch.equal(first, noise.drawn)
    assert (batches.drawn.data_ptr(), noise.drawn.data_ptr()) == places


def test_noise_is_standard_normal() -> None:
    noise = Noise((1000,), 3, "cpu")
    values = torch.cat([noise.draw().clone() for _ in range(100)])
    assert abs(float(values.mean())) < 0.02
    assert abs(float(values.std()) - 1) < 0.02


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_descent_takes_the_steps_of_a_loop_written_by_hand(name: str) -> None:
    torch.manual_seed(0)
    data, target = torch.randn(20, 3), torch.randn(20, 1)
    ours, theirs = nn.Linear(3, 1), nn.Linear(3, 1)
    theirs.load_state_dict(ours.state_dict())
    batches, same = Batches(20, 5, 7, "cpu"), Batches(20, 5, 7, "cpu")
    descent = Descent(
        optimizer_of(name, ours.parameters(), "cpu"),
        lambda: ((ours(data[batches.drawn]) - target[batches.drawn]) ** 2).mean(),
        "cpu",
    )
    plain = optimizer_of(name, theirs.parameters(), "cpu")
    for rate in (0.1, 0.1, 0.01, 0.05):
        batches.draw()
        ours_loss = descent.step(rate)
        rows = same.draw()
        for group in plain.param_groups:
            group["lr"] = rate
        plain.zero_grad()
        loss = ((theirs(data[rows]) - target[rows]) ** 2).mean()
        loss.backward()
        plain.step()
        assert float(ours_loss) == float(loss.detach())
        assert torch.equal(ours.weight, theirs.weight)


def test_nesterov_without_momentum_is_plain_descent() -> None:
    weight = nn.Parameter(torch.tensor([3.0]))
    Descent(optimizer_of("nesterov", [weight], "cpu", momentum=0.0), lambda: (weight**2).sum(), "cpu").step(0.1)
    assert torch.allclose(weight, torch.tensor([3.0 - 0.1 * 6.0]))


def test_bfloat16_is_left_to_gpus_that_have_units_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    weight = nn.Parameter(torch.ones(1))
    seen: list[torch.dtype] = []

    def loss() -> torch.Tensor:
        seen.append(torch.get_autocast_dtype("cuda") if torch.is_autocast_enabled("cuda") else torch.float32)
        return (weight**2).sum()

    monkeypatch.setattr(torch.cuda.amp.common, "amp_definitely_not_available", lambda: False)
    for units in (True, False):
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True, units=units: units)
        optimizer = torch.optim.SGD([weight], lr=0.1)
        Descent(optimizer, loss, "cuda", graphed=False, mixed=True).step(0.1)
    assert seen == [torch.bfloat16, torch.float32]


def test_a_long_gradient_is_shortened() -> None:
    weight = nn.Parameter(torch.tensor([3.0, 4.0]))
    descent = Descent(
        optimizer_of("sgd", [weight], "cpu"), lambda: 100 * (weight**2).sum(), "cpu", largest_gradient=1.0
    )
    descent.step(1.0)
    assert torch.allclose(weight, torch.tensor([3.0, 4.0]) * (1 - 1 / 5))


def test_an_unknown_optimizer_is_named() -> None:
    with pytest.raises(ValueError, match="no optimizer is called lion"):
        optimizer_of("lion", [nn.Parameter(torch.zeros(1))], "cpu")
