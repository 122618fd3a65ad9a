"""The carts against gymnasium's CartPole-v1, step by step."""

from __future__ import annotations

from typing import Any

import gymnasium
import numpy as np
import torch

from models.nets.cart_pole import EDGE, STEEPEST, fallen, fresh, moved


def test_every_step_is_that_of_cart_pole_v1() -> None:
    env: gymnasium.Env[Any, Any] = gymnasium.make("CartPole-v1").unwrapped
    dice = np.random.default_rng(0)
    for seed in range(25):
        observed, _ = env.reset(seed=seed)
        over = False
        while not over:
            action = int(dice.integers(2))
            ours = moved(torch.tensor(observed)[None], torch.tensor([action]))
            observed, reward, over, _, _ = env.step(action)
            np.testing.assert_allclose(ours[0].numpy(), observed, atol=1e-5)
            assert bool(fallen(ours)) == over
            assert reward == 1


def test_many_carts_move_as_each_would_alone() -> None:
    states = torch.randn(50, 4, generator=torch.Generator().manual_seed(0))
    actions = torch.arange(50) % 2
    alone = torch.cat([moved(states[cart : cart + 1], actions[cart : cart + 1]) for cart in range(50)])
    torch.testing.assert_close(moved(states, actions), alone)


def test_a_cart_is_out_beyond_either_edge_and_angle() -> None:
    just = torch.tensor([[EDGE - 0.01, 9, STEEPEST - 0.01, 9], [0, 0, STEEPEST + 0.01, 0], [-EDGE - 0.01, 0, 0, 0]])
    assert fallen(just).tolist() == [False, True, True]
    assert fallen(-just).tolist() == [False, True, True]


def test_an_episode_begins_near_the_middle() -> None:
    states = fresh(torch.tensor([[0.0, 0.5, 1.0, 0.25]]))
    torch.testing.assert_close(states, torch.tensor([[-0.05, 0.0, 0.05, -0.025]]))
