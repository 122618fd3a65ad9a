"""Loss curves against gradient descent run again in numpy, and read by rules of the test's own."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from question_bank.answers import Matching
from question_bank.descent.diagnoses import OUTCOMES, READINGS, REMEDIES
from question_bank.descent.regression import Outcome
from question_bank.descent.runs import Behaviour
from question_bank.drawings import Curves
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import right, value
from tests.question_bank.once import once

FAMILY = once("lr-diagnosis")
SEEDS = range(200)
Losses = NDArray[np.float64]


def drawn(exercise: Exercise) -> list[Losses]:
    (figure,) = exercise.figures
    assert isinstance(figure, Curves)
    return [np.array([loss for _, loss in line.points]) for line in figure.lines]


def read(losses: Losses) -> Behaviour:
    """Return what a curve shows, judged by its trend and by how much it moves at the end."""
    relative, steps = losses / losses[0], np.arange(len(losses))
    if relative[-1] > 2:
        return Behaviour.DIVERGES
    if relative[-1] > 0.5 and np.corrcoef(steps, losses)[0, 1] < -0.98:
        return Behaviour.LOW
    return Behaviour.SWINGS if np.ptp(relative[-15:]) > 0.2 else Behaviour.FINE


def run(rate: float, curvatures: tuple[float, ...], steps: int) -> tuple[Losses, Losses]:
    """Return the losses and the last coordinate of noiseless gradient descent on a bowl, from a loss of 1."""
    hessian = np.array(curvatures)
    place = np.sqrt(2 / (len(hessian) * hessian))
    losses, last = [], []
    for _ in range(steps + 1):
        losses.append(float(hessian @ place**2) / 2)
        last.append(float(place[-1]))
        place = place - rate * hessian * place
    return np.array(losses), np.array(last)


# ---------------------------------------------------------------- one curve


def test_the_right_reading_is_what_the_curve_shows() -> None:
    remedies = {Behaviour.LOW: "raise", Behaviour.FINE: "keep", Behaviour.SWINGS: "lower", Behaviour.DIVERGES: "lower"}
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (losses,) = drawn(exercise)
        behaviour = read(losses)
        expected = {*READINGS[behaviour], REMEDIES[remedies[behaviour]]}
        assert right(exercise.parts[0]) in expected, (seed, losses)


def test_every_behaviour_comes_up_at_every_size_of_rate() -> None:
    seen = Counter(read(drawn(FAMILY.generate(seed, 1))[0]) for seed in SEEDS)
    assert min(seen[behaviour] for behaviour in Behaviour) >= 30
    small = [seed for seed in SEEDS if "rate $0.00" in FAMILY.generate(seed, 1).prompt]
    assert {read(drawn(FAMILY.generate(seed, 1))[0]) for seed in small} == set(Behaviour)


def test_the_words_for_a_picture_hold_its_numbers_and_no_verdict() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        (figure,), (losses,) = exercise.figures, drawn(exercise)
        told = {float(text): int(step) for text, step in re.findall(r"([\d.]+) at step (\d+)", figure.alt)}
        assert all(loss == pytest.approx(losses[step], abs=6e-4) for loss, step in told.items())
        assert f"{losses[-1]:.3f}".rstrip("0").rstrip(".") in figure.alt
        assert not re.search(r"diverge|swing|slow|fast|high|low", figure.alt)


# ---------------------------------------------------------------- several curves


def of_kind(word: str, difficulty: int = 2) -> list[Exercise]:
    return [each for each in (FAMILY.generate(seed, difficulty) for seed in range(400)) if word in each.prompt]


def test_matched_curves_belong_to_their_rates() -> None:
    exercises = of_kind("four learning rates were tried")
    assert len(exercises) > 100
    for exercise in exercises:
        answer = exercise.parts[0].answer
        assert isinstance(answer, Matching)
        ((low, high),) = re.findall(r"\\mu = ([\d.]+)\$ and \$L = ([\d.]+)\$", exercise.prompt)
        rates = [float(text.strip("$").split(" = ")[1]) for text in answer.right]
        for losses, index in zip(drawn(exercise), answer.pairs, strict=True):
            again, _ = run(rates[index], (float(low), float(high)), 40)
            expected = {0: Behaviour.LOW, 1: Behaviour.FINE, 2: Behaviour.SWINGS, 3: Behaviour.DIVERGES}[index]
            assert read(losses) is expected
            grows, stands = again[-1] > again[-2] > 1, again[-1] > 0.6 * again[0]
            assert (grows, stands) == {0: (False, True), 3: (True, True)}.get(index, (False, False))
        limit = value(exercise.parts[1])
        assert rates[2] < limit < rates[3]
        assert run(limit * 0.999, (float(high),), 9)[0][-1] < 1 < run(limit * 1.001, (float(high),), 9)[0][-1]


def test_two_kinds_of_loss_call_for_what_they_show() -> None:
    counts: Counter[Outcome] = Counter()
    for exercise in of_kind("validation data"):
        training, validation = drawn(exercise)
        slope = (validation[-1] - validation[-10]) / validation[0]
        if validation[-1] > 1.3 * validation.min():
            outcome = Outcome.OVERFITS
            assert training[-1] < validation.min() and np.all(np.diff(training) <= 1e-12)
        elif slope < -0.02:
            outcome = Outcome.UNFINISHED
        else:
            outcome = Outcome.SETTLES
        assert right(exercise.parts[0]) == OUTCOMES[outcome], (slope, validation)
        counts[outcome] += 1
    assert min(counts[outcome] for outcome in Outcome) > 20


def test_after_a_cut_the_loss_is_calm() -> None:
    exercises = of_kind("for the first steps")
    assert len(exercises) > 40
    for exercise in exercises:
        (losses,) = drawn(exercise)
        (when,) = re.findall(r"at about step (\d+)", exercise.parts[0].prompt)
        before, after = losses[int(when) - 14 : int(when) + 1], losses[-10:]
        assert np.ptp(after) < 0.25 * np.ptp(before) and after.mean() < before.mean()
        assert "lowered" in right(exercise.parts[0])


# ---------------------------------------------------------------- values on a curve


def test_four_runs_without_noise_can_be_run_again() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        match, factor, curvature, limit, jump, _ = exercise.parts
        assert isinstance(match.answer, Matching)
        rates = [float(text.strip("$").split(" = ")[1]) for text in match.answer.right]
        (start,) = re.findall(r"where the loss is \$([\d.]+)\$", exercise.prompt)
        ((steps, loss),) = re.findall(r"after (\d+) steps the loss is \$([\d.]+)\$", exercise.prompt)
        sides = set()
        for letter, losses, index in zip("ABCD", drawn(exercise), match.answer.pairs, strict=True):
            again, last = run(rates[index], (value(curvature),), len(losses) - 1)
            assert losses == pytest.approx(again * float(start), rel=1e-6)
            if np.all(last[1:] * last[:-1] < 0) and losses[-1] < losses[0]:
                sides.add(letter)
            if index == 0:
                assert again[int(steps)] * float(start) == pytest.approx(float(loss), rel=1e-3)
                assert value(factor) == pytest.approx(last[1] / last[0])
            assert (losses[-1] > losses[0]) == (rates[index] > value(limit))
        assert sides == set(re.findall(r"In the run of curve (\w) the parameter changes", exercise.prompt))
        assert run(value(jump), (value(curvature),), 1)[0][1] == pytest.approx(0, abs=1e-12)


def test_what_is_asked_follows_from_the_printed_values() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        (start,) = re.findall(r"where the loss is \$([\d.]+)\$", exercise.prompt)
        ((rate, steps, loss),) = re.findall(
            r"with \$\\eta = ([\d.]+)\$ it stays on one side, and after (\d+) steps the loss is \$([\d.]+)\$",
            exercise.prompt,
        )
        factor = (float(loss) / float(start)) ** (1 / (2 * int(steps)))
        curvature = (1 - factor) / float(rate)
        found = [f"{factor:.6f}", f"{curvature:.5g}", f"{2 / curvature:.5g}", f"{1 / curvature:.5g}"]
        graded = grade(exercise, [exercise.parts[0].answer.show(), *found, exercise.parts[5].answer.show()])
        assert all(each.verdict is Verdict.RIGHT for each in graded), exercise.prompt


def test_a_wrong_factor_carries_through_to_the_rates() -> None:
    for seed in SEEDS[:50]:
        exercise = FAMILY.generate(seed, 3)
        (rate,) = re.findall(r"with \$\\eta = ([\d.]+)\$ it stays", exercise.prompt)
        curvature = (1 - 0.55) / float(rate)
        replies = ["0.55", f"{curvature:.6g}", f"{2 / curvature:.6g}", f"{1 / curvature:.6g}"]
        graded = grade(exercise, [exercise.parts[0].answer.show(), *replies, "a"])
        wanted = [Verdict.RIGHT, Verdict.WRONG, *[Verdict.RIGHT] * 3]
        assert [each.verdict for each in graded[:5]] == wanted, exercise.prompt


# ---------------------------------------------------------------- variety and language


@pytest.mark.parametrize("difficulty", FAMILY.difficulties)
def test_every_number_and_choice_names_three_slips(difficulty: int) -> None:
    parts = [part for seed in SEEDS for part in FAMILY.generate(seed, difficulty).parts]
    assert all(len(part.misconceptions) >= 3 for part in parts if not isinstance(part.answer, Matching))


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(60)) == set()
