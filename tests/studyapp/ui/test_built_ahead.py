"""Pages are built while the window has nothing to do, none comes into view, and lists only change where they must."""

from __future__ import annotations

from studyapp.app import StudyApp
from studyapp.wiring.preloading import build_in_parts
from tests.studyapp.attempts import NOON, attempt


def test_pages_are_built_behind_the_one_in_view_and_opened_as_they_are(app: StudyApp) -> None:
    app.open("today")
    for _ in build_in_parts(app.pages, app):
        assert app.window.shows("today")
    pages = app.pages
    built = (pages.practise, pages.learn, pages.map, pages.progress)
    assert all(built) and pages.learn is not None and set(pages.learn.rows) == set(app.catalog.topics)
    for name in ("practise", "learn", "map", "progress"):
        app.open(name)
        assert app.window.shows(name)
    assert (pages.practise, pages.learn, pages.map, pages.progress) == built


def test_what_is_opened_while_others_are_built_is_whole(app: StudyApp) -> None:
    parts = build_in_parts(app.pages, app)
    while app.pages.learn is None or not app.pages.learn.rows:
        next(parts)
    assert len(app.pages.learn.rows) < len(app.catalog.topics)
    app.open("learn")
    assert list(app.pages.learn.rows) == list(app.catalog.topics)
    rows = dict(app.pages.learn.rows)
    for _ in parts:
        assert app.pages.learn.rows == rows


def test_a_second_look_at_the_topics_changes_only_the_words_of_a_row(app: StudyApp) -> None:
    app.open("learn")
    learn = app.pages.learn
    assert learn is not None
    rows = dict(learn.rows)
    app.session.store.add_attempt(attempt(topic="rl.returns", score=1.0, at=NOON))
    app.open("today")
    app.open("learn")
    assert learn.rows == rows
    told = [topic for topic, row in rows.items() if "1 answer, 100% of the marks" in row.accessibleName()]
    assert told == ["rl.returns"] and "1 answer" in rows["rl.returns"].toolTip()
