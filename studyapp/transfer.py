"""Everything of a learner as one file, and such a file from elsewhere: looked into first, then taken in as a whole.

A file is JSON lines (transfer_lines). What is compared is here (the database and the files of one folder) with there
(the file): only here, only there, the same, or differing. Nothing is changed by looking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import msgspec

from studyapp.errors import StudyAppError
from studyapp.paths import DATABASE
from studyapp.storage_transfer import Exchange
from studyapp.study.data_words import kinds_words
from studyapp.transfer_csv import CSV_FILES, CsvFile
from studyapp.transfer_files import file_lines, finish_imports, safe_place, stage
from studyapp.transfer_lines import (
    FORMAT,
    KINDS,
    AnyLine,
    CardLine,
    Changes,
    EndLine,
    FileLine,
    HeadLine,
    ParametersLine,
    ReviewLine,
    Twins,
    fingerprint,
    has_real_moments,
    identity,
    kind,
    kind_of,
)
from studyapp.transfer_writing import GrowingFile

FILE_LIMIT = 4 * 2**30  # bytes
LINE_LIMIT = 32 * 2**20
LINES_LIMIT = 10_000_000
READING = 70  # per cent of an import, about; indexes and memories are the rest
SAME, ONLY_THERE, DIFFERING = range(3)  # where a line of a file stands
WAITING_LIMIT = 2**20  # bytes of lines whose rows are written together
EXPORT_NAME = "studyapp-export.jsonl"

_DECODER = msgspec.json.Decoder(AnyLine)
_ENCODER = msgspec.json.Encoder()


class TransferError(StudyAppError):
    """A file that can't be taken in, or one that can't be written; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of one kind are the same on both sides, only here, only in the file, or told differently."""

    same: int = 0
    only_here: int = 0
    only_there: int = 0
    differing: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file holds against what is here, by the word of each kind that either has."""

    made_at: str
    profile: str
    counts: Mapping[str, Counts]

    @property
    def is_nothing_new(self) -> bool:
        """Tell whether the file has nothing that isn't here."""
        return not any(each.only_there or each.differing for each in self.counts.values())


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, how many lines of each kind, and the notes' files that were left out."""

    files: tuple[Path, ...]
    counts: Mapping[str, int]
    left_out: tuple[str, ...]


