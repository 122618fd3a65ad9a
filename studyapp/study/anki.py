"""Decks of Anki as cards of ours: what its templates and clozes show, as text; and its plain-text export.

Templates are filled in, never run: a field's place gets the field, a condition on a field is looked at, and all else of
the language is left out.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studyapp.errors import StudyAppError
from studyapp.study.cards import LONGEST_SIDE, Card, deck_source
from studyapp.study.foreign_text import markdown_of
from studyapp.study.text_file import TextFileError, read_text_file

MOST_CARDS = 100_000
MOST_CHARACTERS = 50_000_000  # of a whole deck
_LONGEST_HTML = 4 * LONGEST_SIDE
_LONGEST_NAME = 200  # characters of a deck's name that are kept
_PLACE = re.compile(r"\{\{([^{}]{1,200})\}\}")
_CLOZE_SIGN = re.compile(r"(\{\{c\d{1,3}::|\}\})")
_ASKS = re.compile(r"^(?:type|hint)\b[^{}]*:")  # a box to type in, a word to click on: both would show the answer
_ANSWER_LINE = re.compile(r"<hr\b[^<>]{0,100}\bid\s{0,9}=\s{0,9}[\"']?answer\b[^<>]{0,100}>", re.IGNORECASE)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}

NO_TEXT = "only pictures or sounds"
TOO_LONG = f"a side of more than {LONGEST_SIDE:,} characters"


class AnkiError(StudyAppError):
    """A deck that can't be used; nothing was taken from it."""


@dataclass(frozen=True, slots=True)
class Template:
    """How a note type makes a card: the HTML of both sides, with places for fields."""

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """The names of a note's fields and its templates; ``is_cloze`` makes a card for each number of a gap."""

    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False


@dataclass(frozen=True, slots=True)
class Deck:
    """What was read: cards in the order of the deck, and how many were left out for which reason."""

    cards: tuple[Card, ...]
    left_out: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """Return what was found, in one sentence."""
        found = f"{len(self.cards):,} {'card' if len(self.cards) == 1 else 'cards'}"
        reasons = " and ".join(f"{count:,} with {reason}" for reason, count in self.left_out.items())
        return f"{found}; left out: {reasons}." if reasons else f"{found}."


def sides(kind: NoteType, fields: Iterable[str], number: int) -> tuple[str, str] | None:
    """Return the HTML of both sides of a note's card, counted from 0; None where the note type has no such card."""
    by_name = dict(zip(kind.fields, fields, strict=False))
    if kind.is_cloze and kind.templates:
        if not any(f"{{{{c{number + 1}::" in value for value in by_name.values()):
            return None
        template = kind.templates[0]
        asked = {name: _cloze(value, number + 1, hidden=True) for name, value in by_name.items()}
        shown = {name: _cloze(value, number + 1, hidden=False) for name, value in by_name.items()}
        return _filled(_front_of(template), asked), _filled(_answer_of(template), shown)
    if not 0 <= number < len(kind.templates):
        return None
    template = kind.templates[number]
    return _filled(_front_of(template), by_name), _filled(_answer_of(template), by_name)


def deck_of(found: Iterable[tuple[str, tuple[str, str] | None]], topic: str) -> Deck:
    """Return the cards that pairs of sides make, each with its deck's name; raises AnkiError where there are too many.

    All go to one topic; what is there twice is taken once.
    """
    cards: dict[tuple[str, str], Card] = {}
    left_out: Counter[str] = Counter()
    characters = 0
    for deck, pair in found:
        card = _card(topic, deck, pair)
        if isinstance(card, str):
            left_out[card] += 1
            continue
        cards.setdefault((card.source, card.front), card)
        characters += len(card.front) + len(card.back)
        if len(cards) > MOST_CARDS or characters > MOST_CHARACTERS:
            raise AnkiError(f"The deck has more than {MOST_CARDS:,} cards' worth of text. Export a part of it.")
    if not cards:
        raise AnkiError("The deck has no cards with text on both sides.")
    return Deck(tuple(cards.values()), dict(left_out))


def read_anki_text(path: Path, topic: str) -> Deck:
    """Return the cards of a plain-text export ("Notes in Plain Text" or "Cards in Plain Text"). Raises AnkiError."""
    try:
        text = read_text_file(path)
    except TextFileError as error:
        raise AnkiError(str(error)) from error
    header, rows = _header(text)
    return deck_of(_pairs(rows, header, path), topic)


