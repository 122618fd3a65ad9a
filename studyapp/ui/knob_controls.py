"""The inputs for the types of knobs: a number, a slider, a choice."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QValidator, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSlider

from models.knobs import Knob, KnobValue

LINEAR_POSITIONS, LOG_POSITIONS = 200, 120
WIDEST_SLIDER = 10_000
"""A slider over more whole numbers than this can't be set to any of them; such a knob (a seed) has none."""
UNBOUNDED = 1e9
PLACES = 12
MARK_PX = 14
UNFINISHED = re.compile(r"[-+]?\d*\.?\d*(e[-+]?\d*)?", re.IGNORECASE)


class NumberBox(QDoubleSpinBox):
    """A number as people write it: 1,024 or 0.001 or 1e-3; arrows move a log knob through 1, 2, 5, 10.

    A value counts when it is finished (Enter, arrows or leaving the field), not with every digit.
    """

    def __init__(self, knob: Knob) -> None:
        super().__init__()
        self._knob = knob
        self._whole = knob.type == "int"
        self.setDecimals(0 if self._whole else PLACES)
        self.setRange(_or(knob.low, -UNBOUNDED), _or(knob.high, UNBOUNDED))
        self.setSingleStep(_step(knob))
        self.setKeyboardTracking(False)
        # The style sheet makes the buttons 0 wide: the slider and the arrow keys move it. NoButtons would leave a
        # styled box one pixel for its text.
        self.lineEdit().setTextMargins(0, 0, 6, 0)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def textFromValue(self, value: float) -> str:
        """Return the value as short as it can be said."""
        return f"{value:,.0f}" if self._whole else f"{value:.6g}"

    def valueFromText(self, text: str) -> float:
        """Return the number that the text means, the value as it is if it means none."""
        if text == self.textFromValue(self.value()):  # shown in six digits, and perhaps set in more
            return self.value()
        number = self._read(text)
        return self.value() if number is None else number

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Accept numbers within the bounds, and what may still become one."""
        number = self._read(text)
        if number is not None and self.minimum() <= number <= self.maximum():
            return QValidator.State.Acceptable, text, pos
        unfinished = UNFINISHED.fullmatch(self._plain(text))
        return (QValidator.State.Intermediate if unfinished else QValidator.State.Invalid), text, pos

    def fixup(self, text: str) -> str:
        """Return the nearest number within the bounds."""
        number = self._read(text)
        return self.textFromValue(self.value() if number is None else min(max(number, self.minimum()), self.maximum()))

    def stepBy(self, steps: int) -> None:
        """Move by steps; a log knob by factors."""
        value = self.value()
        for _ in range(abs(steps)):
            value = (
                _next_round(value, up=steps > 0) if self._knob.log else value + math.copysign(self.singleStep(), steps)
            )
        self.setValue(round(value) if self._whole else value)
        self.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the box has the focus."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()

    def _plain(self, text: str) -> str:
        text = text.strip().replace(" ", "")
        return text.replace(",", "") if self._whole else text.replace(",", ".")

    def _read(self, text: str) -> float | None:
        try:
            number = float(self._plain(text))
        except ValueError:
            return None
        return (round(number) if self._whole else number) if math.isfinite(number) else None


class KnobSlider(QSlider):
    """A knob's range as a track; positions of a log knob are factors apart.

    Signals:
        value_moved: The learner moved the handle; carries the knob's value there.
    """

    value_moved = Signal(object)

    def __init__(self, knob: Knob) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        assert knob.low is not None and knob.high is not None
        self._low, self._high, self._whole = float(knob.low), float(knob.high), knob.type == "int"
        self._log = knob.log and self._low > 0
        self._step = _step(knob)
        self.setRange(0, self._positions())
        self.setPageStep(max(1, self.maximum() // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._on_value_changed)

    def show_value(self, value: float) -> None:
        """Move the handle to a value, without a signal."""
        share = self._share_of(min(max(value, self._low), self._high))
        with QSignalBlocker(self):
            self.setValue(round(share * self.maximum()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless the slider has the focus."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()

    def _positions(self) -> int:
        if self._log:
            return LOG_POSITIONS
        steps = round((self._high - self._low) / self._step)
        return steps if steps <= 1000 else LINEAR_POSITIONS

    def _share_of(self, value: float) -> float:
        if self._log:
            return math.log(value / self._low) / math.log(self._high / self._low)
        return (value - self._low) / (self._high - self._low)

    def _on_value_changed(self, position: int) -> None:
        self.value_moved.emit(self._value_at(position))

    def _value_at(self, position: int) -> KnobValue:
        if position in (0, self.maximum()):
            value = self._low if position == 0 else self._high
        elif self._log:
            value = float(f"{self._low * (self._high / self._low) ** (position / self.maximum()):.2g}")
        else:
            steps = round(position / self.maximum() * (self._high - self._low) / self._step)
            value = float(f"{self._low + steps * self._step:.10g}")
        value = min(max(value, self._low), self._high)
        return round(value) if self._whole else value


class ChoiceBox(QComboBox):
    """One of a few words, with a mark that says it opens."""

    def __init__(self, choices: Sequence[str] = ()) -> None:
        super().__init__()
        self.addItems(list(choices))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark, which a style sheet without pictures leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.5))
        tip = QPointF(self.width() - MARK_PX, self.height() / 2 + 2)
        painter.drawPolyline([tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice passed over while scrolling is not meant."""
        event.ignore()


def knob_slider(knob: Knob) -> KnobSlider | None:
    """Return the slider of a number knob that is bounded and not too wide for one."""
    if knob.type not in ("int", "float") or knob.low is None or knob.high is None or knob.low >= knob.high:
        return None
    too_wide = knob.type == "int" and not knob.log and knob.high - knob.low > WIDEST_SLIDER
    return None if too_wide else KnobSlider(knob)


def _or(bound: float | None, otherwise: float) -> float:
    return otherwise if bound is None else bound


def _step(knob: Knob) -> float:
    if knob.step:
        return knob.step
    if knob.type == "int" or knob.low is None or knob.high is None or knob.high <= knob.low:
        return 1.0
    return 10.0 ** math.floor(math.log10((knob.high - knob.low) / 20))


def _next_round(value: float, *, up: bool) -> float:
    """Return the next of 0.1, 0.2, 0.5, 1, 2, 5, 10 ... above or below a positive value."""
    if value <= 0:
        return value
    power = 10.0 ** math.floor(math.log10(value) + 1e-9)
    near = [float(f"{digit * power:.3g}") for digit in (0.5, 1.0, 2.0, 5.0, 10.0)]
    return next(each for each in near if each > value * 1.001) if up else max(e for e in near if e < value * 0.999)
