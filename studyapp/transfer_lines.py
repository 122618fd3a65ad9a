"""The lines of an export, one type a kind: what is kept of a learner, as it travels from one machine to another.

No line knows the numbers that rows have in one database: a line is itself by what it says (``identity``), so that the
same answer is the same on every machine. What comes from outside is read by these types, and refused by them.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from question_bank.exercise import Verdict

FORMAT = 1  # of the export; a file of a higher one was written by a newer studyapp

Whole = Annotated[int, Meta(ge=-(2**63) + 1, le=2**63 - 1)]
Count = Annotated[int, Meta(ge=0, le=2**31)]
Real = Annotated[float, Meta(ge=-1e300, le=1e300)]
Positive = Annotated[float, Meta(ge=0, le=1e12)]
Share = Annotated[float, Meta(ge=0, le=1)]
Hour = Annotated[int, Meta(ge=0, le=23)]
RatingNumber = Annotated[int, Meta(ge=1, le=4)]
Word = Annotated[str, Meta(max_length=2_000)]
Text = Annotated[str, Meta(max_length=1_000_000)]
Offset = Annotated[int, Meta(ge=-1439, le=1439)]  # minutes that the learner's clock is ahead of UTC
Moment = Annotated[str, Meta(pattern=r"\A(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(\d{3})?\+00:00\Z")]
Said = tuple[Moment, Offset]
A_DAY_OFF = timedelta(days=2)  # between a moment in UTC and a learner's day: their clock, and the hour it begins at
Scores = Annotated[list[Share], Meta(max_length=100)]


class Line(msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """What every line has in common.

    ``NAMED_BY`` are the fields that make a line itself; two lines alike in them are the same thing, told differently
    perhaps.
    """

    NAMED_BY: ClassVar[tuple[str, ...]] = ()

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return []


class AttemptLine(Line, frozen=True, tag="attempt"):
    """One attempt, see study.history; ``taken_back`` says when, if it was."""

    NAMED_BY = ("family", "version", "seed", "difficulty", "at_utc")

    family: Word
    version: Whole
    seed: Whole
    difficulty: Count
    topic: Word
    replies: Annotated[list[Text], Meta(max_length=100)]
    verdicts: Annotated[list[Verdict], Meta(max_length=100)]
    scores: Scores
    score: Share
    hints: Count
    duration_s: Positive
    snapshot: Text
    day: date
    at_utc: Moment
    offset_min: Offset
    slips: Annotated[list[Word], Meta(max_length=100)] = []
    confidence: Share | None = None
    day_starts_at: Hour = 0
    taken_back: Said | None = None

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return [self.at_utc, *_first(self.taken_back)]


class ReviewLine(Line, frozen=True, tag="review"):
    """One review, see study.memory; ``ratings`` are what the learner rated it since.

    ``item`` is a skill, or ``card/`` and the identity of a card; ``attempt`` is the identity of one, or "".
    """

    NAMED_BY = ("item", "at_utc", "attempt")

    item: Annotated[str, Meta(pattern=r"\A([^/]+/\d{1,4}|card/[0-9a-f]{24})\Z", max_length=200)]
    topic: Word
    rating: RatingNumber
    own: bool
    seconds: Positive
    attempt: Annotated[str, Meta(pattern=r"\A([0-9a-f]{24})?\Z")]
    day: date
    at_utc: Moment
    offset_min: Offset
    ratings: Annotated[list[tuple[RatingNumber, Moment, Offset]], Meta(max_length=1_000)] = []
    taken_back: Said | None = None

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return [self.at_utc, *_first(self.taken_back), *(at for _, at, _ in self.ratings)]


class PredictionLine(Line, frozen=True, tag="prediction"):
    """A judged prediction about a demo."""

    NAMED_BY = ("demo", "question", "at_utc")

    demo: Word
    question: Text
    chosen: Whole
    truth: Whole
    config: Text
    at_utc: Moment
    offset_min: Offset

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return [self.at_utc]


class MarkLine(Line, frozen=True, tag="mark"):
    """A bookmark, highlight or remark in a note."""

    NAMED_BY = ("mark", "topic", "heading", "quote", "before", "after", "at_utc")

    mark: Annotated[str, Meta(pattern=r"\A(bookmark|highlight|remark)\Z")]
    topic: Word
    heading: Text
    quote: Text
    before: Text
    after: Text
    colour: Annotated[str, Meta(pattern=r"\A(yellow|green|blue)\Z")]
    remark: Text
    at_utc: Moment
    offset_min: Offset
    taken_back: Said | None = None

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return [self.at_utc, *_first(self.taken_back)]


class TurnedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A live knob that was turned while a run went on."""

    step: Count
    knob: Word
    value: bool | Whole | Real | Text


