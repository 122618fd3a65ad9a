"""Backups of the database: written when it changed, thinned out as they age, put back when wanted or needed.

The database opens in every case: a damaged one is set aside and the newest good backup restored.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from question_bank.wording import counted
from studyapp.errors import StoreError, StudyAppError
from studyapp.paths import REPLACED, WAITING
from studyapp.storage import Store
from studyapp.storage_connection import sentences
from studyapp.storage_files import Contents, contents_of, copy_file, is_ours, is_sound_file, put_back, version_of
from studyapp.storage_migrations import SCHEMA_VERSION

EVERY = timedelta(minutes=30)
A_DAY_S = 86_400.0
NEWEST_KEPT, BEFORE_KEPT = 6, 5
DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 7, 4, 12
SOUND_CHECK_LIMIT = 16 * 2**20  # bytes that are checked in the blink of a start; a larger file is checked later
SMALLEST = 512  # bytes of the smallest file that SQLite takes for a database, and not for one to be begun
DAMAGED = "-damaged-"
_DAMAGE = ("not a database", "malformed", "came out damaged", "unsupported file format")  # as SQLite says it, and we
_NAME = re.compile(r"studyapp-(\d{4}-\d\d-\d\d)(?:-(\d{6})(?:-before-([a-z]+))?)?(?:-\d)?\.db")


@dataclass(frozen=True, slots=True)
class Opened:
    """A usable store, and a sentence for the learner when something had to be done or progress can't be saved.

    ``saved`` is False when the store lives in memory only.
    """

    store: Store
    message: str = ""
    saved: bool = True


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database; ``made_at`` is in UTC, ``before`` the risky step it was made for, "" for none."""

    path: Path
    made_at: datetime
    before: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is there now and what would be there with a backup put back; None for what can't be read."""

    now: Contents | None
    then: Contents


def open_store(path: Path, now: datetime) -> Opened:
    """Return a store that works in every case; nothing that was stored is deleted.

    A large file is not checked for damage here. An older file is backed up before it is brought up to date.
    """
    try:
        with sentences(path):
            return _opened(path, now)
    except StoreError as error:
        return Opened(Store(), f"{error} Until then your answers are kept in memory only.", saved=False)


def back_up(database: Path, now: datetime, *, before: str = "") -> Path:
    """Write a backup of a database that may be in use, thin out the others, and return its path. Raises StoreError."""
    folder = backup_folder(database)
    stem = f"studyapp-{now.astimezone(UTC):%Y-%m-%d-%H%M%S}{f'-before-{before}' if before else ''}"
    target = folder / f"{stem}.db"
    twins = (folder / f"{stem}-{number}.db" for number in range(1, 10))
    while target.exists():  # a second one in the same second
        target = next(twins)
    copy_file(database, target)
    for path in [*(old.path for old in superfluous(_until(now, folder))), *_cut_short(now, folder)]:
        with suppress(OSError):  # it goes another time
            path.unlink(missing_ok=True)
    for old in _replaced_long_ago(folder):
        shutil.rmtree(old, ignore_errors=True)
    return target


def needs_backup(database: Path, now: datetime) -> bool:
    """Tell whether the database changed since its newest backup, and that is half an hour old."""
    written = [path.stat().st_mtime for path in (database, _beside(database, "-wal")) if path.is_file()]
    if not written:
        return False
    kept = _until(now, backup_folder(database))
    if not kept:
        return True
    newest = max(each.path.stat().st_mtime for each in kept)
    return max(written) > newest and now - kept[0].made_at >= EVERY


