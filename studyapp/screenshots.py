"""Draws a page of the real window to a PNG, over a database in memory with a prepared state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap, QTextCursor
from PySide6.QtWidgets import QApplication

from studyapp import paths
from studyapp.app import StudyApp, new_application
from studyapp.backups import Opened
from studyapp.picture_plan import DIALOGS, PictureError, PicturePlan
from studyapp.pictured_dialogs import open_dialog
from studyapp.prepared import fill_with_two_weeks, right_replies, wrong_replies
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.storage import Store
from studyapp.study.cards import cards_of_notes
from studyapp.study.exams import Exam
from studyapp.ui.run_controls import RunState
from studyapp.wiring.exercises import ExerciseDesk
from studyapp.wiring.host import Surroundings

if TYPE_CHECKING:
    from studyapp.ui.demo_view import DemoView

NOW = datetime(2026, 3, 18, 19, 30, tzinfo=timezone(timedelta(hours=1)))
SETTLING_MS = 900  # formulas and layouts that come through timers
RUN_MS = 9_000
BEHIND_ALPHA = 90  # of the shade on the window behind a dialog, which systems draw in ways of their own
KEPT_SEEDS, KEPT_STEPS = (1, 2, 0), 150
MOST_MS = 30_000


class _Pictured(StudyApp):
    """An app to look at: what it is set to is the picture's affair."""

    def save_settings(self) -> None:
        """Leave the learner's own settings as they are."""


def draw(plan: PicturePlan, file: Path, *, theme: Literal["light", "dark"], width: int, height: int) -> tuple[int, int]:
    """Save the picture and return its width and height in pixels; raises PictureError when it can't be written."""
    application = QApplication.instance() or new_application()
    assert isinstance(application, QApplication)  # and it lives as long as this name
    store = Store()
    if "week" in plan.states:
        fill_with_two_weeks(store, NOW)
    if "months" in plan.states:
        from studyapp.prepared_months import fill_with_months

        fill_with_months(store, NOW)
    settings = Settings(theme=theme, asks_confidence="sure" in plan.states)
    if not store.exams.all():
        store.exams.save(Exam("Deep learning", (NOW + timedelta(days=12)).date(), minutes=45))
    around = Surroundings(lambda: NOW, lambda: plan.seed, paths.cache_folder())
    app = _Pictured(Session(Opened(store), None), settings, around)
    app.window.setMinimumSize(1, 1)
    app.window.resize(width, height)
    app.window.show()
    _open(app, plan)
    _wait(SETTLING_MS)
    picture = _picture(app, plan)
    saved = picture.save(str(file), "PNG")
    app.close()
    if not saved:
        raise PictureError(f"{file} can't be written. Choose a folder that exists and may be written to.")
    return picture.width(), picture.height()


def _open(app: StudyApp, plan: PicturePlan) -> None:
    match plan.page:
        case "study":
            _show_topic(app, plan)
        case "practise" if plan.family:
            app.pages.open_family(plan.family, difficulty=plan.difficulty, seed=plan.seed)
            assert app.pages.practise is not None
            _answer(app, app.pages.practise.desk, plan)
        case "lab" if plan.demo:
            app.pages.open_demo(plan.demo)
        case "map":
            app.pages.open_map(plan.topic)
            _wait_until(lambda: not app.pages.knowing.slices.is_working)
        case "search":
            app.open("learn")
            app.pages.open_search(plan.words)
        case "network" if plan.network:
            _show_network(app, plan)
        case "card":
            _show_card(app, plan)
        case page:
            app.open("today" if page in DIALOGS else page)
            _wait_until(lambda: app.pages.progress is None or app.pages.progress.is_complete)
    if plan.demo and plan.states & {"run", "kept", "runs"}:
        assert app.pages.demos is not None
        _run(app.pages.demos.view(plan.demo), plan)


