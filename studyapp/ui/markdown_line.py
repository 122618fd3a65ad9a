"""Writes the inside of paragraphs, headings and table cells as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import zip_longest

from markdown_it.token import Token

from studyapp.ui.glossary_marks import TermMarker
from studyapp.ui.markdown import DISPLAY, LINK_SCHEMES, OBJECT, Picture
from studyapp.ui.maths import Formula

TEXT = "\u200c"  # text that can't be seen: a line that is all formula is still a line of text, as high as any other
_PUNCTUATION = re.compile(r"[^\w\s]*")
_SAME_EVERY_TIME = {
    **{f"{name}_open": f"<{tag}>" for name, tag in (("em", "i"), ("strong", "b"), ("s", "s"))},
    **{f"{name}_close": f"</{tag}>" for name, tag in (("em", "i"), ("strong", "b"), ("s", "s"))},
    "softbreak": " ",
    "hardbreak": "<br>",
}


class LineWriter:
    """Turns the tokens of lines into HTML and collects the objects in them."""

    def __init__(self, marker: TermMarker) -> None:
        """Start with no objects; ``marker`` makes terms links."""
        self._marker = marker
        self.objects: list[Formula | Picture] = []
        self.tails: list[str] = []

    def html(self, tokens: Sequence[Token], *, explained: bool = False) -> str:
        """Return text, emphasis, formulas, pictures and links as HTML; displayed formulas stand between DISPLAYs.

        Terms are ``explained`` where they are no part of a link.
        """
        tokens = list(_joined(tokens))
        parts: list[str] = []
        closings: list[str] = []
        tail = ""
        for token, following in zip_longest(tokens, tokens[1:]):
            match token.type:
                case "text":
                    words = token.content.removeprefix(tail)
                    plain_text = closings or not explained
                    parts.append(escape(words, quote=False) if plain_text else self._marker.html(words))
                case "math_inline" | "math_inline_double":
                    tail = _tail(following)
                    parts.append(self._formula(token, tail))
                    continue
                case "code_inline":
                    parts.append(f'<span class="mono">{escape(token.content, quote=False)}</span>')
                case "image":
                    parts.append(self.object(picture(token)))
                case "link_open":
                    opening, closing = _link(str(token.attrGet("href") or ""))
                    parts.append(opening)
                    closings.append(closing)
                case "link_close":
                    parts.append(closings.pop())
                case kind:
                    parts.append(_SAME_EVERY_TIME[kind])
            tail = ""
        return "".join(parts)

    def object(self, item: Formula | Picture, tail: str = "") -> str:
        """Return the place of an object, and remember what goes there."""
        self.objects.append(item)
        self.tails.append(tail)
        return f'<img src="{OBJECT}{len(self.objects) - 1}">'

    def figure(self, picture: Picture) -> str:
        """Return the place of a picture that can be enlarged by following it like a link."""
        return f'<a href="{OBJECT}{len(self.objects)}">{self.object(picture)}</a>'

    def _formula(self, token: Token, tail: str) -> str:
        if token.type == "math_inline_double":
            return DISPLAY + self.object(Formula(token.content.strip(), display=True), tail) + DISPLAY
        return self.object(Formula(token.content.strip()), tail) + TEXT


def _joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens with lines of mere text joined, so that a term may stand on two of them."""
    words: list[str] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        breaks = token.type == "softbreak" and words and following is not None and following.type == "text"
        if token.type == "text" or breaks:
            words.append(" " if breaks else token.content)
            continue
        if words:
            yield Token("text", "", 0, content="".join(words))
            words = []
        yield token
    if words:
        yield Token("text", "", 0, content="".join(words))


def _tail(following: Token | None) -> str:
    """Return the punctuation that touches a formula.

    It is drawn with the formula: Qt breaks lines behind every object, and would begin the next one with the comma.
    """
    found = _PUNCTUATION.match(following.content) if following is not None and following.type == "text" else None
    return found.group() if found else ""


def picture(token: Token) -> Picture:
    """Return the picture that a token stands for."""
    return Picture(str(token.attrGet("src") or ""), token.content)


def plain(tokens: Sequence[Token]) -> str:
    """Return the words of a line as they are read."""
    return "".join(" " if token.type == "softbreak" else token.content for token in tokens).strip()


def _link(target: str) -> tuple[str, str]:
    """Return how a link begins and ends; one that leads nowhere we go is text."""
    if target.lower().startswith(LINK_SCHEMES):
        return f'<a href="{escape(target)}">', "</a>"
    return "", ""
