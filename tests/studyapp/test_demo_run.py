"""A run as the app sees it: real workers, and things that only pretend to be workers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from models.knobs import KnobValue
from models.protocol import Frames, Ready
from studyapp.demo_run import DemoRun

STRANGE = (sys.executable, "-m", "tests.models.strange_worker")
LIGHT = (*STRANGE, "light")
PATIENCE_MS = 30_000

SPEAKS = "import sys; from models.protocol import *; say = lambda it: sys.stdout.buffer.write(encode(it));"
"""The beginning of a script that is no worker but knows its language."""


def pretending(script: str) -> tuple[str, ...]:
    """Return the command of something that stands in for a worker."""
    return (sys.executable, "-c", script)


class Heard:
    """A run and everything it said, in order."""

    def __init__(self, run: DemoRun) -> None:
        self.run = run
        self.frames: list[Frames] = []
        self.words: list[tuple[str, str]] = []
        run.started.connect(lambda device: self.words.append(("started", device)))
        run.frames_received.connect(self.frames.append)
        run.diverged.connect(lambda reason: self.words.append(("diverged", reason)))
        run.failed.connect(lambda sentence: self.words.append(("failed", sentence)))
        run.stopped.connect(lambda: self.words.append(("stopped", "")))

    @property
    def steps(self) -> list[int]:
        """Return the steps of all moments received."""
        return [moment.step for frames in self.frames for moment in frames.moments]

    def start(self, trouble: str = "none", *, paused: bool = False) -> None:
        """Start the strange demo."""
        self.run.start("strange", {"trouble": trouble}, "cpu", paused=paused)


@pytest.fixture(scope="module")
def warm_run(qapp: object) -> Iterator[DemoRun]:
    """Give a run whose worker serves all tests of this module that leave it alive."""
    run = DemoRun(STRANGE)
    run.warm_up()
    yield run
    run.close()


@pytest.fixture
def heard(warm_run: DemoRun, qtbot: QtBot) -> Iterator[Heard]:
    """Give the warm run, and what it says in this test alone."""
    warm_run.set_speed(None)
    heard = Heard(warm_run)
    yield heard
    if warm_run.running:
        with qtbot.waitSignal(warm_run.stopped, timeout=PATIENCE_MS):
            warm_run.stop()
    for signal_ in (warm_run.started, warm_run.diverged, warm_run.failed, warm_run.stopped, warm_run.frames_received):
        signal_.disconnect()


@pytest.fixture
def cold_run(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Heard]:
    """Give a run of its own for a test that kills the worker; the worker is the parameter, or a light one."""
    run = DemoRun(getattr(request, "param", LIGHT))
    yield Heard(run)
    run.close()


# ---------------------------------------------------------------- a run that goes well


def test_a_run_starts_on_a_device_and_shows_its_first_frame(heard: Heard, qtbot: QtBot) -> None:
    heard.start(paused=True)
    qtbot.waitUntil(lambda: heard.frames != [], timeout=PATIENCE_MS)
    assert heard.words == [("started", "CPU")]
    assert heard.steps == [0]
    assert set(heard.frames[0].pictures) == {"squares"}


def test_a_step_is_one_step_and_resuming_goes_on(heard: Heard, qtbot: QtBot) -> None:
    heard.start(paused=True)
    heard.run.step()
    heard.run.step()
    qtbot.waitUntil(lambda: heard.steps == [0, 1, 2], timeout=PATIENCE_MS)
    heard.run.resume()
    qtbot.waitUntil(lambda: len(heard.steps) > 100, timeout=PATIENCE_MS)
    assert heard.steps[:3] == [0, 1, 2]


def test_no_frame_is_lost_at_full_speed_and_a_pause_draws_the_last(heard: Heard, qtbot: QtBot) -> None:
    heard.start()
    qtbot.waitUntil(lambda: len(heard.steps) > 1000, timeout=PATIENCE_MS)
    received = len(heard.frames)
    heard.run.pause()
    qtbot.waitUntil(lambda: len(heard.frames) > received and bool(heard.frames[-1].encoded), timeout=PATIENCE_MS)
    assert heard.steps == list(range(0, heard.steps[-1] + 1, 10))
    assert heard.frames[-1].frames == len(heard.steps)


def test_a_stop_is_answered_and_the_same_worker_takes_the_next_run(heard: Heard, qtbot: QtBot) -> None:
    heard.start()
    qtbot.waitUntil(lambda: heard.steps != [], timeout=PATIENCE_MS)
    process = heard.run.process_id
    with qtbot.waitSignal(heard.run.stopped, timeout=PATIENCE_MS):
        heard.run.stop()
    assert not heard.run.running
    with qtbot.waitSignal(heard.run.started, timeout=PATIENCE_MS):
        heard.run.restart()
    assert heard.run.process_id == process
    assert heard.run.running


def test_a_run_that_is_replaced_says_nothing_more(heard: Heard, qtbot: QtBot) -> None:
    heard.start("divergence")
    heard.start(paused=True)
    heard.run.step()
    qtbot.waitUntil(lambda: heard.steps == [0, 1], timeout=PATIENCE_MS)
    assert heard.words == [("started", "CPU")]


def test_live_knobs_are_turned_and_are_kept_by_a_restart(heard: Heard, qtbot: QtBot) -> None:
    heard.start(paused=True)
    heard.run.set_knobs({"rise": 5.0})
    heard.run.step()
    qtbot.waitUntil(lambda: heard.steps == [0, 1], timeout=PATIENCE_MS)
    assert heard.frames[-1].moments[-1].scalars == {"sum": 5.0}
    heard.run.restart()
    qtbot.waitUntil(lambda: len(heard.steps) > 3, timeout=PATIENCE_MS)
    assert {moment.step: moment.scalars["sum"] for moment in heard.frames[-1].moments}[heard.steps[-1]] == (
        5.0 * heard.steps[-1]
    )


def test_a_held_run_is_drawn_anew_when_a_knob_is_turned(heard: Heard, qtbot: QtBot) -> None:
    heard.start(paused=True)
    heard.run.step()
    qtbot.waitUntil(lambda: heard.steps == [0, 1], timeout=PATIENCE_MS)
    heard.run.set_knobs({"rise": 5.0})
    qtbot.waitUntil(lambda: not heard.frames[-1].moments, timeout=PATIENCE_MS)
    assert heard.frames[-1].step == 1
    assert heard.frames[-1].pictures


def test_a_speed_is_kept_from_run_to_run(heard: Heard, qtbot: QtBot) -> None:
    heard.run.set_speed(50.0)
    for _ in range(2):
        heard.frames.clear()
        heard.start()
        qtbot.waitUntil(lambda: len(heard.steps) >= 4, timeout=PATIENCE_MS)
        assert heard.steps[:4] == [0, 1, 2, 3]  # at full speed frames are ten steps apart


@pytest.mark.parametrize(
    ("trouble", "word"),
    [
        ("divergence", ("diverged", "The sum left all bounds.")),
        ("refusal", ("failed", "The third step is refused.")),
        ("end", ("stopped", "")),
    ],
)
def test_a_run_ends_with_one_word_and_can_be_started_again(
    heard: Heard, qtbot: QtBot, trouble: str, word: tuple[str, str]
) -> None:
    process = heard.run.process_id
    heard.start(trouble)
    qtbot.waitUntil(lambda: len(heard.words) == 2, timeout=PATIENCE_MS)
    assert heard.words == [("started", "CPU"), word]
    assert not heard.run.running
    heard.start(paused=True)
    qtbot.waitUntil(lambda: len(heard.words) == 3, timeout=PATIENCE_MS)
    assert heard.run.process_id == process


@pytest.mark.parametrize(
    ("demo", "values", "word"),
    [
        ("nothing", {}, "no demo 'nothing'"),
        ("strange", {"trouble": "great"}, "trouble is one of"),
        ("strange", {"seed": 2**70}, "can't be sent"),
    ],
)
def test_a_start_that_can_not_be_fails_in_one_sentence(
    heard: Heard, qtbot: QtBot, demo: str, values: dict[str, KnobValue], word: str
) -> None:
    with qtbot.waitSignal(heard.run.failed, timeout=PATIENCE_MS):
        heard.run.start(demo, values, "cpu")
    assert [kind for kind, _ in heard.words] == ["failed"]
    assert word in heard.words[0][1]


def test_commands_without_a_run_do_nothing(qtbot: QtBot) -> None:
    heard = Heard(DemoRun(STRANGE))
    for command in (heard.run.pause, heard.run.resume, heard.run.step, heard.run.stop, heard.run.restart):
        command()
    heard.run.set_knobs({"rise": 2.0})
    heard.run.close()
    assert heard.run.process_id == 0
    assert heard.words == []


# ---------------------------------------------------------------- a worker that dies


@pytest.mark.slow
def test_a_run_goes_on_after_its_worker_was_killed_broke_or_got_stuck(cold_run: Heard, qtbot: QtBot) -> None:
    run = cold_run.run
    cold_run.start()
    qtbot.waitUntil(lambda: cold_run.steps != [], timeout=PATIENCE_MS)
    killed = run.process_id
    with qtbot.waitSignal(run.failed, timeout=PATIENCE_MS):
        psutil.Process(killed).kill()
    assert "ended unexpectedly" in cold_run.words[-1][1]
    assert not run.running

    with qtbot.waitSignal(run.started, timeout=PATIENCE_MS):
        run.restart()
    assert run.process_id not in (0, killed)
    with qtbot.waitSignal(run.failed, timeout=PATIENCE_MS):
        cold_run.start("bug")  # takes the place of the run that goes on
    assert "two and two are five" in cold_run.words[-1][1]
    qtbot.waitUntil(lambda: run.process_id == 0, timeout=PATIENCE_MS)

    cold_run.frames.clear()
    cold_run.start("stuck", paused=True)
    for _ in range(3):
        run.step()  # there is no way back from the third
    qtbot.waitUntil(lambda: cold_run.steps == [0, 1, 2], timeout=PATIENCE_MS)
    stuck = run.process_id
    with qtbot.waitSignal(run.stopped, timeout=PATIENCE_MS):
        run.stop()
    assert run.process_id not in (0, stuck)
    killed_and_again, broken, stuck_and_stopped = ["started", "failed", "started"], ["started", "failed"], ["started"]
    assert [kind for kind, _ in cold_run.words] == [*killed_and_again, *broken, *stuck_and_stopped, "stopped"]


def test_an_idle_worker_that_is_killed_is_replaced_without_a_word_and_from_any_folder(
    cold_run: Heard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models.py").write_text("raise SystemExit('the wrong models')")
    monkeypatch.chdir(tmp_path)
    with qtbot.waitSignal(cold_run.run.ready, timeout=PATIENCE_MS) as ready:
        cold_run.run.warm_up()
    assert isinstance(ready.args[0], Ready)
    psutil.Process(cold_run.run.process_id).kill()
    qtbot.waitUntil(lambda: cold_run.run.process_id == 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(cold_run.run.started, timeout=PATIENCE_MS):
        cold_run.start(paused=True)
    assert cold_run.words == [("started", "CPU")]


@pytest.mark.parametrize(
    ("cold_run", "word"),
    [
        (pretending("print('Hello, I am no worker.')"), "can't be read"),
        (pretending("import os; os.write(1, bytes(range(256)) * 1000); input()"), "can't be read"),
        (pretending("import sys; sys.exit('no space left for torch')"), "(code 1): no space left for torch."),
        (pretending("pass"), "(code 0). Restart"),
        (pretending(SPEAKS + "say(Failed(0, 'torch is not there.')); sys.exit(1)"), "torch is not there."),
        (("/nowhere/python", "-m", "models"), "could not be started"),
    ],
    indirect=["cold_run"],
)
def test_what_is_no_worker_fails_in_one_sentence_each_time_it_is_tried(
    cold_run: Heard, qtbot: QtBot, word: str
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(cold_run.run.failed, timeout=PATIENCE_MS):
            cold_run.start()
        qtbot.waitUntil(lambda: cold_run.run.process_id == 0, timeout=PATIENCE_MS)
    assert [kind for kind, _ in cold_run.words] == ["failed", "failed"]
    for _, sentence in cold_run.words:
        assert word in sentence
        assert sentence.endswith(".")
    assert not cold_run.run.running


@pytest.mark.parametrize("cold_run", [pretending("import sys; sys.exit('no torch')")], indirect=True)
def test_a_worker_that_can_not_warm_up_says_so_before_any_run(cold_run: Heard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cold_run.run.failed, timeout=PATIENCE_MS):
        cold_run.run.warm_up()
    assert "no torch" in cold_run.words[0][1]


@pytest.mark.parametrize("cold_run", [pretending("input()")], indirect=True)
def test_a_stop_while_torch_is_loading_is_answered_at_once(cold_run: Heard) -> None:
    cold_run.start()
    cold_run.run.stop()
    assert cold_run.words == [("stopped", "")]


FLOOD = (
    SPEAKS
    + "import numpy as np; from models.demo import Moment; say(Ready('', {})); say(Started(1, 'strange', 'CPU'));"
    + "pictures = encoded_pictures({'squares': np.zeros((3, 150, 150), np.float32)});"
    + "[say(Frames(1, step, (Moment(step, {}),), pictures, 0.0, 0.0, step)) for step in range(60)];"
    + "say(Diverged(1, 'Enough.')); sys.stdout.flush(); sys.stdin.read()"
)


@pytest.mark.parametrize("cold_run", [pretending(FLOOD)], indirect=True)
def test_a_flood_of_frames_is_taken_in_slices_and_the_window_has_its_turn(cold_run: Heard, qtbot: QtBot) -> None:
    turns: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(len(cold_run.frames)))
    timer.start(0)
    with qtbot.waitSignal(cold_run.run.diverged, timeout=PATIENCE_MS):
        cold_run.start()
    timer.stop()
    assert cold_run.steps == list(range(60))
    while_it_came = [received for received in turns if 0 < received < 60]
    assert len(set(while_it_came)) > 10


def slow_to_read(heard: Heard) -> None:
    """End the run from within the very signal that brings its frames."""
    heard.run.frames_received.connect(heard.run.close)


@pytest.mark.parametrize("cold_run", [pretending(FLOOD)], indirect=True)
def test_a_view_may_end_the_worker_while_it_is_being_heard(cold_run: Heard, qtbot: QtBot) -> None:
    slow_to_read(cold_run)
    cold_run.start()
    qtbot.waitUntil(lambda: cold_run.run.process_id == 0, timeout=PATIENCE_MS)
    assert len(cold_run.frames) == 1
    assert cold_run.words == [("started", "CPU")]


def test_closing_ends_a_worker_that_listens_to_nobody(qtbot: QtBot) -> None:
    heard = Heard(
        DemoRun(pretending("import signal; [signal.signal(s, signal.SIG_IGN) for s in (2, 15)]; input(); input()"))
    )
    heard.start()
    process = psutil.Process(heard.run.process_id)
    heard.run.close()
    heard.run.close()
    assert not process.is_running()
    assert heard.words == []
