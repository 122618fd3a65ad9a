"""Writes a card, or changes one: its topic, both sides, and beside them how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from studyapp.study.cards import Card, CardError, own_card
from studyapp.ui.card_sides import CardSides
from studyapp.ui.pieces import button, label, row
from studyapp.ui.text_block import Look
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

SIZE_PX = (860, 500)
PREVIEW_MS = 60  # after the last letter
HOW = "Markdown; a formula stands between dollars: $x^2$"
TopicChoices = Sequence[tuple[str, str]]
"""The (id, title) pairs of the topics that a card may belong to."""


class CardForm(QDialog):
    """Takes the words of a card; Ctrl+Enter keeps it, Escape doesn't.

    Signals:
        card_written: The card is to be kept; carries the Card. The answer is ``show_kept`` or ``show_problem``.
    """

    card_written = Signal(object)

    def __init__(
        self, card: Card | None, topics: TopicChoices, *, topic: str, look: Look, parent: QWidget | None = None
    ) -> None:
        """Show a card, or room for a new one of a topic."""
        super().__init__(parent)
        self._card = card
        self._goes_on = False
        self.setWindowTitle("Change a card" if card else "Write a card")
        self.resize(*SIZE_PX)
        self.topic = topic_box(topics, card.topic if card else topic)
        self.front = _side("Front: the question", card.front if card else "")
        self.back = _side("Back: the answer", card.back if card else "")
        self.sides = CardSides(look)
        self.problem = label("", "wrong", wrap=True)
        self.keep_button = button("Keep", "primary", tip="Ctrl+Enter")
        self.next_button = button("Keep and write another", tip="Ctrl+Shift+Enter")
        self.cancel_button = button("Cancel", tip="Esc")
        self._timer = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._lay_out()
        self._connect()
        self._show_preview()

    def show_kept(self) -> None:
        """Close the form; or make room for the next card, if that is wanted."""
        if not self._goes_on:
            self.accept()
            return
        for edit in (self.front, self.back):
            edit.clear()
        self.show_problem("Kept.", role="quiet")
        self.front.setFocus()

    def show_problem(self, sentence: str, role: str = "wrong") -> None:
        """Say why a card was not kept; the words stay in the form."""
        self.problem.setProperty("role", role)
        self.problem.style().polish(self.problem)
        self.problem.setText(sentence)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.sides.show_theme(theme)

    def _connect(self) -> None:
        self.next_button.setHidden(self._card is not None)
        self._timer.timeout.connect(self._show_preview)
        for edit in (self.front, self.back):
            edit.textChanged.connect(self._timer.start)
        self.keep_button.clicked.connect(lambda: self._keep(goes_on=False))
        self.next_button.clicked.connect(lambda: self._keep(goes_on=True))
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(lambda: self._keep(goes_on=False))
        if self._card is None:
            keys = QShortcut(QKeySequence("Ctrl+Shift+Return"), self)
            keys.activated.connect(lambda: self._keep(goes_on=True))
        self.front.setFocus()

    def _lay_out(self) -> None:
        written = QVBoxLayout()
        written.setSpacing(WITHIN_PX)
        for words, edit in (("Topic", self.topic), ("Front", self.front), ("Back", self.back)):
            name = label(words, "quiet")
            name.setBuddy(edit)
            written.addWidget(name)
            written.addWidget(edit, 0 if edit is self.topic else 1)
        written.addWidget(label(HOW, "small"))
        seen = QVBoxLayout()
        seen.setSpacing(WITHIN_PX)
        seen.addWidget(label("How it is asked", "quiet"))
        seen.addWidget(self.sides, 1)
        halves = QHBoxLayout()
        halves.setSpacing(BETWEEN_PX)
        halves.addLayout(written, 1)
        halves.addLayout(seen, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(BETWEEN_PX)
        column.addLayout(halves, 1)
        column.addWidget(self.problem)
        column.addLayout(row(self.keep_button, self.next_button, self.cancel_button))

    def _show_preview(self) -> None:
        self.sides.show_card(self.front.toPlainText(), self.back.toPlainText())

    def _keep(self, *, goes_on: bool) -> None:
        try:
            card = own_card(str(self.topic.currentData()), self.front.toPlainText(), self.back.toPlainText())
        except CardError as error:
            self.show_problem(str(error))
            return
        if self._card is not None:
            card = replace(self._card, topic=card.topic, front=card.front, back=card.back)
        self._goes_on = goes_on
        self.card_written.emit(card)


def topic_box(topics: TopicChoices, topic: str) -> QComboBox:
    """Return a choice of topics; one that is none of them any more is offered as well while it is chosen."""
    box = QComboBox()
    box.setAccessibleName("Topic")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(36)
    for topic_id, title in topics:
        box.addItem(title, topic_id)
    place = box.findData(topic)
    if place < 0 and topic:
        box.addItem(topic, topic)
        place = box.count() - 1
    box.setCurrentIndex(max(place, 0))
    return box


def _side(name: str, text: str) -> QPlainTextEdit:
    edit = QPlainTextEdit(text)
    edit.setAccessibleName(name)
    edit.setTabChangesFocus(True)
    edit.moveCursor(QTextCursor.MoveOperation.End)
    return edit
