"""The coming days of one learner, played through: which items come on which day, and what is known at the end.

Every day new steps come first, as many as keep the pace, and a topic that was begun is finished if it fits, so that
early days have more than their share and a day that is missed later hurts less. Then comes what is due, most gain a
minute first, as long as the day's minutes last. Before an exam the aim of recall rises, and what is left of the last
days goes to whatever gains most on the day itself. A review that may fail counts as the mean of both outcomes, weighed
by the chance of recall.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from studyapp.study.day_numbers import DayNumbers
from studyapp.study.memory import Memory, Rating, skill_item
from studyapp.study.new_work import Step, Unit
from studyapp.study.scheduling import RETENTION, Schedule

RAISED, RAISE_DAYS = 0.95, 21  # the aim of recall on the eve of an exam, and for how long it rises up to there
FINAL_DAYS = 3  # on so many study days before an exam, all is chosen by what it gains on the day
LEAST_GAIN = 0.003  # of recall; less is not worth anybody's evening
NEW_SHARE = 1 / 3  # of the minutes, for new things when no exam sets the pace
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Item:
    """Something that comes back. ``worth`` is what full recall of it is worth, ``minutes`` what a review takes.

    It can't come before day ``free_from``. ``aim`` is the recall below which it is wanted.
    """

    memory: Memory
    worth: float
    minutes: float
    free_from: int = 0
    aim: float = RETENTION


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done until a day.

    ``budgets`` are the minutes of each day from today on. ``target`` is the day whose recall counts. ``units`` are to
    be learnt by ``new_until`` (None: no hurry, at a steady share), each not before its day in ``ready``. A family that
    is new becomes an item worth ``worth_of_new`` and ``review_minutes`` long. ``spent`` and ``new_spent`` are the
    minutes that today has had already, in all and on new things. With ``rises`` the aim of recall rises towards the
    target.
    """

    budgets: tuple[float, ...]
    target: int
    items: tuple[Item, ...] = ()
    units: tuple[Unit, ...] = ()
    new_until: int | None = None
    ready: Mapping[str, int] = field(default_factory=dict)
    worth_of_new: Mapping[str, float] = field(default_factory=dict)
    review_minutes: float = 1.5
    rises: bool = False
    spent: float = 0.0
    new_spent: float = 0.0


@dataclass(slots=True)
class Forecast:
    """What each day holds, by number; ``items`` are all items as they are in the end.

    ``waiting`` counts what was due today and found no room.
    """

    steps: dict[int, list[Step]]
    reviews: dict[int, list[str]]
    minutes: dict[int, float]
    items: dict[str, Item]
    waiting: int = 0

    def days_of_topics(self) -> dict[str, int]:
        """Return the day on which each topic is finished for the first time."""
        return {step.topic: day for day in sorted(self.steps) for step in self.steps[day]}


def forecast(work: Work, days: DayNumbers, schedule: Schedule) -> Forecast:
    """Return the coming days."""
    player = _Player(work, days, schedule)
    for day in range(len(work.budgets)):
        player.play(day)
    player.fill_last_days()
    return player.found


