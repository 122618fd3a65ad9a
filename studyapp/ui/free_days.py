"""The days on which one doesn't study: weekdays that are always free, and single days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studyapp.study.exams import WEEKDAYS
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label, row
from studyapp.ui.still_wheel import leave_wheel_to_page
from studyapp.ui.theme import WITHIN_PX

GAP_PX = 4


class FreeDays(QWidget):
    """Seven weekdays to mark as free, and a list of single days."""

    def __init__(self, weekdays: Iterable[int], days: Iterable[date], *, today: date) -> None:
        """Show the free days there are."""
        super().__init__()
        free = set(weekdays)
        self.weekday_buttons = [self._weekday(name, number in free) for number, name in enumerate(WEEKDAYS)]
        self.day_edit = date_edit(today, name="A single free day")
        self.add_button = button("Add")
        self.add_button.setAccessibleName("Add this free day")
        self.day_buttons: dict[date, QPushButton] = {}
        self._chips = QWidget()
        self._flow = Flow(self._chips, gap_px=GAP_PX, line_gap_px=GAP_PX)
        self._lay_out()
        for day in sorted(days):
            self._add(day)
        self._chips.setVisible(bool(self.day_buttons))
        self.add_button.clicked.connect(self._on_add_clicked)

    def weekdays(self) -> frozenset[int]:
        """Return the weekdays that are free; 0 is Monday."""
        return frozenset(number for number, each in enumerate(self.weekday_buttons) if each.isChecked())

    def days(self) -> frozenset[date]:
        """Return the single days that are free."""
        return frozenset(self.day_buttons)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        week = QHBoxLayout()
        week.setSpacing(GAP_PX)
        for each in self.weekday_buttons:
            week.addWidget(each)
        week.addStretch(1)
        column.addLayout(week)
        column.addLayout(row(label("and", "quiet"), self.day_edit, self.add_button))
        column.addWidget(self._chips)

    def _weekday(self, name: str, is_free: bool) -> QPushButton:
        each = button(name[:2], "rating", tip=f"Free every {name}")
        each.setAccessibleName(f"Free every {name}")
        each.setCheckable(True)
        each.toggled.connect(lambda free: each.setText(f"✓ {name[:2]}" if free else name[:2]))
        each.setChecked(is_free)
        return each

    def _add(self, day: date) -> None:
        if day in self.day_buttons:
            return
        chip = button(f"{day_words(day)}  ×", "rating", tip="Not free after all")
        chip.setAccessibleName(f"{day_words(day)} is free. Press to remove")
        chip.clicked.connect(lambda: self._remove(day))
        self._flow.addWidget(chip)
        self.day_buttons[day] = chip

    def _remove(self, day: date) -> None:
        chip = self.day_buttons.pop(day)
        chip.hide()
        chip.deleteLater()
        self._chips.setVisible(bool(self.day_buttons))
        self.add_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the day that was just typed with Enter, which would else keep the exam without it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.day_edit.hasFocus():
            self.add_button.click()
        else:
            super().keyPressEvent(event)

    def _on_add_clicked(self) -> None:
        self._add(chosen_day(self.day_edit))
        self._chips.show()


def date_edit(day: date, *, name: str) -> QDateEdit:
    """Return a field for a date with a calendar."""
    edit = QDateEdit()
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("d MMMM yyyy")
    edit.setDate(QDate(day.year, day.month, day.day))
    edit.setAccessibleName(name)
    leave_wheel_to_page(edit)
    return edit


def chosen_day(edit: QDateEdit) -> date:
    """Return the date in a field."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def day_words(day: date) -> str:
    """Return a date as it is said: Wednesday, 18 March."""
    return f"{day:%A}, {day.day} {day:%B}"
