"""optimizer-race: eight optimizers start at one place of one surface, and every one takes its own way down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.datasets.surfaces import RAVINE, SADDLE, SURFACES, TWO_VALLEYS, Surface, surface
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Noise
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import finite, frames_of
from models.plots import Bars, Curves, Field, GroupCurves
from models.race import NAMES, Race

if TYPE_CHECKING:
    from torch import Tensor

OWN, SAME = RATES = ("each its own", "same for all")
# What each usually needs on these surfaces, in multiples of the rate of plain SGD.
PROPORTIONS = (1.0, 0.5, 0.5, 5.0, 0.3, 1.0, 1.0, 1.0)
VIEW = 3.0  # the plane is shown from -3 to 3
GRID = 81  # places along one side of the drawn surface
SHOWN = 60  # balls of each optimizer that are drawn
COUNTED = 2000  # balls of each optimizer whose distances are sorted
LOWEST = 1e-12  # heights below are drawn here


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of optimizer-race."""

    steps_per_frame: int = knob(
        2, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    surface: str = knob(RAVINE, "What they roll down. Only a ravine has the next three knobs.", choices=SURFACES)
    condition: float = knob(
        30.0,
        "How many times steeper the ravine is across than along. At 1 it is a round bowl.",
        label="condition number",
        low=1.0,
        high=1000.0,
        log=True,
    )
    curvature: float = knob(
        10.0,
        "The ravine's steepest curvature L: plain SGD is stable for rates below 2/L.",
        label="steepest curvature",
        low=0.1,
        high=200.0,
        log=True,
    )
    angle: float = knob(
        30.0, "Degrees by which the ravine is turned. Compare 0 with 45.", low=-90.0, high=90.0, step=5.0
    )
    rates: str = knob(OWN, "Whether all take the same learning rate, or each its usual multiple of it.", choices=RATES)
    learning_rate: float = knob(
        0.1,
        "The rate of plain SGD. Turn it up while they race: who leaves first?",
        label="learning rate",
        low=1e-4,
        high=10.0,
        live=True,
        log=True,
    )
    momentum: float = knob(
        0.9, "The share of the old direction that stays, in all that remember one.", low=0.0, high=0.999, live=True
    )
    beta2: float = knob(
        0.99, "The share of the old squares that stays, from RMSProp to Nadam.", low=0.0, high=0.9999, live=True
    )
    weight_decay: float = knob(
        0.01,
        "How strongly AdamW pulls to the middle of the plane; at 0 it is Adam.",
        label="weight decay",
        low=0.0,
        high=10.0,
        live=True,
    )
    noise: float = knob(
        0.0, "How wrong gradients are, as with small batches; the same for all.", low=0.0, high=10.0, live=True
    )
    start_x: float = knob(
        -2.5, "Where they start: drag the point, and they start again.", label="start x", low=-3.0, high=3.0, live=True
    )
    start_y: float = knob(
        1.5, "Where they start: drag the point, and they start again.", label="start y", low=-3.0, high=3.0, live=True
    )
    tolerance: float = knob(
        0.01, "Arrived is who has come as near as this to a lowest point.", low=1e-6, high=1.0, log=True
    )
    balls: int = knob(
        200, "Balls of each optimizer: the first at the start, the others strewn over the plane.", low=1, high=100_000
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield where all balls are, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


def rates(config: Config) -> tuple[float, ...]:
    """Return the learning rate of each of ``NAMES``."""
    own = config.rates == OWN
    return tuple(config.learning_rate * (proportion if own else 1.0) for proportion in PROPORTIONS)


class _Run:
    """A race, and what there is to see of it."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        self._surface = surface(
            config.surface, curvature=config.curvature, condition=config.condition, angle=config.angle
        )
        dice = torch.Generator().manual_seed(config.seed)
        strewn = VIEW * (2 * torch.rand(config.balls, 2, dtype=torch.float64, generator=dice) - 1)
        self._starts = strewn.to(device)
        self._noise = Noise((config.balls, 2), config.seed, device)
        self._step = 0
        self._drawn = drawn(self._surface)
        self._start, self._race = self._restarted(config)

    def _restarted(self, config: Config) -> tuple[tuple[float, float], Race]:
        """Return the start as it is set, and a race from there."""
        import torch

        start = (config.start_x, config.start_y)
        self._starts[0] = torch.tensor(start, dtype=torch.float64)
        return start, Race(self._surface, self._starts, config.tolerance)

    def take_step(self, config: Config) -> None:
        """Let every ball take one step of its optimizer; start again where the start was moved."""
        from models.nets.optimizers import Shares

        if self._start != (config.start_x, config.start_y):
            self._start, self._race = self._restarted(config)
        noise = config.noise * self._noise.draw() if config.noise else None
        self._race.step(rates(config), Shares(config.momentum, config.beta2, config.weight_decay), noise)
        self._step += 1

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        first = self._race.places[:, 0]  # (8, 2)
        heights = self._surface.height(*first.unbind(dim=-1)).clamp(min=LOWEST)
        out: list[bool] = self._race.out[:, 0, 0].tolist()
        scalars = {name: height for name, height, gone in zip(NAMES, heights.tolist(), out, strict=True) if not gone}
        arrived = zip(NAMES, self._race.arrived[:, 0].tolist(), strict=True)
        scalars |= {arrival(name): step for name, step in arrived}
        scalars["out"] = float(sum(out))
        return Frame(self._step, finite(scalars), self._pictures)

    def _pictures(self) -> Pictures:
        steps, places, lengths = self._race.trail.read()  # (n,), (n, 8, 2), (n, 8)
        heights = self._surface.distance(*places.unbind(dim=-1))  # (n, 8)
        balls = self._race.places[:, :SHOWN].cpu().numpy()  # (8, shown, 2)
        classes = np.repeat(np.arange(len(NAMES)), balls.shape[1])[:, None]
        minima = np.array([(*minimum, 0) for minimum in self._surface.minima])
        arrived = self._race.arrived[:, 0].cpu().numpy()
        return {
            "surface": self._drawn,
            "paths": _floats(places.transpose(0, 1).cpu().numpy()),
            "lowest points": _floats(minima),
            "balls": _floats(np.concatenate([balls.reshape(-1, 2), classes], axis=1)),
            "distances": _over(steps, heights),
            "lengths": _over(steps, lengths.where(lengths > 0, math.nan)),
            "arrivals": _floats(np.where(np.isinf(arrived), 0, arrived)),
            "racers": tuple(
                f"{name} (left)" if gone else name
                for name, gone in zip(NAMES, self._race.out[:, 0, 0].tolist(), strict=True)
            ),
            "shares": _floats(self._race.arrived.isfinite().double().mean(dim=1).cpu().numpy()),
            "spread": _spread(self._surface, self._race.places[:, :COUNTED]),
        }


def arrival(name: str) -> str:
    """Return the name of the scalar that tells the step at which an optimizer's first ball arrived."""
    return f"{name} arrived"


def drawn(chosen: Surface) -> NDArray[np.float32]:
    """Return the logarithm of the height over the plane, so that valleys show as well as walls do."""
    import torch

    side = torch.linspace(-VIEW, VIEW, GRID, dtype=torch.float64)
    y, x = torch.meshgrid(side, side, indexing="ij")
    return _floats((chosen.height(x, y) + 1e-3).log10().numpy())


def _over(steps: Tensor, values: Tensor) -> NDArray[np.float32]:
    """Return curves over the steps, (1 + 8, n), fit for a logarithmic axis."""
    clamped = values.clamp(min=LOWEST).cpu().numpy()
    return _floats(np.concatenate([steps.numpy()[None], clamped.T]))


def _spread(chosen: Surface, places: Tensor) -> NDArray[np.float32]:
    """Return for every share of the balls within what distance they are, (1 + 8, 51)."""
    shares = np.linspace(0, 1, 51)
    distances = chosen.distance(*places.unbind(dim=-1)).clamp(min=LOWEST).cpu().numpy()
    return _floats(np.concatenate([shares[None], np.quantile(distances, shares, axis=1).T]))


def _floats(values: NDArray[np.float64]) -> NDArray[np.float32]:
    return values.astype(np.float32)


def _arrivals(moments: Sequence[Moment]) -> dict[str, float]:
    """Return who has arrived, and at which step."""
    last = moments[-1].scalars
    return {name: last[arrival(name)] for name in NAMES if arrival(name) in last}


def _who_is_first(config: Config, moments: Sequence[Moment]) -> int:
    arrived = _arrivals(moments)
    if not arrived:
        return 3
    first = NAMES.index(min(arrived, key=lambda name: arrived[name]))
    return 0 if first == 0 else 1 if first <= 2 else 2


def _how_many(config: Config, moments: Sequence[Moment]) -> int:
    count = len(_arrivals(moments))
    return 0 if count == len(NAMES) else 1 if count >= 4 else 2


def _who_leaves(config: Config, moments: Sequence[Moment]) -> int:
    gone = moments[-1].scalars["out"]
    return 0 if not gone else 1 if gone <= 2 else 2


READING = r"""
Eight optimizers start at the same place of the same surface and get the same gradients. Colours are the logarithm of
the height, so lines of equal height crowd around a lowest point. Drag the start: they all begin again. **Distance** is
to the nearest lowest point; **height** comes twice: one rate for x and y, or steps fitted to each.

**Ravine** is $\frac12(\mu u^2 + L v^2)$ with $\kappa = L/\mu$. A step of plain SGD multiplies $v$ by $1 - \eta L$ and
$u$ by $1 - \eta\mu$: it needs $\eta < 2/L$, and about $\kappa$ times as many steps as in a round bowl. **Steps until
it arrived** counts how long each took to come within the tolerance; who left the plane for good is marked.

**How long each step was** tells the kinds apart. SGD's steps shrink with the slope. AdaGrad divides by a sum that
only grows. RMSProp divides by a running mean and forgets: near the bottom its steps may stay about as long as the
rate, and it hops.

Fitting x and y separately levels a ravine along the axes, whatever its $\kappa$, but not a turned one.

The lower plots hold many balls, strewn over the plane: how many arrived, and how far off the others are. **Each its
own** rate means: momentum and Nesterov half of SGD's, AdaGrad five times, RMSProp 0.3 times, the others the same. A
ranking holds for one surface and these rates, not in general.
"""

DEMO = Demo(
    id="optimizer-race",
    topic="optimization.choosing-an-optimizer",
    title="Eight optimizers race down one surface",
    config=Config,
    train=train,
    plots=(
        Field(
            "surface",
            "The ways down",
            "x",
            "y",
            (-VIEW, VIEW),
            (-VIEW, VIEW),
            points="lowest points",
            class_names=("lowest point",),
            paths="paths",
            path_names=NAMES,
            levels=12,
            handle=("start_x", "start_y"),
        ),
        GroupCurves("distances", "Distance to the lowest point", "step", "distance", NAMES, log_y=True),
        Curves(NAMES[:3], "Height: one rate for all", "height", log_y=True),
        Curves(NAMES[3:], "Height: steps fitted", "height", log_y=True, places=tuple(range(3, len(NAMES)))),
        Bars("arrivals", "Steps until it arrived", "steps (0: not yet)", labels="racers"),
        GroupCurves("lengths", "How long each step was", "step", "length", NAMES, log_y=True),
        Field(
            "surface",
            "Balls from many starts",
            "x",
            "y",
            (-VIEW, VIEW),
            (-VIEW, VIEW),
            points="balls",
            class_names=NAMES,
            levels=12,
        ),
        Bars("shares", "Balls that have arrived", "share of all", label_names=NAMES, y_limits=(0, 1)),
        GroupCurves("spread", "All balls, the nearest first", "share of the balls", "distance", NAMES, log_y=True),
    ),
    predictions=(
        Prediction(
            "Who is the first to arrive, within 300 steps?",
            ("plain SGD", "momentum or Nesterov", "one that fits the length of each step", "nobody"),
            300,
            _who_is_first,
        ),
        Prediction(
            "How many of the eight will have arrived after 300 steps?",
            ("all of them", "four to seven", "three or fewer"),
            300,
            _how_many,
        ),
        Prediction(
            "How many will have left the plane for good within 300 steps?",
            ("none", "one or two", "three or more"),
            300,
            _who_leaves,
        ),
    ),
    source="models.nets.optimizers",
    reading=READING.strip(),
    presets=(
        Preset(
            "A narrow ravine, turned",
            "At 45 degrees both slopes are alike and there is little to fit: momentum and Nesterov arrive first. "
            "Along the axes, at 0, those that fit each step length don't notice how narrow it is; plain SGD creeps.",
            {"condition": 100.0, "angle": 45.0},
        ),
        Preset(
            "Start on the ridge",
            "The slope off the ridge is almost 0: plain SGD takes 90 steps to get away. At y = 0, nobody ever does.",
            {"surface": SADDLE, "start_x": -2.0, "start_y": 0.001},
        ),
        Preset(
            "Rate above 2/L",
            "0.21 with L = 10: SGD's swings grow, and Nesterov leaves the plane even sooner. Plain momentum holds.",
            {"rates": SAME, "learning_rate": 0.21},
        ),
        Preset(
            "AdaGrad stalls",
            "With 0.1 for all, the others arrive within 350 steps. AdaGrad's steps shrink too soon: it is left behind.",
            {"rates": SAME, "angle": 45.0},
        ),
        Preset(
            "Noisy gradients",
            "Nobody comes to rest. Of all balls, those of momentum and Nesterov shake about twice as far as plain "
            "SGD's; AdaGrad's, whose steps shrink, end nearest.",
            {"noise": 1.0},
        ),
        Preset(
            "Large",
            "100,000 starts over two valleys: only momentum and Nesterov carry some over the hill to the deeper one.",
            {"surface": TWO_VALLEYS, "balls": 100_000, "start_x": 2.8},
        ),
    ),
    heading="watch-it",
    float64=True,
    pace=60,
    knob_lines={
        "learning_rate": tuple(f"return place - rate * {what}" for what in ("g", "(g", "self", "mean")),
        "momentum": ("shares.momentum * self.velocity + g", "self.mean = shares.momentum"),
        "beta2": ("self.squares = shares.beta2",),
        "weight_decay": ("rate * shares.weight_decay",),
    },
)
