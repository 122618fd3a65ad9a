"""Reads replies of several rows: matrices and tables, typed by hand or pasted from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from question_bank.answers.reading.characters import normalised
from question_bank.answers.reading.lists import read_numbers
from question_bank.answers.reading.numbers import ReadNumber, read_number
from question_bank.errors import Unreadable

MAX_LENGTH = 6000
MAX_SIDE = 12

_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_WRAPPING = re.compile(
    r"(?:\\begin\{[a-z]*matrix\}(?P<latex>.*)\\end\{[a-z]*matrix\}"
    r"|(?:(?:np|numpy|torch)\.)?(?:array|tensor|matrix)\s*(?P<python>[(\[].*))",
    re.DOTALL | re.IGNORECASE,
)
_MOST_WRAPPINGS = 4
_BETWEEN_ROWS = (re.compile(r"\n"), re.compile(r"\\\\"), re.compile(r";"))
_BETWEEN_GROUPS = " ,;\n\t"
_FIRM = re.compile(r"[\t&|]")
"""What stands between cells and in no number: a spreadsheet's tab, LaTeX's &, a printed table's line."""
_BETWEEN_CELLS = re.compile(r"[\t|]")
_HEADING = 2  # lines: the columns, and the rule below them
_RULE = re.compile(r"[\s|:-]*--[\s|:-]*")
_MARKUP = re.compile(r"[^\w.,+-]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the reply, and where it begins."""

    text: str
    position: int

    def part(self, start: int, end: int) -> Stretch:
        """Return what stands from ``start`` to ``end``, without the gaps around it."""
        inside = self.text[start:end]
        trimmed = inside.lstrip()
        return Stretch(trimmed.rstrip(), self.position + start + len(inside) - len(trimmed))

    def pieces(self, separator: re.Pattern[str]) -> Iterator[Stretch]:
        """Yield what stands between the separators, without the gaps around it."""
        start = 0
        for match in separator.finditer(self.text):
            yield self.part(start, match.start())
            start = match.end()
        yield self.part(start, len(self.text))

    def cut(self, separator: re.Pattern[str]) -> tuple[Stretch, ...]:
        """Return all pieces between the separators."""
        return tuple(self.pieces(separator))


# ---------------------------------------------------------------- matrices


def read_matrix(reply: str, n_rows: int, n_columns: int) -> tuple[tuple[ReadNumber, ...], ...]:
    """Return the numbers of a matrix row by row; raises Unreadable, which says how many of each are needed."""
    how_to = how_to_type_matrix(n_rows, n_columns)
    body = _unwrapped(_typed(reply, how_to))
    if not body.text:
        raise Unreadable(f"There is nothing in the brackets. {how_to}", body.position)
    complaint: Unreadable | None = None
    most: tuple[Stretch, ...] = ()
    for rows in _ways_to_cut(body):
        most = max(most, rows, key=len)
        if len(rows) == n_rows:
            try:
                return tuple(_numbers(row, n_columns, number, how_to) for number, row in enumerate(rows, 1))
            except Unreadable as error:
                complaint = complaint or error
    raise complaint or _about_rows(body, most, n_rows, how_to)


def how_to_type_matrix(n_rows: int, n_columns: int) -> str:
    """Return the sentence that says how many rows and numbers to type."""
    rows = "one row" if n_rows == 1 else f"{n_rows} rows"
    numbers = "one number" if n_columns == 1 else f"{n_columns} numbers"
    example = "; ".join(" ".join(str(row * n_columns + cell + 1) for cell in range(n_columns)) for row in range(n_rows))
    return f"Type {rows} of {numbers}" + (f", such as {example}." if n_rows * n_columns <= 6 else ", a line a row.")


def _typed(reply: str, how_to: str) -> Stretch:
    """Return the reply in plain characters, its tabs kept; raises Unreadable for nothing and for far too much."""
    if not reply.strip():
        raise Unreadable(f"Nothing is typed yet. {how_to}")
    if len(reply) > MAX_LENGTH:
        raise Unreadable(f"This is too long. {how_to}", MAX_LENGTH)
    plain = normalised(reply)
    if "\t" in reply:
        plain = "".join("\t" if typed == "\t" else shown for typed, shown in zip(reply, plain, strict=True))
    return Stretch(plain, 0).part(0, len(plain))


def _unwrapped(body: Stretch) -> Stretch:
    """Return what stands inside LaTeX's or Python's words for a matrix, and inside the outermost brackets."""
    if wrapped := _WRAPPING.fullmatch(body.text):
        name = "latex" if wrapped["latex"] is not None else "python"
        body = body.part(*wrapped.span(name))
    for _ in range(_MOST_WRAPPINGS):
        if len(groups := _groups(body)) != 1:
            break
        body = groups[0]
    return body


def _ways_to_cut(body: Stretch) -> Iterator[tuple[Stretch, ...]]:
    """Yield the rows that the reply may consist of, the clearest reading first."""
    if groups := _groups(body):
        yield groups
    for separator in _BETWEEN_ROWS:
        rows = tuple(row for row in body.cut(separator) if row.text)
        if len(rows) > 1:
            yield rows
    yield (body,)


def _groups(body: Stretch) -> tuple[Stretch, ...]:
    """Return what stands in each bracket of a row of brackets, () where the reply is anything else."""
    found: list[Stretch] = []
    open_brackets: list[str] = []
    start = 0
    for place, character in enumerate(body.text):
        if not open_brackets and character not in _CLOSING and character not in _BETWEEN_GROUPS:
            return ()
        if character in _CLOSING:
            start = start if open_brackets else place + 1
            open_brackets.append(character)
        elif character in _OPENING:
            if open_brackets.pop() != _OPENING[character]:
                return ()
            if not open_brackets:
                found.append(body.part(start, place))
    return () if open_brackets else tuple(found)


def _numbers(row: Stretch, count: int, number: int, how_to: str) -> tuple[ReadNumber, ...]:
    bare = row.part(0, len(row.text.rstrip(" \t,;|")))
    bare = bare.part(len(bare.text) - len(bare.text.lstrip(" \t|")), len(bare.text))
    if _FIRM.search(bare.text):
        cells = bare.cut(_FIRM)
        if len(cells) != count:
            raise Unreadable(f"{how_to} Row {number} has {len(cells)} here.", row.position)
        return tuple(_number(cell) for cell in cells)
    try:
        return read_numbers(bare.text, count)
    except Unreadable as error:
        if error.position is None:  # it is about the row as a whole
            decimals = bare.text.count(",") >= count and "." not in bare.text
            advice = " Where commas are decimal points, put semicolons between the numbers." if decimals else ""
            raise Unreadable(f"{how_to} Row {number} has another count.{advice}", row.position) from error
        raise Unreadable(str(error), bare.position + error.position) from error


def _number(cell: Stretch) -> ReadNumber:
    bare = cell.text.rstrip(" ,;")
    if not bare:
        raise Unreadable("A number is missing here. Type 0 if that is meant.", cell.position)
    return read_number(bare, "", cell.position)


def _about_rows(body: Stretch, rows: tuple[Stretch, ...], n_rows: int, how_to: str) -> Unreadable:
    if sum(map(body.text.count, _CLOSING)) > sum(map(body.text.count, _OPENING)):
        return Unreadable("A bracket is still open. Type the closing one too.", body.position)
    position = rows[n_rows].position if len(rows) > n_rows else body.position + len(body.text)
    found = "is one row" if len(rows) == 1 else f"are {len(rows)} rows"
    return Unreadable(f"{how_to} There {found} here.", position)


# ---------------------------------------------------------------- tables


def read_blanks(reply: str, columns: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...]) -> tuple[Stretch, ...]:
    """Return what is typed for each blank (None) of a table, in reading order; raises Unreadable.

    A line may hold the blanks of its row alone, or the whole row with the given texts repeated; the heading and rows
    without blanks may be repeated too. All blanks may stand in one line, or each in a line of its own.
    """
    asked = tuple((number, row) for number, row in enumerate(rows, 1) if None in row)
    how_to = how_to_type_table(rows)
    lines = tuple(line for line in _typed(reply, how_to).cut(_BETWEEN_ROWS[0]) if line.text)
    n_blanks = sum(row.count(None) for row in rows)
    if len(lines) > max(len(rows), n_blanks) + _HEADING:
        raise _about_lines(lines, len(asked), reply, how_to)
    if len(lines) > len(asked):
        lines = tuple(line for line in lines if not _is_heading(line, columns)) or lines
    cells = [line.cut(_BETWEEN_CELLS) for line in lines]
    is_one_row = len(cells) == 1 or set(map(len, cells)) == {1}
    if is_one_row and sum(map(len, cells)) == n_blanks:
        return tuple(chain(*cells))
    for wanted in (asked, tuple(enumerate(rows, 1))):
        if len(lines) == len(wanted):
            pairs = zip(lines, wanted, strict=True)
            return tuple(cell for line, (number, row) in pairs for cell in _blanks(line, row, number))
    raise _about_lines(lines, len(asked), reply, how_to)


