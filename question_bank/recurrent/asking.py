"""Questions about the quantities of a cell, with the slips that rounding can't turn into something right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from question_bank.gradients.asking import Asked, Slip
from question_bank.gradients.sheet import Sheet
from question_bank.recurrent.layout import Layout

TOLERANCE = 3e-3
NEAR = 2.5  # tolerances


def asked(question: str, sheet: Sheet, layout: Layout, letters: str, slips: Iterable[Slip], *, step: int) -> Asked:
    """Return a question for some quantities of one step, all units of each."""
    names = layout.names(letters, step)
    told = tuple(_apart(slips, sheet.values(names)))
    if len(names) == 1:
        return Asked(question, names, told, absolute=TOLERANCE)
    order = f"{question} Unit 1 stands before unit 2." if layout.units > 1 else question
    return Asked(order, names, told, layout.labels(letters, step), 2, TOLERANCE)


def _apart(slips: Iterable[Slip], right: Sequence[float]) -> Iterator[Slip]:
    """Yield the slips of which no cell comes near the right one."""
    for slip in slips:
        if all(abs(mine - ours) > NEAR * TOLERANCE for mine, ours in zip(slip.values, right, strict=True)):
            yield slip
