"""Reads the order in which a reply puts items: by letters, by numbers, or by their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from question_bank.answers.reading.characters import normalised
from question_bank.answers.reading.grids import Stretch
from question_bank.answers.reading.options import LETTERS, read_pick
from question_bank.errors import Unreadable

MAX_LENGTH = 6000

_BETWEEN = tuple(
    map(
        re.compile,
        (
            *(r"\n", r";", r"→|⟶|⇒|[-=]{0,3}>|<", r","),
            r"[\s,;|-]+(?:(?:and|then)\s+)?",
            r"(?<=\w)\s*(?=\w)",
        ),
    )
)
"""The clearest separator comes first: texts have gaps and commas of their own. The last reads "cadb" by the letter."""
_BULLET = re.compile(r"(?:[-*•]|\(?(?:[0-9]{1,2}|[A-Za-z])[.):])\s+")


def read_sequence(reply: str, items: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of all items, each once, in the order typed; raises Unreadable."""
    how_to = how_to_type_order(len(items))
    if not reply.strip():
        raise Unreadable(f"Nothing is typed yet. {how_to}")
    if len(reply) > MAX_LENGTH:
        raise Unreadable(f"This is too long. {how_to}", MAX_LENGTH)
    text = normalised(reply)
    complaint: Unreadable | None = None
    for names in _ways_to_cut(Stretch(text, 0).part(0, len(text))):
        try:
            return _each_once(names, items, len(text.rstrip()), how_to)
        except Unreadable as error:
            complaint = _clearer(complaint, error)
    raise complaint or Unreadable(how_to)


def how_to_type_order(count: int) -> str:
    """Return the sentence that says how an order is typed."""
    example = " ".join((*LETTERS[1:count], LETTERS[0]))
    return f"Type every letter once, the first in order first, such as {example}."


def _ways_to_cut(body: Stretch) -> Iterator[Iterable[Stretch]]:
    """Yield the names that the reply may consist of, the clearest reading first."""
    for separator in _BETWEEN:
        if separator.search(body.text):
            yield (name for name in body.pieces(separator) if name.text)
    yield (body,)


def _each_once(names: Iterable[Stretch], items: Sequence[str], end: int, how_to: str) -> tuple[int, ...]:
    found: list[int] = []
    for name in names:
        index = _pick(name, items, how_to)
        if index in found:
            raise Unreadable(f"{LETTERS[index]} stands here twice. {how_to}", name.position)
        found.append(index)
    missing = [LETTERS[index] for index in range(len(items)) if index not in found]
    if missing:
        raise Unreadable(f"Still missing: {', '.join(missing)}. {how_to}", end)
    return tuple(found)


def _pick(name: Stretch, items: Sequence[str], how_to: str) -> int:
    """Return the item that is named, also behind the number or letter it has in a list; raises Unreadable."""
    bullet = _BULLET.match(name.text)
    behind = [name.part(bullet.end(), len(name.text))] if bullet else []
    for text in (name, *behind):
        with suppress(Unreadable):
            return read_pick(text.text, items)
    raise Unreadable(f"“{name.text[:20]}” is none of the items. {how_to}", name.position)


def _clearer(complaint: Unreadable | None, other: Unreadable) -> Unreadable:
    """Return the complaint that came further into the reply: that reading understood more of it."""
    return other if complaint is None or (other.position or 0) > (complaint.position or 0) else complaint
