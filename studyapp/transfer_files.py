"""The files of a learner's folder that travel with the database: the settings, own notes and their pictures.

Files from elsewhere wait in a folder named after their import. Once its row is in the database they are put in their
place, at once or at the next start; those of an import that never got there are thrown away.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from studyapp.errors import StudyAppError
from studyapp.paths import DATABASE, NOTES, REPLACED, SETTINGS, WAITING
from studyapp.settings import Settings
from studyapp.storage_transfer import Exchange
from studyapp.study.file_writing import FileWritingError, write_file
from studyapp.transfer_lines import FileLine

FILE_LIMIT = 16 * 2**20  # bytes; a larger picture stays at home
DEEPEST = 6
SUFFIXES = frozenset({".md", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
_NAME = re.compile(r"\A(?!\.)[^\x00-\x1f\x7f\\/:*?\"<>|]{1,120}(?<![ .])\Z")
_DEVICE = re.compile(r"\A(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z", re.IGNORECASE)


class FileReadingError(StudyAppError):
    """A file of the learner's folder that can't be read."""


def safe_place(path: str) -> bool:
    """Tell whether a path from elsewhere is one of a note, of a picture beside one, or of the settings."""
    parts = path.split("/")
    if parts == [SETTINGS]:
        return True
    names = all(_NAME.match(part) and not _DEVICE.match(part) for part in parts)
    is_placed = parts[0] == NOTES and 2 <= len(parts) <= DEEPEST
    return names and is_placed and PurePosixPath(path).suffix.lower() in SUFFIXES


def file_lines(folder: Path) -> tuple[Iterator[FileLine], list[str]]:
    """Return the files of a folder that travel, each read when it is asked for, and the paths of those that don't."""
    travelling: list[str] = []
    left: list[str] = []
    paths = [folder / SETTINGS, *sorted((folder / NOTES).rglob("*"))]
    for path in paths:
        if not path.is_file():
            continue
        place = path.relative_to(folder).as_posix()
        fits = not path.is_symlink() and path.stat().st_size <= FILE_LIMIT and safe_place(place)
        (travelling if fits else left).append(place)
    return (FileLine(place, _content(folder / place)) for place in travelling), left


def stage(folder: Path, import_id: str, line: FileLine) -> None:
    """Let a file wait for its import to get onto the disk. Raises FileWritingError."""
    if line.path == SETTINGS and not _is_settings(line.data):
        raise FileWritingError("The settings in the file can't be read; nothing was imported.")
    place = folder / line.path
    if place.is_dir() or any(each.is_file() for each in place.parents):
        raise FileWritingError(
            f"There is no room for {line.path}: a file is here where that has a folder, or a folder."
        )
    target = folder / f"{WAITING}{import_id}" / line.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileWritingError(f"The folder {target.parent} can't be made: {error.strerror}.") from error
    write_file(target, line.data)


def finish_imports(folder: Path) -> None:
    """Put the files of imports that are on the disk in their place, and throw away those of imports that aren't.

    A file that is replaced is kept in the backups. Does nothing, and quickly, where nothing waits.
    """
    waiting = sorted(folder.glob(f"{WAITING}*"))
    if not waiting:
        return
    with Exchange(folder / DATABASE) as exchange:
        for each in waiting:
            import_id = each.name.removeprefix(WAITING)
            try:
                if exchange.was_imported(import_id):
                    _put_in_place(folder, each, import_id)
                shutil.rmtree(each)
            except OSError as error:
                words = (
                    f"Files of an import still wait in {each}: {error.strerror}. They are tried again at every start."
                )
                raise FileWritingError(words) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileReadingError(f"{path} can't be read: {error.strerror}.") from error


def _put_in_place(folder: Path, waiting: Path, import_id: str) -> None:
    root = folder.resolve()
    for path in sorted(waiting.rglob("*")):
        place = path.relative_to(waiting)
        target = folder / place
        if not path.is_file() or path.name.endswith(".part") or not target.resolve().is_relative_to(root):
            continue
        if target.exists():
            kept = folder / "backups" / f"{REPLACED}{import_id}" / place
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def _is_settings(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
