"""The network's source as it is on the disk: highlighted, to be read and copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QTextEdit, QVBoxLayout, QWidget

from studyapp.ui.highlight import highlight
from studyapp.ui.pieces import row
from studyapp.ui.theme import MONO_FAMILIES, WITHIN_PX, Theme

CODE_PX = 13


class SourceView(QWidget):
    """Python files, one at a time; each is read and coloured when it is looked at."""

    def __init__(self, paths: Sequence[Path], theme: Theme) -> None:
        super().__init__()
        self.paths, self._theme, self._shown = tuple(paths), theme, False
        self.files = QComboBox()
        self.files.addItems(["/".join(path.parts[-3:]) for path in self.paths])
        self.files.setAccessibleName("file of the source")
        self.files.setEnabled(len(self.paths) > 1)
        self.code = QTextEdit()
        self.code.setReadOnly(True)
        self.code.setTabChangesFocus(True)
        self.code.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.code.setFrameShape(QFrame.Shape.NoFrame)
        self.code.setAccessibleName("source of the network")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, WITHIN_PX, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self.files))
        column.addWidget(self.code, 1)
        self.files.currentIndexChanged.connect(self._show_source)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if self._shown:
            self._show_source()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the file when it is first looked at."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self._show_source()

    def _show_source(self) -> None:
        families = ", ".join(f"'{family}'" for family in MONO_FAMILIES)
        self.code.setStyleSheet(
            f"QTextEdit {{ font-family: {families}; font-size: {CODE_PX}px; padding: {WITHIN_PX}px;"
            f"color: {self._theme.ink}; background: {self._theme.surface}; border: 1px solid {self._theme.line}; }}"
        )
        source = highlight(self.paths[self.files.currentIndex()].read_text(encoding="utf-8"), "python", self._theme)
        self.code.setHtml(f'<div style="white-space: pre">{source}</div>')
