"""LaTeX formulas as vector drawings.

The only module that knows ziamath, which is imported when the first formula has to be set. A drawing knows no size
and no colour: one serves every zoom, theme and screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from studyapp.errors import StudyAppError
from studyapp.ui.mathml import VERSION, tidy, unknown_commands, work

EM = 100.0
"""How many units of a drawing make the font size."""

INK = "currentColor"
"""What stands for the text's colour in a drawing."""

MAX_CHARACTERS = 800
MAX_BRACES = 40
MAX_WORK = 1200
"""A bound on the boxes to lay out; one takes about 0.1 ms."""
MAX_WIDTH_EM, MAX_HEIGHT_EM = 150.0, 60.0

_MARGIN = 0.05 * EM  # room for slanted letters that lean out of their box
_FORBIDDEN = re.compile(
    r"\\((re)?newcommand|providecommand|g?def|let|DeclareMathOperator|href|tag|input|include\w*)(?![a-zA-Z])"
)
_NAMED = re.compile(r"\\operatorname(\*?)\s*\{([^{}]*)\}")
_VIEW_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"')
_REASONS = {
    "DenominatorNotFoundError": "a fraction has no denominator",
    "NumeratorNotFoundError": "a fraction has no numerator",
    "DoubleSubscriptsError": "there are two subscripts in a row; put braces around the first pair",
    "DoubleSuperscriptsError": "there are two superscripts in a row; put braces around the first pair",
    "ExtraLeftOrMissingRightError": r"\left and \right do not come in pairs",
    "MissingSuperScriptOrSubscriptError": "nothing follows ^ or _",
    "MissingEndError": r"a \begin has no \end",
    "NoAvailableTokensError": "it ends too early",
}


class FormulaError(StudyAppError):
    """A formula that can't be set; ``str(error)`` says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it was written; ``display`` sets it with room, as between two paragraphs."""

    latex: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG in units of 1/EM of the font size, its baseline at y = 0, its ink called ``currentColor``.

    ``left``, ``top``, ``width`` and ``height`` are the view box, which has a margin around the formula's own box.
    """

    svg: str
    left: float
    top: float
    width: float
    height: float

    @property
    def advance(self) -> float:
        """Return the width that the formula takes in a line, in units of the font size."""
        return (self.width - 2 * _MARGIN) / EM

    @property
    def ascent(self) -> float:
        """Return how far the formula reaches above the baseline, in units of the font size."""
        return (-self.top - _MARGIN) / EM

    @property
    def descent(self) -> float:
        """Return how far the formula reaches below the baseline, in units of the font size."""
        return (self.height + self.top - _MARGIN) / EM


@cache
def engine() -> str:
    """Return the name and version of what sets the formulas, without loading it."""
    from importlib.metadata import version  # takes longer to import than most formulas to set

    return f"ziamath-{version('ziamath')}-{VERSION}"


def read_drawing(svg: str) -> Drawing:
    """Return the drawing in an SVG made by ``typeset``; raises ValueError for any other text."""
    found = _VIEW_BOX.search(svg, 0, 400)
    if found is None or not svg.startswith("<svg") or not svg.endswith("</svg>"):
        raise ValueError("not a typeset formula")
    left, top, width, height = map(float, found.groups())
    return Drawing(svg, left, top, width, height)


def typeset(formula: Formula) -> Drawing:
    """Return the formula as a drawing; raises FormulaError with a sentence when it can't be set."""
    _check_source(formula.latex)
    failures = _failures()
    try:
        drawing = read_drawing(_svg(formula))
    except failures as error:
        reason = _REASONS.get(type(error).__name__, "something in it is not LaTeX that can be set here")
        raise FormulaError(f"This formula can't be typeset: {reason}.") from error
    if drawing.width > MAX_WIDTH_EM * EM or drawing.height > MAX_HEIGHT_EM * EM:
        raise FormulaError("This formula can't be typeset: it would be larger than the page.")
    return drawing


def _check_source(latex: str) -> None:
    """Refuse what is wrong, or would take too long, by its looks."""
    if not latex.strip():
        raise FormulaError("The formula is empty.")
    if len(latex) > MAX_CHARACTERS:
        raise FormulaError(f"This formula can't be typeset: it is longer than {MAX_CHARACTERS:,} characters.")
    if found := _FORBIDDEN.search(latex):
        raise FormulaError(f"This formula can't be typeset: {found.group()} is not allowed.")
    braces = re.sub(r"\\.", "", latex, flags=re.DOTALL)
    if braces.count("{") != braces.count("}"):
        raise FormulaError("This formula can't be typeset: its braces { } do not come in pairs.")
    if braces.count("{") > 4 * MAX_BRACES or _depth(braces) > MAX_BRACES:
        raise FormulaError("This formula can't be typeset: its braces are nested too deeply.")


def _depth(braces: str) -> int:
    deepest = depth = 0
    for character in braces:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


def _failures() -> tuple[type[Exception], ...]:
    """Return what the libraries raise for bad LaTeX: errors of their own, or whatever they stumble over."""
    from latex2mathml import exceptions

    own = [kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    stumbles = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, StopIteration, SyntaxError)
    return (*own, *stumbles, TypeError, ValueError)


def _named(found: re.Match[str]) -> str:
    """Return a named operator as latex2mathml understands it: with letters alone, or as upright text."""
    name = found[2].strip()
    return rf"\operatorname{{{name}}}" if name.isalpha() else rf"\mathrm{{{name}}}"


def _svg(formula: Formula) -> str:
    from defusedxml.ElementTree import fromstring
    from ziamath.config import config
    from ziamath.escapes import unescape
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    config.svg2 = False  # Qt's SVG knows no <symbol>
    root = fromstring(unescape(tex2mml(_NAMED.sub(_named, formula.latex), inline=not formula.display)))
    for command in unknown_commands(root):
        raise FormulaError(f"This formula can't be typeset: there is no command {command}.")
    tidy(root)
    if work(root) > MAX_WORK:
        raise FormulaError("This formula can't be typeset: it is too long or nested too deeply.")
    root.set("mathcolor", INK)
    return Math(root, size=EM, margin=_MARGIN).svg()
