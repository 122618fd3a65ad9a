"""What a view needs to show one note."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studyapp.study.glossary import NO_TERMS, Terms


@dataclass(frozen=True, slots=True)
class NotePage:
    """A topic's note, ready to be shown.

    ``body`` is Markdown without the front matter and without the title. ``folder`` is where the note lies and the only
    place its pictures may come from. ``minutes`` is about how long reading takes. ``terms`` are explained where
    the note uses them.
    """

    topic_id: str
    title: str
    body: str
    folder: Path
    minutes: int
    terms: Terms = NO_TERMS
