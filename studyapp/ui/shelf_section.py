"""One shelf of the list of exercises: a heading that folds, and its families below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.ui.elided_button import ElidedButton
from studyapp.ui.pieces import button
from studyapp.ui.theme import WITHIN_PX

FOLDED, UNFOLDED = "▸", "▾"


class ShelfSection(QWidget):
    """The families of one shelf; folded at first.

    Signals:
        family_requested: The learner wants an exercise of this family; carries its id.
    """

    family_requested = Signal(str)

    def __init__(self, shelf: str, families: Sequence[tuple[str, str]]) -> None:
        """Build the section from (id, title) pairs."""
        super().__init__()
        self.shelf = shelf
        self.items = {family: self._item(family, title) for family, title in families}
        self.heading = button("", "shelf")
        self._is_folded = True
        self._found: set[str] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, WITHIN_PX // 2)
        column.setSpacing(2)
        column.addWidget(self.heading)
        for item in self.items.values():
            column.addWidget(item)
        self.heading.clicked.connect(self._on_heading_clicked)
        self._arrange()

    def show_chosen(self, family: str) -> None:
        """Mark the family in view where it is one of these, and unfold then; no other stays marked."""
        for each, item in self.items.items():
            item.setChecked(each == family)
        if family in self.items:
            self._is_folded = False
            self._arrange()

    def show_found(self, words: Sequence[str]) -> bool:
        """Show only families that have all the words in their title or shelf, all of them for no words.

        Return whether there are any.
        """
        self._found = {family for family in self.items if self._has(family, words)} if words else None
        self._arrange()
        has_any = self._found is None or bool(self._found)
        self.setVisible(has_any)
        return has_any

    def _has(self, family: str, words: Sequence[str]) -> bool:
        text = f"{self.items[family].accessibleName()} {self.shelf}".lower()
        return all(word in text for word in words)

    def _item(self, family: str, title: str) -> QPushButton:
        item = ElidedButton("rail-item")
        item.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        item.show_text(title)
        item.setCheckable(True)
        item.clicked.connect(lambda: self.family_requested.emit(family))
        return item

    def _arrange(self) -> None:
        for family, item in self.items.items():
            item.setVisible(not self._is_folded if self._found is None else family in self._found)
        is_open = self._found is not None or not self._is_folded
        count = len(self.items) if self._found is None else len(self._found)
        self.heading.setText(f"{UNFOLDED if is_open else FOLDED}  {self.shelf}  {count}")
        self.heading.setAccessibleName(
            f"{self.shelf}, {counted(count, 'exercise')}, {'unfolded' if is_open else 'folded'}"
        )

    def _on_heading_clicked(self) -> None:
        if self._found is None:  # what was looked for is seen whole
            self._is_folded = not self._is_folded
            self._arrange()
