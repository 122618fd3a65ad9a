"""Makes Anki packages, with genanki or byte by byte."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import genanki

DECK = "Deep learning::Convolution"
BASIC, REVERSED, CLOZE, TYPED = (
    genanki.BASIC_MODEL,
    genanki.BASIC_AND_REVERSED_CARD_MODEL,
    genanki.CLOZE_MODEL,
    genanki.BASIC_TYPE_IN_THE_ANSWER_MODEL,
)


def package(path: Path, notes: Sequence[tuple[genanki.Model, Sequence[str]]]) -> Path:
    """Write a package of these notes (note type, fields)."""
    deck = genanki.Deck(20_260_301, DECK)
    for model, fields in notes:
        deck.add_note(genanki.Note(model=model, fields=list(fields)))
    database = path.with_suffix(".db")
    database.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma synchronous = off")
        genanki.Package(deck).write_to_db(connection.cursor(), 1_772_300_000.0, count(1_772_300_000_000))
        connection.commit()
    return packed(path, database)


def packed(path: Path, database: Path, name: str = "collection.anki2", packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """Pack a database under a name, with a list of media as Anki has it."""
    with zipfile.ZipFile(path, "w", packing) as whole:
        whole.write(database, name)
        whole.writestr("media", "{}")
    return path


def repacked(path: Path, *statements: str, name: str = "collection.anki2", packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """Change the database in a package by SQL, and pack it anew under a name."""
    database = path.with_suffix(".db")
    with zipfile.ZipFile(path) as whole:
        database.write_bytes(whole.read("collection.anki2"))
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = off")
        for statement in statements:
            connection.execute(statement)
    return packed(path, database, name, packing)
