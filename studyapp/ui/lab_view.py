"""Lab: every demo as a card; a chosen one takes the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studyapp.ui.lab_tabs import DEMOS, LabTabs
from studyapp.ui.pieces import button, clear, hairline, label, page_column, row, row_button
from studyapp.ui.theme import BETWEEN_PX


@dataclass(frozen=True, slots=True)
class DemoRow:
    """One demo in the list."""

    id: str
    title: str
    topic: str
    what: str
    shelf: str = ""


class LabView(QWidget):
    """The list of demos, and the demo in view.

    Signals:
        demo_requested: The learner wants to open a demo; carries its id.
        note_requested: The learner wants to read the note of the demo in view.
        network_requested: The learner wants the Lab's other tab.
        address_requested: The learner wants to open a run that somebody shared.
    """

    demo_requested = Signal(str)
    note_requested = Signal()
    network_requested = Signal()
    address_requested = Signal()

    def __init__(self) -> None:
        """Build the page; ``show_demos`` fills it."""
        super().__init__()
        self.rows: dict[str, QPushButton] = {}
        self.list_page = QWidget()
        self._list = QVBoxLayout()
        column = page_column(self.list_page)
        self.tabs = LabTabs(DEMOS)
        self.tabs.other_requested.connect(self.network_requested)
        column.addWidget(label("Lab", "title"))
        column.addLayout(row(self.tabs))
        self.address_button = button("Open a shared run…", "link", tip="A short text that holds a demo and its knobs")
        told = row(stretch_last=False)
        told.addWidget(label("Real networks that train while you watch. Predict first, then press Run.", "quiet"), 1)
        told.addWidget(self.address_button)
        column.addLayout(told)
        column.addLayout(self._list)
        column.addStretch(1)
        self.back_button = button("‹ All demos", "link")
        self.note_button = button("Read the note", "link")
        self.title = label("", "subheading")
        self.place = QStackedWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_page)
        self._stack.addWidget(self._demo_page())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.back_button.clicked.connect(lambda: self._stack.setCurrentIndex(0))
        self.note_button.clicked.connect(self.note_requested)
        self.address_button.clicked.connect(self.address_requested)

    def show_demos(self, demos: Sequence[DemoRow]) -> None:
        """Show the list."""
        clear(self._list)
        self.rows = {}
        shelf = ""
        for demo in demos:
            if demo.shelf != shelf:
                shelf = demo.shelf
                self._list.addWidget(label(shelf, "subheading"))
            each = row_button(demo.title, f"{demo.topic}   ·   {demo.what}")
            each.clicked.connect(lambda _checked=False, chosen=demo.id: self.demo_requested.emit(chosen))
            self._list.addWidget(each)
            self.rows[demo.id] = each
            # The first Tab goes to the first demo. Qt puts nothing behind the last of all: so the button goes first.
            self.setTabOrder(each, self.back_button)
            self.setTabOrder(each, self.address_button)
            self.setTabOrder(each, self.tabs)

    def show_demo(self, title: str, view: QWidget) -> None:
        """Bring a demo into view."""
        if self.place.indexOf(view) < 0:
            self.place.addWidget(view)
        self.title.setText(title)
        self.place.setCurrentWidget(view)
        self._stack.setCurrentIndex(1)

    def _demo_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = row(self.back_button, self.title)
        top.setContentsMargins(BETWEEN_PX, 8, BETWEEN_PX, 8)
        top.addWidget(self.note_button)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self.place, 1)
        return page
