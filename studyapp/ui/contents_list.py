"""The headings of a note beside it: where one is, and where one can go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studyapp.ui.markdown import Heading
from studyapp.ui.pieces import button, clear, label
from studyapp.ui.theme import BETWEEN_PX, INTERFACE_PX, SECTION_PX, WITHIN_PX

WIDTH_PX = 236
_INDENT_PX = 14


class ContentsList(QScrollArea):
    """The headings as a column of buttons; the one that is read is marked.

    Signals:
        heading_chosen: The learner wants to go to a heading; carries its slug.
    """

    heading_chosen = Signal(str)

    def __init__(self) -> None:
        """Build an empty list."""
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self.setFixedWidth(WIDTH_PX)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(WITHIN_PX, SECTION_PX, 0, BETWEEN_PX)
        outer.setSpacing(WITHIN_PX)
        title = label("Contents", "small")
        title.setContentsMargins(WITHIN_PX, 0, 0, 0)
        outer.addWidget(title)
        outer.addLayout(self._column)
        outer.addStretch(1)
        self.setWidget(inside)

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """List the headings of the second level, and those of the third below them."""
        clear(self._column)
        self.buttons = {}
        for heading in headings:
            if heading.level <= 3:
                self._column.addWidget(self._button(heading))

    def show_reached(self, slug: str) -> None:
        """Mark the heading that is being read."""
        for name, each in self.buttons.items():
            each.setChecked(name == slug)
        if slug in self.buttons:
            self.ensureWidgetVisible(self.buttons[slug])

    def _button(self, heading: Heading) -> QPushButton:
        indent = _INDENT_PX * max(heading.level - 2, 0)
        each = button("", "segment", tip=heading.text)
        each.setCheckable(True)
        each.setStyleSheet(f"text-align: left; padding-left: {WITHIN_PX + indent}px;")
        each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bold = QFont(each.font())
        bold.setPixelSize(INTERFACE_PX)
        bold.setWeight(QFont.Weight.DemiBold)  # as it is set while its section is read
        room = WIDTH_PX - WITHIN_PX - 2 * WITHIN_PX - indent - 4
        each.setText(QFontMetrics(bold).elidedText(heading.text, Qt.TextElideMode.ElideRight, room))
        each.setAccessibleName(heading.text)
        each.clicked.connect(lambda: self._on_clicked(heading.slug))
        self.buttons[heading.slug] = each
        return each

    def _on_clicked(self, slug: str) -> None:
        self.show_reached(slug)
        self.heading_chosen.emit(slug)
