"""How points and lines of a plane differ: the same on the screen and on paper; plain numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.demo import Pictures
from models.plots import Curves, Field, GroupCurves
from studyapp.ui.plots.arrays import float_array
from studyapp.ui.plots.colours import rgb
from studyapp.ui.plots.series import Values
from studyapp.ui.theme import Theme

DASHES = ((7.0, 3.0), (2.0, 2.5), (9.0, 3.0, 2.0, 3.0), (5.0, 6.0), (2.0, 2.0, 2.0, 7.0))
"""Lengths of dash and gap, in pixels, for the kept runs 1 to 5."""
MOST_KEPT = len(DASHES)
SHADES = (0.9, 0.75, 0.85, 0.7, 0.8)
"""How much of a line's colour is left, the rest is the surface's."""


def dashes(number: int) -> tuple[float, ...]:
    """Return the lengths of dash and gap, in pixels, of the lines of kept run ``number``."""
    return DASHES[(number - 1) % MOST_KEPT]


def shade(theme: Theme, number: int, place: int) -> str:
    """Return the colour of line ``place`` of kept run ``number`` as #RRGGBB."""
    left = SHADES[(number - 1) % MOST_KEPT]
    line, surface = rgb(theme.series[place % len(theme.series)]), rgb(theme.surface)
    mixed = (round(a * left + b * (1 - left)) for a, b in zip(line, surface, strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def sign_place(steps: Values, number: int, line: int) -> int:
    """Return at which of its points, given by their steps, a line of kept run ``number`` bears this number.

    Each run has another place along its line: runs that end together stay apart. It is a place along the axis, not in
    the list of points: those of a long run lie further apart in the end than at first.
    """
    share = min(0.3 + 0.14 * (number - 1) + 0.06 * line, 1.0)
    return int(np.searchsorted(steps[:-1], steps[0] + share * (steps[-1] - steps[0])))


@dataclass(frozen=True, slots=True)
class Look:
    """``colour`` and ``marker`` are places in a theme's series and in MARKERS."""

    colour: int
    marker: int
    line: bool = False
    hollow: bool = False


def line_places(plot: Curves | GroupCurves) -> tuple[int, ...]:
    """Return for each line of a plot the place of its colour and marker."""
    names = plot.scalars if isinstance(plot, Curves) else plot.curve_names
    return plot.places or tuple(range(len(names)))


def line_looks(plot: Curves | GroupCurves) -> tuple[Look, ...]:
    """Return the look of each line of a plot."""
    return tuple(Look(place, place, line=True) for place in line_places(plot))


def class_looks(plot: Field) -> tuple[Look, ...]:
    """Return the look of each class of points.

    Over a diverging field they take the colours of its two sides: class 0 that of low values, class 1 that of high
    ones; of four classes the last two are the first two again, drawn hollow (data kept back from training). Else their
    colours go on where those of the paths end: a path is drawn as a curve of the same place is in the other plots.
    """
    count, first = len(plot.class_names), len(plot.path_names)
    if _has_sides(plot):
        return tuple(Look(1 - place % 2, place % 2, hollow=place >= 2) for place in range(count))
    return tuple(Look(first + place, first + place) for place in range(count))


def path_looks(plot: Field) -> tuple[Look, ...]:
    """Return the look of each path."""
    first = 2 if _has_sides(plot) else 0
    return tuple(Look(first + place, first + place, line=True) for place in range(len(plot.path_names)))


def _has_sides(plot: Field) -> bool:
    return bool(plot.name) and plot.diverging and len(plot.class_names) in (2, 4)


def field_box(plot: Field, pictures: Pictures) -> tuple[float, float, float, float]:
    """Return the lowest and highest x and y: those of the run, or else those that the plot fixes."""
    given = float_array(pictures.get(plot.limits), dimensions=1)
    if given.size == 4 and bool(np.isfinite(given).all()) and given[0] < given[1] and given[2] < given[3]:
        return float(given[0]), float(given[1]), float(given[2]), float(given[3])
    return (*plot.x_limits, *plot.y_limits)
