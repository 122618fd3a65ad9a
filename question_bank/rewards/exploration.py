r"""Actions chosen by their values with some chance: $\varepsilon$-greedy, annealed or not, over all actions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.notation import decimal
from question_bank.wording import listed

EPSILONS = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.24, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)
GRID = ("up", "down", "left", "right")
TASKS = (
    ("An agent walks through a grid.", GRID),
    ("A news site decides which story to show on top.", ("sport", "culture", "science", "travel", "food")),
    ("A vending robot decides what to offer first.", ("tea", "soup", "fruit", "bread", "juice")),
    ("A lift waits for its next call.", ("ground", "first", "second", "third", "attic")),
    ("A clinic tries out reminders.", ("letter", "call", "text", "visit", "mail")),
    ("A drone decides how to react to a gust of wind.", ("climb", "sink", "hover", "turn", "land")),
    ("A shop tries out colours for a button.", ("blue", "green", "orange", "grey", "red")),
    ("A tutoring program picks the next task.", ("algebra", "geometry", "chance", "logic", "sets")),
    ("A bird feeder tests seeds.", ("millet", "oats", "hemp", "nuts", "maize")),
    ("A game character meets a dragon.", ("hide", "run", "trade", "fight", "sing")),
)
CONVENTIONS = (
    (
        r"It acts $\varepsilon$-greedily: with probability $\varepsilon$ it explores and draws one of all actions, "
        "each equally likely, the best one included; otherwise it takes the best one."
    ),
    (
        r"Its policy is $\varepsilon$-greedy: in a share $\varepsilon$ of its steps any of the actions comes up, all "
        "equally likely and the best one among them; in the others it does what is best by its values."
    ),
    (
        r"It explores with probability $\varepsilon$. Then chance picks evenly among all actions, without leaving out "
        "the best one. When it does not explore, it takes the action of the largest value."
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A story and the values of the actions in its present state."""

    story: str
    actions: tuple[str, ...]
    values: tuple[float, ...]

    @property
    def best(self) -> tuple[int, ...]:
        """Return the indices of the largest value; several where it is shared."""
        top = max(self.values)
        return tuple(index for index, value in enumerate(self.values) if value == top)

    def others(self) -> list[int]:
        """Return the indices of all actions that are not best."""
        return [index for index in range(len(self.values)) if index not in self.best]

    def named(self, index: int) -> str:
        """Return an action as it stands in a sentence."""
        return f"*{self.actions[index]}*"

    def told(self) -> str:
        """Say the values in a sentence."""
        cells = zip(self.actions, self.values, strict=True)
        return listed([rf"$Q(\text{{{action}}}) = {decimal(value)}$" for action, value in cells])


def draw_row(rng: random.Random, *, ties: int = 1, least: int = 3, low: int = -20, high: int = 60) -> Row:
    """Return a row of at least ``least`` actions, all values different but the largest, which comes ``ties`` times."""
    story, actions = rng.choice(TASKS)
    count = rng.randint(least, len(actions))
    numbers = [number for number in range(low, high) if number]
    while True:
        tenths = rng.sample(numbers, count - ties + 1)
        if sorted(tenths)[-1] - sorted(tenths)[-2] >= 2:
            break
    tenths += [max(tenths)] * (ties - 1)
    rng.shuffle(tenths)
    named = actions if actions is GRID and count == len(GRID) else tuple(rng.sample(actions, count))
    return Row(story, named, tuple(number / 10 for number in tenths))


def epsilon_greedy(values: Sequence[float], epsilon: float) -> tuple[float, ...]:
    """Return each action's probability; the greedy share is split among all that are best."""
    top, count = max(values), len(values)
    share = (1 - epsilon) / list(values).count(top)
    return tuple(epsilon / count + (share if value == top else 0.0) for value in values)


def expected(chances: Sequence[float], values: Sequence[float]) -> float:
    """Return the mean of the values, weighed by the probabilities."""
    return sum(chance * value for chance, value in zip(chances, values, strict=True))
