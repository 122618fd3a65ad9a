"""Asks which file to open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_which(parent: QWidget, title: str, filters: str, read: Callable[[Path], object]) -> None:
    """Open the dialog; ``read`` is called with the file that is chosen."""
    dialog = QFileDialog(parent, title, "", filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: read(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
