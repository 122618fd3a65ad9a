"""After an answer: the situation as the rules want it, and their steps as ways that the window can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from question_bank import registry
from question_bank.exercise import DIFFICULTIES, Misconception
from question_bank.grading import Grade
from studyapp.session import Session
from studyapp.study.history import Answered, Attempt
from studyapp.study.mastery import Mastery, mastery_of
from studyapp.study.next_step import Kind, NextStep, Situation, difficulty_for, ways_on
from studyapp.study.prerequisites import before
from studyapp.ui.next_strip import Way
from studyapp.wiring.library import Library
from studyapp.wiring.planning import Planning

ASKED = "You chose to practise this: three clean answers in a row lead to a harder one."
ASKED_HARDEST = "You chose to practise this: here it is with other numbers, as hard as it gets."
READ = "You have read this note: an exercise on it now shows what has stayed, and helps it to stay."
RECENT = 8  # answers of a topic that say whether it is known
LAST = 6  # answers that say what comes too often in a row
OTHERS = 3
NAMES = {Kind.EASIER: "An easier one", Kind.HARDER: "A harder one", Kind.AGAIN: "Another like this"}


@dataclass(frozen=True, slots=True)
class NextShown:
    """The way on as it is shown: where to, why in one sentence, and what else may be done."""

    way: Way
    why: str
    others: tuple[Way, ...] = ()


class NextWays:
    """Finds the ways on."""

    def __init__(self, session: Session, library: Library, planning: Planning, *, now: Callable[[], datetime]) -> None:
        """Begin with the learner's history."""
        self._session, self._library, self._planning, self._now = session, library, planning, now
        self._slips: dict[str, str] = {}

    def after(self, attempt: Attempt, grades: Sequence[Grade], *, asked: bool) -> NextShown:
        """Return the way on after an answer; ``asked`` says that the learner chose its family. Raises StoreError."""
        family = attempt.key.family
        slip = next((grade.misconception for grade in grades if grade.misconception), None)
        situation = self._situation(attempt, slip, asked=asked)
        self._slips[family] = slip.topic if slip else ""
        steps = [step for step in ways_on(situation) if situation.is_right or step.kind is not Kind.HARDER]
        return self._shown(_as_asked(steps) if asked and situation.is_right else steps)

    def after_note(self, topic: str) -> NextShown:
        """Return the way on after a note: its first exercise not tried yet, else the plan's. Raises StoreError."""
        left, families = self._planning.left(), self._library.catalog.families.get(topic, ())
        tried = self._session.store.last_attempts(families)
        fresh = [NextStep(Kind.NEW, family, READ, difficulty=1) for family in families if family not in tried]
        return self._shown([*fresh[:1], *ways_on(Situation(due=left.due, new=left.new, titles=self._titles()))])

    def difficulty(self, family: str) -> int:
        """Return the difficulty to ask next of a family."""
        found = registry.family(family)
        return difficulty_for(self._own(found.topic, family), found.difficulties)

    def _situation(self, attempt: Attempt, slip: Misconception | None, *, asked: bool) -> Situation:
        family = registry.family(attempt.key.family)
        left = self._planning.left()
        return Situation(
            recent=self._session.store.newest_answers(LAST),
            own=self._own(attempt.topic, family.id),
            slip=slip,
            slip_before=self._slips.get(family.id, ""),
            heading=family.heading,
            difficulties=family.difficulties,
            weak_before=tuple(self._weak_before(attempt.topic)) if attempt.score < 1 else (),
            due=left.due,
            new=left.new,
            asked=asked,
            titles=self._titles(),
        )

    def _own(self, topic: str, family: str) -> list[Answered]:
        return [answer for answer in self._session.store.answers_for([topic]) if answer.family == family]

    def _weak_before(self, topic: str) -> Iterator[tuple[str, str]]:
        """Yield what is least sure of each topic that comes before this one and isn't known yet, nearest first."""
        graph, families = self._planning.syllabus.graph, self._library.catalog.families
        if topic not in graph:
            return
        needed = tuple(dict.fromkeys((*graph[topic], *reversed(before(graph, topic)))))
        newest = self._session.store.answers_for(needed, RECENT)
        if not newest:
            return
        from studyapp.study.knowledge import Knowledge, Skill  # numpy: loaded when something is to be mended

        knowledge, now = Knowledge(graph, self._library.floors), self._now()
        knowledge.add_all(newest)
        for each in needed:
            skills = [Skill(each, family, DIFFICULTIES[0]) for family in families.get(each, ())]
            if skills and mastery_of(knowledge.topic_chance(skills, now)) is Mastery.LEARNING:
                yield min(skills, key=lambda skill: knowledge.chance(skill, now).mean).family, each

    def _titles(self) -> dict[str, str]:
        return {topic.id: topic.title for topic in self._library.catalog.topics.values()}

    def _shown(self, steps: Sequence[NextStep]) -> NextShown:
        found: dict[str, tuple[Way, NextStep]] = {}
        for step in steps:
            way = self._way(step)
            if way is not None:
                found.setdefault(way.address, (way, step))
        (way, step), *others = found.values()
        # One of each kind is a choice; "another like this" and "done" have buttons of their own.
        kinds: dict[Kind, Way] = {}
        for each, other in others:
            if other.kind not in {Kind.AGAIN, Kind.DONE}:
                kinds.setdefault(other.kind, _renamed(each, other))
        return NextShown(way, step.why, tuple(kinds.values())[:OTHERS])

    def _way(self, step: NextStep) -> Way | None:
        match step.kind:
            case Kind.DONE:
                return Way("page:today", "Done for today")
            case Kind.CARD:
                return self._planning.way_to_item(step.target)
            case Kind.NOTE:
                return self._planning.way_to_note(step.target, step.heading)
            case _ if step.target in self._library.family_titles:
                return self._planning.way_to_skill(step.target, step.difficulty)
            case _:
                return None


def _as_asked(steps: Sequence[NextStep]) -> Sequence[NextStep]:
    """Return the steps with another variant first, where the plan would lead away from what the learner chose."""
    again = next((step for step in steps if step.kind is Kind.AGAIN), None)
    if again is None or steps[0].kind not in {Kind.NOTE, Kind.NEW, Kind.DONE}:
        return steps
    why = ASKED if any(step.kind is Kind.HARDER for step in steps) else ASKED_HARDEST
    return [replace(again, why=why), *(step for step in steps if step is not again)]


def _renamed(way: Way, step: NextStep) -> Way:
    """Return a way with the short name that says it beside the recommended one."""
    return Way(way.address, NAMES.get(step.kind, way.name))
