"""What can be searched: topics, the sections of their notes, the terms they introduce, exercises and demos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from studyapp.study.catalog import Catalog, Topic, shelf_title
from studyapp.study.glossary import term_address
from studyapp.study.note_sections import plain_words, sections
from studyapp.study.outline import Outline


class Kind(IntEnum):
    """What an entry is, in the order in which equally good matches are listed."""

    TOPIC = 0
    EXERCISE = 1
    DEMO = 2
    HEADING = 3
    TERM = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find: ``label`` is its title, heading or term, ``text`` what else is searched.

    ``place`` says in quiet words where it belongs; ``address`` is the link that opens it.
    """

    kind: Kind
    label: str
    text: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of text with the stretches of it that were looked for, as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that was found, with what was matched in its label or in a piece of its text.

    ``in_label`` tells that its label alone has every word.
    """

    kind: Kind
    in_label: bool
    label: Marked
    snippet: Marked
    place: str
    address: str


def topic_entries(topic: Topic) -> Iterator[Entry]:
    """Yield what one note gives to search: itself, its sections and its terms."""
    shelf = shelf_title(topic.shelf)
    first, *others = sections(topic.body)
    yield Entry(Kind.TOPIC, topic.title, first.words, shelf, f"topic:{topic.id}")
    for each in others:
        yield Entry(Kind.HEADING, each.heading, each.words, topic.title, f"topic:{topic.id}#{each.slug}")
    for term, sentence in topic.front.terms.items():
        yield Entry(Kind.TERM, term, plain_words(sentence), topic.title, term_address(topic, term))


def outline_entries(outline: Outline, catalog: Catalog) -> Iterator[Entry]:
    """Yield every exercise and demo; found by title, by topic, and a demo by its first question."""
    for family in outline.families:
        place = _place(family.topic, catalog)
        yield Entry(Kind.EXERCISE, family.title, family.id.replace("-", " "), place, f"exercise:{family.id}")
    for demo in outline.demos:
        yield Entry(Kind.DEMO, demo.title, demo.question, _place(demo.topic, catalog), f"demo:{demo.id}")


def words_of(text: str) -> list[str]:
    """Return the words of a text as search sees them: in lower case, without marks."""
    return re.findall(r"[^\W_]+", text.lower())


def _place(topic: str, catalog: Catalog) -> str:
    found = catalog.topics.get(topic)
    return found.title if found else topic.rpartition(".")[2].replace("-", " ").capitalize()