def _run(view: DemoView, plan: PicturePlan) -> None:
    """Run a demo for a while; if the states ask for kept runs, two with other seeds before, kept for comparison."""
    if not plan.states & {"kept", "runs"}:
        view.controls.run_button.click()
        _wait(RUN_MS)
        return
    for seed in KEPT_SEEDS:
        view.knobs.show_values({"seed": seed})
        view.controls.reset_button.click()
        _wait_until(lambda: view.state is RunState.PAUSED)
        view.controls.run_button.click()
        _wait_until(lambda: view.board.series.last_step >= KEPT_STEPS)
        view.controls.run_button.click()
        _wait(SETTLING_MS)
        if seed != KEPT_SEEDS[-1]:
            view.runs.keep()
    view.setFocus()
    if "runs" in plan.states:
        view.tabs.setCurrentWidget(view.history.panel)
    else:
        view.runs.replay.go(Qt.Key.Key_Left)


def _show_topic(app: StudyApp, plan: PicturePlan) -> None:
    """Show a note, with an exercise or a demo beside it."""
    app.pages.open_topic(plan.topic)
    assert app.pages.study is not None
    if plan.family:
        app.pages.study.show_exercise(plan.family)
        _answer(app, app.pages.study.desk, plan)
    elif plan.demo:
        app.pages.study.show_demo(plan.demo)


def _show_network(app: StudyApp, plan: PicturePlan) -> None:
    """Show a known network, with one layer more that does not fit or can't be read if the states ask for it."""
    app.open("network")
    assert app.pages.network is not None
    app.pages.network.show_preset(plan.network)
    editor, ends = app.pages.network.view.editor, {"wrong": "\nconv 8 3", "unreadable": "\ncnov 8 3"}
    for state, line in ends.items():
        if state in plan.states:
            editor.moveCursor(QTextCursor.MoveOperation.End)
            editor.insertPlainText(line)


def _picture(app: StudyApp, plan: PicturePlan) -> QPixmap:
    """Return the window as it is seen, with the dialog over it if one was asked for."""
    if plan.page not in DIALOGS:
        return app.window.grab()
    dialog = open_dialog(app, plan)
    _wait(SETTLING_MS)
    picture = app.window.grab()
    painter = QPainter(picture)
    painter.fillRect(app.window.rect(), QColor(0, 0, 0, BEHIND_ALPHA))
    place = QRect(QPoint(), dialog.size())
    place.moveCenter(app.window.rect().center())
    painter.drawPixmap(place.topLeft(), dialog.grab())
    painter.end()
    return picture


def _show_card(app: StudyApp, plan: PicturePlan) -> None:
    """Show a card of a note's terms, with its back if the states ask for an answer."""
    cards = app.session.store.cards.add(cards_of_notes([app.catalog.topic("cnn.convolution")]))
    app.pages.open_card(cards[0].id)
    if "right" in plan.states:
        assert app.pages.practise is not None
        app.pages.practise.cards.view.show_button.click()


def _answer(app: StudyApp, desk: ExerciseDesk, plan: PicturePlan) -> None:
    """Give the replies that the states ask for, as a learner would."""
    desk.ask(plan.family, difficulty=plan.difficulty, seed=plan.seed)
    assert desk.sitting is not None
    exercise, view = desk.sitting.exercise, desk.view
    replies: tuple[str, ...] = ()
    if "right" in plan.states:
        replies = right_replies(exercise)
    elif "wrong" in plan.states:
        replies = wrong_replies(exercise)
    elif "unreadable" in plan.states:
        replies = tuple("24 x (3" for _ in exercise.parts)
    for part, reply in zip(view.parts, replies, strict=False):
        part.input.show_reply(reply)
    if "hint" in plan.states:
        view.hint_button.click()
        view.hint_button.click()
    if "sure" in plan.states:
        view.confidence.buttons["sure"].click()
    if "why" in plan.states:
        view.next_strip.why_button.setChecked(True)
    if replies:
        view.check_button.click()


def _wait_until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is the case, or for half a minute."""
    loop, timer = QEventLoop(), QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    QTimer.singleShot(MOST_MS, loop, loop.quit)
    loop.exec()


def _wait(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
