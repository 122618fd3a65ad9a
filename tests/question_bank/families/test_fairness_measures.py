"""Rates against scikit-learn's on the people themselves, and what can't hold together against exact fractions."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, precision_score, recall_score

from models.knobs import with_values
from models.registry import demos
from question_bank.answers import Choice, Choices, Matrix, Number, Vector
from question_bank.exercise import Exercise, Verdict
from question_bank.fairness.groups import CLEARLY, pool
from question_bank.fairness.rates import CRITERIA, RATES, SLIPS, Counts, Rate, implied_fpr, rate
from question_bank.fairness.statements import IMPOSSIBLE, POSSIBLE, RIGHT, WRONG
from question_bank.grading import CARRIED, grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.once import once

FAMILY = once("fairness-measures")
SEEDS = range(200)
ORDER = (Rate.SELECTION, Rate.TPR, Rate.FPR, Rate.PRECISION)


def people(counts: Counts) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return who is truly positive and who was selected, one entry a person."""
    truth = np.repeat([1, 0, 1, 0], counts)
    selected = np.repeat([1, 1, 0, 0], counts)
    return truth, selected


def by_heads(counts: Counts) -> tuple[float, float, float, float]:
    """Return selection rate, TPR, FPR and precision, counted person by person."""
    truth, selected = people(counts)
    return (
        float(selected.mean()),
        float(selected[truth == 1].mean()),
        float(selected[truth == 0].mean()),
        float(truth[selected == 1].mean()),
    )


def by_sklearn(counts: Counts) -> tuple[float, float, float, float]:
    """Return the same rates as scikit-learn has them."""
    truth, selected = people(counts)
    return (
        float(selected.mean()),
        float(recall_score(truth, selected)),
        float(1 - recall_score(truth, selected, pos_label=0)),
        float(precision_score(truth, selected)),
    )


def groups_of(prompt: str) -> dict[str, Counts]:
    """Read the two groups from the table or from the sentences of a prompt."""
    if "| --- |" in prompt:
        rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", prompt, re.MULTILINE)
        read = {name: (int(tp), int(fn), int(fp), int(tn)) for name, tp, fn, fp, tn in rows}
    else:
        told = re.findall(r"Of the (\d+) (.+?) who .+?, (\d+) were .+?; of the (\d+) who .+?, (\d+) were\.", prompt)
        read = {
            name: (int(tp), int(positive) - int(tp), int(fp), int(negative) - int(fp))
            for positive, name, tp, negative, fp in told
        }
    assert len(read) == 2, prompt
    return {name: Counts(tp, fp, fn, tn) for name, (tp, fn, fp, tn) in read.items()}


def held(groups: list[Counts]) -> set[Rate]:
    """Return the rates that are the same in both groups, exactly."""
    return {which for which in RATES if rate(which, groups[0]) == rate(which, groups[1])}


def test_the_fractions_are_those_of_scikit_learn_and_of_the_confusion_matrix() -> None:
    for counts in pool()[::31]:
        assert by_sklearn(counts) == pytest.approx(by_heads(counts))
        assert by_heads(counts) == pytest.approx([float(rate(which, counts)) for which in ORDER])
        (tn, fp), (fn, tp) = confusion_matrix(*people(counts)).tolist()
        assert Counts(tp, fp, fn, tn) == counts


def test_one_rate_is_that_of_the_people_in_the_prompt() -> None:
    asked = Counter[str]()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (part,) = exercise.parts
        assert isinstance(part.answer, Number)
        which, name = re.findall(r"^What is the (.+?) of the (.+?)\? Type", part.prompt)[0]
        counts = groups_of(exercise.prompt)[name]
        assert part.answer.value == pytest.approx(by_heads(counts)[ORDER.index(Rate(which))])
        asked[which] += 1
    assert min(asked[which] for which in RATES) > 30


def test_two_rates_are_compared_and_the_verdict_follows() -> None:
    verdicts = Counter[str]()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        groups = list(groups_of(exercise.prompt).values())
        asked = []
        for part in exercise.parts[:2]:
            assert isinstance(part.answer, Vector)
            which = next(each for each in RATES if f"compares the {each} of the groups" in part.prompt)
            assert part.prompt.startswith(CRITERIA[which].capitalize()) or which is Rate.FPR
            place = ORDER.index(which)
            assert part.answer.values == pytest.approx([by_heads(counts)[place] for counts in groups])
            asked.append(which)
        verdict = exercise.parts[2].answer
        assert isinstance(verdict, Choice)
        first, second = (which in held(groups) for which in asked)
        words = {(True, True): "both", (False, False): "neither"}
        expected = words.get((first, second), f"only {CRITERIA[asked[0] if first else asked[1]]}")
        assert verdict.options[verdict.right] == expected
        verdicts[expected.split()[0]] += 1
    assert min(verdicts.values()) > 25


