"""What the training loops of the demos share: seeded weights, running means, when to give up, when something was so."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from models.demo import Frame, Frames, Moment
from models.knobs import Config, ConfigT

if TYPE_CHECKING:
    from torch import Tensor
    from torch.optim import Optimizer

T = TypeVar("T")
LiveConfigT = TypeVar("LiveConfigT", bound=Config, contravariant=True)

SMOOTHING = 0.1  # the weight of the newest value in a running mean: it looks back over about 10 steps
HOPELESS = 50.0  # a loss so many times that of the untrained net is not coming back


class Run(Protocol[LiveConfigT]):
    """A run that ``frames_of`` can drive: what there is to see now, and one training step."""

    def frame(self, config: LiveConfigT) -> Frame:
        """Return what there is to see now."""

    def take_step(self, config: LiveConfigT) -> None:
        """Train one step with the live knobs as they stand."""


def frames_of(run: Run[ConfigT], config: ConfigT) -> Frames[ConfigT]:
    """Yield a frame before the first step and every ``steps_per_frame`` steps, until the run diverges."""
    while True:
        frame = run.frame(config)
        config = (yield frame) or config
        if frame.diverged:
            return
        for _ in range(config.steps_per_frame):
            run.take_step(config)


def descend(optimizer: Optimizer, loss: Tensor, learning_rate: float, *, largest_gradient: float = math.inf) -> None:
    """Move the weights one step against the gradient of the loss, its norm clipped; the rate may change every step."""
    import torch

    optimizer.zero_grad()
    torch.autograd.backward(loss)
    for group in optimizer.param_groups:
        group["lr"] = learning_rate
        if largest_gradient < math.inf:
            torch.nn.utils.clip_grad_norm_(group["params"], largest_gradient)
    optimizer.step()


def seeded(seed: int, build: Callable[[], T]) -> T:
    """Return what ``build`` makes with torch's dice set to ``seed``, and leave the dice of everybody else alone."""
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build()


class RunningMean:
    """A mean in which what is long ago counts less and less; it stays on the device until it is read.

    Without a start it begins with the first value that it takes in, and is NaN until then.
    """

    def __init__(self, start: Tensor | None = None) -> None:
        self._mean = None if start is None else start.detach().clone()

    def update(self, value: Tensor) -> None:
        """Take in one more value."""
        if self._mean is None:
            self._mean = value.detach().clone()
        else:
            self._mean.lerp_(value.detach(), SMOOTHING)

    def read(self) -> float:
        """Return the mean; on a GPU this waits for the steps that are under way."""
        return math.nan if self._mean is None else float(self._mean)


def diverged(loss: float, at_start: float, learning_rate: float) -> str:
    """Return in plain words why a run can't go on, or "" if it can. ``at_start`` is the loss of the untrained net."""
    if math.isfinite(loss) and loss <= HOPELESS * at_start + 1.0:
        return ""
    grown = f"grew from {at_start:.2f} to {loss:,.0f}" if math.isfinite(loss) else "grew beyond all numbers"
    return (
        f"The loss {grown}: far worse than before training. With a learning rate of {learning_rate:g} every step "
        f"jumps over the valley and lands higher on the other side. Choose a smaller learning rate, for example "
        f"{learning_rate / 10:g}, and run again."
    )


def finite(scalars: Mapping[str, float]) -> dict[str, float]:
    """Return the scalars that are numbers: a run that breaks leaves out what it can't measure any more."""
    return {name: value for name, value in scalars.items() if math.isfinite(value)}


def first_at(moments: Sequence[Moment], scalar: str, step: int) -> float:
    """Return a scalar at the first moment at or after ``step``, or at the last one of a run that ended before.

    NaN where it was not measured.
    """
    at = next((moment for moment in moments if moment.step >= step), moments[-1])
    return at.scalars.get(scalar, math.nan)


def reached_at(moments: Sequence[Moment], reached: Callable[[Moment], bool]) -> float:
    """Return the step of the first moment for which ``reached`` holds, or infinity."""
    return next((float(moment.step) for moment in moments if reached(moment)), math.inf)
