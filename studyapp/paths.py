"""Where things are: the learner's folder, the cache, and the content that ships beside the packages.

Several learners may share a computer: the first has the folder itself, every other one a folder below ``profiles``
(studyapp.profiles). Which one it is stands in a variable, or else in the file ``profile``.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
HOME_VARIABLE = "STUDYAPP_HOME"  # overrides the learners' folder, for tests and for a stick that travels
PROFILE_VARIABLE = "STUDYAPP_PROFILE"  # the folder of the learner, "" for the first one
WAITING = "incoming-"  # how folders begin that hold files of an import until its rows are in the database
REPLACED = "replaced-"  # how folders among the backups begin that hold what an import replaced
DATABASE, SETTINGS, NOTES, PROFILES, CHOSEN = "studyapp.db", "settings.json", "notes", "profiles", "profile"


def home_folder() -> Path:
    """Return the folder of all learners on this computer; it may not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # 10 ms that a chosen folder need not spend

    return user_data_path("studyapp", appauthor=False)


def profile_folder(name: str) -> Path:
    """Return the folder of the learner whose folder has that name, "" for the first one."""
    return home_folder() / PROFILES / name if name else home_folder()


def chosen_profile() -> str:
    """Return the name of the learner's folder below ``profiles``, "" for the first one."""
    name = os.environ.get(PROFILE_VARIABLE)
    if name is None:
        try:
            name = (home_folder() / CHOSEN).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""
    is_there = name and Path(name).name == name != ".." and profile_folder(name).is_dir()
    return name if is_there else ""


def data_folder() -> Path:
    """Return the folder that holds the learner's database and settings; it may not exist yet."""
    return profile_folder(chosen_profile())


def cache_folder() -> Path:
    """Return the folder for what can be made again: typeset formulas, corpora."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("studyapp", appauthor=False)


def database_file() -> Path:
    """Return the learner's database; it may not exist yet."""
    return data_folder() / DATABASE


def settings_file() -> Path:
    """Return the learner's settings; it may not exist yet."""
    return data_folder() / SETTINGS
