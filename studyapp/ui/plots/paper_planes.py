"""Pictures of the plane on paper: a field and what lies on it, a net of units, a cart with its pole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.demo import Pictures
from models.plots import Field, Neurons, Pole
from studyapp.ui.plots.arrays import float_array, texts
from studyapp.ui.plots.colours import levels, limits, pale_ramp, ramp
from studyapp.ui.plots.looks import class_looks, field_box, path_looks
from studyapp.ui.plots.net_layout import edge_ends, layer_units
from studyapp.ui.plots.paper_pieces import MARKERS, colour, line_look, map_of, show_empty, show_legend
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TRACK_M, TRACK_ANGLE = 2.4, math.radians(12)
POLE_M, CART_M = 1.0, (0.5, 0.28)
NEGATIVE_DASHES = (4, 2)  # of weights below zero, as on the screen, in widths of the line


def draw_field(axes: Axes, plot: Field, pictures: Pictures, theme: Theme) -> None:
    """Draw the values as colours and contour lines, the points by class, the segments and the paths."""
    left, right, low, high = field_box(plot, pictures)
    values = float_array(pictures.get(plot.name), dimensions=2)
    if values.size:
        _draw_values(axes, plot, values, (left, right, low, high), theme)
    points = float_array(pictures.get(plot.points), dimensions=2).reshape(-1, 3)
    for place, (name, look) in enumerate(zip(plot.class_names, class_looks(plot), strict=True)):
        own = points[points[:, 2] == place]
        face = theme.surface if look.hollow else colour(theme, look.colour)
        edge = colour(theme, look.colour) if look.hollow else theme.surface
        marker = MARKERS[look.marker % len(MARKERS)]
        axes.scatter(
            own[:, 0], own[:, 1], s=16, label=name, marker=marker, facecolor=face, edgecolor=edge, linewidths=0.7
        )
    for x1, y1, x2, y2 in float_array(pictures.get(plot.lines), dimensions=2):
        axes.plot([x1, x2], [y1, y2], color=theme.ink, linewidth=1.2)
    _draw_paths(axes, plot, pictures, theme)
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    axes.set_xlabel(plot.x_label)
    axes.set_ylabel(plot.y_label)
    axes.tick_params(length=0)
    show_legend(axes, theme)


def _draw_values(
    axes: Axes, plot: Field, values: NDArray[np.float64], box: tuple[float, float, float, float], theme: Theme
) -> None:
    left, right, low, high = box
    height, width = values.shape
    across, down = (right - left) / max(width - 1, 1) / 2, (high - low) / max(height - 1, 1) / 2
    ends = limits(values, diverging=plot.diverging)
    colours = map_of(pale_ramp(theme, diverging=plot.diverging), theme)
    extent = (left - across, right + across, low - down, high + down)
    shown = axes.imshow(values, cmap=colours, vmin=ends[0], vmax=ends[1], extent=extent, origin="lower", aspect="auto")
    bar = axes.figure.colorbar(shown, ax=axes)
    bar.outline.set_edgecolor(theme.line)
    finite = np.isfinite(values)
    if plot.levels and min(values.shape) > 1 and finite.any() and np.ptp(values[finite]) > 0:
        x, y = np.linspace(left, right, width), np.linspace(low, high, height)
        axes.contour(x, y, values, levels=plot.levels, colors=theme.quiet, linewidths=0.5)


def _draw_paths(axes: Axes, plot: Field, pictures: Pictures, theme: Theme) -> None:
    paths = float_array(pictures.get(plot.paths), dimensions=3)
    for name, path, look in zip(plot.path_names, paths, path_looks(plot), strict=False):
        walked = path[np.isfinite(path).all(axis=1)]
        tone, marker = colour(theme, look.colour), MARKERS[look.marker % len(MARKERS)]
        axes.plot(walked[:, 0], walked[:, 1], linewidth=1.4, **line_look(theme, look.colour))
        axes.plot(walked[-1:, 0], walked[-1:, 1], color=tone, marker=marker, markersize=6, linestyle="none", label=name)


def draw_neurons(axes: Axes, plot: Neurons, pictures: Pictures, theme: Theme) -> None:
    """Draw the units' maps in columns and the weights between them, thick where strong, coloured by sign."""
    counts = [int(count) for count in float_array(pictures.get(plot.sizes), dimensions=1)]
    maps = float_array(pictures.get(plot.maps), dimensions=3)
    weights = float_array(pictures.get(plot.weights), dimensions=1)
    if not maps.size or len(maps) != sum(counts):
        show_empty(axes, theme)
        return
    starts, ends = edge_ends(counts)
    units = layer_units(counts)
    strongest = float(np.abs(weights).max(initial=0.0)) or 1.0
    for start, end, weight in zip(starts, ends, weights.tolist(), strict=False):
        tone = colour(theme, 0 if weight > 0 else 1)
        x, y = units[[start, end], 0], units[[start, end], 1]
        width, style = 0.2 + 2.6 * abs(weight) / strongest, "-" if weight > 0 else (0, NEGATIVE_DASHES)
        axes.plot(x, y, color=tone, linewidth=width, linestyle=style, zorder=1)
    half = min(0.36 / max(len(counts) - 1, 1), 0.38 / max(counts))
    low, high = limits(maps, diverging=True)
    painted = ramp(theme, diverging=True)[levels(maps, low, high)]
    for (x, y), picture in zip(units, painted, strict=True):
        axes.imshow(picture, extent=(x - half, x + half, y - half, y + half), origin="lower", aspect="auto", zorder=2)
    for name, (x, y) in zip(texts(pictures.get(plot.inputs)), units, strict=False):
        axes.text(x - half - 0.02, y, name, ha="right", va="center", fontsize=7, color=theme.quiet)
    axes.set_xlim(-0.35, 1.25)
    axes.set_ylim(0, 1)
    axes.set_axis_off()


