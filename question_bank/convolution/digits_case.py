"""The convolution of an exercise, set up in the demo cnn-digits."""

from __future__ import annotations

from question_bank.convolution.layers import Conv
from question_bank.convolution.sweeps import Sweep
from question_bank.exercise import DemoCase, Scalar

DIGIT_SIDE = 8  # the digits of the demo are 8 × 8 pixels
KERNELS, STRIDES, PADDINGS, DILATIONS, CHANNELS = range(1, 9), range(1, 5), range(3), range(1, 4), range(1, 65)


def digits_case(
    first: Conv, second: Conv | None = None, *, filters: bool = False, padding: str = ""
) -> DemoCase | None:
    """Return the demo with one or two layers set as given, or None where its knobs or digits do not allow it.

    A second layer that can't be shown is left as the demo has it. ``filters`` says that the numbers of filters are part
    of the case; ``padding`` is the word for the padding where it has one.
    """
    config = _knobs("conv1", first, filters=filters, padding=padding)
    side = first.rows.places(DIGIT_SIDE)
    if config is None or side < 1:
        return None
    added = _knobs("conv2", second, filters=filters) if second and second.rows.places(side) > 0 else None
    return DemoCase("cnn-digits", {**config, **(added or {})})


def digits_case_behind(channels: int, conv: Conv) -> DemoCase | None:
    """Return the demo with ``conv`` as its second layer, behind a first one that gives it ``channels`` maps."""
    knobs = _knobs("conv2", conv, filters=True)
    if knobs is None or channels not in CHANNELS or conv.rows.places(DIGIT_SIDE) < 1:
        return None
    return DemoCase("cnn-digits", {"conv1_channels": channels, **knobs})


def _knobs(layer: str, conv: Conv, *, filters: bool, padding: str = "") -> dict[str, Scalar] | None:
    sweep = conv.rows  # the demo's kernels are square
    if sweep != conv.columns or not _within_bounds(sweep) or (filters and conv.filters not in CHANNELS):
        return None
    channels: dict[str, Scalar] = {f"{layer}_channels": conv.filters} if filters else {}
    return channels | {
        f"{layer}_kernel": sweep.kernel,
        f"{layer}_stride": sweep.stride,
        f"{layer}_padding": padding or (str(sweep.padding) if sweep.padding else "valid"),
        f"{layer}_dilation": sweep.dilation,
    }


def _within_bounds(sweep: Sweep) -> bool:
    steps_fit = sweep.stride in STRIDES and sweep.dilation in DILATIONS
    return steps_fit and sweep.kernel in KERNELS and sweep.padding in PADDINGS
