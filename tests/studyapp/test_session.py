"""Nothing accepted is lost while the app runs, whatever the disk does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from studyapp.backups import Opened, open_store
from studyapp.errors import StoreError
from studyapp.session import Session
from studyapp.storage import Store
from tests.studyapp.attempts import NOON, attempt


def test_an_answer_is_in_the_file_the_moment_it_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(open_store(path, NOON), path)
    session.record(attempt())
    assert sqlite3.connect(path).execute("select count(*) from attempts").fetchone() == (1,)
    session.close()


def test_only_answers_of_this_sitting_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store.add_attempt(attempt(seed=1))
    session = Session(open_store(path, NOON), path)
    session.record(attempt(seed=2))
    taken = session.take_back(NOON)
    assert taken is not None and taken.key.seed == 2
    assert session.take_back(NOON) is None
    assert [each.key.seed for each in session.store.attempts()] == [1]
    session.close()


def test_answers_given_while_the_file_was_locked_are_saved_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.storage.LOCK_WAIT_S", 0.05)
    path = tmp_path / "studyapp.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    session = Session(open_store(path, NOON), path)
    session.record(attempt())
    assert not session.is_saved()
    with pytest.raises(StoreError, match="in use"):
        session.save_again()
    holder.close()
    session.save_again()
    assert session.is_saved()
    session.close()
    with Store(path) as store:
        assert store.attempts() == [attempt()]


def test_answers_given_while_the_disk_was_full_are_saved_later(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    connection = session.store._connection
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count = {pages}")
    given = 0
    with pytest.raises(StoreError, match="full"):
        while given < 500:
            given += 1
            session.record(attempt(seed=given))
    assert not session.is_saved()
    connection.execute(f"pragma max_page_count = {pages + 1000}")
    session.record(attempt(seed=given + 1))
    assert session.is_saved()
    assert [each.key.seed for each in session.store.attempts()] == list(range(1, given + 2))
    session.close()


def test_an_answer_that_waits_for_the_disk_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    session.store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreError):
        session.record(attempt())
    assert session.take_back(NOON) == attempt()
    session.store._connection.execute("pragma query_only = off")
    session.close()
