"""Receptive fields: of stacked kernels, with strides and poolings, and layer by layer with dilation."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from question_bank.answers import Integer, Shape
from question_bank.convolution.pictures import pictures
from question_bank.convolution.slips import told_apart
from question_bank.convolution.sweeps import Sweep
from question_bank.convolution.words import by, typed
from question_bank.exercise import Exercise, Family, Misconception, Part, dice, first_with
from question_bank.fields import slips
from question_bank.fields.doubling import doubling_dilations
from question_bank.fields.exams import whole_net
from question_bank.fields.slips import GROWTH, STRIDES, TOPIC, slip
from question_bank.fields.stack import (
    Layer,
    field,
    in_words,
    layer_code,
    layer_table,
    levels,
    plain_stack,
    strided_stack,
    sweeps_of,
)
from question_bank.fields.told import COUNTED, asked_for_side, levels_told, rules, sum_told
from question_bank.slips import Slip, asked, has_enough
from question_bank.wording import table

ID = "receptive-field"
AXES = ("height", "width")
ENOUGH = 3


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: kernels of stride 1 (1), strides, poolings or dilation (2), a whole net (3)."""
    rng = dice(ID, seed, difficulty)
    make = rng.choice(MAKERS[difficulty])
    return first_with(_has_enough, make, rng)


def _has_enough(parts: tuple[Part, ...]) -> bool:
    return has_enough(parts) and all(len(part.misconceptions) >= ENOUGH for part in parts)


# ---------------------------------------------------------------- one idea


def _plain(rng: random.Random) -> Exercise:
    layers = plain_stack(rng)
    sweeps = sweeps_of(layers)
    single = rng.random() < 0.3
    question = (
        "One single convolution is to see as much of the picture at once. How long must a side of its kernel be? "
        "Type a whole number."
        if single
        else asked_for_side(rng)
    )
    part = asked(question, Integer(field(sweeps), "pixels"), slips.of_field(sweeps))
    solution = (*rules(sweeps), f"Here $r = {sum_told(sweeps)}$.")
    prompt = f"{pictures(rng).told()} A net begins with {in_words(layers)}, all with stride 1."
    return Exercise(prompt, (part,), solution)


