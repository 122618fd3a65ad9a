"""Today: what is due, what is new, how long it takes, the exam countdown, and one button that starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.study.exams import Exam
from studyapp.study.history import DayCounts, DayTally
from studyapp.ui.day_bars import DayBars
from studyapp.ui.elided_button import ElidedButton
from studyapp.ui.exams_card import ExamsCard, countdown
from studyapp.ui.habits_card import Habits, HabitsCard
from studyapp.ui.next_strip import Way
from studyapp.ui.pieces import button, card, clear, label, page_column
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX, Theme

SHOWN = 3
DAYS_SHOWN = 14
NOTHING_DUE = "Nothing is due. What you learn comes back, as a new variant, just before you would forget it."
NOTHING_NEW = "Nothing new for today."


@dataclass(frozen=True, slots=True)
class DayPart:
    """What there is to do of one kind, in order, and about how many minutes it takes."""

    ways: tuple[Way, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What Today shows.

    ``due`` and ``new`` fit into the day's minutes; ``later`` counts what is due and was spread over the days ahead.
    ``behind`` is one sentence about a plan that had to change, "" for none. ``days`` are the tallies by day.
    ``removed`` is the name of an exam that was just removed.
    """

    greeting: str
    today: date
    due: DayPart
    new: DayPart
    days: Mapping[date, DayTally]
    streak: int
    later: int = 0
    behind: str = ""
    can_start: bool = True
    exams: tuple[Exam, ...] = ()
    removed: str = ""
    done: DayCounts = field(default_factory=DayCounts)
    habits: Habits = field(default_factory=Habits)


class TodayView(QWidget):
    """The page the app opens on.

    Signals:
        start_requested: Begin with what comes first.
        way_chosen: Begin with something else of the day; carries its address.
        exam_requested: See or change an exam; carries it, None for a new one.
        restore_requested: The exam removed last is to come back.
        habits_changed: The learner studies otherwise; carries the Habits.
    """

    start_requested = Signal()
    way_chosen = Signal(str)
    exam_requested = Signal(object)
    restore_requested = Signal()
    habits_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Build the page; ``show_page`` fills it."""
        super().__init__()
        self.greeting = label("", "title")
        self.countdown = label("", "quiet", wrap=True)
        self.behind = label("", wrap=True)
        self.due, self.new = DayPartCard("to review"), DayPartCard("new")
        self.start_button = button("Start", "big", tip="Enter")
        self.later = label("", "small")
        self.week = DayBars(theme)
        self.week_words = label("", "quiet", wrap=True)
        self.exams = ExamsCard()
        self.habits = HabitsCard()
        self._lay_out(page_column(self))
        self.start_button.clicked.connect(self.start_requested)
        for part in (self.due, self.new):
            part.way_chosen.connect(self.way_chosen)
        self.exams.exam_requested.connect(self.exam_requested)
        self.exams.new_requested.connect(lambda: self.exam_requested.emit(None))
        self.exams.restore_requested.connect(self.restore_requested)
        self.habits.habits_changed.connect(self.habits_changed)

    def show_page(self, page: TodayPage) -> None:
        """Show the day."""
        self.greeting.setText(page.greeting)
        self.countdown.setText(_about_the_day(page))
        self.behind.setText(page.behind)
        self.behind.setVisible(bool(page.behind))
        self.due.show_part(page.due, otherwise=NOTHING_DUE)
        self.new.show_part(page.new, otherwise=NOTHING_NEW)
        self.start_button.setText(_start_words(page))
        self.start_button.setEnabled(page.can_start)
        self.later.setText(_later_words(page))
        self.later.setVisible(bool(self.later.text()))
        week = [page.today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
        self.week.show_days([(day, page.days.get(day, DayTally())) for day in week])
        self.week_words.setText(_week_words(page, week[-7:]))
        self.exams.show_exams(page.exams, page.today, removed=page.removed)
        self.habits.show_habits(page.habits)

    def show_theme(self, theme: Theme) -> None:
        """Draw the bars in the theme's colours."""
        self.week.show_theme(theme)

    def _lay_out(self, column: QVBoxLayout) -> None:
        for each in (self.greeting, self.countdown, self.behind):
            column.addWidget(each)
        column.addLayout(_side_by_side(self.due, self.new))
        column.addWidget(self.start_button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.later, alignment=Qt.AlignmentFlag.AlignHCenter)
        week_frame, week_column = card()
        week_column.addWidget(label("The last two weeks", "subheading"))
        week_column.addWidget(self.week)
        week_column.addWidget(self.week_words)
        column.addLayout(_side_by_side(week_frame, self.exams))
        column.addWidget(self.habits)
        column.addStretch(1)


