"""diffusion-2d: points are drowned in noise, a net learns to tell the noise apart, and noise walks back to data."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.datasets.clouds import CLOUDS, Cloud, cloud, found, one_gaussian
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, Noise, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plane_pictures import arrows, numbers_of, plane, points_of
from models.plots import Curves, Field, GroupCurves

if TYPE_CHECKING:
    from torch import Tensor

Array = NDArray[np.float32]

MEASURE_EVERY = 50  # steps
DATA_POINTS = 20_000
MADE_POINTS = 400
SHOWN_POINTS = 300
EDGE = 3.5
ARROWS = 15  # along a side of the plane
LENGTH = 0.35  # of an arrow for noise of size 1; where more is suspected it gets no longer
SIDE = 48  # places along a side of the density
PATHS = 6
TIMES = 12  # at which the error is measured
PATH_NAMES = tuple(f"path {number + 1}" for number in range(PATHS))


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of diffusion-2d."""

    target: str = knob("ring", "The cloud of points to be learned.", choices=CLOUDS)
    points: str = knob("", "Points of your own in place of the cloud, at least 3.", label="own points", holds="points")
    time: float = knob(
        0.2,
        "How far the data is drowned in what is shown: 0 is data, 0.9 nearly all noise. Turn it and watch the arrows.",
        label="time shown",
        low=0.0,
        high=0.9,
        step=0.05,
        live=True,
    )
    sampling_steps: int = knob(
        20, "Steps from noise to data. How few will do?", label="steps back", low=1, high=50, live=True
    )
    hidden: int = knob(64, "Units in each of the three hidden layers.", label="hidden units", low=4, high=512)
    learning_rate: float = knob(
        0.005,
        "The size of a step of Adam. Turn it up and see when it breaks.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(256, "Noised points averaged in one step.", label="batch size", low=8, high=4096)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the drowned data, the noise that the net suspects and what comes out on the way back."""
    yield from frames_of(_Run(config, device), config)


def energy_distance(points: Array, others: Array) -> float:
    """Return how far apart two clouds are: twice the mean distance between them less those within; 0 for the same."""
    return 2 * _mean_distance(points, others) - _mean_distance(points, points) - _mean_distance(others, others)


def _mean_distance(points: Array, others: Array) -> float:
    across, up = (points[:, None, axis] - others[:, axis] for axis in (0, 1))
    return float(np.sqrt(np.square(across, dtype=np.float64) + np.square(up, dtype=np.float64)).mean())


def exact_noise(target: Cloud, places: Array, time: float) -> Array:
    """Return the mean of the noise in a point that is found at each place (n, 2) at a time: the best guess there is.

    Each Gaussian of the cloud, drowned, is a Gaussian of variance a² width² + b² about a times its centre.
    """
    a, b = math.cos(time * math.pi / 2), math.sin(time * math.pi / 2)
    variance = (a * target.width) ** 2 + b**2
    away = places[:, None].astype(np.float64) - a * target.centres  # (n, k, 2)
    logs = -np.square(away).sum(axis=2) / (2 * variance)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)  # which centre a point comes from, given where it is
    noise: Array = (b / variance * (weights[:, :, None] * away).sum(axis=1)).astype(np.float32)
    return noise


@dataclass(frozen=True, slots=True)
class _Drowned:
    """Points in their noise at one time, and the squared error of the best guess at the noise."""

    time: float
    points: Array  # (n, 2)
    least_error: float


