"""vae-digits: a variational autoencoder makes digits anew, with its latent map to walk through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.arrays import array_of
from models.datasets.digits import Digits, digits
from models.datasets.own_data import parse_images
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.descent import Batches, Descent, Noise, optimizer_of
from models.errors import DemoError
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.latent_map import in_most_use, limits, places, way
from models.loop import RunningMean, diverged, finite, first_at, frames_of, seeded
from models.plane_pictures import circles
from models.plots import Bars, Curves, Field, Images

if TYPE_CHECKING:
    from torch import Tensor

MEASURE_EVERY = 20  # steps
IN_USE = 0.05  # nats of KL from which a dimension counts as used
REACH = 4.0  # how far the map and its handle go from the middle of the prior, in its standard deviations
GRID = 11  # pictures along a side of the plane
PAIRS = 10  # test pictures shown beside what was made of them
FEWEST = 20  # own pictures
DIGIT_NAMES = tuple("0123456789")
OWN = len(DIGIT_NAMES)  # the class of a learner's own pictures on the map


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of vae-digits."""

    beta: float = knob(
        1.0,
        "The weight of the KL. Turn it while the net trains: 0 forgets the prior, 100 forgets the pictures.",
        low=0.0,
        high=100.0,
        step=0.5,
        live=True,
    )
    latent: int = knob(2, "Numbers in a code. With 2 the map shows all of it.", label="latent size", low=2, high=16)
    hidden: int = knob(128, "Units of each hidden layer.", label="hidden units", low=8, high=1024)
    learning_rate: float = knob(
        0.003,
        "The size of a step of Adam. Turn it up and see when it breaks.",
        label="learning rate",
        low=1e-5,
        high=1.0,
        live=True,
        log=True,
    )
    batch_size: int = knob(64, "Pictures averaged in one step.", label="batch size", low=8, high=1024)
    latent_x: float = knob(
        0.0,
        "Where on the map the decoded picture is taken: drag the point.",
        label="point, across",
        low=-REACH,
        high=REACH,
        live=True,
    )
    latent_y: float = knob(
        0.0,
        "How high on the map the decoded picture is taken: drag the point.",
        label="point, up",
        low=-REACH,
        high=REACH,
        live=True,
    )
    way_from: int = knob(
        0, "The test picture where the way between two begins.", label="way from", low=0, high=359, live=True
    )
    way_to: int = knob(3, "The test picture where the way ends.", label="way to", low=0, high=359, live=True)
    images: str = knob(
        "", "Learn your own grey pictures, at least 20.", label="own pictures", holds="images", low=8, high=8
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield how well pictures are made again and what the codes say, for as long as it is wanted."""
    yield from frames_of(_Run(config, device), config)


@dataclass(frozen=True, slots=True)
class Shown:
    """Pictures (n, height, width), the class of each on the map, and what to call each one."""

    images: NDArray[np.float32]
    classes: NDArray[np.int64]
    names: tuple[str, ...]

    @property
    def rows(self) -> NDArray[np.float32]:
        """Return one row of grey values a picture: (n, pixels)."""
        return self.images.reshape(len(self.images), -1)


def pictures_of(config: Config) -> tuple[Shown, Shown]:
    """Return the pictures to train on and those kept back; raises DemoError where own pictures are too few."""
    if not config.images.strip():
        training, test = digits(config.seed)
        return _digits_shown(training), _digits_shown(test)
    own = parse_images(config.images)
    if len(own.images) < FEWEST:
        raise DemoError(f"Your own pictures are {len(own.images)}: at least {FEWEST} are needed to learn from.")
    order = np.random.default_rng(config.seed).permutation(len(own.images))
    names = [own.class_names[kind] if kind >= 0 else "yours" for kind in own.classes.tolist()]
    split = len(order) * 8 // 10
    first, second = (
        Shown(own.images[rows], np.full(len(rows), OWN, np.int64), tuple(names[row] for row in rows.tolist()))
        for rows in (order[:split], order[split:])
    )
    return first, second


def _digits_shown(data: Digits) -> Shown:
    return Shown(data.images, data.labels, tuple(map(str, data.labels.tolist())))


def principal_error(training: NDArray[np.float32], test: NDArray[np.float32], components: int) -> float:
    """Return the mean squared error a pixel of test rows kept to the first principal components of training rows."""
    middle = training.mean(axis=0)
    _, _, directions = np.linalg.svd(training - middle, full_matrices=False)
    away, kept = test - middle, directions[:components]
    return float(np.square(away - away @ kept.T @ kept).mean())


class _Run:
    """A VAE, its pictures, and what was measured so far."""

    def __init__(self, config: Config, device: str) -> None:
        import torch

        from models.nets import vae

        training, self._test = pictures_of(config)
        rows = torch.from_numpy(training.rows).to(device)
        self._rows = torch.from_numpy(self._test.rows).to(device)  # (n, pixels)
        pixels = rows.shape[1]
        self._net = net = seeded(config.seed, lambda: vae.VAE(pixels, config.hidden, config.latent)).to(device)
        self._batches = Batches(len(rows), config.batch_size, config.seed, device)
        self._noise = Noise((config.batch_size, config.latent), config.seed, device)
        self._beta = torch.tensor(config.beta, device=device)
        self._descent = Descent(
            optimizer_of("adam", net.parameters(), device),
            lambda: vae.loss(net, rows[self._batches.drawn], self._noise.drawn, self._beta),
            device,
        )
        dice = torch.Generator().manual_seed(config.seed + 1)  # measuring has dice of its own
        self._test_noise = torch.randn(len(self._rows), config.latent, generator=dice).to(device)
        self._samples = torch.randn(2 * PAIRS, config.latent, generator=dice).to(device)
        mean = self._test.rows - training.rows.mean(axis=0)
        self._baselines = {
            "error of the mean picture": float(np.square(mean).mean()),
            "error of principal components": principal_error(training.rows, self._test.rows, config.latent),
        }
        self._step = 0
        self._measure()
        self._loss = RunningMean(self._surprise + self._beta * self._kl.sum())
        self._start = self._loss.read()

    def _measure(self) -> None:
        """Measure on the pictures kept back; the numbers stay on the device until a frame reads them."""
        import torch

        with torch.inference_mode():
            surprise, kl = self._net(self._rows, self._test_noise)
            made = self._net.decoder(self._net.encoder(self._rows)[0])
            self._surprise, self._kl = surprise.mean(), kl.mean(dim=0)
            self._error = (made - self._rows).square().mean()

    def take_step(self, config: Config) -> None:
        """Draw pictures and noise, and move the weights against the loss."""
        self._beta.fill_(config.beta)
        self._batches.draw()
        self._noise.draw()
        self._loss.update(self._descent.step(config.learning_rate))
        self._step += 1
        if self._step % MEASURE_EVERY == 0:
            self._measure()

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        loss, kl = self._loss.read(), self._kl.cpu().numpy()
        scalars = {
            "training loss": loss,
            "reconstruction": -float(self._surprise),
            "KL": float(kl.sum()),
            "ELBO": -float(self._surprise) - float(kl.sum()),
            "squared error": float(self._error),
            "dimensions in use": float((kl > IN_USE).sum()),
            **self._baselines,
        }
        return Frame(
            self._step,
            finite(scalars),
            lambda: self._pictures(config, kl),
            diverged(loss, abs(self._start), config.learning_rate),
        )

    def _pictures(self, config: Config, kl: NDArray[np.float32]) -> Pictures:
        import torch

        first, second = axes = in_most_use(kl)
        ends = config.way_from, config.way_to
        with torch.inference_mode():
            means = self._net.encoder(self._rows)[0]
            between = way(means, *ends, PAIRS)  # (PAIRS, latent)
            passed = torch.cat([self._net.decoder(between), way(self._rows, *ends, PAIRS)])
            made = self._drawn(self._net.decoder(means[:PAIRS]))
            here = self._decoded(np.array([[config.latent_x, config.latent_y]], np.float32), axes, config.latent)
            plane = self._decoded(places(GRID, 3), axes, config.latent)
            samples = self._drawn(self._net.decoder(self._samples))
        codes = array_of(means)[:, axes]
        return {
            "codes": np.column_stack([codes, self._test.classes]).astype(np.float32),
            "prior": circles(1, 2, 3),
            "limits": limits(codes, REACH),
            "way": array_of(between)[None, :, axes],
            "passed": self._drawn(passed),
            "here": here,
            "plane": plane,
            "pairs": np.concatenate([self._test.images[:PAIRS], made]),
            "pair names": (*self._test.names[:PAIRS], *("" for _ in made)),
            "samples": samples,
            "KL by dimension": np.nan_to_num(kl),
            "dimensions": tuple(f"{n}{' ↔' if n == first else ' ↕' if n == second else ''}" for n in range(len(kl))),
        }

    def _decoded(self, places: NDArray[np.float32], axes: tuple[int, int], latent: int) -> NDArray[np.float32]:
        """Return the pictures at places of the map, all other dimensions 0."""
        import torch

        codes = np.zeros((len(places), latent), np.float32)
        codes[:, axes] = places
        return self._drawn(self._net.decoder(torch.from_numpy(codes).to(self._rows.device)))

    def _drawn(self, rows: Tensor) -> NDArray[np.float32]:
        return array_of(rows).reshape(-1, *self._test.images.shape[1:])


def _dimensions_in_use(config: Config, moments: Sequence[Moment]) -> int:
    used = first_at(moments, "dimensions in use", 1_500)
    return 0 if used == config.latent else 1 if used >= config.latent / 2 else 2


def _against_principal_components(config: Config, moments: Sequence[Moment]) -> int:
    ours = first_at(moments, "squared error", 1_500)
    ratio = ours / first_at(moments, "error of principal components", 1_500)
    return 0 if ratio < 0.9 else 1 if ratio <= 1.1 else 2


def _nats_of_a_code(config: Config, moments: Sequence[Moment]) -> int:
    kl = first_at(moments, "KL", 1_500)
    return 0 if kl < 4 else 1 if kl <= 12 else 2


READING = r"""
**The map** shows where the encoder puts the middle of each test digit's cloud; the circles are 1, 2 and 3 standard
deviations of the prior. Drag the point and see what it decodes to; below, the whole plane is decoded. With more than
two dimensions the map shows the two that say most (marked ↔ and ↕), the others held at 0.

**The way** shows ten codes on the straight line between those of two test pictures, decoded. Below, the pixels
themselves are mixed: there two digits lie over each other, while most decoded codes look like one.

**What each dimension says** is its KL to the prior, as a mean over test digits. Near 0, its cloud is the prior whatever
the picture: the dimension is not in use.

**ELBO** is reconstruction minus KL on test digits, with weight 1 whatever beta you train with. It lies below
$\ln p(x)$. **Reconstruction** is $\ln p(x \mid z)$ at codes drawn from the clouds: pixels are Gaussian about the
decoder's grey value with $\sigma = 0.1$. These are densities, so the bound may be above 0.

**Squared error** compares what is made from the middle of each cloud with the digit itself. Two baselines: always the
mean picture, and as many principal components as the code has numbers.

**New** pictures come from codes drawn from the prior: no digit went in.
"""

DEMO = Demo(
    id="vae-digits",
    topic="generative.vae",
    title="A variational autoencoder makes digits",
    config=Config,
    train=train,
    plots=(
        Field(
            "",
            "Codes of test digits",
            "first dimension shown",
            "second dimension shown",
            (-REACH, REACH),
            (-REACH, REACH),
            points="codes",
            class_names=(*DIGIT_NAMES, "your own"),
            lines="prior",
            limits="limits",
            paths="way",
            path_names=("the way",),
            handle=("latent_x", "latent_y"),
        ),
        Images("here", "The chosen point, decoded"),
        Images("plane", "The map, decoded", columns=GRID),
        Images("passed", "The way: codes; below, pixels", columns=PAIRS),
        Images("pairs", "Test pictures, made again", captions="pair names", columns=PAIRS),
        Bars("KL by dimension", "What each dimension says", "nats of KL", labels="dimensions"),
        Curves(("ELBO", "reconstruction"), "Bound and reconstruction", "nats a picture"),
        Curves(("KL",), "KL to the prior, on test digits", "nats a picture"),
        Curves(
            ("squared error", "error of principal components", "error of the mean picture"),
            "Squared error of what is made",
            "a pixel, on test digits",
            log_y=True,
        ),
        Images("samples", "New: codes drawn from the prior", columns=PAIRS),
    ),
    predictions=(
        Prediction(
            "After 1,500 steps: how many dimensions of the code are in use (more than 0.05 nats of KL)?",
            ("all", "half or more, but not all", "fewer than half"),
            1_500,
            _dimensions_in_use,
        ),
        Prediction(
            "After 1,500 steps: whose pictures come closer to the test digits, those of the net or those of as many "
            "principal components?",
            (
                "the net's error is smaller, by more than 10 %",
                "both within 10 %",
                "the net's is larger by more than 10 %",
            ),
            1_500,
            _against_principal_components,
        ),
        Prediction(
            "After 1,500 steps: how much does a code say, as KL to the prior?",
            ("less than 4 nats", "4 to 12 nats", "more than 12 nats"),
            1_500,
            _nats_of_a_code,
        ),
    ),
    source="models.nets.vae",
    reading=READING.strip(),
    presets=(
        Preset(
            "Eight dimensions",
            "A longer code: after 1,500 steps about seven of the eight are in use, and the error is well below that of "
            "eight principal components.",
            {"latent": 8},
        ),
        Preset(
            "Beta 0: no prior",
            "All eight dimensions are used freely, yet the error is hardly smaller than with beta 1, and codes lie far "
            "from the prior: look at the new pictures and at the ELBO.",
            {"latent": 8, "beta": 0.0},
        ),
        Preset(
            "Beta 20: dear words",
            "Saying something costs twenty times as much: half of the eight dimensions or fewer stay in use, and the "
            "pictures are blurred.",
            {"latent": 8, "beta": 20.0},
        ),
        Preset(
            "Posterior collapse",
            "At beta 100 every code is the prior, and every picture comes out as the mean of all.",
            {"latent": 8, "beta": 100.0},
        ),
        Preset(
            "Learning rate too high",
            "A hundred times too much: the loss leaves all bounds within a few steps.",
            {"learning_rate": 0.3},
        ),
        Preset(
            "Large",
            "Layers of 1,024 units, 16 dimensions and 1,024 pictures a step: slow on a processor, made for a GPU.",
            {"hidden": 1024, "latent": 16, "batch_size": 1024, "learning_rate": 0.001},
        ),
    ),
    heading="watch-it",
    pace=60,
    knob_lines={
        "beta": ("beta * kl.sum(dim=1)",),
        "latent": ("nn.Linear(hidden, latent)", "nn.Linear(latent, hidden)"),
        "hidden": ("nn.Linear(pixels, hidden)", "nn.Linear(hidden, pixels)", "nn.Linear(latent, hidden)"),
        "latent_x": ("self.pixels(self.hidden(codes))",),
        "latent_y": ("self.pixels(self.hidden(codes))",),
    },
)
