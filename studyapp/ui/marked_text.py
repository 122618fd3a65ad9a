"""The learner's marks in a note that is shown: where they are made, changed and taken away, with mouse and keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QTextCursor

from studyapp.study.mark_places import placed_marks
from studyapp.study.marks import (
    Colour,
    Mark,
    MarkKind,
    Placed,
    Span,
    anchor_of,
    heading_anchor,
    highlights_over,
    in_reading_order,
)
from studyapp.ui.flat_text import FlatText
from studyapp.ui.mark_bar import MarkBar
from studyapp.ui.mark_painting import MarkPainting
from studyapp.ui.reading_style import reading_px
from studyapp.ui.rich_text import SMALL, RichText
from studyapp.ui.theme import Theme

WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
BY_KEYBOARD = Qt.TextInteractionFlag.TextSelectableByKeyboard


class MarkedText(QObject):
    """Watches one text for what the learner wants to mark, and shows what is marked.

    Signals:
        highlight_made: Some words are to be highlighted; carries their Anchor and the Colour.
        colour_changed: A highlight is to get another colour; carries the Mark and the Colour.
        mark_removed: A mark is to go; carries the Mark.
        bookmark_toggled: A section is to get a bookmark, or lose it; carries its Anchor.
        remark_wanted: The learner wants to write; carries a Mark, or the Anchor and kind of one that is to be made.
    """

    highlight_made = Signal(object, object)
    colour_changed = Signal(object, object)
    mark_removed = Signal(object)
    bookmark_toggled = Signal(object)
    remark_wanted = Signal(object, object)

    def __init__(self, text: RichText, theme: Theme) -> None:
        """Watch a text; it has no marks yet."""
        super().__init__(text)
        self.placed: list[Placed] = []
        self.bar = MarkBar(text, theme)
        self._text = text
        self._theme = theme
        self._zoom = 1.0
        self._topic = ""
        self._marks: Sequence[Mark] = ()
        self._flat: FlatText | None = None
        self._colour = Colour.YELLOW
        self._painting = MarkPainting(text.document(), theme)
        self._width = 0.0
        text.underlays.append(self._painting)
        self._connect()

    def show_marks(self, topic: str, marks: Sequence[Mark]) -> None:
        """Show the marks of the note in view, where they stand now."""
        self._topic, self._marks = topic, marks
        self._flat = None
        self._place_marks()
        self._offer()

    def forget(self) -> None:
        """Show no marks: another note is about to be shown."""
        self._topic, self._marks, self.placed, self._flat = "", (), [], None
        self._painting.forget()
        self.bar.hide()

    def set_look(self, theme: Theme, zoom: float) -> None:
        """Use another theme and size from the next time that the text is set."""
        self._theme, self._zoom = theme, zoom
        self.bar.show_theme(theme)

    def go_to(self, mark: Mark) -> bool:
        """Bring a mark into view; return whether it has a place."""
        span = next((each.span for each in self.placed if each.mark.id == mark.id), None)
        if span is None:
            return False
        cursor = self._cursor(span)
        cursor.setPosition(cursor.selectionStart())
        top = self._text.cursorRect(cursor).top()
        self._text.scroll_by(top - self._text.viewport().height() // 4)
        return True

    def toggle_highlight(self, colour: Colour | None = None) -> None:
        """Highlight the words selected, change the colour of what is highlighted, or take the highlight away."""
        span, over = self._selected()
        chosen = colour or self._colour
        self._colour = chosen
        if over and colour is not None and any(mark.colour is not colour for mark in over):
            self.colour_changed.emit(over[0], colour)
        elif over:
            self._select(over[0])  # so that the same key brings it back
            self._colour = over[0].colour
            self.mark_removed.emit(over[0])
        elif anchor := anchor_of(self._topic, self._known_text().note, span):
            self.highlight_made.emit(anchor, chosen)

    def toggle_bookmark(self) -> None:
        """Set or remove the bookmark of the section that is being read."""
        anchor = heading_anchor(self._topic, self._known_text().note, self._text.reached)
        if anchor is not None and self._topic:
            self.bookmark_toggled.emit(anchor)

    def write_remark(self) -> None:
        """Ask for a remark: on the highlight or the words selected, else on the section that is being read."""
        if not self._topic:
            return
        span, over = self._selected()
        anchor = anchor_of(self._topic, self._known_text().note, span)
        if over:
            self.remark_wanted.emit(over[0], None)
        elif anchor is not None:
            self.remark_wanted.emit(anchor, MarkKind.HIGHLIGHT)
        elif anchor := heading_anchor(self._topic, self._known_text().note, self._text.reached):
            self.remark_wanted.emit(anchor, MarkKind.REMARK)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer the bar when the mouse has selected something, or pressed a highlight."""
        if event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease):
            QTimer.singleShot(0, self, self._offer)  # when the text has taken the event
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._text.viewport().installEventFilter(self)
        self._text.installEventFilter(self)
        self._text.set_anew.connect(self._on_set_anew)
        self._text.verticalScrollBar().valueChanged.connect(self.bar.hide)
        self._text.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.bar.colour_chosen.connect(self.toggle_highlight)
        self.bar.remark_chosen.connect(self.write_remark)
        self.bar.removal_chosen.connect(self.toggle_highlight)
        keys = (
            ("H", self.toggle_highlight),
            ("B", self.toggle_bookmark),
            ("R", self.write_remark),
            ("F7", self._toggle_caret),
        )
        for key, action in keys:
            QShortcut(QKeySequence(key), self._text, context=WITHIN).activated.connect(lambda act=action: act())

    def _place_marks(self) -> None:
        if self._marks:
            self.placed = in_reading_order(placed_marks(self._marks, self._known_text().note))
        elif not self.placed:
            return
        else:
            self.placed = []
        self._draw()

    def _draw(self) -> None:
        """Draw the marks; what is read stays where it is while paragraphs make room."""
        place, at_top = self._text.place(), self._text.verticalScrollBar().value() == 0
        letters = QFont(self._text.font().family())
        letters.setPixelSize(max(round(reading_px(self._zoom) * SMALL), 8))
        self._width = self._text.document().textWidth()
        self._painting.show(self.placed, self._known_text(), theme=self._theme, letters=letters)
        if not at_top:
            self._text.return_to(place)
        self._text.viewport().update()

    def _known_text(self) -> FlatText:
        if self._flat is None:
            self._flat = self._text.flat_text()
        return self._flat

    def _selected(self) -> tuple[Span, list[Mark]]:
        """Return the words selected, or the place of the cursor, and the highlights there."""
        cursor = self._text.textCursor()
        span = self._known_text().span(cursor.selectionStart(), cursor.selectionEnd())
        if not cursor.hasSelection() and not self._text.hasFocus():
            return span, []
        return span, highlights_over(self.placed, span)

    def _cursor(self, span: Span) -> QTextCursor:
        start, end = self._known_text().place(span)
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _select(self, mark: Mark) -> None:
        span = next(each.span for each in self.placed if each.mark is mark)
        assert span is not None, "what was found in the text has a place"
        self._text.setTextCursor(self._cursor(span))

    def _offer(self) -> None:
        """Show the bar beside the words selected, or hide it."""
        if not self._topic or not self._text.isVisible():
            self.bar.hide()
            return
        span, over = self._selected()
        cursor = self._text.textCursor()
        if not over and not (cursor.hasSelection() and anchor_of(self._topic, self._known_text().note, span)):
            self.bar.hide()
            return
        viewport = self._text.viewport()
        words = self._text.cursorRect(cursor).translated(viewport.pos())
        self.bar.show_beside(words, viewport.geometry(), last=self._colour, on_highlight=bool(over))

    def _toggle_caret(self) -> None:
        """Let the arrow keys move a cursor and select words, or scroll again."""
        self._text.setTextInteractionFlags(self._text.textInteractionFlags() ^ BY_KEYBOARD)

    def _on_set_anew(self) -> None:
        self._painting.forget_room()
        self.bar.hide()
        if self._marks:
            self._draw()

    def _on_size_changed(self) -> None:
        if any(each.mark.remark for each in self.placed) and self._text.document().textWidth() != self._width:
            QTimer.singleShot(0, self, self._fit_remarks)

    def _fit_remarks(self) -> None:
        if self._text.document().textWidth() != self._width:
            self._draw()
