"""Runs a demo without a window: which device it gets, a run with an end, and what became of its predictions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.demo import Demo, Frame, Moment, Picture
from models.errors import DemoError
from models.knobs import ConfigT
from models.registry import AnyDemo

Clock = Callable[[], float]
"""Seconds that only grow, from any beginning."""


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to.

    ``moments`` holds the scalars of every frame, ``pictures`` those of the last one. ``diverged`` is "" or says
    why the run ended early. ``seconds`` is what the run took, drawing the last pictures left out.
    """

    moments: tuple[Moment, ...]
    pictures: Mapping[str, Picture]
    diverged: str
    seconds: float

    @property
    def steps(self) -> int:
        """Return how many training steps were taken."""
        return self.moments[-1].step

    @property
    def steps_per_second(self) -> float:
        """Return the steps a second, 0 for a run too short to say."""
        return self.steps / self.seconds if self.seconds > 0 else 0.0


DEVICES = ("auto", "cpu", "cuda", "mps")
"""What can be asked for; "mps" is the GPU of an Apple computer."""


def chosen_device(asked: str) -> str:
    """Return "cpu", "cuda" or "mps" for one of ``DEVICES``; raises DemoError when a GPU is asked for and absent."""
    if asked == "cpu":
        return "cpu"
    if asked not in DEVICES:
        raise DemoError(f"A device is {', '.join(DEVICES[:-1])} or {DEVICES[-1]}, not {asked!r}.")
    there = devices()
    if asked == "auto":
        return there[-1]
    if asked not in there:
        raise DemoError(f"This computer has no {asked.upper()} device that torch can use. Choose the CPU, or auto.")
    return asked


def devices() -> tuple[str, ...]:
    """Return what this computer has, the slowest first: "cpu", "mps" and "cuda"; the last is what "auto" takes."""
    import torch

    there = {"mps": torch.backends.mps.is_available(), "cuda": torch.cuda.is_available()}
    return ("cpu", *(name for name, available in there.items() if available))


def device_for(demo: AnyDemo, asked: str) -> str:
    """Return the device a run of the demo gets; one that does without torch is on the CPU, and torch stays unloaded."""
    device = chosen_device(asked if demo.uses_torch else "cpu")
    return "cpu" if device == "mps" and demo.float64 else device


def device_name(device: str) -> str:
    """Return the device as the learner reads it: "CPU", "Apple GPU", "NVIDIA H100"."""
    if device in (names := {"cpu": "CPU", "mps": "Apple GPU"}):
        return names[device]
    import torch

    return torch.cuda.get_device_name(device)


def use_one_thread() -> None:
    """Keep torch to one thread: on nets this small a second one waits more than it works."""
    import torch

    torch.set_num_threads(1)


def moment_of(frame: Frame) -> Moment:
    """Return the frame's scalars as plain floats."""
    return Moment(frame.step, {name: float(value) for name, value in frame.scalars.items()})


def run(
    demo: Demo[ConfigT],
    config: ConfigT,
    device: str,
    *,
    frames: int | None = None,
    seconds: float | None = None,
    steps: int | None = None,
    clock: Clock = time.perf_counter,
) -> RunResult:
    """Run the demo until it has shown so many frames, taken so long or reached that step, whichever comes first."""
    if frames is None and seconds is None and steps is None:
        raise DemoError("A run needs an end: a number of frames, seconds or steps.")
    if demo.uses_torch:
        use_one_thread()
    moments: list[Moment] = []
    started = clock()
    generator = demo.train(config, device)
    for frame in generator:
        moments.append(moment_of(frame))
        took = clock() - started
        limits = ((len(moments), frames), (took, seconds), (frame.step, steps))
        if frame.diverged or any(limit is not None and value >= limit for value, limit in limits):
            pictures = dict(frame.pictures())
            generator.close()
            return RunResult(tuple(moments), pictures, frame.diverged, took)
    raise DemoError(f"{demo.id} ended before its time and without a word.")


def judged(
    demo: Demo[ConfigT], config: ConfigT, moments: Sequence[Moment], *, ended: bool = False
) -> tuple[int | None, ...]:
    """Return for each prediction the option that came true, or None when the run has not come that far.

    A prediction is judged by the moments up to its ``after_steps``, however long the run went on. ``ended`` says that
    the run diverged or was stopped: then it is judged by what there is.
    """
    return tuple(
        prediction.truth(config, seen) if (seen := _seen(moments, prediction.after_steps, ended=ended)) else None
        for prediction in demo.predictions
    )


def _seen(moments: Sequence[Moment], after_steps: int, *, ended: bool) -> Sequence[Moment]:
    """Return the moments up to the first at or after ``after_steps``; none when the run has not come that far."""
    for count, moment in enumerate(moments, start=1):
        if moment.step >= after_steps:
            return moments[:count]
    return moments if ended else ()
