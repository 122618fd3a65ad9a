"""One Gaussian fitted to two peaks: by the divergence from the data to it, and the other way round."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

PEAKS = ((0.6, -2.0, 0.6), (0.4, 2.0, 0.6))  # share, mean, standard deviation
LOW, HIGH, STEPS = -7.0, 7.0, 140
PLACES = tuple(LOW + (HIGH - LOW) * step / STEPS for step in range(STEPS + 1))
WIDTH = 640.0
Fit = tuple[float, float]


def normal(x: float, mean: float, sigma: float) -> float:
    """Return the density of a Gaussian."""
    return math.exp(-(((x - mean) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))


def data(x: float) -> float:
    """Return the density of the two peaks."""
    return sum(share * normal(x, mean, sigma) for share, mean, sigma in PEAKS)


def covering() -> Fit:
    """Return the Gaussian with the least KL from the data to it: it has the data's mean and variance."""
    mean = sum(share * centre for share, centre, _ in PEAKS)
    return mean, math.sqrt(sum(share * (sigma**2 + (centre - mean) ** 2) for share, centre, sigma in PEAKS))


@cache
def seeking() -> Fit:
    """Return the Gaussian with the least KL from it to the data, searched for with ever smaller steps."""
    best, step = (-1.0, 1.0), 0.5
    while step > 1e-3:
        mean, sigma = best
        tries = ((mean + step, sigma), (mean - step, sigma), (mean, sigma + step), (mean, max(sigma - step, 0.1)))
        found = min(tries, key=reverse_kl)
        if reverse_kl(found) < reverse_kl(best):
            best = found
        else:
            step /= 2
    return best


@cache
def reverse_kl(fit: Fit) -> float:
    """Return the divergence from a Gaussian to the data, added up over a fine grid."""
    width = (HIGH - LOW) / STEPS
    terms = ((normal(x, *fit), data(x)) for x in PLACES)
    return math.fsum(q * math.log(q / p) for q, p in terms if q > 1e-12) * width


def draw(colours: Colours) -> str:
    """Return the data's density and both fits."""
    one, other = covering(), seeking()
    lines = (
        _line("data p", data),
        _line("least KL(p‖q)", lambda x: normal(x, *one)),
        _line("least KL(q‖p)", lambda x: normal(x, *other)),
    )
    return draw_curves(Curves(ALT, "x", "density", lines), colours, WIDTH).svg()


def _line(name: str, density: Callable[[float], float]) -> Line:
    return Line(name, tuple((x, density(x)) for x in PLACES if abs(x) <= 6))


ALT = (
    "Data with two peaks, at −2 and 2, and a Gaussian q fitted in two ways. The least KL from p to q gives a wide "
    "Gaussian between them that covers both; the least KL from q to p a narrow one at −2, on the larger peak alone."
)
FIGURE = Figure(id="covering-and-seeking", alt=ALT, draw=draw)
