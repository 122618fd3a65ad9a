"""The part of the learner's database that keeps cards: a question with one answer, from a note, an author or Anki."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from studyapp.storage_connection import Connection, Row
from studyapp.stored_time import stored_time
from studyapp.study.cards import Card


class KeptCards:
    """The cards in a store; every method raises StoreError."""

    def __init__(self, connection: Connection) -> None:
        """Begin with the open file."""
        self._connection = connection

    def all(self) -> list[Card]:
        """Return the cards that were not removed, in the order they came."""
        return [_card(row) for row in self._connection.rows(f"{_CARDS} order by id")]

    def known(self) -> list[Card]:
        """Return every card there ever was, also those that were removed."""
        return [_card(row) for row in self._connection.rows("select * from cards order by id")]

    def get(self, number: int) -> Card | None:
        """Return one card, None where there is none or it was removed."""
        rows = self._connection.rows(f"{_CARDS} and id = ?", number)
        return _card(rows[0]) if rows else None

    def fresh(self, limit: int) -> list[Card]:
        """Return the first cards that were never reviewed, in the order they came."""
        if self._connection.rows(_ALL_KNOWN)[0][0]:  # counting is much quicker than looking for one that isn't there
            return []
        return [_card(row) for row in self._connection.rows(f"{_CARDS} {_FRESH} order by id limit ?", limit)]

    def add(self, cards: Sequence[Card]) -> list[Card]:
        """Keep new cards, all of them or none, and return them with their ids."""
        with self._connection.as_one():
            return [replace(card, id=self._connection.write(_ADD, *_words(card))) for card in cards]

    def change(self, card: Card) -> None:
        """Keep the words of a card as they are now; what is remembered of it stays."""
        self._connection.write(_CHANGE, *_words(card), card.id)

    def remove(self, card: Card, now: datetime) -> None:
        """Take a card out of every list, also of what is due; its row stays until ``restore``, or for good."""
        self._connection.write("insert or ignore into card_removals values (?, ?, ?)", card.id, *stored_time(now))

    def restore(self, card: Card) -> None:
        """Bring back a card that was removed, with what was remembered of it."""
        self._connection.write("delete from card_removals where card_id = ?", card.id)


_CARDS = "select * from cards where id not in (select card_id from card_removals)"
_ALL_KNOWN = """
    select (select count(*) from cards) <= (select count(*) from memories where item >= 'card/' and item < 'card0')
"""
_FRESH = """
    and not exists (select 1 from memories where item = 'card/' || cards.id)
    and not exists (select 1 from stale_memories where item = 'card/' || cards.id)
"""
_ADD = "insert into cards (topic, front, back, source) values (?, ?, ?, ?)"
_CHANGE = "update cards set topic = ?, front = ?, back = ?, source = ? where id = ?"


def _words(card: Card) -> tuple[str, str, str, str]:
    return card.topic, card.front, card.back, card.source


def _card(row: Row) -> Card:
    return Card(row["topic"], row["front"], row["back"], row["source"], row["id"])
