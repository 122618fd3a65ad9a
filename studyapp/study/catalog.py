"""The topics: notes read from ``content/<shelf>/<name>.md``, each tied to its exercise families and demos.

Reading the notes is cheap and happens at start; which families and demos there are is asked only when first needed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import msgspec

from studyapp.errors import ContentError
from studyapp.study.slugs import slug

SHELVES = (
    "foundations",
    "optimization",
    "cnn",
    "sequences",
    "language",
    "attention",
    "generative",
    "representation",
    "rl",
    "ethics",
    "practice",
)
SHELF_TITLES = {
    "cnn": "Convolutional networks",
    "rl": "Reinforcement learning",
    "generative": "Generative models",
    "own": "Your notes",
}
_FENCE = "+++"


class FrontMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands between the ``+++`` lines of a note; ``terms`` are those it introduces, each with a sentence."""

    id: str
    title: str
    order: int = 0
    prerequisites: tuple[str, ...] = ()
    minutes: int = 10
    sources: tuple[str, ...] = ()
    terms: dict[str, str] = {}


@dataclass(frozen=True)
class Topic:
    """One topic and its note; ``body`` is Markdown without the front matter, and begins in this line of the file."""

    front: FrontMatter
    path: Path
    body: str
    first_line: int = 1

    @property
    def id(self) -> str:
        """Return the topic id, ``shelf.name``."""
        return self.front.id

    @property
    def title(self) -> str:
        """Return the title as shown."""
        return self.front.title

    @property
    def shelf(self) -> str:
        """Return the shelf the topic stands on."""
        return self.front.id.partition(".")[0]

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Return the slugs of the note's headings, in order."""
        return tuple(slug(title) for title in re.findall(r"^#{2,3} +(.+?) *$", _without_code(self.body), re.MULTILINE))

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Return (scheme, target) of every exercise, demo and topic link, in order."""
        found = re.findall(r"\]\((exercise|demo|topic):([^)\s]+)\)", _without_code(self.body))
        return tuple((scheme, target) for scheme, target in found)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """Return the targets of the note's pictures, in order."""
        return tuple(re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", _without_code(self.body)))

    @cached_property
    def words(self) -> int:
        """Return how many words the note has, without code and formulas."""
        prose = re.sub(r"\$\$.*?\$\$|\$[^$]*\$", " ", _without_code(self.body), flags=re.DOTALL)
        return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", prose))


@dataclass(frozen=True)
class Catalog:
    """All topics by id, in reading order, and a sentence for each note that could not be used."""

    topics: Mapping[str, Topic]
    problems: tuple[str, ...] = ()
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    demos: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def topic(self, topic_id: str) -> Topic:
        """Return one topic; raises ContentError with a sentence when there is none of that name."""
        try:
            return self.topics[topic_id]
        except KeyError:
            raise ContentError(f"There is no topic {topic_id!r}. There are: {', '.join(self.topics)}.") from None

    def shelves(self) -> dict[str, list[Topic]]:
        """Return the topics by shelf, shelves and topics in reading order."""
        found: dict[str, list[Topic]] = {}
        for topic in self.topics.values():
            found.setdefault(topic.shelf, []).append(topic)
        return found

    def linked(self, families: Iterable[tuple[str, str]], demos: Iterable[tuple[str, str]]) -> Catalog:
        """Return the catalog with (id, topic) pairs of families and demos tied to their topics."""
        return Catalog(self.topics, self.problems, _grouped(families), _grouped(demos))


def load_catalog(content: Path) -> Catalog:
    """Return the catalog of a content folder; a broken note is left out and named in ``problems``."""
    if not content.is_dir():
        sentence = f"The notes are missing: there is no folder {content}. Install studyapp again to get them back."
        return Catalog({}, (sentence,))
    topics: dict[str, Topic] = {}
    problems: list[str] = []
    for path in sorted(content.glob("*/*.md")):
        try:
            topic = read_topic(path)
            if topic.id in topics:
                raise ContentError(f"{_name(path)}: another note has the id {topic.id!r} too.")
            topics[topic.id] = topic
        except ContentError as error:
            problems.append(str(error))
    return Catalog(dict(sorted(topics.items(), key=_reading_order)), tuple(problems))


def read_topic(path: Path) -> Topic:
    """Return the topic of one note; raises ContentError with the file's name and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{_name(path)}: the note can't be read ({error}).") from error
    opening, fence, rest = text.partition(_FENCE)
    front_text, closing, body = rest.partition(f"\n{_FENCE}")
    if opening.strip() or not fence or not closing:
        raise ContentError(f"{_name(path)}: a note begins with its front matter between two lines of +++.")
    try:
        front = msgspec.convert(tomllib.loads(front_text), FrontMatter)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ContentError(f"{_name(path)}: front matter: {error}. A note needs id and title.") from error
    if front.id != f"{path.parent.name}.{path.stem}":
        raise ContentError(f"{_name(path)}: the id is {front.id!r}, but the file's place makes it {_id_of(path)!r}.")
    if path.parent.name not in SHELVES:
        raise ContentError(f"{_name(path)}: there is no shelf {path.parent.name!r}.")
    return topic_of(front, path, text, body)


def topic_of(front: FrontMatter, path: Path, text: str, body: str) -> Topic:
    """Return the topic that a file's text makes; ``body`` is the end of it, behind the front matter."""
    before = text[: len(text) - len(body.lstrip())]
    return Topic(front, path, body.strip() + "\n", before.count("\n") + 1)


def shelf_title(shelf: str) -> str:
    """Return a shelf's name as shown."""
    return SHELF_TITLES.get(shelf, shelf.capitalize())


def _reading_order(item: tuple[str, Topic]) -> tuple[int, int, str]:
    topic = item[1]
    return SHELVES.index(topic.shelf), topic.front.order, topic.id


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for item, topic in pairs:
        found[topic] = (*found.get(topic, ()), item)
    return found


def _id_of(path: Path) -> str:
    return f"{path.parent.name}.{path.stem}"


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _without_code(body: str) -> str:
    return re.sub(r"^```.*?^```", "", body, flags=re.DOTALL | re.MULTILINE)
