"""What prompts and solutions say about receptive fields."""

from __future__ import annotations

import random
from collections.abc import Sequence

from question_bank.convolution.sweeps import Sweep
from question_bank.fields.stack import Level, levels

COUNTED = "Count from the first to the last pixel that it depends on, as if the picture had no edge."
RULE = (
    "A unit of a layer sees everything that the units under its kernel see. So every layer adds to the field $r$ the "
    r"steps between its taps, each as long as the jump $j$ between neighbouring units below: "
    r"$$r_l = r_{l-1} + (k_l - 1)\, j_{l-1}, \quad j_l = j_{l-1}\, s_l, \quad r_0 = j_0 = 1$$"
)
RULE_WITHOUT_STRIDE = (
    "A unit of a layer sees everything that the units under its kernel see. With stride 1 each layer adds one less "
    r"than its kernel covers: $$r = 1 + \sum_l (k_l - 1)$$"
)
DILATED = r"With dilation $d$ the taps lie $d$ apart, so $d(k - 1)$ takes the place of $k - 1$."
QUESTIONS = (
    "How many pixels wide is the receptive field of a unit of the last layer, along each side of the picture?",
    "How many pixels long is each side of the square of the picture that a unit of the last layer sees?",
    "A unit of the last layer looks at a square of the picture. How many pixels long is its side?",
)


def asked_for_side(rng: random.Random) -> str:
    """Return the question for the field of the last layer."""
    return f"{rng.choice(QUESTIONS)} {COUNTED} Type a whole number."


def rules(sweeps: Sequence[Sweep]) -> tuple[str, ...]:
    """Return the formulas that these layers need."""
    strided = max(sweep.stride for sweep in sweeps) > 1
    dilated = max(sweep.dilation for sweep in sweeps) > 1
    return (RULE if strided else RULE_WITHOUT_STRIDE, *((DILATED,) if dilated else ()))


def sum_told(sweeps: Sequence[Sweep]) -> str:
    """Return the field of layers of stride 1 as one sum, as LaTeX."""
    steps = " + ".join(_steps(sweep) for sweep in sweeps)
    return f"1 + {steps} = {levels(sweeps)[-1].field}"


def _steps(sweep: Sweep) -> str:
    return rf"{sweep.dilation}\cdot {sweep.kernel - 1}" if sweep.dilation > 1 else str(sweep.kernel - 1)


def level_told(number: int, sweep: Sweep, below: Level) -> str:
    """Return the step of the solution for one layer: its field and its jump."""
    here = below.above(sweep)
    taps = rf"{sweep.dilation}\cdot " if sweep.dilation > 1 else ""
    field = rf"{below.field} + {taps}({sweep.kernel} - 1)\cdot {below.jump} = {here.field}"
    jump = rf"{below.jump}\cdot {sweep.stride} = {here.jump}"
    return f"Layer {number}: $r_{number} = {field}$ and $j_{number} = {jump}$."


def levels_told(sweeps: Sequence[Sweep]) -> tuple[str, ...]:
    """Return a step of the solution for each layer."""
    below = (Level(), *levels(sweeps))
    return tuple(
        level_told(number, sweep, level) for number, (sweep, level) in enumerate(zip(sweeps, below, strict=False), 1)
    )
