"""The real app over a database in memory, with a clock that the test moves and dice that count up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.backups import Opened
from studyapp.paths import CONTENT
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.storage import Store
from studyapp.ui.text_block import Look
from studyapp.ui.theme import LIGHT
from studyapp.ui.typesetter import Typesetter
from studyapp.wiring.host import Surroundings
from tests.studyapp.attempts import NOON


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(autouse=True)
def no_widget_left_behind() -> Iterator[None]:
    """Delete what the test closed now and not some tests later, or every style sheet is worked out for it too."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(qtbot: QtBot, clock: Clock, tmp_path: Path) -> Iterator[StudyApp]:
    """Give the app with its window shown and no page open."""
    seeds = count(1)
    around = Surroundings(clock, lambda: next(seeds), tmp_path / "cache", CONTENT)
    built = StudyApp(Session(Opened(Store()), None), Settings(theme="light"), around)
    built.window.show()
    yield built
    built.close()
    shiboken6.delete(built.window)  # or the next test's style sheet is worked out for every widget of this one too


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    """Give what typeset text needs; nothing is kept on disk."""
    return Look(LIGHT, Typesetter())
