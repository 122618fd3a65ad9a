"""One step of a GRU unit as PyTorch computes it, with the numbers on its lines."""

from __future__ import annotations

import math

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

RESET, UPDATE = 0.6, 0.3
FROM_INPUT, FROM_STATE = 0.4, 0.6
BEFORE = 0.8
LET_IN = RESET * FROM_STATE
CANDIDATE = math.tanh(FROM_INPUT + LET_IN)
AFTER = (1 - UPDATE) * CANDIDATE + UPDATE * BEFORE
WIDTH, HEIGHT = 640.0, 330.0
LINE, MIDDLE, BELOW = 92.0, 206.0, 296.0
STATE, SUM, MIX = 96.0, 288.0, 462.0


def draw(colours: Colours) -> str:
    """Return the reset on the way to the candidate, and the mix of old state and candidate."""
    canvas = Canvas(WIDTH, HEIGHT)
    _ways(canvas, colours)
    _box(canvas, colours, (STATE, 148), ("Uₙh + b", f"{FROM_STATE:g}"), gate=False)
    _box(canvas, colours, (STATE, BELOW), (f"r = {RESET:g}", "reset gate, σ"), gate=True)
    _box(canvas, colours, (SUM, MIDDLE), ("tanh", f"n = {CANDIDATE:.3f}"), gate=False)
    _box(canvas, colours, (SUM, BELOW), ("Wₙx + b", f"{FROM_INPUT:g}"), gate=False)
    _box(canvas, colours, (MIX, 28), (f"z = {UPDATE:g}", "update gate, σ"), gate=True)
    canvas.circle((STATE, MIDDLE), 14, colours.surface, stroke=colours.ink, thick=1.6)
    canvas.text((STATE, MIDDLE + 6), "×", colours.ink, size=18, anchor="middle")
    canvas.rect((MIX - 66, LINE - 22), (132, 44), colours.raised, stroke=colours.ink, thick=1.6, corner_radius=8)
    canvas.text((MIX, LINE + 5), "(1 − z)·n + z·h", colours.ink, anchor="middle", bold=True)
    canvas.text((12, LINE - 12), f"hₜ₋₁ = {BEFORE:g}", colours.ink, bold=True)
    canvas.text((632, LINE - 12), f"hₜ = {AFTER:.3f}", colours.ink, anchor="end", bold=True)
    return canvas.svg()


def _ways(canvas: Canvas, colours: Colours) -> None:
    canvas.arrow((12, LINE), (MIX - 68, LINE), colours.accent, thick=3, head=10)
    canvas.arrow((MIX + 67, LINE), (630, LINE), colours.accent, thick=3, head=10)
    canvas.arrow((STATE, LINE), (STATE, 125), colours.quiet)
    canvas.arrow((STATE, 171), (STATE, MIDDLE - 15), colours.quiet)
    canvas.arrow((STATE, BELOW - 23), (STATE, MIDDLE + 15), colours.quiet)
    canvas.arrow((STATE + 15, MIDDLE), (SUM - 60, MIDDLE), colours.quiet)
    canvas.text(((STATE + SUM) / 2 - 22, MIDDLE - 10), f"{LET_IN:.2f} let in", colours.ink, size=13, anchor="middle")
    canvas.arrow((SUM, BELOW - 23), (SUM, MIDDLE + 24), colours.quiet)
    canvas.curve([(SUM + 59, MIDDLE), (MIX, MIDDLE), (MIX, LINE + 40)], colours.quiet, thick=1.5)
    canvas.arrow((MIX, LINE + 40), (MIX, LINE + 23), colours.quiet)
    canvas.text((MIX + 10, MIDDLE - 40), "candidate", colours.ink, size=13)
    canvas.arrow((MIX, 51), (MIX, LINE - 23), colours.quiet)


def _box(canvas: Canvas, colours: Colours, at: Point, told: tuple[str, str], *, gate: bool) -> None:
    ground = mixed(colours.surface, colours.series[0], 0.18) if gate else colours.raised
    edge = colours.series[0] if gate else colours.quiet
    canvas.rect((at[0] - 58, at[1] - 23), (116, 46), ground, stroke=edge, corner_radius=8)
    canvas.text((at[0], at[1] - 3), told[0], colours.ink, anchor="middle", bold=True)
    canvas.text((at[0], at[1] + 15), told[1], colours.ink, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="gru-cell",
    alt="A GRU unit as in PyTorch. What the old state contributes to the candidate is scaled by the reset gate and "
    f"added to what the input contributes; tanh gives the candidate. The update gate mixes it with the old "
    f"state: {AFTER:.3f} leaves.",
    draw=draw,
)
