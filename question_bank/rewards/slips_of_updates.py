"""What learners get wrong when they move an estimate towards its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.notation import bracketed, decimal
from question_bank.rewards.q_table import moved
from question_bank.rewards.slips import Slip

STEP = "learning-from-one-step"
POLICY = "on-and-off-policy"


@dataclass(frozen=True, slots=True)
class Update:
    """The numbers of one update: the old estimate, the reward, the value ahead, and the two rates in [0, 1]."""

    old: float
    reward: float
    ahead: float
    alpha: float
    gamma: float

    @property
    def target(self) -> float:
        """Return what the estimate is moved towards."""
        return self.reward + self.gamma * self.ahead

    @property
    def error(self) -> float:
        """Return the TD error."""
        return self.target - self.old

    @property
    def new(self) -> float:
        """Return the new estimate."""
        return moved(self.old, self.target, self.alpha)

    def with_ahead(self, ahead: float) -> float:
        """Return the new estimate that another value ahead would have led to."""
        return moved(self.old, self.reward + self.gamma * ahead, self.alpha)

    def target_formula(self) -> str:
        """Return the target with its numbers, as LaTeX."""
        return rf"{decimal(self.reward)} + {decimal(self.gamma)} \cdot {bracketed(self.ahead)}"

    def error_formula(self) -> str:
        """Return the TD error with its numbers, as LaTeX."""
        return f"{self.target_formula()} - {bracketed(self.old)}"


def of_new_value(update: Update) -> Iterator[Slip]:
    """Yield the slips with the new estimate."""
    u, g, a = update, decimal(update.gamma), decimal(update.alpha)
    if u.ahead:
        why = f"The value ahead lost its factor: it counts $\\gamma = {g}$ times, ${g} \\cdot {bracketed(u.ahead)}$."
        yield Slip(u.old + u.alpha * (u.reward + u.ahead - u.old), why, "common-mistakes")
    why = f"The sign slipped: the estimate moves towards the target ${decimal(u.target)}$, not away from it."
    yield Slip(u.old - u.alpha * u.error, why, "common-mistakes")
    why = f"The old estimate ${decimal(u.old)}$ got lost. It stays, and the share ${a}$ of the error is added to it."
    yield Slip(u.alpha * u.target, why, STEP)
    why = f"This is the target itself. The learning rate ${a}$ lets the estimate go only that share of the way."
    yield Slip(u.target, why, STEP)
    why = f"You added ${a}$ times the target. It is ${a}$ times the error: the old estimate has to be subtracted first."
    yield Slip(u.old + u.alpha * u.target, why, STEP)
    yield Slip(u.alpha * u.error, "This is the change. Add it to the old estimate to get the new one.", STEP)
    yield Slip(u.error, "This is the TD error. The learning rate and the old estimate are still missing.", STEP)


def of_error(update: Update) -> Iterator[Slip]:
    """Yield the slips with the TD error."""
    u, g = update, decimal(update.gamma)
    why = f"The value ahead lost its factor: it counts $\\gamma = {g}$ times, ${g} \\cdot {bracketed(u.ahead)}$."
    yield Slip(u.reward + u.ahead - u.old, why, "common-mistakes")
    yield Slip(-u.error, "The sign is turned round: the error is target minus old estimate.", STEP)
    yield Slip(
        u.target, f"This is the target. The error is what separates it from the old estimate ${decimal(u.old)}$.", STEP
    )
    why = f"This is the change of the estimate; the error itself has no factor $\\alpha = {decimal(u.alpha)}$."
    yield Slip(u.alpha * u.error, why, STEP)
    yield Slip(u.reward - u.old, "You left out what lies ahead: the next state's value belongs to the target.", STEP)
    yield Slip(u.new, "This is the new estimate. Asked for is the TD error, before the learning rate comes in.", STEP)


def of_target(update: Update) -> Iterator[Slip]:
    """Yield the slips with the target of a state that is not the last."""
    u, g = update, decimal(update.gamma)
    why = f"The value ahead lost its factor: it counts $\\gamma = {g}$ times, ${g} \\cdot {bracketed(u.ahead)}$."
    yield Slip(u.reward + u.ahead, why, "common-mistakes")
    why = f"The reward ${decimal(u.reward)}$ comes at once and is not discounted; only what lies ahead is."
    yield Slip(u.gamma * (u.reward + u.ahead), why, "common-mistakes")
    yield Slip(u.error, "This is the TD error: the old estimate is not part of the target.", STEP)
    yield Slip(u.reward, "This would be right if the next state were terminal. Here something lies ahead.", STEP)


def of_last_target(update: Update) -> Iterator[Slip]:
    """Yield the slips with the target of a step that ends the episode."""
    u, g = update, decimal(update.gamma)
    yield Slip(u.error, "This is the TD error: the old estimate is not part of the target.", STEP)
    yield Slip(u.gamma * u.reward, f"The reward comes at once and is not discounted by ${g}$.", "common-mistakes")
    why = "You added the old estimate of the entry, discounted. Behind a terminal state there is nothing to add."
    yield Slip(u.reward + u.gamma * u.old, why, STEP)
