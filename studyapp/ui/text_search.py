"""Finding words in a shown text."""

from __future__ import annotations

import re

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from studyapp.ui.theme import Theme

MAX_MATCHES = 500
_QUOTES = {"'": "['‘’]", '"': '["“”]'}  # a note has curly ones, a keyboard straight ones


class TextSearch:
    """The places of some words in a text, marked; one of them is the current one."""

    def __init__(self, browser: QTextBrowser, theme: Theme) -> None:
        """Search in a browser; nothing is marked yet."""
        self._browser = browser
        self._theme = theme
        self._places: list[QTextCursor] = []
        self.words = ""
        self.current = -1

    @property
    def count(self) -> int:
        """Return how many places were found, at most MAX_MATCHES."""
        return len(self._places)

    def find(self, words: str, theme: Theme) -> None:
        """Mark every place of some words, in any case, and go to the first that is in view or below."""
        self.words, self._theme = words, theme
        self._places = self._found(words)
        top = self._browser.cursorForPosition(self._browser.viewport().rect().topLeft()).position()
        below = (index for index, place in enumerate(self._places) if place.selectionStart() >= top)
        self._go_to(next(below, 0) if self._places else -1)

    def step(self, by: int) -> None:
        """Go on to another place, from the last on to the first."""
        if self._places:
            self._go_to((self.current + by) % len(self._places))

    def _found(self, words: str) -> list[QTextCursor]:
        if not words.strip():
            return []
        pattern = "".join(_QUOTES.get(character, re.escape(character)) for character in words)
        wanted = QRegularExpression(pattern, QRegularExpression.PatternOption.CaseInsensitiveOption)
        document = self._browser.document()
        places: list[QTextCursor] = []
        place = document.find(wanted, 0)
        while not place.isNull() and len(places) < MAX_MATCHES:
            places.append(place)
            place = document.find(wanted, place)
        return places

    def _go_to(self, index: int) -> None:
        self.current = index
        self._browser.setExtraSelections([self._mark(number, place) for number, place in enumerate(self._places)])
        if index >= 0:
            cursor = QTextCursor(self._places[index])
            cursor.setPosition(cursor.selectionStart())
            self._browser.setTextCursor(cursor)
            self._browser.ensureCursorVisible()

    def _mark(self, number: int, place: QTextCursor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = place
        here = number == self.current
        mark.format.setBackground(QColor(self._theme.accent if here else self._theme.line))
        if here:
            mark.format.setForeground(QColor(self._theme.on_accent))
        return mark
