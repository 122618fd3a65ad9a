"""The loss of a deep Q-network against loops over plain numbers, and its memory against a deque."""

from __future__ import annotations

from collections import deque

import pytest
import torch

from models.loop import seeded
from models.nets.deep_q import Memory, QNet, copy_weights, td_loss, twin


def filled_memory(steps: int, carts: int = 3, capacity: int = 12) -> tuple[Memory, list[float]]:
    """Return a memory, and the first number of the states that it should hold, oldest first."""
    dice = torch.Generator().manual_seed(1)
    memory, kept = Memory(capacity, "cpu"), deque[float](maxlen=capacity)
    for _ in range(steps):
        states, reached = torch.randn(2, carts, 4, generator=dice)
        actions = torch.randint(2, (carts,), generator=dice)
        terminal = (torch.rand(carts, generator=dice) < 0.4).float()
        memory.add(states, actions, torch.ones(carts), reached, terminal)
        kept.extend(states[:, 0].tolist())
    return memory, list(kept)


@pytest.mark.parametrize("huber", [True, False])
@pytest.mark.parametrize("gamma", [0.0, 0.9])
def test_the_loss_is_the_mean_over_the_batch_and_a_terminal_target_is_the_reward_alone(
    gamma: float, *, huber: bool
) -> None:
    memory, _ = filled_memory(4)
    online, target = seeded(0, lambda: QNet(8)), twin(seeded(1, lambda: QNet(8)))
    with torch.no_grad():
        [*target.parameters()][-1].add_(3.0)  # so that some errors are larger than 1
    rows = torch.tensor([0, 5, 5, 11, 7])
    costs, ended = [], set()
    for row in rows.tolist():
        done = memory.terminal[row].item() == 1
        ahead = 0.0 if done else float(target(memory.next_states[row]).max())
        error = 1 + gamma * ahead - online(memory.states[row])[memory.actions[row]].item()
        small = abs(error) <= 1
        costs.append((0.5 * error**2 if small else abs(error) - 0.5) if huber else error**2)
        ended.add(done)
    assert ended == {True, False}
    loss = td_loss((online, target), memory, rows, torch.tensor(gamma), huber=huber)
    assert loss.item() == pytest.approx(sum(costs) / len(costs), rel=1e-5)


def test_no_gradient_flows_into_the_target_net() -> None:
    memory, _ = filled_memory(4)
    online = seeded(0, lambda: QNet(8))
    target = twin(online)
    torch.autograd.backward(td_loss((online, target), memory, torch.arange(12), torch.tensor(0.9), huber=True))
    assert all(weights.grad is not None for weights in online.parameters())
    assert all(weights.grad is None for weights in target.parameters())


@pytest.mark.parametrize("steps", [1, 3, 4, 5, 7, 9])
def test_the_memory_keeps_the_newest_transitions(steps: int) -> None:
    memory, kept = filled_memory(steps)
    assert memory.filled == len(kept)
    assert sorted(memory.states[: memory.filled, 0].tolist()) == sorted(kept)
    assert memory.states[memory.newest(3), 0].tolist() == kept[-3:]
    rows = memory.random(torch.tensor([0.0, 0.999]))
    assert rows.tolist() == [0, memory.filled - 1]


def test_a_copy_stands_still_until_it_is_made_anew() -> None:
    online = seeded(0, lambda: QNet(4))
    target = twin(online)
    with torch.no_grad():
        next(iter(online.parameters())).add_(1)
    states = torch.ones(2, 4)
    assert not torch.equal(online(states), target(states))
    copy_weights(online, target)
    torch.testing.assert_close(online(states), target(states))
