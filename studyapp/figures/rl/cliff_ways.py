"""The edge of a cliff: the way that Q-learning comes to prefer and the way that SARSA does, worked out exactly."""

from __future__ import annotations

from collections.abc import Mapping

from studyapp.figures.canvas import Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.small_world import MOVES, Cell, SmallWorld, Values
from studyapp.figures.words import with_minus

EPSILON = 0.1
WORLD = SmallWorld(
    ("............", "............", "............", "SCCCCCCCCCCG"),
    0.9,
    -0.1,
    {"G": 10.0, "C": -10.0},
    ends="G",
    falls="C",
)
WIDTH, HEIGHT = 640.0, 262.0
CELL, LEFT, TOP = 52.0, 8.0, 6.0


def greedy(values: Values) -> dict[Cell, int]:
    """Return the best move of each cell; the first of equals."""
    return {cell: moves[0] for cell, moves in WORLD.best_moves(values).items()}


def way(moves: Mapping[Cell, int]) -> list[Cell]:
    """Return the cells from S to G along the moves."""
    cells, done = [WORLD.start], False
    while not done:
        step = WORLD.step(cells[-1], MOVES[moves[cells[-1]]])
        done = step.done
        cells.append((WORLD.size[0] - 1, WORLD.size[1] - 1) if done else step.cell)
    return cells


def brings(moves: Mapping[Cell, int]) -> float:
    """Return the mean return from S of an agent that makes these moves but explores in a share EPSILON of its steps."""
    values, change = WORLD.nothing(), 1.0
    while change > 1e-11:
        new = {}
        for cell in values:
            worth = WORLD.action_values(values, cell)
            new[cell] = (1 - EPSILON) * worth[moves[cell]] + EPSILON * sum(worth) / len(worth)
        change = max(abs(new[cell] - values[cell]) for cell in values)
        values = new
    return values[WORLD.start]


def draw(colours: Colours) -> str:
    """Return the map with both ways, and what each brings while the agent goes on exploring."""
    canvas = Canvas(WIDTH, HEIGHT)
    _draw_cells(canvas, colours)
    ways = (
        ("Q-learning", greedy(WORLD.settled(0.0)), colours.series[1], 4.0),
        ("SARSA", greedy(WORLD.settled(EPSILON)), colours.series[0], -4.0),
    )
    for index, (name, moves, colour, aside) in enumerate(ways):
        points = [_middle(cell, aside) for cell in way(moves)]
        canvas.curve(points[:-1], colour, thick=3)
        canvas.arrow(points[-2], (points[-1][0], points[-1][1] - 13), colour, thick=3, head=10)
        line = TOP + 4 * CELL + 20 + 21 * index
        canvas.text((LEFT + 4, line), name, colour, bold=True)
        words = f"mean return {brings(moves):.2f} while the agent goes on exploring with ε = {EPSILON:g}"
        canvas.text((LEFT + 104, line), with_minus(words), colours.ink)
    return canvas.svg()


def _draw_cells(canvas: Canvas, colours: Colours) -> None:
    for y, row in enumerate(WORLD.rows):
        for x, mark in enumerate(row):
            ground = mixed(colours.surface, colours.wrong, 0.35) if mark == "C" else colours.raised
            corner = (LEFT + x * CELL, TOP + y * CELL)
            canvas.rect(corner, (CELL, CELL), ground, stroke=colours.surface, thick=2)
            if mark in "SG":
                canvas.text((corner[0] + 8, corner[1] + CELL - 8), mark, colours.ink, bold=True)
    words = f"cliff: {WORLD.entering['C']:g}, and back to S"
    canvas.text((LEFT + 6 * CELL, TOP + 3.5 * CELL + 5), with_minus(words), colours.ink, anchor="middle")


def _middle(cell: Cell, aside: float) -> Point:
    return LEFT + (cell[1] + 0.5) * CELL + aside, TOP + (cell[0] + 0.5) * CELL + aside


FIGURE = Figure(
    id="cliff-ways",
    alt="A cliff lies between start and goal. The way that Q-learning learns runs along its edge, the one that SARSA "
    "learns keeps away from it; an agent that goes on exploring gets a higher mean return on the second way.",
    draw=draw,
)
