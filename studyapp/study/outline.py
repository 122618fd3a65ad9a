"""The names and places of all families and demos, kept beside the app so that listing them imports none of them.

Importing a hundred families takes longer than the window may take to appear. The outline is made again whenever a
file of theirs was added, removed or changed.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

import models
import question_bank
from studyapp.study.file_writing import FileWritingError, write_file

VERSION = 2


class FamilyOutline(msgspec.Struct, frozen=True):
    """What lists show of a family; ``guessed`` is the share of marks that guessing earns, by difficulty."""

    id: str
    topic: str
    title: str
    heading: str
    guessed: dict[int, float] = {}


class DemoOutline(msgspec.Struct, frozen=True):
    """What lists show of a demo; ``question`` is its first prediction."""

    id: str
    topic: str
    title: str
    heading: str
    question: str


class Outline(msgspec.Struct, frozen=True):
    """All families and demos, in the order of the registries; ``made_from`` tells which files it was made from."""

    made_from: str
    families: tuple[FamilyOutline, ...]
    demos: tuple[DemoOutline, ...]


def load_outline(cache: Path) -> Outline:
    """Return the outline kept in a cache folder, or make it anew and keep it."""
    file = cache / "outline.json"
    made_from = _fingerprint()
    try:
        outline = msgspec.json.decode(file.read_bytes(), type=Outline)
        if outline.made_from == made_from:
            return outline
    except (OSError, msgspec.DecodeError):
        pass  # there is none yet, or none that can be used
    outline = _made(made_from)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        write_file(file, msgspec.json.encode(outline))
    except (OSError, FileWritingError):
        return outline  # made again at the next start
    return outline


def _fingerprint() -> str:
    """Return a text that changes with every file that families and demos are made of."""
    parts = [str(VERSION)]
    for package, folder in ((question_bank, "families"), (models, "demos")):
        root = Path(next(iter(package.__path__))) / folder
        for path in sorted(root.rglob("*.py")):
            status = path.stat()
            parts.append(f"{path.relative_to(root.parent)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(parts)


def _made(made_from: str) -> Outline:
    from models.registry import demos
    from question_bank.registry import families
    from studyapp.study.guessing import guessed_shares

    return Outline(
        made_from,
        tuple(
            FamilyOutline(each.id, each.topic, each.title, each.heading, dict(guessed_shares(each)))
            for each in families().values()
        ),
        tuple(
            DemoOutline(each.id, each.topic, each.title, each.heading, each.predictions[0].question)
            for each in demos().values()
        ),
    )
