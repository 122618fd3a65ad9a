"""Steps a second in the worker, with frames, against the same loop in a bare script; and the time to a first frame.

Seconds are the process's own, on the processor: other programs slow both sides, but never alike. Worker and script
live side by side and take turns; whoever waits is held. Two processes that do the same still differ by a few percent
for as long as they live, so there are several pairs.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from statistics import fmean, median
from typing import BinaryIO, cast

import psutil

from models import protocol
from models.protocol import Command, Decoder, Diverged, Failed, Frames, Report, Stopped
from tests.bench.bench import ROOT, Bench, Result, demos, offscreen

PAIRS, ROUNDS, SECONDS = 3, 24, 0.1  # turns so short that a machine whose speed wanders is the same for both
TARGET_SHARE, TARGET_COLD_S, TARGET_WARM_S = 0.95, 2.5, 0.5

# The loop a student would write: no window, no worker, every frame that the demo makes, none of them drawn. It
# gives way to other programs as the worker does, or a busy machine would slow only one of the two. Every line that
# comes in is a round: so many seconds; its steps and busy seconds are the answer. A run that ends begins again.
_BARE = """
import os, sys, time
os.environ["OMP_NUM_THREADS"] = "1"
import torch
from models import registry, worker
if hasattr(os, "nice"):
    os.nice(worker.NICENESS)
torch.set_num_threads(1)
demo = registry.demo(sys.argv[1])
def steps():
    while True:
        last = 0
        for frame in demo.train(demo.config(), "cpu"):
            yield frame.step - last
            last = frame.step
taken = steps()
for line in sys.stdin:
    count, begun, end = 0, time.process_time(), time.perf_counter() + float(line)
    while time.perf_counter() < end: count += next(taken)
    print(count, time.process_time() - begun, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a round came to; ``busy_s`` are seconds on the processor."""

    steps: int
    busy_s: float

    def __add__(self, other: Taken) -> Taken:
        """Return two rounds as one."""
        return Taken(self.steps + other.steps, self.busy_s + other.busy_s)

    @property
    def rate(self) -> float:
        """Return the steps a busy second."""
        return self.steps / self.busy_s


class Worker:
    """A real worker process, spoken to as the app does."""

    def __init__(self, out: BufferedReader, into: BinaryIO, process: psutil.Process) -> None:
        """Join the two pipes."""
        self._out, self._into, self._process = out, into, process
        self._reports = self._said(Decoder(protocol.REPORTS))

    def send(self, command: Command) -> None:
        """Say something to the worker."""
        self._into.write(protocol.encode(command))
        self._into.flush()

    def busy_s(self) -> float:
        """Return the seconds that the worker has been on the processor."""
        taken = self._process.cpu_times()
        return float(taken.user + taken.system)

    def reports(self) -> Iterator[Report]:
        """Return what the worker says, as it comes; whoever asks again goes on where the last one left."""
        return self._reports

    def first_frame(self, demo: str, run: int, *, paused: bool = False, seed: int = 0) -> Frames:
        """Start a run and return its first frame."""
        self.send(protocol.Start(demo, {"seed": seed}, "cpu", run=run, paused=paused))
        for report in self.reports():
            if isinstance(report, Failed):
                raise RuntimeError(report.sentence)
            if isinstance(report, Frames) and report.run == run:
                return report
        raise RuntimeError(f"the worker ended before it ran {demo}")

    def _said(self, decoder: Decoder[Report]) -> Iterator[Report]:
        while piece := self._out.read1(1 << 16):
            yield from decoder.feed(piece)


@contextmanager
def worker() -> Iterator[Worker]:
    """Give a fresh worker process and end it."""
    with _process("-m", "models", "worker") as process:
        assert process.stdin and process.stdout
        yield Worker(
            cast("BufferedReader", process.stdout), cast("BinaryIO", process.stdin), psutil.Process(process.pid)
        )


@contextmanager
def bare(demo: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give the bare loop of a demo, which waits for its first round."""
    with _process("-c", _BARE, demo) as process:
        yield process


@contextmanager
def _process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=offscreen(),
    )
    assert process.stdin and process.stdout
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


class Bare:
    """The bare loop of a demo, a round at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def round(self, seconds: float) -> Taken:
        """Return what a round of so many seconds came to."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{seconds}\n".encode())
        self._process.stdin.flush()
        steps, busy_s = self._process.stdout.readline().split()
        return Taken(int(steps), float(busy_s))


