"""Every figure is a drawing that Qt can show, in both themes, with numbers that are true."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
import pytest
import torch
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from sklearn.metrics import precision_score

from studyapp.errors import ContentError
from studyapp.figures.canvas import Axis, Canvas, mixed
from studyapp.figures.cnn import convolution_window, padding_and_stride
from studyapp.figures.ethics import base_rates_and_errors
from studyapp.figures.figure import Figure
from studyapp.figures.grid import convolved, output_side
from studyapp.figures.language import softmax_temperatures
from studyapp.figures.registry import figure, figures
from studyapp.figures.rl import discount_weights, td_step
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.drawn_words import words
from tests.studyapp.ui.pixels import pixels

every_figure = pytest.mark.parametrize("drawn", figures().values(), ids=figures())
both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@every_figure
@both_themes
def test_qt_shows_every_figure_with_ink_inside_its_edges(qapp: QGuiApplication, drawn: Figure, theme: Theme) -> None:
    renderer = QSvgRenderer(QByteArray(drawn.draw(colours(theme)).encode()))
    assert renderer.isValid()
    size = renderer.defaultSize()
    assert 300 <= size.width() <= 660 and 150 <= size.height() <= 450
    margin = 12
    image = QImage(size.width() + 2 * margin, size.height() + 2 * margin, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(margin, margin, size.width(), size.height()))
    painter.end()
    found = pixels(image)
    ink = np.array([int(theme.ink[start : start + 2], 16) for start in (1, 3, 5)])
    written = (np.abs(found[..., :3].astype(int) - ink).sum(axis=2) < 30) & (found[..., 3] > 200)
    assert written.sum() > 200
    outside = np.ones(found.shape[:2], bool)
    outside[margin - 1 : 1 - margin, margin - 1 : 1 - margin] = False
    assert found[outside][:, 3].max() == 0, "something reaches over the edge"


@every_figure
def test_figures_keep_to_what_is_promised(drawn: Figure) -> None:
    svg = drawn.draw(colours(LIGHT))
    assert svg == drawn.draw(colours(LIGHT))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", drawn.id)
    assert drawn.alt.endswith(".") and len(drawn.alt.split()) >= 12
    assert "href" not in svg and "foreignObject" not in svg
    assert not re.search(r"(?<![a-z])(nan|inf)(?![a-z])", svg), "a number is none"  # "information" is a word


@every_figure
def test_figures_use_the_themes_colours(drawn: Figure) -> None:
    svg = drawn.draw(colours(DARK))
    assert DARK.ink in svg and LIGHT.ink not in svg


def test_figures_are_found_by_id_or_named_in_a_sentence() -> None:
    assert figure("td-step").id == "td-step"
    with pytest.raises(ContentError, match=r"^There is no figure 'nothing'. There are: .*td-step.*\.$"):
        figure("nothing")


def test_listing_figures_loads_no_plotting_and_no_window() -> None:
    script = "import sys; from studyapp.figures.registry import figures; figures(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"matplotlib", "numpy", "torch", "PySide6"} & set(loaded)


@pytest.mark.parametrize("temperature", softmax_temperatures.TEMPERATURES)
def test_softmax_bars_are_those_of_torch(temperature: float) -> None:
    shares = torch.softmax(torch.tensor(softmax_temperatures.LOGITS, dtype=torch.float64) / temperature, dim=0)
    assert softmax_temperatures.softmax(softmax_temperatures.LOGITS, temperature) == pytest.approx(shares.tolist())
    for share in shares.tolist():
        assert f"{share:.3f}" in words(softmax_temperatures.FIGURE)


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 1), (2, 1), (2, 0), (3, 2)])
def test_convolutions_are_those_of_torch(stride: int, padding: int) -> None:
    image, kernel = convolution_window.INPUT, convolution_window.KERNEL
    made = convolved(image, kernel, stride=stride, padding=padding)
    expected = torch.nn.functional.conv2d(
        torch.tensor([[image]], dtype=torch.float64),
        torch.tensor([[kernel]], dtype=torch.float64),
        stride=stride,
        padding=padding,
    )
    assert made == expected[0, 0].tolist()
    assert output_side(len(image), len(kernel), stride=stride, padding=padding) == expected.shape[-1]


def test_the_sum_below_the_window_gives_its_output_cell() -> None:
    output = convolved(convolution_window.INPUT, convolution_window.KERNEL, padding=1)
    (terms, total) = re.findall(r"((?:\(?−?\d\)?·\d(?: \+ )?)+) = (−?\d+)", words(convolution_window.FIGURE))[0]
    factors = [
        term.strip("() ").replace("(", "").replace(")", "").replace("−", "-").split("·") for term in terms.split(" + ")
    ]
    assert sum(int(weight) * int(value) for weight, value in factors) == int(total.replace("−", "-"))
    assert int(total.replace("−", "-")) == output[convolution_window.ROW][convolution_window.COLUMN]


def test_sizes_below_the_three_cases_are_those_of_torch() -> None:
    for case in padding_and_stride.CASES:
        layer = torch.nn.Conv2d(1, 1, padding_and_stride.KERNEL, stride=case.stride, padding=case.padding)
        side = layer(torch.zeros(1, 1, padding_and_stride.SIDE, padding_and_stride.SIDE)).shape[-1]
        assert f"2·{case.padding} − {padding_and_stride.KERNEL}) / {case.stride}⌋ + 1 = {side}" in words(
            padding_and_stride.FIGURE
        )


def test_discount_weights_add_up_to_what_is_written() -> None:
    for gamma in discount_weights.GAMMAS:
        total = sum(gamma**step for step in range(10_000))
        assert f"sum {total:.0f}" in words(discount_weights.FIGURE)


def test_the_td_step_follows_the_update_rule() -> None:
    error = td_step.REWARD + td_step.GAMMA * td_step.NEXT_VALUE - td_step.VALUE
    written = words(td_step.FIGURE)
    assert f"= {error:g}" in written and f"new V(s) = {td_step.VALUE + td_step.ALPHA * error:g}" in written


@pytest.mark.parametrize("base_rate", base_rates_and_errors.BASE_RATES.values())
def test_error_rates_are_those_of_people_drawn_at_random(base_rate: float) -> None:
    rng = np.random.default_rng(5)
    truth = rng.random(400_000) < base_rate
    means = np.where(truth, base_rates_and_errors.POSITIVE, base_rates_and_errors.NEGATIVE)
    told_yes = rng.normal(means, base_rates_and_errors.SPREAD) > base_rates_and_errors.THRESHOLD
    found = base_rates_and_errors.rates(base_rate)
    assert found.false_positive == pytest.approx(told_yes[~truth].mean(), abs=4e-3)
    assert found.false_negative == pytest.approx(1 - told_yes[truth].mean(), abs=4e-3)
    assert found.precision == pytest.approx(precision_score(truth, told_yes), abs=4e-3)
    assert f"{found.precision * 100:.0f} %" in words(base_rates_and_errors.FIGURE)


def test_a_canvas_escapes_words_and_writes_short_numbers() -> None:
    canvas = Canvas(10, 20)
    canvas.text((1.0, 2.345678), 'a < b & "c"', "#000000")
    assert 'x="1" y="2.35"' in canvas.svg() and "a &lt; b &amp;" in canvas.svg()


def test_axes_and_mixed_colours_meet_both_ends() -> None:
    axis = Axis(2, 4, 100, 0)
    assert (axis(2), axis(3), axis(4)) == (100, 50, 0)
    assert (mixed("#000000", "#FF8000", 0), mixed("#000000", "#FF8000", 1)) == ("#000000", "#FF8000")
    assert QColor(mixed("#000000", "#FFFFFF", 0.5)).red() in (127, 128)
