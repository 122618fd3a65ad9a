"""How much a reward counts that is k steps away."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

GAMMAS = (0.5, 0.9, 0.99)
STEPS = 40
WIDTH, HEIGHT = 640.0, 300.0
X = Axis(0, STEPS, 46, 540)
Y = Axis(0, 1, 250, 18)


def draw(colours: Colours) -> str:
    """Return the weights of three discounts as curves with a dot a step, each named at its end."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    for gamma, colour in zip(GAMMAS, (colours.series[1], colours.series[0], colours.series[2]), strict=True):
        points = [(X(k), Y(gamma**k)) for k in range(STEPS + 1)]
        canvas.curve(points, colour, thick=1.5, opacity=0.6)
        for point in points:
            canvas.circle(point, 2.4, colour)
        _name(canvas, colours, gamma, colour)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    for level in (0.25, 0.5, 0.75, 1.0):
        canvas.line((X(0), Y(level)), (X(STEPS), Y(level)), colours.line)
        canvas.text((X(0) - 8, Y(level) + 4), f"{level:g}", colours.quiet, size=SMALL_PX, anchor="end")
    canvas.line((X(0), Y(0)), (X(STEPS), Y(0)), colours.quiet)
    for k in range(0, STEPS + 1, 10):
        canvas.line((X(k), Y(0)), (X(k), Y(0) + 4), colours.quiet)
        canvas.text((X(k), Y(0) + 18), str(k), colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((X(STEPS / 2), HEIGHT - 8), "k: steps until the reward comes", colours.ink, anchor="middle")
    canvas.text((X(0) + 6, Y(1) - 5), "weight of that reward: γᵏ", colours.ink)


def _name(canvas: Canvas, colours: Colours, gamma: float, colour: str) -> None:
    """Write the discount where its curve is clear of the others, and what all its weights add up to."""
    early = gamma <= 0.5  # long gone at the end
    x, y = (X(2) + 12, Y(gamma**2) + 4) if early else (X(STEPS) + 10, min(Y(gamma**STEPS), Y(0.075)))
    canvas.text((x, y), f"γ = {gamma:g}", colour, bold=True)
    canvas.text((x, y + 15), f"sum {1 / (1 - gamma):.0f}", colours.quiet, size=SMALL_PX)


FIGURE = Figure(
    id="discount-weights",
    alt="Weights γ to the power k over 40 steps: with γ = 0.5 next to nothing counts after 6 steps, with 0.9 a reward "
    "10 steps away counts a third, with 0.99 one 40 steps away counts two thirds.",
    draw=draw,
)
