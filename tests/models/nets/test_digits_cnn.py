"""The convolution's padding and sizes against torch, and the sentences for layers that don't fit."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from models.errors import DemoError
from models.nets.digits_cnn import Convolution, DigitsCNN

kernels, strides, dilations, sides = st.integers(1, 8), st.integers(1, 4), st.integers(1, 3), st.integers(1, 20)


def convolution(kernel: int = 3, stride: int = 1, padding: str = "same", dilation: int = 1) -> Convolution:
    """Return a layer of two filters on one channel."""
    return Convolution((1, 2), kernel=kernel, stride=stride, padding=padding, dilation=dilation)


def second(kernel: int = 3, stride: int = 2, padding: str = "same", dilation: int = 1) -> Convolution:
    """Return a layer of three filters on the two maps of the other."""
    return Convolution((2, 3), kernel=kernel, stride=stride, padding=padding, dilation=dilation)


@given(kernels, strides, st.sampled_from(["valid", "same", "0", "1", "2"]), dilations, sides)
def test_the_side_that_is_foretold_is_the_side_that_comes_out(
    kernel: int, stride: int, padding: str, dilation: int, side: int
) -> None:
    layer = convolution(kernel, stride, padding, dilation)
    if layer.side(side) >= 1:
        assert layer(torch.zeros(1, 1, side, side)).shape == (1, 2, layer.side(side), layer.side(side))
    else:
        with pytest.raises(RuntimeError):
            layer(torch.zeros(1, 1, side, side))


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")  # a matter of torch's speed
@given(kernels, st.sampled_from(["valid", "same"]), dilations, sides)
def test_valid_and_same_are_torchs_at_stride_one(kernel: int, padding: str, dilation: int, side: int) -> None:
    layer = convolution(kernel, padding=padding, dilation=dilation)
    if layer.side(side) < 1:
        return
    images = torch.randn(2, 1, side, side, generator=torch.Generator().manual_seed(side))
    weight, bias = layer.convolve.weight, layer.convolve.bias
    torch.testing.assert_close(
        layer(images), functional.conv2d(images, weight, bias, padding=padding, dilation=dilation)
    )


@given(kernels, strides, st.integers(0, 2), dilations, sides)
def test_padding_by_number_is_torchs(kernel: int, stride: int, padding: int, dilation: int, side: int) -> None:
    layer = convolution(kernel, stride, str(padding), dilation)
    if layer.side(side) < 1:
        return
    images = torch.randn(2, 1, side, side, generator=torch.Generator().manual_seed(side))
    expected = functional.conv2d(
        images, layer.convolve.weight, layer.convolve.bias, stride=stride, padding=padding, dilation=dilation
    )
    torch.testing.assert_close(layer(images), expected)


@given(kernels, strides, dilations, sides)
def test_same_gives_as_many_places_as_pixels_over_stride_rounded_up(
    kernel: int, stride: int, dilation: int, side: int
) -> None:
    assert convolution(kernel, stride, "same", dilation).side(side) == len(range(0, side, stride))


@pytest.mark.parametrize(("pool", "features"), [("none", 3 * 16), ("max", 3 * 4), ("average", 3 * 4)])
def test_the_net_gives_a_logit_for_every_digit(pool: str, features: int) -> None:
    net = DigitsCNN(convolution(), second(), pool)
    assert net(torch.zeros(5, 1, 8, 8)).shape == (5, 10)
    assert net.dense.in_features == features


@pytest.mark.parametrize(
    ("first", "then", "pool", "named"),
    [
        (convolution(8, padding="valid", dilation=2), second(), "none", "first convolution.*over 15 pixels.*given 8"),
        (convolution(8, padding="valid"), second(3, padding="valid"), "none", "second convolution.*given 1"),
        (convolution(8, padding="valid"), second(7, padding="2"), "none", "second convolution.*4 of padding"),
        (convolution(stride=4), second(), "max", "pooling.*1 × 1"),
    ],
)
def test_a_layer_that_leaves_no_pixels_is_refused_with_its_name_and_sizes(
    first: Convolution, then: Convolution, pool: str, named: str
) -> None:
    with pytest.raises(DemoError, match=named):
        DigitsCNN(first, then, pool)
