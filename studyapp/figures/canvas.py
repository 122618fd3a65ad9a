"""A sheet of SVG to draw on: what Qt's SVG Tiny 1.2 can show, and no more.

Coordinates are pixels from the top left corner. Every method draws on top of what is there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

Point = tuple[float, float]
FONT = "sans-serif"
TEXT_PX = 14.0
SMALL_PX = 12.5


@dataclass
class Canvas:
    """An empty drawing of a width and height; ``family`` is the typeface of its words."""

    width: float
    height: float
    family: str = FONT
    _parts: list[str] = field(default_factory=list)

    def svg(self) -> str:
        """Return the drawing as an SVG document."""
        size = f'width="{_n(self.width)}" height="{_n(self.height)}" viewBox="0 0 {_n(self.width)} {_n(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny" {size}>'
        return f'{head}<g font-family="{escape(self.family)}">{"".join(self._parts)}</g></svg>'

    @contextmanager
    def moved(self, by: Point) -> Iterator[None]:
        """Draw what follows inside to the right and further down by so many pixels."""
        self._parts.append(f'<g transform="translate({_n(by[0])},{_n(by[1])})">')
        yield
        self._parts.append("</g>")

    def rect(
        self,
        corner: Point,
        size: Point,
        fill: str = "none",
        *,
        stroke: str = "none",
        thick: float = 1.0,
        corner_radius: float = 0.0,
        opacity: float = 1.0,
        dashes: str = "",
    ) -> None:
        """Draw a rectangle from its top left corner; a negative height reaches upwards."""
        (x, y), (width, height) = corner, size
        if height < 0:
            y, height = y + height, -height
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(corner_radius)}"'
        self._parts.append(f"<rect {box} {_paint(fill, stroke, thick, opacity, dashes)}/>")

    def circle(
        self, centre: Point, radius: float, fill: str = "none", *, stroke: str = "none", thick: float = 1.0
    ) -> None:
        """Draw a circle."""
        place = f'cx="{_n(centre[0])}" cy="{_n(centre[1])}" r="{_n(radius)}"'
        self._parts.append(f"<circle {place} {_paint(fill, stroke, thick, 1.0, '')}/>")

    def line(self, start: Point, end: Point, stroke: str, *, thick: float = 1.0, dashes: str = "") -> None:
        """Draw a straight line; ``dashes`` is such as "4 3"."""
        ends = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
        self._parts.append(f"<line {ends} {_paint('none', stroke, thick, 1.0, dashes)}/>")

    def curve(
        self, points: Iterable[Point], stroke: str, *, thick: float = 2.0, dashes: str = "", opacity: float = 1.0
    ) -> None:
        """Draw straight lines through points."""
        self._parts.append(
            f'<polyline points="{_points(points)}" stroke-linejoin="round" stroke-linecap="round" '
            f"{_paint('none', stroke, thick, opacity, dashes)}/>"
        )

    def area(self, points: Iterable[Point], fill: str, *, opacity: float = 1.0, stroke: str = "none") -> None:
        """Fill the shape between points."""
        self._parts.append(f'<polygon points="{_points(points)}" {_paint(fill, stroke, 1.0, opacity, "")}/>')

    def arrow(self, start: Point, end: Point, stroke: str, *, thick: float = 1.5, head: float = 7.0) -> None:
        """Draw a line that ends in a filled head."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        neck = (end[0] - 0.8 * head * math.cos(angle), end[1] - 0.8 * head * math.sin(angle))
        wings = [
            (end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn)) for turn in (0.42, -0.42)
        ]
        self.line(start, neck, stroke, thick=thick)
        self.area((end, *wings), stroke)

    def text(
        self,
        at: Point,
        words: str,
        fill: str,
        *,
        size: float = TEXT_PX,
        anchor: str = "start",
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """Write one line with its baseline at a point; ``anchor`` is start, middle or end."""
        weight = ' font-weight="600"' if bold else ""
        slant = ' font-style="italic"' if italic else ""
        place = f'x="{_n(at[0])}" y="{_n(at[1])}" font-size="{_n(size)}" text-anchor="{anchor}"'
        self._parts.append(f'<text {place} fill="{fill}"{weight}{slant}>{escape(words)}</text>')

    def lines(
        self, at: Point, words: Sequence[str], fill: str, *, size: float = SMALL_PX, anchor: str = "start"
    ) -> None:
        """Write several lines, the first with its baseline at a point."""
        for index, line in enumerate(words):
            self.text((at[0], at[1] + index * size * 1.4), line, fill, size=size, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers from ``low`` to ``high`` along pixels from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a number."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with a share in [0, 1] of another mixed in."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _paint(fill: str, stroke: str, thick: float, opacity: float, dashes: str) -> str:
    paint = f'fill="{fill}"'
    if stroke != "none":
        paint += f' stroke="{stroke}" stroke-width="{_n(thick)}"'
    if dashes:
        paint += f' stroke-dasharray="{dashes}"'
    if opacity < 1:
        paint += f' fill-opacity="{_n(opacity)}" stroke-opacity="{_n(opacity)}"'
    return paint


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Return a number for SVG: two decimals, and none where there are none."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
