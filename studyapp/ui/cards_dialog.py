"""Your cards: all of them to look through, write, change and remove; and where new ones come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.ui.card_finding import found, in_order
from studyapp.ui.card_sides import CardSides
from studyapp.ui.cards_table import BACK, DUE, FRONT, SOURCE, TOPIC, CardRow, CardsTable
from studyapp.ui.notice_strip import NoticeStrip
from studyapp.ui.open_dialog import ask_which
from studyapp.ui.pieces import button, label, row
from studyapp.ui.slices import Slices
from studyapp.ui.text_block import Look
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

SIZE_PX = (960, 660)
SIDES_PX = 150
DECKS = "Decks of Anki (*.apkg *.colpkg *.txt *.csv *.tsv);;All files (*)"
UNDO = "Undo"
KEYS = "Enter changes the chosen card, Delete removes it, Ctrl+Z undoes what was done last."
NONE_YET = (
    "No cards yet. A card is a question with one answer, learnt by heart. Write one, take in a deck of Anki, or make "
    "cards of the terms that a note introduces."
)


@dataclass(frozen=True, slots=True)
class TermChoice:
    """Terms to make cards of: of a topic or a whole shelf, named ``id``; ``count`` of them are not here as they are."""

    id: str
    title: str
    count: int


class CardsDialog(QDialog):
    """The list of cards.

    Signals:
        write_requested: The learner wants to write a card.
        change_requested: A card is to be changed; carries the Card.
        card_removed: A card is to go; carries the Card.
        deck_chosen: A file is to be taken in; carries its path.
        terms_requested: Terms are to become cards; carries the id of a TermChoice.
        undo_requested: What was done last is to be undone.
    """

    write_requested = Signal()
    change_requested = Signal(object)
    card_removed = Signal(object)
    deck_chosen = Signal(object)
    terms_requested = Signal(str)
    undo_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Build the dialog; ``show_cards`` fills it."""
        super().__init__(parent)
        self._rows: list[CardRow] = []  # as they were given
        self._ordered: list[CardRow] | None = []  # as they are listed, None until they are sorted anew
        self._slices = Slices(self)
        self._order, self._descending = -1, False
        self.setWindowTitle("Your cards")
        self.resize(*SIZE_PX)
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText("Find a card: words of it, its topic, where it comes from")
        self.find_edit.setAccessibleName("Find a card")
        self.find_edit.setClearButtonEnabled(True)
        self.count = label("", "quiet")
        self.table = CardsTable((FRONT, BACK, TOPIC, SOURCE, DUE), name="Your cards")
        self.empty = label(NONE_YET, "quiet", wrap=True)
        self.sides = CardSides(look)
        self.notice = NoticeStrip(look.theme)
        self.notice.show_notice(KEYS)
        self.write_button = button("Write a card", tip="Ctrl+N")
        self.deck_button = button("Take in a deck of Anki…", tip="Ctrl+O")
        self.terms_button = button("Cards from terms")
        self.terms_menu = QMenu(self)
        self.terms_button.setMenu(self.terms_menu)
        self.change_button = button("Change", "primary", tip="Enter")
        self.remove_button = button("Remove", tip="Delete")
        self.close_button = button("Close", tip="Esc")
        self._lay_out()
        self._connect()

    def show_cards(self, rows: Sequence[CardRow], card: int = 0) -> None:
        """List cards in the order given; the one of ``card`` is chosen if it is among them."""
        self._rows = list(rows)
        self._ordered = self._rows if self._order < 0 else None
        if card and any(each.card.id == card and not each.has(self._words()) for each in rows):
            with QSignalBlocker(self.find_edit):
                self.find_edit.clear()  # what was just written is to be seen
        self._show_found(card)

    def show_terms(self, choices: Sequence[TermChoice]) -> None:
        """Offer terms to make cards of; those that are all here can't be chosen."""
        self.terms_menu.clear()
        for choice in choices:
            left = counted(choice.count, "term") if choice.count else "all here"
            action = self.terms_menu.addAction(f"{choice.title}  ·  {left}")
            action.setEnabled(bool(choice.count))
            action.triggered.connect(lambda _=False, each=choice.id: self.terms_requested.emit(each))
        self.terms_button.setEnabled(bool(choices))

    def show_done(self, sentence: str, *, can_undo: bool) -> None:
        """Say what was done, with the way back if there is one."""
        self.notice.show_notice(sentence, "right", UNDO if can_undo else "")

    def show_problem(self, sentence: str) -> None:
        """Say why something was not done."""
        self.notice.show_notice(sentence, "wrong")

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.sides.show_theme(theme)
        self.notice.show_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the line into the list with Down."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.table.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(WITHIN_PX)
        head.addWidget(self.find_edit, 1)
        head.addWidget(self.count)
        self.notice.action_button.setToolTip("Ctrl+Z")
        self.sides.setFixedHeight(SIDES_PX)
        ends = row(self.change_button, self.remove_button)
        ends.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX + 4)
        column.addLayout(row(self.write_button, self.deck_button, self.terms_button))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.sides)
        column.addWidget(self.notice)
        column.addLayout(ends)

    def _connect(self) -> None:
        self.change_button.setDefault(True)  # Enter in the list and in the line above it
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header_clicked)
        self.find_edit.installEventFilter(self)
        self.find_edit.textChanged.connect(lambda: self._show_found())
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.table.doubleClicked.connect(self._on_change)
        self.write_button.clicked.connect(self.write_requested)
        self.deck_button.clicked.connect(self._ask_file)
        self.change_button.clicked.connect(self._on_change)
        self.remove_button.clicked.connect(self._on_remove)
        self.close_button.clicked.connect(self.accept)
        self.notice.action_requested.connect(self.undo_requested)
        keys = {
            "Ctrl+N": self.write_button.click,
            "Ctrl+O": self.deck_button.click,
            "Ctrl+F": self.find_edit.setFocus,
            "Ctrl+Z": self.undo_requested.emit,
        }
        for text, wish in keys.items():
            QShortcut(QKeySequence(text), self).activated.connect(wish)
        delete = QShortcut(QKeySequence("Delete"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)  # in the line above it deletes a letter
        delete.activated.connect(self._on_remove)

    def _words(self) -> list[str]:
        return self.find_edit.text().lower().split()

    def _show_found(self, card: int = 0) -> None:
        """List what has the words in the line, and choose the card; of a hundred thousand, in slices."""
        self._slices.start(self._finding(card))

    def _finding(self, card: int) -> Iterator[None]:
        if self._ordered is None:  # once for all that is typed afterwards: what is found among sorted lines is sorted
            column = self.table.lines.columns[self._order]
            self._ordered = yield from in_order(self._rows, column, descending=self._descending)
        words = self._words()
        self._list((yield from found(self._ordered, words)) if words else self._ordered, card)

    def _list(self, shown: Sequence[CardRow], card: int) -> None:
        self.table.show_rows(shown, card)
        self.table.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        self.sides.setVisible(bool(self._rows))
        whole = counted(len(self._rows), "card")
        self.count.setText(whole if len(shown) == len(self._rows) else f"{len(shown):,} of {whole}")
        self._on_current_changed()

    def _on_header_clicked(self, place: int) -> None:
        self._descending = place == self._order and not self._descending
        self._order = place
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(
            place, Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        )
        chosen = self.table.current()
        self._ordered = None
        self._show_found(chosen.card.id if chosen else 0)

    def _on_current_changed(self) -> None:
        chosen = self.table.current()
        for each in (self.change_button, self.remove_button):
            each.setEnabled(chosen is not None)
        self.sides.show_card(*(chosen.card.front, chosen.card.back) if chosen else ("", ""))

    def _on_change(self) -> None:
        if chosen := self.table.current():
            self.change_requested.emit(chosen.card)

    def _on_remove(self) -> None:
        if chosen := self.table.current():
            self.card_removed.emit(chosen.card)

    def _ask_file(self) -> None:
        ask_which(self, "Take in a deck of Anki", DECKS, self.deck_chosen.emit)
