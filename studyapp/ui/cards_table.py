"""Cards as lines of a table that holds thousands: only what is in view is made into words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from studyapp.study.cards import Card

ROW_PX = 30
LONGEST_CELL = 120  # characters; what is longer is cut anyway
_FORMULA = re.compile(r"\$+([^$]*)\$+")
_PLAIN_FORMULA = re.compile(r"[\w\s=+,./()^-]{1,16}")
_ESCAPED = re.compile(r"\\([^\w\s])")
STYLE = """
    QTableView { outline: 0; } QTableView:focus { border: 1px solid palette(highlight); }
    QHeaderView::section { padding-left: 11px; }
"""
NEVER = date.max  # a card that was not asked yet stands behind all that were

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line: a card, and its topic, where it comes from and when it is due, in words.

    ``due`` is the day it comes back, ``NEVER`` while it was not asked yet.
    """

    card: Card
    topic: str
    source: str
    when: str
    due: date = NEVER

    def has(self, words: Sequence[str]) -> bool:
        """Tell whether the line has all of these lower-case words somewhere."""
        text = "\n".join((self.card.front, self.card.back, self.topic, self.source, self.when)).lower()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its words and what it is sorted by; of ``width_px`` 0 are those that share the room left."""

    title: str
    words: Callable[[CardRow], str]
    order: Callable[[CardRow], str | date]
    width_px: int = 0


def _text(part: Callable[[CardRow], str], title: str, width_px: int = 0) -> Column:
    return Column(title, part, lambda row: part(row).lower(), width_px)


FRONT = _text(lambda row: one_line(row.card.front), "Front")
BACK = _text(lambda row: one_line(row.card.back), "Back")
TOPIC = _text(lambda row: row.topic, "Topic", 170)
SOURCE = _text(lambda row: row.source, "From", 120)
DUE = Column("Due", lambda row: row.when, lambda row: row.due, 124)
WHAT = _text(lambda row: row.when, "What", 90)


class CardsModel(QAbstractTableModel):
    """The lines that are shown, in the order that is wanted."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin without a line."""
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[CardRow] = []

    def show(self, rows: Sequence[CardRow]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = ROLE) -> str | None:
        """Return the words of a cell."""
        if role not in (ROLE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self.columns[index.column()].words(self.rows[index.row()])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE) -> str | int | None:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self.columns[section].title if role == ROLE else None


class CardsTable(QTableView):
    """A table of cards: whole lines are chosen, nothing is edited in it."""

    def __init__(self, columns: Sequence[Column], *, name: str) -> None:
        """Build it without a line."""
        super().__init__()
        self.lines = CardsModel(columns)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setStyleSheet(STYLE)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(columns):
            if column.width_px:
                header.resizeSection(place, column.width_px)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def current(self) -> CardRow | None:
        """Return the chosen line."""
        place = self.currentIndex().row()
        return self.lines.rows[place] if 0 <= place < len(self.lines.rows) else None

    def show_rows(self, rows: Sequence[CardRow], card: int = 0) -> None:
        """Show lines; the one of ``card`` is chosen, or else the one that stands where the chosen one stood."""
        before = max(self.currentIndex().row(), 0)
        self.lines.show(rows)
        place = next((number for number, row in enumerate(rows) if row.card.id == card), before) if card else before
        if rows:
            chosen = self.lines.index(min(place, len(rows) - 1), 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(chosen, flags)
            self.scrollTo(chosen)


def one_line(markdown: str) -> str:
    """Return a side of a card as a line of plain words."""
    words = _FORMULA.sub(_formula_in_a_line, markdown[: 4 * LONGEST_CELL])
    words = _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)[*`]+|\\$", "", words, flags=re.MULTILINE))
    return " ".join(words.split())[:LONGEST_CELL]


def _formula_in_a_line(found: re.Match[str]) -> str:
    """Return a formula as it is typed if that can be read, else a word for it."""
    return found[1] if _PLAIN_FORMULA.fullmatch(found[1]) else "[formula]"
