"""convolution-stepper: a kernel moves over a small picture, and every number that comes of it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.datasets.small_pictures import (
    KERNELS,
    LARGEST_KERNEL,
    LARGEST_PICTURE,
    PICTURES,
    own_picture,
    picture_of,
    typed_numbers,
)
from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.errors import DemoError
from models.knobs import Config as CommonConfig
from models.knobs import knob
from models.loop import first_at, frames_of
from models.nets.convolution_by_hand import Convolution, Map, pooled
from models.plots import Cells, Curves, Images, Text

PLAIN, UNDER, NOW, PADDING, MISSING = range(5)  # what models.plots.Cells marks
ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """The knobs of convolution-stepper."""

    steps_per_frame: int = knob(
        1, "Places of the kernel between two drawings.", label="steps per frame", low=1, high=1000, live=True
    )
    picture: str = knob(
        "numbers", "What the kernel moves over; the seed draws the numbers and the digit.", choices=PICTURES, live=True
    )
    size: int = knob(6, "Pixels along a side: start small and reckon along.", low=5, high=LARGEST_PICTURE)
    numbers: str = knob("", "A picture of your own: 3 2 1; 1 2 3; 1 1 1. Empty for the one above.", label="own numbers")
    images: str = knob(
        "", "A picture from your own files, shrunk to the size above.", label="own image", holds="images"
    )
    kernel: str = knob(
        "Sobel x", "The weights: see what each of them finds or does.", choices=tuple(KERNELS), live=True
    )
    weights: str = knob(
        "", "A kernel of your own: 1 0 -1; 2 0 -2; 1 0 -1. Empty for the one above.", label="own weights"
    )
    bias: float = knob(0.0, "Added once to every sum.", low=-20.0, high=20.0, step=0.5, live=True)
    stride: int = knob(1, "Pixels the kernel moves on: try 2 and count the places.", low=1, high=4, live=True)
    padding: str = knob(
        "valid",
        'Zeros around it: none ("valid"), enough to keep the size ("same"), every touch ("full"), or 0 to 3.',
        choices=("valid", "same", "full", "0", "1", "2", "3"),
        live=True,
    )
    dilation: int = knob(1, "Pixels from one weight to the next: 2 leaves holes.", low=1, high=3, live=True)
    flipped: bool = knob(
        False,
        "Turn the kernel by 180°: true convolution in place of cross-correlation.",
        label="flip kernel",
        live=True,
    )
    pool: str = knob("none", "What is kept of each pooling window.", choices=("none", "max", "average"), live=True)
    pool_window: int = knob(
        2, "Side of a pooling window, which is also its stride.", label="pooling window", low=2, high=4, live=True
    )


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the kernel at one place after the other; behind the last place it begins again at the first."""
    yield from frames_of(_Run(config), config)


class _Run:
    """How many places were visited; what they gave follows from the knobs, so that these may turn at any time."""

    def __init__(self, config: Config) -> None:
        self._steps = 0
        self._config = config
        self._scene = _Scene(config)
        self._refused: Pictures = {}  # or in place of the sum, why the knobs as they stand leave no place

    def take_step(self, config: Config) -> None:
        """Move the kernel to the next place."""
        self._steps += 1

    def frame(self, config: Config) -> Frame:
        """Return what there is to see now."""
        if config != self._config:
            self._turn(config)
        steps, scene, refused = self._steps, self._scene, self._refused
        return Frame(steps, scene.scalars(steps), lambda: {**scene.pictures(steps), **refused})

    def _turn(self, config: Config) -> None:
        """Show the knobs as they stand; where they leave the kernel no place, the old scene stays and says so."""
        self._config, self._refused = config, {}
        try:
            self._scene = _Scene(config)
        except DemoError as error:
            self._refused = {"sum": str(error)}


