"""One knob: its label, the input that goes with its type, and a mark when it was set for the learner or has to wait."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from models.knobs import Knob, KnobValue
from studyapp.ui.knob_controls import ChoiceBox, KnobSlider, NumberBox, knob_slider
from studyapp.ui.knob_text import TextInput
from studyapp.ui.own_data.pictures_input import PicturesInput
from studyapp.ui.own_data.points_input import PointsInput
from studyapp.ui.own_data.table_input import TableInput
from studyapp.ui.pieces import label
from studyapp.ui.style_sheet import set_state
from studyapp.ui.theme import WITHIN_PX

LABEL_PX, BOX_PX = 118, 72
SHORTEST_CHOICE = 6  # characters that are always seen
PICTURE_SIDE = 16  # pixels of a learner's own pictures, where the knob doesn't say

Mark = Literal["", "set", "waiting"]


class KnobRow(QFrame):
    """A knob that can be read and turned; ``value`` is exact, whatever its input shows.

    Signals:
        value_changed: The learner turned it; carries the knob's name.
        refused: What the learner gave can't be used; carries a sentence.
        told: Something about the learner's own data that is worth knowing; carries a sentence.
    """

    value_changed = Signal(str)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, knob: Knob) -> None:
        super().__init__()
        self.knob = knob
        self.value: KnobValue = knob.default
        self.slider: KnobSlider | None = knob_slider(knob)
        self.input = self._input()
        self.setProperty("role", "knob")
        self.setToolTip(knob.help)
        self.label = label(knob.label)
        self.label.setFixedWidth(LABEL_PX)
        self.label.setWordWrap(True)
        self.label.setBuddy(self.input)
        line = QHBoxLayout(self)
        line.setContentsMargins(5, 2, 0, 2)
        line.setSpacing(WITHIN_PX)
        line.addWidget(self.label)
        if self.slider:
            line.addWidget(self.slider, 1)
            self.input.setFixedWidth(BOX_PX)
            self.slider.value_moved.connect(self._take)
        line.addWidget(self.input, 0 if self.slider else 1)
        for widget in self.inputs():
            widget.setAccessibleName(knob.label)
            widget.setAccessibleDescription(knob.help)
        self.show_value(knob.default)

    def inputs(self) -> list[QWidget]:
        """Return what takes the focus."""
        if isinstance(self.input, TextInput):
            return [self.input.open_button, self.input.notes_button]
        return [self.slider, self.input] if self.slider else [self.input]

    def show_value(self, value: KnobValue) -> None:
        """Show a value, without a signal."""
        self.value = value
        with QSignalBlocker(self.input):
            match self.input:
                case NumberBox():
                    self.input.setValue(float(value))
                case ChoiceBox():
                    self.input.setCurrentText(str(value))
                case QCheckBox():
                    self.input.setChecked(bool(value))
                case TextInput():
                    self.input.show_value(str(value))
                case QLineEdit() if self.input.text() != value:
                    self.input.setText(str(value))
        if self.slider:
            self.slider.show_value(float(value))

    def finish(self) -> None:
        """Take what is typed and not finished yet."""
        if isinstance(self.input, NumberBox):
            self.input.interpretText()
        elif isinstance(self.input, QLineEdit):
            self._take(self.input.text())

    def show_mark(self, mark: Mark) -> None:
        """Mark the knob as set for the learner, as waiting for the next run, or as neither."""
        set_state(self, "mark", mark)
        set_state(self.label, "mark", mark)
        told = {"": "", "set": "Set for this case. ", "waiting": "Takes effect with the next run. "}[mark]
        self.setToolTip(told + self.knob.help)
        for widget in self.inputs():
            widget.setAccessibleDescription(told + self.knob.help)

    def _input(self) -> NumberBox | ChoiceBox | QCheckBox | QLineEdit | TextInput:
        match self.knob.type:
            case "int" | "float":
                box = NumberBox(self.knob)
                box.valueChanged.connect(self._on_box_value_changed)
                return box
            case "choice":
                choice = ChoiceBox(self.knob.choices)
                # As wide as the panel leaves it, however long a choice is: the list that opens shows them whole.
                choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                choice.setMinimumContentsLength(SHORTEST_CHOICE)
                choice.currentTextChanged.connect(self._take)
                return choice
            case "bool":
                switch = QCheckBox("on")
                switch.toggled.connect(self._take)
                return switch
            case "text" if not self.knob.holds:
                line = QLineEdit()
                line.setPlaceholderText("the demo's own")
                line.editingFinished.connect(lambda: self._take(line.text()))
                return line
            case "text":
                text = _text_input(self.knob)
                text.text_changed.connect(self._take)
                text.refused.connect(self.refused)
                text.told.connect(self.told)
                return text

    def _on_box_value_changed(self, value: float) -> None:
        self._take(round(value) if self.knob.type == "int" else value)

    def _take(self, value: KnobValue) -> None:
        if value != self.value:
            self.show_value(value)
            self.value_changed.emit(self.knob.name)


def _text_input(knob: Knob) -> TextInput:
    """Return the input for a text of the learner's, or for the kind of data that the text stands for."""
    match knob.holds:
        case "table":
            return TableInput()
        case "points":
            return PointsInput()
        case "images":
            return PicturesInput(int(knob.low or PICTURE_SIDE))
        case _:
            return TextInput()
