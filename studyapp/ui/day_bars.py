"""A small bar chart by day: how many answers, and how many of their marks were earned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from question_bank.wording import counted
from studyapp.study.history import Tally
from studyapp.ui.theme import SMALL_PX, Theme

HEIGHT_PX = 108
WORDS_PX = 18


class DayBars(QWidget):
    """One bar a day: the full height counts answers, the filled part the share of marks earned."""

    def __init__(self, theme: Theme) -> None:
        """Build an empty chart."""
        super().__init__()
        self._theme = theme
        self._days: Sequence[tuple[date, Tally]] = ()
        self.setFixedHeight(HEIGHT_PX)

    def show_days(self, days: Sequence[tuple[date, Tally]]) -> None:
        """Show some days, the earliest first."""
        self._days = days
        total = sum(tally.attempts for _, tally in days)
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
        most = max([tally.attempts for _, tally in self._days] + [4])
        room = self.height() - WORDS_PX - WORDS_PX
        bars = []
        for index, (_, tally) in enumerate(self._days):
            height = max(room * tally.attempts / most, 2)
            bars.append(QRectF(index * width + width * 0.2, self.height() - WORDS_PX - height, width * 0.6, height))
        return bars

    def _draw_bar(self, painter: QPainter, bar: QRectF, day: date, tally: Tally) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(bar, 2, 2)
        if tally.attempts:
            earned = QRectF(bar)
            earned.setTop(bar.bottom() - bar.height() * tally.accuracy)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(earned, 2, 2)
            painter.setPen(QColor(theme.quiet))
            above = bar.adjusted(-12, -WORDS_PX, 12, 0)
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(tally.attempts))
        painter.setPen(QColor(theme.quiet))
        below = QRectF(bar.left() - 12, self.height() - WORDS_PX + 2, bar.width() + 24, WORDS_PX)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{day:%a}"[:2])

    def _words_at(self, point: QPointF) -> str:
        if not self._days:
            return ""
        index = int(point.x() / self.width() * len(self._days))
        day, tally = self._days[min(max(index, 0), len(self._days) - 1)]
        share = f", {tally.accuracy:.0%} of the marks" if tally.attempts else ""
        return f"{day:%a} {day.day} {day:%b}: {counted(tally.attempts, 'answer')}{share}"
