"""The views that the tests of the demo view look at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.registry import demos
from studyapp.ui.demo_view import DemoView
from tests.studyapp.ui.demo.driving import Views, shown
from tests.studyapp.ui.demo.small_demo import DEMO


@pytest.fixture
def view(qtbot: QtBot) -> DemoView:
    """Give the view of the small demo, shown wide."""
    return shown(qtbot, DEMO)


@pytest.fixture
def gridworld(qtbot: QtBot) -> DemoView:
    """Give the view of a registered demo: its config can be named in a file."""
    return shown(qtbot, demos()["q-learning-gridworld"])


@pytest.fixture(scope="module")
def views(qapp: QApplication) -> Iterator[Views]:
    """Give the views of all demos, for tests that run none."""
    kept = Views()
    yield kept
    kept.close()
