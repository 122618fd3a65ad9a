"""A field for a whole number with its unit; arrow keys count up and down, and the wheel once it has the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox

from studyapp.ui.still_wheel import leave_wheel_to_page

TEXT_MARGIN_PX = 7  # the style sheet's padding doesn't reach the text of a spin box without arrows


def number_field(least: int, most: int, *, step: int = 1, unit: str, name: str) -> QSpinBox:
    """Return the field; ``name`` is for screen readers."""
    field = QSpinBox()
    field.setRange(least, most)
    field.setSingleStep(step)
    field.setSuffix(f" {unit}")
    field.setAccessibleName(name)
    field.setKeyboardTracking(False)  # 45 is one change, not two
    leave_wheel_to_page(field)
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setTextMargins(TEXT_MARGIN_PX, 0, 0, 0)
    return field
