"""The same data, the same learning rate and the same number of epochs with three sizes of batch."""

from __future__ import annotations

import random
from dataclasses import dataclass

from studyapp.figures.canvas import Axis, Canvas, Point
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.valley import Valley

EXAMPLES, EPOCHS, ETA = 64, 4, 0.12
BATCHES = (EXAMPLES, 8, 1)
SLOPE, OFFSET, NOISE = 1.0, -0.5, 1.1  # the line that the examples scatter around
START: Point = (-2.6, 2.0)
LEVELS = (0.15, 0.9, 2.4, 4.8)
WIDTH, HEIGHT = 640.0, 250.0
PANEL, GAP, TOP, BOTTOM = 200.0, 20.0, 54.0, 213.0


@dataclass(frozen=True, slots=True)
class Example:
    """One pair of input and target."""

    x: float
    y: float


def data() -> tuple[Example, ...]:
    """Return examples around a line; inputs are pairs x and -x of mean square 1, so that the loss is a round bowl."""
    rng = random.Random(3)
    raw = [rng.gauss(0, 1) for _ in range(EXAMPLES // 2)]
    size = (sum(x * x for x in raw) / len(raw)) ** 0.5
    inputs = [sign * x / size for x in raw for sign in (1, -1)]
    return tuple(Example(x, SLOPE * x + OFFSET + NOISE * rng.gauss(0, 1)) for x in inputs)


def gradient(examples: tuple[Example, ...], place: Point) -> Point:
    """Return the gradient of the mean of the halved squared errors of a batch."""
    errors = [place[0] * each.x + place[1] - each.y for each in examples]
    across = sum(error * each.x for error, each in zip(errors, examples, strict=True))
    return across / len(examples), sum(errors) / len(examples)


def trained(batch: int) -> list[Point]:
    """Return the slope and offset before and after every step; the examples are shuffled anew for each epoch."""
    rng, examples, places = random.Random(7), list(data()), [START]
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for first in range(0, EXAMPLES, batch):
            (slope, offset), pull = places[-1], gradient(tuple(examples[first : first + batch]), places[-1])
            places.append((slope - ETA * pull[0], offset - ETA * pull[1]))
    return places


def lowest() -> Point:
    """Return where the loss over all examples has its minimum: one full step of length 1 into a round bowl."""
    pull = gradient(data(), START)
    return START[0] - pull[0], START[1] - pull[1]


def draw(colours: Colours) -> str:
    """Return a panel a batch size with the way that training takes over the lines of equal loss."""
    canvas = Canvas(WIDTH, HEIGHT)
    best = lowest()
    for index, batch in enumerate(BATCHES):
        left = index * (PANEL + GAP)
        bowl = Valley(1.0, 1.0, Axis(-4.4, 2.4, left, left + PANEL), Axis(-2.4, 3.0, BOTTOM, TOP))
        bowl.draw_contours(canvas, colours, LEVELS)
        way = trained(batch)
        centred = [(slope - best[0], offset - best[1]) for slope, offset in way]
        canvas.curve([bowl.at(place) for place in centred], colours.series[0], thick=1.4, opacity=0.8)
        for place in centred[1:]:
            canvas.circle(bowl.at(place), 3.0 if batch > 1 else 1.6, colours.series[0])
        canvas.circle(bowl.at(centred[0]), 5, colours.ink, stroke=colours.surface, thick=1.5)
        name = f"batch of {batch}" + (" (all)" if batch == EXAMPLES else "")
        canvas.text((left + PANEL / 2, 20), name, colours.ink, anchor="middle", bold=True)
        steps = f"{EPOCHS} epochs = {len(way) - 1} steps"
        canvas.text((left + PANEL / 2, 40), steps, colours.ink, size=13, anchor="middle")
    words = f"{EXAMPLES} examples, learning rate {ETA:g}; the cross marks the minimum of the loss over all of them"
    canvas.text((WIDTH / 2, HEIGHT - 10), words, colours.quiet, size=13, anchor="middle")
    return canvas.svg()


FIGURE = Figure(
    id="batch-sizes",
    alt=f"Three ways over the same round bowl, {EPOCHS} epochs each. All {EXAMPLES} examples at once: {EPOCHS} "
    f"straight steps that do not get far. Batches of 8: {EPOCHS * EXAMPLES // 8} steps that reach the minimum and "
    f"tremble a little. Single examples: {EPOCHS * EXAMPLES} steps that get there soonest and then wander around "
    "it.",
    draw=draw,
)
