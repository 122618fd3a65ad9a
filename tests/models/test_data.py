"""The data of the demos: notes become plain text, digits are the real ones, groups are as they were asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from models.data import FALLBACK, SHORTEST_CORPUS, Society, digits, notes_text, plain_text

NOTE = """+++
id = "cnn.convolution"
title = "Convolution"
+++

## The idea

A **kernel** slides over the
picture, see [stride](topic:cnn.stride) and `torch.nn`.
With $s = 2$ the side halves; with $\\frac{n}{s}$ it does, too.

$$ n' = n - k + 1 $$

- first
- *second*

| a | b |
|---|---|
| 1 | 2 |

```example conv-output-shape seed=7
```

![a kernel](kernel.svg)

1. snake_case stays
"""

PLAIN = """The idea
A kernel slides over the picture, see stride and torch.nn. With s = 2 the side halves; with it does, too.
first
second
snake_case stays"""


def test_a_note_becomes_what_its_reader_reads() -> None:
    assert plain_text(NOTE) == PLAIN


def test_all_notes_make_one_text_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "cnn").mkdir()
    (tmp_path / "cnn" / "b.md").write_text("# Second\n" + "b " * SHORTEST_CORPUS, encoding="utf-8")
    (tmp_path / "cnn" / "a.md").write_text("# First", encoding="utf-8")
    (tmp_path / "cnn" / "figure.svg").write_text("<svg/>", encoding="utf-8")
    text = notes_text(tmp_path)
    assert text.startswith("First\nSecond\nb b")
    assert "svg" not in text


def test_too_few_notes_are_replaced_by_a_text_that_is_long_enough(tmp_path: Path) -> None:
    (tmp_path / "short.md").write_text("A short note.", encoding="utf-8")
    fallback = FALLBACK.read_text(encoding="utf-8").strip()
    assert notes_text(tmp_path) == notes_text(tmp_path / "missing") == fallback
    assert len(fallback) >= SHORTEST_CORPUS


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
