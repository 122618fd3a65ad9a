"""Whole small networks: how they are made, and the exercise that counts their parameters layer by layer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from question_bank.answers import AnswerSpec, Integer, Value
from question_bank.convolution.digits_case import digits_case
from question_bank.convolution.layers import (
    BatchNorm,
    Conv,
    Dense,
    Flatten,
    Layer,
    Maps,
    Pool,
    parameters,
    same,
    square_conv,
    trace,
)
from question_bank.convolution.pictures import Pictures, pictures
from question_bank.convolution.slips import slip, told_apart
from question_bank.convolution.sweeps import Sweep
from question_bank.convolution.weights import CONV_RULE, DENSE_RULE, HEADING, slips, worked
from question_bank.convolution.words import by, keras_code, names, net_table
from question_bank.exercise import Carry, Exercise, Misconception, Part
from question_bank.wording import counted, grouped, tex

UNITS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20)
HIDDEN_UNITS = (16, 24, 32, 48, 64, 84, 100, 120, 128)


@dataclass(frozen=True, slots=True)
class Net:
    """Convolutions and poolings, a flattening, and one or two dense layers, with the pictures they are given."""

    shown: Pictures
    layers: tuple[Layer, ...]

    @property
    def steps(self) -> tuple[tuple[Layer, Maps, Maps], ...]:
        """Return each layer with the shapes it is given and gives."""
        return tuple(trace(self.layers, self.shown.shape))

    @property
    def maps(self) -> Maps:
        """Return the shape of the maps that are flattened."""
        return next(given for layer, given, _ in self.steps if isinstance(layer, Flatten))

    @property
    def flattened(self) -> int:
        """Return how many numbers the first dense layer is given."""
        return prod(self.maps)

    @property
    def first_units(self) -> int:
        """Return how many units the first dense layer has."""
        return next(layer.units for layer in self.layers if isinstance(layer, Dense))

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many parameters each layer learns."""
        return tuple(parameters(layer, given) for layer, given, _ in self.steps)

    @property
    def parameters(self) -> int:
        """Return how many parameters the network learns."""
        return sum(self.counts)


def halving_net(rng: random.Random, blocks: int) -> Net:
    """Return a network whose convolutions keep the size and whose poolings halve it, with one dense layer."""
    filters = rng.choice((4, 6, 8, 12, 16, 24, 32))
    layers: list[Layer] = []
    for block in range(blocks):
        layers += [square_conv(filters << block, same(rng.choice((3, 3, 5)))), Pool(Sweep(2, 2))]
    return Net(pictures(rng, multiple=2**blocks, highest=64), (*layers, Flatten(), Dense(rng.choice(UNITS))))


def shrinking_net(rng: random.Random) -> Net:
    """Return a network of unpadded convolutions and poolings, with two dense layers and sometimes a normalisation."""
    while True:
        shown, filters = pictures(rng, highest=64), rng.choice((4, 6, 8, 12, 16))
        normalised = rng.random() < 0.4
        first = square_conv(filters, Sweep(rng.choice((3, 5))), bias=not normalised)
        second = square_conv(rng.choice((filters, 2 * filters, filters + 10)), Sweep(rng.choice((3, 5))))
        takes = rng.choice(("max", "average"))
        middle: tuple[Layer, ...] = (BatchNorm(),) if normalised else ()
        ends = (Flatten(), Dense(rng.choice(HIDDEN_UNITS)), Dense(rng.choice(UNITS)))
        net = Net(shown, (first, *middle, Pool(Sweep(2, 2), takes), second, Pool(Sweep(2, 2), takes), *ends))
        if min(net.maps) > 1:
            return net


def growth_told(rng: random.Random, shown: Pictures) -> str:
    """Say that one side of the pictures doubles."""
    if rng.random() < 0.5:
        return f"twice as wide ({2 * shown.width} instead of {shown.width})"
    return f"twice as high ({2 * shown.height} instead of {shown.height})"


def count_part(
    question: str, right: int, wrong: Iterator[Misconception], *, marks: int = 1, carry: Carry | None = None
) -> Part:
    """Return a part that asks for a number of parameters."""
    prompt = f"{question} Type a whole number."
    return Part(prompt, Integer(right, "parameters"), marks, told_apart(right, wrong), carry)


# ---------------------------------------------------------------- counted layer by layer


def whole_net(rng: random.Random) -> Exercise:
    """Return the exercise: every layer that learns, the total, and sometimes what larger pictures change."""
    net = halving_net(rng, 2) if rng.random() < 0.55 else shrinking_net(rng)
    parts, solution = _layer_parts(net)
    counted_at = tuple(index for index, part in enumerate(parts) if part.answer != Integer(net.flattened, "numbers"))
    question = "How many parameters does the whole network learn?"
    parts.append(count_part(question, net.parameters, _total_slips(net), carry=_sum_of(counted_at)))
    sum_of_layers = " + ".join(tex(count) for count in net.counts if count)
    solution.append(f"Together ${sum_of_layers} = {tex(net.parameters)}$ parameters.")
    if isinstance(net.layers[-2], Flatten):
        part, step = _growth(rng, net)
        parts.append(part)
        solution.append(step)
    convs = [layer for layer in net.layers if isinstance(layer, Conv)]
    return Exercise(_net_told(rng, net), tuple(parts), tuple(solution), digits_case(*convs, filters=True))


def _net_told(rng: random.Random, net: Net) -> str:
    shown, code = net.shown, rng.random() < 0.4
    exception = ", unless it says otherwise" if BatchNorm() in net.layers else ""
    biases = f"Every convolution and dense layer has biases{exception}."
    if code:
        return f"{shown.told()} This Keras network reads them:\n\n{keras_code(net.layers, shown.shape)}\n\n{biases}"
    return (
        f"{shown.told_in_full()} This network reads them:\n\n{net_table(net.layers)}\n\n{biases} Poolings round down."
    )


