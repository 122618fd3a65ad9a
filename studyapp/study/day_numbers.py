"""The learner's days counted from today: days of the calendar, so that no clock change moves anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """Day 0 is ``today``."""

    today: date

    def on(self, number: int) -> date:
        """Return the date of a day."""
        return self.today + timedelta(days=number)

    def number_of(self, day: date) -> int:
        """Return the number of a date; it is negative before today."""
        return (day - self.today).days
