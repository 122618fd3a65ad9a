"""The learning rate lowered to a tenth in the middle of a run, and the same run without that."""

from __future__ import annotations

import random

from question_bank.descent.runs import Bowl
from question_bank.drawings import Curves, Line
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

BOWL = Bowl(low=2.0, high=10.0, noise=2.0, start=(0.7, 0.35), floor=0.1)
ETA, CUT, WHEN, STEPS = 0.08, 10, 60, 120
WIDTH = 640.0


def run(cut: int) -> tuple[float, ...]:
    """Return the losses of a run whose learning rate is divided by ``cut`` in the middle; all see the same batches."""
    return BOWL.run(random.Random(11), (ETA,) * WHEN + (ETA / cut,) * (STEPS - WHEN))


def draw(colours: Colours) -> str:
    """Return both curves, which part where the rate is lowered."""
    kept, lowered = (tuple((float(step), loss) for step, loss in enumerate(run(cut))) for cut in (1, CUT))
    names = f"η = {ETA:g} to the end", f"η = {ETA / CUT:g} from step {WHEN}"
    lines = (Line(names[0], kept[WHEN:], dashed=True), Line(names[1], lowered))
    return draw_curves(Curves(ALT, "step", "loss", lines), colours, WIDTH).svg()


ALT = (
    f"A loss falls and then swings. At step {WHEN} one run lowers its learning rate to a tenth: the swings die down "
    "and the loss sinks lower. The other keeps its rate and swings on."
)
FIGURE = Figure(id="learning-rate-cut", alt=ALT, draw=draw)
