"""Typeset formulas as pixels: sharp at every screen ratio, in any colour."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from studyapp.ui.maths import EM, INK, Drawing, Formula

MAX_PIXELS = 3_000_000  # anything larger is drawn afresh each time


@dataclass(frozen=True, slots=True)
class FormulaImage:
    """A formula in device pixels; its baseline is the top edge of row ``baseline``, its left edge column ``left``.

    The image knows the ratio of device to logical pixels.
    """

    image: QImage
    baseline: int
    left: float


def draw_formula(
    painter: QPainter, origin: QPointF, formula: Formula, drawing: Drawing, size: tuple[float, QColor]
) -> None:
    """Draw a formula from the left end of its baseline; ``size`` is its font size in logical pixels, and its colour.

    On a screen the baseline lies on a whole device pixel, as Qt's own text does.
    """
    size_px, colour = size
    transform = painter.deviceTransform()
    ratio = transform.m11()
    width, height, _ = _extent(drawing, size_px * ratio)
    if painter.paintEngine().type() != QPaintEngine.Type.Raster or not 0 < width * height <= MAX_PIXELS:
        _renderer(drawing, colour).render(painter, _box(drawing, size_px).translated(origin))
        return
    pixmap, baseline, left = _pixmap(formula, drawing, size_px, colour, ratio)
    on_device = transform.map(origin)
    corner = QPointF(round(on_device.x() - left), round(on_device.y()) - baseline)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawPixmap(transform.inverted()[0].map(corner), pixmap)
    painter.restore()


def formula_image(drawing: Drawing, size_px: float, colour: QColor, ratio: float) -> FormulaImage:
    """Return a formula at a font size in logical pixels, for a screen with ``ratio`` device pixels to each."""
    scale = size_px * ratio
    width, height, baseline = _extent(drawing, scale)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = _box(drawing, scale)
    _renderer(drawing, colour).render(painter, box.translated(-box.left(), baseline))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return FormulaImage(image, baseline, -box.left())


def _pixmap(
    formula: Formula, drawing: Drawing, size_px: float, colour: QColor, ratio: float
) -> tuple[QPixmap, int, float]:
    """Return the formula's picture from Qt's cache of pictures, with its baseline and left edge."""
    key = f"{formula.display}/{size_px:.3f}/{ratio:.4f}/{colour.name(QColor.NameFormat.HexArgb)}/{formula.latex}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap.fromImage(formula_image(drawing, size_px, colour, ratio).image)
        QPixmapCache.insert(key, pixmap)
    scale = size_px * ratio
    return pixmap, _extent(drawing, scale)[2], -_box(drawing, scale).left()


def _extent(drawing: Drawing, scale: float) -> tuple[int, int, int]:
    """Return width, height and baseline row in whole pixels, with room for all of the drawing."""
    box = _box(drawing, scale)
    baseline = math.ceil(-box.top())
    return math.ceil(box.width()) + 1, max(baseline + math.ceil(box.bottom()), 1) + 1, baseline


def _box(drawing: Drawing, size_px: float) -> QRectF:
    scale = size_px / EM
    return QRectF(drawing.left * scale, drawing.top * scale, drawing.width * scale, drawing.height * scale)


def _renderer(drawing: Drawing, colour: QColor) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(drawing.svg.replace(INK, colour.name()).encode()))
