"""Terms in a shown text: underlined with dots, explained where the mouse rests, and links to where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from studyapp.study.glossary import TERM, Gloss, Terms
from studyapp.ui.theme import Theme


class TermMarker:
    """Turns the words of one page into HTML in which each term is a link the first time a section has it.

    ``glosses`` are those that were marked, by the address of their links.
    """

    def __init__(self, terms: Terms) -> None:
        """Begin at the top of a page."""
        self.glosses: dict[str, Gloss] = {}
        self._terms = terms
        self._marked: set[str] = set()

    def begin_section(self) -> None:
        """Begin another section: a reader may have come right here."""
        self._marked = set()

    def html(self, text: str) -> str:
        """Return some words as HTML."""
        parts, done = [], 0
        for found in self._terms.found_in(text):
            if found.gloss.address in self._marked:
                continue
            self._marked.add(found.gloss.address)
            href = quote(found.gloss.address, safe=":#")
            self.glosses[href] = found.gloss
            words = escape(text[found.start : found.end], quote=False)
            parts += [escape(text[done : found.start], quote=False), f'<a class="term" href="{href}">{words}</a>']
            done = found.end
        return "".join((*parts, escape(text[done:], quote=False)))


def underline_terms(document: QTextDocument, theme: Theme) -> None:
    """Draw dots below every term of a document; the HTML that Qt reads knows no such line."""
    dots = QTextCharFormat()
    dots.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    dots.setUnderlineColor(QColor(theme.quiet))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for start, end in list(_places(document)):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(dots)
    cursor.endEditBlock()


def gloss_html(gloss: Gloss, theme: Theme) -> str:
    """Return what the tool tip of a term says."""
    return (
        f"<p><b>{escape(gloss.term)}</b><br>{escape(gloss.sentence)}</p>"
        f'<p style="color: {theme.quiet}">From the note “{escape(gloss.title)}”. Click to read it.</p>'
    )


def gloss_words(gloss: Gloss) -> str:
    """Return what a screen reader says of a term."""
    return f"{gloss.term}: {gloss.sentence} From the note {gloss.title}."


def _places(document: QTextDocument) -> Iterator[tuple[int, int]]:
    block = document.begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            fragment = part.fragment()
            if fragment.charFormat().anchorHref().startswith(TERM):
                yield fragment.position(), fragment.position() + fragment.length()
            part += 1
        block = block.next()
