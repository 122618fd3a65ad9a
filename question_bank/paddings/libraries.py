"""Questions about what Keras and PyTorch do for same: the odd zero, strides, and a padding that comes to the same."""

from __future__ import annotations

import random
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Value, Vector
from question_bank.convolution.pictures import pictures
from question_bank.convolution.words import by
from question_bank.exercise import Exercise
from question_bank.paddings import slips
from question_bank.paddings.axis import Axis
from question_bank.paddings.rebuilt import total_told
from question_bank.paddings.slips import LIBRARIES, slip
from question_bank.slips import asked
from question_bank.wording import counted

FILTERS = (8, 16, 24, 32, 48, 64)
NUMBER = "Type a whole number."
CALLS = (
    ("Keras", 'layers.Conv2D({f}, {k}{d}, padding="same")'),
    ("PyTorch", 'nn.Conv2d({c}, {f}, {k}{d}, padding="same")'),
)


def uneven(rng: random.Random) -> Exercise:
    """Return the exercise: zeros before and after the picture where they can't be halved."""
    while True:
        shown = pictures(rng)
        axis = Axis(shown.width, rng.choice((2, 4, 4, 6, 6, 8, 10, 12)), dilation=rng.choice((1, 1, 1, 3, 5)))
        if axis.total % 2 and axis.reach < shown.width:
            break
    library, call = rng.choice(CALLS)
    dilation = (
        "" if axis.dilation == 1 else f", {'dilation_rate' if library == 'Keras' else 'dilation'}={axis.dilation}"
    )
    code = call.format(c=shown.channels, f=rng.choice(FILTERS), k=axis.kernel, d=dilation)
    spec = Vector(tuple(map(float, axis.split)), ("left", "right"), relative=1e-6, absolute=0.1)
    question = "How many columns of zeros does it add to the left and to the right of the picture? Type left, right."
    before, after = axis.split
    columns = counted(axis.total, "column")
    solution = (
        (
            f"A kernel that reaches over ${axis.dilation}\\cdot {axis.kernel - 1} + 1 = {axis.reach}$ pixels takes "
            f"{axis.total} away, so {columns} of zeros {'is' if axis.total == 1 else 'are'} added."
        ),
        f"{axis.total} has no half. Both Keras and PyTorch put the odd column after the picture, to the right.",
        f"So {before} to the left and {after} to the right.",
    )
    prompt = f"{shown.told()} The first layer, in {library}, is `{code}`."
    return Exercise(prompt, (asked(question, spec, slips.of_split(axis)),), solution)


def strided(rng: random.Random) -> Exercise:
    """Return the exercise: the size that Keras's same gives with a stride, and the zeros it takes."""
    axis = _with_zeros(rng)
    shown_side = axis.side
    first = asked(f"How long is a side of the maps? {NUMBER}", Integer(axis.same, "pixels"), slips.of_same_side(axis))
    question = f"How many rows of zeros does the layer add, above and below together? {NUMBER}"
    second = asked(question, Integer(axis.total, "rows"), slips.of_total(axis))

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return Integer(axis.zeros_for(mine), "rows") if isinstance(mine, int) and mine > 0 else None

    code = f'layers.Conv2D({rng.choice(FILTERS)}, {axis.kernel}, strides={axis.stride}, padding="same")'
    prompt = f"Pictures of {by(shown_side, shown_side)} pixels meet the Keras layer `{code}`."
    solution = (
        r"Keras's same gives $\lceil n/s \rceil$ places: a place for every stride that begins in the picture.",
        rf"$\lceil {axis.side}/{axis.stride} \rceil = {axis.same}$.",
        (rf"From the first to the last of these places the kernel needs $({axis.same} - 1)\cdot {axis.stride} + "
        rf"{axis.reach}$ pixels, of which {axis.side} are there: ${total_told(axis)}$."),
    )  # fmt: skip
    return Exercise(prompt, (first, replace(second, carry=carry)), solution)


def _with_zeros(rng: random.Random) -> Axis:
    while True:
        axis = Axis(rng.randint(15, 120), rng.choice((3, 4, 5, 6, 7, 9, 11)), rng.choice((2, 2, 3, 4)))
        if axis.total > 0:
            return axis


def smallest(rng: random.Random) -> Exercise:
    """Return the exercise: the smallest padding in PyTorch that gives the size of Keras's same."""
    axis = _with_zeros(rng)
    fitting = [zeros for zeros in range(axis.kernel) if axis.places(zeros) == axis.same]
    if not fitting or fitting[0] < 1:
        return smallest(rng)
    right, n, s = fitting[0], axis.side, axis.stride
    told = f"$\\lfloor ({n} + 2p - {axis.kernel})/{s} \\rfloor + 1$ is {axis.same} from $p = {right}$ on."
    wrong = (
        slip(f"That keeps the size at stride 1. {told}", axis.kernel // 2, heading=LIBRARIES),
        slip(f"One fewer leaves {axis.places(right - 1)} places. {told}", right - 1, heading=LIBRARIES),
        slip(f"One fewer is enough. {told}", right + 1, heading=LIBRARIES),
        slip(f"These are the zeros of both sides. {told}", axis.total, heading=LIBRARIES),
        slip(f"You kept the size at {n}, but asked for is {axis.same}. {told}",
             -(-((n - 1) * s + axis.kernel - n) // 2), heading=LIBRARIES),
        slip(f"You padded by the kernel. {told}", axis.kernel, heading=LIBRARIES),
    )  # fmt: skip
    prompt = (
        f"Pictures of {by(n, n)} pixels meet a convolution with {rng.choice(FILTERS)} kernels of "
        f"{by(axis.kernel, axis.kernel)} and stride {s}. In Keras, "
        f'with `padding="same"`, its maps are {by(axis.same, axis.same)}. PyTorch refuses `"same"` with a stride, so a '
        "number of zeros for all four sides has to be given: `padding=p`."
    )
    question = f"Which is the smallest `p` that gives maps of this size? {NUMBER}"
    solution = (
        r"In PyTorch a side is $\lfloor (n + 2p - k)/s \rfloor + 1$ long.",
        rf"For {axis.same} it takes $n + 2p - k \ge ({axis.same} - 1)\cdot {s} = {(axis.same - 1) * s}$.",
        rf"So $2p \ge {(axis.same - 1) * s} + {axis.kernel} - {n} = {axis.total}$, and $p = {right}$ is the smallest.",
    )
    return Exercise(prompt, (asked(question, Integer(right), wrong),), solution)
