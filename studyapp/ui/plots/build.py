"""Builds the widget that draws a plot: the one place that knows every way to draw."""

from __future__ import annotations

from typing import assert_never

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
from studyapp.ui.plots.bars import BarsPlot
from studyapp.ui.plots.cells import CellsPlot
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.field import FieldPlot
from studyapp.ui.plots.grid_world import GridWorldPlot
from studyapp.ui.plots.group_curves import GroupCurvesPlot
from studyapp.ui.plots.heat_map import HeatMapPlot
from studyapp.ui.plots.images import ImagesPlot
from studyapp.ui.plots.matrix import MatrixPlot
from studyapp.ui.plots.neurons import NeuronsPlot
from studyapp.ui.plots.pole import PolePlot
from studyapp.ui.plots.scatter import ScatterPlot
from studyapp.ui.plots.text import TextPlot
from studyapp.ui.theme import Theme

ChartPlot = CurvesPlot | BarsPlot | ScatterPlot | GroupCurvesPlot | FieldPlot
GridPlot = ImagesPlot | MatrixPlot | GridWorldPlot | HeatMapPlot | CellsPlot
LivePlot = ChartPlot | GridPlot | TextPlot | NeuronsPlot | PolePlot
"""Every widget here has ``show_frame(series, pictures)`` and ``show_theme(theme)``."""


def live_plot(plot: Plot, theme: Theme) -> LivePlot:
    """Return a new widget that draws the plot."""
    match plot:
        case Curves() | Bars() | Scatter() | GroupCurves() | Field():
            return _chart_plot(plot, theme)
        case Images() | Matrix() | GridWorld() | HeatMap() | Cells():
            return _grid_plot(plot, theme)
        case Text():
            return TextPlot(plot, theme)
        case Neurons():
            return NeuronsPlot(plot, theme)
        case Pole():
            return PolePlot(plot, theme)
        case _ as never:
            assert_never(never)


def _chart_plot(plot: Curves | Bars | Scatter | GroupCurves | Field, theme: Theme) -> ChartPlot:
    match plot:
        case Curves():
            return CurvesPlot(plot, theme)
        case Bars():
            return BarsPlot(plot, theme)
        case Scatter():
            return ScatterPlot(plot, theme)
        case GroupCurves():
            return GroupCurvesPlot(plot, theme)
        case Field():
            return FieldPlot(plot, theme)


def _grid_plot(plot: Images | Matrix | GridWorld | HeatMap | Cells, theme: Theme) -> GridPlot:
    match plot:
        case Images():
            return ImagesPlot(plot, theme)
        case Matrix():
            return MatrixPlot(plot, theme)
        case GridWorld():
            return GridWorldPlot(plot, theme)
        case HeatMap():
            return HeatMapPlot(plot, theme)
        case Cells():
            return CellsPlot(plot, theme)
