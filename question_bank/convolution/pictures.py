"""What the networks of the exercises look at: the stories around the layers."""

from __future__ import annotations

import random
from dataclasses import dataclass

from question_bank.wording import counted

COLOUR = 3
GREY = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """A task with its pictures; ``size`` is a sentence with places for {h} and {w}; ``sides`` are sensible heights.

    ``aspect`` is the range of width / height, or None where the pictures are square.
    """

    task: str
    size: str
    channels: int
    sides: tuple[int, int] = (24, 160)
    aspect: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Pictures:
    """A scene at one size."""

    scene: Scene
    height: int
    width: int

    @property
    def channels(self) -> int:
        """Return how many numbers stand at every pixel."""
        return self.scene.channels

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return (channels, height, width)."""
        return self.channels, self.height, self.width

    @property
    def square(self) -> bool:
        """Return whether both sides are equal."""
        return self.height == self.width

    def told(self) -> str:
        """Return the task and the size, in two sentences."""
        return f"{self.scene.task} {self.scene.size.format(h=self.height, w=self.width)}"

    def told_in_full(self) -> str:
        """Return the task, the size and the channels, in three sentences."""
        return f"{self.told()} Each has {counted(self.channels, 'channel')}."


WIDE = (1.2, 2.5)

SCENES = (
    Scene("A plant clinic tells leaf diseases apart by photograph.", "Each photograph is {h} × {w} pixels.", COLOUR),
    Scene(
        "A garden app names trees by a single leaf.", "Every leaf is cut out as a picture of {h} × {w} pixels.", COLOUR
    ),
    Scene(
        "A hospital looks for pneumonia in chest X-rays.", "The X-rays are scaled to {h} × {w} pixels.", GREY, (64, 256)
    ),
    Scene(
        "A fracture clinic sorts X-rays of wrists.",
        "Each X-ray comes as a picture of {h} × {w} pixels.",
        GREY,
        (64, 256),
    ),
    Scene(
        "A laboratory counts blood cells.", "The microscope delivers pictures of {h} × {w} pixels.", COLOUR, (40, 200)
    ),
    Scene(
        "A postal service reads handwritten digits.",
        "Each digit arrives as a picture of {h} × {w} pixels.",
        GREY,
        (20, 64),
    ),
    Scene(
        "An archive reads letters from old church registers.",
        "Each letter is scanned at {h} × {w} pixels.",
        GREY,
        (24, 72),
    ),
    Scene("A driving assistant reads traffic signs.", "Each sign is cropped to {h} × {w} pixels.", COLOUR, (24, 96)),
    Scene("A satellite service maps fields of wheat.", "Each tile is {h} × {w} pixels.", 4, (32, 200)),
    Scene("A mushroom guide warns of poisonous kinds.", "Users send photographs, scaled to {h} × {w} pixels.", COLOUR),
    Scene(
        "A mill checks cloth for weaving faults.",
        "A camera above the loom takes pictures of {h} × {w} pixels.",
        GREY,
        (32, 200),
    ),
    Scene(
        "An observatory sorts galaxies by their form.",
        "Each galaxy is centred in a picture of {h} × {w} pixels.",
        COLOUR,
        (32, 160),
    ),
    Scene("A museum sorts paintings by period.", "The paintings are scaled to {h} × {w} pixels.", COLOUR, (48, 224)),
    Scene("A skin clinic rates moles.", "Each photograph is cropped to {h} × {w} pixels.", COLOUR, (48, 224)),
    Scene(
        "A bakery recognises its rolls at the till.",
        "The camera takes pictures of {h} × {w} pixels.",
        COLOUR,
        (32, 128),
    ),
    Scene(
        "A recycling plant sorts plastic by a near-infrared camera.", "Each frame is {h} × {w} pixels.", 2, (32, 128)
    ),
    Scene(
        "A driving assistant looks for pedestrians in road scenes.",
        "The camera sends frames {h} pixels high and {w} pixels wide.",
        COLOUR,
        (48, 160),
        (1.4, 2.6),
    ),
    Scene(
        "A bird reserve names birds by their song, drawn as spectrograms.",
        "Each spectrogram has {h} frequency bands (its height) and {w} time steps (its width).",
        GREY,
        (32, 128),
        (1.3, 3.0),
    ),
    Scene(
        "A phone listens for its wake word in spectrograms.",
        "Each spectrogram is {h} frequency bands high and {w} time steps wide.",
        GREY,
        (20, 64),
        WIDE,
    ),
    Scene(
        "A parking garage reads number plates.",
        "Each plate is cut out {h} pixels high and {w} pixels wide.",
        GREY,
        (20, 48),
        (2.0, 4.0),
    ),
    Scene(
        "A wildlife camera counts deer at night.",
        "Its thermal pictures are {h} pixels high and {w} pixels wide.",
        GREY,
        (48, 160),
        WIDE,
    ),
    Scene(
        "A harbour tells ships apart from the quay.",
        "The camera sends frames {h} pixels high and {w} pixels wide.",
        COLOUR,
        (36, 128),
        WIDE,
    ),
    Scene(
        "A geologist looks for salt in seismic sections.",
        "Each section is {h} samples deep (its height) and {w} traces wide.",
        GREY,
        (40, 128),
        WIDE,
    ),
)
SQUARE_SCENES = tuple(scene for scene in SCENES if scene.aspect is None)


def pictures(rng: random.Random, *, multiple: int = 1, square: bool = False, highest: int = 256) -> Pictures:
    """Return the pictures of some task.

    Both sides divide by ``multiple``; heights go up to ``highest``, or to the least that makes sense for the task.
    """
    scene = rng.choice(SQUARE_SCENES if square else SCENES)
    low, high = scene.sides
    high = max(low, min(high, highest))
    height = multiple * rng.randint(-(-low // multiple), high // multiple)
    if scene.aspect is None:
        return Pictures(scene, height, height)
    width = multiple * max(height // multiple + 1, round(height * rng.uniform(*scene.aspect) / multiple))
    return Pictures(scene, height, width)
