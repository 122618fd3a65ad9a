"""Whole database files: copied, checked, looked into and put back, without bringing them up to date."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studyapp.errors import StoreError
from studyapp.storage_connection import Connection, LockedError, sentences
from studyapp.stored_time import local_time

LOCK_WAIT_S = 10.0
_WINDOW_OPEN = "This learner's window is open. Close it first: what it shows would no longer be what is kept."
_BEING_CHANGED = "A command changes this learner's data, an import perhaps. Wait until it is done."
IN_USE = "in-use.lock"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, in the numbers a learner knows: answers, to cards too, days with any, the newest."""

    answers: int = 0
    days: int = 0
    newest: datetime | None = None


class OccupiedError(StoreError):
    """A learner's folder that somebody else has, in a way that leaves no room."""


class Occupied:
    """Says that a learner's folder is in use, until it is left or the process is gone, however it ends.

    Any number of windows may have it open; who changes more than they could follow has it ``alone``.
    """

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """Occupy the folder; raises OccupiedError where others have it, StoreError where it can't be written."""
        # A lock of SQLite's on a file without anything in it: every system takes it back from a process that is gone.
        self._connection = Connection(folder / IN_USE, 0.0)
        try:
            self._connection.execute("begin exclusive" if alone else "begin")
            self._connection.rows("select 1 from sqlite_master")  # a shared lock comes with the first look
        except LockedError as error:
            self._connection.close()
            raise OccupiedError(_WINDOW_OPEN if alone else _BEING_CHANGED) from error
        except StoreError:
            self._connection.close()
            raise

    def leave(self) -> None:
        """Let others have the folder."""
        self._connection.close()


def version_of(path: Path) -> int:
    """Return the number of migrations a file has seen, 0 for a new one. Raises StoreError."""
    return _number(_rows(path, "pragma user_version")[0])


def is_sound_file(path: Path) -> bool:
    """Tell whether SQLite finds a file's structure whole."""
    try:
        return _rows(path, "pragma quick_check(1)") == ["ok"]
    except StoreError:
        return False


def is_ours(path: Path) -> bool:
    """Tell whether a database has the tables of a learner's. Raises StoreError for one that can't be read."""
    return _has_table(path, "attempts")


def contents_of(path: Path) -> Contents:
    """Return what a file holds. Raises StoreError for one that can't be read."""
    answered = _WITH_CARDS if _has_table(path, "reviews") else _ANSWERED  # the first versions had none
    connection = Connection(path, LOCK_WAIT_S)
    try:
        connection.execute(answered)
        answers, days = connection.rows("select count(*), count(distinct day) from answered")[0]
        newest = connection.rows("select at_utc, offset_min from answered order by at_utc desc limit 1")
    finally:
        connection.close()
    return Contents(answers, days, local_time(newest[0]["at_utc"], newest[0]["offset_min"]) if newest else None)


def copy_file(source: Path, target: Path) -> None:
    """Write a consistent copy of a database, one plain file, that has its name only once it is whole and found sound.

    Others may write to the database meanwhile. Raises StoreError.
    """
    unfinished = target.with_name(f"{target.stem}.{os.getpid()}.part")  # of its own: two windows may begin at once
    with sentences(target):
        unfinished.unlink(missing_ok=True)
    try:
        put_back(source, unfinished)
        if _rows(unfinished, "pragma journal_mode = delete") != ["delete"] or not is_sound_file(unfinished):
            raise StoreError(f"The copy {target.name} came out damaged and is thrown away. Check the disk.")
        with sentences(target):
            _settle(unfinished)
            unfinished.replace(target)
            _settle(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def put_back(source: Path, target: Path) -> None:
    """Make a database what a copy of it was, in one step that a kill or a power cut leaves undone or done.

    Raises StoreError.
    """
    connection = Connection(source, LOCK_WAIT_S)
    try:
        connection.copy_to(target)
    finally:
        connection.close()


def _has_table(path: Path, name: str) -> bool:
    return bool(_rows(path, "select 1 from sqlite_master where type = 'table' and name = ?", name))


def _rows(path: Path, query: str, *values: str) -> list[object]:
    connection = Connection(path, LOCK_WAIT_S)
    try:
        return [row[0] for row in connection.rows(query, *values)]
    finally:
        connection.close()


def _number(value: object) -> int:
    assert isinstance(value, int), "SQLite keeps this as a number"
    return value


def _settle(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk and not only on their way there."""
    if path.is_dir() and os.name == "nt":  # Windows opens no folders, and writes their names itself
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_ANSWERED = """
    create temporary view answered as
    select day, at_utc, offset_min from attempts where id not in (select attempt_id from retractions)
"""
_WITH_CARDS = """
    create temporary view answered as
    select day, at_utc, offset_min from attempts where id not in (select attempt_id from retractions)
    union all
    select day, at_utc, offset_min from reviews
    where attempt_id = 0 and id not in (select review_id from review_retractions)
"""
