"""Pictures whose numbers can be written down: drawn, typed, or shrunk from the learner's own files."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.datasets.own_data import write_images
from models.datasets.small_pictures import KERNELS, PICTURES, own_picture, picture_of, resized, typed_numbers
from models.errors import DemoError


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("size", [5, 8, 16])
def test_every_picture_has_whole_grey_values_from_0_to_9(name: str, size: int) -> None:
    picture = picture_of(name, size, seed=1)
    assert picture.shape == (size, size)
    assert set(picture.flat) <= set(range(10))
    assert picture.max() >= 7


@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 20))
def test_a_resized_picture_keeps_its_mean(old: int, height: int, width: int) -> None:
    image = np.random.default_rng(old).random((old, 7))
    shrunk = resized(image, (height, width))
    assert shrunk.shape == (height, width)
    assert shrunk.mean() == pytest.approx(image.mean())


def test_halving_a_picture_takes_the_mean_of_each_four() -> None:
    assert resized(np.array([[0.0, 2, 8, 8], [4, 6, 8, 8]]), (1, 2)).tolist() == [[3, 8]]


def test_an_own_picture_is_shrunk_to_the_size_and_never_made_larger() -> None:
    grey = np.tile(np.arange(0, 256, 8, dtype=np.uint8), (16, 1))  # (16, 32)
    text = write_images(grey[None], ["leaf"])
    assert own_picture(text, 8).shape == (4, 8)
    assert own_picture(text, 64).shape == (16, 32)
    assert own_picture(text, 8)[0].tolist() == sorted(own_picture(text, 8)[0])


def test_numbers_are_read_row_by_row() -> None:
    expected = [[1, 0.5], [-2, 0.25]]
    for text in ("1 0.5; -2 1/4", "1, 0,5\n−2, 1/4\n", " 1 5e-1 ;; -2 .25;"):
        assert typed_numbers(text, "kernel", 7).tolist() == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1 2; 3", "differ in length"),
        ("1 two", "'two', which is no number"),
        ("1/0", "no number"),
        ("nan", "no number"),
        ("1e9", "no number"),
        (";", "0 rows"),
        ("1 " * 8, "1 rows and up to 8 columns"),
    ],
)
def test_what_is_no_table_of_numbers_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DemoError, match=reason):
        typed_numbers(text, "kernel", 7)


def test_blurring_keeps_the_brightness_and_edges_are_blind_to_it() -> None:
    sums = {name: np.sum(weights) for name, weights in KERNELS.items()}
    assert sums == {"identity": 1, "blur": 1, "sharpen": 1, "Sobel x": 0, "Sobel y": 0, "emboss": 1}
