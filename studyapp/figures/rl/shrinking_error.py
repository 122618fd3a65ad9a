"""How fast sweeps of value iteration come close in a slippery world, and when their greedy policy is the best one."""

from __future__ import annotations

import math
from functools import cache

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, Point
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.rl.random_and_greedy import WORLD
from studyapp.figures.small_world import SETTLED, Cell, Values

SLIP = 0.4  # the share of steps that go any of the four ways, whatever was chosen
SWEEPS = 24
WIDTH, HEIGHT = 640.0, 344.0
X = Axis(0, SWEEPS, 62, 610)
Y = Axis(-3, 1, 250, 44)


def swept_in_place(values: Values) -> dict[Cell, float]:
    """Return all values backed up once, row by row, each from the newest values there are."""
    new = dict(values)
    for cell in WORLD.cells():
        worth = WORLD.action_values(new, cell)
        new[cell] = (1 - SLIP) * max(worth) + SLIP * sum(worth) / len(worth)
    return new


def sweeps(*, in_place: bool) -> list[dict[Cell, float]]:
    """Return the values before the first sweep, 0 everywhere, and after each one."""
    found = [WORLD.nothing()]
    for _ in range(SWEEPS):
        found.append(swept_in_place(found[-1]) if in_place else WORLD.swept(found[-1], SLIP))
    return found


@cache
def errors(*, in_place: bool) -> tuple[float, ...]:
    """Return the largest error over all cells before the first sweep and after each one."""
    best = WORLD.settled(SLIP)
    return tuple(max(abs(values[cell] - best[cell]) for cell in best) for values in sweeps(in_place=in_place))


def promised() -> tuple[float, ...]:
    """Return what the largest error can be at most: a factor gamma less with every sweep."""
    return tuple(errors(in_place=False)[0] * WORLD.gamma**sweep for sweep in range(SWEEPS + 1))


@cache
def best_from() -> int:
    """Return from which sweep on, all cells at once, the greedy moves are the best ones."""
    best = WORLD.best_moves(WORLD.settled(SLIP))
    right = [
        all(set(moves) <= set(best[cell]) for cell, moves in WORLD.best_moves(values).items())
        for values in sweeps(in_place=False)
    ]
    return max((sweep + 1 for sweep, good in enumerate(right) if not good), default=0)


@cache
def rounds() -> int:
    """Return how often policy iteration evaluates until a policy stays as it is; the first one goes up everywhere."""
    moves, count = dict.fromkeys(WORLD.cells(), 0), 0
    while True:
        greedy, count = WORLD.best_moves(_evaluated(moves)), count + 1
        improved = {cell: move if move in greedy[cell] else greedy[cell][0] for cell, move in moves.items()}
        if improved == moves:
            return count
        moves = improved


def _evaluated(moves: dict[Cell, int]) -> dict[Cell, float]:
    values, change = WORLD.nothing(), 1.0
    while change > SETTLED:
        worth = {cell: WORLD.action_values(values, cell) for cell in values}
        new = {cell: (1 - SLIP) * each[moves[cell]] + SLIP * sum(each) / len(each) for cell, each in worth.items()}
        change = max(abs(new[cell] - values[cell]) for cell in values)
        values = new
    return values


def draw(colours: Colours) -> str:
    """Return the errors of both kinds of sweeps beside the promise, on a logarithmic axis."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    lines = (
        ("bound: times γ each sweep", promised(), colours.quiet, (15, "start")),
        ("all at once", errors(in_place=False), colours.series[0], (15, "start")),
        ("in place, row by row", errors(in_place=True), colours.series[1], (15, "end")),
    )
    for name, values, colour, (sweep, anchor) in lines:
        dashes = "6 5" if colour == colours.quiet else ""
        within = [_place(at, error) for at, error in enumerate(values) if math.log10(error) >= Y.low]
        canvas.curve(within, colour, thick=2.2, dashes=dashes)
        x, y = _place(sweep, values[sweep])
        aside = (x + 6, y - 8) if anchor == "start" else (x - 6, y + 8)
        canvas.text(aside, name, colours.ink, size=13, anchor=anchor)
    _mark_best(canvas, colours)
    words = f"policy iteration, at first up everywhere: {rounds()} rounds, the last one changes nothing"
    canvas.text((WIDTH / 2, HEIGHT - 30), words, colours.ink, size=13, anchor="middle")
    words = f"the small world, but {SLIP:.0%} of the steps go any way; each step −1, γ = {WORLD.gamma:g}"
    canvas.text((WIDTH / 2, HEIGHT - 8), words, colours.quiet, size=13, anchor="middle")
    return canvas.svg()


def _place(sweep: int, error: float) -> Point:
    return X(sweep), Y(math.log10(error))


def _mark_best(canvas: Canvas, colours: Colours) -> None:
    sweep = best_from()
    x, y = _place(sweep, errors(in_place=False)[sweep])
    canvas.circle((x, y), 5, colours.surface, stroke=colours.series[0], thick=2.4)
    canvas.line((x, y + 6), (x, Y(-1) + 6), colours.quiet, dashes="2 3")
    words = ("greedy moves right", f"from sweep {sweep} on")
    canvas.lines((X(0) + 8, Y(-1) + 22), words, colours.ink)


def _axes(canvas: Canvas, colours: Colours) -> None:
    for power in range(int(Y.low), int(Y.high) + 1):
        canvas.line((X.start, Y(power)), (X.end, Y(power)), colours.line)
        canvas.text((X.start - 8, Y(power) + 4), f"{10.0**power:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for sweep in range(0, SWEEPS + 1, 4):
        canvas.text((X(sweep), Y.start + 18), str(sweep), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((4, 18), "largest error of a value", colours.quiet, size=13)
    canvas.text(((X.start + X.end) / 2, Y.start + 38), "sweeps", colours.quiet, size=13, anchor="middle")


FIGURE = Figure(
    id="shrinking-error",
    alt="The largest error over 24 sweeps of value iteration in a slippery world, on a logarithmic axis. Both kinds of "
    "sweeps stay below the dashed line that shrinks by gamma; sweeps in place fall fastest. The greedy moves are right "
    "long before the values are.",
    draw=draw,
)
