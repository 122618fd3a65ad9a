"""Metrics against scikit-learn: the examples that a prompt tells of are written out one by one."""

from __future__ import annotations

import random
import re
import warnings
from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics

from question_bank.answers import Choice, Matrix, Vector
from question_bank.exercise import Exercise, Part, Verdict
from question_bank.grading import CARRIED, grade
from question_bank.metrics.binary import METRICS, Counts, f1
from question_bank.metrics.classes import Classes, draw_classes
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import value
from tests.question_bank.once import once

FAMILY = once("confusion-matrix-metrics")
SEEDS = range(200)
Labels = NDArray[np.int64]
WHOLE = r"[\d,]*\d"


def whole(text: str) -> int:
    return int(text.replace(",", ""))


def told_table(text: str) -> tuple[list[str], list[list[int]]]:
    """Return the classes of the rows of a matrix in a prompt, and its cells; the columns must be in the same order."""
    header = re.findall(r"predicted ([^|]+?) \|", text)
    rows = re.findall(rf"^\| truly ([^|]+?) \|((?: {WHOLE} \|)+)$", text, re.MULTILINE)
    assert [name for name, _ in rows] == header
    return header, [[whole(cell) for cell in re.findall(WHOLE, cells)] for _, cells in rows]


def written_out(rows: list[list[int]]) -> tuple[Labels, Labels]:
    """Return truth and prediction of every single example."""
    counts = np.array(rows)
    truth, said = np.indices(counts.shape)
    return np.repeat(truth.ravel(), counts.ravel()), np.repeat(said.ravel(), counts.ravel())


def by_sklearn(name: str, truth: Labels, said: Labels, positive: int) -> float:
    """Return a metric of two classes; ``positive`` is the label of the positive one."""
    negative = 1 - positive
    match name:
        case "accuracy":
            return float(metrics.accuracy_score(truth, said))
        case "precision":
            return float(metrics.precision_score(truth, said, pos_label=positive))
        case "recall":
            return float(metrics.recall_score(truth, said, pos_label=positive))
        case "specificity":
            return float(metrics.recall_score(truth, said, pos_label=negative))
        case "false positive rate":
            return 1 - float(metrics.recall_score(truth, said, pos_label=negative))
        case "F1":
            return float(metrics.f1_score(truth, said, pos_label=positive))
        case "balanced accuracy":
            return float(metrics.balanced_accuracy_score(truth, said))
    raise AssertionError(name)


def asked_metric(part: Part) -> str:
    found = re.match(r"What is (?:the )?(.*?)(?:, with “.*?” as the positive class)?\?", part.prompt)
    assert found
    return found[1]


def test_one_metric_is_scikit_learns() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        assert "Rows are the truth, columns the prediction." in exercise.prompt
        names, rows = told_table(exercise.prompt)
        (part,) = exercise.parts
        name = asked_metric(part)
        class_asked = re.search(r"“(\w+)”", part.prompt)
        positive = names.index(class_asked[1]) if class_asked else 0
        assert value(part) == pytest.approx(by_sklearn(name, *written_out(rows), positive)), exercise.prompt
        seen[name] += 1
        seen[f"positive class in row {positive}"] += 1
    assert min(seen.values()) > 10 and len(seen) == 7


def told_examples(exercise: Exercise) -> list[list[int]]:
    """Return the matrix that a story or a list tells of, positive class first."""
    form = exercise.parts[0].prompt
    first = re.search(r"“(\w+)” comes first", form)
    assert first
    positive, prompt = first[1].lower(), exercise.prompt
    if "| truth |" in prompt:
        pairs = re.findall(r"^\| \d+ \| (\w+) \| (\w+) \|$", prompt, re.MULTILINE)
        counts = Counter((truth == positive, said == positive) for truth, said in pairs)
        assert f"last {len(pairs)} " in prompt
        return [[counts[True, True], counts[True, False]], [counts[False, True], counts[False, False]]]
    numbers = [whole(each) for each in re.findall(WHOLE, prompt)]
    return from_story(prompt, numbers)


def from_story(prompt: str, numbers: list[int]) -> list[list[int]]:
    """Return the only matrix that agrees with all four numbers of a story, found by going through the statements."""
    if "Another" in prompt:
        called, total, tp, fn = numbers
        return [[tp, fn], [called - tp, total - called - fn]]
    if "also calls" in prompt:
        total, positive, tp, fp = numbers
        return [[tp, positive - tp], [fp, total - positive - fp]]
    if "by mistake" in prompt:
        total, negative, fp, fn = numbers
        return [[total - negative - fn, fn], [fp, negative - fp]]
    total, right, fp, positive = numbers
    fn = total - right - fp
    return [[positive - fn, fn], [fp, total - positive - fp]]


