"""A demo without torch that a test can run in a blink: a ball rolls down a parabola, or leaves it for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np

from models.demo import Demo, Frame, Frames, Moment, Pictures, Prediction, Preset
from models.knobs import Config as CommonConfig
from models.knobs import KnobValue, knob, with_values
from models.plots import Bars, Curves, Text
from studyapp.ui.demo_view import DemoView

OUT_OF_BOUNDS = 1e6


@dataclass(frozen=True, slots=True)
class Config(CommonConfig):
    """One knob of each type."""

    steps_per_frame: int = knob(1, "Steps between two drawings.", label="steps per frame", low=1, high=1000, live=True)
    rate: float = knob(0.1, "Above 1 it overshoots.", label="learning rate", low=1e-4, high=10.0, live=True, log=True)
    start: float = knob(1.0, "Where the ball begins.", low=-2.0, high=2.0, step=0.1)
    balls: int = knob(1, "How many roll.", low=1, high=8)
    slope: str = knob("gentle", "The shape of the valley.", choices=("gentle", "steep"))
    friction: bool = knob(False, "Whether it brakes.", live=True)
    text: str = knob("", "What is written beside it.", holds="text")


def train(config: Config, device: str) -> Frames[Config]:
    """Yield the ball's place and height."""
    place = config.start + config.seed
    step = 0
    while True:
        height = place**2
        reason = (
            "Every step went further up the other side. Choose a smaller learning rate." if abs(place) > 1e6 else ""
        )
        frame = Frame(step, {"height": height, "place": place}, partial(_pictures, place), reason)
        config = (yield frame) or config
        if reason:
            return
        for _ in range(config.steps_per_frame):
            place -= config.rate * 2 * place
            step += 1


def _pictures(place: float) -> Pictures:
    return {"bars": np.array([abs(place), place**2], np.float32), "words": f"The ball is at {place:.3f}."}


def below_half(config: Config, moments: Sequence[Moment]) -> int:
    """Return 0 if the ball ended below a height of one half."""
    return 0 if moments[-1].scalars["height"] < 0.5 else 1


DEMO: Demo[Config] = Demo(
    id="small",
    topic="foundations.small",
    title="A ball in a valley",
    config=Config,
    train=train,
    plots=(
        Curves(("height", "place"), "Height and place", "metres"),
        Bars("bars", "Now", "metres", label_names=("x", "y")),
        Text("words", "In words"),
    ),
    predictions=(
        Prediction("Will it be below 0.5 at step 5?", ("yes", "no"), 5, below_half),
        Prediction("Will it be below 0.5 at step 20?", ("yes", "no"), 20, below_half),
    ),
    source="models.knobs",
    reading="The **height** falls when the learning rate $\\eta$ is small.",
    presets=(
        Preset("Too far", "Each step overshoots further than the one before.", {"rate": 1.5}),
        Preset("Far out", "It begins at the edge.", {"start": 2.0}),
    ),
    uses_torch=False,
)


def frames(count: int, **values: KnobValue) -> list[Frame]:
    """Return the first frames of a real run, up to its end if that comes first."""
    config = with_values(Config(), values)
    return [frame for frame, _ in zip(train(config, "cpu"), range(count), strict=False)]


def feed(view: DemoView, run: Sequence[Frame], *, at_once: int = 1) -> None:
    """Give a view the frames of a run, so many at a time, as the app does."""
    for first in range(0, len(run), at_once):
        part = run[first : first + at_once]
        moments = [Moment(frame.step, frame.scalars) for frame in part]
        view.add_frames(moments, part[-1].pictures(), 1234.5, seconds=first / 10)


def values_of(config: Config) -> dict[str, KnobValue]:
    """Return the knobs by name."""
    return asdict(config)