def _card(topic: str, deck: str, pair: tuple[str, str] | None) -> Card | str:
    """Return a card, or why there is none."""
    if pair is None:
        return "no side to show"
    if max(map(len, pair)) > _LONGEST_HTML:
        return TOO_LONG
    front, back = map(markdown_of, pair)
    if not front or not back:
        return NO_TEXT
    return (
        TOO_LONG
        if max(len(front), len(back)) > LONGEST_SIDE
        else Card(topic, front, back, deck_source(deck[:_LONGEST_NAME]))
    )


def _front_of(template: Template) -> str:
    """Return the front without what shows the answer only when it is asked to."""
    return _PLACE.sub(lambda found: "" if _ASKS.match(found[1].strip()) else found[0], template.front)


def _answer_of(template: Template) -> str:
    """Return the back without the front, which most templates repeat above a line."""
    line = _ANSWER_LINE.search(template.back)
    return template.back[line.end() :] if line else template.back


def _filled(template: str, fields: Mapping[str, str]) -> str:
    """Return a template with its fields filled in, cut where it is longer than any card may be."""
    shown: list[str] = []
    hiding: list[bool] = []  # one for each condition that is open
    hidden_by = 0  # how many of them hide what is inside
    length, place = 0, 0
    for found in _PLACE.finditer(template):
        between, what = template[place : found.start()], found[1].strip()
        place = found.end()
        name = what[1:].strip()
        value = "" if what[0:1] in "#^/" else fields.get(what.rpartition(":")[2].strip(), "")
        if not hidden_by:
            shown += (between, value)
            length += len(between) + len(value)
        if what[0:1] in ("#", "^"):
            hiding.append(bool(fields.get(name, "").strip()) == (what[0] == "^"))
            hidden_by += hiding[-1]
        elif what[0:1] == "/" and hiding:
            hidden_by -= hiding.pop()
        if length > _LONGEST_HTML:
            return "".join(shown)
    return "".join([*shown, "" if hidden_by else template[place:]])


def _cloze(text: str, number: int, *, hidden: bool) -> str:
    """Return a text with its gaps filled, those of one number hidden where that is asked: ``{{c1::Paris::city}}``."""
    open_gaps: list[tuple[int, list[str]]] = [(0, [])]
    for piece in _CLOZE_SIGN.split(text):
        if piece.startswith("{{c") and piece.endswith("::"):
            open_gaps.append((int(piece[3:-2]), []))
        elif piece == "}}" and len(open_gaps) > 1:
            gap, inside = open_gaps.pop()
            words, _, hint = "".join(inside).partition("::")
            open_gaps[-1][1].append(f"[{hint or '…'}]" if hidden and gap == number else words)
        else:
            open_gaps[-1][1].append(piece)
    return "".join(piece for _, pieces in open_gaps for piece in pieces)


def _header(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the ``#key:value`` lines on top, and the lines below."""
    lines = text.splitlines(keepends=True)
    header: dict[str, str] = {}
    for number, line in enumerate(lines):
        key, colon, value = line.removeprefix("#").partition(":")
        if not line.startswith("#") or not colon:
            return header, lines[number:]
        header[key.strip().lower()] = value.strip("\r\n")
    return header, []


def _pairs(rows: list[str], header: Mapping[str, str], path: Path) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Yield deck and sides of each row: its first two fields that are neither deck, tags, note type nor mark."""
    named = header.get("separator", "tab")
    separator = _SEPARATORS.get(named.strip().lower(), named[:1] or "\t")
    special = {int(value) - 1 for key, value in header.items() if key.endswith(" column") and value.strip().isdecimal()}
    deck_column = header.get("deck column", "").strip()
    reader = csv.reader(rows, delimiter=separator)
    try:
        for row in reader:
            fields = [value for column, value in enumerate(row) if column not in special]
            if not any(fields):
                continue
            deck = row[int(deck_column) - 1] if deck_column.isdecimal() and 0 < int(deck_column) <= len(row) else ""
            for pair in _sides_of(fields):
                yield deck or header.get("deck", "") or path.stem, pair
    except csv.Error as error:
        raise AnkiError(f"{path.name} can't be read as rows at line {reader.line_num}: {error}.") from error


def _sides_of(fields: list[str]) -> Iterator[tuple[str, str] | None]:
    """Yield both sides of what a row holds: one card, or one for each gap of a cloze."""
    gaps = sorted({int(each) for each in re.findall(r"\{\{c(\d{1,3})::", fields[0])})
    extra = "<br>".join(fields[1:2])
    for gap in gaps:
        yield _cloze(fields[0], gap, hidden=True), f"{_cloze(fields[0], gap, hidden=False)}<br>{extra}"
    if not gaps:
        yield (fields[0], fields[1]) if len(fields) > 1 else None
