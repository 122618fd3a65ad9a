"""sarsa-against-q-learning: both walk along the same cliff, many runs at once, and their means are compared."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import first_at, frames_of
from models.nets.cliff_walkers import (
    ALGORITHMS,
    CLIFF,
    FALL_REWARD,
    GIVEN_UP,
    GOAL,
    HEIGHT,
    Q_LEARNING,
    SARSA,
    START,
    WIDTH,
    Floats,
    Walkers,
)
from models.plots import Curves, GridWorld, HeatMap

AVERAGED = 20  # episodes
FADING = 0.95  # what an earlier episode's steps still count on the map of steps, an episode later
SHORTEST = 13  # steps along the edge


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of both algorithms."""

    steps_per_frame: int = knob(
        2, "Episodes between two drawings.", label="episodes per frame", low=1, high=100, live=True
    )
    runs: int = knob(
        20,
        "Agents of each kind whose means are shown. Set it to 1 and see how far one run may mislead.",
        low=1,
        high=50,
    )
    learning_rate: float = knob(
        0.2,
        "How far one step moves what an agent believes. At 1 SARSA believes only its last step: watch it suffer.",
        label="alpha (learning rate)",
        low=0.01,
        high=1.0,
        step=0.01,
        live=True,
    )
    epsilon: float = knob(
        0.1,
        "The share of steps in any direction. Turn it to 0 while it runs: Q-learning's way is the better one then.",
        label="epsilon (exploration)",
        low=0.0,
        high=1.0,
        step=0.01,
        live=True,
    )
    decay: float = knob(
        1.0,
        "What is left of epsilon after each episode. With 0.98 exploring fades within a few hundred episodes.",
        label="decay of epsilon",
        low=0.9,
        high=1.0,
        step=0.005,
        live=True,
    )
    gamma: float = knob(
        1.0,
        "How much a later reward counts. At 0.5 nobody sees far: try what SARSA makes of it.",
        label="gamma (discount)",
        low=0.5,
        high=1.0,
        step=0.01,
        live=True,
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Let all agents live one episode a step; tables need no device but the CPU."""
    yield from frames_of(_Run(config), config)


class _Run:
    """The agents, and what their last episodes brought."""

    def __init__(self, config: Config) -> None:
        self._walkers = Walkers(config.runs, config.seed)
        self._returns: deque[Floats] = deque(maxlen=AVERAGED)  # each (2, runs)
        self._falls: deque[Floats] = deque(maxlen=AVERAGED)  # each (2,)
        self._visits = np.zeros((2, HEIGHT * WIDTH))
        self._faded = 1.0  # what is left of epsilon
        self._step = 0

    def take_step(self, config: Config) -> None:
        """Let every agent live one episode."""
        returns, falls, visits = self._walkers.episode(
            alpha=config.learning_rate, epsilon=config.epsilon * self._faded, gamma=config.gamma
        )
        self._returns.append(returns)
        self._falls.append(falls.mean(axis=1))
        self._visits = FADING * self._visits + visits
        self._faded *= config.decay
        self._step += 1

    def frame(self, config: Config) -> Frame:
        """Return what both earn while they learn, and what their best actions would earn."""
        steps, earned = self._walkers.greedy()
        believed = self._believed()
        scalars: dict[str, float] = {"epsilon": config.epsilon * self._faded}
        for index, name in enumerate(ALGORITHMS):
            scalars[f"{name}: best actions"] = float(earned[index].mean())
            scalars[f"{name}: believed"] = float(believed[index].mean())
            scalars[f"{name}: steps"] = float(np.median(np.where(steps[index] > 0, steps[index], GIVEN_UP)))
        if self._returns:
            scalars |= self._online()
        return Frame(self._step, scalars, self._pictures)

    def _online(self) -> dict[str, float]:
        """Return what the last episodes brought, exploring included."""
        returns = np.mean(self._returns, axis=0)  # (2, runs)
        falls = np.mean(self._falls, axis=0)
        scalars = {name: float(returns[index].mean()) for index, name in enumerate(ALGORITHMS)}
        scalars |= {f"{name}: falls": float(falls[index]) for index, name in enumerate(ALGORITHMS)}
        scalars["runs in which SARSA is ahead"] = float((returns[SARSA] > returns[Q_LEARNING]).mean())
        return scalars

    def _believed(self) -> Floats:
        """Return the value of S in each run: (2, runs)."""
        return np.asarray(self._walkers.q[:, START].max(axis=1).reshape(2, -1))

    def _pictures(self) -> Pictures:
        table = self._walkers.q.reshape(2, self._walkers.runs, -1, 4).mean(axis=1)  # (2, cells, actions)
        walked = self._visits / np.maximum(self._visits.sum(axis=1, keepdims=True), 1.0)  # shares
        return {
            "SARSA values": _values(table[SARSA]),
            "SARSA arrows": _arrows(table[SARSA]),
            "Q values": _values(table[Q_LEARNING]),
            "Q arrows": _arrows(table[Q_LEARNING]),
            "SARSA walks": _without_cliff(walked[SARSA]),
            "Q walks": _without_cliff(walked[Q_LEARNING]),
            "start": np.array(divmod(START, WIDTH), np.int64),
            "marks": MARKS,
        }


MARKS = tuple(
    {START: "S", GOAL: "G", **dict.fromkeys(CLIFF, f"{FALL_REWARD:g}")}.get(cell, "") for cell in range(HEIGHT * WIDTH)
)


def _values(table: Floats) -> NDArray[np.float32]:
    return _without_cliff(table.max(axis=1))


def _arrows(table: Floats) -> NDArray[np.int64]:
    """Return the best action in each cell, -1 where nothing has been told apart."""
    known = table.max(axis=1) > table.min(axis=1)
    return np.where(known, table.argmax(axis=1), -1).reshape(HEIGHT, WIDTH)


def _without_cliff(cells: Floats) -> NDArray[np.float32]:
    shown = cells.astype(np.float32)
    shown[list(CLIFF)] = math.nan
    return shown.reshape(HEIGHT, WIDTH)


# ---------------------------------------------------------------- predictions


def _who_earns_more(config: Config, moments: Sequence[Moment]) -> int:
    lead = first_at(moments, "SARSA", 300) - first_at(moments, "Q-learning", 300)
    return 0 if lead > 2 else 2 if lead < -2 else 1  # a run without an episode has no lead: neither


def _whose_way_is_shorter(config: Config, moments: Sequence[Moment]) -> int:
    sarsa, q = (first_at(moments, f"{name}: steps", 300) for name in ALGORITHMS)
    if max(sarsa, q) == GIVEN_UP:
        return 3
    return 0 if sarsa < q else 1 if sarsa == q else 2


def _believes_too_much(config: Config, moments: Sequence[Moment]) -> int:
    excess = first_at(moments, "Q-learning: believed", 300) - first_at(moments, "Q-learning", 300)
    return 0 if excess > 5 else 2 if excess < -5 else 1


READING = r"""
A step earns $-1$; one into the cliff earns $-100$ and leads back to S. Both learners walk from S to G at the same time,
each in many **runs**, and every curve is a mean over them: one run alone may mislead.

- **While they learn** is the return of an episode, exploring and falling included, over the last 20 episodes.
- **Best actions** is what the arrows alone would earn from S, without exploring, next to what each *believes* of S. A
  way that never arrives is broken off after 96 steps.
- **Steps of that way** in the median run: along the edge it is 13, which nothing beats; 96 if it never arrives.
- **Ahead** is the share of runs in which SARSA earned more over the last 20 episodes.

The maps with **values** and arrows show the mean table of all runs. The maps of **steps** show where the agents really
walked lately.

Q-learning's target takes the best next action, so it learns the value of a way on which nobody stumbles, and stumbles
there. SARSA's takes the next action as it is, so its values include its own exploring. An episode is given up after 200
steps.
"""

DEMO = Demo(
    id="sarsa-against-q-learning",
    topic="rl.on-off-policy",
    heading="watch-it",
    title="SARSA and Q-learning at the cliff",
    config=Config,
    train=train,
    plots=(
        Curves(ALGORITHMS, "While they learn", "return of an episode", y_limits=(-150, 0)),
        GridWorld("SARSA values", "SARSA: values", actions="SARSA arrows", agent="start", marks="marks"),
        GridWorld("Q values", "Q-learning: values", actions="Q arrows", agent="start", marks="marks"),
        Curves(
            tuple(f"{name}: {what}" for what in ("best actions", "believed") for name in ALGORITHMS),
            "Best actions, and beliefs of S",
            "return",
        ),
        HeatMap("SARSA walks", "SARSA: where it steps", "row", "column"),
        HeatMap("Q walks", "Q-learning: where it steps", "row", "column"),
        Curves(tuple(f"{name}: steps" for name in ALGORITHMS), "Length of the best way", "steps, median run"),
        Curves(tuple(f"{name}: falls" for name in ALGORITHMS), "Falls", "an episode"),
        Curves(("runs in which SARSA is ahead",), "Ahead", "share of runs", y_limits=(0, 1)),
    ),
    predictions=(
        Prediction(
            "After 300 episodes: who earns more while learning (mean of the last 20 episodes)?",
            ("SARSA, by more than 2", "neither, within 2", "Q-learning, by more than 2"),
            300,
            _who_earns_more,
        ),
        Prediction(
            "After 300 episodes: whose best actions lead to G in fewer steps (in the median run)?",
            ("SARSA's", "both need the same", "Q-learning's", "at least one never arrives"),
            300,
            _whose_way_is_shorter,
        ),
        Prediction(
            "After 300 episodes: how does what Q-learning believes of S compare with what it really earns?",
            ("it believes in more, by more than 5", "both within 5", "it earns more, by more than 5"),
            300,
            _believes_too_much,
        ),
    ),
    source="models.nets.cliff_walkers",
    reading=READING.strip(),
    presets=(
        Preset(
            "One run",
            "A single run of each: the curves jump, and over a few episodes either may seem the better one.",
            {"runs": 1, "learning_rate": 0.5},
        ),
        Preset(
            "Fading curiosity",
            "Epsilon fades away: after some 600 episodes both earn about -13, and in most runs SARSA too walks along "
            "the edge.",
            {"learning_rate": 0.1, "decay": 0.98},
        ),
        Preset(
            "Curious",
            "With epsilon at 0.3 the edge is dear: after 200 episodes Q-learning falls more than once in each, SARSA "
            "far less.",
            {"epsilon": 0.3},
        ),
        Preset(
            "Only the last step counts",
            "With alpha 1 one stumble overwrites what SARSA knew: after 300 episodes it earns less than Q-learning, "
            "and in most runs its best actions lead nowhere.",
            {"learning_rate": 1.0},
        ),
        Preset(
            "Short-sighted",
            "With gamma 0.5 walking for ever costs no more than 2, and near the edge a stumble 100: SARSA stays away "
            "from the goal, Q-learning doesn't.",
            {"gamma": 0.5, "learning_rate": 0.5},
        ),
    ),
    uses_torch=False,
    pace=30.0,
    knob_lines={
        "runs": ("self.q = np.zeros((2 * runs",),
        "learning_rate": ("= old + alpha * (target - old)",),
        "epsilon": ("dice[:, :1] < epsilon",),
        "decay": ("dice[:, :1] < epsilon",),
        "gamma": ("target = reward + gamma",),
        "seed": ("np.random.default_rng(seed)",),
    },
)