class _Scene:
    """A picture, a filter, and all that comes of them."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._picture = _picture(config)
        kernel = (
            typed_numbers(config.weights, "kernel", LARGEST_KERNEL)
            if config.weights.strip()
            else np.array(KERNELS[config.kernel], dtype=np.float64)
        )
        self._filter = Convolution(
            kernel, config.bias, config.stride, config.padding, config.dilation, flipped=config.flipped
        )
        self._rows, self._columns = self._filter.places(self._picture)
        self._padded = self._filter.padded(self._picture)
        self._output = self._filter.output(self._picture)
        self._facts = self._measured()

    def scalars(self, steps: int) -> dict[str, float]:
        """Return the number of this step, and what can be said of the whole map."""
        return self._facts | ({"number of this step": float(self._output[self._place(steps)])} if steps else {})

    def _measured(self) -> dict[str, float]:
        plain = replace(self._filter, bias=0.0, flipped=not self._filter.flipped)
        straight, turned = self._output - self._config.bias, plain.output(self._picture)
        return {
            "picture cells": float(self._picture.size),
            "output cells": float(self._output.size),
            "first cell": float(self._output[0, 0]),
            "difference when flipped": float(np.abs(straight - turned).max()),
            "sum when flipped": float(np.abs(straight + turned).max()),
        }

    def pictures(self, steps: int) -> Pictures:
        """Return the numbers as they stand after so many steps."""
        row, column = self._place(steps)
        products = self._filter.products(self._padded, row, column)
        done = self._done(steps)
        pool, pool_marks = self._pooled(done)
        return {
            "input": _cells(self._padded),
            "input marks": self._input_marks(row, column),
            "kernel": _cells(self._filter.weights()),
            "products": _cells(products),
            "product marks": np.full(products.shape, UNDER if steps else MISSING, dtype=np.int64),
            "sum": self._sum_told(products, row, column) if steps else self._size_told(),
            "output": _cells(np.where(done, self._output, 0)),
            "output marks": self._output_marks(done, (row, column) if steps else None),
            "pooled": pool,
            "pooled marks": pool_marks,
            "picture": _cells(self._picture)[None],
            "result": _cells(np.where(done, self._output, 0))[None],
        }

    def _place(self, steps: int) -> tuple[int, int]:
        """Return row and column of the place that the last step visited, or that the first one will."""
        return divmod(max(steps - 1, 0) % self._output.size, self._columns)

    def _done(self, steps: int) -> NDArray[np.bool_]:
        return (np.arange(self._output.size) < steps).reshape(self._output.shape)

    def _input_marks(self, row: int, column: int) -> NDArray[np.int64]:
        marks = np.full(self._padded.shape, PADDING, dtype=np.int64)
        (top, left), (height, width) = self._corner(), self._picture.shape
        marks[top : top + height, left : left + width] = PLAIN
        marks[self._filter.taps(row, column)] = UNDER
        return marks

    def _corner(self) -> tuple[int, int]:
        """Return how many rows and columns of zeros come before the picture."""
        sides = zip(self._picture.shape, self._filter.reach(), strict=True)
        top, left = (self._filter.zeros(side, reach)[0] for side, reach in sides)
        return top, left

    def _output_marks(self, done: NDArray[np.bool_], place: tuple[int, int] | None) -> NDArray[np.int64]:
        marks = np.where(done, PLAIN, MISSING).astype(np.int64)
        if place:
            marks[place] = NOW
        return marks

    def _pooled(self, done: NDArray[np.bool_]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return what the pooling makes of the map, and which windows are not full yet."""
        how, window = self._config.pool, self._config.pool_window
        if how == "none":
            return _cells(np.where(done, self._output, 0)), self._output_marks(done, None)
        if window > min(self._output.shape):  # not one window fits
            return np.zeros((1, 1), dtype=np.float32), np.full((1, 1), MISSING, dtype=np.int64)
        full = pooled(done.astype(np.float64), "average", window) == 1
        numbers = np.where(full, pooled(self._output, how, window), 0)
        return _cells(numbers), self._output_marks(full, None)

    def _size_told(self) -> str:
        return "\n".join(
            f"{name}: floor(({side} - {reach}) / {self._config.stride}) + 1 = {places} places"
            for name, side, reach, places in zip(
                ("Down", "Across"),
                self._padded.shape,
                self._filter.reach(),
                (self._rows, self._columns),
                strict=True,
            )
        )

    def _sum_told(self, products: Map, row: int, column: int) -> str:
        """Return the sum of this step, written out row by row of the window."""
        pixels, weights = self._filter.window(self._padded, row, column), self._filter.weights()
        lines = [
            " + ".join(_product(x, w) for x, w in zip(*pair, strict=True)) for pair in zip(pixels, weights, strict=True)
        ]
        bias = f"\n+ {_written(self._config.bias)} (bias)" if self._config.bias else ""
        total = float(products.sum()) + self._config.bias
        return (
            f"Row {row + 1}, column {column + 1} of the output:\n" + "\n+ ".join(lines) + f"{bias}\n= {_number(total)}"
        )


def _picture(config: Config) -> Map:
    """Return what the kernel moves over: what the learner brought goes first."""
    if config.numbers.strip():
        return typed_numbers(config.numbers, "picture", LARGEST_PICTURE)
    if config.images.strip():
        return own_picture(config.images, config.size)
    return picture_of(config.picture, config.size, config.seed)


def _cells(numbers: Map) -> NDArray[np.float32]:
    return numbers.astype(np.float32) + np.float32(0)  # -1 · 0 is -0 to a computer, and 0 to everybody else


def _number(value: float) -> str:
    return f"{value + 0.0:.5g}".replace("-", "−")


def _written(value: float) -> str:
    return f"({_number(value)})" if value < 0 else _number(value)


def _product(pixel: float, weight: float) -> str:
    return f"{_written(pixel)}·{_written(weight)}"


# ---------------------------------------------------------------- predictions


def _how_many_cells(config: Config, moments: Sequence[Moment]) -> int:
    cells, pixels = (first_at(moments, f"{name} cells", 1) for name in ("output", "picture"))
    return 0 if cells < pixels else 1 if cells == pixels else 2