class _Run:
    """A denoiser, a slow copy of it that makes points, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets import diffusion

        self._device = device
        self._cloud, dice = cloud(config.target, config.points), np.random.default_rng(config.seed)
        training = self._cloud.sample(DATA_POINTS, dice)
        self._fresh = self._cloud.sample(MADE_POINTS, dice)
        self._baselines = self._measured_baselines(training, dice)
        data = torch.from_numpy(training).to(device)
        self._batches = Batches(len(data), config.batch_size, config.seed, device)
        self._noise = noise = Noise((config.batch_size, 3), config.seed + 1, device)  # the third number is for the time
        self._net = net = seeded(config.seed, lambda: diffusion.Denoiser(config.hidden)).to(device)
        self._slow = copy.deepcopy(net)
        self._descent = Descent(
            optimizer_of("adam", net.parameters(), device),
            lambda: diffusion.loss(
                net,
                data[self._batches.drawn],
                noise.drawn[:, :2],
                diffusion.LATEST * torch.special.ndtr(noise.drawn[:, 2:]),  # even over all times
            ),
            device,
        )
        start = torch.randn(MADE_POINTS, 2, generator=torch.Generator().manual_seed(config.seed + 2))
        order = np.argsort(np.arctan2(start[:, 1].numpy(), start[:, 0].numpy()))
        self._all_round = order[:: MADE_POINTS // PATHS][:PATHS]  # starts of paths, on all sides of the middle
        self._start = start.to(device)  # where all paths begin; also the noise that drowns the points shown
        self._density = np.exp(self._cloud.log_density(plane(SIDE, EDGE))).reshape(SIDE, SIDE).astype(np.float32)
        self._drowned = self._drowned_at_times()
        self._step = 0
        self._loss = RunningMean(torch.ones((), device=device))  # who suspects no noise at all errs by 1
        self._measure(config)

    def _measured_baselines(self, training: Array, dice: np.random.Generator) -> dict[str, float]:
        guess = one_gaussian(training).sample(MADE_POINTS, dice)
        again = self._cloud.sample(MADE_POINTS, dice)
        return {
            "one Gaussian": energy_distance(guess, self._fresh),
            "data against data": energy_distance(again, self._fresh),
            "one Gaussian's share": float(self._cloud.shares(guess).sum()),
        }

    def take_step(self, config: Config) -> None:
        """Drown some points, let the net suspect the noise, and move the weights against its error."""
        from models.nets.diffusion import follow

        self._batches.draw()
        self._noise.draw()
        self._loss.update(self._descent.step(config.learning_rate))
        follow(self._slow, self._net)
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measure(config)

    def _measure(self, config: Config) -> None:
        """Make points of the same noise as ever, and compare them with data that was never trained on."""
        made = self._path(self._start, config.sampling_steps)[-1]
        shares = self._cloud.shares(made)
        self._measured = {
            "share on target": float(shares.sum()),
            "modes found": float(found(shares, self._cloud.fair_shares)),
            "made against data": max(energy_distance(made, self._fresh), 1e-6),
        }

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss = self._loss.read()
        scalars = {"error of the noise": loss, **self._measured, **self._baselines}
        return Frame(
            self._step, finite(scalars), lambda: self._pictures(config), diverged(loss, 1.0, config.learning_rate)
        )

    def _pictures(self, config: Config) -> Pictures:
        import torch

        from models.nets.diffusion import noised

        fresh, noise = torch.from_numpy(self._fresh[:SHOWN_POINTS]).to(self._device), self._start[:SHOWN_POINTS]
        drowned = noised(fresh, noise, torch.tensor(config.time, device=self._device))
        places = plane(ARROWS, EDGE)
        path = self._path(self._start, config.sampling_steps)  # (steps + 1, n, 2)
        return {
            "drowned": points_of(numbers_of(drowned), edge=EDGE),
            "arrows": arrows(places, self._way_out(places, config.time)),
            "made": points_of(self._fresh[:SHOWN_POINTS], path[-1, :SHOWN_POINTS], edge=EDGE),
            "paths": path[:, self._all_round].transpose(1, 0, 2).copy(),
            "density": self._density,
            "errors": self._errors(),
        }

    def _errors(self) -> Array:
        """Return times, the net's squared error at each, and that of the exact answer: (3, TIMES)."""
        noise = numbers_of(self._start)
        errors = [np.square(self._suspected(each.points, each.time) - noise).mean() for each in self._drowned]
        rows = [(each.time, error, each.least_error) for each, error in zip(self._drowned, errors, strict=True)]
        return np.array(rows, np.float32).T.copy()

    def _drowned_at_times(self) -> list[_Drowned]:
        """Return the fresh points in the same noise at times from early to late."""
        import torch

        from models.nets.diffusion import LATEST, noised

        fresh, noise, drowned = torch.from_numpy(self._fresh).to(self._device), numbers_of(self._start), []
        for time in np.linspace(0.02, LATEST, TIMES).tolist():
            points = numbers_of(noised(fresh, self._start, torch.tensor(time, device=self._device)))
            least = float(np.square(exact_noise(self._cloud, points, time) - noise).mean())
            drowned.append(_Drowned(time, points, least))
        return drowned

    def _way_out(self, places: Array, time: float) -> Array:
        """Return steps against the suspected noise, cut to LENGTH at most."""
        noise = self._suspected(places, time)
        size = np.hypot(noise[:, 0], noise[:, 1])[:, None]
        return (-LENGTH * noise / np.maximum(size, 1)).astype(np.float32)

    def _suspected(self, places: Array, time: float) -> Array:
        import torch

        with torch.inference_mode():
            times = torch.full((len(places), 1), time, device=self._device)
            return numbers_of(self._slow(torch.from_numpy(places).to(self._device), times))

    def _path(self, noise: Tensor, steps: int) -> Array:
        import torch

        from models.nets.diffusion import path_back

        with torch.inference_mode():
            return numbers_of(path_back(self._slow, noise, steps))


