"""The learner's days counted from today: whole days of elapsed time, so that no clock change moves anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from studyapp.study.history import learners_day

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """Day 0 is ``today``, which ends with ``end`` (UTC)."""

    today: date
    end: datetime

    def moment(self, number: int) -> datetime:
        """Return the last second of a day, in UTC."""
        return self.end + number * _DAY

    def number(self, moment: datetime) -> int:
        """Return the number of the day that a moment belongs to; it is negative before today."""
        return -((self.end - moment) // _DAY)

    def on(self, number: int) -> date:
        """Return the date of a day."""
        return self.today + number * _DAY

    def number_of(self, day: date) -> int:
        """Return the number of a date."""
        return (day - self.today).days


def day_numbers(now: datetime, day_starts_at: int = 0) -> DayNumbers:
    """Return the days as seen now (aware, with the learner's offset), when a day begins at an hour of their clock."""
    # The offset is that of now for all days: a day of the plan has 24 hours, whatever the clocks do meanwhile.
    offset = now.utcoffset() or timedelta()
    today = learners_day(now, day_starts_at)
    midnight = datetime.combine(today + _DAY, time(), tzinfo=UTC) - offset
    return DayNumbers(today, midnight + timedelta(hours=day_starts_at) - _SECOND)
