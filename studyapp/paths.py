"""Where things are: the learner's folder, the cache, and the content that ships beside the packages."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
HOME_VARIABLE = "STUDYAPP_HOME"  # overrides the learner's folder, for tests and for a stick that travels


def data_folder() -> Path:
    """Return the folder that holds the learner's database and settings; it may not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # 10 ms that a chosen folder need not spend

    return user_data_path("studyapp", appauthor=False)


def cache_folder() -> Path:
    """Return the folder for what can be made again: typeset formulas, corpora."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("studyapp", appauthor=False)


def database_file() -> Path:
    """Return the learner's database; it may not exist yet."""
    return data_folder() / "studyapp.db"


def settings_file() -> Path:
    """Return the learner's settings; it may not exist yet."""
    return data_folder() / "settings.json"
