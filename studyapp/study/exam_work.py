"""Plans one exam after the other, and then what no exam asks for, each with its own minutes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from studyapp.study.day_numbers import DayNumbers
from studyapp.study.exams import Exam
from studyapp.study.forecast import Forecast, Item, Work, forecast
from studyapp.study.item_worth import Worth, part_of_topic
from studyapp.study.memory import Memory
from studyapp.study.new_work import Step, Syllabus, Unit, fitting, open_units
from studyapp.study.prerequisites import Needs, before
from studyapp.study.scheduling import RETENTION, Schedule
from studyapp.study.study_plan import AfterExam, Costs, Mode, Outlook, Standing, Wishes

BUFFER_DAYS = 3  # study days before an exam on which nothing is new, if there is time
LEAST_NEW_SHARE = 0.7  # of the minutes goes to new things when far from everything can be seen
AHEAD_DAYS = 14  # of the plan when no exam is ahead
GOAL_DAYS = 30  # without an exam, what counts is the recall a month after
MAINTENANCE, MAINTENANCE_MINUTES = 0.8, 10.0  # the aim of recall and the minutes a day after an exam
MOST_ITEMS = 300  # played through; of more, those that matter most


@dataclass(frozen=True, slots=True)
class Given:
    """What every part of the planning needs; ``learnt`` are the families that are scheduled."""

    syllabus: Syllabus
    standing: Standing
    wishes: Wishes
    schedule: Schedule
    costs: Costs
    days: DayNumbers
    learnt: frozenset[str]


@dataclass(slots=True)
class Planned:
    """What has been planned so far, exam after exam.

    ``pending`` are all memories by item as they are then, with the day from which another exam may have them;
    ``spent`` and ``new_spent`` the minutes of today that no exam has counted yet; ``topic_days`` the day on which each
    new topic is finished; ``budgets`` the minutes of each day; ``asked`` the items of the exams; ``crowd`` counts the
    items that are due now beyond those played through.
    """

    pending: dict[str, tuple[Memory, int]]
    spent: float
    new_spent: float
    topic_days: dict[str, int] = field(default_factory=dict)
    steps: set[Step] = field(default_factory=set)
    forecasts: list[Forecast] = field(default_factory=list)
    budgets: dict[int, float] = field(default_factory=dict)
    outlooks: list[Outlook] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    crowd: int = 0


def nothing_yet(standing: Standing) -> Planned:
    """Return what is planned before the first exam is."""
    pending = {memory.item: (memory, 0) for memory in sorted(standing.memories, key=lambda each: each.item)}
    return Planned(pending, standing.spent, standing.new_spent)


# ---------------------------------------------------------------- one exam


def plan_exam(exam: Exam, given: Given, planned: Planned) -> None:
    """Plan the days up to an exam, after what is planned for the exams before it."""
    units = _open_units(exam, given, planned)
    worth = Worth(exam.share, given.syllabus, [memory for memory, _ in planned.pending.values()])
    items, crowd = _items(worth, given, planned)
    worth_of_new = {step.family: worth.of_skill(step.topic) for unit in units for step in unit.steps}
    work = replace(_exam_work(exam, units, items, given, planned), worth_of_new=worth_of_new)
    found = forecast(work, given.days, given.schedule)
    left_out = _left_out(units, found)
    needed = _minutes_needed(exam, units, given.days, planned.spent) if left_out else 0
    _keep(found, work, planned)
    _keep_crowd(crowd, given, planned)
    memories = [*(item.memory for item in found.items.values()), *crowd]
    recall = sum(worth.of(memory) * given.schedule.recall(memory, exam.day) for memory in memories)
    seen_by = given.days.on(max(found.steps)) if found.steps else None
    planned.outlooks.append(Outlook(exam, work.target, min(recall, 1.0), seen_by, left_out, needed))


def _exam_work(exam: Exam, units: Sequence[Unit], items: tuple[Item, ...], given: Given, planned: Planned) -> Work:
    """Return an exam's days, what is new in them, and what comes back."""
    target = given.days.number_of(exam.day)
    budgets = tuple(_minutes(exam, given.days, day) for day in range(target))
    spent = min(planned.spent, budgets[0]) if budgets else 0.0
    room = [budget - (0.0 if day else spent) for day, budget in enumerate(budgets)]
    # With a single study day left, nothing that is new on it comes back before the exam.
    is_last = sum(minutes > 0 for minutes in room) == 1
    reviews = sum(item.minutes for item in items) if is_last else math.inf
    fits = _fitting(units, sum(room), reviews, given.syllabus.graph)
    return Work(
        budgets=budgets,
        target=target,
        items=items,
        units=tuple(fits),
        new_until=_new_until(room, sum(unit.minutes for unit in fits)),
        ready={unit.topic: _ready(unit.topic, given, planned) for unit in fits},
        review_minutes=given.costs.skill,
        rises=True,
        spent=spent,
        new_spent=min(planned.new_spent, spent),
    )


