"""Several runs one after the other that differ in one knob: the form that plans them, and how far they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from models.errors import DemoError
from models.knobs import Config, Knob, KnobValue, checked_value, knobs
from studyapp.study.runs import value_text
from studyapp.ui.flow import Flow
from studyapp.ui.knob_controls import ChoiceBox
from studyapp.ui.pieces import button, label
from studyapp.ui.theme import WITHIN_PX

FEWEST, MOST = 2, 4
USUAL_STEPS, MOST_STEPS = 500, 10_000_000
VALUES_PX, STEPS_PX, BAR_PX = 150, 96, 160


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs that differ in one knob, each of so many steps."""

    knob: Knob
    values: tuple[KnobValue, ...]
    steps: int

    def told(self, place: int) -> str:
        """Return a run of the plan in words."""
        return f"{self.knob.label} {value_text(self.knob, self.values[place])}"


class SideBySideForm(QWidget):
    """A knob, the values it should take, and how long each run goes.

    Signals:
        planned: The learner wants these runs; carries the Plan.
        refused: What was typed can't be used; carries a sentence.
    """

    planned = Signal(object)
    refused = Signal(str)

    def __init__(self, config_type: type[Config]) -> None:
        super().__init__()
        self._knobs = {each.name: each for each in knobs(config_type) if _can_vary(each)}
        self.knob_box = ChoiceBox()
        for each in self._knobs.values():
            self.knob_box.addItem(each.label, each.name)
        self.knob_box.setAccessibleName("the knob that differs")
        self.values_input = QLineEdit()
        self.values_input.setAccessibleName(f"its {FEWEST} to {MOST} values")
        self.values_input.setToolTip(f"{FEWEST} to {MOST} values, parted by commas")
        self.values_input.setMinimumWidth(VALUES_PX)
        self.steps_input = QDoubleSpinBox(decimals=0)  # as the knobs are, in the demo's style
        self.steps_input.setRange(1, MOST_STEPS)
        self.steps_input.setGroupSeparatorShown(True)
        self.steps_input.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.steps_input.setValue(USUAL_STEPS)
        self.steps_input.setAccessibleName("steps of each run")
        self.steps_input.setFixedWidth(STEPS_PX)
        self.run_button = button("Run side by side", tip="Run them one after the other and keep each for comparison")
        flow = Flow(self, gap_px=WITHIN_PX, line_gap_px=WITHIN_PX - 2)
        for widget in (label("Compare", "quiet"), self.knob_box, self.values_input, label("steps each", "quiet")):
            flow.addWidget(widget)
        flow.addWidget(self.steps_input)
        flow.addWidget(self.run_button)
        self.knob_box.currentIndexChanged.connect(self._on_knob_chosen)
        self.values_input.returnPressed.connect(self._on_run_pressed)
        self.run_button.clicked.connect(self._on_run_pressed)
        self._values: dict[str, KnobValue] = {}
        self.show_values({name: each.default for name, each in self._knobs.items()})

    def show_values(self, values: dict[str, KnobValue]) -> None:
        """Suggest values about those that the knobs have, unless they are as they were."""
        if values != self._values:
            self._values = values
            self._on_knob_chosen()

    def show_steps(self, steps: int) -> None:
        """Suggest as many steps as the run in view has taken."""
        self.steps_input.setValue(steps or USUAL_STEPS)

    def _on_knob_chosen(self) -> None:
        knob = self._knobs[str(self.knob_box.currentData())]
        found = suggested(knob, self._values.get(knob.name, knob.default))
        self.values_input.setText(", ".join(value_text(knob, each) for each in found))

    def _on_run_pressed(self) -> None:
        knob = self._knobs[str(self.knob_box.currentData())]
        try:
            values = read_values(knob, self.values_input.text())
        except DemoError as error:
            self.refused.emit(str(error))
            return
        self.planned.emit(Plan(knob, values, int(self.steps_input.value())))


class SideBySideProgress(QWidget):
    """Which run of a plan goes on, and how far it is; hidden while there is none.

    Signals:
        cancelled: The learner wants no more of them.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(BAR_PX)
        self.bar.setAccessibleName("progress of the runs side by side")
        self.cancel_button = button("Cancel", "key")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(WITHIN_PX)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel_button)
        line.addStretch(1)
        self.cancel_button.clicked.connect(self.cancelled)
        self.hide()

    def show_progress(self, plan: Plan, place: int, step: int) -> None:
        """Show where a plan stands."""
        count = len(plan.values)
        self.words.setText(f"Run {place + 1} of {count}: {plan.told(place)}")
        self.bar.setRange(0, plan.steps * count)
        self.bar.setValue(plan.steps * place + min(step, plan.steps))
        self.show()


def read_values(knob: Knob, text: str) -> tuple[KnobValue, ...]:
    """Return the values that a learner typed, each once; raises DemoError with a sentence."""
    words = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    values = tuple(dict.fromkeys(checked_value(knob, word) for word in words))
    if not FEWEST <= len(values) <= MOST:
        raise DemoError(f"Give {knob.label} {FEWEST} to {MOST} different values, parted by commas.")
    return values


def suggested(knob: Knob, value: KnobValue) -> tuple[KnobValue, ...]:
    """Return values worth comparing with one: a third and three times, the next ones, or the other choices."""
    match knob.type:
        case "bool":
            return (False, True)
        case "choice":
            return knob.choices[:MOST]
    number = float(value)
    low = knob.low if knob.low is not None else number - 1
    high = knob.high if knob.high is not None else number + 1
    near: Sequence[float] = (number / 2, number, number * 2)
    if knob.name == "seed":
        first = min(number, high - 2)
        near = (first, first + 1, first + 2)
    elif knob.log:
        near = (number / 3, number, number * 3)
    elif number in (0, low, high):
        near = (low, number, high)
    bounded = (min(max(each, low), high) for each in near)
    return tuple(dict.fromkeys(round(each) if knob.type == "int" else float(f"{each:.2g}") for each in bounded))


def _can_vary(knob: Knob) -> bool:
    return knob.type != "text" and knob.name != "steps_per_frame"
