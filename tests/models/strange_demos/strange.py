"""A demo that goes wrong in every way a demo can, at its third step."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count

import numpy as np

from models.demo import Demo, Frame, Frames, Pictures
from models.errors import DemoError
from models.knobs import Config, knob
from models.plots import Curves, Images

TROUBLES = (
    *("none", "refusal", "bug", "memory", "gpu memory", "print", "stuck", "death", "divergence", "end"),
    *("large pictures", "libraries", "recording", "circle"),
)


@dataclass(frozen=True, slots=True)
class Strange(Config):
    """What goes wrong."""

    trouble: str = knob("none", "What goes wrong.", choices=TROUBLES)
    rise: float = knob(1.0, "What a step adds.", low=0.0, high=10.0, live=True)


def train(config: Strange, device: str) -> Frames[Strange]:
    """Count, and go wrong at the third step."""
    total, trouble = 0.0, config.trouble
    if trouble == "circle":
        _Circle(device)
    for step in count():
        diverged = "The sum left all bounds." if trouble == "divergence" and step == 3 else ""
        frame = Frame(step, {"sum": total}, lambda: _pictures(trouble), diverged)
        config = (yield frame) or config
        while not config.steps_per_frame:  # no more than a look
            config = (yield frame) or config
        total += config.rise
        if step == 2 and _goes_wrong(trouble, device):
            return


class _Circle:
    """Holds itself, as a run and its recorded step hold each other, and says when it is gone."""

    def __init__(self, device: str) -> None:
        self.me, self.device = self, device
        os.write(2, f"a circle on {self.device} begins\n".encode())

    def __del__(self) -> None:
        os.write(2, f"a circle on {self.device} is gone\n".encode())


def _pictures(trouble: str) -> Pictures:
    side = 600 if trouble == "large pictures" else 2
    return {"squares": np.zeros((3, side, side), np.float32)}


def _goes_wrong(trouble: str, device: str) -> bool:
    """Do what the trouble is; return whether the run just ends."""
    match trouble:
        case "refusal":
            raise DemoError("The third step is refused.")
        case "bug":
            raise ValueError("two and two are five")
        case "memory":
            raise MemoryError
        case "gpu memory" | "libraries" | "recording" if device != "cpu":
            _fill_gpu(trouble)
        case "print":
            os.write(1, b"a library says hello\n")
        case "stuck":
            for _ in count():
                continue
        case "death":
            os._exit(3)
    return trouble == "end"


def _fill_gpu(trouble: str) -> None:
    """Say that memory is out as torch does: itself, through one of CUDA's libraries, or where a recording broke off."""
    if trouble == "libraries":
        raise RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")
    try:
        raise RuntimeError("strange device: out of memory")
    finally:
        if trouble == "recording":
            raise RuntimeError("operation failed due to a previous error during capture")


DEMO = Demo(
    id="strange",
    topic="practice.strange",
    title="Strange",
    config=Strange,
    train=train,
    plots=(Curves(("sum",), "Sum", "sum"), Images("squares", "Squares")),
    predictions=(),
    source="models.registry",
    reading="",
)
