"""value-iteration-stepper: values and policies found by sweeps over a world whose rules are known, step by step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import first_at, frames_of, reached_at
from models.nets.value_iteration import Process, Values, best, improved, mean, optimum, process_of, value_of
from models.plots import Bars, Curves, GridWorld, Text
from models.written_backup import ACTION_NAMES, written

VALUE_ITERATION, POLICY_ITERATION, EVALUATION = "value iteration", "policy iteration", "random policy"
SMALLEST = 1e-13  # what is smaller is rounding, and has no place on an axis of powers of ten
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of the world and of the sweeps."""

    seed: int = knob(0, "Throws the walls of the maze; the other worlds are always the same.", low=0, high=2**31 - 1)
    steps_per_frame: int = knob(1, "Steps between two drawings.", label="steps per frame", low=1, high=1000, live=True)
    map: str = knob(
        "maze",
        "The world: try the treasure graph with gamma 1 and check every value by hand.",
        choices=("maze", "open", "walls", "cliff", "treasure"),
    )
    method: str = knob(
        VALUE_ITERATION,
        "Value iteration repairs the values, policy iteration the policy; the third only evaluates throwing dice.",
        choices=(VALUE_ITERATION, POLICY_ITERATION, EVALUATION),
    )
    unit: str = knob(
        "sweep",
        "What one step backs up: all states, or one alone, so that you can follow it by hand.",
        label="one step is one",
        choices=("sweep", "state"),
        live=True,
    )
    in_place: bool = knob(
        False,
        "Use each new value at once, in the same sweep: count the sweeps that saves.",
        label="in place",
        live=True,
    )
    evaluation_sweeps: int = knob(
        20,
        "Sweeps before policy iteration improves its policy: 1 gives up evaluating at once.",
        label="sweeps an evaluation",
        low=1,
        high=200,
        live=True,
    )
    gamma: float = knob(
        0.9,
        "How much a later reward counts. Turn it up while it runs and watch the bound go flat.",
        label="gamma (discount)",
        low=0.0,
        high=1.0,
        step=0.01,
        live=True,
    )
    slip: float = knob(
        0.1,
        "How often a move goes aside; in the treasure graph, the other way.",
        low=0.0,
        high=0.6,
        step=0.05,
        live=True,
    )
    step_reward: float = knob(
        -0.1,
        "What a step earns in the grids: at 0 and gamma 1 no way is too long.",
        label="step reward",
        low=-1.0,
        high=0.0,
        step=0.05,
        live=True,
    )
    row: int = knob(1, "The row of the state whose backup is written out.", low=1, high=6, live=True)
    column: int = knob(1, "The column of the state whose backup is written out.", low=1, high=12, live=True)


@dataclass(frozen=True, slots=True)
class _Task:
    """A world with its exact answer, for one setting of the live knobs."""

    setting: tuple[float, ...]
    process: Process
    exact: Values  # V* or, where the random policy is evaluated, its values
    right: NDArray[np.bool_]  # (cells, actions): the actions that are optimal


def train(config: Config, device: str) -> Frames[Config]:
    """Sweep over the states for as long as it is wanted; a table needs no device but the CPU."""
    yield from frames_of(_Run(config), config)


