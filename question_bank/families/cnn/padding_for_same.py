"""The padding that keeps a size: odd and even kernels, dilation, strides in Keras, and what PyTorch refuses."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from question_bank.answers import Choices, Integer, Shape
from question_bank.convolution.digits_case import digits_case
from question_bank.convolution.layers import same, square_conv
from question_bank.convolution.pictures import pictures
from question_bank.convolution.slips import told_apart
from question_bank.convolution.words import by, typed
from question_bank.exercise import DemoCase, Exercise, Family, Misconception, Part, dice, first_with
from question_bank.paddings import slips
from question_bank.paddings.axis import Axis
from question_bank.paddings.calls import calls_that_keep
from question_bank.paddings.libraries import FILTERS, NUMBER, smallest, strided, uneven
from question_bank.paddings.rebuilt import same_rebuilt
from question_bank.paddings.slips import FULL, SAME, TOPIC, slip
from question_bank.paddings.stacks import stack_that_keeps
from question_bank.slips import asked
from question_bank.wording import counted, grouped, tex

ID = "padding-for-same"
ODD = (3, 5, 7, 9, 11, 13, 15)
ENOUGH = 3
EACH_SIDE = (
    "With stride 1 a kernel that covers $k$ pixels has $n + 2p - k + 1$ places. That is $n$ for $p = (k - 1)/2$ zeros "
    "on each side."
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: odd kernels at stride 1 (1), even ones, dilation, strides (2), several parts (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(_has_enough, make, rng)


def _has_enough(parts: tuple[Part, ...]) -> bool:
    return all(len(part.misconceptions) >= ENOUGH for part in parts if not isinstance(part.answer, Choices))


# ---------------------------------------------------------------- one idea


def _each_side(rng: random.Random) -> Exercise:
    axis = Axis(0, rng.choice(ODD))
    question = rng.choice(
        (
            "How many zeros have to be added on each side, so that the maps are as large as the picture?",
            "Which padding (zeros on every side) keeps the size of the picture?",
        )
    )
    right = (axis.kernel - 1) // 2
    part = asked(f"{question} {NUMBER}", Integer(right), slips.of_each_side(axis))
    prompt = f"{pictures(rng).told()} {_first_layer(rng, axis.kernel, axis.kernel)}, with stride 1."
    solution = (EACH_SIDE, f"$p = ({axis.kernel} - 1)/2 = {right}$.")
    return Exercise(prompt, (part,), solution, _demo(axis.kernel))


def _which_kernel(rng: random.Random) -> Exercise:
    zeros = rng.randint(1, 12)
    right, told = 2 * zeros + 1, f"The kernel takes $k - 1$ away, and 2·{zeros} = {2 * zeros} zeros give it back."
    wrong = (
        slip(f"You forgot that the kernel takes one less than it covers. {told}", 2 * zeros),
        slip(f"You counted the zeros of one side. {told}", zeros + 1),
        slip(f"You took 1 away in place of adding it. {told}", 2 * zeros - 1),
        slip(f"This is the padding. {told}", zeros),
        slip(f"That is one too many. {told}", 2 * zeros + 2),
    )
    prompt = (
        f"{pictures(rng).told()} A convolution with {rng.choice(FILTERS)} kernels and stride 1 pads them with "
        f"{counted(zeros, 'zero')} on every side, and its maps are exactly as large as the picture."
    )
    part = asked(f"How long is a side of its square kernel? {NUMBER}", Integer(right, "pixels"), wrong)
    solution = (EACH_SIDE, rf"The other way round $k = 2p + 1 = 2\cdot {zeros} + 1 = {right}$.")
    return Exercise(prompt, (part,), solution, _demo(right))


def _two_sides(rng: random.Random) -> Exercise:
    high, wide = rng.sample((1, *ODD), 2)
    right = (high - 1) // 2, (wide - 1) // 2
    wrong = [
        ((right[1], right[0]), "Height comes first: it is padded for the height of the kernel."),
        ((high - 1, wide - 1), "These are the zeros of both sides together; half of them stand on each."),
        ((right[0] + 1, right[1] + 1), "You rounded half of the kernel up. It is $(k - 1)/2$."),
        ((high, wide), "You padded by the whole kernel. It takes $k - 1$ away, half of which comes back on each side."),
        ((max(right), max(right)), "Each axis needs zeros for its own length of the kernel."),
    ]
    found = [Misconception(typed(size), why, TOPIC, SAME) for size, why in wrong]
    question = (
        "How many zeros on each side, in height and in width, keep the size of the picture? Type height x width, such "
        "as 5 x 2."
    )
    prompt = f"{pictures(rng).told()} {_first_layer(rng, high, wide)} (height × width), with stride 1."
    part = Part(question, Shape(right, ("height", "width")), 1, told_apart(right, found))
    steps = f"Height: $({high} - 1)/2 = {right[0]}$. Width: $({wide} - 1)/2 = {right[1]}$."
    return Exercise(prompt, (part,), (EACH_SIDE, f"{steps} So the padding is ${right[0]} \\times {right[1]}$."))


def _zeros_added(rng: random.Random) -> Exercise:
    shown, kernel = pictures(rng, highest=64), rng.choice(ODD[:4])
    p, (high, wide) = (kernel - 1) // 2, (shown.height, shown.width)
    right = (high + 2 * p) * (wide + 2 * p) - high * wide
    told = f"({high} + 2·{p})·({wide} + 2·{p}) − {high}·{wide} = {grouped(right)}."
    wrong = (
        slip(f"You left the corners out: {told}", 2 * p * (high + wide)),
        slip(f"You padded each axis at one end only: {told}", (high + p) * (wide + p) - high * wide),
        slip(f"You counted the pixels too. Zeros alone: {told}", (high + 2 * p) * (wide + 2 * p)),
        slip(f"You counted the corners twice: {told}", 2 * p * (high + wide) + 8 * p * p),
        slip(f"You took {kernel - 1} zeros for each side, but there are {p}: {told}",
             (high + 2 * kernel - 2) * (wide + 2 * kernel - 2) - high * wide),
    )  # fmt: skip
    prompt = (
        f"{shown.told()} {_first_layer(rng, kernel, kernel)}, with stride 1 and padded so that its maps are as large "
        "as the picture."
    )
    part = asked(f"How many zeros does it add around one channel? {NUMBER}", Integer(right, "zeros"), wrong)
    solution = (
        EACH_SIDE,
        f"Here $p = ({kernel} - 1)/2 = {p}$, so the padded channel is ${high + 2 * p} \\times {wide + 2 * p}$.",
        rf"${tex((high + 2 * p) * (wide + 2 * p))} - {tex(high * wide)} = {tex(right)}$ zeros.",
    )
    return Exercise(prompt, (part,), solution, _demo(kernel))


def _full(rng: random.Random) -> Exercise:
    shown, kernel = pictures(rng, square=True), rng.choice((2, 3, 4, 5, 6, 7, 9))
    n, zeros = shown.height, kernel - 1
    right = n + zeros
    told = f"With {counted(zeros, 'zero')} on each side, {n} + 2·{zeros} − {kernel} + 1 = {n + zeros}."
    wrong = (
        slip(f"That is same padding. {told}", n, heading=FULL),
        slip(f"That is valid, without padding. {told}", n - zeros, heading=FULL),
        slip(f"This is the padded picture; the kernel takes {zeros} away again. {told}", n + 2 * zeros, heading=FULL),
        slip(f"You forgot the place before the first step. {told}", right - 1, heading=FULL),
        slip(f"With {kernel} zeros the kernel would lie outside. {told}", right + 2, heading=FULL),
    )
    prompt = (
        f"{shown.told()} {_first_layer(rng, kernel, kernel)}, with stride 1 and full padding: a kernel stands wherever "
        "it covers at least one pixel of the picture."
    )
    part = asked(f"How long is a side of the maps? {NUMBER}", Integer(right, "pixels"), wrong)
    solution = (
        (
            "A kernel that still covers one pixel hangs over the edge with all its other taps, so full padding adds "
            "$k - 1$ zeros on each side."
        ),
        rf"${n} + 2\cdot {zeros} - {kernel} + 1 = {right}$.",
    )
    return Exercise(prompt, (part,), solution)


# ---------------------------------------------------------------- two ideas


def _dilated(rng: random.Random) -> Exercise:
    axis = Axis(0, rng.choice((3, 5, 7, 9)), dilation=rng.choice((2, 3, 4, 5, 6)))
    right = (axis.reach - 1) // 2
    prompt = (
        f"{pictures(rng).told()} {_first_layer(rng, axis.kernel, axis.kernel)}, with stride 1 and "
        f"dilation {axis.dilation}: its taps lie {axis.dilation} pixels apart."
    )
    question = f"How many zeros on each side keep the size of the picture? {NUMBER}"
    reach = rf"{axis.dilation}\cdot {axis.kernel - 1} + 1 = {axis.reach}"
    solution = (
        EACH_SIDE,
        f"Dilated, the kernel reaches over $d(k - 1) + 1$ pixels, which takes the place of $k$: ${reach}$.",
        f"$p = ({axis.reach} - 1)/2 = {right}$.",
    )  # fmt: skip
    part = asked(question, Integer(right), slips.of_each_side(axis))
    return Exercise(prompt, (part,), solution, _demo(axis.kernel, axis.dilation))


def _first_layer(rng: random.Random, high: int, wide: int) -> str:
    return f"The first layer is a convolution with {rng.choice(FILTERS)} kernels of {by(high, wide)}"


def _demo(kernel: int, dilation: int = 1) -> DemoCase | None:
    return digits_case(square_conv(1, same(kernel, dilation)), padding="same")


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_each_side, _which_kernel, _two_sides, _zeros_added, _full),
    2: (_dilated, uneven, strided, strided, smallest, calls_that_keep),
    3: (same_rebuilt, same_rebuilt, stack_that_keeps),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Padding that keeps the size",
    version=1,
    generate=generate,
    kinds=("integer", "shape", "vector", "choices", "table"),
    heading=SAME,
)
