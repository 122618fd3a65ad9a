"""A small table of action values, the worlds it is about, and one step of learning in it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Literal

from question_bank.notation import decimal

Algorithm = Literal["sarsa", "q-learning"]
NAMES: dict[Algorithm, str] = {"sarsa": "SARSA", "q-learning": "Q-learning"}


@dataclass(frozen=True, slots=True)
class World:
    """A story with states and actions to name the rows and columns by."""

    story: str
    states: tuple[str, ...]
    actions: tuple[str, ...]
    end: str


WORLDS = (
    World("A cleaning robot moves through a flat.", ("kitchen", "hall", "study"), ("wait", "sweep", "roll on"), "dock"),
    World("An agent learns its way through a small maze.", ("A1", "A2", "B2"), ("up", "down", "left", "right"), "exit"),
    World("A ferry learns when to sail.", ("north pier", "south pier", "island"), ("stay", "cross"), "home port"),
    World("A lift is to learn its job.", ("ground floor", "first floor", "attic"), ("up", "down", "hold"), "parked"),
    World("A game character explores a castle.", ("bridge", "cave", "tower"), ("hide", "climb", "run"), "treasury"),
    World("A heating controller learns from comfort and cost.", ("cold", "mild", "warm"), ("heat", "pause"), "off"),
    World("A parcel drone plans its flight.", ("depot", "field", "roof"), ("rise", "glide", "turn"), "landed"),
    World("A program plays a game of dice.", ("behind", "level", "ahead"), ("roll", "hold"), "game over"),
)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: in ``state`` the agent took ``action``, got ``reward`` and came to ``after``.

    ``chosen`` is the action it takes there next; None where ``after`` is terminal.
    """

    state: int
    action: int
    reward: float
    after: int
    chosen: int | None


@dataclass(frozen=True, slots=True)
class QTable:
    """Action values, one row a state; the row of a terminal state is never looked at."""

    rows: tuple[tuple[float, ...], ...]

    def ahead(self, step: Transition, algorithm: Algorithm) -> float:
        """Return the value of the state after the step, as the algorithm sees it."""
        if step.chosen is None:
            return 0.0  # nothing comes after a terminal state
        row = self.rows[step.after]
        return max(row) if algorithm == "q-learning" else row[step.chosen]

    def with_value(self, state: int, action: int, value: float) -> QTable:
        """Return the table with one entry changed."""
        row = self.rows[state]
        changed = (*row[:action], value, *row[action + 1 :])
        return replace(self, rows=(*self.rows[:state], changed, *self.rows[state + 1 :]))

    def markdown(self, states: tuple[str, ...], actions: tuple[str, ...]) -> str:
        """Return the table as Markdown, with the names of its rows and columns."""
        lines = ["| $Q$ | " + " | ".join(actions) + " |", "|:--|" + "--:|" * len(actions)]
        for name, row in zip(states, self.rows, strict=True):
            lines.append(f"| {name} | " + " | ".join(f"${decimal(value)}$" for value in row) + " |")
        return "\n".join(lines)


def moved(old: float, target: float, alpha: float) -> float:
    """Return ``old`` moved by the share ``alpha`` of the way to ``target``."""
    return old + alpha * (target - old)


def draw_table(rng: random.Random, states: int, actions: int) -> QTable:
    """Return a table of values with one decimal, all different within a row."""
    tenths = [number for number in range(-30, 81) if number]
    return QTable(tuple(tuple(number / 10 for number in rng.sample(tenths, actions)) for _ in range(states)))
