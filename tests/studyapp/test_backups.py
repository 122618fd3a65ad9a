"""A damaged database is set aside and the newest good backup restored; backups age well and can be put back."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from studyapp import backups as module
from studyapp.backups import (
    back_up,
    backup_folder,
    backups,
    needs_backup,
    open_store,
    preview,
    restore,
)
from studyapp.errors import StoreError
from studyapp.paths import REPLACED
from studyapp.storage import Store
from studyapp.storage_files import Contents, is_sound_file, version_of
from studyapp.storage_migrations import SCHEMA_VERSION, migrate
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.full_store import filled

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "studyapp.db"


def answer(path: Path, *seeds: int) -> None:
    """Keep attempts in a database."""
    with Store(path) as store:
        for seed in seeds:
            store.add_attempt(attempt(seed=seed, at=NOON + seed * DAY))


def seeds(path: Path) -> list[int]:
    """Return the seeds of the attempts in a database."""
    with Store(path) as store:
        return [each.key.seed for each in store.attempts()]


def damage(path: Path) -> None:
    """Overwrite the middle of the file, as a failing disk would."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xff" * (size // 3))


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond a page meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ---------------------------------------------------------------- opening


def test_a_new_learner_gets_an_empty_store_without_a_word(path: Path) -> None:
    opened = open_store(path, NOON)
    assert (opened.message, opened.saved, opened.store.attempts()) == ("", True, [])
    opened.store.close()
    assert not backup_folder(path).exists()


def test_a_damaged_file_is_set_aside_and_the_backup_restored(path: Path) -> None:
    answer(path, 7)
    back_up(path, NOON)
    damage(path)
    broken = path.read_bytes()
    opened = open_store(path, NOON)
    assert [each.key.seed for each in opened.store.attempts()] == [7]
    assert "set aside as studyapp-damaged-20260302-120000.db" in opened.message
    assert "backup of 2026-03-02 12:00" in opened.message
    assert path.with_name("studyapp-damaged-20260302-120000.db").read_bytes() == broken
    opened.store.close()


def test_a_damaged_backup_is_passed_over_for_an_older_good_one(path: Path) -> None:
    answer(path, 1)
    back_up(path, NOON - DAY)
    answer(path, 2)
    back_up(path, NOON).write_bytes(b"nothing of use" * 100)
    path.write_bytes(b"nothing of use" * 100)
    opened = open_store(path, NOON)
    assert [each.key.seed for each in opened.store.attempts()] == [1]
    opened.store.close()


def test_a_backup_of_the_first_versions_is_found_by_its_plain_date(path: Path) -> None:
    answer(path, 1)
    kept = back_up(path, NOON)
    kept.rename(kept.with_name("studyapp-2026-03-02.db"))
    path.write_bytes(b"nothing of use" * 100)
    opened = open_store(path, NOON)
    assert len(opened.store.attempts()) == 1
    opened.store.close()


def test_without_a_backup_a_new_file_is_begun_and_the_old_one_kept(path: Path) -> None:
    path.write_bytes(b"nothing of use" * 100)
    opened = open_store(path, NOON)
    assert opened.store.attempts() == [] and "no good backup" in opened.message
    assert len(list(path.parent.glob("studyapp-damaged-*.db"))) == 1
    opened.store.close()


@pytest.mark.parametrize("size", [0, 1, 511])
def test_a_file_that_was_cut_off_to_nothing_is_no_new_one(path: Path, size: int) -> None:
    answer(path, 7)
    back_up(path, NOON)
    path.write_bytes(path.read_bytes()[:size])
    opened = open_store(path, NOON)
    assert [each.key.seed for each in opened.store.attempts()] == [7] and "was damaged" in opened.message
    opened.store.close()


@pytest.mark.parametrize("is_there", [False, True])
def test_what_sqlite_wrote_beside_a_lost_file_is_set_aside_and_not_deleted(path: Path, is_there: bool) -> None:
    with Store(path) as store:
        store.add_attempt(attempt())
        log = path.with_name("studyapp.db-wal").read_bytes()
    path.unlink()
    path.with_name("studyapp.db-wal").write_bytes(log)
    if is_there:
        path.touch()
    opened = open_store(path, NOON)
    assert "was damaged" in opened.message
    opened.store.close()
    assert path.with_name("studyapp-damaged-20260302-120000.db-wal").read_bytes() == log


def test_a_damaged_file_stays_where_it_is_while_the_disk_is_full(path: Path) -> None:
    answer(path, 7)
    back_up(path, NOON)
    broken = b"nothing of use" * 100
    path.write_bytes(broken)
    with full_disk():
        opened = open_store(path, NOON)
    assert not opened.saved and "kept in memory only" in opened.message
    opened.store.close()
    assert path.read_bytes() == broken and not list(path.parent.glob("*-damaged-*"))
    opened = open_store(path, NOON)
    assert [each.key.seed for each in opened.store.attempts()] == [7]
    opened.store.close()


def test_a_damaged_file_that_can_t_be_set_aside_is_told_of(path: Path) -> None:
    path.write_bytes(b"nothing of use" * 100)
    (path.parent / "studyapp-damaged-20260302-120000.db" / "in the way").mkdir(parents=True)
    opened = open_store(path, NOON)
    assert not opened.saved and "can't be used" in opened.message
    opened.store.close()


def test_a_locked_file_is_left_alone_and_memory_used_instead(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.storage.LOCK_WAIT_S", 0.05)
    monkeypatch.setattr("studyapp.storage_files.LOCK_WAIT_S", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    opened = open_store(path, NOON)
    assert not opened.saved and "in use by another program" in opened.message
    assert not list(path.parent.glob("*damaged*"))
    opened.store.close()
    holder.close()


def test_a_large_file_is_checked_when_there_is_time_for_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(path, *range(40))
    back_up(path, NOON)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size - 3 * 4096)
        file.write(b"\xff" * 2 * 4096)
    assert not is_sound_file(path)
    monkeypatch.setattr(module, "SOUND_CHECK_LIMIT", 4096)
    opened = open_store(path, NOON)
    assert opened.message == ""
    opened.store.close()
    monkeypatch.undo()
    opened = open_store(path, NOON)
    assert "was damaged" in opened.message and len(opened.store.attempts()) == 40
    opened.store.close()


def test_an_older_file_is_backed_up_before_it_is_brought_up_to_date(path: Path) -> None:
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, 4)
    old.close()
    opened = open_store(path, NOON)
    opened.store.close()
    kept = backups(backup_folder(path))
    assert [each.before for each in kept] == ["update"]
    assert version_of(kept[0].path) == 4 and version_of(path) == SCHEMA_VERSION


# ---------------------------------------------------------------- writing


def test_a_backup_is_one_plain_file_that_is_whole(path: Path) -> None:
    with Store(path) as store:
        store.add_attempt(attempt(seed=3))
        kept = back_up(path, NOON)  # while the store is in use
        store.add_attempt(attempt(seed=4))
    assert [each.name for each in backup_folder(path).iterdir()] == [kept.name]
    assert is_sound_file(kept) and seeds(path) == [3, 4]
    assert preview(path, kept).then.answers == 1


def test_backups_of_the_same_second_have_names_of_their_own(path: Path) -> None:
    answer(path, 1)
    names = {back_up(path, NOON, before=before).name for before in ("", "", "import", "import")}
    assert len(names) == 4 and len(backups(backup_folder(path))) == 4


def test_a_damaged_database_is_not_backed_up(path: Path) -> None:
    answer(path, *range(30))
    damage(path)
    with pytest.raises(StoreError):
        back_up(path, NOON)
    assert list(backup_folder(path).iterdir()) == []


def test_what_is_half_written_or_of_others_is_no_backup(path: Path) -> None:
    answer(path, 1)
    kept = back_up(path, NOON)
    for name in ("studyapp-2026-03-03-120000.part", "studyapp-2026-13-03-120000.db", "studyapp-mine.db", "notes.db"):
        (kept.parent / name).write_bytes(b"x")
    assert [each.path for each in backups(kept.parent)] == [kept]


def test_copies_that_were_cut_short_are_cleared_away_a_day_later(path: Path) -> None:
    answer(path, 1)
    kept = back_up(path, NOON)
    for name, hours in (("old", 25), ("older", 900), ("young", 1)):
        part = kept.with_name(f"studyapp-2026-03-01-120000.{name}.part")
        part.write_bytes(b"x")
        os.utime(part, ((NOON - hours * HOUR).timestamp(),) * 2)
    back_up(path, NOON)
    assert [each.name for each in kept.parent.glob("*.part")] == ["studyapp-2026-03-01-120000.young.part"]


def test_a_copy_that_comes_out_damaged_says_nothing_of_the_database(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, 4)
    old.close()

    def spoilt(_source: Path, target: Path) -> None:
        raise StoreError(f"The copy {target.name} came out damaged and is thrown away. Check the disk.")

    monkeypatch.setattr(module, "copy_file", spoilt)
    before = path.read_bytes()
    opened = open_store(path, NOON)
    opened.store.close()
    assert not opened.saved and "Check the disk" in opened.message
    assert path.read_bytes() == before and not list(path.parent.glob("*-damaged-*"))


def test_a_backup_is_needed_half_an_hour_after_the_last_if_something_changed(path: Path) -> None:
    assert not needs_backup(path, NOON)
    answer(path, 1)
    assert needs_backup(path, NOON)
    kept = back_up(path, NOON)
    os.utime(kept, (2_000_000_000, 2_000_000_000))
    assert not needs_backup(path, NOON + HOUR)  # nothing changed
    os.utime(path, (2_000_000_001, 2_000_000_001))
    assert not needs_backup(path, NOON + HOUR / 3) and needs_backup(path, NOON + HOUR / 2)


def test_after_the_clock_was_set_back_what_changes_is_backed_up_and_stays(path: Path) -> None:
    answer(path, 1)
    for month in range(12, 30):
        for before in ("", "import"):
            back_up(path, NOON + 31 * month * DAY, before=before)
    future = (NOON + 1000 * DAY).timestamp()
    for each in backups(backup_folder(path)):
        os.utime(each.path, (future, future))
    answer(path, 2)
    assert needs_backup(path, NOON)
    plain, risky = back_up(path, NOON), back_up(path, NOON, before="restore")
    assert preview(path, plain).then.answers == preview(path, risky).then.answers == 2
    assert not needs_backup(path, NOON + HOUR)


# ---------------------------------------------------------------- putting back


def test_what_imports_replaced_is_kept_of_the_newest_five(path: Path) -> None:
    answer(path, 1)
    folders = [backup_folder(path) / f"{REPLACED}{place}" for place in "febadc0"]
    for age, folder in enumerate(folders):
        (folder / "notes").mkdir(parents=True)
        (folder / "notes" / "mine.md").write_text("# Mine", encoding="utf-8")
        os.utime(folder, (NOON.timestamp() - age, NOON.timestamp() - age))
    back_up(path, NOON)
    assert [folder.exists() for folder in folders] == [True] * 5 + [False] * 2


def test_cards_are_answers_too(path: Path) -> None:
    path.write_bytes(filled(1, NOON))
    seen = preview(path, back_up(path, NOON))
    assert seen.then == Contents(4, 1, NOON + timedelta(minutes=9))  # three to exercises and, the newest, one to a card


def test_a_preview_says_what_is_now_and_what_would_be(path: Path) -> None:
    answer(path, 1, 2)
    kept = back_up(path, NOON)
    answer(path, 3)
    seen = preview(path, kept)
    assert seen.now == Contents(3, 3, NOON + 3 * DAY) and seen.then == Contents(2, 2, NOON + 2 * DAY)
    assert seeds(path) == [1, 2, 3]


def test_a_restore_backs_up_the_present_first_and_can_be_undone(path: Path) -> None:
    answer(path, 1)
    kept = back_up(path, NOON)
    answer(path, 2)
    saved = restore(path, kept, NOON + HOUR)
    assert seeds(path) == [1]
    assert saved is not None and "before-restore" in saved.name
    restore(path, saved, NOON + 2 * HOUR)
    assert seeds(path) == [1, 2]


def test_a_restore_while_another_program_reads_shows_it_the_old_answers(path: Path) -> None:
    answer(path, 1)
    kept = back_up(path, NOON)
    with Store(path) as store:
        store.add_attempt(attempt(seed=2))
        restore(path, kept, NOON)
        assert [each.key.seed for each in store.attempts()] == [1]


def test_an_old_backup_is_brought_up_to_date_by_its_restore(path: Path) -> None:
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, 4)
    old.close()
    kept = back_up(path, NOON)
    restore(path, kept, NOON)
    assert version_of(path) == SCHEMA_VERSION and seeds(path) == []


