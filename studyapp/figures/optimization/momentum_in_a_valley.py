"""Plain descent and momentum with the same learning rate in the same valley."""

from __future__ import annotations

from question_bank.optimizers.momentum import Momentum
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import Rule
from studyapp.figures.canvas import Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.valley import Valley

FLAT, STEEP, START = 1.0, 25.0, (-9.0, 1.2)
ETA, MU, STEPS = 1.8 / STEEP, 0.7, 20
LEVELS = (0.6, 4.0, 12.0, 25.0, 42.0)
WIDTH, HEIGHT, PANEL = 640.0, 336.0, 132.0


def draw(colours: Colours) -> str:
    """Return the two ways, one above the other, each over the lines of equal loss."""
    canvas = Canvas(WIDTH, HEIGHT)
    rules: tuple[tuple[Rule, str], ...] = ((Plain(ETA), "plain SGD"), (Momentum(ETA, MU), f"with momentum μ = {MU:g}"))
    for index, (rule, name) in enumerate(rules):
        top = 28.0 + index * (PANEL + 34)
        valley = Valley(FLAT, STEEP, Axis(-10, 1.5, 20, 620), Axis(-1.7, 1.7, top + PANEL, top))
        valley.draw_contours(canvas, colours, LEVELS)
        way = valley.travelled(rule, START, STEPS)
        valley.draw_way(canvas, colours, way, colours.series[1 - index])
        lost = f"after {STEPS} steps the loss is {valley.loss(way[-1]):.2g}, from {valley.loss(START):.2g} at the start"
        canvas.text((20, top - 10), name, colours.ink, bold=True)
        canvas.text((620, top - 10), lost, colours.ink, size=13, anchor="end")
    return canvas.svg()


FIGURE = Figure(
    id="momentum-in-a-valley",
    alt="A long valley from above, with the same learning rate twice. Plain descent leaps from wall to wall and gets "
    "ahead slowly; with momentum the leaps soon cancel, and the way along the floor picks up speed.",
    draw=draw,
)