class _Run:
    """The values so far, the policy so far, and how far this sweep has come."""

    def __init__(self, config: Config) -> None:
        self._task = _task(config)
        process = self._task.process
        self._values = process.nothing()
        self._before = self._values.copy()  # as they were when this sweep began
        self._policy = process.random_policy()
        self._next = 0  # the place in the order of the sweep
        self._step = self._sweeps = self._rounds = 0  # sweeps since the policy changed, and how often it did
        self._change = self._bound = math.nan
        self._turned = False  # a knob, within this sweep

    def take_step(self, config: Config) -> None:
        """Back up one state, or all that are left of this sweep."""
        self._take_knobs(config)
        states = self._task.process.states
        for state in states[self._next : self._next + 1] if config.unit == "state" else states[self._next :]:
            known = self._values if config.in_place else self._before
            self._values[state] = self._backed_up(
                self._task.process.worth_in(state, known, config.gamma), state, config
            )
            self._next += 1
        if self._next == len(states):
            self._end_sweep(config)
        self._step += 1

    def _take_knobs(self, config: Config) -> None:
        if _setting(config) != self._task.setting:
            self._task = _task(config)
            self._bound, self._turned = math.nan, self._next > 0  # it holds among whole sweeps of one kind

    def _backed_up(self, worth: Values, state: int, config: Config) -> float:
        return float(best(worth) if config.method == VALUE_ITERATION else mean(worth, self._policy[state]))

    def _end_sweep(self, config: Config) -> None:
        self._change = float(np.abs(self._values - self._before).max())
        if not self._turned:
            self._bound = self._change if math.isnan(self._bound) else config.gamma * self._bound
        self._turned = False
        self._before = self._values.copy()
        self._next = 0
        self._sweeps += 1
        if config.method == POLICY_ITERATION and self._sweeps >= config.evaluation_sweeps:
            self._improve(config)

    def _improve(self, config: Config) -> None:
        """Make the policy greedy by the values as they are."""
        better = improved(self._task.process, self._policy, self._values, config.gamma)
        self._sweeps = 0
        if not np.array_equal(better, self._policy):
            self._policy = better
            self._rounds += 1
            self._bound = math.nan

    def frame(self, config: Config) -> Frame:
        """Return how far the values and the arrows are from the answer."""
        self._take_knobs(config)
        process, exact = self._task.process, self._task.exact
        worth = process.worth(self._values, config.gamma)
        states = list(process.states)
        new = mean(worth, self._policy) if config.method == EVALUATION else best(worth)
        sizes = {
            "largest change": self._change,
            "bound": self._bound,
            "Bellman residual": float(np.abs(new - self._values)[states].max()),
            "largest error": float(np.abs(exact - self._values).max()),
        }
        arrows = self._arrows(worth, config)[states]
        scalars = {
            **{name: size for name, size in sizes.items() if size > SMALLEST},
            "value of start": float(self._values[process.start]),
            "exact value of start": float(exact[process.start]),
            "arrows not yet right": float(np.sum(~self._task.right[states, arrows])),
            "improvements": float(self._rounds),
        }
        return Frame(self._step, scalars, lambda: self._pictures(config, worth))

    def _arrows(self, worth: Values, config: Config) -> NDArray[np.int64]:
        """Return what the policy does or would do next in each cell, -1 where nothing is better than the rest."""
        if config.method == POLICY_ITERATION:
            settled = self._policy.max(axis=1) == 1
            return np.where(settled, self._policy.argmax(axis=1), -1)
        return greedy_arrows(worth)

    def _pictures(self, config: Config, worth: Values) -> Pictures:
        process = self._task.process
        chosen = self._chosen(config)
        known = self._values if config.in_place else self._before
        picked = process.worth_in(chosen, known, config.gamma)
        policy = None if config.method == VALUE_ITERATION else self._policy[chosen]
        exact = process.worth(self._task.exact, config.gamma)
        return {
            "values": _grid(process, self._values),
            "arrows": _drawn(process, self._arrows(worth, config)),
            "exact values": _grid(process, self._task.exact),
            "best arrows": _drawn(process, greedy_arrows(exact)),
            "chosen": np.array(divmod(chosen, process.shape[1]), np.int64),
            "marks": tuple(mark.strip("#") for mark in process.marks),
            "backup": written(process, chosen, known, config.gamma, policy, now=float(self._values[chosen])),
            "worth": np.where(process.allowed[chosen], picked, 0.0).astype(np.float32),
        }

    def _chosen(self, config: Config) -> int:
        """Return the state that comes next, where steps are of one state, else the one that the knobs choose."""
        process = self._task.process
        if config.unit == "state":
            return process.states[self._next]
        height, width = process.shape
        return (min(config.row, height) - 1) * width + min(config.column, width) - 1


def _setting(config: Config) -> tuple[float, ...]:
    """Return all live knobs that decide what a sweep makes of the values."""
    return config.gamma, config.slip, config.step_reward, config.in_place


def _task(config: Config) -> _Task:
    process = process_of(config.map, seed=config.seed, step_reward=config.step_reward, slip=config.slip)
    best_values = optimum(process, config.gamma)
    worth = process.worth(best_values, config.gamma)
    right = worth >= worth.max(axis=1, keepdims=True) - TIE
    right = np.concatenate([right, np.zeros((len(right), 1), bool)], axis=1)  # no arrow, -1, is not right
    evaluated = config.method == EVALUATION
    exact = value_of(process, process.random_policy(), config.gamma) if evaluated else best_values
    return _Task(_setting(config), process, exact, right)


def greedy_arrows(worth: Values) -> NDArray[np.int64]:
    """Return the action of the largest worth for each cell, -1 where all that are allowed are worth the same."""
    least = np.where(np.isfinite(worth), worth, np.inf).min(axis=1)
    return np.where(worth.max(axis=1) > least + TIE, worth.argmax(axis=1), -1)


def _drawn(process: Process, arrows: NDArray[np.int64]) -> NDArray[np.int64]:
    drawn = np.full(arrows.shape, -1)
    drawn[list(process.states)] = arrows[list(process.states)]  # nobody leaves a state in which everything ends
    return drawn.reshape(process.shape)


def _grid(process: Process, values: Values) -> NDArray[np.float32]:
    outside = [mark in ("#", "-10") for mark in process.marks]
    return np.where(outside, math.nan, values).astype(np.float32).reshape(process.shape)


# ---------------------------------------------------------------- predictions


def _arrows_before_values(config: Config, moments: Sequence[Moment]) -> int:
    arrows = reached_at(moments, lambda moment: moment.scalars["arrows not yet right"] == 0)
    values = reached_at(moments, lambda moment: moment.scalars.get("largest error", 0.0) < 0.01)
    if math.isinf(arrows) and math.isinf(values):
        return 3
    return 0 if arrows < values else 1 if arrows == values else 2


