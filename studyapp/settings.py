"""What the learner chose and where the window was: one small JSON file, replaced as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from studyapp.study.file_writing import FileWritingError, write_file


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """Choices and window state; every field has a default, so an older or newer file still reads.

    ``zoom`` multiplies the reading size, 0.7 to 2.0. ``window`` and ``splitter`` are Qt's own base64
    text. ``heading`` is the slug of the section last read in ``topic``, and ``places``
    has that of every note by topic id. ``network_text`` and ``network_input`` are what
    the network page was left with, as typed. ``exam_date`` is what earlier versions kept; it becomes an exam.
    ``minutes`` are those of a day without an exam, ``day_starts_at`` is the hour at which the learner's day begins,
    0 to 12. ``asks_terms`` makes cards of the terms of notes that were practised.
    ``after_exam`` says what becomes of an exam's topics when it is over. ``exams_set_on`` is the learner's day on which
    an exam was set or changed last.
    """

    theme: Literal["system", "light", "dark"] = "system"
    zoom: float = 1.0
    exam_date: date | None = None
    page: str = "today"
    topic: str = ""
    heading: str = ""
    window: str = ""
    splitter: str = ""
    rail_narrow: bool = False
    network_text: str = ""
    network_input: str = ""
    places: dict[str, str] = {}
    minutes: Annotated[int, msgspec.Meta(ge=5, le=600)] = 30
    day_starts_at: Annotated[int, msgspec.Meta(ge=0, le=12)] = 4
    asks_confidence: bool = False
    asks_terms: bool = True
    after_exam: Literal["maintain", "rest"] = "maintain"
    exams_set_on: date | None = None


def load_settings(path: Path) -> tuple[Settings, str]:
    """Return the settings, and a sentence when the file could not be used (it is then set aside)."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings), ""
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), f"The settings in {path} can't be read ({error.strerror}); the usual ones are in use."
    except (msgspec.DecodeError, UnicodeDecodeError):
        aside = path.with_suffix(".damaged.json")
        try:
            path.replace(aside)
        except OSError:
            return Settings(), f"The settings in {path} are damaged; the usual ones are in use."
        return Settings(), f"The settings were damaged. They were set aside as {aside.name}; the usual ones are in use."


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings so that the file is always whole. Raises FileWritingError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileWritingError(f"The folder {path.parent} can't be made: {error.strerror}.") from error
    write_file(path, msgspec.json.format(msgspec.json.encode(settings)))
