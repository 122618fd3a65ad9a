"""A small multilayer perceptron, one of its units with all that it learns, and the counts below."""

from __future__ import annotations

from question_bank.perceptrons.mlp import Dense, Mlp
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

NET = Mlp((3, 4, 2))
TITLES = ("inputs", "hidden layer", "output layer")
SHOWN = 1  # the hidden unit whose weights are drawn boldly
WIDTH, HEIGHT = 640.0, 344.0
COLUMNS = (90.0, 318.0, 546.0)
MIDDLE, GAP, RADIUS = 164.0, 54.0, 15.0
COUNTS = 280.0


def draw(colours: Colours) -> str:
    """Return the layers as columns of circles, and how many parameters lie between them."""
    canvas = Canvas(WIDTH, HEIGHT)
    _weights(canvas, colours)
    _units(canvas, colours)
    for left, right, layer in zip(COLUMNS[:-1], COLUMNS[1:], NET.layers, strict=True):
        _count(canvas, colours, (left + right) / 2, layer)
    total = " + ".join(f"{layer.parameters}" for layer in NET.layers)
    canvas.text(
        (WIDTH / 2, HEIGHT - 8), f"together {total} = {NET.total} parameters", colours.ink, anchor="middle", bold=True
    )
    return canvas.svg()


def _places(column: int) -> list[Point]:
    width = NET.widths[column]
    return [(COLUMNS[column], MIDDLE + (unit - (width - 1) / 2) * GAP) for unit in range(width)]


def _weights(canvas: Canvas, colours: Colours) -> None:
    for column in range(len(NET.layers)):
        for start in _places(column):
            for unit, end in enumerate(_places(column + 1)):
                bold = column == 0 and unit == SHOWN
                colour = colours.series[1] if bold else mixed(colours.quiet, colours.surface, 0.55)
                canvas.line(start, end, colour, thick=2.2 if bold else 1.0)


def _units(canvas: Canvas, colours: Colours) -> None:
    for column, (x, title) in enumerate(zip(COLUMNS, TITLES, strict=True)):
        words = f"{NET.widths[column]} {title}" if column == 0 else f"{title}: {NET.widths[column]} units"
        canvas.text((x, 18), words, colours.ink, anchor="middle", bold=True)
        for unit, place in enumerate(_places(column)):
            if column == 0:
                canvas.rect((x - 11, place[1] - 11), (22, 22), colours.raised, stroke=colours.quiet, thick=1.5)
                continue
            bold = column == 1 and unit == SHOWN
            ring = colours.series[1] if bold else colours.series[0]
            canvas.circle(place, RADIUS, mixed(colours.surface, ring, 0.22), stroke=ring, thick=2.5 if bold else 1.5)
            if bold:
                canvas.text((x, place[1] + 5), "+b", colours.ink, size=13, anchor="middle", italic=True)
    words = f"one unit learns {NET.inputs} weights and a bias"
    canvas.text(((COLUMNS[0] + COLUMNS[1]) / 2 - 20, 50), words, colours.series[1], size=13, anchor="middle")


def _count(canvas: Canvas, colours: Colours, x: float, layer: Dense) -> None:
    shapes = f"W: {layer.units} × {layer.given},  b: {layer.units}"
    canvas.text((x, COUNTS), shapes, colours.quiet, size=SMALL_PX, anchor="middle")
    worked = f"({layer.given} + 1) · {layer.units} = {layer.parameters}"
    canvas.text((x, COUNTS + 20), worked, colours.ink, anchor="middle")


FIGURE = Figure(
    id="mlp-layers",
    alt=f"Three inputs, a hidden layer of four units and an output layer of two, every unit joined to all numbers of "
    f"the column before it. One hidden unit is marked: it has {NET.inputs} weights and a bias. The layers learn "
    f"{NET.layers[0].parameters} and {NET.layers[1].parameters} parameters, together {NET.total}.",
    draw=draw,
)
