"""Optimizers with settings and states that lead to numbers a pocket calculator can follow."""

from __future__ import annotations

import random

from question_bank.descent.objective import nonzero
from question_bank.optimizers.adam import Adam
from question_bank.optimizers.momentum import Momentum
from question_bank.optimizers.nesterov import Nesterov, NesterovOfTorch
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import Rule, State
from question_bank.optimizers.scaled import AdaGrad, RMSProp

ETAS = (0.05, 0.1, 0.2, 0.25, 0.5)
MUS = (0.5, 0.8, 0.9)
BETAS = ((0.9, 0.999), (0.9, 0.999), (0.8, 0.99), (0.8, 0.999))
# Gradients and what is remembered so far, for which the root comes out even.
SUMS = ((3, 16), (4, 9), (6, 64), (8, 36), (5, 144), (1.5, 4), (0.6, 0.64), (0.8, 0.36), (1.2, 0.25), (0.9, 1.44))
MEANS = ((5, 15), (4, 26), (13, 9), (6, 6), (9, 1), (4.5, 0.25), (3, 1.5), (2.5, 3.75), (6.5, 2.25), (2, 6.5))


def single_idea(rng: random.Random) -> tuple[Rule, State, float]:
    """Return an optimizer with one idea of its own, a state in the middle of training, and a gradient."""
    theta, eta, mu = nonzero(rng, -4, 6), rng.choice(ETAS), rng.choice(MUS)
    sign = rng.choice((-1, 1))
    match rng.choices(("momentum", "inside", "nesterov", "adagrad", "rmsprop"), (3, 2, 2, 3, 3))[0]:
        case "adagrad":
            gradient, total = rng.choice(SUMS)
            return AdaGrad(eta), State(theta, (float(total),), 5), sign * float(gradient)
        case "rmsprop":
            gradient, mean = rng.choice(MEANS)
            return RMSProp(eta, 0.9), State(theta, (float(mean),), 5), sign * float(gradient)
        case "inside":
            return Momentum(eta, mu, inside=True), State(theta, (nonzero(rng, -1, 1),), 5), nonzero(rng, -4, 4, 0.5)
        case kind:
            rule = Momentum(eta, mu) if kind == "momentum" else NesterovOfTorch(eta, mu)
            return rule, State(theta, (nonzero(rng, -4, 4, 0.5),), 5), nonzero(rng, -4, 4, 0.5)


def corrected_kind(rng: random.Random) -> tuple[Adam, State, float]:
    """Return Adam, AdamW or Nadam at step 1, 2 or 3, with averages that come from gradients of one decimal."""
    kind, (beta1, beta2) = rng.choice(("Adam", "AdamW", "Nadam")), rng.choice(BETAS)
    decay = rng.choice((0.05, 0.1, 0.2)) if kind == "AdamW" else 0.0
    rule = Adam(rng.choice((0.05, 0.1, 0.2)), beta1, beta2, decay, kind == "Nadam")
    state = State(rng.choice((-1, 1)) * nonzero(rng, 1, 5), (0.0, 0.0))
    for _ in range(rng.choice((0, 1, 1, 2))):
        m, v = rule.remember(state, nonzero(rng, -4, 4, 0.5))
        state = State(state.theta, (round(m, 4), float(f"{v:.4g}")), state.steps + 1)
    return rule, state, nonzero(rng, -4, 4, 0.5)


def two_ideas(rng: random.Random, theta: float) -> tuple[Rule, State]:
    """Return an optimizer and a state for a gradient that has to be worked out first."""
    eta, mu = rng.choice((0.05, 0.1, 0.2)), rng.choice(MUS)
    match rng.randrange(4):
        case 0:
            return Nesterov(eta, mu), State(theta, (nonzero(rng, -1, 1),), 5)
        case 1:
            velocity = nonzero(rng, -4, 4, 0.5)
            return Momentum(eta, mu, decay=rng.choice((0.1, 0.2, 0.5))), State(theta, (velocity,), 5)
        case 2:
            return RMSProp(eta, rng.choice((0.9, 0.8))), State(theta, (nonzero(rng, 1, 20, 0.5),), 5)
        case _:
            return AdaGrad(eta), State(theta, (nonzero(rng, 1, 40, 0.5),), 5)


def for_two_steps(rng: random.Random, slope: float) -> tuple[Rule, Rule]:
    """Return an optimizer to follow for two steps, and a rival for the same steps; stable for this curvature."""
    eta = rng.choice([eta for eta in (0.05, 0.1, 0.2) if eta * slope <= 0.6])
    mu, (beta1, beta2) = rng.choice(MUS), rng.choice(BETAS)
    plain, heavy = Plain(eta), Momentum(eta, mu)
    pairs: tuple[tuple[Rule, Rule], ...] = (
        (plain, heavy),
        (heavy, plain),
        (Momentum(eta, mu, inside=True), plain),
        (Nesterov(eta, mu), Momentum(eta, mu, inside=True)),
        (AdaGrad(eta), plain),
        (RMSProp(eta, 0.9), plain),
        (Adam(eta, beta1, beta2), plain),
        (Adam(eta, beta1, beta2, decay=rng.choice((0.05, 0.1, 0.2))), plain),
        (Adam(eta, beta1, beta2, ahead=True), plain),
    )
    return rng.choice(pairs)
