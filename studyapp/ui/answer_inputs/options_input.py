"""Options to tick, with typeset text: one of them (choice) or several (choices)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QGridLayout, QRadioButton

from question_bank.answers.reading.options import LETTERS
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.spoken import spoken
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import WITHIN_PX

WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class OptionsInput(AnswerInput):
    """Lettered options; a click anywhere on one ticks it, and so does its letter on the keyboard."""

    def __init__(self, options: tuple[str, ...], look: Look, *, several: bool) -> None:
        """Build unticked options; ``several`` allows more than one."""
        super().__init__()
        make: Callable[[str], QAbstractButton] = QCheckBox if several else QRadioButton
        self.buttons = [make(f"{LETTERS[index]})") for index in range(len(options))]
        self.texts = [TextBlock(look, small=True) for _ in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self._lay_out(options)
        self.setFocusProxy(self.buttons[0])

    def reply(self) -> str:
        """Return the letters of the ticked options."""
        return ", ".join(LETTERS[index] for index, each in enumerate(self.buttons) if each.isChecked())

    def show_reply(self, text: str) -> None:
        """Tick the options whose letters stand in a reply."""
        wanted = set(text.replace(",", " ").split())
        for letter, each in zip(LETTERS, self.buttons, strict=False):
            each.setChecked(letter in wanted)

    def _lay_out(self, options: tuple[str, ...]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(WITHIN_PX // 2)
        grid.setColumnStretch(1, 1)
        for index, (option, box, text) in enumerate(zip(options, self.buttons, self.texts, strict=True)):
            self._group.addButton(box)
            box.setAccessibleName(f"{LETTERS[index]}: {spoken(option)}")
            # Of this input alone: where two parts have options, a key of the window would belong to neither.
            key = QShortcut(QKeySequence(f"Alt+{LETTERS[index].upper()}"), self, context=WITHIN)
            key.activated.connect(box.click)
            box.toggled.connect(self._on_box_toggled)
            text.show_markdown(option)
            text.clicked.connect(box.click)
            grid.addWidget(box, index, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, index, 1)

    def _on_box_toggled(self) -> None:
        self.reply_changed.emit(self.reply())