def _how_close(config: Config, moments: Sequence[Moment]) -> int:
    error = moments[-1].scalars.get("largest error", 0.0)
    return 0 if error < 0.001 else 1 if error < 0.1 else 2


def _under_the_bound(config: Config, moments: Sequence[Moment]) -> int:
    change = first_at(moments, "largest change", 10)
    bound = first_at(moments, "bound", 10)
    if math.isnan(change):
        return 2
    return 0 if change > 0.5 * bound else 1 if change > 0.01 * bound else 2


READING = r"""
Nobody walks here: the rules of the world are known, and the values are computed. A **backup** looks one step ahead from
a state, and a **sweep** backs up every state. The **text** writes the next backup of the marked state out; choose it by
row and column, or step from state to state.

Whose values? *Value iteration* and *policy iteration* close in on $V^*$, the values of the **best** policy; *random
policy* on the values of **throwing dice**. On the way, the numbers of value iteration need not be those of any policy.
The second map shows where it ends, solved exactly.

**How far from the end**, on an axis of powers of ten, where a factor each sweep is a straight line:

- *largest change* of the last sweep, and its *bound*, the first change times $\gamma$ for each sweep since: the change
  can't be above it;
- *Bellman residual*, what the equation still lacks: with whole sweeps, the next change;
- *largest error* against the exact values. With whole sweeps of value iteration it is at most
  $\gamma / (1 - \gamma)$ times the change.

**Arrows not yet right** counts the states whose arrow isn't an optimal action, or that have no arrow because all
actions tie. In value iteration it is mostly 0 well before the numbers are right.
"""

DEMO = Demo(
    id="value-iteration-stepper",
    topic="rl.value-and-policy-iteration",
    heading="watch-it",
    title="Sweeps over values, step by step",
    config=Config,
    train=train,
    plots=(
        GridWorld("values", "The values so far", actions="arrows", agent="chosen", marks="marks"),
        Text("backup", "The next backup"),
        Curves(
            ("largest error", "largest change", "bound", "Bellman residual"),
            "How far from the end",
            "size",
            log_y=True,
        ),
        GridWorld("exact values", "Where it ends", actions="best arrows", agent="chosen", marks="marks"),
        Curves(("arrows not yet right",), "Arrows not yet right", "states"),
        Curves(("value of start", "exact value of start"), "The value of the start", "value"),
        Bars("worth", "What each action is worth there", "worth", label_names=ACTION_NAMES),
        Curves(("improvements",), "Changes of the policy", "so far"),
    ),
    predictions=(
        Prediction(
            "Within 60 steps: what happens first, that every arrow is right, or that every value is within 0.01?",
            ("the arrows", "both at the same step", "the values", "neither happens"),
            60,
            _arrows_before_values,
        ),
        Prediction(
            "After 40 steps: how large is the largest error?",
            ("below 0.001", "from 0.001 to 0.1", "0.1 or more"),
            40,
            _how_close,
        ),
        Prediction(
            "At step 10: how does the largest change compare with its bound?",
            ("more than half of it", "between a hundredth and half of it", "less than a hundredth, or nothing"),
            10,
            _under_the_bound,
        ),
    ),
    source="models.nets.value_iteration",
    reading=READING.strip(),
    presets=(
        Preset(
            "The treasure graph",
            "Two ways on in each state and gamma 1: after three sweeps the start is worth 8, which you can check by "
            "hand.",
            {"map": "treasure", "gamma": 1.0, "slip": 0.0, "row": 3},
        ),
        Preset(
            "Throwing dice",
            "The same graph, but its values are those of the random policy: the start is worth 1.75.",
            {"map": "treasure", "gamma": 1.0, "slip": 0.0, "row": 3, "method": EVALUATION},
        ),
        Preset(
            "Policy iteration",
            "The policy is evaluated by 20 sweeps, then made greedy: it stays as it is after a few changes.",
            {"map": "walls", "method": POLICY_ITERATION},
        ),
        Preset(
            "State by state, in place",
            "One backup a step, and each uses the newest values: follow the marked state and the text.",
            {"unit": "state", "in_place": True},
        ),
        Preset(
            "Nothing to lose",
            "At gamma 1 and free steps every state is worth 10, all actions tie, and the right values tell nobody "
            "where to go.",
            {"map": "open", "gamma": 1.0, "step_reward": 0.0, "slip": 0.0},
        ),
    ),
    uses_torch=False,
    pace=3.0,
    knob_lines={
        "gamma": ("gamma * values[self.after]", "gamma * values[self.after[state]]", "gamma * leads"),
        "step_reward": ("step_reward=step_reward",),
        "slip": ("np.array([1 - slip",),
        "method": ("return np.asarray(worth.max(axis=-1))", "np.where(policy > 0, worth, 0.0)"),
        "map": ("def process_of", "return treasure_process(slip=slip)", "return grid_process(maze(seed)"),
        "seed": ("dice = random.Random(seed)",),
    },
)