def test_all_rates_and_all_criteria() -> None:
    met = Counter[int]()
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        groups = list(groups_of(exercise.prompt).values())
        table, criteria = (part.answer for part in exercise.parts[:2])
        assert isinstance(table, Matrix) and isinstance(criteria, Choices)
        for row, counts in zip(table.rows, groups, strict=True):
            assert row == pytest.approx(by_heads(counts))
        expected = {CRITERIA[which] for which in held(groups)} or {"none of these"}
        assert {criteria.options[place] for place in criteria.right} == expected
        met[len(held(groups))] += 1
    assert min(met[0], met[1], met[2]) > 15


def test_rates_are_either_equal_or_clearly_different_and_base_rates_differ() -> None:
    for seed in SEEDS:
        first, second = groups_of(FAMILY.generate(seed, 3).prompt).values()
        assert abs(first.base_rate - second.base_rate) >= CLEARLY
        for which in RATES:
            gap = abs(rate(which, first) - rate(which, second))
            assert gap == 0 or gap >= CLEARLY


def test_the_promised_rates_force_the_false_positive_rates() -> None:
    """Brute force: a group of a million in which the promise is kept has just this false positive rate."""
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        part = exercise.parts[2]
        assert isinstance(part.answer, Vector)
        (t, t_), (v, v_) = re.findall(r"\$\\frac\{(\d+)\}\{(\d+)\}\$", part.prompt)
        tpr, precision = Fraction(int(t), int(t_)), Fraction(int(v), int(v_))
        for counts, value in zip(groups_of(exercise.prompt).values(), part.answer.values, strict=True):
            positive = 1_000_000 * counts.base_rate
            right = positive * tpr
            selected = right / precision
            assert value == pytest.approx(float((selected - right) / (1_000_000 - positive)))
            assert 0 < value < 1
        assert part.answer.values[0] != pytest.approx(part.answer.values[1], abs=1e-6)


def test_the_formula_holds_for_every_group_of_the_pool() -> None:
    for counts in pool():
        tpr, precision = rate(Rate.TPR, counts), rate(Rate.PRECISION, counts)
        assert implied_fpr(counts.base_rate, tpr, precision) == rate(Rate.FPR, counts)


def small_groups() -> list[Counts]:
    """Return all groups with up to five people in each cell in which every rate is defined."""
    cells = (Counts(*each) for each in product(range(6), repeat=4))
    return [each for each in cells if each.tp + each.fn and each.fp + each.tn and each.tp + each.fp]


def same(which: Rate, first: Counts, second: Counts) -> bool:
    return rate(which, first) == rate(which, second)


def test_the_statements_on_different_base_rates_are_true_of_all_small_groups() -> None:
    groups = small_groups()
    dice = np.random.default_rng(7)
    pairs = [(groups[a], groups[b]) for a, b in dice.integers(len(groups), size=(30_000, 2))]
    tried = Counter[int]()
    for a, b in pairs:
        if a.base_rate == b.base_rate:
            continue
        equal = {which for which in RATES if same(which, a, b)}
        if {Rate.PRECISION, Rate.TPR} <= equal and 0 < rate(Rate.PRECISION, a) < 1 and rate(Rate.TPR, a) > 0:
            tried[0] += 1
            assert Rate.FPR not in equal
        if {Rate.PRECISION, Rate.TPR, Rate.FPR} <= equal:
            tried[1] += 1
            assert rate(Rate.FPR, a) == 0 or rate(Rate.TPR, a) == 0
        if {Rate.TPR, Rate.FPR} <= equal and rate(Rate.TPR, a) > rate(Rate.FPR, a):
            tried[2] += 1
            assert Rate.SELECTION not in equal
        if {Rate.SELECTION, Rate.PRECISION} <= equal and rate(Rate.PRECISION, a) > 0:
            tried[3] += 1
            assert Rate.TPR not in equal
    assert len(RIGHT) == 4
    assert min(tried[place] for place in range(4)) > 0


def test_what_is_often_believed_has_counterexamples() -> None:
    two = (Counts(40, 10, 10, 40), Counts(16, 16, 4, 64))  # equal true and false positive rates
    assert held(list(two)) == {Rate.TPR, Rate.FPR}  # against "at most one" and "so are the selection rates"
    precise = (Counts(30, 10, 10, 50), Counts(45, 15, 5, 35))
    assert held(list(precise)) == {Rate.PRECISION}  # against "so are the false positive rates"
    shares = (Counts(30, 20, 20, 30), Counts(40, 10, 10, 40))
    assert Rate.SELECTION in held(list(shares)) and Rate.TPR not in held(list(shares))
    assert len({text for text, _ in WRONG}) == 7


