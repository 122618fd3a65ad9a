"""Full-text search over everything there is to study: SQLite's FTS5 in memory, made anew in every window.

It is the only module beside ``storage`` that speaks SQL: what it holds is a cache, not the learner's history, and the
database is never written to a disk.
"""

from __future__ import annotations

import bisect
import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches

from studyapp.study.search_entries import Entry, Kind, Marked, Match, words_of

_BEGIN, _END = "\x02", "\x03"  # stand around what matches; no note has them
SNIPPET_WORDS = 14
MAX_WORDS = 12
MAX_COMPLETIONS = 100


class SearchIndex:
    """What can be found by its words, as they are typed."""

    def __init__(self) -> None:
        """Begin with nothing to find."""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(_TABLE)
        self._vocabulary: set[str] = set()
        self._sorted: list[str] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Make entries findable."""
        rows = [(each.label, each.text, int(each.kind), each.place, each.address) for each in entries]
        with self._connection:  # one transaction for all of them
            self._connection.executemany("insert into entries values (?, ?, ?, ?, ?)", rows)
        for label, text, *_others in rows:
            self._vocabulary.update(words_of(label), words_of(text))
        self._sorted = []

    def remove(self, beginning: str) -> None:
        """Forget the entries whose address begins so; their words may still be offered as likely ones."""
        with self._connection:
            self._connection.execute("delete from entries where substr(address, 1, ?) = ?", (len(beginning), beginning))

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()

    def find(self, words: str, *, limit: int = 40) -> list[Match]:
        """Return what has every one of the words, each of which may be unfinished; the best first.

        A title counts more than a heading, that more than a term, and all of them more than a place in a text. Among
        equals those come first that say nothing but the words, or begin with them.
        """
        asked = words_of(words)[:MAX_WORDS]
        if not asked:
            return []
        query = " AND ".join(self._completed(word) for word in asked)
        values: dict[str, str | int] = {"words": " ".join(asked), "limit": limit}
        by_label = self._matches(_BY_LABEL, values | {"query": f"label : ({query})"}, in_label=True)
        if len(by_label) == limit:
            return by_label
        known = {each.address for each in by_label}
        by_text = self._matches(_BY_TEXT, values | {"query": query}, in_label=False)
        return [*by_label, *(each for each in by_text if each.address not in known)][:limit]

    def near(self, words: str) -> str:
        """Return the words with each unknown one replaced by the one most like it; "" when that changes nothing."""
        asked = words_of(words)[:MAX_WORDS]
        nearest = [self._nearest(word) for word in asked]
        return "" if nearest == asked else " ".join(nearest)

    def _nearest(self, word: str) -> str:
        if self._words_beginning(word):
            return word
        likely = [each for each in self._words_beginning(word[:1]) if abs(len(each) - len(word)) <= 2]
        return next(iter(get_close_matches(word, likely, n=1)), word)

    def _matches(self, statement: str, values: dict[str, str | int], *, in_label: bool) -> list[Match]:
        signs = {"begin": _BEGIN, "end": _END, "size": SNIPPET_WORDS}
        rows = self._connection.execute(statement, values | signs).fetchall()
        return [
            Match(Kind(row[0]), in_label, _marked(row[1]), _snippet(row[2], Kind(row[0])), row[3], row[4])
            for row in rows
        ]

    def _completed(self, beginning: str) -> str:
        """Return the query for a word that may be unfinished.

        Stemmed words have lost their ends, so "convolutio" begins none of them: the words it begins are looked up here.
        """
        words = self._words_beginning(beginning)
        if len(words) > MAX_COMPLETIONS:
            return f'"{beginning}"*'
        return "(" + " OR ".join(f'"{word}"' for word in {beginning, *words}) + ")"

    def _words_beginning(self, beginning: str) -> list[str]:
        if not self._sorted:
            self._sorted = sorted(self._vocabulary)
        first = bisect.bisect_left(self._sorted, beginning)
        return self._sorted[first : bisect.bisect_left(self._sorted, beginning + "\U0010ffff")]


_TABLE = """
    create virtual table entries using fts5(
        label, text, kind unindexed, place unindexed, address unindexed,
        tokenize = "porter unicode61 remove_diacritics 2"
    )
"""
_SHOWN = """
    select kind, highlight(entries, 0, :begin, :end), snippet(entries, 1, :begin, :end, '…', :size), place, address
    from entries where entries match :query
"""
# Kinds 0 to 2 have titles, 3 is a heading, 4 a term.
_BY_LABEL = f"""{_SHOWN}
    order by max(kind, 2), lower(label) = :words desc, lower(label) like :words || '%' desc, kind, length(label), rowid
    limit :limit
"""
_BY_TEXT = f"{_SHOWN} and rank match 'bm25(4.0, 1.0)' order by rank limit :limit"


def _snippet(text: str, kind: Kind) -> Marked:
    """Return a piece of text; one without anything that matches is none, unless it says what a term means."""
    found = _marked(text)
    return found if found.marks or kind is Kind.TERM else Marked("")


def _marked(text: str) -> Marked:
    """Return a text with the places between the signs that SQLite put in."""
    plain, marks, length = [], [], 0
    for piece in text.split(_BEGIN):
        inside, sign, outside = piece.partition(_END)
        if sign:
            marks.append((length, length + len(inside)))
        plain.append(inside + outside)
        length += len(inside) + len(outside)
    return Marked("".join(plain), tuple(marks))
