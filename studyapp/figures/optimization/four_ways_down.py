"""The ways of four optimizers down the same valley."""

from __future__ import annotations

from question_bank.optimizers.adam import Adam
from question_bank.optimizers.momentum import Momentum
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import Rule
from question_bank.optimizers.scaled import RMSProp
from studyapp.figures.canvas import Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.valley import Valley

FLAT, STEEP, START, STEPS = 1.0, 25.0, (-9.0, 1.2), 25
RULES: tuple[tuple[Rule, str], ...] = (
    (Plain(0.072), "SGD, η = 0.072"),
    (Momentum(0.072, 0.7), "momentum, η = 0.072, μ = 0.7"),
    (RMSProp(0.4, 0.9), "RMSProp, η = 0.4, ρ = 0.9"),
    (Adam(0.4, 0.9, 0.999), "Adam, η = 0.4"),
)
LEVELS = (0.6, 4.0, 12.0, 25.0, 42.0)
WIDTH, HEIGHT = 640.0, 336.0
PANEL_WIDTH, PANEL_HEIGHT, GAP = 308.0, 128.0, 24.0


def draw(colours: Colours) -> str:
    """Return a panel an optimizer, with the loss at the end."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, (rule, name) in enumerate(RULES):
        left, top = index % 2 * (PANEL_WIDTH + GAP), 26.0 + index // 2 * (PANEL_HEIGHT + 38)
        x, y = Axis(-10, 3, left, left + PANEL_WIDTH), Axis(-1.9, 1.9, top + PANEL_HEIGHT, top)
        valley = Valley(FLAT, STEEP, x, y)
        valley.draw_contours(canvas, colours, LEVELS)
        way = valley.travelled(rule, START, STEPS)
        valley.draw_way(canvas, colours, way, colours.series[index])
        canvas.text((left, top - 8), name, colours.ink, size=13, bold=True)
        canvas.text(
            (left + PANEL_WIDTH, top - 8), f"loss {valley.loss(way[-1]):.2g}", colours.ink, size=13, anchor="end"
        )
    return canvas.svg()


FIGURE = Figure(
    id="four-ways-down",
    alt=f"{STEPS} steps down the same long valley. SGD zigzags from wall to wall; momentum swings and overshoots a "
    "little; RMSProp goes as far along as across in its first step and then runs straight along the floor; Adam "
    "takes a smooth curve.",
    draw=draw,
)
