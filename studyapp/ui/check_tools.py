"""What the check of notes needs of the window: how it reads Markdown, which formulas it can set, its figures."""

from __future__ import annotations

from functools import cache

from studyapp.figures.registry import figures
from studyapp.study.note_faults import Tools
from studyapp.ui.markdown import parser
from studyapp.ui.maths import Formula, FormulaError, typeset


def check_tools() -> Tools:
    """Return the tools that the notes are shown with."""
    return Tools(figures().keys(), parser().parse, formula_fault)


@cache  # the same short formulas stand in many notes
def formula_fault(latex: str, display: bool) -> str:
    """Return why a formula can't be typeset, or nothing."""
    try:
        typeset(Formula(latex, display))
    except FormulaError as error:
        return str(error)
    return ""
