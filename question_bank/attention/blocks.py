"""Questions whose answer is a matrix of a sheet, marked with the learner's own matrices of the questions before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from question_bank.answers import AnswerSpec, Matrix, Value
from question_bank.attention.heads import Names
from question_bank.exercise import Carry, Misconception, Part
from question_bank.gradients.asking import Asked, Slip, misconceptions
from question_bank.gradients.sheet import Sheet
from question_bank.wording import NUMBER_WORDS


@dataclass(frozen=True, slots=True)
class Block:
    """One question about a sheet: the quantities of a matrix, row by row, and the slips people make with them."""

    prompt: str
    names: Names
    slips: tuple[Slip, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    marks: int = 1

    def spec(self, sheet: Sheet) -> Matrix:
        """Return the answer that follows from a sheet."""
        return Matrix(tuple(map(sheet.values, self.names)), self.rows, self.columns, decimals=3)


def block_parts(sheet: Sheet, blocks: Sequence[Block], topic: str) -> tuple[Part, ...]:
    """Return one part for each question; each is marked with the learner's own matrices of those before it."""
    return tuple(
        Part(
            f"{block.prompt} {_form(block)}",
            block.spec(sheet),
            block.marks,
            _slips(sheet, block, topic),
            _carry(sheet, block, blocks[:index]) if index else None,
        )
        for index, block in enumerate(blocks)
    )


def _form(block: Block) -> str:
    rows, columns = NUMBER_WORDS[len(block.names)], NUMBER_WORDS[len(block.names[0])]
    return f"Type a matrix of {rows} rows and {columns} columns, a row for each token, rounded to 3 decimals."


def _slips(sheet: Sheet, block: Block, topic: str) -> tuple[Misconception, ...]:
    flat = Asked(block.prompt, tuple(chain(*block.names)), block.slips)
    width = len(block.names[0])
    return tuple(replace(slip, reply=_in_rows(slip.reply, width)) for slip in misconceptions(sheet, flat, topic))


def _in_rows(typed: str, width: int) -> str:
    cells = typed.split(", ")
    rows = (", ".join(cells[start : start + width]) for start in range(0, len(cells), width))
    return f"[{', '.join(f'[{row}]' for row in rows)}]"


def _carry(sheet: Sheet, block: Block, earlier: Sequence[Block]) -> Carry:
    def follows(values: tuple[Value, ...]) -> AnswerSpec | None:
        known: dict[str, float] = {}
        for question, value in zip(earlier, values, strict=True):
            known |= zip(chain(*question.names), _cells(value), strict=True)
        return block.spec(sheet.given(known))

    return follows


def _cells(value: Value) -> list[float]:
    rows = value if isinstance(value, tuple) else ()
    return [float(cell) for row in rows if isinstance(row, tuple) for cell in row if isinstance(cell, int | float)]
