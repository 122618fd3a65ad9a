"""Opens the database in every case: a damaged one is set aside and the newest good backup restored."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studyapp.errors import StoreError
from studyapp.storage import Store

KEPT = 7
SOUND_CHECK_LIMIT = 64 * 2**20  # bytes; a larger file is checked by the doctor, not on every start


@dataclass(frozen=True, slots=True)
class Opened:
    """A usable store, and a sentence for the learner when something had to be done or progress can't be saved.

    ``saved`` is False when the store lives in memory only.
    """

    store: Store
    message: str = ""
    saved: bool = True


def open_store(path: Path, now: datetime) -> Opened:
    """Return a store that works in every case; nothing that was stored is deleted."""
    try:
        return Opened(_sound_store(path))
    except StoreError as error:
        if not _is_damaged(path, error):
            return Opened(Store(), f"{error} Until then your answers are kept in memory only.", saved=False)
    return _restored(path, now)


def back_up(store: Store, folder: Path, now: datetime) -> Path:
    """Write today's backup unless there is one, drop all but the newest seven, and return its path."""
    target = folder / f"studyapp-{now:%Y-%m-%d}.db"
    if not target.exists():
        unfinished = target.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        store.copy_to(unfinished)
        unfinished.replace(target)
    for old in backups(folder)[KEPT:]:
        old.unlink()
    return target


def backups(folder: Path) -> list[Path]:
    """Return the backups in a folder, newest first."""
    return sorted(folder.glob("studyapp-????-??-??.db"), reverse=True)


def backup_folder(database: Path) -> Path:
    """Return where the backups of a database are kept."""
    return database.parent / "backups"


def _sound_store(path: Path) -> Store:
    store = Store(path)
    if path.stat().st_size <= SOUND_CHECK_LIMIT and not store.is_sound():
        store.close()
        raise StoreError(f"{path} is damaged. (SQLite says: malformed.)")
    return store


def _is_damaged(path: Path, error: StoreError) -> bool:
    return path.is_file() and any(sign in str(error) for sign in ("not a database", "malformed"))


def _restored(path: Path, now: datetime) -> Opened:
    aside = path.with_name(f"{path.stem}-damaged-{now:%Y%m%d-%H%M%S}{path.suffix}")
    path.rename(aside)
    for tail in ("-wal", "-shm"):
        leftover = path.with_name(path.name + tail)
        if leftover.exists():
            leftover.rename(aside.with_name(aside.name + tail))
    for backup in backups(backup_folder(path)):
        try:
            Store(backup).close()
            shutil.copyfile(backup, path)
            store = _sound_store(path)
        except StoreError:
            path.unlink(missing_ok=True)
            continue
        restored = f"It was set aside as {aside.name} and the backup of {backup.stem[-10:]} restored."
        return Opened(store, f"Your progress file was damaged. {restored}")
    begun = f"It was set aside as {aside.name} and a new one begun."
    return Opened(Store(path), f"Your progress file was damaged and there is no backup yet. {begun}")
