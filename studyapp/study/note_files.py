"""Reads the notes of any folder: ours on their shelves, and a learner's own, whose front matter may be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from studyapp.errors import ContentError
from studyapp.study.catalog import SHELVES, Topic, read_topic
from studyapp.study.findings import Finding, What
from studyapp.study.own_notes import read_own_note


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a folder that can be read, and a finding for each that can't."""

    topics: tuple[Topic, ...]
    unreadable: tuple[Finding, ...]


def read_notes(folder: Path) -> Notes:
    """Return the notes in a folder and in the folders in it; raises ContentError when there are none."""
    if not folder.is_dir():
        raise ContentError(f"There is no folder {folder}.")
    shelves = sorted(folder.glob("*/*.md"))
    loose = [path for path in sorted(folder.glob("*.md")) if not (shelves and path.stem.lower() == "readme")]
    if not shelves and not loose:
        raise ContentError(f"There is no note in {folder}: notes are Markdown files whose names end in .md.")
    topics: dict[str, Topic] = {}
    unreadable: list[Finding] = []
    for path in (*shelves, *loose):
        try:
            topic = read_topic(path) if path.parent.name in SHELVES else read_own_note(path)
            if topic.id in topics:
                raise ContentError(f"Another note has the id {topic.id!r} too: {topics[topic.id].path.name}.")
            topics[topic.id] = topic
        except ContentError as error:
            unreadable.append(_finding(path, str(error)))
    return Notes(tuple(topics.values()), tuple(unreadable))


def _finding(path: Path, sentence: str) -> Finding:
    line = re.search(r"\(at line (\d+), column \d+\)", sentence)  # of the front matter, whose first line is +++
    named = re.match(rf"(?:{re.escape(path.parent.name)}/)?{re.escape(path.name)}: +(.)", sentence)
    own_words = named[1].upper() + sentence[named.end() :] if named else sentence
    return Finding(path, int(line[1]) if line else None, What.UNREADABLE, own_words)
