"""Backpropagation through one hidden unit: values to the right, gradients to the left."""

from __future__ import annotations

from question_bank.gradients.functions import SIGMOID, SquaredError
from question_bank.gradients.nets import Net
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

NET = Net((2.0,), ((1.0,),), (-1.0,), (2.0,), -1.0, SIGMOID, SquaredError(half=True), 1.0)
SHEET = NET.sheet
NODES = (("x", "", ""), ("z", "z1", "dz1"), ("h", "h1", "dh1"), ("ŷ", "out", "dout"), ("L", "loss", ""))
PARAMETERS = (
    ("w", 1, "dz · x", "dw11"),
    ("b", 1, "dz · 1", "db1"),
    ("v", 3, "dŷ · h", "dv1"),
    ("c", 3, "dŷ · 1", "dc"),
)
WIDTH, HEIGHT = 640.0, 318.0
LINE, BACK, BELOW = 86.0, 152.0, 236.0
BOX = (84.0, 54.0)
FIRST, GAP = 46.0, 137.0


def draw(colours: Colours) -> str:
    """Return the chain with what goes forwards above and what comes back below, and the gradients of the parameters."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((4, 18), "forwards: values", colours.ink, bold=True)
    canvas.text((WIDTH - 4, 18), f"target y = {NET.target:g}", colours.quiet, size=13, anchor="end")
    canvas.text((4, BACK + 5), "backwards:", colours.accent, bold=True)
    canvas.lines((4, BACK + 22), ("gradients of L", "(dz is ∂L/∂z)"), colours.accent)
    _forwards(canvas, colours)
    _backwards(canvas, colours)
    _parameters(canvas, colours)
    return canvas.svg()


def _x(place: int) -> float:
    return FIRST + place * GAP


def _forwards(canvas: Canvas, colours: Colours) -> None:
    told = ("w x + b", "σ(z)", "v h + c", "½(ŷ − y)²")
    for place, (name, value, _) in enumerate(NODES):
        x = _x(place)
        corner = (x - BOX[0] / 2, LINE - BOX[1] / 2)
        ground = mixed(colours.surface, colours.series[0], 0.16) if value else colours.raised
        canvas.rect(corner, BOX, ground, stroke=colours.series[0] if value else colours.quiet, corner_radius=8)
        canvas.text((x, LINE - 5), name, colours.ink, size=15, anchor="middle", bold=True)
        number = SHEET[value] if value else NET.inputs[0]
        canvas.text((x, LINE + 16), _told(number), colours.ink, size=13, anchor="middle")
        if place:
            canvas.arrow((x - GAP + BOX[0] / 2 + 2, LINE), (x - BOX[0] / 2 - 2, LINE), colours.quiet)
            canvas.text((x - GAP / 2, LINE - 34), told[place - 1], colours.ink, size=13, anchor="middle")


def _backwards(canvas: Canvas, colours: Colours) -> None:
    factors = {1: ("× h(1 − h)", SHEET["slope1"]), 2: ("× v", NET.out_weights[0]), 3: ("ŷ − y", SHEET["dout"])}
    for place, (words, number) in factors.items():
        start, end = _x(place + 1), _x(place)
        left = end + 34
        canvas.arrow((start - (34 if place < 3 else 0), BACK), (left, BACK), colours.accent, thick=1.8)
        middle = (start + end) / 2
        canvas.text((middle, BACK - 9), words, colours.series[1], size=13, anchor="middle")
        if place < 3:
            canvas.text((middle, BACK + 19), f"× {_told(number)}", colours.series[1], size=SMALL_PX, anchor="middle")
        name, _, gradient = NODES[place]
        canvas.text((end, BACK - 6), f"d{name}", colours.accent, anchor="middle", bold=True)
        canvas.text((end, BACK + 13), _told(SHEET[gradient]), colours.accent, anchor="middle", bold=True)
    canvas.line((_x(4), LINE + BOX[1] / 2), (_x(4), BACK), colours.accent, thick=1.8)


def _parameters(canvas: Canvas, colours: Colours) -> None:
    for index, (name, place, rule, gradient) in enumerate(PARAMETERS):
        x = _x(place) + (62 if index % 2 else -62)
        canvas.arrow((_x(place) + (8 if index % 2 else -8), BACK + 22), (x, BELOW - 2), colours.accent)
        value = NET.value_of(name if name == "c" else f"{name}1" + ("1" if name == "w" else ""))
        canvas.rect((x - 54, BELOW), (108, 76), colours.raised, stroke=colours.quiet, corner_radius=8)
        canvas.text((x, BELOW + 21), f"{name} = {_told(value)}", colours.ink, anchor="middle", bold=True)
        canvas.text((x, BELOW + 42), rule, colours.series[1], size=13, anchor="middle")
        canvas.text((x, BELOW + 63), f"= {_told(SHEET[gradient])}", colours.accent, anchor="middle", bold=True)


def _told(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".").replace("-", "−")


FIGURE = Figure(
    id="chain-of-slopes",
    alt="One hidden unit with a sigmoid. Values go from the input over z, h and ŷ to the loss. Gradients come back: "
    "ŷ − y at the prediction, times v at h, times h(1 − h) at z. A weight's gradient is that of its sum times what the "
    "weight multiplies.",
    draw=draw,
)
