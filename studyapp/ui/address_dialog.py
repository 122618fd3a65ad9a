"""Takes the short text of a shared run."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from models.errors import DemoError
from models.share import LONGEST, SCHEME, read_address
from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import BETWEEN_PX

WIDTH_PX = 480


class AddressDialog(QDialog):
    """Says what is wrong with the text as long as something is; a shared run on the clipboard is there already.

    Signals:
        address_given: A run is to be opened; carries its text.
    """

    address_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show what the clipboard holds, if that is a shared run."""
        super().__init__(parent)
        self.setWindowTitle("Open a shared run")
        self.setMinimumWidth(WIDTH_PX)
        self.edit = QLineEdit()
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText("demo:cnn-digits?seed=3")
        self.edit.setAccessibleName("Text of the shared run")
        self.verdict = label("", "small", wrap=True)
        self.open_button = button("Open and run", "primary")
        self.cancel_button = button("Cancel", tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.addWidget(label("Paste the text that somebody copied from a demo's Export menu.", "quiet", wrap=True))
        column.addWidget(self.edit)
        column.addWidget(self.verdict)
        column.addLayout(row(self.open_button, self.cancel_button))
        self.edit.textChanged.connect(self._check)
        self.open_button.clicked.connect(self._on_open)
        self.cancel_button.clicked.connect(self.reject)
        copied = QGuiApplication.clipboard().text().strip()
        self.edit.setText(copied if copied.startswith(SCHEME) else "")
        self._check()

    def _check(self) -> None:
        text, said = self.edit.text().strip(), ""
        try:
            demo_id, values = read_address(text)
            said = f"{demo_id}, {len(values)} knob{'s' if len(values) != 1 else ''} set"
            fits = True
        except DemoError as error:
            said, fits = str(error) if text else "", False
        self.verdict.setText(said)
        self.open_button.setEnabled(fits)

    def _on_open(self) -> None:
        self.accept()
        self.address_given.emit(self.edit.text().strip())
