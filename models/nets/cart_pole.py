"""Carts with poles on them, many at once: the physics of gymnasium's CartPole-v1 as one tensor program.

A state is position (m), velocity (m/s), angle (rad, right positive) and its rate (rad/s). Action 0 pushes to the left,
1 to the right. An episode ends when the pole leans more than 12 degrees or the cart leaves its 2.4 m to either side.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

GRAVITY, CART_MASS, POLE_MASS, HALF_POLE = 9.8, 1.0, 0.1, 0.5  # m/s^2, kg, kg, m
FORCE, SECONDS = 10.0, 0.02  # N, and how long a step lasts
EDGE, STEEPEST = 2.4, math.radians(12)  # m, rad
START = 0.05  # an episode begins with all four numbers between -0.05 and 0.05


def moved(states: Tensor, actions: Tensor) -> Tensor:
    """Return the states one step later: (carts, 4), (carts,) -> (carts, 4)."""
    velocity, angle, rate = states[:, 1:].unbind(dim=1)  # (carts,) each; nothing depends on where the cart is
    total = CART_MASS + POLE_MASS
    push = FORCE * (2 * actions - 1)  # action 0 or 1 -> -FORCE or FORCE
    sine, cosine = angle.sin(), angle.cos()
    pull = (push + POLE_MASS * HALF_POLE * rate**2 * sine) / total
    # How fast the pole's rate and the cart's velocity grow: each pulls at the other.
    turning = (GRAVITY * sine - cosine * pull) / (HALF_POLE * (4 / 3 - POLE_MASS * cosine**2 / total))
    speeding = pull - POLE_MASS * HALF_POLE * turning * cosine / total
    change = torch.stack([velocity, speeding, rate, turning], dim=1)  # (carts, 4), per second
    return states + SECONDS * change  # Euler's method: as if nothing else changed within a step


def fallen(states: Tensor) -> Tensor:
    """Tell which poles have fallen or left the rail: (carts,)."""
    return (states[:, 0].abs() > EDGE) | (states[:, 2].abs() > STEEPEST)


def fresh(dice: Tensor) -> Tensor:
    """Return states to begin with, from numbers in [0, 1): (carts, 4)."""
    return START * (2 * dice - 1)
