"""Loss curves of the same training with four learning rates."""

from __future__ import annotations

import random

from question_bank.descent.runs import OFF_THE_PICTURE, STEPS, Bowl, Curve
from question_bank.drawings import Curves, Line, Point
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

LIMIT = 0.2
BOWL = Bowl(low=1.25, high=2 / LIMIT, noise=0.6, start=(1.05, 0.5), floor=0.1)
RATES = {"far too low": 0.0005, "suits": 0.08, "too high: swings": 0.19, "diverges": 0.216}
WIDTH = 640.0


def run(eta: float) -> Curve:
    """Return the losses with a learning rate; whatever it is, the batches have the same noise."""
    return BOWL.run(random.Random(79), (eta,) * STEPS)


def curves() -> Curves:
    """Return the losses of all four runs, the one that diverges until it leaves the picture."""
    lines = []
    for name, eta in RATES.items():
        lines.append(Line(f"{eta:g}, {name}", _within(run(eta))))
    return Curves(ALT, "step", "loss", tuple(lines))


def _within(losses: Curve) -> tuple[Point, ...]:
    """Return a run as points; the last stretch of one that leaves the picture ends at its edge."""
    top = OFF_THE_PICTURE * losses[0]
    points = [(float(step), loss) for step, loss in enumerate(losses)]
    (before, low), (after, high) = points[-2:]
    if high > top:
        points[-1] = (before + (after - before) * (top - low) / (high - low), top)
    return tuple(points)


def draw(colours: Colours) -> str:
    """Return the four curves, each named at its end with its learning rate."""
    return draw_curves(curves(), colours, WIDTH).svg()


ALT = (
    f"Losses over {STEPS} steps from one start with the learning rates "
    f"{', '.join(f'{eta:g} ({name})' for name, eta in RATES.items())}. The first hardly falls, the second falls fast "
    "and stays low, the third goes up and down to the end, the fourth grows out of the picture."
)
FIGURE = Figure(id="learning-rate-curves", alt=ALT, draw=draw)
