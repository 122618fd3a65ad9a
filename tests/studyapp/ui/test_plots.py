"""The plots: no peak is lost, axes are readable, real frames are drawn, and what is saved is what was shown."""

from __future__ import annotations

import io
import math
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import defusedxml.ElementTree
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.demo import Moment, Picture, Pictures
from models.plots import Bars, Curves, GridWorld, GroupCurves, Images, Matrix, Plot, Scatter, Text
from models.registry import AnyDemo, demos
from models.training import RunResult, run
from studyapp.ui.plots import colours, scales
from studyapp.ui.plots.board import PlotBoard
from studyapp.ui.plots.curves import CurvesPlot
from studyapp.ui.plots.figure import FigureError, figure_bytes, save_figure
from studyapp.ui.plots.layout import panel_rows
from studyapp.ui.plots.package import Package, packed, unpacked
from studyapp.ui.plots.series import BLOCK, Series, moments_of, thinned
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.ui.small_demo import DEMO

ROOT = Path(__file__).resolve().parents[3]
FRAMES = 3

both_themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
every_demo = pytest.mark.parametrize("demo", [*demos().values(), DEMO], ids=lambda demo: demo.id)

finite = st.floats(-1e6, 1e6)
scalars = st.dictionaries(st.sampled_from(["loss", "accuracy", "gap"]), st.floats(), min_size=1)


@pytest.fixture(scope="module")
def runs() -> dict[str, RunResult]:
    """Give the first frames of a real run of each demo, made once."""
    everything: list[AnyDemo] = [*demos().values(), DEMO]
    return {demo.id: run(demo, demo.config(), "cpu", frames=FRAMES) for demo in everything}


# ---------------------------------------------------------------- series


@given(st.integers(0, 2**32), st.integers(1, 1000), st.integers(10, 60))
def test_thinned_points_keep_both_ends_and_every_extreme(seed: int, count: int, most: int) -> None:
    points = np.array([np.arange(count), np.random.default_rng(seed).normal(size=count)])
    kept = thinned(points, most)
    assert kept.shape[1] <= most
    assert set(map(tuple, kept.T)) <= set(map(tuple, points.T))
    assert (np.diff(kept[0]) > 0).all()
    assert (kept[0, 0], kept[0, -1]) == (0, count - 1)
    assert (kept[1].min(), kept[1].max()) == (points[1].min(), points[1].max())


@given(st.integers(0, 2**32), st.integers(20, 40))
def test_a_long_run_is_drawn_without_losing_its_peaks(seed: int, most: int) -> None:
    values = np.random.default_rng(seed).normal(size=BLOCK * most + 777)
    series = Series(Moment(step, {"loss": value}) for step, value in enumerate(values.tolist()))
    steps, drawn = series.drawn("loss", most)
    assert len(drawn) <= most
    assert (drawn.min(), drawn.max()) == (values.min(), values.max())
    assert all(values[int(step)] == value for step, value in zip(steps, drawn, strict=True))
    assert steps[-1] == len(values) - 1
    assert series.limits(["loss"]) == (values.min(), values.max())


@given(st.lists(scalars, max_size=50))
def test_a_series_gives_every_moment_back(measured: list[dict[str, float]]) -> None:
    moments = [Moment(10 * place, each) for place, each in enumerate(measured)]
    back = moments_of(Series(moments).columns())
    assert repr(back) == repr([Moment(moment.step, dict(_ordered(moment, moments))) for moment in moments])


def _ordered(moment: Moment, moments: list[Moment]) -> list[tuple[str, float]]:
    """Return the scalars in the order in which they were first met, as a series keeps them."""
    names = dict.fromkeys(name for each in moments for name in each.scalars)
    return [(name, moment.scalars[name]) for name in names if name in moment.scalars]


@given(st.lists(st.tuples(st.integers(1, 5), finite), min_size=1, max_size=80), st.integers(-3, 400))
def test_the_value_at_a_step_is_the_one_measured_last(gaps: list[tuple[int, float]], step: int) -> None:
    steps = np.cumsum([gap for gap, _ in gaps]).tolist()
    series = Series(Moment(at, {"loss": value}) for at, (_, value) in zip(steps, gaps, strict=True))
    before = [value for at, (_, value) in zip(steps, gaps, strict=True) if at <= step]
    assert series.at("loss", step) == (before[-1] if before else None)


