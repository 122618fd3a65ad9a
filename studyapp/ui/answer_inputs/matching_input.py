"""Pairs to find: for each text on the left, a choice of what belongs to it."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QVBoxLayout

from question_bank.answers.reading.options import LETTERS
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.choice_box import ChoiceBox, needs_typesetting
from studyapp.ui.pieces import label
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import WITHIN_PX

LONGEST_IN_A_BOX = 30  # characters; longer and typeset partners are written out above, and the boxes hold their letters


class MatchingInput(AnswerInput):
    """Numbered texts with a list of lettered partners beside each."""

    marks_itself = True

    def __init__(self, left: tuple[str, ...], right: tuple[str, ...], look: Look) -> None:
        """Build the pairs with nothing chosen."""
        super().__init__()
        self.texts = [TextBlock(look, small=True) for _ in left]
        long = max(map(len, right)) > LONGEST_IN_A_BOX or needs_typesetting(right)
        self.partners = [TextBlock(look, small=True) for _ in right] if long else []
        self.boxes = [
            ChoiceBox(right, name=f"What belongs to {number}", letters_only=long) for number in range(1, len(left) + 1)
        ]
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
        for box in self.boxes:
            box.currentIndexChanged.connect(lambda _index: self.reply_changed.emit(self.reply()))
        self.setFocusProxy(self.boxes[0])

    def reply(self) -> str:
        """Return the pairs as "1b 2a"; what is not chosen is left out."""
        chosen = [(number, box.letter()) for number, box in enumerate(self.boxes, 1)]
        return " ".join(f"{number}{letter}" for number, letter in chosen if letter)

    def show_reply(self, text: str) -> None:
        """Choose the pairs of a reply."""
        for number, letter in re.findall(r"(\d{1,2})([a-z])", text.lower()):
            if 1 <= int(number) <= len(self.boxes):
                self.boxes[int(number) - 1].choose(letter)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Write what came of each pair under it."""
        for mark, note in zip(self.marks, notes or [""] * len(self.marks), strict=True):
            mark.setText(note)
            mark.setVisible(bool(note))