def _how_many(rng: random.Random) -> Exercise:
    shown, kernel = pictures(rng), rng.choice((2, 3, 3, 4, 5, 7))
    wanted = rng.randint(11, min(60, shown.height, shown.width))
    steps = wanted - 1
    right = -(-steps // (kernel - 1))
    told = f"From 1 pixel on, each layer adds {kernel} − 1 = {kernel - 1}, and {steps} have to be added."
    wrong = (
        slip(-(-wanted // kernel), f"You divided by the kernel. {told}", GROWTH),
        slip(wanted - kernel + 1, f"You counted the places of one kernel. {told}", GROWTH),
        slip(steps // (kernel - 1), f"You rounded down, and so the field stays too small. {told}", GROWTH),
        slip(-(-wanted // (kernel - 1)), f"You forgot that one pixel is seen without any layer. {told}", GROWTH),
        slip(right + 1, f"One fewer is enough. {told}", GROWTH),
        slip(steps, f"You let each layer add 1 pixel. {told}", GROWTH),
    )
    question = (
        f"How many layers does it take, at least, until a unit of the last one sees {wanted} × {wanted} pixels of "
        "the picture or more? Type a whole number."
    )
    prompt = f"{shown.told()} A net stacks convolutions of {by(kernel, kernel)} with stride 1."
    solution = (
        rules([Sweep(kernel)])[0],
        rf"So $1 + {kernel - 1}\, n \ge {wanted}$ has to hold for $n$ layers.",
        rf"$n = \lceil {steps}/{kernel - 1} \rceil = {right}$ layers.",
    )
    return Exercise(prompt, (asked(question, Integer(right, "layers"), wrong),), solution)


def _missing_kernel(rng: random.Random) -> Exercise:
    layers = plain_stack(rng)
    place = rng.randrange(len(layers))
    kernel, whole = layers[place].sweep.kernel, field(sweeps_of(layers))
    others = [layer.sweep.kernel for index, layer in enumerate(layers) if index != place]
    seen = 1 + sum(k - 1 for k in others)
    told = f"The other layers see {seen} pixels, so {whole - seen} are left for this one to add: a kernel of {kernel}."
    wrong = (
        slip(whole - seen, f"A kernel of $k$ adds $k - 1$. {told}", GROWTH),
        slip(whole - sum(others), f"You took the other kernels away as they are. {told}", GROWTH),
        slip(kernel + 1, f"You counted the first pixel once more. {told}", GROWTH),
        slip(whole - seen + 2, f"That is one too many. {told}", GROWTH),
        slip(whole - max(others) + 1, f"You took away the largest of the other kernels alone. {told}", GROWTH),
    )
    sizes = [layer.size if index != place else "? × ?" for index, layer in enumerate(layers)]
    rows = [[str(number), size, "1"] for number, size in enumerate(sizes, 1)]
    listing = table(["layer", "kernel", "stride"], rows)
    prompt = (
        f"{pictures(rng).told()} A net begins with these convolutions:\n\n{listing}\n\n"
        f"A unit of the last one sees {by(whole, whole)} pixels of the picture."
    )
    question = f"How long is a side of the kernel of layer {place + 1}? Type a whole number."
    solution = (
        rules([layers[0].sweep])[0],
        f"The others add up to $1 + {' + '.join(str(k - 1) for k in others)} = {seen}$.",
        f"So $k - 1 = {whole} - {seen} = {whole - seen}$ and $k = {kernel}$.",
    )
    return Exercise(prompt, (asked(question, Integer(kernel, "pixels"), wrong),), solution)


# ---------------------------------------------------------------- two ideas


def _strided(rng: random.Random) -> Exercise:
    layers = strided_stack(rng, rng.choice((3, 3, 4)))
    sweeps = sweeps_of(layers)
    part = asked(asked_for_side(rng), Integer(field(sweeps), "pixels"), _likeliest(sweeps))
    return Exercise(_shown(rng, layers), (part,), (*rules(sweeps), *levels_told(sweeps), _so(sweeps)))


def _field_and_jump(rng: random.Random) -> Exercise:
    layers = strided_stack(rng, 3)
    sweeps = sweeps_of(layers)
    last = levels(sweeps)[-1]
    apart = (
        "Two neighbouring units of the last layer see two squares of the picture. How many pixels apart are the "
        "centres of these squares? Type a whole number."
    )
    parts = (
        asked(apart, Integer(last.jump, "pixels"), slips.of_jump(sweeps)),
        asked(asked_for_side(rng), Integer(last.field, "pixels"), _likeliest(sweeps)),
    )
    return Exercise(_shown(rng, layers), parts, (*rules(sweeps), *levels_told(sweeps), _so(sweeps)))


def _dilated(rng: random.Random) -> Exercise:
    kernels = [rng.choice((2, 3, 3, 4, 5)) for _ in range(rng.choice((2, 3, 3)))]
    layers = tuple(Layer(Sweep(kernel, dilation=rng.choice((1, 2, 2, 3, 4)))) for kernel in kernels)
    sweeps = sweeps_of(layers)
    if max(sweep.dilation for sweep in sweeps) == 1:
        return _dilated(rng)
    part = asked(asked_for_side(rng), Integer(field(sweeps), "pixels"), _likeliest(sweeps))
    return Exercise(_shown(rng, layers), (part,), (*rules(sweeps), f"Here $r = {sum_told(sweeps)}$."))


def _uneven(rng: random.Random) -> Exercise:
    count = rng.choice((3, 4))
    down, across = (sweeps_of(strided_stack(rng, count)) for _ in range(2))
    rows = [
        [str(number), by(one.kernel, other.kernel), by(one.stride, other.stride)]
        for number, (one, other) in enumerate(zip(down, across, strict=True), 1)
    ]
    shown = table(["layer", "kernel", "stride"], rows)
    prompt = f"{pictures(rng).told()} A net begins with these convolutions (height × width):\n\n{shown}"
    right = field(down), field(across)
    question = (
        f"How large is the receptive field of a unit of the last layer? {COUNTED} Type height x width, such as 12 x 20."
    )
    part = Part(question, Shape(right, AXES), 2, told_apart(right, _pairs_of_slips(down, across)))
    steps = (
        f"Downwards. {' '.join(levels_told(down))}",
        f"Across. {' '.join(levels_told(across))}",
        f"So it is ${field(down)} \\times {field(across)}$ pixels.",
    )
    return Exercise(prompt, (part,), (*rules([*down, *across]), *steps))


def _pairs_of_slips(down: Sequence[Sweep], across: Sequence[Sweep]) -> list[Misconception]:
    by_why = {each.why: each for each in slips.of_field(across)}
    found = [Misconception(typed((field(across), field(down))), "Height comes first, then width.", TOPIC, STRIDES)]
    for one in slips.of_field(down):
        other = by_why.get(one.why)
        if other:  # the reason tells no number of one side, so that it holds for both
            sizes = round(one.values[0]), round(other.values[0])
            found.append(Misconception(typed(sizes), one.why, one.topic, one.heading))
    return found


def _likeliest(sweeps: Sequence[Sweep]) -> list[Slip]:
    return list(slips.of_field(sweeps))[:7]


def _shown(rng: random.Random, layers: Sequence[Layer]) -> str:
    shown = pictures(rng)
    if rng.random() < 0.35:
        return f"{shown.told()} A net in PyTorch begins so:\n\n{layer_code(layers, shown.channels)}"
    return f"{shown.told()} A net begins with these layers:\n\n{layer_table(layers)}"


def _so(sweeps: Sequence[Sweep]) -> str:
    return f"So a unit of the last layer sees ${field(sweeps)}$ pixels along each side."


MAKERS: Mapping[int, tuple[Callable[[random.Random], Exercise], ...]] = {
    1: (_plain, _plain, _how_many, _missing_kernel),
    2: (_strided, _strided, _field_and_jump, _dilated, _uneven),
    3: (whole_net, whole_net, doubling_dilations),
}
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Receptive fields",
    version=1,
    generate=generate,
    kinds=("integer", "shape", "table", "number"),
    heading=GROWTH,
)
