"""Worked examples in notes show everything an exercise has, its figures too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from question_bank.registry import exercise
from studyapp.errors import ContentError
from studyapp.study.worked_example import example_drawing, worked_example
from studyapp.ui.markdown import parser
from studyapp.ui.pictures import load_picture
from studyapp.ui.theme import LIGHT

DRAWN = ("backprop-by-hand", 3, 2)


def pictures(markdown: str) -> list[tuple[str, str]]:
    """Return target and words of every picture in a text."""
    tokens = [token for block in parser().parse(markdown) for token in block.children or ()]
    return [(str(token.attrs["src"]), token.content) for token in tokens if token.type == "image"]


def test_a_worked_example_shows_the_figures_with_their_words(qapp: QGuiApplication) -> None:
    figures = exercise(*DRAWN).figures
    shown = pictures(worked_example(*DRAWN))
    assert [example_drawing(target) for target, _ in shown] == list(figures) != []
    assert [words.replace("\\", "") for _, words in shown] == [figure.alt for figure in figures]
    assert load_picture(shown[0][0], None, LIGHT).size.width() > 100


@pytest.mark.parametrize(
    "target",
    [
        "drawing:backprop-by-hand/3/2/9",
        "drawing:backprop-by-hand/3/9/0",
        "drawing:no-such-family/3/2/0",
        "drawing:backprop-by-hand",
        "drawing:../3/2/0",
    ],
)
def test_a_figure_that_is_none_is_said_to_be_none(target: str) -> None:
    with pytest.raises(ContentError, match=r"(is no figure|There is no|has the difficulties)"):
        example_drawing(target)
