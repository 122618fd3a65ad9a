"""A list that unfolds, with lettered options: one of them is chosen, or none yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from question_bank.answers.reading.options import LETTERS

UNCHOSEN = "choose …"
LEAST_CHARACTERS = 20


class StillBox(QComboBox):
    """A list over which the wheel scrolls the page, instead of changing what is chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around the list."""
        event.ignore()


class ChoiceBox(StillBox):
    """Lettered options; typing a letter chooses."""

    def __init__(self, options: Sequence[str], *, name: str, letters_only: bool = False) -> None:
        """Build the list with nothing chosen; ``letters_only`` is for options that are written out elsewhere."""
        super().__init__()
        self.addItem(UNCHOSEN)
        for index, (letter, text) in enumerate(zip(LETTERS, options, strict=False), 1):
            self.addItem(f"{letter})" if letters_only else f"{letter}) {text}")
            self.setItemData(index, f"{letter}) {text}", Qt.ItemDataRole.AccessibleTextRole)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST_CHARACTERS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def letter(self) -> str:
        """Return the letter of what is chosen, or ""."""
        return LETTERS[self.currentIndex() - 1] if self.currentIndex() > 0 else ""

    def choose(self, letter: str) -> None:
        """Choose the option of a letter; nothing for a letter that no option has."""
        index = LETTERS.find(letter) + 1
        self.setCurrentIndex(index if index < self.count() else 0)


def needs_typesetting(options: Sequence[str]) -> bool:
    """Tell whether some option has formulas, code or emphasis, which a list can't show."""
    return any(sign in option for option in options for sign in "$`*")
