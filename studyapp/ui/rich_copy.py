"""What is copied out of a text: formulas as LaTeX and pictures as their descriptions."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextCursor

from studyapp.ui.markdown import Page, Picture
from studyapp.ui.markdown_line import TEXT
from studyapp.ui.maths import Formula

OBJECT_CHARACTER = "\ufffc"


def selected_text(cursor: QTextCursor, page: Page) -> str:
    """Return the selected text as it would be written in Markdown without its emphasis."""
    before = cursor.document().toRawText()[: cursor.selectionStart()].count(OBJECT_CHARACTER)
    objects = zip(page.objects[before:], page.tails[before:], strict=True)
    return "".join(_with_sources(cursor.selection().toPlainText(), objects))


def _with_sources(text: str, objects: Iterator[tuple[Formula | Picture, str]]) -> Iterator[str]:
    for character in text:
        if character == OBJECT_CHARACTER:
            item, tail = next(objects)
            yield source(item) + tail
        elif character != TEXT:
            yield character


def source(item: Formula | Picture) -> str:
    """Return how a formula is written in Markdown, or a picture's description."""
    if isinstance(item, Picture):
        return f"[{item.description}]"
    fence = "$$" if item.display else "$"
    return f"{fence}{item.latex}{fence}"
