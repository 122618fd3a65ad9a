"""A small world under the random policy, and the policy that is greedy with respect to the random one's values."""

from __future__ import annotations

from collections.abc import Mapping

from studyapp.figures.canvas import Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.small_world import MOVES, Cell, SmallWorld, Values, WorldMap, draw_world

WORLD = SmallWorld(("....G", ".##.P", "....."), 0.9, -1.0, {"G": 10.0, "P": -10.0}, ends="GP")
WIDTH, HEIGHT = 640.0, 238.0
CELL, TOP, LEFTS = 60.0, 34.0, (0.0, 340.0)


def evaluated(moves: Mapping[Cell, tuple[int, ...]]) -> dict[Cell, float]:
    """Return the values of a policy that takes the moves of a cell equally often, by sweeping until all is still."""
    values, change = WORLD.nothing(), 1.0
    while change > 1e-11:
        new = {cell: _mean(values, cell, moves[cell]) for cell in values}
        change = max(abs(new[cell] - values[cell]) for cell in values)
        values = new
    return values


def _mean(values: Values, cell: Cell, moves: tuple[int, ...]) -> float:
    worth = WORLD.action_values(values, cell)
    return sum(worth[move] for move in moves) / len(moves)


def draw(colours: Colours) -> str:
    """Return two maps side by side, each with the moves of a policy and the values of that policy."""
    canvas = Canvas(WIDTH, HEIGHT)
    all_moves = dict.fromkeys(WORLD.cells(), tuple(range(len(MOVES))))
    of_random = evaluated(all_moves)
    greedy = WORLD.best_moves(of_random)
    panels = (("random policy", of_random, all_moves), ("greedy on these values", evaluated(greedy), greedy))
    for left, (name, values, moves) in zip(LEFTS, panels, strict=True):
        canvas.text((left + 2.5 * CELL, 20), name, colours.ink, anchor="middle", bold=True)
        draw_world(canvas, (left, TOP), WorldMap(WORLD, values, moves), CELL, colours)
    canvas.arrow((306, TOP + 1.5 * CELL), (334, TOP + 1.5 * CELL), colours.accent, thick=2.5, head=9)
    words = "wedges: the moves a policy makes; numbers: its values; each step −1, γ = 0.9"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, size=13, anchor="middle")
    return canvas.svg()


FIGURE = Figure(
    id="random-and-greedy",
    alt="Two maps of a small world with a goal of +10 and a pit of −10. On the left all moves are equally likely and "
    "the values are low; on the right each cell makes the move that looked best by those values, and is worth more.",
    draw=draw,
)
