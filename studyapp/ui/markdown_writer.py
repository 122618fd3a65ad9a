"""Writes parsed Markdown as HTML, one method a kind of token.

Every block brings its own space above and none below; the first in a box has none, so that a box is padded evenly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from question_bank.errors import BankError
from studyapp.errors import StudyAppError
from studyapp.study.glossary import NO_TERMS, Terms
from studyapp.study.slugs import slug
from studyapp.ui.glossary_marks import TermMarker
from studyapp.ui.highlight import highlight
from studyapp.ui.markdown import DISPLAY, HEADING, Box, Example, Heading, Page
from studyapp.ui.markdown_line import LineWriter, picture, plain
from studyapp.ui.maths import Formula
from studyapp.ui.reading_style import BOX_PADDING_PX
from studyapp.ui.theme import Theme

_EXAMPLE = re.compile(r"(?P<family>[a-z0-9-]+)(?: +seed=(?P<seed>\d{1,9}))?(?: +difficulty=(?P<difficulty>\d))?\Z")
_SAME_EVERY_TIME = {
    **{f"{name}_open": f"<{name}>" for name in ("thead", "tbody", "tr")},
    **{f"{name}_close": f"</{name}>" for name in ("thead", "tbody", "tr", "table", "td", "th")},
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_close": "</ol>",
    "list_item_close": "</li>",
    "hr": "<hr>",
}


class Writer:
    """Collects the HTML of one page and the objects, headings and boxes in it."""

    def __init__(self, theme: Theme, example: Example | None, parser: MarkdownIt, terms: Terms = NO_TERMS) -> None:
        """Start an empty page; ``parser`` reads the worked exercises that the page embeds, ``terms`` are explained."""
        self._theme = theme
        self._example = example
        self._parser = parser
        self._html: list[str] = []
        self._marker = TermMarker(terms)
        self._lines = LineWriter(self._marker)
        self._headings: list[Heading] = []
        self._boxes: list[Box] = []
        self._slugs: Counter[str] = Counter()
        self._in_example = False
        self._in_paragraph = False  # or in a heading or cell, which is one line
        self._in_heading = False
        self._closings: list[str] = []  # what ends the open paragraphs and headings
        self._space = "first"  # what the next block is: the first in its box, after a heading, or any other

    def page(self) -> Page:
        """Return the finished page."""
        html = f"<html><body>{''.join(self._html)}</body></html>"
        objects, tails = tuple(self._lines.objects), tuple(self._lines.tails)
        return Page(html, objects, tails, tuple(self._headings), tuple(self._boxes), self._marker.glosses)

    def write_title(self, title: str, subtitle: str) -> None:
        """Begin the page with its title and the quiet line below it."""
        if title:
            self._put(f'<p class="title">{escape(title)}</p>')
            self._space = "other"
        if subtitle:
            self._put(f'<p class="subtitle">{escape(subtitle)}</p>')

    def _block_writers(self) -> dict[str, Callable[[Token, Token | None], None]]:
        """Return how to write each kind of token; the second argument is the token behind it."""
        return {
            "heading_open": self._open_heading,
            "heading_close": self._close_block,
            "paragraph_open": self._open_paragraph,
            "paragraph_close": self._close_block,
            "inline": self._write_line,
            "math_block": self._write_display,
            "fence": self._write_fence,
            "code_block": self._write_fence,
            "ordered_list_open": self._open_list,
            "list_item_open": self._open_item,
            "blockquote_open": self._open_call_out,
            "blockquote_close": self._close_call_out,
            "table_open": self._open_table,
            "th_open": self._open_cell,
            "td_open": self._open_cell,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        """Add block tokens to the page."""
        writers = self._block_writers()
        for token, following in zip_longest(tokens, tokens[1:]):
            if token.type in _SAME_EVERY_TIME:
                self._put(_SAME_EVERY_TIME[token.type])
            else:
                writers[token.type](token, following)

    def _open_heading(self, token: Token, line: Token | None) -> None:
        """Begin a heading; Qt's own heading tags have sizes that no style sheet can change."""
        level = min(int(token.tag[1:]) + self._in_example, 4)
        self._put(f"<p{self._class(f'h{level}')}>")
        self._closings.append("</p>")
        self._in_paragraph, self._in_heading = False, True
        self._space = "after-heading"
        self._marker.begin_section()
        if not self._in_example:  # what is in a card is no place to jump to
            text = plain((line and line.children) or ())
            self._headings.append(Heading(level, text, self._new_slug(text)))
            self._put(f'<a name="{HEADING}{len(self._headings) - 1}"></a>')

    def _new_slug(self, text: str) -> str:
        """Return the heading's slug, numbered from the second of the same name on."""
        name = slug(text)
        self._slugs[name] += 1
        return name if self._slugs[name] == 1 else f"{name}-{self._slugs[name]}"

    def _open_paragraph(self, token: Token, line: Token | None) -> None:
        alone = _lone_picture(line)
        if token.hidden:  # in a list without blank lines
            self._closings.append("")
        elif alone is not None:
            caption = escape(str(alone.attrGet("title") or ""))
            self._put(f'<p align="center"{self._class("figure")}>')
            self._closings.append(f'</p><p align="center" class="caption">{caption}</p>' if caption else "</p>")
        else:
            self._put(f"<p{self._class('p')}>")
            self._closings.append("</p>")
        self._in_paragraph, self._in_heading = True, False

    def _write_display(self, token: Token, _: Token | None) -> None:
        self._put(f'<p align="center"{self._class("display")}>')
        self._put(f"{self._lines.object(Formula(token.content.strip(), display=True))}</p>")

    def _open_list(self, token: Token, _: Token | None) -> None:
        self._put(f'<ol start="{int(token.attrGet("start") or 1)}">')

    def _open_item(self, token: Token, _: Token | None) -> None:
        self._put(f"<li{self._class('li')}>")

    def _open_table(self, token: Token, _: Token | None) -> None:
        self._boxes.append(Box.TABLE)
        self._put('<table class="table" cellspacing="0">')
        self._space = "other"

    def _open_cell(self, token: Token, _: Token | None) -> None:
        style = str(token.attrGet("style") or "")
        self._in_paragraph, self._in_heading = False, token.tag == "th"
        self._put(f'<{token.tag} align="{style.removeprefix("text-align:") or "left"}">')

    def _open_call_out(self, token: Token, _: Token | None) -> None:
        self._open_box(Box.CALL_OUT)

    def _close_call_out(self, token: Token, _: Token | None) -> None:
        self._close_box()

    def _write_fence(self, token: Token, _: Token | None) -> None:
        language, _space, rest = token.info.strip().partition(" ")
        if language == "example" and not self._in_example:
            self._write_example(rest.strip())
            return
        self._open_box(Box.CODE)
        self._put(f'<p class="code first">{highlight(token.content, language, self._theme)}</p>')
        self._close_box()

    def _write_example(self, what: str) -> None:
        self._open_box(Box.EXAMPLE)
        self._in_example = True
        self.write(self._parser.parse(self._example_text(what)))
        self._in_example = False
        self._close_box()

    def _example_text(self, what: str) -> str:
        found = _EXAMPLE.match(what)
        if found is None:
            return "*An example is written as* `example FAMILY seed=7 difficulty=2`."
        if self._example is None:
            return f"*The example* `{found['family']}` *is shown in the note.*"
        try:
            return self._example(found["family"], int(found["seed"] or 1), int(found["difficulty"] or 1))
        except (StudyAppError, BankError) as error:
            return f"*{error}*"

    def _close_block(self, token: Token, _: Token | None) -> None:
        self._put(self._closings.pop())

    def _write_line(self, line: Token, _: Token | None) -> None:
        alone = _lone_picture(line)
        if alone is not None:
            self._put(self._lines.figure(picture(alone)))
            return
        html = self._lines.html(line.children or (), explained=not (self._in_heading or self._in_example))
        if self._in_paragraph:
            self._write_parts(html.split(DISPLAY))
        else:
            self._put(html.replace(DISPLAY, ""))

    def _write_parts(self, parts: Sequence[str]) -> None:
        """Add a paragraph, every other part of which is a displayed formula and gets a line of its own."""
        if len(parts) > 1 and not parts[0].strip() and self._closings[-1]:  # it begins with a formula
            self._html.pop()
            self._closings[-1] = ""
        else:
            self._put(parts[0])
        for formula, text in zip(parts[1::2], parts[2::2], strict=True):
            self._put(f'{self._closings[-1]}<p align="center" class="display other">{formula}</p>')
            self._closings[-1] = "</p>" if text.strip() else ""
            self._put(f'<p class="p other">{text.strip()}' if text.strip() else "")

    def _open_box(self, box: Box) -> None:
        self._boxes.append(box)
        self._put(f'<table class="box" width="100%" cellspacing="0" cellpadding="{BOX_PADDING_PX}"><tr><td>')
        self._space = "first"

    def _close_box(self) -> None:
        self._put("</td></tr></table>")
        self._space = "other"

    def _class(self, name: str) -> str:
        """Return the class attribute of the next block, which says what space is above it."""
        space, self._space = self._space, "other"
        return f' class="{name} {space}"'

    def _put(self, html: str) -> None:
        self._html.append(html)


def _lone_picture(line: Token | None) -> Token | None:
    """Return the picture that a paragraph consists of."""
    children = (line and line.children) or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None
