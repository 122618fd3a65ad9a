"""Grids of numbers on paper: small pictures, tables, worlds of cells, heat maps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from models.demo import Pictures
from models.plots import Cells, GridWorld, HeatMap, Images, Matrix
from studyapp.ui.plots.arrays import float_array, side_labels, texts
from studyapp.ui.plots.colours import ink_on, levels, limits, ramp
from studyapp.ui.plots.paper_pieces import colour_map, show_empty
from studyapp.ui.plots.scales import cell_text, short_text
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

ARROWS = ((0.0, 0.28), (0.28, 0.0), (0.0, -0.28), (-0.28, 0.0))
"""Up, right, down, left, in cells; up is towards row 0."""
MOST_NAMES, CROWDED, LONGEST_NAME = 32, 16, 14
"""A side with more names than the first thins them out, one with more than the second makes them small."""
LONGEST_LEVEL = 4
"""Longer names than this stand upright below a table."""
MOST_NUMBERS = 260
"""Cells on paper have their numbers written in while there are at most so many."""
UNDER_KERNEL, COMPUTED, PADDING, EMPTY = 1, 2, 3, 4


def draw_images(axes: Axes, plot: Images, pictures: Pictures, theme: Theme) -> None:
    """Draw small pictures as one mosaic on one scale, each with its caption."""
    values = float_array(pictures.get(plot.name), dimensions=3)
    if not values.size:
        show_empty(axes, theme)
        return
    count, height, width = values.shape
    captions = texts(pictures.get(plot.captions))
    columns = min(count, plot.columns) or math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    gap = max(1, round((0.35 if captions else 0.1) * width))
    mosaic = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), np.nan)
    for place, picture in enumerate(values):
        row, column = divmod(place, columns)
        top, left = row * (height + gap), column * (width + gap)
        mosaic[top : top + height, left : left + width] = picture
        if place < len(captions):
            axes.text(left + width / 2, top - 0.6, captions[place], ha="center", fontsize=6, color=theme.quiet)
    low, high = limits(values, diverging=plot.diverging)
    shown = axes.imshow(
        mosaic, cmap=colour_map(theme, diverging=plot.diverging), vmin=low, vmax=high, interpolation="nearest"
    )
    axes.set_axis_off()
    bar = axes.figure.colorbar(shown, ax=axes, shrink=0.7)
    bar.outline.set_edgecolor(theme.line)


def draw_matrix(axes: Axes, plot: Matrix, pictures: Pictures, theme: Theme) -> None:
    """Draw a table with its numbers written in."""
    values = float_array(pictures.get(plot.name), dimensions=2)
    if not values.size:
        show_empty(axes, theme)
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
    names = texts(pictures.get(plot.names))
    turned = 90 if max(map(len, names), default=0) > LONGEST_LEVEL else 0
    axes.set_xticks(range(values.shape[1]), names or plot.column_names or None, rotation=turned)
    axes.set_yticks(range(values.shape[0]), names or plot.row_names or None)
    axes.tick_params(length=0)
    axes.set_xlabel(plot.column_label)
    axes.set_ylabel(plot.row_label)


def draw_grid_world(axes: Axes, plot: GridWorld, pictures: Pictures, theme: Theme) -> None:
    """Draw the values of cells, the best actions, and the agent."""
    values = float_array(pictures.get(plot.name), dimensions=2)
    if not values.size:
        show_empty(axes, theme)
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


def draw_heat_map(axes: Axes, plot: HeatMap, pictures: Pictures, theme: Theme) -> None:
    """Draw many numbers as colours beside a scale; cells without a number are hatched."""
    values = float_array(pictures.get(plot.name), dimensions=2)
    if not values.size:
        show_empty(axes, theme)
        return
    low, high = plot.limits or limits(values, diverging=plot.diverging)
    axes.patch.set_hatch("////")
    axes.patch.set_edgecolor(theme.line)
    colours = colour_map(theme, diverging=plot.diverging).with_extremes(bad=(0, 0, 0, 0))
    shown = axes.imshow(values, cmap=colours, vmin=low, vmax=high, aspect="auto", interpolation="nearest")
    places, names = _thinned(texts(pictures.get(plot.columns)), values.shape[1])
    longest = max(map(len, names))
    turned = longest > 3 or (len(names) > CROWDED and longest > 1)
    axes.set_xticks(places, names, rotation=90 if turned else 0)
    axes.set_yticks(*_thinned(texts(pictures.get(plot.rows)), values.shape[0]))
    axes.tick_params(length=0)
    axes.tick_params("x", labelsize=5 if len(names) > CROWDED else 7)
    axes.tick_params("y", labelsize=5 if values.shape[0] > CROWDED else 7)
    row_label, column_label = side_labels(plot, pictures)
    axes.set_xlabel(column_label)
    axes.set_ylabel(row_label)
    bar = axes.figure.colorbar(shown, ax=axes)
    bar.outline.set_edgecolor(theme.line)


def draw_cells(axes: Axes, plot: Cells, pictures: Pictures, theme: Theme) -> None:
    """Draw numbers in cells; what is padding, under the kernel or just computed is told by hatch and border."""
    values = float_array(pictures.get(plot.name), dimensions=2)
    if not values.size:
        show_empty(axes, theme)
        return
    marks = float_array(pictures.get(plot.marked), dimensions=2)
    if marks.shape != values.shape:
        marks = np.zeros(values.shape)
    diverging = bool((values < 0).any())
    low, high = limits(values, diverging=diverging)
    colours = ramp(theme, diverging=diverging)[levels(values, low, high)]
    inks = ink_on(theme, colours)
    axes.imshow(np.where((marks == EMPTY)[:, :, None], ramp(theme, diverging=False)[0], colours).astype(np.uint8))
    if values.size <= MOST_NUMBERS:
        for row, column in np.argwhere(marks != EMPTY):
            text = cell_text(float(values[row, column]))
            axes.text(column, row, text, ha="center", va="center", fontsize=6, color=str(inks[row, column]))
    for row, column in np.argwhere(marks > 0):
        axes.add_patch(_mark(int(marks[row, column]), float(column), float(row), theme))
    axes.set_xticks([])
    axes.set_yticks([])


def _mark(mark: int, column: float, row: float, theme: Theme) -> Patch:
    from matplotlib.patches import Rectangle

    looks: dict[int, dict[str, Any]] = {
        UNDER_KERNEL: {"edgecolor": theme.accent, "linewidth": 1.6},
        COMPUTED: {"edgecolor": theme.ink, "linewidth": 2.6},
        PADDING: {"edgecolor": theme.line, "linewidth": 0.0, "hatch": "////"},
        EMPTY: {"edgecolor": theme.line, "linewidth": 0.6, "linestyle": ":"},
    }
    return Rectangle((column - 0.46, row - 0.46), 0.92, 0.92, fill=False, **looks[mark])


def _thinned(names: tuple[str, ...], count: int) -> tuple[list[int], list[str]]:
    """Return places and names, so few that they do not overlap, and so short."""
    every = math.ceil(count / MOST_NAMES)
    places = list(range(0, count, every))
    told = names if len(names) == count else tuple(str(place) for place in range(count))
    return places, [_short(told[place]) for place in places]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
