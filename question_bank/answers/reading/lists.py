"""Reads replies of several numbers: vectors and shapes, with or without brackets, whatever stands between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.answers.reading.characters import is_hidden, normalised
from question_bank.answers.reading.numbers import ReadNumber, read_number
from question_bank.errors import Unreadable

MAX_LENGTH = 2000
MAX_AXES = 8

_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
# The clearest separator comes first. A comma followed by a gap is one even where commas are decimal points too.
_SEPARATORS = tuple(map(re.compile, (r"[;|\n]", r",", r",\s+", r"\s+(?!%)")))
_SIZE = re.compile(r"\s*([0-9]{1,12})(?![0-9])\s*")
_MARKS = {"x": "*", "by": "*", "*": "*", ",": ",", ";": ";"}
"""What may stand between sizes, and what it is the same as; a gap alone may too."""
_HOW_TO_SHAPE = "Type the sizes as whole numbers, such as 28 x 28 x 16."


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of the reply, and where it begins."""

    text: str
    position: int


def read_numbers(reply: str, count: int) -> tuple[ReadNumber, ...]:
    """Return exactly ``count`` numbers; raises Unreadable, which says how many are needed."""
    body = _body(reply, f"Type {_numbers(count)}.")
    complaint: Unreadable | None = None
    most = 1
    for separator in _SEPARATORS:
        cells = _cut(body, separator)
        most = max(most, len(cells))
        if len(cells) == count:
            try:
                return tuple(_number(cell) for cell in cells)
            except Unreadable as error:
                complaint = complaint or error
    raise complaint or Unreadable(_about_count(body.text, most, count))


def read_sizes(reply: str) -> tuple[int, ...]:
    """Return the sizes of a shape such as 28 x 28 x 16, (28, 28, 16) or 28 28 16; raises Unreadable."""
    body = _body(reply, _HOW_TO_SHAPE)
    sizes: list[int] = []
    marks: list[str] = []
    place = 0
    while place < len(body.text):
        match = _SIZE.match(body.text, place)
        if match is None or len(sizes) == MAX_AXES:
            rest = body.text[place:].lstrip()
            raise Unreadable(_about_size(rest[:1]), body.position + len(body.text) - len(rest))
        sizes.append(_size(match, body.position))
        place = _behind_mark(body, match.end(), marks)
    return tuple(sizes)


def _body(reply: str, how_to: str) -> _Cell:
    """Return what stands inside the outermost brackets, if there are any, without gaps around it."""
    if not reply.strip():
        raise Unreadable(f"Nothing is typed yet. {how_to}")
    if len(reply) > MAX_LENGTH:
        raise Unreadable(f"This is too long. {how_to}", MAX_LENGTH)
    outer = _stripped(_Cell(normalised(reply), 0))
    if outer.text and outer.text[0] in _BRACKETS and _closing(outer.text) == len(outer.text) - 1:
        outer = _stripped(_Cell(outer.text[1:-1], outer.position + 1))
    if not outer.text:
        raise Unreadable(f"There is nothing in the brackets. {how_to}", outer.position)
    return outer


def _stripped(cell: _Cell) -> _Cell:
    return _Cell(cell.text.strip(), cell.position + len(cell.text) - len(cell.text.lstrip()))


def _closing(text: str) -> int:
    """Return the index of the bracket that closes the first character, or -1."""
    opening, closing = text[0], _BRACKETS[text[0]]
    depth = 0
    for index, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return index
    return -1


def _cut(body: _Cell, separator: re.Pattern[str]) -> tuple[_Cell, ...]:
    text = body.text.rstrip(" ,;")
    gaps = [match.span() for match in separator.finditer(text)]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    cells = (_Cell(text[start:end], body.position + start) for start, end in zip(starts, ends, strict=True))
    return tuple(map(_stripped, cells))


def _number(cell: _Cell) -> ReadNumber:
    if not cell.text:
        raise Unreadable("A number is missing here. Type 0 if that is meant.", cell.position)
    return read_number(cell.text, "", cell.position)


def _numbers(count: int) -> str:
    return "one number" if count == 1 else f"{count} numbers with commas between them"


def _about_count(text: str, found: int, count: int) -> str:
    ambiguous = "," in text and "." not in text
    advice = " Where commas are decimal points, put semicolons between the numbers." if ambiguous else ""
    return f"Type {_numbers(count)}; {found} can be counted here.{advice}"


def _size(match: re.Match[str], offset: int) -> int:
    digits = match[1]
    if len(digits) > 1 and digits[0] == "0":
        raise Unreadable("A size doesn't begin with 0. Type 1024 without a comma.", offset + match.start(1))
    return int(digits)


def _behind_mark(body: _Cell, place: int, marks: list[str]) -> int:
    """Return where the next size begins, after one more mark that must be the same as the others."""
    rest = body.text[place:].lower()
    if rest in ("", ","):  # with a comma, Python writes a shape of one axis
        return len(body.text)
    mark = next((mark for mark in _MARKS if rest.startswith(mark)), "")
    if mark or rest[0].isdecimal():
        marks.append(_MARKS.get(mark, " "))
    if marks[:1] != marks[-1:]:
        raise Unreadable(f"Type the same sign between all sizes. {_HOW_TO_SHAPE}", body.position + place)
    if mark == rest:
        raise Unreadable(f"The last size is missing. {_HOW_TO_SHAPE}", body.position + place)
    return place + len(mark)


def _about_size(character: str) -> str:
    if character and is_hidden(character):
        return "There is a character here that can't be seen. Delete it and type the sizes by hand."
    if character in "-−":
        return f"A size is never negative. {_HOW_TO_SHAPE}"
    if character.isdecimal():
        return f"Type at most {MAX_AXES} sizes of at most 12 digits."
    return f"“{character}” can't be read here. {_HOW_TO_SHAPE}"
