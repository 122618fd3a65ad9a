"""Checks the variants of a family: all different, none degenerate, every answer right, every misconception wrong.

What is found is said in sentences. A family that has no way around a finding gives its reason: ``narrow`` where the
subject allows only few prompts or answers, ``slow`` where an exercise takes its time.
"""

from __future__ import annotations

import gc
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from question_bank.answers import (
    AnswerSpec,
    Choice,
    Choices,
    Expression,
    Integer,
    Matching,
    Matrix,
    Number,
    Ordering,
    Shape,
    Vector,
)
from question_bank.calculator import too_hard
from question_bank.drawings import Drawing
from question_bank.errors import BankError, Unreadable
from question_bank.exercise import Exercise, Family, Part, Verdict
from question_bank.grading import grade, grade_part, score
from question_bank.printing import below_prompt
from question_bank.registry import BUGS

SEEDS = 500
QUANTITATIVE = (Integer, Number, Shape, Vector, Matrix, Expression)
ENOUGH_SLIPS, MOST = 3, 0.8  # so many misconceptions, in this share of the quantitative parts
LARGEST_SHARE = 0.2  # of one answer among all
ABOVE_CHANCE = 1.5  # so often may a choice be right, beside what chance has
FEW_SEEDS = 100  # fewer are too few to tell an uneven spread from chance
SLOW_MS = 5.0
EASY = (1, 2)  # difficulties to do with a pocket calculator

_NOTHING = re.compile(r"\s*(?:\w+[.)]\s*)?")  # nor behind the letter of an option
_NO_NUMBER = re.compile(r"(?<![\w\\])(?:nan|inf(?:inity)?)(?!\w)", re.IGNORECASE)
_CODE_OR_COMMAND = re.compile(r"```.*?```|`[^`\n]*`|\\[a-zA-Z]+", re.DOTALL)

Clock = Callable[[], float]
"""Returns seconds; the time of this process is the steadiest."""


@dataclass(frozen=True, slots=True)
class Made:
    """One exercise, its seed, and how long it took."""

    seed: int
    exercise: Exercise
    ms: float


