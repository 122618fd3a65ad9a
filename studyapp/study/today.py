"""What to do today: families to see again, and those not met yet. Plain rules, until there is history for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from studyapp.study.history import Attempt

MINUTES_A_REVIEW = 1.5
AGAIN_AFTER_DAYS = {False: 1, True: 4}  # by whether the last answer was fully right


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due, most overdue first, and what is new, in reading order (family ids)."""

    due: tuple[str, ...]
    new: tuple[str, ...]
    days_to_exam: int | None = None

    @property
    def minutes(self) -> int:
        """Return about how long the due reviews take."""
        return round(len(self.due) * MINUTES_A_REVIEW + 0.5) if self.due else 0

    @property
    def next_family(self) -> str | None:
        """Return the family to practise first."""
        return next(iter(self.due + self.new), None)


def plan(families: Sequence[str], last: Mapping[str, Attempt], now: datetime, exam_date: date | None) -> Plan:
    """Return today's plan; a wrong answer comes back the next day, a right one after four."""
    today = now.date()
    overdue = {family: today - due_day(attempt) for family, attempt in last.items() if family in families}
    due = sorted((family for family, late in overdue.items() if late >= timedelta()), key=lambda f: -overdue[f])
    new = tuple(family for family in families if family not in last)
    return Plan(tuple(due), new, (exam_date - today).days if exam_date else None)


def due_day(attempt: Attempt) -> date:
    """Return the day on which a new variant should come back."""
    clean = attempt.right and not attempt.hints
    return attempt.day + timedelta(days=AGAIN_AFTER_DAYS[clean])


def difficulty_after(attempt: Attempt | None) -> int:
    """Return the difficulty of the next variant: up after a clean answer, down after a poor one."""
    if attempt is None:
        return 1
    if attempt.right and not attempt.hints:
        return min(attempt.key.difficulty + 1, 3)
    return max(attempt.key.difficulty - 1, 1) if attempt.score < 0.5 else attempt.key.difficulty