def draw_pole(axes: Axes, plot: Pole, pictures: Pictures, theme: Theme) -> None:
    """Draw the cart on its rail, the pole, the push, and how far either may go."""
    state = float_array(pictures.get(plot.name), dimensions=1)
    if state.size != 4 or not np.isfinite(state).all():
        show_empty(axes, theme)
        return
    place, _, angle, _ = state.tolist()
    width, height = CART_M
    axes.plot([-TRACK_M * 1.15, TRACK_M * 1.15], [0, 0], color=theme.quiet, linewidth=1)
    for limit in (-TRACK_M, TRACK_M):
        axes.plot([limit, limit], [-0.12, 0.4], color=theme.wrong, linewidth=1, linestyle="--")
    for lean in (-TRACK_ANGLE, TRACK_ANGLE):
        tip = place + math.sin(lean) * POLE_M, height + math.cos(lean) * POLE_M
        axes.plot([place, tip[0]], [height, tip[1]], color=theme.wrong, linewidth=0.6, linestyle="--")
    axes.fill_between([place - width / 2, place + width / 2], 0, height, color=theme.series[0])
    tip = place + math.sin(angle) * POLE_M, height + math.cos(angle) * POLE_M
    axes.plot([place, tip[0]], [height, tip[1]], color=theme.series[1], linewidth=4, solid_capstyle="round")
    force = float_array(pictures.get(plot.force), dimensions=1)
    if force.size == 1 and force[0]:
        way = math.copysign(1.0, force[0])
        start, end = (place + way * width / 2, height / 2), (place + way * (width / 2 + 0.45), height / 2)
        axes.annotate("", xytext=start, xy=end, arrowprops={"arrowstyle": "->", "color": theme.ink})
    axes.set_xlim(-TRACK_M * 1.2, TRACK_M * 1.2)
    axes.set_ylim(-0.25, 1.55)
    axes.set_aspect("equal")
    axes.set_yticks([])
    axes.set_xlabel("position, m")
