"""What stands in the figures and tables of the ethics shelf is what its exercises ask for, and its rates are true."""

from __future__ import annotations

import re
from itertools import chain

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, precision_score, recall_score

from question_bank.dikw.story import LEVELS
from question_bank.fairness.rates import RATES, Counts, Rate, implied_fpr, rate
from question_bank.scenarios.framework import STEPS
from question_bank.scenarios.lens import LENSES
from question_bank.scenarios.principle import PRINCIPLES
from studyapp.figures.ethics import (
    base_rates_and_errors,
    compas_rates,
    dikw_levels,
    five_steps,
    four_rates,
    gaps_by_threshold,
    ten_principles,
)
from studyapp.paths import CONTENT
from tests.studyapp.drawn_words import words

Labels = tuple[list[int], list[int]]


def first_column(note: str, heading: str) -> list[str]:
    """Return the first cells of the table that follows a heading of an ethics note."""
    body = (CONTENT / "ethics" / f"{note}.md").read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2]
    rows = re.findall(r"^\| ([^|]+) \|", body.partition("\n## ")[0], re.MULTILINE)
    return rows[1:]


def people(counts: Counts) -> Labels:
    """Return the truth and the decision of every single person."""
    groups = ((1, 1, counts.tp), (0, 1, counts.fp), (1, 0, counts.fn), (0, 0, counts.tn))
    truth = chain.from_iterable([true] * many for true, _, many in groups)
    told = chain.from_iterable([said] * many for _, said, many in groups)
    return list(truth), list(told)


def test_the_notes_name_the_principles_steps_and_levels_of_the_exercises() -> None:
    assert sorted(first_column("unesco-principles", "The ten principles")) == sorted(PRINCIPLES)
    assert sorted(first_column("machine-bias-compas", "Through lenses and principles")) == sorted(LENSES)
    assert first_column("dikw-pyramid", "The four levels") == list(LEVELS)
    steps = (CONTENT / "ethics" / "decision-framework.md").read_text(encoding="utf-8")
    assert [step.lower() for step in re.findall(r"^\d\. \*\*(.+)\.\*\*", steps, re.MULTILINE)] == list(STEPS)


def test_figures_name_all_principles_steps_and_levels() -> None:
    assert {look.principle for look in ten_principles.LOOKS} == set(PRINCIPLES)
    for look in ten_principles.LOOKS:
        assert re.sub(r"-\s", "-", " ".join(look.name)).replace("&", "and") == look.principle
    assert [" ".join(name) for name in five_steps.NAMES] == list(STEPS)
    assert [words(dikw_levels.FIGURE).find(level) for level in LEVELS] == sorted(
        (words(dikw_levels.FIGURE).find(level) for level in LEVELS), reverse=True
    )


def test_the_four_rates_are_those_of_scikit_learn() -> None:
    truth, told = people(four_rates.COUNTS)
    expected = {
        Rate.SELECTION: float(np.mean(told)),
        Rate.TPR: recall_score(truth, told),
        Rate.FPR: 1 - recall_score(truth, told, pos_label=0),
        Rate.PRECISION: precision_score(truth, told),
    }
    for which in RATES:
        assert float(rate(which, four_rates.COUNTS)) == pytest.approx(expected[which])
        assert f"= {expected[which]:.3f}" in words(four_rates.FIGURE)


@pytest.mark.parametrize(
    ("group", "published"),
    [("black defendants", (44.85, 27.99, 63.8)), ("white defendants", (23.45, 47.72, 67.0))],
)
def test_compas_bars_follow_from_the_counts_and_agree_with_what_was_published(
    group: str, published: tuple[float, float, float]
) -> None:
    truth, told = people(compas_rates.COUNTS[group])
    (tn, fp), (fn, tp) = confusion_matrix(truth, told)
    expected = {
        "base rate": np.mean(truth),
        "false positive rate": fp / (fp + tn),
        "false negative rate": fn / (fn + tp),
        "precision": precision_score(truth, told),
        "accuracy": accuracy_score(truth, told),
    }
    shown = {row.name: compas_rates.share(row, compas_rates.COUNTS[group]) for row in compas_rates.ROWS}
    assert shown == pytest.approx(expected)
    # Error rates by ProPublica (2016), accuracy by Dressel and Farid (2018), in percent.
    names = ("false positive rate", "false negative rate", "accuracy")
    assert [100 * shown[name] for name in names] == pytest.approx(published, abs=0.06)


@pytest.mark.parametrize("threshold", [0.35, 0.5, 0.62])
@pytest.mark.parametrize("base_rate", base_rates_and_errors.BASE_RATES.values())
def test_gaps_are_those_of_people_drawn_at_random(threshold: float, base_rate: float) -> None:
    rng = np.random.default_rng(8)
    truth = rng.random(400_000) < base_rate
    means = np.where(truth, base_rates_and_errors.POSITIVE, base_rates_and_errors.NEGATIVE)
    told = rng.normal(means, base_rates_and_errors.SPREAD) > threshold
    found = gaps_by_threshold.rates_at(threshold, base_rate)
    assert found[Rate.SELECTION] == pytest.approx(told.mean(), abs=4e-3)
    assert found[Rate.TPR] == pytest.approx(told[truth].mean(), abs=6e-3)
    assert found[Rate.FPR] == pytest.approx(told[~truth].mean(), abs=4e-3)
    assert found[Rate.PRECISION] == pytest.approx(truth[told].mean(), abs=6e-3)


def test_gaps_close_where_the_dots_are_and_not_in_one_place() -> None:
    places = {which: gaps_by_threshold.closed_at(which) for which in RATES}
    assert [gaps_by_threshold.gap(which, place) for which, place in places.items()] == pytest.approx([0] * 4, abs=1e-9)
    assert places[Rate.TPR] == pytest.approx(places[Rate.FPR]) == pytest.approx(base_rates_and_errors.THRESHOLD)
    assert places[Rate.SELECTION] < places[Rate.TPR] - 0.05 < places[Rate.PRECISION] - 0.1


@pytest.mark.parametrize("group", compas_rates.COUNTS)
def test_the_formula_of_the_note_ties_the_published_rates_together(group: str) -> None:
    counts = compas_rates.COUNTS[group]
    implied = implied_fpr(counts.base_rate, rate(Rate.TPR, counts), rate(Rate.PRECISION, counts))
    assert implied == rate(Rate.FPR, counts)
