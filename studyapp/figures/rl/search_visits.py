"""A search that starts from what the policy network likes and ends at what the evaluations favour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.figures.canvas import Axis, Canvas
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.words import with_minus

C = 1.0
FEW, MANY = 3, 200
WIDTH, HEIGHT = 640.0, 262.0
HEIGHTS = Axis(0, 1, 180, 44)
LEFT, BAR, STEP, PANEL = 24.0, 40.0, 56.0, 220.0
MEANS_Y, SCORES_Y = 226.0, 250.0


@dataclass(frozen=True, slots=True)
class Move:
    """A move from the root: its prior, and what every evaluation below it gives, seen by the player to move."""

    name: str
    prior: float
    value: float


MOVES = (Move("a", 0.6, 0.0), Move("b", 0.3, 0.3), Move("c", 0.1, -0.4))


def means(visits: Sequence[int]) -> tuple[float, ...]:
    """Return the mean value Q of each move so far; that of a move not yet tried is 0."""
    return tuple(move.value if count else 0.0 for move, count in zip(MOVES, visits, strict=True))


def scores(visits: Sequence[int]) -> tuple[float, ...]:
    """Return the PUCT score of each move."""
    root = math.sqrt(sum(visits))
    return tuple(
        mean + C * move.prior * root / (1 + count)
        for mean, move, count in zip(means(visits), MOVES, visits, strict=True)
    )


def searched(simulations: int) -> tuple[int, ...]:
    """Return how often each move is taken; equal scores go to the larger prior."""
    visits = [0] * len(MOVES)
    for _ in range(simulations):
        now = scores(visits)
        visits[max(range(len(MOVES)), key=lambda move: (now[move], MOVES[move].prior))] += 1
    return tuple(visits)


def draw(colours: Colours) -> str:
    """Return three panels of bars: the prior, and the shares of the visits after few and after many simulations."""
    canvas = Canvas(WIDTH, HEIGHT)
    _draw_bars(canvas, colours, 0, "prior P", [(move.prior, f"{move.prior:g}") for move in MOVES])
    for index, simulations in enumerate((FEW, MANY), start=1):
        visits = searched(simulations)
        bars = [(count / simulations, f"{count}") for count in visits]
        _draw_bars(canvas, colours, index, f"visits after {simulations}", bars)
        _draw_row(canvas, colours, index, MEANS_Y, [f"{mean:g}" for mean in means(visits)])
        _draw_row(canvas, colours, index, SCORES_Y, [f"{score:.2f}" for score in scores(visits)])
    canvas.text((LEFT + PANEL - 12, MEANS_Y), "mean value Q", colours.ink, anchor="end")
    canvas.text((LEFT + PANEL - 12, SCORES_Y), f"score, c = {C:g}", colours.ink, anchor="end")
    for left in (190.0, 410.0):
        canvas.arrow((left, 100), (left + 24, 100), colours.quiet, thick=2, head=8)
    return canvas.svg()


def _draw_bars(canvas: Canvas, colours: Colours, index: int, name: str, bars: Sequence[tuple[float, str]]) -> None:
    left = LEFT + index * PANEL
    canvas.text((left + 76, 20), name, colours.ink, anchor="middle", bold=True)
    canvas.line((left - 8, HEIGHTS(0)), (left + 160, HEIGHTS(0)), colours.quiet)
    best = max(MOVES, key=lambda move: move.value)
    for number, (move, (share, words)) in enumerate(zip(MOVES, bars, strict=True)):
        x = left + number * STEP
        colour = colours.series[1] if move is best else colours.series[0]
        canvas.rect((x, HEIGHTS(0)), (BAR, HEIGHTS(share) - HEIGHTS(0)), colour)
        canvas.text((x + BAR / 2, HEIGHTS(share) - 6), words, colours.ink, anchor="middle", size=13)
    _draw_row(canvas, colours, index, HEIGHTS(0) + 19, [f"move {move.name}" for move in MOVES])


def _draw_row(canvas: Canvas, colours: Colours, index: int, y: float, cells: Sequence[str]) -> None:
    for number, words in enumerate(cells):
        x = LEFT + index * PANEL + number * STEP + BAR / 2
        canvas.text((x, y), with_minus(words), colours.ink, anchor="middle", size=13)


FIGURE = Figure(
    id="search-visits",
    alt=f"Three moves in a search. The policy network prefers move a with a prior of {MOVES[0].prior:g}, but its value "
    f"is {MOVES[0].value:g}; move b has the prior {MOVES[1].prior:g} and the value {MOVES[1].value:g}. After {FEW} "
    f"simulations the visits are {', '.join(map(str, searched(FEW)))}, after {MANY} they are "
    f"{', '.join(map(str, searched(MANY)))}: most go to b.",
    draw=draw,
)
