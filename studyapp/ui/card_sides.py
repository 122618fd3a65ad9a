"""Both sides of a card as they will be asked: typeset, the answer below a line."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studyapp.ui.pieces import hairline
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme


class CardSides(QFrame):
    """Shows one card, front above back."""

    def __init__(self, look: Look) -> None:
        """Begin with an empty card."""
        super().__init__()
        self._look = look
        self._shown = ("", "")
        self.setProperty("role", "card")
        self.front, self.back = TextBlock(look, small=True), TextBlock(look, small=True)
        self.line = hairline()
        sheet = QWidget()
        sheet.setProperty("role", "sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        column.setSpacing(WITHIN_PX)
        for each in (self.front, self.line, self.back):
            column.addWidget(each)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("The card as it is asked")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area)
        self.show_card("", "")

    def show_card(self, front: str, back: str) -> None:
        """Typeset other words, Markdown with formulas."""
        if (front, back) == self._shown:
            return
        self._shown = front, back
        self.front.show_markdown(front)
        self.back.show_markdown(back)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self._look = replace(self._look, theme=theme)
        for block in (self.front, self.back):
            block.show_theme(theme)
