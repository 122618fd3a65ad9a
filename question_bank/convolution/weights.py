"""How many parameters a layer learns: the count in words, and the slips people make in it."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.convolution.layers import BatchNorm, Conv, Dense, Flatten, Layer, Maps, Pool, parameters
from question_bank.convolution.slips import slip
from question_bank.exercise import Misconception
from question_bank.wording import counted, grouped, tex

HEADING = "parameters"
SHARED = "All places share its filters, so the size of the picture does not count."
CONV_RULE = (
    "Each filter of a convolution has one weight for every pixel it covers in every channel it is given, and one bias: "
    rf"$$(k_h\, k_w\, c_\text{{in}} + 1)\cdot c_\text{{out}}$$ {SHARED}"
)
CONV_RULE_WITHOUT_BIAS = (
    "Each filter of a convolution has one weight for every pixel it covers in every channel it is given: "
    rf"$$k_h\, k_w\, c_\text{{in}}\cdot c_\text{{out}}$$ {SHARED}"
)
DENSE_RULE = (
    "Every unit of a dense layer has one weight for every number it is given, and one bias: "
    r"$$(n_\text{in} + 1)\cdot n_\text{out}$$"
)


def worked(layer: Layer, given: Maps) -> str:
    """Return the count of a layer that learns something, with its numbers, as LaTeX."""
    count = tex(parameters(layer, given))
    match layer:
        case Conv(filters, down, across, bias):
            weights = rf"{down.kernel}\cdot {across.kernel}\cdot {given[0]}"
            return rf"({weights} + 1)\cdot {filters} = {count}" if bias else rf"{weights}\cdot {filters} = {count}"
        case Dense(units):
            return rf"({tex(given[0])} + 1)\cdot {tex(units)} = {count}"
        case BatchNorm():
            return rf"2\cdot {given[0]} = {count}"
        case Pool() | Flatten():
            return "0"


def slips(layer: Layer, given: Maps) -> Iterator[Misconception]:
    """Yield what learners who slip reply when asked for the parameters of a layer that is given ``given``."""
    match layer:
        case Conv():
            yield from _conv_slips(layer, given)
        case Dense():
            yield from _dense_slips(layer, given[0])
        case BatchNorm():
            yield from _batch_norm_slips(given[0])
        case Pool() | Flatten():
            return


def _conv_slips(conv: Conv, given: Maps) -> Iterator[Misconception]:
    (channels, height, width), area, filters = given, conv.kernel_area, conv.filters
    one, right = area * channels + conv.bias, parameters(conv, given)
    whole = f"({area}·{channels} + 1)·{filters}" if conv.bias else f"{area}·{channels}·{filters}"
    check = f"{whole} = {grouped(right)}"
    if conv.bias:
        biases = counted(filters, "bias", "biases")
        yield slip(area * channels * filters, f"You left out the {biases}, one for each filter: {check}.", HEADING)
        bracket = "You multiplied the bias alone by the number of filters, but every filter has its own weights too"
        yield slip(area * channels + filters, f"{bracket}: {check}.", HEADING)
        yield slip(
            area * channels * filters + 1, f"You gave the layer one bias. Every filter has its own: {check}.", HEADING
        )
    else:
        with_bias = f"You added a bias for each filter, but this layer has none: {check}."
        yield slip((area * channels + 1) * filters, with_bias, HEADING)
    flat = f"You gave each filter the depth of one channel. It reaches through all {channels}: {check}."
    yield slip((area + conv.bias) * filters, flat, HEADING)
    places = f"You multiplied by the {height} × {width} pixels, but all places share the same filters: {check}."
    yield slip(right * height * width, places, HEADING)
    yield slip(one, f"You counted one filter. There are {filters}: {check}.", HEADING)
    side = (
        f"You took the side of the kernel for its area of {conv.rows.kernel}·{conv.columns.kernel} = {area}: {check}."
    )
    yield slip((conv.rows.kernel * channels + conv.bias) * filters, side, HEADING)


def _dense_slips(dense: Dense, given: int) -> Iterator[Misconception]:
    units, check = dense.units, f"({grouped(given)} + 1)·{grouped(dense.units)} = {grouped((given + 1) * dense.units)}"
    biases = counted(units, "bias", "biases")
    yield slip(given * units, f"You left out the {biases}, one for each unit: {check}.", HEADING)
    yield slip(given * units + 1, f"You gave the layer one bias. Every unit has its own: {check}.", HEADING)
    yield slip(
        given + units, f"You counted the numbers and the units. Every pair of them has a weight: {check}.", HEADING
    )
    yield slip(given * units + given, f"You gave every input a bias. The units have them: {check}.", HEADING)


def _batch_norm_slips(channels: int) -> Iterator[Misconception]:
    check = f"One scale and one shift for each of the {channels} channels: 2·{channels} = {2 * channels}."
    statistics = "You counted the running mean and variance too. They are measured, not learnt."
    yield slip(4 * channels, f"{statistics} {check}", HEADING)
    yield slip(channels, f"You counted one parameter for each channel. {check}", HEADING)
    yield slip(2, f"You counted one scale and one shift for the whole layer. {check}", HEADING)
    yield slip(0, f"Pooling learns nothing, batch normalisation does. {check}", HEADING)
