"""How soon a run at full speed answers Stop and Reset: the worst of several, one worker for all demos as in the app."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from models import protocol
from models.protocol import Diverged, Frames, Stopped
from tests.bench.bench import Bench, Result, demos
from tests.bench.worker import Worker, worker

TRAINS_S = (0.05, 0.13, 0.31, 0.5)  # how long each run trains before it is told, so that it is told anywhere in a step
TARGET_S = 0.1


def train(one: Worker, demo: str, run: int, seconds: float) -> None:
    """Start a run and take in what it says for so long, or until it comes to an end."""
    one.first_frame(demo, run)
    end = time.perf_counter() + seconds
    for report in one.reports():
        if time.perf_counter() >= end or isinstance(report, Stopped | Diverged):
            return


def stop_s(one: Worker, demo: str, run: int, after: int) -> float:
    """Return the seconds from Stop to Stopped, 0 for a run that has come to its end; the run after it waits."""
    begun, taken = time.perf_counter(), 0.0
    one.send(protocol.Stop())
    one.send(protocol.Start(demo, {}, "cpu", run=after, paused=True))
    for report in one.reports():
        if isinstance(report, Stopped) and report.run == run:
            taken = time.perf_counter() - begun
        if isinstance(report, Frames) and report.run == after:
            return taken
    raise RuntimeError(f"the worker ended while it ran {demo}")


def reset_s(one: Worker, demo: str, after: int) -> float:
    """Return the seconds from Reset, in the middle of a run, to the first frame of the next, which waits."""
    begun = time.perf_counter()
    one.first_frame(demo, after, paused=True)
    return time.perf_counter() - begun


def measured(one: Worker, demo: str, numbers: Iterator[int]) -> list[Result]:
    """Return how soon a demo answers."""
    stops, resets = [], []
    for seconds in TRAINS_S:
        run = next(numbers)
        train(one, demo, run, seconds)
        stops.append(stop_s(one, demo, run, next(numbers)))
        train(one, demo, next(numbers), seconds)
        resets.append(reset_s(one, demo, next(numbers)))
    return [
        Result(f"{demo}: {what}, worst of {len(times)}", max(times), "s", f"<= {TARGET_S}", max(times) <= TARGET_S)
        for what, times in (("Stop", stops), ("Reset", resets))
    ]


def measure() -> list[Result]:
    """Return the figures of every demo."""
    numbers = itertools.count(1)
    with worker() as one:
        return [result for demo in demos() for result in measured(one, demo, numbers)]


BENCH = Bench("answers", measure)
