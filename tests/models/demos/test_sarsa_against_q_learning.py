"""Averaged over runs, SARSA earns more while it explores and Q-learning's best actions are the shortest way."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.demos.rl.sarsa_against_q_learning import DEMO, SHORTEST, Config
from models.knobs import KnobValue, with_values
from models.nets.cliff_walkers import GIVEN_UP
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

SEEDS = range(2)


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    return run(DEMO, with_values(Config(), {"steps_per_frame": 100, **values}), "cpu", steps=steps)


@pytest.mark.parametrize("seed", SEEDS)
def test_sarsa_earns_more_while_it_explores_and_q_learning_knows_the_shortest_way(seed: int) -> None:
    result = outcome(300, seed=seed, runs=4)
    last = result.moments[-1].scalars
    assert last["SARSA"] > last["Q-learning"] + 10
    assert last["Q-learning"] > -80
    assert last["runs in which SARSA is ahead"] > 0.6
    assert last["Q-learning: steps"] == SHORTEST == -last["Q-learning: best actions"]
    assert last["SARSA: steps"] > 14
    assert last["Q-learning: believed"] == pytest.approx(-13, abs=0.2)
    assert judged(DEMO, Config(seed=seed), result.moments) == (0, 2, 0)


def test_an_agent_that_has_learnt_nothing_earns_far_less() -> None:
    assert outcome(10, epsilon=1.0, runs=3, steps_per_frame=10).moments[-1].scalars["Q-learning"] < -500


def test_without_exploring_both_find_the_shortest_way_and_earn_it() -> None:
    result = outcome(300, epsilon=0.0, runs=1)
    last = result.moments[-1].scalars
    assert last["SARSA"] == last["Q-learning"] == -13
    assert judged(DEMO, Config(epsilon=0.0), result.moments) == (1, 1, 1)


def test_where_exploring_fades_both_come_to_earn_about_13() -> None:
    last = outcome(400, **{"runs": 3, **preset(DEMO, "Fading curiosity")}).moments[-1].scalars
    assert last["epsilon"] < 0.001
    assert last["Q-learning"] > -13.5
    assert last["SARSA"] > -14.5


def test_where_only_the_last_step_counts_sarsas_best_actions_lead_nowhere() -> None:
    last = outcome(150, **{"runs": 5, **preset(DEMO, "Only the last step counts")}).moments[-1].scalars
    assert last["SARSA: steps"] == GIVEN_UP
    assert last["Q-learning: steps"] == SHORTEST


def test_a_short_sighted_sarsa_stays_away_from_the_goal() -> None:
    last = outcome(100, **{"runs": 2, "steps_per_frame": 50, **preset(DEMO, "Short-sighted")}).moments[-1].scalars
    assert last["SARSA"] < last["Q-learning"] - 20
    assert last["SARSA: steps"] == GIVEN_UP


def test_a_curious_q_learner_falls_more_than_once_an_episode() -> None:
    last = outcome(200, **{"runs": 3, **preset(DEMO, "Curious")}).moments[-1].scalars
    assert last["Q-learning: falls"] > 1 > 0.4 > last["SARSA: falls"]


def test_where_they_step_is_drawn_as_shares() -> None:
    pictures = outcome(300, seed=0, runs=4).pictures
    edge = slice(1, 11)
    for name in ("SARSA walks", "Q walks"):
        assert np.nansum(np.asarray(pictures[name])) == pytest.approx(1, abs=1e-5)
    sarsa, q = (np.asarray(pictures[name], np.float64)[2, edge].sum() for name in ("SARSA walks", "Q walks"))
    assert q > 2 * sarsa
    assert np.isnan(np.asarray(pictures["Q values"], np.float64)[3, edge]).all()
    assert (np.asarray(pictures["Q arrows"])[2, edge] == 1).all()  # along the edge
