"""adversarial-examples: a net learns digits and is attacked while it learns, in one step and in many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.digits import Digits, digits
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, Noise, optimizer_of
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plots import Curves, GroupCurves, Images

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.attacks import Net

    Which = slice | Tensor  # of the test pictures

MEASURE_EVERY = 20  # steps
MEASURED, CURVED, SHOWN = 120, 40, 5  # test pictures: for the numbers, for the curves over epsilon, and drawn
TRAINING_STEPS = 5  # of the attack in adversarial training
MOST_RESTARTS = 4
EPSILONS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
ATTACKS = ("random noise", "FGSM", "PGD")
JUDGED_AT = 1_000  # steps


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of adversarial-examples."""

    steps_per_frame: int = knob(
        20, "Training steps between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    epsilon: float = knob(
        0.15, "How far each pixel may be moved; grey values go from 0 to 1.", low=0.0, high=0.5, step=0.01, live=True
    )
    pgd_steps: int = knob(
        10, "Steps of PGD: with 1, and no restarts, it is FGSM.", label="PGD steps", low=1, high=40, live=True
    )
    restarts: int = knob(
        1,
        "Random points from which PGD starts again; the worst result counts.",
        label="PGD restarts",
        low=0,
        high=MOST_RESTARTS,
        live=True,
    )
    training: str = knob(
        "clean",
        "What the net learns from: the pictures, or the pictures as an attack leaves them.",
        choices=("clean", "FGSM", "PGD"),
        live=True,
    )
    training_epsilon: float = knob(
        0.15,
        "How far the attack in training may go.",
        label="training epsilon",
        low=0.0,
        high=0.5,
        step=0.01,
        live=True,
    )
    width: int = knob(64, "Units of each hidden layer.", low=8, high=512)
    learning_rate: float = knob(
        0.003, "The size of a step.", label="learning rate", low=1e-4, high=1.0, live=True, log=True
    )
    batch_size: int = knob(32, "Pictures averaged in one step.", label="batch size", low=1, high=512)
    picture: int = knob(
        0,
        "The first of the test pictures that are shown.",
        label="shown picture",
        low=0,
        high=MEASURED - SHOWN,
        live=True,
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how well the net reads, and how well it reads under attack, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


class _Run:
    """A net that learns digits, and pictures it never trains on to attack it with."""

    def __init__(self, config: Config, device: str) -> None:
        import torch
        from torch.nn import functional

        from models.nets.digits_mlp import DigitsMLP

        training, test = digits(config.seed)
        self._pictures, self._labels = _on(device, training)
        self._test = _Test(_on(device, test), config.seed)
        self._net = seeded(config.seed, lambda: DigitsMLP(config.width)).to(device)
        self._batches = Batches(len(self._labels), config.batch_size, config.seed, device)
        self._noise = Noise((config.batch_size, *self._pictures.shape[1:]), config.seed, device)
        self._taught = torch.zeros_like(self._noise.drawn)  # (batch, 8, 8), what the net learns from in this step
        self._descent = Descent(
            optimizer_of("adam", self._net.parameters(), device),
            lambda: functional.cross_entropy(self._net(self._taught), self._labels[self._batches.drawn]),
            device,
        )
        with torch.no_grad():
            untrained = functional.cross_entropy(self._net(self._pictures), self._labels)
        self._start, self._loss = float(untrained), RunningMean(untrained)
        self._measured = self._test.accuracies(self._net, config)
        self._step = 0

    def take_step(self, config: Config) -> None:
        """Draw some pictures, let the attack change them if it may, and learn from what is left."""
        drawn = self._batches.draw()
        self._taught.copy_(self._attacked(self._pictures[drawn], self._labels[drawn], config))
        self._loss.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measured = self._test.accuracies(self._net, config)

    def _attacked(self, pictures: Tensor, labels: Tensor, config: Config) -> Tensor:
        from models.nets.attacks import fast_gradient_sign, projected_gradient, thrown

        epsilon, signs = config.training_epsilon, self._noise.draw().sign()
        match config.training:
            case "FGSM":
                return pictures + fast_gradient_sign(self._net, pictures, labels, epsilon)
            case "PGD":
                start = thrown(signs, pictures, epsilon)
                changes = projected_gradient(self._net, pictures, labels, epsilon, steps=TRAINING_STEPS, start=start)
                return pictures + changes
            case _:
                return pictures

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss = self._loss.read()
        measured = {name: float(share) for name, share in self._measured.items()}
        reason = diverged(loss, self._start, config.learning_rate)
        scalars = finite({"training loss": loss, **measured})
        return Frame(self._step, scalars, lambda: self._test.pictures(self._net, config), reason)


class _Test:
    """Pictures that the net never trains on, and the random points from which attacks on them begin."""

    def __init__(self, test: tuple[Tensor, Tensor], seed: int) -> None:
        import torch

        self._images, self._labels = (each[:MEASURED] for each in test)  # (120, 8, 8), (120,)
        dice = torch.Generator().manual_seed(seed)
        shape = (1 + MOST_RESTARTS, *self._images.shape)  # for the noise, and for each restart
        self._signs = (2 * torch.randint(0, 2, shape, generator=dice) - 1).to(self._images)

    def accuracies(self, net: Net, config: Config) -> dict[str, Tensor]:
        """Return the shares of test pictures read right, unchanged and under each attack, still on the device."""
        from models.nets.attacks import fast_gradient_sign, reads_right

        images, labels = self._images, self._labels
        changed = self._changed(net, config, config.epsilon, slice(None))
        further = images + fast_gradient_sign(net, images, labels, 2 * config.epsilon)
        readings = {"unchanged": images, **changed, "FGSM at twice epsilon": further}
        return {name: reads_right(net, pictures, labels).float().mean() for name, pictures in readings.items()}

    def _changed(self, net: Net, config: Config, epsilon: float | Tensor, which: Which) -> Mapping[str, Tensor]:
        """Return test pictures as each attack leaves them."""
        from models.nets.attacks import fast_gradient_sign, restarted, thrown

        images, labels, signs = self._images[which], self._labels[which], self._signs[:, which]
        starts = list(signs[1 : 1 + config.restarts])
        return {
            "random noise": images + thrown(signs[0], images, epsilon),
            "FGSM": images + fast_gradient_sign(net, images, labels, epsilon),
            "PGD": images + restarted(net, images, labels, epsilon, steps=config.pgd_steps, signs=starts),
        }

    def pictures(self, net: Net, config: Config) -> Pictures:
        """Return some pictures before and after the attack, and the accuracies over epsilon."""
        which = slice(config.picture, config.picture + SHOWN)
        images, attacked = self._images[which], self._changed(net, config, config.epsilon, which)["PGD"]
        curves = self._curves(net, config)
        here = [(config.epsilon, np.interp(config.epsilon, curves[0], row)) for row in curves[1:]]
        return {
            "clean": array_of(images),
            "clean read": _read(net, images),
            "change": array_of(attacked - images),
            "attacked": array_of(attacked),
            "attacked read": _read(net, attacked),
            "over epsilon": curves,
            "here": np.array(here, dtype=np.float32),
        }

    def _curves(self, net: Net, config: Config) -> NDArray[np.float32]:
        """Return the epsilons, and below them the accuracy under each attack: all pictures and epsilons in one go."""
        import torch

        from models.nets.attacks import reads_right

        device = self._images.device
        which = torch.arange(CURVED, device=device).repeat(len(EPSILONS))  # (9 * 40,)
        epsilons = torch.tensor(EPSILONS, device=device).repeat_interleave(CURVED)[:, None, None]
        changed = self._changed(net, config, epsilons, which)
        right = [reads_right(net, changed[name], self._labels[which]) for name in ATTACKS]
        shares = torch.stack(right).float().view(len(ATTACKS), len(EPSILONS), CURVED).mean(dim=2)
        return np.concatenate([np.array([EPSILONS], dtype=np.float32), array_of(shares)])


def _on(device: str, data: Digits) -> tuple[Tensor, Tensor]:
    """Return pictures (n, 8, 8) and labels (n,) on the device."""
    import torch

    return torch.from_numpy(data.images).to(device), torch.from_numpy(data.labels).to(device)


def _read(net: Net, images: Tensor) -> tuple[str, ...]:
    """Return what the net reads on each picture, and how sure it is."""
    import torch

    with torch.no_grad():
        chances, digit = net(images).softmax(dim=1).max(dim=1)
    return tuple(f"{each}, {chance:.0%}" for each, chance in zip(digit.tolist(), chances.tolist(), strict=True))


# ---------------------------------------------------------------- predictions


def _left_by_pgd(config: Config, moments: Sequence[Moment]) -> int:
    share = first_at(moments, "PGD", JUDGED_AT)
    return 0 if share < 0.3 else 1 if share <= 0.6 else 2


def _twice_as_far(config: Config, moments: Sequence[Moment]) -> int:
    gain = first_at(moments, "FGSM at twice epsilon", JUDGED_AT) - first_at(moments, "FGSM", JUDGED_AT)
    return 0 if gain < -0.02 else 2 if gain > 0.02 else 1


def _overstated(config: Config, moments: Sequence[Moment]) -> int:
    gap = first_at(moments, "FGSM", JUDGED_AT) - first_at(moments, "PGD", JUDGED_AT)
    return 0 if gap <= 0.02 else 1 if gap <= 0.2 else 2


READING = r"""
The net learns 1,437 handwritten digits. The curves are measured on 120 others, those over epsilon on the first 40 of
these. **Accuracy** is the share that is read right: unchanged, and with every pixel moved by at most $\epsilon$.

- **Random noise** moves every pixel by $\epsilon$, up or down by luck: the baseline.
- **FGSM** takes one full step along the sign of the gradient by the picture.
- **PGD** takes many smaller steps, each projected back into the ball; it starts from the picture and from random
  points, and for each digit the worst result counts.

An attack can only show that a net is *not* robust: the truth lies at or below the lowest curve. The truly robust share
can't rise with $\epsilon$, for the larger ball holds the smaller one. Where the measured curve **over epsilon** rises,
the attack got worse, not the net better. It happens to FGSM when the net was trained against FGSM with a large
$\epsilon$: it has learned to bend its loss so that one long step misses.

The **pictures** show five digits, the change that PGD made to them (a colour for each sign) and the result,
each with what the net reads and how sure it is. The **loss** is that of the pictures it learns from, attacked or not.
"""

DEMO = Demo(
    id="adversarial-examples",
    topic="ethics.adversarial-robustness",
    title="A net under attack",
    config=Config,
    train=train,
    plots=(
        Curves(("unchanged", *ATTACKS), "Digits read right, at epsilon", "share of test digits", (0, 1)),
        GroupCurves(
            "over epsilon",
            "Weak and strong attacks",
            "epsilon",
            "share of test digits",
            ATTACKS,
            "here",
            places=(1, 2, 3),
        ),
        Images("clean", "Test digits", captions="clean read", columns=SHOWN),
        Images("change", "What PGD adds", diverging=True, columns=SHOWN),
        Images("attacked", "What the net is given", captions="attacked read", columns=SHOWN),
        Curves(
            ("FGSM", "FGSM at twice epsilon"),
            "One step, and one twice as long",
            "share of test digits",
            (0, 1),
            places=(2, 4),
        ),
        Curves(("training loss",), "Training loss", "nats per digit", log_y=True),
    ),
    predictions=(
        Prediction(
            "At step 1,000: how many of the test digits will be read right after PGD with your epsilon?",
            ("fewer than 30 %", "30 % to 60 %", "more than 60 %"),
            JUDGED_AT,
            _left_by_pgd,
        ),
        Prediction(
            "At step 1,000: by how much does one step (FGSM) overstate what is left under PGD?",
            ("by 2 % of the digits at most", "by 2 % to 20 %", "by more than 20 %"),
            JUDGED_AT,
            _overstated,
        ),
        Prediction(
            "At step 1,000: FGSM with twice your epsilon leaves how many digits right, compared with FGSM at epsilon?",
            ("fewer", "as many, within 2 % of the digits", "more"),
            JUDGED_AT,
            _twice_as_far,
        ),
    ),
    source="models.nets.attacks",
    reading=READING.strip(),
    presets=(
        Preset(
            "Weak evaluation",
            "PGD with one step and no restarts is FGSM: both curves are the same, and both promise too much.",
            {"pgd_steps": 1, "restarts": 0},
        ),
        Preset(
            "Strong evaluation",
            "Forty steps and four restarts find hardly more than ten steps did: a sign that for this net, trained on "
            "clean pictures, little was hidden.",
            {"pgd_steps": 40, "restarts": 4},
        ),
        Preset(
            "Adversarial training",
            "The net learns from what PGD makes of each batch: most digits withstand an attack of the same epsilon. At "
            "twice that they still fall.",
            {"training": "PGD"},
        ),
        Preset(
            "A false sense of safety",
            "Trained against long single steps, the net hardly suffers from single steps, even long ones. Many small "
            "steps leave nearly nothing of it, and unchanged digits are read worse too.",
            {"training": "FGSM", "training_epsilon": 0.4},
        ),
        Preset(
            "Large",
            "512 units, 512 pictures a step, each attacked before it is learned from: made for a GPU.",
            {"width": 512, "batch_size": 512, "training": "PGD", "pgd_steps": 40, "restarts": 4},
        ),
    ),
    heading="watch-it",
    pace=200,
    knob_lines={
        "epsilon": ("-reach), torch.minimum(1 - pictures, reach)",),
        "pgd_steps": ("for _ in range(steps)", "2.5 * epsilon / steps"),
        "restarts": ("for each in signs)",),
    },
)
