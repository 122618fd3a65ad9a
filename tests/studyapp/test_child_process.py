"""A process beside the window: what it is given and answers, how it fails, and how it is given up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from studyapp.child_process import NO_MORE, ChildProcess, Failure

LONG_MS = 20_000  # a new process on a busy machine


@pytest.fixture
def child(qtbot: QtBot) -> Iterator[ChildProcess]:
    built = ChildProcess()
    yield built
    built.cancel()


def code(*lines: str) -> list[str]:
    """Return the command that runs these lines."""
    return [sys.executable, "-c", "\n".join(("import os, sys, time", *lines))]


def answer(
    qtbot: QtBot, child: ChildProcess, command: list[str], package: bytes = b"", variables: Mapping[str, str] = NO_MORE
) -> bytes:
    with qtbot.waitSignal(child.answered, timeout=LONG_MS) as caught:
        child.start(command, package, variables)
    assert caught.args is not None and isinstance(caught.args[0], bytes)
    return caught.args[0]


def failure(qtbot: QtBot, child: ChildProcess, command: list[str]) -> Failure:
    with qtbot.waitSignal(child.failed, timeout=LONG_MS) as caught:
        child.start(command)
    assert caught.args is not None and isinstance(caught.args[0], Failure)
    assert not child.running
    return caught.args[0]


def test_what_is_on_stdin_goes_there_and_what_is_on_stdout_comes_back(qtbot: QtBot, child: ChildProcess) -> None:
    doubled = code("sys.stdout.buffer.write(2 * sys.stdin.buffer.read())")
    package = bytes(range(256)) * 4096  # more than a pipe holds
    assert answer(qtbot, child, doubled, package) == 2 * package
    assert not child.running


def test_a_process_that_is_given_nothing_reads_the_end_of_its_input(qtbot: QtBot, child: ChildProcess) -> None:
    assert answer(qtbot, child, code("print(repr(sys.stdin.read()), end='')")) == b"''"


def test_what_is_told_on_the_way_is_passed_on_whole(qtbot: QtBot, child: ChildProcess) -> None:
    told: list[str] = []
    child.said.connect(told.append)
    answer(qtbot, child, code("print('10 %', file=sys.stderr)", "print('90 %', file=sys.stderr)"))
    assert told[-1].split("\n") == ["10 %", "90 %", ""]


def test_bad_input_is_told_in_the_last_line_that_the_process_wrote(qtbot: QtBot, child: ChildProcess) -> None:
    found = failure(qtbot, child, code("print('10 %\\nThat is no deck.', file=sys.stderr)", "sys.exit(2)"))
    assert found.told("It could not be read") == "That is no deck."


def test_a_crash_is_no_sentence_of_the_process(qtbot: QtBot, child: ChildProcess) -> None:
    found = failure(qtbot, child, code("raise RuntimeError('of no use to a learner')"))
    assert found.told("It could not be read") == "It could not be read: RuntimeError: of no use to a learner."
    assert found.has_started


@pytest.mark.parametrize("end", ["sys.exit(3)", "os.kill(os.getpid(), 2)", "os.kill(os.getpid(), 9)"])
def test_only_an_exit_with_two_has_a_sentence(qtbot: QtBot, child: ChildProcess, end: str) -> None:
    by_default = "import signal; signal.signal(2, signal.SIG_DFL)"  # a kill by signal 2 is no exit with 2
    found = failure(qtbot, child, code(by_default, "print('half a thought', file=sys.stderr, flush=True)", end))
    assert found == Failure("", "half a thought")


def test_a_process_that_ends_without_a_word_is_told_with_its_number(qtbot: QtBot, child: ChildProcess) -> None:
    assert failure(qtbot, child, code("sys.exit(2)")).told("Reading") == "Reading: its process ended with 2."


def test_a_process_that_cannot_start_says_so(qtbot: QtBot, child: ChildProcess, tmp_path: Path) -> None:
    found = failure(qtbot, child, [str(tmp_path / "gone")])
    assert not found.has_started and found.told("Reading").startswith("Reading: ")


def test_only_the_process_started_last_is_heard(qtbot: QtBot, child: ChildProcess) -> None:
    heard: list[object] = []
    child.answered.connect(heard.append)
    child.failed.connect(heard.append)
    child.start(code("print('ready', flush=True)", "time.sleep(60)"))
    first = child.findChildren(QProcess)[0].processId()
    assert answer(qtbot, child, code("print('second')")) == b"second\n" and heard == [b"second\n"]
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_what_was_given_up_is_gone_at_once_and_says_nothing(qtbot: QtBot, child: ChildProcess) -> None:
    with qtbot.waitSignal(child.said, timeout=LONG_MS):
        child.start(code("print('at work', file=sys.stderr, flush=True)", "time.sleep(60)"))
    (process,) = child.findChildren(QProcess)
    with qtbot.assertNotEmitted(child.answered), qtbot.assertNotEmitted(child.failed):
        child.cancel()
        assert process.state() == QProcess.ProcessState.NotRunning and not child.running
    child.cancel()  # twice is no harm


def test_a_file_where_the_learner_happens_to_be_does_not_stand_for_a_module_of_ours(
    qtbot: QtBot, child: ChildProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise RuntimeError('not ours')", encoding="utf-8")
    (tmp_path / "studyapp.py").write_text("raise RuntimeError('not ours')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert answer(qtbot, child, code("import json, studyapp.paths", "print('ours')")) == b"ours\n"


def test_more_variables_can_be_given(qtbot: QtBot, child: ChildProcess) -> None:
    assert answer(qtbot, child, code("print(os.environ['MPLBACKEND'])"), variables={"MPLBACKEND": "Agg"}) == b"Agg\n"
