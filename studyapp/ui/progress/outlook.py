"""How exams ahead would go, nearest first, each with what would raise that most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.study.exams import Exam
from studyapp.ui.charts.chart_card import ChartCard
from studyapp.ui.charts.lying_bars import MOST_ROWS
from studyapp.ui.exams_card import exam_words
from studyapp.ui.pieces import label
from studyapp.ui.progress import charting
from studyapp.ui.progress.card_grid import CardGrid
from studyapp.ui.progress.cards import CARDS
from studyapp.ui.progress.page import ReadinessPage
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

EXAMS_SHOWN = 3
ROWS_OF_SEVERAL = 3
HEIGHT_PX, HEIGHT_OF_SEVERAL_PX = 312, 214
WORKING = "Working out how an exam would go …"


class Outlook(QWidget):
    """One exam: ``readiness`` beside ``gains``, under its name where there are several."""

    def __init__(self, theme: Theme) -> None:
        """Build it for the only exam."""
        super().__init__()
        self.heading = label("", "subheading", wrap=True)
        self.readiness, self.gains = (
            ChartCard(title, theme, empty=empty, action=action)
            for title, empty, action in (CARDS["readiness"], CARDS["gains"])
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.heading)
        column.addWidget(CardGrid((self.readiness, self.gains), most_columns=2))
        self.show_heading("")

    @property
    def cards(self) -> tuple[ChartCard, ChartCard]:
        """Return both cards, in the order in which they are read."""
        return self.readiness, self.gains

    def show_heading(self, words: str) -> None:
        """Say which exam this is; "" for the only one."""
        self.heading.setText(words)
        self.heading.setVisible(bool(words))
        for card in self.cards:
            card.setAccessibleName(f"{card.title}: {words}" if words else card.title)

    def show_working(self) -> None:
        """Keep room for what is being worked out, so that nothing below jumps when it is there."""
        self._keep_room(HEIGHT_OF_SEVERAL_PX if self.heading.text() else HEIGHT_PX)
        self.readiness.show_empty(WORKING, offers_action=False)
        self.gains.show_empty()

    def show_readiness(self, page: ReadinessPage) -> None:
        """Show how the exam would go, and what would raise that most."""
        is_one_of_several = bool(self.heading.text())
        self._keep_room((HEIGHT_OF_SEVERAL_PX if is_one_of_several else HEIGHT_PX) if page.enough else 0)
        self.readiness.show_chart_or_empty(charting.score(page), empty=page.sentence)
        self.gains.show_chart_or_empty(charting.gains(page.gains, ROWS_OF_SEVERAL if is_one_of_several else MOST_ROWS))

    def _keep_room(self, height_px: int) -> None:
        for each in self.cards:
            each.setMinimumHeight(height_px)


class Outlooks(QWidget):
    """The outlooks of the next exams, and how many more are ahead; without an exam one, for all topics.

    Signals:
        card_made: There is one more card to connect; carries it.
    """

    card_made = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Build it without an exam; ``made`` are the outlooks so far, ``shown`` those on view."""
        super().__init__()
        self._theme = theme
        self._exams: tuple[Exam, ...] = ()
        self.made = [Outlook(theme)]
        self.shown: Sequence[Outlook] = tuple(self.made)
        self.more = label("", "quiet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(BETWEEN_PX)
        self._column.addWidget(self.made[0])
        self._column.addWidget(self.more)
        self.show_exams((), date.min)

    @property
    def cards(self) -> list[ChartCard]:
        """Return the cards on view, in the order in which they are read."""
        return [card for each in self.shown for card in each.cards]

    def show_exams(self, exams: Sequence[Exam], today: date) -> None:
        """Make room for the exams ahead, nearest first; what was worked out for others is no longer shown."""
        count = max(min(len(exams), EXAMS_SHOWN), 1)
        while len(self.made) < count:
            self._make()
        self.shown = tuple(self.made[:count])
        for number, each in enumerate(self.made):
            exam = exams[number] if len(exams) > 1 and number < count else None
            each.show_heading(f"{exam.name} · {exam_words(exam, today)}" if exam else "")
            each.setVisible(number < count)
        left_out = len(exams) - count
        self.more.setText(f"{counted(left_out, 'more exam')} after these.")
        self.more.setVisible(left_out > 0)
        if tuple(exams) != self._exams:
            self._exams = tuple(exams)
            self.show_working()

    def show_working(self) -> None:
        """Say that it is being worked out."""
        for each in self.shown:
            each.show_working()

    def show_readiness(self, pages: Sequence[ReadinessPage]) -> None:
        """Show how the exams would go, in their order."""
        for each, page in zip(self.shown, pages, strict=True):
            each.show_readiness(page)

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._theme = theme
        for each in self.made:
            for card in each.cards:
                card.show_theme(theme)

    def _make(self) -> None:
        outlook = Outlook(self._theme)
        self._column.insertWidget(len(self.made), outlook)
        self.made.append(outlook)
        for card in outlook.cards:
            self.card_made.emit(card)
