"""The name that stands beside or above a cell."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studyapp.ui.answer_inputs.choice_box import needs_typesetting
from studyapp.ui.answer_inputs.table_text import TableText
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look


def cell_title(text: str, look: Look) -> QWidget:
    """Return a small label, typeset where there is something to typeset."""
    return TableText(look, text) if needs_typesetting((text,)) else label(text, "small")
