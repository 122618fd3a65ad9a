"""Sums that are counted anew after an import are those that triggers keep, answer by answer."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from studyapp.storage import Store
from studyapp.storage_connection import Connection
from studyapp.storage_sums import SUMS, following_later
from tests.studyapp.full_store import answer, fill, told


@pytest.fixture
def database(tmp_path: Path) -> Path:
    fill(tmp_path)
    return tmp_path / "studyapp.db"


def schema(database: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(database) as connection:
        return set(connection.execute("select name, sql from sqlite_master where sql is not null"))


def test_every_sum_that_a_trigger_keeps_is_counted_anew(database: Path) -> None:
    kept = {name for _, words in schema(database) for name in re.findall(r"insert into (\w+)", words)}
    assert kept == set(SUMS)


def test_counting_anew_changes_nothing_and_later_answers_go_on_counting(database: Path) -> None:
    with Store(database) as store:
        before, shape = told(store), schema(database)
    connection = Connection(database, 1.0)
    with connection.as_one(), following_later(connection):
        assert schema(database) == shape, "others see nothing of it before the end"
    connection.close()
    with Store(database) as store:
        assert told(store) == before and schema(database) == shape
        answered = sum(tally.attempts for tally in store.tallies_by_day().values())
        answer(store, 99)
        assert sum(tally.attempts for tally in store.tallies_by_day().values()) == answered + 1
