r"""A stream of rewards and its discounted return, with $R_{t+1}$ for the reward that the action at time $t$ brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal


def discounted_return(rewards: Sequence[float], gamma: float) -> float:
    """Return the value now of rewards that arrive one a step, the first of them undiscounted."""
    total = 0.0
    for reward in reversed(rewards):
        total = reward + gamma * total  # G_t = R_{t+1} + gamma * G_{t+1}, from the end backwards
    return total


@dataclass(frozen=True, slots=True)
class Stream:
    """Rewards one a step: ``first``, and from then on ``forever`` without end (0 where the episode ends)."""

    first: tuple[float, ...]
    forever: float = 0

    def value(self, gamma: float) -> float:
        """Return the discounted return of the whole stream."""
        return discounted_return((*self.first, self.forever / (1 - gamma)), gamma)

    def formula(self, gamma: float) -> str:
        """Return the sum with its numbers, as LaTeX."""
        terms = [_term(reward, gamma, step) for step, reward in enumerate(self.first)]
        if self.forever:
            tail = rf"\frac{{{decimal(self.forever)}}}{{1 - {decimal(gamma)}}}"
            terms.append(rf"{power(decimal(gamma), len(self.first))} \cdot {tail}" if self.first else tail)
        return " + ".join(terms)


def named(rewards: Sequence[float], start: int = 1) -> str:
    """Return "$R_1 = 2$, $R_2 = 3$ and $R_3 = 4$"."""
    *most, last = (f"$R_{start + step} = {decimal(reward)}$" for step, reward in enumerate(rewards))
    return f"{', '.join(most)} and {last}" if most else last


def table(rows: Sequence[tuple[str, Sequence[float]]], start: int = 1) -> str:
    """Return a Markdown table of rewards, one row a stream."""
    steps = range(start, start + len(rows[0][1]))
    lines = ["| | " + " | ".join(f"$R_{step}$" for step in steps) + " |", "|:--|" + "--:|" * len(steps)]
    for name, rewards in rows:
        lines.append(f"| {name} | " + " | ".join(f"${decimal(reward)}$" for reward in rewards) + " |")
    return "\n".join(lines)


def power(base: str, exponent: int) -> str:
    """Return base^exponent as LaTeX, without the exponent 1."""
    return base if exponent == 1 else f"{base}^{{{exponent}}}" if exponent > 9 else f"{base}^{exponent}"


def _term(reward: float, gamma: float, step: int) -> str:
    if step == 0:
        return decimal(reward)
    return rf"{power(decimal(gamma), step)} \cdot {bracketed(reward)}"
