"""Pictures in notes: figures drawn in the theme's colours, and the files that lie beside a note."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from PySide6.QtCore import QByteArray, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from question_bank.drawings import Drawing
from studyapp.errors import ContentError
from studyapp.figures.canvas import FONT
from studyapp.figures.drawings import ROOM_PX, draw
from studyapp.figures.registry import figure
from studyapp.study.worked_example import DRAWING, example_drawing
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import Theme

FIGURE = "figure:"
MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000


class LoadedPicture(Protocol):
    """A picture that can be drawn at any size."""

    size: QSizeF

    def draw(self, painter: QPainter, place: QRectF) -> None:
        """Draw the picture so that it fills a place."""


class VectorPicture:
    """A drawing."""

    def __init__(self, svg: bytes) -> None:
        """Read the drawing; raises ContentError when it is none."""
        self._renderer = QSvgRenderer(QByteArray(svg))
        if not self._renderer.isValid():
            raise ContentError("it is not a drawing that can be shown")
        self.size = QSizeF(self._renderer.defaultSize())

    def draw(self, painter: QPainter, place: QRectF) -> None:
        """Draw it with smooth edges."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, place)


class PixelPicture:
    """A photograph or screenshot."""

    def __init__(self, image: QImage) -> None:
        """Show an image, one of its pixels to one of the page at 100 %."""
        self._image = image
        self.size = QSizeF(image.size())

    def draw(self, painter: QPainter, place: QRectF) -> None:
        """Draw it scaled smoothly."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)


def load_picture(target: str, folder: Path | None, theme: Theme) -> LoadedPicture:
    """Return a figure by its target, or a file inside a note's folder; raises ContentError with a sentence."""
    if target.startswith(FIGURE):
        drawn = figure(target.removeprefix(FIGURE))
        return in_own_typeface(drawn.draw(colours(theme)))
    if target.startswith(DRAWING):
        return drawing_picture(example_drawing(target), theme, ROOM_PX)
    try:
        return _from_file(_file(unquote(target), folder))
    except (ContentError, OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ContentError(f"The picture {target} can't be shown: {reason}.") from error


def drawing_picture(drawing: Drawing, theme: Theme, room_px: float) -> VectorPicture:
    """Return a drawing of an exercise, laid out for a column of some pixels."""
    return in_own_typeface(draw(drawing, colours(theme), room_px))


def in_own_typeface(svg: str) -> VectorPicture:
    """Return a figure in the window's own typeface: not every system knows what "sans-serif" is."""
    return VectorPicture(svg.replace(f'"{FONT}"', f'"{QGuiApplication.font().family()}"', 1).encode())


def _file(name: str, folder: Path | None) -> Path:
    """Return the file of that name in the note's folder, and in no other."""
    if folder is None or "://" in name:
        raise ContentError("only figures, and files in the note's own folder, are shown")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ContentError("it is outside the note's folder")
    if path.stat().st_size > MAX_BYTES:
        raise ContentError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    return path


def _from_file(path: Path) -> LoadedPicture:
    match path.suffix.lower():
        case ".svg":
            return VectorPicture(_harmless(path.read_bytes()))
        case ".png" | ".jpg" | ".jpeg":
            return PixelPicture(_image(path))
        case _:
            raise ContentError("only .svg, .png and .jpg files are shown")


def _harmless(svg: bytes) -> bytes:
    """Return a drawing that refers to nothing outside itself."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        elements = list(fromstring(svg).iter())
    except (DefusedXmlException, ParseError) as error:
        raise ContentError("it is not a drawing that can be shown") from error
    targets = [value for element in elements for name, value in element.attrib.items() if name.endswith("href")]
    styles = [element.text or "" for element in elements if element.tag.endswith("style")]
    if any(not value.startswith(("#", "data:image/")) for value in targets) or any("@" in style for style in styles):
        raise ContentError("it refers to another file")
    return svg


def _image(path: Path) -> QImage:
    reader = QImageReader(str(path))
    size = reader.size()
    if size.width() * size.height() > MAX_PIXELS:
        raise ContentError(f"it has more than {MAX_PIXELS // 1_000_000} million pixels")
    image = reader.read()
    if image.isNull():
        raise ContentError("it is not a picture that can be shown")
    return image
