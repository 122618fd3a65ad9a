"""Draws bounding boxes on an empty picture, with the coordinates of their corners."""

from __future__ import annotations

from question_bank.drawings import Box, Boxes
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, Point, mixed
from studyapp.figures.figure import Colours
from studyapp.figures.places import Area, Candidate, around, least_crowded
from studyapp.figures.ticks import tick_labels, ticks
from studyapp.figures.words import text_width, widest

LARGEST_PX, HIGHEST_PX = 480.0, 330.0
TOP_PX, EDGE_PX, TICK_PX = 30.0, 20.0, 5.0
DASHES = ("", "8 5", "2 4", "10 4 2 4")
WORDS_PX = SMALL_PX + 4


def draw_boxes(boxes: Boxes, colours: Colours, room_px: float) -> Canvas:
    """Return the picture with its boxes; x goes to the right and y down, both from the top left corner."""
    left = widest(tick_labels(ticks(0, boxes.height, 6))) + TICK_PX + 10
    scale = min((min(room_px, LARGEST_PX) - left - EDGE_PX - 12) / boxes.width, HIGHEST_PX / boxes.height)
    across, down = (
        Axis(0, boxes.width, left, left + scale * boxes.width),
        Axis(0, boxes.height, TOP_PX, TOP_PX + scale * boxes.height),
    )
    canvas = Canvas(across.end + EDGE_PX + 12, down.end + EDGE_PX)
    _draw_axes(canvas, across, down, colours)
    places = [Area(across(box.left), down(box.top), across(box.right), down(box.bottom)) for box in boxes.boxes]
    for number, place in enumerate(places):
        _draw_box(canvas, place, number, colours)
    _draw_words(canvas, boxes, places, Area(across.start, down.start, across.end, down.end), colours)
    return canvas


def _draw_axes(canvas: Canvas, across: Axis, down: Axis, colours: Colours) -> None:
    frame = mixed(colours.line, colours.quiet, 0.6)
    size = (across.end - across.start, down.end - down.start)
    canvas.rect((across.start, down.start), size, mixed(colours.surface, colours.raised, 0.6), stroke=frame)
    marks = ticks(0, across.high, 6)
    for mark, words in zip(marks, tick_labels(marks), strict=True):
        at = across(mark)
        canvas.line((at, down.start - TICK_PX), (at, down.start), frame)
        canvas.text((at, down.start - TICK_PX - 4), words, colours.quiet, size=SMALL_PX, anchor="middle")
    marks = ticks(0, down.high, 6)
    for mark, words in zip(marks[1:], tick_labels(marks)[1:], strict=True):  # the 0 of both stands above the corner
        at = down(mark)
        canvas.line((across.start - TICK_PX, at), (across.start, at), frame)
        left = across.start - TICK_PX - 4
        canvas.text((left, at + 0.36 * SMALL_PX), words, colours.quiet, size=SMALL_PX, anchor="end")
    canvas.text((across.end + 6, down.start + 4), "x", colours.quiet, italic=True)
    canvas.text((across.start, down.end + 14), "y", colours.quiet, italic=True, anchor="middle")


def _draw_box(canvas: Canvas, place: Area, number: int, colours: Colours) -> None:
    colour = colours.series[number % len(colours.series)]
    canvas.rect((place.left, place.top), place.size, colour, opacity=0.1)
    dashes = DASHES[number % len(DASHES)]
    canvas.rect((place.left, place.top), place.size, stroke=colour, thick=2.2, dashes=dashes)


def _draw_words(canvas: Canvas, boxes: Boxes, places: list[Area], picture: Area, colours: Colours) -> None:
    """Write the corners and the names where they cover no edge and no other words."""
    lines = [point for place in places for point in _outline(place)]
    taken: list[Area] = []
    for box, place in zip(boxes.boxes, places, strict=True):
        for words, at, inwards in (
            (_corner(box.left, box.top), (place.left, place.top), (1, 1)),
            (_corner(box.right, box.bottom), (place.right, place.bottom), (-1, -1)),
        ):
            canvas.circle(at, 3, colours.ink)
            spots = _beside_corner(at, text_width(words) + 6, inwards, picture)
            taken.append(least_crowded(spots, taken, lines))
            _write(canvas, taken[-1], words, colours.quiet, colours)
    for box, place in zip(boxes.boxes, places, strict=True):
        taken.append(least_crowded(_inside(box, place), taken, lines))
        _write(canvas, taken[-1], box.label, colours.ink, colours, bold=True)


def _corner(x: float, y: float) -> str:
    return f"({x:g}, {y:g})"


def _beside_corner(at: Point, width: float, inwards: tuple[int, int], picture: Area) -> list[Candidate]:
    """Return the places about a corner: outside the box first, then inside it, never over the picture's edge."""
    found = []
    for cost, (right, low) in enumerate(((0, -1), (-1, -1), (0, 1), (-1, 1), (1, -1), (1, 1))):
        side, depth = (right or 0.85) * inwards[0], low * inwards[1]
        centre = (at[0] + side * (width / 2 + 3), at[1] + depth * (WORDS_PX / 2 + 3))
        area = around(centre, width, WORDS_PX)
        whole = area.shared(picture) >= 0.999 * area.size[0] * area.size[1]
        found.append(Candidate(area, 5.0 * cost + (0 if whole else 2000)))
    return found


def _inside(box: Box, place: Area) -> list[Candidate]:
    """Return the places for a name inside its box."""
    width = text_width(box.label) * 1.08 + 8
    across, down = width / 2 + 5, WORDS_PX / 2 + 5
    (x, y) = place.centre
    spots = [
        (place.left + across, place.top + down),
        (x, place.top + down),
        (place.right - across, place.top + down),
        (place.left + across, y),
        (place.right - across, y),
        (place.left + across, place.bottom - down),
        (x, place.bottom - down),
        (place.right - across, place.bottom - down),
        (x, y),
    ]
    return [Candidate(around(spot, width, WORDS_PX), 2.0 * index) for index, spot in enumerate(spots)]


def _outline(place: Area) -> list[Point]:
    """Return points along the edges, some pixels apart."""
    width, height = place.size
    level = [place.left + 4 * step for step in range(int(width // 4) + 1)]
    upright = [place.top + 4 * step for step in range(int(height // 4) + 1)]
    sides = [(x, y) for x in level for y in (place.top, place.bottom)]
    return sides + [(x, y) for y in upright for x in (place.left, place.right)]


def _write(canvas: Canvas, area: Area, words: str, ink: str, colours: Colours, *, bold: bool = False) -> None:
    canvas.rect((area.left, area.top), area.size, colours.surface, corner_radius=3, opacity=0.75)
    at = (area.centre[0], area.centre[1] + 0.36 * SMALL_PX)
    canvas.text(at, words, ink, size=SMALL_PX, anchor="middle", bold=bold)
