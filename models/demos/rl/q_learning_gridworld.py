"""An agent learns to find its way by Q-learning or SARSA, from nothing but its own steps."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.nets.gridworld import FALL_REWARD, MAPS, Agent, GridWorld, shortest_way, steps_along_arrows
from models.plots import Curves
from models.plots import GridWorld as GridWorldPlot

EPISODE_LIMIT = 200  # steps; then the agent is put back to S
AVERAGED_EPISODES = 50
AVERAGED_STEPS = 100
BOUND = 1e6  # no return of this world comes near it
DIVERGED = (
    "The values grew beyond all bounds: each step corrects an error by more than the error, and the next one has to "
    "correct that. Set alpha to 1 or less."
)


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of the world and of the agent."""

    steps_per_frame: int = knob(
        500, "Steps of the agent between two drawings.", label="steps per frame", low=1, high=10_000, live=True
    )
    map: str = knob("walls", "The world: try the cliff with both algorithms.", choices=("open", "walls", "cliff"))
    algorithm: str = knob(
        "q-learning",
        "Q-learning learns about the best next action, SARSA about the one that is really taken.",
        choices=("q-learning", "sarsa"),
    )
    gamma: float = knob(
        0.9,
        "How much a later reward counts: 0 sees one step ahead, 1 forgets nothing.",
        label="gamma (discount)",
        low=0.0,
        high=1.0,
        step=0.01,
        live=True,
    )
    epsilon: float = knob(
        0.1,
        "The share of steps in any direction. Turn it to 0 while the run goes on, and the agent only does its best.",
        label="epsilon (exploration)",
        low=0.0,
        high=1.0,
        step=0.01,
        live=True,
    )
    learning_rate: float = knob(
        0.5,
        "How far one step moves what the agent believes. Above 1 it overshoots: try 2.2.",
        label="alpha (learning rate)",
        low=0.01,
        high=2.5,
        step=0.01,
        live=True,
    )
    slip: float = knob(0.0, "How often a move slips to the left or the right.", low=0.0, high=0.5, step=0.05)
    step_reward: float = knob(
        -0.1, "What a step earns. At 0 only gamma makes a short way better.", low=-1.0, high=0.0, step=0.05
    )


@dataclass
class _Life:
    """The agent in its world, and a record of its last episodes."""

    world: GridWorld
    agent: Agent
    cell: int
    action: int
    episode_return: float = 0.0  # discounted, of the episode that goes on
    discount: float = 1.0
    episode_steps: int = 0
    returns: deque[float] = field(default_factory=lambda: deque(maxlen=AVERAGED_EPISODES))
    lengths: deque[int] = field(default_factory=lambda: deque(maxlen=AVERAGED_EPISODES))
    errors: deque[float] = field(default_factory=lambda: deque(maxlen=AVERAGED_STEPS))

    def take_step(self, config: Config) -> None:
        """Act once, learn from it, and choose the next action."""
        agent, cell, action = self.agent, self.cell, self.action
        step = self.world.step(cell, action, agent.dice)
        following = agent.choose(step.cell, config.epsilon)
        alpha, gamma = config.learning_rate, config.gamma
        if config.algorithm == "sarsa":
            td_error = agent.learn_sarsa(cell, action, step, following, alpha=alpha, gamma=gamma)
        else:
            td_error = agent.learn_q(cell, action, step, alpha=alpha, gamma=gamma)
        self.errors.append(abs(td_error))
        self.episode_return += self.discount * step.reward
        self.discount *= gamma
        self.episode_steps += 1
        self.cell, self.action = step.cell, following
        if step.done or self.episode_steps == EPISODE_LIMIT:
            self._begin_again(config.epsilon)

    def _begin_again(self, epsilon: float) -> None:
        self.returns.append(self.episode_return)
        self.lengths.append(self.episode_steps)
        self.episode_return, self.discount, self.episode_steps = 0.0, 1.0, 0
        self.cell = self.world.start
        self.action = self.agent.choose(self.cell, epsilon)


def train(config: Config, device: str) -> Frames[Config]:
    """Let the agent live, one frame every ``steps_per_frame`` of its steps; a table needs no device but the CPU."""
    world = _world(config)
    dice = random.Random(config.seed)
    agent = Agent([[0.0] * 4 for _ in world.cells], dice)
    life = _Life(world, agent, world.start, agent.choose(world.start, config.epsilon))
    step = 0
    while True:
        config = (yield Frame(step, _scalars(life), lambda: _pictures(life))) or config
        for _ in range(config.steps_per_frame):
            life.take_step(config)
            step += 1
            if not life.errors[-1] < BOUND:  # nan is not below it either
                yield Frame(step, _scalars(life), lambda: _pictures(life), diverged=DIVERGED)
                return


def _world(config: Config) -> GridWorld:
    return GridWorld(MAPS[config.map], step_reward=config.step_reward, slip=config.slip)


def _scalars(life: _Life) -> dict[str, float]:
    scalars = {"value_of_start": max(life.agent.q[life.world.start])}
    if life.errors:
        scalars["td_error"] = sum(life.errors) / len(life.errors)
    if life.returns:
        scalars["episode_return"] = life.returns[-1]
        scalars["mean_return"] = sum(life.returns) / len(life.returns)
        scalars["episode_steps"] = float(life.lengths[-1])
        scalars["mean_steps"] = sum(life.lengths) / len(life.lengths)
    if (steps := steps_along_arrows(life.world, life.agent)) is not None:
        scalars["greedy_steps"] = float(steps)
    return scalars


