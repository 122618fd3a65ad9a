"""Finds what a text for learners must not have: unfilled places, unbalanced formulas, sentences that stop midway."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.exercise import Exercise
from question_bank.printing import below_prompt

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+?)\$", re.DOTALL)
_ENDINGS = tuple(".?!:$|`)…”*")


def sentences(exercise: Exercise) -> Iterator[str]:
    """Yield the texts that must end like a sentence."""
    yield exercise.prompt
    yield from exercise.solution
    for part in exercise.parts:
        yield part.prompt
        yield from (slip.why for slip in part.misconceptions)


def texts(exercise: Exercise) -> Iterator[str]:
    """Yield every text that a learner may read."""
    yield from sentences(exercise)
    for part in exercise.parts:
        yield from below_prompt(part.answer)


def faults(text: str) -> list[str]:
    """Return what is wrong with a text, in words."""
    without_code = _CODE.sub("", text)
    prose = _FORMULA.sub("", without_code)
    formulas = [display or inline for display, inline in _FORMULA.findall(without_code)]
    found = {
        "an unbalanced $": "$" in prose.replace(r"\$", ""),
        "a brace left open": any(_depth(formula) != 0 for formula in formulas),
        "an unfilled brace": bool(re.search(r"[{}]", prose)),
        "a value that is none": bool(re.search(r"\bNone\b(?! of\b)|\bnan\b|\binf\b", without_code)),
        "Python's own notation": bool(re.search(r"\d[eE][-+]?\d|<\w+\.|\bTrue\b|\bFalse\b", without_code)),
        "idle digits": bool(re.search(r"\d\.\d{9,}", without_code)),
    }
    return [name for name, is_there in found.items() if is_there]


def breaks_off(text: str) -> bool:
    """Tell whether a text stops in the middle of a sentence."""
    return bool(text.strip()) and not text.rstrip().endswith(_ENDINGS)


def plain_numbers(text: str) -> str:
    """Return a text whose numbers are written as Python writes them, and whose times signs are ×."""
    text = text.replace("{,}", "").replace(r"\,", "").replace("−", "-").replace(r"\times", "×")
    return re.sub(r"(?<=\d)[,\u202f](?=\d{3}(?!\d))", "", text)


def _depth(formula: str) -> int:
    plain = formula.replace(r"\{", "").replace(r"\}", "")
    return plain.count("{") - plain.count("}")
