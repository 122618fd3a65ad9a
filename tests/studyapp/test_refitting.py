"""Fitting the schedule helps learners who forget otherwise than most, and harms nobody."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import fsrs
import numpy as np
import pytest
from sklearn.metrics import log_loss

from studyapp.refit import COMMAND
from studyapp.study import refitting
from studyapp.study.memory import Rating, card_item, skill_item
from studyapp.study.refitting import (
    ENOUGH,
    LogRow,
    RefitError,
    counted,
    foresight,
    predictions,
    read_refit,
    read_request,
    refitted,
    request,
)
from tests.studyapp.test_scheduling import by_fsrs, log_of, noon

USUAL = fsrs.scheduler.DEFAULT_PARAMETERS
# Someone who forgets new things in hours, and gains less from each review.
FORGETFUL = (0.1, 0.4, 0.8, 2.5, *USUAL[4:8], 1.0, *USUAL[9:20], 0.4)
START = datetime(2026, 1, 5, 18, tzinfo=UTC)


def scheduler(parameters: Sequence[float]) -> fsrs.Scheduler:
    return fsrs.Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def simulated(parameters: Sequence[float], *, days: int, seed: int) -> list[LogRow]:
    """Return the log of a learner with such a memory, who learns an item a day and reviews as the usual ones say."""
    dice, memory, plan = random.Random(seed), scheduler(parameters), scheduler(USUAL)
    true: dict[int, fsrs.Card] = {}
    planned: dict[int, fsrs.Card] = {}
    log: list[LogRow] = []
    for day in range(days):
        at = START + timedelta(days=day)
        for item in [*(item for item, card in planned.items() if card.due <= at), day]:
            card = true.get(item, fsrs.Card(card_id=item))
            recalled = item not in true or dice.random() < memory.get_card_retrievability(card, at)
            rating = dice.choice([Rating.HARD, *[Rating.GOOD] * 4, Rating.EASY]) if recalled else Rating.AGAIN
            true[item], _ = memory.review_card(card, fsrs.Rating(int(rating)), at)
            planned[item], _ = plan.review_card(planned.get(item, card), fsrs.Rating(int(rating)), at)
            log.append((skill_item(f"family-{item}", 1), at, at.date(), rating))
    return log


def always(parameters: Sequence[float]) -> refitting.Fit:
    """Return a fit that finds these parameters in every log."""
    return lambda _: parameters


def run_the_process(log: Sequence[LogRow]) -> refitting.Refit:
    done = subprocess.run(COMMAND, input=request(log), capture_output=True, check=True)
    assert done.stderr == b""
    return read_refit(done.stdout)


def true_loss(log: Sequence[LogRow], parameters: Sequence[float] | None) -> float:
    return foresight(list(predictions(log, parameters, START))).log_loss


@pytest.mark.slow
def test_the_process_finds_what_a_forgetful_learner_needs() -> None:
    refit = run_the_process(simulated(FORGETFUL, days=180, seed=4))
    assert refit.parameters is not None and refit.usual is not None and refit.fitted is not None
    assert refit.fitted.log_loss < refit.usual.log_loss
    assert refit.fitted.off_by < refit.usual.off_by
    assert f"your newest {refit.judged} reviews better" in refit.sentence
    unseen = simulated(FORGETFUL, days=180, seed=77)
    assert true_loss(unseen, refit.parameters) < true_loss(unseen, None) - 0.01


@pytest.mark.slow
def test_the_process_does_a_usual_learner_no_harm() -> None:
    refit = run_the_process(simulated(USUAL, days=180, seed=5))
    assert refit.judged > 100
    unseen = simulated(USUAL, days=180, seed=78)
    assert true_loss(unseen, refit.parameters) < true_loss(unseen, None) + 0.005


def test_the_parameters_a_learner_really_has_are_worth_using() -> None:
    log = simulated(FORGETFUL, days=250, seed=3)
    refit = refitted(log, always(FORGETFUL))
    assert refit.parameters == FORGETFUL
    assert refit.usual is not None and refit.fitted is not None
    assert refit.fitted.log_loss < refit.usual.log_loss and refit.fitted.off_by < refit.usual.off_by


@pytest.mark.parametrize("parameters", [FORGETFUL, USUAL])
def test_what_brings_no_gain_is_not_used_and_said_plainly(parameters: tuple[float, ...]) -> None:
    refit = refitted(simulated(USUAL, days=180, seed=4), always(parameters))
    assert refit.parameters is None
    assert refit.sentence.startswith("No gain: ")
    assert refit.fitted is not None, "what was measured is told all the same"


def test_chance_alone_is_rarely_taken_for_a_gain() -> None:
    # Parameters near the true ones, on many learners: each of them has some luck.
    dice = random.Random(9)
    used = 0
    for seed in range(12):
        near = (*(each * dice.uniform(0.97, 1.03) for each in USUAL[:7]), *USUAL[7:])
        used += refitted(simulated(USUAL, days=200, seed=seed), always(near)).parameters is not None
    assert used <= 4


def test_what_is_fitted_is_never_what_is_judged() -> None:
    log = simulated(USUAL, days=200, seed=6)
    given: list[LogRow] = []

    def fit(part: Sequence[LogRow]) -> Sequence[float]:
        given.extend(part)
        return USUAL

    refit = refitted(log, fit)
    rest = log[len(given) :]
    assert given == log[: len(given)]
    assert refit.judged == sum(1 for _ in predictions(log, None, rest[0][1]))
    assert refit.judged / refit.reviews == pytest.approx(0.2, abs=0.02)


def test_too_short_a_log_is_not_fitted() -> None:
    def fit(_: Sequence[LogRow]) -> Sequence[float]:
        raise AssertionError("there is nothing to fit")

    refit = refitted(simulated(USUAL, days=60, seed=1), fit)
    assert refit.parameters is None and refit.usual is None
    assert f"needs {ENOUGH} reviews" in refit.sentence and f"there are {refit.reviews} so far" in refit.sentence
    assert refitted([], fit).reviews == 0


def test_reviews_count_that_come_on_a_later_day_than_the_last() -> None:
    item, card = skill_item("padding", 1), card_item(1)
    hours = [(0, Rating.AGAIN), (30, Rating.GOOD), (31, Rating.GOOD), (54, Rating.AGAIN)]
    moments = [(START + timedelta(hours=after), rating) for after, rating in hours]
    log = [(item, at, at.date(), rating) for at, rating in moments]
    assert counted(log) == 1, "before the first clean answer nothing is learnt, and the same day says nothing"
    morning = START + timedelta(hours=12)
    log = [(card, START, START.date(), Rating.AGAIN), (card, morning, morning.date(), Rating.GOOD)]
    assert counted(log) == 1
    assert len(list(predictions(log, None, START))) == 1


def test_predictions_are_fsrs_s_own_retrievability() -> None:
    reviews = log_of([(Rating.GOOD, 0), (Rating.HARD, 3), (Rating.AGAIN, 9), (Rating.GOOD, 1)])
    log = [(each.item, each.at, each.day, each.rating) for each in reviews]
    wanted = []
    for number in range(1, len(reviews)):
        judge, card = by_fsrs(reviews[:number])
        recall = judge.get_card_retrievability(card, noon(reviews[number].day))
        wanted.append((recall, reviews[number].rating > Rating.AGAIN))
    assert list(predictions(log, None, START)) == wanted


def test_log_loss_is_scikit_learn_s_and_the_distance_is_that_of_the_shares() -> None:
    dice = np.random.default_rng(3)
    chances = dice.uniform(0.05, 0.99, 4000)
    recalled = dice.random(4000) < chances
    found = foresight(list(zip(chances.tolist(), recalled.tolist(), strict=True)))
    assert found.log_loss == pytest.approx(log_loss(recalled, chances))
    assert found.off_by < 0.04, "only chance is left"
    boastful = foresight([(0.95, hit) for hit in recalled.tolist()])
    assert boastful.off_by == pytest.approx(0.95 - recalled.mean())


def test_a_forgotten_item_that_was_certain_costs_a_finite_loss() -> None:
    assert math.isfinite(foresight([(1.0, False), (0.0, True)]).log_loss)


def test_the_request_keeps_items_moments_days_and_ratings() -> None:
    log = simulated(USUAL, days=20, seed=1)
    assert read_request(request(log)) == log


def test_of_a_very_long_log_the_newest_items_are_fitted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refitting, "MOST", 100)
    log = simulated(USUAL, days=90, seed=1)
    kept = read_request(request(log))
    assert 60 < len(kept) <= 100
    items = {item for item, *_ in kept}
    assert kept == [row for row in log if row[0] in items]
    assert log[-1][0] in items or log[0][0] not in items


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b'{"log": [["a", 5, 3]]}',
        b'{"log": [["a", "2026-01-01T00:00:00Z", "2026-01-01", 7]]}',
        b"\xff",
    ],
)
def test_a_bad_request_is_refused_with_a_sentence(text: bytes) -> None:
    with pytest.raises(RefitError, match="can't be read"):
        read_request(text)
    with pytest.raises(RefitError, match="can't be read"):
        read_refit(text)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(RefitError, match="without a zone"):
        read_request(b'{"log": [["a", "2026-01-01T00:00:00", "2026-01-01", 3]]}')


def test_the_process_says_what_is_wrong_and_ends_with_2() -> None:
    done = subprocess.run(COMMAND, input=b"nonsense", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"The log to be fitted can't be read")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("module", ["studyapp.app", "studyapp.study.refitting", "models.worker"])
def test_neither_the_window_nor_the_worker_loads_what_fitting_needs(module: str) -> None:
    question = f"import sys, {module}\nprint(*({{'torch', 'pandas', 'tqdm'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
