"""A text the learner writes and then marks, line by line, beside the model answer."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from question_bank.answers.rubric import Rubric
from studyapp.ui.answer_inputs.answer_input import AnswerInput
from studyapp.ui.answer_inputs.choice_box import StillBox
from studyapp.ui.pieces import button, card, label, row
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import WITHIN_PX


class RubricInput(AnswerInput):
    """First the text; then, side by side with the model answer, a mark for each criterion.

    What the text does not seem to touch is listed by its keywords: evidence to look at, not a judgement.
    """

    def __init__(self, rubric: Rubric, look: Look) -> None:
        """Build an empty text; the criteria appear when enough is written and the learner asks for them."""
        super().__init__()
        self._rubric = rubric
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Your analysis")
        self.text.setPlaceholderText(f"Write at least {rubric.min_words} words. There is no right side to take.")
        self.text.setMinimumHeight(170)
        self.text.setTabChangesFocus(True)
        self.count = label("0 words", "small")
        self.compare_button = button("Compare and mark it")
        self.compare_button.setEnabled(False)
        self.boxes = [self._box(number) for number in range(len(rubric.criteria))]
        self.notes = [label("", "small", wrap=True) for _ in rubric.criteria]
        self.model = TextBlock(look)
        self.marking = self._marking()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.text)
        column.addLayout(row(self.compare_button, self.count))
        column.addWidget(self.marking)
        self.marking.hide()
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._on_text_changed)
        self.compare_button.clicked.connect(self._on_compare_clicked)

    def reply(self) -> str:
        """Return the text, with the learner's marks in the last line once all are given."""
        written = self.text.toPlainText().strip()
        marks = [box.currentIndex() - 1 for box in self.boxes]
        if self.marking.isHidden() or min(marks) < 0:
            return written
        return f"{written}\nmarks: {' '.join(map(str, marks))}"

    def show_reply(self, text: str) -> None:
        """Put a text with its marks into the input."""
        written, _, marks = text.rpartition("\nmarks:")
        self.text.setPlainText(written or text)
        if written:
            self._on_compare_clicked()
            for box, mark in zip(self.boxes, marks.split(), strict=False):
                box.setCurrentIndex(int(mark) + 1)

    def _marking(self) -> QWidget:
        frame, column = card()
        column.addWidget(label("One good answer", "subheading"))
        column.addWidget(self.model)
        column.addWidget(label("Mark your own text", "subheading"))
        for criterion, box, note in zip(self._rubric.criteria, self.boxes, self.notes, strict=True):
            column.addWidget(label(criterion.text, wrap=True))
            column.addWidget(box)
            column.addWidget(note)
            note.hide()
        return frame

    def _box(self, number: int) -> QComboBox:
        criterion = self._rubric.criteria[number]
        box = StillBox()
        box.addItem("choose what fits your text …")
        box.addItems([f"{mark}: {level}" for mark, level in enumerate(criterion.levels)])
        box.setAccessibleName(f"Your mark for: {criterion.text}")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        box.currentIndexChanged.connect(lambda _index: self.reply_changed.emit(self.reply()))
        return box

    def _on_text_changed(self) -> None:
        words = len(self.text.toPlainText().split())
        self.count.setText(f"{words} of at least {self._rubric.min_words} words")
        self.compare_button.setEnabled(words >= self._rubric.min_words)
        self.reply_changed.emit(self.reply())

    def _on_compare_clicked(self) -> None:
        self.model.show_markdown(self._rubric.model_answer)
        self.marking.show()
        unmarked = f"{self.text.toPlainText().strip()}\nmarks: {' '.join('0' * len(self.boxes))}"
        by_criterion = self._rubric.judge(unmarked).notes
        for note, sentence in zip(self.notes, by_criterion, strict=False):
            note.setText(sentence)
            note.setVisible(bool(sentence))
        self.compare_button.hide()
        self.reply_changed.emit(self.reply())
