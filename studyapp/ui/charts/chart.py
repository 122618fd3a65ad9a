"""What a chart is: something that paints itself into any room, knows its spots, and has its numbers as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF

from studyapp.ui.charts.pencil import Pencil

Cell = str | int | float
DECIMALS = 4  # of a number in a CSV file


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a chart that says something, and may lead somewhere: ``target`` is a topic's id or ""."""

    place: QRectF
    words: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``unit`` is "%" for a share in [0, 1], another unit to be written behind, or "". ``decimals`` are those of a number
    that is no share.
    """

    title: str
    unit: str = ""
    decimals: int = 1

    def text(self, cell: Cell) -> str:
        """Return a cell for reading."""
        if isinstance(cell, str):
            return cell
        if self.unit == "%":
            return f"{cell:.0%}"
        number = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.{self.decimals}f}"
        return f"{number} {self.unit}" if self.unit else number


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> list[tuple[str, ...]]:
        """Return the rows for reading."""
        return [tuple(column.text(cell) for column, cell in zip(self.columns, row, strict=True)) for row in self.rows]

    def csv(self) -> str:
        """Return the numbers with a header; shares stay shares, and no spreadsheet takes a title for a formula."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.title for column in self.columns])
        writer.writerows([_plain(cell) for cell in row] for row in self.rows)
        return out.getvalue()


class Chart(Protocol):
    """A chart over plain data; it holds neither theme nor size."""

    @property
    def summary(self) -> str:
        """Return in a sentence what the chart shows, for those who don't see it."""

    def height(self, width: float) -> float:
        """Return the height the chart needs in a width."""

    def paint(self, pencil: Pencil, room: QRectF) -> None:
        """Draw the chart into its room."""

    def spots(self, room: QRectF) -> Sequence[Spot]:
        """Return the places that say something, in the order in which they are read."""

    def table(self) -> Table:
        """Return the numbers."""


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return round(cell, DECIMALS)
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@"):
        return f"'{cell}"
    return cell
