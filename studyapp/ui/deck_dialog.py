"""A deck of Anki before it is taken in: what would be new, what would be changed, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.study.anki import Deck
from studyapp.study.cards import Card, CardChanges
from studyapp.ui.card_form import TopicChoices, topic_box
from studyapp.ui.card_sides import CardSides
from studyapp.ui.cards_table import BACK, FRONT, WHAT, CardRow, CardsTable
from studyapp.ui.pieces import button, label, row
from studyapp.ui.text_block import Look
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

SIZE_PX, READING_PX = (820, 580), (520, 190)
SIDES_PX = 150
NOTHING_NEW = "Every card of this deck is here already, as it is in the file. There is nothing to take in."


class DeckDialog(QDialog):
    """Shows what taking in a deck would do; nothing is done before the button is pressed.

    Signals:
        deck_accepted: The cards are to be taken in; carries the topic of the new ones.
    """

    deck_accepted = Signal(str)

    def __init__(
        self, name: str, topics: TopicChoices, *, topic: str, look: Look, parent: QWidget | None = None
    ) -> None:
        """Show that a file is being read."""
        super().__init__(parent)
        self.setWindowTitle("Take in a deck")
        self.resize(*READING_PX)
        self.heading = label(name, "heading", wrap=True)
        self.said = label("Reading …", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("The deck is being read")
        self.topic = topic_box(topics, topic)
        self.table = CardsTable((WHAT, FRONT, BACK), name="What would be taken in")
        self.sides = CardSides(look)
        self.sides.setFixedHeight(SIDES_PX)
        self.keep_button = button("Take in", "primary", tip="Enter")
        self.cancel_button = button("Cancel", tip="Esc")
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.keep_button.clicked.connect(lambda: self.deck_accepted.emit(str(self.topic.currentData())))
        self.cancel_button.clicked.connect(self.reject)

    def show_deck(self, deck: Deck, todo: CardChanges) -> None:
        """Show what was read and what it would change."""
        same = len(deck.cards) - len(todo.added) - len(todo.changed)
        self.bar.hide()
        self.said.setText(f"In the file: {deck.sentence} {_effect(todo, same)}")
        if not todo.added and not todo.changed:
            self._offer_to_close()
            return
        self.table.show_rows([*_rows(todo.changed, "changed"), *_rows(todo.added, "new")])
        self._topic_line.setVisible(bool(todo.added))
        self.table.show()
        self.sides.show()
        self.keep_button.setText(f"Take in {counted(len(todo.added) + len(todo.changed), 'card')}")
        self.keep_button.show()
        self.resize(*SIZE_PX)
        self.keep_button.setDefault(True)
        self.keep_button.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing can be taken in."""
        self.bar.hide()
        self.said.setProperty("role", "wrong")
        self.said.style().polish(self.said)
        self.said.setText(sentence)
        self._offer_to_close()

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.sides.show_theme(theme)

    def _lay_out(self) -> None:
        self._topic_line = QWidget()
        line = row(label("New cards belong to"), self.topic)
        line.setContentsMargins(0, 0, 0, 0)
        self._topic_line.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX + 4)
        for each in (self.heading, self.said, self.bar, self._topic_line):
            column.addWidget(each)
        column.addWidget(self.table, 1)
        column.addWidget(self.sides)
        column.addStretch(0)
        column.addLayout(row(self.keep_button, self.cancel_button))
        for each in (self._topic_line, self.table, self.sides, self.keep_button):
            each.hide()

    def _offer_to_close(self) -> None:
        for each in (self._topic_line, self.table, self.sides, self.keep_button):
            each.hide()
        self.cancel_button.setText("Close")
        self.cancel_button.setFocus()

    def _on_current_changed(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self.sides.show_card(chosen.card.front, chosen.card.back)


def _rows(cards: Sequence[Card], what: str) -> list[CardRow]:
    return [CardRow(card, "", "", what) for card in cards]


def _effect(todo: CardChanges, same: int) -> str:
    if not todo.added and not todo.changed:
        return NOTHING_NEW
    parts = [f"{len(todo.added):,} would be new"]
    if todo.changed:
        parts.append(f"{len(todo.changed):,} would get another answer")
    if same:
        parts.append(f"{same:,} stay as they are")
    return f"{', '.join(parts)}."