@dataclass(frozen=True)
class Level:
    """The exercises of one difficulty, and the seeds that gave none, with what happened."""

    family: Family
    difficulty: int
    made: tuple[Made, ...]
    failures: tuple[tuple[int, str], ...]

    @property
    def seeds(self) -> int:
        """Return how many were tried."""
        return len(self.made) + len(self.failures)

    @cached_property
    def repeated(self) -> tuple[tuple[int, int], ...]:
        """Return the seeds that ask what an earlier one asked, each after the earlier one."""
        first: dict[tuple[object, ...], int] = {}
        pairs = [(first.setdefault(asked(made.exercise), made.seed), made.seed) for made in self.made]
        return tuple(pair for pair in pairs if pair[0] != pair[1])

    @cached_property
    def commonest(self) -> tuple[tuple[str, ...], float]:
        """Return the most common answers of an exercise, and their share of all."""
        if not self.made:
            return (), 0.0
        (answers, count), *_ = Counter(answered(made.exercise) for made in self.made).most_common(1)
        return answers, count / len(self.made)

    @cached_property
    def with_slips(self) -> tuple[int, int]:
        """Return how many quantitative parts know enough misconceptions, and how many there are."""
        parts = [part for made in self.made for part in made.exercise.parts if isinstance(part.answer, QUANTITATIVE)]
        return sum(len(part.misconceptions) >= ENOUGH_SLIPS for part in parts), len(parts)

    @property
    def mean_ms(self) -> float:
        """Return how long an exercise takes, in milliseconds."""
        return sum(made.ms for made in self.made) / max(len(self.made), 1)

    @property
    def worst_ms(self) -> float:
        """Return how long the slowest exercise took, in milliseconds."""
        return max((made.ms for made in self.made), default=0.0)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found about a family: a level for each difficulty, and a sentence for each problem."""

    family: Family
    levels: tuple[Level, ...]
    problems: tuple[str, ...]


def check(family: Family, clock: Clock, seeds: int = SEEDS) -> Report:
    """Return what is to be said about so many exercises of each difficulty."""
    levels = tuple(_level(family, difficulty, clock, seeds) for difficulty in family.difficulties)
    problems = [f"Difficulty {level.difficulty}: {text}." for level in levels for text in _problems(level)]
    return Report(family, levels, tuple(problems))


def _level(family: Family, difficulty: int, clock: Clock, seeds: int) -> Level:
    _make(family, difficulty, 0, clock)  # what is imported late is not on the bill of the first exercise
    with _no_collection():
        results = [_make(family, difficulty, seed, clock) for seed in range(seeds)]
    failures = tuple(result for result in results if not isinstance(result, Made))
    return Level(family, difficulty, tuple(result for result in results if isinstance(result, Made)), failures)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the search for garbage away: it takes longer the more is kept, and one exercise would pay for all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _make(family: Family, difficulty: int, seed: int, clock: Clock) -> Made | tuple[int, str]:
    """Return an exercise, or the seed with the error that came in its place."""
    started = clock()
    try:
        exercise = family.generate(seed, difficulty)
    except (*BUGS, BankError, Unreadable) as error:
        return seed, repr(error)
    return Made(seed, exercise, (clock() - started) * 1000)


# ---------------------------------------------------------------- what is asked and answered


def asked(exercise: Exercise) -> tuple[str | Drawing, ...]:
    """Return all that a learner is shown before answering; two exercises with the same are the same."""
    lines = [line for part in exercise.parts for line in (part.prompt, *below_prompt(part.answer))]
    return exercise.prompt, *lines, *exercise.figures


def answered(exercise: Exercise) -> tuple[str, ...]:
    """Return what is right in each part, by its text where letters are shuffled."""
    return tuple(_meant(part.answer) for part in exercise.parts)


def _meant(spec: AnswerSpec) -> str:
    match spec:
        case Choice():
            return spec.options[spec.right]
        case Choices():
            return "; ".join(sorted(spec.options[index] for index in spec.right))
        case Ordering():
            return "; ".join(spec.items[index] for index in spec.order)
        case _:
            return spec.show()


def share_by_chance(exercise: Exercise) -> float:
    """Return how often each answer comes up where all are drawn alike: 1 in 6 for one choice out of six."""
    return math.prod(_chance(part.answer) for part in exercise.parts)


def _chance(spec: AnswerSpec) -> float:
    match spec:
        case Choice():
            return 1 / len(spec.options)
        case Choices():
            return 0.5 ** len(spec.options)
        case Ordering():
            return 1 / math.factorial(len(spec.items))
        case Matching():
            return (1 / len(spec.right)) ** len(spec.left)
        case _:
            return 0.0


# ---------------------------------------------------------------- problems of a level


def _problems(level: Level) -> Iterator[str]:
    for find in (_failures, _repetitions, _favourites, _missing_slips, _slowness):
        yield from filter(None, (find(level),))
    for words, find_in in FAULTS:
        found = [(made.seed, find_in(made.exercise, level.difficulty)) for made in level.made]
        faulty = [(seed, detail) for seed, detail in found if detail]
        if faulty:
            seed, detail = faulty[0]
            yield f"{len(faulty)} of {level.seeds} exercises {words}; the first, seed {seed}: {detail}"


def _failures(level: Level) -> str:
    if not level.failures:
        return ""
    seed, error = level.failures[0]
    return f"{len(level.failures)} of {level.seeds} seeds give no exercise; the first, {seed}: {error}"


def _repetitions(level: Level) -> str:
    if not level.repeated or level.family.narrow:
        return ""
    (earlier, later), count = level.repeated[0], len(level.repeated)
    return f"{count} of {level.seeds} seeds ask what an earlier one asked; the first, {later}, what {earlier} asked"


def _favourites(level: Level) -> str:
    if level.family.narrow or not level.made:
        return ""
    answers, share = level.commonest
    fair = max(LARGEST_SHARE, ABOVE_CHANCE * max(share_by_chance(made.exercise) for made in level.made))
    doubt = 3 * math.sqrt(fair * max(1 - fair, 0.0) / level.seeds) if level.seeds < FEW_SEEDS else 0.0
    if share <= fair + doubt:
        return ""
    return f"{share:.0%} of all answers are {' and '.join(answers)!r}, which is worth guessing"


def _missing_slips(level: Level) -> str:
    enough, parts = level.with_slips
    if enough >= MOST * parts:
        return ""
    return f"only {enough} of {parts} quantitative parts know {ENOUGH_SLIPS} misconceptions"


def _slowness(level: Level) -> str:
    if level.mean_ms <= SLOW_MS or level.family.slow:
        return ""
    return f"an exercise takes {level.mean_ms:.1f} ms, more than {SLOW_MS:g}, and the family gives no reason"


# ---------------------------------------------------------------- faults of an exercise


def _emptiness(exercise: Exercise, _difficulty: int) -> str:
    if not exercise.parts:
        return "no parts"
    if not exercise.solution or not all(step.strip() for step in exercise.solution):
        return "an empty step of the solution"
    for number, part in enumerate(exercise.parts, 1):
        if not (exercise.prompt + part.prompt).strip():
            return f"nothing is asked in part {number}"
        texts = (part.answer.show(), *below_prompt(part.answer), *(slip.why for slip in part.misconceptions))
        if any(_NOTHING.fullmatch(text) for text in texts):
            return f"an empty answer, line or reason in part {number}"
    return ""


def _no_numbers(exercise: Exercise, _difficulty: int) -> str:
    answers = (part.answer.show() for part in exercise.parts if not isinstance(part.answer, Choice | Choices))
    texts = (exercise.prompt, *(part.prompt for part in exercise.parts), *exercise.solution, *answers)
    return next((repr(text) for text in texts if _NO_NUMBER.search(_CODE_OR_COMMAND.sub("", text))), "")


def _wrong_answer(exercise: Exercise, _difficulty: int) -> str:
    grades = grade(exercise, [part.answer.show() for part in exercise.parts])
    if not exercise.parts or score(exercise, grades) == 1:
        return ""
    number, wrong = next((number, each) for number, each in enumerate(grades, 1) if each.score < 1)
    return f"part {number}, {exercise.parts[number - 1].answer.show()!r} ({wrong.feedback})"


def _weak_slips(exercise: Exercise, _difficulty: int) -> str:
    """Return the first misconception that is not wrong, or not told from another one or from the answer."""
    earlier: list[str] = []
    for number, part in enumerate(exercise.parts, 1):
        for index in range(len(part.misconceptions)):
            weakness = _weakness(exercise, part, index, earlier)
            if weakness:
                return f"part {number}, {part.misconceptions[index].reply!r} {weakness}"
        earlier.append(part.answer.show())
    return ""


def _weakness(exercise: Exercise, part: Part, index: int, earlier: Sequence[str]) -> str:
    slip = part.misconceptions[index]
    graded = grade_part(exercise, len(earlier), [*earlier, slip.reply])
    if graded.verdict is not Verdict.WRONG or graded.score:
        return f"is {graded.verdict}"
    if graded.misconception != slip:
        return f"is taken for {graded.misconception.reply!r}" if graded.misconception else "is not recognised"
    return ""


def _hard_numbers(exercise: Exercise, difficulty: int) -> str:
    return too_hard(exercise) if difficulty in EASY else ""


def _missing_alt(exercise: Exercise, _difficulty: int) -> str:
    silent = [number for number, figure in enumerate(exercise.figures, 1) if not figure.alt.strip()]
    return f"figure {silent[0]}" if silent else ""


FAULTS: tuple[tuple[str, Callable[[Exercise, int], str]], ...] = (
    ("have an empty text", _emptiness),
    ("have a value that is no number", _no_numbers),
    ("don't mark their own answer as right", _wrong_answer),
    ("have a misconception that grading can't tell", _weak_slips),
    ("are nothing for a pocket calculator", _hard_numbers),
    ("have a figure without words for those who can't see it", _missing_alt),
)
