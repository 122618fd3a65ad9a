"""Outline icons (Phosphor) in the theme's colours, drawn from the font that ships with qtawesome.

Only the font's files are used: importing qtawesome takes 0.2 s, longer than the whole window may take to appear.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

from studyapp.ui.theme import ICON_PX

AIR_PX = 6
"""Between an icon and its word, beside what Qt keeps."""


@cache
def icon(name: str, colour: str, size_px: int = ICON_PX) -> QIcon:
    """Return an icon by its Phosphor name; raises KeyError for a name the font does not have."""
    return QIcon(pixmap(name, colour, size_px))


@cache
def icon_beside_word(name: str, colour: str, size_px: int) -> QIcon:
    """Return an icon for a button that shows it alone, as a square, or AIR_PX wider and thus apart from its word."""
    made = QIcon(pixmap(name, colour, size_px))
    made.addPixmap(pixmap(name, colour, size_px, AIR_PX))
    return made


@cache
def pixmap(name: str, colour: str, size_px: int = ICON_PX, air_px: int = 0) -> QPixmap:
    """Return the picture of an icon, sharp on the main screen, with so much air on its right."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(round((size_px + air_px) * ratio), round(size_px * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(_family())
    font.setPixelSize(size_px)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QRect(0, 0, size_px, size_px), Qt.AlignmentFlag.AlignCenter, _characters()[name])
    painter.end()
    return picture


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_font_file("phosphor-", ".ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _characters() -> dict[str, str]:
    codes: dict[str, str] = json.loads(_font_file("phosphor-charmap", ".json").read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _font_file(beginning: str, ending: str) -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The package qtawesome is missing; run start.py to install the locked versions.")
    return next(Path(spec.origin).with_name("fonts").glob(f"{beginning}*{ending}"))
