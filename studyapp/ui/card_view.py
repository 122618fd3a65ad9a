"""A card: a question, its answer when asked for, and how well it was remembered."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, hairline, label, row
from studyapp.ui.rating_bar import RatingBar, RatingShown
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import BETWEEN_PX, Theme

ASKED = "Say it to yourself, then look."
RATE = "How well did you know it?"


class CardView(QWidget):
    """Asks a card; Space shows its back, 1 to 4 rate it.

    Signals:
        shown: The back was asked for.
        rated: The learner rated the card; carries the rating, 1 to 4.
        note_requested: The learner wants to read the note the card comes from.
        skip_requested: The learner wants something else now.
    """

    shown = Signal()
    rated = Signal(int)
    note_requested = Signal()
    skip_requested = Signal()

    def __init__(self, look: Look) -> None:
        """Build the view without a card."""
        super().__init__()
        self._look = look
        self._rating = RatingShown(None, RATE, {})
        self.title = label("", "quiet", wrap=True)
        self.front, self.back = TextBlock(look), TextBlock(look)
        self.line = hairline()
        self.show_button = button("Show", "primary", tip="Space")
        self.note_button = button("Read the note", "link")
        self.skip_button = button("Not now", "link")
        self.rating_bar = RatingBar()
        self.said = label("", "small")
        self._lay_out()
        self.show_button.clicked.connect(self.show_back)
        self.rating_bar.rating_chosen.connect(self.rated)
        self.note_button.clicked.connect(self.note_requested)
        self.skip_button.clicked.connect(self.skip_requested)

    def show_card(self, front: str, back: str, *, title: str, rating: RatingShown, has_note: bool) -> None:
        """Ask a card: Markdown in front and on the back; ``rating`` tells when it comes back."""
        self._rating = rating
        self.title.setText(title)
        self.front.show_markdown(front)
        self.back.show_markdown(back)
        for each in (self.line, self.back, self.rating_bar):
            each.hide()
        self.show_button.show()
        self.note_button.setVisible(has_note)
        self.said.setText(ASKED)
        self.area.verticalScrollBar().setValue(0)
        self.show_button.setFocus()

    def show_back(self) -> None:
        """Show the back and ask how well it was remembered."""
        if self.show_button.isHidden():
            return
        self.line.show()
        self.back.show()
        self.rating_bar.show_rating(self._rating)
        self.setFocus()  # before the button goes: 1 to 4 shall arrive here
        self.show_button.hide()
        self.said.setText("Press 1 to 4. Ctrl+Z takes it back")
        self.shown.emit()

    def show_theme(self, theme: Theme) -> None:
        """Set both sides in the theme's colours."""
        self._look = replace(self._look, theme=theme)
        for block in (self.front, self.back):
            block.show_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the back with Space or Enter, and rate with 1 to 4."""
        reveals = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if reveals and not self.show_button.isHidden():
            self.show_back()
        elif not self.rating_bar.take_key(event.key()):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(BETWEEN_PX + 4, BETWEEN_PX, BETWEEN_PX + 4, BETWEEN_PX)
        column.setSpacing(BETWEEN_PX)
        for each in (self.title, self.front, self.line, self.back):
            column.addWidget(each)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(sheet)
        foot = QWidget()
        foot.setProperty("role", "sheet")
        below = QVBoxLayout(foot)
        below.setContentsMargins(BETWEEN_PX + 4, 10, BETWEEN_PX + 4, 10)
        below.addWidget(self.rating_bar)
        below.addLayout(row(self.show_button, self.note_button, self.skip_button))
        below.addWidget(self.said)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area, 1)
        outer.addWidget(hairline())
        outer.addWidget(foot)
