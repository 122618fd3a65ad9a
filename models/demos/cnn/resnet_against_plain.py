"""resnet-against-plain: a plain and a residual network of the same depth learn from the same batches, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.digits import GREY, digits, on_device
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plots import Curves, GroupCurves, Images

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.residual import DeepCNN

NAMES = ("plain", "residual")
TEST_EVERY = 20  # steps
TESTED = 180  # pictures that neither net trains on
PROBE = 32  # training pictures on which the untrained nets are measured
LOWEST = 1e-30


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of resnet-against-plain."""

    steps_per_frame: int = knob(
        2, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    blocks: int = knob(8, "Blocks of two convolutions each: try 1, 4, 8 and 12.", low=1, high=20)
    channels: int = knob(8, "Maps that every layer makes.", low=2, high=32, log=True)
    norm: bool = knob(True, "Normalize every map over the batch. Is that enough?", label="batch normalization")
    optimizer: str = knob("momentum", "How a gradient becomes a step.", choices=("sgd", "momentum", "adam"))
    learning_rate: float = knob(
        0.05, "The size of a step, for both.", label="learning rate", low=1e-5, high=10.0, live=True, log=True
    )
    batch_size: int = knob(32, "Pictures averaged in one step, the same for both.", label="batch size", low=2, high=256)
    digit: int = knob(3, "The digit whose maps are shown; neither net trains on it.", low=0, high=9, live=True)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how both nets learn, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Racer:
    """One of the two nets, and what was measured of it."""

    def __init__(self, net: DeepCNN, training: tuple[Tensor, Tensor], batches: Batches, config: Config) -> None:
        import torch

        device = batches.drawn.device.type
        self.net = net.to(device)
        self._training = training
        self._batches = batches
        probe = torch.arange(PROBE, device=device)
        loss = self._loss_on(probe)
        gradients = torch.autograd.grad(loss, self.net.middle_weights())
        self._first_gradients = torch.stack([gradient.norm() for gradient in gradients])
        self.start = float(loss.detach())
        self.loss, self.accuracy = RunningMean(loss), RunningMean(self._right)
        optimizer = optimizer_of(config.optimizer, self.net.parameters(), device)
        self._descent = Descent(optimizer, lambda: self._loss_on(batches.drawn), device, mixed=True)

    def _loss_on(self, rows: Tensor) -> Tensor:
        from torch.nn import functional

        images, labels = self._training
        logits = self.net(images[rows])  # (batch, 10)
        self._right = (logits.argmax(dim=1) == labels[rows]).float().mean()
        return functional.cross_entropy(logits, labels[rows])

    def step(self, learning_rate: float) -> None:
        """Take one step on the batch that is drawn."""
        self.loss.update(self._descent.step(learning_rate))
        self.accuracy.update(self._right)

    def gradients(self) -> Tensor:
        """Return the length of the newest gradient of each block's first convolution, (blocks,)."""
        import torch

        newest = [weight.grad.norm() for weight in self.net.middle_weights() if weight.grad is not None]
        return torch.stack(newest) if newest else self._first_gradients

    def tested(self, images: Tensor, labels: Tensor) -> tuple[float, float]:
        """Return loss and accuracy on pictures it never trains on."""
        import torch
        from torch.nn import functional

        with torch.inference_mode():
            logits = self.net(images)
        right = (logits.argmax(dim=1) == labels).float().mean()
        return float(functional.cross_entropy(logits, labels)), float(right)

    def maps(self, images: Tensor, shown: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return one picture's mean map after each block (blocks, 8, 8), and how far each moved its input (blocks,)."""
        import torch

        with torch.inference_mode():
            found = [maps[shown] for maps in self.net.maps(images)]  # each (channels, 8, 8)
            first = torch.relu(self.net.enter(images))[shown]
        moved = [(y - x).norm() / x.norm().clamp(min=1e-9) for x, y in zip([first, *found], found, strict=False)]
        return array_of(torch.stack(found).mean(dim=1)), array_of(torch.stack(moved))


class _Run:
    """Both nets, with the same first weights and the same batches."""

    def __init__(self, config: Config, device: str) -> None:
        from models.nets.residual import DeepCNN

        training, kept = digits(config.seed)
        pictures = on_device(training, device)
        self._images, self._labels = on_device(kept, device)
        self._shown = [int(np.flatnonzero(kept.labels == digit)[0]) for digit in range(10)]
        self._batches = Batches(len(training.labels), config.batch_size, config.seed, device)
        self._racers = tuple(
            _Racer(seeded(config.seed, build), pictures, self._batches, config)
            for build in (
                lambda: DeepCNN(config.blocks, config.channels, norm=config.norm, shortcut=False),
                lambda: DeepCNN(config.blocks, config.channels, norm=config.norm, shortcut=True),
            )
        )
        self._step = 0
        self._tested = self._test()

    def _test(self) -> tuple[tuple[float, float], ...]:
        return tuple(racer.tested(self._images[:TESTED], self._labels[:TESTED]) for racer in self._racers)

    def take_step(self, config: Config) -> None:
        """Draw some pictures, and let both nets take a step on them."""
        self._batches.draw()
        for racer in self._racers:
            racer.step(config.learning_rate)
        self._step += 1
        if self._step % TEST_EVERY == 0:
            self._tested = self._test()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        scalars: dict[str, float] = {}
        reasons: list[str] = []
        for name, racer, (test_loss, test_accuracy) in zip(NAMES, self._racers, self._tested, strict=True):
            loss = racer.loss.read()
            scalars |= {f"{name}, training loss": loss, f"{name}, training accuracy": racer.accuracy.read()}
            scalars |= {f"{name}, test loss": test_loss, f"{name}, test accuracy": test_accuracy}
            if reason := diverged(loss, racer.start, config.learning_rate):
                reasons.append(f"The {name} net broke. {reason}")
        return Frame(self._step, finite(scalars), lambda: self._pictures(config.digit), " ".join(reasons[:1]))

    def _pictures(self, digit: int) -> Pictures:
        images = self._images[self._shown]  # (10, 1, 8, 8), one of each digit
        seen = [racer.maps(images, digit) for racer in self._racers]
        blocks = np.arange(1, len(seen[0][1]) + 1, dtype=np.float32)
        gradients = [array_of(racer.gradients().clamp(min=LOWEST)) for racer in self._racers]
        return {
            "gradients": np.stack([blocks, *gradients]),
            "moved": np.stack([blocks, *(moved for _, moved in seen)]),
            "picture": array_of(images[digit] + GREY),
            **{f"{name} maps": maps for name, (maps, _) in zip(NAMES, seen, strict=True)},
            "blocks": tuple(str(int(block)) for block in blocks),
        }


def _who_fits_better(config: Config, moments: Sequence[Moment]) -> int:
    plain, residual = (first_at(moments, f"{name}, training loss", 200) for name in NAMES)
    return 0 if residual < plain / 1.5 else 2 if plain < residual / 1.5 else 1


def _how_plain_reads(config: Config, moments: Sequence[Moment]) -> int:
    accuracy = first_at(moments, "plain, test accuracy", 200)
    return 0 if accuracy < 0.5 else 1 if round(accuracy, 6) <= 0.8 else 2  # 144 of 180 are 80 %, rounded up by floats


READING = r"""
Two networks begin with the same weights and see the same batches of handwritten digits. They differ in one sign: a
**plain** block hands on $F(x)$, a **residual** block $x + F(x)$. Guessing is right one time in ten, at a loss of $\ln
10 \approx 2.30$.

Look at the **training loss** first, a running mean over the last batches. With one block the two are about equal.
With 8 the plain net, although it could do everything the shallow one does, is several times behind after 200 steps:
**degradation**. It is no overfitting, because the loss on the training pictures is high as well. The curves on fresh
digits come from 180 pictures that are kept back, normalized over themselves.

**Gradient of each block** is the length of the gradient of its first convolution, for the newest batch. **Change by
each block** is how far it moves its input, $\lVert y - x \rVert / \lVert x \rVert$, for the picture shown. With
shortcuts small moves will do; without, every block has to make its maps anew.

The **maps** are means over all channels after each block: see how long the digit can still be recognized.

All this holds for these small nets and a few hundred steps. With more steps the plain net gets further; much deeper
nets were needed to see the effect on large pictures.
"""

DEMO = Demo(
    id="resnet-against-plain",
    topic="cnn.resnet",
    title="Does a deeper network learn better? Plain against residual",
    config=Config,
    train=train,
    plots=(
        Curves(tuple(f"{name}, training loss" for name in NAMES), "Training loss", "nats per digit", log_y=True),
        Curves(tuple(f"{name}, test accuracy" for name in NAMES), "Fresh digits read right", "share", y_limits=(0, 1)),
        GroupCurves("gradients", "Gradient of each block", "block", "length", NAMES, log_y=True),
        GroupCurves("moved", "Change by each block", "block", "share of its length", NAMES, log_y=True),
        Images("picture", "The picture"),
        Images("plain maps", "Plain: after each block", captions="blocks"),
        Images("residual maps", "Residual: after each block", captions="blocks"),
        Curves(tuple(f"{name}, training accuracy" for name in NAMES), "Training digits", "share", y_limits=(0, 1)),
        Curves(tuple(f"{name}, test loss" for name in NAMES), "Test loss", "nats per digit", log_y=True),
    ),
    predictions=(
        Prediction(
            "Whose training loss is lower at step 200?",
            ("the residual net's, by a third or more", "they are about equal", "the plain net's, by a third or more"),
            200,
            _who_fits_better,
        ),
        Prediction(
            "How many fresh digits does the plain net read right at step 200?",
            ("fewer than half", "50 % to 80 %", "more than 80 %"),
            200,
            _how_plain_reads,
        ),
    ),
    source="models.nets.residual",
    reading=READING.strip(),
    presets=(
        Preset(
            "One block",
            "Where there is little to go around, the shortcut changes little: both learn about equally well.",
            {"blocks": 1},
        ),
        Preset(
            "Twelve blocks",
            "24 convolutions in a row, and one on either side more. The plain net falls even further behind.",
            {"blocks": 12},
        ),
        Preset(
            "Without normalization",
            "At a rate of 0.01, shortcuts alone don't carry far: after 200 steps both nets read about a third at most.",
            {"norm": False, "learning_rate": 0.01},
        ),
        Preset(
            "Learning rate too high",
            "Normalized nets don't explode, but they get lost: after 60 steps both read less than a third.",
            {"learning_rate": 2.0},
        ),
        Preset(
            "Large",
            "20 blocks of 32 maps, 256 pictures a step: slow on a processor, made for a GPU.",
            {"blocks": 20, "channels": 32, "batch_size": 256},
        ),
    ),
    heading="watch-it",
    knob_lines={
        "blocks": ("for _ in range(blocks)",),
        "channels": ("nn.Conv2d(channels, channels", "nn.Conv2d(1, channels", "nn.Linear(channels, 10)"),
        "norm": ("nn.BatchNorm2d(channels", "bias=not norm"),
    },
)
