"""The one window: the rail, the page in view, and a banner for messages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from studyapp.ui.anywhere_key import AnywhereKey
from studyapp.ui.banner import Banner
from studyapp.ui.rail import PAGES, Rail
from studyapp.ui.style_sheet import palette, style_sheet
from studyapp.ui.theme import Theme

SMALLEST = (1024, 700)
FIRST_SIZE = (1440, 900)
SEARCH_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_K)
TITLE_BAR_PX = 40  # what the system may put above a window; it is not known before the window is shown


class MainWindow(QMainWindow):
    """Holds the pages; a page is added under its id when it is first needed.

    Signals:
        page_requested: A page was chosen by rail or keyboard; carries its id.
        undo_requested: The learner pressed Ctrl+Z outside of a text field.
        redo_requested: The learner pressed Ctrl+Shift+Z or Ctrl+Y outside of a text field.
        keys_requested: The learner asked for the list of keys.
        search_requested: The learner pressed Ctrl+K, wherever the keyboard was.
    """

    page_requested = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    keys_requested = Signal()
    search_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build the window without any page."""
        super().__init__()
        self.setWindowTitle("studyapp")
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.rail = Rail(theme)
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.may_close: Callable[[], bool] = lambda: True
        self._pages: dict[str, QWidget] = {}
        self._lay_out()
        self._add_keys()
        self.rail.page_chosen.connect(self.page_requested)
        self.show_theme(theme)

    def add_page(self, page_id: str, page: QWidget) -> None:
        """Put a page under its id."""
        self._pages[page_id] = page
        self.stack.addWidget(page)

    def has_page(self, page_id: str) -> bool:
        """Tell whether the page was added already."""
        return page_id in self._pages

    def show_page(self, page_id: str, *, rail: str = "") -> None:
        """Bring a page into view; ``rail`` is the entry to mark when it is not the page's own."""
        self.stack.setCurrentWidget(self._pages[page_id])
        self.rail.show_page(rail or page_id)
        self._pages[page_id].setFocus()  # the next Tab goes to the page's first control

    def shows(self, page_id: str) -> bool:
        """Tell whether a page is in view."""
        return page_id in self._pages and self.stack.currentWidget() is self._pages[page_id]

    def show_theme(self, theme: Theme) -> None:
        """Give the whole application the colours of a theme."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setPalette(palette(theme))
        application.setStyleSheet(style_sheet(theme))
        self.rail.show_theme(theme)

    def geometry_text(self) -> str:
        """Return size and place as text for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def restore_geometry_text(self, text: str) -> None:
        """Put the window back where it was; the first time, or with text from elsewhere, fit it onto the screen."""
        if not self.restoreGeometry(QByteArray.fromBase64(text.encode())):
            room = self.screen().availableGeometry().size() - QSize(0, TITLE_BAR_PX)
            self.resize(QSize(*FIRST_SIZE).boundedTo(room))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless something would be lost and the learner wants to stay."""
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _add_keys(self) -> None:
        for number, page in enumerate(PAGES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda page_id=page.id: self.page_requested.emit(page_id))
        network = QShortcut(QKeySequence("Ctrl+Shift+N"), self)
        network.activated.connect(lambda: self.page_requested.emit("network"))
        topics = QShortcut(QKeySequence("Ctrl+Shift+M"), self)
        topics.activated.connect(lambda: self.page_requested.emit("map"))
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo_requested)
        for redo in ("Ctrl+Shift+Z", "Ctrl+Y"):
            QShortcut(QKeySequence(redo), self).activated.connect(self.redo_requested)
        QShortcut(QKeySequence("?"), self).activated.connect(self.keys_requested)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.keys_requested)
        AnywhereKey(SEARCH_KEY, self).pressed.connect(self.search_requested)
