"""Notes on paper at work: a PDF is written by a process of its own, so that the window goes on meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from studyapp.child_process import ChildProcess, Failure
from studyapp.study.worked_example import worked_example
from studyapp.ui.note_view import NoteView
from studyapp.wiring.host import Host


class NotePaper(QObject):
    """Prints the note in view, and writes it or its shelf as PDF; one file at a time."""

    def __init__(self, host: Host, note: NoteView, *, shelf: Callable[[], str]) -> None:
        """Listen to a note view; ``shelf`` gives the id of the shelf of what it shows."""
        super().__init__(note)
        self._host = host
        self._note = note
        self._shelf = shelf
        self._path = Path()
        self._process = ChildProcess(self)
        self._process.answered.connect(self._on_process_answered)
        self._process.failed.connect(self._on_process_failed)
        note.paper_button.print_requested.connect(self.print)
        note.paper_button.note_pdf_requested.connect(self.save_note)
        note.paper_button.shelf_pdf_requested.connect(lambda path: self.save(self._shelf(), path))

    def save_note(self, path: Path) -> None:
        """Write the note in view as PDF."""
        if self._note.page is not None:
            self.save(self._note.page.topic_id, path)

    def save(self, what: str, path: Path) -> None:
        """Write a note or shelf as PDF; one that is still being written is given up."""
        self._path = path.absolute()
        self._host.tell(f"Writing {self._path.name} …")
        self._process.start([sys.executable, "-m", "studyapp", "note", "pdf", what, str(self._path)])

    def cancel(self) -> None:
        """Give up what is being written; nothing is said."""
        self._process.cancel()

    def print(self) -> None:
        """Ask for a printer and print the note in view."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the system's printing with it

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._note)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # the dialog's own open wants a slot by name

    def _print_on(self, printer: object) -> None:
        from PySide6.QtGui import QPagedPaintDevice

        from studyapp.ui.note_print import print_notes

        page = self._note.page
        assert page is not None and isinstance(printer, QPagedPaintDevice), "the dialog was about a note and a printer"
        print_notes(printer, page.title, [page], self._host.typesetter, worked_example)

    def _on_process_answered(self) -> None:
        self._host.tell(f"Saved as {self._path}.")

    def _on_process_failed(self, failure: Failure) -> None:
        self._host.tell(failure.told(f"{self._path.name} could not be made"))
