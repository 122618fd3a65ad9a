"""What a deep Q-network is made of, and what flows between its parts in one step of training."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 264.0
BOX = (156.0, 56.0)
WORLD, MEMORY = (4.0, 24.0), (4.0, 186.0)
ONLINE, TARGET, LOSS = (250.0, 24.0), (250.0, 186.0), (480.0, 105.0)


def draw(colours: Colours) -> str:
    """Return five boxes and the arrows between them; the one dashed line is the copy of the weights."""
    canvas = Canvas(WIDTH, HEIGHT)
    boxes = (
        (WORLD, "world", "one step at a time"),
        (MEMORY, "replay memory", "(s, a, r, s′, done)"),
        (ONLINE, "online network Q", "trained, and acts"),
        (TARGET, "target network Q⁻", "stands still"),
        (LOSS, "loss", "(y − Q(s, a))²"),
    )
    for corner, name, words in boxes:
        canvas.rect(corner, BOX, colours.raised, stroke=colours.quiet, corner_radius=8)
        middle = corner[0] + BOX[0] / 2
        canvas.text((middle, corner[1] + 24), name, colours.ink, anchor="middle", bold=True)
        canvas.text((middle, corner[1] + 43), words, colours.quiet, anchor="middle", size=SMALL_PX)
    _arrow(canvas, colours, (ONLINE[0], 42), (WORLD[0] + BOX[0], 42), "ε-greedy a")
    _arrow(canvas, colours, (79, WORLD[1] + BOX[1]), (79, MEMORY[1]), "")
    canvas.text((88, 138), "every transition", colours.ink, size=SMALL_PX)
    _arrow(canvas, colours, (MEMORY[0] + BOX[0], 214), (TARGET[0], 214), "s′ of a batch")
    _arrow(canvas, colours, (160, 190), (ONLINE[0] + 16, ONLINE[1] + BOX[1]), "")
    canvas.text((224, 146), "s, a", colours.ink, size=SMALL_PX)
    _arrow(canvas, colours, (406, 46), (534, LOSS[1]), "")
    canvas.text((474, 70), "Q(s, a)", colours.ink, size=SMALL_PX)
    _arrow(canvas, colours, (406, 214), (534, LOSS[1] + BOX[1]), "")
    canvas.text((480, 206), "y = r + γ max Q⁻(s′, b)", colours.ink, size=SMALL_PX)
    canvas.text((480, 223), "or r alone at the end", colours.ink, size=SMALL_PX)
    _gradient(canvas, colours)
    _copy(canvas, colours)
    return canvas.svg()


def _arrow(canvas: Canvas, colours: Colours, start: Point, end: Point, words: str) -> None:
    canvas.arrow(start, end, colours.quiet, thick=1.8, head=8)
    if words:
        canvas.text(((start[0] + end[0]) / 2, start[1] - 7), words, colours.ink, anchor="middle", size=SMALL_PX)


def _gradient(canvas: Canvas, colours: Colours) -> None:
    """Draw the way back of the gradient, which changes the online network alone."""
    canvas.curve([(LOSS[0], 133), (372, 133), (372, 92)], colours.series[1], thick=2.2)
    canvas.arrow((372, 96), (372, ONLINE[1] + BOX[1]), colours.series[1], thick=2.2, head=9)
    canvas.text((382, 126), "gradient", colours.series[1], bold=True, size=13)


def _copy(canvas: Canvas, colours: Colours) -> None:
    canvas.line((312, ONLINE[1] + BOX[1]), (312, TARGET[1] - 8), colours.series[0], thick=2.2, dashes="6 4")
    canvas.arrow((312, TARGET[1] - 9), (312, TARGET[1]), colours.series[0], thick=2.2, head=9)
    canvas.text((320, 170), "copied now and then", colours.series[0], bold=True, size=13)


FIGURE = Figure(
    id="dqn-parts",
    alt="The online network acts in the world; every transition goes into the replay memory. A random batch from it is "
    "given to both networks: the target network makes y, the loss compares y with Q(s, a), the gradient changes the "
    "online network alone, and its weights are copied into the target network now and then.",
    draw=draw,
)
