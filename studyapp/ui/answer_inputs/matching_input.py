"""Pairs to find: for each text on the left, a choice of what belongs to it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout

from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.options_input import LETTERS
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

UNCHOSEN = "choose …"


class MatchingInput(AnswerInput):
    """Numbered texts with a list of lettered partners beside each."""

    def __init__(self, left: tuple[str, ...], right: tuple[str, ...], look: Look) -> None:
        """Build the pairs with nothing chosen."""
        super().__init__()
        self.texts = [TextBlock(look, small=True) for _ in left]
        self.boxes = [self._box(number, right) for number in range(1, len(left) + 1)]
        self.marks = [label("", "small", wrap=True) for _ in left]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(BETWEEN_PX)
        grid.setVerticalSpacing(WITHIN_PX)
        grid.setColumnStretch(0, 1)
        for row, (text, content) in enumerate(zip(self.texts, left, strict=True)):
            text.show_markdown(f"**{row + 1}.** {content}")
            grid.addWidget(text, 2 * row, 0)
            grid.addWidget(self.boxes[row], 2 * row, 1)
            grid.addWidget(self.marks[row], 2 * row + 1, 0, 1, 2)
            self.marks[row].hide()
        self.setFocusProxy(self.boxes[0])

    def reply(self) -> str:
        """Return the pairs as "1b 2a"; what is not chosen is left out."""
        chosen = [(number, box.currentIndex() - 1) for number, box in enumerate(self.boxes, 1)]
        return " ".join(f"{number}{LETTERS[index]}" for number, index in chosen if index >= 0)

    def show_reply(self, text: str) -> None:
        """Choose the pairs of a reply."""
        for pair in text.replace(",", " ").split():
            self.boxes[int(pair[:-1]) - 1].setCurrentIndex(LETTERS.index(pair[-1]) + 1)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Write what came of each pair under it."""
        for mark, note in zip(self.marks, notes, strict=False):
            mark.setText(note)
            mark.setVisible(bool(note))

    def _box(self, number: int, right: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.addItem(UNCHOSEN)
        box.addItems([f"{letter}) {text}" for letter, text in zip(LETTERS, right, strict=False)])
        box.setAccessibleName(f"What belongs to {number}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(lambda _index: self.reply_changed.emit(self.reply()))
        return box
