"""Writes a chart to a file: a PNG or SVG drawing with its title, or its numbers as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from studyapp.study.file_writing import FileWritingError, write_file
from studyapp.ui.charts.chart import Chart
from studyapp.ui.charts.pencil import Pencil
from studyapp.ui.theme import BETWEEN_PX, LIGHT, SECTION_PX, Theme

TITLE_PX, TITLE_LINE_PX = 18, 30.0
SHARPNESS = 2  # pixels of a PNG for each of the drawing, enough for print
SVG_DOTS = 72  # at which a pixel of a font is a unit of the drawing


def save_chart(path: Path, chart: Chart, title: str, *, width: int, theme: Theme = LIGHT) -> None:
    """Write what the file's name asks for. Raises FileWritingError with a sentence."""
    match path.suffix.lower():
        case ".csv":
            write_file(path, chart.table().csv())
        case ".svg":
            write_file(path, svg(chart, title, width=width, theme=theme))
        case ".png":
            write_file(path, png(chart, title, width=width, theme=theme))
        case _:
            raise FileWritingError(f"{path.name}: a chart is saved as .png, .svg or .csv. Give the file such a name.")


def png(chart: Chart, title: str, *, width: int, theme: Theme) -> bytes:
    """Return the chart as a picture, twice as sharp as a screen."""
    size = _size(chart, width)
    image = QImage(size * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    painter = QPainter(image)
    _paint(painter, chart, title, size, theme)
    painter.end()
    data, buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def svg(chart: Chart, title: str, *, width: int, theme: Theme) -> bytes:
    """Return the chart as a drawing whose words stay words."""
    from PySide6.QtSvg import QSvgGenerator  # loaded with the first drawing that is saved

    size = _size(chart, width)
    data, buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setResolution(SVG_DOTS)
    generator.setTitle(title)
    generator.setDescription(chart.summary)
    painter = QPainter(generator)
    _paint(painter, chart, title, size, theme)
    painter.end()
    return bytes(data.data())


def _size(chart: Chart, width: int) -> QSize:
    inner = width - 2 * SECTION_PX
    return QSize(width, round(chart.height(inner) + 2 * BETWEEN_PX + TITLE_LINE_PX))


def _paint(painter: QPainter, chart: Chart, title: str, size: QSize, theme: Theme) -> None:
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.surface))
    pencil = Pencil(painter, theme)
    inner = size.width() - 2 * SECTION_PX
    heading = QRectF(SECTION_PX, BETWEEN_PX - 6, inner, TITLE_LINE_PX)
    pencil.words(heading, title, colour=theme.ink, size_px=TITLE_PX, bold=True)
    top = BETWEEN_PX + TITLE_LINE_PX
    chart.paint(pencil, QRectF(SECTION_PX, top, inner, chart.height(inner)))


def _buffer() -> tuple[QByteArray, QBuffer]:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return data, buffer
