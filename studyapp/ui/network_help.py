"""How a network is written: the short welcome of an empty page, and the help that folds out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from question_bank.networks import SHORT_FORM
from studyapp.ui.pieces import button, label
from studyapp.ui.theme import BETWEEN_PX, MONO_FAMILIES, SECTION_PX, WITHIN_PX


@dataclass(frozen=True, slots=True)
class Example:
    """A short network to begin with."""

    title: str
    input_text: str
    text: str


EXAMPLES = (
    Example(
        "A small convolutional net for 28×28 digits",
        "1,28,28",
        "conv 8 3 same; relu; maxpool 2\nconv 16 3 same; relu; maxpool 2\nflatten\ndense 10",
    ),
    Example(
        "An LSTM that reads 50 steps of 16 numbers",
        "50,16",
        "lstm 64 last\ndropout 0.5\ndense 32; relu\ndense 2",
    ),
)

OTHERS = """\
In torch:                      In Keras:
nn.Conv2d(1, 6, 5),            Conv2D(6, 5, activation="relu",
nn.ReLU(),                            input_shape=(28, 28, 1)),
nn.MaxPool2d(2),               MaxPooling2D(2),
nn.Flatten(),                  Flatten(),
nn.Linear(864, 10)             Dense(10)
A pasted class, a Sequential or a list is read by the lines that make its layers.

The short form:
"""


class NetworkWelcome(QWidget):
    """What an empty page says: how to write a network, and two to begin with.

    Signals:
        example_chosen: The learner wants to begin with an example; carries it.
    """

    example_chosen = Signal(object)

    def __init__(self) -> None:
        """Build the page."""
        super().__init__()
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SECTION_PX, SECTION_PX, SECTION_PX, SECTION_PX)
        column.setSpacing(WITHIN_PX)
        column.addWidget(label("Type a network, see what it does", "heading"))
        words = (
            "Write layers on the left, one a line or divided by semicolons, and the sizes of one input above. "
            "Shapes, parameters, costs and a drawing follow as you type. conv 6 5 is a convolution of 6 filters with "
            "a kernel of 5; dense 10 a layer of 10 units. Lines of torch or Keras can be pasted as they are."
        )
        column.addWidget(label(words, "quiet", wrap=True))
        column.addSpacing(BETWEEN_PX)
        column.addWidget(label("Begin with one of these, or with a preset:"))
        for example in EXAMPLES:
            each = button(example.title, "link")
            each.setToolTip(example.text)
            each.clicked.connect(lambda _checked=False, chosen=example: self.example_chosen.emit(chosen))
            column.addWidget(each)
            self.buttons.append(each)
        column.addStretch(1)


class NetworkHelp(QPlainTextEdit):
    """Everything that can be written, to read and to copy from."""

    def __init__(self) -> None:
        """Build the help."""
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName("How to write a network")
        families = ", ".join(f"'{family}'" for family in MONO_FAMILIES)
        self.setStyleSheet(f"QPlainTextEdit {{ font-family: {families}; font-size: 12px; }}")
        self.setPlainText(OTHERS + SHORT_FORM)
