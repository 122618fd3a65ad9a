"""A shown note as one line of text, formulas as LaTeX, and where each of its characters stands in the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextDocument

from studyapp.study.marks import NoteText, Span
from studyapp.ui.markdown import Heading, Page
from studyapp.ui.markdown_line import TEXT
from studyapp.ui.rich_copy import OBJECT_CHARACTER, source

_BREAKS = "\u2028\u2029\ufdd0\ufdd1"  # between lines, paragraphs, and at the edges of tables
_WIDE = 0xFFFF  # Qt counts a character beyond as two


@dataclass(frozen=True, slots=True)
class FlatText:
    """``positions`` has the document's position of every character of the note, and that of its end."""

    note: NoteText
    positions: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch between two positions of the document."""
        return Span(bisect_left(self.positions, start), bisect_left(self.positions, end))

    def place(self, span: Span) -> tuple[int, int]:
        """Return the document's positions at the beginning and behind the end of a stretch."""
        return self.positions[span.start], self.positions[span.end - 1] + 1


def flat_text(document: QTextDocument, page: Page, headings: Sequence[tuple[Heading, int]]) -> FlatText:
    """Return the text of a document; its title counts as a heading whose slug is ""."""
    letters: list[str] = []
    positions: list[int] = []
    for text, position in _pieces(document.toRawText(), page):
        letters.append(text)
        positions.extend([position] * len(text))
    places = [(heading.slug, heading.text, bisect_left(positions, position)) for heading, position in headings]
    title = ("", document.firstBlock().text(), 0)
    positions.append(document.characterCount() - 1)
    return FlatText(NoteText("".join(letters), [title, *places]), positions)


def _pieces(raw: str, page: Page) -> Iterator[tuple[str, int]]:
    """Yield what stands for each character of a document, and its position."""
    objects = iter(zip(page.objects, page.tails, strict=True))
    position = 0
    for character in raw:
        if character == OBJECT_CHARACTER:
            item, tail = next(objects)
            yield source(item) + tail, position
        elif character in _BREAKS:
            yield "\n", position
        elif character != TEXT:
            yield " " if character == "\xa0" else character, position
        position += 2 if ord(character) > _WIDE else 1
