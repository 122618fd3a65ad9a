"""Your marks: every bookmark, highlight and remark of this note or of all, to go to, remove and export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studyapp.study.marks import Mark, MarkKind, Placed
from studyapp.ui.icons import icon
from studyapp.ui.mark_bar import chip
from studyapp.ui.pieces import button, label, row
from studyapp.ui.save_dialog import ask_where
from studyapp.ui.theme import BETWEEN_PX, LIGHT, Theme

SIZE_PX = (520, 560)
NOTHING = (
    "Nothing is marked yet. In a note, select words and press H to highlight them, B for a bookmark on the section, "
    "R for a remark."
)
EXPORTED = "Markdown (*.md)"
_PLACED = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark in the list, with the titles of its note and section as they are now."""

    placed: Placed
    topic_title: str
    section: str


class MarksPanel(QDialog):
    """The list of marks.

    Signals:
        mark_chosen: The learner wants to go to a mark; carries the Mark.
        mark_removed: A mark is to go; carries the Mark.
        all_requested: The learner wants to see the marks of all notes, or of this one; carries whether all.
        export_requested: All marks shown are to be written to a file; carries its path.
    """

    mark_chosen = Signal(object)
    mark_removed = Signal(object)
    all_requested = Signal(bool)
    export_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the panel; ``show_marks`` fills it."""
        super().__init__(parent)
        self.setWindowTitle("Your marks")
        self.resize(*SIZE_PX)
        self.here_button, self.all_button = self._choice("This note"), self._choice("All notes")
        self.here_button.setChecked(True)
        self.list = QListWidget()
        self.list.setAccessibleName("Your marks")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.empty = label(NOTHING, "quiet", wrap=True)
        self.go_button = button("Go there", "primary", tip="Enter")
        self.remove_button = button("Remove", tip="Delete")
        self.export_button = button("Export…", tip="Write these marks to a Markdown file")
        self._lay_out()
        self._connect()

    @property
    def shows_all(self) -> bool:
        """Tell whether the marks of all notes are asked for."""
        return self.all_button.isChecked()

    def show_marks(self, rows: Sequence[MarkRow], theme: Theme = LIGHT) -> None:
        """List marks in the order given; the line that was current stays so as far as possible."""
        current = max(self.list.currentRow(), 0)
        self.list.clear()
        for each in rows:
            item = QListWidgetItem(_icon(each.placed.mark, theme), _words(each, with_topic=self.shows_all))
            item.setData(_PLACED, each.placed)
            self.list.addItem(item)
        self.list.setCurrentRow(min(current, len(rows) - 1))
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        for each_button in (self.remove_button, self.export_button):
            each_button.setEnabled(bool(rows))
        self._on_current_changed()

    def current(self) -> Placed | None:
        """Return the mark of the current line."""
        chosen = self.list.selectedItems()
        found = chosen[0].data(_PLACED) if chosen else None
        return found if isinstance(found, Placed) else None

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.here_button)
        group.addButton(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.addLayout(row(self.here_button, self.all_button))
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row(self.go_button, self.remove_button, self.export_button))

    def _connect(self) -> None:
        self.here_button.clicked.connect(lambda: self.all_requested.emit(False))
        self.all_button.clicked.connect(lambda: self.all_requested.emit(True))
        self.list.itemActivated.connect(self._on_go)
        self.list.itemClicked.connect(self._on_go)
        self.list.currentRowChanged.connect(self._on_current_changed)
        self.go_button.clicked.connect(self._on_go)
        self.remove_button.clicked.connect(self._on_remove)
        self.export_button.clicked.connect(self._on_export)
        QShortcut(QKeySequence("Delete"), self).activated.connect(self._on_remove)

    def _choice(self, text: str) -> QPushButton:
        made = button(text, "segment")
        made.setCheckable(True)
        return made

    def _on_current_changed(self, _row: int = 0) -> None:
        placed = self.current()
        self.go_button.setEnabled(placed is not None and (placed.span is not None or self.shows_all))

    def _on_go(self) -> None:
        if placed := self.current():
            self.mark_chosen.emit(placed.mark)

    def _on_remove(self) -> None:
        if placed := self.current():
            self.mark_removed.emit(placed.mark)

    def _on_export(self) -> None:
        ask_where(self, "Export your marks", "marks.md", EXPORTED, self.export_requested.emit)


def _icon(mark: Mark, theme: Theme) -> QIcon:
    match mark.kind:
        case MarkKind.HIGHLIGHT:
            return chip(mark.colour, theme)
        case MarkKind.BOOKMARK:
            return icon("bookmark-simple", theme.accent)
        case MarkKind.REMARK:
            return icon("note-pencil", theme.quiet)


def _words(each: MarkRow, *, with_topic: bool) -> str:
    mark = each.placed.mark
    kind = f"{mark.colour.capitalize()} highlight" if mark.kind is MarkKind.HIGHLIGHT else mark.kind.capitalize()
    place = " · ".join(part for part in (each.topic_title if with_topic else "", each.section) if part)
    head = " · ".join(part for part in (kind, place, "" if each.placed.span else "lost its place") if part)
    quote = " ".join(mark.anchor.quote.split())
    lines = [head, f"“{quote}”" if mark.kind is MarkKind.HIGHLIGHT else quote, mark.remark]
    return "\n".join(line for line in lines if line)
