"""Notes on paper: pages with a title and a number, written to a PDF or to a printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from studyapp.study.note_page import NotePage
from studyapp.ui.markdown import Example
from studyapp.ui.page_breaks import Sheet
from studyapp.ui.printed_note import PrintedNote
from studyapp.ui.theme import HEADING_PX, LIGHT, READING_PX, SMALL_PX
from studyapp.ui.typesetter import Typesetter

TEXT_PT = 10.5
MARGINS_MM = QMarginsF(27, 20, 27, 18)
FOOT_PX = 34  # below the text: the title and the page's number
RESOLUTION_DPI = 600
ENTRY_PX, FIRST_ENTRY_PX = 28, 76
_PT_PER_PX = TEXT_PT / READING_PX


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page: a sheet of a note, or of the list of notes when there is no note."""

    note: PrintedNote | None
    sheet: Sheet


def pdf(title: str, pages: Sequence[NotePage], typesetter: Typesetter, example: Example) -> tuple[bytes, int]:
    """Return some notes as a PDF, and its number of pages; several begin with a list of them."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("studyapp")
    writer.setResolution(RESOLUTION_DPI)
    count = print_notes(writer, title, pages, typesetter, example)
    return bytes(buffer.data().data()), count


def print_notes(
    device: QPagedPaintDevice, title: str, pages: Sequence[NotePage], typesetter: Typesetter, example: Example
) -> int:
    """Draw some notes, each from the top of a page on; return how many pages they took."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(MARGINS_MM, QPageLayout.Unit.Millimeter)
    room = device.pageLayout().paintRect(QPageLayout.Unit.Point)
    width, height = room.width() / _PT_PER_PX, room.height() / _PT_PER_PX
    notes = [PrintedNote(page, typesetter, example=example, size_px=(width, height - FOOT_PX)) for page in pages]
    leaves = _leaves(notes, height - FOOT_PX)
    painter = QPainter(device)
    scale = device.logicalDpiX() / 72 * _PT_PER_PX
    painter.scale(scale, scale)
    for number, leaf in enumerate(leaves, 1):
        if number > 1:
            device.newPage()
        if leaf.note is None:
            _draw_list(painter, title, leaf.sheet, _entries(leaves), width)
        else:
            leaf.note.draw(painter, leaf.sheet)
        name = leaf.note.title if leaf.note else title
        _draw_foot(painter, name, f"{number} / {len(leaves)}", QRectF(0, height - FOOT_PX, width, FOOT_PX))
    painter.end()
    return len(leaves)


def _leaves(notes: Sequence[PrintedNote], height: float) -> list[_Leaf]:
    found = [_Leaf(note, sheet) for note in notes for sheet in note.sheets]
    if len(notes) < 2:
        return found
    a_page = int((height - FIRST_ENTRY_PX) // ENTRY_PX)
    lists = [_Leaf(None, Sheet(first, first + a_page)) for first in range(0, len(notes), a_page)]
    return lists + found


def _entries(leaves: Sequence[_Leaf]) -> list[tuple[str, int]]:
    """Return the titles of the notes with their first pages."""
    firsts: dict[int, tuple[str, int]] = {}
    for number, leaf in enumerate(leaves, 1):
        if leaf.note is not None:
            firsts.setdefault(id(leaf.note), (leaf.note.title, number))
    return list(firsts.values())


def _draw_list(painter: QPainter, title: str, sheet: Sheet, entries: Sequence[tuple[str, int]], width: float) -> None:
    painter.setPen(QColor(LIGHT.ink))
    painter.setFont(_font(HEADING_PX[0], QFont.Weight.DemiBold))
    painter.drawText(QRectF(0, 0, width, FIRST_ENTRY_PX), Qt.AlignmentFlag.AlignLeft, title)
    painter.setFont(_font(READING_PX))
    for line, (name, number) in enumerate(entries[int(sheet.top) : int(sheet.bottom)]):
        place = QRectF(0, FIRST_ENTRY_PX + line * ENTRY_PX, width, ENTRY_PX)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number))


def _draw_foot(painter: QPainter, title: str, number: str, place: QRectF) -> None:
    painter.setPen(QColor(LIGHT.quiet))
    painter.setFont(_font(SMALL_PX))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number)


def _font(size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(QGuiApplication.font().family())
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font
