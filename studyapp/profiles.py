"""Several learners on one computer, each with a folder of their own: database, settings, notes and backups.

The first learner's folder is that of all; every other one is below ``profiles``, its name in the file ``name``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from studyapp import paths
from studyapp.errors import StudyAppError
from studyapp.storage_files import IN_USE
from studyapp.study.file_writing import write_file
from studyapp.study.slugs import slug

FIRST = "First learner"
NAME_FILE = "name"
LONGEST_NAME = 40
EXPORTS = "exports"
_NAME = re.compile(r"[^\W_](?:[\w .'-]*[\w.'])?")
_OURS = (
    f"{paths.DATABASE}*",
    f"{Path(paths.DATABASE).stem}-damaged-*",
    f"{Path(paths.DATABASE).stem}.restored*",
    f"{Path(paths.DATABASE).stem}.*part*",
    "settings*.json",
    ".settings*.part",
    "backups",
    EXPORTS,
    paths.NOTES,
    "incoming-*",
    NAME_FILE,
    f".{NAME_FILE}.part",
    f"{IN_USE}*",
)


class ProfileError(StudyAppError):
    """A learner that is not there, or a name that can't be had."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One learner: the name they read, and the name of their folder below ``profiles``, "" for the first."""

    name: str
    folder_name: str

    @property
    def folder(self) -> Path:
        """Return the learner's folder; it may not exist yet."""
        return paths.profile_folder(self.folder_name)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, relative to the learner's folder, with the bytes of it; ``left`` is nothing of ours."""

    removed: tuple[str, ...]
    size: int
    left: tuple[str, ...]


def profiles() -> list[Profile]:
    """Return all learners, the first one first, the others by name."""
    found = [
        Profile(_name_in(folder, folder.name), folder.name)
        for folder in (paths.home_folder() / paths.PROFILES).glob("*")
        if folder.is_dir()
    ]
    found.sort(key=lambda each: (each.name.casefold(), each.folder_name))
    return [Profile(_name_in(paths.home_folder(), FIRST), ""), *found]


def current() -> Profile:
    """Return the learner whose data is in use."""
    chosen = paths.chosen_profile()
    return next(each for each in profiles() if each.folder_name == chosen)


def named(name: str) -> Profile:
    """Return the learner of a name, whatever its case; raises ProfileError with the names there are."""
    known = profiles()
    found = next((each for each in known if each.name.casefold() == _tidy(name).casefold()), None)
    if found is None:
        raise ProfileError(f"There is no learner {name!r}. There are: {', '.join(each.name for each in known)}.")
    return found


def add(name: str) -> Profile:
    """Make a folder for a new learner; raises ProfileError for a name that is taken or can't be one."""
    checked = checked_name(name)
    parent = paths.home_folder() / paths.PROFILES
    short = f"learner-{slug(checked)}".rstrip("-")  # begins with a word that no system keeps for itself
    candidates = [short, *(f"{short}-{number}" for number in range(2, 1000))]
    folder = next(parent / each for each in candidates if not (parent / each).exists())
    _make(folder)
    write_file(folder / NAME_FILE, checked)
    return Profile(checked, folder.name)


def rename(profile: Profile, name: str) -> Profile:
    """Call a learner by another name; raises StudyAppError. The folder stays where it is."""
    checked = checked_name(name, besides=profile)
    _make(profile.folder)
    write_file(profile.folder / NAME_FILE, checked)
    return Profile(checked, profile.folder_name)


@contextmanager
def used(profile: Profile) -> Iterator[None]:
    """Use one learner's data inside, also in the processes that are begun there."""
    before = os.environ.get(paths.PROFILE_VARIABLE)
    os.environ[paths.PROFILE_VARIABLE] = profile.folder_name
    try:
        yield
    finally:
        os.environ.pop(paths.PROFILE_VARIABLE, None)
        if before is not None:
            os.environ[paths.PROFILE_VARIABLE] = before


def choose(profile: Profile) -> None:
    """Have the app begin with this learner from now on, here and at the next start; raises StudyAppError."""
    _make(paths.home_folder())
    write_file(paths.home_folder() / paths.CHOSEN, profile.folder_name)
    os.environ.pop(paths.PROFILE_VARIABLE, None)


def checked_name(name: str, *, besides: Profile | None = None) -> str:
    """Return a name without needless blanks; raises ProfileError with what a name has to be."""
    tidy = _tidy(name)
    if len(tidy) > LONGEST_NAME or not _NAME.fullmatch(tidy):
        raise ProfileError(
            f"A name has at most {LONGEST_NAME} letters, digits, blanks, dots, hyphens and apostrophes, "
            "and begins with a letter or digit."
        )
    taken = next((each for each in profiles() if each != besides and each.name.casefold() == tidy.casefold()), None)
    if taken is not None:
        raise ProfileError(f"There is a learner called {taken.name} already. Choose another name.")
    return tidy


def forget(profile: Profile) -> Forgotten:
    """Remove all that is kept of a learner, for good: database, backups, exports here, notes, settings, cache.

    What was saved elsewhere stays, and so does what others keep in the first learner's folder. Raises ProfileError
    when something can't be removed; what could be is gone then.
    """
    was_chosen = paths.chosen_profile() == profile.folder_name
    doomed = _doomed(profile)
    size = sum(_size(path) for path in doomed)
    failures: list[str] = []
    for path in doomed:
        _remove(path, failures)
    folder = profile.folder
    others = {paths.PROFILES, paths.CHOSEN, paths.cache_folder().name}
    left = sorted(each.name for each in folder.glob("*") if profile.folder_name or each.name not in others)
    if failures:
        raise ProfileError(f"Not everything could be removed: {', '.join(failures)}. Close other programs and repeat.")
    if profile.folder_name and not left:
        folder.rmdir()
    if was_chosen:
        (paths.home_folder() / paths.CHOSEN).unlink(missing_ok=True)
    return Forgotten(tuple(_told(path, folder) for path in doomed), size, tuple(left))


def what_goes(profile: Profile) -> tuple[str, ...]:
    """Return what ``forget`` would remove."""
    return tuple(_told(path, profile.folder) for path in _doomed(profile))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProfileError(f"The folder {folder} can't be made: {error.strerror}.") from error


def _doomed(profile: Profile) -> list[Path]:
    """Return what is of the learner; the name goes last, so that a learner half forgotten can be named again."""
    found = [path for pattern in _OURS for path in sorted(profile.folder.glob(pattern))]
    cache = [paths.cache_folder()] if paths.cache_folder().exists() else []
    return [*dict.fromkeys([*cache, *found])]


def _remove(path: Path, failures: list[str]) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        failures.append(f"{path} ({error.strerror})")


def _size(path: Path) -> int:
    return sum(each.lstat().st_size for each in _files(path))


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir() and not path.is_symlink():
        yield from (each for each in path.rglob("*") if each.is_file() or each.is_symlink())
    else:
        yield path


def _told(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _name_in(folder: Path, otherwise: str) -> str:
    try:
        return _tidy((folder / NAME_FILE).read_text(encoding="utf-8"))[:LONGEST_NAME] or otherwise
    except (OSError, UnicodeDecodeError):
        return otherwise


def _tidy(name: str) -> str:
    return " ".join(name.split())
