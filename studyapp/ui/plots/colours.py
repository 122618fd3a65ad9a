"""Colours of data from the theme: ramps for values, tones for series, ink that reads on any of them; plain numpy."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studyapp.ui.theme import Theme

RGB = NDArray[np.uint8]
LEVELS = 256
MARKERS = ("o", "s", "t1", "d", "t", "x", "star", "+", "t2")
"""How the lines of a plot differ besides their colour: circle, square, triangle up, diamond, triangle down ...

One more than a theme has colours: what has the colour of the first again has another marker.
"""


def rgb(colour: str) -> tuple[int, int, int]:
    """Return #RRGGBB as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@cache
def ramp(theme: Theme, *, diverging: bool) -> RGB:
    """Return 256 colours (256, 3): from paper to strong, or from one strong colour over paper to another."""
    if diverging:
        stops = [_strong(theme, 1), rgb(theme.surface), _strong(theme, 0)]
    else:
        stops = [rgb(theme.surface), _mixed(theme.surface, theme.series[0], 0.55), _strong(theme, 0)]
    return _between(stops)


@cache
def pale_ramp(theme: Theme, *, diverging: bool) -> RGB:
    """Return 256 quiet colours (256, 3) that points and lines stand out from."""
    if diverging:
        return _between(
            [
                _mixed(theme.surface, theme.series[1], 0.4),
                rgb(theme.surface),
                _mixed(theme.surface, theme.series[0], 0.4),
            ]
        )
    return _between([rgb(theme.surface), _mixed(theme.surface, theme.quiet, 0.4)])


def packed(colours: RGB) -> NDArray[np.uint32]:
    """Return colours (..., 3) as 0xFFRRGGBB, one number each, as screens take them."""
    red, green, blue = np.moveaxis(colours.astype(np.uint32), -1, 0)
    numbers: NDArray[np.uint32] = np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue
    return numbers


@cache
def packed_ramp(theme: Theme, *, diverging: bool) -> NDArray[np.uint32]:
    """Return the 256 colours of ``ramp``, one number each."""
    return packed(ramp(theme, diverging=diverging))


def limits(values: NDArray[np.float64], *, diverging: bool) -> tuple[float, float]:
    """Return the values that the ends of the ramp stand for, the same for everything drawn side by side."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0.0, 1.0
    if diverging:
        reach = float(np.abs(finite).max()) or 1.0
        return -reach, reach
    low, high = min(0.0, float(finite.min())), float(finite.max())
    return (low, high) if high > low else (low, low + 1.0)


def faded(theme: Theme, colour: str, share: float) -> str:
    """Return a colour with so much of it left over the surface, itself opaque: Qt draws such lines ten times faster."""
    return "#{:02X}{:02X}{:02X}".format(*_mixed(theme.surface, colour, share))


def levels(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.uint8]:
    """Return the place of each value on the ramp, 0 to 255; what is not a number counts as the lower end."""
    share = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) / (high - low)
    return np.clip(np.rint(share * (LEVELS - 1)), 0, LEVELS - 1).astype(np.uint8)


def ink_on(theme: Theme, colours: RGB) -> NDArray[np.str_]:
    """Return for each colour (..., 3) the theme's dark or light ink, whichever stands out more on it."""
    dark, light = (theme.ink, theme.surface) if theme.name == "light" else (theme.paper, theme.ink)
    here = _luminance(colours)
    on_dark = (here + 0.05) / (_luminance(np.array(rgb(dark))) + 0.05)
    on_light = (_luminance(np.array(rgb(light))) + 0.05) / (here + 0.05)
    return np.where(on_dark > on_light, dark, light)


def _luminance(colours: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """Return the lightness of colours as the eye weighs it, 0 to 1 (near enough: screens have a gamma of 2.2)."""
    weighed: NDArray[np.float64] = (colours / 255.0) ** 2.2 @ np.array([0.2126, 0.7152, 0.0722])
    return weighed


def _between(stops: list[tuple[int, int, int]]) -> RGB:
    """Return 256 colours that go from stop to stop."""
    at = np.linspace(0, len(stops) - 1, LEVELS)
    channels = [np.interp(at, range(len(stops)), [stop[channel] for stop in stops]) for channel in range(3)]
    colours: RGB = np.stack(channels, axis=1).astype(np.uint8)
    colours.setflags(write=False)  # kept, and handed out again
    return colours


def _strong(theme: Theme, series: int) -> tuple[int, int, int]:
    return _mixed(theme.ink, theme.series[series], 0.85)


def _mixed(first: str, second: str, share: float) -> tuple[int, int, int]:
    mixed = [round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True)]
    return mixed[0], mixed[1], mixed[2]