def test_matrices_of_stories_and_lists_lead_to_scikit_learns_metric() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        first, second = exercise.parts
        name = asked_metric(second)
        if isinstance(first.answer, Vector):
            names, rows = told_table(exercise.prompt)
            asked = re.search(r"with “(\w+)” as", first.prompt)
            assert asked
            truth, said, positive = *written_out(rows), names.index(asked[1])
            both = [by_sklearn(each, truth, said, positive) for each in ("precision", "recall")]
            assert first.answer.values == pytest.approx(both)
        else:
            assert isinstance(first.answer, Matrix)
            rows = told_examples(exercise)
            truth, said = written_out(rows)
            positive = 0
            assert np.array_equal(metrics.confusion_matrix(truth, said), np.array(first.answer.rows)), exercise.prompt
        assert value(second) == pytest.approx(by_sklearn(name, truth, said, positive)), exercise.prompt
        seen["list" if "| truth |" in exercise.prompt else first.answer.kind] += 1
        seen[name] += 1
    assert min(seen.values()) > 8 and len(seen) == 8


def test_three_classes_are_scikit_learns() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if "three classes" not in exercise.parts[1].prompt:
            continue
        names, rows = told_table(exercise.prompt)
        truth, said = written_out(rows)
        rates, macro, accuracy, verdict = exercise.parts
        assert isinstance(rates.answer, Matrix) and list(rates.answer.row_labels) == names
        precision, recall, scores, sizes = metrics.precision_recall_fscore_support(truth, said)
        assert np.array(rates.answer.rows) == pytest.approx(np.stack([precision, recall], axis=1))
        assert value(macro) == pytest.approx(np.mean(scores))
        assert value(accuracy) == pytest.approx(metrics.accuracy_score(truth, said))
        assert recall[np.argmin(sizes)] <= 0.5 and value(accuracy) >= 0.7 > value(macro) - 0.2
        assert isinstance(verdict.answer, Choice)
        check_verdict(verdict.answer, names, truth, said)
        checked += 1
    assert checked > 90


def check_verdict(spec: Choice, names: list[str], truth: Labels, said: Labels) -> None:
    """Work out what the right option says."""
    text, sizes = spec.options[spec.right], np.bincount(truth)
    if text.startswith("The accuracy: most examples are"):
        common, rare = re.findall(r"“(\w+)”", text)
        assert names[np.argmax(sizes)] == common and names[np.argmin(sizes)] == rare
        assert metrics.accuracy_score(truth, said) > metrics.f1_score(truth, said, average="macro") + 0.05
    elif always := re.search(r"always says “(\w+)” would reach an accuracy of ([\d.]+)", text):
        idle = np.full_like(truth, names.index(always[1]))
        assert metrics.accuracy_score(truth, idle) == pytest.approx(float(always[2]), abs=5e-4)
    elif "Averaged micro" in text:
        scores = metrics.precision_recall_fscore_support(truth, said, average="micro")[:3]
        assert scores == pytest.approx([metrics.accuracy_score(truth, said)] * 3)
    elif "one more" in text:
        rare, common = np.argmin(sizes), np.argmax(sizes)
        better = said.copy()
        better[np.flatnonzero((truth == rare) & (said == common))[0]] = rare
        before, after = (metrics.f1_score(truth, each, average="macro") for each in (said, better))
        assert after - before > 1 / len(truth)
    elif "twice as many" in text:
        twice = (np.tile(truth, 2), np.tile(said, 2))
        assert metrics.balanced_accuracy_score(*twice) == pytest.approx(metrics.balanced_accuracy_score(truth, said))
    else:
        assert "weighs as much as" in text
        rare, common = re.findall(r"“(\w+)”", text)
        assert sizes[names.index(rare)] * 2 < sizes[names.index(common)]


