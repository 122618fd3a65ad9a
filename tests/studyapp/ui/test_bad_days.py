"""What goes wrong is said in a sentence, and there is a way on: a raising family, a dying worker, a full disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import replace

import psutil
import pytest
from pytestqt.qtbot import QtBot

from question_bank import registry
from question_bank.exercise import Exercise, Family
from studyapp.app import StudyApp
from studyapp.backups import Opened
from studyapp.prepared import right_replies
from studyapp.session import Session
from studyapp.storage import Store

FAMILY = "conv-output-shape"
TORCH_MS = 60_000  # the worker loads torch, on a machine that may be busy


@pytest.fixture
def broken_family(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Family]:
    """Put a family that divides by zero at odd seeds in the place of a good one."""
    good = registry.family(FAMILY)

    def generate(seed: int, difficulty: int) -> Exercise:
        if seed % 2:
            raise ZeroDivisionError("stride 0")
        return good.generate(seed, difficulty)

    families = {**registry.families(), FAMILY: replace(good, generate=generate)}
    monkeypatch.setattr(registry, "families", lambda: families)
    return families


@pytest.mark.usefixtures("broken_family")
def test_a_family_that_raises_is_said_and_another_variant_works(
    app: StudyApp, caplog: pytest.LogCaptureFixture
) -> None:
    app.pages.open_family(FAMILY, difficulty=1, seed=2)
    app.pages.open_family(FAMILY, difficulty=1, seed=3)
    assert "could not make variant 3" in app.window.banner.message.text()
    assert "ZeroDivisionError" in caplog.text
    desk = app.pages.practise.desk if app.pages.practise else None
    assert desk is not None and desk.sitting is not None and desk.sitting.key.seed == 2


def test_a_mistake_of_ours_is_told_and_logged_instead_of_a_dead_button(
    app: StudyApp, caplog: pytest.LogCaptureFixture
) -> None:
    bug = KeyError("no such layer")
    app.on_bug(KeyError, bug, None)
    assert "Your answers so far are safe" in app.window.banner.message.text()
    assert "a mistake in studyapp" in caplog.text


@pytest.mark.slow
def test_a_killed_worker_gives_a_message_and_a_restart_that_works(app: StudyApp, qtbot: QtBot) -> None:
    app.pages.open_demo("q-learning-gridworld")
    demos = app.pages.demos
    assert demos is not None
    view = demos.view("q-learning-gridworld")
    with qtbot.waitSignal(demos.run.frames_received, timeout=TORCH_MS):
        view.controls.run_button.click()
    (worker,) = psutil.Process().children()
    with qtbot.waitSignal(demos.run.failed, timeout=TORCH_MS):
        os.kill(worker.pid, signal.SIGTERM)
    assert view.outcome.isVisible()
    with qtbot.waitSignal(demos.run.frames_received, timeout=TORCH_MS):
        view.outcome.again_button.click()
    assert not view.outcome.isVisible()


def test_an_answer_the_disk_refuses_is_kept_in_memory_and_said(app: StudyApp) -> None:
    app.pages.open_family(FAMILY, difficulty=1, seed=2)
    desk = app.pages.practise.desk if app.pages.practise else None
    assert desk is not None and desk.sitting is not None
    app.session.store._connection.execute("pragma query_only = on")
    for part, reply in zip(desk.view.parts, right_replies(desk.sitting.exercise), strict=True):
        part.input.show_reply(reply)
    desk.view.check_button.click()
    assert desk.view.saved.text() == "Kept in memory only"
    assert "kept in memory" in app.window.banner.message.text()
    assert app.window.banner.action_button.text() == "Try to save again"
    app.session.store._connection.execute("pragma query_only = off")
    app.window.banner.action_button.click()
    assert "Everything is saved" in app.window.banner.message.text()
    assert len(app.session.store.attempts()) == 1


def test_a_store_in_memory_says_so(app: StudyApp) -> None:
    app.session = Session(Opened(Store(), "The file is locked.", saved=False), None)
    app.tell("The file is locked.")
    assert app.window.banner.action_button.isVisible()
