"""What the drawings on paper share: colours, a tidy pair of axes, and a word where nothing was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studyapp.ui.plots.colours import RGB, ramp
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

MARKERS = ("o", "s", "^", "D", "v", "X", "*", "P", ">")
"""Those of the screen, as matplotlib calls them."""
SOLID_LINES, STYLES = 4, ("-", "--", ":")
"""The first lines of a chart are solid; so many more are dashed, and the next dotted."""


def tidy(axes: Axes, theme: Theme) -> None:
    """Draw the grid, and a legend if anything has a name."""
    axes.grid(True)
    axes.tick_params(length=0)
    show_legend(axes, theme)


def show_legend(axes: Axes, theme: Theme) -> None:
    """Draw a legend if anything has a name."""
    handles, _ = axes.get_legend_handles_labels()
    if handles:
        axes.legend(fontsize=7, frameon=True, facecolor=theme.surface, edgecolor=theme.line)


def show_empty(axes: Axes, theme: Theme) -> None:
    """Write that there is nothing to draw."""
    axes.text(0.5, 0.5, "nothing measured yet", ha="center", color=theme.quiet, transform=axes.transAxes)
    axes.set_axis_off()


def colour_map(theme: Theme, *, diverging: bool) -> Colormap:
    """Return the ramp of the screen; what is not a number has the colour of the paper."""
    return map_of(ramp(theme, diverging=diverging), theme)


def map_of(colours: RGB, theme: Theme) -> Colormap:
    """Return any 256 colours as a map."""
    from matplotlib.colors import ListedColormap

    return ListedColormap((colours / 255).tolist()).with_extremes(bad=theme.surface)


def line_look(theme: Theme, place: int) -> dict[str, Any]:
    """Return colour and dashes of a line: eight lines look all different, also where colours are alike in print."""
    return {"color": colour(theme, place), "linestyle": STYLES[place // SOLID_LINES % len(STYLES)]}


def colour(theme: Theme, place: int) -> str:
    """Return the colour of a line or class."""
    return theme.series[place % len(theme.series)]