def test_a_damaged_present_is_set_aside_by_a_restore(path: Path) -> None:
    answer(path, *range(30))
    kept = back_up(path, NOON)
    damage(path)
    assert preview(path, kept).then.answers == 30
    assert restore(path, kept, NOON) is None
    assert len(seeds(path)) == 30 and len(list(path.parent.glob("studyapp-damaged-*.db"))) == 1


@pytest.mark.parametrize("bad", ["missing", "damaged", "something else", "empty", "of another program", "newer"])
def test_what_is_no_good_backup_is_refused_and_nothing_is_changed(path: Path, bad: str) -> None:
    answer(path, *range(30))
    kept = back_up(path, NOON)
    answer(path, 99)
    if bad == "missing":
        kept.unlink()
    elif bad == "damaged":
        damage(kept)
    elif bad == "something else":
        kept.write_text("hello" * 1000, encoding="utf-8")
    elif bad == "empty":
        kept.write_bytes(b"")
    elif bad == "of another program":
        kept.unlink()
        other = sqlite3.connect(kept)
        other.execute("create table songs (title text)")
        other.execute("pragma user_version = 3")
        other.close()
    else:
        newer = sqlite3.connect(kept)
        newer.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
        newer.close()
    for step in (lambda: preview(path, kept), lambda: restore(path, kept, NOON)):
        with pytest.raises(StoreError) as refusal:
            step()
        assert kept.name in str(refusal.value) and "SQLite" not in str(refusal.value)
    assert len(seeds(path)) == 31 and not [each for each in backups(kept.parent) if each.before]
