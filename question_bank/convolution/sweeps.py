"""One axis of a convolution or pooling: how many places a kernel finds, and the slips people make in counting them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from question_bank.wording import counted


@dataclass(frozen=True, slots=True)
class Sweep:
    """How a kernel moves along one axis; ``padding`` is the number of zeros added at each end."""

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def reach(self) -> int:
        """Return how many pixels lie under the kernel, from its first tap to its last."""
        return self.dilation * (self.kernel - 1) + 1

    def room(self, side: int) -> int:
        """Return how many pixels are left to step over once the kernel stands in its first place."""
        return side + 2 * self.padding - self.reach

    def places(self, side: int) -> int:
        """Return the length of the output along this axis; 0 or less when the kernel does not fit."""
        # The first place costs no step, hence the 1; a step that would leave the picture is not taken, hence the floor.
        return self.room(side) // self.stride + 1


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong count for a side of so many pixels, why it is wrong, and the heading in the note that cures it.

    Where the slip makes no difference, ``wrong`` is the right count.
    """

    wrong: Callable[[int, Sweep], int]
    why: Callable[[int, Sweep], str]
    heading: str


def _padding_once(side: int, sweep: Sweep) -> str:
    padded = side + 2 * sweep.padding
    return f"You added the padding once. It is added at both ends: {side} + 2·{sweep.padding} = {padded}."


def _padding_left_out(side: int, sweep: Sweep) -> str:
    padded = side + 2 * sweep.padding
    return f"You left the padding out. The kernel moves over {side} + 2·{sweep.padding} = {padded} pixels."


def _no_first_place(side: int, sweep: Sweep) -> str:
    steps = sweep.room(side) // sweep.stride
    return (
        f"You counted the steps, not the places. The kernel stands in its first place before it takes a step, "
        f"so 1 is added: {steps} + 1 = {steps + 1}."
    )


def _minus_one(side: int, sweep: Sweep) -> str:
    steps = sweep.room(side) // sweep.stride
    return f"You took 1 away at the end; it is added, for the place before the first step: {steps} + 1 = {steps + 1}."


def _rounded_up(side: int, sweep: Sweep) -> str:
    exact = sweep.room(side) / sweep.stride
    return (
        f"You rounded up. {sweep.room(side)} / {sweep.stride} = {exact:.4g} is rounded down to {int(exact)}: "
        "a last step that would carry the kernel over the edge is not taken."
    )


def _stride_forgotten(side: int, sweep: Sweep) -> str:
    return (
        f"You moved the kernel 1 pixel at a time. With stride {sweep.stride} the {sweep.room(side)} pixels "
        f"left to step over are divided by {sweep.stride} before 1 is added."
    )


def _one_added_early(side: int, sweep: Sweep) -> str:
    quotient = f"{sweep.room(side)} / {sweep.stride}"
    return f"You added the 1 before dividing. Divide first, {quotient}, round down, and only then add 1."


def _kernel_ignored(side: int, sweep: Sweep) -> str:
    padded = side + 2 * sweep.padding
    return (
        f"You left the kernel out. It covers {counted(sweep.reach, 'pixel')} itself, "
        f"so only {padded} − {sweep.reach} = {padded - sweep.reach} are left to step over."
    )


def _dilation_ignored(side: int, sweep: Sweep) -> str:
    return (
        f"You left the dilation out. With dilation {sweep.dilation} the {sweep.kernel} taps reach over "
        f"{sweep.dilation}·({sweep.kernel} − 1) + 1 = {sweep.reach} pixels."
    )


def _dilation_times_kernel(side: int, sweep: Sweep) -> str:
    return (
        f"You took {sweep.dilation}·{sweep.kernel} = {sweep.dilation * sweep.kernel} for the reach of the kernel. "
        f"Between {sweep.kernel} taps there are only {sweep.kernel - 1} gaps: "
        f"{sweep.dilation}·({sweep.kernel} − 1) + 1 = {sweep.reach}."
    )


def _dilation_as_holes(side: int, sweep: Sweep) -> str:
    return (
        f"You left {sweep.dilation} pixels out between neighbouring taps. Dilation {sweep.dilation} puts the taps "
        f"{sweep.dilation} apart, with {sweep.dilation - 1} left out, so the kernel reaches over {sweep.reach} pixels."
    )


def _same_size(side: int, sweep: Sweep) -> str:
    back = (
        f"the padding gives 2·{sweep.padding} = {2 * sweep.padding} back"
        if sweep.padding
        else f"and no padding gives {'it' if sweep.reach == 2 else 'them'} back"
    )
    divided = f", and the stride divides what is left by {sweep.stride}" if sweep.stride > 1 else ""
    taken = f"A kernel that covers {counted(sweep.reach, 'pixel')} takes {sweep.reach - 1} away"
    return f"You let the size stay as it was. {taken}, {back}{divided}."


def _holes(sweep: Sweep) -> int:
    return (sweep.dilation + (sweep.dilation > 1)) * (sweep.kernel - 1) + 1


SLIPS = (
    Slip(lambda n, a: (a.room(n) - a.padding) // a.stride + 1, _padding_once, "padding"),
    Slip(lambda n, a: a.room(n) // a.stride, _no_first_place, "output-size"),
    Slip(lambda n, a: -(-a.room(n) // a.stride) + 1, _rounded_up, "stride-and-dilation"),
    Slip(lambda n, a: a.room(n) + 1, _stride_forgotten, "stride-and-dilation"),
    Slip(lambda n, a: (n + 2 * a.padding - a.kernel) // a.stride + 1, _dilation_ignored, "stride-and-dilation"),
    Slip(
        lambda n, a: (a.room(n) + a.reach - a.dilation * a.kernel) // a.stride + 1,
        _dilation_times_kernel,
        "stride-and-dilation",
    ),
    Slip(lambda n, a: (a.room(n) + a.reach - _holes(a)) // a.stride + 1, _dilation_as_holes, "stride-and-dilation"),
    Slip(lambda n, a: (a.room(n) - 2 * a.padding) // a.stride + 1, _padding_left_out, "padding"),
    Slip(lambda n, a: (a.room(n) + 1) // a.stride, _one_added_early, "stride-and-dilation"),
    Slip(lambda n, a: n, _same_size, "padding"),
    Slip(lambda n, a: (n + 2 * a.padding) // a.stride, _kernel_ignored, "output-size"),
    Slip(lambda n, a: a.room(n) // a.stride - 1, _minus_one, "output-size"),
)
