"""Bounding boxes with whole coordinates, drawn by chance, written in the formats in use, and compared exactly."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from question_bank.drawings import Box, Boxes


class Format(StrEnum):
    """How four numbers say where a box is."""

    CORNERS = "two corners"
    CORNER_AND_SIZE = "corner and size"
    CENTRE_AND_SIZE = "centre and size"


MEANING: Mapping[Format, str] = {
    Format.CORNERS: "$(x_1, y_1, x_2, y_2)$, its top left and its bottom right corner",
    Format.CORNER_AND_SIZE: "$(x, y, w, h)$, its top left corner, its width and its height",
    Format.CENTRE_AND_SIZE: "$(c_x, c_y, w, h)$, its centre, its width and its height",
}
AXES = "In pixels, $x$ goes to the right and $y$ goes down."
CORNERS = f"A box is given as {MEANING[Format.CORNERS]}. {AXES}"


@dataclass(frozen=True, slots=True)
class Rect:
    """A box by its edges in pixels; it covers the pixels from ``left`` up to, not with, ``right``."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Return how wide it is, 0 where nothing is left of it."""
        return max(self.right - self.left, 0)

    @property
    def height(self) -> int:
        """Return how high it is, 0 where nothing is left of it."""
        return max(self.bottom - self.top, 0)

    @property
    def area(self) -> int:
        """Return how many pixels it covers."""
        if self.left >= self.right or self.top >= self.bottom:
            return 0
        return (self.right - self.left) * (self.bottom - self.top)

    def common(self, other: Rect) -> Rect:
        """Return what both cover; its area is 0 where they don't overlap."""
        return Rect(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def around(self, other: Rect) -> Rect:
        """Return the smallest box that holds both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def moved(self, right: int, down: int) -> Rect:
        """Return the same box elsewhere."""
        return Rect(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def numbers(self, form: Format = Format.CORNERS) -> tuple[int, int, int, int]:
        """Return the four numbers of a format; a centre in half pixels is rounded down, so draw even sides for it."""
        match form:
            case Format.CORNERS:
                return self.left, self.top, self.right, self.bottom
            case Format.CORNER_AND_SIZE:
                return self.left, self.top, self.width, self.height
            case Format.CENTRE_AND_SIZE:
                return (self.left + self.right) // 2, (self.top + self.bottom) // 2, self.width, self.height

    def told(self, form: Format = Format.CORNERS) -> str:
        """Return the box in brackets: (2, 3, 9, 10)."""
        return f"({', '.join(map(str, self.numbers(form)))})"


def read_as(numbers: tuple[int, int, int, int], form: Format) -> Rect:
    """Return the box that four numbers mean in a format."""
    a, b, c, d = numbers
    match form:
        case Format.CORNERS:
            return Rect(a, b, c, d)
        case Format.CORNER_AND_SIZE:
            return Rect(a, b, a + c, b + d)
        case Format.CENTRE_AND_SIZE:
            return Rect(a - c // 2, b - d // 2, a - c // 2 + c, b - d // 2 + d)


def union(one: Rect, other: Rect) -> int:
    """Return how many pixels at least one of the boxes covers."""
    return one.area + other.area - one.common(other).area


def iou(one: Rect, other: Rect) -> Fraction:
    """Return the intersection over the union of two boxes."""
    return Fraction(one.common(other).area, union(one, other))


def draw(rng: random.Random, largest: int, *, step: int = 1, smallest: int = 3) -> Rect:
    """Return a box in the upper left of a picture; its numbers are multiples of ``step``."""
    width, height = (step * rng.randint(smallest, largest) for _ in range(2))
    left, top = (step * rng.randint(0, largest) for _ in range(2))
    return Rect(left, top, left + width, top + height)


def draw_pair(rng: random.Random, largest: int, *, step: int = 1) -> tuple[Rect, Rect]:
    """Return two boxes of different areas that overlap, neither of them inside the other."""
    while True:
        one, other = draw(rng, largest, step=step), draw(rng, largest, step=step)
        shared = one.common(other).area
        if Fraction(1, 12) < iou(one, other) and shared < min(one.area, other.area) and one.area != other.area:
            return one, other


def drawn(boxes: Mapping[str, Rect]) -> Boxes:
    """Return the picture with the boxes and some room around them."""
    width, height = (_room(side) for side in zip(*((box.right, box.bottom) for box in boxes.values()), strict=True))
    told = "; ".join(f"box {name} from ({b.left}, {b.top}) to ({b.right}, {b.bottom})" for name, b in boxes.items())
    alt = f"A picture of {width} × {height} pixels with corners given as (x, y): {told}."
    return Boxes(alt, width, height, tuple(Box(name, *box.numbers()) for name, box in boxes.items()))


def _room(edges: tuple[int, ...]) -> int:
    return max(edges) + max(2, max(edges) // 10)
