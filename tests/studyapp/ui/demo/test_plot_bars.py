"""What stands below and beside bars can be read, however many there are and however little room."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from models.plots import Bars
from studyapp.ui.plots.bars import BarsPlot
from studyapp.ui.plots.chart import LEFT_PX, tick_font
from studyapp.ui.theme import LIGHT
from tests.studyapp.ui.demo.picture_plots import image_of, like, show, shown


def runs_of(ink: NDArray[np.bool_], gap_px: int) -> list[int]:
    """Return how long each stretch of ink is; gaps of at most so many pixels belong to it."""
    places = np.flatnonzero(ink)
    cuts = np.flatnonzero(np.diff(places) > gap_px + 1) + 1
    return [int(each[-1] - each[0]) + 1 for each in np.split(places, cuts)]


@pytest.mark.parametrize("width", [180, 240, 330, 700])
def test_numbers_below_bars_stay_there_however_long_they_are_and_never_touch(qtbot: QtBot, width: int) -> None:
    names = tuple(f"{each / 7 * 3.7:.2g}" for each in range(-7, 8))
    plot = Bars("counts", "Weights", "how many", label_names=names)
    drawn = show(shown(qtbot, BarsPlot(plot, LIGHT), width, 160), {"counts": np.arange(15, dtype=np.float32)})
    assert drawn.chart.isVisible() and not drawn.side_bars.isVisible()
    below = drawn.chart.pixel_of(0, 0).toPoint().y() + 12
    ink = np.any(like(image_of(drawn.chart), LIGHT.quiet, near=80)[below:, LEFT_PX - 15 :], axis=0)
    widest = max(QFontMetricsF(tick_font()).horizontalAdvance(name) for name in names)
    labels = runs_of(ink, gap_px=3)
    assert len(labels) >= 3 and max(labels) <= widest + 2


def test_words_beside_many_bars_never_lie_over_each_other(qtbot: QtBot) -> None:
    words = tuple(f"name{number}" for number in range(30))
    drawn = show(
        shown(qtbot, BarsPlot(Bars("bars", "", "", label_names=words), LIGHT), 300, 200),
        {"bars": np.ones(30, np.float32)},
    )
    assert drawn.side_bars.isVisible()
    image = image_of(drawn.side_bars)
    for half in (slice(0, 40), slice(image.width() - 60, None)):  # the names, and the values
        lines = runs_of(np.any(like(image, LIGHT.ink, near=90)[:, half], axis=1), gap_px=0)
        assert len(lines) >= 8 and max(lines) <= 12