def test_what_is_not_finite_is_left_out_of_the_drawing() -> None:
    series = Series([Moment(0, {"loss": 2.0}), Moment(1, {"loss": math.inf}), Moment(2, {"loss": math.nan})])
    assert series.drawn("loss", 100).tolist() == [[0.0], [2.0]]
    assert series.last("loss") == 2.0
    assert series.last_step == 2


# ---------------------------------------------------------------- scales and colours


@given(st.floats(1e-9, 1e12))
def test_a_round_limit_is_at_most_half_as_much_again(value: float) -> None:
    assert value <= scales.round_up(value) * (1 + 1e-6)
    assert scales.round_up(value) <= 1.5001 * value


@given(finite, finite)
def test_round_limits_hold_the_values(first: float, second: float) -> None:
    low, high = sorted((first, second))
    below, above = scales.round_limits(low, high)
    slack = 1e-6 * max(abs(low), abs(high), 1e-12)
    assert below < above
    assert below <= low + slack
    assert high <= above + slack


@given(finite, st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_are_evenly_spaced_between_the_limits(low: float, span: float, most: int) -> None:
    places, spacing = scales.ticks(low, low + span, most)
    assert len(places) <= most + 1
    assert all(math.isclose(b - a, spacing, rel_tol=1e-6) for a, b in pairwise(places))
    assert all(low - spacing * 1e-6 <= place <= low + span + spacing * 1e-6 for place in places)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0, 5000, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
        (0, 5e6, ["0", "1M", "2M", "3M", "4M", "5M"]),
        (-0.05, 0.05, ["-0.04", "-0.02", "0", "0.02", "0.04"]),
        (0, 5e-6, ["0", "1e-6", "2e-6", "3e-6", "4e-6", "5e-6"]),
    ],
)
def test_tick_labels_are_short_and_alike(low: float, high: float, told: list[str]) -> None:
    places, spacing = scales.ticks(low, high, 5)
    assert scales.tick_texts(places, spacing) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.123456, "0.1235"),
        (1234.5678, "1,235"),
        (12, "12"),
        (5e-16, "5e-16"),
        (0.999999, "1"),
        (2.5e7, "25,000,000"),
        (2.55e9, "2.55e9"),
        (None, "–"),
        (math.nan, "–"),
        (-math.inf, "-∞"),
    ],
)
def test_numbers_are_told_in_four_digits(value: float | None, told: str) -> None:
    assert scales.number_text(value) == told


