"""The learner's database keeps what it was given, in the learner's own time, and says plainly when it can't."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.errors import StoreError
from studyapp.storage import Store
from studyapp.storage_migrations import SCHEMA_VERSION
from studyapp.study.history import DayTally, PredictionMade, Tally
from tests.studyapp.attempts import BERLIN, NOON, attempt

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.builds(
    lambda seconds, milliseconds, offset: datetime.fromtimestamp(seconds + milliseconds / 1000, offset),
    st.integers(946_684_800, 4_102_444_800),
    st.integers(0, 999),
    offsets,
).map(lambda moment: moment.replace(microsecond=round(moment.microsecond, -3) % 1_000_000))


@given(at=moments, score=st.floats(0, 1), seed=st.integers(0, 2**62), reply=st.text())
def test_an_attempt_comes_back_as_it_was_given(at: datetime, score: float, seed: int, reply: str) -> None:
    given_attempt = attempt(at=at, score=score, seed=seed)
    with Store() as store:
        store.add_attempt(given_attempt)
        assert store.attempts() == [given_attempt]
        assert store.attempts()[0].answered_at.utcoffset() == at.utcoffset()


def test_a_prediction_comes_back_as_it_was_given() -> None:
    made = PredictionMade("char-rnn", "Will it?", chosen=0, truth=1, config='{"seed":0}', judged_at=NOON)
    with Store() as store:
        store.add_prediction(made)
        assert store.predictions() == [made]


def test_what_was_added_is_there_after_the_process_was_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from studyapp.storage import Store; "
        "from tests.studyapp.attempts import attempt; "
        "Store(Path(sys.argv[1])).add_attempt(attempt()); os.kill(os.getpid(), signal.SIGTERM)"
    )
    path = tmp_path / "studyapp.db"
    root = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=root)
    with Store(path) as store:
        assert store.attempts() == [attempt()]


def test_taking_back_hides_the_newest_attempt_and_keeps_the_row(tmp_path: Path) -> None:
    first, second = attempt(seed=1), attempt(seed=2, score=0)
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store.add_attempt(first)
        store.add_attempt(second)
        assert store.take_back(NOON) == second
        assert store.attempts() == [first]
        assert store.take_back(NOON) == first
        assert store.take_back(NOON) is None
    assert sqlite3.connect(path).execute("select count(*) from attempts").fetchone() == (2,)


def test_tallies_follow_attempts_and_what_was_taken_back() -> None:
    late = NOON.replace(hour=23, minute=30)  # already the next day in Berlin
    with Store() as store:
        store.add_attempt(attempt(at=NOON, score=0.5))
        store.add_attempt(attempt(at=NOON, topic="rl.returns"))
        store.add_attempt(attempt(at=late.astimezone(BERLIN), score=0.25))
        assert store.tallies_by_topic() == {"cnn.convolution": Tally(2, 0.75), "rl.returns": Tally(1, 1.0)}
        assert store.tallies_by_day() == {date(2026, 3, 2): DayTally(2, 1.5), date(2026, 3, 3): DayTally(1, 0.25)}
        store.take_back(NOON)
        assert store.tallies_by_day() == {date(2026, 3, 2): DayTally(2, 1.5)}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.booleans()), max_size=20))
def test_tallies_agree_with_the_history_they_sum_up(steps: list[tuple[str, int, bool]]) -> None:
    with Store() as store:
        for topic, day, back in steps:
            store.add_attempt(attempt(topic=topic, at=NOON + timedelta(days=day), score=0.5))
            if back:
                store.take_back(NOON)
        days = [each.day for each in store.attempts()]
        topics = [each.topic for each in store.attempts()]
        assert store.tallies_by_day() == {day: DayTally(days.count(day), days.count(day) / 2) for day in days}
        assert store.tallies_by_topic() == {one: Tally(topics.count(one), topics.count(one) / 2) for one in topics}


def test_last_attempts_gives_the_newest_of_each_family_asked_for() -> None:
    with Store() as store:
        for family, seed in [("a", 1), ("b", 2), ("a", 3), ("c", 4)]:
            store.add_attempt(attempt(family, seed=seed))
        newest = store.last_attempts(["a", "b", "never-met"])
    assert {family: each.key.seed for family, each in newest.items()} == {"a": 3, "b": 2}


def test_a_time_without_its_offset_is_refused() -> None:
    with Store() as store, pytest.raises(ValueError, match="offset from UTC"):
        store.add_attempt(attempt(at=NOON.replace(tzinfo=None)))


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    path.write_bytes(b"my shopping list, rather long so that it fills the header of a file" * 50)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a studyapp database"):
        Store(path)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_app_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer studyapp"):
        Store(path)


def test_a_locked_database_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.storage.LOCK_WAIT_S", 0.05)
    path = tmp_path / "studyapp.db"
    Store(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    with Store(path) as store, pytest.raises(StoreError, match="in use by another program"):
        store.add_attempt(attempt())
    holder.close()


def test_a_full_disk_is_told_apart_and_nothing_is_half_written(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store.add_attempt(attempt())
        pages = store._connection.execute("pragma page_count").fetchone()[0]
        store._connection.execute(f"pragma max_page_count = {pages}")
        with pytest.raises(StoreError, match="is full"):
            for _ in range(500):
                store.add_attempt(attempt())
        assert store.is_sound()
        kept = store.attempts()
        assert sum(each.attempts for each in store.tallies_by_day().values()) == len(kept)


def test_a_folder_that_cannot_be_made_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="can't be used: "):
        Store(tmp_path / "file" / "studyapp.db")


def loaded_by_opening(path: Path) -> set[str]:
    """Return which modules that take long to load a process of its own has after it opened a store."""
    code = (
        "import sys; from pathlib import Path; from studyapp.storage import Store; Store(Path(sys.argv[1])).close(); "
        "print(*{'sqlite_utils', 'pandas', 'numpy'} & sys.modules.keys()); import numpy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
    )
    return set(done.stdout.split())


def test_the_first_opening_loads_sqlite_utils_alone_and_the_next_not_even_that(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    assert loaded_by_opening(path) == {"sqlite_utils"}
    assert loaded_by_opening(path) == set()


def test_utc_is_what_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store.add_attempt(attempt(at=NOON.astimezone(BERLIN)))
    row = sqlite3.connect(path).execute("select at_utc, offset_min, day from attempts").fetchone()
    assert row == ("2026-03-02T12:00:00.000+00:00", 60, "2026-03-02")
    assert datetime.fromisoformat(row[0]) == NOON.astimezone(UTC)
