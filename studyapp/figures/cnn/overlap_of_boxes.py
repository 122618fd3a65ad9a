"""Two boxes with what they share, and how fast the IoU falls when a box is shifted."""

from __future__ import annotations

from question_bank.boxes.rectangles import Rect, iou, union
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

ONE, OTHER = Rect(1, 1, 7, 5), Rect(4, 2, 9, 7)
SQUARE = Rect(0, 0, 10, 10)
SHIFTS = (0, 1, 2, 4)
WIDTH, HEIGHT = 640.0, 376.0
CELL, CORNER = 27.0, (18.0, 10.0)
WORDS, SMALL_TOP, SMALL_CELL, PANEL = 318.0, 262.0, 5.6, 156.0


def draw(colours: Colours) -> str:
    """Return the two boxes with their sum, and a row of shifted squares below."""
    canvas = Canvas(WIDTH, HEIGHT)
    _draw_pair(canvas, colours, (ONE, OTHER), CORNER, CELL)
    for box, name, (right, down) in ((ONE, "A", (0.45, 0.75)), (OTHER, "B", (4.5, 4.65))):
        at = (CORNER[0] + (box.left + right) * CELL, CORNER[1] + (box.top + down) * CELL)
        canvas.text(at, name, colours.ink, bold=True, anchor="middle")
    _draw_sum(canvas, colours)
    for number, shift in enumerate(SHIFTS):
        left = 18 + number * PANEL
        moved = SQUARE.moved(shift, shift)
        _draw_pair(canvas, colours, (SQUARE, moved), (left, SMALL_TOP - 24), SMALL_CELL)
        moves = f"{shift} right, {shift} down" if shift else "not moved"
        canvas.text((left, SMALL_TOP + 72), moves, colours.quiet, size=SMALL_PX)
        canvas.text((left, SMALL_TOP + 92), f"IoU {float(iou(SQUARE, moved)):.2f}", colours.ink, bold=True)
    return canvas.svg()


def _draw_pair(canvas: Canvas, colours: Colours, boxes: tuple[Rect, Rect], corner: Point, cell_px: float) -> None:
    def place(box: Rect) -> tuple[Point, Point]:
        at = (corner[0] + box.left * cell_px, corner[1] + box.top * cell_px)
        return at, (box.width * cell_px, box.height * cell_px)

    for box, colour in zip(boxes, colours.series, strict=False):
        canvas.rect(*place(box), mixed(colours.surface, colour, 0.18))
    canvas.rect(*place(boxes[0].common(boxes[1])), mixed(colours.surface, colours.series[2], 0.6))
    for box, colour, dashes in zip(boxes, colours.series, ("", "7 4"), strict=False):
        canvas.rect(*place(box), stroke=colour, thick=2.2, dashes=dashes)


def _draw_sum(canvas: Canvas, colours: Colours) -> None:
    shared, all_of_it = ONE.common(OTHER), union(ONE, OTHER)
    rows = (
        ("A", f"{ONE.width}·{ONE.height} = {ONE.area}"),
        ("B", f"{OTHER.width}·{OTHER.height} = {OTHER.area}"),
        ("intersection", f"{shared.width}·{shared.height} = {shared.area}"),
        ("union", f"{ONE.area} + {OTHER.area} − {shared.area} = {all_of_it}"),
        ("IoU", f"{shared.area} / {all_of_it} = {float(iou(ONE, OTHER)):.3f}"),
    )
    for number, (name, sum_) in enumerate(rows):
        y = 44 + number * 30
        canvas.text((WORDS, y), name, colours.quiet)
        canvas.text((WORDS + 104, y), sum_, colours.ink, bold=number == len(rows) - 1)


FIGURE = Figure(
    id="overlap-of-boxes",
    alt="Box A of 6 by 4 and box B of 5 by 5 share 3 by 3 pixels: 9 of 40, an IoU of 0.225. Below, a square of side 10 "
    "moved along the diagonal: the IoU falls from 1 to 0.68 after 1 pixel, 0.47 after 2 and 0.22 after 4.",
    draw=draw,
)
