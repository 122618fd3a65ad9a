"""The way to SQLite: one open file, errors as sentences, several writes as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studyapp.errors import StoreError

Row = sqlite3.Row
Value = str | int | float | bytes | None


class LockedError(StoreError):
    """A file that another connection has, and was waited for in vain."""


class Connection:
    """An open database file; every method raises StoreError with a sentence for the learner."""

    def __init__(self, path: Path | None, lock_wait_s: float) -> None:
        """Open the file, made with its folder if need be; None keeps everything in memory."""
        self.path = path
        with sentences(path):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self.sqlite = sqlite3.connect(path or ":memory:", timeout=lock_wait_s, isolation_level=None)
            self.sqlite.row_factory = sqlite3.Row

    def close(self) -> None:
        """Close the file."""
        self.sqlite.close()

    def execute(self, statement: str, *values: Value) -> sqlite3.Cursor:
        """Return the cursor of a statement, for what is read row by row."""
        with sentences(self.path):
            return self.sqlite.execute(statement, values)

    def write(self, statement: str, *values: Value) -> int:
        """Write one row and return its number."""
        return self.execute(statement, *values).lastrowid or 0

    def write_all(self, statement: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Write many rows."""
        with sentences(self.path):
            self.sqlite.executemany(statement, rows)

    def rows(self, query: str, *values: Value) -> list[Row]:
        """Return all rows of a query."""
        with sentences(self.path):
            return self.sqlite.execute(query, values).fetchall()

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Make all writes inside one: on the disk together at the end, or none of them."""
        is_inside = self.sqlite.in_transaction
        if is_inside:  # already part of a larger one
            yield
            return
        self.execute("begin immediate")
        try:
            yield
            self.execute("commit")
        except BaseException:
            if self.sqlite.in_transaction:  # a full disk has SQLite roll back by itself
                self.sqlite.execute("rollback")
            raise

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the whole database."""
        with sentences(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = sqlite3.connect(path)
            try:
                self.sqlite.backup(copy)
            finally:
                copy.close()


@contextmanager
def sentences(path: Path | None) -> Iterator[None]:
    """Turn SQLite's and the system's errors into sentences for the learner."""
    where = path or "the database in memory"
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = LockedError if "locked" in str(error) else StoreError
        raise kind(f"{_reason(str(error), str(where))} (SQLite says: {error}.)") from error
    except OSError as error:
        raise StoreError(f"The folder of {where} can't be used: {error.strerror}. Check its permissions.") from error


def _reason(message: str, where: str) -> str:
    known = {
        "not a database": f"{where} is not a studyapp database. Move it away and start again.",
        "malformed": f"{where} is damaged.",
        "locked": f"{where} is in use by another program. Close that program and try again.",
        "readonly": f"{where} can't be written. Allow writing to the file and its folder, and try again.",
        "unable to open": f"{where} can't be opened. Allow writing to its folder, and try again.",
        "full": f"The disk that holds {where} is full. Free some space and try again.",
    }
    for sign, sentence in known.items():
        if sign in message:
            return sentence
    return f"{where} can't be used."
