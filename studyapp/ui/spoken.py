"""Markdown in words, for screen readers: what is typeset on screen still has to be called something."""

from __future__ import annotations

import re

_SILENT = re.compile(r"\\(?:left|right|mathrm|mathbf|mathcal|text|operatorname|quad|qquad)(?![a-zA-Z])")
_FORMULA = re.compile(r"\$+([^$]*)\$+")


def spoken(markdown: str) -> str:
    r"""Return a text with nothing in it that is only for typesetting: "$\hat y_1$ of **A**" is "hat y 1 of A"."""
    words = _FORMULA.sub(lambda found: _formula_in_words(found[1]), markdown)
    return " ".join(re.sub(r"[*`]+", "", words).split())


def _formula_in_words(latex: str) -> str:
    text = re.sub(r"\\[,;:! ]", " ", _SILENT.sub(" ", latex))
    text = text.replace("_", " ").replace("^", " to the ")
    return re.sub(r"[{}\\]+", " ", text)
