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
    "large pictures",
)


@dataclass(frozen=True, slots=True)
class Strange(Config):
    """What goes wrong."""

    trouble: str = knob("none", "What goes wrong.", choices=TROUBLES)
    rise: float = knob(1.0, "What a step adds.", low=0.0, high=10.0, live=True)


def train(config: Strange, device: str) -> Frames[Strange]:
    """Count, and go wrong at the third step."""
    total, trouble = 0.0, config.trouble
    for step in count():
        diverged = "The sum left all bounds." if trouble == "divergence" and step == 3 else ""
        config = (yield Frame(step, {"sum": total}, lambda: _pictures(trouble), diverged)) or config
        total += config.rise
        if step == 2 and _goes_wrong(trouble, device):
            return


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
        case "gpu memory" if device != "cpu":
            raise RuntimeError("strange device: out of memory")
        case "print":
            os.write(1, b"a library says hello\n")
        case "stuck":
            for _ in count():
                continue
        case "death":
            os._exit(3)
    return trouble == "end"


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
