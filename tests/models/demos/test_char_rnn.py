"""The character model learns more than letter counts, writes at the temperature that is set, and refuses bad texts."""

from __future__ import annotations

import math
from itertools import islice

import numpy as np
import pytest
from scipy.special import softmax as scipy_softmax

from models.datasets.texts import FALLBACK
from models.demo import Moment
from models.demos.language.char_rnn import DEMO, Config, softmax, train
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import judged, run

TEXT = FALLBACK.read_text(encoding="utf-8")
SMALL: dict[str, KnobValue] = {
    "text": TEXT,
    "hidden_size": 64,
    "sequence_length": 25,
    "batch_size": 16,
    "learning_rate": 0.01,
    "steps_per_frame": 25,
}


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {**SMALL, **values})


@pytest.mark.parametrize(("cell", "seed"), [("rnn", 0), ("gru", 1), ("lstm", 2)])
def test_it_soon_beats_counting_letters_on_text_that_it_never_read(cell: str, seed: int) -> None:
    scalars = run(DEMO, config(cell=cell, seed=seed), "cpu", steps=75).moments[-1].scalars
    assert scalars["validation bits per character"] < scalars["counting letters"] - 1
    assert scalars["bits per character"] == pytest.approx(scalars["training loss"] / math.log(2))


def test_the_untrained_net_is_about_as_unsure_as_guessing() -> None:
    scalars = next(train(config(), "cpu")).scalars
    guessing = math.log2(len(set(TEXT)))
    assert scalars["bits per character"] == pytest.approx(guessing, abs=0.3)
    assert scalars["letters to choose from"] == pytest.approx(len(set(TEXT)), rel=0.1)


@pytest.mark.parametrize("temperature", [0.05, 0.5, 1.0, 5.0])
def test_chances_are_the_softmax_of_the_logits_over_the_temperature(temperature: float) -> None:
    logits = np.array([3.0, -1.0, 0.5, 200.0])
    assert softmax(logits, temperature) == pytest.approx(scipy_softmax(logits / temperature))


def test_the_temperature_reshapes_the_bars_and_the_sample_but_not_what_is_learned() -> None:
    generator = train(config(steps_per_frame=50), "cpu")
    next(generator)
    warm = generator.send(None)
    warm_pictures = warm.pictures()
    generator.close()
    generator = train(config(steps_per_frame=50), "cpu")
    next(generator)
    cold = generator.send(config(steps_per_frame=50, temperature=0.2))
    cold_pictures = cold.pictures()
    assert cold.scalars["training loss"] == warm.scalars["training loss"]
    assert cold.scalars["letters to choose from"] < warm.scalars["letters to choose from"]
    assert np.array_equal(cold_pictures["chances at 1"], warm_pictures["chances at 1"])
    assert np.array_equal(warm_pictures["chances"], warm_pictures["chances at 1"])
    assert np.asarray(cold_pictures["chances"]).max() > np.asarray(warm_pictures["chances"]).max()
    assert cold_pictures["letters"] == warm_pictures["letters"]
    assert cold_pictures["sample"] != warm_pictures["sample"]


def test_the_sample_goes_on_from_words_that_were_kept_back() -> None:
    sample = next(train(config(), "cpu")).pictures()["sample"]
    assert isinstance(sample, str)
    prompt, written = sample.split("▸")
    assert prompt in TEXT[-len(TEXT) // 10 :]
    assert prompt.endswith(" ")
    assert len(written) == 200


def test_spaces_and_line_ends_have_signs_that_can_be_seen() -> None:
    frames = islice(train(config(text="a b\nc\td " * 60, hidden_size=8), "cpu"), 1)
    assert {"␣", "↵", "⇥"} <= set(next(frames).pictures()["letters"])


def test_a_text_that_is_too_short_is_refused_before_anything_runs() -> None:
    with pytest.raises(DemoError, match="has 5 characters"):
        next(train(config(text="hello"), "cpu"))


def test_a_learning_rate_far_too_high_leaves_it_worse_than_counting_letters() -> None:
    scalars = run(DEMO, config(learning_rate=1.0, steps_per_frame=75), "cpu", steps=75).moments[-1].scalars
    assert scalars["validation bits per character"] > scalars["counting letters"]


def moments(*values: tuple[int, float, float]) -> list[Moment]:
    """Return moments of (step, training bits, validation bits), with 4 bits for counting letters."""
    names = ("bits per character", "validation bits per character")
    return [Moment(step, {**dict(zip(names, bits, strict=True)), "counting letters": 4.0}) for step, *bits in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        (
            [(0, 5.4, 5.4), (25, 3.9, 3.1), (100, 2.1, 2.5), (200, 1.4, 2.4), (300, 1.0, 2.7), (600, 0.6, 3.4)],
            (0, 2, 2),
        ),
        ([(0, 5.4, 5.4), (25, 4.9, 4.2), (50, 4.2, 3.9), (200, 3.4, 3.3), (300, 3.3, 3.2), (600, 3.0, 2.9)], (1, 1, 0)),
        ([(0, 5.4, 5.4), (100, 9.0, 9.1), (200, 9.5, 9.0), (300, 9.6, 9.0), (600, 9.0, 9.1)], (2, 0, 1)),
    ],
)
def test_predictions_are_judged_by_the_bits(values: list[tuple[int, float, float]], truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
