"""Loss curves as pictures, and the numbers in them told in words without a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from question_bank.drawings import Curves, Line
from question_bank.notation import decimal
from question_bank.wording import listed

Curve = tuple[float, ...]
LAST = 8  # steps at the end that are told one by one, so that a swing can be heard


def one_curve(curve: Curve, name: str = "training loss") -> Curves:
    """Return a picture of one loss curve."""
    alt = f"The {name} against the step. {_told(curve, 2)}"
    return Curves(alt, "step", name, (Line("", _points(curve)),))


def lettered(curves: Sequence[Curve]) -> Curves:
    """Return a picture of several runs, called A, B, C ..."""
    lines = tuple(Line(letter, _points(curve)) for letter, curve in zip(ascii_uppercase, curves, strict=False))
    told = (f"Curve {letter}: {_told(curve, 5)}" for letter, curve in zip(ascii_uppercase, curves, strict=False))
    return Curves(f"The training losses of {len(curves)} runs. {' '.join(told)}", "step", "training loss", lines)


def training_and_validation(training: Curve, validation: Curve) -> Curves:
    """Return a picture of the losses on training and validation data."""
    alt = f"Two loss curves. Training: {_told(training, 5)} Validation: {_told(validation, 5)}"
    lines = (Line("training", _points(training)), Line("validation", _points(validation), dashed=True))
    return Curves(alt, "step", "loss", lines)


def _points(curve: Curve) -> tuple[tuple[float, float], ...]:
    return tuple((float(step), loss) for step, loss in enumerate(curve))


def _told(curve: Curve, every: int) -> str:
    """Return the losses at some steps, and at each of the last ones."""
    end = len(curve) - 1
    late = max(0, end - LAST)
    early = [f"{decimal(curve[step], 3)} at step {step}" for step in range(0, late, every)]
    last = listed([decimal(loss, 3) for loss in curve[late:]])
    lead = f"{', '.join(early)}; then " if early else ""
    return f"{lead}{last} at steps {late} to {end}."
