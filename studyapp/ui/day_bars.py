"""A small bar chart by day: how many answers, and how many of the marks were earned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from studyapp.study.history import DayTally
from studyapp.ui.map_items import blend
from studyapp.ui.theme import SMALL_PX, Theme

HEIGHT_PX = 108
WORDS_PX = 18
CARDS_STRENGTH = 0.4  # of the colour: a card earns no marks, and loses none


class DayBars(QWidget):
    """One bar a day, as high as its answers are many; filled from below are marks earned, and cards paler above."""

    def __init__(self, theme: Theme) -> None:
        """Build an empty chart."""
        super().__init__()
        self._theme = theme
        self._days: Sequence[tuple[date, DayTally]] = ()
        self.setFixedHeight(HEIGHT_PX)

    def show_days(self, days: Sequence[tuple[date, DayTally]]) -> None:
        """Show some days, the earliest first."""
        self._days = days
        total = sum(tally.answers for _, tally in days)
        self.setAccessibleName(f"Answers by day over {len(days)} days, {total} in all")
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars with the weekday under each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(SMALL_PX - 1)
        painter.setFont(font)
        for bar, (day, tally) in zip(self._bars(), self._days, strict=True):
            self._draw_bar(painter, bar, day, tally)

    def event(self, event: QEvent) -> bool:
        """Tell a day's figures where the pointer rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _bars(self) -> list[QRectF]:
        width = self.width() / max(len(self._days), 1)
        most = max([tally.answers for _, tally in self._days] + [4])
        room = self.height() - WORDS_PX - WORDS_PX
        bars = []
        for index, (_, tally) in enumerate(self._days):
            height = max(room * tally.answers / most, 2)
            bars.append(QRectF(index * width + width * 0.2, self.height() - WORDS_PX - height, width * 0.6, height))
        return bars

    def _draw_bar(self, painter: QPainter, bar: QRectF, day: date, tally: DayTally) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(bar, 2, 2)
        if tally.answers:
            pale = blend(QColor(theme.accent), theme.surface, CARDS_STRENGTH)
            for worth, colour in ((tally.earned + tally.cards, pale), (tally.earned, QColor(theme.accent))):
                filled = QRectF(bar)
                filled.setTop(bar.bottom() - bar.height() * worth / tally.answers)
                painter.setBrush(colour)
                painter.drawRoundedRect(filled, 2, 2)
            painter.setPen(QColor(theme.quiet))
            above = bar.adjusted(-12, -WORDS_PX, 12, 0)
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(tally.answers))
        painter.setPen(QColor(theme.quiet))
        below = QRectF(bar.left() - 12, self.height() - WORDS_PX + 2, bar.width() + 24, WORDS_PX)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{day:%a}"[:2])

    def _words_at(self, point: QPointF) -> str:
        if not self._days:
            return ""
        index = int(point.x() / self.width() * len(self._days))
        day, tally = self._days[min(max(index, 0), len(self._days) - 1)]
        return f"{day:%a} {day.day} {day:%b}: {tally.words}"
