"""The convolution in loops against torch: any picture, kernel, stride, padding and dilation, flipped or not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import convolve2d, correlate2d
from torch.nn import functional

from models.errors import DemoError
from models.nets.convolution_by_hand import Convolution, Map, pooled

SOBEL = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
PATCH = np.array([[3.0, 2, 1], [1, 2, 3], [1, 1, 1]])


def maps(seed: int, *sides: int) -> Map:
    return np.random.default_rng(seed).integers(-9, 10, sides).astype(np.float64)


def tensor(numbers: Map) -> torch.Tensor:
    return torch.from_numpy(numbers.copy())[None, None]


small = st.integers(1, 4)


@given(st.integers(0, 999), small, small, small, st.integers(0, 3), st.integers(1, 3), st.floats(-5, 5), st.booleans())
def test_it_gives_what_torch_gives(
    seed: int, high: int, wide: int, stride: int, zeros: int, dilation: int, bias: float, flipped: bool
) -> None:
    picture, kernel = maps(seed, 10, 12), maps(seed + 1, high, wide)
    ours = Convolution(kernel, bias, stride, str(zeros), dilation, flipped).output(picture)
    laid = torch.flip(tensor(kernel), (2, 3)) if flipped else tensor(kernel)
    offset = torch.tensor([bias], dtype=torch.float64)
    theirs = functional.conv2d(tensor(picture), laid, offset, stride, zeros, dilation)
    np.testing.assert_allclose(ours, theirs[0, 0].numpy(), atol=1e-9)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")  # torch copies the picture; we don't mind
@given(st.integers(0, 999), small, small, st.integers(1, 3))
def test_same_keeps_the_size_as_torch_does(seed: int, high: int, wide: int, dilation: int) -> None:
    picture, kernel = maps(seed, 7, 6), maps(seed + 1, high, wide)
    theirs = functional.conv2d(tensor(picture), tensor(kernel), padding="same", dilation=dilation)[0, 0]
    ours = Convolution(kernel, padding="same", dilation=dilation).output(picture)
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-9)


@pytest.mark.parametrize(("stride", "places"), [(1, 7), (2, 4), (3, 3), (4, 2)])
def test_same_with_a_stride_divides_the_side_and_rounds_up(stride: int, places: int) -> None:
    for side in range(1, 6):
        assert (
            Convolution(np.ones((side, side)), stride=stride, padding="same").places(np.ones((7, 7))) == (places,) * 2
        )


@pytest.mark.parametrize(("flipped", "oracle"), [(False, correlate2d), (True, convolve2d)])
@pytest.mark.parametrize("padding", ["full", "valid"])
def test_full_and_valid_mean_what_they_mean_in_scipy(
    padding: str, flipped: bool, oracle: Callable[[Map, Map, str], Map]
) -> None:
    picture, kernel = maps(1, 5, 7), maps(2, 3, 2)
    ours = Convolution(kernel, padding=padding, flipped=flipped).output(picture)
    np.testing.assert_allclose(ours, oracle(picture, kernel, padding))


def test_the_sobel_patch_gives_2_and_true_convolution_the_same_with_a_minus() -> None:
    assert Convolution(SOBEL).output(PATCH).tolist() == [[2]]
    assert Convolution(SOBEL, flipped=True).output(PATCH).tolist() == [[-2]]


def test_a_kernel_that_finds_no_place_is_refused_with_the_numbers() -> None:
    with pytest.raises(DemoError, match=r"reaches over 7 pixels.*only 5"):
        Convolution(np.ones((3, 3)), padding="1", dilation=3).output(PATCH)


def test_pooling_takes_the_largest_of_each_window_of_known_maps() -> None:
    assert pooled(np.array([[57.0, 455, 83, 212], [350, 220, 20, 430]]), "max", 2).tolist() == [[455, 430]]
    assert pooled(np.array([[275.0, 73, 211, 46], [389, 206, 229, 82]]), "max", 2).tolist() == [[389, 229]]


@given(st.integers(0, 999), st.integers(2, 4), st.integers(4, 9), st.integers(4, 9))
def test_pooling_is_that_of_torch(seed: int, window: int, height: int, width: int) -> None:
    numbers = maps(seed, height, width)
    np.testing.assert_allclose(
        pooled(numbers, "max", window), functional.max_pool2d(tensor(numbers), window)[0, 0].numpy()
    )
    np.testing.assert_allclose(
        pooled(numbers, "average", window), functional.avg_pool2d(tensor(numbers), window)[0, 0].numpy()
    )
