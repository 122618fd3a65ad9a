"""Parts about two boxes: their intersection, their union and the IoU, with the slips people make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from question_bank.answers import Integer, Number
from question_bank.boxes.rectangles import Rect, iou, union
from question_bank.exercise import Part
from question_bank.notation import equals
from question_bank.slips import Slip, asked

TOPIC = "cnn.localization"
IOU, FORMATS, SUPPRESSION = "intersection-over-union", "box-formats", "non-maximum-suppression"
ANY_FORM = "Type a fraction or a number to 3 decimals."


@dataclass(frozen=True, slots=True)
class Pair:
    """Two boxes with their names in formulas."""

    one: Rect
    other: Rect
    names: tuple[str, str] = ("A", "B")

    @property
    def shared(self) -> Rect:
        """Return what both cover."""
        return self.one.common(self.other)

    def union_told(self) -> str:
        """Return the union with its numbers, for a sentence."""
        areas = f"{self.one.area} + {self.other.area} − {self.shared.area}"
        return f"The union is {areas} = {union(self.one, self.other)}."

    def iou_part(self, question: str, more: tuple[Slip, ...] = (), marks: int = 1) -> Part:
        """Return the part that asks for the IoU; ``more`` are slips that belong to how the boxes are given."""
        right = ratio(iou(self.one, self.other))
        return asked(f"{question} {ANY_FORM}", right, [*more, *self.iou_slips()][:8], marks)

    def iou_slips(self) -> Iterator[Slip]:
        """Yield the slips with the IoU."""
        shared, areas = self.shared.area, (self.one.area, self.other.area)
        told = self.union_told()
        why = f"You counted the overlap twice in the union. {told}"
        yield slip(Fraction(shared, sum(areas)), why)
        yield slip(
            Fraction(2 * shared, sum(areas)), f"This is the Dice score, 2·{shared}/({areas[0]} + {areas[1]}). {told}"
        )
        for area, name in zip(areas, self.names, strict=True):
            yield slip(Fraction(shared, area), f"You divided by the area of ${name}$ alone. {told}")
        around = self.one.around(self.other)
        why = f"You divided by the box around both, {around.width}·{around.height} = {around.area}. {told}"
        yield slip(Fraction(shared, around.area), why)
        yield slip(_with_both_edges(self), "You counted one pixel too many along every side: a width is $x_2 - x_1$.")
        yield slip(1 - iou(self.one, self.other), f"This is what does not overlap, 1 − IoU. {told}")

    def shared_part(self, question: str, marks: int = 1) -> Part:
        """Return the part that asks for the area of the intersection."""
        both = self.shared
        told = f"It is {both.width} wide and {both.height} high: {both.width}·{both.height} = {both.area}."
        around = self.one.around(self.other)
        wrong = (
            slip(around.area, f"This is the box around both. {told}"),
            slip((both.width + 1) * (both.height + 1), f"You counted one pixel too many along every side. {told}"),
            slip(2 * (both.width + both.height), f"This is the length of its edge, not its area. {told}"),
            slip(union(self.one, self.other), f"This is the union. {told}"),
            slip(both.width + both.height, f"You added its sides. {told}"),
            slip(min(self.one.area, self.other.area), f"This is the smaller box as a whole. {told}"),
        )
        return asked(f"{question} Type a whole number.", Integer(both.area, "pixels"), wrong, marks)

    def union_part(self, question: str) -> Part:
        """Return the part that asks for the area of the union."""
        around = self.one.around(self.other)
        told = self.union_told()
        wrong = (
            slip(self.one.area + self.other.area, f"You counted the overlap twice. {told}"),
            slip(around.area, f"This is the box around both; its corners belong to neither. {told}"),
            slip(self.one.area + self.other.area - 2 * self.shared.area, f"You left the overlap out. {told}"),
            slip(max(self.one.area, self.other.area), f"This is the larger box alone. {told}"),
            slip(self.shared.area, f"This is the intersection. {told}"),
        )
        return asked(f"{question} Type a whole number.", Integer(union(self.one, self.other), "pixels"), wrong)

    def areas_worked(self) -> str:
        """Return the step of the solution with both areas."""
        one, other = self.one, self.other
        first = rf"{self.names[0]}: {one.width}\cdot {one.height} = {one.area}"
        return rf"The areas: ${first}$ and ${self.names[1]}: {other.width}\cdot {other.height} = {other.area}$."

    def shared_worked(self) -> str:
        """Return the step of the solution with the intersection."""
        a, b, both = self.one, self.other, self.shared
        across = f"from {max(a.left, b.left)} to {min(a.right, b.right)}"
        down = f"from {max(a.top, b.top)} to {min(a.bottom, b.bottom)}"
        sides = rf"${both.width}\cdot {both.height} = {both.area}$"
        start = "Take the larger of the two beginnings and the smaller of the two ends"
        if not both.area:
            return f"{start}: in $x$ {across}, in $y$ {down}. Nothing lies in between, so they share $0$ pixels."
        return f"{start}: in $x$ {across}, in $y$ {down}. They share {sides} pixels."

    def union_worked(self) -> str:
        """Return the step of the solution with the union."""
        areas = f"{self.one.area} + {self.other.area} - {self.shared.area}"
        return f"The union holds the overlap once: ${areas} = {union(self.one, self.other)}$."

    def iou_worked(self) -> str:
        """Return the step of the solution with the IoU."""
        return f"$$\\text{{IoU}} = {fraction(self.shared.area, union(self.one, self.other))}$$"


def slip(value: float | Fraction, why: str, heading: str = IOU) -> Slip:
    """Return a slip with a number of this topic."""
    return Slip((float(value),), why, TOPIC, heading)


def ratio(value: Fraction) -> Number:
    """Return a ratio as an answer to 3 decimals."""
    return Number(float(value), absolute=1e-3, decimals=3)


def fraction(top: int, bottom: int) -> str:
    r"""Return \frac{9}{63} \approx 0.1429 as LaTeX."""
    return rf"\frac{{{top}}}{{{bottom}}} {equals(top / bottom)}"


def _with_both_edges(pair: Pair) -> Fraction:
    one, other, both = ((box.width + 1) * (box.height + 1) for box in (pair.one, pair.other, pair.shared))
    return Fraction(both, one + other - both)
