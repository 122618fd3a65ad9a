"""What the drawings on paper share: colours, a tidy pair of axes, and a word where nothing was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.ui.plots.colours import RGB, ramp
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

MARKERS = ("o", "s", "^", "D", "v")


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


def colour(theme: Theme, place: int) -> str:
    """Return the colour of a line or class."""
    return theme.series[place % len(theme.series)]
