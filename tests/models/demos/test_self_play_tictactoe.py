"""Self-play makes it stronger, ratings are those of Elo's formula, and results are counted for the right side."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
import torch

from models.demo import Moment
from models.demos.rl.self_play_tictactoe import DEMO, PLIES, Config, train
from models.knobs import KnobValue, with_values
from models.nets.tic_tac_toe import LINES, OPPONENTS, expected_result, game
from models.tictactoe_judges import NAMES, RATINGS, elo
from models.training import RunResult, judged, run


@cache
def outcome(steps: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to; several tests look at the same one."""
    small: dict[str, KnobValue] = {"games": 32, "batch_size": 128, "simulations": 8, "steps_per_frame": 9}
    return run(DEMO, with_values(Config(), {**small, **values}), "cpu", steps=steps)


def test_its_games_make_it_stronger_with_search_and_without() -> None:
    moments = outcome(108).moments
    first, last = moments[1].scalars, moments[-1].scalars
    assert last["Elo"] > first["Elo"] + 40
    assert last["lost to random"] < 0.15
    assert last["right first ideas"] > first["right first ideas"] + 0.05
    assert last["drawn with perfect"] + last["lost to perfect"] == pytest.approx(1)  # nobody beats it


def test_the_ratings_of_the_fixed_players_fit_their_results_among_themselves() -> None:
    assert NAMES == OPPONENTS
    moves = game().moves
    score = [[(expected_result(a, b) - expected_result(b, a)) / 4 + 0.5 for b in moves] for a in moves]
    likeliest: dict[tuple[int, ...], float] = {}
    for shift in itertools.product((-5, 0, 5), repeat=2):
        ratings = (RATINGS[0] + shift[0], RATINGS[1] + shift[1], 0.0)
        likeliest[shift] = 0.0
        for a, b in ((0, 1), (0, 2), (1, 2)):
            expected = 1 / (1 + 10 ** ((ratings[b] - ratings[a]) / 400))
            likeliest[shift] += score[a][b] * np.log(expected) + score[b][a] * np.log(1 - expected)
    assert max(likeliest, key=likeliest.__getitem__) == (0, 0)


@pytest.mark.parametrize("rating", [-200.0, 0.0, 333.0, 900.0])
def test_a_player_of_some_rating_is_found_from_the_scores_expected_of_it(rating: float) -> None:
    scores = [1 / (1 + 10 ** ((other - rating) / 400)) for other in RATINGS]
    assert elo(scores, 10_000) == pytest.approx(rating, abs=0.1)


def test_a_player_who_wins_or_loses_everything_still_has_a_rating() -> None:
    assert -1000 < elo([0, 0, 0], 96) < 0
    assert 900 < elo([1, 1, 1], 96) < 3000


def test_a_game_is_drawn_with_its_stones_and_visits() -> None:
    generator = train(with_values(Config(), {"games": 8, "steps_per_frame": 1}), "cpu")
    stones = []
    for _ in range(5):
        pictures = next(generator).pictures()
        stones.append("".join(pictures["stones"]))
        assert sum(np.asarray(pictures["visits"]).flat) == pytest.approx(0 if not stones[1:] else 1, abs=1e-5)
    generator.close()
    assert [(each.count("X"), each.count("O")) for each in stones] == [(0, 0), (0, 0), (1, 0), (1, 1), (2, 1)]
    assert np.asarray(next(train(Config(), "cpu")).pictures()["priors"]).sum() == pytest.approx(1)


def test_a_game_that_is_over_stays_as_it_ended_and_nothing_is_searched_there() -> None:
    generator = train(with_values(Config(), {"games": 8, "steps_per_frame": 1, "seed": 1}), "cpu")
    next(generator)
    endings = 0
    for pictures in [next(generator).pictures() for _ in range(5 * PLIES)]:
        stones = "".join(stone or "." for stone in pictures["stones"])
        over = any({stones[cell] for cell in line} in ({"X"}, {"O"}) for line in LINES)
        assert stones.count("X") - stones.count("O") in (0, 1)
        assert np.asarray(pictures["visits"]).any() == (not over)
        assert len(pictures["most visited"]) == (0 if over else 2)
        endings += over
    generator.close()
    assert endings > 3


def test_search_and_learning_leave_torchs_own_dice_alone() -> None:
    before = torch.get_rng_state()
    outcome(18, seed=5)
    assert torch.equal(torch.get_rng_state(), before)


def moments(*values: tuple[int, float, float, float]) -> list[Moment]:
    """Return moments of (step, lost to perfect, lost without search, value of the empty board)."""
    names = ("lost to perfect", "lost to perfect without search", "value of the empty board")
    return [Moment(step, dict(zip(names, rest, strict=True))) for step, *rest in values]


@pytest.mark.parametrize(
    ("values", "truths"),
    [
        ([(90, 0.4, 0.9, 0.4), (270, 0.05, 0.2, 0.3)], (0, 0, 0)),
        ([(90, 0.5, 0.5, 0.4), (270, 0.15, 0.2, 0.0)], (1, 1, 1)),
        ([(90, 0.5, 0.2, 0.4), (270, 0.6, 0.2, -0.3)], (2, 2, 2)),
    ],
)
def test_predictions_are_judged_by_rates_and_values(
    values: list[tuple[int, float, float, float]], truths: tuple[int, ...]
) -> None:
    assert judged(DEMO, Config(), moments(*values)) == truths
