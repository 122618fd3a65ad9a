"""A text that the net has written, in fixed width, to be read and selected."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from models.demo import Pictures
from models.plots import Text
from studyapp.ui.plots.picture import EMPTY, LOWEST_PX
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import MONO_FAMILIES, SMALL_PX, Theme


class TextPlot(QWidget):
    """The newest text; where the reader has scrolled to stays."""

    def __init__(self, plot: Text, theme: Theme) -> None:
        super().__init__()
        self._plot = plot
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setPlaceholderText(EMPTY)
        self.text.setAccessibleName(plot.title)
        self.text.setTabChangesFocus(True)
        self.setMinimumHeight(LOWEST_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.show_theme(theme)

    def show_frame(self, series: Series, pictures: Pictures) -> None:
        """Show the text of the newest frame."""
        written = pictures.get(self._plot.name, "")
        reading = self.text.textCursor().hasSelection()
        if isinstance(written, str) and written != self.text.toPlainText() and not reading:
            place = self.text.verticalScrollBar().value()
            self.text.setPlainText(written)
            self.text.verticalScrollBar().setValue(place)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        families = ", ".join(f"'{family}'" for family in MONO_FAMILIES)
        self.text.setStyleSheet(
            f"QPlainTextEdit {{ font-family: {families}; font-size: {SMALL_PX + 1}px; padding: 0;"
            f"background: {theme.surface}; color: {theme.ink}; border: none;"
            f"selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"
        )
