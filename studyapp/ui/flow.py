"""A layout like words in a paragraph: side by side, and on the next line where there is no room left."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lays widgets out in lines, each as wide as it wants to be."""

    def __init__(self, parent: QWidget, *, gap_px: int, line_gap_px: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px, self._line_gap_px = gap_px, line_gap_px
        self._heights: dict[int, int] = {}  # by width: while a page is laid out anew, each is asked for dozens of times
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def line_width(self) -> int:
        """Return the width at which everything fits on one line."""
        return sum(item.sizeHint().width() for item in self._items) + self._gap_px * (len(self._items) - 1)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        if width not in self._heights:
            places = self._places(QRect(0, 0, width, 0))
            self._heights[width] = max((place.bottom() + 1 for place in places), default=0)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget how high it was: what is in it has changed."""
        super().invalidate()
        self._heights.clear()

    def sizeHint(self) -> QSize:
        """Return the size of the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        hints = [item.sizeHint() for item in self._items]
        return QSize(
            max((hint.width() for hint in hints), default=0), max((hint.height() for hint in hints), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:
        """Put every item into its place."""
        super().setGeometry(rect)
        for item, place in zip(self._items, self._places(rect), strict=True):
            item.setGeometry(place)

    def _places(self, room: QRect) -> list[QRect]:
        """Return where each item goes; those in a line are as high as the highest of all."""
        places: list[QRect] = []
        x, y, height = room.left(), room.top(), self.minimumSize().height()
        for item in self._items:
            width = min(item.sizeHint().width(), room.width())
            if x > room.left() and x + width > room.left() + room.width():
                x, y = room.left(), y + height + self._line_gap_px
            places.append(QRect(x, y, width, height))
            x += width + self._gap_px
        return places