def _against_one_gaussian(config: Config, moments: Sequence[Moment]) -> int:
    ratio = first_at(moments, "made against data", 1_500) / first_at(moments, "one Gaussian", 1_500)
    return 0 if ratio < 0.5 else 1 if ratio <= 1 else 2


def _on_target(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "share on target", 1_500)
    return 0 if share > 0.8 else 1 if share >= 0.5 else 2


def _error_that_stays(config: Config, moments: Sequence[Moment]) -> int:
    error = first_at(moments, "error of the noise", 1_500)
    return 0 if error < 0.1 else 1 if error <= 0.6 else 2


READING = r"""
**Drowned data** is $a_t x_0 + b_t \varepsilon$ at the time shown. The arrows point against the noise that the net
suspects at each place: the way out. Late they lead to the middle of all data; early, near the data, to the
nearest heap.

**Paths** begin as pure noise at time 0.9 and follow the net back to time 0, in as many steps as you set. The colours
behind them are the density of the data. There are no dice on the way: the start decides the end.

**Energy distance** compares 400 made points with 400 data points kept back: twice the mean distance between the two
clouds less the mean distances within each. For equal clouds it is 0 but for chance; see *data against data*. The
baseline is one Gaussian with mean and covariance of the data. **On target** is a point within three widths of the data.

**Error over time** is the squared error of the suspected noise. Late, noise is nearly all there is, and easy to tell;
early there is little of it, and the answer is a mean over all that it might be. The data is made of Gaussians, so the
exact answer is known, and even its error is not 0.

Points are made by a running mean of the net's weights, which shakes less than the net itself.
"""

DEMO = Demo(
    id="diffusion-2d",
    topic="generative.diffusion-models",
    title="Diffusion: from noise back to data",
    config=Config,
    train=train,
    plots=(
        Field(
            "",
            "Drowned data, the way out",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            points="drowned",
            class_names=("drowned data",),
            lines="arrows",
        ),
        Field(
            "density",
            "Paths from noise to data",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            paths="paths",
            path_names=PATH_NAMES,
        ),
        Field(
            "",
            "Made points",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            points="made",
            class_names=("data kept back", "made"),
            clicks="points",
        ),
        Curves(
            ("made against data", "one Gaussian", "data against data"),
            "Energy distance to data kept back",
            "distance",
            log_y=True,
        ),
        Curves(("share on target", "one Gaussian's share"), "Made points on target", "share", y_limits=(0, 1)),
        GroupCurves(
            "errors",
            "Error of the noise over time",
            "time: from data to noise",
            "mean square",
            ("the net", "the exact answer"),
        ),
        Curves(("error of the noise",), "Training: error of the noise", "mean square"),
    ),
    predictions=(
        Prediction(
            "After 1,500 steps: how far are the made points from the data, against those of one Gaussian?",
            ("less than half as far", "half to as far", "farther"),
            1_500,
            _against_one_gaussian,
        ),
        Prediction(
            "After 1,500 steps: what share of the made points lies on target?",
            ("more than 80 %", "50 % to 80 %", "less than 50 %"),
            1_500,
            _on_target,
        ),
        Prediction(
            "After 1,500 steps: how large is the error of the noise, which is 1 for one who suspects none?",
            ("below 0.1", "0.1 to 0.6", "above 0.6"),
            1_500,
            _error_that_stays,
        ),
    ),
    source="models.nets.diffusion",
    reading=READING.strip(),
    presets=(
        Preset(
            "One step back",
            "A single leap from noise: what comes out is a mean of what it might be, and next to nothing is on target.",
            {"sampling_steps": 1},
        ),
        Preset(
            "Two moons",
            "The same net and the same rule of training, other data: nothing needs to be undone or torn.",
            {"target": "moons"},
        ),
        Preset(
            "Learning rate too high",
            "Two hundred times too much: the error of the noise leaves all bounds within a few steps.",
            {"learning_rate": 1.0},
        ),
        Preset(
            "Large",
            "Layers of 512 units and 4,096 points a step: slow on a processor, made for a GPU.",
            {"hidden": 512, "batch_size": 4096, "learning_rate": 0.001},
        ),
    ),
    heading="watch-it",
    pace=60,
    knob_lines={
        "sampling_steps": ("torch.linspace(LATEST, 0, steps + 1",),
        "hidden": ("nn.Linear(hidden, hidden)", "nn.Linear(hidden, 2)"),
        "time": ("a * data + b * noise",),
    },
)
