"""The map of topics shows what leads to what, opens topics, and says what comes before one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.picture_plan import picture_plan
from studyapp.study.mastery import Mastery
from studyapp.study.reading_way import Stop
from studyapp.study.topic_map import READABLE
from studyapp.ui.charts.topic_tiles import Tile, TopicTiles
from studyapp.ui.keys_dialog import KEYS
from studyapp.ui.learn_tabs import LIST, MAP
from studyapp.ui.main_window import SMALLEST
from studyapp.ui.map_items import two_lines
from studyapp.ui.progress_view import ProgressView
from studyapp.ui.theme import DARK, LIGHT, Theme
from studyapp.ui.topic_map_view import TopicMapView
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.ui.keyboard import activate
from tests.studyapp.ui.pixels import picture

NEEDS = {"f.a": (), "f.b": ("f.a",), "g.c": ("f.b",), "g.d": ("f.a", "g.c"), "h.e": ()}
KNOWN = {"f.a": Mastery.KNOWN, "f.b": Mastery.LEARNING}


def stops() -> dict[str, Stop]:
    shelves = {"f": "foundations", "g": "cnn", "h": "ethics"}
    return {
        topic: Stop(topic, f"Topic {topic[-1]}", shelves[topic[0]], 10, KNOWN.get(topic, Mastery.NOT_STARTED))
        for topic in NEEDS
    }


@pytest.fixture
def view(qtbot: QtBot) -> TopicMapView:
    made = TopicMapView(LIGHT)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_topics(stops(), NEEDS)
    made.canvas.setFocus()
    return made


def place_of(view: TopicMapView, topic: str) -> QPoint:
    return view.canvas.mapFromScene(view.canvas.topics[topic].place.center())


def marked_way(view: TopicMapView) -> set[tuple[str, str]]:
    strong = [each.line for each in view.canvas.lines if each.pen().color().name().upper() == LIGHT.accent]
    return {(line.needed, line.topic) for line in strong}


def press(view: TopicMapView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view.canvas, key)


def test_the_mark_goes_first_to_what_can_be_learned_next_and_stays_where_the_learner_put_it(view: TopicMapView) -> None:
    assert view.canvas.marked == "f.b"
    view.mark("g.d")
    view.show_topics(stops(), NEEDS)
    assert view.canvas.marked == "g.d"
    view.mark("no.such")
    assert view.canvas.marked == "g.d"


def test_what_comes_before_the_marked_topic_is_drawn_numbered_and_listed(view: TopicMapView) -> None:
    view.mark("g.d")
    assert marked_way(view) == {("f.a", "f.b"), ("f.b", "g.c"), ("g.c", "g.d")}
    assert list(view.panel.rows) == ["f.a", "f.b", "g.c"]
    names = [row.accessibleName() for row in view.panel.rows.values()]
    assert names[:2] == ["1. Topic a, 10 minutes, known", "2. Topic b, 10 minutes, learning"]
    words = view.panel.summary.text()
    assert words == "3 topics in this order, about 30 min of reading. Not known yet: 2, about 20 min."
    assert view.canvas.accessibleDescription() == "Topic d, Convolutional networks, 10 minutes, not started"
    view.mark("f.b")
    assert view.panel.summary.text() == "1 topic in this order, about 10 min of reading. You know all of it."
    assert list(view.panel.rows) == ["f.a", "g.c"]
    view.mark("h.e")
    assert view.panel.summary.text() == "Nothing. You can start with this one." and marked_way(view) == set()


def test_arrow_keys_lead_from_topic_to_topic_and_enter_opens_one(view: TopicMapView, qtbot: QtBot) -> None:
    view.mark("f.a")
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert view.canvas.marked == "g.c"
    press(view, Qt.Key.Key_Up)
    assert view.canvas.marked == "f.b"
    with qtbot.waitSignal(view.topic_chosen) as caught:
        press(view, Qt.Key.Key_Return)
    assert caught.args == ["f.b"]


def test_keys_and_buttons_make_the_map_larger_and_smaller_and_show_all_of_it(view: TopicMapView) -> None:
    canvas = view.canvas
    usual = canvas.scale_now()
    press(view, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    assert canvas.scale_now() == pytest.approx(usual * 1.44)
    view.smaller_button.click()
    assert canvas.scale_now() == pytest.approx(usual * 1.2)
    press(view, *[Qt.Key.Key_Plus] * 20)
    assert canvas.scale_now() == 2
    view.whole_button.click()
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert all(seen.contains(item.place) for item in canvas.topics.values())
    press(view, *[Qt.Key.Key_Minus] * 20)
    assert 0 < canvas.scale_now() < 0.5
    press(view, Qt.Key.Key_0)
    assert canvas.mapToScene(canvas.viewport().rect()).boundingRect().contains(canvas.topics["h.e"].place)


def test_a_size_that_was_chosen_stays_when_the_window_changes(view: TopicMapView, qtbot: QtBot) -> None:
    press(view, Qt.Key.Key_Plus)
    chosen = view.canvas.scale_now()
    view.resize(900, 500)
    view.show_topics(stops(), NEEDS)
    assert view.canvas.scale_now() == chosen


def test_the_wheel_zooms_where_the_mouse_is(view: TopicMapView) -> None:
    canvas = view.canvas
    press(view, *[Qt.Key.Key_Plus] * 3)
    place = QPointF(200, 150)
    below = canvas.mapToScene(place.toPoint())
    before = canvas.scale_now()
    none = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(canvas.viewport(), turn)
    assert canvas.scale_now() > before
    moved = canvas.mapToScene(place.toPoint()) - below
    assert abs(moved.x()) < 3 and abs(moved.y()) < 3


def test_a_click_opens_a_topic_and_dragging_moves_the_map(view: TopicMapView, qtbot: QtBot) -> None:
    canvas = view.canvas
    with qtbot.waitSignal(view.topic_chosen) as caught:
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "f.b"))
    assert caught.args == ["f.b"]
    press(view, *[Qt.Key.Key_Plus] * 6)
    canvas.reveal("f.a")
    start = place_of(view, "f.a")
    opened: list[str] = []
    view.topic_chosen.connect(opened.append)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(canvas.viewport(), start - QPoint(15, 10) * step)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(60, 40))
    assert place_of(view, "f.a") == start - QPoint(60, 40) and opened == []


def test_a_topic_that_the_mouse_rests_on_is_marked_and_says_what_it_needs(view: TopicMapView, qtbot: QtBot) -> None:
    QTest.mouseMove(view.canvas.viewport(), place_of(view, "g.d"))
    qtbot.waitUntil(lambda: view.canvas.marked == "g.d")
    assert view.canvas.topics["g.d"].toolTip() == "Topic d\n10 min · not started\nNeeds: Topic a, Topic c"
    assert view.canvas.topics["h.e"].toolTip() == "Topic e\n10 min · not started\nNeeds nothing first"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_how_well_topics_are_known_can_be_seen(view: TopicMapView, theme: Theme) -> None:
    view.show_theme(theme)
    view.mark("h.e")
    shown = picture(view.canvas.viewport(), 1.0)
    fills = {}
    for topic in ("f.a", "f.b", "g.c"):
        corner = view.canvas.mapFromScene(view.canvas.topics[topic].place.topRight() + QPointF(-8, 8))
        fills[topic] = shown.pixelColor(corner).name()
    assert len(set(fills.values())) == 3, fills


def test_a_long_title_takes_two_lines_and_then_ends_in_dots(view: TopicMapView) -> None:
    font = QFont()
    font.setPixelSize(13)
    metrics = QFontMetricsF(font)
    assert two_lines("Pooling", metrics, 140) == ("Pooling",)
    first, second = two_lines("Expression trees and automatic differentiation of everything else", metrics, 140)
    assert first.startswith("Expression") and second.endswith("…")
    assert metrics.horizontalAdvance(first) <= 140 and metrics.horizontalAdvance(second) <= 140
    assert two_lines("Incomprehensibilities-and-nothing-else", metrics, 100)[0].endswith("…")


def test_without_notes_the_map_says_so(view: TopicMapView) -> None:
    view.show_topics({}, {})
    assert view.empty.isVisible() and view.canvas.topics == {}
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_0)
    assert view.canvas.marked == ""


def test_the_map_is_a_tab_of_learn_and_shows_every_topic(app: StudyApp) -> None:
    app.open("learn")
    assert app.pages.learn is not None
    app.pages.learn.tabs.setCurrentIndex(MAP)
    page = app.pages.map
    assert page is not None and app.window.shows("map") and app.window.rail.buttons["learn"].isChecked()
    assert page.view.canvas.topics.keys() == app.catalog.topics.keys()
    assert app.settings.page == "map"
    app.window.rail.theme_button.click()
    page.view.tabs.setCurrentIndex(LIST)
    assert app.window.shows("learn")


def open_judged(app: StudyApp, qtbot: QtBot) -> TopicMapView:
    app.open("map")
    assert app.pages.map is not None
    view = app.pages.map.view
    qtbot.waitUntil(lambda: all(item.stop.is_judged for item in view.canvas.topics.values()))
    qtbot.waitUntil(lambda: not app.pages.knowing.slices.is_working)
    return view


def answer(app: StudyApp, topic: str, scores: list[float]) -> None:
    families = app.pages.library.catalog.families[topic]
    for number, score in enumerate(scores):
        at, family = NOON - timedelta(minutes=len(scores) - number), families[number % len(families)]
        app.session.record(attempt(family, topic=topic, score=score, at=at, seed=number, difficulty=number % 3 + 1))


def test_the_map_shows_how_far_the_learner_is_each_time_it_is_opened(app: StudyApp, qtbot: QtBot) -> None:
    topics = open_judged(app, qtbot).canvas.topics
    assert topics["rl.returns"].stop.mastery is Mastery.NOT_STARTED
    answer(app, "rl.returns", [1, 1, 1, 1, 1, 1])
    app.open("learn")
    assert open_judged(app, qtbot).canvas.topics["rl.returns"].stop.mastery is not Mastery.NOT_STARTED


def test_an_answer_taken_back_is_taken_off_the_map_in_view(app: StudyApp, qtbot: QtBot) -> None:
    answer(app, "rl.returns", [1])
    topics = open_judged(app, qtbot).canvas.topics
    assert topics["rl.returns"].stop.mastery is Mastery.LEARNING
    app.take_back()
    qtbot.waitUntil(lambda: topics["rl.returns"].stop.mastery is Mastery.NOT_STARTED)


def tiles_of(view: ProgressView) -> Sequence[Tile]:
    chart = view.map.view.chart
    assert isinstance(chart, TopicTiles)
    return chart.tiles


def test_the_map_says_of_every_topic_what_progress_says(app: StudyApp, qtbot: QtBot) -> None:
    answer(app, "rl.returns", [1] * 18)
    answer(app, "cnn.convolution", [0, 1, 0, 0, 1])
    answer(app, "rl.exploration", [1])
    app.open("progress")
    progress = app.pages.progress
    assert progress is not None
    qtbot.waitUntil(lambda: progress.is_complete)
    tiles = {tile.topic: tile for tile in tiles_of(progress.view)}
    assert len({tile.mastery for tile in tiles.values()}) == 3, "all signs are there to be compared"
    shown = {topic: item.stop for topic, item in open_judged(app, qtbot).canvas.topics.items()}
    assert {topic: (each.mastery, each.judgement) for topic, each in shown.items()} == {
        topic: (each.mastery, each.judgement) for topic, each in tiles.items()
    }
    assert "judged by 1 answer, not enough to be sure." in shown["rl.exploration"].judgement


def test_the_map_is_there_before_it_is_worked_out_how_well_topics_are_known(app: StudyApp, qtbot: QtBot) -> None:
    answer(app, "rl.returns", [1] * 18)
    app.open("map")
    assert app.pages.map is not None
    view = app.pages.map.view
    item = view.canvas.topics["rl.returns"]
    assert item.stop.facts == f"{item.stop.minutes} min" and view.canvas.marked == ""
    assert view.judging.isVisible() and not view.panel.open_button.isVisible()
    open_judged(app, qtbot)
    assert item.stop.facts == f"{item.stop.minutes} min · known", "the same drawing has another colour"
    assert view.canvas.marked and not view.judging.isVisible() and view.panel.open_button.isVisible()


def test_going_to_progress_and_back_before_anything_is_worked_out_leaves_nothing_unfinished(
    app: StudyApp, qtbot: QtBot
) -> None:
    answer(app, "rl.returns", [1] * 18)
    for page in ("progress", "map", "progress", "map"):
        app.open(page)
    assert open_judged(app, qtbot).canvas.topics["rl.returns"].stop.mastery is Mastery.KNOWN
    app.open("progress")
    progress = app.pages.progress
    assert progress is not None
    qtbot.waitUntil(lambda: progress.is_complete)
    assert any(tile.mastery is Mastery.KNOWN for tile in tiles_of(progress.view))


def test_the_advised_topic_moves_on_when_it_is_known_and_a_topic_asked_for_stays(view: TopicMapView) -> None:
    later = stops() | {"f.b": replace(stops()["f.b"], mastery=Mastery.KNOWN)}
    view.show_topics(later, NEEDS)
    assert view.canvas.marked == "g.c"
    view.mark("g.c")
    view.show_topics(stops(), NEEDS)
    assert view.canvas.marked == "g.c"


def test_what_a_sign_means_is_said_where_the_mouse_rests(view: TopicMapView) -> None:
    words = {each.text(): each.toolTip() for each in view.findChildren(QLabel) if each.toolTip()}
    assert "75%" in words["known"] and "yet" in words["learning"] and "yet" in words["not started"]


@pytest.mark.parametrize("size", [SMALLEST, (1440, 900)])
def test_the_map_is_as_wide_as_its_room_in_a_size_that_can_be_read(
    app: StudyApp, qtbot: QtBot, size: tuple[int, int]
) -> None:
    app.window.resize(*size)
    app.open("map")
    assert app.pages.map is not None
    canvas = app.pages.map.view.canvas
    qtbot.waitUntil(lambda: canvas.horizontalScrollBar().maximum() == canvas.horizontalScrollBar().minimum())
    assert canvas.scale_now() > READABLE * 0.8


def test_a_note_leads_to_what_comes_before_it_and_from_there_to_the_map(app: StudyApp) -> None:
    app.pages.open_topic("optimization.adam")
    study = app.pages.study
    assert study is not None and "Before this: Momentum, RMSProp" in study.note.text.toPlainText()
    study.note.link_opened.emit("before:optimization.adam")
    assert app.pages.map is not None and app.window.shows("map")
    assert app.pages.map.view.canvas.marked == "optimization.adam"
    app.pages.map.view.panel.rows["optimization.momentum"].click()
    assert app.window.shows("study") and study.view.topic_title.text() == "Momentum"


def test_tab_leads_from_the_map_through_the_way_to_a_topic(app: StudyApp, qtbot: QtBot) -> None:
    activate(qtbot, app.window)
    view = open_judged(app, qtbot)
    app.pages.open_map("optimization.adam")
    qtbot.waitUntil(lambda: all(row.isVisible() for row in view.panel.rows.values()))
    assert view.canvas.hasFocus()
    stops: list[QWidget] = []
    while len(stops) < 40 and app.window.rail.fold_button not in stops:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        assert reached is not None
        stops.append(reached)
    assert stops[0] is view.panel.open_button
    assert stops[1 : 1 + len(view.panel.rows)] == list(view.panel.rows.values())
    assert app.window.rail.fold_button in stops
    QTest.keyClick(app.window.rail.fold_button, Qt.Key.Key_Tab)
    assert view.tabs.hasFocus()


def test_the_line_at_the_head_of_a_note_is_followed_by_keyboard(app: StudyApp, qtbot: QtBot) -> None:
    activate(qtbot, app.window)
    app.pages.open_topic("optimization.momentum")
    assert app.pages.study is not None
    text = app.pages.study.note.text
    text.setFocus()
    for _link in range(2):
        QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert app.window.shows("map") and app.pages.map is not None
    assert app.pages.map.view.canvas.marked == "optimization.momentum"


def test_what_opens_the_map_is_in_the_list_of_keys(app: StudyApp) -> None:
    QTest.keyClick(app.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert app.window.shows("map")
    assert "Ctrl+Shift+M" in [keys for keys, _ in KEYS]


@pytest.mark.parametrize("page", ["map", "map:optimization.adam"])
def test_a_picture_can_be_made_of_the_map(page: str) -> None:
    plan = picture_plan(page, "week", difficulty=1, seed=7)
    assert (plan.page, plan.topic) == ("map", page.partition(":")[2])
