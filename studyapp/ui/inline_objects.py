"""The formulas and pictures inside one text document: Qt asks here how large each is, and has it drawn here.

Nothing else is ever loaded for a document, so nothing in a text can reach a file or the network.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPyTextObject, QTextDocument, QTextFormat
from PySide6.QtWidgets import QWidget

from studyapp.errors import ContentError
from studyapp.ui.inline_formula import Spot, draw_inline, formula_size, is_deep
from studyapp.ui.markdown import OBJECT, Page, Picture
from studyapp.ui.maths import Formula, FormulaError
from studyapp.ui.picture_window import PictureWindow
from studyapp.ui.pictures import LoadedPicture, load_picture
from studyapp.ui.theme import LIGHT, Theme
from studyapp.ui.typesetter import Typesetter

_PLACE = re.compile(rf'<img src="{OBJECT}(?P<number>\d+)">')


class InlineObjects(QPyTextObject):
    """Measures and draws the objects of a document."""

    def __init__(self, typesetter: Typesetter, parent: QObject) -> None:
        """Draw formulas that a typesetter knows, and leave room for those it is yet to set."""
        super().__init__(parent)
        self._typesetter = typesetter
        self._page = Page("", (), (), (), ())
        self._theme = LIGHT
        self._zoom = 1.0
        self._folder: Path | None = None
        self._pictures: dict[str, LoadedPicture | ContentError] = {}

    def show(self, page: Page, theme: Theme, *, zoom: float, folder: Path | None) -> None:
        """Take over the objects of a new page; pictures may come from ``folder`` alone."""
        if (theme, folder) != (self._theme, self._folder):
            self._pictures = {}
        self._page, self._theme, self._zoom, self._folder = page, theme, zoom, folder

    def problem(self, fmt: QTextFormat) -> str:
        """Return why the object that a format stands for can't be shown, or ""."""
        item, _ = self._item(fmt)
        found = self._typesetter.known(item) if isinstance(item, Formula) else item and self._picture(item)
        return str(found) if isinstance(found, FormulaError | ContentError) else ""

    def placed(self, html: str) -> str:
        """Return the page's HTML with room below the lines of deep formulas, as far as these are known already."""
        return _PLACE.sub(self._place, html)

    def formula(self, fmt: QTextFormat) -> Formula | None:
        """Return the formula that a format stands for."""
        item, _ = self._item(fmt)
        return item if isinstance(item, Formula) else None

    def is_deep(self, formula: Formula) -> bool:
        """Tell whether a formula needs its line to make room below it."""
        return is_deep(self._typesetter.known(formula))

    def enlarge(self, picture: Picture, parent: QWidget) -> None:
        """Open a picture in a window of its own."""
        loaded = self._picture(picture)
        if not isinstance(loaded, ContentError):
            PictureWindow(loaded, picture.description, self._theme, parent).show()

    def intrinsicSize(self, document: QTextDocument, position: int, fmt: QTextFormat) -> QSizeF:
        """Return the room an object takes in its line."""
        spot = Spot(document, position, fmt.toCharFormat())
        item, tail = self._item(fmt)
        match item:
            case Formula() as formula:
                return formula_size(formula, self._typesetter.known(formula), tail, spot)
            case Picture() as picture:
                return self._picture_size(picture, spot)
            case None:
                return QSizeF(0, 0)

    def drawObject(
        self, painter: QPainter, place: QRectF | QRect, document: QTextDocument, position: int, fmt: QTextFormat
    ) -> None:
        """Draw an object into the room it was given."""
        spot = Spot(document, position, fmt.toCharFormat())
        item, tail = self._item(fmt)
        if isinstance(item, Formula):
            known = self._typesetter.known(item)
            colours = self._colour(spot), QColor(self._theme.wrong)
            draw_inline(painter, QRectF(place), item, known, tail=tail, spot=spot, colours=colours)
        elif item is not None:
            self._draw_picture(painter, QRectF(place), item, spot.font)

    def _place(self, found: re.Match[str]) -> str:
        item = self._page.objects[int(found["number"])]
        deep = isinstance(item, Formula) and self.is_deep(item)
        return found.group().replace(">", ' style="vertical-align: middle">') if deep else found.group()

    def _item(self, fmt: QTextFormat) -> tuple[Formula | Picture | None, str]:
        """Return the object that a format stands for, and what follows it."""
        name = fmt.toImageFormat().name()
        number = name.removeprefix(OBJECT)
        if not name.startswith(OBJECT) or not number.isdecimal() or int(number) >= len(self._page.objects):
            return None, ""
        return self._page.objects[int(number)], self._page.tails[int(number)]

    def _picture_size(self, picture: Picture, spot: Spot) -> QSizeF:
        loaded = self._picture(picture)
        if isinstance(loaded, ContentError):
            metrics = QFontMetricsF(spot.font)
            return QSizeF(min(metrics.horizontalAdvance(str(loaded)) + 2, spot.room), metrics.height())
        size = loaded.size * self._zoom
        return size * min(1.0, spot.room / max(size.width(), 1.0))

    def _draw_picture(self, painter: QPainter, rect: QRectF, picture: Picture, font: QFont) -> None:
        loaded = self._picture(picture)
        painter.save()
        if isinstance(loaded, ContentError):
            painter.setFont(font)
            painter.setPen(QColor(self._theme.wrong))
            words = QFontMetricsF(font).elidedText(str(loaded), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
        else:
            loaded.draw(painter, rect)
        painter.restore()

    def _picture(self, picture: Picture) -> LoadedPicture | ContentError:
        if picture.target not in self._pictures:
            try:
                self._pictures[picture.target] = load_picture(picture.target, self._folder, self._theme)
            except ContentError as error:
                self._pictures[picture.target] = error
        return self._pictures[picture.target]

    def _colour(self, spot: Spot) -> QColor:
        brush = spot.letters.foreground()
        return QColor(self._theme.ink) if brush.style() == Qt.BrushStyle.NoBrush else brush.color()
