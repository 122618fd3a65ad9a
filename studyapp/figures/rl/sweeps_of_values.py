"""Value iteration on a small world: values after one sweep, after a few, and when they have settled."""

from __future__ import annotations

from studyapp.figures.canvas import Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.rl.random_and_greedy import WORLD
from studyapp.figures.small_world import Cell, WorldMap, draw_world

SWEEPS = (1, 3, 6)
WIDTH, HEIGHT = 640.0, 176.0
CELL, PANEL, TOP = 40.0, 220.0, 32.0


def after(sweeps: int) -> dict[Cell, float]:
    """Return the values after so many sweeps of value iteration, all cells at once, beginning with 0."""
    values = WORLD.nothing()
    for _ in range(sweeps):
        values = WORLD.swept(values, 0.0)
    return values


def draw(colours: Colours) -> str:
    """Return a map for each number of sweeps."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, sweeps in enumerate(SWEEPS):
        left, values = index * PANEL, after(sweeps)
        name = f"after {sweeps} sweep{'s' if sweeps > 1 else ''}"
        canvas.text((left + 2.5 * CELL, 18), name, colours.ink, anchor="middle", bold=True)
        shown = WorldMap(WORLD, values, {})
        draw_world(canvas, (left, TOP), shown, CELL, colours)
    words = "each step −1, γ = 0.9; a sweep backs up every cell once, from the values before it"
    canvas.text((WIDTH / 2, HEIGHT - 8), words, colours.quiet, size=13, anchor="middle")
    return canvas.svg()


FIGURE = Figure(
    id="sweeps-of-values",
    alt="Value iteration on a small world. After one sweep only the cell beside the goal knows of it; with every "
    "further sweep the news spreads one cell; after 6 sweeps all values have settled.",
    draw=draw,
)
