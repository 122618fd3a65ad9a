"""Markdown to the HTML that Qt's text documents understand.

Formulas and pictures stay objects: the HTML only says where each goes. Nothing in the text can reach the network, a
file or a script: raw HTML is shown as it was typed, and links are those of the app or of the web.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from studyapp.study.glossary import NO_TERMS, Gloss, Terms
from studyapp.ui.maths import Formula
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_CHARACTERS = 400_000
LINK_SCHEMES = ("exercise:", "demo:", "topic:", "before:", "http://", "https://", "#")
OBJECT = "object:"  # the address of an object in the HTML is this and its number
HEADING = "heading-"  # and so is the name of a heading
DISPLAY = "\x1e"  # stands before and behind a displayed formula in a line, which is to be a line of its own
_NOT_TEXT = str.maketrans({"\ufffc": "\ufffd", DISPLAY: " "})

Example = Callable[[str, int, int], str]
"""Gives the Markdown of a worked exercise by family, seed and difficulty."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was written: ``figure:ID`` or a file's name, and its description."""

    target: str
    description: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that can be jumped to; ``slug`` is unique on its page."""

    level: int
    text: str
    slug: str


class Box(Enum):
    """What a table in the HTML stands for."""

    TABLE = auto()
    CODE = auto()
    CALL_OUT = auto()
    EXAMPLE = auto()


@dataclass(frozen=True, slots=True)
class Page:
    """Markdown made ready: ``objects``, ``headings`` and ``boxes`` are in the order in which the HTML has them.

    ``tails`` has a text for each object: the punctuation that follows it without a space. ``glosses`` are the terms
    that are explained, by the address of their links.
    """

    html: str
    objects: tuple[Formula | Picture, ...]
    tails: tuple[str, ...]
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    glosses: Mapping[str, Gloss] = field(default_factory=dict)


def render(
    text: str,
    theme: Theme,
    *,
    title: str = "",
    subtitle: str = "",
    example: Example | None = None,
    terms: Terms = NO_TERMS,
) -> Page:
    """Return the page that some Markdown makes, below a title if there is one.

    ``example`` gives what to show for a fenced block ``example FAMILY seed=7 difficulty=2``; ``terms`` become links.
    """
    from studyapp.ui.markdown_writer import Writer  # markdown-it takes 30 ms that the first window need not wait for

    writer = Writer(theme, example, parser(), terms)
    writer.write_title(title, subtitle)
    writer.write(parser().parse(_readable(text)))
    if len(text) > MAX_CHARACTERS:
        writer.write(parser().parse("*The rest is left out: the text is too long to be shown.*"))
    return writer.page()


def render_plain(text: str) -> Page:
    """Return the page that a text makes as it is, line by line."""
    lines = escape(_readable(text), quote=False).replace("\n", "<br>")
    return Page(f'<html><body><p class="p first">{lines}</p></body></html>' if text else "", (), (), (), ())


def _readable(text: str) -> str:
    """Return the text without what can't be shown or would be taken for an object."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8").translate(_NOT_TEXT)


@cache
def parser() -> MarkdownIt:
    """Return the one parser: CommonMark with tables, ``$formulas$`` and curly quotes, without HTML."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    made = MarkdownIt("commonmark", {"html": False, "typographer": True})
    made.enable(["table", "strikethrough", "smartquotes"])
    made.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    return made
