"""The gated cells learn to add and to copy, divergence is explained, and predictions are judged by the run."""

from __future__ import annotations

import numpy as np
import pytest

from models.demo import Moment
from models.demos.sequences.long_memory import DEMO, Config
from models.knobs import KnobValue, with_values
from models.training import judged, run
from tests.models.demos.presets import preset

BASELINE = 1 / 6  # the error of always saying the mean


def config(**values: KnobValue) -> Config:
    return with_values(Config(), {"length": 10, "hidden_size": 16, "batch_size": 32, "steps_per_frame": 20, **values})


def test_the_gated_cells_learn_to_add_what_lies_apart() -> None:
    result = run(DEMO, config(learning_rate=0.02), "cpu", steps=120)
    scalars = result.moments[-1].scalars
    assert scalars["always saying the mean"] == pytest.approx(BASELINE, rel=0.2)
    assert max(scalars["LSTM"], scalars["GRU"]) < 0.1 * BASELINE
    answers = np.asarray(result.pictures["answers"])
    truth, answer, _ = answers[answers[:, 2] == 2].T
    assert np.corrcoef(truth, answer)[0, 1] > 0.95


def test_an_lstm_copies_the_first_number_where_its_forget_gates_begin_open() -> None:
    copying = preset(DEMO, "Copy the first number", length=16, learning_rate=0.02, seed=1)
    opened = run(DEMO, config(**copying), "cpu", steps=60)
    usual = run(DEMO, config(**{**copying, "forget_bias": 1.0}), "cpu", steps=60)
    always = opened.moments[-1].scalars["always saying the mean"]
    assert always == pytest.approx(1 / 12, rel=0.2)
    assert opened.moments[-1].scalars["LSTM"] < 0.1 * always
    assert usual.moments[-1].scalars["LSTM"] > 0.8 * always
    answers = np.asarray(opened.pictures["answers"])
    truth, answer, _ = answers[answers[:, 2] == 1].T
    assert np.corrcoef(truth, answer)[0, 1] > 0.95


def test_in_a_fresh_rnn_hardly_any_gradient_reaches_the_first_step() -> None:
    for seed in (0, 1, 2):
        scalars = run(DEMO, config(length=30, seed=seed), "cpu", frames=1).moments[0].scalars
        assert scalars["RNN gradient left"] < 1e-3 * scalars["LSTM gradient left"]


def test_a_learning_rate_beyond_all_measure_ends_in_a_sentence() -> None:
    result = run(DEMO, config(learning_rate=1.0, hidden_size=32, batch_size=64, steps_per_frame=5), "cpu", steps=60)
    assert result.diverged.endswith(".")
    assert "learning rate" in result.diverged


def moments(*values: tuple[int, float, float, float, float]) -> list[Moment]:
    """Return moments of (step, errors of RNN, LSTM and GRU, what is left of the RNN's gradient), the LSTM's being 1."""
    names = ("RNN", "LSTM", "GRU", "RNN gradient left")
    always = {"always saying the mean": BASELINE, "LSTM gradient left": 1.0}
    return [Moment(step, {**always, **dict(zip(names, measured, strict=True))}) for step, *measured in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(0, 0.2, 0.2, 0.2, 1e-9), (100, 0.17, 0.1, 0.01, 1e-4), (300, 0.16, 0.001, 0.001, 0.01)], (2, 2, 0)),
        ([(0, 0.2, 0.2, 0.2, 1e-9), (100, 0.1, 0.01, 0.02, 0.2), (300, 0.02, 0.001, 0.001, 1.0)], (1, 1, 1)),
        ([(0, 0.2, 0.2, 0.2, 1e-9), (100, 0.01, 0.1, 0.02, 20.0), (300, 0.01, 0.2, 0.2, 20.0)], (0, 0, 2)),
        ([(0, 0.2, 0.2, 0.2, 1e-9), (300, 0.2, 0.2, 0.2, 0.01)], (3, 2, 0)),
        ([(0, 0.2, 0.2, 0.2, 1e-9), (80, 0.2, 0.016, 0.005, 1e-4), (300, 0.2, 0.001, 0.002, 0.01)], (2, 2, 0)),
    ],
)
def test_predictions_are_judged_by_errors_and_gradients(
    values: list[tuple[int, float, float, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
