"""Reads Anki's packages (``.apkg``): a zip with a database in it, from anywhere, and so believed in nothing.

Only the collection is taken out of the zip, into a temporary copy that is opened for reading; media are never touched.
Sizes, the number of files and the work of the database are limited, and only plain tables are read.
"""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from studyapp.study.anki import AnkiError, Deck, NoteType, Template, deck_of, read_anki_text, sides

LARGEST_PACKAGE = 500_000_000  # bytes
LARGEST_COLLECTION = 200_000_000
LARGEST_INDEX = 10_000_000  # bytes of the list of files: some hundred thousand
LONGEST_VALUE = 5_000_000
MOST_FILLED_IN = 500_000_000  # characters of templates and fields, of all cards together
MOST_WORK = 1_000  # rounds of the database's own steps
ROUND = 100_000
_SUFFIXES = (".apkg", ".colpkg")
_PIECE = 1 << 20
_END_SIGN, _END_BYTES, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_END_64_SIGN, _END_64_BYTES = b"PK\x06\x07", 20
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
_NEWER = (
    "is in Anki's newest form, which studyapp doesn't read. Export it again: File, Export, tick "
    "“Support older Anki versions”; or choose “Notes in Plain Text”."
)


class _TemplateRow(msgspec.Struct):
    qfmt: str
    afmt: str
    ord: int = 0


class _FieldRow(msgspec.Struct):
    name: str
    ord: int = 0


class _NoteTypeRow(msgspec.Struct):
    flds: list[_FieldRow]
    tmpls: list[_TemplateRow]
    type: int = 0


class _DeckRow(msgspec.Struct):
    name: str


def read_deck(path: Path, topic: str) -> Deck:
    """Return the cards of a package or of a plain-text export, all for one topic; raises AnkiError with a sentence."""
    if path.suffix.lower() not in _SUFFIXES:
        return read_anki_text(path, topic)
    with TemporaryDirectory(prefix="studyapp-") as folder:
        collection = Path(folder) / "collection.db"
        try:
            _take_out(path, collection)
        except OSError as error:
            raise AnkiError(f"{path.name} can't be read: {error.strerror or error}.") from error
        try:
            with closing(_opened(collection)) as connection:
                return deck_of(_sides(connection, path), topic)
        except (sqlite3.Error, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise AnkiError(f"The collection in {path.name} can't be read ({error}). Export it again.") from error


def _take_out(path: Path, collection: Path) -> None:
    """Copy the collection out of a package."""
    if path.stat().st_size > LARGEST_PACKAGE:
        raise AnkiError(f"{path.name} is larger than {LARGEST_PACKAGE // 10**6} MB. Export it without media.")
    _check_index(path)
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "collection.anki21b" in names:
                raise AnkiError(f"{path.name} {_NEWER}")
            name = next((each for each in ("collection.anki21", "collection.anki2") if each in names), None)
            if name is None:
                raise AnkiError(f"{path.name} is no package of Anki: there is no collection in it.")
            _copy(package, package.getinfo(name), collection)
    except _BAD_ZIP as error:
        raise AnkiError(f"{path.name} is damaged: {error}. Export it again.") from error


def _check_index(path: Path) -> None:
    """Refuse a zip whose list of files is huge: all of it would be read at once."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(size - _END_BYTES - _LONGEST_COMMENT - _END_64_BYTES, 0))
        tail = file.read()
    plain_end = len(tail) - _END_BYTES
    place = plain_end if tail[max(plain_end, 0) :].startswith(_END_SIGN) else tail.rfind(_END_SIGN)
    if place < 0 or len(tail) < place + _END_BYTES:
        raise AnkiError(f"{path.name} is no package of Anki: it is not a zip file.")
    index_bytes = int.from_bytes(tail[place + 12 : place + 16], "little")
    if index_bytes > LARGEST_INDEX or tail[max(place - _END_64_BYTES, 0) :].startswith(_END_64_SIGN):
        raise AnkiError(f"{path.name} has too many files in it. Export it without media.")


def _copy(package: zipfile.ZipFile, member: zipfile.ZipInfo, collection: Path) -> None:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise AnkiError("The package is packed in a way that Anki doesn't use.")
    copied = 0
    with package.open(member) as source, collection.open("wb") as target:
        while piece := source.read(_PIECE):
            copied += len(piece)  # what the zip says of its size may be a lie
            if copied > LARGEST_COLLECTION:
                raise AnkiError(f"The collection is larger than {LARGEST_COLLECTION // 10**6} MB. Export one deck.")
            target.write(piece)


def _opened(collection: Path) -> sqlite3.Connection:
    """Open the copy so that nothing in it is believed: no writing, no functions, no endless work."""
    connection = sqlite3.connect(f"{collection.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    connection.execute("pragma mmap_size = 0")
    connection.set_authorizer(_may)
    work = iter(range(MOST_WORK))
    connection.set_progress_handler(lambda: next(work, None) is None, ROUND)
    return connection


def _may(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) else sqlite3.SQLITE_DENY


def _sides(connection: sqlite3.Connection, path: Path) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Yield the deck's name and both sides of each card."""
    tables = {name for name, kind, sql in connection.execute(_TABLES) if kind == "table" and _is_plain(sql)}
    if not {"col", "notes", "cards"} <= tables:
        raise AnkiError(f"{path.name} is no package of Anki: its collection has other tables.")
    models, decks = next(connection.execute("select models, decks from col limit 1"), ("", ""))
    if not models or not decks:
        raise AnkiError(f"{path.name} {_NEWER}")
    if not isinstance(models, str | bytes) or not isinstance(decks, str | bytes):
        raise AnkiError(f"The collection in {path.name} can't be read (its note types are no text). Export it again.")
    kinds = {key: _kind(row) for key, row in msgspec.json.decode(models, type=dict[str, _NoteTypeRow]).items()}
    names = {key: row.name for key, row in msgspec.json.decode(decks, type=dict[str, _DeckRow]).items()}
    filled_in = 0
    for kind, fields, number, deck in connection.execute(_CARDS):
        found, pair = kinds.get(str(kind)), None
        if found and isinstance(fields, str) and isinstance(number, int):
            filled_in += len(fields) + max((len(each.front) + len(each.back) for each in found.templates), default=0)
            if filled_in > MOST_FILLED_IN:  # one long note may stand on any number of cards
                raise AnkiError(f"{path.name} has more text on its cards than anyone learns. Export a part of it.")
            pair = sides(found, fields.split("\x1f"), number)
        yield names.get(str(deck), path.stem), pair


def _is_plain(sql: object) -> bool:
    """Tell whether a table is one, and not code that looks like one."""
    return isinstance(sql, str) and sql[:12].lower() == "create table"


def _kind(row: _NoteTypeRow) -> NoteType:
    fields = tuple(field.name for field in sorted(row.flds, key=lambda each: each.ord))
    templates = (Template(each.qfmt, each.afmt) for each in sorted(row.tmpls, key=lambda each: each.ord))
    return NoteType(fields, tuple(templates), is_cloze=row.type == 1)


_TABLES = "select name, type, sql from sqlite_master"
_CARDS = """
    select notes.mid, notes.flds, cards.ord, cards.did from cards join notes on notes.id = cards.nid order by cards.id
"""
