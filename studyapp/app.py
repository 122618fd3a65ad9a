"""Builds everything and connects it: the only module that knows every other, and the only one that asks the clock."""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from studyapp import paths
from studyapp.backups import open_store
from studyapp.errors import StoreError, StudyAppError
from studyapp.session import Session
from studyapp.settings import Settings, load_settings, save_settings
from studyapp.storage_files import Occupied, OccupiedError
from studyapp.study.catalog import load_catalog
from studyapp.ui.main_window import MainWindow
from studyapp.ui.slices import Slices
from studyapp.ui.theme import DARK, LIGHT, THEMES, Theme
from studyapp.wiring.host import Surroundings
from studyapp.wiring.pages import Pages

if TYPE_CHECKING:
    from studyapp.ui.typesetter import Typesetter
    from studyapp.wiring.data import DataDesk

log = logging.getLogger("log.app")
SETTINGS_MS = 2000  # from a change to the file, so that a burst of changes is one write
LATER_MS = 1500  # after the first window: the backup, and what else can wait


class StudyApp:
    """The running application.

    ``session`` holds the learner's history, ``settings`` what they chose; both outlive every page. ``errand`` is to
    be done once the window is closed, before it opens anew, and returns a sentence on what came of it.
    """

    def __init__(self, session: Session, settings: Settings, around: Surroundings) -> None:
        """Build the window; ``open`` brings a page into it."""
        self.session = session
        self.settings = settings
        self.around = around
        self.errand: Callable[[], str] | None = None
        self.theme = chosen_theme(settings)
        self.catalog = load_catalog(around.content)
        self.window = MainWindow(self.theme)
        self._settings_timer = QTimer(self.window, singleShot=True, interval=SETTINGS_MS)
        self._settings_timer.timeout.connect(self.save_settings)
        self.pages = Pages(self)
        self._connect()
        if self.catalog.problems:
            self.tell(" ".join(self.catalog.problems))

    @cached_property
    def typesetter(self) -> Typesetter:
        """Return the one that sets every formula, built with the first page that has any."""

        from studyapp.ui.typesetter import Typesetter

        return Typesetter(self.around.cache / "formulas", parent=self.window)

    @cached_property
    def data(self) -> DataDesk:
        """Return what sees to the learner's data, built with the first look at it."""
        from studyapp.wiring.data import DataDesk

        return DataDesk(self, self.start_again)

    def start_again(self, errand: Callable[[], str]) -> None:
        """Close the window, do something that nothing may be open for, and open the window anew."""
        self.errand = errand
        if not self.window.close():
            self.errand = None

    def open(self, page: str) -> None:
        """Bring a page into view."""
        self.remember(page=page)
        self.pages.open(page)

    def tell(self, sentence: str) -> None:
        """Show a message across the window; while answers wait in memory, with a button to save them."""
        self.window.banner.show_message(sentence, "" if self.session.is_saved() else "Try to save again")

    def remember(self, **changes: object) -> None:
        """Change settings; they are written a little later, and when the window closes."""
        self.settings = msgspec.structs.replace(self.settings, **changes)
        self._settings_timer.start()

    def show_theme(self, theme: Theme) -> None:
        """Change everything to another theme."""
        self.theme = theme
        self.window.show_theme(theme)
        self.pages.show_theme(theme)

    def take_back(self) -> None:
        """Take back the last answer of this sitting with its consequences."""
        try:
            taken = self.session.take_back(self.around.now())
        except StudyAppError as error:
            self.tell(str(error))
            return
        if taken is None:
            self.tell("There is no answer to take back since you opened the window.")
            return
        self.pages.show_taken_back(taken)

    def give_again(self) -> None:
        """Bring back the answer taken back last with its consequences."""
        try:
            given = self.session.give_again()
        except StudyAppError as error:
            self.tell(str(error))
            return
        if given is None:
            self.tell("There is no answer to bring back: nothing was taken back, or something was answered since.")
            return
        self.pages.show_given_again(given)

    def on_bug(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        """Log what no one expected and tell the learner, instead of leaving a dead button."""
        log.critical("a mistake in studyapp", exc_info=(kind, bug, trace))
        words = (
            f"Something in studyapp went wrong ({kind.__name__}: {bug}). Your answers so far are safe; you can go on."
        )
        self.tell(words)

    def may_close(self) -> bool:
        """Save what waits in memory; when that fails, ask whether to close all the same."""
        try:
            self.session.save_again()
        except StudyAppError as error:
            words = f"{error}\n\nClose the window and lose the answers that are not saved?"
            answer = QMessageBox.question(self.window, "Not everything is saved", words)
            return answer == QMessageBox.StandardButton.Yes
        return True

    def close(self) -> None:
        """End every worker, write the settings and close the database."""
        self.pages.close()
        if "data" in self.__dict__:
            self.data.close()
        self.save_settings()
        self._settings_timer.stop()
        try:
            self.session.close()
        except StudyAppError:
            log.exception("could not write everything at the end")

    def do_later(self) -> None:
        """Do what could wait for the first window: a backup, and what a first look at pages would wait for."""
        from studyapp.wiring.preloading import build_in_parts, load_in_parts

        self.data.back_up_if_due()
        self.data.check_later()
        self.typesetter.load_soon()
        self.pages.search().load_soon()
        Slices(self.window).start(chain(load_in_parts(), build_in_parts(self.pages, self)), at_once_ms=0)

    def save_settings(self) -> None:
        """Write the settings with the window's size and place; a folder that refuses them is logged."""
        self.settings = msgspec.structs.replace(self.settings, window=self.window.geometry_text())
        try:
            save_settings(paths.settings_file(), self.settings)
        except StudyAppError:
            log.exception("the settings could not be written")

    def _connect(self) -> None:
        window = self.window
        window.may_close = self.may_close
        window.page_requested.connect(self.open)
        window.undo_requested.connect(self.take_back)
        window.redo_requested.connect(self.give_again)
        window.keys_requested.connect(self.pages.show_keys)
        window.search_requested.connect(self.pages.open_search)
        window.rail.data_requested.connect(lambda: self.data.open())
        window.rail.theme_toggled.connect(self._on_theme_toggled)
        window.rail.narrow_toggled.connect(lambda narrow: self.remember(rail_narrow=narrow))
        window.banner.action_requested.connect(self._on_save_requested)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    def _on_theme_toggled(self) -> None:
        other = DARK if self.theme.name == "light" else LIGHT
        self.remember(theme=other.name)
        self.show_theme(other)

    def _on_system_scheme_changed(self) -> None:
        if self.settings.theme == "system":
            self.show_theme(chosen_theme(self.settings))

    def _on_save_requested(self) -> None:
        try:
            self.session.save_again()
        except StudyAppError as error:
            self.tell(f"{error} Your answers are still kept in memory.")
        else:
            self.tell("Everything is saved.")


def chosen_theme(settings: Settings) -> Theme:
    """Return the learner's theme, or the system's."""
    if settings.theme != "system":
        return THEMES[settings.theme]
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme.name == "Dark" else LIGHT


def now_here() -> datetime:
    """Return the present moment, aware, with the learner's own offset."""
    return datetime.now().astimezone()


def new_application() -> QApplication:
    """Return the Qt application, ready for windows."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("studyapp")
    application.setStyle("Fusion")
    return application


def started() -> StudyApp:
    """Return the app over the learner's own files, on the page where they left it; its window is not shown yet."""
    around = Surroundings(now_here, _dice(), paths.cache_folder())
    settings, settings_problem = load_settings(paths.settings_file())
    opened = open_store(paths.database_file(), around.now())
    app = StudyApp(Session(opened, paths.database_file()), settings, around)
    app.window.rail.show_narrow(settings.rail_narrow)
    app.window.restore_geometry_text(settings.window)
    app.open(settings.page if app.pages.knows(settings.page) else "today")
    for problem in (settings_problem, opened.message):
        if problem:
            app.tell(problem)
    return app


def main() -> int:
    """Open the window, anew after every errand, and return the exit code when it is closed."""
    application = new_application()
    said = ""
    while True:
        try:
            occupied = _occupied()
        except OccupiedError:  # a command changes the data, and the learner would not wait
            return 0
        app = started()
        if said:
            app.tell(said)
        sys.excepthook = app.on_bug
        app.window.show()
        QTimer.singleShot(LATER_MS, app.window, app.do_later)
        code = application.exec()
        app.close()
        if occupied is not None:
            occupied.leave()
        if app.errand is None:
            return code
        app.window.deleteLater()
        said = app.errand()


def _occupied() -> Occupied | None:
    """Say that the learner's folder is open here; a window over a folder that can't be written goes without.

    Waits for a command that changes it; raises OccupiedError when the learner gives up waiting.
    """
    from studyapp.wiring.turn import occupied_in_turn

    try:
        return occupied_in_turn(paths.data_folder())
    except OccupiedError:
        raise
    except StoreError:
        return None


def _dice() -> Callable[[], int]:
    dice = random.SystemRandom()
    return lambda: dice.randrange(1_000_000)
