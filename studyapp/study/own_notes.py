"""The learner's own notes: Markdown files in a folder of theirs, linked as ours are; no front matter needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

import msgspec

from studyapp.errors import ContentError
from studyapp.study.catalog import FrontMatter, Topic, topic_of
from studyapp.study.file_writing import FileWritingError, write_file
from studyapp.study.slugs import slug
from studyapp.study.text_file import TextFileError, read_text_file

SHELF, SHELF_TITLE = "own", "Your notes"
WORDS_A_MINUTE = 180
_FENCE = "+++"
_NEW_NOTE = """# {title}

Write here. Links lead to topics, exercises and demos, as in our notes:
[convolution](topic:cnn.convolution), [try it](exercise:conv-output-shape), [watch](demo:cnn-digits).

Formulas stand between dollars: $y = \\sigma(w x + b)$.
"""


class _OwnFront(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand between the ``+++`` lines of an own note; all of it may be left out."""

    id: str = ""
    title: str = ""
    order: int = 0
    prerequisites: tuple[str, ...] = ()
    minutes: int = 0
    sources: tuple[str, ...] = ()
    terms: dict[str, str] = {}


@dataclass(frozen=True)
class OwnNotes:
    """The notes that can be read, by id and in the order of their titles, and a sentence for each file that can't."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    problems: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What a link can lead to: headings by topic id (a call, for notes are many), families and demos."""

    headings: Callable[[str], Collection[str] | None]
    families: Collection[str]
    demos: Collection[str]


def is_own(topic_id: str) -> bool:
    """Tell whether an id is that of an own note."""
    return topic_id.startswith(f"{SHELF}.")


def load_own_notes(folder: Path) -> OwnNotes:
    """Return the notes of a folder; one that is not there is empty."""
    topics: dict[str, Topic] = {}
    problems: dict[Path, str] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            topic = read_own_note(path)
            if topic.id in topics:
                raise ContentError(f"{path.name}: {topics[topic.id].path.name} has the same name but for its signs.")
            topics[topic.id] = topic
        except ContentError as error:
            problems[path] = str(error)
    by_title = sorted(topics.values(), key=lambda topic: (topic.front.order, topic.title.casefold(), topic.id))
    return OwnNotes({topic.id: topic for topic in by_title}, problems)


def read_own_note(path: Path) -> Topic:
    """Return one note; raises ContentError with the file's name and what is wrong."""
    try:
        text = read_text_file(path)
    except TextFileError as error:
        raise ContentError(str(error)) from error
    front, body = _front(path, text)
    heading = re.match(r"\s*# +(.+?) *#*\s*(?:\n|\Z)", body)
    title = front.title or (heading[1] if heading else path.stem)
    if heading and heading[1] == title:
        body = body[heading.end() :]
    name = slug(path.stem)
    if not name:
        raise ContentError(f"{path.name}: a note's file has a name with letters or digits, such as my-note.md.")
    values = {field: getattr(front, field) for field in front.__struct_fields__}
    made = FrontMatter(**(values | {"id": f"{SHELF}.{name}", "title": title}))
    topic = topic_of(made, path, text, body)
    minutes = front.minutes or max(round(topic.words / WORDS_A_MINUTE), 1)
    return replace(topic, front=msgspec.structs.replace(made, minutes=minutes))


def faults(topic: Topic, known: Known) -> Iterator[str]:
    """Yield a sentence for each link that leads nowhere and each picture that is not there."""
    for scheme, target in topic.links:
        place, _, heading = target.partition("#")
        match scheme:
            case "exercise" if target not in known.families:
                yield f"There is no exercise {target!r}."
            case "demo" if target not in known.demos:
                yield f"There is no demo {target!r}."
            case "topic":
                headings = known.headings(place)
                if headings is None:
                    yield f"There is no topic {place!r}."
                elif heading and heading not in headings:
                    yield f"The topic {place!r} has no heading {heading!r}."
    for target in topic.figures:
        if ":" not in target and not (topic.path.parent / unquote(target)).is_file():
            yield f"There is no picture {target!r} beside the note."


def make_note(folder: Path, title: str, taken: Iterable[str] = ()) -> Path:
    """Write a new note that shows how links and formulas are written, and return its file. Raises ContentError."""
    name = slug(title) or "note"
    names = {path.stem for path in folder.glob("*.md")} | set(taken)
    number = next(n for n in range(1, len(names) + 2) if _numbered(name, n) not in names)
    path = folder / f"{_numbered(name, number)}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(path, _NEW_NOTE.replace("{title}", " ".join(title.split()) or "My note"))
    except (OSError, FileWritingError) as error:
        raise ContentError(f"The note can't be made in {folder}: {error}") from error
    return path


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def _front(path: Path, text: str) -> tuple[_OwnFront, str]:
    if not text.lstrip().startswith(_FENCE):
        return _OwnFront(), text
    front, closing, body = text.lstrip().removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not closing:
        raise ContentError(f"{path.name}: what begins with +++ has to end with another line of +++.")
    try:
        return msgspec.convert(tomllib.loads(front), _OwnFront), body
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ContentError(f"{path.name}: between the lines of +++: {error}.") from error
