"""What a demo's curves mean, set as a page; it is set when it is first looked at."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studyapp.ui.rich_text import RichText
from studyapp.ui.theme import Theme


class DemoReading(QWidget):
    """The text that belongs to the plots.

    Signals:
        link_opened: The learner followed a link; carries its address.
    """

    link_opened = Signal(str)

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__()
        self._text, self._theme = text, theme
        self.page: RichText | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if self.page:
            self.page.show_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Set the text when it is first looked at."""
        super().showEvent(event)
        if self.page is None:
            self.page = RichText(theme=self._theme)
            self.page.link_opened.connect(self.link_opened)
            self._column.addWidget(self.page)
            # When it has its size: a text that is set anew in another width does not begin at its top.
            QTimer.singleShot(0, self.page, self._show_text)

    def _show_text(self) -> None:
        assert self.page is not None
        self.page.show_markdown(self._text)