class Progress:
    """How far a file was read: ``waiting`` counts the bytes whose rows are not written yet."""

    def __init__(self, size: int, tell: Callable[[int], None]) -> None:
        """Begin to read so many bytes."""
        self.waiting = 0
        self._tell = tell
        self._step = max(size // READING, 1)  # bytes that are one per cent
        self._read = self._told = 0

    def add(self, count: int) -> None:
        """Count the bytes of a line."""
        self.waiting += count
        self._read += count
        if self._read // self._step > self._told:
            self._told = self._read // self._step
            self._tell(min(self._told, READING))


@dataclass
class _Here:
    """What is here: the fingerprint of every identity, and how many there are of each kind."""

    fingerprints: dict[int, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def keep(self, number: int, line: Changes) -> None:
        self.fingerprints[number] = fingerprint(line)
        self.counts[kind(line)] = self.counts.get(kind(line), 0) + 1


class _Tally:
    """Counts the lines of a file against what is here."""

    def __init__(self, here: _Here) -> None:
        self._here = here
        self._sides = {each: [0, 0, 0] for each in KINDS}  # by SAME, ONLY_THERE, DIFFERING

    def count(self, number: int, line: Changes) -> int:
        """Count a line and return where it stands."""
        known = self._here.fingerprints.get(number)
        side = ONLY_THERE if known is None else SAME if known == fingerprint(line) else DIFFERING
        self._sides[type(line)][side] += 1
        return side

    def comparison(self, file: Path) -> Comparison:
        """Return what was counted; the file was read to its end."""
        head = next(read_lines(file))
        assert isinstance(head, HeadLine), "the file was read to its end"
        had = {each: self._here.counts.get(kind_of(each), 0) for each in KINDS}
        counts = {
            kind_of(each): Counts(same, had[each] - same - differing, there, differing)
            for each, (same, there, differing) in self._sides.items()
            if had[each] or there
        }
        return Comparison(head.made_at, head.profile, counts)


def export(folder: Path, target: Path, *, profile: str, now: datetime) -> Exported:
    """Write everything in a learner's folder to one .jsonl file, or to a folder with tables (CSV) beside it.

    What is there is replaced, as a whole or not at all. Raises StudyAppError.
    """
    is_file = target.suffix == ".jsonl"
    lines_file = target if is_file else target / EXPORT_NAME
    counts: dict[str, int] = {}
    found, left_out = file_lines(folder)
    with ExitStack() as stack:
        out = stack.enter_context(GrowingFile(lines_file))
        tables = [] if is_file else [stack.enter_context(CsvFile(each, target)) for each in CSV_FILES]
        exchange = stack.enter_context(Exchange(folder / DATABASE))
        out.write(_ENCODER.encode(HeadLine(FORMAT, now.isoformat(timespec="seconds"), profile)) + b"\n")
        with exchange.reading():
            for number, line in _everything(exchange, found):
                out.write(_ENCODER.encode(line) + b"\n")
                counts[kind(line)] = counts.get(kind(line), 0) + 1
                for table in tables:
                    table.add(line, number)
        out.write(_ENCODER.encode(EndLine(sum(counts.values()) + 1)) + b"\n")
    return Exported((lines_file, *(table.path for table in tables)), counts, tuple(left_out))


def compare(folder: Path, file: Path) -> Comparison:
    """Return what taking in a file would change. Raises TransferError with the line that is wrong."""
    with Exchange(folder / DATABASE) as exchange:
        tally = _Tally(_here(exchange, folder))
    for number, line in _identified(file):
        tally.count(number, line)
    return tally.comparison(file)


def take_in(
    folder: Path,
    file: Path,
    *,
    theirs: bool,
    now: datetime,
    before: Callable[[], None] = lambda: None,
    tell: Callable[[int], None] = lambda _: None,
) -> Comparison:
    """Take in a file and return what it was against what was here before; all of it is taken in, or none.

    What differs stays as it is here, or becomes as it is there (``theirs``). ``before`` is called before anything is
    written, not at all where nothing will be; ``tell`` now and then with the per cent that is done.
    Raises StudyAppError.
    """
    finish_imports(folder)
    import_id = blake2b(f"{file}{now.isoformat()}".encode(), digest_size=8).hexdigest()
    with Exchange(folder / DATABASE) as exchange:
        tally = _Tally(_here(exchange, folder))
        read = Progress(_size(file), tell)
        with ExitStack() as writing:
            is_writing = False
            for number, line in _identified(file, read):
                side = tally.count(number, line)
                if side == SAME or (side == DIFFERING and not theirs):
                    continue
                if not is_writing:
                    before()
                    writing.enter_context(exchange.writing(import_id, file.name, now))
                    is_writing = True
                _take(exchange, folder, import_id, number, line, is_new=side == ONLY_THERE)
                if read.waiting >= WAITING_LIMIT:
                    exchange.write_waiting()
                    read.waiting = 0
    finish_imports(folder)
    return tally.comparison(file)


def _take(exchange: Exchange, folder: Path, import_id: str, number: int, line: Changes, *, is_new: bool) -> None:
    if isinstance(line, FileLine):
        stage(folder, import_id, line)
    elif is_new:
        exchange.add(number, line)
    else:
        exchange.replace(number, line)


def import_sentence(found: Comparison, *, theirs: bool, done: bool) -> str:
    """Return in one sentence what taking in a file changed, or would change."""
    if found.is_nothing_new:
        return "The file has nothing that isn't here already."
    new = {word: each.only_there for word, each in found.counts.items()}
    differing = {word: each.differing for word, each in found.counts.items()}
    parts = [f"{kinds_words(new)} {'came' if done else 'would come'} in"]
    if any(differing.values()):
        fate = "became as there" if theirs and done else "would become as there" if theirs else "stay as here"
        parts.append(f"{kinds_words(differing)} that differ {fate}")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> TransferError:
    return TransferError(f"{file} can't be read: {error.strerror}.")


def read_lines(file: Path, read: Progress | None = None) -> Iterator[AnyLine]:
    """Yield the lines of a file, checked one by one; raises TransferError with the number of the line."""
    try:
        with file.open("rb") as opened:
            if file.stat().st_size > FILE_LIMIT:
                raise TransferError(f"{file.name} is larger than {FILE_LIMIT // 2**30} GB, the most that is taken in.")
            last: AnyLine | None = None
            number = 0
            while raw := opened.readline(LINE_LIMIT + 1):
                number += 1
                if read is not None:
                    read.add(len(raw))
                last = _checked(file, number, raw, last)
                yield last
    except OSError as error:
        raise _unreadable(file, error) from error
    if not isinstance(last, EndLine) or last.lines != number - 1:
        raise TransferError(f"{file.name}, line {number}: the file was cut off here. Export it again.")


def _checked(file: Path, number: int, raw: bytes, before: AnyLine | None) -> AnyLine:
    where = f"{file.name}, line {number}"
    if len(raw) > LINE_LIMIT:
        raise TransferError(f"{where}: longer than {LINE_LIMIT // 2**20} MB, the most that is taken in.")
    if number > LINES_LIMIT:
        raise TransferError(f"{where}: more than {LINES_LIMIT:,} lines, the most that is taken in.")
    try:
        line: AnyLine = _DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        what = "this is not an export of studyapp" if number == 1 else "not as studyapp writes it"
        raise TransferError(f"{where}: {what} ({error}).") from error
    if (number == 1) != isinstance(line, HeadLine):
        raise TransferError(f"{where}: an export begins with one line of the kind studyapp, and has no second one.")
    if isinstance(line, HeadLine) and line.format > FORMAT:
        raise TransferError(f"{file.name} was written by a newer studyapp. Update the app, and import it then.")
    if isinstance(before, EndLine):
        raise TransferError(f"{where}: nothing stands after the line of the kind end.")
    if refusal := _refusal(line):
        raise TransferError(f"{where}: {refusal}.")
    return line


def _refusal(line: AnyLine) -> str:
    """Return why a line can't be taken in though it is well written, "" where it can."""
    if not has_real_moments(line):
        return "it tells of a moment that no calendar has, or of a day that it was not on"
    if isinstance(line, ParametersLine) and not _schedules(line):
        return "no schedule can be made of these parameters"
    if isinstance(line, FileLine) and not safe_place(line.path):
        return f"{line.path!r} is not a place for a note or for settings"
    return ""


def _schedules(line: ParametersLine) -> bool:
    from studyapp.study.scheduling import Schedule, ScheduleError  # fsrs: only for a learner who had it fitted

    try:
        Schedule(line.fitted)
    except ScheduleError:
        return False
    return True


def _identified(file: Path, read: Progress | None = None) -> Iterator[tuple[int, Changes]]:
    """Yield what a file tells with its identity; raises TransferError where a line refers to nothing."""
    seen: set[int] = set()
    twins = Twins()
    for place, line in enumerate(read_lines(file, read), 1):
        if isinstance(line, HeadLine | EndLine):
            continue
        number = twins.identity(line, seen)
        seen.add(number)
        if isinstance(line, ReviewLine) and not _refers_well(line, seen):
            raise TransferError(f"{file.name}, line {place}: a review of something that does not stand before it.")
        yield number, line


def _refers_well(line: ReviewLine, seen: set[int]) -> bool:
    head, _, reference = line.item.partition("/")
    references = [line.attempt] if line.attempt else []
    if head == kind_of(CardLine):
        references.append(reference)
    return all(int(each, 16) in seen for each in references)


def _everything(exchange: Exchange, files: Iterator[FileLine]) -> Iterator[tuple[int, Changes]]:
    yield from exchange.lines()
    yield from ((identity(line), line) for line in files)


def _here(exchange: Exchange, folder: Path) -> _Here:
    here = _Here()
    with exchange.reading():
        for number, line in exchange.lines():
            here.keep(number, line)
    for file in file_lines(folder)[0]:
        here.keep(identity(file), file)
    return here
