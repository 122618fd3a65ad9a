"""The loop of agent and world, and the episode that it unrolls into."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 266.0
BOX = (130.0, 52.0)
AGENT: Point = (255.0, 12.0)
WORLD: Point = (255.0, 128.0)
EPISODE = ("S₀", "A₀", "R₁", "S₁", "A₁", "R₂", "S₂", "A₂", "R₃", "end")


def draw(colours: Colours) -> str:
    """Return the two boxes with what they hand each other, and below them three steps in a row."""
    canvas = Canvas(WIDTH, HEIGHT)
    for corner, name, words in ((AGENT, "agent", "policy π(a | s)"), (WORLD, "world", "p(s′, r | s, a)")):
        _box(canvas, colours, corner, (name, words))
    right, left = AGENT[0] + BOX[0], AGENT[0]
    top, bottom = AGENT[1] + BOX[1] / 2, WORLD[1] + BOX[1] / 2
    canvas.curve([(right, top), (right + 60, top), (right + 60, bottom), (right + 12, bottom)], colours.series[1])
    canvas.arrow((right + 14, bottom), (right, bottom), colours.series[1], thick=2, head=9)
    canvas.curve([(left, bottom), (left - 60, bottom), (left - 60, top), (left - 12, top)], colours.series[0])
    canvas.arrow((left - 14, top), (left, top), colours.series[0], thick=2, head=9)
    middle = (top + bottom) / 2
    canvas.lines((right + 70, middle - 4), ("action Aₜ", "in state Sₜ"), colours.ink, size=14)
    canvas.lines((left - 70, middle - 4), ("reward Rₜ₊₁", "next state Sₜ₊₁"), colours.ink, size=14, anchor="end")
    _episode(canvas, colours)
    return canvas.svg()


def _box(canvas: Canvas, colours: Colours, corner: Point, words: tuple[str, str]) -> None:
    canvas.rect(corner, BOX, colours.raised, stroke=colours.quiet, corner_radius=8)
    middle = corner[0] + BOX[0] / 2
    canvas.text((middle, corner[1] + 22), words[0], colours.ink, anchor="middle", bold=True)
    canvas.text((middle, corner[1] + 41), words[1], colours.quiet, anchor="middle", size=SMALL_PX)


def _episode(canvas: Canvas, colours: Colours) -> None:
    """Draw one episode: the colours are those of the arrows that bring each thing."""
    top, cell, gap = 214.0, 46.0, 14.0
    first = (WIDTH - len(EPISODE) * cell - (len(EPISODE) - 1) * gap) / 2
    for index, name in enumerate(EPISODE):
        left = first + index * (cell + gap)
        colour = colours.series[1] if name.startswith("A") else colours.series[0]
        ground = mixed(colours.surface, colour, 0.16 if name.startswith("R") else 0.34)
        canvas.rect((left, top), (cell, 28), ground, stroke=colour, corner_radius=14 if name[0] in "Se" else 3)
        canvas.text((left + cell / 2, top + 19), name, colours.ink, anchor="middle")
        if index:
            canvas.arrow((left - gap + 2, top + 14), (left - 1, top + 14), colours.quiet, head=5)
    words = "one episode of three steps: the reward for A₀ is called R₁"
    canvas.text((WIDTH / 2, HEIGHT - 6), words, colours.quiet, anchor="middle", size=13)


FIGURE = Figure(
    id="agent-and-world",
    alt="The agent hands an action to the world, the world hands back a reward and the next state, step after step. "
    "Unrolled, an episode reads S0, A0, R1, S1, A1, R2, S2, A2, R3, end.",
    draw=draw,
)
