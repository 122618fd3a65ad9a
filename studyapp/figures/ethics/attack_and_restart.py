"""One large step, many small steps and random restarts against the same small network, within the same ball."""

from __future__ import annotations

import math
import random

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

# A network of one input and four tanh units: each triple is the weight, the bias and the outgoing weight of a unit.
UNITS = ((14.0, -1.4, -0.8), (14.0, -5.6, 0.8), (14.0, 11.9, -1.35), (14.0, 7.7, 1.35))
BIAS = 2.0
EPSILON, STEP, STEPS = 1.0, 0.05, 20
RESTARTS, SEED = 3, 29
FOOLED = math.log(2)  # the loss at which the probability of the true class is one half
WIDTH, HEIGHT = 640.0, 330.0
X, Y = Axis(-EPSILON, EPSILON, 60, 452), Axis(0, 1.25, 262, 26)
POINTS = 200


def loss(delta: float) -> float:
    """Return the cross-entropy of the true class when the input is moved by ``delta``."""
    return math.log1p(math.exp(-_logit(delta)))


def slope(delta: float) -> float:
    """Return the derivative of the loss by ``delta``, as backpropagation gives it."""
    inner = sum(out * weight * (1 - math.tanh(weight * delta + bias) ** 2) for weight, bias, out in UNITS)
    return -inner / (1 + math.exp(_logit(delta)))


def one_step() -> float:
    """Return where a single step of the full length ends."""
    return math.copysign(EPSILON, slope(0.0))


def many_steps(start: float) -> float:
    """Return the worst place that small steps from a start come by, kept inside the ball."""
    way = [start]
    for _ in range(STEPS):
        moved = way[-1] + math.copysign(STEP, slope(way[-1]))
        way.append(min(max(moved, -EPSILON), EPSILON))
    return max(way, key=loss)


def restarts() -> list[float]:
    """Return starting places drawn at random from the ball."""
    drawn = random.Random(SEED)
    return [drawn.uniform(-EPSILON, EPSILON) for _ in range(RESTARTS)]


def _logit(delta: float) -> float:
    return BIAS + sum(out * math.tanh(weight * delta + bias) for weight, bias, out in UNITS)


def draw(colours: Colours) -> str:
    """Return the loss over the ball, with where each attack begins and ends."""
    canvas = Canvas(WIDTH, HEIGHT)
    _axes(canvas, colours)
    places = [-EPSILON + 2 * EPSILON * point / POINTS for point in range(POINTS + 1)]
    canvas.curve([(X(place), Y(loss(place))) for place in places], colours.ink)
    for start in restarts():
        _attack(canvas, colours.series[2], start, many_steps(start))
    _attack(canvas, colours.series[0], 0.0, many_steps(0.0))
    _attack(canvas, colours.series[1], 0.0, one_step())
    canvas.circle((X(0), Y(loss(0))), 5.5, colours.surface, stroke=colours.ink, thick=2)
    rows = (
        ("FGSM, one step", one_step(), colours.series[1]),
        ("PGD from the input", many_steps(0.0), colours.series[0]),
        (f"PGD, {RESTARTS} random starts", max(map(many_steps, restarts()), key=loss), colours.series[2]),
    )
    for index, (name, end, colour) in enumerate(rows):
        top = 54.0 + index * 74
        verdict = "fooled" if loss(end) > FOOLED else "still right"
        canvas.circle((484, top - 5), 6, colour)
        canvas.text((498, top), name, colours.ink, size=SMALL_PX)
        canvas.lines((498, top + 19), (f"loss {loss(end):.2f}", verdict), colours.ink)
    canvas.text((498, Y(0) + 20), "ring: start, disc: end", colours.quiet, size=SMALL_PX)
    return canvas.svg()


def _axes(canvas: Canvas, colours: Colours) -> None:
    for level in (0.0, 0.5, 1.0):
        canvas.line((X.start, Y(level)), (X.end, Y(level)), colours.line if level else colours.quiet)
        canvas.text((X.start - 8, Y(level) + 4), f"{level:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for delta, name in ((-EPSILON, "x − ε"), (0.0, "x"), (EPSILON, "x + ε")):
        canvas.text((X(delta), Y(0) + 20), name, colours.ink, anchor="middle")
    canvas.line((X.start, Y(FOOLED)), (X.end, Y(FOOLED)), colours.wrong, thick=1.5, dashes="6 4")
    canvas.text((X.end, Y(FOOLED) - 7), "above: wrong class", colours.ink, size=SMALL_PX, anchor="end")
    canvas.text((X.start, 16), "loss of the true class", colours.ink)
    canvas.text(((X.start + X.end) / 2, HEIGHT - 10), "all inputs in the ball around x", colours.ink, anchor="middle")


def _attack(canvas: Canvas, colour: str, start: float, end: float) -> None:
    """Mark the start by a ring and the end by a disc on the curve."""
    canvas.circle((X(start), Y(loss(start))), 5.5, stroke=colour, thick=2)
    canvas.circle((X(end), Y(loss(end))), 6, colour)


FIGURE = Figure(
    id="attack-and-restart",
    alt="The loss of a small network over the ball around an input, with two humps. One full step leaps over the "
    "nearer hump to the edge, small steps from the input stop on it below the line where the class changes; a random "
    "start finds the higher hump and fools the network.",
    draw=draw,
)