class _Player:
    """The state of one simulation."""

    def __init__(self, work: Work, days: DayNumbers, schedule: Schedule) -> None:
        self._work = work
        self._days = days
        self._schedule = schedule
        self._queue = [(unit.topic, step) for unit in work.units for step in unit.steps]
        self._coming: defaultdict[int, list[str]] = defaultdict(list)
        self._pool: dict[str, float] = {}
        self.found = Forecast({}, {}, {0: work.spent}, {item.memory.item: item for item in work.items})
        for item in work.items:
            self._expect(item)

    # ------------------------------------------------------------ days

    def play(self, day: int) -> None:
        """Play one day: new things to the quota, then what is due, which keeps the room that the quota leaves."""
        names = self._coming.pop(day, [])
        quota, budget = self._quota(day), self._work.budgets[day]
        due = sum(self.found.items[name].minutes for name in (*self._pool, *names))
        room = budget - min(due, max(budget - quota, 0.0))
        self._learn(day, quota, room, is_crowded=due > budget / 2)
        for name in self._in_order(names, day):
            item = self.found.items[name]
            if self._fits(day, item.minutes):
                self._pool.pop(name, None)
                self._review(item, day)
        if day == 0:
            self.found.waiting = len(self._pool)
        if self._work.new_until is None:
            self._learn_what_fits(day)

    def _in_order(self, names: Sequence[str], day: int) -> list[str]:
        """Return what waits, with the items added that are wanted from this day, most gain a minute first.

        The gains are worked out only where the order matters: today, and where not all have room.
        """
        waiting = [*self._pool, *names]
        minutes = sum(self.found.items[name].minutes for name in waiting)
        if day and self.found.minutes.get(day, 0.0) + minutes <= self._work.budgets[day]:
            return waiting
        for name in names:
            self._pool[name] = self._gain(self.found.items[name], day)[0]
        return sorted(self._pool, key=lambda each: (-self._pool[each], each))

    def fill_last_days(self) -> None:
        """Give what is left of the last days before an exam to the items that gain most by it, as late as possible."""
        study = [day for day, minutes in enumerate(self._work.budgets) if minutes > 0]
        last_days = study[: -FINAL_DAYS - 1 : -1] if self._work.rises else []
        for day in last_days:
            gains = {name: self._gain(item, day)[0] for name, item in self.found.items.items() if item.free_from <= day}
            for name in sorted(gains, key=lambda each: (-gains[each], each)):
                item = self.found.items[name]
                if gains[name] * item.minutes >= LEAST_GAIN * item.worth and self._fits(day, item.minutes):
                    self._review(item, day)

    # ------------------------------------------------------------ new things

    def _quota(self, day: int) -> float:
        """Return the minutes that new things should have had by the end of a day to keep the pace."""
        work, budget = self._work, self._work.budgets[day]
        if work.new_until is None:
            return budget * NEW_SHARE
        ahead = sum(work.budgets[day : work.new_until + 1])
        left = sum(step.minutes for _, step in self._queue) + (work.new_spent if day == 0 else 0.0)
        return min(left * budget / ahead, budget) if ahead > 0 and day <= work.new_until else 0.0

    def _learn(self, day: int, quota: float, room: float, *, is_crowded: bool) -> None:
        """Take steps until the quota is met, and to the end of a topic if that still fits into the room.

        On a day crowded with what is due, a step that doesn't fit into the room waits.
        """
        budget, done = self._work.budgets[day], self._work.new_spent if day == 0 else 0.0
        topic = ""
        while (place := self._next_step(day)) is not None:
            name, step = self._queue[place]
            spent = self.found.minutes.get(day, 0.0)
            fits = spent + step.minutes <= room + _SLACK
            is_wanted = done < quota - _SLACK and (fits if is_crowded else spent < budget - _SLACK)
            if not is_wanted and not (name == topic and fits):
                return
            topic, done = name, done + step.minutes
            self._take(place, day)

    def _learn_what_fits(self, day: int) -> None:
        while (place := self._next_step(day)) is not None and self._fits(day, self._queue[place][1].minutes):
            self._take(place, day)

    def _next_step(self, day: int) -> int | None:
        ready = self._work.ready
        return next((place for place, (topic, _) in enumerate(self._queue) if ready.get(topic, 0) <= day), None)

    def _take(self, place: int, day: int) -> None:
        topic, step = self._queue.pop(place)
        self._spend(day, step.minutes)
        self.found.steps.setdefault(day, []).append(step)
        if not step.family:
            return
        memory = self._schedule.begun(skill_item(step.family, 1), topic, Rating.GOOD, self._days.on(day))
        assert memory is not None  # a good answer is where every schedule begins
        self._expect(Item(memory, self._work.worth_of_new.get(step.family, 0.0), self._work.review_minutes, day + 1))

    # ------------------------------------------------------------ reviews

    def _review(self, item: Item, day: int) -> None:
        memory = item.memory
        self.found.reviews.setdefault(day, []).append(memory.item)
        self._spend(day, item.minutes)
        self._expect(replace(item, memory=self._gain(item, day)[1], free_from=day + 1))

    def _expect(self, item: Item) -> None:
        """Keep an item and note the day on which it is wanted."""
        earliest = max(item.free_from, self._days.number_of(item.memory.last) + 1, 0)
        if earliest > item.free_from:
            item = replace(item, free_from=earliest)
        self.found.items[item.memory.item] = item
        self._coming[self._wanted(item)].append(item.memory.item)

    def _wanted(self, item: Item) -> int:
        """Return the first day on which recall is below the aim; not after the day that the schedule says."""
        low, high = item.free_from, len(self._work.budgets)
        if item.aim >= RETENTION:
            high = min(max(self._days.number_of(item.memory.due), low), high)
            low = max(low, self._work.target - RAISE_DAYS) if self._work.rises else high
        while low < high:
            middle = (low + high) // 2
            if self._recall(item.memory, middle) < self._aim(item, middle):
                high = middle
            else:
                low = middle + 1
        return high

    def _aim(self, item: Item, day: int) -> float:
        if not self._work.rises:
            return item.aim
        risen = 1 - (self._work.target - day) / RAISE_DAYS
        return item.aim + (RAISED - item.aim) * min(max(risen, 0.0), 1.0)

    def _gain(self, item: Item, day: int) -> tuple[float, Memory]:
        """Return what a review on a day adds on the target day, a minute, and what is then remembered."""
        after = _expected(self._schedule, item.memory, self._days.on(day))
        target = self._work.target
        more = self._recall(after, target) - self._recall(item.memory, target)
        return item.worth * more / item.minutes, after

    def _recall(self, memory: Memory, day: int) -> float:
        return self._schedule.recall(memory, self._days.on(day))

    def _fits(self, day: int, minutes: float) -> bool:
        spent, budget = self.found.minutes.get(day, 0.0), self._work.budgets[day]
        return spent + minutes <= budget + _SLACK or (spent == 0 and budget > 0)

    def _spend(self, day: int, minutes: float) -> None:
        self.found.minutes[day] = self.found.minutes.get(day, 0.0) + minutes


def _expected(schedule: Schedule, memory: Memory, day: date) -> Memory:
    """Return what is remembered after a review on a day, as the mean of recalling it and of failing."""
    recalled = schedule.recall(memory, day)
    good, again = (schedule.reviewed(memory, rating, day) for rating in (Rating.GOOD, Rating.AGAIN))
    # Stabilities are far apart, so they are averaged as powers are: by their logarithms.
    log_stability = recalled * math.log(good.stability) + (1 - recalled) * math.log(again.stability)
    stability = math.exp(log_stability)
    interval = max(round((good.due - day).days * stability / good.stability), 1)
    difficulty = recalled * good.difficulty + (1 - recalled) * again.difficulty
    return replace(good, stability=stability, difficulty=difficulty, due=day + timedelta(days=interval))
