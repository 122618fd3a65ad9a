"""Small pictures of several classes: the handwritten digits, or the learner's own, a folder for each class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.datasets.digits import Digits, digits
from models.datasets.own_data import Pictures, parse_images
from models.datasets.small_pictures import resized
from models.errors import DemoError

SIDE = 8  # pixels
FEWEST = 5  # pictures of a class: one of them is kept back
KEPT_BACK = 0.2
DIGIT_NAMES = tuple("0123456789")


@dataclass(frozen=True, slots=True)
class Classes:
    """Pictures to train on and pictures kept back, (n, 8, 8) in [0, 1]; labels are places in ``names``."""

    training: Digits
    validation: Digits
    names: tuple[str, ...]


def classes_of(own: str, seed: int) -> Classes:
    """Return the digits, or the learner's own pictures where there are some; raises DemoError with a sentence."""
    if not own.strip():
        return Classes(*digits(seed), DIGIT_NAMES)
    pictures = parse_images(own)
    counts = np.bincount(pictures.classes[pictures.classes >= 0], minlength=len(pictures.class_names))
    if len(counts) < 2:
        raise DemoError(
            "Your own pictures need two classes at least: put those of each class into a folder of its own, and open "
            "the folder that holds these."
        )
    if counts.min() < FEWEST:
        name = pictures.class_names[int(counts.argmin())]
        raise DemoError(f"Your class “{name}” has {counts.min()} pictures: at least {FEWEST} of each are needed.")
    return _split(pictures, seed)


def _split(pictures: Pictures, seed: int) -> Classes:
    """Return the pictures that have a class, shuffled, a fifth of every class kept back."""
    kept: list[int] = []
    trained: list[int] = []
    dice = np.random.default_rng(seed)
    for number in range(len(pictures.class_names)):
        places = dice.permutation(np.flatnonzero(pictures.classes == number)).tolist()
        count = max(1, int(len(places) * KEPT_BACK))
        kept += places[:count]
        trained += places[count:]
    training, validation = (_digits(pictures, places) for places in (trained, kept))
    return Classes(training, validation, pictures.class_names)


def _digits(pictures: Pictures, places: list[int]) -> Digits:
    images = np.stack([resized(pictures.images[place].astype(np.float64), (SIDE, SIDE)) for place in places])
    return Digits(images.astype(np.float32), pictures.classes[places])
