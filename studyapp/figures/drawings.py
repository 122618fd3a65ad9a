"""Draws what an exercise asks to be drawn, as SVG in the colours of the theme."""

from __future__ import annotations

from typing import assert_never

from question_bank.drawings import Boxes, Curves, Drawing, Graph, Grids
from studyapp.figures.boxes_drawing import draw_boxes
from studyapp.figures.canvas import Canvas
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours
from studyapp.figures.graph_drawing import draw_graph
from studyapp.figures.grids_drawing import draw_grids

ROOM_PX = 560.0
LEAST_ROOM_PX = 300.0


def draw(drawing: Drawing, colours: Colours, room_px: float = ROOM_PX) -> str:
    """Return the drawing as SVG Tiny 1.2, laid out for a column of some pixels.

    It is as wide as it likes to be; wider than the room only where words would no longer fit.
    """
    return _canvas(drawing, colours, max(room_px, LEAST_ROOM_PX)).svg()


def _canvas(drawing: Drawing, colours: Colours, room_px: float) -> Canvas:
    match drawing:
        case Graph():
            return draw_graph(drawing, colours, room_px)
        case Curves():
            return draw_curves(drawing, colours, room_px)
        case Grids():
            return draw_grids(drawing, colours, room_px)
        case Boxes():
            return draw_boxes(drawing, colours, room_px)
        case _:
            assert_never(drawing)
