"""What is copied out of a text: formulas as LaTeX and pictures as their descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QTextCursor

from studyapp.ui.markdown import Picture
from studyapp.ui.markdown_line import JOINER, TEXT
from studyapp.ui.maths import Formula

OBJECT_CHARACTER = "\ufffc"


def selected_text(cursor: QTextCursor, objects: Sequence[Formula | Picture]) -> str:
    """Return the selected text as it would be written in Markdown without its emphasis."""
    before = cursor.document().toRawText()[: cursor.selectionStart()].count(OBJECT_CHARACTER)
    return "".join(_with_sources(cursor.selection().toPlainText(), iter(objects[before:])))


def _with_sources(text: str, objects: Iterator[Formula | Picture]) -> Iterator[str]:
    for character in text:
        if character == OBJECT_CHARACTER:
            yield _source(next(objects))
        elif character not in (JOINER, TEXT):
            yield character


def _source(item: Formula | Picture) -> str:
    if isinstance(item, Picture):
        return f"[{item.description}]"
    fence = "$$" if item.display else "$"
    return f"{fence}{item.latex}{fence}"
