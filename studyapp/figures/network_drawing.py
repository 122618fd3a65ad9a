"""Draws a network from left to right: boxes for maps, bars for vectors, ribbons for sequences, arcs for shortcuts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.networks import Summary, shown, walk
from studyapp.figures.canvas import Canvas, Point, mixed
from studyapp.figures.figure import Colours
from studyapp.figures.network_forms import Kind
from studyapp.figures.network_layout import EDGE_PX, LABEL_PX, TAG_PX, Arc, Bracket, Layout, Mark, laid_out
from studyapp.figures.places import Area
from studyapp.figures.words import text_width

TOP_PX, LABELS_PX, LEGEND_PX = 14.0, 40.0, 26.0
LEAST_RISE_PX = 56.0
_SERIES: dict[Kind, int] = {
    "convolution": 0,
    "pooling": 1,
    "activation": 2,
    "dense": 3,
    "recurrent": 4,
    "attention": 5,
    "embedding": 7,
}
_WORDS: dict[Kind, str] = {"reshaping": "another shape", "norm": "normalisation", "embedding": "embedding, positions"}


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """A drawing as SVG, where each row of the table stands in it (outer blocks first), and what it shows in words."""

    svg: str
    places: Mapping[int, Area]
    alt: str


def draw_network(summary: Summary, colours: Colours) -> NetworkPicture:
    """Return the drawing of the layers that fit, and of the place where one does not."""
    layout = laid_out(summary)
    rise = max([LEAST_RISE_PX, *(mark.rise for mark in layout.marks), *(each.rise for each in layout.brackets)])
    fall = max([LEAST_RISE_PX / 2, *(mark.solid.height / 2 for mark in layout.marks)])
    pen = _Pen(colours, middle=TOP_PX + rise, fall=fall)
    end = layout.end + 30 + (90 if summary.problem or layout.left_out else 0)
    kinds = tuple(dict.fromkeys(mark.kind for mark in layout.marks))
    width = max(end + EDGE_PX, _legend_width(kinds))
    pen.canvas = Canvas(width, pen.middle + fall + LABELS_PX + LEGEND_PX)
    pen.draw(layout)
    pen.draw_end(layout, summary)
    pen.draw_legend(kinds)
    places = dict(pen.places(layout))
    if summary.problem and not layout.left_out:  # its row stands below those of all layers
        count = sum(1 for _ in walk(summary.rows))
        places[count] = Area(layout.end + 8, pen.middle - 20, layout.end + 96, pen.middle + 24)
    return NetworkPicture(pen.canvas.svg(), places, _alt(summary, layout))


class _Pen:
    """Draws a layout around a line at ``middle``."""

    def __init__(self, colours: Colours, *, middle: float, fall: float) -> None:
        self.canvas = Canvas(0, 0)
        self.middle = middle
        self._fall = fall
        self._colours = colours
        self._line = mixed(colours.quiet, colours.surface, 0.25)

    def draw(self, layout: Layout) -> None:
        """Draw everything from left to right, so that what is in front covers what is behind."""
        self.canvas.line((EDGE_PX, self.middle), (layout.end + 8, self.middle), self._line, thick=1.2)
        for bracket in layout.brackets:
            self._frame(bracket)
        for arc in layout.arcs:
            self._arc(arc)
        for mark in layout.marks:
            self._mark(mark)
        for bracket in layout.brackets:
            if bracket.joins:
                self._node(bracket)

    def places(self, layout: Layout) -> tuple[tuple[int, Area], ...]:
        """Return where the rows stand, blocks before what is in them."""
        low = self.middle + self._fall + LABELS_PX - 6
        found = [
            (each.row, Area(each.start - 4, self.middle - each.rise, each.end + 7, low)) for each in layout.brackets
        ]
        for arc in layout.arcs:
            if arc.tag:
                found += [(row, self._tag_area(arc)) for row in arc.rows]
        for mark in layout.marks:
            half = mark.solid.height / 2
            found.append((mark.row, Area(mark.left - 2, self.middle - mark.rise, mark.right + 2, self.middle + half)))
        return tuple(sorted((each for each in found if each[0] >= 0), key=lambda each: each[0]))

    def draw_end(self, layout: Layout, summary: Summary) -> None:
        """Draw an arrow out of the net, or say what stops it."""
        start = layout.end + 8
        if layout.left_out:
            words = (f"and {layout.left_out:,}", "more rows")
            self.canvas.lines((start + 6, self.middle - 4), words, self._colours.quiet, size=LABEL_PX)
        elif summary.problem:
            fits = summary.problem.layer is not None
            self.canvas.text((start + 6, self.middle + 5), "✕" if fits else "?", self._colours.wrong, bold=True)
            words = ("does not", "fit") if fits else ("can't be", "read")
            self.canvas.lines((start + 22, self.middle - 3), words, self._colours.wrong, size=LABEL_PX)
        else:
            self.canvas.arrow((start, self.middle), (start + 22, self.middle), self._line)

    def draw_legend(self, kinds: tuple[Kind, ...]) -> None:
        """Say which colour means what."""
        left, base = EDGE_PX, self.canvas.height - 10
        for kind in kinds:
            self.canvas.rect((left, base - 9), (10, 10), self._paint(kind, 0.35), stroke=self._paint(kind, 0))
            self.canvas.text((left + 15, base), _word(kind), self._colours.quiet, size=LABEL_PX)
            left += 15 + text_width(_word(kind), LABEL_PX) + 14

    def _paint(self, kind: Kind, share: float) -> str:
        colour = self._colours.series[_SERIES[kind]] if kind in _SERIES else self._colours.quiet
        if kind == "norm":
            colour = mixed(self._colours.series[6], self._colours.ink, 0.3)
        return mixed(colour, self._colours.surface, share)

    def _mark(self, mark: Mark) -> None:
        if mark.solid.form == "sequence":
            self._ribbon(mark)
        else:
            self._box(mark)
        if mark.label:
            base = self.middle + self._fall + 18
            for words, ink, line in zip(mark.label, (self._colours.ink, self._colours.quiet), (0, 1), strict=True):
                self.canvas.text((mark.centre, base + line * 14), words, ink, size=LABEL_PX, anchor="middle")

    def _box(self, mark: Mark) -> None:
        solid, left, top = mark.solid, mark.left, self.middle - mark.solid.height / 2
        right, low, slant = left + solid.width, top + solid.height, solid.slant
        edge = self._paint(mark.kind, 0.0)
        if slant:
            back = ((left + slant, top - slant), (right + slant, top - slant))
            self.canvas.area(((left, top), *back, (right, top)), self._paint(mark.kind, 0.72), stroke=edge)
            side = ((right, top), back[1], (right + slant, low - slant), (right, low))
            self.canvas.area(side, self._paint(mark.kind, 0.3), stroke=edge)
        dashes = "2 2" if mark.kind == "dropout" else ""
        front = self._paint(mark.kind, 0.5)
        self.canvas.rect((left, top), (solid.width, solid.height), front, stroke=edge, dashes=dashes)

    def _ribbon(self, mark: Mark) -> None:
        """Draw a cell for every step, or as many as there is room for."""
        solid, top, edge = mark.solid, self.middle - mark.solid.height / 2, self._paint(mark.kind, 0.0)
        step = solid.width / solid.cells
        for cell in range(solid.cells):
            corner = (mark.left + cell * step, top)
            self.canvas.rect(corner, (step * 0.78, solid.height), self._paint(mark.kind, 0.5), stroke=edge)
        if mark.kind == "recurrent":
            start = (mark.left + 0.39 * step, self.middle)
            self.canvas.arrow(start, (mark.left + solid.width - 0.3 * step, self.middle), self._colours.ink, head=5)
        if mark.kind == "attention":
            for other in range(1, solid.cells):
                self._bow(mark.left + 0.39 * step, mark.left + (other + 0.39) * step, top)

    def _bow(self, start: float, end: float, top: float) -> None:
        """Join two steps by half an ellipse above them."""
        turns = [math.pi * part / 12 for part in range(13)]
        high = 3 + 0.16 * (end - start)
        points = [
            ((start + end) / 2 - (end - start) / 2 * math.cos(turn), top - high * math.sin(turn)) for turn in turns
        ]
        self.canvas.curve(points, self._colours.quiet, thick=1.0)

    def _arc(self, arc: Arc) -> None:
        top = self.middle - arc.rise
        radius = min(12.0, arc.rise, (arc.end - arc.start) / 2)
        points = [
            (arc.start, self.middle),
            *_corner((arc.start + radius, top + radius), radius, 180),
            *_corner((arc.end - radius, top + radius), radius, 270),
        ]
        ink = self._colours.accent
        self.canvas.curve(points, ink, thick=1.6)
        self.canvas.arrow((arc.end, top + radius - 1), (arc.end, self.middle - 7), ink, thick=1.6, head=6)
        self.canvas.circle((arc.start, self.middle), 2.5, ink)
        if arc.tag:
            area = self._tag_area(arc)
            fill = mixed(self._colours.surface, self._colours.accent, 0.1)
            self.canvas.rect((area.left, area.top), area.size, fill, stroke=ink, corner_radius=4)
            at = (area.centre[0], area.centre[1] + 4)
            self.canvas.text(at, arc.tag, self._colours.ink, size=LABEL_PX, anchor="middle")

    def _tag_area(self, arc: Arc) -> Area:
        centre, width = (arc.start + arc.end) / 2, text_width(arc.tag, LABEL_PX) + 12
        top = self.middle - arc.rise
        return Area(centre - width / 2, top - TAG_PX, centre + width / 2, top + TAG_PX)

    def _node(self, bracket: Bracket) -> None:
        at = (bracket.end, self.middle)
        self.canvas.circle(at, 7, self._colours.surface, stroke=self._colours.accent, thick=1.4)
        turns: tuple[tuple[Point, Point], ...] = (((-3.5, 0), (3.5, 0)), ((0, -3.5), (0, 3.5)))
        if bracket.joins == "concat":
            turns = (((-2, -3.5), (-2, 3.5)), ((2, -3.5), (2, 3.5)))
        for start, end in turns:
            ends = ((at[0] + start[0], at[1] + start[1]), (at[0] + end[0], at[1] + end[1]))
            self.canvas.line(*ends, self._colours.accent, thick=1.4)

    def _frame(self, bracket: Bracket) -> None:
        if not bracket.joins:
            size = (bracket.end - bracket.start, bracket.rise + self._fall)
            corner = (bracket.start, self.middle - bracket.rise)
            self.canvas.rect(corner, size, stroke=self._line, dashes="4 3", corner_radius=6)


def _corner(centre: Point, radius: float, degrees: float) -> list[Point]:
    """Return a quarter of a circle, clockwise from an angle."""
    turns = [math.radians(degrees + 15 * step) for step in range(7)]
    return [(centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns]


def _word(kind: Kind) -> str:
    return _WORDS.get(kind, kind)


def _legend_width(kinds: tuple[Kind, ...]) -> float:
    return 2 * EDGE_PX + sum(text_width(_word(kind), LABEL_PX) + 29 for kind in kinds)


def _alt(summary: Summary, layout: Layout) -> str:
    """Return the drawing in words: what goes in, what every labelled layer makes of it."""
    steps = [f"{mark.label[0]} {mark.label[1]}" for mark in layout.marks if mark.label]
    said = ", then ".join(steps[:40])
    more = f", and {len(steps) - 40} more" if len(steps) > 40 else ""
    shortcuts = sum(bracket.joins == "add" for bracket in layout.brackets)
    around = f" {shortcuts} {'shortcut' if shortcuts == 1 else 'shortcuts'}." if shortcuts else ""
    return f"{said}{more}.{around} {shown(summary.output_shape)} comes out."
