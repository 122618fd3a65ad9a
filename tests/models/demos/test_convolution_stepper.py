"""The stepper shows the sums of exercises, marks what lies where, and its presets show what they say."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from models.datasets.own_data import write_images
from models.demo import Pictures
from models.demos.cnn.convolution_stepper import DEMO, Config, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import judged, run
from question_bank.answers import Matrix
from tests.models.demos.presets import preset
from tests.question_bank.once import once

PATCH = "3 2 1; 1 2 3; 1 1 1"


def pictures(steps: int, **values: KnobValue) -> Pictures:
    """Return what is shown after so many steps."""
    frames = train(with_values(Config(), {"steps_per_frame": max(steps, 1), **values}), "cpu")
    return next(islice(frames, 1 if steps else 0, None)).pictures()


def numbers(shown: Pictures, name: str) -> NDArray[np.float32]:
    array = shown[name]
    assert isinstance(array, np.ndarray)
    return array.astype(np.float32)


def whole(**values: KnobValue) -> NDArray[np.float32]:
    return numbers(pictures(300, **values), "output")


def test_it_comes_to_the_answers_of_the_exercises() -> None:
    family, seen = once("conv-by-hand"), 0
    for seed in range(40):
        exercise = family.generate(seed, 2)
        answer = exercise.parts[0].answer
        if exercise.demo and exercise.demo.demo == DEMO.id and isinstance(answer, Matrix):
            assert whole(**exercise.demo.config).tolist() == [list(row) for row in answer.rows]
            seen += 1
    assert seen > 10


def test_the_sum_is_written_out() -> None:
    shown = pictures(1, numbers=PATCH, weights="1 0 -1; 2 0 -2; 1 0 -1", bias=3)
    assert shown["sum"] == (
        "Row 1, column 1 of the output:\n"
        "3·1 + 2·0 + 1·(−1)\n+ 1·2 + 2·0 + 3·(−2)\n+ 1·1 + 1·0 + 1·(−1)\n+ 3 (bias)\n= 1"
    )
    assert str(pictures(0)["sum"]).startswith("Down: floor((6 - 3) / 1) + 1 = 4 places\nAcross")


def test_no_zero_has_a_sign() -> None:
    shown = pictures(1, numbers="0 2; 0 0", weights="-1 -1; -1 -1")
    products = numbers(shown, "products")
    assert (products == 0).any()
    assert not np.signbit(products[products == 0]).any()


def test_padding_window_and_pixels_are_marked() -> None:
    shown = pictures(1, numbers=PATCH, padding="1", dilation=2)  # three weights reach over all five pixels
    assert numbers(shown, "input marks").tolist() == [
        [1, 3, 1, 3, 1],
        [3, 0, 0, 0, 3],
        [1, 0, 1, 0, 1],
        [3, 0, 0, 0, 3],
        [1, 3, 1, 3, 1],
    ]


def test_places_not_reached_yet_are_empty_and_all_are_filled_after_one_round() -> None:
    assert numbers(pictures(2, numbers=PATCH, weights="1"), "output marks").tolist() == [[0, 2, 4], [4] * 3, [4] * 3]
    assert numbers(pictures(11, numbers=PATCH, weights="1"), "output marks").tolist() == [[0, 2, 0], [0] * 3, [0] * 3]


def test_pooling_waits_until_its_window_is_full() -> None:
    values: dict[str, KnobValue] = {"numbers": "1 2 3 4; 5 6 7 8", "weights": "1", "pool": "max"}
    assert numbers(pictures(5, **values), "pooled marks").tolist() == [[4, 4]]
    half = pictures(6, **values)
    assert (numbers(half, "pooled marks").tolist(), numbers(half, "pooled").tolist()) == ([[0, 4]], [[6, 0]])
    assert numbers(pictures(8, **values, pool_window=4), "pooled marks").tolist() == [[4]]


def test_knobs_turned_on_the_way_change_what_was_already_done() -> None:
    generator = train(Config(), "cpu")
    next(generator)
    turned = generator.send(Config(flipped=True)).pictures()
    generator.close()
    assert turned["sum"] == pictures(1, flipped=True)["sum"] != pictures(1)["sum"]


def test_padding_and_dilation_turn_on_the_way_and_a_kernel_without_a_place_leaves_all_as_it_was() -> None:
    generator = train(Config(size=5), "cpu")
    next(generator)
    valid = generator.send(Config(size=5)).pictures()
    same = generator.send(Config(size=5, padding="same")).pictures()
    too_wide = generator.send(Config(size=5, dilation=3)).pictures()
    again = generator.send(Config(size=5)).pictures()
    generator.close()
    assert [len(numbers(each, "output")) for each in (valid, same, too_wide, again)] == [3, 5, 5, 3]
    assert "reaches over 7 pixels" in str(too_wide["sum"])
    assert str(again["sum"]).startswith("Row 2, column 1 of the output:")


def test_an_own_image_and_own_numbers_come_first() -> None:
    image = write_images(np.full((1, 32, 32), 255, dtype=np.uint8), [""])
    assert numbers(pictures(0, images=image, size=5), "picture").tolist() == [[[9.0] * 5] * 5]
    with pytest.raises(DemoError, match="begin with"):
        pictures(0, images="cat.png")


def test_nothing_changes_downwards_but_the_padding_makes_an_edge() -> None:
    edge = whole(**preset(DEMO, "An edge that is not there"))
    assert not edge[1:-1, 1:-1].any()
    assert (edge[0] > 0).all()
    assert (edge[-1] < 0).all()


def test_the_presets_have_the_sizes_they_name() -> None:
    assert whole(**preset(DEMO, "With holes")).shape == (8, 8)
    shown = pictures(64, **preset(DEMO, "Smaller and smaller"))
    assert (numbers(shown, "output").size, numbers(shown, "pooled").size) == (64, 16)
    assert whole(**preset(DEMO, "A patch by hand")).tolist() == [[2]]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        (preset(DEMO, "A patch by hand"), (0, 2, 1)),
        (preset(DEMO, "A patch by hand") | {"flipped": True, "bias": 2.0}, (0, 1, 1)),
        (preset(DEMO, "Edges of a digit") | {"kernel": "blur", "padding": "full"}, (2, 1, 0)),
        (
            preset(DEMO, "Neither mirrored nor turned") | {"padding": "same", "bias": -20.0, "picture": "edges"},
            (1, 0, 2),
        ),
    ],
)
def test_predictions_are_judged_by_the_numbers(values: dict[str, KnobValue], truths: tuple[int, ...]) -> None:
    config = with_values(Config(), values)
    assert judged(DEMO, config, run(DEMO, config, "cpu", frames=3).moments) == truths
