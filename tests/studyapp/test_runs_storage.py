"""Runs are kept as they were, can be named, removed and brought back, and their pictures stay within bounds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.backups import Opened
from studyapp.errors import StoreError
from studyapp.session import Session
from studyapp.storage import Store
from studyapp.study.runs import Ending, Run, Turned
from tests.studyapp.attempts import BERLIN, NOON
from tests.studyapp.runs import kept_run

knob_values = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.text())
runs = st.builds(
    Run,
    demo=st.sampled_from(["cnn-digits", "char-rnn"]),
    config=st.text(),
    device=st.text(),
    steps=st.integers(0, 2**53),
    seconds=st.floats(0, 1e9),
    ended=st.sampled_from(Ending),
    ended_at=st.just(NOON.astimezone(BERLIN)),
    final=st.dictionaries(st.text(), st.floats(allow_nan=False, allow_infinity=False)),
    turned=st.lists(st.builds(Turned, st.integers(0, 2**53), st.text(), knob_values), max_size=3).map(tuple),
    name=st.text(),
)


@given(run=runs, curves=st.binary(), snapshots=st.binary())
def test_a_run_comes_back_as_it_was(run: Run, curves: bytes, snapshots: bytes) -> None:
    with Store() as store:
        kept = store.runs.add(run, curves)
        store.runs.add_snapshots(kept, snapshots)
        assert kept.id and replace(kept, id=0) == run
        assert store.runs.of(run.demo) == store.runs.all() == [kept]
        assert store.runs.of(run.demo)[0].ended_at.utcoffset() == timedelta(hours=1)
        assert (store.runs.curves(kept), store.runs.snapshots(kept)) == (curves, snapshots)


def test_the_newest_run_of_a_demo_comes_first_and_those_of_others_do_not_come() -> None:
    with Store() as store:
        first, other, second = (
            store.runs.add(kept_run(demo), b"") for demo in ("cnn-digits", "char-rnn", "cnn-digits")
        )
        assert store.runs.of("cnn-digits") == [second, first]
        assert store.runs.of("char-rnn") == [other]
        assert store.runs.snapshots(first) == b""


def test_a_run_has_the_name_it_was_given_last() -> None:
    with Store() as store:
        kept = store.runs.add(kept_run(), b"")
        store.runs.give_name(kept, "too fast", NOON)
        store.runs.give_name(kept, "far too fast", NOON)
        assert [run.name for run in store.runs.all()] == ["far too fast"]


def test_a_removed_run_is_gone_until_it_is_restored() -> None:
    with Store() as store:
        kept = store.runs.add(kept_run(), b"curves")
        store.runs.remove(kept, NOON)
        store.runs.remove(kept, NOON)
        assert store.runs.of(kept.demo) == store.runs.all() == []
        store.runs.restore(kept)
        assert store.runs.of(kept.demo) == [kept]


def test_the_oldest_pictures_go_when_all_of_them_grow_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.storage_runs.SNAPSHOTS_LIMIT", 250)
    with Store() as store:
        kept = [store.runs.add(kept_run(), b"curves") for _ in range(4)]
        for run in kept:
            store.runs.add_snapshots(run, b"x" * 100)
        assert [len(store.runs.snapshots(run)) for run in kept] == [0, 0, 100, 100]
        assert [store.runs.curves(run) for run in kept] == [b"curves"] * 4


def test_a_run_is_there_after_the_process_was_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from studyapp.storage import Store; "
        "from tests.studyapp.runs import kept_run; store = Store(Path(sys.argv[1])); "
        "store.runs.add_snapshots(store.runs.add(kept_run(), b'curves'), b'pictures'); "
        "os.kill(os.getpid(), signal.SIGTERM)"
    )
    path = tmp_path / "studyapp.db"
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=str(Path(__file__).parents[2]))
    with Store(path) as store:
        (kept,) = store.runs.all()
        assert replace(kept, id=0) == kept_run()
        assert (store.runs.curves(kept), store.runs.snapshots(kept)) == (b"curves", b"pictures")


def test_a_file_from_before_there_were_runs_gets_room_for_them(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    Store(path).close()
    connection = sqlite3.connect(path)
    for table in ("run_snapshots", "run_names", "run_removals", "runs"):
        connection.execute(f"drop table {table}")
    connection.execute("delete from _sqlite_migrations where name like '_m004%'")
    connection.execute("pragma user_version = 3")
    connection.commit()
    connection.close()
    with Store(path) as store:
        kept = store.runs.add(kept_run(), b"")
        assert store.runs.all() == [kept]


def test_runs_made_without_a_file_are_moved_to_it_when_it_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(), "The file is in use.", saved=False), path)
    kept = session.record_run(replace(kept_run(), name="mine"), b"curves")
    session.store.runs.add_snapshots(kept, b"pictures")
    session.save_again()
    (moved,) = session.store.runs.all()
    assert session.store.path == path and replace(moved, id=0) == replace(kept_run(), name="mine")
    assert (session.store.runs.curves(moved), session.store.runs.snapshots(moved)) == (b"curves", b"pictures")
    session.close()


def test_a_run_that_can_not_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        sqlite3.connect(path).execute("drop table runs")
        with pytest.raises(StoreError, match="can't be used"):
            store.runs.add(kept_run(), b"")
