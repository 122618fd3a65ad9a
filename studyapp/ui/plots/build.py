"""Builds the widget that draws a plot: the one place that knows every way to draw."""

from __future__ import annotations

from typing import assert_never

from models.plots import Bars, Curves, GridWorld, GroupCurves, Images, Matrix, Plot, Scatter, Text
from studyapp.ui.plots.bars import BarsPlot
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.grid_world import GridWorldPlot
from studyapp.ui.plots.group_curves import GroupCurvesPlot
from studyapp.ui.plots.images import ImagesPlot
from studyapp.ui.plots.matrix import MatrixPlot
from studyapp.ui.plots.scatter import ScatterPlot
from studyapp.ui.plots.text import TextPlot
from studyapp.ui.theme import Theme

LivePlot = CurvesPlot | ImagesPlot | MatrixPlot | BarsPlot | TextPlot | ScatterPlot | GroupCurvesPlot | GridWorldPlot
"""Every widget here has ``show_frame(series, pictures)`` and ``show_theme(theme)``."""


def live_plot(plot: Plot, theme: Theme) -> LivePlot:
    """Return a new widget that draws the plot."""
    match plot:
        case Curves():
            return CurvesPlot(plot, theme)
        case Images():
            return ImagesPlot(plot, theme)
        case Matrix():
            return MatrixPlot(plot, theme)
        case Bars():
            return BarsPlot(plot, theme)
        case Text():
            return TextPlot(plot, theme)
        case Scatter():
            return ScatterPlot(plot, theme)
        case GroupCurves():
            return GroupCurvesPlot(plot, theme)
        case GridWorld():
            return GridWorldPlot(plot, theme)
        case _ as never:
            assert_never(never)
