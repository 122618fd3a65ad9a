"""The palette at work: looks in the index and among the commands, and opens what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from models.share import SCHEME
from studyapp.search_index import SearchIndex
from studyapp.study.own_notes import SHELF, OwnNotes
from studyapp.study.search_entries import Kind, Marked, Match, outline_entries, topic_entries, words_of
from studyapp.ui.palette import Palette
from studyapp.ui.palette_row import PaletteRow
from studyapp.ui.theme import Theme
from studyapp.wiring.commands import Command, commands
from studyapp.wiring.host import Host

if TYPE_CHECKING:
    from studyapp.wiring.pages import Pages

COMMANDS_ONLY = ">"
MAX_ROWS = 50
_KINDS = {
    Kind.TOPIC: ("Note", "book-open"),
    Kind.EXERCISE: ("Exercise", "pencil-line"),
    Kind.DEMO: ("Demo", "flask"),
    Kind.HEADING: ("Section", "hash"),
    Kind.TERM: ("Term", "quotes"),
}
Choice = tuple[PaletteRow, Callable[[], object]]


class PaletteDesk:
    """The one palette of the window, and the index behind it."""

    def __init__(self, host: Host, pages: Pages) -> None:
        """Build the palette; what can be found is read while the event loop is idle, or when it is first needed."""
        self.palette = Palette(host.window, host.theme)
        self.index = SearchIndex()
        self._host = host
        self._pages = pages
        self._unread = list(pages.library.catalog.topics.values())
        self._own: OwnNotes | None = None
        self._commands: list[Command] = []
        self._choices: list[Choice] = []
        self._idle = QTimer(host.window, singleShot=True, interval=0)
        self._idle.timeout.connect(self._on_idle)
        self.index.add(outline_entries(pages.library.outline, pages.library.catalog))
        self.palette.words_changed.connect(self._on_words_changed)
        self.palette.row_chosen.connect(lambda number: self._choices[number][1]())
        host.window.stack.currentChanged.connect(lambda _page: self.palette.hide())

    def open(self, words: str = "") -> None:
        """Open the palette, with some words in it if any are given."""
        self._commands = commands(self._pages, self._host)
        if words:
            self.palette.words_edit.setText(words)
        self.palette.open()
        self.load_soon()

    def load_soon(self) -> None:
        """Read the notes into the index one by one while nothing else is to do."""
        self._idle.start()

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.palette.show_theme(theme)

    def close(self) -> None:
        """Forget the index."""
        self._idle.stop()
        self.index.close()

    def _on_idle(self) -> None:
        if self._unread:
            self.index.add(topic_entries(self._unread.pop()))
            self._idle.start()

    def _on_words_changed(self, words: str) -> None:
        if self.palette.isHidden():
            return
        while self._unread and words.strip():
            self.index.add(topic_entries(self._unread.pop()))
        self._read_own()
        self._choices = self._fitting(words.strip())[:MAX_ROWS]
        self.palette.show_rows([row for row, _ in self._choices], self._hint(words))

    def _read_own(self) -> None:
        """Take over the learner's own notes where they were read again; their terms are not in the glossary."""
        if self._own is self._pages.own.notes:
            return
        self._own = self._pages.own.notes
        self.index.remove(f"topic:{SHELF}.")
        for topic in self._own.topics.values():
            self.index.add(each for each in topic_entries(topic) if each.kind is not Kind.TERM)

    def _fitting(self, words: str) -> list[Choice]:
        """Return the choices in the order shown: what is called so, what can be done, what mentions it."""
        doing = [_command_choice(each) for each in self._commands if each.fits(words_of(words))]
        if words.startswith(COMMANDS_ONLY) or not words:
            return doing
        if words.startswith(SCHEME):
            opening = PaletteRow("Shared run", "flask", Marked(words), Marked("Open this run in the Lab"))
            return [(opening, lambda: self._pages.open_address(words))]
        found = [(each.in_label, (_found_row(each), self._opener(each.address))) for each in self.index.find(words)]
        called = [choice for in_label, choice in found if in_label]
        return [*called, *doing, *(choice for in_label, choice in found if not in_label)]

    def _opener(self, address: str) -> Callable[[], None]:
        return lambda: self._pages.open_link(address)

    def _hint(self, words: str) -> str:
        nothing = f"Nothing has “{words.strip()}” in it."
        near = self.index.near(words)
        return f"{nothing} Did you mean “{near}”?" if near else f"{nothing} Try fewer words, or the beginning of one."


def _found_row(match: Match) -> PaletteRow:
    what, picture = _KINDS[match.kind]
    return PaletteRow(what, picture, match.label, match.snippet, match.place)


def _command_choice(command: Command) -> Choice:
    what = "Key" if command.icon == "keyboard" else "Command"
    return PaletteRow(what, command.icon, Marked(command.title), aside=command.keys), command.run
