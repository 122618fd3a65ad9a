"""A batch from the replay memory of a deep Q-network: what both networks say about it, and the targets it leads to."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal, equals
from question_bank.wording import table

GAMMAS = (0.5, 0.6, 0.8, 0.9, 0.95)
TASKS = (
    ("A deep Q-network learns to balance a pole on a cart.", ("left", "right")),
    ("A deep Q-network plays a game of bricks and a paddle.", ("left", "stay", "right")),
    ("A drone learns with a deep Q-network to land in the wind.", ("hover", "thrust")),
    ("A deep Q-network decides when a lift sets off.", ("up", "wait", "down")),
    ("A deep Q-network steers a boat through locks.", ("port", "ahead", "starboard")),
    ("A warehouse robot learns with a deep Q-network.", ("turn", "drive")),
    ("A deep Q-network learns to park a car.", ("back", "forward")),
    ("A deep Q-network runs a greenhouse, one episode a day.", ("air", "heat", "water")),
    ("A game of dice is learnt by a deep Q-network.", ("roll", "hold")),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One remembered transition; ``old`` is the online network's value of the action taken.

    ``online`` and ``target`` are what the two networks say about the next state, one value an action.
    """

    reward: float
    done: bool
    old: float
    online: tuple[float, ...]
    target: tuple[float, ...]


Ahead = Callable[[Sample], float]


def by_target(sample: Sample) -> float:
    """Return the value ahead as a DQN sees it: the target network's largest."""
    return max(sample.target)


def by_online(sample: Sample) -> float:
    """Return the online network's largest value."""
    return max(sample.online)


def by_both(sample: Sample) -> float:
    """Return the value ahead as Double DQN sees it: chosen by the online network, valued by the target network."""
    return sample.target[best(sample.online)]


def best(row: Sequence[float]) -> int:
    """Return the index of the largest value."""
    return row.index(max(row))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some samples of one task, its actions, and the discount factor."""

    story: str
    actions: tuple[str, ...]
    samples: tuple[Sample, ...]
    gamma: float

    def targets(self, ahead: Ahead = by_target) -> tuple[float, ...]:
        """Return what each value is moved towards: the reward alone where the episode ended."""
        return tuple(each.reward + (0 if each.done else self.gamma * ahead(each)) for each in self.samples)

    def each(self, wrong: Callable[[Sample], float]) -> tuple[float, ...]:
        """Return what a way of thinking makes of each sample."""
        return tuple(wrong(each) for each in self.samples)

    def markdown(self, *, online: bool, old: bool) -> str:
        """Return the batch as a table, with or without the online network and its values of the actions taken.

        Its columns are narrow, so that eight of them fit the page; $d$ is 1 where the next state is terminal.
        """
        header = ["$i$", "$r$", "$d$", *(f"$Q^-(s')$, {action}" for action in self.actions)]
        header += [f"$Q(s')$, {action}" for action in self.actions] if online else []
        header += ["$Q(s, a)$"] if old else []
        rows = []
        for number, sample in enumerate(self.samples, 1):
            values = [*sample.target, *(sample.online if online else ()), *((sample.old,) if old else ())]
            numbers = [f"${decimal(value)}$" for value in values]
            rows.append([f"${number}$", f"${decimal(sample.reward)}$", f"${int(sample.done)}$", *numbers])
        return table(header, rows)

    def told(self, index: int, ahead: Ahead, symbol: str = "y") -> str:
        """Return how a target is found, as LaTeX."""
        sample, name = self.samples[index], f"{symbol}_{index + 1}"
        if sample.done:
            return f"{name} = r = {decimal(sample.reward)}"
        value = sample.reward + self.gamma * ahead(sample)
        product = rf"{decimal(self.gamma)} \cdot {bracketed(ahead(sample))}"
        return f"{name} = {decimal(sample.reward)} + {product} {equals(value)}"


def draw_batch(rng: random.Random, size: int, ended: int) -> Batch:
    """Return a batch of which so many samples end their episode; the two networks never agree on the best action."""
    story, actions = rng.choice(TASKS)
    done = rng.sample([True] * ended + [False] * (size - ended), size)
    return Batch(story, actions, tuple(_sample(rng, len(actions), end) for end in done), rng.choice(GAMMAS))


def _sample(rng: random.Random, actions: int, done: bool) -> Sample:
    tenths = [number for number in range(-20, 90) if abs(number) > 3]
    while True:
        target = tuple(number / 10 for number in rng.sample(tenths, actions))
        online = tuple(number / 10 for number in rng.sample(tenths, actions))
        apart = abs(max(target) - max(online)) > 0.3 and sorted(target)[-1] - sorted(target)[-2] > 0.3
        if best(target) != best(online) and apart:
            break
    reward = rng.choice([number for number in range(-20, 41) if number]) / 10
    return Sample(reward, done, rng.choice(tenths) / 10, online, target)
