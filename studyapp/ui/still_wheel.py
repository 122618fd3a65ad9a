"""Keeps the wheel for scrolling: a field that it passes over stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _StillWheel(QObject):
    """Leaves the wheel over its parent to what scrolls around it, unless the parent has the keyboard."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass the wheel on."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def leave_wheel_to_page(field: QWidget) -> None:
    """Have the wheel change a field only while it has the keyboard, which the wheel alone doesn't give it."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_StillWheel(field))