def _pictures(life: _Life) -> Pictures:
    world = life.world
    values = np.array([max(row) for row in life.agent.q], np.float32)
    values[[cell in "#C" for cell in world.cells]] = math.nan
    arrows = np.array([_arrow(row) for row in life.agent.q], np.int64)
    shape = (world.height, world.width)
    return {
        "values": values.reshape(shape),
        "arrows": arrows.reshape(shape),
        "agent": np.array(divmod(life.cell, world.width), np.int64),
        "marks": tuple(_MARKS[cell] for cell in world.cells),
    }


_MARKS = {"S": "S", "G": "G", "C": f"{FALL_REWARD:g}", "#": "", ".": ""}


def _arrow(values: Sequence[float]) -> int:
    """Return the best action, -1 as long as no action is known to be better than another."""
    return -1 if min(values) == max(values) else values.index(max(values))


# ---------------------------------------------------------------- predictions


def _where_the_arrows_lead(config: Config, moments: Sequence[Moment]) -> int:
    steps = moments[-1].scalars.get("greedy_steps")
    if steps is None:
        return 2
    return 0 if steps == shortest_way(_world(config)) else 1


def _belief_against_experience(config: Config, moments: Sequence[Moment]) -> int:
    last = moments[-1].scalars
    difference = last["value_of_start"] - last.get("mean_return", 0.0)
    return 1 if abs(difference) <= 0.2 else (0 if difference > 0 else 2)


def _length_of_an_episode(config: Config, moments: Sequence[Moment]) -> int:
    ratio = moments[-1].scalars.get("mean_steps", float(EPISODE_LIMIT)) / shortest_way(_world(config))
    return 0 if ratio == 1 else (1 if ratio <= 1.5 else 2)


PREDICTIONS = (
    Prediction[Config](
        question="After 5,000 steps: follow the arrows from S. Where do they lead?",
        options=("to G, by a shortest way", "to G, by a longer way", "not to G"),
        after_steps=5_000,
        truth=_where_the_arrows_lead,
    ),
    Prediction[Config](
        question=(
            "After 20,000 steps: what is larger, the value of S (the return the agent believes in) or the mean return "
            "of its last 50 episodes?"
        ),
        options=(
            "the value, by more than 0.2",
            "neither: they differ by 0.2 at most",
            "the mean return, by more than 0.2",
        ),
        after_steps=20_000,
        truth=_belief_against_experience,
    ),
    Prediction[Config](
        question="After 20,000 steps: how long were the last 50 episodes on average, against the shortest way?",
        options=("exactly as long", "longer, by half at most", "longer by more than half"),
        after_steps=20_000,
        truth=_length_of_an_episode,
    ),
)

READING = """\
**The map** shows what the agent believes of each cell: the return it expects from there. G pays 10, a fall costs 10 and
leads back to S. The arrows point to the best action; a cell without one has not been told apart yet. Values spread
backwards from G, about a cell an episode, because each step learns from the value of the next cell.

**Return** compares three lines: the discounted return of the last episode, its mean over 50 episodes, and the value of
S. Q-learning values the best behaviour, so while epsilon makes the agent stumble it believes more than it gets. SARSA
values what it really does.

**TD error** is the mean size of the last 100 corrections. It goes to 0 where nothing is left to learn; with slipping it
never does.

**Steps** shows the length of the last episode, the mean of 50, and the length of the way along the arrows (a gap when
they lead nowhere).
"""

DEMO = Demo(
    id="q-learning-gridworld",
    topic="rl.returns",
    heading="learning-from-one-step",
    title="An agent learns its way",
    config=Config,
    train=train,
    plots=(
        GridWorldPlot("values", "What the agent believes", actions="arrows", agent="agent", marks="marks"),
        Curves(("episode_return", "mean_return", "value_of_start"), "Return of an episode", "discounted return"),
        Curves(("td_error",), "TD error", "mean size"),
        Curves(("episode_steps", "mean_steps", "greedy_steps"), "Steps of an episode", "steps"),
    ),
    predictions=PREDICTIONS,
    source="models.nets.gridworld",
    reading=READING,
    presets=(
        Preset(
            "On the edge, Q-learning",
            "It learns the value of the way along the cliff, and falls now and then, because it still explores there.",
            {"map": "cliff", "algorithm": "q-learning", "learning_rate": 0.1},
        ),
        Preset(
            "On the edge, SARSA",
            "It counts its own stumbling in and keeps away from the edge: compare the mean return.",
            {"map": "cliff", "algorithm": "sarsa", "learning_rate": 0.1},
        ),
        Preset(
            "Never curious",
            "Without exploration and without a cost of steps it keeps to the first way it found, often a longer one.",
            {"map": "open", "epsilon": 0.0, "step_reward": 0.0},
        ),
        Preset(
            "Overshooting",
            "This alpha corrects each error more than twice over, until the values leave all bounds.",
            {"learning_rate": 2.2},
        ),
    ),
    uses_torch=False,
    pace=200.0,
    knob_lines={
        "map": ('"open": (', '"walls": (', '"cliff": ('),
        "algorithm": ("else max(self.q[step.cell])", "else self.q[step.cell][next_action]"),
        "gamma": ("td_error = step.reward + gamma * future",),
        "epsilon": ("if self.dice.random() < epsilon",),
        "learning_rate": ("self.q[cell][action] += alpha * td_error",),
        "slip": ("if self.slip and dice.random() < self.slip",),
        "step_reward": ("return Step(cell, step_reward", "return Step(reached, step_reward"),
    },
)
