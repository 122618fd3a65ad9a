"""Loss curves of real gradient descent on a noisy bowl, slow, fast, swinging and diverging."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

STEPS = 40
OFF_THE_PICTURE = 2.5  # a run is drawn until its loss is this many times what it was at the start
Curve = tuple[float, ...]


class Behaviour(StrEnum):
    """What a loss curve shows of its learning rate."""

    LOW = "low"
    FINE = "fine"
    SWINGS = "swings"
    DIVERGES = "diverges"


SHARES = {  # the learning rate as a share of the limit 2/L
    Behaviour.LOW: (0.001, 0.0025),
    Behaviour.FINE: (0.35, 0.55),
    Behaviour.SWINGS: (0.93, 0.965),
    Behaviour.DIVERGES: (1.02, 1.08),
}


@dataclass(frozen=True, slots=True)
class Bowl:
    """A loss with two curvatures and a lowest value, whose gradient is known up to noise, as from mini-batches."""

    low: float
    high: float
    noise: float
    start: tuple[float, float]
    floor: float

    def loss(self, x: float, y: float) -> float:
        """Return the loss at a point."""
        return self.floor + (self.low * x * x + self.high * y * y) / 2

    def run(self, rng: random.Random, etas: tuple[float, ...]) -> Curve:
        """Return the losses before each step and after the last, one learning rate a step, until off the picture."""
        x, y = self.start
        losses = [self.loss(x, y)]
        for eta in etas:
            x -= eta * (self.low * x + self.noise * rng.gauss(0, 1))
            y -= eta * (self.high * y + self.noise * rng.gauss(0, 1))
            losses.append(self.loss(x, y))
            if losses[-1] > OFF_THE_PICTURE * losses[0]:
                break
        return tuple(losses)


def draw_bowl(rng: random.Random, high: float) -> Bowl:
    """Return a bowl on which a rate just below the limit swings at about a third of the height of the start."""
    low, floor = high / rng.choice((4, 5, 8)), rng.randint(2, 12) / 50
    height = rng.randint(8, 30) / 10
    steep = rng.uniform(0.5, 0.7)
    start = (math.sqrt(2 * height * (1 - steep) / low), math.sqrt(2 * height * steep / high))
    noise = high / 1.9 * math.sqrt(0.38 * 0.3 * height / high)
    return Bowl(low, high, noise, start, floor)


def draw_rate(rng: random.Random, bowl: Bowl, behaviour: Behaviour) -> float:
    """Return a learning rate of two significant digits, three near the limit, that should behave like this."""
    rate = rng.uniform(*SHARES[behaviour]) * 2 / bowl.high
    return float(f"{rate:.3g}" if behaviour in (Behaviour.SWINGS, Behaviour.DIVERGES) else f"{rate:.2g}")


def draw_run(rng: random.Random, bowl: Bowl, behaviour: Behaviour) -> tuple[float, Curve]:
    """Return a learning rate and a run on a bowl that clearly shows a behaviour."""
    while True:
        eta = draw_rate(rng, bowl, behaviour)
        curve = bowl.run(rng, (eta,) * STEPS)
        if shows(curve, behaviour, bowl.floor):
            return eta, curve


def draw_run_at(rng: random.Random, eta: float, behaviour: Behaviour) -> Curve:
    """Return a run that clearly shows a behaviour at a given rate: the bowl is made to fit."""
    while True:
        bowl = draw_bowl(rng, rng.uniform(*SHARES[behaviour]) * 2 / eta)
        curve = bowl.run(rng, (eta,) * STEPS)
        if shows(curve, behaviour, bowl.floor):
            return curve


def shows(curve: Curve, behaviour: Behaviour, floor: float = 0.0) -> bool:
    """Tell whether a curve leaves no doubt about how it behaves."""
    heights = [loss - floor for loss in curve]
    start, tail = heights[0], heights[-20:]
    late = sum(tail[-10:]) / 10
    if behaviour is Behaviour.LOW:
        return 0.6 * start < late < 0.93 * start and max(heights) < 1.05 * start
    if behaviour is Behaviour.FINE:
        return late < 0.1 * start and max(tail) < 0.18 * start and heights[len(heights) // 4] < 0.4 * start
    if behaviour is Behaviour.DIVERGES:
        return heights[-1] > 2.3 * start and len(curve) > 6
    if len(curve) <= STEPS:  # it left the picture on one wild step
        return False
    swings = max(tail) - min(tail) > 0.3 * start and turns(tail) >= 8
    return swings and 0.2 * start < late < 0.7 * start and max(tail) < 1.5 * start


def turns(losses: list[float]) -> int:
    """Count how often a run of losses changes from falling to rising or back."""
    ups = [later > earlier for earlier, later in pairwise(losses)]
    return sum(one != other for one, other in pairwise(ups))
