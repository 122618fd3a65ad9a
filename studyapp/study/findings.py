"""What a check of the notes finds: in which file, in which line, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class What(StrEnum):
    """The kinds of fault; the words are fixed, scripts rely on them."""

    UNREADABLE = "unreadable-note"
    LENGTH = "length"
    BROKEN_LINK = "broken-link"
    UNKNOWN_FAMILY = "unknown-family"
    UNKNOWN_DEMO = "unknown-demo"
    EXAMPLE = "example"
    FIGURE = "missing-figure"
    ALT_TEXT = "missing-alt-text"
    FORMULA = "formula"
    NO_WAY = "no-way-to-it"
    HEADING = "missing-heading"
    TWO_HEADINGS = "two-headings"
    PREREQUISITE = "unknown-prerequisite"
    CYCLE = "cycle"
    ORPHAN_TERM = "orphan-term"
    TERM_TWICE = "term-twice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault; ``line`` counts from 1 and is None where the fault has no place in the file."""

    file: Path
    line: int | None
    what: What
    sentence: str