class DayPartCard(QFrame):
    """How much there is of one kind, how long it takes, and what comes first.

    Signals:
        way_chosen: The learner chose one of the list; carries its address.
    """

    way_chosen = Signal(str)

    def __init__(self, words: str) -> None:
        """Build the card of what is called so."""
        super().__init__()
        self.setProperty("role", "card")
        self.number, self.minutes = label("", "big-number"), label("", "quiet")
        self.way_buttons: list[QPushButton] = []
        self._words = words
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(WITHIN_PX + 2)
        head.addWidget(self.number)
        head.addWidget(label(words, "subheading"))
        head.addStretch(1)
        head.addWidget(self.minutes)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX + 4, WITHIN_PX, BETWEEN_PX + 4, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addStretch(1)

    def show_part(self, part: DayPart, *, otherwise: str) -> None:
        """Show what there is to do, or say otherwise."""
        self.number.setText(str(len(part.ways)))
        self.minutes.setText(f"about {part.minutes} min" if part.ways else "")
        self.setAccessibleName(f"{self.number.text()} {self._words} {self.minutes.text()}".strip())
        clear(self._list)
        self.way_buttons = [self._line(way) for way in part.ways[:SHOWN]]
        for each in self.way_buttons:
            self._list.addWidget(each)
        if len(part.ways) > SHOWN:
            self._list.addWidget(label(f"and {len(part.ways) - SHOWN} more", "small"))
        if not part.ways:
            self._list.addWidget(label(otherwise, "quiet", wrap=True))

    def _line(self, way: Way) -> QPushButton:
        made = ElidedButton("link")
        made.show_text(way.name)
        made.clicked.connect(lambda: self.way_chosen.emit(way.address))
        return made


def _side_by_side(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(BETWEEN_PX)
    for each in widgets:
        each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(each, 1)
    return line


def _about_the_day(page: TodayPage) -> str:
    """Return countdown, streak and what was done already, in one line."""
    words = [countdown(page.exams, page.today)]
    if page.streak > 1:
        words.append(f"{page.streak} days in a row.")
    if page.done.reviews:
        words.append(f"{counted(page.done.reviews, 'answer')} today.")
    return " ".join(words)


def _start_words(page: TodayPage) -> str:
    minutes = page.due.minutes + page.new.minutes
    about = f" · about {minutes} min" if minutes else ""
    if page.due.ways:
        new = f", {len(page.new.ways)} new" if page.new.ways else ""
        return f"Start: {counted(len(page.due.ways), 'review')}{new}{about}"
    return f"Start with something new{about}" if page.new.ways else "Practise something again"


def _later_words(page: TodayPage) -> str:
    if page.later:
        return f"{counted(page.later, 'more review')} spread over the days ahead."
    if page.done.reviews and not (page.due.ways or page.new.ways):
        return "Done for today."
    return ""


def _week_words(page: TodayPage, week: list[date]) -> str:
    tallies = [page.days.get(day, DayTally()) for day in week]
    total, cards = sum(tally.answers for tally in tallies), sum(tally.cards for tally in tallies)
    if not total:
        return "No answers this week yet. The first one takes two minutes."
    to_cards = f", {'all' if cards == total else f'{cards:,} of them'} to cards (paler)" if cards else ""
    return f"{counted(total, 'answer')} in the last seven days{to_cards}."
