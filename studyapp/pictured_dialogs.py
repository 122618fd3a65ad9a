"""Dialogs as they are drawn to a PNG: the real widgets, with something in them to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from studyapp.app import StudyApp
from studyapp.picture_plan import DATA_TABS, PictureError, PicturePlan
from studyapp.study.cards import cards_of_notes, own_card
from studyapp.ui.data_dialog import BackupRow, DataDialog
from studyapp.ui.import_dialog import ImportDialog, ImportRow
from studyapp.ui.keys_dialog import KeysDialog

TERMS_OF = ("cnn.convolution", "optimization.momentum", "rl.returns")
OWN_FRONT, OWN_BACK = "What does $\\gamma = 0$ make of the return?", "The next reward alone: $G_t = R_{t+1}$."
BACKUPS = (
    BackupRow("3", "18 Mar 2026 19:02", "every half hour", "642", "18 Mar 2026 18:58", "1.4 MB"),
    BackupRow("2", "17 Mar 2026 21:30", "before an import", "618", "17 Mar 2026 21:12", "1.3 MB"),
    BackupRow("1", "10 Mar 2026 20:00", "every half hour", "455", "10 Mar 2026 19:55", "1.1 MB"),
)
LOOKED_INTO = "Putting it back would take away nothing and bring nothing: it holds all 642 answers of now."
WHAT_GOES = (
    "This would remove from /home/ada/.local/share/studyapp: 642 answers, 12 cards, 2 exams, 31 marks in notes, "
    "8 runs, 3 notes of your own, settings and all backups."
)
FOUND = (
    ImportRow("Answers", 618, 24, 131, 0),
    ImportRow("Reviews", 618, 24, 131, 0),
    ImportRow("Cards", 12, 0, 4, 1),
    ImportRow("Exams", 1, 1, 0, 1),
    ImportRow("Marks in notes", 31, 0, 6, 0),
    ImportRow("Runs of demos", 8, 0, 0, 0),
)


def open_dialog(app: StudyApp, plan: PicturePlan) -> QDialog:
    """Open the dialog that a picture asks for, and return it."""
    match plan.page:
        case "exam-dialog":
            return _exam_dialog(app)
        case "cards":
            return _cards_dialog(app)
        case "keys":
            dialog: QDialog = KeysDialog(app.window)
        case "data":
            dialog = _data_dialog(app, plan.words)
        case "import":
            dialog = ImportDialog("studyapp-2026-03-17.jsonl, written for Ada on 2026-03-17", FOUND, app.window)
        case page:
            raise PictureError(f"There is no dialog {page!r}.")
    dialog.open()
    return dialog


def _exam_dialog(app: StudyApp) -> QDialog:
    """Open the dialog of the first exam, with the marks of its shelves."""
    assert app.pages.today is not None
    app.pages.today.view.exams.exam_buttons[0].click()
    dialog = app.pages.today.dialog
    assert dialog is not None
    dialog.topics.alike.setChecked(False)
    dialog.topics.sections[2].heading.click()
    return dialog


def _cards_dialog(app: StudyApp) -> QDialog:
    """Open the list of cards, with one of the learner's own chosen."""
    cards = app.session.store.cards
    cards.add(cards_of_notes([app.catalog.topic(topic) for topic in TERMS_OF]))
    cards.add([own_card("rl.returns", OWN_FRONT, OWN_BACK)])
    app.pages.open_cards()
    assert app.pages.cards is not None
    dialog = app.pages.cards.dialog
    assert dialog is not None
    dialog.table.selectRow(len(cards.all()) - 1)
    return dialog


def _data_dialog(app: StudyApp, tab: str) -> DataDialog:
    dialog = DataDialog(["Ada", "Grace"], "Ada", app.window)
    dialog.show_backups(BACKUPS)
    dialog.show_preview(LOOKED_INTO)
    dialog.show_what_goes(WHAT_GOES)
    dialog.tabs.setCurrentIndex(DATA_TABS.index(tab) if tab else 0)
    return dialog
