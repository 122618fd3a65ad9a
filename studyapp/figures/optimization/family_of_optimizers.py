"""Which optimizer adds which idea to which other."""

from __future__ import annotations

from dataclasses import dataclass

from studyapp.figures.canvas import Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure


@dataclass(frozen=True, slots=True)
class Member:
    """An optimizer, what it adds in a few words, and where it stands: columns and rows from the top left."""

    name: str
    adds: str
    column: int
    row: float
    parents: tuple[str, ...] = ()


MEMBERS = (
    Member("SGD", "step against g", 0, 1),
    Member("momentum", "remembers v", 1, 0, ("SGD",)),
    Member("AdaGrad", "÷ √ of summed g²", 1, 2, ("SGD",)),
    Member("Nesterov", "g taken ahead", 2, 0, ("momentum",)),
    Member("RMSProp", "sum → average", 2, 2, ("AdaGrad",)),
    Member("Adam", "both, corrected", 2, 1, ("momentum", "RMSProp")),
    Member("Nadam", "plus look ahead", 3, 0.5, ("Nesterov", "Adam")),
    Member("AdamW", "decay kept apart", 3, 1.5, ("Adam",)),
)
WIDTH, HEIGHT = 640.0, 316.0
BOX: Point = (136.0, 54.0)
COLUMN, ROW, TOP = 168.0, 92.0, 40.0


def draw(colours: Colours) -> str:
    """Return the optimizers as boxes with arrows from those whose idea they take over."""
    canvas = Canvas(WIDTH, HEIGHT)
    places = {member.name: _corner(member) for member in MEMBERS}
    for member in MEMBERS:
        for parent in member.parents:
            _arrow(canvas, colours, places[parent], places[member.name])
    for member in MEMBERS:
        _box(canvas, colours, member)
    canvas.text((COLUMN, 22), "a better direction", colours.series[0], bold=True)
    canvas.text((COLUMN, HEIGHT - 8), "a step length for each weight", colours.series[1], bold=True)
    return canvas.svg()


def _corner(member: Member) -> Point:
    return member.column * COLUMN, TOP + member.row * ROW


def _box(canvas: Canvas, colours: Colours, member: Member) -> None:
    (x, y), ring = _corner(member), _colour(colours, member)
    canvas.rect((x, y), BOX, mixed(colours.surface, ring, 0.16), stroke=ring, thick=1.6, corner_radius=7)
    canvas.text((x + BOX[0] / 2, y + 23), member.name, colours.ink, anchor="middle", bold=True)
    canvas.text((x + BOX[0] / 2, y + 42), member.adds, colours.ink, size=13, anchor="middle")


def _colour(colours: Colours, member: Member) -> str:
    if not member.parents:
        return colours.quiet
    if member.name.startswith(("Ad", "Na")) and member.name != "AdaGrad":
        return colours.series[2]
    return colours.series[0] if member.row < 1 else colours.series[1]


def _arrow(canvas: Canvas, colours: Colours, start: Point, end: Point) -> None:
    """Draw from box to box: straight up inside a column, else from the right edge to the left one."""
    if start[0] == end[0]:
        middle = start[0] + BOX[0] / 2
        canvas.arrow((middle, start[1]), (middle, end[1] + BOX[1] + 2), colours.quiet)
        return
    canvas.arrow((start[0] + BOX[0], start[1] + BOX[1] / 2), (end[0] - 2, end[1] + BOX[1] / 2), colours.quiet)


FIGURE = Figure(
    id="family-of-optimizers",
    alt="SGD leads to momentum, which remembers a velocity, and on to Nesterov, which takes the gradient ahead. SGD "
    "also leads to AdaGrad, which divides by the root of summed squares, and on to RMSProp, which averages them. "
    "Momentum and RMSProp make Adam, with bias correction; from it come Nadam with Nesterov's look ahead, and "
    "AdamW with its decay apart.",
    draw=draw,
)
