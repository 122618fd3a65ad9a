"""Code as HTML in the theme's colours."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from html import escape

from studyapp.ui.theme import Theme

MAX_CHARACTERS = 20_000  # longer code is shown in one colour
_LEXERS = {
    "python": ("pygments.lexers.python", "PythonLexer"),
    "py": ("pygments.lexers.python", "PythonLexer"),
    "pycon": ("pygments.lexers.python", "PythonConsoleLexer"),
    "toml": ("pygments.lexers.configs", "TOMLLexer"),
    "json": ("pygments.lexers.data", "JsonLexer"),
    "sh": ("pygments.lexers.shell", "BashLexer"),
    "bash": ("pygments.lexers.shell", "BashLexer"),
    "sql": ("pygments.lexers.sql", "SqlLexer"),
}
_STYLES = (  # the first that a token's name begins with
    ("Token.Comment", "quiet", "italic"),
    ("Token.Keyword", "accent", ""),
    ("Token.Operator.Word", "accent", ""),
    ("Token.Literal.String", "right", ""),
    ("Token.Literal.Number", "unreadable", ""),
    ("Token.Name.Function", "partly", ""),
    ("Token.Name.Class", "partly", ""),
    ("Token.Name.Decorator", "partly", ""),
    ("Token.Generic.Prompt", "quiet", ""),
)


def highlight(code: str, language: str, theme: Theme) -> str:
    """Return code as escaped HTML, its lines parted by ``<br>``; in a language that is not known it stays plain."""
    text = code.expandtabs(4).rstrip("\n")
    if language.lower() not in _LEXERS or len(text) > MAX_CHARACTERS:
        return _lines(escape(text))
    return _lines("".join(_painted(text, language.lower(), theme)))


def _painted(text: str, language: str, theme: Theme) -> Iterator[str]:
    module, name = _LEXERS[language]
    lexer = getattr(importlib.import_module(module), name)(ensurenl=False, stripnl=False)
    for kind, part in lexer.get_tokens(text):
        style = next((style for style in _STYLES if str(kind).startswith(style[0])), None)
        if style is None:
            yield escape(part)
        else:
            _, colour, slant = style
            italic = ";font-style:italic" if slant else ""
            yield f'<span style="color:{getattr(theme, colour)}{italic}">{escape(part)}</span>'


def _lines(html: str) -> str:
    """Return the lines as one paragraph; the blank keeps an empty line from collapsing."""
    return "<br>".join(line or " " for line in html.split("\n"))
