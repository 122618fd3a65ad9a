"""A world of cells, small enough to work out every value exactly, and its map with values and moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours
from studyapp.figures.words import with_minus

Cell = tuple[int, int]  # row and column, from the top left
Values = Mapping[Cell, float]
MOVES: tuple[Cell, ...] = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left
SETTLED = 1e-11
EQUAL = 1e-9


class Step(NamedTuple):
    """What the world answers to a move."""

    cell: Cell
    reward: float
    done: bool


@dataclass(frozen=True, slots=True)
class SmallWorld:
    """A map in rows: S start, # wall; ``entering`` holds the rewards of marked cells, every other step costs the same.

    Entering a cell of ``ends`` ends the episode, entering one of ``falls`` leads back to S. Walls and edges leave the
    agent where it is.
    """

    rows: tuple[str, ...]
    gamma: float
    step_reward: float
    entering: Mapping[str, float] = field(default_factory=dict)
    ends: str = ""
    falls: str = ""

    @property
    def size(self) -> Cell:
        """Return the numbers of rows and columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def start(self) -> Cell:
        """Return the cell marked S."""
        return next(cell for cell in self.cells() if self.mark(cell) == "S")

    def mark(self, cell: Cell) -> str:
        """Return what the map says of a cell."""
        return self.rows[cell[0]][cell[1]]

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells in which the agent can be and act, row by row."""
        height, width = self.size
        closed = "#" + self.ends + self.falls
        return tuple((y, x) for y in range(height) for x in range(width) if self.mark((y, x)) not in closed)

    def step(self, cell: Cell, move: Cell) -> Step:
        """Return where a move leads and what it brings."""
        height, width = self.size
        reached = (min(max(cell[0] + move[0], 0), height - 1), min(max(cell[1] + move[1], 0), width - 1))
        mark = self.mark(reached)
        reward = self.entering.get(mark, self.step_reward)
        if mark == "#":
            return Step(cell, self.step_reward, done=False)
        return Step(self.start if mark in self.falls else reached, reward, done=mark in self.ends)

    def action_values(self, values: Values, cell: Cell) -> tuple[float, ...]:
        """Return what each move is worth, given the values of the cells ahead."""
        steps = [self.step(cell, move) for move in MOVES]
        return tuple(each.reward + (0.0 if each.done else self.gamma * values[each.cell]) for each in steps)

    def nothing(self) -> dict[Cell, float]:
        """Return the value 0 for every cell."""
        return dict.fromkeys(self.cells(), 0.0)

    def swept(self, values: Values, epsilon: float) -> dict[Cell, float]:
        """Return all values backed up once: the best move, but any move in a share ``epsilon`` of the steps."""
        new = {}
        for cell in self.cells():
            worth = self.action_values(values, cell)
            new[cell] = (1 - epsilon) * max(worth) + epsilon * sum(worth) / len(worth)
        return new

    def settled(self, epsilon: float) -> dict[Cell, float]:
        """Return the values that a further sweep leaves as they are: 0 for the best policy, 1 for the random one."""
        old, new = self.nothing(), self.swept(self.nothing(), epsilon)
        while max(abs(new[cell] - old[cell]) for cell in new) > SETTLED:
            old, new = new, self.swept(new, epsilon)
        return new

    def best_moves(self, values: Values) -> dict[Cell, tuple[int, ...]]:
        """Return the greedy moves of every cell, as places in ``MOVES``; several where they tie."""
        best = {}
        for cell in self.cells():
            worth = self.action_values(values, cell)
            best[cell] = tuple(move for move, value in enumerate(worth) if value > max(worth) - EQUAL)
        return best


@dataclass(frozen=True, slots=True)
class WorldMap:
    """A world with the values of its cells and the moves of a policy, as places in ``MOVES``."""

    world: SmallWorld
    values: Values
    moves: Mapping[Cell, tuple[int, ...]]


def draw_world(canvas: Canvas, corner: Point, shown: WorldMap, cell_px: float, colours: Colours) -> None:
    """Draw the map; cells have their value, tinted by it, and a wedge at each side to which a move of theirs leads."""
    world, values = shown.world, shown.values
    height, width = world.size
    largest = max(map(abs, [*values.values(), *world.entering.values()]))
    for cell in [(y, x) for y in range(height) for x in range(width)]:
        at = (corner[0] + cell[1] * cell_px, corner[1] + cell[0] * cell_px)
        worth = values.get(cell, world.entering.get(world.mark(cell)))
        ground = colours.line if worth is None else _tinted(colours, worth / largest)
        canvas.rect(at, (cell_px, cell_px), ground, stroke=colours.surface, thick=2)
        if worth is None:
            continue
        middle = (at[0] + cell_px / 2, at[1] + cell_px / 2)
        words = f"{worth:.1f}" if cell in values else f"{worth:+g}"
        words = with_minus("0.0" if words == "-0.0" else words)
        canvas.text(
            (middle[0], middle[1] + 4.5), words, colours.ink, anchor="middle", size=SMALL_PX, bold=cell not in values
        )
        for move in shown.moves.get(cell, ()):
            _draw_wedge(canvas, middle, MOVES[move], cell_px, colours.ink)


def _tinted(colours: Colours, share: float) -> str:
    colour = colours.right if share > 0 else colours.wrong
    return mixed(colours.raised, colour, 0.55 * abs(share))


def _draw_wedge(canvas: Canvas, middle: Point, move: Cell, cell_px: float, colour: str) -> None:
    down, right = move
    tip = cell_px / 2 - 3
    base = tip - 5.5
    x, y = middle
    points = ((tip, 0.0), (base, 4.5), (base, -4.5))
    canvas.area(
        [(x + along * right - across * down, y + along * down + across * right) for along, across in points], colour
    )