def backups(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first; those half written have another name."""
    found = [_backup(path) for path in folder.glob("studyapp-*.db")]
    return sorted((each for each in found if each), key=lambda each: (each.made_at, each.path.name), reverse=True)


def superfluous(kept: Sequence[Backup]) -> list[Backup]:
    """Return which of the backups (newest first) can go.

    Kept are the newest ones, the last of each of 7 days, 4 weeks and 12 months that have any, and the newest of those
    made before risky steps.
    """
    plain = [each for each in kept if not each.before]
    stay = {each.path for each in [*plain[:NEWEST_KEPT], *[each for each in kept if each.before][:BEFORE_KEPT]]}
    days = [each.made_at.date() for each in plain]
    stay |= _last_of_each(plain, [day.isoformat() for day in days], DAYS_KEPT)
    stay |= _last_of_each(plain, ["{}-{}".format(*day.isocalendar()) for day in days], WEEKS_KEPT)
    stay |= _last_of_each(plain, [f"{day:%Y-%m}" for day in days], MONTHS_KEPT)
    return [each for each in kept if each.path not in stay]


def preview(database: Path, backup: Path) -> Preview:
    """Return what a restore would change. Raises StoreError for a backup that can't be put back."""
    try:
        return Preview(contents_of(database) if database.is_file() else Contents(), _fit_to_put_back(backup))
    except StoreError:
        return Preview(None, _fit_to_put_back(backup))


def restore(database: Path, backup: Path, now: datetime) -> Path | None:
    """Put a backup back, after a backup of what is there now, and return the path of that.

    None where there is nothing now, or nothing that can be read: such a file is set aside. Raises StoreError.
    """
    _fit_to_put_back(backup)
    saved = None
    if database.is_file():
        try:
            saved = back_up(database, now, before="restore")
        except StoreError as error:
            if not _is_damaged(database, error):
                raise
            with sentences(database):
                _replace_damaged(database, _aside(database, now), backup)
    put_back(backup, database)
    Store(database).close()  # brings an older one up to date
    return saved


def restore_sentence(seen: Preview, saved: Path | None, *, done: bool) -> str:
    """Return in one or two sentences what a restore did, or would do."""
    now = "a file that can't be read" if seen.now is None else _contents_words(seen.now)
    then = _contents_words(seen.then)
    if not done:
        return f"Now there are {now}; with the backup there would be {then}."
    kept = f" What was there before, {now}, was backed up as {saved.name}." if saved else ""
    return f"The backup was put back: {then}.{kept}"


def backup_folder(database: Path) -> Path:
    """Return where the backups of a database are kept."""
    return database.parent / "backups"


def _until(now: datetime, folder: Path) -> list[Backup]:
    """Return the backups but for those of a later time: before the clock was set back, they may be older than all."""
    return [each for each in backups(folder) if each.made_at <= now]


def _cut_short(now: datetime, folder: Path) -> list[Path]:
    """Return the copies that were given up long ago, by a kill or a power cut; what is written now is younger."""
    return [path for path in folder.glob("studyapp-*.part*") if now.timestamp() - path.stat().st_mtime > A_DAY_S]


def _replaced_long_ago(folder: Path) -> list[Path]:
    """Return the folders of files that imports replaced, but for the newest ones."""
    kept = sorted(folder.glob(f"{REPLACED}*"), key=lambda each: each.stat().st_mtime, reverse=True)
    return kept[BEFORE_KEPT:]


def _contents_words(contents: Contents) -> str:
    newest = f", the newest of {contents.newest:%Y-%m-%d %H:%M}" if contents.newest else ""
    return f"{counted(contents.answers, 'answer')} on {counted(contents.days, 'day')}{newest}"


def _last_of_each(kept: Sequence[Backup], spans: Iterable[str], count: int) -> set[Path]:
    """Return the newest backup of each of the newest spans of time."""
    last: dict[str, Path] = {}
    for each, span in zip(kept, spans, strict=True):
        last.setdefault(span, each.path)
    return set(list(last.values())[:count])


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if not match:
        return None
    day, time, before = match.groups()
    try:
        made_at = datetime.strptime(f"{day} {time or '000000'}", "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
    except ValueError:  # a name of somebody else's
        return None
    return Backup(path, made_at, before or "")


def _fit_to_put_back(backup: Path) -> Contents:
    if not backup.is_file():
        raise StoreError(f"There is no backup {backup}.")
    if not is_sound_file(backup):
        raise StoreError(f"{backup.name} is damaged or no studyapp database. Choose another backup.")
    if not is_ours(backup):
        raise StoreError(f"{backup.name} is empty or of another program. Choose another backup.")
    if version_of(backup) > SCHEMA_VERSION:
        raise StoreError(f"{backup.name} was written by a newer studyapp. Update the app, and restore it then.")
    return contents_of(backup)


def _opened(path: Path, now: datetime) -> Opened:
    """Return the store of a file, or of the newest good backup where it is damaged. Raises StoreError, or OSError."""
    if _is_emptied(path):
        return _restored(path, now)
    try:
        if path.is_file() and 0 < version_of(path) < SCHEMA_VERSION:
            back_up(path, now, before="update")
        return Opened(_sound_store(path), _finished_imports(path.parent))
    except StoreError as error:
        if not _is_damaged(path, error):
            raise
    return _restored(path, now)


def _is_emptied(path: Path) -> bool:
    """Tell whether a database was cut off to nothing: SQLite would begin a new one, and delete what lies beside it."""
    is_there = path.is_file()
    if is_there and path.stat().st_size >= SMALLEST:
        return False
    log = _beside(path, "-wal")
    return (log.is_file() and log.stat().st_size > 0) or (is_there and bool(backups(backup_folder(path))))


def _sound_store(path: Path) -> Store:
    store = Store(path)
    if path.stat().st_size <= SOUND_CHECK_LIMIT and not store.is_sound():
        store.close()
        raise StoreError(f"{path} is damaged. (SQLite says: malformed.)")
    return store


def _finished_imports(folder: Path) -> str:
    """Put the files of an import in place that was cut short, and return a sentence where that fails."""
    if not any(folder.glob(f"{WAITING}*")):
        return ""
    from studyapp.transfer_files import finish_imports

    try:
        finish_imports(folder)
    except StudyAppError as error:
        return str(error)
    return ""


def _is_damaged(path: Path, error: StoreError) -> bool:
    # The error may be that of a copy, which may come out damaged by itself: the database is as good as it was then.
    return path.is_file() and any(sign in str(error) for sign in _DAMAGE) and not is_sound_file(path)


def _restored(path: Path, now: datetime) -> Opened:
    """Set a damaged database aside and return the store of the newest good backup, or of a new one.

    Raises StoreError, or OSError, with the damaged one where it was, when the disk or the folder allows neither.
    """
    aside = _aside(path, now)
    for backup in backups(backup_folder(path)):
        try:
            _fit_to_put_back(backup.path)
        except StoreError:
            continue
        _replace_damaged(path, aside, backup.path)
        made_at = f"{backup.made_at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
        restored = f"It was set aside as {aside.name} and the backup of {made_at} restored."
        return Opened(Store(path), f"Your progress file was damaged. {restored}")
    _set_aside(path, aside)
    begun = f"It was set aside as {aside.name} and a new one begun."
    return Opened(Store(path), f"Your progress file was damaged and there is no good backup. {begun}")


def _replace_damaged(path: Path, aside: Path, backup: Path) -> None:
    """Set a damaged database aside and put a backup in its place; a kill leaves one of the two there, never neither."""
    ready = path.with_name(f"{path.stem}.restored")
    copy_file(backup, ready)
    _set_aside(path, aside, leave_name=True)
    ready.replace(path)


def _aside(path: Path, now: datetime) -> Path:
    return path.with_name(f"{path.stem}{DAMAGED}{now:%Y%m%d-%H%M%S}{path.suffix}")


def _set_aside(path: Path, aside: Path, *, leave_name: bool = False) -> None:
    """Give a damaged database and what SQLite keeps beside it another name; its own stays for now if it shall."""
    for tail in ("-wal", "-shm"):
        leftover = _beside(path, tail)
        if leftover.exists():
            leftover.replace(_beside(aside, tail))
    if not path.exists():
        return
    if not leave_name:
        path.rename(aside)
        return
    try:
        aside.hardlink_to(path)
    except OSError:  # a disk whose files have one name only, as on most sticks
        path.rename(aside)


def _beside(path: Path, tail: str) -> Path:
    return path.with_name(path.name + tail)
