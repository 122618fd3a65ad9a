"""The terms that notes introduce, and where they occur in the text of other notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

from studyapp.study.catalog import Catalog, Topic
from studyapp.study.note_sections import plain_words, sections

TERM = "term:"  # how such links begin
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ \u00a0-]")  # two words of a term may be joined by a hyphen
# Terms that are everyday words as well are explained only on the shelf of the note that introduces them: a head is
# part of a network among the notes on networks, and no more than a start elsewhere.
_EVERYDAY = frozenset(
    {
        *(
            "action",
            "advantage",
            "agent",
            "anchor",
            "axis",
            "backup",
            "baseline",
            "block",
            "body",
            "candidate",
            "critic",
        ),
        *("data", "environment", "gate", "head", "information", "jump", "key", "knowledge", "leaf", "merge", "model"),
        *(
            "node",
            "path",
            "patience",
            "policy",
            "precision",
            "preference",
            "query",
            "rank",
            "recall",
            "return",
            "reward",
        ),
        *("root", "score", "smooth", "state", "step", "sweep", "tap", "target", "transition", "value", "wisdom"),
    }
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a term means: a sentence, and the note that introduces it."""

    term: str
    sentence: str
    topic: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text, from ``start`` to ``end``, that is a term."""

    start: int
    end: int
    gloss: Gloss


class Terms:
    """The terms to be explained in one note; those that it introduces itself are not among them."""

    def __init__(self, glosses: Mapping[str, Gloss]) -> None:
        """Take glosses by their terms as written."""
        self._by_first: defaultdict[str, list[tuple[tuple[str, ...], Gloss]]] = defaultdict(list)
        for term, gloss in glosses.items():
            words = tuple(_WORD.findall(term.lower()))
            if words:
                self._by_first[words[0]].append((words, gloss))
        for terms in self._by_first.values():
            terms.sort(key=lambda each: -len(each[0]))  # "max pooling" is not "pooling" behind another word

    def found_in(self, text: str) -> Iterator[Found]:
        """Yield the terms in a text: whole words in any case, one or many, the longest where two begin together."""
        if not self._by_first:
            return
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            found = self._at(words, index, text)
            if found is None:
                index += 1
                continue
            count, gloss = found
            yield Found(words[index].start(), words[index + count - 1].end(), gloss)
            index += count

    def _at(self, words: list[re.Match[str]], index: int, text: str) -> tuple[int, Gloss] | None:
        first = words[index].group().lower()
        for key in (first, first.removesuffix("s"), first.removesuffix("es")):
            for term, gloss in self._by_first.get(key, ()):
                part = words[index : index + len(term)]
                if _is_term(term, part, text):
                    return len(term), gloss
        return None


NO_TERMS = Terms({})


class Glossary:
    """Every term of every note.

    Where two notes introduce the same term, a note is given the one of its own shelf, or else the first to be read.
    """

    def __init__(self, catalog: Catalog) -> None:
        """Collect the terms of a catalog."""
        self._glosses: defaultdict[str, list[Gloss]] = defaultdict(list)
        for topic in catalog.topics.values():
            for term, sentence in topic.front.terms.items():
                self._glosses[term.lower()].append(_gloss(topic, term, sentence))

    def terms_for(self, topic: Topic) -> Terms:
        """Return the terms to be explained in a topic's note."""
        own = {term.lower() for term in topic.front.terms}
        others = (self._nearest(term, topic) for term in self._glosses if term not in own)
        return Terms({each.term: each for each in others if each.term not in _EVERYDAY or _is_on(topic.shelf, each)})

    def _nearest(self, term: str, topic: Topic) -> Gloss:
        glosses = self._glosses[term]
        return next((each for each in glosses if _is_on(topic.shelf, each)), glosses[0])


def place_of_term(topic: Topic, term: str) -> str:
    """Return the slug of the section in which a note introduces a term.

    That is where its heading has it, else where it is first bold, else where it is first said.
    """
    wanted = re.compile(rf"\b{re.escape(term.lower())}(?:e?s)?\b")
    parts = list(sections(topic.body))
    headed = (each.slug for each in parts if wanted.search(each.heading.lower()))
    bold = (each.slug for each in parts if any(map(wanted.fullmatch, each.bold)))
    said = (each.slug for each in parts if wanted.search(each.words.lower()))
    return next(chain(headed, bold, said), "")


def term_address(topic: Topic, term: str) -> str:
    """Return the link to where a note introduces a term; the place itself is looked up when it is followed."""
    return f"{TERM}{topic.id}#{term}"


def _gloss(topic: Topic, term: str, sentence: str) -> Gloss:
    return Gloss(term, plain_words(sentence), topic.id, topic.title, term_address(topic, term))


def _is_on(shelf: str, gloss: Gloss) -> bool:
    return gloss.topic.startswith(f"{shelf}.")


def _is_term(term: tuple[str, ...], part: list[re.Match[str]], text: str) -> bool:
    """Tell whether some neighbouring words are a term, the last of them one or many."""
    if len(part) < len(term) or [each.group().lower() for each in part[:-1]] != list(term[:-1]):
        return False
    last = part[-1].group().lower()
    if last not in (term[-1], f"{term[-1]}s", f"{term[-1]}es"):
        return False
    gaps = (text[one.end() : other.start()] for one, other in pairwise(part))
    if not all(_BETWEEN.fullmatch(gap) for gap in gaps):
        return False
    before, after = text[: part[0].start()][-1:], text[part[-1].end() :][:1]
    return before not in ("-", "_") and after not in ("-", "_")
