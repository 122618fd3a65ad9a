"""normalizing-flow-2d: coupling layers bend a normal cloud into the data, layer by layer, with its density."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.datasets.clouds import CLOUDS, cloud, one_gaussian
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plane_pictures import numbers_of, plane, points_of, quarters, segments, warped
from models.plots import Bars, Curves, Field

MEASURE_EVERY = 25  # steps
DATA_POINTS = 20_000
TEST_POINTS = 1_000
SHOWN_POINTS = 400
EDGE = 3.5
SIDE = 48  # places along a side of the density
LARGEST_GRADIENT = 5.0
MOST_LAYERS = 16
QUARTERS = ("z right, up", "z left, up", "z left, down", "z right, down")


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of normalizing-flow-2d."""

    target: str = knob("moons", "The cloud of points to be modelled.", choices=CLOUDS)
    points: str = knob("", "Points of your own in place of the cloud, at least 3.", label="own points", holds="points")
    kind: str = knob(
        "coupling",
        "A coupling layer has a network and changes one of the two numbers; a planar one pushes along one direction.",
        label="kind of layer",
        choices=("coupling", "planar"),
    )
    couplings: int = knob(
        6,
        "How many layers follow each other: try 1.",
        label="layers",
        low=1,
        high=MOST_LAYERS,
    )
    after: int = knob(
        MOST_LAYERS,
        "Show the plane after so many layers: go from 0 up and watch it bend.",
        label="layers shown",
        low=0,
        high=MOST_LAYERS,
        live=True,
    )
    hidden: int = knob(32, "Units in the hidden layers of a coupling's network.", label="hidden units", low=4, high=256)
    learning_rate: float = knob(
        0.005,
        "The size of a step of Adam. Turn it up and see when it breaks.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(128, "Points averaged in one step.", label="batch size", low=8, high=4096)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the density, the bent plane and the surprise at new points, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A flow, its data, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets import flows

        self._device = device
        target, dice = cloud(config.target, config.points), np.random.default_rng(config.seed)
        training, test = target.sample(DATA_POINTS, dice), target.sample(TEST_POINTS, dice)
        self._baselines = {
            "one Gaussian": -float(one_gaussian(training).log_density(test).mean()),
            "the true density": -float(target.log_density(test).mean()),
        }
        self._test = torch.from_numpy(test).to(device)
        data = torch.from_numpy(training).to(device)
        self._batches = Batches(len(data), config.batch_size, config.seed, device)
        self._flow = flow = seeded(config.seed, lambda: flows.Flow(config.couplings, config.hidden, config.kind)).to(
            device
        )
        self._descent = Descent(
            optimizer_of("adam", flow.parameters(), device),
            lambda: flows.loss(flow, data[self._batches.drawn]),
            device,
            largest_gradient=LARGEST_GRADIENT,
        )
        noise = torch.randn(TEST_POINTS, 2, generator=torch.Generator().manual_seed(config.seed + 1))
        self._noise = noise.to(device)
        self._step = 0
        self._measure()
        self._loss = RunningMean(self._surprise)
        self._start = self._loss.read()

    def take_step(self, config: Config) -> None:
        """Draw some points and make them more likely."""
        self._batches.draw()
        self._loss.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measure()

    def _measure(self) -> None:
        """Measure on points that were never trained on; the numbers stay on the device until a frame reads them."""
        import torch

        with torch.inference_mode():
            self._surprise = -self._flow.log_density(self._test).mean()
            _, log_dets = self._flow.inverse(self._test)
            self._log_dets = log_dets.mean(dim=0)
            back, _ = self._flow.inverse(self._flow(self._noise))
            self._round_trip = (back - self._noise).abs().max()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss, surprise = self._loss.read(), float(self._surprise)
        scalars = {
            "training": loss,
            "test": surprise,
            **self._baselines,
            "round trip": max(float(self._round_trip), 1e-9),
            "log-determinant": float(self._log_dets.sum()),
        }
        return Frame(
            self._step,
            finite(scalars),
            lambda: self._pictures(min(config.after, config.couplings)),
            diverged(loss, self._start, config.learning_rate),
        )

    def _pictures(self, after: int) -> Pictures:
        """Draw the plane after so many layers: everything but the bars of all layers."""
        import torch

        with torch.inference_mode():
            density = self._flow.log_density(torch.from_numpy(plane(SIDE, EDGE)).to(self._device), after).exp()
            made = numbers_of(self._flow(self._noise[:SHOWN_POINTS], after))
            bent = numbers_of(self._flow(torch.from_numpy(segments()).to(self._device), after))
            back = numbers_of(self._flow.inverse(self._test[:SHOWN_POINTS])[0])
        source, real = numbers_of(self._noise[:SHOWN_POINTS]), numbers_of(self._test[:SHOWN_POINTS])
        return {
            "density": numbers_of(density).reshape(SIDE, SIDE),
            "data": points_of(real, edge=EDGE),
            "bent plane": warped(bent),
            "made": points_of(*quarters(source, made), edge=EDGE),
            "carried back": points_of(*quarters(back, back), edge=EDGE),
            "log-determinants": numbers_of(self._log_dets),
            "layers": tuple(str(number + 1) for number in range(len(self._log_dets))),
        }


def _against_one_gaussian(config: Config, moments: Sequence[Moment]) -> int:
    gain = first_at(moments, "one Gaussian", 1_000) - first_at(moments, "test", 1_000)
    return 0 if gain > 0.5 else 1 if gain >= 0.1 else 2


def _from_the_truth(config: Config, moments: Sequence[Moment]) -> int:
    gap = first_at(moments, "test", 1_000) - first_at(moments, "the true density", 1_000)
    return 0 if gap < 0.1 else 1 if gap <= 0.5 else 2


def _way_back(config: Config, moments: Sequence[Moment]) -> int:
    error = first_at(moments, "round trip", 1_000)
    return 0 if error < 1e-3 else 1 if error <= 0.1 else 2


def _still_falling(config: Config, moments: Sequence[Moment]) -> int:
    if moments[-1].step < 1_000:
        return 2
    fall = first_at(moments, "test", 250) - first_at(moments, "test", 1_000)
    return 0 if fall > 0.1 else 1 if fall >= 0 else 2


READING = r"""
**The density** is computed for every place of the plane: undo the layers, take the base's density there, subtract the
log-determinants. It is exact for this flow. The dots are data that was kept back.

**The plane of z** is a net of squares that the layers bend; points drawn from the base go along, marked by the quarter
they came from. Turn *layers shown* from 0 up: a coupling layer moves points along one axis only, now
across, now up; a planar one along a direction of its own.

**Surprise** is the mean of $-\ln p(y)$. The baseline is one Gaussian with the data's mean and covariance. The lowest
line is the density from which the data was really drawn: on average nothing can be less surprised. Only differences
count, since a density changes with the unit of length.

**Data carried back** should look like the base: one round cloud, as much in each quarter.

**Log-determinants** of the layers add up. Below 0, the layer squeezes the plane where data lies, and density rises.

**There and back** goes through all layers and back again. What is left is rounding.
"""

DEMO = Demo(
    id="normalizing-flow-2d",
    topic="generative.normalizing-flows",
    title="A normalizing flow bends the plane",
    config=Config,
    train=train,
    plots=(
        Field(
            "density",
            "Density, and new data",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            points="data",
            class_names=("data kept back",),
            clicks="points",
        ),
        Field(
            "",
            "The plane of z, bent",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            points="made",
            class_names=QUARTERS,
            lines="bent plane",
        ),
        Curves(("test", "training", "one Gaussian", "the true density"), "Surprise -ln p", "nats a point"),
        Field(
            "",
            "Data carried back to z",
            "z1",
            "z2",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            points="carried back",
            class_names=QUARTERS,
        ),
        Bars("log-determinants", "Log-determinant of each layer, mean over data", "nats", labels="layers"),
        Curves(("round trip",), "There and back: largest error", "units of z", log_y=True),
        Curves(("log-determinant",), "Log-determinant of all layers", "nats"),
    ),
    predictions=(
        Prediction(
            "After 1,000 steps: by how much is the flow less surprised by new points than one Gaussian?",
            ("by more than 0.5 nats", "by 0.1 to 0.5 nats", "by less, or not at all"),
            1_000,
            _against_one_gaussian,
        ),
        Prediction(
            "After 1,000 steps: how far is its surprise from that of the true density?",
            ("less than 0.1 nats", "0.1 to 0.5 nats", "more than 0.5 nats"),
            1_000,
            _from_the_truth,
        ),
        Prediction(
            "After 1,000 steps: points go through all layers and back. How far off do they come out, at most?",
            ("less than 0.001", "0.001 to 0.1", "more than 0.1"),
            1_000,
            _way_back,
        ),
        Prediction(
            "From step 250 to step 1,000: how much does its surprise at new points still fall?",
            ("by more than 0.1 nats", "by 0.1 nats at most", "it rises, or the run ends before"),
            1_000,
            _still_falling,
        ),
    ),
    source="models.nets.flows",
    reading=READING.strip(),
    presets=(
        Preset(
            "One layer",
            "One number is kept as it is and only the other is stretched and shifted: better than one Gaussian, but "
            "far from the data.",
            {"couplings": 1},
        ),
        Preset(
            "Planar layers",
            "Sixteen layers of five numbers each come as close to the data as six couplings with their networks; six "
            "of them stay far behind. The way to y has no formula here, yet there and back is as exact.",
            {"kind": "planar", "couplings": 16, "learning_rate": 0.02},
        ),
        Preset(
            "A ring of eight",
            "A flow can't tear one cloud into eight: look for the thin bridges. It stays more than half a nat from the "
            "true density after 1,000 steps.",
            {"target": "ring"},
        ),
        Preset(
            "Learning rate too high",
            "A hundred times too much: the surprise leaves all bounds within a few steps.",
            {"learning_rate": 0.5},
        ),
        Preset(
            "Large",
            "Sixteen layers with networks of 256 units and 4,096 points a step: slow on a processor, made for a GPU.",
            {"couplings": 16, "hidden": 256, "batch_size": 4096, "learning_rate": 0.001},
        ),
    ),
    heading="watch-it",
    pace=60,
    knob_lines={
        "couplings": ("for number in range(count)",),
        "kind": ("Planar() if kind ==",),
        "hidden": ("nn.Linear(1, hidden)",),
        "after": ("self.parts[:layers]",),
    },
)
