"""Draws a learner's marks below the text of a note: highlights, signs of bookmarks, and remarks in room of their own.

A remark stands below the paragraph that it is about; that paragraph's margin makes the room, so that no character of
the note is added or moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLine,
)

from studyapp.study.marks import MarkKind, Placed
from studyapp.ui.flat_text import FlatText
from studyapp.ui.icons import pixmap
from studyapp.ui.mark_colours import mark_look
from studyapp.ui.rich_copy import OBJECT_CHARACTER
from studyapp.ui.theme import Theme

SIGN_PX, SIGN_GAP_PX = 16, 22
ABOVE_PX, BELOW_PX, INDENT_PX = 8, 10, 12
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class _Words:
    """A placed mark and the positions in the document that it covers."""

    placed: Placed
    start: int
    end: int


class MarkPainting:
    """The marks of one shown note."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        """Draw into a document; there are no marks yet."""
        self._document = document
        self._theme = theme
        self._letters = QFont()
        self._words: list[_Words] = []
        self._margins: dict[int, float] = {}  # of the blocks that make room for remarks, as the style sheet has them

    def show(self, placed: Sequence[Placed], flat: FlatText, *, theme: Theme, letters: QFont) -> None:
        """Show other marks, and make room for their remarks, which are set in some letters."""
        self._theme, self._letters = theme, letters
        self._words = [_Words(each, *flat.place(each.span)) for each in placed if each.span is not None]
        self.make_room()

    def forget(self) -> None:
        """Show no marks, of a text that is about to be replaced."""
        self._words, self._margins = [], {}

    def forget_room(self) -> None:
        """Know that the text was set afresh, without room for remarks."""
        self._margins = {}

    def make_room(self) -> None:
        """Fit the room below paragraphs to their remarks and to the width of the column."""
        wanted: dict[int, float] = {}
        for block, remarks in self._remarks():
            wanted[block.position()] = sum(_height(each, block, self._letters) for each in remarks)
        usual = {position: self._margin(position) for position in wanted.keys() | self._margins.keys()}
        usual |= self._margins
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for position, margin in usual.items():
            room = max(margin, ceil(wanted[position]) + BELOW_PX) if position in wanted else margin
            cursor.setPosition(position)
            if cursor.blockFormat().bottomMargin() != room:
                fmt = cursor.blockFormat()
                fmt.setBottomMargin(room)
                cursor.setBlockFormat(fmt)
        cursor.endEditBlock()
        self._margins = {position: usual[position] for position in wanted}

    def draw(self, painter: QPainter, visible: QRectF) -> None:
        """Draw what is in view."""
        painter.save()
        for words in self._words:
            match words.placed.mark.kind:
                case MarkKind.HIGHLIGHT:
                    self._draw_highlight(painter, words, visible)
                case MarkKind.BOOKMARK:
                    self._draw_sign(painter, words)
                case MarkKind.REMARK:
                    pass  # its words are all there is to see
        for block, remarks in self._remarks():
            self._draw_remarks(painter, block, remarks)
        painter.restore()

    def _margin(self, position: int) -> float:
        return self._document.findBlock(position).blockFormat().bottomMargin()

    def _remarks(self) -> Iterator[tuple[QTextBlock, list[str]]]:
        """Yield the blocks that remarks stand below, with the remarks."""
        found: dict[int, list[str]] = {}
        for words in self._words:
            if words.placed.mark.remark:
                block = self._document.findBlock(words.end - 1)
                found.setdefault(block.position(), []).append(words.placed.mark.remark)
        for position, remarks in found.items():
            yield self._document.findBlock(position), remarks

    def _draw_highlight(self, painter: QPainter, words: _Words, visible: QRectF) -> None:
        look = mark_look(words.placed.mark.colour, self._theme)
        for place in self._strips(words):
            if place.intersects(visible):
                painter.fillRect(place, QColor(look.ground))
                if look.style is not Qt.PenStyle.NoPen:
                    painter.setPen(QPen(QColor(look.line), 1.5, look.style))
                    painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _strips(self, words: _Words) -> Iterator[QRectF]:
        """Yield the rectangles behind some words, one a line."""
        block = self._document.findBlock(words.start)
        while block.isValid() and block.position() < words.end:
            first = max(words.start - block.position(), 0)
            last = min(words.end - block.position(), block.length() - 1)
            corner = _corner(block)
            for line in _lines(block):
                left, right = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
                if left < right:
                    yield _strip(block, line, left, right).translated(corner)
            block = block.next()

    def _draw_sign(self, painter: QPainter, words: _Words) -> None:
        block = self._document.findBlock(words.start)
        line = block.layout().lineAt(0)
        middle = _strip(block, line, 0, 1).translated(_corner(block)).center().y()
        sign = pixmap("bookmark-simple", self._theme.accent, SIGN_PX)
        painter.drawPixmap(QPointF(_corner(block).x() - SIGN_GAP_PX, middle - SIGN_PX / 2), sign)

    def _draw_remarks(self, painter: QPainter, block: QTextBlock, remarks: Sequence[str]) -> None:
        """Draw the remarks about a paragraph, a thin line at their left."""
        place = self._document.documentLayout().blockBoundingRect(block)
        top = _corner(block).y() + block.layout().boundingRect().bottom()
        painter.setFont(self._letters)
        for remark in remarks:
            height = _height(remark, block, self._letters)
            room = QRectF(place.left() + INDENT_PX, top + ABOVE_PX, _width(block), height - ABOVE_PX)
            painter.fillRect(QRectF(place.left(), room.top(), 2, room.height()), QColor(self._theme.accent))
            painter.setPen(QColor(self._theme.quiet))
            painter.drawText(room, _WRAP, remark)
            top += height


def _lines(block: QTextBlock) -> Iterator[QTextLine]:
    layout = block.layout()
    return (layout.lineAt(number) for number in range(layout.lineCount()))


def _corner(block: QTextBlock) -> QPointF:
    """Return where the lines of a block count from, in the document's coordinates.

    Qt gives a block's place without the space above its first line, but counts its lines with it.
    """
    place = block.document().documentLayout().blockBoundingRect(block)
    return QPointF(place.left() - block.layout().boundingRect().left(), place.top())


def _strip(block: QTextBlock, line: QTextLine, first: int, last: int) -> QRectF:
    """Return the place of some characters of a line: as high as letters, or all of a displayed formula."""
    left, right = _x(line, first), _x(line, last)
    if block.text() == OBJECT_CHARACTER:
        return QRectF(left, line.y(), right - left, line.height())
    letters = QFontMetricsF(QTextCursor(block).charFormat().font())
    baseline = line.y() + line.ascent()
    return QRectF(left, baseline - letters.ascent(), right - left, letters.ascent() + letters.descent())


def _x(line: QTextLine, cursor: int) -> float:
    """Return where a position in a line is; Qt answers with that and the position."""
    found = line.cursorToX(cursor)
    assert isinstance(found, tuple)
    return float(found[0])


def _width(block: QTextBlock) -> float:
    lines = block.layout()
    width = lines.lineAt(0).width() if lines.lineCount() else block.document().textWidth()
    return max(width - INDENT_PX, 60)


def _height(remark: str, block: QTextBlock, letters: QFont) -> float:
    room = QRectF(0, 0, _width(block), 1e6)
    return QFontMetricsF(letters).boundingRect(room, _WRAP, remark).height() + ABOVE_PX
