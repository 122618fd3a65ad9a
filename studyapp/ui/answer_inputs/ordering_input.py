"""Items to put in order, by drag and by keyboard."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout

from question_bank.answers.reading.options import LETTERS
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.ordering_item import OrderingItem
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look
from studyapp.ui.theme import Theme

HOW_TO = "Drag the rows, use the arrows, or press Alt+Up and Alt+Down."


class OrderingInput(AnswerInput):
    """Numbered rows; the order they stand in is the reply, from the beginning."""

    marks_itself = True

    def __init__(self, items: tuple[str, ...], look: Look) -> None:
        """Build the rows in the order the question gives them."""
        super().__init__()
        self.items = [OrderingItem(text, look) for text in items]
        self.order = list(range(len(items)))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for item in self.items:
            item.move_requested.connect(lambda step, moved=item: self._move_by(moved, step))
            item.focus_requested.connect(lambda step, left=item: self._walk(left, step))
            item.dragged_to.connect(lambda height, dragged=item: self._drag(dragged, height))
            item.submitted.connect(self.submitted)
            self._column.addWidget(item)
        self._column.addWidget(label(HOW_TO, "small", wrap=True))
        self._show_order()

    def rows(self) -> list[OrderingItem]:
        """Return the items from the top."""
        return [self.items[index] for index in self.order]

    def reply(self) -> str:
        """Return the letters of the items in the order they stand in."""
        return " ".join(LETTERS[index] for index in self.order)

    def show_reply(self, text: str) -> None:
        """Put the items into the order of a reply; what does not name each once changes nothing."""
        letters = [LETTERS.find(letter) for letter in text.replace(",", " ").lower().split()]
        if sorted(letters) == sorted(self.order):
            self._take_order(letters)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Tell each item that has to move which way, and tick those that can stay."""
        for item, note in zip(self.items, notes or [None] * len(self.items), strict=True):
            if note is None:
                item.show_note("", "")
            elif note.endswith("too early"):
                item.show_note("wrong", "too early: it comes further down")
            elif note.endswith("too late"):
                item.show_note("wrong", "too late: it comes further up")
            else:
                item.show_note("right", "")

    def focus_open(self) -> None:
        """Take the keyboard at the first item that has to move."""
        next((item for item in self.rows() if item.role == "wrong"), self.rows()[0]).setFocus()

    def show_theme(self, theme: Theme) -> None:
        """Set everything in the theme's colours."""
        super().show_theme(theme)
        for item in self.items:
            item.show_theme(theme)

    def _move_by(self, item: OrderingItem, step: int) -> None:
        place = self.rows().index(item)
        self._move(item, min(max(place + step, 0), len(self.order) - 1))
        item.setFocus()

    def _move(self, item: OrderingItem, place: int) -> None:
        index = self.items.index(item)
        if self.order.index(index) == place:
            return
        order = [each for each in self.order if each != index]
        order.insert(place, index)
        self._take_order(order)
        said = f"{place + 1} of {len(order)}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(item, said))

    def _walk(self, item: OrderingItem, step: int) -> None:
        place = self.rows().index(item) + step
        if 0 <= place < len(self.order):
            self.rows()[place].setFocus()

    def _drag(self, item: OrderingItem, height: int) -> None:
        """Let the item change places with those whose middle the mouse has passed."""
        others = [each for each in self.rows() if each is not item]
        self._move(item, sum(each.geometry().center().y() < height for each in others))

    def _take_order(self, order: list[int]) -> None:
        self.order = order
        self.show_notes(())
        self._show_order()
        self.reply_changed.emit(self.reply())

    def _show_order(self) -> None:
        for place, item in enumerate(self.rows()):
            self._column.removeWidget(item)
            self._column.insertWidget(place, item)
            item.show_place(place, len(self.order))
        self._column.activate()  # at once: while one is dragged, the others' places count
        self._let_tab_follow()

    def _let_tab_follow(self) -> None:
        """Let Tab enter at the first row, and follow the order that is seen."""
        rows = self.rows()
        self.setFocusProxy(rows[0])
        for before, after in pairwise(rows):
            self.setTabOrder(before, after)
