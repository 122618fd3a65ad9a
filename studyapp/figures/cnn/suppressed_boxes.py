"""Five detections of two things, and the two that non-maximum suppression keeps."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.boxes.rectangles import Rect, iou
from studyapp.figures.canvas import SMALL_PX, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

BOXES = (Rect(3, 4, 13, 16), Rect(5, 5, 15, 18), Rect(1, 2, 11, 13), Rect(17, 3, 26, 12), Rect(18, 5, 28, 14))
SCORES = (0.95, 0.81, 0.62, 0.88, 0.57)
TRUE = (Rect(3, 4, 13, 16), Rect(17, 3, 26, 12))  # where the two things are drawn
THRESHOLD = 0.3
WIDTH, HEIGHT = 640.0, 264.0
CELL, TOP, PANEL = 10.2, 40.0, 324.0


def kept(boxes: Sequence[Rect], scores: Sequence[float], threshold: float) -> list[int]:
    """Return the boxes that stay, best first: those with no more overlap than the threshold with one before them."""
    stay: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda index: -scores[index]):
        if all(iou(boxes[index], boxes[other]) <= threshold for other in stay):
            stay.append(index)
    return stay


def draw(colours: Colours) -> str:
    """Return the boxes before and after."""
    canvas = Canvas(WIDTH, HEIGHT)
    stay = kept(BOXES, SCORES, THRESHOLD)
    panels = (("before: five boxes", list(range(len(BOXES)))), (f"after, threshold {THRESHOLD:g}", stay))
    for number, (title, shown) in enumerate(panels):
        left = 8 + number * PANEL
        canvas.text((left, 20), title, colours.ink, bold=True)
        size = (29.5 * CELL, 20.5 * CELL)
        canvas.rect((left, TOP - 8), size, mixed(colours.surface, colours.raised, 0.6), stroke=colours.line)
        for thing in TRUE:
            centre = (left + (thing.left + thing.right) / 2 * CELL, TOP + (thing.top + thing.bottom) / 2 * CELL)
            canvas.circle(centre, min(thing.width, thing.height) * CELL * 0.34, mixed(colours.line, colours.quiet, 0.3))
        for index in sorted(shown, key=lambda index: SCORES[index]):
            _draw_box(canvas, colours, index, left, best=index in stay)
    return canvas.svg()


def _draw_box(canvas: Canvas, colours: Colours, index: int, left: float, *, best: bool) -> None:
    box, colour = BOXES[index], colours.series[0 if best else 1]
    corner = (left + box.left * CELL, TOP + box.top * CELL)
    size = (box.width * CELL, box.height * CELL)
    canvas.rect(corner, size, stroke=colour, thick=2.4 if best else 1.6, dashes="" if best else "6 4")
    # A score stands in the corner of its box that no other box covers.
    at = (corner[0] + 4, corner[1] + 13) if best or index == 2 else (corner[0] + size[0] - 30, corner[1] + size[1] - 5)
    canvas.text(at, f"{SCORES[index]:.2f}", colours.ink if best else colours.quiet, size=SMALL_PX, bold=best)


FIGURE = Figure(
    id="suppressed-boxes",
    alt="Two round things with five overlapping boxes and their scores. Of each group only the box with the highest "
    "score is left after non-maximum suppression.",
    draw=draw,
)
