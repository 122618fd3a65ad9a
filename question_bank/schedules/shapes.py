"""Schedules that are a formula of the step: power, exponential, steps, milestones, cosine, warm-up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

from question_bank.numerals import result, shown
from question_bank.slips import Slip
from question_bank.wording import listed

TOPIC = "optimization.schedules"
FORMULAS = "formulas"
MISTAKES = "common-mistakes"
WARM_UP = "warm-up"
DEGREES = "Your calculator counted in degrees. The cosine here takes radians."


class Shape(Protocol):
    """A learning rate as a function of the step, which counts from 0."""

    @property
    def hint(self) -> str:
        """Return how to begin, as a sentence without numbers."""

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""

    def told(self) -> str:
        """Return what the learning rate does, as a sentence."""

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers, as a sentence."""

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""


def slip(value: float, why: str, heading: str = FORMULAS) -> Slip:
    """Return a slip with a learning rate."""
    return Slip((value,), why, TOPIC, heading)


@dataclass(frozen=True, slots=True)
class Power:
    r"""$\eta_0 / (1 + t/s)$: half at $t = s$, a third at $2s$."""

    start: float
    scale: int
    hint: ClassVar[str] = "First $t/s$, then add 1, then divide."

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        return self.start / (1 + t / self.scale)

    def told(self) -> str:
        """Return what the learning rate does."""
        return (
            rf"The learning rate follows the power schedule $\eta_t = \dfrac{{\eta_0}}{{1 + t/s}}$ with "
            rf"$\eta_0 = {shown(self.start)}$ and $s = {self.scale}$."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        below = rf"1 + {t}/{self.scale}"
        return rf"$\eta_{{{t}}} = {shown(self.start)} / ({below}) {result(self.at(t))}$."

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        yield slip(
            self.start / (1 + t * self.scale), "You multiplied $t$ by $s$. The schedule divides: $t/s$.", MISTAKES
        )
        yield slip(self.start / (1 + self.scale / t), "$t$ and $s$ are swapped: it is $t/s$, not $s/t$.", MISTAKES)
        yield slip(self.start * self.scale / t, "The 1 in the denominator got lost: at $t = 0$ the rate is $\\eta_0$.")
        why = r"This is an exponential decay, $\eta_0\,e^{-t/s}$. The power schedule falls more slowly."
        yield slip(self.start * math.exp(-t / self.scale), why)
        why = r"This is the exponential schedule $\eta_0 \cdot 0.1^{t/s}$. Here the step stands in the denominator."
        yield slip(self.start * 0.1 ** (t / self.scale), why)
        yield slip(self.start / (1 + t), "The scale $s$ got lost: time is counted in units of $s$ steps.", MISTAKES)


@dataclass(frozen=True, slots=True)
class Exponential:
    r"""$\eta_0 \cdot 0.1^{t/s}$: a tenth every $s$ steps."""

    start: float
    scale: int
    hint: ClassVar[str] = "First the exponent $t/s$, then the power of 0.1."

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        return self.start * math.pow(0.1, t / self.scale)

    def told(self) -> str:
        """Return what the learning rate does."""
        return (
            rf"The learning rate follows the exponential schedule $\eta_t = \eta_0 \cdot 0.1^{{t/s}}$ with "
            rf"$\eta_0 = {shown(self.start)}$ and $s = {self.scale}$."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        power = f"0.1^{{{t}/{self.scale}}}"
        return (
            rf"$\eta_{{{t}}} = {shown(self.start)} \cdot {power} = {shown(self.start)} \cdot "
            rf"{shown(0.1 ** (t / self.scale))} {result(self.at(t))}$."
        )

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        why = "The base is 0.1, not $1/e$: every $s$ steps the rate falls to a tenth."
        yield slip(self.start * math.exp(-t / self.scale), why, MISTAKES)
        yield slip(self.start * 0.1 ** (self.scale / t), "$t$ and $s$ are swapped in the exponent.", MISTAKES)
        why = r"This is the power schedule $\eta_0/(1 + t/s)$. Here the step stands in the exponent."
        yield slip(self.start / (1 + t / self.scale), why)
        why = r"You multiplied by $t/s$. It is an exponent: $0.1^{t/s}$."
        yield slip(self.start * 0.1 * t / self.scale, why, MISTAKES)
        why = "The sign of the exponent slipped: the rate falls."
        yield slip(self.start * 10 ** (t / self.scale), why, MISTAKES)
        if t != self.scale:
            yield slip(self.start * 0.1, "This is the rate after exactly $s$ steps, whatever $t$ is.", MISTAKES)


@dataclass(frozen=True, slots=True)
class Steps:
    r"""The rate is multiplied by ``factor`` every ``every`` steps (torch's StepLR)."""

    start: float
    factor: float
    every: int
    hint: ClassVar[str] = "Count how often the rate has been lowered by this step."

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        return self.start * math.pow(self.factor, t // self.every)

    def told(self) -> str:
        """Return what the learning rate does."""
        return (
            rf"The learning rate starts at $\eta_0 = {shown(self.start)}$ and is multiplied by ${shown(self.factor)}$ "
            rf"every {self.every} steps, for the first time at step {self.every}."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        times = t // self.every
        return (
            rf"Up to step {t} the rate has been lowered $\lfloor {t}/{self.every} \rfloor = {times}$ times: "
            rf"${shown(self.start)} \cdot {shown(self.factor)}^{{{times}}} {result(self.at(t))}$."
        )

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        times = t // self.every
        why = f"The rate stands still between two drops: only whole periods count, ${times}$ of them."
        yield slip(self.start * self.factor ** (t / self.every), why, MISTAKES)
        yield slip(
            self.start * self.factor ** (times + 1), f"One drop too many: by step {t} there were {times}.", MISTAKES
        )
        yield slip(
            self.start * self.factor ** (times - 1), f"One drop too few: by step {t} there were {times}.", MISTAKES
        )
        why = f"You multiplied by the number of drops. Each drop multiplies by ${shown(self.factor)}$ once more."
        yield slip(self.start * self.factor * times, why, MISTAKES)
        yield slip(self.start * self.factor, f"The rate drops more than once: {times} times by step {t}.", MISTAKES)
        yield slip(self.start * (1 - self.factor) ** times, "You subtracted the share. The rate is multiplied by it.")


@dataclass(frozen=True, slots=True)
class Milestones:
    """The rate is multiplied by ``factor`` at each milestone (torch's MultiStepLR): piecewise constant."""

    start: float
    factor: float
    places: tuple[int, ...]
    hint: ClassVar[str] = "Count the milestones at or before this step."

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        return self.start * self.factor ** sum(place <= t for place in self.places)

    def told(self) -> str:
        """Return what the learning rate does."""
        *front, last = self.places
        places = f"{', '.join(map(str, front))} and {last}"
        return (
            rf"The learning rate is piecewise constant: it starts at $\eta_0 = {shown(self.start)}$ and is multiplied "
            rf"by ${shown(self.factor)}$ at each of the steps {places}, which already use the lower rate."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        passed = [place for place in self.places if place <= t]
        return (
            f"By step {t} the rate has dropped at step{'s' * (len(passed) > 1)} {listed(list(map(str, passed)))}: "
            rf"${shown(self.start)} \cdot {shown(self.factor)}^{{{len(passed)}}} {result(self.at(t))}$."
        )

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        times = sum(place <= t for place in self.places)
        yield slip(
            self.start * self.factor ** (times - 1), f"One drop too few: {times} lie at or before step {t}.", MISTAKES
        )
        yield slip(
            self.start * self.factor ** (times + 1), f"One drop too many: {times} lie at or before step {t}.", MISTAKES
        )
        why = f"You multiplied by the number of drops. Each drop multiplies by ${shown(self.factor)}$ once more."
        yield slip(self.start * self.factor * times, why, MISTAKES)
        yield slip(self.start, "This is the rate of the start, before any drop.", MISTAKES)
        why = f"You subtracted the share. The rate is multiplied by ${shown(self.factor)}$."
        yield slip(self.start * (1 - self.factor) ** times, why)


@dataclass(frozen=True, slots=True)
class Cosine:
    r"""$\eta_{min} + \tfrac12(\eta_0 - \eta_{min})(1 + \cos(\pi t/T))$: half a wave from the top to the floor."""

    start: float
    length: int
    floor: float = 0.0
    hint: ClassVar[str] = (
        r"Half a wave from top to floor, the angle in radians: "
        r"$\eta_t = \eta_{\min} + \tfrac{1}{2}(\eta_0 - \eta_{\min})(1 + \cos(\pi t/T))$."
    )

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        return self.floor + (self.start - self.floor) / 2 * (1 + math.cos(math.pi * t / self.length))

    def told(self) -> str:
        """Return what the learning rate does."""
        low = rf"$\eta_{{\min}} = {shown(self.floor)}$" if self.floor else "0"
        return (
            rf"The learning rate is annealed with a cosine: half a period leads from $\eta_0 = {shown(self.start)}$ at "
            rf"$t = 0$ down to {low} at $t = T = {self.length}$."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        wave = rf"1 + \cos\left(\pi \cdot {t}/{self.length}\right)"
        low = f"{shown(self.floor)} + " if self.floor else ""
        half = (self.start - self.floor) / 2
        return (
            rf"$\eta_{{{t}}} = {low}{shown(half)}\left({wave}\right) = {low}{shown(half)} \cdot "
            rf"{shown(1 + math.cos(math.pi * t / self.length))} {result(self.at(t))}$."
        )

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        share, swing, low = t / self.length, self.start - self.floor, self.floor
        yield slip(low + swing / 2 * (1 + math.cos(math.radians(math.pi * share))), DEGREES, MISTAKES)
        why = "This is a straight line down. The cosine is flat at both ends and steep in the middle."
        yield slip(low + swing * (1 - share), why)
        if low:
            why = f"The floor got lost: the wave swings between ${shown(self.start)}$ and ${shown(low)}$."
            yield slip(self.start / 2 * (1 + math.cos(math.pi * share)), why, MISTAKES)
            why = rf"You added the floor to a wave of full height. The wave spans ${shown(swing)}$."
            yield slip(low + self.start / 2 * (1 + math.cos(math.pi * share)), why, MISTAKES)
        why = "The 1 in the bracket got lost: it lifts the cosine, so that the wave ends at its floor."
        yield slip(low + swing / 2 * math.cos(math.pi * share), why, MISTAKES)
        why = r"The factor $\tfrac{1}{2}$ got lost: $1 + \cos$ runs from 2 to 0."
        yield slip(low + swing * (1 + math.cos(math.pi * share)), why, MISTAKES)
        why = r"You took a quarter of a wave. Half a period is $\pi t/T$."
        yield slip(low + swing * math.cos(math.pi * share / 2), why, MISTAKES)
        why = "You took a minus before the cosine, which lets the rate rise."
        yield slip(low + swing / 2 * (1 - math.cos(math.pi * share)), why, MISTAKES)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A straight line from ``start`` at step 0 to ``peak`` at step ``length``, level after it (torch's LinearLR)."""

    start: float
    peak: float
    length: int
    hint: ClassVar[str] = "On a straight line the share of the steps is the share of the climb."

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        return self.start + (self.peak - self.start) * min(1.0, t / self.length)

    def told(self) -> str:
        """Return what the learning rate does."""
        return (
            rf"The learning rate is warmed up: it rises in a straight line from ${shown(self.start)}$ at $t = 0$ to "
            rf"${shown(self.peak)}$ at $t = {self.length}$ and stays there."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        low = f"{shown(self.start)} + " if self.start else ""
        return rf"$\eta_{{{t}}} = {low}{shown(self.peak - self.start)} \cdot {t}/{self.length} {result(self.at(t))}$."

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        share = t / self.length
        if self.start:
            why = f"The line starts at ${shown(self.start)}$, not at 0."
            yield slip(self.peak * share, why, WARM_UP)
            why = f"You added the start to the whole peak. The line climbs by ${shown(self.peak - self.start)}$."
            yield slip(self.start + self.peak * share, why, WARM_UP)
        yield slip(self.peak, f"The peak is reached at step {self.length}; step {t} is still on the way.", WARM_UP)
        yield slip(self.start + (self.peak - self.start) * (1 - share), "The line rises; you let it fall.", WARM_UP)
        yield slip((self.start + self.peak) / 2, f"This is the middle, reached at step {self.length / 2:g}.", WARM_UP)
        why = "This is how far the rate still has to climb."
        yield slip((self.peak - self.start) * (1 - share), why, WARM_UP)


@dataclass(frozen=True, slots=True)
class WarmUpThenCosine:
    """A line from 0 to ``peak`` over ``warm`` steps, then a half cosine down to 0 at step ``total``."""

    peak: float
    warm: int
    total: int
    hint: ClassVar[str] = "Find out in which of the two pieces the step lies and how far into it."

    def at(self, t: float) -> float:
        """Return the learning rate at a step."""
        if t <= self.warm:
            return self.peak * t / self.warm
        return Cosine(self.peak, self.total - self.warm).at(t - self.warm)

    def told(self) -> str:
        """Return what the learning rate does."""
        return (
            rf"The learning rate rises in a straight line from 0 at $t = 0$ to its peak ${shown(self.peak)}$ at "
            rf"$t = {self.warm}$. From there half a period of a cosine leads it down to 0 at $t = {self.total}$."
        )

    def work(self, t: int) -> str:
        """Return the rate at a step with numbers."""
        if t <= self.warm:
            return rf"$\eta_{{{t}}} = {shown(self.peak)} \cdot {t}/{self.warm} {result(self.at(t))}$."
        done, length = t - self.warm, self.total - self.warm
        return (
            rf"Of the ${self.total} - {self.warm} = {length}$ steps of the cosine, ${t} - {self.warm} = {done}$ are "
            rf"behind: $\eta_{{{t}}} = {shown(self.peak / 2)}\left(1 + \cos\left(\pi \cdot {done}/{length}\right)"
            rf"\right) {result(self.at(t))}$."
        )

    def slips(self, t: int) -> Iterator[Slip]:
        """Yield the slips with the rate at a step."""
        if t <= self.warm:
            yield from WarmUp(0.0, self.peak, self.warm).slips(t)
            yield slip(Cosine(self.peak, self.total).at(t), "The cosine has not begun: this step is in the warm-up.")
            return
        done, length = t - self.warm, self.total - self.warm
        why = f"You let the cosine begin at $t = 0$. It begins at step {self.warm} and lasts {length} steps."
        yield slip(Cosine(self.peak, self.total).at(t), why, WARM_UP)
        why = f"The cosine lasts ${self.total} - {self.warm} = {length}$ steps: the warm-up is not part of it."
        yield slip(Cosine(self.peak, self.total).at(done), why, WARM_UP)
        why = f"The cosine begins at step {self.warm}: {done} of its steps are behind, not {t}."
        yield slip(Cosine(self.peak, length).at(t), why, WARM_UP)
        yield slip(self.peak * (1 - done / length), "This is a straight line down. The decay is a cosine.")
        yield slip(self.peak / 2 * (1 + math.cos(math.radians(math.pi * done / length))), DEGREES, MISTAKES)
        why = r"The factor $\tfrac{1}{2}$ got lost: $1 + \cos$ runs from 2 to 0."
        yield slip(self.peak * (1 + math.cos(math.pi * done / length)), why, MISTAKES)
