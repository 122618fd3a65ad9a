"""Asks how large the maps are that come out of a convolution, or of a stack of layers."""

from __future__ import annotations

import random
from collections.abc import Iterator

from question_bank.answers import Integer
from question_bank.convolution.digits_case import digits_case
from question_bank.convolution.layers import Conv, Layer, Pool, square_conv, trace
from question_bank.convolution.pictures import Pictures, pictures
from question_bank.convolution.shape_parts import flatten_part, shape_part, step_told
from question_bank.convolution.sides import Sides, reach_told, rule, sides, size_told, worked_steps
from question_bank.convolution.slips import TOPIC, slip, told_apart
from question_bank.convolution.sweeps import Sweep
from question_bank.convolution.words import by, names, shape_table, torch_call, torch_code
from question_bank.exercise import Exercise, Family, Misconception, Part, dice
from question_bank.wording import counted, listed, tex

ID = "conv-output-shape"
FILTERS = (4, 6, 8, 10, 12, 16, 20, 24, 32)
NAMED_SLIPS = 3  # every part can recognise at least so many


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one layer with one idea, one layer with two ideas, or a stack of layers."""
    rng = dice(ID, seed, difficulty)
    while True:
        exercise = (_one_idea, _two_ideas, _stack)[difficulty - 1](rng)
        if all(len(part.misconceptions) >= NAMED_SLIPS for part in exercise.parts):
            return exercise


def _one_idea(rng: random.Random) -> Exercise:
    kernel = rng.choice((2, 3, 3, 4, 5, 5, 7))
    match rng.choice(("valid", "valid", "stride", "stride", "padding", "padding", "which kernel")):
        case "valid":
            sweep = Sweep(kernel)
        case "stride":
            sweep = Sweep(kernel, stride=rng.choice((2, 2, 3)))
        case "padding":
            sweep = Sweep(kernel, padding=min(rng.choice((1, 1, 2, 2, 3)), kernel - 1))
        case _:
            return _which_kernel(rng)
    return _one_layer(rng, square_conv(rng.choice(FILTERS), sweep))


def _two_ideas(rng: random.Random) -> Exercise:
    kernel, stride = rng.choice((3, 3, 4, 4, 5, 5, 7)), rng.choice((2, 2, 3))
    match rng.choice(("stride", "stride", "stride", "dilation", "dilation", "same", "uneven", "which padding")):
        case "stride":
            sweep = Sweep(kernel, stride, padding=min(rng.choice((1, 1, 2, 2, 3)), kernel - 1))
        case "dilation":
            stride, padding = rng.choice(((stride, 0), (1, 1), (1, 2)))
            sweep = Sweep(rng.choice((3, 3, 4, 5)), stride, padding, dilation=rng.choice((2, 2, 2, 2, 3)))
        case "same":
            return _same_with_stride(rng, rng.choice((3, 3, 5, 5, 7)), stride)
        case "uneven":
            kernels = rng.sample((1, 2, 3, 4, 5, 7), 2)
            down, across = (Sweep(side, stride, rng.randint(0, side // 2)) for side in kernels)
            return _one_layer(rng, Conv(rng.choice(FILTERS), down, across))
        case _:
            return _which_padding(rng)
    return _one_layer(rng, square_conv(rng.choice(FILTERS), sweep))


# ---------------------------------------------------------------- one layer


def _one_layer(rng: random.Random, conv: Conv) -> Exercise:
    shown = pictures(rng)
    asked = sides(shown.height, shown.width, down=conv.rows, across=conv.columns)
    reach = (reach_told(conv.rows),) if conv.rows.dilation > 1 else ()
    solution = (rule(conv.rows.dilation), *reach, *worked_steps(asked))
    prompt = f"{shown.told()} {_layer_told(rng, conv, shown)}"
    return Exercise(prompt, (_size_part(rng, asked, asked.slips()),), solution, digits_case(conv))


def _size_part(rng: random.Random, asked: Sides, slips: Iterator[Misconception]) -> Part:
    if len(asked.lengths) == 1:
        question = rng.choice(
            ("How long is a side of each feature map?", "How long is each side of the maps that come out?")
        )
        form = "Type a whole number of pixels."
    else:
        question = rng.choice(("How large is each feature map?", "What size are the maps that come out?"))
        form = "Type height x width, such as 30 x 45."
    sizes = asked.places()
    return Part(f"{question} {form}", asked.spec(), misconceptions=told_apart(sizes, slips))


def _layer_told(rng: random.Random, conv: Conv, shown: Pictures) -> str:
    down, across = conv.rows, conv.columns
    kernels = f"{conv.filters} kernels of {by(down.kernel, across.kernel)}"
    padding = _padding_told(rng, down, across)
    order = " (height × width)" if down.kernel != across.kernel else ""
    dilation = f"dilation {down.dilation}" if down.dilation > 1 else ""
    settings = listed([part for part in (f"stride {down.stride}", dilation, padding) if part])
    match rng.randrange(4):
        case 0:
            return f"The first layer is a convolution with {kernels}, {settings}."
        case 1:
            spread = f" and {dilation}" if dilation else ""
            return (
                f"{kernels}{spread} slide over each picture {counted(down.stride, 'pixel')} at a time, with {padding}."
            )
        case 2:
            return f"A convolution comes first: {kernels}{order}, {settings}."
        case _:
            return f"The first layer, in PyTorch, is `{torch_call(conv, shown.shape)}`."


def _padding_told(rng: random.Random, down: Sweep, across: Sweep) -> str:
    if down.padding != across.padding:
        return f"a padding of {down.padding} above and below and of {across.padding} left and right"
    if down.padding == 0:
        return rng.choice(("no padding", "padding 0", "“valid” padding (none)"))
    zeros = counted(down.padding, "zero")
    return rng.choice(
        (f"padding {down.padding}", f"a padding of {zeros} on every side", f"{zeros} of padding on each side")
    )


# ---------------------------------------------------------------- Keras's "same", with a stride


SAME_RULE = (
    "Keras's “same” adds as many zeros as it takes to start every step inside the picture, whatever the kernel: "
    r"$$n_\text{out} = \left\lceil\frac{n}{s}\right\rceil$$ Only at stride 1 does that keep the size."
)


def _same_with_stride(rng: random.Random, kernel: int, stride: int) -> Exercise:
    shown, filters = pictures(rng), rng.choice(FILTERS)
    # For an odd kernel, a padding of (k - 1)/2 finds as many places as Keras's rule does: n / s, rounded up.
    sweep = Sweep(kernel, stride, padding=kernel // 2)
    asked = sides(shown.height, shown.width, down=sweep, across=sweep)
    size = by(kernel, kernel)
    told = (
        f'The first layer, in Keras, is `Conv2D({filters}, {kernel}, strides={stride}, padding="same")`.',
        f"A convolution comes first: {filters} kernels of {size}, stride {stride}, padding “same” as Keras defines it.",
        f"{filters} kernels of {size} slide over each picture {stride} pixels at a time, with Keras's “same” padding.",
    )
    quotients = [f"{side} / {stride} = {side / stride:.5g}" for side in asked.lengths]
    solution = (
        SAME_RULE,
        f"Here ${'$ and $'.join(quotients)}$; what is not whole is rounded up.",
        size_told(asked),
    )
    part = _size_part(rng, asked, _same_slips(asked, kernel, stride))
    case = digits_case(square_conv(filters, sweep), padding="same")
    return Exercise(f"{shown.told()} {rng.choice(told)}", (part,), solution, case)


def _same_slips(asked: Sides, kernel: int, stride: int) -> Iterator[Misconception]:
    right = asked.places()
    kept = f"You kept the size. “same” does that at stride 1 only; here it is divided by {stride} and rounded up."
    yield slip(asked.lengths, kept, "padding")
    size = by(kernel, kernel)
    valid = f"You left the padding out: that is “valid”. “same” adds zeros, so the {size} kernel costs no place."
    yield slip([(side - kernel) // stride + 1 for side in asked.lengths], valid, "padding")
    down = "You rounded down. “same” rounds up: zeros make room for the last place."
    yield slip([side // stride for side in asked.lengths], down, "padding")
    more = "You added 1, which belongs to the formula with the kernel in it. “same” is the quotient alone, rounded up."
    yield slip([size + 1 for size in right], more, "output-size")
    fewer = "You came out 1 short. Count the place before the first step too, or divide by the stride and round up."
    yield slip([size - 1 for size in right], fewer, "output-size")


# ---------------------------------------------------------------- backwards


def _which_kernel(rng: random.Random) -> Exercise:
    shown = pictures(rng, square=True)
    kernel, filters = rng.choice((4, 5, 6, 7, 8, 9, 11)), rng.choice(FILTERS)
    side = Sweep(kernel).places(shown.height)
    told = (
        f"After a convolution with stride 1 and no padding each of the {filters} maps is {by(side, side)}.",
        f"A convolution with square kernels, stride 1 and no padding leaves {filters} maps of {by(side, side)}.",
    )
    slips = told_apart(kernel, _which_kernel_slips(shown.height, kernel))
    question = "How long is a side of its kernels? Type a whole number of pixels."
    part = Part(question, Integer(kernel, "pixels"), misconceptions=slips)
    solution = (
        r"At stride 1 and without padding, $n_\text{out} = n - k + 1$. Solve this for $k$.",
        rf"$k = n - n_\text{{out}} + 1 = {shown.height} - {side} + 1 = {kernel}$ pixels.",
    )
    return Exercise(
        f"{shown.told()} {rng.choice(told)}", (part,), solution, digits_case(square_conv(filters, Sweep(kernel)))
    )


def _which_kernel_slips(side: int, kernel: int) -> Iterator[Misconception]:
    lost = kernel - 1
    check = f"A kernel of {kernel} takes {lost} away: {side} − {kernel} + 1 = {side - lost}."
    whys = {
        lost: "You took the difference for the kernel; it is 1 more.",
        lost - 1: "You took 1 away from the difference; it is added.",
        2 * lost + 1: "You took the difference for the loss at one end; it is the loss at both ends together.",
        lost // 2: "You halved the difference: that is what is lost at each end.",
        lost // 2 + 1: "You halved the difference. All of it is lost to one kernel.",
    }
    for wrong, why in whys.items():
        yield slip(wrong, f"{why} {check}", "output-size")


def _which_padding(rng: random.Random) -> Exercise:
    shown = pictures(rng, square=True)
    sweep = Sweep(rng.choice((4, 5, 5, 6, 7, 8, 9)), stride=rng.choice((1, 2)), padding=rng.choice((2, 2, 3, 4)))
    side, kernel, stride = sweep.places(shown.height), sweep.kernel, sweep.stride
    needed = (side - 1) * stride + kernel  # pixels from the first place to the last
    missing = needed - shown.height
    question = "What is the smallest padding that does it, in zeros on each side (all four alike)? Type a whole number."
    slips = told_apart(sweep.padding, _which_padding_slips(sweep, needed, missing))
    part = Part(question, Integer(sweep.padding, "zeros"), misconceptions=slips)
    halved = rf"p = \lceil {missing} / 2 \rceil" if missing % 2 else f"p = {missing} / 2"
    solution = (
        "Read the sweep backwards: the first place takes $k$ pixels, and every further place takes $s$ more.",
        rf"Here they take $({side} - 1)\cdot {stride} + {kernel} = {tex(needed)}$ pixels; there are ${shown.height}$.",
        f"The {missing} missing pixels are shared by both ends: ${halved} = {sweep.padding}$.",
    )
    told = (
        f"A convolution with kernels of {by(kernel, kernel)} and stride {stride} is to give maps of {by(side, side)}."
    )
    return Exercise(f"{shown.told()} {told}", (part,), solution, digits_case(square_conv(8, sweep)))


def _which_padding_slips(sweep: Sweep, needed: int, missing: int) -> Iterator[Misconception]:
    kernel, padding = sweep.kernel, sweep.padding
    check = f"The places take {needed} pixels, {missing} more than there are, and each end gives half of that."
    whys = {
        missing: "You gave all the missing pixels to each end.",
        2 * padding: "You gave the zeros of both ends to each end.",
        kernel // 2: f"You took half of the kernel ({kernel} // 2), which keeps the size at stride 1.",
        kernel - 1: f"You took the kernel less 1 ({kernel} − 1), which lets it hang over the edge as far as it can.",
        padding + 1: "That is one zero too many on each side.",
        padding - 1: "That is one zero too few on each side.",
    }
    for wrong, why in whys.items():
        yield slip(wrong, f"{why} {check}", "padding")


# ---------------------------------------------------------------- a stack of layers

PATTERNS = ("conv pool", "conv conv", "conv pool conv", "conv conv pool", "conv pool conv pool", "conv conv pool conv")
SMALLEST_SIDE = 3


def _stack(rng: random.Random) -> Exercise:
    while True:
        shown, layers = pictures(rng), _layers(rng)
        steps = tuple(trace(layers, shown.shape))
        if min(min(out[1:]) for _, _, out in steps) >= SMALLEST_SIDE:
            break
    called = names(layers)
    parts = [shape_part(step, name) for step, name in zip(steps, called, strict=True)]
    convs = [layer for layer in layers if isinstance(layer, Conv)]
    dilation = max(conv.rows.dilation for conv in convs)
    pooled = "A pooling window is counted in the same way. What comes out of one layer goes into the next."
    solution = [
        f"{rule(dilation)} {pooled}",
        *(step_told(step, name) for step, name in zip(steps, called, strict=True)),
    ]
    if rng.random() < 0.5:
        channels, height, width = steps[-1][2]
        parts.append(flatten_part((channels, height, width)))
        solution.append(
            rf"Flattened: ${channels} \cdot {height} \cdot {width} = {tex(channels * height * width)}$ numbers."
        )
    return Exercise(
        _stack_told(rng, shown, layers), tuple(parts), tuple(solution), digits_case(*convs[:2], filters=True)
    )


def _layers(rng: random.Random) -> tuple[Layer, ...]:
    filters = rng.choice(FILTERS[:7])
    layers: list[Layer] = []
    for kind in rng.choice(PATTERNS).split():
        if kind == "pool":
            window = rng.choice((2, 2, 2, 3))
            layers.append(Pool(Sweep(window, rng.choice((window, window, 2))), rng.choice(("max", "average"))))
        else:
            layers.append(square_conv(filters, _any_sweep(rng)))
            filters = rng.choice((filters, 2 * filters, 2 * filters))
    return tuple(layers)


def _any_sweep(rng: random.Random) -> Sweep:
    kernel = rng.choice((3, 3, 4, 5, 5, 7))
    if kernel == 3 and rng.random() < 0.25:
        return Sweep(kernel, padding=rng.choice((0, 1)), dilation=2)
    return Sweep(kernel, rng.choice((1, 1, 2)), rng.choice((0, 0, 1, 2)))


def _stack_told(rng: random.Random, shown: Pictures, layers: tuple[Layer, ...]) -> str:
    if rng.random() < 0.4:
        stack = f"They go through this PyTorch code:\n\n{torch_code(layers, shown.shape)}"
    else:
        stack = f"They go through these layers:\n\n{shape_table(layers)}"
    order = "Shapes are meant for one picture, in PyTorch's order: channels × height × width."
    return f"{shown.told_in_full()} {stack}\n\n{order} What does not divide is rounded down."


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Output shape of a convolution",
    version=1,
    generate=generate,
    kinds=("integer", "shape"),
    heading="output-size",
)
