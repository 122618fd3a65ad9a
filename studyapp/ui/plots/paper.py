"""Each way to draw, on matplotlib's axes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
from numpy.typing import NDArray

from models.demo import Picture, Pictures
from models.plots import Bars, Curves, GridWorld, GroupCurves, Images, Matrix, Plot, Scatter, Text
from studyapp.ui.plots.arrays import float_array, texts, visible
from studyapp.ui.plots.colours import ink_on, levels, limits, ramp
from studyapp.ui.plots.scales import short_text, tick_texts
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

MARKERS = ("o", "s", "^", "D", "v")
POINTS, MARKS = 1500, 6
SHORT_NAME = 4  # characters; longer names stand beside lying bars
MARGIN = 0.03  # of an axis, beyond its limits, so that nothing at a limit is cut off
WRAP = 52
ARROWS = ((0.0, 0.28), (0.28, 0.0), (0.0, -0.28), (-0.28, 0.0))
"""Up, right, down, left, in cells; up is towards row 0."""


def draw(axes: Axes, plot: Plot, series: Series, pictures: Pictures, theme: Theme) -> None:
    """Draw one plot; one without data says so."""
    match plot:
        case Curves():
            _curves(axes, plot, series, theme)
        case Images():
            _images(axes, plot, float_array(pictures.get(plot.name), dimensions=3), theme)
        case Matrix():
            _matrix(axes, plot, float_array(pictures.get(plot.name), dimensions=2), theme)
        case Bars():
            _bars(axes, plot, pictures, theme)
        case Text():
            _text(axes, pictures.get(plot.name), theme)
        case Scatter():
            _scatter(axes, plot, pictures, theme)
        case GroupCurves():
            _group_curves(axes, plot, pictures, theme)
        case GridWorld():
            _grid_world(axes, plot, pictures, theme)
        case _ as never:
            assert_never(never)


def _curves(axes: Axes, plot: Curves, series: Series, theme: Theme) -> None:
    for place, name in enumerate(plot.scalars):
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
    _tidy(axes, theme)


def _images(axes: Axes, plot: Images, pictures: NDArray[np.float64], theme: Theme) -> None:
    if not pictures.size:
        _empty(axes, theme)
        return
    count, height, width = pictures.shape
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    gap = max(1, round(0.1 * width))
    mosaic = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), np.nan)
    for place, picture in enumerate(pictures):
        row, column = divmod(place, columns)
        top, left = row * (height + gap), column * (width + gap)
        mosaic[top : top + height, left : left + width] = picture
    low, high = limits(pictures, diverging=plot.diverging)
    shown = axes.imshow(
        mosaic, cmap=_map(theme, diverging=plot.diverging), vmin=low, vmax=high, interpolation="nearest"
    )
    axes.set_axis_off()
    bar = axes.figure.colorbar(shown, ax=axes, shrink=0.7)
    bar.outline.set_edgecolor(theme.line)


def _matrix(axes: Axes, plot: Matrix, values: NDArray[np.float64], theme: Theme) -> None:
    if not values.size:
        _empty(axes, theme)
        return
    diverging = bool((values < 0).any())
    low, high = limits(values, diverging=diverging)
    colours = ramp(theme, diverging=diverging)[levels(values, low, high)]
    inks = ink_on(theme, colours)
    axes.imshow(colours, aspect="auto")
    whole = bool((values == np.rint(values)).all())
    for row, column in np.ndindex(values.shape):
        text = f"{values[row, column]:,.0f}" if whole else f"{values[row, column]:.2f}"
        axes.text(column, row, text, ha="center", va="center", fontsize=7, color=str(inks[row, column]))
    axes.set_xticks(range(values.shape[1]), plot.column_names or None)
    axes.set_yticks(range(values.shape[0]), plot.row_names or None)
    axes.tick_params(length=0)
    axes.set_xlabel(plot.column_label)
    axes.set_ylabel(plot.row_label)


def _bars(axes: Axes, plot: Bars, pictures: Pictures, theme: Theme) -> None:
    heights = float_array(pictures.get(plot.name), dimensions=1)
    if not heights.size:
        _empty(axes, theme)
        return
    names = texts(pictures.get(plot.labels)) or plot.label_names
    shown = [visible(name) for name in names] or [str(place) for place in range(len(heights))]
    places = range(len(heights))
    axes.tick_params(length=0)
    if max(map(len, shown)) > SHORT_NAME:
        axes.barh(places, np.nan_to_num(heights), height=0.72, color=theme.series[0], tick_label=shown)
        axes.invert_yaxis()
        axes.set_xlabel(plot.y_label)
        axes.set_xlim(plot.y_limits)
        axes.grid(axis="x")
    else:
        axes.bar(places, np.nan_to_num(heights), width=0.72, color=theme.series[0], tick_label=shown)
        axes.set_ylabel(plot.y_label)
        axes.set_ylim(plot.y_limits)
        axes.grid(axis="y")


def _text(axes: Axes, written: Picture | None, theme: Theme) -> None:
    if not isinstance(written, str):
        _empty(axes, theme)
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
        look: dict[str, Any] = {"color": _colour(theme, place), "marker": MARKERS[place % len(MARKERS)]}
        axes.scatter(own[:, 0], own[:, 1], s=14, label=name, linewidths=0, alpha=0.75, **look)
    axes.autoscale(False)  # lines end where the points do
    for x1, y1, x2, y2 in float_array(pictures.get(plot.lines), dimensions=2):
        axes.plot([x1, x2], [y1, y2], color=theme.ink, linewidth=1.5)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)
    _tidy(axes, theme)


def _group_curves(axes: Axes, plot: GroupCurves, pictures: Pictures, theme: Theme) -> None:
    curves = float_array(pictures.get(plot.name), dimensions=2)
    for place, (name, values) in enumerate(zip(plot.curve_names, curves[1:], strict=False)):
        axes.plot(curves[0], values, label=name, color=_colour(theme, place), linewidth=1.5)
    for place, (x, y) in enumerate(float_array(pictures.get(plot.marker), dimensions=2)):
        axes.plot(x, y, color=_colour(theme, place), marker=MARKERS[place % len(MARKERS)], markersize=8)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)
    _tidy(axes, theme)


def _grid_world(axes: Axes, plot: GridWorld, pictures: Pictures, theme: Theme) -> None:
    values = float_array(pictures.get(plot.name), dimensions=2)
    if not values.size:
        _empty(axes, theme)
        return
    low, high = limits(values, diverging=True)
    colours = ramp(theme, diverging=True)[levels(values, low, high)]
    inks = ink_on(theme, colours)
    axes.imshow(colours)
    actions = float_array(pictures.get(plot.actions), dimensions=2)
    marks = texts(pictures.get(plot.marks))
    for row, column in np.ndindex(values.shape):
        ink = str(inks[row, column])
        if math.isnan(values[row, column]):
            axes.fill_between([column - 0.5, column + 0.5], row - 0.5, row + 0.5, color=theme.quiet)
            continue
        axes.text(column, row + 0.42, short_text(float(values[row, column])), ha="center", fontsize=6, color=ink)
        if actions.shape == values.shape and actions[row, column] >= 0:
            across, up = ARROWS[int(actions[row, column])]
            start, end = (column - across, row - 0.1 + up), (column + across, row - 0.1 - up)
            axes.annotate("", xytext=start, xy=end, arrowprops={"arrowstyle": "->", "color": ink})
        place = row * values.shape[1] + column
        if place < len(marks):
            axes.text(column - 0.45, row - 0.25, marks[place], fontsize=7, color=ink)
    agent = float_array(pictures.get(plot.agent), dimensions=1)
    if agent.size == 2:
        axes.plot(agent[1] + 0.3, agent[0] - 0.3, "o", color=theme.accent, markersize=7)
    axes.set_xticks([])
    axes.set_yticks([])


def _line(theme: Theme, place: int, count: int) -> dict[str, Any]:
    every = max(1, count // MARKS)
    return {
        "color": _colour(theme, place),
        "marker": MARKERS[place % len(MARKERS)],
        "markevery": every,
        "markersize": 4,
        "linewidth": 1.2,
    }


def _wider(limits: tuple[float, float]) -> tuple[float, float]:
    edge = (limits[1] - limits[0]) * MARGIN
    return limits[0] - edge, limits[1] + edge


def _tidy(axes: Axes, theme: Theme) -> None:
    axes.grid(True)
    axes.tick_params(length=0)
    handles, _ = axes.get_legend_handles_labels()
    if handles:
        axes.legend(fontsize=7, frameon=True, facecolor=theme.surface, edgecolor=theme.line)


def _empty(axes: Axes, theme: Theme) -> None:
    axes.text(0.5, 0.5, "nothing measured yet", ha="center", color=theme.quiet, transform=axes.transAxes)
    axes.set_axis_off()


def _map(theme: Theme, *, diverging: bool) -> Colormap:
    from matplotlib.colors import ListedColormap

    colours = (ramp(theme, diverging=diverging) / 255).tolist()
    return ListedColormap(colours).with_extremes(bad=theme.surface)


def _colour(theme: Theme, place: int) -> str:
    return theme.series[place % len(theme.series)]


def _grouped(value: float, _place: float) -> str:
    return tick_texts([value], 1.0)[0] if value == round(value) else ""
