"""Two ways in which exploring becomes rarer: by the same amount, or by the same factor down to a floor."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

START, END, LAST = 1.0, 0.05, 500
DECAY = 0.99
STEPS = 700
WIDTH, HEIGHT = 640.0, 250.0
X, Y = Axis(0, STEPS, 46, 500), Axis(0, 1, 204, 20)


def linear(episode: int) -> float:
    """Return epsilon on a straight line from START to END, and END from then on."""
    return START + (END - START) * min(episode, LAST) / LAST


def exponential(episode: int) -> float:
    """Return epsilon multiplied by DECAY after every episode, never below END."""
    return max(END, START * DECAY**episode)


def draw(colours: Colours) -> str:
    """Return both schedules over the episodes, each named beside it."""
    canvas = Canvas(WIDTH, HEIGHT)
    for level in (0.0, 0.25, 0.5, 0.75, 1.0):
        canvas.line((X(0), Y(level)), (X(STEPS), Y(level)), colours.line if level else colours.quiet)
        canvas.text((X(0) - 8, Y(level) + 4), f"{level:g}", colours.quiet, size=SMALL_PX, anchor="end")
    for episode in range(0, STEPS + 1, 100):
        canvas.text((X(episode), Y(0) + 18), str(episode), colours.quiet, size=SMALL_PX, anchor="middle")
    for schedule, colour in ((linear, colours.series[0]), (exponential, colours.series[1])):
        canvas.curve([(X(episode), Y(schedule(episode))) for episode in range(STEPS + 1)], colour)
    canvas.lines(
        (X(330), Y(0.52)), (f"linear: {START:g} to {END:g}", f"in {LAST} episodes"), colours.series[0], size=14
    )
    canvas.lines((X(130), Y(0.44)), (f"times {DECAY:g}", "each episode"), colours.series[1], size=14)
    canvas.text((X(STEPS) + 8, Y(END) + 4), f"floor {END:g}", colours.ink)
    canvas.text((X(STEPS / 2), HEIGHT - 8), "episode", colours.ink, anchor="middle")
    canvas.text((X(0) + 6, Y(1) - 6), "ε", colours.ink)
    return canvas.svg()


FIGURE = Figure(
    id="falling-epsilon",
    alt="Epsilon over 700 episodes. The linear schedule falls straight from 1 to 0.05 within 500 episodes; the "
    "exponential one, times 0.99 each episode, falls fast at first and meets the floor of 0.05 after about 300.",
    draw=draw,
)
