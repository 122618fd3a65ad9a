"""A line of the palette's list, and how it is drawn: what was found with the match in bold, and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studyapp.study.search_entries import Marked
from studyapp.ui.icons import pixmap
from studyapp.ui.theme import CORNER_PX, ICON_PX, INTERFACE_PX, SMALL_PX, Theme

ROW_ROLE = Qt.ItemDataRole.UserRole
HIGH_PX, LOW_PX = 52, 36
_PAD_PX, _GAP_PX = 12, 12
_ASIDE_SHARE = 0.4  # of the width, at most
NOTHING = Marked("")


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing that can be opened or done.

    ``what`` says what kind of thing it is; ``aside`` stands at the right: where it belongs, or its keys.
    """

    what: str
    icon: str
    title: Marked
    detail: Marked = NOTHING
    aside: str = ""

    def spoken(self) -> str:
        """Return what a screen reader says of it."""
        parts = (self.title.text, self.what, self.aside, self.detail.text)
        return ", ".join(part for part in parts if part)


class PaletteRowPainter(QStyledItemDelegate):
    """Draws rows of one or two lines."""

    def __init__(self, theme: Theme) -> None:
        """Draw in a theme's colours."""
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row: lower where there is no second line."""
        return QSize(0, HIGH_PX if _row(index).detail.text else LOW_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row, place, state = _row(index), option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, place, state)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        colour = self.theme.accent if chosen else self.theme.quiet
        inside = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        middle = inside.top() + LOW_PX // 2 if row.detail.text else inside.center().y()
        painter.drawPixmap(QPoint(inside.left(), middle - ICON_PX // 2), pixmap(row.icon, colour))
        words = inside.adjusted(ICON_PX + _GAP_PX, 0, 0, 0)
        first = QRect(words.left(), middle - 11, words.width(), 22)
        used = self._draw_aside(painter, first, row)
        self._draw_line(painter, first.adjusted(0, 0, -used, 0), row.title, (self.theme.ink, INTERFACE_PX))
        if row.detail.text:
            second = QRect(words.left(), middle + 9, words.width(), 20)
            self._draw_line(painter, second, row.detail, (self.theme.quiet, SMALL_PX))
        painter.restore()

    def _draw_ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.raised))
            painter.drawRoundedRect(QRectF(place.adjusted(2, 1, -2, -1)), CORNER_PX, CORNER_PX)
        if state & QStyle.StateFlag.State_Selected:  # colour alone would not say which row Enter opens
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRoundedRect(QRectF(place.left() + 2, place.top() + 8, 3, place.height() - 16), 1.5, 1.5)

    def _draw_aside(self, painter: QPainter, place: QRect, row: PaletteRow) -> int:
        """Draw at the right what the row is and where it belongs; return the width that takes."""
        painter.setFont(_font(SMALL_PX))
        painter.setPen(QColor(self.theme.quiet))
        room = round(place.width() * _ASIDE_SHARE) - painter.fontMetrics().horizontalAdvance(row.what)
        aside = painter.fontMetrics().elidedText(row.aside, Qt.TextElideMode.ElideRight, room)
        words = "  ·  ".join(part for part in (aside, row.what) if part)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        return painter.fontMetrics().horizontalAdvance(words) + _GAP_PX

    def _draw_line(self, painter: QPainter, place: QRect, line: Marked, look: tuple[str, int]) -> None:
        """Draw a line with what was looked for in bold, as far as there is room; ``look`` is colour and size."""
        colour, size_px = look
        layout = QTextLayout(line.text, _font(size_px))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.setFormats([self._bold(start, end) for start, end in line.marks])
        layout.beginLayout()
        laid = layout.createLine()
        laid.setLineWidth(10_000)
        layout.endLayout()
        painter.save()
        painter.setClipRect(place)
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - laid.height()) / 2))
        painter.restore()

    def _bold(self, start: int, end: int) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = start, end - start
        found.format = QTextCharFormat()
        found.format.setFontWeight(QFont.Weight.Bold)
        found.format.setForeground(QColor(self.theme.ink))
        return found


def _row(index: QModelIndex | QPersistentModelIndex) -> PaletteRow:
    row = index.data(ROW_ROLE)
    assert isinstance(row, PaletteRow)
    return row


def _font(size_px: int) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(size_px)
    return font
