"""What a learner expects of a run: asked before it, kept while it goes, compared with what came out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from models.demo import Prediction
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label, row
from studyapp.ui.style_sheet import set_role
from studyapp.ui.theme import BETWEEN_PX, SMALL_PX, WITHIN_PX

NONE = -1
COUNTER_PX = 42
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
            self._show(_wrong(self.prediction.options[self.chosen], came), "wrong", open=False)

    def height_within(self, width: int) -> int:
        """Return how high the page is so wide, with room for the longest thing there may be to say."""
        for widget in (self.question, self.result, *self.options):
            widget.ensurePolished()  # a page that was never shown has not got its letters yet
        longest = sorted(self.prediction.options, key=len)[-2:]
        font = QFont(self.result.font())
        font.setWeight(QFont.Weight.DemiBold)  # as what was right or wrong is written
        metrics, room = QFontMetricsF(font), QRectF(0, 0, width, 1000)
        texts = (_wrong(longest[0], longest[-1]), _expected(longest[-1], self.prediction.after_steps))
        needed = max(metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() for text in texts)
        self.result.setMinimumHeight(math.ceil(needed) + 2)
        return max(self.heightForWidth(width), self.minimumSizeHint().height())

    def _show(self, text: str, role: str, *, open: bool) -> None:
        self.result.setText(text)
        set_role(self.result, role)
        for option in self.options:
            option.setEnabled(open)

    def _expectation(self) -> str:
        return _expected(self.prediction.options[self.chosen], self.prediction.after_steps)

    def _on_group_id_clicked(self, option: int) -> None:
        self.chosen = option
        self._show(self._expectation(), "quiet", open=True)
        self.option_chosen.emit(option)


class PredictionStack(QWidget):
    """One of several pages, all of them where the highest has room.

    It has no layout: what changes on a page, and which page is shown, lays nothing out beyond it. With Qt's own stack
    that took a demo, with all its plots, up to a tenth of a second.
    """

    def __init__(self, pages: Sequence[PredictionPage]) -> None:
        super().__init__()
        self._pages, self._shown = tuple(pages), 0
        for number, page in enumerate(pages):
            page.setParent(self)
            page.setVisible(number == 0)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_page(self, number: int) -> None:
        """Show one page and no other."""
        if number != self._shown:
            before, self._shown = self._pages[self._shown], number
            self._pages[number].show()
            before.hide()

    def shown(self) -> int:
        """Return the number of the page that is shown."""
        return self._shown

    def sizeHint(self) -> QSize:
        """Return the height that the width now asks for."""
        return QSize(0, self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the highest page."""
        return max((page.height_within(width) for page in self._pages), default=0)

    def event(self, event: QEvent) -> bool:
        """Ask for more room when a page has come to need it: larger letters, say."""
        if event.type() is QEvent.Type.LayoutRequest and self.heightForWidth(self.width()) > self.height():
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each page the whole room."""
        super().resizeEvent(event)
        for page in self._pages:
            page.setGeometry(self.rect())


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
        self.stack = PredictionStack(self.pages)
        self.counter = label("", "small")
        self.counter.setFixedSize(COUNTER_PX, SMALL_PX + WITHIN_PX)  # lays nothing out anew when it counts
        self.counter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before_button = button("‹", "link", tip="The prediction before")
        self.next_button = button("›", "link", tip="The next prediction")
        self.hide_button = button("Hide", "link", tip="Fold the predictions away")
        for number, page in enumerate(self.pages):
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
        self.before_button.clicked.connect(lambda: self._turn_to(self.stack.shown() - 1))
        self.next_button.clicked.connect(lambda: self._turn_to(self.stack.shown() + 1))
        self.hide_button.clicked.connect(self._on_hide_button_clicked)
        for widget in (self.before_button, self.counter, self.next_button):
            widget.setVisible(len(self.pages) > 1)
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
        self.stack.show_page(index)
        self.counter.setText(f"{index + 1} of {len(self.pages)}")
        self.before_button.setEnabled(index > 0)
        self.next_button.setEnabled(index + 1 < len(self.pages))

    def _on_hide_button_clicked(self) -> None:
        shown = self.stack.isHidden()
        self.stack.setVisible(shown)
        self.hide_button.setText("Hide" if shown else "Show")
        self.hide_button.setToolTip("Fold the predictions away" if shown else "Unfold the predictions")


def _wrong(said: str, came: str) -> str:
    return f"✗ You said “{said}”, it came out as “{came}”."


def _expected(said: str, after_steps: int) -> str:
    return f"You expect “{said}”. The run is compared with it at step {after_steps:,}."
