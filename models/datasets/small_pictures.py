"""Pictures and kernels small enough for every number to be written down: drawn, typed by hand, or the learner's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.datasets.digits import digits
from models.datasets.own_data import parse_images
from models.errors import DemoError

Map = NDArray[np.float64]

PICTURES = ("numbers", "digit", "edges", "gradient")
BRIGHTEST = 9  # grey values are whole numbers from 0 to 9, so that they can be reckoned with
LARGEST_PICTURE, LARGEST_KERNEL = 16, 7  # along one side
LARGEST_NUMBER = 1_000

KERNELS = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "blur": ((1 / 16, 2 / 16, 1 / 16), (2 / 16, 4 / 16, 2 / 16), (1 / 16, 2 / 16, 1 / 16)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "Sobel x": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "Sobel y": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
}


def picture_of(name: str, size: int, seed: int) -> Map:
    """Return one of ``PICTURES``, (size, size), with whole grey values from 0 to 9."""
    match name:
        case "digit":
            training, _ = digits(seed)
            return _whole(resized(training.images[0].astype(np.float64), (size, size)))
        case "edges":
            picture = np.zeros((size, size))
            picture[size // 4 : -(size // 4), size // 4 : -(size // 4)] = BRIGHTEST  # a bright square on black
            return picture
        case "gradient":
            return np.tile(np.round(np.linspace(1, BRIGHTEST, size)), (size, 1))  # brighter to the right
        case _:
            dice = np.random.default_rng(seed)
            return dice.integers(0, BRIGHTEST + 1, (size, size)).astype(np.float64)


def own_picture(text: str, size: int) -> Map:
    """Return the first of the learner's own pictures, its longer side shrunk to ``size``; raises DemoError."""
    image = parse_images(text).images[0].astype(np.float64)
    factor = min(1.0, size / max(image.shape))
    height, width = (max(1, round(side * factor)) for side in image.shape)
    return _whole(resized(image, (height, width)))


def resized(image: Map, sides: tuple[int, int]) -> Map:
    """Return the picture with other sides; each new pixel is the mean of what it covers."""
    down, across = (_covering(old, new) for old, new in zip(image.shape, sides, strict=True))
    shrunk: Map = down @ image @ across.T
    return shrunk


def _covering(old: int, new: int) -> Map:
    """Return (new, old): the share that each old pixel has in each new one."""
    edges = np.linspace(0, old, new + 1)
    starts, ends = np.maximum.outer(edges[:-1], np.arange(old)), np.minimum.outer(edges[1:], np.arange(1, old + 1))
    shares: Map = np.clip(ends - starts, 0, None) * (new / old)
    return shares


def _whole(grey: Map) -> Map:
    return np.round(grey * BRIGHTEST)


# ---------------------------------------------------------------- typed by hand


def typed_numbers(text: str, what: str, largest: int) -> Map:
    """Return the rows of a typed text such as "1 0 -1; 2 0 -2", at most ``largest`` along a side; raises DemoError."""
    rows = [row.replace(", ", " ").replace(",", ".").split() for row in text.replace(";", "\n").split("\n")]
    rows = [row for row in rows if row]
    longest = max(map(len, rows), default=0)
    if not 1 <= longest <= largest or len(rows) > largest:
        raise DemoError(f"Your {what} has {len(rows)} rows and up to {longest} columns: 1 to {largest} of each fit.")
    if any(len(row) != longest for row in rows):
        raise DemoError(f"The rows of your {what} differ in length. Write it like 1 0 -1; 2 0 -2; 1 0 -1.")
    return np.array([[_number(word, what) for word in row] for row in rows])


def _number(word: str, what: str) -> float:
    """Return a number such as 2, -0.5 or 1/9."""
    above, _, below = word.replace("−", "-").partition("/")
    try:
        number = float(above) / float(below or "1")
    except (ValueError, ZeroDivisionError):
        number = np.nan
    if not abs(number) <= LARGEST_NUMBER:
        raise DemoError(
            f"Your {what} holds {word[:20]!r}, which is no number from -{LARGEST_NUMBER:,} to {LARGEST_NUMBER:,}. "
            "Put spaces between numbers and ; between rows."
        )
    return number
