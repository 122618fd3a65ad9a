"""HTML from elsewhere as Markdown of ours: the words and the formulas, and nothing that could be more than text.

Tags go, scripts and styles with what is in them; all signs that mean something in Markdown are escaped, so that no
link, no picture and no HTML is left. One pass over the text, whatever is in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

PICTURE = "(picture)"  # stands where one was
_LINE_TAGS = frozenset(
    {"br", "div", "p", "li", "ul", "ol", "tr", "table", "hr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_PICTURE_TAGS = frozenset({"img", "svg", "video", "object", "embed", "canvas"})
_SILENT_TAGS = frozenset({"script", "style", "head", "title", "template", "iframe", "noscript"})
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
_SOUND = re.compile(r"\[sound:[^\]\n]{0,300}\]")
_FORMULA_SIGN = re.compile(r"(\\\(|\\\)|\\\[|\\\]|\[/?\$\$?\]|\[/?latex\])")
_CLOSED_BY = {"\\(": "\\)", "\\[": "\\]", "[$]": "[/$]", "[$$]": "[/$$]", "[latex]": "[/latex]"}
_DISPLAYED = frozenset({"\\[", "[$$]"})
_LINK_SIGNS = re.compile(r"(?<=[\]!])(?=[\[(])|(?<=<)(?=\S)")
_NOT_BESIDE = frozenset("0123456789$\\")
_MEANT = re.compile(r"([\\`*_\[\]<>#|~$&])")
_MEANT_IN_FRONT = re.compile(r"^(\d{0,9})([-+=.)])", re.MULTILINE)


def markdown_of(foreign: str) -> str:
    """Return HTML as Markdown, with formulas between dollars and a word for each picture; "" if there is no text."""
    text = _SOUND.sub(" ", html.unescape("".join(_words(foreign)))).replace("\xa0", " ").replace("\0", "")
    lines = (" ".join(line.split()) for line in text.splitlines())
    kept = "\n".join(line for line in lines if line)
    if not kept.replace(PICTURE, "").strip():
        return ""
    return _with_formulas(kept).replace("\n", "\\\n")  # a backslash at the end of a line keeps the line break


def escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is."""
    return _MEANT_IN_FRONT.sub(r"\1\\\2", _MEANT.sub(r"\\\1", text))


def _words(foreign: str) -> Iterator[str]:
    """Yield what stands between the tags."""
    lowered = foreign.lower() if foreign.isascii() else re.sub("[A-Z]+", lambda found: found[0].lower(), foreign)
    place = 0
    while (start := foreign.find("<", place)) >= 0:
        yield foreign[place:start]
        if foreign.startswith("<!--", start):
            place = _behind(foreign, "-->", start + 4)
            continue
        found = _TAG_NAME.match(foreign, start)
        if found is None and not foreign.startswith(("<!", "<?"), start):
            yield "<"  # "a < b" is no tag
            place = start + 1
            continue
        name = found[1].lower() if found else ""
        place = _behind(foreign, ">", start)
        if name in _SILENT_TAGS and foreign[start + 1] != "/":
            place = _behind(foreign, ">", _behind(lowered, f"</{name}", place))
        yield PICTURE if name in _PICTURE_TAGS and foreign[start + 1] != "/" else "\n" if name in _LINE_TAGS else ""
    yield foreign[place:]


def _behind(text: str, sign: str, place: int) -> int:
    """Return the place behind a sign; the end of the text, where the sign is missing."""
    found = text.find(sign, place)
    return len(text) if found < 0 else found + len(sign)


def _with_formulas(text: str) -> str:
    """Return the text escaped, and its formulas between dollars."""
    shown, behind_formula = "", False
    for piece, is_formula in _pieces(text):
        # Beside digits, backslashes and other dollars a dollar would be money.
        if (is_formula and shown[-1:] in _NOT_BESIDE) or (behind_formula and piece[:1] in _NOT_BESIDE):
            shown += " "
        shown += piece
        behind_formula = is_formula or (behind_formula and not piece)
    return shown


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what is to be shown, and whether it is a formula."""
    opened, inside = "", ""
    for piece in _FORMULA_SIGN.split(text):
        if opened and piece == _CLOSED_BY[opened]:
            formula = _formula(opened, inside)
            yield formula or escaped(f"{opened}{inside}{piece}"), bool(formula)
            opened, inside = "", ""
        elif not opened and piece in _CLOSED_BY:
            opened = piece
        elif opened:
            inside += piece
        else:
            yield escaped(piece), False
    yield escaped(f"{opened}{inside}"), False


def _formula(opened: str, inside: str) -> str:
    """Return a formula between dollars; "" for what dollars can't hold."""
    words = " ".join(inside.split())
    if opened == "[latex]":
        if not (words.startswith("$") and words.endswith("$")):
            return ""
        words = words.strip("$").strip()
    if not words or "$" in words or words.endswith("\\"):
        return ""
    # Spaces mean nothing in a formula, but a link or a picture with a space in its signs is none, should the dollars
    # be taken for money.
    words = _LINK_SIGNS.sub(" ", words)
    return f"$${words}$$" if opened in _DISPLAYED else f"${words}$"
