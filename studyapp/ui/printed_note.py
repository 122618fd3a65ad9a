"""A note set for paper: in light colours whatever the window's theme, cut into pages, all of it vectors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QPainter,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextFormat,
    QTextFrame,
)

from studyapp.study.note_page import NotePage
from studyapp.ui.inline_objects import InlineObjects
from studyapp.ui.markdown import Box, Example, render
from studyapp.ui.maths import Formula
from studyapp.ui.page_breaks import Sheet, Strip, paragraph, sheets, side_by_side
from studyapp.ui.reading_style import INDENT_PX, css
from studyapp.ui.rich_boxes import box_place, boxed_frames, draw_boxes
from studyapp.ui.rich_copy import OBJECT_CHARACTER
from studyapp.ui.text_column import heading_positions
from studyapp.ui.theme import LIGHT
from studyapp.ui.typesetter import Typesetter

_LINK_OF_THE_APP = re.compile(r'<a [^>]*href="(?!https?://)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_AIR_PX = 2.0  # above and below a line, for accents and the edges of boxes


class PrintedNote:
    """One note as pages of a width and a height, in the pixels that a note has on screen."""

    def __init__(
        self, page: NotePage, typesetter: Typesetter, *, example: Example, size_px: tuple[float, float]
    ) -> None:
        """Set the note; ``size_px`` is the room for text on a page."""
        self.title = page.title
        self._width_px, height_px = size_px
        self._document = QTextDocument()
        self._objects = InlineObjects(typesetter, self._document)
        self._frames = self._set(page, typesetter, example)
        self.sheets: list[Sheet] = sheets(list(self._strips()), height_px)

    def draw(self, painter: QPainter, sheet: Sheet) -> None:
        """Draw one page, its top left corner at the origin."""
        place = QRectF(-INDENT_PX, sheet.top, self._width_px + 2 * INDENT_PX, sheet.bottom - sheet.top)
        painter.save()
        painter.translate(0, -sheet.top)
        painter.setClipRect(place)
        draw_boxes(painter, self._document, self._frames, LIGHT, place)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = place
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.ink))
        context.palette = palette
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _set(self, page: NotePage, typesetter: Typesetter, example: Example) -> list[tuple[QTextFrame, Box]]:
        minutes = f"About {page.minutes} {'minute' if page.minutes == 1 else 'minutes'} to read"
        rendered = render(page.body, LIGHT, title=page.title, subtitle=minutes, example=example)
        for item in rendered.objects:
            if isinstance(item, Formula):
                typesetter.set_now(item)
        document = self._document
        document.setUseDesignMetrics(True)  # letters as far apart as on paper, not as on a screen
        document.setDocumentMargin(0)
        document.setIndentWidth(INDENT_PX)
        document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self._objects)
        self._objects.show(rendered, LIGHT, zoom=1.0, folder=page.folder)
        document.setDefaultStyleSheet(css(LIGHT, QGuiApplication.font().family(), 1.0))
        document.setTextWidth(self._width_px)
        document.setHtml(self._objects.placed(_LINK_OF_THE_APP.sub(r"\1", rendered.html)))
        return boxed_frames(document, rendered.boxes)

    def _strips(self) -> Iterator[Strip]:
        """Yield what must not be cut, from top to bottom."""
        headings = set(heading_positions(self._document))
        outer = self._outer_frames()
        block = self._document.begin()
        while block.isValid():
            frame = next(
                (each for each in outer if each[0].firstPosition() <= block.position() <= each[0].lastPosition()), None
            )
            if frame is None:
                yield from _block_strips(block, is_heading=block.position() in headings)
                block = block.next()
                continue
            inside = []
            while block.isValid() and block.position() <= frame[0].lastPosition():
                inside += _block_strips(block, is_heading=False)
                block = block.next()
            yield self._box_strip(frame, side_by_side(inside))

    def _outer_frames(self) -> list[tuple[QTextFrame, Box]]:
        """Return the boxes that are in no other box."""
        root = self._document.rootFrame()
        return [(frame, box) for frame, box in self._frames if frame.parentFrame() == root]

    def _box_strip(self, framed: tuple[QTextFrame, Box], inside: list[Strip]) -> Strip:
        layout = self._document.documentLayout()
        place = layout.frameBoundingRect(framed[0]) if framed[1] is Box.TABLE else box_place(layout, framed[0])
        first, last = inside[0], inside[-1]
        parts = [*inside]
        parts[0] = Strip(place.top() - 1, parts[0].bottom)
        parts[-1] = Strip(parts[-1].top, max(place.bottom() + 1, parts[-1].bottom))
        return Strip(min(place.top() - 1, first.top), max(place.bottom() + 1, last.bottom), tuple(parts))


def _block_strips(block: QTextBlock, *, is_heading: bool) -> list[Strip]:
    """Return the lines of a paragraph; a heading, and a line that ends in a colon, stay with what follows."""
    layout = block.layout()
    top = block.document().documentLayout().blockBoundingRect(block).top()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    strips = [Strip(top + line.y() - _AIR_PX, top + line.y() + line.height() + _AIR_PX) for line in lines]
    found = paragraph(strips)
    if found and (is_heading or _leads(block)):
        found[-1] = Strip(found[-1].top, found[-1].bottom, found[-1].parts, leads=True)
    return found


def _leads(block: QTextBlock) -> bool:
    """Tell whether a block ends in a colon, or is a picture with its caption below."""
    text, following = block.text().rstrip("\u200c "), block.next()
    if text == OBJECT_CHARACTER:
        centred = bool(following.blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter)
        return following.isValid() and centred and OBJECT_CHARACTER not in following.text()
    return text.endswith(":")
