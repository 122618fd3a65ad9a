"""gan-2d: a generator and a discriminator learn against each other in the plane, with the discriminator's field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.clouds import CLOUDS, cloud, found, one_gaussian
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Descent, optimizer_of
from models.game_batch import GameBatch
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, finite, first_at, frames_of, seeded
from models.plane_pictures import plane, points_of, segments, warped
from models.plots import Bars, Curves, Field

if TYPE_CHECKING:
    from torch import Tensor
    from torch.optim import Optimizer

    from models.nets.gan import Discriminator, Generator

MEASURE_EVERY = 25  # steps
DATA_POINTS = 20_000
MEASURED_POINTS = 1_000
SHOWN_POINTS = 300  # of the data and of what is made, each
EDGE = 3.5
SIDE = 48  # places along a side of the field
FAR = 1_000.0  # a made point out here, or a loss so large, is not coming back
LOSSES = ("non-saturating", "minimax", "wasserstein")
BROKEN = (
    "The game has broken down: a loss or the made points have left all bounds. One of the two takes steps so large "
    "that the other can't answer. Choose a smaller learning rate for generator and discriminator, and run again."
)


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of gan-2d."""

    target: str = knob("ring", "The cloud of points to be imitated.", choices=CLOUDS)
    points: str = knob("", "Points of your own in place of the cloud, at least 3.", label="own points", holds="points")
    g_rate: float = knob(
        0.002,
        "The size of the generator's steps. Turn it up five times and watch the modes.",
        label="learning rate, generator",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    d_rate: float = knob(
        0.002,
        "The size of the discriminator's steps. Too small, and it can't keep up.",
        label="learning rate, discriminator",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    g_steps: int = knob(
        1, "Updates of the generator in a round.", label="generator's updates", low=1, high=10, live=True
    )
    d_steps: int = knob(
        1, "Updates of the discriminator in a round.", label="discriminator's updates", low=1, high=10, live=True
    )
    loss: str = knob("non-saturating", "What both make small; Wasserstein comes with its penalty.", choices=LOSSES)
    smoothing: float = knob(
        0.0, "How far below 1 the label of real points is.", label="label smoothing", low=0.0, high=0.5, live=True
    )
    label_noise: float = knob(
        0.0,
        "The share of labels, real and made, that the discriminator is told the wrong way round.",
        label="label noise",
        low=0.0,
        high=0.5,
        live=True,
    )
    latent: int = knob(2, "Numbers of noise that a point is made of.", label="latent size", low=1, high=16)
    hidden: int = knob(64, "Units of each hidden layer, in both nets.", label="hidden units", low=8, high=512)
    batch_size: int = knob(128, "Points of each kind in one update.", label="batch size", low=16, high=4096)
    momentum: float = knob(
        0.5, "Adam's memory of past gradients. In this game 0.9, usual elsewhere, loses modes.", low=0.0, high=0.95
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the samples, the field of the discriminator and the score of the game, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """Two nets, their optimizers, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets.gan import Discriminator, Generator

        self._device = device
        self._cloud = cloud(config.target, config.points)
        dice = np.random.default_rng(config.seed)
        data = self._cloud.sample(DATA_POINTS, dice)
        fresh = self._cloud.sample(MEASURED_POINTS, dice)
        self._fresh = torch.from_numpy(fresh).to(device)
        self._baseline = float(self._cloud.shares(one_gaussian(data).sample(MEASURED_POINTS, dice)).sum())
        self._g, self._d = seeded(
            config.seed, lambda: (Generator(config.latent, config.hidden), Discriminator(config.hidden))
        )
        self._g.to(device)
        self._d.to(device)
        self._batch = GameBatch(torch.from_numpy(data).to(device), config.batch_size, config.latent, seed=config.seed)
        self._d_descent, self._g_descent = _descents(self._g, self._d, self._batch, config, device)
        noise = torch.randn(MEASURED_POINTS, config.latent, generator=torch.Generator().manual_seed(config.seed + 3))
        self._noise = noise.to(device)
        self._step = 0
        self._d_loss, self._g_loss = RunningMean(), RunningMean()
        self._measure()

    def take_step(self, config: Config) -> None:
        """Play one round: first the discriminator's updates, then the generator's."""
        for _ in range(config.d_steps):
            self._batch.draw(smoothing=config.smoothing, label_noise=config.label_noise)
            self._d_loss.update(self._d_descent.step(config.d_rate))
        for _ in range(config.g_steps):
            self._batch.noise.draw()
            self._g_loss.update(self._g_descent.step(config.g_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measure()

    def _measure(self) -> None:
        """Make points of the same noise as ever, and ask the discriminator; all stays on the device."""
        import torch

        with torch.inference_mode():
            self._made = self._g(self._noise)  # (n, 2)
            real, made = self._d(self._fresh), self._d(self._made)
            self._logits = real.mean(), made.mean()
            self._answers = real.sigmoid().mean(), made.sigmoid().mean()
        self._shares: NDArray[np.float64] | None = None

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        made = self._made.float().cpu().numpy()
        means = {"loss of the discriminator": self._d_loss, "loss of the generator": self._g_loss}
        losses = {name: mean.read() for name, mean in means.items()} if self._step else {}
        if not all(
            abs(value) < FAR for value in (*losses.values(), np.abs(made).max())
        ):  # true of no number at all, as well
            return Frame(self._step, {}, lambda: self._pictures(np.zeros_like(made)), BROKEN)
        if self._shares is None:
            self._shares = self._cloud.shares(made)
        real, fake = self._answers
        scalars = {
            "modes found": float(found(self._shares, self._cloud.fair_shares)),
            "modes of the data": float(len(self._cloud.fair_shares)),
            "share on target": float(self._shares.sum()),
            "one Gaussian's share": self._baseline,
            "lead": float(self._logits[0] - self._logits[1]),
            **losses,
        }
        if config.loss != "wasserstein":  # a critic's number is no probability
            scalars |= {"D on real points": float(real), "D on made points": float(fake)}
        return Frame(self._step, finite(scalars), lambda: self._pictures(made, critic=config.loss == "wasserstein"))

    def _pictures(self, made: NDArray[np.float32], *, critic: bool = False) -> Pictures:
        """Draw the points on the field; a critic's numbers have no zero, so they are drawn about their median."""
        import torch

        shares = self._cloud.shares(made)
        with torch.inference_mode():
            logits = self._d(torch.from_numpy(plane(SIDE, EDGE)).to(self._device)).cpu().numpy()
            bent = self._g(torch.from_numpy(segments(self._noise.shape[1])).to(self._device))
        logits = np.nan_to_num(logits) - (np.median(logits) if critic else 0)
        belief = 1 / (1 + np.exp(-np.clip(logits, -30, 30))) - 0.5
        real = self._fresh[:SHOWN_POINTS].cpu().numpy()
        return {
            "belief": belief.reshape(SIDE, SIDE).astype(np.float32),
            "points": points_of(made[:SHOWN_POINTS], real, edge=EDGE),  # in the colours of D below and above 0.5
            "net of noise": warped(array_of(bent)),
            "data": points_of(real, edge=EDGE),
            "shares": shares.astype(np.float32),
            "parts": tuple(str(part + 1) for part in range(len(shares))),
        }


def _descents(
    generator: Generator, discriminator: Discriminator, batch: GameBatch, config: Config, device: str
) -> tuple[Descent, Descent]:
    """Return how the discriminator and the generator take a step, each with an optimizer of its own."""
    import torch

    from models.nets import gan

    def of_discriminator() -> Tensor:
        with torch.no_grad():  # the made points are data to it: no gradient reaches the generator
            made = generator(batch.noise.drawn)
        real = batch.real
        if config.loss == "wasserstein":
            penalty = gan.gradient_penalty(discriminator, real, made, batch.share)
            return gan.critic_loss(discriminator(real), discriminator(made)) + penalty
        return gan.discriminator_loss(discriminator(real), discriminator(made), *batch.labels())

    def of_generator() -> Tensor:
        with gan.held_still(discriminator):
            return gan.generator_loss(discriminator(generator(batch.noise.drawn)), config.loss)

    optimizers = (_adam(net, config, device) for net in (discriminator, generator))
    first, second = zip(optimizers, (of_discriminator, of_generator), strict=True)
    return Descent(*first, device), Descent(*second, device)


def _adam(net: Generator | Discriminator, config: Config, device: str) -> Optimizer:
    optimizer = optimizer_of("adam", net.parameters(), device)
    for group in optimizer.param_groups:
        group["betas"] = (config.momentum, 0.9 if config.loss == "wasserstein" else 0.999)
    return optimizer


def _modes_found(config: Config, moments: Sequence[Moment]) -> int:
    found_, there = (first_at(moments, name, 1_500) for name in ("modes found", "modes of the data"))
    return 0 if found_ == there else 1 if found_ > 2 else 2


def _on_target(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "share on target", 1_500)
    return 0 if share > 0.8 else 1 if share >= 0.5 else 2


def _unsteady(config: Config, moments: Sequence[Moment]) -> int:
    late = [moment.scalars["modes found"] for moment in moments if 1_000 <= moment.step <= 1_500 and moment.scalars]
    changes = max(late, default=0) - min(late, default=0)
    return 0 if changes == 0 else 1 if changes <= 2 else 2


READING = r"""
**The field** is the discriminator's answer at every place: above 0 it believes a point there to be real, below 0 made,
each in the colour of such points. Made points climb this field; the generator never sees the real ones.

**Modes**: each cloud has parts (the eight of the ring, the nine of the grid, eight pieces of a curve). One is found
when it gets at least a quarter of its fair share of 1,000 made points. **On target** is a point within three widths of
the data; one Gaussian with the mean and covariance of the data is the baseline.

**What D says** is its mean answer on real points kept back and on made ones. When it can only guess, both are near 0.5
and its loss is near $\ln 4 \approx 1.39$: in a good game, but on average in a collapsed one too. So neither the answers
nor the losses tell how good the points are. Look at them.

**The plane of noise** is a net of squares as the generator bends it (its first two numbers, if there are more).
Between modes it is stretched thin, but not torn: a few points always lie there.

With the Wasserstein loss the discriminator is a critic: no probability but a number, whose lead on real points measures
how far apart the two clouds are.
"""

DEMO = Demo(
    id="gan-2d",
    topic="generative.gan",
    title="A generator against a discriminator, in the plane",
    config=Config,
    train=train,
    plots=(
        Field(
            "belief",
            "The discriminator: D - 0.5",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            diverging=True,
            points="points",
            class_names=("made", "real"),
        ),
        Curves(("modes found", "modes of the data"), "Modes", "how many"),
        Curves(("share on target", "one Gaussian's share"), "Made points on target", "share", y_limits=(0, 1)),
        Curves(("D on real points", "D on made points"), "What D says", "probability of real", y_limits=(0, 1)),
        Curves(("loss of the discriminator", "loss of the generator"), "Two losses", "nats (Wasserstein: plain units)"),
        Bars("shares", "Made points near each mode", "share", labels="parts"),
        Field(
            "",
            "The plane of noise, bent by the generator",
            "x",
            "y",
            (-EDGE, EDGE),
            (-EDGE, EDGE),
            points="data",
            class_names=("real",),
            lines="net of noise",
            clicks="points",
        ),
        Curves(("lead",), "Logit on real points minus made ones", "logits (Wasserstein: distance)"),
    ),
    predictions=(
        Prediction(
            "After 1,500 rounds: how many modes of the data does the generator find?",
            ("all", "more than two, but not all", "two at most"),
            1_500,
            _modes_found,
        ),
        Prediction(
            "After 1,500 rounds: what share of the made points lies on target?",
            ("more than 80 %", "50 % to 80 %", "less than 50 %"),
            1_500,
            _on_target,
        ),
        Prediction(
            "From round 1,000 to round 1,500: does the number of modes found still change?",
            ("no", "yes, by one or two", "yes, by more"),
            1_500,
            _unsteady,
        ),
    ),
    source="models.nets.gan",
    reading=READING.strip(),
    presets=(
        Preset(
            "Mode collapse: a hasty generator",
            "Five updates of the generator for one of the discriminator: it piles all points where D believes most "
            "just now, and when D has noticed, it jumps on.",
            {"g_steps": 5},
        ),
        Preset(
            "Mode collapse: a slow discriminator",
            "The discriminator's steps are twenty times smaller: it can't keep up, and the points chase its mistakes.",
            {"d_rate": 0.0001},
        ),
        Preset(
            "A cure: five updates each",
            "The same five updates of the generator, but the discriminator gets five too, and the modes are found.",
            {"g_steps": 5, "d_steps": 5},
        ),
        Preset(
            "Wasserstein critic",
            "A critic with a gradient penalty, three updates a round: its lead tells how far apart the clouds are.",
            {"loss": "wasserstein", "d_steps": 3},
        ),
        Preset(
            "A grid of nine",
            "Nine modes on a grid: some are often left out, although the share on target is high.",
            {"target": "grid"},
        ),
        Preset(
            "Large",
            "Nets of 512 units and 4,096 points an update: slow on a processor, made for a GPU.",
            {"hidden": 512, "batch_size": 4096, "g_rate": 0.0005, "d_rate": 0.0005},
        ),
    ),
    heading="watch-it",
    pace=60,
    knob_lines={
        "loss": ("match kind:", "ln(1 - D): flat", "-ln D: steep", "the critic's number as it is"),
        "latent": ("nn.Linear(latent, hidden)",),
        "hidden": ("nn.Linear(hidden, hidden)", "nn.Linear(latent, hidden)", "nn.Linear(2, hidden)"),
        "smoothing": ("entropy(real, real_labels)",),
        "label_noise": ("entropy(real, real_labels)",),
    },
)