def lowered(counts: Counts) -> list[Counts]:
    """Return what a lower threshold can make of a group: any of those not selected are added."""
    added = product(range(counts.fn + 1), range(counts.tn + 1))
    return [Counts(counts.tp + a, counts.fp + b, counts.fn - a, counts.tn - b) for a, b in added if a + b]


def test_a_lower_threshold_does_only_what_is_called_possible() -> None:
    start = Counts(4, 3, 2, 3)
    after = lowered(start)

    def accuracy(counts: Counts) -> Fraction:
        return Fraction(counts.tp + counts.tn, counts.total)

    seen = {
        "the precision falls": any(rate(Rate.PRECISION, each) < rate(Rate.PRECISION, start) for each in after),
        "the precision rises": any(rate(Rate.PRECISION, each) > rate(Rate.PRECISION, start) for each in after),
        "the true positive rate stays as it is": any(same(Rate.TPR, each, start) for each in after),
        "the false positive rate stays as it is": any(same(Rate.FPR, each, start) for each in after),
        "the accuracy falls": any(accuracy(each) < accuracy(start) for each in after),
        "the accuracy rises": any(accuracy(each) > accuracy(start) for each in after),
        "the true positive rate falls": any(rate(Rate.TPR, each) < rate(Rate.TPR, start) for each in after),
        "the false positive rate falls": any(rate(Rate.FPR, each) < rate(Rate.FPR, start) for each in after),
        "the selection rate falls": any(rate(Rate.SELECTION, each) < rate(Rate.SELECTION, start) for each in after),
        "the number of false negatives rises": any(each.fn > start.fn for each in after),
    }
    assert {text for text, possible in seen.items() if possible} == {text for text, _ in POSSIBLE}
    assert {text for text, possible in seen.items() if not possible} == set(IMPOSSIBLE)


def replies(exercise: Exercise) -> list[str]:
    return [part.answer.show() for part in exercise.parts]


def test_criteria_are_marked_by_the_learners_own_rates() -> None:
    carried = 0
    for seed in range(60):
        exercise = FAMILY.generate(seed, 3)
        table, criteria = (part.answer for part in exercise.parts[:2])
        assert isinstance(table, Matrix) and isinstance(criteria, Choices)
        a, b = table.rows
        own = replies(exercise)
        own[0] = f"{a[0]} {a[1]} {a[2]} {a[3]}; {a[0]} {b[1]} {b[2]} {b[3]}"  # as if the selection rates were the same
        agreeing = {CRITERIA[which] for which, x, y in zip(ORDER[1:], a[1:], b[1:], strict=True) if x == y}
        met = {CRITERIA[Rate.SELECTION], *agreeing}
        own[1] = ", ".join(letter for letter, name in zip("abcde", criteria.options, strict=True) if name in met)
        graded = grade(exercise, own)[1]
        assert graded.verdict is Verdict.RIGHT
        carried += graded.feedback == CARRIED
    assert carried > 40


def test_the_verdict_on_two_criteria_follows_the_learners_own_rates() -> None:
    for seed in range(40):
        exercise = FAMILY.generate(seed, 2)
        verdict = exercise.parts[2].answer
        assert isinstance(verdict, Choice)
        own = ["0.3, 0.3", "0.4, 0.4", "abcd"[verdict.options.index("both")]]
        assert grade(exercise, own)[2].verdict is Verdict.RIGHT


def test_the_usual_slips_are_recognised() -> None:
    told = {which: {slip.why for slip in SLIPS[which]} for which in RATES}
    assert any("false discovery rate" in why for why in told[Rate.FPR])
    assert any("precision" in why for why in told[Rate.TPR])
    assert any("accuracy" in why for why in told[Rate.SELECTION])
    assert any("denominators" in why for why in told[Rate.TPR]) and any("denominators" in why for why in told[Rate.FPR])


def test_the_demo_has_the_base_rates_of_the_prompt() -> None:
    for difficulty in (2, 3):
        for seed in range(40):
            exercise = FAMILY.generate(seed, difficulty)
            assert exercise.demo is not None
            config = with_values(demos()[exercise.demo.demo].config(), exercise.demo.config)
            shares = [float(counts.base_rate) for counts in groups_of(exercise.prompt).values()]
            shown = [float(getattr(config, name)) for name in ("base_rate_a", "base_rate_b")]
            assert shown == pytest.approx(shares, abs=1e-3)


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
