"""Each way to draw, on matplotlib's axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
from numpy.typing import NDArray

from models.demo import Picture, Pictures
from models.plots import (
    Bars,
    Cells,
    Curves,
    Field,
    GridWorld,
    GroupCurves,
    HeatMap,
    Images,
    Matrix,
    Neurons,
    Plot,
    Pole,
    Scatter,
    Text,
)
from studyapp.ui.plots.arrays import float_array, is_number, texts, visible
from studyapp.ui.plots.looks import dashes, line_places, shade, sign_place
from studyapp.ui.plots.paper_grids import draw_cells, draw_grid_world, draw_heat_map, draw_images, draw_matrix
from studyapp.ui.plots.paper_pieces import MARKERS, colour, line_look, show_empty, tidy
from studyapp.ui.plots.paper_planes import draw_field, draw_neurons, draw_pole
from studyapp.ui.plots.scales import log_limits, tick_texts
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS, MARKS = 1500, 6
DASH = 0.6  # of a pixel on the screen, in widths of a line on paper
SHORT_NAME = 4  # characters; longer words stand beside lying bars
AXIS_CHARACTERS = 48  # fit below upright bars
MARGIN = 0.03  # of an axis, beyond its limits, so that nothing at a limit is cut off
WRAP = 52


def draw(
    axes: Axes,
    plot: Plot,
    series: Series,
    pictures: Pictures,
    theme: Theme,
    *,
    kept: Sequence[tuple[int, Series]] = (),
) -> None:
    """Draw one plot, ``kept`` runs behind its curves; one without data says so."""
    match plot:
        case Curves():
            _kept_runs(axes, plot, kept, theme)
            _curves(axes, plot, series, theme)
        case Bars():
            _bars(axes, plot, pictures, theme)
        case Text():
            _text(axes, pictures.get(plot.name), theme)
        case Scatter():
            _scatter(axes, plot, pictures, theme)
        case GroupCurves():
            _group_curves(axes, plot, pictures, theme)
        case Field():
            draw_field(axes, plot, pictures, theme)
        case Images() | Matrix() | GridWorld() | HeatMap() | Cells():
            _draw_grid(axes, plot, pictures, theme)
        case Neurons() | Pole():
            _draw_machine(axes, plot, pictures, theme)
        case _ as never:
            assert_never(never)


def _draw_grid(
    axes: Axes, plot: Images | Matrix | GridWorld | HeatMap | Cells, pictures: Pictures, theme: Theme
) -> None:
    match plot:
        case Images():
            draw_images(axes, plot, pictures, theme)
        case Matrix():
            draw_matrix(axes, plot, pictures, theme)
        case GridWorld():
            draw_grid_world(axes, plot, pictures, theme)
        case HeatMap():
            draw_heat_map(axes, plot, pictures, theme)
        case Cells():
            draw_cells(axes, plot, pictures, theme)


def _draw_machine(axes: Axes, plot: Neurons | Pole, pictures: Pictures, theme: Theme) -> None:
    match plot:
        case Neurons():
            draw_neurons(axes, plot, pictures, theme)
        case Pole():
            draw_pole(axes, plot, pictures, theme)


def _kept_runs(axes: Axes, plot: Curves, kept: Sequence[tuple[int, Series]], theme: Theme) -> None:
    """Draw runs that were kept for comparison as on the screen: paler, dashed, each with its number on its lines."""
    for number, series in kept:
        style = (0, tuple(length * DASH for length in dashes(number)))
        for line, (name, place) in enumerate(zip(plot.scalars, line_places(plot), strict=True)):
            steps, values = series.drawn(name, POINTS)
            if not len(steps):
                continue
            tone = shade(theme, number, place)
            label = f"run {number}" if line == 0 else None
            axes.plot(steps, values, color=tone, linewidth=1.0, linestyle=style, label=label)
            there = np.flatnonzero(np.isfinite(values))
            at = there[sign_place(steps[there], number, line)]
            ring = {"boxstyle": "circle,pad=0.15", "facecolor": theme.surface, "edgecolor": tone}
            axes.text(steps[at], values[at], str(number), ha="center", va="center", fontsize=6, bbox=ring, clip_on=True)


def _curves(axes: Axes, plot: Curves, series: Series, theme: Theme) -> None:
    for name, place in zip(plot.scalars, line_places(plot), strict=True):
        steps, values = series.drawn(name, POINTS)
        if len(steps):
            axes.plot(steps, values, label=name.replace("_", " "), **_line(theme, place, len(steps)))
    axes.set_xlabel("step")
    axes.set_ylabel(plot.y_label)
    if plot.log_y:
        axes.set_yscale("log")
    elif plot.y_limits:
        axes.set_ylim(*_wider(plot.y_limits))
    axes.xaxis.set_major_formatter(_grouped)
    tidy(axes, theme)


def _bars(axes: Axes, plot: Bars, pictures: Pictures, theme: Theme) -> None:
    heights = float_array(pictures.get(plot.name), dimensions=1)
    if not heights.size:
        show_empty(axes, theme)
        return
    names = texts(pictures.get(plot.labels)) or plot.label_names
    shown = [visible(name) for name in names] or [str(place) for place in range(len(heights))]
    places = range(len(heights))
    axes.tick_params(length=0)
    if any(len(name) > SHORT_NAME and not is_number(name) for name in shown):
        axes.barh(places, np.nan_to_num(heights), height=0.72, color=theme.series[0], tick_label=shown)
        axes.invert_yaxis()
        axes.set_xlabel(plot.y_label)
        axes.grid(axis="x")
        axes.set_xscale("log" if plot.log_y else "linear")
        axes.set_xlim(*_bar_limits(plot, heights))
        axes.xaxis.set_minor_formatter("")  # numbers between two powers of ten would touch
    else:
        axes.bar(places, np.nan_to_num(heights), width=0.72, color=theme.series[0])
        needed = len(shown) * (max(map(len, shown)) + 1) if all(map(is_number, shown)) else 0
        every = max(1, math.ceil(needed / AXIS_CHARACTERS))
        axes.set_xticks(places[::every], shown[::every])
        axes.set_ylabel(plot.y_label)
        axes.grid(axis="y")
        axes.set_yscale("log" if plot.log_y else "linear")
        axes.set_ylim(*_bar_limits(plot, heights))


def _bar_limits(plot: Bars, heights: NDArray[np.float64]) -> tuple[float | None, float | None]:
    """Return where the axis of the bars begins and ends; None leaves it to matplotlib."""
    if plot.y_limits or not plot.log_y:
        return plot.y_limits or (None, None)
    low, high = log_limits((float(heights.min()), float(heights.max())))
    return 10**low, 10**high


def _text(axes: Axes, written: Picture | None, theme: Theme) -> None:
    if not isinstance(written, str):
        show_empty(axes, theme)
        return
    import textwrap

    lines = [part for line in written.splitlines() for part in (textwrap.wrap(line, WRAP) or [""])]
    # A net may write a dollar sign; between two of them matplotlib would see a formula.
    text = "\n".join(lines).replace("$", r"\$")
    axes.text(0, 1, text, va="top", family="monospace", fontsize=8, transform=axes.transAxes)
    axes.set_axis_off()


def _scatter(axes: Axes, plot: Scatter, pictures: Pictures, theme: Theme) -> None:
    points = float_array(pictures.get(plot.name), dimensions=2)
    for place, name in enumerate(plot.class_names):
        own = points[points[:, 2] == place] if points.size else np.empty((0, 3))
        look: dict[str, Any] = {"color": colour(theme, place), "marker": MARKERS[place % len(MARKERS)]}
        axes.scatter(own[:, 0], own[:, 1], s=14, label=name, linewidths=0, alpha=0.75, **look)
    axes.autoscale(False)  # lines end where the points do
    for x1, y1, x2, y2 in float_array(pictures.get(plot.lines), dimensions=2):
        axes.plot([x1, x2], [y1, y2], color=theme.ink, linewidth=1.5)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)
    tidy(axes, theme)


def _group_curves(axes: Axes, plot: GroupCurves, pictures: Pictures, theme: Theme) -> None:
    curves = float_array(pictures.get(plot.name), dimensions=2)
    for place, name, values in zip(line_places(plot), plot.curve_names, curves[1:], strict=False):
        axes.plot(curves[0], values, label=name, **_line(theme, place, len(values)) | line_look(theme, place))
    for place, (x, y) in zip(line_places(plot), float_array(pictures.get(plot.marker), dimensions=2), strict=False):
        axes.plot(x, y, color=colour(theme, place), marker=MARKERS[place % len(MARKERS)], markersize=8)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)
    if plot.log_y:
        axes.set_yscale("log")
    tidy(axes, theme)


def _line(theme: Theme, place: int, count: int) -> dict[str, Any]:
    every = max(1, count // MARKS)
    return {
        "color": colour(theme, place),
        "marker": MARKERS[place % len(MARKERS)],
        "markevery": every,
        "markersize": 4,
        "linewidth": 1.2,
    }


def _wider(limits: tuple[float, float]) -> tuple[float, float]:
    edge = (limits[1] - limits[0]) * MARGIN
    return limits[0] - edge, limits[1] + edge


def _grouped(value: float, _place: float) -> str:
    return tick_texts([value], 1.0)[0] if value == round(value) else ""
