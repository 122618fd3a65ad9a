"""Practise: every exercise family on the left, the exercise on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, clear, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

LIST_PX = 280
TITLE_PX = 205
EXERCISE_PX = 720


class PractiseView(QWidget):
    """Chooses a family and holds the exercise.

    Signals:
        family_requested: The learner wants an exercise of this family; carries its id.
    """

    family_requested = Signal(str)

    def __init__(self, exercise: QWidget) -> None:
        """Build the page around an exercise widget."""
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.items: dict[str, QPushButton] = {}
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText("Find an exercise")
        self.find_edit.setAccessibleName("Find an exercise")
        self.find_edit.setClearButtonEnabled(True)
        self.nothing = label("No exercise has that in its title.", "quiet", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._left())
        frame = QFrame()
        frame.setProperty("role", "sheet")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addStretch(1)
        exercise.setMaximumWidth(EXERCISE_PX)
        inside.addWidget(exercise, 100)
        inside.addStretch(1)
        line.addWidget(frame, 1)
        self.find_edit.textChanged.connect(self._on_find_changed)

    def show_families(self, families: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show (id, title) pairs by shelf."""
        clear(self._list)
        self.items = {}
        for shelf, pairs in families.items():
            self._list.addWidget(label(shelf, "small"))
            for family, title in pairs:
                item = button("", "rail-item", tip=title)
                item.setText(item.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, TITLE_PX))
                item.setAccessibleName(title)
                item.setCheckable(True)
                item.setAutoExclusive(True)
                item.clicked.connect(lambda _checked=False, chosen=family: self.family_requested.emit(chosen))
                self._list.addWidget(item)
                self.items[family] = item
            self._list.addSpacing(WITHIN_PX)

    def show_chosen(self, family: str) -> None:
        """Mark the family in view."""
        if family in self.items:
            self.items[family].setChecked(True)

    def _left(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.addWidget(label("Practise", "heading"))
        column.addWidget(self.find_edit)
        column.addLayout(self._list)
        column.addWidget(self.nothing)
        column.addStretch(1)
        self.nothing.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.setFixedWidth(LIST_PX)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _on_find_changed(self, text: str) -> None:
        for item in self.items.values():
            item.setVisible(text.lower() in item.accessibleName().lower())
        self.nothing.setVisible(all(item.isHidden() for item in self.items.values()))
