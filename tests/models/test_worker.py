"""The worker as a real process: what it answers to commands that are all there before it has loaded torch."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
import torch

from models.protocol import (
    REPORTS,
    Command,
    Decoder,
    Diverged,
    Failed,
    FellBack,
    Frames,
    OneStep,
    Quit,
    Ready,
    Report,
    Resume,
    SetKnobs,
    SetSpeed,
    Start,
    Started,
    Stop,
    Stopped,
    encode,
)
from models.worker import OUT_OF_GPU_MEMORY, Worker

ROOT = Path(__file__).resolve().parents[2]
STRANGE = ("-m", "tests.models.strange_worker")
LIGHT = (*STRANGE, "light")
ORDINARY = ("-m", "models", "worker")


def said_by(stream: bytes, *, module: Sequence[str] = STRANGE, closed: bool = False) -> tuple[list[Report], str, int]:
    """Return the reports, the log and the exit code of a worker whose stdin holds this and, perhaps, is closed."""
    reading, writing = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, *module], stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        )
        os.close(reading)
        os.write(writing, stream)
        if closed:
            os.close(writing)
        said, log = process.communicate(timeout=60)
    finally:
        if not closed:
            os.close(writing)
    return Decoder(REPORTS).feed(said), log.decode(), process.returncode


def in_turn(*commands: Command) -> bytes:
    """Return the commands as they go through the pipe."""
    return b"".join(map(encode, commands))


def paused(trouble: str, run: int = 1) -> Start:
    """Return the start of a run that waits at its first frame."""
    return Start("strange", {"trouble": trouble}, "cpu", run, paused=True)


def of_run(reports: list[Report], run: int) -> list[Report]:
    """Return what was reported of one run."""
    return [report for report in reports if not isinstance(report, Ready) and report.run == run]


def steps(reports: list[Report]) -> list[int]:
    """Return the step of every moment in the reports."""
    return [moment.step for report in reports if isinstance(report, Frames) for moment in report.moments]


def test_a_run_that_begins_like_the_one_before_shows_what_is_known_already() -> None:
    asked = ({"seed": 1}, {"seed": 1}, {"seed": 2}, {"seed": 1})
    starts = [Start("convolution-stepper", values, "cpu", run, paused=True) for run, values in enumerate(asked)]
    commands = [command for start in starts for command in (start, OneStep())]
    reports, _, code = said_by(in_turn(*commands, Quit()), module=ORDINARY)
    firsts, seconds = zip(
        *((report for report in of_run(reports, run) if isinstance(report, Frames)) for run in range(len(asked))),
        strict=True,
    )
    assert code == 0
    assert [first.seconds == 0 for first in firsts] == [False, True, False, False]
    assert [first.encoded == firsts[0].encoded for first in firsts] == [True, True, False, True]
    assert [each.encoded == seconds[0].encoded for each in seconds] == [True, True, False, True]


@pytest.mark.slow
def test_one_worker_takes_all_that_can_go_wrong_and_is_as_good_as_new() -> None:
    three_steps = in_turn(OneStep(), OneStep(), OneStep())
    reports, log, code = said_by(
        in_turn(SetSpeed(1000.0), paused("none", 1))
        + three_steps
        + in_turn(Stop(), OneStep(), Resume(), Stop(), paused("refusal", 2))
        + three_steps
        + in_turn(OneStep(), paused("memory", 3))
        + three_steps
        + in_turn(paused("divergence", 4))
        + three_steps
        + in_turn(paused("end", 5))
        + three_steps
        + in_turn(paused("print", 6))
        + three_steps
        + in_turn(Stop(), Start("nothing", {}, "cpu", 7), Start("strange", {"trouble": "unheard of"}, "cpu", 8))
        + in_turn(Start("cnn-digits", {}, "quantum", 9))
        + in_turn(paused("none", 10), OneStep(), SetKnobs({"rise": 5.0}), OneStep(), SetKnobs({"trouble": "bug"}))
        + in_turn(paused("large pictures", 11), OneStep(), Stop(), Quit())
    )
    assert code == 0
    assert reports[0] == Ready(str(torch.__version__), {"cpu": "CPU"} | cuda_names())
    first = of_run(reports, 1)
    assert first[0] == Started(1, "strange", "CPU")
    assert first[-1] == Stopped(1)
    assert steps(first) == [0, 1, 2, 3]
    assert all(report.encoded for report in first if isinstance(report, Frames))
    assert of_run(reports, 2)[-1] == Failed(2, "The third step is refused.")
    assert steps(of_run(reports, 2)) == [0, 1, 2]
    failure = of_run(reports, 3)[-1]
    assert isinstance(failure, Failed)
    assert "memory" in failure.sentence
    assert of_run(reports, 4)[-1] == Diverged(4, "The sum left all bounds.")
    assert steps(of_run(reports, 4)) == [0, 1, 2, 3]
    assert of_run(reports, 5)[-1] == Stopped(5)
    assert steps(of_run(reports, 6)) == [0, 1, 2, 3]
    assert "a library says hello" in log
    assert [type(of_run(reports, run)[0]) for run in (7, 8, 9)] == [Failed] * 3
    assert [sum(moment_sums(of_run(reports, 10)))] == [0 + 1 + 6]
    assert "knobs left as they were: trouble can't change" in log
    large = next(report for report in of_run(reports, 11) if isinstance(report, Frames))
    assert np.shape(large.pictures["squares"]) == (3, 600, 600)


def cuda_names() -> dict[str, str]:
    """Return the CUDA device of this computer, if it has one."""
    return {"cuda": torch.cuda.get_device_name()} if torch.cuda.is_available() else {}


def moment_sums(reports: list[Report]) -> list[float]:
    """Return the sum shown by each moment."""
    return [moment.scalars["sum"] for each in reports if isinstance(each, Frames) for moment in each.moments]


class ThenQuit(SimpleQueue[Command]):
    """Commands that wait, and after the last of them the one to quit."""

    def get(self, block: bool = True, timeout: float | None = None) -> Command:
        return Quit() if self.empty() else super().get(block, timeout)


def test_of_a_knob_that_is_dragged_while_the_run_is_held_only_the_end_is_drawn() -> None:
    start = Start("value-iteration-stepper", {}, "cpu", 1, paused=True)
    told: list[Command] = [start, OneStep(), OneStep(), *(SetKnobs({"gamma": gamma}) for gamma in (0.5, 0.6, 0.7))]
    commands, said = ThenQuit(), list[bytes]()
    for each in told:
        commands.put(each)
    Worker(commands, said.append, clock=time.perf_counter).serve()
    *_, second, last = Decoder(REPORTS).feed(b"".join(said))
    assert isinstance(second, Frames) and isinstance(last, Frames)
    assert (second.step, len(second.moments)) == (last.step, 1) == (2, 1)
    assert not last.moments
    assert last.encoded["exact values"] != second.encoded["exact values"]


@pytest.mark.parametrize("trouble", ["gpu memory", "libraries", "recording"])
def test_a_run_that_fills_the_gpu_begins_again_on_the_cpu_with_a_sentence(trouble: str) -> None:
    start = Start("strange", {"trouble": trouble}, "auto", 1, paused=True)
    commands = in_turn(start, OneStep(), SetKnobs({"rise": 5.0}), *[OneStep()] * 6, Stop(), Quit())
    reports, log, code = said_by(commands, module=(*LIGHT, "gpu"))
    assert reports[0] == Ready("light", {"cpu": "CPU", "cuda": "Strange GPU"})
    assert reports[1] == Started(1, "strange", "Strange GPU")
    again = next(place for place, each in enumerate(reports) if isinstance(each, FellBack))
    assert reports[again] == FellBack(1, "CPU", OUT_OF_GPU_MEMORY)
    assert steps(reports[:again]) == [0, 1, 2]
    assert steps(reports[again:])[:4] == [0, 1, 2, 3]
    assert moment_sums(reports[again:])[:3] == [0, 5, 10]  # the live knob stays where it was turned
    assert reports[-1] == Stopped(1)
    assert "log.worker: out of memory" in log
    assert code == 0


def test_a_run_on_a_gpu_begins_when_the_memory_of_those_before_is_free() -> None:
    starts = [Start("strange", {"trouble": "circle"}, "cuda", run, paused=True) for run in (1, 2)]
    _, log, code = said_by(in_turn(starts[0], OneStep(), starts[1], OneStep(), Quit()), module=(*LIGHT, "gpu"))
    assert re.findall("circle on cuda (begins|is gone)", log)[:3] == ["begins", "is gone", "begins"]
    assert code == 0


def test_a_bug_in_a_demo_is_told_in_a_sentence_logged_with_its_place_and_ends_the_worker() -> None:
    reports, log, code = said_by(in_turn(paused("bug"), *[OneStep()] * 4), module=LIGHT)
    assert reports[-1] == Failed(
        1, "The demo stopped because of a mistake in its code (ValueError: two and two are five)."
    )
    assert "in _goes_wrong" in log
    assert code == 1


@pytest.mark.parametrize("stream", [b"", b"Hello, worker"])
def test_the_worker_ends_when_nobody_speaks_to_it_or_in_a_language_it_does_not_know(stream: bytes) -> None:
    (ready,), log, code = said_by(stream, module=LIGHT, closed=not stream)
    assert isinstance(ready, Ready)
    assert code == 0
    assert ("can't be read" in log) == bool(stream)


@pytest.mark.slow
def test_a_worker_in_the_middle_of_an_endless_step_ends_too_when_stdin_closes() -> None:
    reports, _, code = said_by(in_turn(paused("stuck"), *[OneStep()] * 3), module=LIGHT, closed=True)
    assert steps(reports) == [0, 1, 2]
    assert code == 1


def test_a_worker_that_nobody_listens_to_ends_without_a_cry() -> None:
    with subprocess.Popen(
        [sys.executable, *LIGHT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(encode(Start("q-learning-gridworld", {}, "cpu", 1)))
        process.stdin.flush()
        log = process.stderr.read().decode()
        process.stdin.close()
    assert process.returncode == 0
    assert "Traceback" not in log


# ---------------------------------------------------------------- the command line


def models_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what ``python -m models`` prints."""
    command = [sys.executable, "-m", "models", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def test_demos_can_be_listed_and_run_from_a_script() -> None:
    listed = models_command("list")
    assert "q-learning-gridworld" in listed.stdout
    assert "epsilon=0.1" in listed.stdout
    ran = models_command("run", "q-learning-gridworld", "--set", "map=open", "--frames", "3")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["0", "500", "1000", "1,000"]
    assert ran.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "nothing"], "no demo 'nothing'"),
        (["run", "q-learning-gridworld", "--set", "map"], "knob=value"),
        (["run", "q-learning-gridworld", "--set", "gamma=2"], "from 0 to 1"),
    ],
)
def test_bad_input_gives_one_sentence_and_exit_code_2(arguments: list[str], word: str) -> None:
    refused = models_command(*arguments)
    assert refused.returncode == 2
    assert word in refused.stderr
    assert "Traceback" not in refused.stderr
