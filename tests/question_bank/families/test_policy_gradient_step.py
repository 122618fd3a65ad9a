"""Steps against torch: Categorical gives the log-probability, autograd its gradient."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor
from torch.distributions import Categorical

from question_bank.answers import Choice
from question_bank.exercise import Exercise, Verdict
from question_bank.grading import grade
from tests.question_bank.families.prose import badly_written
from tests.question_bank.families.right_answers import cells
from tests.question_bank.once import once

FAMILY = once("policy-gradient-step")
SEEDS = range(220)
NUMBER = r"(-?[\d.]+)"


@dataclass(frozen=True)
class Asked:
    """What a prompt says: preferences, action taken, learning rate, return and baseline."""

    theta: list[float]
    taken: int
    alpha: float
    total: float
    baseline: float = 0.0

    def chances(self) -> Tensor:
        """Return the probabilities before the step."""
        return Categorical(logits=torch.tensor(self.theta, dtype=torch.float64)).probs

    def after(self) -> Tensor:
        """Return the preferences after one step downhill on the loss of REINFORCE."""
        theta = torch.tensor(self.theta, dtype=torch.float64, requires_grad=True)
        loss = -(self.total - self.baseline) * log_prob(theta, self.taken)
        (slope,) = torch.autograd.grad(loss, theta)
        return (theta - self.alpha * slope).detach()


def log_prob(theta: Tensor, action: int) -> Tensor:
    """Return the log-probability of an action under the softmax of the preferences."""
    of_action: Callable[[Tensor], Tensor] = Categorical(logits=theta).log_prob
    return of_action(torch.tensor(action))


def read(prompt: str) -> Asked:
    found = re.findall(rf"\\theta_{{\\text{{(\w+)}}}} = {NUMBER}", prompt)
    (taken,) = re.findall(r"\*(\w+)\*", prompt)
    (alpha,) = re.findall(rf"\\alpha = {NUMBER}\$", prompt)
    names, theta = [name for name, _ in found], [float(value) for _, value in found]
    if total := re.findall(rf"\$G = {NUMBER}\$", prompt):
        return Asked(theta, names.index(taken), float(alpha), float(total[0]))
    (told,) = re.findall(r"brings the rewards (.*?), then", prompt)
    (gamma,) = re.findall(rf"\\gamma = {NUMBER}\$", prompt)
    (baseline,) = re.findall(rf"\$b = {NUMBER}\$", prompt)
    total_return = 0.0
    for reward in reversed(re.findall(rf"\${NUMBER}\$", told)):
        total_return = float(reward) + float(gamma) * total_return
    return Asked(theta, names.index(taken), float(alpha), total_return, float(baseline))


def close(values: Tensor) -> object:
    return pytest.approx(values.tolist(), abs=1e-9)


def test_the_gradient_of_the_log_probability_is_that_of_autograd() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 1)
        found = re.findall(rf"\\pi\(\\text{{(\w+)}}\) = {NUMBER}", exercise.prompt)
        (taken,) = re.findall(r"\*(\w+)\*", exercise.prompt)
        chances = torch.tensor([float(value) for _, value in found], dtype=torch.float64)
        assert float(chances.sum()) == pytest.approx(1)
        theta = chances.log().requires_grad_()
        (slope,) = torch.autograd.grad(log_prob(theta, [name for name, _ in found].index(taken)), theta)
        assert cells(exercise.parts[0]) == close(slope), exercise.prompt


def test_a_step_is_that_of_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 2)
        asked = read(exercise.prompt)
        assert cells(exercise.parts[0]) == close(asked.chances()), exercise.prompt
        assert cells(exercise.parts[1]) == close(asked.after()), exercise.prompt


def test_an_episode_with_a_baseline_is_that_of_torch() -> None:
    for seed in SEEDS:
        exercise = FAMILY.generate(seed, 3)
        asked = read(exercise.prompt)
        new = asked.after()
        assert cells(exercise.parts[0]) == [pytest.approx(asked.total)]
        assert cells(exercise.parts[1]) == close(asked.chances()), exercise.prompt
        assert cells(exercise.parts[2]) == close(new), exercise.prompt
        assert cells(exercise.parts[3]) == [pytest.approx(float(Categorical(logits=new).probs[asked.taken]))]


def side(asked: Asked, baseline: float) -> str:
    """Return which way a step moves the probability of the action taken, as torch finds it."""
    moved = Categorical(logits=Asked(asked.theta, asked.taken, asked.alpha, asked.total, baseline).after()).probs
    return "more" if moved[asked.taken] > asked.chances()[asked.taken] else "less"


def with_sides() -> list[Exercise]:
    exercises = [FAMILY.generate(seed, 3) for seed in SEEDS]
    return [exercise for exercise in exercises if "without a baseline" in exercise.parts[4].prompt]


def test_the_sign_of_a_step_is_the_one_that_torch_sees() -> None:
    assert 80 <= len(with_sides()) <= 140
    seen = set()
    for exercise in with_sides():
        asked, answer = read(exercise.prompt), exercise.parts[4].answer
        assert isinstance(answer, Choice)
        without, plain = side(asked, 0.0), side(asked, asked.baseline)
        text = answer.options[answer.right]
        assert text.startswith(f"made it {without} likely")
        assert text.endswith(f"makes it {plain} likely" if without != plain else "as the step with the baseline does")
        seen.add((without, plain))
    assert len(seen) == 4


def test_a_wrong_return_carries_into_the_preferences_and_the_sign() -> None:
    for exercise in with_sides()[:20]:
        asked = read(exercise.prompt)
        mine = Asked(asked.theta, asked.taken, asked.alpha, abs(asked.baseline) + 30, asked.baseline)
        moved = mine.after()
        replies = [part.answer.show() for part in exercise.parts]
        replies[0] = repr(mine.total)
        replies[1] = ", ".join(map(repr, asked.chances().tolist()))
        replies[2] = ", ".join(map(repr, moved.tolist()))
        replies[3] = repr(float(Categorical(logits=moved).probs[mine.taken]))
        answer = exercise.parts[4].answer
        assert isinstance(answer, Choice)
        index = next(place for place, text in enumerate(answer.options) if text.startswith("made it more likely, as"))
        replies[4] = "abcd"[index]
        graded = grade(exercise, replies)
        assert [each.verdict for each in graded] == [Verdict.WRONG] + [Verdict.RIGHT] * 4
        assert graded[2].carried


def test_probabilities_that_are_not_divided_by_their_sum_carry_into_the_step() -> None:
    exercise = FAMILY.generate(0, 2)
    asked = read(exercise.prompt)
    powers = torch.tensor(asked.theta, dtype=torch.float64).exp()
    hot = torch.nn.functional.one_hot(torch.tensor(asked.taken), len(powers))
    moved = torch.tensor(asked.theta, dtype=torch.float64) + asked.alpha * asked.total * (hot - powers)
    graded = grade(exercise, [", ".join(map(repr, each.tolist())) for each in (powers, moved)])
    assert graded[0].misconception is not None and "powers" in graded[0].misconception.why
    assert graded[1].verdict is Verdict.RIGHT and graded[1].carried


def test_steps_show_and_do_not_leap() -> None:
    for difficulty in (2, 3):
        for seed in SEEDS:
            asked = read(FAMILY.generate(seed, difficulty).prompt)
            move = abs(float(asked.after()[asked.taken]) - asked.theta[asked.taken])
            assert 0.03 <= move <= 2.5


def test_the_texts_are_well_written() -> None:
    assert badly_written(FAMILY, range(100)) == set()
