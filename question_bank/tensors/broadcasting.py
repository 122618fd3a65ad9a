"""The rule of broadcasting: what shape comes out, and how that is worked out on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from question_bank.wording import listed, table

Sizes = tuple[int, ...]

RULE = (
    "Write the shapes below one another, aligned at the **right**. In every axis the sizes must be equal, or 1, or "
    "missing: what is 1 or missing is stretched to the size of the others."
)


@dataclass(frozen=True, slots=True)
class Operand:
    """A tensor by the name it has in the code."""

    name: str
    sizes: Sizes

    @property
    def told(self) -> str:
        """Return it for a sentence: `bias` of shape (16,)."""
        return f"`{self.name}` of shape {told(self.sizes)}"


def broadcast(*shapes: Sizes) -> Sizes | None:
    """Return the shape of an elementwise operation, or None where it raises an error."""
    sizes = [set(column) - {1} for column in columns(*shapes)]
    if any(len(different) > 1 for different in sizes):
        return None
    return tuple(different.pop() if different else 1 for different in sizes)


def columns(*shapes: Sizes) -> tuple[Sizes, ...]:
    """Return the sizes that meet in each axis, the first axis first; a missing axis counts as 1."""
    turned = (shape[::-1] for shape in shapes)
    return tuple(zip_longest(*turned, fillvalue=1))[::-1]


def with_new_axis(sizes: Sizes, place: int) -> Sizes:
    """Return the shape after indexing with None at a place."""
    return (*sizes[:place], 1, *sizes[place:])


def told(sizes: Sizes) -> str:
    """Return a shape as Python writes it: (8, 1, 6), or (6,) for one axis."""
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(map(str, sizes))})"


def axis(place: int, rank: int) -> str:
    """Return the name that an axis has counted from the right: axis −1 is the last."""
    return f"axis −{rank - place}"


# ---------------------------------------------------------------- on paper


def aligned(operands: Sequence[Operand]) -> str:
    """Return the shapes below one another, as a Markdown table."""
    rank = max(len(operand.sizes) for operand in operands)
    rows = [
        (f"`{operand.name}`", *[""] * (rank - len(operand.sizes)), *map(str, operand.sizes)) for operand in operands
    ]
    return table(("", *(axis(place, rank) for place in range(rank))), rows)


def worked(operands: Sequence[Operand]) -> tuple[str, ...]:
    """Return the steps from the shapes of tensors that fit one another to the shape that comes out."""
    shapes = [operand.sizes for operand in operands]
    result = broadcast(*shapes)
    assert result is not None, f"{shapes} don't fit one another"
    rank = len(result)
    ways = [
        f"{axis(place, rank)}: {_meeting(met_in(place, shapes))} {result[place]}" for place in reversed(range(rank))
    ]
    return (
        RULE,
        f"Here that is:\n\n{aligned(operands)}",
        f"From the right, {'; '.join(ways)}. The result has shape {told(result)}.",
    )


def clash(operands: Sequence[Operand]) -> str:
    """Return where tensors that don't fit one another fail, as a sentence."""
    met = columns(*(operand.sizes for operand in operands))
    rank = len(met)
    place = next(place for place in reversed(range(rank)) if len(set(met[place]) - {1}) > 1)
    sizes = listed([str(size) for size in met[place] if size != 1])
    return f"In {axis(place, rank)} the sizes {sizes} meet: they are not equal, and none of them is 1."


def stretched(operand: Operand, result: Sizes) -> str:
    """Return what happens to one tensor on the way to the result, as a sentence; "" where nothing does."""
    rank, missing = len(result), len(result) - len(operand.sizes)
    for place in reversed(range(missing, rank)):
        if operand.sizes[place - missing] != result[place]:
            return f"Its 1 in {axis(place, rank)} is stretched to {result[place]}."
    if missing:
        return f"It has no {axis(missing - 1, rank)}; there it is repeated to the size {result[missing - 1]}."
    return ""


def met_in(place: int, shapes: Sequence[Sizes]) -> Sizes:
    """Return the sizes in one axis of the result, of those tensors that have this axis."""
    from_right = max(map(len, shapes)) - place
    return tuple(sizes[-from_right] for sizes in shapes if len(sizes) >= from_right)


def _meeting(sizes: Sizes) -> str:
    return f"{listed([str(size) for size in sizes])} give" if len(sizes) > 1 else "one tensor alone has"
