"""gradient-flow: how gradients come back through a deep chain of layers, and whether the first ones can learn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import OPTIMIZERS, Batches, Descent, can_be_graphed, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plots import Bars, Curves, GroupCurves, HeatMap

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.deep_mlp import DeepMLP

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky relu", "elu", "linear")
POINTS = 1000  # to train on
FRESH = 500  # to measure with; the net never trains on them
MEASURE_EVERY = 10  # steps
COLUMNS = 60  # moments that the gradients are remembered of; when there are more, every other one goes
LOWEST = 1e-30  # gradients below are drawn here
FLAT = 0.05  # an activation is saturated where its slope is below this share of its largest
BINS_PER_UNIT, BINS_BESIDE_0 = 4, 12  # of the map of values
BINS = np.arange(-BINS_BESIDE_0, BINS_BESIDE_0 + 1) / BINS_PER_UNIT  # from -3 to 3
FIRST, LAST = "first hidden layer", "last hidden layer"
EXPLODED = (
    "The values explode. Already before training the gradients of the hidden layers were {length}, so "
    "one step threw the weights far away. Choose smaller first weights, a normalization, fewer layers, or a learning "
    "rate that is smaller by as much."
)


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of gradient-flow."""

    depth: int = knob(20, "Hidden layers: each brings one more factor to the gradient.", low=1, high=50)
    width: int = knob(32, "Units of each hidden layer.", low=2, high=256, log=True)
    activation: str = knob(
        "relu", "Its slope is part of every factor: at most 1/4 for the sigmoid.", choices=ACTIVATIONS
    )
    initialization: str = knob(
        "He", "How the first weights are drawn; default is as torch does it.", choices=("default", "Xavier", "He")
    )
    scale: float = knob(
        1.0,
        "The first weights are multiplied by this: 2 doubles every factor.",
        label="scale of the first weights",
        low=0.1,
        high=3.0,
        log=True,
    )
    norm: bool = knob(False, "Normalize the sums of every layer over the batch.", label="batch normalization")
    skip: bool = knob(False, "Add what goes into a layer to what comes out.", label="skip connections")
    optimizer: str = knob(
        "sgd", "Adam divides by the size of the gradients. Is that enough where they vanish?", choices=OPTIMIZERS
    )
    learning_rate: float = knob(
        0.03,
        "The size of a step: skips and normalization change which one fits.",
        label="learning rate",
        low=1e-5,
        high=10.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(64, "Points averaged in one step.", label="batch size", low=2, high=1000)


def train(config: Config, device: str) -> Frames[Config]:
    """Yield what goes forward and comes back through all layers, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


def rings(count: int, dice: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return points (count, 2) of a disc and of the ring around it, in turn, and which of the two each belongs to."""
    labels = np.arange(count) % 2
    turn = dice.uniform(0, 2 * math.pi, count)
    radius = np.where(labels == 1, 1.5, 0.6) + dice.normal(0, 0.15, count)
    points = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    return points.astype(np.float32), labels


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the net does with the fresh points; on the device until it is read. Each but two is (depth,)."""

    loss: Tensor
    accuracy: Tensor
    gradients: Tensor  # lengths of the gradients of the layers' weights
    spread: Tensor  # standard deviation of what the layers hand on
    shut: Tensor  # shares of units that no gradient comes through


class _Run:
    """A deep net, its points, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch
        from torch.nn import functional

        self._activation = config.activation
        dice = np.random.default_rng(config.seed)
        points, labels = (torch.from_numpy(array).to(device) for array in rings(POINTS, dice))
        self._fresh, self._fresh_labels = (torch.from_numpy(array).to(device) for array in rings(FRESH, dice))
        self._net = seeded(config.seed, lambda: _net(config)).to(device)
        self._batches = Batches(POINTS, config.batch_size, config.seed, device)
        self._descent = Descent(
            optimizer_of(config.optimizer, self._net.parameters(), device),
            lambda: functional.cross_entropy(self._net(points[self._batches.drawn]), labels[self._batches.drawn]),
            device,
            graphed=can_be_graphed(config.optimizer),
        )
        self._step = 0
        self._measured = self._at_start = self._measure()
        self._history = [self._at_start.gradients]
        self._every = MEASURE_EVERY
        self._start = float(self._at_start.loss)
        self._loss = RunningMean(self._at_start.loss)

    def take_step(self, config: Config) -> None:
        """Draw some points and move the weights against the error."""
        self._batches.draw()
        self._loss.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measured = self._measure()
            self._remember()

    def _remember(self) -> None:
        if self._step % self._every:
            return
        self._history.append(self._measured.gradients)
        if len(self._history) > COLUMNS:
            self._history, self._every = self._history[::2], 2 * self._every

    def _measure(self) -> _Measured:
        """Look at the fresh points; the gradients are taken and thrown away."""
        import torch
        from torch.nn import functional

        answered, handed_on = self._net.values(self._fresh)
        logits = self._net.leave(handed_on[-1])
        self._handed_on = [values.detach() for values in handed_on]
        loss = functional.cross_entropy(logits, self._fresh_labels)
        gradients = torch.autograd.grad(loss, self._net.hidden_weights())
        with torch.no_grad():
            return _Measured(
                loss.detach(),
                (logits.argmax(dim=1) == self._fresh_labels).float().mean(),
                norms(gradients),
                norms([values - values.mean() for values in handed_on]) / math.sqrt(handed_on[0].numel() - 1),
                torch.stack([_shut(self._activation, values) for values in answered]),
            )

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        measured, loss = self._measured, self._loss.read()
        first, last = (float(measured.gradients[at].clamp(min=LOWEST)) for at in (0, -1))
        scalars = {
            "training loss": loss,
            "loss on fresh points": float(measured.loss),
            "accuracy on fresh points": float(measured.accuracy),
            FIRST: first,
            LAST: last,
        }
        return Frame(self._step, finite(scalars), self._pictures, self._broken(loss, config.learning_rate))

    def _broken(self, loss: float, learning_rate: float) -> str:
        longest = float(self._at_start.gradients.max())
        reason = diverged(loss, self._start, learning_rate)
        if math.isfinite(self._start) and not (reason and longest > 10):
            return reason
        told = f"up to {longest:.0e} long" if math.isfinite(longest) else "longer than numbers can tell"
        return EXPLODED.format(length=told)

    def _pictures(self) -> Pictures:
        import torch

        now, start, depth = self._measured, self._at_start, len(self._net.layers)
        layers = np.arange(1, depth + 1, dtype=np.float32)
        history = torch.stack(self._history, dim=1).clamp(min=LOWEST).log10()  # (depth, moments)
        return {
            "gradients": np.stack([layers, *(_lengths(each.gradients) for each in (start, now))]),
            "spread": np.stack([layers, *(_lengths(each.spread) for each in (start, now))]),
            "history": array_of(history),
            "layers": tuple(str(layer) for layer in range(1, depth + 1)),
            "moments": tuple(str(index * self._every) for index in range(len(self._history))),
            "values": histograms(self._handed_on),
            "bins": tuple(f"{value:.2f}" for value in (BINS[:-1] + BINS[1:]) / 2),
            "shut": array_of(now.shut),
        }


def _net(config: Config) -> DeepMLP:
    from models.nets.deep_mlp import DeepMLP

    net = DeepMLP(config.depth, config.width, config.activation, norm=config.norm, skip=config.skip)
    return net.initialize(config.initialization, config.scale)


def _shut(activation: str, answers: Tensor) -> Tensor:
    """Return the share of answers (batch, width) where the slope is nearly 0; of ReLUs, those that never answer."""
    match activation:
        case "sigmoid":
            return (4 * answers * (1 - answers) < FLAT).float().mean()
        case "tanh":
            return (1 - answers**2 < FLAT).float().mean()
        case "elu":
            return (answers + 1 < FLAT).float().mean()
        case "relu":
            return (answers.amax(dim=0) <= 0).float().mean()
        case _:
            return answers.new_zeros(())


def norms(layers: Sequence[Tensor]) -> Tensor:
    """Return the lengths of tensors of one shape, (layers,), however small or large their numbers are."""
    import torch

    numbers = torch.stack(list(layers)).flatten(1)
    # Each is measured by its largest number: below 1e-19 or above 1e19, squares are too small or too large for float32.
    largest = numbers.abs().amax(dim=1).clamp(1e-38, 3e38)
    lengths: Tensor = (numbers / largest[:, None]).norm(dim=1) * largest
    return lengths


def histograms(layers: Sequence[Tensor]) -> NDArray[np.float32]:
    """Return for each layer the shares of its values in ``BINS``; what lies beyond is counted at the ends."""
    return np.stack([_histogram(values) for values in layers]).astype(np.float32)


def _histogram(values: Tensor) -> NDArray[np.float64]:
    # Bins of one width: the number of a value's bin is found by multiplying, much faster than by sorting. And layer
    # by layer: small arrays are had from memory that is at hand, large ones are asked of the system each time.
    lowest, highest = -BINS_BESIDE_0, BINS_BESIDE_0 - 1
    inside = values.float().nan_to_num(nan=0.0).clamp(lowest / BINS_PER_UNIT, highest / BINS_PER_UNIT)
    numbers = (inside * BINS_PER_UNIT).floor().long().flatten() - lowest
    counts = np.bincount(numbers.cpu().numpy(), minlength=2 * BINS_BESIDE_0)
    shares: NDArray[np.float64] = counts / max(numbers.numel(), 1)
    return shares


def _lengths(values: Tensor) -> NDArray[np.float32]:
    return array_of(values.clamp(min=LOWEST))


def _how_it_comes_back(config: Config, moments: Sequence[Moment]) -> int:
    start = moments[0].scalars
    ratio = start.get(FIRST, math.inf) / start.get(LAST, 1.0)
    return 0 if ratio < 0.1 else 1 if ratio <= 10 else 2


def _what_it_learns(config: Config, moments: Sequence[Moment]) -> int:
    if moments[-1].step < 300:
        return 3
    accuracy = first_at(moments, "accuracy on fresh points", 300)
    return 0 if accuracy < 0.6 else 1 if accuracy <= 0.95 else 2


READING = r"""
A disc of points and a ring around it are to be told apart by a chain of equal layers. Guessing is right half of the
time. All that is drawn is measured on 500 points that the net never trains on.

Going back, a gradient is multiplied by the weights and the slopes of every layer. **Gradient of each layer's
weights** shows the result: level where the factors are near 1, a falling or rising line where they are not. On a
logarithmic axis a constant factor is a straight line. The map shows the same over time, $-8$ meaning $10^{-8}$; what
is smaller than $10^{-30}$ is drawn there.

**Spread** is the standard deviation of what each layer hands on: it tells of the way forward, the gradients of the
way back. The map of **values** shows where they lie; what is beyond 3 is counted at the end.

**Saturated or dead**: of sigmoid, tanh and ELU the share of answers where the slope is below 5 % of its largest, of
ReLU the share of units that are silent for every point.

A vanishing gradient isn't a minimum: the loss stays at $\ln 2 \approx 0.69$. Normalization helps here although its
gradients are longer, not shorter, at the first layers before training. Skip connections help only with a rate that
fits: a sum of many layers grows.
"""

DEMO = Demo(
    id="gradient-flow",
    topic="foundations.vanishing-exploding-gradients",
    title="Gradients come back through many layers",
    config=Config,
    train=train,
    plots=(
        GroupCurves("gradients", "Gradient of each layer", "layer", "length", ("before training", "now"), log_y=True),
        HeatMap("history", "Over time, in powers of ten", "layer", "step", rows="layers", columns="moments"),
        Curves(("accuracy on fresh points",), "Points told apart", "share (guessing: 0.5)", y_limits=(0, 1)),
        Curves((FIRST, LAST), "First and last gradient", "length", log_y=True),
        HeatMap("values", "Values in each layer", "layer", "value", rows="layers", columns="bins"),
        GroupCurves(
            "spread", "Spread of each layer's values", "layer", "deviation", ("before training", "now"), log_y=True
        ),
        Bars("shut", "Saturated or dead in each layer", "share", labels="layers", y_limits=(0, 1)),
        Curves(("training loss", "loss on fresh points"), "Loss", "nats per point", log_y=True),
    ),
    predictions=(
        Prediction(
            "Before training, how long is the gradient of the first hidden layer?",
            (
                "less than a tenth of the last layer's",
                "about as long, within a factor of 10",
                "more than 10 times as long",
            ),
            10,
            _how_it_comes_back,
        ),
        Prediction(
            "What share of fresh points will it tell apart at step 300?",
            ("fewer than 60 %: it guesses", "60 % to 95 %", "more than 95 %", "it breaks off before"),
            300,
            _what_it_learns,
        ),
    ),
    source="models.nets.deep_mlp",
    reading=READING.strip(),
    presets=(
        Preset(
            "Vanishing",
            "Sigmoids, drawn as torch does: the first layer's gradient is 16 powers of ten shorter than the last's. "
            "The net only guesses.",
            {"activation": "sigmoid", "initialization": "default"},
        ),
        Preset(
            "Exploding",
            "Twice He's weights double every factor: gradients up to 200,000 long, and the run breaks at once.",
            {"scale": 2.0},
        ),
        Preset(
            "ReLU alone",
            "ReLU with the smaller weights that torch draws: 20 factors below 1, and again the net only guesses.",
            {"initialization": "default"},
        ),
        Preset(
            "Batch normalization",
            "The same sigmoids as under Vanishing, normalized over the batch: now more than 95 % are told apart.",
            {"activation": "sigmoid", "initialization": "default", "norm": True},
        ),
        Preset(
            "Skip connections",
            "A way around every layer rescues ReLU with small weights. Then run again at a rate of 0.1: it breaks off.",
            {"initialization": "default", "skip": True, "learning_rate": 0.01},
        ),
        Preset(
            "Large",
            "50 layers of 256 units: see whether He's start keeps gradients level. Slow on a processor.",
            {"depth": 50, "width": 256, "batch_size": 500, "learning_rate": 0.01},
        ),
    ),
    heading="watch-it",
    knob_lines={
        "depth": ("for _ in range(depth)",),
        "width": ("nn.Linear(width, width)", "nn.Linear(2, width)", "nn.Linear(width, 2)"),
        "activation": ("ACTIVATIONS[activation]",),
        "initialization": ('case "Xavier"', 'case "He"'),
        "scale": ("mul_(scale)",),
        "norm": ("nn.BatchNorm1d",),
        "skip": ("if self.skip",),
    },
)
