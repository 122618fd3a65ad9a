"""The learner's marks at work: made in the note, kept in the store, listed in a panel, written to a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from studyapp.errors import StudyAppError
from studyapp.study.catalog import Topic
from studyapp.study.file_writing import write_file
from studyapp.study.marks import (
    Anchor,
    Colour,
    Mark,
    MarkKind,
    Placed,
    Span,
    marks_markdown,
    with_remark,
)
from studyapp.ui.marks_panel import MarkRow, MarksPanel
from studyapp.ui.note_view import NoteView
from studyapp.ui.remark_dialog import RemarkDialog
from studyapp.wiring.host import Host

UNSEEN = Span(0, 0)
"""Stands for the place of a mark in a note that is not in view."""


class NoteMarks:
    """Joins one note view to the store.

    ``find_topic`` gives a note by its id, None where there is none any more; ``open_topic`` shows one at a heading.
    """

    def __init__(
        self,
        host: Host,
        note: NoteView,
        *,
        find_topic: Callable[[str], Topic | None],
        open_topic: Callable[[str, str], object],
    ) -> None:
        """Listen to a note view; ``show`` brings in the marks of the note that it shows."""
        self.panel: MarksPanel | None = None
        self.dialog: RemarkDialog | None = None
        self._host = host
        self._note = note
        self._find_topic = find_topic
        self._open_topic = open_topic
        self._removed: list[Mark] = []
        note.marks_requested.connect(self.open_panel)
        marks = note.marks
        marks.highlight_made.connect(self._on_highlight_made)
        marks.colour_changed.connect(lambda mark, colour: self._change(replace(mark, colour=colour)))
        marks.mark_removed.connect(self.remove)
        marks.bookmark_toggled.connect(self._on_bookmark_toggled)
        marks.remark_wanted.connect(self._on_remark_wanted)

    def show(self) -> None:
        """Show the marks of the note in view, and in the panel where it is open."""
        page = self._note.page
        if page is None:
            return
        try:
            marks = self._host.session.store.marks_in(page.topic_id)
        except StudyAppError as error:
            self._host.tell(f"Your marks can't be read. {error}")
            marks = []
        self._note.marks.show_marks(page.topic_id, marks)
        self._fill_panel()

    def open_panel(self) -> None:
        """Open the list of marks beside the note."""
        if self.panel is None:
            self.panel = MarksPanel(self._note)
            self.panel.mark_chosen.connect(self._on_mark_chosen)
            self.panel.mark_removed.connect(self.remove)
            self.panel.all_requested.connect(self._fill_panel)
            self.panel.export_requested.connect(self._on_export_requested)
        self._fill_panel()
        self.panel.show()
        self.panel.activateWindow()
        self.panel.list.setFocus()

    def remove(self, mark: Mark) -> None:
        """Take a mark away; the same highlight or bookmark made again in this sitting brings it back whole."""
        kept = self._kept(mark)
        if kept is not None and self._did(lambda: self._host.session.store.remove_mark(kept, self._host.around.now())):
            self._removed.append(kept)
            self.show()

    def rows(self, *, of_all: bool) -> list[MarkRow]:
        """Return what the panel lists: this note's marks from its top to its end, or those of all notes."""
        if not of_all:
            page = self._note.page
            return self._rows(page.title if page else "", self._note.marks.placed)
        found = []
        for topic_id, placed in self._all_placed().items():
            topic = self._find_topic(topic_id)
            found += self._rows(topic.title if topic else topic_id, placed)
        return found

    def _rows(self, title: str, placed: list[Placed]) -> list[MarkRow]:
        return [MarkRow(each, title, _section(each)) for each in placed]

    def _all_placed(self) -> Mapping[str, list[Placed]]:
        """Return all marks by topic; only the note in view tells where they stand, any other only that it exists."""
        page = self._note.page
        found: dict[str, list[Placed]] = {}
        for mark in self._host.session.store.marks():
            topic = mark.anchor.topic
            found.setdefault(topic, []).append(Placed(mark, UNSEEN if self._find_topic(topic) else None))
        if page is not None and page.topic_id in found:
            found[page.topic_id] = self._note.marks.placed
        return found

    def _fill_panel(self) -> None:
        if self.panel is None:
            return
        try:
            rows = self.rows(of_all=self.panel.shows_all)
        except StudyAppError as error:
            self._host.tell(f"Your marks can't be read. {error}")
            rows = []
        self.panel.show_marks(rows, self._host.theme)

    def _kept(self, mark: Mark) -> Mark | None:
        """Return a mark as the store has it: its number there may be another since the store moved to a file."""
        try:
            kept = self._host.session.store.marks_in(mark.anchor.topic)
        except StudyAppError as error:
            self._host.tell(f"Your marks can't be read. {error}")
            return None
        same = (
            each for each in kept if (each.anchor, each.made_at, each.kind) == (mark.anchor, mark.made_at, mark.kind)
        )
        return next(same, None)

    def _did(self, write: Callable[[], object]) -> bool:
        """Write to the store; return whether it could be done."""
        try:
            write()
        except StudyAppError as error:
            self._host.tell(f"Your mark is not saved. {error}")
            return False
        return True

    def _add(self, kind: MarkKind, anchor: Anchor, colour: Colour = Colour.YELLOW, remark: str = "") -> None:
        """Keep a new mark, or bring back the same one that was removed in this sitting."""
        store = self._host.session.store
        back = next((each for each in self._removed if (each.kind, each.anchor) == (kind, anchor)), None)
        if back is not None and self._did(lambda: store.restore_mark(back)):
            self._removed.remove(back)
            self._change(replace(back, colour=colour, remark=remark or back.remark))
        elif back is None:
            mark = Mark(kind, anchor, self._host.around.now(), colour, remark)
            if self._did(lambda: store.add_mark(mark)):
                self.show()

    def _change(self, mark: Mark) -> None:
        kept = self._kept(mark)
        if kept is not None and self._did(lambda: self._host.session.store.change_mark(replace(mark, id=kept.id))):
            self.show()

    def _on_highlight_made(self, anchor: Anchor, colour: Colour) -> None:
        self._add(MarkKind.HIGHLIGHT, anchor, colour)

    def _on_bookmark_toggled(self, anchor: Anchor) -> None:
        bookmarks = (each.mark for each in self._note.marks.placed if each.mark.kind is MarkKind.BOOKMARK)
        here = next((mark for mark in bookmarks if mark.anchor.heading == anchor.heading), None)
        if here is not None:
            self.remove(here)
        else:
            self._add(MarkKind.BOOKMARK, anchor)

    def _on_remark_wanted(self, wanted: Mark | Anchor, kind: MarkKind | None) -> None:
        """Ask for a remark; a section has one, so that the same key changes it."""
        mark = wanted if isinstance(wanted, Mark) else None
        if isinstance(wanted, Anchor) and kind is MarkKind.REMARK:
            mark = next((each.mark for each in self._note.marks.placed if _is_remark_on(each.mark, wanted)), None)
        about = wanted.anchor.quote if isinstance(wanted, Mark) else wanted.quote
        self.dialog = RemarkDialog(about, mark.remark if mark else "", self._note)
        if mark is not None:
            self.dialog.remark_written.connect(lambda words: self._write(mark, words))
        else:
            assert isinstance(wanted, Anchor) and kind is not None, (
                "what is not there yet is told by its place and kind"
            )
            self.dialog.remark_written.connect(lambda words: self._add(kind, wanted, remark=words) if words else None)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _write(self, mark: Mark, words: str) -> None:
        """Keep other words of a remark; one on a section that has no words left goes."""
        if mark.kind is MarkKind.REMARK and not words:
            self.remove(mark)
        else:
            self._change(with_remark(mark, words))

    def _on_mark_chosen(self, mark: Mark) -> None:
        page = self._note.page
        if page is None or mark.anchor.topic != page.topic_id:
            if self._find_topic(mark.anchor.topic) is None:
                self._host.tell("The note that this mark was made in is gone. Its words are kept in the list.")
                return
            self._open_topic(mark.anchor.topic, mark.anchor.heading)
        kept = self._kept(mark)
        if kept is None or not self._note.marks.go_to(kept):
            self._host.tell("The note has changed, and this mark lost its place. Its words are kept in the list.")

    def _on_export_requested(self, path: Path) -> None:
        assert self.panel is not None, "only the panel asks"
        notes: dict[str, list[Placed]] = {}
        titles = {}
        for each in self.rows(of_all=self.panel.shows_all):
            notes.setdefault(each.placed.mark.anchor.topic, []).append(each.placed)
            titles[each.placed.mark.anchor.topic] = each.topic_title
        try:
            write_file(path, marks_markdown(notes, titles))
        except StudyAppError as error:
            self._host.tell(str(error))
        else:
            self._host.tell(f"Your marks were written to {path}.")


def _section(placed: Placed) -> str:
    """Return the section of a highlight in words; other marks are named after theirs already."""
    mark = placed.mark
    return mark.anchor.heading.replace("-", " ").capitalize() if mark.kind is MarkKind.HIGHLIGHT else ""


def _is_remark_on(mark: Mark, anchor: Anchor) -> bool:
    return mark.kind is MarkKind.REMARK and mark.anchor.heading == anchor.heading
