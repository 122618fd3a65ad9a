"""The notes of this app as one plain text: what the character models read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parents[2] / "content"
FALLBACK = Path(__file__).with_name("fallback_text.txt")
SHORTEST_CORPUS = 5_000  # characters; with fewer notes than that a character model has too little to read

# What Markdown needs and a reader does not see, in the order in which it has to go.
_MARKUP = (
    (re.compile(r"\A\+\+\+\n.*?^\+\+\+$", re.DOTALL | re.MULTILINE), ""),  # front matter
    (re.compile(r"^(```|~~~).*?^\1$", re.DOTALL | re.MULTILINE), ""),  # fenced blocks
    (re.compile(r"\$\$.*?\$\$", re.DOTALL), ""),  # displayed formulas
    (re.compile(r"\$([^$\\{}]*)\$"), r"\1"),  # a formula as plain as $T = 1$ reads as text
    (re.compile(r"\$[^$]*\$"), ""),  # any other formula does not
    (re.compile(r"^\|.*$", re.MULTILINE), ""),  # tables
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),  # pictures
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),  # a link is its words
    (re.compile(r"^#+\s+(.*)$", re.MULTILINE), r"\n\1\n"),  # a heading is a line of its own
    (re.compile(r"^\s*(>|[-*+]|\d+\.)\s+", re.MULTILINE), "\n"),  # quotations and items of lists begin a line
    (re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)"), ""),  # emphasis and code
    (re.compile(r"(?<!\n)\n(?!\n)|[ \t]+"), " "),  # lines of one paragraph
    (re.compile(r" *\n\s*"), "\n"),
)


def plain_text(markdown: str) -> str:
    """Return what a reader of a note reads: one line a paragraph, no markup, formulas, tables or code."""
    for pattern, replacement in _MARKUP:
        markdown = pattern.sub(replacement, markdown)
    return markdown.strip()


@cache
def notes_text(folder: Path = CONTENT) -> str:
    """Return all notes as one plain text, or a text of our own where there are too few of them; reads a folder once."""
    notes = (plain_text(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.md")))
    text = "\n".join(notes)
    return text if len(text) >= SHORTEST_CORPUS else FALLBACK.read_text(encoding="utf-8").strip()
