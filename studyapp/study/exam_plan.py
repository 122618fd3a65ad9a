"""What to do on which day: new topics in an order that makes sense, reviews when they are due, exams in mind.

The plan is worked out anew from what is known now, so nothing has to be kept and nothing can pile up: a day that was
missed is simply not there any more. Every exam has its own minutes a day; a topic of several exams is prepared for the
next of them first. What fits no minutes of today is not shown but counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from heapq import nsmallest

from studyapp.study.day_numbers import DayNumbers
from studyapp.study.exam_work import Given, Planned, nothing_yet, plan_exam, plan_rest
from studyapp.study.exams import Exam
from studyapp.study.forecast import Forecast
from studyapp.study.history import learners_day
from studyapp.study.memory import CARD, skill_of
from studyapp.study.new_work import Syllabus
from studyapp.study.plan_words import Behind, plan_sentence
from studyapp.study.scheduling import Schedule
from studyapp.study.study_plan import AfterExam, Costs, Mode, PlannedDay, Standing, StudyPlan, TodayPlan, Wishes

MOST_MEMORIES = 2000  # cards that are looked at
FARTHEST_DAYS = 3660  # ten years: an exam of the year 9999 was mistyped, and would be planned day by day


def plan(
    exams: Iterable[Exam],
    syllabus: Syllabus,
    standing: Standing,
    now: datetime,
    *,
    schedule: Schedule,
    wishes: Wishes | None = None,
    costs: Costs | None = None,
) -> StudyPlan:
    """Return the plan of the coming days as seen now (aware, with the learner's offset). The same gives the same."""
    wishes = wishes or Wishes()
    days = DayNumbers(learners_day(now, wishes.day_starts_at))
    standing, beyond = _at_hand(standing, days)
    skills = (skill_of(memory.item) for memory in standing.memories)
    learnt = frozenset(skill[0] for skill in skills if skill)
    given = Given(syllabus, standing, wishes, schedule, costs or Costs(), days, learnt)
    all_exams = sorted(exams, key=lambda exam: (exam.day, exam.name, exam.id))
    ahead = [exam for exam in all_exams if 0 <= days.number_of(exam.day) <= FARTHEST_DAYS]
    passed = [exam for exam in all_exams if exam.day < days.today]
    planned = nothing_yet(standing)
    planned.crowd = beyond
    for exam in ahead:
        plan_exam(exam, given, planned)
    mode = _mode(bool(ahead), bool(passed), wishes)
    plan_rest(mode, passed, given, planned)
    return _told(mode, ahead, passed, given, planned)


def _at_hand(standing: Standing, days: DayNumbers) -> tuple[Standing, int]:
    """Return the standing without the cards of a huge collection that are far from due, and how many left out are due.

    Nobody gets through thousands of cards in the days of a plan; those due soonest stand for all.
    """
    if len(standing.memories) <= MOST_MEMORIES:
        return standing, 0
    skills = [memory for memory in standing.memories if not memory.item.startswith(CARD)]
    cards = (memory for memory in standing.memories if memory.item.startswith(CARD))
    soonest = nsmallest(MOST_MEMORIES, cards, key=lambda memory: (memory.due, memory.item))
    kept = (*skills, *soonest)
    due, due_kept = (sum(memory.due <= days.today for memory in found) for found in (standing.memories, kept))
    return replace(standing, memories=kept), due - due_kept


def _mode(is_ahead: bool, has_passed: bool, wishes: Wishes) -> Mode:
    if is_ahead:
        return Mode.EXAM
    if not has_passed:
        return Mode.GOAL
    return Mode.REST if wishes.after_exam is AfterExam.REST else Mode.MAINTENANCE


# ---------------------------------------------------------------- what the plan says


def _told(mode: Mode, ahead: Sequence[Exam], passed: Sequence[Exam], given: Given, planned: Planned) -> StudyPlan:
    days = tuple(_planned_day(day, given.days, planned.forecasts) for day in sorted(planned.budgets))
    due = tuple(name for found in planned.forecasts for name in found.reviews.get(0, ()))
    new = tuple(step for found in planned.forecasts for step in found.steps.get(0, ()))
    waiting = sum(found.waiting for found in planned.forecasts) + planned.crowd
    minutes = sum(given.costs.review(item) for item in due) + sum(step.minutes for step in new)
    today = TodayPlan(given.days.today, due, new, minutes, waiting, is_free=not planned.budgets.get(0))
    sentence = plan_sentence(_behind(ahead, passed, given, planned, today))
    return StudyPlan(mode, today, days, tuple(planned.outlooks), sentence)


def _planned_day(day: int, days: DayNumbers, forecasts: Sequence[Forecast]) -> PlannedDay:
    return PlannedDay(
        day=days.on(day),
        new=tuple(step for found in forecasts for step in found.steps.get(day, ())),
        reviews=sum(len(found.reviews.get(day, ())) for found in forecasts),
        minutes=sum(found.minutes.get(day, 0.0) for found in forecasts),
    )


def _behind(ahead: Sequence[Exam], passed: Sequence[Exam], given: Given, planned: Planned, today: TodayPlan) -> Behind:
    # Minutes can't be added to the day of an exam any more.
    short = next((outlook for outlook in planned.outlooks if outlook.left_out and outlook.days_left), None)
    missed, late = _missed(ahead, passed, given)
    return Behind(
        today=today.day,
        missed=missed,
        moved=[given.days.on(planned.topic_days[topic]) for topic in late if topic in planned.topic_days],
        kept=len(today.due),
        waiting=today.waiting,
        new=len(today.new) if ahead else 0,  # without an exam, nothing has to be seen in time
        left_out=len(short.left_out) if short else 0,
        exam=short.exam.name if short else "",
        minutes=short.exam.minutes if short else 0,
        minutes_needed=short.minutes_needed if short else 0,
    )


def _missed(ahead: Sequence[Exam], passed: Sequence[Exam], given: Given) -> tuple[int, list[str]]:
    """Return how many days before an exam were missed since the learner was last here, and what was new on these days.

    Nothing happened since, so what they would have had is in the plan made from what is known now, seen from the first
    of them. A day with nothing new and nothing due is not missed, and none is once today has begun.
    """
    last = given.standing.last_day
    first = 0 if last is None or given.standing.spent else given.days.number_of(last) + 1
    if not ahead or first >= 0:
        return 0, []
    standing = replace(given.standing, memories=())
    then, planned = replace(given, days=DayNumbers(given.days.on(first)), standing=standing), nothing_yet(standing)
    for exam in ahead:
        plan_exam(exam, then, planned)
    has_new = {first + day for found in planned.forecasts for day in found.steps}
    asked = (memory for memory in given.standing.memories if any(exam.share(memory.topic) for exam in ahead))
    due = min((given.days.number_of(memory.due) for memory in asked), default=0)
    days = (day for day in range(first, 0) if day >= due or day in has_new)
    missed = {day for day in days if _is_study_day(given.days.on(day), ahead, passed)}
    return len(missed), [topic for topic, day in planned.topic_days.items() if first + day in missed]


def _is_study_day(day: date, ahead: Sequence[Exam], passed: Sequence[Exam]) -> bool:
    """Tell whether there were minutes for an exam ahead on a day that is over, which was no exam's own."""
    has_minutes = any(exam.minutes and not exam.is_free(day) for exam in ahead)
    return has_minutes and all(exam.day != day for exam in passed)
