"""What comes after an answer: the first of the ways on is recommended, the learner may always take another.

What went wrong is mended first: by the note on a slip that was recognised, by something easier, or by what comes
before. Then comes what is due, then what got easy at the next difficulty, then what is new. No family comes three
times in a row, unless the learner asked for it or nothing else is left: mixed practice lasts longer (Rohrer, Taylor:
The shuffling of mathematics problems improves learning, 2007).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import takewhile

from question_bank.exercise import DIFFICULTIES, Misconception
from studyapp.study.history import PASSED, Answered
from studyapp.study.memory import skill_of
from studyapp.study.new_work import Step

IN_A_ROW = 3  # clean answers that raise the difficulty
MOST_IN_A_ROW = 2  # exercises of one family


class Kind(Enum):
    """The sort of a step; the value is how it is said."""

    REVIEW = "due"
    CARD = "card"
    NOTE = "read"
    EASIER = "easier"
    BEFORE = "what comes before"
    AGAIN = "another one"
    HARDER = "harder"
    NEW = "new"
    DONE = "done for today"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One way on, and why in one sentence.

    ``target`` is a family, practised at ``difficulty``; for a NOTE a topic, opened at ``heading`` ("" is the top); for
    a CARD its item; for DONE "".
    """

    kind: Kind
    target: str
    why: str
    difficulty: int = 0
    heading: str = ""

    @property
    def family(self) -> str:
        """Return the family that is practised, "" if none is."""
        return "" if self.kind in {Kind.NOTE, Kind.CARD, Kind.DONE} else self.target


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides what comes next. Answers are newest first.

    ``recent`` are the last answers to anything, the one just given first; empty before the first answer or after a
    card. ``own`` are those to the same family. ``slip`` is the misconception that was recognised in it, ``slip_before``
    the topic of the one in the answer to this family before it. ``heading`` is where the topic's note explains the
    family. ``weak_before`` are (family, topic) pairs that come before the topic and aren't sure yet, nearest first.
    ``due`` and ``new`` are what is left of today's plan. ``asked`` says that the learner chose this family to practise
    on and on. ``titles`` are those of topics.
    """

    recent: Sequence[Answered] = ()
    own: Sequence[Answered] = ()
    slip: Misconception | None = None
    slip_before: str = ""
    heading: str = ""
    difficulties: tuple[int, ...] = DIFFICULTIES
    weak_before: Sequence[tuple[str, str]] = ()
    due: Sequence[str] = ()
    new: Sequence[Step] = ()
    asked: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def answer(self) -> Answered | None:
        """Return the answer just given."""
        return self.recent[0] if self.recent else None

    @property
    def is_right(self) -> bool:
        """Tell whether all marks were earned."""
        return self.answer is not None and self.answer.score == 1

    @property
    def went_wrong(self) -> bool:
        """Tell whether something is to be mended: a slip that is known, or less than half of the marks."""
        answer = self.answer
        return answer is not None and (answer.score < PASSED or (answer.score < 1 and self.slip is not None))

    def may_follow(self, family: str) -> bool:
        """Tell whether an exercise of a family may come next without being one too many in a row."""
        same = takewhile(lambda answer: answer.family == family, self.recent)
        return self.asked or sum(1 for _ in same) < MOST_IN_A_ROW

    def title(self, topic: str) -> str:
        """Return the title of a topic."""
        return self.titles.get(topic, topic)


def what_next(situation: Situation) -> NextStep:
    """Return the way on that is recommended."""
    return ways_on(situation)[0]


def ways_on(situation: Situation) -> tuple[NextStep, ...]:
    """Return the ways on, the recommended one first, then what else one may choose: each once, never none."""
    steps = [*_recommended(situation)] or [*_left(situation)]
    found: dict[tuple[str, int, str], NextStep] = {}
    for step in (*steps, _done(), *_choices(situation)):
        found.setdefault((step.target, step.difficulty, step.heading), step)
    return tuple(found.values())


def difficulty_for(own: Sequence[Answered], difficulties: Sequence[int] = DIFFICULTIES) -> int:
    """Return the difficulty to ask next of a family, by the answers to it, newest first.

    It rises after three clean answers in a row at a difficulty, and falls after an answer with less than half.
    """
    if not own:
        return difficulties[0]
    newest = own[0]
    if newest.score < PASSED:
        return _lower(newest.difficulty, difficulties) or difficulties[0]
    if is_easy(own):
        return _higher(newest.difficulty, difficulties) or newest.difficulty
    return newest.difficulty


def is_easy(own: Sequence[Answered]) -> bool:
    """Tell whether the newest answers to a family were clean, three in a row at one difficulty."""
    newest = own[:IN_A_ROW]
    same = all(answer.difficulty == newest[0].difficulty for answer in newest)
    return len(newest) == IN_A_ROW and same and all(answer.score == 1 and not answer.hints for answer in newest)


# ---------------------------------------------------------------- the ways, most recommended first


def _recommended(situation: Situation) -> Iterator[NextStep]:
    if situation.went_wrong:
        yield from _mending(situation)
    yield from _due(situation)
    yield from _going_on(situation)
    yield from _new(situation)


def _mending(situation: Situation) -> Iterator[NextStep]:
    answer, slip = situation.answer, situation.slip
    assert answer is not None
    if slip is not None and slip.topic != situation.slip_before:
        about = situation.title(slip.topic)
        yield NextStep(Kind.NOTE, slip.topic, f"Your slip is about {about}: its note sets it right.", 0, slip.heading)
    lower = _lower(answer.difficulty, situation.difficulties)
    if lower and situation.may_follow(answer.family):
        why = "One idea at a time: an easier one first, and then this again."
        yield NextStep(Kind.EASIER, answer.family, why, lower)
    for family, topic in situation.weak_before:
        if situation.may_follow(family):
            why = f"{situation.title(topic)} comes before this, and is not sure yet."
            yield NextStep(Kind.BEFORE, family, why, situation.difficulties[0])
    if slip is None and _is_first_miss(situation):
        why = "This did not work yet, and its note explains it with an example."
        yield NextStep(Kind.NOTE, answer.topic, why, 0, situation.heading)
    if situation.may_follow(answer.family):
        why = "Another variant shows whether it is clear now."
        yield NextStep(Kind.AGAIN, answer.family, why, answer.difficulty)


def _due(situation: Situation) -> Iterator[NextStep]:
    """Yield what is due, another family than the last one first."""
    last = situation.answer.family if situation.answer else ""
    allowed = [item for item in situation.due if situation.may_follow(_family(item))]
    for item in sorted(allowed, key=lambda item: _family(item) == last):
        yield _review(item, "It is in today's plan: what is recalled in time lasts longer.")


def _going_on(situation: Situation) -> Iterator[NextStep]:
    """Yield more of the same family, where that is worth it."""
    answer = situation.answer
    if answer is None or situation.went_wrong or not situation.may_follow(answer.family):
        return
    higher = _higher(answer.difficulty, situation.difficulties)
    if higher and is_easy(situation.own):
        yield NextStep(Kind.HARDER, answer.family, "Three clean answers in a row: you are ready for more.", higher)
    elif not situation.is_right or answer.hints:
        what = "with the hint" if situation.is_right else "in part"
        why = f"That worked {what}: another variant makes it whole."
        yield NextStep(Kind.AGAIN, answer.family, why, answer.difficulty)


def _new(situation: Situation) -> Iterator[NextStep]:
    for step in situation.new:
        about = situation.title(step.topic)
        if not step.family:
            yield NextStep(Kind.NOTE, step.topic, f"{about} is new in today's plan, and its note comes first.")
        elif situation.may_follow(step.family):
            yield NextStep(Kind.NEW, step.family, f"{about} is new in today's plan.", DIFFICULTIES[0])


def _left(situation: Situation) -> Iterator[NextStep]:
    """Yield what is due or new although it is the same family once more: nothing else is left of the plan."""
    why = "Nothing else is left of today's plan."
    for item in situation.due:
        yield _review(item, why)
    for step in situation.new:
        if step.family:
            yield NextStep(Kind.NEW, step.family, why, DIFFICULTIES[0])


def _done() -> NextStep:
    return NextStep(Kind.DONE, "", "Nothing more is planned for today, and a rest is part of learning.")


def _choices(situation: Situation) -> Iterator[NextStep]:
    """Yield what may always be chosen: more of the same, easier or harder, and its note."""
    answer = situation.answer
    if answer is None:
        return
    family, difficulties = answer.family, situation.difficulties
    yield NextStep(Kind.AGAIN, family, "You choose: another variant of the same.", answer.difficulty)
    if higher := _higher(answer.difficulty, difficulties):
        yield NextStep(Kind.HARDER, family, "You choose: the same idea, but harder.", higher)
    if lower := _lower(answer.difficulty, difficulties):
        yield NextStep(Kind.EASIER, family, "You choose: the same idea, but easier.", lower)
    yield NextStep(Kind.NOTE, answer.topic, "You choose: the note that explains this.", 0, situation.heading)


def _review(item: str, why: str) -> NextStep:
    skill = skill_of(item)
    return NextStep(Kind.REVIEW, skill[0], why, skill[1]) if skill else NextStep(Kind.CARD, item, why)


def _family(item: str) -> str:
    skill = skill_of(item)
    return skill[0] if skill else ""


def _is_first_miss(situation: Situation) -> bool:
    """Tell whether the answer to this family before was better, so that its note was not recommended just now."""
    return len(situation.own) < 2 or situation.own[1].score >= PASSED


def _lower(difficulty: int, difficulties: Sequence[int]) -> int:
    return max((each for each in difficulties if each < difficulty), default=0)


def _higher(difficulty: int, difficulties: Sequence[int]) -> int:
    return min((each for each in difficulties if each > difficulty), default=0)
