"""Reads the notes of any folder: ours on their shelves, and a learner's own, whose front matter may be left out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from studyapp.errors import ContentError, StudyAppError
from studyapp.study.catalog import SHELVES, FrontMatter, Topic, read_topic, topic_of
from studyapp.study.findings import Finding, What
from studyapp.study.slugs import slug
from studyapp.study.text_file import read_text_file

OWN = "own"
"""The shelf of notes that stand on none."""


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
            topic = read_topic(path) if path.parent.name in SHELVES else read_own(path)
            if topic.id in topics:
                raise ContentError(f"Another note has the id {topic.id!r} too: {topics[topic.id].path.name}.")
            topics[topic.id] = topic
        except StudyAppError as error:
            unreadable.append(_finding(path, str(error)))
    return Notes(tuple(topics.values()), tuple(unreadable))


def read_own(path: Path) -> Topic:
    """Return the topic of a learner's own note; what its front matter leaves out comes from the file's name."""
    text = read_text_file(path)
    given: dict[str, object] = {"id": f"{OWN}.{slug(path.stem)}", "title": path.stem}
    found = re.match(r"\s*\+\+\+[^\S\n]*\n(?P<front>.*?)^\+\+\+", text, re.DOTALL | re.MULTILINE)
    if found is None:
        return topic_of(msgspec.convert(given, FrontMatter), path, text, text)
    try:
        front = msgspec.convert({**given, **tomllib.loads(f"\n{found['front']}")}, FrontMatter)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ContentError(f"Front matter: {error}.") from error
    return topic_of(front, path, text, text[found.end() :])


def _finding(path: Path, sentence: str) -> Finding:
    line = re.search(r"\(at line (\d+), column \d+\)", sentence)  # of the front matter, whose first line is +++
    own_words = sentence.removeprefix(f"{path.parent.name}/{path.name}: ")
    return Finding(path, int(line[1]) if line else None, What.UNREADABLE, own_words[:1].upper() + own_words[1:])
