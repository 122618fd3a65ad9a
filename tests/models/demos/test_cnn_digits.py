"""The convolutional network learns to read digits it never saw, shows its layers, and says when it can't go on."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.datasets.own_data import write_images
from models.demo import Moment, Pictures
from models.demos.cnn.cnn_digits import DEMO, Config, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), values)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, config(**values), "cpu", steps=steps)


def first_pictures(**values: KnobValue) -> Pictures:
    return next(train(config(**values), "cpu")).pictures()


def shape(pictures: Pictures, name: str) -> tuple[int, ...]:
    picture = pictures[name]
    assert isinstance(picture, np.ndarray)
    return picture.shape


@pytest.mark.parametrize("seed", range(3))
def test_it_reads_most_digits_that_were_kept_back(seed: int) -> None:
    result = outcome(200, seed=seed)
    guessing = result.moments[0].scalars["validation accuracy"]
    assert guessing < 0.2
    assert result.moments[-1].scalars["validation accuracy"] > 0.93


def test_the_table_counts_every_digit_that_was_kept_back() -> None:
    result = outcome(100)
    answers = np.asarray(result.pictures["answers"])
    assert answers.sum() == 360
    assert np.trace(answers) / 360 == pytest.approx(result.moments[-1].scalars["validation accuracy"])
    assert sum(np.asarray(result.pictures["chances"])) == pytest.approx(1)


def test_the_maps_have_the_sizes_of_the_layers() -> None:
    usual = first_pictures()
    assert [shape(usual, name) for name in ("picture", "filters", "first maps", "second maps")] == [
        (1, 8, 8),
        (8, 3, 3),
        (8, 8, 8),
        (16, 4, 4),
    ]
    wide = first_pictures(conv1_kernel=5, conv1_padding="1", conv1_channels=4, conv2_padding="valid", conv2_stride=1)
    assert [shape(wide, name) for name in ("filters", "first maps", "second maps")] == [
        (4, 5, 5),
        (4, 6, 6),
        (16, 4, 4),
    ]


def test_the_digit_that_is_shown_can_change_while_it_trains() -> None:
    generator = train(config(digit=3), "cpu")
    three = next(generator).pictures()["picture"]
    seven = generator.send(config(digit=7)).pictures()["picture"]
    generator.close()
    assert not np.array_equal(three, seven)
    assert np.array_equal(seven, first_pictures(digit=7)["picture"])


def test_a_layer_that_leaves_no_pixels_is_refused_before_anything_runs() -> None:
    with pytest.raises(DemoError, match=r"second convolution leaves no pixels.*over 3 pixels.*given 2"):
        next(train(config(conv1_kernel=7, conv1_padding="valid", conv2_padding="valid"), "cpu"))


@pytest.mark.parametrize("seed", range(3))
def test_a_learning_rate_far_too_high_silences_all_filters_and_says_so(seed: int) -> None:
    result = outcome(300, seed=seed, optimizer="momentum", learning_rate=1.0)
    assert result.steps <= 100
    assert result.moments[-1].scalars["silent filters"] == 1
    assert result.moments[-1].scalars["validation accuracy"] < 0.2
    assert "silent" in result.diverged
    assert "smaller learning rate" in result.diverged


def test_a_loss_that_explodes_is_explained() -> None:
    assert "The loss grew from 2.3" in outcome(50, learning_rate=10.0).diverged


@pytest.mark.parametrize("name", ["Single pixels", "Large stride"])
def test_presets_that_throw_pixels_away_fall_behind(name: str) -> None:
    (preset,) = (preset for preset in DEMO.presets if preset.name == name)
    usual, poor = (outcome(150, **values).moments[-1].scalars for values in ({}, dict(preset.values)))
    assert poor["validation accuracy"] < usual["validation accuracy"] - 0.05


def moments(*values: tuple[int, float, float]) -> list[Moment]:
    """Return moments of (step, training accuracy, validation accuracy)."""
    return [Moment(step, {"training accuracy": a, "validation accuracy": b}) for step, a, b in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 0.1, 0.1), (50, 0.9, 0.91), (150, 0.97, 0.96), (300, 0.99, 0.97)], (0, 2, 0)),
        ([(0, 0.1, 0.1), (50, 0.8, 0.84), (150, 0.93, 0.91), (300, 0.93, 0.93)], (1, 1, 1)),
        ([(0, 0.1, 0.1), (150, 0.1, 0.12), (300, 0.1, 0.15)], (2, 0, 2)),
    ],
)
def test_predictions_are_judged_by_the_accuracies(
    values: list[tuple[int, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths


# ---------------------------------------------------------------- the learner's own pictures


@cache
def crosses(per_class: int, side: int = 8) -> str:
    """Return noisy pictures of bars that lie, that stand, and that cross, as the window writes a folder of three."""
    dice = np.random.default_rng(0)
    images = dice.integers(0, 60, (3, per_class, side, side)).astype(np.uint8)
    for number in range(per_class):
        place = int(dice.integers(2, side - 2))
        images[[0, 2], number, place] = 250
        images[[1, 2], number, :, place] = 250
    names = np.repeat(("lying", "standing", "cross"), per_class).tolist()
    return write_images(images.reshape(-1, side, side), names)


def test_it_learns_the_pictures_of_a_learner() -> None:
    result = outcome(120, images=crosses(40))
    assert result.moments[0].scalars["validation accuracy"] < 0.6
    assert result.moments[-1].scalars["validation accuracy"] > 0.85
    assert result.pictures["names"] == ("cross", "lying", "standing")
    assert np.asarray(result.pictures["answers"]).sum(axis=1).tolist() == [8, 8, 8]  # a fifth is kept back
    assert shape(result.pictures, "chances") == (3,)


def test_own_pictures_of_other_sides_are_shrunk() -> None:
    shown = first_pictures(images=crosses(5, 16), digit=0)
    assert shape(shown, "picture") == (1, 8, 8)
    assert np.asarray(shown["picture"]).max() <= 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (write_images(np.zeros((9, 8, 8), np.uint8), [""] * 9), "two classes"),
        (write_images(np.zeros((9, 8, 8), np.uint8), ["cat"] * 5 + ["dog"] * 4), "“dog” has 4"),
        ("images 8 8", "no picture"),
    ],
)
def test_own_pictures_that_make_no_classes_are_refused(text: str, word: str) -> None:
    with pytest.raises(DemoError, match=word):
        next(train(config(images=text), "cpu"))