def _first_cell(config: Config, moments: Sequence[Moment]) -> int:
    first = first_at(moments, "first cell", 1)
    return 1 if abs(first) <= ALIKE else 0 if first < 0 else 2


def _when_flipped(config: Config, moments: Sequence[Moment]) -> int:
    difference, total = (first_at(moments, f"{name} when flipped", 1) for name in ("difference", "sum"))
    return 0 if difference <= ALIKE else 1 if total <= ALIKE else 2


READING = r"""
Each step lays the kernel on one place of **the picture**, multiplies every weight by the pixel under it (**products**)
and adds up; **the sum** is written out row by row, with the bias at the end. The number goes into **the output**, and
the kernel moves on by the stride. Zeros of the padding are marked as such. After the last place it starts again, and
the output stays.

Count the places along a side before you run:

$$n_\text{out} = \left\lfloor \frac{n + p_1 + p_2 - d(k-1) - 1}{s} \right\rfloor + 1$$

with $n$ pixels, $p_1$ and $p_2$ zeros before and after, $k$ weights, dilation $d$ and stride $s$.

**After pooling** shows the largest number or the mean of each window, as soon as the window is full; what fills no
window is left out. The pictures show the same numbers as colours: 0 is neutral, and the two signs have colours of their
own. The curve holds the number of each step, to compare runs.

Libraries do not flip the kernel: what they call convolution is cross-correlation. *Flip kernel* shows what mathematics
means. Pictures of your own are shrunk, and their grey values rounded to whole numbers from 0 to 9.
"""

DEMO = Demo(
    id="convolution-stepper",
    topic="cnn.convolution",
    title="A convolution, number by number",
    config=Config,
    train=train,
    plots=(
        Cells("input", "The picture, with its padding", marked="input marks"),
        Cells("kernel", "The kernel as it lies there"),
        Cells("products", "Products of this step", marked="product marks"),
        Text("sum", "The sum of this step"),
        Cells("output", "The output so far", marked="output marks"),
        Cells("pooled", "After pooling", marked="pooled marks"),
        Images("picture", "The pixels without numbers"),
        Images("result", "The output without numbers", diverging=True),
        Curves(("number of this step",), "The number of each step", "sum"),
    ),
    predictions=(
        Prediction(
            "How many numbers will the output have, compared with the pixels of the picture (its padding not counted)?",
            ("fewer", "as many", "more"),
            1,
            _how_many_cells,
        ),
        Prediction(
            "Reckon the first place: what will the top left number of the output be, with the bias?",
            ("below 0", "exactly 0", "above 0"),
            1,
            _first_cell,
        ),
        Prediction(
            "Turn the kernel by 180° (flip kernel the other way): what would become of the sums, without the bias?",
            ("the same sums", "the same sums with the other sign", "other sums"),
            1,
            _when_flipped,
        ),
    ),
    source="models.nets.convolution_by_hand",
    reading=READING.strip(),
    presets=(
        Preset(
            "A patch by hand",
            "Nine pixels, nine weights, one place: do the sum on paper first. "
            "With the kernel flipped the sign changes.",
            {"numbers": "3 2 1; 1 2 3; 1 1 1", "kernel": "Sobel x"},
        ),
        Preset(
            "Edges of a digit",
            "Where the picture gets brighter to the right the sum is positive, where it gets darker negative, and "
            "where nothing changes it is 0.",
            {"picture": "digit", "size": 10, "kernel": "Sobel x", "padding": "same"},
        ),
        Preset(
            "An edge that is not there",
            "Nothing changes from top to bottom here, so Sobel y should find nothing. But the zeros of the padding "
            "count as black pixels: it finds an edge along the top and the bottom.",
            {"picture": "gradient", "size": 8, "kernel": "Sobel y", "padding": "same"},
        ),
        Preset(
            "Neither mirrored nor turned",
            "True convolution with a kernel that a half turn changes: other sums, not only other signs. Turn the flip "
            "off while it runs.",
            {"kernel": "emboss", "flipped": True},
        ),
        Preset(
            "With holes",
            "At dilation 2 the nine weights reach over 5 × 5 pixels: 12 pixels a side leave 8 places.",
            {"picture": "edges", "size": 12, "dilation": 2},
        ),
        Preset(
            "Smaller and smaller",
            "256 pixels: stride 2 leaves 64 sums, and max pooling 16 of them.",
            {"picture": "digit", "size": 16, "kernel": "blur", "padding": "same", "stride": 2, "pool": "max"},
        ),
    ),
    heading="watch-it",
    uses_torch=False,
    pace=2.0,
    knob_lines={
        **dict.fromkeys(("kernel", "weights"), ("kernel: Map", "* self.weights()")),
        "bias": ("+ self.bias",),
        "stride": ("self.stride, column * self.stride", "// self.stride + 1"),
        "padding": ('case "valid":', 'case "full":', 'case "same":', "case number:"),
        "dilation": ("self.dilation * (height - 1) + 1", "self.dilation), slice"),
        "flipped": ("if self.flipped else",),
        "pool": ('how == "max"',),
        "pool_window": ("side // window", "row * window"),
    },
)
