"""Progress: what is known, how ready the learner is, and where marks and time go, as charts and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from question_bank.wording import counted
from studyapp.study.history import DayTally
from studyapp.study.statistics import Bin
from studyapp.ui.charts.chart_card import ChartCard
from studyapp.ui.charts.chart_table import ChartTable
from studyapp.ui.pieces import button, label, page_column, row
from studyapp.ui.progress import charting
from studyapp.ui.progress.card_grid import CardGrid
from studyapp.ui.progress.cards import CARDS, LAST, MIDDLE, TOP
from studyapp.ui.progress.fit_card import FitCard
from studyapp.ui.progress.outlook import Outlooks
from studyapp.ui.progress.page import MapPage, ProgressPage, ReadinessPage
from studyapp.ui.save_dialog import ask_where
from studyapp.ui.theme import Theme

WIDTH_PX = 1180
NO_ANSWERS = "Nothing here yet. Every answer you give is kept, and this page shows what you know and where you slip."


class ProgressView(QWidget):
    """What the learner knows and has done so far.

    Signals:
        export_requested: The learner wants the history as CSV; carries the path.
        undo_requested: The learner wants to take back the last answer.
        practise_requested: Nothing is there yet, and the learner wants to begin.
        topic_requested: A topic was chosen on a chart; carries its id.
        lab_requested: The learner wants to predict what a demo does.
        confidence_requested: The learner wants to be asked how sure they are before each answer.
        save_requested: A chart is to be saved; carries the chart, its title and the path.
    """

    export_requested = Signal(object)
    undo_requested = Signal()
    practise_requested = Signal()
    topic_requested = Signal(str)
    lab_requested = Signal()
    confidence_requested = Signal()
    save_requested = Signal(object, str, object)

    def __init__(self, theme: Theme) -> None:
        """Build the page; the ``show_*`` methods fill it."""
        super().__init__()
        self._theme = theme
        self.summary = label("", "quiet", wrap=True)
        self.export_button = button("Export all answers (CSV) …")
        self.undo_button = button("Take back the last answer", tip="Ctrl+Z")
        self.begin_button = button("Answer your first question", "primary")
        self.fit = FitCard()
        self._make_cards()
        self._lay_out()
        self._connect()

    @property
    def topics(self) -> ChartTable:
        """Return the table of answers and marks by topic."""
        return self.marks.table

    @property
    def cards(self) -> tuple[ChartCard, ...]:
        """Return the charts on the page, in the order in which they are read."""
        return (*self.outlooks.cards, *self._below)

    def show_page(self, page: ProgressPage) -> None:
        """Show the sums, and make room for what follows from them."""
        self.outlooks.show_exams(page.exams, page.today)
        has_answers = page.answers > 0
        for widget in (*self._after_answers, self.export_button, self.undo_button):
            widget.setVisible(has_answers)
        self.begin_button.setVisible(not has_answers)
        self.summary.setText(_summary(page))
        self.marks.show_chart_or_empty(charting.marks_by_topic(page.topics))
        self.times.show_chart_or_empty(charting.time_by_topic(page.topics))
        self.slips.show_chart_or_empty(charting.lost_marks(page))
        self.calendar.show_chart_or_empty(charting.calendar(page))
        self.weeks.show_chart_or_empty(charting.weeks(page))
        self.forecast.show_chart_or_empty(charting.forecast(page))
        self.confidence.show_chart_or_empty(charting.confidence(page.confidence))
        self.predictions.show_chart_or_empty(charting.predictions(page.predictions))

    def show_map(self, page: MapPage) -> None:
        """Show what is known of every topic."""
        self.map.show_chart_or_empty(charting.mastery_map(page))
        if not page.is_ready:
            self.outlooks.show_working()

    def show_readiness(self, pages: Sequence[ReadinessPage]) -> None:
        """Show how each of the next exams would go, and what would raise that most."""
        self.outlooks.show_readiness(pages)

    def show_retention(self, found: Sequence[Bin]) -> None:
        """Show how well the schedule foresaw what was recalled."""
        self.retention.show_chart_or_empty(charting.retention(found))

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._theme = theme
        self.outlooks.show_theme(theme)
        for each in self._below:
            each.show_theme(theme)

    def _make_cards(self) -> None:
        made = {
            name: ChartCard(title, self._theme, empty=empty, action=action)
            for name in (*TOP, *MIDDLE, *LAST)
            for title, empty, action in [CARDS[name]]
        }
        self.outlooks = Outlooks(self._theme)
        self._below = tuple(made.values())
        self.map, self.calendar = (made[name] for name in TOP)
        self.marks, self.slips, self.times, self.weeks = (made[name] for name in MIDDLE)
        self.forecast, self.retention, self.confidence, self.predictions = (made[name] for name in LAST)

    def _lay_out(self) -> None:
        column = page_column(self, width_px=WIDTH_PX)
        column.addWidget(label("Progress", "title"))
        column.addWidget(self.summary)
        column.addWidget(self.begin_button, alignment=Qt.AlignmentFlag.AlignLeft)
        small = (self.marks, self.slips, self.times, self.weeks)
        ahead = (self.forecast, self.retention, self.fit, self.confidence, self.predictions)
        details = CardGrid((*small, *ahead))
        for each in (self.outlooks, self.map, self.calendar, details):
            column.addWidget(each)
        self._after_answers = (self.outlooks, self.calendar, details)
        column.addLayout(row(self.export_button, self.undo_button))
        column.addStretch(1)

    def _connect(self) -> None:
        self.export_button.clicked.connect(self._on_export_clicked)
        self.undo_button.clicked.connect(self.undo_requested)
        self.begin_button.clicked.connect(self.practise_requested)
        for card in self.cards:
            self._connect_card(card)
        self.outlooks.card_made.connect(self._connect_card)
        self.predictions.action_requested.connect(self.lab_requested)
        self.confidence.action_requested.connect(self.confidence_requested)

    def _connect_card(self, card: ChartCard) -> None:
        card.target_chosen.connect(self.topic_requested)
        card.save_requested.connect(lambda path: self._on_save_requested(card, path))
        if card not in (self.predictions, self.confidence):
            card.action_requested.connect(self.practise_requested)

    def _on_save_requested(self, card: ChartCard, path: Path) -> None:
        if card.view.chart is not None:
            self.save_requested.emit(card.view.chart, card.title, path)

    def _on_export_clicked(self) -> None:
        ask_where(self, "Export all answers", "answers.csv", "CSV (*.csv)", self.export_requested.emit)


def _summary(page: ProgressPage) -> str:
    if not page.answers:
        return NO_ANSWERS
    days = page.days.values()
    whole = DayTally(sum(day.attempts for day in days), sum(day.earned for day in days), sum(day.cards for day in days))
    words = f"{whole.words}."
    count = sum(tally.attempts for _, tally in page.predictions)
    if count:
        share = sum(tally.earned for _, tally in page.predictions) / count
        words += f" {counted(count, 'prediction')} about demos, {share:.0%} came true."
    return words
