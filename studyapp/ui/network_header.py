"""The line above the network page: the tabs, presets, the input, and what can be copied or read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from question_bank.networks import PRESETS, Preset, shown
from studyapp.ui.lab_tabs import NETWORK, LabTabs
from studyapp.ui.pieces import button, label
from studyapp.ui.style_sheet import set_state
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

INPUT_PX = 132
COPIES = (("markdown", "Table as Markdown"), ("csv", "Table as CSV"), ("torch", "Layers as torch code"))


class NetworkHeader(QWidget):
    """Everything that is about the whole network.

    Signals:
        preset_chosen: A known network was chosen; carries it.
        copy_requested: The table is to be copied; carries "markdown", "csv" or "torch".
    """

    preset_chosen = Signal(object)
    copy_requested = Signal(str)

    def __init__(self) -> None:
        """Build the line."""
        super().__init__()
        self.tabs = LabTabs(NETWORK)
        self.preset_button = self._preset_button()
        self.input_edit = QLineEdit()
        self.input_edit.setFixedWidth(INPUT_PX)
        self.input_edit.setPlaceholderText("1,32,32")
        self.input_edit.setMaxLength(220)
        self.input_edit.setAccessibleName("Sizes of one input")
        self.input_edit.setToolTip("Channels first: 1,32,32. Steps first: 50,16. In Keras: 28,28,1")
        self.note = label("", "small")
        self.copy_button = self._copy_button()
        self.help_button = button("How to write it", tip="Show or hide all that can be written")
        self.help_button.setCheckable(True)
        self._lay_out()

    def show_input_note(self, words: str, state: str = "") -> None:
        """Say something about the input; ``state`` is unreadable or wrong for what is amiss."""
        self.note.setText(words)
        self.note.setToolTip(words)
        set_state(self.note, "role", state or "small")
        set_state(self.input_edit, "state", state)
        self.input_edit.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        name = label("Input")
        name.setBuddy(self.input_edit)
        line = QHBoxLayout(self)
        line.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        line.setSpacing(WITHIN_PX)
        for widget in (self.tabs, self.preset_button, name, self.input_edit):
            line.addWidget(widget)
        line.addWidget(self.note, 1)
        line.addWidget(self.copy_button)
        line.addWidget(self.help_button)
        self.note.setMinimumWidth(1)

    def _preset_button(self) -> QPushButton:
        made = button("Presets", tip="Known networks, to read and to change")
        menu = QMenu(made)
        menu.setToolTipsVisible(True)
        for each in PRESETS:
            action = menu.addAction(f"{each.title}   ({shown(each.input_shape)})")
            action.setToolTip(each.about)
            action.triggered.connect(lambda _checked=False, chosen=each: self._on_preset(chosen))
        made.setMenu(menu)
        return made

    def _on_preset(self, chosen: Preset) -> None:
        self.preset_chosen.emit(chosen)

    def _copy_button(self) -> QPushButton:
        made = button("Copy", tip="Copy the table, or the layers as torch code")
        menu = QMenu(made)
        for kind, words in COPIES:
            menu.addAction(words).triggered.connect(
                lambda _checked=False, chosen=kind: self.copy_requested.emit(chosen)
            )
        made.setMenu(menu)
        return made
