"""What a learner expects of a run: asked before it, kept while it goes, compared with what came out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from models.demo import Prediction
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label, row
from studyapp.ui.style_sheet import set_role
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

NONE = -1
ASKING, WAITING = "Predict first", "Your predictions"
INVITATION = "Choose what you expect, then run it. You may also just run it."
SKIPPED = "The run has begun; it will tell."


class PredictionPage(QWidget):
    """One question with its options, and a line that says what became of it.

    Signals:
        option_chosen: The learner chose; carries the option's index.
    """

    option_chosen = Signal(int)

    def __init__(self, prediction: Prediction[Any]) -> None:
        super().__init__()
        self.prediction = prediction
        self.chosen = NONE
        self.truth = NONE
        self.question = label(prediction.question, wrap=True)
        self.options = [QRadioButton(option) for option in prediction.options]
        self.result = label(INVITATION, "quiet", wrap=True)
        self.result.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._group = QButtonGroup(self)
        choices = QWidget()
        flow = Flow(choices, gap_px=BETWEEN_PX)
        for number, option in enumerate(self.options):
            option.setAccessibleDescription(prediction.question)
            self._group.addButton(option, number)
            flow.addWidget(option)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.question, choices, self.result):
            column.addWidget(widget)
        column.addStretch(1)
        self._group.idClicked.connect(self._on_group_id_clicked)

    def open(self) -> None:
        """Ask anew; an expectation that no run has answered yet stays."""
        if self.chosen != NONE and self.truth == NONE:
            self._show(self._expectation(), "quiet", open=True)
            return
        self.chosen = self.truth = NONE
        self._group.setExclusive(False)  # an exclusive group can't be left without a choice
        for option in self.options:
            option.setChecked(False)
        self._group.setExclusive(True)
        self._show(INVITATION, "quiet", open=True)

    def close_for_run(self) -> None:
        """Take no choice any more: the run has begun."""
        self._show(self._expectation() if self.chosen != NONE else SKIPPED, "quiet", open=False)

    def show_truth(self, truth: int) -> None:
        """Say what came out."""
        self.truth = truth
        came = self.prediction.options[truth]
        if self.chosen == NONE:
            self._show(f"It came out as “{came}”.", "quiet", open=False)
        elif self.chosen == truth:
            self._show(f"✓ You said “{came}”, and so it came out.", "right", open=False)
        else:
            said = self.prediction.options[self.chosen]
            self._show(f"✗ You said “{said}”, it came out as “{came}”.", "wrong", open=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the longest thing there may be to say."""
        super().resizeEvent(event)
        longest = sorted(self.prediction.options, key=len)[-2:]
        text = f"✗ You said “{longest[0]}”, it came out as “{longest[-1]}”."
        metrics = QFontMetricsF(self.result.font())
        room = QRectF(0, 0, event.size().width(), 1000)
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        self.result.setMinimumHeight(math.ceil(needed.height()) + 2)

    def _show(self, text: str, role: str, *, open: bool) -> None:
        self.result.setText(text)
        set_role(self.result, role)
        for option in self.options:
            option.setEnabled(open)

    def _expectation(self) -> str:
        said = self.prediction.options[self.chosen]
        return f"You expect “{said}”. The run is compared with it at step {self.prediction.after_steps:,}."

    def _on_group_id_clicked(self, option: int) -> None:
        self.chosen = option
        self._show(self._expectation(), "quiet", open=True)
        self.option_chosen.emit(option)


class PredictionCard(QFrame):
    """The demo's predictions, one at a time; as high as the highest, so that nothing moves.

    Signals:
        prediction_made: The learner chose; carries the index of the prediction and of the option.
    """

    prediction_made = Signal(int, int)

    def __init__(self, predictions: Sequence[Prediction[Any]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.pages = [PredictionPage(prediction) for prediction in predictions]
        self.stack = QStackedWidget()
        self.stack.setProperty("role", "inside")
        self.counter = label("", "small")
        self.before_button = button("‹", "link", tip="The prediction before")
        self.next_button = button("›", "link", tip="The next prediction")
        self.hide_button = button("Hide", "link", tip="Fold the predictions away")
        for number, page in enumerate(self.pages):
            self.stack.addWidget(page)
            page.option_chosen.connect(lambda option, index=number: self.prediction_made.emit(index, option))
        self.title = label("", "plot-title")
        head = row(self.title)
        for widget in (self.before_button, self.counter, self.next_button, self.hide_button):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX - 2, 4, WITHIN_PX, WITHIN_PX)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack)
        self.before_button.clicked.connect(lambda: self._turn_to(self.stack.currentIndex() - 1))
        self.next_button.clicked.connect(lambda: self._turn_to(self.stack.currentIndex() + 1))
        self.hide_button.clicked.connect(self._on_hide_button_clicked)
        if not self.pages:  # never shown before it has a parent: that would open a window of its own
            self.hide()
        self.open()

    def open(self) -> None:
        """Ask all predictions anew."""
        self.title.setText(ASKING)
        for page in self.pages:
            page.open()
        self._turn_to(0)

    def close_for_run(self) -> None:
        """Take no choice any more: the run has begun."""
        self.title.setText(WAITING)
        for page in self.pages:
            page.close_for_run()

    def show_truths(self, truths: Sequence[tuple[int, int]]) -> None:
        """Say what came out of some predictions, each (index, option), and bring the last into view."""
        for index, truth in truths:
            self.pages[index].show_truth(truth)
        if truths:
            self._turn_to(truths[-1][0])

    def _turn_to(self, index: int) -> None:
        self.stack.setCurrentIndex(index)
        self.counter.setText(f"{index + 1} of {len(self.pages)}")
        self.before_button.setEnabled(index > 0)
        self.next_button.setEnabled(index + 1 < len(self.pages))
        for widget in (self.before_button, self.counter, self.next_button):
            widget.setVisible(len(self.pages) > 1)

    def _on_hide_button_clicked(self) -> None:
        shown = self.stack.isHidden()
        self.stack.setVisible(shown)
        self.hide_button.setText("Hide" if shown else "Show")
        self.hide_button.setToolTip("Fold the predictions away" if shown else "Unfold the predictions")
