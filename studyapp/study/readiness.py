"""How ready someone is for an exam: the score to expect on the day, how sure that is, and what would raise it most."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from studyapp.study.exams import Exam
from studyapp.study.knowledge import ENOUGH_TO_SAY, Asked, Estimate, Knowledge, Skill
from studyapp.study.memory import Memory, Rating, skill_item

if TYPE_CHECKING:
    from studyapp.study.rating import Pace
    from studyapp.study.scheduling import Schedule

ENOUGH_A_TOPIC = 3  # answers, for a topic to count as seen
ENOUGH_SEEN = 0.6  # of the exam's weight
QUESTIONS = 20  # in an exam: so few that luck has its part in the score
EXAM_HOUR = 9
_NAMED = 3
_WITHIN = 1.645
_LEAST_GAIN = 0.001  # points a minute: less isn't worth a sentence


class Kept(NamedTuple):
    """The share of today's recall of a skill that is left on the day of the exam, now and with one more practice."""

    left: float
    if_practised: float


class Gain(NamedTuple):
    """What one more practice of a topic is worth: percentage points of the exam for each minute, and in a sentence."""

    topic: str
    points_per_minute: float
    what: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """The share of marks to expect in an exam, in [0, 1], within ``low`` and ``high`` with a probability of 0.9.

    Without ``enough`` answers the score is little more than a guess: show the sentence, which says what is missing.
    ``left_out`` are the exam's topics without exercises. ``gains`` come best first.
    """

    score: float
    low: float
    high: float
    enough: bool
    sentence: str
    gains: tuple[Gain, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Syllabus:
    """What an exam may ask: the skills of each topic that has exercises, and the titles of all topics."""

    skills: Mapping[str, Sequence[Skill]]
    titles: Mapping[str, str]

    def title(self, topic: str) -> str:
        """Return a topic's title, its id for want of one."""
        return self.titles.get(topic, topic)


def readiness(
    exam: Exam,
    syllabus: Syllabus,
    knowledge: Knowledge,
    now: datetime,
    *,
    today: date,
    pace: Pace,
    kept: Mapping[str, Kept] | None = None,
) -> Readiness:
    """Return how ready the learner is at ``now`` (aware, with the learner's offset), on the learner's day ``today``.

    ``kept`` is by item what the schedule expects to be left on the day (see ``kept_until``); what isn't scheduled yet
    fades as the model of knowledge expects.
    """
    shares, left_out = _shares(exam, syllabus)
    if not shares:
        sentence = "None of this exam's topics has exercises, so no score can be foreseen."
        return Readiness(0.5, 0.0, 1.0, False, sentence, left_out=left_out)
    day = _Day(knowledge, now, max(exam_moment(exam, now), now), kept or {})
    estimate = day.expected(
        {skill: share for topic, share in shares.items() for skill, share in _spread(syllabus, topic, share)}
    )
    missing = _missing(shares, syllabus, knowledge)
    forecast = _forecast(exam, estimate, today)
    sentence = " ".join(part for part in (missing or forecast, _without(left_out, exam, syllabus)) if part)
    gains = _gains(day, shares, syllabus, pace)
    return Readiness(estimate.mean, estimate.low, estimate.high, not missing, sentence, gains, left_out)


def exam_moment(exam: Exam, now: datetime) -> datetime:
    """Return when an exam takes place, by the learner's clock."""
    return datetime.combine(exam.day, time(EXAM_HOUR), tzinfo=now.tzinfo)


def exam_skills(topic: str, families: Mapping[str, Iterable[int]]) -> tuple[Skill, ...]:
    """Return what a topic's exercises ask for, from the difficulties of each of its families."""
    return tuple(Skill(topic, family, level) for family, levels in families.items() for level in levels)


def kept_until(memories: Iterable[Memory], schedule: Schedule, today: date, day: date) -> dict[str, Kept]:
    """Return by item which share of today's recall the schedule expects to be left on a later day of the learner's."""
    found = {}
    for memory in memories:
        now = schedule.recall(memory, today)
        practised = schedule.reviewed(memory, Rating.GOOD, today)
        left, if_practised = schedule.recall(memory, day) / now, schedule.recall(practised, day) / now
        found[memory.item] = Kept(min(left, 1.0), max(if_practised, left))
    return found


@dataclass(frozen=True, slots=True)
class _Day:
    """The day of the exam, as it is foreseen from today."""

    knowledge: Knowledge
    now: datetime
    exam: datetime
    kept: Mapping[str, Kept]

    def expected(self, worth: Mapping[Skill, float], *, practised: bool = False) -> Estimate:
        """Return the marks to expect from skills that are worth so much, luck at few questions included."""
        asked, guessed = [], 0.0
        for skill, share in worth.items():
            kept = self.kept.get(skill_item(skill.family, skill.difficulty))
            if kept is None:
                asked.append(Asked(skill, share, self.exam, self.now if practised else None))
                continue
            # What is forgotten is answered no better than by guessing. Practice counts here by what it keeps alone.
            left = kept.if_practised if practised else kept.left
            asked.append(Asked(skill, share * left, self.now))
            guessed += share * (1 - left) * self.knowledge.floor(skill)
        found = self.knowledge.expected(asked)
        mean = min(found.mean + guessed, 1.0)
        spread = math.hypot((found.high - found.low) / 2, _WITHIN * math.sqrt(mean * (1 - mean) / QUESTIONS))
        return Estimate(mean, max(mean - spread, 0.0), min(mean + spread, 1.0), found.answers)


def _shares(exam: Exam, syllabus: Syllabus) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return what each topic with exercises is worth, together 1, and the topics without."""
    asked = {topic: weight for topic, weight in exam.weights.items() if weight > 0}
    if not asked:
        asked = dict.fromkeys(syllabus.skills, 1.0)
    known = {topic: weight for topic, weight in asked.items() if syllabus.skills.get(topic)}
    total = sum(known.values())
    return {topic: weight / total for topic, weight in known.items()}, tuple(t for t in asked if t not in known)


def _spread(syllabus: Syllabus, topic: str, share: float) -> list[tuple[Skill, float]]:
    skills = syllabus.skills[topic]
    return [(skill, share / len(skills)) for skill in skills]


def _missing(shares: Mapping[str, float], syllabus: Syllabus, knowledge: Knowledge) -> str:
    """Return the sentence that says which answers are missing, "" if there are enough."""
    unseen = [topic for topic in shares if knowledge.answers_to(topic) < ENOUGH_A_TOPIC]
    unseen_share = sum(shares[topic] for topic in unseen)
    if knowledge.answers >= ENOUGH_TO_SAY and 1 - unseen_share >= ENOUGH_SEEN:
        return ""
    wanted = []
    if knowledge.answers < ENOUGH_TO_SAY:
        wanted.append(f"{knowledge.answers} of {ENOUGH_TO_SAY} are there")
    if 1 - unseen_share < ENOUGH_SEEN:
        largest = sorted(unseen, key=lambda topic: -shares[topic])
        names = _listed([syllabus.title(topic) for topic in largest])
        wanted.append(f"topics worth {100 * unseen_share:.0f} % have fewer than {ENOUGH_A_TOPIC} each ({names})")
    return f"Not enough answers yet to foresee a score: {', and '.join(wanted)}."


def _forecast(exam: Exam, estimate: Estimate, today: date) -> str:
    days = (exam.day - today).days
    when = "today" if days == 0 else f"on the day, {days} day{'s' * (days != 1)} from now" if days > 0 else "now"
    range_ = f"{100 * estimate.low:.0f} to {100 * estimate.high:.0f} %"
    return f"With no more practice you can expect about {100 * estimate.mean:.0f} % {when} (9 in 10 times {range_})."


def _without(left_out: Sequence[str], exam: Exam, syllabus: Syllabus) -> str:
    if not left_out:
        return ""
    share = sum(exam.share(topic) for topic in left_out)
    names = _listed([syllabus.title(topic) for topic in left_out])
    return f"Topics without exercises are left out: {names}, worth {100 * share:.0f} %."


def _gains(day: _Day, shares: Mapping[str, float], syllabus: Syllabus, pace: Pace) -> tuple[Gain, ...]:
    """Return what one more practice of each topic is worth, best first, where it is worth something."""
    found = [_gain(day, syllabus, topic, share, pace) for topic, share in shares.items()]
    return tuple(sorted((gain for gain in found if gain.points_per_minute >= _LEAST_GAIN), key=_most_first))


def _most_first(gain: Gain) -> float:
    return -gain.points_per_minute


def _gain(day: _Day, syllabus: Syllabus, topic: str, share: float, pace: Pace) -> Gain:
    """Return the gain of the family of a topic that is worth most a minute."""
    families: dict[str, dict[Skill, float]] = {}
    for skill, worth in _spread(syllabus, topic, share):
        families.setdefault(skill.family, {})[skill] = worth
    best, minutes = 0.0, 1.0
    for skills in families.values():
        gained = 100 * (day.expected(skills, practised=True).mean - day.expected(skills).mean)
        needed = min(pace.typical(skill_item(skill.family, skill.difficulty)).seconds for skill in skills) / 60
        if gained / needed > best:
            best, minutes = gained / needed, needed
    what = f"{syllabus.title(topic)}: {best:.2g} points a minute; a question takes you about {_minutes(minutes)}."
    return Gain(topic, best, what)


def _minutes(minutes: float) -> str:
    return "a minute" if round(minutes) <= 1 else f"{round(minutes)} minutes"


def _listed(names: Sequence[str]) -> str:
    shown = names if len(names) <= _NAMED + 1 else [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
