"""Divergences of two even distributions of width 1 while one of them moves away."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

FURTHEST, STEPS = 2.0, 80
WIDTH = 640.0


def jensen_shannon(shift: float) -> float:
    """Return the divergence in nats: where only one has mass, it has twice the density of the mean."""
    return min(shift, 1.0) * math.log(2)


def wasserstein(shift: float) -> float:
    """Return how far the mass has to be carried."""
    return shift


def draw(colours: Colours) -> str:
    """Return both distances over the shift."""
    shifts = [FURTHEST * step / STEPS for step in range(STEPS + 1)]
    lines = tuple(
        Line(name, tuple((shift, distance(shift)) for shift in shifts))
        for name, distance in (("Jensen-Shannon", jensen_shannon), ("Wasserstein", wasserstein))
    )
    curves = Curves(
        ALT, "shift θ; from 1 on the two don't overlap", "distance; KL would be ∞ for every θ above 0", lines
    )
    return draw_curves(curves, colours, WIDTH).svg()


ALT = (
    "Two even distributions of width 1, one moved by θ. The Jensen-Shannon divergence rises to ln 2 at θ = 1 and stays "
    "there, flat; the Wasserstein distance equals θ and keeps rising; KL is infinite for every θ above 0."
)
FIGURE = Figure(id="moving-apart", alt=ALT, draw=draw)
