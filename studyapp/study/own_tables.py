"""A learner's own CSV file as a table to learn from: its separator, header and columns found out, gaps reported."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.datasets.own_data import LARGEST_NUMBER, MOST_CLASSES, MOST_COLUMNS, MOST_ROWS, Table
from studyapp.errors import StudyAppError
from studyapp.study.run_data import spread

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-"}
LOOKED_AT = 50  # rows, to find out the separator and whether there is a header
SHOWN = 3  # examples of a column


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
    if "\0" in text:
        raise SheetError("This is not a text file: it holds bytes that no table has.")
    chosen = separator or _likely_separator(text)
    rows = [row for row in _rows(text, chosen) if any(entry.strip() for entry in row)]
    if len(rows) < 2:
        raise SheetError("The file has fewer than two rows: there is nothing to learn from.")
    _check_lengths(rows)
    stripped = [tuple(entry.strip() for entry in row) for row in rows]
    header = _looks_like_header(stripped, chosen) if has_header is None else has_header
    names = stripped[0] if header else tuple(f"column {place}" for place in range(1, len(rows[0]) + 1))
    body = tuple(stripped[1:] if header else stripped)
    if len(body) < 2:
        raise SheetError("The file has fewer than two rows below its header: there is nothing to learn from.")
    columns = (_column(names[place], [row[place] for row in body], chosen) for place in range(len(names)))
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
    for place in features:
        if not sheet.columns[place].numeric:
            raise SheetError(f"“{sheet.columns[place].name}” holds words. Learn from columns of numbers.")
    if not features or len(features) > MOST_COLUMNS or target in features:
        raise SheetError(f"Choose 1 to {MOST_COLUMNS} columns to learn from, and another one for the class.")
    whole = [row for row in sheet.rows if not any(_is_missing(row[place]) for place in (*features, target))]
    kept = [whole[place] for place in spread(len(whole), MOST_ROWS)]  # a file may be sorted by its class
    class_names = sorted({row[target] for row in kept}, key=_class_order)
    if not 2 <= len(class_names) <= MOST_CLASSES:
        raise SheetError(
            f"“{sheet.columns[target].name}” has {len(class_names)} different entries; "
            f"a class column has 2 to {MOST_CLASSES}. Choose another one."
        )
    values = np.array([[_number(row[place], sheet.separator) for place in features] for row in kept], dtype=np.float32)
    places = {name: place for place, name in enumerate(class_names)}
    table = Table(
        tuple(sheet.columns[place].name for place in features),
        values,
        tuple(class_names),
        np.array([places[row[target]] for row in kept], dtype=np.int64),
    )
    return table, _left_out(len(sheet.rows), len(whole), len(kept))


# ---------------------------------------------------------------- finding out


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(text.splitlines(), delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        raise SheetError(f"The file can't be read as a table: {error}.") from error


def _likely_separator(text: str) -> str:
    """Return the separator that cuts most of the first rows into equally many pieces, the most pieces first."""
    lines = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]
    if not lines:
        raise SheetError("The file is empty.")

    def quality(separator: str) -> tuple[float, int]:
        pieces = Counter(len(row) for row in _rows("\n".join(lines), separator))
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


def _column(name: str, entries: Sequence[str], separator: str) -> Column:
    there = [entry for entry in entries if not _is_missing(entry)]
    numeric = bool(there) and not any(math.isnan(_number(entry, separator)) for entry in there)
    distinct = list(dict.fromkeys(there))
    return Column(name or "unnamed", numeric, len(entries) - len(there), len(distinct), tuple(distinct[:SHOWN]))


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
