"""A damaged database is set aside and the newest good backup restored; nothing is ever deleted."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from studyapp.backups import KEPT, back_up, backup_folder, backups, open_store
from studyapp.storage import Store
from tests.studyapp.attempts import NOON, attempt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "studyapp.db"


def damage(path: Path) -> None:
    """Overwrite the middle of the file, as a failing disk would."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xff" * (size // 3))


def test_a_new_learner_gets_an_empty_store_without_a_word(path: Path) -> None:
    opened = open_store(path, NOON)
    assert (opened.message, opened.saved, opened.store.attempts()) == ("", True, [])
    opened.store.close()


def test_a_damaged_file_is_set_aside_and_the_backup_restored(path: Path) -> None:
    with Store(path) as store:
        store.add_attempt(attempt())
        back_up(store, backup_folder(path), NOON)
    damage(path)
    broken = path.read_bytes()
    opened = open_store(path, NOON)
    assert opened.store.attempts() == [attempt()]
    assert "set aside as studyapp-damaged-20260302-120000.db" in opened.message
    assert "backup of 2026-03-02" in opened.message
    assert path.with_name("studyapp-damaged-20260302-120000.db").read_bytes() == broken
    opened.store.close()


def test_a_damaged_backup_is_passed_over_for_an_older_good_one(path: Path) -> None:
    with Store(path) as store:
        store.add_attempt(attempt(seed=1))
        back_up(store, backup_folder(path), NOON - timedelta(days=1))
        store.add_attempt(attempt(seed=2))
        newest = back_up(store, backup_folder(path), NOON)
    newest.write_bytes(b"nothing of use" * 100)
    path.write_bytes(b"nothing of use" * 100)
    opened = open_store(path, NOON)
    assert [each.key.seed for each in opened.store.attempts()] == [1]
    opened.store.close()


def test_without_a_backup_a_new_file_is_begun_and_the_old_one_kept(path: Path) -> None:
    path.write_bytes(b"nothing of use" * 100)
    opened = open_store(path, NOON)
    assert opened.store.attempts() == [] and "no backup yet" in opened.message
    assert len(list(path.parent.glob("studyapp-damaged-*.db"))) == 1
    opened.store.close()


def test_a_locked_file_is_left_alone_and_memory_used_instead(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.storage.LOCK_WAIT_S", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    opened = open_store(path, NOON)
    assert not opened.saved and "in use by another program" in opened.message
    assert not list(path.parent.glob("*damaged*"))
    opened.store.close()
    holder.close()


def test_one_backup_a_day_and_the_newest_seven_are_kept(path: Path) -> None:
    with Store(path) as store:
        for day in range(KEPT + 3):
            back_up(store, backup_folder(path), NOON + timedelta(days=day))
            back_up(store, backup_folder(path), NOON + timedelta(days=day, hours=1))
    kept = backups(backup_folder(path))
    assert len(kept) == KEPT
    assert kept[0].stem.endswith("2026-03-11") and kept[-1].stem.endswith("2026-03-05")
