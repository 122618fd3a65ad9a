"""The names that a formula may use, in all the ways people type them: variables, functions and constants.

A word is cut into known names from left to right, the longest first: with the variables x and s, "xs" is x times s and
"sinx" is sin of x. A variable goes before a function of the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

MAX_VARIABLES = 12
GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi"),
    *("rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
)
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "exp": ("exp",),
    "ln": ("ln",),
    "log": ("log",),
    "log2": ("log2", "log_2", "log_{2}"),
    "log10": ("log10", "log_10", "log_{10}"),
    "sqrt": ("sqrt", "√"),
    "sigmoid": ("σ", "sigmoid", "logistic", "sigma"),
    "tanh": ("tanh",),
    "sinh": ("sinh",),
    "cosh": ("cosh",),
    "sin": ("sin",),
    "cos": ("cos",),
    "relu": ("relu",),
    "abs": ("abs",),
    "max": ("max",),
    "min": ("min",),
    "frac": ("\\frac", "\\dfrac", "\\tfrac"),
}
"""What formulas may use, and how it is typed; a backslash may stand before letters, capitals are the same."""

_CONSTANTS = {"e": ("e", "\\mathrm{e}"), "π": ("π", "pi", "\\pi")}
_SIGNS = {"*": ("\\cdot", "\\times")}
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HAT = "\u0302"
_NAME = re.compile(r"(?P<letters>[^\W\d_]+)(?P<hat>\u0302|_hat)?(?:_?(?P<index>[0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Names:
    """The variables of one question, and the pattern that finds the next known name in a reply."""

    variables: tuple[str, ...]
    pattern: re.Pattern[str]
    meanings: Mapping[str, str]

    def meaning(self, spelling: str) -> str:
        """Return the one name of what is spelled so."""
        return self.meanings.get(spelling) or self.meanings[spelling.casefold()]


@lru_cache(maxsize=256)
def names_for(variables: tuple[str, ...]) -> Names:
    """Return the names of a question with these variables; raises ValueError for names that can't be told apart."""
    if not len(set(map(letters_of, variables))) == len(variables) <= MAX_VARIABLES:
        raise ValueError(f"these can't be the variables of a formula: {variables}")
    meanings: dict[str, str] = {}
    for name, spellings in (*_known(), *((variable, _spellings(variable)) for variable in variables)):
        meanings.update(dict.fromkeys(spellings, name))
    for variable in variables:
        for spelling in _spellings(variable):
            meanings.setdefault(spelling.swapcase(), variable)
    return Names(variables, re.compile("|".join(_pattern(each) for each in _longest_first(meanings))), meanings)


def letters_of(variable: str) -> tuple[str, bool, str]:
    """Return a variable's letters, whether it wears a hat, and its index; raises ValueError for what is no name."""
    match = _NAME.fullmatch(unicodedata.normalize("NFD", variable))
    if match is None:
        raise ValueError(f"{variable!r} can't be the name of a variable")
    return match["letters"], bool(match["hat"]), match["index"] or ""


def greek_word(letter: str) -> str:
    """Return "theta" for θ, and "" for what is no small Greek letter."""
    word = unicodedata.name(letter, "").removeprefix("GREEK SMALL LETTER ").lower() if len(letter) == 1 else ""
    word = "lambda" if word == "lamda" else word
    return word if word in GREEK else ""


def _known() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, spellings in FUNCTIONS.items():
        yield name, (*spellings, *(f"\\{each}" for each in spellings if each.isascii() and each[0] != "\\"))
    yield from _CONSTANTS.items()
    yield from _SIGNS.items()


def _spellings(variable: str) -> tuple[str, ...]:
    letters, has_hat, index = letters_of(variable)
    word = greek_word(letters)
    stems = [letters, *([word, f"\\{word}"] if word else [])]
    if has_hat:
        composed = unicodedata.normalize("NFC", letters + _HAT)
        stems = [
            form
            for stem in stems
            for form in (f"{stem}_hat", f"{stem}hat", f"\\hat{{{stem}}}", f"\\hat {stem}", composed, letters + _HAT)
        ]
    if not index:
        return tuple(dict.fromkeys(stems))
    indices = (index, f"_{index}", f"_{{{index}}}", index.translate(_SUBSCRIPTS), f"_{index.translate(_SUBSCRIPTS)}")
    return tuple(dict.fromkeys(stem + each for stem in stems for each in indices))


def _longest_first(meanings: Mapping[str, str]) -> list[str]:
    return sorted(meanings, key=lambda spelling: (-len(spelling), spelling))


def _pattern(spelling: str) -> str:
    """Return what finds a spelling: functions in capitals too, and no x1 in x12."""
    text = re.escape(spelling)
    if spelling[-1].isdecimal():
        return rf"(?i:{text})(?![0-9])" if spelling.startswith(("log", "\\log")) else rf"{text}(?![0-9])"
    return rf"(?i:{text})" if len(spelling) > 1 and spelling.isascii() and spelling.casefold() == spelling else text
