"""The groups are as they were asked for."""

from __future__ import annotations

import numpy as np
import pytest

from models.datasets.people import Society


@pytest.mark.parametrize("seed", range(3))
def test_people_are_as_the_society_makes_them(seed: int) -> None:
    society = Society(base_rates=(0.6, 0.3), trait_shift=2.0, label_bias=0.4)
    people = society.people(20_000, np.random.default_rng(seed))
    a, b = people.group == 0, people.group == 1
    score, trait = people.features.T
    assert people.truth[a].mean() == pytest.approx(0.6, abs=0.015)
    assert people.truth[b].mean() == pytest.approx(0.3, abs=0.015)
    for group in (a, b):
        assert score[group & (people.truth == 1)].mean() == pytest.approx(1, abs=0.05)
        assert score[group & (people.truth == 0)].mean() == pytest.approx(-1, abs=0.05)
    assert trait[a].mean() - trait[b].mean() == pytest.approx(2, abs=0.05)
    assert np.array_equal(people.label[a], people.truth[a])
    assert not people.label[b & (people.truth == 0)].any()
    assert people.label[b & (people.truth == 1)].mean() == pytest.approx(0.6, abs=0.03)
