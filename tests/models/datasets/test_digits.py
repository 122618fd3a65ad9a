"""The digits are the real ones, and the seed shuffles them."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_digits

from models.datasets.digits import digits


def test_the_digits_are_all_those_of_scikit_learn() -> None:
    training, validation = digits(seed=3)
    images, labels = load_digits(return_X_y=True)
    assert (len(training.labels), len(validation.labels)) == (1437, 360)
    ours = np.concatenate([training.images, validation.images]).reshape(-1, 64) * 16
    ours = np.column_stack([ours, np.concatenate([training.labels, validation.labels])])
    theirs = np.column_stack([images, labels])
    assert sorted(map(tuple, ours)) == sorted(map(tuple, theirs))


def test_the_seed_decides_which_digits_are_kept_back() -> None:
    assert np.array_equal(digits(1)[1].images, digits(1)[1].images)
    assert not np.array_equal(digits(1)[1].images, digits(2)[1].images)
