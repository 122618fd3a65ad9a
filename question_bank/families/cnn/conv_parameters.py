"""Asks how many parameters a convolution, its neighbours or a whole small network learn."""

from __future__ import annotations

import random
from collections.abc import Iterator

from question_bank.answers import Integer
from question_bank.convolution.digits_case import digits_case, digits_case_behind
from question_bank.convolution.layers import Conv, Dense, Flatten, Maps, Pool, parameters, square_conv, trace
from question_bank.convolution.nets import Net, count_part, growth_told, halving_net, whole_net
from question_bank.convolution.pictures import Pictures, pictures
from question_bank.convolution.slips import TOPIC, slip, told_apart
from question_bank.convolution.sweeps import Sweep
from question_bank.convolution.weights import CONV_RULE, CONV_RULE_WITHOUT_BIAS, DENSE_RULE, HEADING, slips, worked
from question_bank.convolution.words import by, net_table, torch_call
from question_bank.exercise import DemoCase, Exercise, Family, Misconception, Part, dice
from question_bank.wording import counted, grouped, tex

ID = "conv-parameters"
FILTERS = (4, 6, 8, 8, 12, 16, 16, 20, 24, 32, 32, 48, 64, 96, 128)
BIASED = " (with biases, PyTorch's default)"
NAMED_SLIPS = 3  # every part can recognise at least so many


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one convolution, a convolution with its neighbours, or a whole small network."""
    rng = dice(ID, seed, difficulty)
    while True:
        exercise = (_one_layer, _two_ideas, whole_net)[difficulty - 1](rng)
        if all(len(part.misconceptions) >= NAMED_SLIPS for part in exercise.parts):
            return exercise


def _two_ideas(rng: random.Random) -> Exercise:
    ideas = (_with_batch_norm, _dense_behind_pooling, _convolution_and_dense, _larger_pictures)
    return rng.choice(ideas)(rng)


# ---------------------------------------------------------------- one convolution


def _one_layer(rng: random.Random) -> Exercise:
    if rng.random() < 0.15:
        return _which_filters(rng)
    conv, shown = _conv(rng, biased=0.7), pictures(rng)
    first = rng.random() < 0.4
    given = shown.shape if first else _maps(rng)
    told = _first_layer_told(rng, shown, conv) if first else f"{shown.scene.task} {_inner_layer_told(rng, given, conv)}"
    question = rng.choice(
        ("How many parameters does this layer learn?", "How many numbers does training adjust in this layer?")
    )
    solution = (
        _rule(conv),
        f"Here {_filters_told(conv)} look at {counted(given[0], 'channel')}.",
        f"${worked(conv, given)}$ parameters.",
    )
    part = count_part(question, parameters(conv, given), slips(conv, given))
    return Exercise(told, (part,), solution, _case(given[0], conv))


def _conv(rng: random.Random, *, biased: float) -> Conv:
    if rng.random() < 0.15:
        down, across = rng.sample((1, 3, 5, 7), 2)
    else:
        down = across = rng.choice((2, 3, 3, 3, 4, 5, 5, 7))
    return Conv(rng.choice(FILTERS), Sweep(down), Sweep(across), bias=rng.random() < biased)


def _maps(rng: random.Random) -> Maps:
    side = rng.randint(6, 56)
    return rng.choice(FILTERS), side, side


def _rule(conv: Conv) -> str:
    return CONV_RULE if conv.bias else CONV_RULE_WITHOUT_BIAS


def _case(channels: int, conv: Conv) -> DemoCase | None:
    if not conv.bias:
        return None  # the demo's convolutions always have biases
    return digits_case(conv, filters=True) if channels == 1 else digits_case_behind(channels, conv)


def _biases_told(rng: random.Random, conv: Conv) -> str:
    return rng.choice(
        ("each with a bias", "each with its own bias") if conv.bias else ("without biases", "none with a bias")
    )


def _filters_told(conv: Conv) -> str:
    return f"{counted(conv.filters, 'filter')} of {by(conv.rows.kernel, conv.columns.kernel)}"


def _first_layer_told(rng: random.Random, shown: Pictures, conv: Conv) -> str:
    layer = rng.choice(
        (
            f"The first layer is a convolution with {_filters_told(conv)}, {_biases_told(rng, conv)}.",
            f"The network begins with a convolution: {_filters_told(conv)}, {_biases_told(rng, conv)}.",
            f"The first layer, in PyTorch, is `{torch_call(conv, shown.shape)}`{BIASED * conv.bias}.",
        )
    )
    return f"{shown.told_in_full()} {layer}"


def _inner_layer_told(rng: random.Random, given: Maps, conv: Conv) -> str:
    received = f"receives {counted(given[0], 'map')} of {by(given[1], given[2])}"
    filters = f"{_filters_told(conv)}, {_biases_told(rng, conv)}"
    code = torch_call(conv, given)
    return rng.choice(
        (
            f"Inside its network a convolution {received} and has {filters}.",
            f"A layer of its network {received} and convolves them with {filters}.",
            f"Inside its PyTorch network `{code}` {received}{BIASED * conv.bias}.",
        )
    )


def _which_filters(rng: random.Random) -> Exercise:
    shown, given = pictures(rng), _maps(rng)
    conv = square_conv(rng.randint(5, 99), Sweep(rng.choice((3, 3, 5, 7))))
    one, total = conv.kernel_area * given[0] + 1, parameters(conv, given)
    size, kernel = by(conv.rows.kernel, conv.rows.kernel), conv.rows.kernel
    received = f"receives {counted(given[0], 'map')} of {by(given[1], given[2])}"
    told = (
        f"{shown.scene.task} Inside its network a convolution with kernels of {size} {received}. "
        f"With one bias for each filter it learns {grouped(total)} parameters."
    )
    solution = (
        CONV_RULE,
        rf"One filter has ${kernel}\cdot {kernel}\cdot {given[0]} + 1 = {tex(one)}$ parameters.",
        rf"${tex(total)} / {tex(one)} = {conv.filters}$ filters.",
    )
    wrong = told_apart(conv.filters, _which_filters_slips(conv, given[0], total))
    part = Part("How many filters has it? Type a whole number.", Integer(conv.filters, "filters"), misconceptions=wrong)
    return Exercise(told, (part,), solution, _case(given[0], conv))


def _which_filters_slips(conv: Conv, channels: int, total: int) -> Iterator[Misconception]:
    area, one = conv.kernel_area, conv.kernel_area * channels + 1
    quotient = f"{grouped(total)} / {grouped(one)} = {conv.filters}"
    check = f"One filter has {area}·{channels} + 1 = {grouped(one)} parameters: {quotient}."
    yield slip(round(total / (area + 1)), f"You let a filter see one channel. {check}", HEADING)
    yield slip(round(total / area), f"You counted one channel and no bias. {check}", HEADING)
    yield slip(round(total / channels), f"You left the kernel out. {check}", HEADING)
    yield slip(
        round(total / (conv.rows.kernel * channels + 1)),
        f"You took the side of the kernel for its area. {check}",
        HEADING,
    )


# ---------------------------------------------------------------- a convolution and its neighbours


def _with_batch_norm(rng: random.Random) -> Exercise:
    shown, given, conv = pictures(rng), _maps(rng), _conv(rng, biased=0.4)
    alone, filters = parameters(conv, given), conv.filters
    together = alone + 2 * filters
    told = f"{shown.scene.task} {_inner_layer_told(rng, given, conv)} A batch normalisation follows it."
    solution = (
        _rule(conv),
        f"The convolution: ${worked(conv, given)}$.",
        "The batch normalisation learns a scale and a shift a channel; its running mean and variance are measured.",
        rf"It is given {counted(filters, 'channel')}: $2\cdot {filters} = {2 * filters}$.",
        f"Together ${tex(alone)} + {2 * filters} = {tex(together)}$ parameters.",
    )
    question = "How many parameters do the two layers learn together?"
    return Exercise(told, (count_part(question, together, _with_batch_norm_slips(conv, given)),), solution)


def _with_batch_norm_slips(conv: Conv, given: Maps) -> Iterator[Misconception]:
    alone, filters = parameters(conv, given), conv.filters
    check = f"{grouped(alone)} + 2·{filters} = {grouped(alone + 2 * filters)}"
    yield slip(alone, f"Batch normalisation learns too, a scale and a shift for each channel: {check}.", HEADING)
    measured = "You counted the running mean and variance. They are measured, not learnt"
    yield slip(alone + 4 * filters, f"{measured}: {check}.", HEADING)
    yield slip(
        alone + filters,
        f"Batch normalisation has two parameters for each channel, a scale and a shift: {check}.",
        HEADING,
    )
    yield slip(alone + 2, f"Every channel has a scale and a shift of its own: {check}.", HEADING)
    yield slip(alone + 2 * given[0], f"The channels normalised are the {filters} that come out: {check}.", HEADING)
    for each in slips(conv, given):
        yield slip(int(each.reply) + 2 * filters, f"The batch normalisation is right. {each.why}", HEADING)


def _dense_behind_pooling(rng: random.Random) -> Exercise:
    shown, window, height = pictures(rng), rng.choice((2, 2, 2, 3)), rng.randint(6, 30)
    maps = rng.choice(FILTERS[:-2]), height, height if shown.square else height + rng.randint(2, 20)
    pool, dense = (
        Pool(Sweep(window, window), rng.choice(("max", "average"))),
        Dense(rng.choice((2, 4, 5, 8, 10, 12, 20, 32, 64))),
    )
    (_, _, (channels, down, across)), (_, _, (flat,)) = trace((pool, Flatten()), maps)
    order = "" if shown.square else " (height × width)"
    left = f"{counted(channels, 'map')} of {by(*maps[1:])}{order}"
    told = (
        f"{shown.scene.task} The last convolution of its network leaves {left}. "
        f"Then come {pool.takes} pooling with windows of {by(window, window)} and stride {window} (rounding down), "
        f"flattening, and a dense layer of {counted(dense.units, 'unit')} with biases."
    )
    solution = (
        DENSE_RULE,
        f"After the pooling the maps are {by(down, across)}, and there are still {channels}.",
        rf"Flattened: ${channels}\cdot {down}\cdot {across} = {tex(flat)}$ numbers.",
        f"The dense layer: ${worked(dense, (flat,))}$ parameters.",
    )
    wrong = _dense_behind_pooling_slips(maps, pool, dense)
    part = count_part("How many parameters does the dense layer learn?", parameters(dense, (flat,)), wrong)
    return Exercise(told, (part,), solution)


def _dense_behind_pooling_slips(maps: Maps, pool: Pool, dense: Dense) -> Iterator[Misconception]:
    (channels, height, width), window, units = maps, pool.window.kernel, dense.units
    down, across = height // window, width // window
    arrive = f"{channels}·{down}·{across} = {grouped(channels * down * across)} numbers arrive"
    pooled = f"You left the pooling out. It leaves maps of {by(down, across)}, so {arrive}."
    yield slip((channels * height * width + 1) * units, pooled, HEADING)
    yield slip((down * across + 1) * units, f"You flattened one map. There are {channels}: {arrive}.", HEADING)
    yield slip(
        (channels // window * down * across + 1) * units,
        f"You pooled the channels too. All {channels} stay: {arrive}.",
        HEADING,
    )
    yield slip(
        (channels * down * width + 1) * units, f"You pooled the height alone. Both sides shrink: {arrive}.", HEADING
    )
    yield from slips(dense, (channels * down * across,))


def _convolution_and_dense(rng: random.Random) -> Exercise:
    net = halving_net(rng, blocks=1)
    shown, flat, (conv, _, _, dense) = net.shown, net.flattened, net.layers
    assert isinstance(conv, Conv), "these nets begin with a convolution"
    first, last = parameters(conv, shown.shape), parameters(dense, (flat,))
    channels, down, across = net.maps
    told = (
        f"{shown.told_in_full()} A small network reads them: a convolution with {_filters_told(conv)}, stride 1 and "
        f"padding that keeps the size; max pooling of 2 × 2 with stride 2; flattening; "
        f"a dense layer with {counted(net.first_units, 'unit')}. The convolution and the dense layer have biases."
    )
    solution = (
        "Pooling and flattening learn nothing. Count the convolution and the dense layer.",
        f"The convolution: ${worked(conv, shown.shape)}$.",
        f"After the pooling its {channels} maps are {by(down, across)}.",
        rf"Flattened: ${channels}\cdot {down}\cdot {across} = {tex(flat)}$ numbers.",
        f"The dense layer: ${worked(dense, (flat,))}$.",
        f"Together ${tex(first)} + {tex(last)} = {tex(first + last)}$ parameters.",
    )
    part = count_part(
        "How many parameters does the network learn in all?", first + last, _convolution_and_dense_slips(net)
    )
    return Exercise(told, (part,), solution, _case(shown.channels, conv))


def _convolution_and_dense_slips(net: Net) -> Iterator[Misconception]:
    flat, units = net.flattened, net.first_units
    last, biases = (flat + 1) * units, net.maps[0] + units
    first = net.parameters - last
    check = f"{grouped(first)} + {grouped(last)} = {grouped(net.parameters)}"
    yield slip(last, f"You left the convolution out: {check}.", HEADING)
    yield slip(first, f"You left the dense layer out: {check}.", HEADING)
    yield slip(net.parameters - biases, f"You left out the {biases} biases: {check}.", HEADING)
    unpooled = f"You left the pooling out. It lets {grouped(flat)} numbers reach the dense layer: {check}."
    yield slip(first + (4 * flat + 1) * units, unpooled, HEADING)
    yield slip(net.parameters + flat, f"You counted the flattened numbers. They are not learnt: {check}.", HEADING)


def _larger_pictures(rng: random.Random) -> Exercise:
    net, both = halving_net(rng, blocks=rng.choice((1, 2))), rng.random() < 0.4
    shown, flat, units, total = net.shown, net.flattened, net.first_units, net.parameters
    factor, more = (4, r"3\cdot ") if both else (2, "")
    grown = total + (factor - 1) * flat * units
    doubled = by(2 * shown.height, 2 * shown.width)
    change = f"twice as high and twice as wide ({doubled}, height × width)" if both else growth_told(rng, shown)
    told = (
        f"{shown.told_in_full()} This network, with all its biases, learns {grouped(total)} parameters:"
        f"\n\n{net_table(net.layers)}\n\nNow the pictures become {change}. All settings stay."
    )
    solution = (
        "All places share the filters of a convolution. A dense layer has a weight for every number that reaches it.",
        f"Before, ${tex(flat)}$ numbers reach the dense layer; now it is {'4 times' if both else 'twice'} as many.",
        rf"New weights: ${more}{tex(flat)}\cdot {units} = {tex(grown - total)}$. The biases stay.",
        f"In all: ${tex(total)} + {tex(grown - total)} = {tex(grown)}$ parameters.",
    )
    part = count_part("How many parameters does the network learn then?", grown, _larger_slips(net, factor))
    return Exercise(told, (part,), solution)


def _larger_slips(net: Net, factor: int) -> Iterator[Misconception]:
    flat, units, total = net.flattened, net.first_units, net.parameters
    new = f"{'3·' if factor == 4 else ''}{grouped(flat)}·{units}"
    grown = total + (factor - 1) * flat * units
    check = f"Only the dense layer gets new weights: {grouped(total)} + {new} = {grouped(grown)}."
    shared = "All places share the filters of a convolution"
    yield slip(factor * total, f"You multiplied everything by {factor}. {shared}. {check}", HEADING)
    yield slip(total, f"The convolutions do stay the same, but more numbers reach the dense layer. {check}", HEADING)
    biases = f"You let the biases of the dense layer grow too; it has as many units as before. {check}"
    yield slip(grown + (factor - 1) * units, biases, HEADING)
    sides = (
        "Both sides double, so there are 4 times as many pixels"
        if factor == 4
        else "One side doubles, so there are twice as many pixels"
    )
    yield slip(total + (1 if factor == 4 else 3) * flat * units, f"{sides}. {check}", HEADING)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Parameters of a network",
    version=1,
    generate=generate,
    kinds=("integer",),
    heading="parameters",
)
