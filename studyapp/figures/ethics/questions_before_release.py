"""Five questions about a project, two tests, and what comes out: no, in stages, or back to the start."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 312.0
SIZE, APART, TOP = (112.0, 106.0), 132.0, 32.0
TEST_SIZE, TEST_TOP = (192.0, 88.0), 190.0


class Box(NamedTuple):
    """A name with its question in lines, and where it stands."""

    name: str
    lines: tuple[str, ...]
    corner: Point
    size: Point

    @property
    def middle(self) -> Point:
        """Return the middle of the box."""
        return self.corner[0] + self.size[0] / 2, self.corner[1] + self.size[1] / 2


QUESTIONS = tuple(
    Box(f"{index + 1} {name}", lines, (index * APART, TOP), SIZE)
    for index, (name, lines) in enumerate(
        (
            ("purpose", ("What good does", "it do, and for", "whom?")),
            ("harms", ("Direct, indirect,", "by misuse:", "to whom?")),
            ("mitigation", ("How can they be", "reduced, and", "what remains?")),
            ("red lines", ("Does it do what", "must never be", "done?")),
            ("balance", ("Does the good", "outweigh the", "rest? Is another", "way better?")),
        )
    )
)
EXPLAIN = Box(
    "test: explain", ("Could I explain it to those", "affected, and were they", "asked?"), (448, TEST_TOP), TEST_SIZE
)
REGRET = Box(
    "test: regret", ("What will those who come", "after us wish that we", "had done?"), (224, TEST_TOP), TEST_SIZE
)
THEN = Box("then", ("Release in stages, watch,", "and keep the power", "to stop."), (0, TEST_TOP), TEST_SIZE)


def draw(colours: Colours) -> str:
    """Return the questions in a row, the tests below them from the right, and the ways out."""
    canvas = Canvas(WIDTH, HEIGHT)
    for box in QUESTIONS:
        _box(canvas, colours, box, colours.wrong if "red" in box.name else colours.series[0])
    for box, hue in ((EXPLAIN, colours.series[2]), (REGRET, colours.series[2]), (THEN, colours.right)):
        _box(canvas, colours, box, hue)
    for start, end in pairwise(QUESTIONS):
        _arrow(canvas, colours, start, end)
    _arrow(canvas, colours, EXPLAIN, REGRET)
    _arrow(canvas, colours, REGRET, THEN)
    last, bottom = QUESTIONS[-1].middle[0], TOP + SIZE[1]
    canvas.arrow((last, bottom + 2), (last, TEST_TOP - 2), colours.quiet)
    _ways_out(canvas, colours)
    return canvas.svg()


def _ways_out(canvas: Canvas, colours: Colours) -> None:
    red, first, bottom = QUESTIONS[3].middle[0], QUESTIONS[0].middle[0], TOP + SIZE[1]
    canvas.text((red, 20), "crossed: stop here", colours.wrong, size=13, anchor="middle", bold=True)
    canvas.arrow((first, TEST_TOP - 2), (first, bottom + 3), colours.partly)
    canvas.text((first + 12, bottom + 32), "something unforeseen shows: ask again", colours.ink, size=SMALL_PX)
    canvas.text((0, HEIGHT - 10), "A test that fails leads back too.", colours.quiet, size=SMALL_PX)


def _arrow(canvas: Canvas, colours: Colours, start: Box, end: Box) -> None:
    """Draw an arrow between two boxes of a row, whichever stands further right."""
    way = 1 if end.middle[0] > start.middle[0] else -1
    tail = (start.middle[0] + way * (start.size[0] / 2 + 2), start.middle[1])
    canvas.arrow(tail, (end.middle[0] - way * (end.size[0] / 2 + 2), end.middle[1]), colours.quiet)


def _box(canvas: Canvas, colours: Colours, box: Box, hue: str) -> None:
    (left, top), (width, height) = box.corner, box.size
    ground = mixed(colours.surface, hue, 0.1)
    canvas.rect((left + 0.75, top + 0.75), (width - 1.5, height - 1.5), ground, stroke=hue, corner_radius=8)
    canvas.text((box.middle[0], top + 21), box.name, colours.ink, anchor="middle", bold=True)
    canvas.lines((box.middle[0], top + 41), box.lines, colours.ink, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="questions-before-release",
    alt="Five questions in a row: purpose, harms, mitigation, red lines, balance. A red line that is crossed means no. "
    "After the fifth come two tests, explaining it to those affected and later regret, then a release in stages that "
    "leads back to the first question when something unforeseen shows.",
    draw=draw,
)
