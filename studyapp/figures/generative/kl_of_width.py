"""The divergence of a latent unit to the standard normal over its width, for three means."""

from __future__ import annotations

from question_bank.drawings import Curves, Line
from question_bank.latents.gaussians import to_standard
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

MEANS = (0.0, 1.0, 2.0)
NARROWEST, WIDEST, STEPS = 0.1, 2.5, 96
SIGMAS = tuple(NARROWEST + (WIDEST - NARROWEST) * step / STEPS for step in range(STEPS + 1))
WIDTH = 640.0


def points(mean: float) -> tuple[tuple[float, float], ...]:
    """Return the divergence of a Gaussian with this mean, a point for each width."""
    return tuple((sigma, to_standard(mean, sigma)) for sigma in SIGMAS)


def draw(colours: Colours) -> str:
    """Return a line for each mean."""
    lines = tuple(Line(f"with mean μ = {mean:g}", points(mean)) for mean in MEANS)
    curves = Curves(ALT, "standard deviation σ", "KL to the standard normal, in nats", lines)
    return draw_curves(curves, colours, WIDTH).svg()


ALT = (
    "KL of a Gaussian to the standard normal over its standard deviation, for means 0, 1 and 2. It is 0 only for mean "
    "0 and σ = 1, rises steeply for narrow Gaussians and slowly for wide ones; a mean of 1 adds 0.5 everywhere, 2 "
    "adds 2."
)
FIGURE = Figure(id="kl-of-width", alt=ALT, draw=draw)
