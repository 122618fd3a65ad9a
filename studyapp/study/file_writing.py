"""Writes a file so that it is there whole or not at all, or says in one sentence why it could not."""

from __future__ import annotations

import os
from pathlib import Path

from studyapp.errors import StudyAppError


class FileWritingError(StudyAppError):
    """A file that could not be written; what was there before still is."""


def write_file(path: Path, content: str | bytes) -> None:
    """Write the file; raises FileWritingError with a sentence. Text is UTF-8, its line ends as they are."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())  # on the disk before the name points to it, or a power cut leaves it empty
        unfinished.replace(path)
    except OSError as error:
        _forget(unfinished)
        raise FileWritingError(f"{path.name} can't be written to {path.parent}: {error.strerror}.") from error


def _forget(unfinished: Path) -> None:
    try:
        unfinished.unlink(missing_ok=True)
    except OSError:
        return  # the folder is gone or closed to us, and so is the file
