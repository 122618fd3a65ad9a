"""One Q-learning update in its table: which row is read, and which single entry is written."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

ACTIONS = ("up", "right", "down", "left")
ROWS = {"A1": (0.5, 2.0, 1.0, 0.0), "A2": (3.0, 6.0, 4.0, 1.0), "B2": (0.0, 1.5, 2.5, 1.0)}
STATE, ACTION, NEXT_STATE = "A1", 1, "A2"
REWARD, GAMMA, ALPHA = 1.0, 0.5, 0.5
OLD = ROWS[STATE][ACTION]
TARGET = REWARD + GAMMA * max(ROWS[NEXT_STATE])
NEW = OLD + ALPHA * (TARGET - OLD)
WIDTH, HEIGHT = 640.0, 232.0
LEFT, TOP, CELL = 64.0, 50.0, (70.0, 38.0)


def draw(colours: Colours) -> str:
    """Return the table with the row that is read and the entry that is written, and the three lines of the update."""
    canvas = Canvas(WIDTH, HEIGHT)
    words = f"step: from {STATE} by {ACTIONS[ACTION]} with r = {REWARD:g} to {NEXT_STATE}"
    canvas.text((LEFT, 16), words, colours.ink, bold=True)
    for column, action in enumerate(ACTIONS):
        at = (LEFT + (column + 0.5) * CELL[0], TOP - 8)
        canvas.text(at, action, colours.quiet, anchor="middle", size=SMALL_PX)
    for row, (state, values) in enumerate(ROWS.items()):
        y = TOP + row * CELL[1]
        canvas.text(
            (LEFT - 12, y + CELL[1] / 2 + 5), state, colours.ink, anchor="end", bold=state in {STATE, NEXT_STATE}
        )
        for column, value in enumerate(values):
            _cell(canvas, colours, (state, column), (LEFT + column * CELL[0], y), value)
    lines = (
        ("read the row of s′:", f"max Q({NEXT_STATE}, b) = {max(ROWS[NEXT_STATE]):g}", colours.series[0]),
        ("target:", f"{REWARD:g} + {GAMMA:g} · {max(ROWS[NEXT_STATE]):g} = {TARGET:g}", colours.accent),
        ("write the one entry:", f"{OLD:g} + {ALPHA:g} · ({TARGET:g} − {OLD:g}) = {NEW:g}", colours.right),
    )
    for index, (name, sum_of, colour) in enumerate(lines):
        canvas.text((390, TOP + 8 + index * 48), name, colours.quiet, size=13)
        canvas.text((390, TOP + 27 + index * 48), sum_of, colour, bold=True)
    words = f"γ = {GAMMA:g}, α = {ALPHA:g}; which action follows in {NEXT_STATE} is not asked"
    canvas.text((WIDTH / 2, HEIGHT - 10), words, colours.quiet, size=13, anchor="middle")
    return canvas.svg()


def _cell(canvas: Canvas, colours: Colours, place: tuple[str, int], corner: Point, value: float) -> None:
    state = place[0]
    written, largest = place == (STATE, ACTION), state == NEXT_STATE and value == max(ROWS[NEXT_STATE])
    ground = colours.raised
    if state == NEXT_STATE:
        ground = mixed(colours.surface, colours.series[0], 0.5 if largest else 0.18)
    if written:
        ground = mixed(colours.surface, colours.right, 0.3)
    canvas.rect(corner, CELL, ground, stroke=colours.surface, thick=2)
    words = f"{OLD:g} → {NEW:g}" if written else f"{value:g}"
    at = (corner[0] + CELL[0] / 2, corner[1] + CELL[1] / 2 + 5)
    canvas.text(at, words, colours.ink, anchor="middle", bold=written or largest)


FIGURE = Figure(
    id="table-update",
    alt=f"A table of action values for three cells. For a step from {STATE} by {ACTIONS[ACTION]} to {NEXT_STATE} the "
    f"largest value in the row of {NEXT_STATE}, {max(ROWS[NEXT_STATE]):g}, makes the target {TARGET:g}, and one entry "
    f"in the row of {STATE} moves from {OLD:g} to {NEW:g}.",
    draw=draw,
)
