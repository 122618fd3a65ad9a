"""Every chart of Progress: it paints, its places lie inside, its table has all numbers, and its files can be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studyapp.study.file_writing import FileWritingError
from studyapp.study.history import DayTally, SlipTally, Tally, TimeTally
from studyapp.study.mastery import Mastery
from studyapp.study.statistics import Bin
from studyapp.ui.charts.chart import Chart, Column, Table
from studyapp.ui.charts.chart_card import ChartCard
from studyapp.ui.charts.chart_files import png, save_chart, svg
from studyapp.ui.charts.pencil import Pencil
from studyapp.ui.charts.topic_tiles import Tile, TopicTiles
from studyapp.ui.progress import charting
from studyapp.ui.progress.page import Gain, MapPage, ProgressPage, ReadinessPage, TopicProgress, TopicSlips
from studyapp.ui.theme import DARK, LIGHT, Theme

TODAY = date(2026, 3, 18)
WIDTHS = (320, 700, 1100)
SHELVES = ("Foundations", "Optimization", "Convolutional networks", "Ethics")

TOPICS = [
    TopicProgress(f"cnn.topic-{n}", f"Topic {n}", Tally(n + 1, (n + 1) * n / 12), TimeTally(n + 1, 40.0 * (n + 1)))
    for n in range(11)
]
SLIPS = [TopicSlips("cnn.padding", "Padding", SlipTally(9, 4.5)), TopicSlips("cnn.stride", "Stride", SlipTally(3, 1.5))]
BINS = [Bin(0.3, 0.25, 0.1, 0.5, 8), Bin(0.6, 0.8, 0.6, 0.9, 20), Bin(0.9, 0.7, 0.5, 0.85, 16)]
PAGE = ProgressPage(
    today=TODAY,
    topics=TOPICS,
    days={TODAY - timedelta(days=back): DayTally(1 + back % 9, back % 9, back % 4) for back in range(0, 300, 3)},
    predictions=[("Digits", Tally(5, 3)), ("Cart and pole", Tally(2, 2))],
    slips=SLIPS,
    confidence=BINS,
    forecast={TODAY + timedelta(days=ahead): ahead % 5 for ahead in range(30)},
)
TILES = [
    Tile(f"t.{n}", f"A topic called {n}", SHELVES[n // 9], list(Mastery)[n % 3], None if n % 3 == 0 else 0.5 + n / 100)
    for n in range(36)
]
READINESS = ReadinessPage(
    0.71, 0.6, 0.8, True, "71 % expected.", [Gain("cnn.padding", "Padding", 0.8, "Practise padding.")]
)


def charts() -> dict[str, Chart]:
    """Return one chart of each kind and use."""
    made: dict[str, Chart | None] = {
        "map": charting.mastery_map(MapPage(TILES)),
        "score": charting.score(READINESS),
        "gains": charting.gains(READINESS.gains),
        "marks": charting.marks_by_topic(TOPICS),
        "times": charting.time_by_topic(TOPICS),
        "slips": charting.lost_marks(PAGE),
        "calendar": charting.calendar(PAGE),
        "weeks": charting.weeks(PAGE),
        "forecast": charting.forecast(PAGE),
        "confidence": charting.confidence(BINS),
        "retention": charting.retention(BINS[1:]),
        "predictions": charting.predictions(PAGE.predictions),
    }
    return {name: chart for name, chart in made.items() if chart is not None}


CHARTS = charts()
every_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def painted(chart: Chart, width: int, theme: Theme) -> QImage:
    """Return a chart as it looks in a window."""
    image = QImage(width, round(chart.height(width)), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    chart.paint(Pencil(painter, theme), QRectF(image.rect()))
    painter.end()
    return image


def test_there_is_something_to_draw_of_every_kind() -> None:
    assert len(CHARTS) == 12


@every_chart
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_chart_is_drawn_in_its_theme_s_colours(qtbot: QtBot, chart: Chart, theme: Theme) -> None:
    image = painted(chart, 700, theme)
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 5) for y in range(0, image.height(), 3)}
    assert len(colours) > 8
    assert QColor(theme.surface).name() in colours


@every_chart
@pytest.mark.parametrize("width", WIDTHS)
def test_places_lie_inside_the_chart_and_say_something(qtbot: QtBot, chart: Chart, width: int) -> None:
    room = QRectF(0, 0, width, chart.height(width))
    spots = chart.spots(room)
    assert spots
    for spot in spots:
        assert spot.words
        assert room.adjusted(-1, -1, 12, 1).contains(spot.place)


@every_chart
def test_the_table_and_its_csv_have_the_same_numbers(chart: Chart) -> None:
    table = chart.table()
    header, *rows = csv.reader(io.StringIO(table.csv()))
    assert header == [column.title for column in table.columns]
    assert len(rows) == len(table.rows) == len(table.texts()) > 0
    for cells, written in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells, written, strict=True):
            assert text == cell if isinstance(cell, str) else float(text) == pytest.approx(cell, abs=1e-4)


@every_chart
def test_a_drawing_keeps_its_words_and_says_what_it_shows(qtbot: QtBot, chart: Chart) -> None:
    drawing = svg(chart, "A title of ours", width=700, theme=LIGHT)
    root = fromstring(drawing)
    words = " ".join(text.strip() for text in root.itertext() if text.strip())
    assert "A title of ours" in words and chart.summary in words
    assert root.attrib["viewBox"].split()[2] == "700"


def test_a_picture_is_twice_as_sharp_as_the_screen(qtbot: QtBot) -> None:
    image = QImage.fromData(png(CHARTS["calendar"], "Days", width=640, theme=LIGHT))
    assert image.width() == 1280 and image.height() > 300


def test_a_file_of_another_kind_is_refused_with_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(FileWritingError, match=r"saved as \.png, \.svg or \.csv"):
        save_chart(tmp_path / "chart.gif", CHARTS["calendar"], "Days", width=600)


def test_a_cell_that_looks_like_a_formula_is_written_as_words() -> None:
    table = Table((Column("Topic"), Column("Share", "%")), (("=1+1", 0.123456),))
    assert table.csv() == "Topic,Share\n'=1+1,0.1235\n"
    assert table.texts() == [("=1+1", "12%")]


# ---------------------------------------------------------------- what charts say


def summary(name: str) -> str:
    """Return what a chart says."""
    return CHARTS[name].summary


def test_the_topic_that_costs_most_marks_is_named() -> None:
    assert summary("slips") == "You lose most marks on “Padding”: 75% of what misconceptions cost you."


def test_the_weakest_topic_with_enough_answers_stands_first_and_those_with_too_few_last() -> None:
    names = [row[0] for row in CHARTS["marks"].table().rows]
    assert names == [f"Topic {n}" for n in (*range(2, 11), 0, 1)]
    assert summary("marks") == "Least is earned on “Topic 2”: 17% of its marks."


def test_confidence_is_judged_in_a_sentence() -> None:
    assert summary("confidence").endswith("were right 66% of the time: that fits.")
    unsure = charting.confidence([Bin(0.3, 0.9, 0.8, 0.95, 30)])
    sure = charting.confidence([Bin(0.9, 0.4, 0.3, 0.5, 30)])
    assert unsure is not None and unsure.summary.endswith("you know more than you think.")
    assert sure is not None and sure.summary.endswith("you are surer than you should be.")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (125, "2 min 5 s"), (615, "10 min")]
)
def test_a_time_is_said_as_one_says_it(seconds: float, words: str) -> None:
    assert charting.duration(seconds) == words


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (DayTally(), "0 answers"),
        (DayTally(2, 1.0), "2 answers, 50% of the marks"),
        (DayTally(2, 1.0, 3), "5 answers, 50% of the marks of 2 exercises"),
        (DayTally(cards=1), "1 card answered"),
    ],
)
def test_a_day_says_all_its_answers_and_what_earned_its_marks(tally: DayTally, words: str) -> None:
    assert tally.words == words


def test_a_day_with_cards_alone_is_coloured_and_says_nothing_of_marks() -> None:
    page = ProgressPage(TODAY, [], {TODAY: DayTally(cards=7)})
    drawn = charting.calendar(page)
    assert page.answers == 7 and drawn is not None and drawn.summary.startswith("7 answers on 1 day in all")
    assert drawn.table().texts() == [("2026-03-18", "0", "7", "")]
    room = QRectF(0, 0, 700, drawn.height(700))
    assert drawn.spots(room)[-1].words == "Wed 18 Mar 2026: 7 cards answered"
    assert charting.weeks(page) is None, "cards earn no marks"


def test_nothing_is_drawn_of_nothing() -> None:
    empty = ProgressPage(TODAY, [], {})
    made = (charting.calendar(empty), charting.weeks(empty), charting.forecast(empty), charting.lost_marks(empty))
    assert made == (None, None, None, None)
    bars = [charting.marks_by_topic([]), charting.time_by_topic([]), charting.predictions([]), charting.gains([])]
    assert bars == [None] * 4
    assert charting.confidence([]) is None and charting.retention([]) is None
    assert charting.score(replace(READINESS, enough=False)) is None and charting.mastery_map(MapPage([])) is None


# ---------------------------------------------------------------- the map


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sizes", [(9, 13, 10, 3, 5, 4, 5, 12, 8, 1), (1,), (30, 1, 1), ()])
def test_topics_of_the_map_never_overlap_and_keep_their_order(qtbot: QtBot, sizes: Sequence[int], width: int) -> None:
    tiles = [
        Tile(f"{shelf}.{n}", str(n), str(shelf), Mastery.LEARNING, 0.5)
        for shelf, size in enumerate(sizes)
        for n in range(size)
    ]
    drawn = TopicTiles(tiles, "")
    spots = drawn.spots(QRectF(0, 0, width, drawn.height(width)))
    assert [spot.target for spot in spots] == [tile.topic for tile in tiles]
    for number, spot in enumerate(spots):
        assert not any(spot.place.intersects(other.place) for other in spots[:number])


# ---------------------------------------------------------------- the card


@pytest.fixture
def card(qtbot: QtBot) -> ChartCard:
    made = ChartCard("Lost marks", LIGHT, empty="Nothing yet.", action="Practise")
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    return made


def test_an_empty_card_says_what_to_do_and_does_it(qtbot: QtBot, card: ChartCard) -> None:
    assert card.empty.isVisible() and not card.view.isVisible() and not card.table_button.isVisible()
    with qtbot.waitSignal(card.action_requested):
        card.action_button.click()


def test_the_table_button_shows_the_same_numbers(card: ChartCard) -> None:
    card.show_chart(CHARTS["slips"])
    assert card.view.isVisible() and card.sentence.text() == summary("slips")
    card.table_button.click()
    assert not card.view.isVisible() and card.table.isVisible()
    texts = [[cell.text() for n in range(4) if (cell := card.table.item(line, n))] for line in range(2)]
    assert texts == [["Padding", "9", "4.5", "75%"], ["Stride", "3", "1.5", "25%"]]
    card.table_button.click()
    assert card.view.isVisible()


def test_a_table_in_view_follows_a_new_chart(card: ChartCard) -> None:
    card.show_chart(CHARTS["slips"])
    card.table_button.click()
    card.show_chart(CHARTS["predictions"])
    assert card.table.rowCount() == 2
    cell = card.table.item(0, 0)
    assert cell is not None and cell.text() == "Digits"


def test_a_click_on_a_bar_leads_to_its_topic(qtbot: QtBot, card: ChartCard) -> None:
    card.show_chart(CHARTS["slips"])
    place = card.view.spots()[1].place.center().toPoint()
    with qtbot.waitSignal(card.target_chosen) as caught:
        QTest.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == ["cnn.stride"]


def test_the_arrow_keys_walk_over_a_chart_and_enter_leads_on(qtbot: QtBot, card: ChartCard) -> None:
    card.show_chart(CHARTS["slips"])
    QTest.keyClick(card.view, Qt.Key.Key_Down)
    assert card.view.accessibleDescription().startswith("Padding")
    QTest.keyClick(card.view, Qt.Key.Key_Down)
    QTest.keyClick(card.view, Qt.Key.Key_Down)
    assert card.view.accessibleDescription().startswith("Stride")
    with qtbot.waitSignal(card.target_chosen) as caught:
        QTest.keyClick(card.view, Qt.Key.Key_Return)
    assert caught.args == ["cnn.stride"]


def test_a_file_gets_its_ending_before_it_is_asked_whether_to_write_over_another(
    qtbot: QtBot, card: ChartCard, tmp_path: Path
) -> None:
    card.show_chart(CHARTS["slips"])
    card.save_button.menu().actions()[0].trigger()
    asked = card.findChild(QFileDialog)
    assert asked is not None and asked.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert not asked.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert [Path(name).name for name in asked.selectedFiles()] == ["lost-marks.png"]
    asked.selectFile(str(tmp_path / "march"))
    with qtbot.waitSignal(card.save_requested) as chosen:
        asked.accept()
    assert chosen.args == [tmp_path / "march.png"]


def test_a_click_beside_everything_leads_nowhere(qtbot: QtBot, card: ChartCard) -> None:
    card.show_chart(CHARTS["score"])
    with qtbot.assertNotEmitted(card.target_chosen):
        QTest.mouseClick(card.view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_a_chart_tells_those_who_don_t_see_it_what_it_shows(card: ChartCard) -> None:
    card.show_chart(CHARTS["slips"])
    assert card.view.accessibleName() == f"Lost marks. {summary('slips')}"
