"""Practise: every exercise family on the left, the exercise on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, clear, label
from studyapp.ui.shelf_section import ShelfSection
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

LIST_PX = 280
EXERCISE_PX = 720
MARGIN_PX = 40
"""How much of the list is seen above and below the family in view."""


class PractiseView(QWidget):
    """Chooses a family and holds the exercise.

    Families stand by shelf. Shelves fold, all but the one of the family in view at first; whoever looks for words
    sees every family that has them, in its title or its shelf's, folded or not. Down leads from the line into the
    list, and Enter opens what comes first.

    Signals:
        family_requested: The learner wants an exercise of this family; carries its id.
        cards_requested: The learner wants to see all cards.
    """

    family_requested = Signal(str)
    cards_requested = Signal()

    def __init__(self, exercise: QWidget) -> None:
        """Build the page around an exercise widget."""
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sections: dict[str, ShelfSection] = {}
        self.items: dict[str, QPushButton] = {}
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText("Find an exercise")
        self.find_edit.setAccessibleName("Find an exercise")
        self.find_edit.setClearButtonEnabled(True)
        self.nothing = label("", "quiet", wrap=True)
        self.cards_button = button("Your cards", "link", tip="Write cards, change them, take in a deck of Anki")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left())
        line.addWidget(_sheet_around(exercise), 1)
        self.find_edit.textChanged.connect(self._on_find_changed)
        self.find_edit.returnPressed.connect(self._on_find_entered)
        self.find_edit.installEventFilter(self)
        self.cards_button.clicked.connect(self.cards_requested)

    def show_families(self, families: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show (id, title) pairs by shelf."""
        clear(self._list)
        self.sections = {shelf: ShelfSection(shelf, pairs) for shelf, pairs in families.items()}
        self.items = {}
        for section in self.sections.values():
            self._list.addWidget(section)
            section.family_requested.connect(self.family_requested)
            self.items |= section.items
        self._on_find_changed(self.find_edit.text())

    def show_chosen(self, family: str) -> None:
        """Mark the family in view, and unfold its shelf."""
        for section in self.sections.values():
            section.show_chosen(family)
        if family in self.items:
            self._inner.adjustSize()  # so that the place of what was unfolded is known
            self._area.ensureWidgetVisible(self.items[family], 0, MARGIN_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the line into the list with Down."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            shown = self._shown()
            if shown:
                shown[0].setFocus()
            return bool(shown)
        return super().eventFilter(watched, event)

    def _left(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, BETWEEN_PX, 0, 0)
        column.setSpacing(WITHIN_PX)
        head = QVBoxLayout()
        head.setContentsMargins(BETWEEN_PX, 0, BETWEEN_PX, 0)
        head.setSpacing(WITHIN_PX)
        first = QHBoxLayout()
        first.addWidget(label("Practise", "heading"), 1)
        first.addWidget(self.cards_button)
        head.addLayout(first)
        head.addWidget(self.find_edit)
        column.addLayout(head)
        column.addWidget(self._scrolling_list(), 1)
        side.setFixedWidth(LIST_PX)
        return side

    def _scrolling_list(self) -> QWidget:
        self._inner = QWidget()
        self._inner.setProperty("role", "page")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(BETWEEN_PX, 0, BETWEEN_PX - 4, BETWEEN_PX)
        column.addLayout(self._list)
        column.addWidget(self.nothing)
        column.addStretch(1)
        self.nothing.hide()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        return self._area

    def _shown(self) -> list[QPushButton]:
        return [item for item in self.items.values() if item.isVisibleTo(self)]

    def _on_find_changed(self, text: str) -> None:
        words = text.lower().split()
        found = [section.show_found(words) for section in self.sections.values()]
        self.nothing.setText(f"No exercise has “{text.strip()}” in its title or its shelf's.")
        self.nothing.setVisible(bool(words) and not any(found))

    def _on_find_entered(self) -> None:
        shown = self._shown()
        if shown and self.find_edit.text().strip():
            shown[0].click()


def _sheet_around(exercise: QWidget) -> QWidget:
    frame = QFrame()
    frame.setProperty("role", "sheet")
    inside = QHBoxLayout(frame)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addStretch(1)
    exercise.setMaximumWidth(EXERCISE_PX)
    inside.addWidget(exercise, 100)
    inside.addStretch(1)
    return frame
