"""One step of an LSTM unit with its gates given: the cell state on top, the hidden state that leaves below."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

FORGET, WRITE, CANDIDATE, OUT = 0.8, 0.4, 0.6, 0.7
BEFORE = 1.1
KEPT, WRITTEN = FORGET * BEFORE, WRITE * CANDIDATE
CELL = KEPT + WRITTEN
SQUASHED = math.tanh(CELL)
HIDDEN = OUT * SQUASHED
WIDTH, HEIGHT = 640.0, 348.0
LINE, MEET, GATES, BUS = 62.0, 168.0, 254.0, 322.0
F, I, G, O = 132.0, 252.0, 372.0, 500.0  # noqa: E741  (the gates' own letters)
PLUS = (I + G) / 2
RADIUS = 14.0
NAMES = ((F, "f", FORGET, "forget", "σ"), (I, "i", WRITE, "input", "σ"), (G, "g", CANDIDATE, "candidate", "tanh"))


def draw(colours: Colours) -> str:
    """Return the cell with the numbers of one step on its lines."""
    canvas = Canvas(WIDTH, HEIGHT)
    _memory(canvas, colours)
    _writing(canvas, colours)
    _leaving(canvas, colours)
    for x, letter, value, name, squash in (*NAMES, (O, "o", OUT, "output", "σ")):
        _gate(canvas, colours, x, (f"{letter} = {value:g}", f"{name}, {squash}"))
    canvas.line((60, BUS), (O + 55, BUS), colours.quiet, thick=1.5)
    canvas.text((60, BUS + 19), "xₜ and hₜ₋₁; each gate has its own weights and bias", colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _memory(canvas: Canvas, colours: Colours) -> None:
    for start, end in ((24.0, F - RADIUS), (F + RADIUS, PLUS - RADIUS), (PLUS + RADIUS, 620.0)):
        canvas.arrow((start, LINE), (end - 1, LINE), colours.accent, thick=3, head=10)
    canvas.arrow((F, GATES - 24), (F, LINE + RADIUS + 1), colours.quiet)
    _sign(canvas, colours, (F, LINE), "×")
    _sign(canvas, colours, (PLUS, LINE), "+")
    canvas.text((24, LINE - 14), f"cₜ₋₁ = {BEFORE:g}", colours.ink, bold=True)
    canvas.text(((F + PLUS) / 2, LINE - 14), f"kept {KEPT:.2f}", colours.ink, size=13, anchor="middle")
    canvas.text((600, LINE - 14), f"cₜ = {CELL:.2f}", colours.ink, anchor="end", bold=True)
    canvas.text((WIDTH / 2, 18), "cell state", colours.accent, size=13, anchor="middle")


def _writing(canvas: Canvas, colours: Colours) -> None:
    for x in (I, G):
        side = -1 if x < PLUS else 1
        canvas.curve([(x, GATES - 24), (x, MEET), (PLUS + side * (RADIUS + 8), MEET)], colours.quiet, thick=1.5)
        canvas.arrow((PLUS + side * (RADIUS + 12), MEET), (PLUS + side * (RADIUS + 1), MEET), colours.quiet)
    canvas.arrow((PLUS, MEET - RADIUS), (PLUS, LINE + RADIUS + 1), colours.quiet)
    _sign(canvas, colours, (PLUS, MEET), "×")
    canvas.text((PLUS + 9, (LINE + MEET) / 2 + 4), f"written {WRITTEN:.2f}", colours.ink, size=13)


def _leaving(canvas: Canvas, colours: Colours) -> None:
    canvas.arrow((O, LINE), (O, 92), colours.quiet)
    canvas.rect((O - 26, 93), (52, 26), colours.raised, stroke=colours.quiet, corner_radius=6)
    canvas.text((O, 111), "tanh", colours.ink, size=13, anchor="middle")
    canvas.arrow((O, 119), (O, MEET - RADIUS - 1), colours.quiet)
    canvas.text((O - 9, 142), f"{SQUASHED:.3f}", colours.ink, size=13, anchor="end")
    canvas.arrow((O, GATES - 24), (O, MEET + RADIUS + 1), colours.quiet)
    canvas.arrow((O + RADIUS, MEET), (620, MEET), colours.series[1], thick=3, head=10)
    _sign(canvas, colours, (O, MEET), "×")
    canvas.text((600, MEET - 12), f"hₜ = {HIDDEN:.3f}", colours.ink, anchor="end", bold=True)
    canvas.text((600, MEET + 22), "hidden state", colours.series[1], size=13, anchor="end")


def _gate(canvas: Canvas, colours: Colours, x: float, told: tuple[str, str]) -> None:
    canvas.arrow((x, BUS), (x, GATES + 25), colours.quiet)
    ground = mixed(colours.surface, colours.series[0], 0.18)
    canvas.rect((x - 55, GATES - 24), (110, 48), ground, stroke=colours.series[0], corner_radius=8)
    canvas.text((x, GATES - 4), told[0], colours.ink, anchor="middle", bold=True)
    canvas.text((x, GATES + 15), told[1], colours.ink, size=SMALL_PX, anchor="middle")


def _sign(canvas: Canvas, colours: Colours, at: Point, sign: str) -> None:
    canvas.circle(at, RADIUS, colours.surface, stroke=colours.ink, thick=1.6)
    canvas.text((at[0], at[1] + 6), sign, colours.ink, size=18, anchor="middle")


FIGURE = Figure(
    id="lstm-cell",
    alt="An LSTM unit. The cell state runs along the top: times the forget gate, plus input gate times candidate. A "
    "branch goes through tanh and times the output gate, and leaves as the hidden state. With the numbers shown, 1.1 "
    "becomes 1.12, and 0.565 leaves.",
    draw=draw,
)
