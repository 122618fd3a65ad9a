"""The navigation rail on the left: the seven pages, by word and icon, or by icon alone when narrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from studyapp.ui.icons import icon
from studyapp.ui.theme import ICON_PX, WITHIN_PX, Theme


@dataclass(frozen=True, slots=True)
class Page:
    """An entry of the rail."""

    id: str
    word: str
    icon: str


PAGES = (
    Page("today", "Today", "sun-horizon"),
    Page("learn", "Learn", "book-open"),
    Page("practise", "Practise", "pencil-line"),
    Page("lab", "Lab", "flask"),
    Page("exam", "Exam", "timer"),
    Page("progress", "Progress", "chart-line-up"),
    Page("author", "Author", "note-pencil"),
)
WIDE_PX, NARROW_PX = 148, 56


class Rail(QWidget):
    """The way to every page.

    Signals:
        page_chosen: The learner chose a page; carries its id.
        narrow_toggled: The rail was folded (True) or unfolded (False).
        theme_toggled: The learner asked for the other of light and dark.
        data_requested: The learner wants to see to their data.
    """

    page_chosen = Signal(str)
    narrow_toggled = Signal(bool)
    theme_toggled = Signal()
    data_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build the rail, unfolded."""
        super().__init__()
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        self._theme = theme
        self._group = QButtonGroup(self)
        self.buttons = {page.id: self._item(page.word, f"{page.word} (Ctrl+{n})") for n, page in enumerate(PAGES, 1)}
        self.data_button = self._item("Your data", "Backups, export and import, learners")
        self.data_button.setCheckable(False)
        self.theme_button = self._item("Dark", "Change between light and dark")
        self.theme_button.setCheckable(False)
        self.fold_button = self._item("Fold", "Show icons only")
        self.fold_button.setCheckable(False)
        self._lay_out()
        self.data_button.clicked.connect(self.data_requested)
        self.theme_button.clicked.connect(self.theme_toggled)
        self.fold_button.clicked.connect(self._on_fold_clicked)
        self.show_theme(theme)
        self.show_narrow(False)

    def show_page(self, page_id: str) -> None:
        """Mark a page as the one in view."""
        self.buttons[page_id].setChecked(True)

    def show_narrow(self, narrow: bool) -> None:
        """Fold or unfold the rail."""
        self._narrow = narrow
        self.setFixedWidth(NARROW_PX if narrow else WIDE_PX)
        for page in PAGES:
            self.buttons[page.id].setText("" if narrow else page.word)
        self.data_button.setText("" if narrow else "Your data")
        self.theme_button.setText("" if narrow else self._other_theme())
        self.fold_button.setText("" if narrow else "Fold")
        self.fold_button.setAccessibleName("Unfold the rail" if narrow else "Fold the rail")
        self._draw_icons()

    def show_theme(self, theme: Theme) -> None:
        """Draw the icons in the theme's colours."""
        self._theme = theme
        self.show_narrow(self._narrow)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(WITHIN_PX, WITHIN_PX * 2, WITHIN_PX, WITHIN_PX)
        column.setSpacing(4)
        for page in PAGES:
            self._group.addButton(self.buttons[page.id])
            self.buttons[page.id].clicked.connect(
                lambda _checked=False, page_id=page.id: self.page_chosen.emit(page_id)
            )
            column.addWidget(self.buttons[page.id])
        column.addStretch(1)
        column.addWidget(self.data_button)
        column.addWidget(self.theme_button)
        column.addWidget(self.fold_button)

    def _item(self, word: str, tip: str) -> QPushButton:
        item = QPushButton(word)
        item.setProperty("role", "rail-item")
        item.setCheckable(True)
        item.setToolTip(tip)
        item.setAccessibleName(word)
        item.setIconSize(QSize(ICON_PX, ICON_PX))
        item.setCursor(Qt.CursorShape.PointingHandCursor)
        return item

    def _draw_icons(self) -> None:
        colour = self._theme.quiet
        for page in PAGES:
            self.buttons[page.id].setIcon(icon(page.icon, colour))
        self.data_button.setIcon(icon("hard-drives", colour))
        self.theme_button.setIcon(icon("moon" if self._theme.name == "light" else "sun", colour))
        self.fold_button.setIcon(icon("caret-right" if self._narrow else "caret-left", colour))

    def _other_theme(self) -> str:
        return "Dark" if self._theme.name == "light" else "Light"

    def _on_fold_clicked(self) -> None:
        self.show_narrow(not self._narrow)
        self.narrow_toggled.emit(self._narrow)
