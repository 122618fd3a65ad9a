"""The compiled loop of the playground, in a process of its own: a worker that loads it still looks at its commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.playground import fast_mlp
from models.playground.fast_mlp import PIECES, is_kept, kernel, load_in_pieces
from models.registry import demos

ROOT = Path(__file__).resolve().parents[2]

# The first run is asked for when the worker begins to wait for commands. Once the loop begins to be loaded, for that
# run's first step, another one is asked for.
ASKED_MEANWHILE = """
import sys, time
from queue import SimpleQueue
from models.protocol import REPORTS, Decoder, Frames, Quit, Start
from models.worker import Worker
class Commands(SimpleQueue):
    first = Start("playground", {}, "cpu", 1)
    def get(self, timeout=None):
        if self.first:
            self.put(self.first)
            self.first = None
        return super().get(timeout=timeout)
commands, decoder = Commands(), Decoder(REPORTS)
class Loading:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "numba":
            commands.put(Start("playground", {"seed": 2}, "cpu", 2))
def write(report):
    for report in decoder.feed(report):
        if isinstance(report, Frames):
            done = "steps" if report.step else "begins"
            print("run", report.run, done, "models.playground.fast_kernel" in sys.modules)
            if report.run == 2 and report.step:
                commands.put(Quit())
sys.meta_path.insert(0, Loading)
worker = Worker(commands, write, clock=time.perf_counter)
worker.warm_up()
worker.serve()
"""


@pytest.mark.slow
def test_runs_asked_for_before_or_while_the_compiled_loop_is_loaded_begin_before_it_is() -> None:
    assert kernel()
    assert is_kept()
    process = subprocess.run(
        [sys.executable, "-c", ASKED_MEANWHILE], capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )
    lines = dict.fromkeys(process.stdout.splitlines())
    assert list(lines) == ["run 1 begins False", "run 2 begins False", "run 2 steps True"]


def test_the_demos_whose_first_step_loads_the_loop_say_so() -> None:
    takers = {each.id for each in demos().values() if uses_the_loop(each.train.__module__)}
    assert takers == {each.id for each in demos().values() if each.compiled} == {"playground", "sweep"}


def uses_the_loop(module: str) -> bool:
    """Tell whether a module takes its runs from the playground's engines."""
    source = Path(ROOT, *module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
    return "PlaygroundRun(" in source or "SweepRun(" in source


def test_all_pieces_are_there_and_the_last_is_the_loop() -> None:
    assert kernel()
    assert list(load_in_pieces()) == [*PIECES, "fast_kernel"]


def test_a_loop_that_would_have_to_be_compiled_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "fast_kernel.py"
    source.touch()
    monkeypatch.setattr(fast_mlp, "SOURCE", source)
    assert list(load_in_pieces()) == []
