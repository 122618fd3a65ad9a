"""The page Today at work: filled by the tutor, with the exams that are made and changed from it."""

from __future__ import annotations

from collections.abc import Callable

from studyapp.errors import StoreError
from studyapp.study.catalog import shelf_title
from studyapp.study.exams import Exam
from studyapp.ui.exam_dialog import ExamDialog
from studyapp.ui.habits_card import Habits
from studyapp.ui.theme import Theme
from studyapp.ui.today_view import TodayView
from studyapp.wiring.host import Host
from studyapp.wiring.tutor import Tutor

NOTHING = "There is no exercise to start with. Install studyapp again to get them back."


class TodayDesk:
    """Shows the day, starts it, and keeps exams and habits."""

    def __init__(self, host: Host, tutor: Tutor, *, follow: Callable[[str], None]) -> None:
        """Build the page; ``follow`` goes to an address."""
        self.view = TodayView(host.theme)
        self.dialog: ExamDialog | None = None
        self._host, self._tutor, self._follow = host, tutor, follow
        self._removed: Exam | None = None
        self.view.start_requested.connect(self._on_start_requested)
        self.view.way_chosen.connect(follow)
        self.view.exam_requested.connect(self._on_exam_requested)
        self.view.restore_requested.connect(self._on_restore_requested)
        self.view.habits_changed.connect(self._on_habits_changed)

    def fill(self) -> None:
        """Show the day as it is now."""
        try:
            self._take_over_old_date()
            self.view.show_page(self._tutor.today(removed=self._removed.name if self._removed else ""))
        except StoreError as error:
            self._host.tell(str(error))

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.view.show_theme(theme)

    def _take_over_old_date(self) -> None:
        """Make an exam of the one date that earlier versions kept."""
        day = self._host.settings.exam_date
        if day is not None:
            self._host.session.store.exams.save(Exam("Exam", day, minutes=self._host.settings.minutes))
            self._host.remember(exam_date=None)

    def _on_start_requested(self) -> None:
        try:
            address = self._tutor.first()
        except StoreError as error:
            self._host.tell(str(error))
            return
        if address:
            self._follow(address)
        else:
            self._host.tell(NOTHING)

    def _on_exam_requested(self, exam: Exam | None) -> None:
        catalog = self._host.catalog
        shelves = {
            shelf_title(shelf): [(topic.id, topic.title) for topic in topics]
            for shelf, topics in catalog.shelves().items()
        }
        self.dialog = ExamDialog(exam, shelves, today=self._tutor.planning.today(), parent=self._host.window)
        self.dialog.exam_chosen.connect(self._on_exam_chosen)
        if exam is not None:
            self.dialog.removed.connect(lambda: self._on_exam_removed(exam))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _on_exam_chosen(self, exam: Exam) -> None:
        self._host.remember(exams_set_on=self._tutor.planning.today())
        self._change(lambda: self._host.session.store.exams.save(exam))

    def _on_exam_removed(self, exam: Exam) -> None:
        if self._change(lambda: self._host.session.store.exams.remove(exam, self._host.around.now())):
            self._removed = exam
            self.fill()

    def _on_restore_requested(self) -> None:
        removed = self._removed
        if removed is not None and self._change(lambda: self._host.session.store.exams.restore(removed)):
            self._removed = None
            self.fill()

    def _on_habits_changed(self, habits: Habits) -> None:
        self._host.remember(
            minutes=habits.minutes,
            day_starts_at=habits.day_starts_at,
            asks_confidence=habits.asks_confidence,
            asks_terms=habits.asks_terms,
            after_exam=habits.after_exam,
        )
        self.fill()

    def _change(self, change: Callable[[], object]) -> bool:
        """Change the exams and show the day anew; tell why when it can't be done."""
        try:
            change()
        except StoreError as error:
            self._host.tell(str(error))
            return False
        self.fill()
        return True
