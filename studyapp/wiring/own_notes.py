"""The learner's own notes at work: read from their folder, listed on the page Learn, read again when they change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from studyapp.errors import StudyAppError
from studyapp.study.catalog import Topic
from studyapp.study.own_notes import Known, OwnNotes, faults, load_own_notes, make_note
from studyapp.ui.own_notes_section import OwnNoteRow, OwnNotesSection
from studyapp.wiring.library import Library

SETTLED_MS = 200  # editors save in several steps


def open_in_editor(path: Path) -> bool:
    """Open a file in the program that the system has for it; return whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class OwnNotesDesk(QObject):
    """Knows the own notes and watches their folder.

    Signals:
        changed: Files were added, changed or removed, and read again.
    """

    changed = Signal()

    def __init__(
        self,
        folder: Path,
        library: Library,
        *,
        tell: Callable[[str], None],
        edit: Callable[[Path], bool] = open_in_editor,
        parent: QObject | None = None,
    ) -> None:
        """Read the notes of a folder, which need not be there; ``edit`` opens a file in the learner's editor."""
        super().__init__(parent)
        self.notes = OwnNotes()
        self._folder = folder
        self._library = library
        self._tell = tell
        self._edit = edit
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(self._on_settled)
        self._watcher.directoryChanged.connect(lambda _path: self._timer.start())
        self._watcher.fileChanged.connect(lambda _path: self._timer.start())
        self.load()

    def load(self) -> None:
        """Read all notes again and watch them."""
        self.notes = load_own_notes(self._folder)
        files = [topic.path for topic in self.notes.topics.values()] + list(self.notes.problems)
        wanted = {str(path) for path in (self._folder, *files) if path.exists()}
        new = wanted.difference(self._watcher.files(), self._watcher.directories())
        if new:
            self._watcher.addPaths(sorted(new))

    def topic(self, topic_id: str) -> Topic | None:
        """Return an own note."""
        return self.notes.topics.get(topic_id)

    def rows(self) -> list[OwnNoteRow]:
        """Return what the page Learn lists: notes by title, then the files that can't be read."""
        known = Known(self._headings, self._library.family_titles, self._library.demo_titles)
        read = [
            OwnNoteRow(topic.id, topic.title, topic.path, topic.front.minutes, tuple(faults(topic, known)))
            for topic in self.notes.topics.values()
        ]
        unread = [OwnNoteRow("", path.name, path, faults=(why,)) for path, why in self.notes.problems.items()]
        return read + unread

    def connect_section(self, section: OwnNotesSection) -> None:
        """Let a section make and edit notes."""
        section.edit_requested.connect(self.edit)
        section.new_requested.connect(self.make)

    def make(self, title: str) -> None:
        """Make a note and open it in the learner's editor."""
        try:
            path = make_note(self._folder, title)
        except StudyAppError as error:
            self._tell(str(error))
            return
        self._on_settled()
        self.edit(path)

    def edit(self, path: Path) -> None:
        """Open a note in the learner's editor, or say where it is."""
        if not self._edit(path):
            self._tell(f"There is no program for Markdown files here. Open {path} in any editor.")

    def _headings(self, topic_id: str) -> Collection[str] | None:
        topic = self.topic(topic_id) or self._library.catalog.topics.get(topic_id)
        return topic.headings if topic else None

    def _on_settled(self) -> None:
        self.load()
        self.changed.emit()
