"""What a learner marks in a note: bookmarks, highlights and remarks, each told so that it can be found again.

A mark knows its words and the words around them, never a position: positions change with every better sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

CONTEXT_CHARACTERS = 60


class MarkKind(StrEnum):
    """What a mark is."""

    BOOKMARK = "bookmark"  # on a heading
    HIGHLIGHT = "highlight"  # on some words, with or without a remark
    REMARK = "remark"  # on a heading


class Colour(StrEnum):
    """The colours of highlights, by the names that the learner reads."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark stands: its words, those around them and the section.

    ``heading`` is the section's slug, "" above the first. ``quote`` is the text marked, formulas as LaTeX; for a mark
    on a heading it is the heading's text. ``before`` and ``after`` have at most CONTEXT_CHARACTERS.
    """

    topic: str
    heading: str
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; ``id`` is 0 until it is stored, ``remark`` the learner's own words or ""."""

    kind: MarkKind
    anchor: Anchor
    made_at: datetime
    colour: Colour = Colour.YELLOW
    remark: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, from ``start`` up to ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as one line of text, and its headings as (slug, text, where it begins)."""

    text: str
    headings: Sequence[tuple[str, str, int]]

    def heading_at(self, offset: int) -> str:
        """Return the slug of the section that a place is in, "" above the first."""
        return next((slug for slug, _, start in reversed(self.headings) if start <= offset), "")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark and where it stands now; None where its place is lost."""

    mark: Mark
    span: Span | None


def anchor_of(topic: str, note: NoteText, span: Span) -> Anchor | None:
    """Return the anchor of some words, without the blanks around them; None where there are no words."""
    words = note.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start >= end:
        return None
    return Anchor(
        topic=topic,
        heading=note.heading_at(start),
        quote=note.text[start:end],
        before=note.text[max(start - CONTEXT_CHARACTERS, 0) : start],
        after=note.text[end : end + CONTEXT_CHARACTERS],
    )


def heading_anchor(topic: str, note: NoteText, slug: str) -> Anchor | None:
    """Return the anchor of a heading; None where there is no such heading."""
    return next((Anchor(topic, slug, text) for name, text, _ in note.headings if name == slug), None)


def highlights_over(placed: Iterable[Placed], span: Span) -> list[Mark]:
    """Return the highlights that share a character with some words, or that a place without words stands in."""
    end = max(span.end, span.start + 1)
    return [
        each.mark
        for each in placed
        if each.mark.kind is MarkKind.HIGHLIGHT
        and each.span is not None
        and each.span.start < end
        and span.start < each.span.end
    ]


def in_reading_order(placed: Iterable[Placed]) -> list[Placed]:
    """Return the marks of a note from its top to its end, those that lost their place last."""
    return sorted(placed, key=lambda each: (each.span is None, each.span.start if each.span else 0, each.mark.id))


def with_remark(mark: Mark, remark: str) -> Mark:
    """Return the mark with other words of the learner's."""
    return replace(mark, remark=remark.strip())


def marks_markdown(notes: Mapping[str, Sequence[Placed]], titles: Mapping[str, str]) -> str:
    """Return the marks of some notes as Markdown, by topic id; ``titles`` has the notes that still exist."""
    parts = ["# Your marks"]
    for topic, placed in notes.items():
        parts.append(f"## {titles.get(topic, topic)}")
        parts += [_markdown(each) for each in placed]
    return "\n\n".join(parts) + "\n"


def _markdown(placed: Placed) -> str:
    mark = placed.mark
    place = f"topic:{mark.anchor.topic}#{mark.anchor.heading}".rstrip("#")
    lost = " (lost its place)" if placed.span is None else ""
    if mark.kind is MarkKind.HIGHLIGHT:
        quote = "\n".join(f"> {line}".rstrip() for line in mark.anchor.quote.splitlines())
        head = f"{quote}\n\n[{mark.colour.capitalize()} highlight]({place}){lost}"
    else:
        head = f"[{mark.kind.capitalize()}: {_without_brackets(mark.anchor.quote)}]({place}){lost}"
    return f"{head}\n\n{mark.remark}" if mark.remark else head


def _without_brackets(text: str) -> str:
    return text.replace("[", r"\[").replace("]", r"\]")
