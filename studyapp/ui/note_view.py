"""A note to read: the text, its contents, finding in it, and its size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from studyapp.study.note_page import NotePage
from studyapp.ui.contents_list import WIDTH_PX, ContentsList
from studyapp.ui.find_bar import FindBar
from studyapp.ui.icons import icon
from studyapp.ui.markdown import Example
from studyapp.ui.marked_text import MarkedText
from studyapp.ui.next_strip import NextStrip, Way
from studyapp.ui.paper_button import PaperButton
from studyapp.ui.pieces import button, hairline
from studyapp.ui.rich_text import RichText
from studyapp.ui.text_search import TextSearch
from studyapp.ui.theme import BETWEEN_PX, LIGHT, WITHIN_PX, Theme
from studyapp.ui.typesetter import Typesetter

END_MS = 400
"""How long the end of a note stays in view before it is read: leafing past shows nothing."""
END_PX = 24
ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class NoteView(QWidget):
    """Shows one note.

    Signals:
        link_opened: The learner followed a link; carries its address (exercise:, demo:, topic:, http:, https:).
        heading_reached: Another section is being read; carries its slug, or "" above the first.
        zoom_changed: The learner made the text larger or smaller; carries the factor.
        jumped: The learner chose a section from the contents; carries its slug, before it is shown.
        marks_requested: The learner wants to see the list of marks.
        ended: The learner has read on to the end of the note.
        way_chosen: The learner goes on to what comes next; carries its address.
    """

    link_opened = Signal(str)
    heading_reached = Signal(str)
    zoom_changed = Signal(float)
    jumped = Signal(str)
    marks_requested = Signal()
    ended = Signal()
    way_chosen = Signal(str)

    def __init__(
        self, typesetter: Typesetter | None = None, *, theme: Theme = LIGHT, example: Example | None = None
    ) -> None:
        """Build an empty view; ``example`` gives the worked exercises that a note embeds."""
        super().__init__()
        self.zoom = 1.0
        self.page: NotePage | None = None
        self._theme = theme
        self.text = RichText(typesetter, theme=theme, example=example)
        self.text.setAccessibleName("Note")
        self.marks = MarkedText(self.text, theme)
        self.contents = ContentsList()
        self.contents_button = button("Contents", "segment", tip="Go to a section")
        self.paper_button = PaperButton()
        self.marks_button = button("", "segment", tip="Your marks (Ctrl+M)")
        self.find_button = button("", "segment", tip="Find in this note (Ctrl+F)")
        self.smaller_button = button("", "segment", tip="Smaller text (Ctrl+-)")
        self.larger_button = button("", "segment", tip="Larger text (Ctrl++)")
        self.find_bar = FindBar(theme)
        self.search = TextSearch(self.text, theme)
        self.next_strip = NextStrip()
        self._foot = _foot(self.next_strip)
        self.end_timer = QTimer(self, singleShot=True, interval=END_MS)
        self.setFocusProxy(self.text)
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    @property
    def shows_next(self) -> bool:
        """Tell whether the note in view was read to its end, and what comes next is shown below it."""
        return not self._foot.isHidden()

    def show_note(self, page: NotePage) -> None:
        """Show a note from its top."""
        self.page = page
        self._foot.hide()
        subtitle = f"About {page.minutes} {'minute' if page.minutes == 1 else 'minutes'} to read"
        self.find_bar.hide()
        self.marks.forget()
        self.text.show_markdown(page.body, title=page.title, subtitle=subtitle, folder=page.folder, terms=page.terms)
        self.contents.show_headings(self.text.headings)
        self._fill_menu()
        self._fit()

    def show_next(self, way: Way, why: str, others: Sequence[Way]) -> None:
        """Show below the note what comes next; where there was nothing below it before, its end stays in view."""
        was_shown = self.shows_next
        self.next_strip.show_next(way, why, others)
        self.next_strip.go_button.setToolTip(f"Next: {way.name}")  # in a note, Enter follows links
        self._foot.show()
        if was_shown:
            return
        layout = self.layout()
        assert layout is not None
        layout.activate()
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def show_theme(self, theme: Theme) -> None:
        """Show everything in another theme's colours, at the same place."""
        if theme is not self._theme:
            self._theme = theme
            self.marks.set_look(theme, self.zoom)
            self.text.show_theme(theme)
            self._search_again()
        self.find_bar.show_theme(theme)
        names = (
            (self.marks_button, "bookmark-simple"),
            (self.paper_button, "printer"),
            (self.contents_button, "list"),
            (self.find_button, "magnifying-glass"),
            (self.smaller_button, "magnifying-glass-minus"),
            (self.larger_button, "magnifying-glass-plus"),
        )
        for each, name in names:
            each.setIcon(icon(name, theme.quiet))
            each.setAccessibleName(each.toolTip())

    def set_zoom(self, factor: float) -> None:
        """Show the text larger or smaller; what stands at the top stays there."""
        self.zoom = factor
        self.marks.set_look(self._theme, factor)
        self.text.set_zoom(factor)
        self.smaller_button.setEnabled(factor > ZOOMS[0])
        self.larger_button.setEnabled(factor < ZOOMS[-1])
        self._search_again()
        self._fit()

    def scroll_to_heading(self, slug: str) -> bool:
        """Bring a heading to the top; return whether the note has one of that slug."""
        return self.text.scroll_to_heading(slug)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the contents beside the text where there is room, and as a menu where there is not."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(BETWEEN_PX, 4, BETWEEN_PX, 4)
        tools.setSpacing(2)
        tools.addWidget(self.contents_button)
        tools.addStretch(1)
        for each in (self.marks_button, self.paper_button, self.smaller_button, self.larger_button, self.find_button):
            tools.addWidget(each)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.find_bar)
        column.addWidget(self.text, 1)
        column.addWidget(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.contents)
        row.addLayout(column, 1)
        self.setProperty("role", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        self.text.link_opened.connect(self.link_opened)
        self.text.heading_reached.connect(self.heading_reached)
        self.text.heading_reached.connect(self.contents.show_reached)
        self.contents.heading_chosen.connect(self._jump_to)
        self.text.verticalScrollBar().valueChanged.connect(lambda _place: self.end_timer.start())
        self.end_timer.timeout.connect(self._on_rested)
        self.next_strip.way_chosen.connect(self.way_chosen)
        self.find_bar.words_changed.connect(self._on_words_changed)
        self.find_bar.step_requested.connect(self._on_step_requested)
        self.find_bar.closed.connect(self._on_find_closed)
        self.marks_button.clicked.connect(self.marks_requested)
        self.find_button.clicked.connect(self.find_bar.open)
        self.smaller_button.clicked.connect(lambda: self._step_zoom(-1))
        self.larger_button.clicked.connect(lambda: self._step_zoom(1))
        keys = (
            ("Ctrl+F", self.find_bar.open),
            ("Ctrl+M", self.marks_requested.emit),
            ("Ctrl+P", self.paper_button.showMenu),
            ("Ctrl++", lambda: self._step_zoom(1)),
            ("Ctrl+=", lambda: self._step_zoom(1)),
            ("Ctrl+-", lambda: self._step_zoom(-1)),
            ("Ctrl+0", lambda: self._choose_zoom(1.0)),
        )
        for key, action in keys:
            QShortcut(QKeySequence(key), self).activated.connect(action)

    def _on_rested(self) -> None:
        bar = self.text.verticalScrollBar()
        if not self.shows_next and 0 < bar.maximum() <= bar.value() + END_PX:
            self.ended.emit()

    def _jump_to(self, slug: str) -> None:
        self.jumped.emit(slug)
        self.scroll_to_heading(slug)

    def _fit(self) -> None:
        beside = self.width() >= self.text.column_px() + WIDTH_PX and bool(self.contents.buttons)
        self.contents.setVisible(beside)
        self.contents_button.setVisible(not beside and bool(self.contents.buttons))

    def _fill_menu(self) -> None:
        menu = QMenu(self.contents_button)
        for heading in self.text.headings:
            entry = menu.addAction("    " * max(heading.level - 2, 0) + heading.text.replace("&", "&&"))
            entry.triggered.connect(lambda _checked=False, slug=heading.slug: self._jump_to(slug))
        self.contents_button.setMenu(menu)

    def _step_zoom(self, by: int) -> None:
        nearest = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self.zoom))
        self._choose_zoom(ZOOMS[min(max(nearest + by, 0), len(ZOOMS) - 1)])

    def _choose_zoom(self, factor: float) -> None:
        if factor != self.zoom:
            self.set_zoom(factor)
            self.zoom_changed.emit(factor)

    def _search_again(self) -> None:
        if not self.find_bar.isHidden():
            self._on_words_changed(self.search.words)

    def _on_words_changed(self, words: str) -> None:
        self.search.find(words, self._theme)
        self.find_bar.show_place(self.search.current, self.search.count)

    def _on_step_requested(self, by: int) -> None:
        self.search.step(by)
        self.find_bar.show_place(self.search.current, self.search.count)

    def _on_find_closed(self) -> None:
        self.search.find("", self._theme)
        self.text.setFocus()


def _foot(strip: NextStrip) -> QWidget:
    """Return the room for what comes next, hidden until the note is read."""
    foot = QWidget()
    inside = QVBoxLayout()
    inside.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
    inside.addWidget(strip)
    column = QVBoxLayout(foot)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(hairline())
    column.addLayout(inside)
    foot.hide()
    return foot
