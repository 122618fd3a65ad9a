"""A table with blanks, marked blank by blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

from question_bank.answers.choice import Choice
from question_bank.answers.integer import Integer
from question_bank.answers.judgement import Judgement, Value
from question_bank.answers.number import Number
from question_bank.answers.reading.grids import Stretch, read_blanks
from question_bank.answers.shape import Shape
from question_bank.errors import Unreadable

if TYPE_CHECKING:  # a cell is one of the answer kinds that this is one of
    from question_bank.answers import AnswerSpec

CELL_KINDS = (Integer, Number, Shape, Choice)
FOLLOWS = "right with your own earlier value"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows whose cells are given (a text) or asked (a spec of ``CELL_KINDS``); the share of right cells is the score.

    ``follows`` carries errors forward inside the table: it is given the learner's values of the asked cells so far, in
    reading order, and returns the answer of the next asked cell that follows from them, or None where nothing does
    (ArithmeticError and ValueError mean the same). A cell that follows counts in full. Two tables that differ in
    ``follows`` alone are equal. Columns and given cells are Markdown.
    """

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str | AnswerSpec, ...], ...]
    follows: Callable[[tuple[Value, ...]], AnswerSpec | None] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Raise ValueError where no reply could be right."""
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(
                f"rows of {[len(row) for row in self.rows]} cells can't stand in {len(self.columns)} columns"
            )
        cells = [cell for row in self.rows for cell in row if not isinstance(cell, str)]
        if not cells or not all(isinstance(cell, CELL_KINDS) for cell in cells):
            raise ValueError(f"the asked cells can't be {[cell.kind for cell in cells]}")

    def show(self) -> str:
        """Return the answer as typed: a line for each row with blanks, "|" between them."""
        lines = ([cell.show() for cell in row if not isinstance(cell, str)] for row in self.rows)
        return "\n".join(" | ".join(line) for line in lines if line)

    def accepts(self) -> str:
        """Say what is right, blank by blank."""
        return "; ".join(f"{name}: {cell.accepts().removesuffix(' is right')}" for name, cell in self._asked())

    def judge(self, reply: str) -> Judgement:
        """Read and mark a reply; raises Unreadable, which names the cell."""
        texts = self._read(reply)
        judged: list[Judgement] = []
        notes: list[str] = []
        for (name, cell), text in zip(self._asked(), texts, strict=True):
            plain = _judge(cell, text, name)
            carried = None if plain.score == 1 else self._carried(judged, text)
            judged.append(carried or plain)
            notes.append(f"{name}: {FOLLOWS}" if carried else "" if plain.score == 1 else f"{name}: not right")
        score = sum(each.score for each in judged) / len(judged)
        values = tuple(each.value for each in judged)
        n_carried = sum(note.endswith(FOLLOWS) for note in notes)
        return Judgement(values, score, self._echo(judged), tuple(notes), _about_carried(n_carried), n_carried > 0)

    def with_answer(self, text: str) -> Self:
        """Return the same question with another right answer; raises Unreadable.

        Nothing follows in it: a reply is compared with a misconception as a whole, cell by cell.
        """
        texts = iter(self._read(text))
        names = iter(self._asked())
        rows = tuple(
            tuple(cell if isinstance(cell, str) else _with_answer(cell, next(texts), next(names)[0]) for cell in row)
            for row in self.rows
        )
        return replace(self, rows=rows, follows=None)

    def given(self) -> tuple[tuple[str | None, ...], ...]:
        """Return the rows with None for each blank."""
        return tuple(tuple(cell if isinstance(cell, str) else None for cell in row) for row in self.rows)

    def _read(self, text: str) -> tuple[Stretch, ...]:
        return read_blanks(text, self.columns, self.given())

    def _asked(self) -> Iterator[tuple[str, AnswerSpec]]:
        """Yield each asked cell with how a note speaks of it: row 2 (conv2), Parameters."""
        for number, row in enumerate(self.rows, 1):
            head = f" ({row[0]})" if isinstance(row[0], str) and row[0] else ""
            for column, cell in zip(self.columns, row, strict=True):
                if not isinstance(cell, str):
                    yield f"row {number}{head}, {column}", cell

    def _carried(self, before: list[Judgement], text: Stretch) -> Judgement | None:
        """Return the cell as marked by what follows from the earlier ones, or None where it doesn't follow."""
        if self.follows is None:
            return None
        try:
            expected = self.follows(tuple(each.value for each in before))
            judgement = None if expected is None else expected.judge(text.text)
        except (Unreadable, ArithmeticError, ValueError):  # the learner's values lead nowhere
            return None
        return judgement if judgement and judgement.score == 1 else None

    def _echo(self, judged: list[Judgement]) -> str:
        echoes = iter(judged)
        lines = [
            (row[0], ", ".join(next(echoes).echo for cell in row if not isinstance(cell, str))) for row in self.rows
        ]
        return "; ".join(f"{head}: {line}" if isinstance(head, str) and head else line for head, line in lines if line)


def _judge(cell: AnswerSpec, text: Stretch, name: str) -> Judgement:
    try:
        return cell.judge(text.text)
    except Unreadable as error:
        raise _in_place(error, text, name) from error


def _with_answer(cell: AnswerSpec, text: Stretch, name: str) -> AnswerSpec:
    try:
        return cell.with_answer(text.text)
    except Unreadable as error:
        raise _in_place(error, text, name) from error


def _in_place(error: Unreadable, text: Stretch, name: str) -> Unreadable:
    """Return the complaint about a cell as one about the whole reply."""
    return Unreadable(f"{name[0].upper()}{name[1:]}: {error}", text.position + (error.position or 0))


def _about_carried(count: int) -> str:
    if count == 0:
        return ""
    if count == 1:
        return "One cell is right with your own earlier value: the step is correct, so it earns full marks."
    return f"{count} cells are right with your own earlier values: these steps are correct, so they earn full marks."
