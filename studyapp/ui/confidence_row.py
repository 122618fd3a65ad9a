"""A quiet question before an answer: how sure are you? In time it shows whether one's own feeling can be trusted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from studyapp.ui.pieces import button, label

# The chance of being right that each word stands for; between them there is room to be over- and underconfident.
SAID = {"guess": 0.3, "maybe": 0.6, "sure": 0.9}
CONFIDENCE_KEYS: Mapping[int, str] = {Qt.Key.Key_G: "guess", Qt.Key.Key_M: "maybe", Qt.Key.Key_S: "sure"}


class ConfidenceRow(QWidget):
    """Three words to choose from; to choose none is fine.

    Signals:
        said: The learner said how sure they are.
    """

    said = Signal()

    def __init__(self) -> None:
        """Build the row, hidden until it is wanted."""
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addWidget(label("How sure are you?", "quiet"))
        for word in SAID:
            each = button(word, "segment", tip=f"{word[0].upper()} (when not typing)")
            each.setCheckable(True)
            each.setAccessibleName(f"How sure are you? {word.capitalize()}")
            each.clicked.connect(self.said)
            self._group.addButton(each)
            line.addWidget(each)
            self.buttons[word] = each
        line.addStretch(1)
        self.hide()

    def confidence(self) -> float | None:
        """Return the chance of being right that was said, None when nothing was."""
        return next((SAID[word] for word, each in self.buttons.items() if each.isChecked()), None)

    def clear(self) -> None:
        """Begin anew with nothing said."""
        self._group.setExclusive(False)
        for each in self.buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def take_key(self, key: int) -> bool:
        """Say what a key stands for; tell whether it stands for something while it is asked."""
        word = CONFIDENCE_KEYS.get(key)
        if word is None or self.isHidden():
            return False
        self.buttons[word].click()
        return True
