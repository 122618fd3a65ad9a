"""dqn-cartpole: a deep Q-network learns to balance a pole, with its values held against the bound they can't exceed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, finite, first_at, frames_of, reached_at, seeded
from models.plots import Bars, Curves, Field, Pole

if TYPE_CHECKING:
    from torch import Tensor

LIMIT = 200  # steps; an episode that lasts so long is cut off
SOLVED = 180  # mean steps of an episode
FIRST = 512  # transitions gathered before the first batch is drawn
AVERAGED = 20  # episodes
MAP = 41  # points along one side of the policy map
WIDEST, FASTEST = 12.0, 3.0  # degrees, rad/s: the ends of the map
HOPELESS = 100  # so many times the bound


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of the agent."""

    steps_per_frame: int = knob(
        8, "Steps of all carts between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    carts: int = knob(16, "Carts that gather experience at once.", low=1, high=256)
    hidden: int = knob(128, "Units in each of the two hidden layers: try 8.", label="hidden units", low=2, high=512)
    loss: str = knob(
        "huber", "What an error costs; see what each does without a target network.", choices=("huber", "mse")
    )
    batch_size: int = knob(256, "Transitions averaged in one step of learning.", label="batch size", low=8, high=1024)
    memory: int = knob(20_000, "Transitions that the replay memory holds.", label="memory", low=1024, high=100_000)
    target_network: bool = knob(
        True,
        "Let an older copy make the targets. Without it, watch Q against its bound.",
        label="target network",
        live=True,
    )
    target_every: int = knob(
        50,
        "Steps after which the copy is made anew: fewer learn faster, until Q runs away.",
        label="steps between copies",
        low=1,
        high=2000,
        live=True,
    )
    replay: bool = knob(
        True, "Draw batches from the whole memory. Without it a batch is what happened just now.", live=True
    )
    learning_rate: float = knob(
        0.001,
        "The size of a step. Turn it up while it balances and see it fall.",
        label="learning rate",
        low=1e-5,
        high=0.1,
        live=True,
        log=True,
    )
    gamma: float = knob(
        0.99,
        "How much a later reward counts; it sets the bound 1/(1 - gamma) too.",
        label="gamma (discount)",
        low=0.0,
        high=0.999,
        step=0.001,
        live=True,
    )
    epsilon: float = knob(
        0.05,
        "The share of random pushes that stays in the end. At 0 the agent only does its best.",
        label="epsilon in the end",
        low=0.0,
        high=1.0,
        step=0.01,
        live=True,
    )
    decay_steps: int = knob(
        2000, "Steps in which epsilon falls from 1 to its end.", label="steps of decay", low=1, high=10_000, live=True
    )


def epsilon_at(config: Config, step: int) -> float:
    """Return how often a push is random: from 1 down to the end in a straight line."""
    return max(config.epsilon, 1 - (1 - config.epsilon) * step / config.decay_steps)


def bound(gamma: float) -> float:
    """Return the value of an episode that never ends: 1 + gamma + gamma^2 + ..."""
    return 1 / (1 - gamma)


def train(config: Config, device: str) -> Frames[Config]:
    """Balance and learn for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """The carts, the nets, the memory, and what the last episodes came to."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.descent import Descent, optimizer_of
        from models.nets.cart_pole import fresh
        from models.nets.deep_q import Memory, QNet, td_loss, twin

        self._device = device
        self._dice = torch.Generator(device).manual_seed(config.seed)
        self._net = seeded(config.seed, lambda: QNet(config.hidden)).to(device)
        self._target = twin(self._net)
        self._memory = Memory(math.ceil(config.memory / config.carts) * config.carts, device)  # whole rows of carts
        self._rows = torch.zeros(config.batch_size, dtype=torch.int64, device=device)
        self._gamma = torch.tensor(config.gamma, device=device)
        nets, huber = (self._net, self._target), config.loss == "huber"
        self._descent = Descent(
            optimizer_of("adam", self._net.parameters(), device),
            lambda: td_loss(nets, self._memory, self._rows, self._gamma, huber=huber),
            device,
        )
        self._states = fresh(self._thrown(config.carts, 4))
        self._ages = torch.zeros(config.carts, device=device)
        self._ones = torch.ones(config.carts, device=device)
        self._value = RunningMean(torch.zeros((), device=device))
        self._loss = RunningMean()
        self._lengths = torch.zeros(2, device=device)  # a fading sum of lengths, and of the weights in it
        self._step = self._trained = 0

    def take_step(self, config: Config) -> None:
        """Push every cart once, remember it, and learn from one batch."""
        import torch

        from models.nets.cart_pole import fallen, fresh, moved

        dice = self._thrown(len(self._states), 6)
        with torch.no_grad():
            values = self._net(self._states)  # (carts, 2)
            explore = dice[:, 0] < epsilon_at(config, self._step)
            actions = torch.where(explore, (dice[:, 1] < 0.5).long(), values.argmax(dim=1))
            reached = moved(self._states, actions)
            fell = fallen(reached)
            self._ages += 1
            over = fell | (self._ages >= LIMIT)
            # A cart that time stopped hasn't fallen: in its last transition the future still counts.
            self._memory.add(self._states, actions, self._ones, reached, fell.float())
            self._count(over)
            self._states = torch.where(over[:, None], fresh(dice[:, 2:]), reached)
            self._ages = torch.where(over, 0.0, self._ages)
            self._value.update(values.max(dim=1).values.mean())
        self._step += 1
        if self._memory.filled >= max(FIRST, config.batch_size):
            self._learn(config)

    def _learn(self, config: Config) -> None:
        from models.nets.deep_q import copy_weights

        dice = self._thrown(len(self._rows))
        self._rows.copy_(self._memory.random(dice) if config.replay else self._memory.newest(len(self._rows)))
        self._gamma.fill_(config.gamma)
        self._loss.update(self._descent.step(config.learning_rate))
        self._trained += 1
        if not config.target_network or self._trained % config.target_every == 0:
            copy_weights(self._net, self._target)

    def _thrown(self, *shape: int) -> Tensor:
        import torch

        return torch.rand(shape, generator=self._dice, device=self._device)

    def _count(self, over: Tensor) -> None:
        """Take in the lengths of the episodes that ended, without waiting for the device."""
        import torch

        ended = over.sum()
        weight = 1 - (1 - 1 / AVERAGED) ** ended
        mean = (self._ages * over).sum() / ended.clamp(min=1)
        self._lengths.lerp_(torch.stack([mean, torch.ones_like(mean)]), weight)

    def frame(self, config: Config) -> Frame:
        """Return how long the pole stays up and how much the net promises itself."""
        total, weight = self._lengths.tolist()
        value, limit = self._value.read(), bound(config.gamma)
        scalars = {"epsilon": epsilon_at(config, self._step), "value": value, "bound": limit, "loss": self._loss.read()}
        if weight:
            scalars["return"] = total / weight
        broken = "" if abs(value) <= HOPELESS * limit else _broken(value, limit)  # nan is not below it either
        return Frame(self._step, finite(scalars), self._pictures, broken)

    def _pictures(self) -> Pictures:
        import torch

        state = self._states[:1]
        with torch.no_grad():
            values = self._net(state)[0]
            better = self._map()
        force = 1.0 if float(values[1]) > float(values[0]) else -1.0
        return {
            "cart": array_of(state[0]),
            "force": np.array([force], np.float32),
            "values": array_of(values),
            "advantage": better,
            "visited": self._visited(),
        }

    def _map(self) -> NDArray[np.float32]:
        """Return how much better a push to the right is over angles (columns) and rates (rows), at rest in mid-rail."""
        import torch

        angles = torch.linspace(-math.radians(WIDEST), math.radians(WIDEST), MAP, device=self._device)
        rates = torch.linspace(-FASTEST, FASTEST, MAP, device=self._device)
        rate, angle = torch.meshgrid(rates, angles, indexing="ij")
        nothing = torch.zeros_like(rate)
        values = self._net(torch.stack([nothing, nothing, angle, rate], dim=2))  # (rows, columns, 2)
        return array_of(values[..., 1] - values[..., 0])

    def _visited(self) -> NDArray[np.float32]:
        """Return where the carts are now: angle in degrees, rate, and which push the net would give."""
        import torch

        with torch.no_grad():
            chosen = self._net(self._states).argmax(dim=1)
        angle, rate = self._states[:, 2].rad2deg(), self._states[:, 3]
        return array_of(torch.stack([angle, rate, chosen.float()], dim=1))


def _broken(value: float, limit: float) -> str:
    size = f"promises {value:,.0f}" if math.isfinite(value) else "grew beyond all numbers"
    return (
        f"Q {size}, although no return can exceed 1 / (1 - gamma) = {limit:,.0f}. Each target is made from a value "
        "that a step has just raised, so the error feeds itself. Use a target network and more steps between copies, "
        "or a smaller learning rate, and run again."
    )


# ---------------------------------------------------------------- predictions


def _when_it_balances(config: Config, moments: Sequence[Moment]) -> int:
    step = reached_at(moments, lambda moment: moment.step >= 300 and moment.scalars.get("return", 0.0) > SOLVED)
    return 0 if step <= 2000 else 1 if step <= 2500 else 2


def _value_against_bound(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "value", 2000) / first_at(moments, "bound", 2000)
    return 0 if share < 0.5 else 1 if share <= 1 else 2  # nan has left the bound behind


READING = r"""
A push to the left or the right every 0.02 s keeps the pole up. Each step pays 1; an episode ends when the pole leans
more than $12^\circ$ or the cart leaves the rail, and is cut off after 200 steps. Many carts gather experience at once;
the first of them is drawn.

**Steps of an episode** is a running mean over about 20 episodes, random pushes included. Above 180 counts as solved.

**What the net promises** is the largest $Q$ of the states it visits, against $1 / (1 - \gamma)$: no return of rewards
of 1 can exceed this bound. A curve above it is wrong, whatever the pole does.

**Targets**: $y = r + \gamma \max_b Q^-(s', b)$, and $y = r$ alone where the pole fell. An episode that only the limit
of 200 steps cut off hasn't ended there: the look ahead stays.

**The map** shows which push is better for a cart at rest in mid-rail, and by how much. The points are the carts as they
are now. **The loss** is the error against targets that move, so it need not fall.
"""

DEMO = Demo(
    id="dqn-cartpole",
    topic="rl.deep-q-network",
    heading="watch-it",
    title="A deep Q-network balances a pole",
    config=Config,
    train=train,
    plots=(
        Pole("cart", "The first cart, its best push", force="force"),
        Curves(("return",), "Steps of an episode", "running mean", y_limits=(0, 200)),
        Curves(("value", "bound"), "What the net promises", "return"),
        Field(
            "advantage",
            "Where a push to the right is better",
            "angle (degrees)",
            "rate (rad/s)",
            (-WIDEST, WIDEST),
            (-FASTEST, FASTEST),
            diverging=True,
            points="visited",
            class_names=("push left", "push right"),
        ),
        Bars("values", "Q of the first cart's pushes", "return", label_names=("left", "right")),
        Curves(("loss",), "Loss", "error against moving targets", log_y=True),
        Curves(("epsilon",), "Random pushes", "share", y_limits=(0, 1)),
    ),
    predictions=(
        Prediction(
            "When will the running mean of an episode exceed 180 steps?",
            ("by step 2,000", "between steps 2,000 and 2,500", "later, or never"),
            2500,
            _when_it_balances,
        ),
        Prediction(
            "At step 2,000: how does what the net promises compare with the bound 1 / (1 - gamma)?",
            ("less than half of it", "between half and all of it", "more than is possible"),
            2000,
            _value_against_bound,
        ),
    ),
    source="models.nets.deep_q",
    reading=READING.strip(),
    presets=(
        Preset(
            "No target network",
            "The net makes its own targets: within some 600 steps Q runs far above its bound, the pole falls, and the "
            "run ends.",
            {"target_network": False},
        ),
        Preset(
            "No target network, squared error",
            "The pole is balanced all the same, while Q rises above its bound, in some runs several times over: only "
            "differences between actions choose.",
            {"target_network": False, "loss": "mse"},
        ),
        Preset(
            "Copied too often",
            "A new copy every 10 steps is hardly a target network: watch Q leave its bound behind.",
            {"target_every": 10},
        ),
        Preset(
            "No replay",
            "Each batch is what the carts did in their last steps. It still learns, but mostly later or less steadily.",
            {"replay": False},
        ),
        Preset(
            "Large",
            "256 carts, 512 hidden units and batches of 1,024: slow on a processor, made for a GPU.",
            {"carts": 256, "hidden": 512, "batch_size": 1024, "memory": 100_000},
        ),
    ),
    knob_lines={
        "hidden": ("nn.Linear(inputs, hidden)", "nn.Linear(hidden, hidden)", "nn.Linear(hidden, actions)"),
        "memory": ("self.capacity, self.filled",),
        "replay": ("return (dice * self.filled).long()", "rows = torch.arange(self._next - count"),
        "target_network": ("def copy_weights", "mine.copy_(theirs)", "ahead = target("),
        "target_every": ("mine.copy_(theirs)",),
        "gamma": ("goal = memory.rewards[rows] + gamma",),
        "loss": ("functional.huber_loss",),
        "batch_size": ("values = online(memory.states[rows])",),
    },
)
