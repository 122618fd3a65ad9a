"""A computation graph with the values that go forwards and the gradients that come back."""

from __future__ import annotations

from question_bank.gradients.trees import MINUS, SQUARE, TIMES, Step, Tree
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

TREE = Tree(
    {"x": 3.0, "y": 5.0},
    (Step("a", TIMES, ("x", "y")), Step("b", SQUARE, ("x",)), Step("f", MINUS, ("a", "b"))),
    {"y": (70, 84), "x": (70, 224), "a": (310, 84), "b": (310, 224), "f": (550, 154)},
)
TOLD = {"a": "a = x · y", "b": "b = x²", "f": "f = a − b"}
WIDTH, HEIGHT = 640.0, 316.0
BOX = (124.0, 66.0)


def draw(colours: Colours) -> str:
    """Return the graph: a box a node with its value and its gradient, a slope at every arrow."""
    canvas = Canvas(WIDTH, HEIGHT)
    for step in TREE.steps:
        for taken in step.takes:
            _arrow(canvas, colours, taken, step.name)
    for name, place in TREE.places.items():
        _node(canvas, colours, name, place)
    _key(canvas, colours)
    return canvas.svg()


def _arrow(canvas: Canvas, colours: Colours, taken: str, user: str) -> None:
    (left, top), (right, bottom) = TREE.places[taken], TREE.places[user]
    start, end = (left + BOX[0] / 2, top), (right - BOX[0] / 2, bottom)
    canvas.arrow(start, end, colours.quiet)
    x, y = start[0] + 0.5 * (end[0] - start[0]), start[1] + 0.5 * (end[1] - start[1])
    words = f"slope {_told(TREE.sheet[f'{user}/{taken}'])}"
    canvas.rect((x - 32, y - 10), (64, 20), colours.surface)
    canvas.text((x, y + 4.5), words, colours.series[1], size=13, anchor="middle")


def _node(canvas: Canvas, colours: Colours, name: str, place: Point) -> None:
    x, y = place
    leaf = name in TREE.leaves
    ground = colours.raised if leaf else mixed(colours.surface, colours.series[0], 0.16)
    corner = (x - BOX[0] / 2, y - BOX[1] / 2)
    stroke = colours.quiet if leaf else colours.series[0]
    canvas.rect(corner, BOX, ground, stroke=stroke, thick=1.5, corner_radius=8)
    canvas.text((x, y - 13), TOLD.get(name, f"leaf {name}"), colours.ink, anchor="middle", bold=True)
    canvas.text((x, y + 6), f"value {_told(TREE.sheet[name])}", colours.ink, size=13, anchor="middle")
    gradient = f"gradient {_told(TREE.sheet[f'd{name}'])}"
    canvas.text((x, y + 24), gradient, colours.accent, size=13, anchor="middle", bold=True)


def _key(canvas: Canvas, colours: Colours) -> None:
    canvas.text((8, 18), "values: from the leaves to the root", colours.ink, size=SMALL_PX)
    canvas.text((WIDTH - 8, 18), "gradients: from the root back", colours.accent, size=SMALL_PX, anchor="end")
    parts = [(TREE.sheet[f"d{step.name}"], TREE.sheet[f"{step.name}/x"]) for step in TREE.users("x")]
    terms = " + ".join(f"{_bracketed(above)} · {_bracketed(slope)}" for above, slope in parts)
    x, y = TREE.places["x"]
    words = f"x is used twice, so two gradients come back and are added: {terms} = {_told(TREE.sheet['dx'])}"
    canvas.text((x - BOX[0] / 2, y + BOX[1] / 2 + 44), words, colours.ink, size=13)


def _told(number: float) -> str:
    return f"{number:g}".replace("-", "−")


def _bracketed(number: float) -> str:
    return f"({_told(number)})" if number < 0 else _told(number)


FIGURE = Figure(
    id="values-and-gradients",
    alt="The graph a = x·y, b = x², f = a − b for x = 3 and y = 5. Values go forwards: 15, 9 and 6. Gradients come "
    "back: 1 at f, 1 at a, −1 at b, 3 at y; at x the two that arrive, 5 and −6, add up to −1.",
    draw=draw,
)
