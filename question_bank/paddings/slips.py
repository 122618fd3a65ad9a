"""What learners who slip take for the padding that keeps a size."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.paddings.axis import Axis
from question_bank.slips import Slip

TOPIC = "cnn.padding"
SAME, FULL, LIBRARIES = "same-padding", "full-padding", "keras-and-pytorch"


def slip(why: str, *values: float, heading: str = SAME) -> Slip:
    """Return a slip of this topic."""
    return Slip(tuple(map(float, values)), why, TOPIC, heading)


def of_each_side(axis: Axis) -> Iterator[Slip]:
    """Yield the slips with the zeros on each side that keep the size at stride 1, for a kernel that reaches evenly."""
    steps, right, d, k = axis.reach - 1, (axis.reach - 1) // 2, axis.dilation, axis.kernel
    both = f"A kernel that reaches over {axis.reach} pixels takes {steps} away, and half of them come back on each side"
    yield slip(f"These are the zeros of both sides together. {both}: {right}.", steps)
    if d > 1:
        yield slip(f"You left the dilation out: the taps lie {d} apart. {both}: {right}.", (k - 1) // 2)
        yield slip(f"You took {d}·{k} for the reach, but there are only {k - 1} gaps. {both}: {right}.", d * k // 2)
        yield slip(f"You left {d} pixels out between taps, not {d - 1}. {both}: {right}.", (d + 1) * (k - 1) // 2)
    yield slip(f"You rounded half of the kernel up. {both}: {right}.", right + 1)
    yield slip(f"You padded by the whole kernel. {both}: {right}.", k)
    yield slip(f"1 keeps the size under a kernel of 3 only. {both}: {right}.", 1)
    yield slip(f"One is missing on each side. {both}: {right}.", right - 1)
    yield slip(f"Without zeros the output shrinks. {both}: {right}.", 0)


def of_total(axis: Axis) -> Iterator[Slip]:
    """Yield the slips with all zeros that Keras's same adds along an axis."""
    n, s, out, right = axis.side, axis.stride, axis.same, axis.total
    check = (
        f"{out} places reach over ({out} − 1)·{s} + {axis.reach} = {(out - 1) * s + axis.reach} pixels, {n} are there"
    )
    why = f"So many keep the size at stride 1. Here {check}."
    yield slip(why, axis.reach - 1, heading=LIBRARIES)
    why = f"You let {out} places take {out} strides; between them there are {out - 1}. So {check}."
    yield slip(why, max(out * s + axis.reach - n, 0), heading=LIBRARIES)
    yield slip(f"You left the kernel out: {check}.", max((out - 1) * s + 1 - n, 0), heading=LIBRARIES)
    yield slip(f"You counted one side. Both together: {check}.", right // 2, heading=LIBRARIES)
    yield slip(f"You counted these zeros on each side: {check}.", 2 * right, heading=LIBRARIES)
    yield slip(f"One too many: {check}.", right + 1, heading=LIBRARIES)
    yield slip(f"The kernel alone doesn't say it, the stride counts too: {check}.", axis.kernel, heading=LIBRARIES)


def of_split(axis: Axis) -> Iterator[Slip]:
    """Yield the slips with the zeros before and after the picture."""
    total, (before, after) = axis.total, axis.split
    told = f"{total} in all, of which the odd one goes after the picture: {before} and {after}."
    yield slip(f"The other way round: {told}", after, before, heading=LIBRARIES)
    yield slip(f"You rounded both halves up: {told}", after, after, heading=LIBRARIES)
    yield slip(f"You rounded both halves down, and a place is lost: {told}", before, before, heading=LIBRARIES)
    yield slip(f"You put all of them after the picture: {told}", 0, total, heading=LIBRARIES)
    yield slip(f"You put all of them on each side: {told}", total, total, heading=LIBRARIES)
    yield slip(f"You put all of them before the picture: {told}", total, 0, heading=LIBRARIES)
    yield slip(
        f"So many are padded for a kernel that is one longer. Here: {told}", before + 1, after, heading=LIBRARIES
    )


def of_same_side(axis: Axis) -> Iterator[Slip]:
    """Yield the slips with the length of the output under Keras's same."""
    n, s = axis.side, axis.stride
    told = f"Same with stride {s} gives a place for every stride begun: {n}/{s}, rounded up, is {axis.same}."
    yield slip(f"You kept the size, but that is so at stride 1 only. {told}", n, heading=LIBRARIES)
    yield slip(f"You rounded down. {told}", n // s, heading=LIBRARIES)
    yield slip(f"This is what valid gives. {told}", axis.places(0), heading=LIBRARIES)
    yield slip(f"You added 1, but the rounding up holds it already. {told}", axis.same + 1, heading=LIBRARIES)
    yield slip(f"You padded by half the kernel on each side. {told}", axis.places(axis.reach // 2), heading=LIBRARIES)
    yield slip(f"You took the stride away. {told}", n - s, heading=LIBRARIES)
