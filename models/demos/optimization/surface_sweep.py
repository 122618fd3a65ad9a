"""optimizer-sweep: a whole grid of balls of one optimizer rolls at once, each with knobs of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from models.datasets.surfaces import RAVINE, SURFACES, TWO_VALLEYS, surface
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.demos.optimization import optimizer_race
from models.demos.optimization.optimizer_race import LOWEST, SAME, VIEW, drawn
from models.descent import Noise
from models.errors import DemoError
from models.knobs import Config as CommonConfig
from models.knobs import KnobValue, knob, with_values
from models.loop import finite, first_at, frames_of
from models.plots import Curves, Field
from models.race import NAMES, OUT
from models.share import address
from models.sides import Axis, landscape, side_values

if TYPE_CHECKING:
    from torch import Tensor

CONDITION = "condition number"
AXES: Mapping[str, Axis] = {
    "learning rate": Axis("learning_rate", 1e-3, 3.0, log=True),
    "momentum": Axis("momentum", 0.0, 0.99),
    "beta2": Axis("beta2", 0.5, 0.999),
    CONDITION: Axis("condition", 1.0, 1000.0, log=True),
    "noise": Axis("noise", 1e-3, 1.0, log=True),
    "start x": Axis("start_x", -VIEW, VIEW),
    "start y": Axis("start_y", -VIEW, VIEW),
}
PREDICTED_AT = 300  # steps
ALL_OUT = (
    "Every ball has left the plane for good: there is nothing left to draw. Choose lower learning rates, and run again."
)


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of optimizer-sweep."""

    steps_per_frame: int = knob(
        2, "Training steps of every ball between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    optimizer: str = knob("momentum", "What they all follow. Compare momentum with SGD and Adam.", choices=NAMES)
    surface: str = knob(RAVINE, "What they roll down. Only a ravine has the next three knobs.", choices=SURFACES)
    condition: float = knob(
        30.0,
        "How many times steeper the ravine is across than along, where it is no side.",
        label=CONDITION,
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
        0.0, "Degrees by which the ravine is turned. For Adam, compare 0 with 45.", low=-90.0, high=90.0, step=5.0
    )
    across: str = knob("learning rate", "What changes from left to right.", choices=tuple(AXES))
    down: str = knob("momentum", "What changes from top to bottom.", choices=tuple(AXES))
    side: int = knob(20, "Balls along a side: 64 lets 4,096 of them roll.", label="balls a side", low=1, high=64)
    left: float = knob(0.0, "Where the left end lies: raise it to look closer.", low=0.0, high=1.0, step=0.01)
    right: float = knob(1.0, "Where the right end lies.", low=0.0, high=1.0, step=0.01)
    top: float = knob(0.0, "Where the upper end lies.", low=0.0, high=1.0, step=0.01)
    bottom: float = knob(1.0, "Where the lower end lies.", low=0.0, high=1.0, step=0.01)
    learning_rate: float = knob(
        0.1, "The rate of all balls, where it is no side.", label="learning rate", low=1e-4, high=10.0, log=True
    )
    momentum: float = knob(
        0.9, "The share of the old direction that stays, where it is no side; SGD has none.", low=0.0, high=0.999
    )
    beta2: float = knob(
        0.99, "The share of the old squares that stays, where it is no side: RMSProp to Nadam.", low=0.0, high=0.9999
    )
    weight_decay: float = knob(
        0.01, "How strongly AdamW pulls to the middle of the plane.", label="weight decay", low=0.0, high=10.0
    )
    noise: float = knob(
        0.01, "How wrong gradients are, as with small batches; the same for all balls.", low=0.0, high=10.0
    )
    start_x: float = knob(
        -2.5, "Where they all start, where it is no side.", label="start x", low=-VIEW, high=VIEW, step=0.1
    )
    start_y: float = knob(
        1.5, "Where they all start, where it is no side.", label="start y", low=-VIEW, high=VIEW, step=0.1
    )
    tolerance: float = knob(
        0.01, "Arrived is who has come as near as this to a lowest point.", low=1e-6, high=1.0, log=True
    )

    def columns(self) -> list[KnobValue]:
        """Return what each column has."""
        return side_values(AXES[self.across], self.side, self.left, self.right)

    def rows(self) -> list[KnobValue]:
        """Return what each row has."""
        return side_values(AXES[self.down], self.side, self.top, self.bottom)

    def cells(self) -> list[dict[str, float]]:
        """Return what every ball has, row by row; raises DemoError for sides that make no landscape."""
        if self.down == self.across:
            raise DemoError(f"Both sides of the grid change the {self.across}: choose another for one of them.")
        if self.surface != RAVINE and CONDITION in (self.down, self.across):
            raise DemoError(
                f"Only a ravine has a condition number, and this is {self.surface}: choose another side, or the ravine."
            )
        common = {axis.knob: float(getattr(self, axis.knob)) for axis in AXES.values()}
        down, across = AXES[self.down].knob, AXES[self.across].knob
        return [common | {down: float(row), across: float(column)} for row in self.rows() for column in self.columns()]

    def races(self) -> list[optimizer_race.Config]:
        """Return for every cell the race in which the optimizer of this sweep takes its way."""
        shared = ("seed", "surface", "curvature", "angle", "weight_decay", "tolerance")
        values = {name: getattr(self, name) for name in shared}
        common = with_values(optimizer_race.Config(), {**values, "rates": SAME})
        return [replace(common, **cast("dict[str, Any]", cell)) for cell in self.cells()]


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the landscape of all balls as they roll, until all have left."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """All balls of the grid: places, numbers of their own, and what there is to see. All tensors begin (balls,)."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.optimizers import RULES, Shares

        cells = config.cells()
        own = {
            name: torch.tensor([cell[name] for cell in cells], dtype=torch.float64, device=device) for name in cells[0]
        }
        shape = {"curvature": config.curvature, "angle": config.angle}
        self._surface = surface(config.surface, condition=own["condition"], **shape)
        self._drawn = drawn(surface(config.surface, condition=config.condition, **shape))
        self._places = torch.stack([own["start_x"], own["start_y"]], dim=1)  # (balls, 2)
        self._rates = own["learning_rate"][:, None]
        self._shares = Shares(own["momentum"][:, None], own["beta2"][:, None], config.weight_decay)
        # Thrown as the race throws it, where every ball has noise of its own: what counts here is the first one's.
        self._noise = Noise((optimizer_race.Config().balls, 2), config.seed, device)
        self._noises = own["noise"][:, None]
        self._noisy = bool(self._noises.any())
        self._rule = RULES[config.optimizer](self._places)
        self._out = torch.zeros_like(self._rates, dtype=torch.bool)  # (balls, 1)
        self._arrived = torch.full_like(self._rates[:, 0], math.inf)
        self._tolerance = config.tolerance
        self._step = 0
        self._links = tuple(address("optimizer-race", race) for race in config.races())
        self._rows, self._columns = (tuple(map(str, side)) for side in (config.rows(), config.columns()))
        self._sides = config.down, config.across
        self._distances = self._looked()

    def take_step(self, config: Config) -> None:
        """Let every ball take one step; who has left the plane stays where it was last seen, as in the race."""
        import torch

        slopes = torch.stack(self._surface.slopes(*self._places.unbind(dim=-1)), dim=-1)  # (balls, 2)
        if self._noisy:
            slopes = slopes + self._noises * self._noise.draw()[:1]
        moved = self._rule.step(self._places, slopes, self._rates, self._shares)
        self._out = self._out | ~(moved.abs().amax(dim=-1, keepdim=True) < OUT)
        self._places = moved.where(~self._out, self._places)
        self._step += 1
        self._distances = self._looked()

    def _looked(self) -> Tensor:
        """Note who has arrived; return how far off each ball is, NaN for who is out."""
        distances = self._surface.distance(*self._places.unbind(dim=-1))
        new = (distances <= self._tolerance) & self._arrived.isinf()
        self._arrived = self._arrived.where(~new, float(self._step))
        return distances.clamp(min=LOWEST).where(~self._out[:, 0], math.nan)

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        distances, arrived = self._distances.cpu().numpy(), self._arrived.cpu().numpy()
        going = distances[np.isfinite(distances)]
        scalars = {
            "arrived": float(np.isfinite(arrived).mean()),
            "left the plane": 1 - len(going) / len(distances),
        }
        if len(going):
            scalars |= {
                "nearest": float(going.min()),
                "median": float(np.median(going)),
                "farthest": float(going.max()),
            }
        return Frame(self._step, finite(scalars), self._pictures, "" if len(going) else ALL_OUT)

    def _pictures(self) -> Pictures:
        grid = len(self._rows), len(self._columns)
        arrived = self._arrived.cpu().numpy()
        here = np.column_stack([self._places.cpu().numpy(), np.isfinite(arrived)])
        return {
            "landscape": self._distances.log10().cpu().numpy().reshape(grid).astype(np.float32),
            "arrivals": np.where(np.isinf(arrived), np.nan, arrived).reshape(grid).astype(np.float32),
            "rows": self._rows,
            "columns": self._columns,
            "sides": self._sides,
            "links": self._links,
            "surface": self._drawn,
            "balls": here[~self._out[:, 0].cpu().numpy()].astype(np.float32),
        }


def _how_many(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "arrived", PREDICTED_AT)
    return 0 if share < 1 / 3 else 1 if share <= 2 / 3 else 2


def _who_left(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "left the plane", PREDICTED_AT)
    return 0 if share == 0 else 1 if share <= 0.25 else 2


def _how_near(config: Config, moments: Sequence[Moment]) -> int:
    nearest = first_at(moments, "nearest", PREDICTED_AT)
    return 0 if nearest <= 1e-9 else 1 if nearest <= 1e-3 else 2


PREDICTIONS = (
    Prediction[Config](
        "After 300 steps: how many of the balls will have arrived?",
        ("fewer than a third", "one to two thirds", "more than two thirds"),
        PREDICTED_AT,
        _how_many,
    ),
    Prediction[Config](
        "After 300 steps: how many will have left the plane for good?",
        ("none", "a quarter at most", "more than a quarter"),
        PREDICTED_AT,
        _who_left,
    ),
    Prediction[Config](
        "After 300 steps: how near will the nearest ball be?",
        ("within a billionth", "within a thousandth", "not even that"),
        PREDICTED_AT,
        _how_near,
    ),
)

PRESETS = (
    Preset(
        "Plain SGD in ever narrower ravines",
        "In every row the rates above 2/L = 0.2 leave. Below it, ten times as narrow takes about ten times the steps.",
        {"optimizer": "SGD", "down": CONDITION, "noise": 0.0},
    ),
    Preset(
        "Adam in turned ravines",
        "Turned by 45 degrees, a narrower ravine wants a larger rate. Turned back to 0, all rows are alike.",
        {"optimizer": "Adam", "down": CONDITION, "angle": 45.0, "noise": 0.0},
    ),
    Preset(
        "Noise lowers the best rate",
        "A large rate gets there soon and then shakes: noisier gradients want a smaller one.",
        {"optimizer": "SGD", "down": "noise"},
    ),
    Preset(
        "RMSProp finds no rest",
        "Its steps stay about as long as the rate: balls hop around the lowest point, farther with larger rates.",
        {"optimizer": "RMSProp", "down": "beta2", "noise": 0.0},
    ),
    Preset(
        "Over the hill",
        "Right of the hill they roll into the shallow valley. From a momentum of about 0.8, some from afar get over.",
        {"surface": TWO_VALLEYS, "across": "start x", "learning_rate": 0.02, "noise": 0.0},
    ),
    Preset(
        "Large",
        "4,096 balls on two valleys, starts across and rates down: where rates are high, neighbours end far apart.",
        {"surface": TWO_VALLEYS, "across": "start x", "down": "learning rate", "top": 0.6, "bottom": 0.8, "side": 64},
    ),
)

READING = r"""
Every cell is a ball of its own. All follow the same optimizer on the same surface and differ only in what the two sides
say; all of them are one tensor program. **Click a cell** to open the race in which that optimizer takes this very way.

**The landscape** shows how far each ball is from a lowest point: at $-2$ a hundredth, at 0 one unit of the plane.
Hatched cells have left the plane for good. **Steps until it arrived** counts how long a ball took to come within the
tolerance; hatched are those that have not. What arrived may still shake, or leave again.

On a ravine with steepest curvature $L$, plain SGD holds for rates below $2/L$, and momentum $\mu$ moves that edge to
$2(1 + \mu)/L$: look for it between the cells that arrive and those that are gone. Left of the edge, momentum does with
a small rate what plain SGD needs a larger one for; close to 1 it swings for so long that nothing arrives.

**How many have arrived** counts over all cells, so it depends on the sides you chose. **Distances** are those of the
nearest, the median and the farthest ball that is still in the plane. The last picture shows them on the surface, a
ravine drawn with the condition number of the knob.
"""

DEMO = Demo(
    id="optimizer-sweep",
    topic="optimization.momentum",
    title="A grid of balls rolls down at once",
    config=Config,
    train=train,
    plots=(
        landscape("landscape", "Distance, in powers of ten", limits=(-4, 1)),
        landscape("arrivals", "Steps until it arrived"),
        Curves(("arrived", "left the plane"), "Balls that arrived or left", "share", y_limits=(0, 1)),
        Curves(("nearest", "median", "farthest"), "Distances of those in the plane", "distance", log_y=True),
        Field(
            "surface",
            "Where the balls are",
            "x",
            "y",
            (-VIEW, VIEW),
            (-VIEW, VIEW),
            points="balls",
            class_names=("under way", "arrived"),
            levels=12,
        ),
    ),
    predictions=PREDICTIONS,
    source="models.nets.optimizers",
    reading=READING.strip(),
    presets=PRESETS,
    heading="watch-it",
    float64=True,
    pace=60,
    knob_lines=optimizer_race.DEMO.knob_lines,
)
