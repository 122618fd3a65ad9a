"""The knobs of a demo, built from its Config: those that act while it runs, then those for the next run."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from models.demo import Preset
from models.errors import DemoError
from models.knobs import Config, Knob, KnobValue, checked_value, knobs
from studyapp.ui.knob_row import KnobRow
from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import WITHIN_PX

PANEL_PX = 300
HELP_LINES, HELP_PX = 4, 17
WHY_CHARACTERS = 60
COMMON = ("seed", "steps_per_frame")
"""What every demo has; at the end of its group."""


class KnobPanel(QWidget):
    """Every knob with its label and input; the help of the one in focus or under the pointer is at the foot.

    Signals:
        knob_turned: The learner changed a knob; carries its name.
        preset_chosen: The learner chose a preset; carries the Preset. Its values are shown already.
        defaults_chosen: The learner went back to the demo's own values; they are shown already.
        refused: What the learner gave can't be used; carries a sentence.
        knob_focused: The input of a knob took the focus; carries the knob's name.
        values_changed: Some knobs have other values, by whatever way.
        told: Something about the learner's own data that is worth knowing; carries a sentence.
    """

    knob_turned = Signal(str)
    preset_chosen = Signal(object)
    defaults_chosen = Signal()
    refused = Signal(str)
    knob_focused = Signal(str)
    values_changed = Signal()
    told = Signal(str)

    def __init__(self, config_type: type[Config], presets: Sequence[Preset]) -> None:
        super().__init__()
        self.rows = {knob.name: KnobRow(knob) for knob in knobs(config_type)}
        self.preset_button = button("Presets", tip="Settings worth seeing")
        self.preset_menu = QMenu(self.preset_button)
        self.preset_actions = [self._add_preset(preset) for preset in presets]
        self.preset_button.setMenu(self.preset_menu)
        if not presets:  # never shown before it has a parent: that would open a window of its own
            self.preset_button.hide()
        self.defaults_button = button("Defaults", tip="Set every knob back to where it began")
        self.help = label("", "small", wrap=True)
        self.help.setFixedHeight(HELP_LINES * HELP_PX)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(PANEL_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addLayout(row(self.preset_button, self.defaults_button))
        column.addWidget(self._scrolled(), 1)
        column.addWidget(self.help)
        self._connect()

    def values(self) -> dict[str, KnobValue]:
        """Return the value of every knob by name."""
        for each in self.rows.values():
            each.finish()
        return {name: each.value for name, each in self.rows.items()}

    def show_values(self, values: Mapping[str, object]) -> None:
        """Set some knobs, without a signal; raises DemoError and sets none if one can't be."""
        checked = {name: checked_value(self._knob(name), value) for name, value in values.items()}
        for name, value in checked.items():
            self.rows[name].show_value(value)
        self.values_changed.emit()

    def show_nearest(self, values: Mapping[str, KnobValue]) -> None:
        """Set some knobs, without a signal, numbers to the nearest that a knob accepts; raises DemoError as above."""
        self.show_values({name: _nearest(self._knob(name), value) for name, value in values.items()})

    def standing(self) -> dict[str, KnobValue]:
        """Return the value of every knob by name, without what is typed and not finished yet."""
        return {name: each.value for name, each in self.rows.items()}

    def turned(self) -> list[str]:
        """Return the names of the knobs that are not at the demo's own value."""
        return [name for name, each in self.rows.items() if each.value != each.knob.default]

    def show_case(self, values: Mapping[str, object]) -> None:
        """Set some knobs and all others to the demo's own values, without a signal; raises DemoError as above."""
        usual = {name: each.knob.default for name, each in self.rows.items()}
        self.show_values({**usual, **values})

    def show_defaults(self) -> None:
        """Set every knob to the demo's own value, without a signal."""
        self.show_case({})

    def show_marks(self, *, set_for: Iterable[str], waiting: Iterable[str]) -> None:
        """Mark the knobs that were set for the learner and those that wait for the next run."""
        were_set, wait = set(set_for), set(waiting)
        for name, each in self.rows.items():
            each.show_mark("waiting" if name in wait else "set" if name in were_set else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the help of a knob when its input takes the focus or the pointer comes over it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
            self.help.setText(str(watched.property("knob_help")))
        if event.type() == QEvent.Type.FocusIn:
            self.knob_focused.emit(str(watched.property("knob_name")))
        return False

    def _knob(self, name: str) -> Knob:
        if name not in self.rows:
            raise DemoError(f"There is no knob {name!r}. There are: {', '.join(self.rows)}.")
        return self.rows[name].knob

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, WITHIN_PX, 0)
        column.setSpacing(0)
        for title, names in self._groups():
            heading = label(title, "small")
            heading.setContentsMargins(8, 6, 0, 4)
            column.addWidget(heading)
            for name in names:
                column.addWidget(self.rows[name])
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _groups(self) -> list[tuple[str, list[str]]]:
        ordered = sorted(self.rows, key=lambda name: name in COMMON)
        live = [name for name in ordered if self.rows[name].knob.live]
        fixed = [name for name in ordered if not self.rows[name].knob.live]
        return [("ACT WHILE IT RUNS", live), ("FOR THE NEXT RUN", fixed)]

    def _connect(self) -> None:
        for each in self.rows.values():
            each.value_changed.connect(self.values_changed)
            each.value_changed.connect(self.knob_turned)
            each.refused.connect(self.refused)
            each.told.connect(self.told)
            for widget in (each, *each.inputs()):
                widget.setProperty("knob_help", each.knob.help)
                widget.setProperty("knob_name", each.knob.name)
                widget.installEventFilter(self)
        self.defaults_button.clicked.connect(self._on_defaults_button_clicked)

    def _add_preset(self, preset: Preset) -> QAction:
        """Add a preset to the menu, with its sentence below it in lines that can't be chosen."""
        action = self.preset_menu.addAction(preset.name)
        action.setToolTip(preset.why)
        action.triggered.connect(lambda _=False: self._on_preset_triggered(preset))
        for line in textwrap.wrap(preset.why, WHY_CHARACTERS):
            self.preset_menu.addAction(f"    {line}").setEnabled(False)
        return action

    def _on_preset_triggered(self, preset: Preset) -> None:
        self.show_case(preset.values)
        self.preset_chosen.emit(preset)

    def _on_defaults_button_clicked(self) -> None:
        self.show_defaults()
        self.defaults_chosen.emit()


def _nearest(knob: Knob, value: KnobValue) -> KnobValue:
    if isinstance(value, bool | str):
        return value
    low = knob.low if knob.low is not None else value
    high = knob.high if knob.high is not None else value
    return min(max(value, low), high)
