"""Four schedules over the same hundred steps."""

from __future__ import annotations

from question_bank.drawings import Curves, Line
from question_bank.schedules.shapes import Cosine, Exponential, Power, Shape, Steps
from studyapp.figures.curves_drawing import draw_curves
from studyapp.figures.figure import Colours, Figure

START, TOTAL, SCALE = 0.1, 100, 20
SHAPES: dict[str, Shape] = {
    f"power, s = {SCALE}": Power(START, SCALE),
    "cosine": Cosine(START, TOTAL),
    "steps: halved every 25": Steps(START, 0.5, 25),
    f"exponential, s = {2 * SCALE}": Exponential(START, 2 * SCALE),
}
WIDTH = 640.0


def draw(colours: Colours) -> str:
    """Return the four rates over the steps."""
    lines = tuple(Line(name, tuple((t, shape.at(t)) for t in _places(shape))) for name, shape in SHAPES.items())
    return draw_curves(Curves(ALT, "step", "learning rate", lines), colours, WIDTH).svg()


def _places(shape: Shape) -> list[float]:
    """Return the steps to draw, among them both sides of every drop."""
    drops = range(shape.every, TOTAL, shape.every) if isinstance(shape, Steps) else ()
    return sorted({*(float(t) for t in range(TOTAL + 1)), *(drop - 1e-3 for drop in drops)})


ALT = (
    f"Learning rates that start at {START:g}, over {TOTAL} steps. The power schedule falls fast, then slowly, to "
    f"{Power(START, SCALE).at(TOTAL):.3f}; the exponential one to {Exponential(START, 2 * SCALE).at(TOTAL):.4f}; the "
    "cosine stays high at first and ends at 0; steps stand still and halve every 25 steps."
)
FIGURE = Figure(id="schedules-side-by-side", alt=ALT, draw=draw)
