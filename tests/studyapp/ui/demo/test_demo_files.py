"""What a demo view saves and opens: knobs, numbers, figures, texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from models.demo import Moment
from models.registry import demos
from studyapp.study.demo_export import config_json, moments_csv, read_config
from studyapp.ui.demo_view import DemoView
from studyapp.ui.export_button import ExportButton
from tests.studyapp.ui.demo.driving import Views, running
from tests.studyapp.ui.demo.small_demo import feed, frames

EXPORT_MS = 30_000


# ---------------------------------------------------------------- files


def test_knobs_are_saved_and_opened_again(qtbot: QtBot, gridworld: DemoView, tmp_path: Path) -> None:
    path = tmp_path / "knobs.json"
    gridworld.knobs.show_values({"gamma": 1 / 3, "seed": 7})
    config = gridworld.config()
    gridworld.save_file(path)
    assert read_config(path.read_text()) == ("q-learning-gridworld", config)
    gridworld.knobs.defaults_button.click()
    assert gridworld.config() != config
    gridworld.open_file(path)
    assert gridworld.config() == config


def test_a_file_of_knobs_is_dropped_onto_the_view(qtbot: QtBot, gridworld: DemoView, tmp_path: Path) -> None:
    path = tmp_path / "knobs.json"
    wanted = type(gridworld.config())(seed=5)
    path.write_text(config_json("q-learning-gridworld", wanted))
    drop(gridworld, path)
    assert gridworld.config() == wanted


def test_a_text_is_dropped_onto_the_view_of_a_demo_that_learns_from_one(view: DemoView, tmp_path: Path) -> None:
    path = tmp_path / "song.txt"
    path.write_text("La la la.")
    drop(view, path)
    assert view.knobs.values()["text"] == "La la la."


def drop(view: DemoView, path: Path) -> None:
    """Let go of a file over the view."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    move, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), move, data, button, keys)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(300, 300), move, data, button, keys))


def test_a_script_of_the_run_is_written_while_the_window_goes_on(
    qtbot: QtBot, gridworld: DemoView, tmp_path: Path
) -> None:
    path = tmp_path / "walk.py"
    gridworld.knobs.show_values({"gamma": 0.8, "seed": 7})
    with qtbot.waitSignal(gridworld.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda on: not on):
        gridworld.save_file(path)
    text = path.read_text(encoding="utf-8")
    compile(text, path.name, "exec")
    assert "gamma: float = 0.8" in text
    assert "demo:q-learning-gridworld?seed=7&gamma=0.8" in text
    assert gridworld.notice.message.text() == f"Saved as {path}."


def test_a_script_that_can_not_be_written_is_told(qtbot: QtBot, gridworld: DemoView, tmp_path: Path) -> None:
    with qtbot.waitSignal(gridworld.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda on: not on):
        gridworld.save_file(tmp_path / "no folder" / "walk.py")
    assert "walk.py can't be written" in gridworld.notice.message.text()


def test_a_run_is_copied_as_a_short_text(gridworld: DemoView) -> None:
    gridworld.knobs.show_values({"seed": 7})
    gridworld.export_button.copy_action.trigger()
    assert QApplication.clipboard().text() == "demo:q-learning-gridworld?seed=7"
    assert gridworld.notice.message.text() == "Copied: demo:q-learning-gridworld?seed=7"


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "no json": lambda: b"gamma = 0.9",
    "no config": lambda: b'{"demo": "q-learning-gridworld"}',
    "out of bounds": lambda: b'{"demo": "q-learning-gridworld", "config": {"gamma": 7}}',
    "another demo": lambda: config_json("cnn-digits", demos()["cnn-digits"].config()).encode(),
    "no such demo": lambda: b'{"demo": "perpetual-motion", "config": {}}',
    "no text": lambda: bytes(range(256)),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_of_knobs_gets_one_sentence(views: Views, tmp_path: Path, kind: str) -> None:
    gridworld = views.of(demos()["q-learning-gridworld"])
    path = tmp_path / "bad.json"
    path.write_bytes(BAD_FILES[kind]())
    before = gridworld.config()
    gridworld.open_file(path)
    said = gridworld.notice.message.text()
    assert said.startswith("bad.json")
    assert said.endswith(".")
    assert "\n" not in said
    assert gridworld.config() == before


def test_the_numbers_of_every_frame_are_saved_as_a_table(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    run = frames(50)
    feed(running(view), run, at_once=7)
    path = tmp_path / "numbers.csv"
    with qtbot.waitSignal(view.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda writing: not writing):
        view.save_file(path)
        assert "Writing numbers.csv" in view.notice.message.text()
    assert view.notice.message.text() == f"Saved as {path}."
    assert path.read_text() == moments_csv([Moment(frame.step, frame.scalars) for frame in run])


def test_a_figure_is_saved_while_the_view_stays_alive(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    feed(running(view), frames(50))
    path = tmp_path / "figure.png"
    with qtbot.waitSignal(view.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda writing: not writing):
        view.save_file(path)
    assert view.notice.message.text() == f"Saved as {path}."
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_can_not_be_written_gets_one_sentence(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    feed(running(view), frames(5))
    path = tmp_path / "nowhere" / "numbers.csv"
    with qtbot.waitSignal(view.files.writing_changed, timeout=EXPORT_MS, check_params_cb=lambda writing: not writing):
        view.save_file(path)
    assert view.notice.message.text().startswith("numbers.csv can't be written")


def test_writing_can_be_cancelled(qtbot: QtBot, view: DemoView, tmp_path: Path) -> None:
    feed(running(view), frames(5))
    view.save_file(tmp_path / "figure.png")
    assert view.notice.action_button.text() == "Cancel"
    view.notice.action_button.click()
    assert view.notice.message.text() == "Nothing was written."
    assert view.export_button.isEnabled()
    assert list(tmp_path.glob("*.png")) == []


def test_without_frames_there_is_nothing_to_save_but_the_knobs(view: DemoView) -> None:
    button = view.export_button
    assert not button.figure_action.isEnabled()
    assert not button.table_action.isEnabled()
    assert button.knobs_action.isEnabled()
    feed(running(view), frames(1))
    assert button.figure_action.isEnabled()


def test_the_menu_asks_where_to_save_and_what_to_open(qtbot: QtBot, tmp_path: Path) -> None:
    button = ExportButton("small")
    qtbot.addWidget(button)
    button.show_run(True)
    saved = tmp_path / "knobs.json"
    saved.write_text("{}")
    asked = (
        (button.figure_action, button.save_requested, tmp_path / "small.png"),
        (button.table_action, button.save_requested, tmp_path / "small.csv"),
        (button.open_action, button.open_requested, saved),
    )
    for action, signal, path in asked:
        action.trigger()
        dialog = next(each for each in button.findChildren(QFileDialog) if each.isVisible())
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(path.name)
        with qtbot.waitSignal(signal) as caught:
            dialog.accept()
        assert caught.args == [path]