def test_rare_things_are_counted_as_the_rates_promise() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        if "specificity" not in exercise.prompt:
            continue
        base, found, spared = (Fraction(each) / 100 for each in re.findall(r"([\d.]+) %", exercise.prompt))
        (total,) = (whole(each) for each in re.findall(rf"used on ({WHOLE}) ", exercise.prompt))
        matrix, precision, accuracy, idle, verdict = exercise.parts
        positive = base * total
        cells = [
            [positive * found, positive * (1 - found)],
            [(total - positive) * (1 - spared), (total - positive) * spared],
        ]
        assert all(cell.denominator == 1 for row in cells for cell in row)
        rows = [[int(cell) for cell in row] for row in cells]
        assert isinstance(matrix.answer, Matrix) and [list(row) for row in matrix.answer.rows] == rows
        truth, said = written_out(rows)
        assert value(precision) == pytest.approx(by_sklearn("precision", truth, said, 0))
        assert value(accuracy) == pytest.approx(by_sklearn("accuracy", truth, said, 0))
        assert value(idle) == pytest.approx(by_sklearn("accuracy", truth, np.ones_like(truth), 0))
        assert value(accuracy) < value(idle)
        assert value(precision) < 0.5 < float(found)
        assert isinstance(verdict.answer, Choice)
        assert verdict.answer.options[verdict.answer.right].startswith("Most alarms are false: only a small share")
        checked += 1
    assert checked > 40


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_scikit_learns_for_all_small_matrices(name: str) -> None:
    for tp, fn, fp, tn in product(range(3), repeat=4):
        if tp + fn and fp + tn:
            truth, said = written_out([[tp, fn], [fp, tn]])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", metrics._classification.UndefinedMetricWarning)
                expected = by_sklearn(name, truth, said, 0)
            assert float(METRICS[name].value(Counts(tp, fn, fp, tn))) == pytest.approx(expected)


def test_f1_lies_between_precision_and_recall() -> None:
    counts = Counts(30, 10, 20, 40)
    assert f1(counts) == Fraction(2, 3) and Fraction(3, 5) < f1(counts) < Fraction(3, 4)


def test_twice_as_many_examples_in_the_same_proportions_change_no_rate() -> None:
    small = Classes("", ("a", "b", "c"), ((8, 1, 1), (2, 17, 1), (6, 1, 3)))
    large = Classes("", ("a", "b", "c"), ((16, 2, 2), (4, 34, 2), (12, 2, 6)))
    assert small.recalls == large.recalls and small.accuracy == large.accuracy == Fraction(28, 40)


# ---------------------------------------------------------------- errors carried forward


def test_a_metric_is_marked_by_the_learners_own_matrix() -> None:
    checked = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        first, second = exercise.parts
        if not isinstance(first.answer, Matrix):
            continue
        (tp, fn), (fp, tn) = (tuple(map(int, row)) for row in first.answer.rows)
        own = [[tp, fn + 1], [fp + 1, tn]]
        expected = by_sklearn(asked_metric(second), *written_out(own), 0)
        graded = grade(exercise, [str(own), f"{expected:.3f}"])
        assert graded[0].score == 0.5 and graded[1].verdict is Verdict.RIGHT
        checked += graded[1].feedback == CARRIED
    assert checked > 80


def test_f1_is_marked_by_the_learners_own_precision_and_recall() -> None:
    exercises = [each for each in (FAMILY.generate(seed, 2) for seed in SEEDS) if each.parts[0].answer.kind == "vector"]
    assert len(exercises) > 20
    for exercise in exercises:
        graded = grade(exercise, ["0.3, 0.45", "0.36"])
        assert (graded[1].verdict, graded[1].feedback) == (Verdict.RIGHT, CARRIED)


def test_macro_f1_is_marked_by_the_learners_own_rates() -> None:
    exercise = next(
        each for each in (FAMILY.generate(seed, 3) for seed in SEEDS) if "three classes" in each.parts[1].prompt
    )
    own = "0.5 0.5; 0.25 0.75; 0.1 0.9"
    macro = (0.5 + 2 * 0.25 * 0.75 + 2 * 0.1 * 0.9) / 3
    replies = [own, f"{macro:.3f}", *(part.answer.show() for part in exercise.parts[2:])]
    assert grade(exercise, replies)[1].feedback == CARRIED


def test_usual_slips_are_named() -> None:
    swapped = 0
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,) = exercise.parts
        if asked_metric(part) == "precision":
            names, rows = told_table(exercise.prompt)
            asked = re.search(r"“(\w+)”", part.prompt)
            assert asked
            wrong = by_sklearn("recall", *written_out(rows), names.index(asked[1]))
            (graded,) = grade(exercise, [f"{wrong:.4f}"])
            assert graded.misconception is not None and "That is the recall" in graded.feedback
            swapped += 1
    assert swapped > 30


def test_three_classes_are_drawn_with_a_rare_one_that_is_mostly_missed() -> None:

    for seed in SEEDS:
        drawn = draw_classes(random.Random(seed))
        assert drawn.recalls[drawn.rare] <= Fraction(1, 2) < drawn.accuracy
        assert min(min(row) for row in drawn.rows) >= 0 and len(set(drawn.sizes)) == 3


def test_every_text_is_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