def contrast(first: str, second: tuple[int, int, int]) -> float:
    """Return the contrast ratio that the accessibility guidelines define."""

    def luminance(colour: tuple[int, int, int]) -> float:
        parts = [each / 255 for each in colour]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((luminance(colours.rgb(first)), luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@both_themes
@pytest.mark.parametrize("diverging", [True, False])
def test_numbers_can_be_read_on_every_colour_of_a_ramp(theme: Theme, diverging: bool) -> None:
    for colour in colours.ramp(theme, diverging=diverging):
        red, green, blue = (int(channel) for channel in colour)
        assert contrast(colours.ink_on(theme, colour), (red, green, blue)) >= 3.5


@both_themes
def test_zero_is_neutral_on_a_diverging_ramp(theme: Theme) -> None:
    values = np.array([-2.0, 0.0, 1.0])
    low, high = colours.limits(values, diverging=True)
    middle = colours.ramp(theme, diverging=True)[colours.levels(values, low, high)[1]]
    assert np.abs(middle.astype(int) - colours.rgb(theme.surface)).max() <= 3


@given(st.integers(1, 30), st.integers(1, 3))
def test_rows_hold_every_plot_once_and_differ_by_one_at_most(count: int, columns: int) -> None:
    rows = panel_rows(count, columns)
    assert [place for row in rows for place in row] == list(range(count))
    assert len(rows) == math.ceil(count / columns)
    assert {len(rows[0]) - len(row) for row in rows} <= {0, 1}


# ---------------------------------------------------------------- drawing


def shown_board(qtbot: QtBot, plots: tuple[Plot, ...], theme: Theme = LIGHT) -> PlotBoard:
    board = PlotBoard(plots, theme)
    qtbot.addWidget(board)
    board.resize(1000, 900)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    return board


@both_themes
@every_demo
def test_every_plot_of_every_demo_draws_real_frames(
    qtbot: QtBot, runs: dict[str, RunResult], demo: AnyDemo, theme: Theme
) -> None:
    board = shown_board(qtbot, demo.plots, theme)
    board.resize(1000, 1600)
    before = [panel.plot.grab().toImage() for panel in board.panels]
    with qtbot.waitSignal(board.redrawn):
        board.add_frames(runs[demo.id].moments, runs[demo.id].pictures)
    after = [panel.plot.grab().toImage() for panel in board.panels]
    assert not any(panel.stale for panel in board.panels)
    assert all(old != new for old, new in zip(before, after, strict=True))
    with qtbot.waitSignal(board.redrawn):
        board.clear()
    assert board.series.columns() == {}


def test_every_frame_is_received_and_some_are_drawn(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (Curves(("loss",), "Loss", "nats"),))
    redraws: list[int] = []
    board.redrawn.connect(lambda: redraws.append(1))
    with qtbot.waitSignal(board.redrawn):
        for step in range(500):
            board.add_frames([Moment(step, {"loss": 1 / (step + 1)})], {})
    assert len(redraws) == 1
    assert len(moments_of(board.series.columns())) == 500


def test_what_is_hidden_is_not_drawn_until_it_is_seen(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (Curves(("loss",), "Loss", "nats"), Text("words", "Words")))
    board.hide()
    board.add_frames([Moment(3, {"loss": 0.5})], {"words": "seen"})
    assert all(panel.stale for panel in board.panels)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    assert not any(panel.stale for panel in board.panels)


def test_what_is_scrolled_away_is_drawn_when_it_comes_into_view(qtbot: QtBot) -> None:
    board = PlotBoard(tuple(Text(name, name) for name in "abcdef"), LIGHT)
    qtbot.addWidget(board)
    board.resize(300, 300)
    with qtbot.waitSignal(board.redrawn):
        board.show()
    with qtbot.waitSignal(board.redrawn):
        board.add_frames([Moment(0, {})], {name: f"this is {name}" for name in "abcdef"})
    first, last = board.panels[0], board.panels[-1]
    assert (first.stale, last.stale) == (False, True)
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: not last.stale)


def test_only_new_pictures_are_drawn_anew(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (Curves(("loss",), "Loss", "nats"), Text("words", "Words")))
    board.hide()
    board.add_frames([Moment(0, {"loss": 1.0})], {})
    assert [panel.stale for panel in board.panels] == [True, False]


def test_a_plot_fills_the_board_and_shrinks_again(qtbot: QtBot) -> None:
    board = shown_board(qtbot, tuple(Curves((name,), name, "") for name in "abcd"))
    chosen = board.panels[2]
    small = chosen.width()
    QTest.mouseClick(chosen.enlarge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chosen.width() > 1.8 * small)
    assert [panel.isVisible() for panel in board.panels] == [False, False, True, False]
    QTest.keyClick(chosen.enlarge_button, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: chosen.width() == small)
    assert all(panel.isVisible() for panel in board.panels)


def test_the_axis_stays_while_a_curve_grows(qtbot: QtBot) -> None:
    plot = CurvesPlot(Curves(("loss",), "Loss", "nats"), LIGHT)
    qtbot.addWidget(plot)
    seen = set()
    for last in range(601, 801, 10):
        plot.show_frame(Series([Moment(0, {"loss": 4.0}), Moment(last, {"loss": 1.0 + last / 1e4})]), {})
        seen.add(plot.chart.limits)
    assert seen == {(0, 800, 0, 4)}


def test_the_legend_tells_the_values_now_and_under_the_pointer(qtbot: QtBot) -> None:
    plot = CurvesPlot(Curves(("loss", "best_loss"), "Loss", "nats"), LIGHT)
    qtbot.addWidget(plot)
    plot.resize(600, 400)
    plot.show()
    qtbot.waitExposed(plot)
    moments = [Moment(step, {"loss": float(1000 - step), "best_loss": 7.0}) for step in range(1001)]
    plot.show_frame(Series(moments), {})
    assert plot.legend.text() == "loss 0; best loss 7"
    QTest.mouseMove(plot.chart, plot.chart.rect().center())
    qtbot.waitUntil(lambda: plot.legend.text() != "loss 0; best loss 7")
    told = float(plot.legend.text().split(";")[0].split()[1])
    assert 400 < told < 600
    assert plot.toolTip() == f"step {1000 - told:,.0f}"


# ---------------------------------------------------------------- the pointer reads every picture


ROC = np.stack([np.linspace(0, 1, 51), np.linspace(0, 1, 51) ** 2, np.linspace(0, 1, 51) ** 0.5]).astype(np.float32)
EVERY_KIND: tuple[Plot, ...] = (
    Curves(("loss", "accuracy"), "Both", "", log_y=True),
    Images("images", "Filters", diverging=True),
    Matrix("matrix", "Confusion", "written", "read", ("cat", "dog"), ("cat", "dog")),
    Bars("heights", "Short names", "share", labels="letters"),
    Bars("shares", "Long names", "share", label_names=("false positive rate", "true positive rate")),
    Text("words", "Words"),
    Scatter("points", "Points", "x", "y", ("one", "two"), lines="lines"),
    GroupCurves("roc", "ROC", "false positives", "true positives", ("group A", "group B"), marker="marks"),
    GridWorld("values", "World", "actions", "agent", "labels"),
)
PICTURES: dict[str, Picture] = {
    "images": np.array([[[-1.0, 0.0], [0.5, 1.0]]], np.float32),
    "matrix": np.array([[40, 2], [3, 55]], np.int64),
    "heights": np.array([0.25, 0.75], np.float32),
    "letters": (" ", "e"),
    "shares": np.array([0.1, 0.9], np.float32),
    "words": "It costs $5 and not $6.",
    "points": np.array([[0, 0, 0], [1, 2, 1], [3, 1, 1]], np.float32),
    "lines": np.array([[0, 0, 3, 2]], np.float32),
    "roc": ROC,
    "marks": np.array([[0.5, 0.25], [0.5, 0.7]], np.float32),
    "values": np.array([[1.5, np.nan], [-2.25, 10.0]], np.float32),
    "actions": np.array([[1, -1], [0, -1]], np.int64),
    "agent": np.array([1, 0], np.int64),
    "labels": ("S", "", "", "G"),
}
SERIES = Series(Moment(step, {"loss": 0.9**step, "accuracy": 1 - 0.9**step}) for step in range(60))


def tip_over(qtbot: QtBot, widget: QWidget, shown_by: QWidget, *, right: float, down: float) -> str:
    """Move the pointer over a widget, in shares of its size, and return the tip of the plot."""
    QTest.mouseMove(widget, QPoint(round(widget.width() * right), round(widget.height() * down)))
    qtbot.waitUntil(lambda: bool(shown_by.toolTip()))
    return shown_by.toolTip()


@pytest.mark.parametrize(
    ("place", "right", "down", "told"),
    [
        (1, 0.7, 0.7, "picture 1, row 2, column 2: 1"),
        (2, 0.9, 0.2, "written cat, read dog: 2"),
        (3, 0.8, 0.5, "e: 0.7500"),
        (3, 0.3, 0.5, "␣: 0.2500"),
        (7, 0.55, 0.5, "false positives 0.4800\ngroup A: 0.2304\ngroup B: 0.6928"),
        (8, 0.45, 0.45, "row 1, column 1 (S): value 1.500, best action right"),
        (8, 0.55, 0.45, "row 1, column 2: wall"),
    ],
)
def test_the_pointer_reads_a_picture(qtbot: QtBot, place: int, right: float, down: float, told: str) -> None:
    board = shown_board(qtbot, (EVERY_KIND[place],))
    with qtbot.waitSignal(board.redrawn):
        board.add_frames([], PICTURES)
    plot = board.panels[0].plot
    over = getattr(plot, "chart", plot)
    said = tip_over(qtbot, over, plot, right=right, down=down)
    if place == 7:  # the nearest point of the curve depends on a pixel: the values must belong together
        x, first, second = (float(line.split()[-1]) for line in said.splitlines())
        assert 0.4 < x < 0.6
        assert first == pytest.approx(x**2, abs=1e-3)
        assert second == pytest.approx(x**0.5, abs=1e-3)
    else:
        assert said == told


def test_bars_with_long_names_lie_and_tell_their_values(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (EVERY_KIND[4],))
    with qtbot.waitSignal(board.redrawn):
        board.add_frames([], PICTURES)
    plot = board.panels[0].plot
    lying = [child for child in plot.findChildren(QWidget) if child.accessibleDescription()]
    assert [child.accessibleDescription() for child in lying] == [
        "false positive rate 0.1000, true positive rate 0.9000"
    ]
    assert lying[0].isVisible()


def test_a_text_stays_while_part_of_it_is_selected(qtbot: QtBot) -> None:
    board = shown_board(qtbot, (EVERY_KIND[5],))
    editor = board.panels[0].plot.text  # type: ignore[union-attr]
    for words, told in (("first", "first"), ("second", "first")):
        with qtbot.waitSignal(board.redrawn):
            board.add_frames([], {"words": words})
        assert editor.toPlainText() == told
        editor.selectAll()


# ---------------------------------------------------------------- on paper


def package(plots: tuple[Plot, ...], pictures: Pictures, theme: Theme = LIGHT) -> Package:
    return Package("Everything", plots, SERIES.columns(), pictures, theme)


def test_a_package_survives_the_way_to_another_process() -> None:
    sent = package(EVERY_KIND, PICTURES, DARK)
    came = unpacked(packed(sent))
    assert (came.title, came.plots, came.theme) == (sent.title, sent.plots, sent.theme)
    for before, after in ((sent.columns, came.columns), (sent.pictures, came.pictures)):
        assert list(before) == list(after) or set(before) == set(after)
        assert all(np.array_equal(before[name], after[name], equal_nan=_numbers(before[name])) for name in before)


def _numbers(picture: object) -> bool:
    return isinstance(picture, np.ndarray) and picture.dtype.kind == "f"


def test_every_kind_of_plot_is_drawn_on_paper() -> None:
    drawn = figure_bytes(Path("all.svg"), package(EVERY_KIND, PICTURES))
    assert defusedxml.ElementTree.fromstring(drawn).tag.endswith("svg")
    empty = figure_bytes(Path("all.svg"), replace(package(EVERY_KIND, {}), columns={}))
    assert len(drawn) > len(empty) + 10_000


@pytest.mark.parametrize(("name", "beginning"), [("a.png", b"\x89PNG"), ("a.PDF", b"%PDF-"), ("a.svg", b"<?xml")])
def test_the_ending_of_the_name_chooses_the_format(tmp_path: Path, name: str, beginning: bytes) -> None:
    moments = [Moment(step, {"height": 1 / (step + 1), "place": 1.0}) for step in range(20)]
    save_figure(tmp_path / name, replace(DEMO, plots=DEMO.plots[:1]), moments, {})
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_figure_has_the_colours_of_its_theme() -> None:
    for theme in (LIGHT, DARK):
        drawn = figure_bytes(Path("a.png"), package(EVERY_KIND[:1], {}, theme))
        with Image.open(io.BytesIO(drawn)) as image:
            assert image.convert("RGB").getpixel((2, 2)) == colours.rgb(theme.surface)


def test_a_figure_of_another_kind_is_refused_with_a_sentence() -> None:
    with pytest.raises(FigureError, match=r"a\.gif: a figure is saved as \.png, \.svg or \.pdf"):
        figure_bytes(Path("a.gif"), package(EVERY_KIND[:1], {}))


def test_drawing_on_paper_loads_no_qt() -> None:
    code = (
        "import sys; import studyapp.ui.plots.export_figure as export; import matplotlib.figure; "
        "import studyapp.ui.plots.paper; "
        "assert not [name for name in sys.modules if 'PySide' in name or name == 'torch']"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
