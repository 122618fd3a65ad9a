"""The bar that drives a run: run, step, reset, seed, speed and device, with what the run does right now."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QWidget

from studyapp.ui.flow import Flow
from studyapp.ui.icons import AIR_PX, icon_beside_word
from studyapp.ui.knob_controls import ChoiceBox
from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import BETWEEN_PX, SMALL_PX, WITHIN_PX, Theme

SPEEDS: tuple[float | None, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, None)
"""Steps a second along the slider; None is full speed."""
DEVICES = {"auto": "auto", "cpu": "CPU", "cuda": "CUDA", "mps": "Apple GPU"}
ICON_PX = 18
WORD_ICON = QSize(ICON_PX + AIR_PX, ICON_PX)
ICON_ALONE = "padding-left: 8px; padding-right: 8px"
DEVICE_PX = 122
SLIDER_PX, SPEED_PX, RUN_PX = 60, 62, 108
RATE_PX, STEP_PX, TIME_PX = 98, 92, 34


class RunState(Enum):
    """Where a run stands."""

    READY = "ready"
    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    DIVERGED = "diverged"
    FAILED = "failed"
    ENDED = "ended"


ALIVE = (RunState.STARTING, RunState.RUNNING, RunState.PAUSED)


class RunControls(QWidget):
    """Buttons, speed, device and figures of one run; where it is narrow some buttons are only their icon.

    Signals:
        run_pressed: Run, Pause or Go on was pressed, whichever the button says.
        step_pressed: One step was asked for.
        reset_pressed: Back to step 0 with the same initial weights.
        seed_pressed: Other initial weights were asked for.
        keep_pressed: The run in view is to be kept for comparison.
        speed_changed: Another speed was chosen; carries steps per second, or None for full speed.
    """

    run_pressed = Signal()
    step_pressed = Signal()
    reset_pressed = Signal()
    seed_pressed = Signal()
    keep_pressed = Signal()
    speed_changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.run_button = button("Run", "primary")
        self.run_button.setFixedWidth(RUN_PX)
        self.step_button = button("Step", tip="Take one training step (S)")
        self.reset_button = button("Reset", tip="Back to step 0, with the same initial weights (R)")
        self.seed_button = button("New seed", tip="Back to step 0, with other initial weights (N)")
        self.keep_button = button("Keep", tip="Keep this run for comparison with the next ones (K)")
        self.keep_button.setAccessibleName("Keep for comparison")
        for each in (self.step_button, self.reset_button, self.seed_button):
            each.setAccessibleName(each.text())
        self.speed_slider = QSlider(Qt.Orientation.Horizontal)
        self.speed_label = label("full speed", "small")
        self.device_combo = ChoiceBox()
        self.rate_label = _figure("steps a second", RATE_PX)
        self.step_label = _figure("training steps so far", STEP_PX)
        self.time_label = _figure("time it has run", TIME_PX)
        # Those that are needed least lose their word first.
        self._words = {each: each.text() for each in (self.keep_button, self.seed_button)}
        self._words |= {each: each.text() for each in (self.reset_button, self.step_button)}
        for each in (self.run_button, *self._words):
            each.setIconSize(WORD_ICON)
        self._saved_px: dict[QPushButton, int] = {}
        self._whole_px = 0
        self._set_up_inputs()
        self._flow = self._lay_out()
        self._state = RunState.READY
        self.run_button.clicked.connect(self.run_pressed)
        self.step_button.clicked.connect(self.step_pressed)
        self.reset_button.clicked.connect(self.reset_pressed)
        self.seed_button.clicked.connect(self.seed_pressed)
        self.keep_button.clicked.connect(self.keep_pressed)
        self.speed_slider.valueChanged.connect(self._on_speed_slider_value_changed)
        self.show_theme(theme)
        self.show_numbers(0, 0.0, 0.0)

    def device(self) -> str:
        """Return the device that was chosen: "auto", "cpu", "cuda" or "mps"."""
        return str(self.device_combo.currentData())

    def speed(self) -> float | None:
        """Return the steps per second it may take at most, None for full speed."""
        return SPEEDS[self.speed_slider.value()]

    def show_speed(self, steps_per_second: float | None) -> None:
        """Choose the speed nearest to one, without a signal."""
        place = SPEEDS.index(None)
        if steps_per_second is not None:
            numbers = [math.log(each / steps_per_second) for each in SPEEDS if each is not None]
            place = min(range(len(numbers)), key=lambda each: abs(numbers[each]))
        with QSignalBlocker(self.speed_slider):
            self.speed_slider.setValue(place)
        self._show_speed()

    def show_state(self, state: RunState) -> None:
        """Say on the buttons what they do now."""
        self._state = state
        text = {RunState.RUNNING: "Pause", RunState.PAUSED: "Go on", RunState.STARTING: "Starting"}.get(state, "Run")
        self.run_button.setText(text)
        self.run_button.setToolTip(f"{text} (Space)")
        self._show_run_icon()

    def show_numbers(self, step: int, steps_per_second: float, seconds: float) -> None:
        """Show where the run stands and how fast it goes."""
        rate = f"{steps_per_second:,.0f}" if steps_per_second >= 10 else f"{steps_per_second:,.1f}"
        minutes, rest = divmod(int(seconds), 60)
        _write(self.rate_label, f"{rate if steps_per_second else '–'} steps/s")
        _write(self.step_label, f"step {step:,}")
        _write(self.time_label, f"{minutes}:{rest:02}")

    def show_device(self, name: str) -> None:
        """Say which device the run is on; "" for none."""
        chosen = self.device_combo.findData("auto")
        self.device_combo.setItemText(chosen, f"auto ({name})" if name else DEVICES["auto"])
        self.device_combo.setToolTip(f"This run is on: {name}." if name else "Where the next run trains")

    def show_devices(self, names: Mapping[str, str]) -> None:
        """Name the devices that can be asked for, as the worker found them: {"cpu": "CPU"}."""
        for device, usual in list(DEVICES.items())[1:]:
            place = self.device_combo.findData(device)
            self.device_combo.setItemText(place, names.get(device, f"{usual} (none found)"))

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        buttons = (self.step_button, "skip-forward"), (self.reset_button, "arrow-counter-clockwise")
        for each, name in (*buttons, (self.seed_button, "dice-five"), (self.keep_button, "push-pin")):
            each.setIcon(icon_beside_word(name, theme.ink, ICON_PX))
        self._show_run_icon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything on one line as long as icons without words help."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when letters have another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._saved_px:
            self._saved_px.clear()
            self._fit(self.width())

    def _fit(self, width: int) -> None:
        if not self._saved_px:
            for each, word in self._words.items():
                _show_word(each, "")
                without = each.sizeHint().width()
                _show_word(each, word)
                self._saved_px[each] = each.sizeHint().width() - without
            self._whole_px = self._flow.line_width()
        needed = self._whole_px
        for each, word in self._words.items():
            _show_word(each, word if needed <= width else "")
            needed -= self._saved_px[each] if needed > width else 0

    def _show_run_icon(self) -> None:
        name = "pause" if self._state is RunState.RUNNING else "play"
        self.run_button.setIcon(icon_beside_word(name, self._theme.on_accent, ICON_PX))

    def _set_up_inputs(self) -> None:
        self.speed_slider.setRange(0, len(SPEEDS) - 1)
        self.speed_slider.setValue(len(SPEEDS) - 1)
        self.speed_slider.setPageStep(1)
        self.speed_slider.setFixedWidth(SLIDER_PX)
        self.speed_slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.speed_slider.setAccessibleName("speed")
        self.speed_label.setFixedWidth(SPEED_PX)
        for device, name in DEVICES.items():
            self.device_combo.addItem(name, device)
        self.device_combo.setAccessibleName("device")
        self.device_combo.setFixedWidth(DEVICE_PX)
        self.show_device("")

    def _lay_out(self) -> Flow:
        flow = Flow(self, gap_px=WITHIN_PX, line_gap_px=WITHIN_PX - 2)
        for part in (self.run_button, self.step_button, self.reset_button, self.seed_button, self.keep_button):
            flow.addWidget(part)
        flow.addWidget(_group(self.speed_slider, self.speed_label))
        flow.addWidget(self.device_combo)
        flow.addWidget(_group(self.rate_label, self.step_label, self.time_label))
        return flow

    def _on_speed_slider_value_changed(self) -> None:
        self._show_speed()
        self.speed_changed.emit(self.speed())

    def _show_speed(self) -> None:
        speed = self.speed()
        self.speed_label.setText("full speed" if speed is None else f"{speed:,.0f}/s")
        told = "as fast as it can" if speed is None else f"at most {speed:,.0f} step{'s' * (speed != 1)} a second"
        self.speed_slider.setAccessibleDescription(told)
        self.speed_slider.setToolTip(f"Speed: {told}")


def _show_word(each: QPushButton, word: str) -> None:
    """Show a button with its word, or as narrow as its icon allows."""
    if each.text() != word:
        each.setText(word)
        each.setIconSize(WORD_ICON if word else QSize(ICON_PX, ICON_PX))
        each.setStyleSheet("" if word else ICON_ALONE)


def _figure(name: str, width_px: int) -> QLabel:
    """Return a label whose figures line up and whose room is kept."""
    made = label("", "figure")
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFixedSize(width_px, SMALL_PX + BETWEEN_PX)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _write(figure: QLabel, text: str) -> None:
    """Change a figure; its room grows where it must, and else stays: then nothing around it is laid out anew."""
    if text != figure.text():
        figure.setText(text)
        needed = figure.fontMetrics().horizontalAdvance(text) + 2
        if needed > figure.width():
            figure.setFixedWidth(needed)


def _group(*widgets: QWidget) -> QWidget:
    """Return widgets that stay together when the line is broken."""
    made = QWidget()
    line = row(*widgets, stretch_last=False)
    line.setContentsMargins(WITHIN_PX, 0, 0, 0)
    line.setSpacing(WITHIN_PX)
    made.setLayout(line)
    return made