def _layer_parts(net: Net) -> tuple[list[Part], list[str]]:
    parts: list[Part] = []
    solution = [CONV_RULE]
    called = names(net.layers)
    for index, ((layer, given, _), name) in enumerate(zip(net.steps, called, strict=True)):
        match layer:
            case Pool():
                continue
            case Flatten():
                parts.append(_flatten_part(net))
                solution += [_flatten_told(net), DENSE_RULE]
            case _:
                follows = isinstance(net.layers[index - 1], Flatten)
                carry = _dense_from_own(layer.units) if follows and isinstance(layer, Dense) else None
                question = f"How many parameters does {name} learn?"
                parts.append(count_part(question, parameters(layer, given), slips(layer, given), carry=carry))
                solution.append(f"{name[0].upper()}{name[1:]}{_remark(layer)}: ${worked(layer, given)}$.")
    return parts, solution


def _remark(layer: Layer) -> str:
    match layer:
        case BatchNorm():
            return ", a scale and a shift for each channel"
        case Conv(bias=False):
            return ", without biases"
        case _:
            return ""


def _flatten_part(net: Net) -> Part:
    channels, height, width = net.maps
    product = f"{channels} maps of {by(height, width)}: {channels}·{height}·{width} = {grouped(net.flattened)}"
    wrong = (
        slip(height * width, f"You flattened one map. The last pooling leaves {product}.", HEADING),
        slip(_before_last_pooling(net), f"You left the last pooling out. It leaves {product}.", HEADING),
        slip(prod(net.shown.shape), f"You flattened the picture. The last pooling leaves {product}.", HEADING),
        slip(channels * height, f"You left the width out. The last pooling leaves {product}.", HEADING),
    )
    prompt = "How many numbers does the flattening pass on for one picture? Type a whole number."
    return Part(prompt, Integer(net.flattened, "numbers"), 1, told_apart(net.flattened, wrong))


def _before_last_pooling(net: Net) -> int:
    return prod([given for layer, given, _ in net.steps if isinstance(layer, Pool)][-1])


def _flatten_told(net: Net) -> str:
    shapes = [net.shown.shape, *(out for layer, _, out in net.steps if isinstance(layer, Conv | Pool))]
    way = ", ".join(" × ".join(map(str, shape)) for shape in shapes)
    channels, height, width = net.maps
    return (
        f"The shapes on the way, as channels × height × width: {way}. "
        rf"Flattened: ${channels}\cdot {height}\cdot {width} = {tex(net.flattened)}$ numbers."
    )


def _dense_from_own(units: int) -> Carry:
    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        flattened = earlier[-1] if earlier else None
        return Integer((flattened + 1) * units, "parameters") if isinstance(flattened, int) else None

    return carry


def _sum_of(indexes: tuple[int, ...]) -> Carry:
    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        counts = [value for index, value in enumerate(earlier) if index in indexes and isinstance(value, int)]
        return Integer(sum(counts), "parameters") if len(counts) == len(indexes) else None

    return carry


def _total_slips(net: Net) -> Iterator[Misconception]:
    total, counts = net.parameters, net.counts
    check = f"{' + '.join(grouped(count) for count in counts if count)} = {grouped(total)}"
    yield slip(total + net.flattened, f"You counted the flattened numbers too. They are not learnt: {check}.", HEADING)
    biases = sum(_biases(layer) for layer in net.layers)
    yield slip(total - biases, f"You left out the {biases} biases: {check}.", HEADING)
    yield slip(total - counts[-1], f"You left the last dense layer out: {check}.", HEADING)
    yield slip(total - counts[0], f"You left the first convolution out: {check}.", HEADING)


def _biases(layer: Layer) -> int:
    match layer:
        case Conv(filters, bias=True):
            return filters
        case Dense(units):
            return units
        case _:
            return 0


def _growth(rng: random.Random, net: Net) -> tuple[Part, str]:
    new, total = net.flattened * net.first_units, net.parameters
    sum_told = f"{grouped(total)} + {grouped(net.flattened)}·{net.first_units} = {grouped(total + new)}"
    check = f"Only the dense layer gets new weights: {sum_told}."
    wrong = (
        slip(2 * total, f"You doubled everything. All places share the filters of a convolution. {check}", HEADING),
        slip(total, f"The convolutions stay as they are, but more numbers reach the dense layer. {check}", HEADING),
        slip(
            total + new + net.first_units,
            f"You doubled the biases too; there are as many units as before. {check}",
            HEADING,
        ),
        slip(total + 3 * new, f"One side doubles, so there are twice as many pixels. {check}", HEADING),
    )
    flatten_at = next(index for index, (layer, _, _) in enumerate(_with_parts(net)) if isinstance(layer, Flatten))

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        own_total, own_flat = earlier[-1], earlier[flatten_at]
        if isinstance(own_total, int) and isinstance(own_flat, int):
            return Integer(own_total + own_flat * net.first_units, "parameters")
        return None

    change = f"The pictures become {growth_told(rng, net.shown)}; all settings stay."
    step = (
        "Larger pictures leave the filters as they are; twice as many numbers reach the dense layer, and each brings "
        rf"{counted(net.first_units, 'weight')}: "
        rf"${tex(total)} + {tex(net.flattened)}\cdot {net.first_units} = {tex(total + new)}$."
    )
    question = f"{change} How many parameters does the network learn then?"
    return count_part(question, total + new, iter(wrong), marks=2, carry=carry), step


def _with_parts(net: Net) -> tuple[tuple[Layer, Maps, Maps], ...]:
    return tuple(step for step in net.steps if not isinstance(step[0], Pool))