def _fitting(units: Sequence[Unit], room: float, reviews: float, graph: Needs) -> list[Unit]:
    """Return all units if there is room for them; else what is worth most, with some room left for reviews.

    ``reviews`` are the minutes that all of them can take at most.
    """
    needed = sum(unit.minutes for unit in units)
    if needed <= room + 1e-9:
        return list(units)
    share = max(1 - (needed / room - 1) / 2, LEAST_NEW_SHARE) if room else 0.0
    return fitting(units, max(room * share, room - reviews), graph)


def _minutes(exam: Exam, days: DayNumbers, day: int) -> float:
    return 0.0 if exam.is_free(days.on(day)) else float(exam.minutes)


def _open_units(exam: Exam, given: Given, planned: Planned) -> list[Unit]:
    """Return what is to be learnt for an exam and not planned for one before it."""
    read, first_go = given.standing.read, given.costs.first_go
    units = open_units(given.syllabus, exam.share, learnt=given.learnt, read=read, first_go=first_go)
    left = (replace(unit, steps=tuple(step for step in unit.steps if step not in planned.steps)) for unit in units)
    return [unit for unit in left if unit.steps]


def _new_until(room: Sequence[float], needed: float) -> int:
    """Return the last day for new things: some study days before the exam, later only if the time is needed."""
    study = [day for day, minutes in enumerate(room) if minutes > 0]
    buffer = min(BUFFER_DAYS, len(study) // 4)
    for back in range(buffer, 0, -1):
        last = study[-1 - back]
        if sum(room[: last + 1]) >= needed:
            return last
    return study[-1] if study else 0


def _ready(topic: str, given: Given, planned: Planned) -> int:
    """Return the day from which a topic can be learnt: not before what it needs, planned for an earlier exam."""
    needed = before(given.syllabus.graph, topic)
    return max((planned.topic_days.get(each, 0) for each in needed), default=0)


def _left_out(units: Sequence[Unit], found: Forecast) -> tuple[str, ...]:
    """Return the topics that are worth something and not seen whole."""
    planned = {step for steps in found.steps.values() for step in steps}
    return tuple(unit.topic for unit in units if unit.weight and not planned.issuperset(unit.steps))


def _minutes_needed(exam: Exam, units: Sequence[Unit], days: DayNumbers, spent: float) -> int:
    """Return how many minutes a day, in fives, would hold all units; 0 if no day before the exam is left for them."""
    study = [day for day in range(days.number_of(exam.day)) if not exam.is_free(days.on(day))]
    minutes = sum(unit.minutes for unit in units)
    # What was done today takes a part of its minutes, or all of them: whichever asks for less.
    is_today = 0 in study
    enough = [(minutes + spent * is_today) / len(study)] if study else []
    enough += [minutes / (len(study) - 1)] if is_today and len(study) > 1 else []
    return 5 * math.ceil(min(enough, default=0.0) / 5)


def _keep(found: Forecast, work: Work, planned: Planned) -> None:
    """Add a forecast to what is planned."""
    planned.forecasts.append(found)
    for day, minutes in enumerate(work.budgets):
        planned.budgets[day] = planned.budgets.get(day, 0.0) + minutes
    planned.spent -= work.spent
    planned.new_spent -= work.new_spent
    planned.topic_days |= found.days_of_topics()
    planned.steps |= {step for steps in found.steps.values() for step in steps}
    planned.asked.update(found.items)
    for name, item in found.items.items():
        planned.pending[name] = (item.memory, max(item.free_from, work.target))


def _keep_crowd(crowd: Sequence[Memory], given: Given, planned: Planned) -> None:
    """Count those of the items beyond that are due; an exam after this one leaves them alone today."""
    planned.crowd += sum(memory.due <= given.days.today for memory in crowd if memory.item not in planned.asked)
    planned.asked.update(memory.item for memory in crowd)


def _items(worth: Worth, given: Given, planned: Planned) -> tuple[tuple[Item, ...], list[Memory]]:
    """Return the items of an exam to play through, and the memories of those beyond what is played through."""
    found = [
        Item(memory, value, given.costs.review(memory.item), free_from)
        for memory, free_from in planned.pending.values()
        if (value := worth.of(memory)) > 0
    ]
    return _most(found, given.days)


def _most(items: list[Item], days: DayNumbers) -> tuple[tuple[Item, ...], list[Memory]]:
    """Return the items that matter most in the next time, and the memories of the others."""

    def order(item: Item) -> tuple[int, float, date, str]:
        # What is due goes by its worth a minute; of the rest, what comes first.
        number = max(days.number_of(item.memory.due), 0)
        return number, 0.0 if number else -item.worth / item.minutes, item.memory.due, item.memory.item

    if len(items) > MOST_ITEMS:
        items = sorted(items, key=order)
    return tuple(items[:MOST_ITEMS]), [item.memory for item in items[MOST_ITEMS:]]


# ---------------------------------------------------------------- what no exam asks for


def plan_rest(mode: Mode, passed: Sequence[Exam], given: Given, planned: Planned) -> None:
    """Plan what no exam ahead asks for: in what is left of the minutes, or as a goal of its own."""
    if mode is Mode.REST:
        return
    budgets = _minutes_left(planned) if mode is Mode.EXAM else _goal_minutes(mode, given)
    items, crowd = _most(_other_items(mode, passed, given, planned), given.days)
    units = _all_units(given) if mode is Mode.GOAL else []
    work = Work(
        budgets=budgets,
        target=len(budgets) + GOAL_DAYS,
        items=items,
        units=tuple(units),
        worth_of_new=dict.fromkeys((step.family for unit in units for step in unit.steps), 1.0),
        review_minutes=given.costs.skill,
        spent=min(planned.spent, budgets[0]) if budgets else 0.0,
        new_spent=planned.new_spent,
    )
    found = forecast(work, given.days, given.schedule)
    if mode is Mode.MAINTENANCE:
        found.waiting = 0  # after the exam nothing is late any more
    else:
        _keep_crowd(crowd, given, planned)
    _keep(found, work, planned)


def _all_units(given: Given) -> list[Unit]:
    read, first_go = given.standing.read, given.costs.first_go
    return open_units(given.syllabus, lambda _: 1.0, learnt=given.learnt, read=read, first_go=first_go)


def _minutes_left(planned: Planned) -> tuple[float, ...]:
    """Return what the exams leave of each day."""
    left = []
    for day in sorted(planned.budgets):
        spent = sum(found.minutes.get(day, 0.0) for found in planned.forecasts)
        left.append(max(planned.budgets[day] - spent, 0.0))
    return tuple(left)


def _goal_minutes(mode: Mode, given: Given) -> tuple[float, ...]:
    wishes = given.wishes
    minutes = min(float(wishes.minutes), MAINTENANCE_MINUTES) if mode is Mode.MAINTENANCE else float(wishes.minutes)
    return (minutes,) * AHEAD_DAYS


def _other_items(mode: Mode, passed: Sequence[Exam], given: Given, planned: Planned) -> list[Item]:
    """Return the items that no exam ahead asks for."""
    others = []
    for name, (memory, _) in planned.pending.items():
        is_over = mode is Mode.MAINTENANCE or any(exam.share(memory.topic) > 0 for exam in passed)
        if name in planned.asked or (is_over and given.wishes.after_exam is AfterExam.REST):
            continue
        aim = MAINTENANCE if is_over else RETENTION
        others.append(Item(memory, part_of_topic(name), given.costs.review(name), aim=aim))
    return others
