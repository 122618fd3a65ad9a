"""Pairs to find: for each text on the left, a choice of what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.options_input import LETTERS
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import WITHIN_PX

UNCHOSEN = "choose …"
LONGEST_IN_A_BOX = 30  # characters; longer partners are written out above, and the boxes hold their letters


class MatchingInput(AnswerInput):
    """Numbered texts with a list of lettered partners beside each."""

    def __init__(self, left: tuple[str, ...], right: tuple[str, ...], look: Look) -> None:
        """Build the pairs with nothing chosen."""
        super().__init__()
        self.texts = [TextBlock(look, small=True) for _ in left]
        long = max(map(len, right)) > LONGEST_IN_A_BOX
        self.partners = [TextBlock(look, small=True) for _ in right] if long else []
        self.boxes = [self._box(number, right) for number in range(1, len(left) + 1)]
        self.marks = [label("", "small", wrap=True) for _ in left]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX // 2)
        for letter, partner, content in zip(LETTERS, self.partners, right, strict=False):
            partner.show_markdown(f"**{letter})** {content}")
            column.addWidget(partner)
        column.addSpacing(WITHIN_PX if self.partners else 0)
        for number, (text, content) in enumerate(zip(self.texts, left, strict=True), 1):
            text.show_markdown(f"**{number}.** {content}")
            for widget in (text, self.boxes[number - 1], self.marks[number - 1]):
                column.addWidget(widget)
            column.addSpacing(WITHIN_PX)
            self.marks[number - 1].hide()
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
        for index, (letter, text) in enumerate(zip(LETTERS, right, strict=False), 1):
            box.addItem(f"{letter})" if self.partners else f"{letter}) {text}")
            box.setItemData(index, f"{letter}) {text}", Qt.ItemDataRole.AccessibleTextRole)
        box.setAccessibleName(f"What belongs to {number}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        box.currentIndexChanged.connect(lambda _index: self.reply_changed.emit(self.reply()))
        return box
