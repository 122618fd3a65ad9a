"""The button that brings what is read to paper: it asks which file, and leaves the rest to others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from studyapp.ui.save_dialog import ask_where

PDF = "PDF (*.pdf)"


class PaperButton(QPushButton):
    """A menu of what can be printed and saved as PDF.

    Signals:
        print_requested: The note is to be printed.
        note_pdf_requested: The note is to be saved; carries the file's path.
        shelf_pdf_requested: All notes of its shelf are to be saved; carries the file's path.
    """

    print_requested = Signal()
    note_pdf_requested = Signal(object)
    shelf_pdf_requested = Signal(object)

    def __init__(self) -> None:
        """Build the button."""
        super().__init__()
        self._name = "note"
        self._shelf = ""
        self.setProperty("role", "segment")
        self.setToolTip("Print, or save as PDF (Ctrl+P)")
        menu = QMenu(self)
        self.print_action = menu.addAction("Print this note…")
        self.print_action.triggered.connect(self.print_requested)
        self.note_action = menu.addAction("Save this note as PDF…")
        self.note_action.triggered.connect(lambda: self._ask_where(self.note_action, self._name))
        self.shelf_action = menu.addAction("")
        self.shelf_action.triggered.connect(lambda: self._ask_where(self.shelf_action, self._shelf))
        self.setMenu(menu)

    def show_note(self, name: str, shelf: str) -> None:
        """Offer a note by the name its file gets, and its shelf, "" where it stands on none."""
        self._name, self._shelf = name, shelf
        self.shelf_action.setText(f"Save all notes of “{shelf}” as PDF…")
        self.shelf_action.setVisible(bool(shelf))

    def _ask_where(self, action: QAction, name: str) -> None:
        wish = self.note_pdf_requested if action is self.note_action else self.shelf_pdf_requested
        ask_where(self, action.text().rstrip("…"), f"{name}.pdf", PDF, wish.emit)