def how_to_type_table(rows: tuple[tuple[str | None, ...], ...]) -> str:
    """Return the sentence that says how many lines to type, and what stands between their cells."""
    counts = [row.count(None) for row in rows if None in row]
    lines = "one line" if len(counts) == 1 else f"{len(counts)} lines, one for each row with blanks"
    return f"Type {lines}" + (", with | between the cells of a line." if max(counts) > 1 else ".")


def _about_lines(lines: tuple[Stretch, ...], wanted: int, reply: str, how_to: str) -> Unreadable:
    position = lines[wanted].position if len(lines) > wanted else len(reply.rstrip())
    found = "is one line" if len(lines) == 1 else f"are {len(lines)} lines"
    return Unreadable(f"{how_to} There {found} here.", position)


def _blanks(line: Stretch, row: tuple[str | None, ...], number: int) -> tuple[Stretch, ...]:
    """Return the cells of a line that fill the blanks of its row; raises Unreadable."""
    count = row.count(None)
    for cells in _with_and_without_frame(line.cut(_BETWEEN_CELLS)):
        if len(cells) == count:
            return cells
        if len(cells) == len(row) and all(map(_repeats, cells, row)):
            return tuple(cell for cell, given in zip(cells, row, strict=True) if given is None)
    needed = "one cell" if count == 1 else f"{count} cells with | between them"
    wanted = f"Type {needed} for row {number}" if count else f"Row {number} is given. Type nothing for it"
    raise Unreadable(f"{wanted}, or the whole row as it is printed.", line.position)


def _with_and_without_frame(cells: tuple[Stretch, ...]) -> Iterator[tuple[Stretch, ...]]:
    """Yield the cells as cut, then without the empty ones that the lines around a printed table leave."""
    yield cells
    if not cells[0].text:
        yield cells[1:]
    if not cells[-1].text:
        yield cells[:-1]
        if not cells[0].text:
            yield cells[1:-1]


def _repeats(cell: Stretch, given: str | None) -> bool:
    return given is None or not cell.text or _bare(cell.text) == _bare(given)


def _is_heading(line: Stretch, columns: tuple[str, ...]) -> bool:
    return bool(_RULE.fullmatch(line.text)) or _bare(line.text) == _bare("".join(columns))


def _bare(text: str) -> str:
    """Return what is compared of given texts: no markup, no gaps, no capitals."""
    return _MARKUP.sub("", normalised(text)).casefold()
