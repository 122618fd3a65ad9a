"""The rounded boxes behind code, call-outs and worked examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QTextDocument,
    QTextFrame,
    QTextTable,
)

from studyapp.ui.markdown import Box
from studyapp.ui.reading_style import BOX_PADDING_PX
from studyapp.ui.theme import CORNER_PX, Theme

BAR_PX = 4  # the accent at the left edge of a call-out


def boxed_frames(document: QTextDocument, boxes: Sequence[Box]) -> list[tuple[QTextFrame, Box]]:
    """Return the document's tables with what each stands for; both are in the order of the text."""
    return list(zip(_inside(document.rootFrame()), boxes, strict=True))


def draw_boxes(
    painter: QPainter, document: QTextDocument, frames: Sequence[tuple[QTextFrame, Box]], theme: Theme, visible: QRectF
) -> None:
    """Draw the boxes that can be seen, in the document's coordinates."""
    layout = document.documentLayout()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for frame, box in frames:
        if box is Box.TABLE:
            continue
        place = box_place(layout, frame)
        if place.intersects(visible):
            _draw(painter, place.adjusted(0.5, 0.5, -0.5, -0.5), box, theme)


def box_place(layout: QAbstractTextDocumentLayout, frame: QTextFrame) -> QRectF:
    """Return the rectangle of a box, padded evenly around its text.

    Qt gives a table's size with its margins, but its corner without them and without its padding. The space above the
    first line, which belongs to its line height, would make the padding uneven and is left out.
    """
    given, fmt = layout.frameBoundingRect(frame), frame.frameFormat()
    space_above = frame.firstCursorPosition().block().layout().lineAt(0).y()
    height = given.height() - fmt.topMargin() - fmt.bottomMargin() - space_above
    top = given.top() - BOX_PADDING_PX + space_above
    return QRectF(given.left() - BOX_PADDING_PX, top, given.width(), height)


def _inside(frame: QTextFrame) -> Iterator[QTextFrame]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):  # Qt makes a frame for every image as well
            yield child
            yield from _inside(child)


def _draw(painter: QPainter, place: QRectF, box: Box, theme: Theme) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(place, CORNER_PX, CORNER_PX)
    fill, edge = (theme.surface, theme.line) if box is Box.EXAMPLE else (theme.raised, theme.raised)
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(fill))
    painter.drawPath(shape)
    if box is Box.CALL_OUT:
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRectF(place.left(), place.top(), BAR_PX, place.height()), QColor(theme.accent))
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
