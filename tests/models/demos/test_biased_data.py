"""The measures of both groups against theory and scikit-learn, and which of them can't hold together."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve

from models.datasets.people import Society
from models.demo import Moment
from models.demos.ethics.biased_data import (
    DEMO,
    EDGE,
    GAPS,
    THREE_GAPS,
    Config,
    _roc,
    _Run,
    boundary,
    group_measures,
    logit,
    train,
)
from models.knobs import KnobValue, with_values
from models.training import RunResult, judged, run
from tests.models.demos.presets import preset

SEEDS = range(3)
DEMOGRAPHIC, OPPORTUNITY, PREDICTIVE = THREE_GAPS

counts = st.integers(0, 50)
weight = st.floats(0.1, 3) | st.floats(-3, -0.1) | st.just(0.0)


def config(**values: KnobValue) -> Config:
    return with_values(Config(), values)


@cache
def outcome(seed: int, **values: KnobValue) -> RunResult:
    """Return what a run comes to after 300 steps, watched rarely; several tests look at the same one."""
    return run(DEMO, config(seed=seed, steps_per_frame=100, **values), "cpu", steps=300)


def scalars_of(seed: int, **values: KnobValue) -> dict[str, float]:
    return dict(outcome(seed, **values).moments[-1].scalars)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_learns_what_scikit_learn_learns_from_the_same_people(seed: int) -> None:
    training = _Run(config(seed=seed, trait_shift=2.0), "cpu")
    for _ in range(400):
        training.take_step(config(seed=seed))
    oracle = LogisticRegression(C=1e6).fit(training._taught.features, training._taught.label)
    ours = [*training._net.weight.tolist(), training._net.bias.item()]
    assert ours == pytest.approx([*oracle.coef_[0], *oracle.intercept_], abs=0.3)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_measured_rates_are_those_of_the_normal_distributions(seed: int) -> None:
    chosen = config(seed=seed, trait_shift=2.0, separate_thresholds=True, threshold_b=0.3)
    training = _Run(chosen, "cpu")
    for _ in range(50):
        training.take_step(chosen)
    (score, trait), bias = training._net.weight.tolist(), training._net.bias.item()
    for group, middle, threshold in (("A", 1.0, 0.5), ("B", -1.0, 0.3)):
        for truth, rate in ((1, "true positive rate"), (-1, "false positive rate")):
            logits = NormalDist(score * truth + trait * middle + bias, math.hypot(score, trait))
            expected = 1 - logits.cdf(math.log(threshold / (1 - threshold)))
            assert training.frame(chosen).scalars[f"{rate} {group}"] == pytest.approx(expected, abs=0.02)


@given(counts, counts, counts, counts)
def test_the_measures_are_the_shares_they_are_called_after_and_tied_to_each_other(
    true_negative: int, false_positive: int, false_negative: int, true_positive: int
) -> None:
    assume(true_positive > 0 and true_negative + false_positive > 0)
    found = group_measures(np.array([[true_negative, false_positive], [false_negative, true_positive]]))
    positive, negative = true_positive + false_negative, true_negative + false_positive
    base_rate = Fraction(positive, positive + negative)
    recall, precision = Fraction(true_positive, positive), Fraction(true_positive, true_positive + false_positive)
    # The formula of the reading: this is why the measures can't all be equal where the base rates differ.
    false_positive_rate = base_rate / (1 - base_rate) * (1 - precision) / precision * recall
    assert found["true positive rate"] == pytest.approx(float(recall))
    assert found["precision"] == pytest.approx(float(precision))
    assert found["false positive rate"] == pytest.approx(float(false_positive_rate))
    assert found["selected"] == pytest.approx((true_positive + false_positive) / (positive + negative))
    assert found["accuracy"] == pytest.approx((true_positive + true_negative) / (positive + negative))


def test_precision_is_left_out_where_nobody_is_selected() -> None:
    first = next(train(config(threshold=0.99), "cpu"))
    assert "precision A" not in first.scalars
    assert PREDICTIVE not in first.scalars
    assert np.isfinite(np.asarray(first.pictures()["measures"])).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_without_any_difference_all_gaps_stay_small(seed: int) -> None:
    scalars = scalars_of(seed, **preset(DEMO, "No difference"))
    assert all(scalars[gap] < 0.05 for gap in GAPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_with_different_base_rates_the_rates_agree_but_selection_and_precision_do_not(seed: int) -> None:
    scalars = scalars_of(seed)
    assert scalars[OPPORTUNITY] < 0.03
    assert scalars["false positive rate gap"] < 0.03
    assert scalars[DEMOGRAPHIC] > 0.15
    assert scalars[PREDICTIVE] > 0.15


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "closed"), [("Equal selection", DEMOGRAPHIC), ("Equal precision", PREDICTIVE)])
def test_closing_one_gap_with_a_second_threshold_opens_the_others(name: str, closed: str, seed: int) -> None:
    scalars = scalars_of(seed, **preset(DEMO, name))
    assert scalars[closed] < 0.03
    assert all(scalars[gap] > 0.09 for gap in GAPS if gap != closed)


@pytest.mark.parametrize("seed", SEEDS)
def test_biased_labels_cost_the_group_true_positives_although_the_truth_is_the_same(seed: int) -> None:
    scalars = scalars_of(seed, **preset(DEMO, "Biased labels"))
    assert scalars["true positive rate A"] - scalars["true positive rate B"] > 0.1
    hidden = scalars_of(seed, **{**preset(DEMO, "Biased labels"), "trait_shift": 0.0})
    assert hidden[OPPORTUNITY] < 0.05


def test_a_threshold_that_is_moved_shows_in_the_next_frame() -> None:
    generator = train(config(steps_per_frame=1), "cpu")
    before = next(generator)
    after = generator.send(config(steps_per_frame=1, threshold=0.9))
    apart = generator.send(config(steps_per_frame=1, threshold=0.9, separate_thresholds=True, threshold_b=0.1))
    generator.close()
    assert after.scalars["selected A"] < before.scalars["selected A"] - 0.1
    assert apart.scalars["selected B"] > after.scalars["selected B"] + 0.1
    assert len(np.asarray(after.pictures()["boundary"])) <= 1


def test_the_decision_lines_are_where_the_classifier_is_as_sure_as_the_threshold() -> None:
    result = outcome(0, separate_thresholds=True, threshold_b=0.8, trait_shift=1.0)
    lines = np.asarray(result.pictures["boundary"])
    assert lines.shape == (2, 4)
    training = _Run(config(trait_shift=1.0), "cpu")
    for _ in range(300):
        training.take_step(config())
    weights, bias = training._net.weight.detach().numpy(), training._net.bias.item()
    for (x1, y1, x2, y2), threshold in zip(lines, (0.5, 0.8), strict=True):
        for point in ((x1, y1), (x2, y2)):
            assert weights @ np.array(point) + bias == pytest.approx(logit(threshold), abs=1e-2)


def test_there_is_no_line_where_the_classifier_ignores_the_features_or_it_lies_far_off() -> None:
    assert boundary(np.zeros(2), 0.1, 0.0) is None
    assert boundary(np.array([0.01, 0.0]), 0.0, 5.0) is None
    assert boundary(np.array([1.0, 1.0]), 0.0, 2.5 * EDGE) is None


@given(weight, weight, st.floats(-3, 3), st.floats(-3, 3))
def test_a_line_runs_from_edge_to_edge(first: float, second: float, bias: float, cut: float) -> None:
    line = boundary(np.array([first, second]), bias, cut)
    assume(line is not None)
    assert line is not None
    for point in (line[:2], line[2:]):
        assert max(map(abs, point)) == pytest.approx(EDGE)
        assert first * point[0] + second * point[1] + bias == pytest.approx(cut, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_roc_curves_are_scikit_learns(seed: int) -> None:
    people = Society((0.6, 0.3), 1.0, 0.0).people(3_000, np.random.default_rng(seed))
    logits = people.features @ np.array([2.0, 0.3], dtype=np.float32)
    rates, *curves = _roc(logits, people)
    for group, curve in enumerate(curves):
        truth, scores = people.truth[people.group == group], logits[people.group == group]
        false_positive_rates, true_positive_rates, _ = roc_curve(truth, scores)
        assert curve == pytest.approx(np.interp(rates, false_positive_rates, true_positive_rates), abs=0.02)
        assert np.trapezoid(curve, rates) == pytest.approx(roc_auc_score(truth, scores), abs=0.01)


def test_the_dots_lie_on_the_roc_curves() -> None:
    pictures = outcome(1, separate_thresholds=True, threshold_b=0.2).pictures
    rates, *curves = np.asarray(pictures["roc"])
    for (false_positive_rate, true_positive_rate), curve in zip(np.asarray(pictures["here"]), curves, strict=True):
        assert np.interp(false_positive_rate, rates, curve) == pytest.approx(true_positive_rate, abs=0.01)


def moment(gaps: tuple[float, float, float], precision_a: float, precision_b: float) -> Moment:
    return Moment(
        300, {**dict(zip(THREE_GAPS, gaps, strict=True)), "precision A": precision_a, "precision B": precision_b}
    )


@pytest.mark.parametrize(
    ("measured", "truths"),
    [
        (moment((0.2, 0.01, 0.18), 0.88, 0.70), (1, 2, 0)),
        (moment((0.01, 0.02, 0.03), 0.80, 0.83), (0, 0, 2)),
        (moment((0.3, 0.2, 0.1), 0.70, 0.80), (2, 3, 1)),
        (Moment(300, {DEMOGRAPHIC: 0.01, OPPORTUNITY: 0.02}), (0, 1, 2)),
    ],
)
def test_predictions_are_judged_by_the_gaps(measured: Moment, truths: tuple[int, ...]) -> None:
    assert judged(DEMO, Config(), [measured]) == truths
