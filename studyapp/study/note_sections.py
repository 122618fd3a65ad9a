"""The sections of a note as plain words: what a reader searches, without marks of Markdown, code and formulas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from studyapp.study.slugs import slug

_CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) +(.+?) *#* *$", re.MULTILINE)
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+(?:\n[^$\n]+)*\$", re.DOTALL)
_SIMPLE = re.compile(r"\$ *([A-Za-z0-9.,+\-− ]{1,12}) *\$\Z")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`|^ *> ?|^ *(?:[-+*]|\d+[.)]) +|^[|:\- ]+$|\|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a note from one heading to the next; ``heading`` and ``slug`` are "" for what comes before the first.

    ``bold`` are the words in bold in it, in lower case: where a note introduces a term.
    """

    heading: str
    slug: str
    words: str
    bold: frozenset[str] = frozenset()


def sections(body: str) -> Iterator[Section]:
    """Yield the sections of a note in order; slugs are those that the reader scrolls to."""
    text = _CODE.sub("", body)
    found = list(_HEADING.finditer(text))
    seen: Counter[str] = Counter()
    yield _section("", "", text[: found[0].start()] if found else text)
    for heading, following in zip_longest(found, found[1:]):
        title = plain_words(heading[2])
        name = slug(title)
        seen[name] += 1
        end = following.start() if following else len(text)
        yield _section(title, name if seen[name] == 1 else f"{name}-{seen[name]}", text[heading.end() : end])


def plain_words(markdown: str) -> str:
    """Return Markdown as the words that are read on one line: short formulas as letters, longer ones as dots."""
    text = _FORMULA.sub(_formula_words, markdown)
    text = _LINK.sub(r"\1", text)
    return " ".join(_MARKS.sub(" ", text).split()).replace(" ,", ",").replace(" .", ".")


def _section(heading: str, name: str, markdown: str) -> Section:
    bold = frozenset(" ".join(each.split()).lower() for each in re.findall(r"\*\*([^*$]+)\*\*", markdown))
    return Section(heading, name, plain_words(markdown), bold)


def _formula_words(found: re.Match[str]) -> str:
    simple = _SIMPLE.match(found.group())
    return simple[1] if simple else "…"
