"""How sure a softmax over random keys is, by the length of the keys, with and without the scale."""

from __future__ import annotations

import math
from functools import cache
from random import Random

from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

KEYS, DRAWS, SEED = 8, 300, 5
POWERS = range(10)  # d_k from 1 to 512
WIDTH = 640.0


@cache
def largest_weight(d_k: int, *, scaled: bool) -> float:
    """Return the largest weight, on average over draws of a query and its keys.

    All numbers are standard normal. Given the query, its dot products with such keys are normal, as wide as the query
    is long; so its squared length (a sum of d_k squares) and one number for each key are all that has to be drawn.
    """
    rng, total = Random(SEED), 0.0
    for _ in range(DRAWS):
        length = math.sqrt(rng.gammavariate(d_k / 2, 2.0) / (d_k if scaled else 1))
        scores = [length * rng.gauss() for _ in range(KEYS)]
        total += 1 / sum(math.exp(score - max(scores)) for score in scores)
    return total / DRAWS


def draw(colours: Colours) -> str:
    """Return both averages over the length of the keys, doubled from mark to mark."""
    lines = tuple(
        Line(name, tuple((float(power), largest_weight(2**power, scaled=scaled)) for power in POWERS))
        for name, scaled in (("divided by √dₖ", True), ("dot products alone", False))
    )
    curves = Curves(ALT, "log₂ dₖ: each step doubles the length of the keys", "largest of 8 weights, on average", lines)
    return draw_curves(curves, colours, WIDTH).svg()


ALT = (
    f"The largest of {KEYS} attention weights for random queries and keys, on average. Without the scale it climbs "
    "from about 0.3 at length 1 to about 0.95 at 512; divided by the root of the length it stays below 0.4."
)
FIGURE = Figure(id="scale-of-scores", alt=ALT, draw=draw)
