"""Your data in the window: backups with a look before they are put back, export, import, learners, forgetting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studyapp import paths, profiles
from studyapp.app import StudyApp
from studyapp.backups import back_up, backup_folder, backups, needs_backup, open_store
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.storage import Store
from studyapp.transfer import export
from studyapp.ui.data_dialog import DataDialog
from studyapp.ui.import_dialog import ImportDialog, ImportRow
from studyapp.wiring.data_process import DataProcess
from studyapp.wiring.host import Surroundings
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.full_store import fill
from tests.studyapp.ui.conftest import Clock

LONG_MS = 30_000  # a process of its own on a busy machine


@pytest.fixture
def home(studyapp_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(paths.PROFILE_VARIABLE, raising=False)
    studyapp_home.mkdir()
    fill(studyapp_home)
    return studyapp_home


@pytest.fixture
def kept(qtbot: QtBot, clock: Clock, home: Path) -> Iterator[StudyApp]:
    """Give the app over a real file."""
    around = Surroundings(clock, lambda: 1, home / "cache")
    session = Session(open_store(paths.database_file(), NOON), paths.database_file())
    built = StudyApp(session, Settings(theme="light"), around)
    built.window.show()
    yield built
    built.close()
    shiboken6.delete(built.window)


def opened(app: StudyApp) -> DataDialog:
    """Open the dialog as a learner does."""
    app.window.rail.data_button.click()
    assert app.data.dialog is not None
    return app.data.dialog


def answers() -> int:
    """Return how many answers are kept."""
    with Store(paths.database_file()) as store:
        return len(store.attempts())


def after_errand(app: StudyApp) -> str:
    """Close as the app does between two windows, do the errand, and return what it says."""
    assert app.errand is not None and app.window.isHidden()
    app.close()
    return app.errand()


def test_reading_a_file_is_given_up_with_the_dialog(qtbot: QtBot, kept: StudyApp, tmp_path: Path) -> None:
    export(paths.data_folder(), tmp_path / "mine.jsonl", profile="Me", now=NOON)
    dialog = opened(kept)
    qtbot.waitUntil(lambda: bool(dialog.preview.text()), timeout=LONG_MS)
    kept.data.look_into(tmp_path / "mine.jsonl")
    assert "Close this to give it up" in dialog.verdict.text()
    reading = kept.data.findChildren(DataProcess)[-1]
    assert reading.is_running()
    dialog.reject()
    assert not reading.is_running() and kept.data.preview is None


def test_a_backup_is_written_listed_and_looked_into_before_it_is_put_back(qtbot: QtBot, kept: StudyApp) -> None:
    dialog = opened(kept)
    qtbot.waitUntil(lambda: dialog.preview.text().startswith("No backup yet"), timeout=LONG_MS)
    assert dialog.table.rowCount() == 0 and not dialog.restore_button.isEnabled()
    dialog.backup_button.click()
    qtbot.waitUntil(lambda: dialog.preview.text().startswith("Now"), timeout=LONG_MS)
    assert "every half hour" in dialog.table.line(0)
    kept.session.store.add_attempt(attempt(seed=77))
    dialog.backup_looked_at.emit(str(backups(backup_folder(paths.database_file()))[0].path))
    qtbot.waitUntil(lambda: "Now there are 5 answers" in dialog.preview.text(), timeout=LONG_MS)
    assert "there would be 4 answers on 1 day" in dialog.preview.text()
    dialog.restore_button.click()
    assert after_errand(kept).startswith("The backup was put back: 4 answers on 1 day")
    assert answers() == 3 and any(each.before == "restore" for each in backups(backup_folder(paths.database_file())))


def test_enter_in_the_list_of_backups_puts_nothing_back(qtbot: QtBot, kept: StudyApp) -> None:
    back_up(paths.database_file(), NOON)
    dialog = opened(kept)
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=LONG_MS)
    for widget in (dialog.tabs.tabBar(), dialog.table):
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert kept.errand is None and dialog.isVisible()


def test_only_the_backup_that_is_chosen_now_is_told_of(qtbot: QtBot, kept: StudyApp) -> None:
    back_up(paths.database_file(), NOON)
    damaged = back_up(paths.database_file(), NOON + timedelta(days=1))
    damaged.write_bytes(b"no database at all")
    dialog = opened(kept)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2, timeout=LONG_MS)
    assert "damaged" in dialog.table.line(0)
    qtbot.waitUntil(lambda: "Looking" not in dialog.preview.text(), timeout=LONG_MS)
    assert damaged.name in dialog.preview.text()
    for line in (1, 0, 1):
        dialog.table.selectRow(line)
    assert len([each for each in kept.data.findChildren(DataProcess) if each.is_running()]) == 1
    qtbot.waitUntil(lambda: "4 answers" in dialog.preview.text(), timeout=LONG_MS)


def test_an_import_shows_three_sides_and_waits_for_a_yes(qtbot: QtBot, kept: StudyApp, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    fill(other, first_seed=300)
    export(other, tmp_path / "theirs.jsonl", profile="Ana", now=NOON)
    dialog = opened(kept)
    kept.data.look_into(tmp_path / "theirs.jsonl")
    qtbot.waitUntil(lambda: kept.data.preview is not None, timeout=LONG_MS)
    assert kept.data.preview is not None
    assert kept.data.preview.table.line(1) == "Answers | 0 | 4 | 4 | 0"
    assert answers() == 3 and dialog.isVisible()
    kept.data.preview.import_button.click()
    assert "4 answers" in after_errand(kept) and answers() == 6


def test_an_import_says_how_far_it_is_and_its_failure_in_a_sentence_beside(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    fill(other, first_seed=300)
    file = tmp_path / "theirs.jsonl"
    export(other, file, profile="Ana", now=NOON)
    taking = DataProcess(["import", str(file), "--yes", "--progress"])
    percents: list[int] = []
    taking.got_on.connect(percents.append)
    with qtbot.waitSignal(taking.done, timeout=LONG_MS):
        pass
    assert percents == sorted(percents) and 0 < percents[-1] <= 100 and answers() == 6
    file.write_text(file.read_text(encoding="utf-8").rpartition("\n{")[0] + "\n", encoding="utf-8")
    failing = DataProcess(["import", str(file), "--yes", "--progress"])
    with qtbot.waitSignal(failing.failed, timeout=LONG_MS) as failed:
        pass
    assert failed.args is not None and "the file was cut off here" in failed.args[0] and "%" not in failed.args[0]


def test_a_file_that_can_t_be_taken_in_is_told_with_its_line(qtbot: QtBot, kept: StudyApp, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("hello\n", encoding="utf-8")
    dialog = opened(kept)
    kept.data.look_into(bad)
    qtbot.waitUntil(lambda: "line 1" in dialog.verdict.text(), timeout=LONG_MS)
    assert kept.data.preview is None


def test_everything_is_exported_to_a_file(qtbot: QtBot, kept: StudyApp, tmp_path: Path) -> None:
    dialog = opened(kept)
    kept.data.export(tmp_path / "mine.jsonl")
    qtbot.waitUntil(lambda: "is written" in dialog.verdict.text(), timeout=LONG_MS)
    assert (tmp_path / "mine.jsonl").exists()


def test_a_new_learner_begins_in_a_window_of_their_own(kept: StudyApp) -> None:
    dialog = opened(kept)
    assert not dialog.switch_button.isEnabled()
    dialog.name_edit.setText("../Ben")
    dialog.add_button.click()
    assert "A name has at most" in dialog.verdict.text()
    dialog.name_edit.setText("Ben")
    dialog.add_button.click()
    dialog.switch_button.click()
    assert after_errand(kept) == "This is Ben now."
    assert profiles.current().name == "Ben" and answers() == 0


def test_what_is_to_be_forgotten_is_named_and_the_name_typed(kept: StudyApp, home: Path) -> None:
    dialog = opened(kept)
    assert "studyapp.db" in dialog.what_goes.text() and "notes" in dialog.what_goes.text()
    dialog.forget_edit.setText("somebody")
    assert not dialog.forget_button.isEnabled()
    dialog.forget_edit.setText(profiles.FIRST)
    dialog.forget_button.click()
    assert after_errand(kept).startswith("All data of First learner was removed")
    assert list(home.iterdir()) == []


def test_a_backup_that_is_due_is_written_beside_the_window(qtbot: QtBot, kept: StudyApp) -> None:
    kept.data.back_up_if_due()
    qtbot.waitUntil(lambda: len(backups(backup_folder(paths.database_file()))) == 1, timeout=LONG_MS)
    (made,) = backups(backup_folder(paths.database_file()))  # by the clock of the process, which is not the test's
    assert not needs_backup(paths.database_file(), made.made_at)


def test_a_damaged_database_is_told_of(qtbot: QtBot, kept: StudyApp) -> None:
    back_up(paths.database_file(), NOON)
    dialog = opened(kept)
    dialog.check_button.click()
    qtbot.waitUntil(lambda: "is sound" in dialog.verdict.text(), timeout=LONG_MS)


def test_without_a_file_there_is_nothing_to_see_to(app: StudyApp) -> None:
    app.window.rail.data_button.click()
    assert app.data.dialog is None and "in memory only" in app.window.banner.message.text()


def test_escape_closes_the_dialog_and_nothing_is_done(kept: StudyApp) -> None:
    dialog = opened(kept)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert kept.data.dialog is None and kept.errand is None and kept.window.isVisible()


@pytest.mark.parametrize(
    ("differing", "only_there", "has_choice", "can_import"),
    [(0, 0, False, False), (0, 2, False, True), (1, 0, True, True)],
)
def test_the_preview_offers_only_what_makes_sense(
    qtbot: QtBot, differing: int, only_there: int, has_choice: bool, can_import: bool
) -> None:
    dialog = ImportDialog("mine.jsonl", [ImportRow("Answers", 5, 1, only_there, differing)])
    qtbot.addWidget(dialog)
    assert dialog.theirs_box.isHidden() is not has_choice and dialog.import_button.isEnabled() is can_import
    dialog.theirs_box.setChecked(True)
    if can_import:
        with qtbot.waitSignal(dialog.accepted_import) as caught:
            dialog.import_button.click()
        assert caught.args == [True]
