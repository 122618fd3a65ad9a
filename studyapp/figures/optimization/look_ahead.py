"""One step of momentum and one of Nesterov from the same place with the same velocity."""

from __future__ import annotations

from studyapp.figures.canvas import Axis, Canvas, Point
from studyapp.figures.figure import Colours, Figure
from studyapp.figures.valley import Valley

FLAT, STEEP = 1.0, 4.0
PLACE: Point = (-3.2, 1.15)
VELOCITY: Point = (-2.6, 2.3)  # what momentum subtracts: from the place it points down and to the right
ETA, MU = 0.2, 0.8
LEVELS = (0.4, 1.8, 4.4, 8.4)
WIDTH, HEIGHT = 640.0, 288.0
PANEL, GAP, TOP, BOTTOM = 306.0, 28.0, 34.0, 250.0


def draw(colours: Colours) -> str:
    """Return both steps as arrows: first the velocity, then the gradient, taken here or ahead."""
    canvas = Canvas(WIDTH, HEIGHT)
    for index, ahead in enumerate((False, True)):
        left = index * (PANEL + GAP)
        valley = Valley(FLAT, STEEP, Axis(-4.3, 1.2, left, left + PANEL), Axis(-1.95, 1.95, BOTTOM, TOP))
        canvas.text(
            (left + PANEL / 2, 18), "Nesterov" if ahead else "momentum", colours.ink, anchor="middle", bold=True
        )
        valley.draw_contours(canvas, colours, LEVELS)
        _step(canvas, colours, valley, ahead=ahead)
        words = "gradient taken at the point ahead" if ahead else "gradient taken where we stand"
        canvas.text((left + PANEL / 2, HEIGHT - 10), words, colours.ink, size=13, anchor="middle")
    return canvas.svg()


def arrivals(*, ahead: bool) -> tuple[Point, Point]:
    """Return the point ahead and where the step ends, with the gradient taken ahead or at the place itself."""
    coasted = (PLACE[0] - MU * VELOCITY[0], PLACE[1] - MU * VELOCITY[1])
    slope = Valley(FLAT, STEEP, Axis(0, 1, 0, 1), Axis(0, 1, 0, 1)).gradient(coasted if ahead else PLACE)
    return coasted, (coasted[0] - ETA * slope[0], coasted[1] - ETA * slope[1])


def _step(canvas: Canvas, colours: Colours, valley: Valley, *, ahead: bool) -> None:
    coasted, arrived = arrivals(ahead=ahead)
    here, middle, there = valley.at(PLACE), valley.at(coasted), valley.at(arrived)
    canvas.arrow(here, middle, colours.series[0], thick=2.2)
    canvas.arrow(middle, there, colours.series[1], thick=2.2)
    asked = middle if ahead else here
    canvas.circle(asked, 9.5, "none", stroke=colours.series[1], thick=1.6)
    canvas.circle(here, 4.5, colours.ink)
    canvas.circle(there, 4.5, colours.right)
    canvas.text((here[0] - 13, here[1] - 10), "θ", colours.ink, size=15, anchor="middle", italic=True)
    canvas.text(((here[0] + middle[0]) / 2 + 10, (here[1] + middle[1]) / 2 - 6), "−μv", colours.series[0], size=15)
    canvas.text(((middle[0] + there[0]) / 2 + 9, (middle[1] + there[1]) / 2 + 4), "−ηg", colours.series[1], size=15)
    canvas.text((there[0], there[1] + (-11 if ahead else 20)), "new θ", colours.right, size=13, anchor="middle")


FIGURE = Figure(
    id="look-ahead",
    alt="Two steps from the same place with the same velocity, which leads across the floor of the valley. Momentum "
    "adds the gradient of the old place and goes further up the far wall; Nesterov takes the gradient ahead, "
    "which turns back.",
    draw=draw,
)
