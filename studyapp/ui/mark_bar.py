"""The small bar that appears beside selected words: colours to highlight them in, and a remark."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from studyapp.study.marks import Colour
from studyapp.ui.mark_colours import mark_look
from studyapp.ui.pieces import button
from studyapp.ui.theme import Theme

CHIP_PX, GAP_PX = 14, 6


class MarkBar(QFrame):
    """Offers what can be done with the words selected; never takes the focus, so that they stay selected.

    Signals:
        colour_chosen: The words are to be highlighted, or the highlight to change; carries the Colour.
        remark_chosen: The learner wants to write a remark.
        removal_chosen: The highlight is to go.
    """

    colour_chosen = Signal(object)
    remark_chosen = Signal()
    removal_chosen = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        """Build the bar inside a text, hidden."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Mark the selected words")
        self.colour_buttons = {colour: self._button(colour.capitalize()) for colour in Colour}
        self.remark_button = self._button("Remark", tip="Write a remark (R)")
        self.remove_button = self._button("Remove", tip="Remove the highlight (H)")
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 2, 4, 2)
        line.setSpacing(0)
        for each in (*self.colour_buttons.values(), self.remark_button, self.remove_button):
            line.addWidget(each)
        for colour, each in self.colour_buttons.items():
            each.setToolTip(f"Highlight in {colour}")
            each.clicked.connect(lambda _=False, chosen=colour: self.colour_chosen.emit(chosen))
        self.remark_button.clicked.connect(self.remark_chosen)
        self.remove_button.clicked.connect(self.removal_chosen)
        self.show_theme(theme)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        for colour, each in self.colour_buttons.items():
            each.setIcon(chip(colour, theme))

    def show_beside(self, words: QRect, room: QRect, *, last: Colour, on_highlight: bool) -> None:
        """Appear below some words, or above them where there is no room; ``last`` is the colour that H gives."""
        for colour, each in self.colour_buttons.items():
            each.setToolTip(f"Highlight in {colour}{' (H)' if colour is last and not on_highlight else ''}")
        self.remove_button.setVisible(on_highlight)
        self.adjustSize()
        top = words.bottom() + GAP_PX
        if top + self.height() > room.bottom():
            top = max(words.top() - GAP_PX - self.height(), room.top())
        left = min(max(words.left(), room.left()), max(room.right() - self.width(), room.left()))
        self.move(QPoint(left, top))
        self.show()
        self.raise_()

    def _button(self, text: str, *, tip: str = "") -> QPushButton:
        made = button(text, "segment", tip=tip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made


def chip(colour: Colour, theme: Theme) -> QIcon:
    """Return a small square in a highlight's colour, with its line."""
    look = mark_look(colour, theme)
    picture = QPixmap(CHIP_PX * 2, CHIP_PX * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(QColor(look.ground))
    painter = QPainter(picture)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawRect(0, 0, CHIP_PX - 1, CHIP_PX - 1)
    if look.style is not Qt.PenStyle.NoPen:
        painter.setPen(QPen(QColor(look.line), 2, look.style))
        painter.drawLine(1, CHIP_PX - 3, CHIP_PX - 2, CHIP_PX - 3)
    painter.end()
    return QIcon(picture)
