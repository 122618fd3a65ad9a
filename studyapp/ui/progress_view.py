"""Progress: attempts and accuracy by topic and by day, as pictures and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from question_bank.wording import counted
from studyapp.study.history import Tally
from studyapp.ui.day_bars import DayBars
from studyapp.ui.pieces import button, card, label, page_column, row
from studyapp.ui.theme import Theme

ROW_PX = 40


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """What Progress shows: tallies by topic title and by day (every day of the span), and of predictions."""

    topics: Sequence[tuple[str, Tally]]
    days: Sequence[tuple[date, Tally]]
    predictions: Tally


class ProgressView(QWidget):
    """What the learner has done so far.

    Signals:
        export_requested: The learner wants the history as CSV; carries the path.
        undo_requested: The learner wants to take back the last answer.
        practise_requested: Nothing is there yet, and the learner wants to begin.
    """

    export_requested = Signal(str)
    undo_requested = Signal()
    practise_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build the page; ``show_page`` fills it."""
        super().__init__()
        self.summary = label("", "quiet", wrap=True)
        self.bars = DayBars(theme)
        self.topics = _table("By topic", ("Topic", "Answers", "Marks earned", ""))
        self.days = _table("By day", ("Day", "Answers", "Marks earned"))
        self.days_button = button("Show as a table", "link")
        self.export_button = button("Export all answers (CSV) …")
        self.undo_button = button("Take back the last answer", tip="Ctrl+Z")
        self.begin_button = button("Answer your first question", "primary")
        column = page_column(self)
        column.addWidget(label("Progress", "title"))
        column.addWidget(self.summary)
        column.addWidget(self.begin_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.cards = self._cards()
        for each in self.cards:
            column.addWidget(each)
        column.addLayout(row(self.export_button, self.undo_button))
        column.addStretch(1)
        self._connect()

    def show_page(self, page: ProgressPage) -> None:
        """Show the figures."""
        total = sum((tally.attempts for _, tally in page.topics), 0)
        for widget in (*self.cards, self.export_button, self.undo_button):
            widget.setVisible(total > 0)
        self.begin_button.setVisible(total == 0)
        self.summary.setText(_summary(page, total))
        self.bars.show_days(page.days[-28:])
        _fill(self.topics, [_cells(title, tally) for title, tally in page.topics])
        for line, (title, tally) in enumerate(page.topics):
            self.topics.setCellWidget(line, 3, _bar(title, tally))
        studied = [(day, tally) for day, tally in reversed(page.days) if tally.attempts]
        _fill(self.days, [_cells(f"{day:%a} {day.day} {day:%b %Y}", tally) for day, tally in studied])

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self.bars.show_theme(theme)

    def _cards(self) -> tuple[QWidget, ...]:
        by_day, day_column = card()
        day_column.addWidget(label("By day, the last four weeks", "subheading"))
        day_column.addWidget(self.bars)
        day_column.addWidget(label("Bar: answers. Filled part: share of the marks earned.", "small"))
        day_column.addLayout(row(self.days_button))
        day_column.addWidget(self.days)
        self.days.hide()
        by_topic, topic_column = card()
        topic_column.addWidget(label("By topic", "subheading"))
        topic_column.addWidget(self.topics)
        return by_day, by_topic

    def _connect(self) -> None:
        self.days_button.clicked.connect(self._on_days_clicked)
        self.export_button.clicked.connect(self._on_export_clicked)
        self.undo_button.clicked.connect(self.undo_requested)
        self.begin_button.clicked.connect(self.practise_requested)

    def _on_days_clicked(self) -> None:
        self.days.setVisible(self.days.isHidden())
        self.days_button.setText("Show as a table" if self.days.isHidden() else "Hide the table")

    def _on_export_clicked(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Export all answers", "answers.csv", "CSV (*.csv)")
        if path:
            self.export_requested.emit(path)


def _summary(page: ProgressPage, total: int) -> str:
    if not total:
        return "Nothing here yet. Every answer you give is kept, and this page shows what you know and where you slip."
    earned = sum(tally.earned for _, tally in page.topics)
    words = f"{counted(total, 'answer')}, {earned / total:.0%} of the marks earned."
    if page.predictions.attempts:
        made = counted(page.predictions.attempts, "prediction")
        words += f" {made} about demos, {page.predictions.accuracy:.0%} came true."
    return words


def _cells(name: str, tally: Tally) -> tuple[str, str, str]:
    return name, f"{tally.attempts:,}", f"{tally.accuracy:.0%}"


def _bar(title: str, tally: Tally) -> QWidget:
    holder = QWidget()
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 100)
    bar.setValue(round(100 * tally.accuracy))
    bar.setAccessibleName(f"{title}: {tally.accuracy:.0%} of the marks earned")
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(8, 0, 8, 0)
    inside.addWidget(bar)
    return holder


def _table(name: str, columns: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(columns)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)  # Tab leads on to the next control; the arrow keys move inside
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _fill(table: QTableWidget, rows: list[tuple[str, str, str]]) -> None:
    table.setRowCount(len(rows))
    for line, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.setItem(line, column, QTableWidgetItem(text))
        table.setRowHeight(line, ROW_PX)
    table.setFixedHeight(min(len(rows), 10) * ROW_PX + table.horizontalHeader().sizeHint().height() + 4)
