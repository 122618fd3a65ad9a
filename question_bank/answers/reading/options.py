"""Reads which options a reply picks, by letter, by number or by text, and which letter it gives to which number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from question_bank.answers.reading.characters import normalised
from question_bank.errors import Unreadable

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MAX_LENGTH = 2000

_MARKUP = re.compile(r"[$*_`\s]+")
_PICK = re.compile(r"\s*[(\[{]?\s*([A-Za-z]|[0-9]{1,2})\s*[)\]}.:]?\s*")
_ROW = re.compile(r"[A-Za-z]{2,26}")
_LINE = re.compile(r"[^;\n]+")
_WORD = re.compile(r"[^\s,&+]+")
_PAIR = re.compile(r"[\s,;(]*([0-9]{1,2})\s*(?:[-=]?>|[-→:=.)])?\s*([A-Za-z])(?![A-Za-z])[\s,;)]*")


def check_options(options: Sequence[str], name: str = "options") -> None:
    """Raise ValueError unless the options can be told apart and each has a letter."""
    if not 2 <= len(options) <= len(LETTERS):
        raise ValueError(f"{len(options)} {name} can't be asked for; there must be 2 to {len(LETTERS)}")
    if len(set(options)) < len(options):
        raise ValueError(f"two {name} are the same: {options}")


def read_pick(reply: str, options: Sequence[str], offset: int = 0) -> int:
    """Return the index of the one option named by its letter, its number or its text; raises Unreadable.

    Letters go first: where an option reads "b" but stands at a), the reply b is the option at b).
    """
    how_to = f"Type one letter, {_letters(options)}."
    text = _typed(reply, how_to)
    match = _PICK.fullmatch(text)
    named = _named(match[1], options) if match else None
    if match and named is not None and match[1].isalpha():
        return named
    place = offset + (match.start(1) if match else _first_place(text))
    worded = _worded(text, options)
    if match and named is not None and worded not in (None, named):
        raise Unreadable(f"{match[1]} can be a number or what an option says. {how_to}", place)
    picked = worded if named is None else named
    if picked is None:
        raise Unreadable((f"There is no option {match[1]}. " if match else "") + how_to, place)
    return picked


def read_picks(reply: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of all options named, each once, in order; raises Unreadable where none is."""
    how_to = f"Type the letters of all that apply, {_letters(options)}, such as a, b."
    text = _typed(reply, how_to)
    picks: set[int] = set()
    for line in _LINE.finditer(text):
        try:
            picks.update(_picks_by_letter(line, options))
        except Unreadable:
            worded = _worded(line[0], options)
            if worded is None:
                raise
            picks.add(worded)
    if not picks:
        raise Unreadable(how_to, _first_place(text))
    return tuple(sorted(picks))


def read_pairs(reply: str, count: int, choices: int) -> tuple[int, ...]:
    """Return, for each of ``count`` numbers, the index of its letter among ``choices``; raises Unreadable."""
    example = " ".join(f"{number}{LETTERS[number % choices]}" for number in range(1, count + 1))
    how_to = f"Type a letter for each number, such as {example}."
    text = _typed(reply, how_to)
    letters = re.sub(r"[\s,;]", "", text)
    if letters.isalpha() and letters.isascii() and len(letters) == count:
        places = [match.start() for match in re.finditer(r"[A-Za-z]", text)]
        return tuple(_letter(letter, choices, place) for letter, place in zip(letters, places, strict=True))
    found = _pairs(text, count, choices, how_to)
    missing = [str(number) for number in range(1, count + 1) if number not in found]
    if missing:
        raise Unreadable(f"There is no letter for {', '.join(missing)} yet. {how_to}")
    return tuple(found[number] for number in range(1, count + 1))


def _picks_by_letter(line: re.Match[str], options: Sequence[str]) -> set[int]:
    picks: set[int] = set()
    for word in _WORD.finditer(line[0]):
        row = word[0].casefold()
        indices = [LETTERS.index(letter) for letter in row] if _ROW.fullmatch(word[0]) else []
        if indices and len(set(indices)) == len(indices) and max(indices) < len(options):
            picks.update(indices)
        elif row != "and":
            picks.add(read_pick(word[0], options, line.start() + word.start()))
    return picks


def _pairs(text: str, count: int, choices: int, how_to: str) -> dict[int, int]:
    found: dict[int, int] = {}
    place = 0
    while place < len(text):
        match = _PAIR.match(text, place)
        if match is None:
            raise Unreadable(how_to, place + _first_place(text[place:]))
        number = int(match[1])
        if not 1 <= number <= count:
            raise Unreadable(f"There is no number {number}. {how_to}", match.start(1))
        if number in found:
            raise Unreadable(f"The number {number} stands here twice. {how_to}", match.start(1))
        found[number] = _letter(match[2], choices, match.start(2))
        place = match.end()
    return found


def _letter(letter: str, choices: int, place: int) -> int:
    index = LETTERS.index(letter.lower())
    if index >= choices:
        raise Unreadable(f"There is no letter {letter} here. Type letters from a to {LETTERS[choices - 1]}.", place)
    return index


def _typed(reply: str, how_to: str) -> str:
    """Return the reply in plain characters; raises Unreadable for nothing and for far too much."""
    if not reply.strip():
        raise Unreadable(f"Nothing is typed yet. {how_to}")
    if len(reply) > MAX_LENGTH:
        raise Unreadable(f"This is too long. {how_to}", MAX_LENGTH)
    return normalised(reply)


def _named(name: str, options: Sequence[str]) -> int | None:
    """Return the index that a letter, or a number counted from 1, names."""
    index = int(name) - 1 if name.isdigit() else LETTERS.index(name.lower())
    return index if 0 <= index < len(options) else None


def _worded(text: str, options: Sequence[str]) -> int | None:
    """Return the index of the only option that says this."""
    found = [index for index, option in enumerate(options) if _bare(option) == _bare(text)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    """Return what is compared: no markup, no gaps, no capitals, no full stop."""
    return _MARKUP.sub("", normalised(text)).casefold().rstrip(".")


def _letters(options: Sequence[str]) -> str:
    return "a or b" if len(options) == 2 else f"a to {LETTERS[len(options) - 1]}"


def _first_place(text: str) -> int:
    return len(text) - len(text.lstrip())
