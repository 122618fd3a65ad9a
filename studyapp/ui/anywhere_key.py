"""A key that works wherever the keyboard is, also in a line that has a use of its own for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class AnywhereKey(QObject):
    """A window's shortcut that no text field takes for itself.

    On many desktops Ctrl+K deletes to the end of the line in every field, and a field is asked before the window.

    Signals:
        pressed: The key was pressed somewhere in the window.
    """

    pressed = Signal()

    def __init__(self, key: QKeyCombination, window: QWidget) -> None:
        """Watch a window's fields for a key."""
        super().__init__(window)
        self._key = key
        self._watched: QWidget | None = None
        QShortcut(QKeySequence(key), window).activated.connect(self.pressed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field from claiming the key."""
        claims = event.type() == QEvent.Type.ShortcutOverride
        if claims and isinstance(event, QKeyEvent) and event.keyCombination() == self._key:
            event.ignore()
            return True
        return False

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Watch what has the keyboard, and nothing else: a filter is asked about every event."""
        if self._watched is not None and isValid(self._watched):  # a dialog's button is gone before it says so
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_destroyed)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)
            now.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        self._watched = None
