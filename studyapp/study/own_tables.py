"""A learner's own CSV file as a table to learn from: its separator, header and columns found out, gaps reported."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np

from models.datasets.own_data import LARGEST_NUMBER, MOST_CLASSES, MOST_COLUMNS, MOST_ROWS, Table
from studyapp.errors import StudyAppError
from studyapp.study.run_data import spread

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-"}
LOOKED_AT = 50  # rows, to find out the separator and whether there is a header
SHOWN = 3  # examples of a column
A_PART = 500  # rows between two chances for the window to live

Entry = TypeVar("Entry")
Result = TypeVar("Result")


class SheetError(StudyAppError):
    """A file that is no table to learn from."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: ``numeric`` when every entry that is there is a number."""

    name: str
    numeric: bool
    missing: int
    distinct: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as rows of entries, all of one length, and what was found out about it."""

    separator: str
    has_header: bool
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def read_sheet(text: str, *, separator: str = "", has_header: bool | None = None) -> Sheet:
    """Return the file's rows and columns; what isn't given is found out. Raises SheetError with a sentence."""
    return _at_once(reading(text, separator=separator, has_header=has_header))


def reading(text: str, *, separator: str = "", has_header: bool | None = None) -> Generator[None, None, Sheet]:
    """Do what ``read_sheet`` does, yielding in between: a long file takes more than half a second."""
    if "\0" in text:
        raise SheetError("This is not a text file: it holds bytes that no table has.")
    chosen = separator or _likely_separator(text)
    rows = yield from _filled_rows(text, chosen)
    if len(rows) < 2:
        raise SheetError("The file has fewer than two rows: there is nothing to learn from.")
    _check_lengths(rows)
    header = _looks_like_header(rows, chosen) if has_header is None else has_header
    names = rows[0] if header else tuple(f"column {place}" for place in range(1, len(rows[0]) + 1))
    body = tuple(rows[1:] if header else rows)
    if len(body) < 2:
        raise SheetError("The file has fewer than two rows below its header: there is nothing to learn from.")
    columns: list[Column] = []
    for place, name in enumerate(names):
        columns.append((yield from _column(name, [row[place] for row in body], chosen)))
    return Sheet(chosen, header, tuple(columns), body)


def likely_choice(sheet: Sheet) -> tuple[list[int], int]:
    """Return which columns to learn from and which one holds the class, as one would guess."""
    few = [place for place, column in enumerate(sheet.columns) if 2 <= column.distinct <= MOST_CLASSES]
    words = [place for place in few if not sheet.columns[place].numeric]
    target = (words or few or [len(sheet.columns) - 1])[-1]
    numeric = [place for place, column in enumerate(sheet.columns) if column.numeric and place != target]
    return numeric[:MOST_COLUMNS], target


def table_of(sheet: Sheet, features: Sequence[int], target: int) -> tuple[Table, str]:
    """Return the table of the chosen columns, and a sentence on what was left out ("" for nothing).

    Rows with a gap in a chosen column are left out. Raises SheetError with a sentence when nothing is left to learn.
    """
    return _at_once(taking(sheet, features, target))


def taking(sheet: Sheet, features: Sequence[int], target: int) -> Generator[None, None, tuple[Table, str]]:
    """Do what ``table_of`` does, yielding in between."""
    for place in features:
        if not sheet.columns[place].numeric:
            raise SheetError(f"“{sheet.columns[place].name}” holds words. Learn from columns of numbers.")
    if not features or len(features) > MOST_COLUMNS or target in features:
        raise SheetError(f"Choose 1 to {MOST_COLUMNS} columns to learn from, and another one for the class.")
    whole: list[tuple[str, ...]] = []
    for part in _parts(sheet.rows):
        whole += [row for row in part if not any(_is_missing(row[place]) for place in (*features, target))]
        yield
    kept = [whole[place] for place in spread(len(whole), MOST_ROWS)]  # a file may be sorted by its class
    class_names = sorted({row[target] for row in kept}, key=_class_order)
    if not 2 <= len(class_names) <= MOST_CLASSES:
        raise SheetError(
            f"“{sheet.columns[target].name}” has {len(class_names)} different entries; "
            f"a class column has 2 to {MOST_CLASSES}. Choose another one."
        )
    numbers: list[list[float]] = []
    for part in _parts(kept):
        numbers += [[_number(row[place], sheet.separator) for place in features] for row in part]
        yield
    places = {name: place for place, name in enumerate(class_names)}
    table = Table(
        tuple(sheet.columns[place].name for place in features),
        np.array(numbers, dtype=np.float32),
        tuple(class_names),
        np.array([places[row[target]] for row in kept], dtype=np.int64),
    )
    return table, _left_out(len(sheet.rows), len(whole), len(kept))


# ---------------------------------------------------------------- finding out


def _rows(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator, skipinitialspace=True)
    except csv.Error as error:
        raise SheetError(f"The file can't be read as a table: {error}.") from error


def _filled_rows(text: str, separator: str) -> Generator[None, None, list[tuple[str, ...]]]:
    """Return the rows that hold something, without the blanks around entries."""
    rows, kept = _rows(text.splitlines(), separator), list[tuple[str, ...]]()
    while part := list(islice(rows, A_PART)):
        stripped = (tuple(entry.strip() for entry in row) for row in part)
        kept += [row for row in stripped if any(row)]
        yield
    return kept


def _likely_separator(text: str) -> str:
    """Return the separator that cuts most of the first rows into equally many pieces, the most pieces first."""
    lines = list(islice((line for line in text.splitlines() if line.strip()), LOOKED_AT))
    if not lines:
        raise SheetError("The file is empty.")

    def quality(separator: str) -> tuple[float, int]:
        pieces = Counter(len(row) for row in _rows(lines, separator))
        count, often = max(pieces.items(), key=lambda each: (each[0] > 1, each[1]), default=(1, 0))
        return (often / max(1, len(lines)) if count > 1 else 0.0, count)

    best = max(SEPARATORS, key=quality)
    if quality(best)[0] == 0.0:
        raise SheetError("The file has only one column. A table has its columns separated by commas, ; tabs or |.")
    return best


def _check_lengths(rows: Sequence[Sequence[str]]) -> None:
    usual = len(rows[0])
    for number, row in enumerate(rows, start=1):
        if len(row) != usual:
            raise SheetError(f"Row {number} has {len(row)} entries, the first one {usual}: every row needs as many.")
    if usual < 2:
        raise SheetError("The file has only one column: it needs one to learn from and one for the class.")


def _looks_like_header(rows: Sequence[Sequence[str]], separator: str) -> bool:
    """Tell whether the first row names columns: no number in it, while some column below holds numbers only."""
    if any(not math.isnan(_number(entry, separator)) for entry in rows[0]):
        return False
    below = rows[1:LOOKED_AT]
    return any(
        all(_is_missing(row[place]) or not math.isnan(_number(row[place], separator)) for row in below)
        for place in range(len(rows[0]))
    )


def _column(name: str, entries: Sequence[str], separator: str) -> Generator[None, None, Column]:
    missing, numeric, distinct = 0, True, dict[str, None]()
    for part in _parts(entries):
        there = [entry for entry in part if not _is_missing(entry)]
        missing += len(part) - len(there)
        numeric = numeric and not any(math.isnan(_number(entry, separator)) for entry in there)
        distinct.update(dict.fromkeys(there))
        yield
    examples = tuple(islice(distinct, SHOWN))
    return Column(name or "unnamed", numeric and bool(distinct), missing, len(distinct), examples)


def _is_missing(entry: str) -> bool:
    return entry.lower() in MISSING


def _number(entry: str, separator: str) -> float:
    """Return the entry as a number, NaN for none. Where commas don't separate, one may stand for the decimal point."""
    try:
        number = float(entry.replace(",", ".") if separator != "," else entry)
    except ValueError:
        return math.nan
    return number if abs(number) <= LARGEST_NUMBER and "_" not in entry else math.nan


def _class_order(name: str) -> tuple[bool, float, str]:
    """Sort numbers as numbers, and before words."""
    number = _number(name, ";")
    return math.isnan(number), 0.0 if math.isnan(number) else number, name


def _left_out(rows: int, whole: int, kept: int) -> str:
    said: list[tuple[int, Callable[[int], str]]] = [
        (rows - whole, lambda count: f"{count:,} of {rows:,} rows have a gap and are left out."),
        (whole - kept, lambda count: f"Another {count:,}, evenly spread, are left out: {MOST_ROWS:,} is the most."),
    ]
    return " ".join(sentence(count) for count, sentence in said if count)


# ---------------------------------------------------------------- in parts


def _parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (entries[start : start + A_PART] for start in range(0, len(entries), A_PART))


def _at_once(parts: Generator[None, None, Result]) -> Result:
    while True:
        try:
            next(parts)
        except StopIteration as end:
            result: Result = end.value
            return result
