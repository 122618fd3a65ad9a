"""What learners who slip take for a receptive field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from question_bank.convolution.sweeps import Sweep
from question_bank.fields.stack import Level, field, levels
from question_bank.slips import Slip
from question_bank.wording import counted

TOPIC = "cnn.receptive-field"
GROWTH, STRIDES, DILATION = "how-it-grows", "strides-and-pooling", "dilation"


def slip(value: float, why: str, heading: str = GROWTH) -> Slip:
    """Return a slip with a number of this topic."""
    return Slip((value,), why, TOPIC, heading)


def of_field(sweeps: Sequence[Sweep]) -> Iterator[Slip]:
    """Yield the slips with the field of the last layer, those of strides and dilation first."""
    right, last = levels(sweeps)[-1].field, sweeps[-1]
    if max(sweep.stride for sweep in sweeps) > 1:
        yield from _of_strides(sweeps)
    if max(sweep.dilation for sweep in sweeps) > 1:
        yield from _of_dilation(sweeps)
    kernels = [sweep.reach for sweep in sweeps]
    why = f"You added up the kernels. From one pixel on, each layer adds one less than it covers, so it is {right}."
    yield slip(sum(kernels), why)
    why = "You multiplied the kernels. Their windows overlap: a layer adds to the field, it doesn't multiply it."
    yield slip(prod(kernels), why)
    yield slip(
        right - 1, f"You began with 0. Before the first layer a unit is one pixel itself: {right - 1} + 1 = {right}."
    )
    if len(sweeps) > 1:
        missing = f"You left the last layer out. It adds {counted(last.reach - 1, 'pixel')} here."
        yield slip(field(sweeps[:-1]), missing)
        yield slip(
            max(kernels), "You took the largest kernel. Layers on top of one another see further than each alone."
        )


def _of_strides(sweeps: Sequence[Sweep]) -> Iterator[Slip]:
    below = levels(sweeps)[-2].jump if len(sweeps) > 1 else 1
    still = [replace(sweep, stride=1) for sweep in sweeps]
    why = f"You left the strides out. Below the last layer neighbouring units look {below} pixels apart."
    yield slip(field(still), why, STRIDES)
    why = "You let a layer's own stride widen its own window. A stride counts only for the layers above it."
    yield slip(_with_own_strides(sweeps), why, STRIDES)
    why = "You multiplied everything by the strides. A stride doesn't touch what the layers below it see."
    yield slip(field(still) * prod(sweep.stride for sweep in sweeps), why, STRIDES)
    why = "You took the stride of the layer just below. All strides below multiply."
    yield slip(_with_last_stride(sweeps), why, STRIDES)
    yield slip(_with_added_strides(sweeps), "You added the strides up. They multiply.", STRIDES)


def _of_dilation(sweeps: Sequence[Sweep]) -> Iterator[Slip]:
    dense = [replace(sweep, dilation=1) for sweep in sweeps]
    why = "You left the dilation out. With dilation $d$ the taps of a kernel lie $d$ apart."
    yield slip(field(dense), why, DILATION)
    whole = [
        Sweep(sweep.dilation * sweep.kernel if sweep.dilation > 1 else sweep.kernel, sweep.stride) for sweep in sweeps
    ]
    why = "You took $dk$ for the reach of a dilated kernel. It has only $k - 1$ gaps: $d(k - 1) + 1$."
    yield slip(field(whole), why, DILATION)
    holes = [replace(sweep, dilation=sweep.dilation + (sweep.dilation > 1)) for sweep in sweeps]
    why = "You left $d$ pixels out between two taps. Dilation $d$ leaves out $d - 1$."
    yield slip(field(holes), why, DILATION)


def _with_own_strides(sweeps: Sequence[Sweep]) -> int:
    return Level().field + sum(
        (sweep.reach - 1) * level.jump for sweep, level in zip(sweeps, levels(sweeps), strict=True)
    )


def _with_last_stride(sweeps: Sequence[Sweep]) -> int:
    below = (1, *(sweep.stride for sweep in sweeps))
    return 1 + sum((sweep.reach - 1) * stride for sweep, stride in zip(sweeps, below, strict=False))


def _with_added_strides(sweeps: Sequence[Sweep]) -> int:
    strides = [sweep.stride for sweep in sweeps]
    return 1 + sum((sweep.reach - 1) * max(sum(strides[:index]), 1) for index, sweep in enumerate(sweeps))


def of_jump(sweeps: Sequence[Sweep]) -> Iterator[Slip]:
    """Yield the slips with how far apart neighbouring units of the last layer look."""
    strides = [sweep.stride for sweep in sweeps]
    jump = levels(sweeps)[-1].jump
    product = f"{'·'.join(map(str, strides))} = {jump}"
    yield slip(sum(strides), f"You added the strides. They multiply: {product}.", STRIDES)
    yield slip(levels(sweeps)[-1].field, "This is how far a unit sees, not how far two neighbours lie apart.", STRIDES)
    yield slip(prod(strides[:-1]), f"You left the last stride out. It counts too: {product}.", STRIDES)
    yield slip(strides[-1], f"You took the last stride alone, but the layers below stride too: {product}.", STRIDES)
    yield slip(max(strides), f"You took the largest stride. They multiply: {product}.", STRIDES)
    yield slip(1, f"Neighbours lie one pixel apart only as long as nothing strides: {product}.", STRIDES)
    yield slip(prod(s.kernel for s in sweeps), f"You multiplied the kernels. The strides count: {product}.", STRIDES)
