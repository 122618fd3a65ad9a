"""u-net-segmentation: a U-Net finds noisy shapes pixel by pixel, beside the same net without skips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.shapes import Shapes, shapes
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, optimizer_of
from models.errors import DemoError
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plots import Curves, Images

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.u_net import UNet

TRAINING, TEST = 256, 48  # pictures
MEASURE_EVERY = 20  # steps
PROBE = 32  # training pictures on which the untrained nets are measured
MAPS = 8  # at most so many channels of a layer are drawn
EXAMPLES = 3  # rows of pictures
JUDGED_AT = 300  # steps
LEVELS = {"all levels": 99, "top level only": 1, "none": 0}
COLUMNS = ("picture", "truth", "threshold", "net", "no skips")


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of u-net-segmentation."""

    steps_per_frame: int = knob(
        1, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    noise: float = knob(
        0.5, "How far the noise throws each pixel; shapes are 1 brighter than the ground.", low=0.0, high=1.5, step=0.05
    )
    skips: str = knob(
        "all levels",
        "Which levels hand their maps across. With none, both nets are the same.",
        choices=tuple(LEVELS),
    )
    depth: int = knob(2, "How often the side is halved and doubled again.", low=1, high=3)
    width: int = knob(6, "Channels of the top level; each level down has twice as many.", low=2, high=32)
    side: int = knob(24, "Pixels along a side of a picture.", low=16, high=48, step=8)
    positive_weight: float = knob(
        3.0,
        "How often a pixel of a shape counts. Start at 1: the empty mask is hard to leave.",
        label="positive weight",
        low=1.0,
        high=20.0,
        step=0.5,
        live=True,
    )
    learning_rate: float = knob(
        0.01, "The size of a step.", label="learning rate", low=1e-4, high=1.0, live=True, log=True
    )
    batch_size: int = knob(8, "Pictures averaged in one step.", label="batch size", low=1, high=64)
    picture: int = knob(
        0,
        "The first of the test pictures that are shown.",
        label="shown picture",
        low=0,
        high=TEST - EXAMPLES,
        live=True,
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how well both nets find the shapes, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


@lru_cache(maxsize=1)
def _made(side: int, noise: float, seed: int) -> tuple[Shapes, Shapes]:
    """Return what the nets are taught and what is kept back; they are the same after every Reset."""
    dice = np.random.default_rng(seed)
    return shapes(TRAINING, side, noise, dice), shapes(TEST, side, noise, dice)


class _Run:
    """Two nets, with and without skips, that see the same pictures."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        if config.side % 2**config.depth:
            raise DemoError(f"A side of {config.side} can't be halved {config.depth} times: choose a multiple of 8.")
        taught, kept = _made(config.side, config.noise, config.seed)
        self._kept = kept
        self._thresholded = thresholded(taught, kept)
        self._baseline = intersection_over_union(self._thresholded, kept.masks)
        self._training, self._test = _on(device, taught), _on(device, kept)
        self._batches = Batches(TRAINING, config.batch_size, config.seed, device)
        self._weight = torch.full((), config.positive_weight, device=device)
        skips = min(LEVELS[config.skips], config.depth)
        self._learners = tuple(self._learner(config, each, device) for each in (skips, 0))
        self._step = 0

    def _learner(self, config: Config, skips: int, device: str) -> _Learner:
        from models.nets.u_net import UNet

        net = seeded(config.seed, lambda: UNet(config.depth, config.width, skips)).to(device)
        return _Learner(net, self._training, self._batches.drawn, self._weight, self._test)

    def take_step(self, config: Config) -> None:
        """Draw some pictures and move the weights of both nets against the error."""
        self._batches.draw()
        self._weight.fill_(config.positive_weight)
        self._step += 1
        for learner in self._learners:
            learner.take_step(config.learning_rate)
            if self._step % MEASURE_EVERY == 0:
                learner.measure()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        scalars = {"IoU of a threshold": self._baseline}
        reasons = []
        for learner, name in zip(self._learners, ("", " without skips"), strict=True):
            overlap, edges, rest = learner.measured.tolist()
            loss = learner.loss.read()
            scalars |= {f"training loss{name}": loss, f"IoU{name}": overlap}
            scalars |= {f"errors at edges{name}": edges, f"errors elsewhere{name}": rest}
            reasons.append(diverged(loss, learner.start, config.learning_rate))
        return Frame(self._step, finite(scalars), lambda: self._pictures(config.picture), max(reasons))

    def _pictures(self, first: int) -> Pictures:
        import torch

        shown = slice(first, first + EXAMPLES)
        with torch.inference_mode():
            found = [array_of(each.net(self._test[0][shown]).sigmoid()) for each in self._learners]
            maps = self._learners[0].net.maps(self._test[0][first : first + 1])
        grey = self._kept.pictures[shown]
        low, high = grey.min(), grey.max()
        columns = ((grey - low) / (high - low), self._kept.masks[shown], self._thresholded[shown], *found)
        rows = np.stack([np.asarray(each, dtype=np.float32) for each in columns], axis=1)  # (rows, columns, side, side)
        middle = len(maps) // 2
        return {
            "examples": rows.reshape(-1, *rows.shape[2:]),
            "captions": COLUMNS * EXAMPLES,
            "early maps": array_of(maps[0][0, :MAPS]),
            "bottom maps": array_of(maps[middle][0, :MAPS]),
            "late maps": array_of(maps[-1][0, :MAPS]),
        }


class _Learner:
    """One net, how it is taught, and what was measured of it."""

    def __init__(
        self, net: UNet, training: tuple[Tensor, Tensor], drawn: Tensor, weight: Tensor, test: tuple[Tensor, Tensor]
    ) -> None:
        import torch

        from models.nets.u_net import loss

        device = drawn.device.type
        pictures, masks = training
        self.net = net
        self._test = test
        self._edges = edges_of(test[1])
        self._descent = Descent(
            optimizer_of("adam", net.parameters(), device),
            lambda: loss(net(pictures[drawn]), masks[drawn], weight),
            device,
            mixed=True,
        )
        with torch.inference_mode():
            untrained = loss(net(pictures[:PROBE]), masks[:PROBE], weight)
        self.start, self.loss = float(untrained), RunningMean(untrained)
        self.measure()

    def take_step(self, learning_rate: float) -> None:
        self.loss.update(self._descent.step(learning_rate))

    def measure(self) -> None:
        """Measure IoU and the shares of wrong pixels, at edges and elsewhere, on the test pictures."""
        import torch

        pictures, masks = self._test
        with torch.inference_mode():
            found, true = self.net(pictures) > 0, masks > 0.5  # (n, side, side)
            either = (found | true).sum().clamp(min=1)
            wrong, edges = (found != true).float(), self._edges
            at_edges, elsewhere = wrong[edges].mean(), wrong[~edges].mean()
            self.measured = torch.stack([(found & true).sum() / either, at_edges, elsewhere])


def edges_of(masks: Tensor) -> Tensor:
    """Return which pixels of the masks (n, side, side) have a neighbour, also diagonally, of the other kind."""
    from torch.nn.functional import max_pool2d

    grown, shrunk = max_pool2d(masks, 3, 1, 1), -max_pool2d(-masks, 3, 1, 1)
    return grown != shrunk


def thresholded(taught: Shapes, kept: Shapes) -> NDArray[np.bool_]:
    """Return masks without a net: each pixel's 3 × 3 mean against the threshold that suits the training pictures."""
    smooth = _smoothed(taught.pictures)
    best = max(np.linspace(0, 1, 21), key=lambda cut: intersection_over_union(smooth > cut, taught.masks))
    found: NDArray[np.bool_] = _smoothed(kept.pictures) > best
    return found


def _smoothed(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of each pixel and its neighbours; at the rim the outermost pixels count again."""
    rim = np.pad(pictures, ((0, 0), (1, 1), (1, 1)), mode="edge")
    tall = rim[:, :-2] + rim[:, 1:-1] + rim[:, 2:]
    mean: NDArray[np.float32] = (tall[..., :-2] + tall[..., 1:-1] + tall[..., 2:]) / 9
    return mean


def intersection_over_union(found: NDArray[np.bool_], masks: NDArray[np.float32]) -> float:
    """Return the pixels that both masks hold as a share of those that either holds; 1 where both are empty."""
    true = masks > 0.5
    either = int((found | true).sum())
    return int((found & true).sum()) / either if either else 1.0


def _on(device: str, data: Shapes) -> tuple[Tensor, Tensor]:
    """Return pictures (n, 1, side, side) and masks (n, side, side) on the device."""
    import torch

    return torch.from_numpy(data.pictures)[:, None].to(device), torch.from_numpy(data.masks).to(device)


# ---------------------------------------------------------------- predictions


def _with_against_without(config: Config, moments: Sequence[Moment]) -> int:
    ahead = first_at(moments, "IoU", JUDGED_AT) - first_at(moments, "IoU without skips", JUDGED_AT)
    return 0 if ahead > 0.05 else 2 if ahead < -0.05 else 1


def _without_against_threshold(config: Config, moments: Sequence[Moment]) -> int:
    ahead = first_at(moments, "IoU without skips", JUDGED_AT) - first_at(moments, "IoU of a threshold", JUDGED_AT)
    return 0 if ahead > 0.02 else 2 if ahead < -0.02 else 1


def _overlap(config: Config, moments: Sequence[Moment]) -> int:
    overlap = first_at(moments, "IoU", JUDGED_AT)
    return 0 if overlap < 0.6 else 1 if overlap <= 0.75 else 2


READING = r"""
Each picture holds one to three discs, rings, bars or crosses under slanting light and noise. Both nets see the same 256
pictures in the same order and are measured on 48 others every 20 steps. They differ in the skips, and so in the
layers that read what the skips bring.

**IoU** (intersection over union) is the pixels in both masks over those in either: 1 is perfect, an empty mask scores
0. The baseline needs no net: the mean of each 3 × 3 pixels, against the threshold that suits the training pictures.

**Errors at edges** are wrong pixels among those with a neighbour of the other kind; **elsewhere** counts all others.
What max pooling threw away about *where*, a net without skips has to guess.

**Examples** show picture, truth, threshold and what both nets believe (the stronger the colour, the surer). The
**maps** belong to the net with the skips you chose: first level, bottom and last level, up to eight channels each.

The **training loss** counts pixels of shapes as often as the weight says: compare it at one weight only.

Few pixels belong to shapes, so "nothing anywhere" is a cheap first answer, and a net may stay with it: at weight 1 the
net without skips did so for more than 100 steps on four of five seeds that we tried. A larger *positive weight* led all
five out within 60 steps; the masks get a little too fat in return.
"""

DEMO = Demo(
    id="u-net-segmentation",
    topic="cnn.u-net",
    title="A U-Net cuts out shapes",
    config=Config,
    train=train,
    plots=(
        Curves(("IoU", "IoU without skips", "IoU of a threshold"), "Masks found", "IoU on test pictures", (0, 1)),
        Images("examples", "Test pictures and their masks", captions="captions", columns=len(COLUMNS)),
        Curves(
            ("errors at edges", "errors at edges without skips", "errors elsewhere", "errors elsewhere without skips"),
            "Where the wrong pixels are",
            "share of those pixels",
            (0, 1),
        ),
        Images("early maps", "First level: sharp, and knows little"),
        Images("bottom maps", "Bottom: knows much, and is coarse"),
        Images("late maps", "Last level: both together"),
        Curves(("training loss", "training loss without skips"), "Training loss", "nats per pixel", log_y=True),
    ),
    predictions=(
        Prediction(
            "At step 300: whose masks overlap better with the true ones of the test pictures (IoU)?",
            (
                "those of the net, by more than 0.05",
                "neither: within 0.05 of each other",
                "those of the net without skips, by more than 0.05",
            ),
            JUDGED_AT,
            _with_against_without,
        ),
        Prediction(
            "At step 300: does the net without skips beat smoothing and a threshold, which learn nothing of shapes?",
            ("yes, its IoU is higher by more than 0.02", "about equal, within 0.02", "no, lower by more than 0.02"),
            JUDGED_AT,
            _without_against_threshold,
        ),
        Prediction(
            "How high will the IoU of the net be at step 300?",
            ("below 0.6", "0.6 to 0.75", "above 0.75"),
            JUDGED_AT,
            _overlap,
        ),
    ),
    source="models.nets.u_net",
    reading=READING.strip(),
    presets=(
        Preset(
            "Hardly any noise",
            "The U-Net gets nearly every pixel right. Without skips the edges are still lost: it isn't the noise that "
            "takes them, it is the pooling.",
            {"noise": 0.1},
        ),
        Preset(
            "Mostly noise",
            "Smoothing and a threshold get an IoU of about 0.35 here, the U-Net over 0.45 after 300 steps. Where "
            "pixels tell so little, shapes have to be known.",
            {"noise": 1.5},
        ),
        Preset(
            "One skip",
            "Only the top level hands its maps across: that is about as good as all of them, for these small pictures.",
            {"skips": "top level only"},
        ),
        Preset(
            "Nothing anywhere",
            "Every pixel counts the same: both nets begin with empty masks, at an IoU of 0, and the one without skips "
            "stays there longer.",
            {"positive_weight": 1.0},
        ),
        Preset(
            "Learning rate too high",
            "Fifty times too much: within 50 steps the loss leaves all bounds.",
            {"learning_rate": 0.5},
        ),
        Preset(
            "Large",
            "32 channels at the top, three levels and 64 pictures of 48 × 48 a step: made for a GPU.",
            {"width": 32, "depth": 3, "side": 48, "batch_size": 64, "learning_rate": 0.002},
        ),
    ),
    heading="watch-it",
    pace=30,
    knob_lines={
        "skips": ("2 * each if level < skips", "if level < self.skips", "torch.cat([seen[level]"),
        "depth": ("for level in range(depth + 1)",),
        "width": ("width * 2**level",),
        "positive_weight": ("pos_weight=positive_weight",),
    },
)