class RunLine(Line, frozen=True, tag="run"):
    """A run of a demo; ``curves`` and ``pictures`` as study.run_data packs them, ``names`` oldest first."""

    NAMED_BY = ("demo", "config", "at_utc")

    demo: Word
    config: Text
    device: Word
    steps: Count
    seconds: Positive
    ended: Annotated[str, Meta(pattern=r"\A(stopped|reset|finished|diverged|failed|closed)\Z")]
    final: dict[Word, Real]
    turned: Annotated[list[TurnedLine], Meta(max_length=100_000)]
    at_utc: Moment
    offset_min: Offset
    curves: bytes
    pictures: bytes = b""
    names: Annotated[list[tuple[Word, Moment, Offset]], Meta(max_length=10_000)] = []
    taken_back: Said | None = None

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return [self.at_utc, *_first(self.taken_back), *(at for _, at, _ in self.names)]


class ExamLine(Line, frozen=True, tag="exam"):
    """An exam; the one of the same name is the same."""

    NAMED_BY = ("name",)

    name: Word
    day: date
    weights: dict[Word, Positive]
    minutes: Count
    free_weekdays: Annotated[list[Annotated[int, Meta(ge=0, le=6)]], Meta(max_length=7)]
    free_days: Annotated[list[date], Meta(max_length=10_000)]
    taken_back: Said | None = None

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return _first(self.taken_back)


class CardLine(Line, frozen=True, tag="card"):
    """A card; that of the same front from the same source is the same."""

    NAMED_BY = ("source", "topic", "front")

    topic: Word
    front: Text
    back: Text
    source: Word
    taken_back: Said | None = None

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return _first(self.taken_back)


class ParametersLine(Line, frozen=True, tag="parameters"):
    """Parameters of the schedule fitted to the learner; None where the learner went back to the usual ones."""

    NAMED_BY = ("at_utc",)

    fitted: Annotated[list[Real], Meta(min_length=21, max_length=21)] | None
    at_utc: Moment
    offset_min: Offset

    def moments(self) -> list[str]:
        """Return every moment that the line tells of."""
        return [self.at_utc]


class FileLine(Line, frozen=True, tag="file"):
    """A file of the learner's folder: the settings, or an own note with its pictures."""

    NAMED_BY = ("path",)

    path: Annotated[str, Meta(max_length=300)]
    data: Annotated[bytes, Meta(max_length=16 * 2**20)]


class HeadLine(Line, frozen=True, tag="studyapp"):
    """The first line: what the file is."""

    format: Annotated[int, Meta(ge=1)]
    made_at: Word
    profile: Word


class EndLine(Line, frozen=True, tag="end"):
    """The last line: how many stood before it, so that a file that was cut off is noticed."""

    lines: Count


Kept = AttemptLine | ReviewLine | PredictionLine | MarkLine | RunLine | ExamLine | CardLine | ParametersLine
AnyLine = Kept | FileLine | HeadLine | EndLine
Changes = Kept | FileLine

KINDS: tuple[type[Changes], ...] = (
    CardLine,
    AttemptLine,
    ReviewLine,
    PredictionLine,
    MarkLine,
    RunLine,
    ExamLine,
    ParametersLine,
    FileLine,
)
"""In the order of an export: what others refer to comes first."""

_ENCODER = msgspec.json.Encoder()


def kind(line: Line) -> str:
    """Return the word for a kind of line."""
    return kind_of(type(line))


def kind_of(line_type: type[Line]) -> str:
    """Return the word for a kind of line."""
    tag = line_type.__struct_config__.tag
    assert isinstance(tag, str), "every kind has its word"
    return tag


def identity(line: Changes) -> int:
    """Return what a line is known by on every machine: 96 bits of what makes it itself."""
    named = [kind(line), *(getattr(line, name) for name in line.NAMED_BY)]
    return int.from_bytes(blake2b(_ENCODER.encode(named), digest_size=12).digest())


class Twins:
    """Tells lines apart that are the same by name: rare, unless a file is meant to make it take for ever."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: dict[int, int] = {}

    def identity(self, line: Changes, known: Container[int]) -> int:
        """Return the identity of a line, another one for each further twin of one that is known."""
        number = first = identity(line)
        while number in known:
            number = self._last.get(first, first)
            number = self._last[first] = int.from_bytes(blake2b(number.to_bytes(12), digest_size=12).digest())
        return number


def identity_text(number: int) -> str:
    """Return an identity as lines refer to it."""
    return f"{number:024x}"


def fingerprint(line: Changes) -> int:
    """Return 64 bits of all that a line says."""
    return int.from_bytes(blake2b(_ENCODER.encode(line), digest_size=8).digest())


def has_real_moments(line: Line) -> bool:
    """Tell whether every moment of a line is one of the calendar (the 31st of June isn't), and its day near to it."""
    try:
        moments = [datetime.fromisoformat(moment) for moment in line.moments()]
    except ValueError:
        return False
    return not isinstance(line, AttemptLine | ReviewLine) or abs(line.day - moments[0].date()) <= A_DAY_OFF


def _first(said: Said | None) -> list[str]:
    return [said[0]] if said else []
