"""Cards side by side, as many as fit, all of a row equally high."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from studyapp.ui.theme import BETWEEN_PX

NARROWEST_PX = 330
MOST_COLUMNS = 3


class CardGrid(QWidget):
    """Cards in the order in which they are read."""

    def __init__(self, cards: Sequence[QWidget], *, most_columns: int = MOST_COLUMNS) -> None:
        """Lay the cards out for a window of usual width; they move when the window changes."""
        super().__init__()
        self._cards = tuple(cards)
        self._most_columns = most_columns
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(BETWEEN_PX)
        self._place(most_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the cards when more or fewer fit side by side."""
        super().resizeEvent(event)
        fitting = max(1, (event.size().width() + BETWEEN_PX) // (NARROWEST_PX + BETWEEN_PX))
        self._place(min(fitting, self._most_columns))

    def minimumSizeHint(self) -> QSize:
        """Return a width that one card needs, so that the window can be made narrower than the row is now."""
        return QSize(0, super().minimumSizeHint().height())

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            line, column = divmod(number, columns)
            rest = columns - column if card is self._cards[-1] else 1  # the last one fills its row
            self._grid.addWidget(card, line, column, 1, rest)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
