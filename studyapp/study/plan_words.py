"""The one sentence with which a plan says that something changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from question_bank.wording import NUMBER_WORDS, counted

MOST_MINUTES = 180  # that anybody is told to give a day
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Behind:
    """How far a learner is behind: the study days ``missed``, and the days to which the topics of those days moved.

    ``kept`` of the reviews that are due come today, ``waiting`` of them later; ``new`` counts today's new steps
    towards exams. ``left_out`` topics don't fit before ``exam`` with ``minutes`` a day, but would with
    ``minutes_needed``; that is 0 where all days before it are free.
    """

    today: date
    missed: int = 0
    moved: Sequence[date] = ()
    kept: int = 0
    waiting: int = 0
    new: int = 0
    left_out: int = 0
    exam: str = ""
    minutes: int = 0
    minutes_needed: int = 0


def plan_sentence(behind: Behind) -> str:
    """Return what changed in one sentence, "" if all goes as it should."""
    if behind.missed:
        return _missed(behind)
    if behind.left_out:
        return _too_much(behind)
    if not behind.waiting:
        return ""
    if not behind.kept:
        # A free day, or all minutes are spent: what waits then is nobody's news.
        return "New topics come first to be seen in time, and reviews wait for the next days." if behind.new else ""
    return f"Reviews are cut to the {_most(behind.kept)}; the rest is spread over the next days."


def _too_much(behind: Behind) -> str:
    topics = counted(behind.left_out, "topic")
    if not behind.minutes_needed:
        return f"All days before {behind.exam} are free, so {topics} will not be seen."
    here = f"At {behind.minutes} minutes a day, {topics} will not fit before {behind.exam}"
    if not behind.minutes < behind.minutes_needed <= MOST_MINUTES:
        return f"{here}; the plan has what is worth most."
    return f"{here}; {behind.minutes_needed} minutes a day would do."


def _most(kept: int) -> str:
    return "one that matters most" if kept == 1 else f"{kept} that matter most"


def _missed(behind: Behind) -> str:
    days = f"{number_word(behind.missed).capitalize()} {'day was' if behind.missed == 1 else 'days were'} missed"
    changes = []
    if behind.moved:
        changes.append(f"{counted(len(behind.moved), 'topic')} moved to {_when(behind.today, max(behind.moved))}")
    if behind.left_out:
        fit = "fits" if behind.left_out == 1 else "fit"
        changes.append(f"{counted(behind.left_out, 'topic')} no longer {fit} before {behind.exam}")
    if behind.waiting and behind.kept:
        changes.append(f"reviews are cut to the {_most(behind.kept)}")
    elif behind.waiting and behind.new:
        changes.append("reviews wait for the next days")
    if not changes:
        return f"{days}, and everything still fits."
    *front, last = changes
    return f"{days}: {', '.join(front)}{', and ' if front else ''}{last}."


def number_word(number: int) -> str:
    """Return a small number as a word."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}"


def _when(today: date, day: date) -> str:
    """Return how people say a day that is not far."""
    if day <= today:
        return "today"
    if day == today + _DAY:
        return "tomorrow"
    weeks = (_monday(day) - _monday(today)).days // 7
    return "later this week" if weeks == 0 else "next week" if weeks == 1 else f"the next {number_word(weeks)} weeks"


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY
