"""cnn-digits: a small convolutional network learns to read real handwritten digits, with every layer on view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.classes import SIDE, classes_of
from models.datasets.digits import GREY, on_device
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, descend, diverged, finite, first_at, frames_of, reached_at, seeded
from models.plots import Bars, Curves, Images, Matrix

if TYPE_CHECKING:
    from torch import Tensor, optim

    from models.nets.digits_cnn import DigitsCNN

VALIDATE_EVERY = 20  # steps
PROBE = 256  # training pictures on which the untrained net is measured
MOMENTUM = 0.9
SILENCE = (
    "All filters of the second layer are silent: their sums are below 0 for every picture, ReLU passes nothing on, and "
    "where nothing passes no gradient comes back. The net gives the same answer to every picture and can't recover. "
    "Steps that are too large do this, and with very few filters bad luck does: choose a smaller learning rate, more "
    "filters or another seed, and run again."
)
PADDINGS = ("valid", "same", "0", "1", "2")


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of cnn-digits."""

    conv1_channels: int = knob(8, "Filters of the first layer: each looks for one pattern.", low=1, high=128)
    conv1_kernel: int = knob(3, "Pixels along one side of a filter.", low=1, high=8)
    conv1_stride: int = knob(1, "Pixels a filter moves on: 2 halves the maps.", low=1, high=4)
    conv1_padding: str = knob("same", 'Zeros around the picture: none ("valid"), 0, 1, 2, or "same".', choices=PADDINGS)
    conv1_dilation: int = knob(1, "Pixels from one weight of a filter to the next.", low=1, high=3)
    conv2_channels: int = knob(16, "Filters of the second layer: each looks at all maps of the first.", low=1, high=128)
    conv2_kernel: int = knob(3, "Places along one side of a filter.", low=1, high=8)
    conv2_stride: int = knob(2, "Places a filter moves on.", low=1, high=4)
    conv2_padding: str = knob("same", 'Zeros around the maps: none ("valid"), 0, 1, 2, or "same".', choices=PADDINGS)
    conv2_dilation: int = knob(1, "Places from one weight of a filter to the next.", low=1, high=3)
    pool: str = knob(
        "none", "What is kept of every 2 × 2 places after both layers.", choices=("none", "max", "average")
    )
    optimizer: str = knob(
        "adam", "How a gradient becomes a step; plain SGD wants a larger rate.", choices=("sgd", "momentum", "adam")
    )
    learning_rate: float = knob(
        0.01,
        "The size of a step. Turn it up while the net trains and see when it breaks.",
        label="learning rate",
        low=1e-5,
        high=10.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(
        32, "Pictures averaged in one step: fewer make it noisier.", label="batch size", low=1, high=512
    )
    digit: int = knob(
        3,
        "The digit (of your own pictures: the class) whose maps are shown; the net never trains on this picture.",
        low=0,
        high=9,
        live=True,
    )
    images: str = knob(
        "",
        "Grey pictures of your own in place of the digits: a folder for each class, five pictures or more in each.",
        label="own pictures",
        low=SIDE,
        high=SIDE,
        holds="images",
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how well the net reads and what its filters see, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the net does with some pictures; all three stay on the device until they are read."""

    loss: Tensor
    accuracy: Tensor
    silent: Tensor  # the share of the second layer's filters that answer 0 everywhere on every picture


class _Run:
    """A net, its pictures, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        data = classes_of(config.images, config.seed)
        self._names = data.names
        self._training = on_device(data.training, device)
        self._validation = on_device(data.validation, device)
        self._net = seeded(config.seed, lambda: _net(config, len(data.names))).to(device)
        self._optimizer = _optimizer(config, self._net)
        self._batches = Batches(len(self._training[1]), config.batch_size, config.seed, device)
        self._shown = [int(np.flatnonzero(data.validation.labels == each)[0]) for each in range(len(data.names))]
        self._step = 0
        images, labels = self._training
        untrained = _measured(self._net, images[:PROBE], labels[:PROBE])
        self._start = float(untrained.loss)
        self._loss, self._accuracy = RunningMean(untrained.loss), RunningMean(untrained.accuracy)
        self._validated = self._validated_before = _measured(self._net, *self._validation)

    def take_step(self, config: Config) -> None:
        """Draw some pictures and move the weights against the error."""
        from torch.nn import functional

        images, labels = self._training
        drawn = self._batches.draw()
        logits = self._net(images[drawn])  # (batch, classes)
        loss = functional.cross_entropy(logits, labels[drawn])
        descend(self._optimizer, loss, config.learning_rate)
        self._loss.update(loss)
        self._accuracy.update((logits.argmax(dim=1) == labels[drawn]).float().mean())
        self._step += 1
        if self._step % VALIDATE_EVERY == 0:
            self._validated_before, self._validated = self._validated, _measured(self._net, *self._validation)

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss, validated = self._loss.read(), self._validated
        scalars = {
            "training loss": loss,
            "validation loss": float(validated.loss),
            "training accuracy": self._accuracy.read(),
            "validation accuracy": float(validated.accuracy),
            "silent filters": float(validated.silent),
        }
        # Twice in a row: momentum may still carry a filter back over the edge.
        silent = (
            self._step >= VALIDATE_EVERY and float(self._validated_before.silent) == scalars["silent filters"] == 1.0
        )
        reason = diverged(loss, self._start, config.learning_rate) or (SILENCE if silent else "")
        return Frame(self._step, finite(scalars), lambda: self._pictures(config.digit), reason)

    def _pictures(self, digit: int) -> Pictures:
        import torch

        images, labels = self._validation
        example = images[self._shown[min(digit, len(self._shown) - 1)]][None]  # (1, 1, 8, 8)
        with torch.inference_mode():
            first, second = self._net.maps(example)
            chances = self._net.logits(second).softmax(dim=1)[0]
            answers = self._net(images).argmax(dim=1)
        return {
            "picture": array_of(example[0] + GREY),
            "filters": array_of(self._net.conv1.convolve.weight.detach()[:, 0]),
            "first maps": array_of(first[0]),
            "second maps": array_of(second[0]),
            "answers": _confusion(labels.cpu().numpy(), answers.cpu().numpy(), len(self._names)),
            "names": self._names,
            "chances": array_of(chances),
        }


def _measured(net: DigitsCNN, images: Tensor, labels: Tensor) -> _Measured:
    import torch
    from torch.nn import functional

    with torch.inference_mode():
        _, maps = net.maps(images)  # (n, filters, side, side)
        logits = net.logits(maps)
    return _Measured(
        functional.cross_entropy(logits, labels),
        (logits.argmax(dim=1) == labels).float().mean(),
        (maps.amax(dim=(0, 2, 3)) == 0).float().mean(),
    )


def _net(config: Config, classes: int) -> DigitsCNN:
    from models.nets.digits_cnn import Convolution, DigitsCNN

    conv1 = Convolution(
        (1, config.conv1_channels),
        kernel=config.conv1_kernel,
        stride=config.conv1_stride,
        padding=config.conv1_padding,
        dilation=config.conv1_dilation,
    )
    conv2 = Convolution(
        (config.conv1_channels, config.conv2_channels),
        kernel=config.conv2_kernel,
        stride=config.conv2_stride,
        padding=config.conv2_padding,
        dilation=config.conv2_dilation,
    )
    return DigitsCNN(conv1, conv2, config.pool, classes)


def _optimizer(config: Config, net: DigitsCNN) -> optim.Optimizer:
    from torch import optim

    match config.optimizer:
        case "sgd":
            return optim.SGD(net.parameters())
        case "momentum":
            return optim.SGD(net.parameters(), momentum=MOMENTUM)
        case _:
            return optim.Adam(net.parameters())


def _confusion(truth: NDArray[np.int64], answers: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """Return how often each digit (row) was read as each digit (column)."""
    return np.bincount(truth * classes + answers, minlength=classes**2).reshape(classes, classes)


def _reads_nine_of_ten(config: Config, moments: Sequence[Moment]) -> int:
    step = reached_at(moments, lambda moment: moment.scalars["validation accuracy"] > 0.9)
    return 0 if step <= 50 else 1 if step <= 150 else 2


def _reads_in_the_end(config: Config, moments: Sequence[Moment]) -> int:
    accuracy = first_at(moments, "validation accuracy", 300)
    return 0 if accuracy < 0.8 else 1 if accuracy <= 0.95 else 2


def _knows_better(config: Config, moments: Sequence[Moment]) -> int:
    gap = first_at(moments, "training accuracy", 300) - first_at(moments, "validation accuracy", 300)
    return 0 if gap > 0.01 else 1 if gap >= -0.01 else 2


READING = r"""
The net sees 1,437 handwritten digits again and again. The other 360 are kept back: on them it is **validated** every 20
steps, and only there can you see whether it has learned to read or only knows its pictures by heart. The training
curves are running means over the last batches. Guessing is right one time in ten, at a loss of $\ln 10 \approx 2.30$.

**Filters** are the weights of the first layer. Each **map** is what one filter answers at every place of the picture,
after ReLU; its side is the output size of the layer, so turn kernel, stride, padding and dilation and count the pixels.
The picture comes from those kept back.

The **table** counts what was read (columns) for what was written (rows): a perfect net fills only the diagonal. Look
for the pairs that it mixes up.

**Silent filters** is the share of the second layer's filters that answer 0 everywhere on every validation picture. A
few do no harm. If all of them fall silent, nothing can be learned any more.

**Own pictures**: open a folder whose folders are the classes. Each picture becomes 8 × 8 grey pixels, and a fifth of
every class is kept back.
"""

DEMO = Demo(
    id="cnn-digits",
    topic="cnn.convolution",
    title="A convolutional network reads digits",
    config=Config,
    train=train,
    plots=(
        Curves(("training accuracy", "validation accuracy"), "Digits read right", "share", y_limits=(0, 1)),
        Curves(("training loss", "validation loss"), "Loss", "nats per digit", log_y=True),
        Images("filters", "Filters of the first layer", diverging=True),
        Images("picture", "The picture"),
        Images("first maps", "Maps of the first layer"),
        Images("second maps", "Maps of the second layer"),
        Bars("chances", "What the net reads", "probability", labels="names", y_limits=(0, 1)),
        Matrix("answers", "Validation digits", "written", "read", names="names"),
        Curves(("silent filters",), "Silent filters, second layer", "share", y_limits=(0, 1)),
    ),
    predictions=(
        Prediction(
            "When will the net read more than 90 % of the validation digits right?",
            ("within 50 steps", "after 50 to 150 steps", "later, or never"),
            150,
            _reads_nine_of_ten,
        ),
        Prediction(
            "How many of the validation digits will it read right at step 300?",
            ("fewer than 80 %", "80 % to 95 %", "more than 95 %"),
            300,
            _reads_in_the_end,
        ),
        Prediction(
            "At step 300, on which pictures will it be right more often?",
            ("those it trains on, by more than 1 %", "both within 1 %", "those kept back, by more than 1 %"),
            300,
            _knows_better,
        ),
    ),
    source="models.nets.digits_cnn",
    reading=READING.strip(),
    presets=(
        Preset(
            "Single pixels",
            "Kernels of 1 see no shapes, and with stride 2 the second layer never looks at three of four places: "
            "the net falls clearly behind.",
            {"conv1_kernel": 1, "conv2_kernel": 1},
        ),
        Preset(
            "Large stride",
            "The first layer jumps 4 pixels and leaves maps of 2 × 2: after 300 steps one in ten is still misread.",
            {"conv1_stride": 4},
        ),
        Preset(
            "Plain SGD",
            "The learning rate that suits Adam is too small without it: after 300 steps the net has hardly begun.",
            {"optimizer": "sgd"},
        ),
        Preset(
            "Learning rate too high",
            "A hundred times too much: within 100 steps every filter of the second layer is silent, for good.",
            {"optimizer": "momentum", "learning_rate": 1.0},
        ),
        Preset(
            "Large",
            "128 filters in both layers and 512 pictures a step: slow on a processor, made for a GPU.",
            {"conv1_channels": 128, "conv2_channels": 128, "batch_size": 512, "learning_rate": 0.003},
        ),
    ),
    heading="watch-it",
    pace=60,
    knob_lines={
        "conv1_channels": ("nn.Conv2d(*channels",),
        "conv2_channels": ("nn.Conv2d(*channels", "nn.Linear(conv2.convolve.out_channels"),
        **dict.fromkeys(("conv1_kernel", "conv2_kernel"), ("dilation * (kernel - 1) + 1", "nn.Conv2d(*channels")),
        **dict.fromkeys(
            ("conv1_stride", "conv2_stride"), ("-(-side // self.stride)", "// self.stride + 1", "stride=stride")
        ),
        **dict.fromkeys(("conv1_padding", "conv2_padding"), ('case "valid":', 'case "same":', "case number:")),
        **dict.fromkeys(("conv1_dilation", "conv2_dilation"), ("dilation * (kernel - 1) + 1", "dilation=dilation)")),
        "pool": ("nn.MaxPool2d(2)", "self.pool(second)", 'if pool == "none" else side // 2'),
        "images": ("side * side, classes)",),
    },
)
