"""Your data at work: the dialog, the backups every half hour, and the steps that need the window to close first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from studyapp import paths, profiles
from studyapp.backups import SOUND_CHECK_LIMIT, needs_backup
from studyapp.errors import StudyAppError
from studyapp.study.data_words import KINDS, enumerated, size_words
from studyapp.ui.data_dialog import BackupRow, DataDialog
from studyapp.ui.import_dialog import ImportDialog, ImportRow
from studyapp.ui.save_dialog import ask_where
from studyapp.wiring.data_process import DataProcess, errand
from studyapp.wiring.host import Host

log = logging.getLogger("log.data")
LOOK_MS = 5 * 60 * 1000  # how often it is looked whether a backup is due
EXPORTED = "Exports (*.jsonl)"
IN_MEMORY = "Your answers are kept in memory only, so there is no file to back up or carry away."


class _Listed(msgspec.Struct):
    file: str
    made_at: datetime
    before: str
    size: int
    answers: int | None = None  # None for a file that can't be read
    newest: datetime | None = None


class _Counted(msgspec.Struct):
    same: int
    only_here: int
    only_there: int
    differing: int


class _Found(msgspec.Struct):
    made_at: str
    profile: str
    counts: dict[str, _Counted]


class DataDesk(QObject):
    """Opens the dialog and does what it asks for; ``start_again`` closes the window for an errand and opens it anew."""

    def __init__(self, host: Host, start_again: Callable[[Callable[[], str]], None]) -> None:
        """Look every few minutes whether a backup is due."""
        super().__init__(host.window)
        self._host = host
        self._start_again = start_again
        self.dialog: DataDialog | None = None
        self.preview: ImportDialog | None = None
        self._running: list[DataProcess] = []
        self._reading: DataProcess | None = None  # what a file would bring
        self._looking: DataProcess | None = None  # what the chosen backup would bring
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.back_up_if_due)
        self._timer.start()

    def open(self) -> None:
        """Open the dialog over the window."""
        if self._host.session.store.path is None:
            self._host.tell(IN_MEMORY)
            return
        current = profiles.current()
        dialog = DataDialog([each.name for each in profiles.profiles()], current.name, self._host.window)
        self.dialog = dialog
        dialog.show_what_goes(f"This would remove from {current.folder}: {enumerated(profiles.what_goes(current))}.")
        dialog.backup_requested.connect(self._on_backup_requested)
        dialog.check_requested.connect(self._on_check_requested)
        dialog.backup_looked_at.connect(self._on_backup_looked_at)
        dialog.restore_requested.connect(self._on_restore_requested)
        dialog.export_requested.connect(self._on_export_requested)
        dialog.import_requested.connect(self._on_import_requested)
        dialog.learner_chosen.connect(self._on_learner_chosen)
        dialog.learner_added.connect(self._on_learner_added)
        dialog.forget_requested.connect(self._on_forget_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()
        self._list_backups()

    def back_up_if_due(self) -> None:
        """Have a backup written if something changed and the newest is half an hour old; a failure is logged."""
        file = self._host.session.store.path
        if file is not None and needs_backup(file, self._host.around.now()):
            self._run(["backup", "--if-needed"], lambda _: None, failed=lambda said: log.error("no backup: %s", said))

    def check_later(self) -> None:
        """Check a database that was too large for the start; one that is damaged is told of."""
        file = self._host.session.store.path
        if file is not None and file.stat().st_size > SOUND_CHECK_LIMIT:
            self._run(["check"], self._on_checked, failed=lambda said: log.error("no check: %s", said))

    def close(self) -> None:
        """Give up what is running; all of it can be done again."""
        self._timer.stop()
        for each in self._running:
            each.cancel()
        self._running.clear()

    def look_into(self, file: Path) -> None:
        """Show what an import of a file would change."""
        self._give_up(self._reading)
        self._say(f"Reading {file.name} … Close this to give it up; nothing is changed by looking.")
        self._reading = self._run(["import", str(file)], lambda found: self._show_import(file, found))

    def _give_up(self, process: DataProcess | None) -> None:
        if process in self._running:
            process.cancel()
            self._running.remove(process)

    def _run(
        self, arguments: Sequence[str], done: Callable[[object], None], failed: Callable[[str], None] | None = None
    ) -> DataProcess:
        process = DataProcess(arguments, self)
        self._running.append(process)
        process.done.connect(lambda _: self._running.remove(process))
        process.failed.connect(lambda _: self._running.remove(process))
        process.done.connect(done)
        process.failed.connect(failed or self._say)
        return process

    def _say(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence)
        else:
            self._host.tell(sentence)

    def _on_dialog_finished(self) -> None:
        self.dialog = None
        for each in (self._reading, self._looking):
            self._give_up(each)

    def _list_backups(self) -> None:
        self._run(["restore"], self._show_backups)

    def _show_backups(self, document: object) -> None:
        if self.dialog is not None:
            zone = self._host.around.now().tzinfo
            rows = msgspec.convert(document, list[_Listed])
            self.dialog.show_backups([_backup_row(each, lambda at: at.astimezone(zone)) for each in rows])

    def _on_backup_requested(self) -> None:
        self._say("Writing a backup …")

        def listed(_: object) -> None:
            self._say("The backup is written.")
            self._list_backups()

        self._run(["backup"], listed)

    def _on_check_requested(self) -> None:
        self._say("Checking …")
        self._run(["check"], self._on_checked)

    def _on_checked(self, document: object) -> None:
        sound = document == {"sound": True}
        damaged = (
            "Your progress file is damaged. Put a backup back: choose Your data at the foot of the rail, then Backups."
        )
        if not sound:
            self._host.tell(damaged)
        if self.dialog is not None:
            self.dialog.say("Your progress file is sound." if sound else damaged)

    def _on_backup_looked_at(self, file: str) -> None:
        """Look into the backup that is chosen now; of one chosen before nothing is told any more."""
        assert self.dialog is not None, "it has the list"
        dialog = self.dialog

        def show(document: object) -> None:
            if isinstance(document, dict):
                dialog.show_preview(str(document["sentence"]))

        self._give_up(self._looking)
        self._looking = self._run(["restore", file], show, failed=dialog.show_preview)

    def _on_restore_requested(self, file: str) -> None:
        self._close_for(errand(["restore", file, "--yes"], "Putting the backup back …"))

    def _on_export_requested(self, tables: bool) -> None:
        assert self.dialog is not None, "it has the buttons"
        folder = paths.data_folder() / profiles.EXPORTS
        with suppress(OSError):  # then the dialog begins in another folder
            folder.mkdir(parents=True, exist_ok=True)
        if not tables:
            name = str(folder / f"studyapp-{self._host.around.now():%Y-%m-%d}.jsonl")
            ask_where(self.dialog, "Export everything to a file", name, EXPORTED, self.export)
        elif chosen := QFileDialog.getExistingDirectory(self.dialog, "Export everything to a folder", str(folder)):
            self.export(Path(chosen))

    def export(self, target: Path) -> None:
        """Write everything to a file that ends in .jsonl, or to a folder with tables."""
        self._say("Writing …")
        self._run(["export", str(target)], lambda _: self._say(f"Everything is written to {target}."))

    def _on_import_requested(self) -> None:
        chosen = QFileDialog.getOpenFileName(self.dialog, "Import", str(Path.home()), EXPORTED)[0]
        if chosen:
            self.look_into(Path(chosen))

    def _show_import(self, file: Path, document: object) -> None:
        found = msgspec.convert(document, _Found)
        self._say("")
        counts = ((KINDS[kind][1].capitalize(), each) for kind, each in found.counts.items())
        rows = [ImportRow(word, each.same, each.only_here, each.only_there, each.differing) for word, each in counts]
        about = f"{file.name}, written for {found.profile} on {found.made_at[:10]}"
        preview = ImportDialog(about, rows, self.dialog or self._host.window)
        self.preview = preview

        def take_in(theirs: bool) -> None:
            more = ["--theirs"] if theirs else []
            self._close_for(errand(["import", str(file), "--yes", "--progress", *more], f"Importing {file.name} …"))

        preview.accepted_import.connect(take_in)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def _on_learner_chosen(self, name: str) -> None:
        def switch() -> str:
            try:
                profiles.choose(profiles.named(name))
            except StudyAppError as error:
                return str(error)
            return f"This is {name} now."

        self._close_for(switch)

    def _on_learner_added(self, name: str) -> None:
        try:
            made = profiles.add(name)
        except StudyAppError as error:
            self._say(str(error))
            return
        assert self.dialog is not None, "it has the field for the name"
        self.dialog.learner_box.addItem(made.name)
        self.dialog.learner_box.setCurrentText(made.name)
        self.dialog.name_edit.clear()
        self._say(f"{made.name} can begin: press Go on as this learner.")

    def _on_forget_requested(self) -> None:
        name = profiles.current().name
        self._close_for(errand(["forget", "--profile", name, "--yes"], "Removing everything …"))

    def _close_for(self, errand: Callable[[], str]) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._start_again(errand)


def _backup_row(listed: _Listed, here: Callable[[datetime], datetime]) -> BackupRow:
    return BackupRow(
        file=listed.file,
        when=f"{here(listed.made_at.astimezone(UTC)):%d %b %Y %H:%M}",
        why=f"before {listed.before}" if listed.before else "every half hour",
        answers="damaged" if listed.answers is None else f"{listed.answers:,}",
        newest=f"{listed.newest:%d %b %Y %H:%M}" if listed.newest else "",
        size=size_words(listed.size),
    )
