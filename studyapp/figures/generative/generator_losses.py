"""Two losses of a generator over the discriminator's logit for a sample it made."""

from __future__ import annotations

import math

from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

FURTHEST, STEPS = 6.0, 96
WIDTH = 640.0


def minimax(logit: float) -> float:
    """Return ln(1 − D) for the discriminator's logit."""
    return -math.log1p(math.exp(logit))


def non_saturating(logit: float) -> float:
    """Return −ln D for the discriminator's logit."""
    return math.log1p(math.exp(-logit))


def draw(colours: Colours) -> str:
    """Return both losses."""
    logits = [-FURTHEST + 2 * FURTHEST * step / STEPS for step in range(STEPS + 1)]
    lines = tuple(
        Line(name, tuple((logit, loss(logit)) for logit in logits))
        for name, loss in (("minimax: ln(1 − D)", minimax), ("non-saturating: −ln D", non_saturating))
    )
    curves = Curves(
        ALT, "logit of D for a made sample: left is “surely made”, right “surely real”", "loss of the generator", lines
    )
    return draw_curves(curves, colours, WIDTH).svg()


ALT = (
    "Two losses of the generator over the discriminator's logit. Both fall to the right. Where the discriminator is "
    "sure that the sample was made, on the left, ln(1 − D) is flat and −ln D is steep; on the right it is the other "
    "way round."
)
FIGURE = Figure(id="generator-losses", alt=ALT, draw=draw)
