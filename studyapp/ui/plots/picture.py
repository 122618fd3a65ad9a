"""What the plots without axes share: the theme, small tabular figures, and a word while there is nothing to draw."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from studyapp.ui.theme import SMALL_PX, Theme

LOWEST_PX = 140
EMPTY = "appears when the demo runs"


class PicturePlot(QWidget):
    """A plot that paints itself into its whole rectangle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.small_font = small_font()
        self.metrics = QFontMetricsF(self.small_font)
        self.setMouseTracking(True)
        self.setMinimumHeight(LOWEST_PX)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme
        self.update()

    def painter(self) -> QPainter:
        """Return a painter in small letters; end it when done."""
        painter = QPainter(self)
        painter.setFont(self.small_font)
        return painter

    def paint_empty(self, painter: QPainter) -> None:
        """Write that there is nothing yet."""
        painter.setPen(QColor(self.theme.quiet))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), EMPTY)


def small_font() -> QFont:
    """Return the font of plots: figures of one width, and a size that no style sheet changes while painting."""
    font = QFont()
    font.setPixelSize(SMALL_PX)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
