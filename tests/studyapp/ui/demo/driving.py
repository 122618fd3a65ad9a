"""How a learner drives the demo view: building it, running it, turning its knobs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from models.registry import AnyDemo, demos
from studyapp.ui.demo_view import DemoView
from studyapp.ui.knob_controls import ChoiceBox
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.small_demo import DEMO

every_demo = pytest.mark.parametrize("demo", [*demos().values(), DEMO], ids=lambda demo: demo.id)


class Views:
    """Views that several tests look at and none runs, each built once."""

    def __init__(self) -> None:
        self._built: dict[str, DemoView] = {}

    def of(self, demo: AnyDemo) -> DemoView:
        """Return the view of a demo, shown wide at its plots."""
        if demo.id not in self._built:
            self._built[demo.id] = DemoView(demo, LIGHT)
        view = self._built[demo.id]
        view.resize(1200, 800)
        view.tabs.setCurrentWidget(view.board)
        view.show()
        return view

    def close(self) -> None:
        """Close them all."""
        for view in self._built.values():
            view.close()
            view.deleteLater()


def shown(qtbot: QtBot, demo: AnyDemo, width: int = 1200, height: int = 800) -> DemoView:
    made = DemoView(demo, LIGHT)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    qtbot.waitExposed(made)
    return made


def running(view: DemoView) -> DemoView:
    """Press Run and let the run begin."""
    view.controls.run_button.click()
    view.show_started("CPU")
    return view


def slide(view: DemoView, knob: str, position: int) -> None:
    """Move the slider of a knob."""
    slider = view.knobs.rows[knob].slider
    assert slider is not None
    slider.setValue(position)


def switch(view: DemoView, knob: str) -> None:
    """Press the check box of a knob."""
    box = view.knobs.rows[knob].input
    assert isinstance(box, QCheckBox)
    box.click()


def choose_word(view: DemoView, knob: str, word: str) -> None:
    """Choose one of a knob's words."""
    box = view.knobs.rows[knob].input
    assert isinstance(box, ChoiceBox)
    box.setCurrentText(word)


def drawn(qtbot: QtBot, view: DemoView) -> None:
    """Wait until every plot that can be seen shows every frame."""
    qtbot.waitUntil(lambda: not any(panel.stale and panel.can_be_seen() for panel in view.board.panels))


def choose(view: DemoView, prediction: int, option: int) -> None:
    view.predictions.pages[prediction].options[option].click()
