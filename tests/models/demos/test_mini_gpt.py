"""The GPT beats counting letters, cheats without its mask, and its pictures follow the knobs that are turned live."""

from __future__ import annotations

import numpy as np
import pytest

from models.datasets.texts import FALLBACK
from models.demo import Moment
from models.demos.language.mini_gpt import (
    COUNTING,
    DEMO,
    FIRST_LENGTH,
    HELD_OUT,
    LAST_PLACE,
    SAMPLE_LENGTH,
    TRAINING_BITS,
    WRITE_EVERY,
    Config,
    train,
)
from models.errors import DemoError
from models.knobs import KnobValue, with_values
from models.training import judged, run

TEXT = FALLBACK.read_text(encoding="utf-8")
SMALL: dict[str, KnobValue] = {
    "text": TEXT,
    "width": 32,
    "context": 16,
    "batch_size": 16,
    "layers": 1,
    "learning_rate": 0.005,
    "steps_per_frame": 50,
}


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {**SMALL, **values})


def test_the_untrained_net_is_about_as_unsure_as_guessing() -> None:
    scalars = next(train(config(), "cpu")).scalars
    assert scalars[HELD_OUT] == pytest.approx(np.log2(len(set(TEXT))), abs=0.3)


@pytest.mark.parametrize("seed", [0, 1])
def test_it_soon_beats_counting_letters_on_text_that_it_never_read(seed: int) -> None:
    scalars = run(DEMO, config(seed=seed), "cpu", steps=150).moments[-1].scalars
    assert scalars[HELD_OUT] < scalars[COUNTING] - 0.5
    assert scalars[TRAINING_BITS] < scalars[COUNTING] - 0.5


def test_without_the_mask_it_only_copies_what_it_sees() -> None:
    scalars = run(DEMO, config(causal=False, learning_rate=0.01), "cpu", steps=150).moments[-1].scalars
    assert scalars[HELD_OUT] < 1
    assert scalars[LAST_PLACE] > scalars[HELD_OUT] + 2


def test_the_sample_goes_on_from_words_that_were_kept_back_and_follows_temperature_and_top_k() -> None:
    generator = train(config(steps_per_frame=1), "cpu")
    warm = next(generator).pictures()
    cold = generator.send(config(steps_per_frame=1, temperature=0.05)).pictures()
    narrow = generator.send(config(steps_per_frame=1, temperature=0.05, top_k=1)).pictures()
    samples = [str(pictures["sample"]) for pictures in (warm, cold, narrow)]
    prompt, written = samples[0].split("▸")
    assert prompt in TEXT[-len(TEXT) // 10 :]
    assert len(written) == FIRST_LENGTH
    assert len(set(samples)) >= 2
    assert np.asarray(cold["chances"])[0] > np.asarray(warm["chances"])[0]
    assert np.count_nonzero(np.asarray(narrow["chances"])) == 1


def test_a_net_that_has_trained_writes_more() -> None:
    generator = train(config(steps_per_frame=WRITE_EVERY), "cpu")
    next(generator)
    assert len(str(next(generator).pictures()["sample"]).split("▸")[1]) == SAMPLE_LENGTH > FIRST_LENGTH


def test_the_head_that_is_shown_is_the_one_that_is_chosen() -> None:
    generator = train(config(layers=2, steps_per_frame=1), "cpu")
    next(generator)
    pictures = generator.send(config(layers=2, steps_per_frame=1, layer=2, head=3)).pictures()
    heads = np.asarray(pictures["heads"])
    assert len(heads) == len(pictures["head names"]) == 8
    assert np.array_equal(np.asarray(pictures["attention"]), heads[6])
    assert pictures["head names"][6] == "2.3"
    assert len(pictures["tokens"]) == len(heads[6]) <= 16


def test_surprise_is_shown_for_every_character_but_the_first() -> None:
    pictures = next(train(config(), "cpu")).pictures()
    surprise = np.asarray(pictures["surprise"])
    assert surprise.mean() == pytest.approx(np.log2(len(set(TEXT))), abs=0.5)
    assert pictures["guessed"] == pictures["tokens"][1:]


def test_a_text_that_is_too_short_is_refused_before_anything_runs() -> None:
    with pytest.raises(DemoError, match="has 5 characters"):
        next(train(config(text="hello"), "cpu"))


def test_a_text_shorter_than_the_context_is_read_in_shorter_pieces() -> None:
    result = run(DEMO, config(text=TEXT[:250], context=128), "cpu", steps=1)
    assert len(result.moments) == 2


def moments(*values: tuple[int, float, float]) -> list[Moment]:
    """Return moments of (step, held-out bits, those at the last place), with 4 bits for counting letters."""
    return [Moment(step, {HELD_OUT: held_out, LAST_PLACE: last, COUNTING: 4.0}) for step, held_out, last in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 6.0, 6.0), (50, 3.9, 3.9), (100, 3.6, 3.6), (300, 0.2, 3.9)], (0, 0, 0)),
        ([(0, 6.0, 6.0), (100, 3.8, 3.7), (150, 3.5, 3.5), (300, 3.1, 3.2)], (1, 1, 1)),
        ([(0, 6.0, 6.0), (100, 4.6, 4.6), (150, 4.5, 4.5), (300, 4.6, 3.1)], (2, 2, 2)),
    ],
)
def test_predictions_are_judged_by_the_bits(values: list[tuple[int, float, float]], truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
