"""Steps a second in the worker, with frames, against the same loop in a bare script; and the time to a first frame.

Seconds are the process's own, on the processor: other programs slow both sides, but never alike.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import BinaryIO, cast

import psutil

from models import protocol, registry
from models.protocol import Command, Decoder, Frames, Report, Started
from tests.bench.bench import ROOT, Bench, Result, child_figures, median, offscreen

SECONDS, ROUNDS = 3.0, 3
TARGET_SHARE, TARGET_COLD_S, TARGET_WARM_S = 0.95, 2.5, 0.5

# The loop a student would write: no window, no worker, nothing drawn. It gives way to other programs as the worker
# does, or a busy machine would slow only one of the two.
_BARE = """
import json, os, sys, time, torch
from models import registry, worker
if hasattr(os, "nice"):
    os.nice(worker.NICENESS)
torch.set_num_threads(1)
demo = registry.demo(sys.argv[1])
frames = demo.train(demo.config(), "cpu")
end = time.perf_counter() + float(sys.argv[2]) * 0.25
while time.perf_counter() < end: first = next(frames)
begun = time.process_time()
end = time.perf_counter() + float(sys.argv[2])
while time.perf_counter() < end: last = next(frames)
print(json.dumps({"rate": (last.step - first.step) / (time.process_time() - begun)}))
"""


class Worker:
    """A real worker process, spoken to as the app does."""

    def __init__(self, out: BufferedReader, into: BinaryIO, process: psutil.Process) -> None:
        """Join the two pipes."""
        self._out, self._into, self._process = out, into, process
        self._decoder = Decoder(protocol.REPORTS)

    def send(self, command: Command) -> None:
        """Say something to the worker."""
        self._into.write(protocol.encode(command))
        self._into.flush()

    def busy_s(self) -> float:
        """Return the seconds that the worker has been on the processor."""
        taken = self._process.cpu_times()
        return float(taken.user + taken.system)

    def reports(self) -> Iterator[Report]:
        """Yield what the worker says, as it comes."""
        while piece := self._out.read1(1 << 16):
            yield from self._decoder.feed(piece)


@contextmanager
def worker() -> Iterator[Worker]:
    """Give a fresh worker process and end it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "models", "worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=offscreen(),
    )
    assert process.stdin and process.stdout
    try:
        yield Worker(
            cast("BufferedReader", process.stdout), cast("BinaryIO", process.stdin), psutil.Process(process.pid)
        )
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def rate_in_worker(demo: str) -> float:
    """Return the steps a second at full speed, over the same span as the bare loop."""
    with worker() as one:
        one.send(protocol.Start(demo, {}, "cpu"))
        begun: tuple[float, float, int] | None = None
        warm_at = float("inf")
        for report in one.reports():
            now = time.perf_counter()
            if isinstance(report, Started):
                warm_at = now + SECONDS * 0.25
            if isinstance(report, Frames) and now >= warm_at:
                begun = begun or (now, one.busy_s(), report.step)
                if now - begun[0] >= SECONDS:
                    return (report.step - begun[2]) / (one.busy_s() - begun[1])
    raise RuntimeError(f"the worker ended while it ran {demo}")


def seconds_to_first_frame(demo: str) -> tuple[float, float]:
    """Return the seconds from Run to a frame with a new process, and with the same one again."""
    begun = time.perf_counter()
    taken: list[float] = []
    with worker() as one:
        one.send(protocol.Start(demo, {}, "cpu", run=0))
        for report in one.reports():
            if isinstance(report, Frames) and report.run == len(taken):
                taken.append(time.perf_counter() - begun)
                if len(taken) == 2:
                    break
                begun = time.perf_counter()
                one.send(protocol.Start(demo, {}, "cpu", run=1))
    return taken[0], taken[1]


def measure() -> list[Result]:
    """Return the figures of every demo; worker and bare loop take turns."""
    results = []
    for demo in registry.demos():
        bare, live = [], []
        for _ in range(ROUNDS):
            bare.append(child_figures(_BARE, demo, str(SECONDS))["rate"])
            live.append(rate_in_worker(demo))
        share = median(live) / median(bare)
        beside = f"worker {median(live):,.0f}/s, bare {median(bare):,.0f}/s"
        results.append(
            Result(
                f"{demo}: steps per busy second, worker to bare", share, "x", ">= 0.95", share >= TARGET_SHARE, beside
            )
        )
        cold, warm = seconds_to_first_frame(demo)
        results.append(Result(f"{demo}: first frame, cold", cold, "s", f"<= {TARGET_COLD_S}", cold <= TARGET_COLD_S))
        results.append(Result(f"{demo}: first frame, warm", warm, "s", f"<= {TARGET_WARM_S}", warm <= TARGET_WARM_S))
    return results


BENCH = Bench("worker", measure)
