"""A convolution as it is done by hand: the kernel moves from place to place, and each place gives one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import DemoError

Map = NDArray[np.float64]
Pair = tuple[int, int]  # (downwards, to the right)


@dataclass(frozen=True, slots=True)
class Convolution:
    """One filter for pictures of one channel.

    ``padding`` is "valid" (no zeros), "same" (side / stride places, rounded up), "full" (every place at which the
    kernel touches at least one pixel) or a number of zeros on each side. ``flipped`` turns the kernel by 180° first:
    that is what mathematics calls a convolution. Libraries leave it as it is, which is a cross-correlation.
    """

    kernel: Map  # (kernel height, kernel width)
    bias: float = 0.0
    stride: int = 1
    padding: str = "valid"
    dilation: int = 1
    flipped: bool = False

    def weights(self) -> Map:
        """Return the kernel as it is laid on the picture."""
        return self.kernel[::-1, ::-1] if self.flipped else self.kernel

    def reach(self) -> Pair:
        """Return over how many pixels the kernel reaches; between k weights there are only k - 1 gaps."""
        height, width = self.kernel.shape
        return self.dilation * (height - 1) + 1, self.dilation * (width - 1) + 1

    def zeros(self, side: int, reach: int) -> Pair:
        """Return how many zeros are put before and after ``side`` pixels."""
        match self.padding:
            case "valid":
                return 0, 0
            case "full":
                return reach - 1, reach - 1
            case "same":
                places = -(-side // self.stride)  # rounded up
                missing = max((places - 1) * self.stride + reach - side, 0)
                return missing // 2, missing - missing // 2  # an odd one out goes to the end
            case number:
                return int(number), int(number)

    def padded(self, picture: Map) -> Map:
        """Return the picture with its rim of zeros."""
        sides = zip(picture.shape, self.reach(), strict=True)
        return np.pad(picture, [self.zeros(side, reach) for side, reach in sides])

    def places(self, picture: Map) -> Pair:
        """Return how many places the kernel has, down and across; raises DemoError where it has none."""
        sides, reaches = self.padded(picture).shape, self.reach()
        for side, reach in zip(sides, reaches, strict=True):
            if reach > side:
                raise DemoError(
                    f"The kernel reaches over {reach} pixels, but there are only {side}, padding included. Choose a "
                    "smaller dilation or kernel, more padding or a larger picture."
                )
        down, across = ((side - reach) // self.stride + 1 for side, reach in zip(sides, reaches, strict=True))
        return down, across

    def taps(self, row: int, column: int) -> tuple[slice, slice]:
        """Return the rows and columns of the padded picture that lie under the weights at one place."""
        top, left = row * self.stride, column * self.stride
        height, width = self.reach()
        return slice(top, top + height, self.dilation), slice(left, left + width, self.dilation)

    def window(self, padded: Map, row: int, column: int) -> Map:
        """Return the pixels under the weights at one place."""
        return padded[self.taps(row, column)]

    def products(self, padded: Map, row: int, column: int) -> Map:
        """Return each weight times the pixel under it: number by number, not as matrices are multiplied."""
        products: Map = self.window(padded, row, column) * self.weights()
        return products

    def cell(self, padded: Map, row: int, column: int) -> float:
        """Return one number of the output: the sum of the products, and the bias."""
        return float(self.products(padded, row, column).sum()) + self.bias

    def output(self, picture: Map) -> Map:
        """Return the feature map: one number for every place."""
        padded = self.padded(picture)
        rows, columns = self.places(picture)
        return np.array([[self.cell(padded, row, column) for column in range(columns)] for row in range(rows)])


def pooled(given: Map, how: str, window: int) -> Map:
    """Return the largest number ("max") or the mean ("average") of each window; what fills no window is left out."""
    rows, columns = (side // window for side in given.shape)
    out = np.empty((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * window, column * window
            under = given[top : top + window, left : left + window]
            out[row, column] = under.max() if how == "max" else under.mean()
    return out
