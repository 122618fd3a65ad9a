"""It learns to look at the right pair; what the presets say of keys, scale and temperature is so."""

from __future__ import annotations

import numpy as np
import pytest

from models.demo import Moment
from models.demos.attention.attention_by_example import (
    ACCURACY,
    ALL_PAIRS,
    COMMONEST,
    DEMO,
    LOOKED_AT,
    ON_RIGHT,
    Config,
)
from models.knobs import KnobValue, with_values
from models.training import judged, run


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"learning_rate": 0.003, "steps_per_frame": 50, **values})


def test_it_learns_to_look_where_the_letter_stands() -> None:
    result = run(DEMO, config(seed=3), "cpu", steps=150)
    scalars = result.moments[-1].scalars
    assert scalars[COMMONEST] < 0.4
    assert scalars[ACCURACY] > 0.98
    assert scalars[ON_RIGHT] > 0.8
    matches = np.asarray(result.pictures["matches"])
    assert (matches.argmax(axis=1) == np.arange(26)).all()


def test_keys_of_one_number_are_too_few() -> None:
    scalars = run(DEMO, config(key_size=1), "cpu", steps=150).moments[-1].scalars
    assert scalars[ACCURACY] < scalars[COMMONEST]


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_without_the_scale_long_keys_look_at_few_pairs_from_the_start(seed: int) -> None:
    scaled, bare = (
        run(DEMO, config(key_size=256, scaled=scaled, seed=seed), "cpu", frames=1).moments[0].scalars[LOOKED_AT]
        for scaled in (True, False)
    )
    assert scaled > 6.5
    assert bare < 2


def test_the_temperature_changes_the_test_and_not_the_training() -> None:
    warm, hot = (run(DEMO, config(temperature=each), "cpu", steps=100).moments[-1].scalars for each in (1.0, 10.0))
    assert warm["training loss"] == hot["training loss"]
    assert hot[LOOKED_AT] > 7 > 4 > warm[LOOKED_AT]


def test_a_learning_rate_far_too_high_is_explained() -> None:
    result = run(DEMO, config(learning_rate=1.0), "cpu", steps=400)
    assert "learning rate" in result.diverged


def test_the_map_names_the_pairs_and_the_answers_of_the_example() -> None:
    pictures = run(DEMO, config(example=5, pairs=4), "cpu", frames=1).pictures
    assert sorted(each[0] for each in pictures["asked"]) == sorted(each[0] for each in pictures["pairs"])
    assert np.asarray(pictures["weights"]).sum(axis=1) == pytest.approx(1.0)
    assert np.asarray(pictures["chances"]).sum(axis=1) == pytest.approx(1.0)


def moments(*values: tuple[int, float, float]) -> list[Moment]:
    """Return moments of (step, accuracy, pairs looked at) with eight pairs."""
    return [Moment(step, {ACCURACY: right, LOOKED_AT: pairs, ALL_PAIRS: 8.0}) for step, right, pairs in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 0.1, 7.5), (1, 0.1, 7.5), (100, 0.97, 3.0), (400, 1.0, 1.2)], (0, 0, 0)),
        ([(0, 0.1, 4.0), (1, 0.1, 4.0), (200, 0.97, 3.0), (400, 1.0, 2.2)], (1, 1, 1)),
        ([(0, 0.1, 1.5), (1, 0.1, 1.5), (250, 0.2, 5.0), (400, 0.2, 6.0)], (2, 2, 2)),
    ],
)
def test_predictions_are_judged_by_answers_and_spread(
    values: list[tuple[int, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
