"""One axis of a picture under a convolution whose padding is called same, valid or full."""

from __future__ import annotations

from dataclasses import dataclass

from question_bank.convolution.sweeps import Sweep


@dataclass(frozen=True, slots=True)
class Axis:
    """A side of a picture in pixels, and how a kernel moves along it; the padding is what is asked for."""

    side: int
    kernel: int
    stride: int = 1
    dilation: int = 1

    @property
    def reach(self) -> int:
        """Return how many pixels lie under the kernel, from its first tap to its last."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def same(self) -> int:
        """Return how long the output is with Keras's same: a place for every stride that begins in the picture."""
        return -(-self.side // self.stride)

    @property
    def total(self) -> int:
        """Return how many zeros same adds, before and after together."""
        return self.zeros_for(self.same)

    @property
    def split(self) -> tuple[int, int]:
        """Return how many of these zeros stand before the picture and how many after it."""
        return halves(self.total)

    def zeros_for(self, places: int) -> int:
        """Return how many zeros it takes to have so many places for the kernel."""
        return max((places - 1) * self.stride + self.reach - self.side, 0)

    def places(self, padding: int) -> int:
        """Return how long the output is with so many zeros on each side."""
        return Sweep(self.kernel, self.stride, padding, self.dilation).places(self.side)


def halves(total: int) -> tuple[int, int]:
    """Return a number of zeros in two halves; the odd one stands after the picture."""
    return total // 2, total - total // 2
