"""Sweeps close in on the exact values below their bound, each backup is written out, and presets show what they say."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from models.demo import Pictures
from models.demos.rl.value_iteration_stepper import DEMO, EVALUATION, POLICY_ITERATION, Config, train
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

SEEDS = range(4)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, with_values(Config(), values), "cpu", steps=steps)


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_each_sweep_brings_the_values_closer_by_gamma_or_better(seed: int, *, in_place: bool) -> None:
    moments = outcome(40, seed=seed, in_place=in_place, gamma=0.8).moments
    errors = [moment.scalars.get("largest error", 0.0) for moment in moments]
    assert errors[0] > 4
    assert errors[-1] < 0.001
    for earlier, later in pairwise(errors):
        assert later <= 0.8 * earlier + 1e-9
    for moment in moments[1:]:
        change = moment.scalars.get("largest change", 0.0)
        assert change <= moment.scalars["bound"] + 1e-12
        assert moment.scalars.get("largest error", 0.0) <= 0.8 / 0.2 * change + 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_the_arrows_are_right_before_the_numbers_are_and_in_place_needs_fewer_sweeps(seed: int) -> None:
    def sweeps(*, in_place: bool) -> int:
        moments = outcome(60, seed=seed, in_place=in_place).moments
        return next(moment.step for moment in moments if moment.scalars.get("largest error", 0.0) < 0.01)

    assert sweeps(in_place=True) < sweeps(in_place=False)
    assert judged(DEMO, Config(seed=seed), outcome(60, seed=seed).moments) == (0, 0, 1)


@pytest.mark.parametrize(("world", "gamma", "truth"), [("cliff", 0.9, 0), ("open", 0.9, 1), ("treasure", 1.0, 2)])
def test_how_near_the_change_comes_to_its_bound_depends_on_the_world(world: str, gamma: float, truth: int) -> None:
    values: dict[str, KnobValue] = {"map": world, "gamma": gamma}
    moments = outcome(20, **values).moments
    assert judged(DEMO, with_values(Config(), values), moments, ended=True)[2] == truth


def test_the_residual_is_the_change_of_the_next_sweep() -> None:
    moments = outcome(20).moments
    for earlier, later in pairwise(moments):
        assert earlier.scalars["Bellman residual"] == pytest.approx(later.scalars["largest change"])


def test_backing_up_state_by_state_comes_to_the_same_as_whole_sweeps() -> None:
    single, whole = outcome(70, unit="state"), outcome(2)
    np.testing.assert_array_equal(np.asarray(single.pictures["values"]), np.asarray(whole.pictures["values"]))
    assert single.moments[-1].scalars["largest change"] == whole.moments[-1].scalars["largest change"]


def test_the_treasure_graph_is_worth_8_and_throwing_dice_there_1_75() -> None:
    values = [moment.scalars["value of start"] for moment in outcome(4, **preset(DEMO, "The treasure graph")).moments]
    assert values == [0, 0, 7, 8, 8]
    assert outcome(4, **preset(DEMO, "Throwing dice")).moments[-1].scalars["value of start"] == 1.75


def test_policy_iteration_is_right_after_a_few_changes_and_then_keeps_its_policy() -> None:
    for name in ("walls", "open", "cliff", "treasure"):
        last = outcome(200, map=name, method=POLICY_ITERATION).moments[-1].scalars
        assert 1 <= last["improvements"] <= 5
        assert last["arrows not yet right"] == 0
        assert last.get("largest error", 0.0) < 1e-6


def test_with_nothing_to_lose_the_values_are_right_and_no_arrow_is_left() -> None:
    result = outcome(60, **preset(DEMO, "Nothing to lose"))
    assert np.nansum(np.asarray(result.pictures["values"])) == 470
    assert (np.asarray(result.pictures["arrows"]) == -1).all()
    assert result.moments[5].scalars["arrows not yet right"] < 47


def test_the_random_policy_is_evaluated_and_not_improved() -> None:
    result = outcome(300, map="walls", method=EVALUATION)
    assert result.moments[-1].scalars.get("largest error", 0.0) < 1e-6
    assert (
        result.moments[-1].scalars["exact value of start"]
        < outcome(1, map="walls").moments[0].scalars["exact value of start"]
    )


def first_pictures(**values: KnobValue) -> Pictures:
    return next(train(with_values(Config(), values), "cpu")).pictures()


def test_a_backup_is_written_out_with_its_numbers() -> None:
    pictures = outcome(2, map="treasure", gamma=1.0, slip=0.0, row=3).pictures
    assert str(pictures["backup"]).splitlines() == [
        "row 3, column 1 (S0): reward + gamma × value ahead",
        "",
        "up    (−1 + 1 × 9) = 8",
        "down  (0 + 1 × 7) = 7",
        "",
        "the largest: V = 8",
        "before: 7",
    ]
    np.testing.assert_array_equal(np.asarray(pictures["worth"]), [8, 0, 7, 0])
    shown = outcome(2, map="treasure", gamma=1.0, slip=0.0, row=3, method=EVALUATION).pictures["backup"]
    assert "the mean by the policy: V = 0.5 × (−1.5) + 0.5 × 5 = 1.75" in str(shown)


def test_a_wall_has_nothing_to_back_up() -> None:
    assert "no state to back up" in str(first_pictures(map="walls", row=1, column=4)["backup"])


def test_gamma_turned_while_it_runs_moves_the_answer_and_the_bound_begins_again() -> None:
    generator = train(Config(), "cpu")
    next(generator)
    before = [generator.send(Config()) for _ in range(30)][-1]
    after = generator.send(Config(gamma=0.5))
    generator.close()
    assert before.scalars["exact value of start"] > after.scalars["exact value of start"]
    assert after.scalars["bound"] == after.scalars["largest change"]


@pytest.mark.parametrize(("unit", "world"), [("sweep", "maze"), ("state", "treasure")])
def test_the_change_stays_under_its_bound_whichever_knobs_are_turned_and_when(unit: str, world: str) -> None:
    dice, bounded = random.Random(0), 0
    for seed in range(10):
        config = Config(seed=seed, unit=unit, map=world, gamma=0.99)
        generator = train(config, "cpu")
        next(generator)
        for _ in range(120):
            if dice.random() < 0.05:
                config = replace(config, in_place=dice.random() < 0.5, gamma=dice.choice([0.5, 0.9, 0.99]))
            scalars = generator.send(config).scalars
            if "bound" in scalars:
                assert scalars.get("largest change", 0.0) <= scalars["bound"] + 1e-9
                bounded += 1
        generator.close()
    assert bounded > 400


def test_no_arrow_leads_out_of_the_goal() -> None:
    arrows = np.asarray(outcome(60, map="walls").pictures["best arrows"])
    assert arrows[5, 7] == -1
    assert arrows[5, 6] == 1