class Live:
    """A demo at full speed in a worker, a round at a time; a run that comes to an end begins again.

    Between two rounds the run is held. It counts neither what happens then nor when its next pictures are due, so all
    rounds together are one run that goes on and is drawn as often as in the window.
    """

    def __init__(self, one: Worker, demo: str, run: int) -> None:
        self._one, self._demo, self._run = one, demo, run
        self._step = 0
        self._hold()

    def round(self, seconds: float) -> Taken:
        """Return what a round of so many seconds came to, from report to report, and hold the run."""
        self._one.send(protocol.Resume())
        begun: tuple[float, float] | None = None
        steps = 0
        for report in self._one.reports():
            now, taken = time.perf_counter(), self._taken(report)
            if begun is None:
                begun = now, self._one.busy_s()
                continue
            steps += taken
            if now - begun[0] >= seconds and isinstance(report, Frames):
                busy_s = self._one.busy_s() - begun[1]  # not asked at every report, or we would fall behind them
                self._hold()
                return Taken(steps, busy_s)
        raise RuntimeError(f"the worker ended while it ran {self._demo}")

    def _hold(self) -> None:
        """Hold the run and read what it had said before: two reports of one and the same time are of a held run."""
        for _ in range(2):
            self._one.send(protocol.Pause())
        last_s = -1.0
        for report in self._one.reports():
            self._taken(report, paused=True)
            if isinstance(report, Frames) and report.run == self._run:
                if report.seconds == last_s or report.step == 0:
                    return
                last_s = report.seconds

    def _taken(self, report: Report, *, paused: bool = False) -> int:
        """Return the steps taken since the report before; begin a run that ended again."""
        if isinstance(report, Failed):
            raise RuntimeError(report.sentence)
        if isinstance(report, (Diverged, Stopped)) and report.run == self._run:
            self._run, self._step = self._run + 1, 0
            self._one.send(protocol.Start(self._demo, {}, "cpu", run=self._run, paused=paused))
        if not isinstance(report, Frames) or report.run != self._run:
            return 0
        taken, self._step = report.step - self._step, report.step
        return taken


@dataclass(frozen=True, slots=True)
class Pair:
    """What a fresh worker and a fresh script came to; ``cold_s`` and ``warm_s`` until the worker's first frames."""

    live: Taken
    plain: Taken
    cold_s: float
    warm_s: float

    @property
    def share(self) -> float:
        """Return the worker's steps a busy second against the script's."""
        return self.live.rate / self.plain.rate


def _pair(demo: str) -> Pair:
    """Return what became of the demo in a worker, as its run 2, and in a script; their first rounds don't count."""
    with worker() as one:
        # Another seed: a worker shows the first frame of a run like the one before without building it.
        cold, warm = (_seconds_to_first_frame(one, demo, run, seed) for run, seed in ((1, 1), (2, 0)))
        with bare(demo) as process:
            worker_side, bare_side = Live(one, demo, 2), Bare(process)
            worker_side.round(1.0)
            bare_side.round(1.0)
            live = plain = Taken(0, 0.0)
            for _ in range(ROUNDS):
                plain += bare_side.round(SECONDS)
                live += worker_side.round(SECONDS)
    return Pair(live, plain, cold, warm)


def _seconds_to_first_frame(one: Worker, demo: str, run: int, seed: int) -> float:
    begun = time.perf_counter()
    one.first_frame(demo, run, seed=seed)
    return time.perf_counter() - begun


def measured(demo: str) -> list[Result]:
    """Return the figures of one demo: the mean share, and the median times to a first frame."""
    pairs = [_pair(demo) for _ in range(PAIRS)]
    shares = sorted(pair.share for pair in pairs)
    live, plain = (fmean(getattr(pair, side).rate for pair in pairs) for side in ("live", "plain"))
    beside = f"worker {live:,.0f}/s, bare {plain:,.0f}/s; pairs {shares[0]:.2f} to {shares[-1]:.2f}"
    results = [
        Result(
            f"{demo}: steps per busy second, worker to bare",
            fmean(shares),
            "x",
            f">= {TARGET_SHARE}",
            fmean(shares) >= TARGET_SHARE,
            beside,
        )
    ]
    for word, seconds, target in (
        ("cold", [pair.cold_s for pair in pairs], TARGET_COLD_S),
        ("warm", [pair.warm_s for pair in pairs], TARGET_WARM_S),
    ):
        name, middle = f"{demo}: first frame, {word}", median(seconds)
        results.append(Result(name, middle, "s", f"<= {target}", middle <= target, f"at most {max(seconds):.2f} s"))
    return results


def measure() -> list[Result]:
    """Return the figures of every demo."""
    return [result for demo in demos() for result in measured(demo)]


BENCH = Bench("worker", measure)
