r"""How $\varepsilon$ is annealed: linearly or by a factor, down to a floor."""

from __future__ import annotations

import random
from dataclasses import dataclass

from question_bank.gradients.asking import Slip
from question_bank.notation import decimal, equals
from question_bank.rewards import slips_of_exploration
from question_bank.rewards.slips_of_exploration import ANNEALING


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule in words, what is asked about it, the answer with its steps, and the slips with it."""

    told: str
    question: str
    epsilon: float
    steps: tuple[str, ...]
    slips: tuple[Slip, ...]


def draw_schedule(rng: random.Random) -> Schedule:
    """Return a schedule and a point on it, now and then behind the end of the fall."""
    return rng.choice((_linear, _exponential))(rng)


def _linear(rng: random.Random) -> Schedule:
    start, end = rng.choice((1.0, 1.0, 0.9, 0.8, 0.6)), rng.choice((0.05, 0.1, 0.02))
    last = rng.choice((500, 1000, 2000, 4000, 5000))
    over = rng.random() < 0.2
    step = last * rng.choice((6, 7, 8)) // 5 if over else last * rng.choice((3, 4, 6, 7, 12, 13, 14, 16, 17)) // 20
    epsilon = max(end, start - (start - end) * step / last)
    s, f = decimal(start), decimal(end)
    told = rf"$\varepsilon$ falls linearly from ${s}$ at step 0 to ${f}$ at step {last:,} and then stays there."
    fall = rf"{s} - ({s} - {f}) \cdot {step} / {last} {equals(start - (start - end) * step / last)}"
    if over:
        why = f"The fall ends at step {last:,}: from then on it is ${f}$, and a probability is never negative."
        beyond = Slip((start - (start - end) * step / last,), why, ANNEALING)
        from_zero = Slip((0.0,), rf"It stays at its floor, ${f}$, so that exploring never ends.", ANNEALING)
        share = Slip((start * last / step,), f"Step {step:,} lies behind the end of the fall.", ANNEALING)
        begin = Slip((start,), "This is where it begins.", ANNEALING)
        behind = f"Step {step:,} lies behind the end of the fall, so $\\varepsilon = {f}$."
        return Schedule(told, _at(f"step {step:,}"), epsilon, (behind,), (beyond, from_zero, share, begin))
    steps = (f"Of the way from ${s}$ down to ${f}$, {step:,} of {last:,} steps are done.", f"$\\varepsilon = {fall}$.")
    slips = tuple(slips_of_exploration.of_linear(start, end, (step, last)))
    return Schedule(told, _at(f"step {step:,}"), epsilon, steps, slips)


def _exponential(rng: random.Random) -> Schedule:
    start, least = rng.choice((1.0, 1.0, 0.8, 0.6, 0.5)), rng.choice((0.01, 0.02, 0.05))
    decay, episodes = rng.choice((0.9, 0.8, 0.95, 0.7, 0.5)), rng.randint(2, 6)
    while start * decay**episodes <= 1.5 * least:
        decay, episodes = rng.choice((0.9, 0.8, 0.95)), rng.randint(2, 6)
    s, d, f = decimal(start), decimal(decay), decimal(least)
    told = (
        rf"$\varepsilon$ starts at ${s}$ and is multiplied by ${d}$ after every episode, but never falls below ${f}$: "
        rf"$\varepsilon = \max({f},\ {s} \cdot {d}^n)$ after $n$ episodes."
    )
    epsilon = start * decay**episodes
    steps = (
        f"Each of the {episodes} episodes multiplies it by ${d}$ once, beginning with ${s}$.",
        rf"$\varepsilon = {s} \cdot {d}^{{{episodes}}} {equals(epsilon)}$, which is still above ${f}$.",
    )
    slips = tuple(slips_of_exploration.of_exponential(start, decay, episodes, least))
    return Schedule(told, f"What is $\\varepsilon$ after {episodes} episodes?", epsilon, steps, slips)


def _at(when: str) -> str:
    return rf"What is $\varepsilon$ at {when}?"
