"""Progress: what is known, how ready the learner is, and where marks and time go, as charts and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from question_bank.wording import counted
from studyapp.study.history import DayTally
from studyapp.study.statistics import Bin
from studyapp.ui.charts.chart import Chart
from studyapp.ui.charts.chart_card import ChartCard
from studyapp.ui.charts.chart_table import ChartTable
from studyapp.ui.pieces import button, label, page_column, row
from studyapp.ui.progress import charting
from studyapp.ui.progress.card_grid import CardGrid
from studyapp.ui.progress.cards import CARDS, LAST, MIDDLE, TOP
from studyapp.ui.progress.fit_card import FitCard
from studyapp.ui.progress.page import MapPage, ProgressPage, ReadinessPage
from studyapp.ui.save_dialog import ask_where
from studyapp.ui.theme import Theme

WIDTH_PX = 1180
OUTLOOK_PX = 312
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

    def show_page(self, page: ProgressPage) -> None:
        """Show the sums."""
        has_answers = page.answers > 0
        for widget in (*self._after_answers, self.export_button, self.undo_button):
            widget.setVisible(has_answers)
        self.begin_button.setVisible(not has_answers)
        self.summary.setText(_summary(page))
        self._show(self.marks, charting.marks_by_topic(page.topics))
        self._show(self.times, charting.time_by_topic(page.topics))
        self._show(self.slips, charting.lost_marks(page))
        self._show(self.calendar, charting.calendar(page))
        self._show(self.weeks, charting.weeks(page))
        self._show(self.forecast, charting.forecast(page))
        self._show(self.confidence, charting.confidence(page.confidence))
        self._show(self.predictions, charting.predictions(page.predictions))

    def show_map(self, page: MapPage) -> None:
        """Show what is known of every topic."""
        self._show(self.map, charting.mastery_map(page))
        if not page.is_ready:
            self._keep_room(OUTLOOK_PX)
            self.readiness.show_empty("Working out how an exam would go …", offers_action=False)

    def show_readiness(self, page: ReadinessPage) -> None:
        """Show how an exam would go, and what would raise that most."""
        self._keep_room(OUTLOOK_PX if page.enough else 0)
        self._show(self.readiness, charting.score(page), empty=page.sentence)
        self._show(self.gains, charting.gains(page.gains))

    def show_retention(self, found: Sequence[Bin]) -> None:
        """Show how well the schedule foresaw what was recalled."""
        self._show(self.retention, charting.retention(found))

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._theme = theme
        for each in self.cards:
            each.show_theme(theme)

    def _make_cards(self) -> None:
        made = {
            name: ChartCard(title, self._theme, empty=empty, action=action)
            for name, (title, empty, action) in CARDS.items()
        }
        self.cards = tuple(made.values())
        self.readiness, self.gains, self.map, self.calendar = (made[name] for name in TOP)
        self.marks, self.slips, self.times, self.weeks = (made[name] for name in MIDDLE)
        self.forecast, self.retention, self.confidence, self.predictions = (made[name] for name in LAST)

    def _lay_out(self) -> None:
        column = page_column(self, width_px=WIDTH_PX)
        column.addWidget(label("Progress", "title"))
        column.addWidget(self.summary)
        column.addWidget(self.begin_button, alignment=Qt.AlignmentFlag.AlignLeft)
        outlook = CardGrid((self.readiness, self.gains), most_columns=2)
        small = (self.marks, self.slips, self.times, self.weeks)
        ahead = (self.forecast, self.retention, self.fit, self.confidence, self.predictions)
        details = CardGrid((*small, *ahead))
        for each in (outlook, self.map, self.calendar, details):
            column.addWidget(each)
        self._after_answers = (outlook, self.calendar, details)
        column.addLayout(row(self.export_button, self.undo_button))
        column.addStretch(1)

    def _connect(self) -> None:
        self.export_button.clicked.connect(self._on_export_clicked)
        self.undo_button.clicked.connect(self.undo_requested)
        self.begin_button.clicked.connect(self.practise_requested)
        for each in self.cards:
            each.target_chosen.connect(self.topic_requested)
            each.save_requested.connect(lambda path, card=each: self._on_save_requested(card, path))
        for card in (self.readiness, self.forecast, self.retention):
            card.action_requested.connect(self.practise_requested)
        self.predictions.action_requested.connect(self.lab_requested)
        self.confidence.action_requested.connect(self.confidence_requested)

    def _keep_room(self, height_px: int) -> None:
        """Keep room for readiness and gains, so that nothing below jumps when they are worked out."""
        for each in (self.readiness, self.gains):
            each.setMinimumHeight(height_px)

    def _show(self, card: ChartCard, chart: Chart | None, *, empty: str = "") -> None:
        if chart is None:
            card.show_empty(empty)
        else:
            card.show_chart(chart)

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
