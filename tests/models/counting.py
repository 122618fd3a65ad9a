"""A demo that only counts, on a clock that only the demo moves: every time in a test is exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction
from models.errors import DemoError
from models.knobs import Config, knob
from models.plots import Curves, Matrix


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@dataclass(frozen=True, slots=True)
class Counting(Config):
    """What a step and a drawing cost, and where the run ends."""

    step_seconds: float = knob(0.001, "How long a step takes.", low=0.0, high=10.0)
    picture_seconds: float = knob(0.0, "How long drawing takes.", low=0.0, high=10.0)
    rise: float = knob(1.0, "What a step adds.", low=-10.0, high=10.0, live=True)
    diverges_at: int = knob(10**9, "The step at which the sum is too large.", low=1, high=10**9)
    ends_at: int = knob(10**9, "The step after which nothing is left to do.", low=1, high=10**9)
    refused_at: int = knob(10**9, "The step that can't be taken.", low=1, high=10**9)


def counting_demo(clock: HandClock) -> Demo[Counting]:
    """Return a demo whose steps and drawings move the clock."""

    def train(config: Counting, device: str) -> Frames[Counting]:
        step, total = 0, 0.0

        def pictures() -> Pictures:
            clock.move(config.picture_seconds)
            return {"total": np.full((1, 1), total, np.float32)}

        while step <= config.ends_at:
            diverged = "The sum is too large." if step >= config.diverges_at else ""
            config = (yield Frame(step, {"total": total}, pictures, diverged)) or config
            for _ in range(config.steps_per_frame):
                if step + 1 == config.refused_at:
                    raise DemoError("This step can't be taken.")
                clock.move(config.step_seconds)
                step += 1
                total += config.rise

    def reached(config: Counting, moments: list[Moment]) -> int:
        return 0 if moments[-1].scalars["total"] >= 20 else 1

    return Demo(
        id="counting",
        topic="practice.counting",
        title="Counting",
        config=Counting,
        train=train,
        plots=(Curves(("total",), "Sum", "sum"), Matrix("total", "Sum", "", "")),
        predictions=(Prediction("Is the sum 20 or more?", ("yes", "no"), 20, lambda c, m: reached(c, list(m))),),
        source="tests.models.counting",
        reading="",
        uses_torch=False,
    )
