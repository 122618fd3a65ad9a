"""Today: what is due, what is new, the exam countdown, and one button that starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.study.history import Tally
from studyapp.study.today import Plan
from studyapp.ui.day_bars import DayBars
from studyapp.ui.pieces import button, card, clear, label, page_column, row
from studyapp.ui.theme import BETWEEN_PX, Theme

NEW_SHOWN = 4


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What Today shows; ``new`` are (family id, title) pairs, ``days`` the tallies by day."""

    greeting: str
    today: date
    plan: Plan
    due: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    days: Mapping[date, Tally]
    streak: int
    exam_date: date | None


class TodayView(QWidget):
    """The page the app opens on.

    Signals:
        start_requested: Begin with what comes first.
        family_requested: Practise one family; carries its id.
        exam_date_chosen: The exam is on this day; carries a date, or None for no exam.
    """

    start_requested = Signal()
    family_requested = Signal(str)
    exam_date_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Build the page; ``show_page`` fills it."""
        super().__init__()
        self.greeting = label("", "title")
        self.countdown = label("", "quiet")
        self.start_button = button("Start", "big", tip="Enter")
        self.exam_edit = QDateEdit()
        self.exam_button = button("Set the date")
        self.no_exam_button = button("Remove the date", "link")
        self.week = DayBars(theme)
        self.week_words = label("", "quiet", wrap=True)
        self.due_frame, self._due_column = card()
        self.new_frame, self._new_column = card()
        self._lay_out(page_column(self))
        self.start_button.clicked.connect(self.start_requested)
        self.exam_button.clicked.connect(lambda: self.exam_date_chosen.emit(self.exam_edit.date().toPython()))
        self.no_exam_button.clicked.connect(lambda: self.exam_date_chosen.emit(None))

    def show_page(self, page: TodayPage) -> None:
        """Show the day."""
        self.greeting.setText(page.greeting)
        self.countdown.setText(_countdown(page.plan.days_to_exam))
        self._show_lists(page)
        self.start_button.setText(_start_words(page))
        self.start_button.setEnabled(page.plan.next_family is not None or bool(page.new or page.due))
        week = [page.today - timedelta(days=back) for back in range(13, -1, -1)]
        self.week.show_days([(day, page.days.get(day, Tally())) for day in week])
        self.week_words.setText(_week_words(page, week[-7:]))
        self._show_exam(page)

    def show_theme(self, theme: Theme) -> None:
        """Draw the bars in the theme's colours."""
        self.week.show_theme(theme)

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.addWidget(self.greeting)
        column.addWidget(self.countdown)
        cards = QHBoxLayout()
        cards.setSpacing(BETWEEN_PX)
        cards.addWidget(self.due_frame, 1)
        cards.addWidget(self.new_frame, 1)
        column.addLayout(cards)
        column.addSpacing(BETWEEN_PX)
        column.addWidget(self.start_button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(BETWEEN_PX)
        lower = QHBoxLayout()
        lower.setSpacing(BETWEEN_PX)
        week_frame, week_column = card()
        week_column.addWidget(label("The last two weeks", "subheading"))
        week_column.addWidget(self.week)
        week_column.addWidget(self.week_words)
        for each in (week_frame, self._exam_card()):
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            lower.addWidget(each, 1)
        column.addLayout(lower)
        column.addStretch(1)

    def _exam_card(self) -> QWidget:
        frame, column = card()
        self.exam_words = label("", wrap=True)
        self.exam_edit.setCalendarPopup(True)
        self.exam_edit.setDisplayFormat("d MMMM yyyy")
        self.exam_edit.setAccessibleName("Date of the exam")
        column.addWidget(label("Your exam", "subheading"))
        column.addWidget(self.exam_words)
        column.addLayout(row(self.exam_edit))
        column.addLayout(row(self.exam_button, self.no_exam_button))
        column.addStretch(1)
        return frame

    def _show_lists(self, page: TodayPage) -> None:
        self._show_families(
            self._due_column,
            title="To see again",
            about=f"about {page.plan.minutes} min" if page.due else "",
            items=page.due[:NEW_SHOWN],
            otherwise="Nothing is due. What you answer today comes back, as a new variant, when it is time.",
        )
        self._show_families(
            self._new_column,
            title="New for you",
            about=counted(len(page.new), "exercise") if page.new else "",
            items=page.new[:NEW_SHOWN],
            otherwise="You have met every exercise once. Practise one again at a higher difficulty.",
        )

    def _show_families(
        self, column: QVBoxLayout, *, title: str, about: str, items: tuple[tuple[str, str], ...], otherwise: str
    ) -> None:
        clear(column)
        head = QHBoxLayout()
        head.addWidget(label(title, "subheading"))
        head.addStretch(1)
        head.addWidget(label(about, "quiet"))
        column.addLayout(head)
        for family, name in items:
            item = button(name, "link")
            item.clicked.connect(lambda _checked=False, chosen=family: self.family_requested.emit(chosen))
            column.addWidget(item)
        if not items:
            column.addWidget(label(otherwise, "quiet", wrap=True))
        column.addStretch(1)

    def _show_exam(self, page: TodayPage) -> None:
        chosen = page.exam_date or page.today + timedelta(days=21)
        self.exam_edit.setDate(QDate(chosen.year, chosen.month, chosen.day))
        self.no_exam_button.setVisible(page.exam_date is not None)
        self.exam_button.setText("Change the date" if page.exam_date else "Set the date")
        if page.exam_date:
            self.exam_words.setText(f"{page.exam_date:%A}, {page.exam_date.day} {page.exam_date:%B %Y}.")
        else:
            self.exam_words.setText("No exam date yet. Set one and the days left are counted here.")


def _countdown(days: int | None) -> str:
    match days:
        case None:
            return "A little every day beats a long night before the exam."
        case 0:
            return "Your exam is today. Good luck!"
        case 1:
            return "Your exam is tomorrow. Review, then sleep well."
        case _ if days < 0:
            return "Your exam date has passed."
        case _:
            return f"Exam in {days} days."


def _start_words(page: TodayPage) -> str:
    if page.due:
        return f"Start: {counted(len(page.due), 'review')}"
    return "Start with something new" if page.new else "Practise something again"


def _week_words(page: TodayPage, week: list[date]) -> str:
    total = sum(page.days.get(day, Tally()).attempts for day in week)
    if not total:
        return "No answers this week yet. The first one takes two minutes."
    return f"{counted(total, 'answer')} in the last seven days. {counted(page.streak, 'day')} in a row."
