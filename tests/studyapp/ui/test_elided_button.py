"""A button with a long text says as much as fits, and all of it to whoever asks."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from studyapp.ui.elided_button import ElidedButton
from tests.studyapp.ui.keyboard import shown

TEXT = "Read: Expression trees and automatic differentiation"


def test_a_text_ends_in_an_ellipsis_where_it_does_not_fit_and_is_whole_where_it_does(qtbot: QtBot) -> None:
    button = ElidedButton("link")
    button.show_text(TEXT)
    shown(qtbot, button, width=200)
    assert button.text().endswith("…") and button.width() == 200
    assert button.accessibleName() == button.toolTip() == button.whole_text() == TEXT
    button.resize(button.sizeHint())
    assert button.text() == TEXT
    button.resize(120, button.height())
    assert button.text().endswith("…") and len(button.text()) < 20
