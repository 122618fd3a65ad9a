"""Reads a learner's own text, or says in one sentence why it can't be used."""

from __future__ import annotations

from pathlib import Path

from studyapp.errors import StudyAppError

LARGEST_BYTES = 4_000_000


class TextFileError(StudyAppError):
    """A text file that can't be used."""


def read_text_file(path: Path) -> str:
    """Return the text of a UTF-8 file; raises TextFileError with a sentence."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise TextFileError(f"{path.name} is larger than {LARGEST_BYTES // 10**6} MB. Take a part of it.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TextFileError(f"{path.name} is not a text in UTF-8. Save it as UTF-8 text and try again.") from None
    except OSError as error:
        raise TextFileError(f"{path.name} can't be read: {error.strerror}.") from error
