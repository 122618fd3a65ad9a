"""Adam and its relatives: AdamW takes weight decay out of the gradient, Nadam looks ahead as Nesterov does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from question_bank.numerals import held, result, shown, squared
from question_bank.optimizers.rule import EPSILON, MISTAKES, ONE_STEP, State, away, bare
from question_bank.slips import Cells, Slip

CORRECTION = "bias-correction"
STEP = r"\theta \leftarrow \theta - \eta\,\frac{\hat m}{\sqrt{\hat v} + \varepsilon}"

DECAYED_STEP = (
    r"\theta \leftarrow \theta - \eta\left(\frac{\hat m}{\sqrt{\hat v} + \varepsilon} + \lambda\,\theta\right)"
)


@dataclass(frozen=True, slots=True)
class Adam:
    r"""Running averages $m$ of the gradient and $v$ of its square, both corrected for having started at 0.

    ``decay`` above 0 makes it AdamW; ``ahead`` makes it Nadam in Dozat's form with a constant $\beta_1$.
    """

    eta: float
    beta1: float
    beta2: float
    decay: float = 0.0
    ahead: bool = False
    symbols: ClassVar[tuple[str, ...]] = ("m", "v")

    @property
    def name(self) -> str:
        """Return what it is called in a sentence."""
        return "Nadam" if self.ahead else "AdamW" if self.decay else "Adam"

    @property
    def topic(self) -> str:
        """Return the topic that explains it."""
        return f"optimization.{self.name.lower()}"

    @property
    def disputed(self) -> bool:
        """Tell that Nadam comes in several forms."""
        return self.ahead

    def formula(self) -> tuple[str, ...]:
        """Return the rule in letters, a line each."""
        first = r"\hat m = \frac{m}{1 - \beta_1^t}"
        if self.ahead:
            first = r"\hat m = \frac{\beta_1\,m}{1 - \beta_1^{t+1}} + \frac{(1 - \beta_1)\,g}{1 - \beta_1^t}"
        step = STEP
        if self.decay:
            step = DECAYED_STEP
        return (
            r"m \leftarrow \beta_1 m + (1 - \beta_1)\,g",
            r"v \leftarrow \beta_2 v + (1 - \beta_2)\,g^2",
            first,
            r"\hat v = \frac{v}{1 - \beta_2^t}",
            step,
        )

    def settings(self) -> tuple[str, ...]:
        """Return the settings."""
        decay = (rf"\lambda = {shown(self.decay)}",) if self.decay else ()
        betas = (rf"\beta_1 = {shown(self.beta1)}", rf"\beta_2 = {shown(self.beta2)}")
        return (rf"\eta = {shown(self.eta)}", *betas, *decay)

    def place(self, state: State) -> float:
        """Return where the gradient is taken."""
        return state.theta

    def remember(self, state: State, gradient: float) -> Cells:
        """Return the new averages, not yet corrected."""
        m, v = state.memory
        return self.beta1 * m + (1 - self.beta1) * gradient, self.beta2 * v + (1 - self.beta2) * gradient**2

    def corrected(self, state: State, gradient: float, memory: Cells) -> Cells:
        r"""Return $\hat m$ and $\hat v$ from the new averages; step number t is one more than the steps made."""
        (m, v), t = memory, state.steps + 1
        second = v / (1 - self.beta2**t)
        if self.ahead:
            ahead = self.beta1 * m / (1 - self.beta1 ** (t + 1))
            return ahead + (1 - self.beta1) * gradient / (1 - self.beta1**t), second
        return m / (1 - self.beta1**t), second

    def arrive(self, state: State, gradient: float, memory: Cells) -> float:
        """Return the new parameter."""
        return self.arrive_with(state, self.corrected(state, gradient, memory))

    def arrive_with(self, state: State, corrected: Cells) -> float:
        """Return the new parameter from the corrected averages."""
        first, second = corrected
        return state.theta * (1 - self.eta * self.decay) - self.eta * first / (math.sqrt(second) + EPSILON)

    def memory_work(self, state: State, gradient: float) -> str:
        """Return the new averages with numbers."""
        (old_m, old_v), (m, v) = state.memory, self.remember(state, gradient)
        b1, b2 = self.beta1, self.beta2
        return (
            rf"$m = {shown(b1)} \cdot {held(old_m)} + {shown(1 - b1)} \cdot {held(gradient)} {result(m)}$ and "
            rf"$v = {shown(b2)} \cdot {shown(old_v)} + {shown(1 - b2)} \cdot {squared(gradient)} {result(v)}$."
        )

    def correction_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the corrected averages with numbers."""
        (m, v), (first, second), t = memory, self.corrected(state, gradient, memory), state.steps + 1
        b1, b2 = shown(self.beta1), shown(self.beta2)
        one = rf"{shown(m)} / (1 - {b1}^{t})"
        if self.ahead:
            now = rf"{shown(1 - self.beta1)} \cdot {held(gradient)} / (1 - {b1}^{t})"
            one = rf"{b1} \cdot {held(m)} / (1 - {b1}^{t + 1}) + {now}"
        return rf"$\hat m = {one} {result(first)}$ and $\hat v = {shown(v)} / (1 - {b2}^{t}) {result(second)}$."

    def arrival_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the correction and the new parameter with numbers."""
        return f"{self.correction_work(state, gradient, memory)} {self.step_work(state, gradient, memory)}"

    def step_work(self, state: State, gradient: float, memory: Cells) -> str:
        """Return the new parameter with numbers, after the correction."""
        first, second = self.corrected(state, gradient, memory)
        quotient = rf"{shown(first)} / {shown(math.sqrt(second))}"
        if self.decay:
            quotient = rf"({quotient} + {shown(self.decay)} \cdot {held(state.theta)})"
        elif first < 0:
            quotient = rf"({shown(first)}) / {shown(math.sqrt(second))}"
        new = self.arrive(state, gradient, memory)
        return (
            rf"With $\sqrt{{\hat v}} {result(math.sqrt(second))}$ the step is $\theta = {shown(state.theta)} - "
            rf"{shown(self.eta)} \cdot {quotient} {result(new)}$."
        )

    def memory_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the averages."""
        (old_m, old_v), (m, v) = state.memory, self.remember(state, gradient)
        b1, b2 = self.beta1, self.beta2
        why = r"This is already the corrected pair $\hat m$, $\hat v$. Asked for are the averages before correction."
        yield Slip(self.corrected(state, gradient, (m, v)), why, self.topic, CORRECTION)
        why = r"$\beta$ and $1 - \beta$ are swapped: the past counts $\beta$, the new value the small rest."
        swapped = (1 - b1) * old_m + b1 * gradient, (1 - b2) * old_v + b2 * gradient**2
        yield Slip(swapped, why, self.topic, MISTAKES)
        why = rf"$v$ averages squares: it takes ${squared(gradient)}$, not ${shown(gradient)}$."
        yield Slip((m, b2 * old_v + (1 - b2) * abs(gradient)), why, self.topic, ONE_STEP)
        why = r"$\beta_1$ and $\beta_2$ are swapped: $\beta_1$ belongs to $m$, $\beta_2$ to $v$."
        mixed = b2 * old_m + (1 - b2) * gradient, b1 * old_v + (1 - b1) * gradient**2
        yield Slip(mixed, why, self.topic, MISTAKES)
        why = r"The factors $1 - \beta$ of the new values got lost: these are averages, not sums."
        yield Slip((b1 * old_m + gradient, b2 * old_v + gradient**2), why, self.topic, ONE_STEP)

    def correction_slips(self, state: State, gradient: float) -> Iterator[Slip]:
        r"""Yield the slips with $\hat m$ and $\hat v$."""
        (m, v), t = self.remember(state, gradient), state.steps + 1
        (first, second), one, two = self.corrected(state, gradient, (m, v)), 1 - self.beta1**t, 1 - self.beta2**t
        why = "These are the averages without the correction, which are too small after so few steps."
        yield Slip((m, v), why, self.topic, CORRECTION)
        if self.ahead:
            why = r"This is Adam's $\hat m$. Nadam's mixes in the gradient as the rule shows."
            yield Slip((m / one, second), why, self.topic, ONE_STEP)
        why = r"You multiplied by $1 - \beta^t$. Dividing by it makes up for the start at 0."
        yield Slip((m * one, v * two), why, self.topic, CORRECTION)
        why = "Only the first average was corrected. Both started at 0, so both need it."
        yield Slip((first, v), why, self.topic, CORRECTION)
        why = r"You corrected $m$ with $\beta_2$ and $v$ with $\beta_1$. Each takes its own."
        yield Slip((m / two, v / one), why, self.topic, CORRECTION)
        yield Slip((gradient, gradient**2), _only_new(state), self.topic, ONE_STEP)
        why = rf"The exponent is the number of this step, $t = {t}$."
        yield Slip((m / (1 - self.beta1 ** (t + 1)), v / (1 - self.beta2 ** (t + 1))), why, self.topic, CORRECTION)

    def slips(self, state: State, gradient: float) -> Iterator[Slip]:
        """Yield the slips with the new parameter."""
        m, v = self.remember(state, gradient)
        first, second = self.corrected(state, gradient, (m, v))
        if self.decay:
            yield from self._decay_slips(state, (first, second))
        why = (
            "The bias correction got lost: early on $m$ and $v$ are too small, and by different factors, so that the "
            "step comes out wrong."
        )
        yield Slip((self.arrive_with(state, (m, v)),), why, self.topic, CORRECTION)
        yield away(self, state, gradient)
        why = rf"The root got lost: $\hat m$ is divided by $\sqrt{{\hat v}} = {shown(math.sqrt(second))}$."
        yield Slip((self.arrive_with(state, (first, second**2)),), why, self.topic, MISTAKES)
        yield bare(self, state, gradient)
        if self.ahead:
            why = r"This is Adam's step. Nadam's $\hat m$ already contains a part of the next step's momentum."
            plain = m / (1 - self.beta1 ** (state.steps + 1))
            yield Slip((self.arrive_with(state, (plain, second)),), why, self.topic, ONE_STEP)
        why = "Only the second average was corrected. Both started at 0, so both need it."
        yield Slip((self.arrive_with(state, (m, second)),), why, self.topic, CORRECTION)
        why = "Only the first average was corrected. Both started at 0, so both need it."
        yield Slip((self.arrive_with(state, (first, v)),), why, self.topic, CORRECTION)
        why = r"This is the step with $\hat m$ alone. Adam divides it by $\sqrt{\hat v}$."
        yield Slip((state.theta - self.eta * first,), why, self.topic, ONE_STEP)

    def _decay_slips(self, state: State, corrected: Cells) -> Iterator[Slip]:
        """Yield the slips with AdamW's decay."""
        theta, eta, decay, topic = state.theta, self.eta, self.decay, "optimization.adamw"
        step = corrected[0] / (math.sqrt(corrected[1]) + EPSILON)
        heading = "decoupled-decay"
        why = (
            r"The decay is missing. If you added it to the gradient, the division by $\sqrt{\hat v}$ swallowed it; "
            rf"AdamW subtracts $\eta\lambda\theta = {shown(eta * decay * theta)}$ on its own."
        )
        yield Slip((theta - eta * step,), why, topic, heading)
        why = rf"The decay lost its learning rate: it is $\eta\lambda\theta = {shown(eta * decay * theta)}$."
        yield Slip((theta - decay * theta - eta * step,), why, topic, heading)
        why = r"The decay has the wrong sign: it makes the parameter smaller in size."
        yield Slip((theta + eta * decay * theta - eta * step,), why, topic, heading)
        why = r"Only the decay is left of $\theta$: it is $\theta - \eta\lambda\theta$, not $\lambda\theta$ alone."
        yield Slip((decay * theta - eta * step,), why, topic, heading)


def _only_new(state: State) -> str:
    if state.steps:
        return "This is the new gradient and its square. The averages also hold what came before."
    return r"The look ahead is missing: at the first step Adam's $\hat m$ is the gradient, Nadam's is more."
