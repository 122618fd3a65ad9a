"""Drawings of exercises as files: SVG without a window, PNG with the window's own typeface."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from question_bank.drawings import Drawing
from studyapp.errors import StudyAppError
from studyapp.figures.drawings import ROOM_PX, draw
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import Theme

SUFFIXES = (".svg", ".png")
SHARP = 2  # pixels of a PNG for each of the drawing


def save_drawing(drawing: Drawing, path: Path, theme: Theme) -> None:
    """Write a drawing as what the file's name ends in; raises StudyAppError with a sentence."""
    if path.suffix.lower() not in SUFFIXES:
        raise StudyAppError(f"A figure is saved as {' or '.join(SUFFIXES)}, not as {path.name}.")
    try:
        if path.suffix.lower() == ".svg":
            path.write_text(_on_ground(draw(drawing, colours(theme)), theme), encoding="utf-8")
        else:
            _save_png(drawing, path, theme)
    except OSError as error:
        raise StudyAppError(f"The figure can't be saved as {path}: {error.strerror}.") from error


def _on_ground(svg: str, theme: Theme) -> str:
    """Return the drawing on the theme's own ground: whatever shows the file may have another."""
    head, tail = svg.split("<g ", 1)
    return f'{head}<rect width="100%" height="100%" fill="{theme.surface}"/><g {tail}'


def _save_png(drawing: Drawing, path: Path, theme: Theme) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF  # Qt is imported only now
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

    from studyapp.ui.pictures import drawing_picture

    app = QGuiApplication.instance() or QGuiApplication([])  # held until the end: text needs it
    picture = drawing_picture(drawing, theme, ROOM_PX)
    image = QImage((picture.size * SHARP).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    picture.draw(painter, QRectF(image.rect()))
    painter.end()
    saved = image.save(str(path))
    del app
    if not saved:
        raise OSError(errno.EIO, "the file can't be written")
