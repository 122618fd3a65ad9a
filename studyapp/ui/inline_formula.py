"""How large a formula is in its line of text, and how it is drawn on the line's baseline.

Qt's own images are not exactly on the baseline: what is aligned to the middle is centred in its line, wherever the
text's baseline is. So the baseline is looked up in the line itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextDocument

from studyapp.ui.formula_image import draw_formula
from studyapp.ui.maths import Drawing, Formula, FormulaError
from studyapp.ui.reading_style import formula_px
from studyapp.ui.theme import MONO_FAMILIES

DEEP_EM = 0.6
"""How far a formula may reach below its line, into the space between lines, before the line makes room for it."""

MIDDLE = QTextCharFormat.VerticalAlignment.AlignMiddle
NORMAL = QTextCharFormat.VerticalAlignment.AlignNormal
_HIGH_EM, _ROOM_EM = 0.95, 0.45
"""What reaches higher than a line of text keeps that much room for what reaches down from the line above."""
_AIR_PX = {False: 2.0, True: 8.0}  # above and below what makes room for itself; displayed formulas get more
_TEXT_ASCENT_EM = 1.3  # what a line reaches above its baseline, with the space between lines
_SOURCE_EM = 0.88
_GUESSED_EM = 0.4  # the width of a character of a formula that is not set yet
_COMMAND = re.compile(r"\\[a-zA-Z]+|[{}_^&\\]|\s+")


class Placing(Enum):
    """How a formula is fitted into its line."""

    ON_BASELINE = auto()  # only what is above the baseline takes room
    MIDDLE = auto()  # the line makes room above and below
    ALONE = auto()  # there is no text beside it


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a document an object stands, and in what letters."""

    document: QTextDocument
    position: int
    letters: QTextCharFormat

    @property
    def font(self) -> QFont:
        """Return the font of the text around the object."""
        return self.letters.font()

    @property
    def room(self) -> float:
        """Return the width of the column."""
        return max(self.document.textWidth() - 2 * self.document.documentMargin(), 1.0)

    @property
    def placing(self) -> Placing:
        """Return how a formula fits here."""
        if self.document.findBlock(self.position).length() == len("\ufffc\n"):
            return Placing.ALONE
        return Placing.MIDDLE if self.letters.verticalAlignment() == MIDDLE else Placing.ON_BASELINE

    def baseline(self, rect: QRectF, ascent: float) -> float:
        """Return the height of the text's baseline beside an object that was given ``rect``."""
        match self.placing:
            case Placing.ALONE:
                return rect.top() + ascent
            case Placing.ON_BASELINE:
                return rect.bottom()
            case Placing.MIDDLE:
                block = self.document.findBlock(self.position)
                line = block.layout().lineForTextPosition(self.position - block.position())
                return rect.center().y() + (line.ascent() - line.descent()) / 2
            case _ as never:
                assert_never(never)


def is_deep(known: Drawing | FormulaError | None) -> bool:
    """Tell whether a formula needs its line to make room below it."""
    return isinstance(known, Drawing) and known.descent > DEEP_EM


def formula_size(formula: Formula, known: Drawing | FormulaError | None, tail: str, spot: Spot) -> QSizeF:
    """Return the room a formula and the punctuation behind it take; a guess for one that is yet to be set."""
    font = spot.font
    behind = QFontMetricsF(font).horizontalAdvance(tail)
    if isinstance(known, Drawing):
        size = _fitting_px(formula, known, spot)
        height = _height(known.ascent * size, known.descent * size, spot, air=_AIR_PX[formula.display])
        return QSizeF(known.advance * size + behind, height)
    if known is None:
        characters = len(_COMMAND.sub("x", formula.latex))
        return QSizeF(min(characters * _GUESSED_EM * font.pixelSize(), spot.room) + behind, font.pixelSize())
    metrics = QFontMetricsF(_mono(font))
    return QSizeF(metrics.horizontalAdvance(_source(formula, metrics, spot)) + behind, metrics.ascent())


def draw_inline(
    painter: QPainter,
    rect: QRectF,
    formula: Formula,
    known: Drawing | FormulaError | None,
    *,
    tail: str,
    spot: Spot,
    colours: tuple[QColor, QColor],
) -> None:
    """Draw a formula, or how it was written if it can't be set, and the punctuation behind it.

    ``colours`` are those of the text and of mistakes. A formula that is yet to be set leaves its room empty.
    """
    end = QPointF(rect.right() - QFontMetricsF(spot.font).horizontalAdvance(tail), rect.bottom())
    if isinstance(known, Drawing):
        size = _fitting_px(formula, known, spot)
        end.setY(spot.baseline(rect, known.ascent * size))
        draw_formula(painter, QPointF(rect.left(), end.y()), formula, known, (size, colours[0]))
    elif isinstance(known, FormulaError):
        mono = _mono(spot.font)
        painter.setFont(mono)
        painter.setPen(colours[1])
        painter.drawText(rect.bottomLeft(), _source(formula, QFontMetricsF(mono), spot))
    if tail:
        painter.setFont(spot.font)
        painter.setPen(colours[0])
        painter.drawText(end, tail)


def _height(ascent: float, descent: float, spot: Spot, *, air: float) -> float:
    em = spot.font.pixelSize()
    reach = ascent + (_ROOM_EM * em if ascent > _HIGH_EM * em else 0.0)
    match spot.placing:
        case Placing.ALONE:
            return ascent + descent
        case Placing.ON_BASELINE:
            return max(reach, 1.0)
        case Placing.MIDDLE:  # Qt puts the middle of the object half an x above the baseline
            half_x = QFontMetricsF(spot.font).xHeight() / 2
            above = max(reach, ascent + air, _TEXT_ASCENT_EM * em)
            return max(2 * (descent + air) + half_x, 2 * above - half_x)
        case _ as never:
            assert_never(never)


def _fitting_px(formula: Formula, drawing: Drawing, spot: Spot) -> float:
    """Return the font size of a formula: that of its surroundings, less where it would be wider than the column."""
    size = formula_px(spot.font, display=formula.display)
    return min(size, spot.room / max(drawing.advance, 0.01))


def _mono(font: QFont) -> QFont:
    mono = QFont(font)
    mono.setFamilies(list(MONO_FAMILIES))
    mono.setPixelSize(max(round(font.pixelSize() * _SOURCE_EM), 1))
    return mono


def _source(formula: Formula, metrics: QFontMetricsF, spot: Spot) -> str:
    """Return a formula as it was written, on one line no wider than the column."""
    return metrics.elidedText(" ".join(formula.latex.split()) or "$$", Qt.TextElideMode.ElideRight, spot.room)
