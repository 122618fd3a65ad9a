"""The button that saves what a demo shows and opens saved knobs: it asks which file, and leaves the rest to others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from studyapp.ui.open_dialog import ask_which
from studyapp.ui.save_dialog import ask_where

FIGURE = "PNG picture (*.png);;SVG drawing (*.svg);;PDF page (*.pdf)"
TABLE = "Table (*.csv)"
KNOBS = "Knobs (*.json)"
SCRIPT = "Python script (*.py)"


class ExportButton(QPushButton):
    """A menu of what can be saved and opened.

    Signals:
        save_requested: A file was named; carries its path, whose ending says what to save.
        open_requested: A file of knobs was chosen; carries its path.
        copy_requested: The short text that opens this run is wanted on the clipboard.
    """

    save_requested = Signal(object)
    open_requested = Signal(object)
    copy_requested = Signal()

    def __init__(self, name: str) -> None:
        super().__init__("Export")
        self._name = name
        self.setProperty("role", "segment")
        self.setToolTip("Save the figure, the numbers, the knobs or a torch script; share this run; open saved knobs")
        menu = QMenu(self)
        self.figure_action = self._save_action(menu, "Save the figure…", FIGURE)
        self.table_action = self._save_action(menu, "Save the numbers of every frame…", TABLE)
        self.knobs_action = self._save_action(menu, "Save the knobs…", KNOBS)
        self.script_action = self._save_action(menu, "Save as a torch script…", SCRIPT)
        menu.addSeparator()
        self.copy_action = menu.addAction("Copy this run as a short text")
        self.copy_action.triggered.connect(lambda _=False: self.copy_requested.emit())
        self.open_action = menu.addAction("Open saved knobs…")
        self.open_action.triggered.connect(self._on_open_action_triggered)
        self.setMenu(menu)
        self.show_run(False)

    def show_run(self, has_frames: bool) -> None:
        """Offer what there is: without frames there is nothing to draw."""
        self.figure_action.setEnabled(has_frames)
        self.table_action.setEnabled(has_frames)

    def _save_action(self, menu: QMenu, text: str, filters: str) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _=False: self._ask_where(text, filters))
        return action

    def _ask_where(self, title: str, filters: str) -> None:
        ending = filters.partition("*.")[2].partition(")")[0]
        ask_where(self, title.rstrip("…"), f"{self._name}.{ending}", filters, self.save_requested.emit)

    def _on_open_action_triggered(self) -> None:
        ask_which(self, "Open saved knobs", KNOBS, self.open_requested.emit)
