"""The net learns to read, falls to attacks, and a weak attack makes it look better than it is."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.demo import Moment
from models.demos.ethics.adversarial_examples import DEMO, EPSILONS, Config, train
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    config = with_values(Config(), {"steps_per_frame": 100, **values})
    return run(DEMO, config, "cpu", steps=steps)


def over_epsilon(result: RunResult) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Return the accuracies over epsilon by attack."""
    names = ("epsilon", "random noise", "FGSM", "PGD")
    return dict(zip(names, np.asarray(result.pictures["over epsilon"], dtype=np.float32), strict=True))


def test_it_learns_to_read_and_falls_to_changes_that_luck_does_not_find() -> None:
    first, *_, last = (moment.scalars for moment in outcome(200).moments)
    assert first["unchanged"] < 0.3
    assert last["unchanged"] > 0.9
    assert last["random noise"] > 0.8
    assert last["PGD"] <= last["FGSM"] < 0.4


def test_more_than_one_step_leaves_less_and_a_larger_ball_never_more() -> None:
    curves = over_epsilon(outcome(200))
    assert curves["epsilon"].tolist() == pytest.approx(EPSILONS)
    assert curves["random noise"][0] == curves["FGSM"][0] == curves["PGD"][0]
    assert curves["PGD"].mean() < curves["FGSM"].mean()
    assert (np.diff(curves["PGD"]) <= 0).all()


def test_one_step_without_restarts_is_the_fast_attack() -> None:
    result = outcome(100, **preset(DEMO, "Weak evaluation"))
    curves = over_epsilon(result)
    assert curves["PGD"].tolist() == curves["FGSM"].tolist()
    assert result.moments[-1].scalars["PGD"] == result.moments[-1].scalars["FGSM"]


def test_adversarial_training_keeps_most_digits_that_clean_training_loses() -> None:
    clean, robust = outcome(200).moments[-1].scalars, outcome(200, training="PGD").moments[-1].scalars
    assert robust["PGD"] > clean["PGD"] + 0.3
    assert robust["unchanged"] > 0.85
    assert robust["FGSM at twice epsilon"] < 0.3


def test_training_against_long_single_steps_fools_those_who_test_with_single_steps() -> None:
    last = outcome(500, **preset(DEMO, "A false sense of safety")).moments[-1].scalars
    assert last["FGSM"] > last["unchanged"] - 0.15
    assert last["FGSM at twice epsilon"] > last["unchanged"] - 0.15
    assert last["PGD"] < 0.2
    assert last["unchanged"] < 0.9


def test_what_the_net_is_given_is_the_digit_and_the_change() -> None:
    pictures = outcome(100, **preset(DEMO, "Weak evaluation")).pictures
    clean, change, attacked = (np.asarray(pictures[name], dtype=np.float32) for name in ("clean", "change", "attacked"))
    np.testing.assert_allclose(clean + change, attacked, atol=1e-6)
    assert np.abs(change).max() == pytest.approx(0.15)
    assert attacked.min() >= 0
    assert attacked.max() <= 1
    assert all(text.endswith("%") for text in pictures["attacked read"])


def test_turning_epsilon_to_0_leaves_the_digits_as_they_are() -> None:
    generator = train(Config(), "cpu")
    next(generator)
    still = generator.send(Config(epsilon=0.0))
    pictures = still.pictures()
    generator.close()
    assert not np.asarray(pictures["change"]).any()
    assert pictures["clean read"] == pictures["attacked read"]
    assert still.scalars["unchanged"] == still.scalars["PGD"] == still.scalars["FGSM at twice epsilon"]


def test_a_learning_rate_far_too_high_is_explained() -> None:
    assert "The loss grew" in outcome(60, learning_rate=1.0, steps_per_frame=10).diverged


@pytest.mark.parametrize(
    ("shares", "truths"),
    [((0.1, 0.11, 0.02), (0, 0, 0)), ((0.5, 0.6, 0.61), (1, 1, 1)), ((0.7, 0.95, 0.99), (2, 2, 2))],
)
def test_predictions_are_judged_by_the_accuracies(shares: tuple[float, ...], truths: tuple[int, ...]) -> None:
    scalars = dict(zip(("PGD", "FGSM", "FGSM at twice epsilon"), shares, strict=True))
    assert judged(DEMO, Config(), [Moment(step, scalars) for step in (0, 1_000)]) == truths
