"""The replay of a run: a slider through its moments, played or moved by hand, with the numbers at each."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from studyapp.study.run_data import spread
from studyapp.ui.icons import icon
from studyapp.ui.pieces import label
from studyapp.ui.theme import WITHIN_PX, Theme

MOST_MOMENTS = 1000
PLAY_MS = 50
PLAY_S = 8.0
"""A whole run is played in about so many seconds."""
BAR_PX, ICON_PX, STEP_PX = 28, 16, 96
NOTHING = "A run that is held or has ended can be replayed here."


class ReplayBar(QWidget):
    """A slider under the plots, in room that is always kept.

    Signals:
        moved: The replay is at a step, or at the newest moment again (None).
    """

    moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: list[int] = []
        self.play_button = QToolButton()
        self.play_button.setProperty("role", "plain")
        self.play_button.setAutoRaise(True)
        self.play_button.setIconSize(QSize(ICON_PX, ICON_PX))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("replay")
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.step_label = label("", "small")
        self.step_label.setFixedWidth(STEP_PX)
        self.step_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, interval=PLAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.setFixedHeight(BAR_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(WITHIN_PX)
        for widget in (self.play_button, self.slider, self.step_label):
            line.addWidget(widget)
        self.play_button.clicked.connect(self._on_play_pressed)
        self.slider.valueChanged.connect(self._on_slider_value_changed)
        self.show_steps(())

    @property
    def playing(self) -> bool:
        """Tell whether the replay goes on by itself."""
        return self._timer.isActive()

    def step(self) -> int | None:
        """Return the step that is replayed, None at the newest."""
        place = self.slider.value()
        return self._steps[place] if place < len(self._steps) - 1 else None

    def show_steps(self, steps: Sequence[float]) -> None:
        """Offer the moments of a run, the newest shown; fewer than two are nothing to replay."""
        self._timer.stop()
        self._steps = [int(steps[place]) for place in spread(len(steps), MOST_MOMENTS)] if len(steps) > 1 else []
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(len(self._steps) - 1, 0))
            self.slider.setPageStep(max(1, len(self._steps) // 10))
            self.slider.setValue(self.slider.maximum())
        for widget in (self.play_button, self.slider):
            widget.setEnabled(bool(self._steps))
        self._show_place()

    def show_numbers(self, told: str) -> None:
        """Tell the numbers at the moment in view, to the pointer and to screen readers."""
        self.slider.setToolTip(told or NOTHING)
        self.slider.setAccessibleDescription(told)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        self._show_place()

    def go(self, key: Qt.Key) -> bool:
        """Go where a key says: Left, Right, Home or End; return whether it is one of these and there is a replay."""
        here, last = self.slider.value(), self.slider.maximum()
        places = {Qt.Key.Key_Left: here - 1, Qt.Key.Key_Right: here + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if key not in places or not self._steps:
            return False
        self._timer.stop()
        self.slider.setValue(places[key])
        self._show_place()
        return True

    def _on_play_pressed(self) -> None:
        if self.playing:
            self._timer.stop()
        else:
            if self.step() is None:
                self.slider.setValue(0)
            self._timer.start()
        self._show_place()

    def _on_timer_timeout(self) -> None:
        stride = math.ceil(len(self._steps) * PLAY_MS / (PLAY_S * 1000))
        self.slider.setValue(self.slider.value() + stride)
        if self.step() is None:
            self._timer.stop()
            self._show_place()

    def _on_slider_value_changed(self) -> None:
        self._show_place()
        self.moved.emit(self.step())

    def _show_place(self) -> None:
        word = "Hold the replay" if self.playing else "Replay the run"
        colour = self._theme.ink if self._steps else self._theme.line
        self.play_button.setIcon(icon("pause" if self.playing else "play", colour, ICON_PX))
        self.play_button.setToolTip(word)
        self.play_button.setAccessibleName(word)
        place = self.slider.value()
        self.step_label.setText(f"step {self._steps[place]:,}" if self._steps else "replay")
        if not self._steps:
            self.show_numbers("")
