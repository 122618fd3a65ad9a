"""Attempts, reviews, cards and the numbers of runs as tables for a spreadsheet (CSV), written line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from studyapp.study.memory import CARD
from studyapp.transfer_lines import AttemptLine, CardLine, Line, ReviewLine, RunLine, identity_text
from studyapp.transfer_writing import GrowingFile

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class CsvTable:
    """One table: its file, its columns, and the rows that a line makes, of which the identity is given too."""

    name: str
    columns: Sequence[str]
    rows: Callable[[Line, int], list[tuple[Cell, ...]]]


class CsvFile(GrowingFile):
    """One table being written."""

    def __init__(self, table: CsvTable, folder: Path) -> None:
        """Take the table's name in a folder."""
        super().__init__(folder / table.name)
        self._table = table

    def __enter__(self) -> Self:
        """Begin with the names of the columns."""
        super().__enter__()
        self._write_rows([tuple(self._table.columns)])
        return self

    def add(self, line: Line, number: int) -> None:
        """Write what a line of the export, known by a number, says in this table, if anything."""
        if rows := self._table.rows(line, number):
            self._write_rows(rows)

    def _write_rows(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([[_harmless(cell) for cell in row] for row in rows])
        self.write(text.getvalue().encode())


def _attempt_rows(line: Line, _: int) -> list[tuple[Cell, ...]]:
    if not isinstance(line, AttemptLine):
        return []
    key = (line.topic, line.family, line.version, line.seed, line.difficulty)
    effort = (line.score, line.hints, line.duration_s, line.confidence)
    words = (" | ".join(line.replies), " | ".join(line.verdicts), " | ".join(line.slips))
    return [(line.at_utc, line.offset_min, line.day.isoformat(), *key, *effort, *words, _when(line.taken_back))]


def _review_rows(line: Line, _: int) -> list[tuple[Cell, ...]]:
    if not isinstance(line, ReviewLine):
        return []
    rating = line.ratings[-1][0] if line.ratings else line.rating
    own = int(line.own or bool(line.ratings))
    marks = (line.item, line.topic, rating, own, line.seconds)
    return [(line.at_utc, line.offset_min, line.day.isoformat(), *marks, _when(line.taken_back))]


def _card_rows(line: Line, number: int) -> list[tuple[Cell, ...]]:
    if not isinstance(line, CardLine):
        return []
    item = f"{CARD}{identity_text(number)}"  # as its reviews name it
    return [(item, line.topic, line.front, line.back, line.source, _when(line.taken_back))]


def _run_rows(line: Line, _: int) -> list[tuple[Cell, ...]]:
    if not isinstance(line, RunLine):
        return []
    name = line.names[-1][0] if line.names else ""
    run = (line.at_utc, line.offset_min, line.demo, name, line.device, line.steps, line.seconds, line.ended)
    values: list[tuple[str, float | None]] = [*line.final.items()] or [("", None)]
    return [(*run, scalar, value, _when(line.taken_back)) for scalar, value in values]


def _when(taken_back: tuple[str, int] | None) -> str:
    return taken_back[0] if taken_back else ""


def _harmless(cell: Cell) -> Cell:
    """Return a cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


_AT = ("at_utc", "offset_min")
_KEY = ("topic", "family", "version", "seed", "difficulty")
_EFFORT = ("score", "hints", "duration_s", "confidence", "replies", "verdicts", "slips", "taken_back_utc")
_REVIEW = ("item", "topic", "rating", "own_rating", "seconds", "taken_back_utc")
_CARD = ("item", "topic", "front", "back", "source", "removed_utc")
_RUN = ("demo", "name", "device", "steps", "seconds", "ended", "scalar", "value", "removed_utc")

CSV_FILES = (
    CsvTable("attempts.csv", (*_AT, "day", *_KEY, *_EFFORT), _attempt_rows),
    CsvTable("reviews.csv", (*_AT, "day", *_REVIEW), _review_rows),
    CsvTable("cards.csv", _CARD, _card_rows),
    CsvTable("runs.csv", (*_AT, *_RUN), _run_rows),
)
