"""What the model of knowledge believes moves as it should, and foresees learners made by other rules than its own."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from statistics import fmean

import numpy as np
import pytest

from studyapp.study.abilities import QUESTION_VARIANCE, Abilities, Effect, Setting
from studyapp.study.grasp import Grasp
from studyapp.study.history import Answered
from studyapp.study.knowledge import ENOUGH_TO_SAY, Asked, Estimate, Knowledge, Skill
from studyapp.study.mastery import Mastery, mastery_of
from tests.studyapp.simulated_learners import (
    Forgetting,
    Learner,
    Learning,
    Steps,
    deciles,
    log_loss,
    study,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EASY = Skill("topic", "family", 1)


def after(
    *scores: float, difficulty: int = 1, hints: int = 0, family: str = "family", topic: str = "topic"
) -> Knowledge:
    """Return what is believed after some answers, a minute apart."""
    knowledge = Knowledge({"later": ("topic",), "alone": ()}, {("choice", 1): 0.25})
    for number, score in enumerate(scores):
        knowledge.add(Answered(topic, family, difficulty, score, hints, NOON + timedelta(minutes=number)))
    return knowledge


def chance(knowledge: Knowledge, skill: Skill = EASY, days: float = 0.01) -> Estimate:
    return knowledge.chance(skill, NOON + timedelta(days=days))


# ---------------------------------------------------------------- one answer


@pytest.mark.parametrize("seed", range(20))
def test_an_answer_moves_beliefs_as_bayes_rule_on_a_fine_grid_does(seed: int) -> None:
    dice = random.Random(seed)
    first, second = Effect("a", dice.uniform(-1, 1), 0.8), Effect("b", dice.uniform(-1, 1), 0.3)
    factor, score, floor = dice.uniform(0.3, 1.5), dice.choice((0.0, 0.25, 1.0)), dice.choice((0.0, 0.25))
    abilities = Abilities([Setting(0.0, 1.0, 0.05)])
    abilities.learn({first: 1.0, second: factor}, score, floor)

    points = [np.linspace(-5, 5, 81) * np.sqrt(each) for each in (first.variance, second.variance, QUESTION_VARIANCE)]
    a, b, rest = np.meshgrid(points[0] + first.mean, points[1] + second.mean, points[2], indexing="ij")
    before = np.exp(
        -((a - first.mean) ** 2) / first.variance / 2
        - (b - second.mean) ** 2 / second.variance / 2
        - rest**2 / QUESTION_VARIANCE / 2
    )
    share = floor + (0.95 - floor) / (1 + np.exp(-(a + factor * b + rest)))
    weight = before * share**score * (1 - share) ** (1 - score)
    weight /= weight.sum()
    for effect, values in ((first, a), (second, b)):
        found = abilities.strength({effect: 1.0})
        mean = float((weight * values).sum())
        assert found.mean[0] == pytest.approx(mean, abs=2e-3)
        variance = float((weight * (values - mean) ** 2).sum())
        assert found.variance[0] - QUESTION_VARIANCE == pytest.approx(variance, abs=2e-3)
    both = abilities.variance_of([({first: 1.0}, np.array([2.0])), ({second: 1.0}, np.array([-1.0]))])[0]
    sums = 2 * a - b
    spread = float((weight * (sums - (weight * sums).sum()) ** 2).sum())
    assert both == pytest.approx(spread + 5 * QUESTION_VARIANCE, abs=6e-3)


def test_the_first_answer_moves_what_is_grasped_as_bayes_rule_does() -> None:
    grasp = Grasp(step=0.2)
    before, (guess, known) = grasp.grasped("f"), grasp.rates(1, 0.0)
    grasp.learn("f", 1, 1.0, floor=0.0, hints=0)
    exact = before * known / (before * known + (1 - before) * guess)
    assert grasp.grasped("f") == pytest.approx(exact + (1 - exact) * 0.2)
    assert grasp.grasped("f", practices=1) == pytest.approx(1 - (1 - grasp.grasped("f")) * 0.8)


def test_who_slips_often_at_easy_questions_is_expected_to_slip_at_hard_ones_too() -> None:
    careful, careless, unknown = Grasp(0.2), Grasp(0.2), Grasp(0.2)
    for number in range(60):
        careful.learn("f", 1, 1.0, floor=0.0, hints=0)
        careless.learn("f", 1, float(number % 5 > 0), floor=0.0, hints=0)
    known = [grasp.rates(3, 0.0).known for grasp in (careless, unknown, careful)]
    assert known == sorted(known)
    # Twelve slips of sixty, where 0.08 of them are usual, and ten of ten before.
    assert careless.rates(1, 0.0).known == pytest.approx(1 - 0.08 * (10 + 12) / (10 + 60 * 0.08), abs=0.005)


def test_what_is_guessed_where_one_may_choose_is_not_taken_for_luck() -> None:
    grasp = Grasp(0.01)
    before = grasp.rates(2, 0.0).guess
    for number in range(80):
        grasp.learn("choice", 1, float(number % 4 == 0), floor=0.25, hints=0)
    assert grasp.rates(2, 0.0).guess == pytest.approx(before, rel=0.1)


def test_answers_with_hints_tell_nothing_of_slips_and_guesses_without() -> None:
    grasp = Grasp(0.2)
    before = grasp.rates(1, 0.0)
    for number in range(40):
        grasp.learn("f", 1, float(number % 2), floor=0.0, hints=1)
    assert grasp.rates(1, 0.0) == before


def test_every_hint_more_makes_a_right_answer_likelier_whether_it_is_grasped_or_not() -> None:
    rates = [Grasp(0.2).rates(2, 0.0, hints) for hints in range(4)]
    guesses = [each.guess for each in rates]
    assert guesses == sorted(guesses) and len(set(guesses)) == 4
    assert rates[1].known > rates[0].known


# ---------------------------------------------------------------- what counts


def test_right_answers_raise_the_chance_and_wrong_ones_lower_it() -> None:
    assert chance(after(0.0, 0.0)).mean < chance(after(0.0)).mean < chance(after()).mean
    assert chance(after()).mean < chance(after(0.5)).mean < chance(after(1.0)).mean < chance(after(1.0, 1.0)).mean


def test_a_hard_question_right_says_more_and_one_with_hints_says_less() -> None:
    assert chance(after(1.0, difficulty=3)).mean > chance(after(1.0)).mean > chance(after(1.0, hints=2)).mean


def test_harder_questions_have_a_lower_chance() -> None:
    known = after(1.0, 0.0, 1.0)
    chances = [chance(known, Skill("topic", "family", level)).mean for level in (1, 2, 3)]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == 3


def test_a_topic_that_needs_a_known_one_gains_more_than_one_that_stands_alone() -> None:
    known = after(1.0, 1.0, 1.0, 1.0)
    later, alone = (chance(known, Skill(topic, "new", 1)) for topic in ("later", "alone"))
    assert later.mean > alone.mean > chance(after(), Skill("alone", "new", 1)).mean
    assert later.answers == alone.answers == 0


def test_what_was_long_ago_counts_less_and_is_less_sure() -> None:
    known = after(1.0, 1.0, 1.0, 1.0, 1.0)
    soon, late = chance(known), chance(known, days=90)
    assert late.mean < soon.mean
    assert late.high - late.low > soon.high - soon.low


def test_new_answers_outweigh_old_ones_of_the_same_number() -> None:
    assert chance(after(0.0, 0.0, 0.0, 1.0, 1.0, 1.0)).mean > chance(after(1.0, 1.0, 1.0, 0.0, 0.0, 0.0)).mean


def test_where_one_can_guess_a_right_answer_says_less() -> None:
    guessed = after(1.0, family="choice")
    assert chance(guessed, EASY).mean < chance(after(1.0, family="other"), EASY).mean
    assert chance(after(*[0.0] * 12, family="choice"), Skill("topic", "choice", 1)).mean >= 0.25


def test_intervals_hold_the_mean_stay_between_0_and_1_and_narrow_with_answers() -> None:
    dice = random.Random(4)
    knowledge, widths = Knowledge(), []
    for number in range(300):
        at = NOON + timedelta(hours=number)
        found = knowledge.chance(EASY, at)
        assert 0 <= found.low <= found.mean <= found.high <= 1
        assert found.answers == number
        widths.append(found.high - found.low)
        knowledge.add(Answered(*EASY, float(dice.random() < 0.6), 0, at))
    assert fmean(widths[-50:]) < 0.5 * widths[0]


def test_partial_marks_that_scatter_little_are_surer_than_right_and_wrong() -> None:
    halves, coins = after(*[0.5] * 80), after(*[0.0, 1.0] * 40)
    width = [found.high - found.low for found in (chance(halves), chance(coins))]
    assert width[0] < width[1]


def test_who_learned_by_steps_so_far_is_expected_to_keep_what_was_just_grasped() -> None:
    chances = []
    for in_order in (True, False):
        dice, knowledge, minute = random.Random(3), Knowledge(), 0
        for family in [*(f"family {number}" for number in range(15)), "newest"]:
            scores = [0.0] * 3 + [1.0] * 9 if family != "newest" else [0.0] * 3 + [1.0] * 3
            for score in scores if in_order or family == "newest" else dice.sample(scores, len(scores)):
                minute += 1
                knowledge.add(Answered(family, family, 1, score, 0, NOON + timedelta(minutes=minute)))
        chances.append(knowledge.chance(Skill("newest", "newest", 1), NOON + timedelta(minutes=minute + 1)).mean)
    assert chances[0] > 0.92
    assert chances[1] < 0.75


# ---------------------------------------------------------------- several questions


def test_a_topic_s_chance_is_the_mean_of_its_questions_chances() -> None:
    knowledge = after(1.0, 0.0, 1.0, 1.0)
    skills = [Skill("topic", "family", 1), Skill("topic", "family", 3), Skill("topic", "unmet", 2)]
    topic = knowledge.topic_chance(skills, NOON + timedelta(days=3))
    assert topic.mean == pytest.approx(fmean(knowledge.chance(each, NOON + timedelta(days=3)).mean for each in skills))
    assert topic.answers == knowledge.answers_to("topic") == 4


def test_many_unlike_questions_together_are_surer_than_each_alone() -> None:
    knowledge = after(1.0, 0.0, 1.0, 1.0)
    at = NOON + timedelta(days=1)
    widths = []
    for count in (1, 20):
        skills = [Skill(f"t{number}", f"f{number}", 1) for number in range(count)]
        found = knowledge.topic_chance(skills, at)
        widths.append(found.high - found.low)
    assert widths[1] < 0.9 * widths[0]


def test_one_more_practice_raises_what_is_expected_later() -> None:
    knowledge, exam = after(1.0, 0.0), NOON + timedelta(days=10)
    without, practised = (knowledge.expected([Asked(EASY, 1.0, exam, when)]).mean for when in (None, NOON))
    assert 0.002 < practised - without < 0.2


def test_answers_may_come_as_the_store_gives_them() -> None:
    answers = [Answered(*EASY, score, 0, NOON + timedelta(days=day)) for day, score in enumerate((1.0, 0.0, 0.5))]
    together = Knowledge()
    together.add_all(answers[::-1])
    one_by_one = Knowledge()
    for answer in answers:
        one_by_one.add(answer)
    assert chance(together, days=5) == chance(one_by_one, days=5)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), Mastery.NOT_STARTED),
        ((0.0,), Mastery.LEARNING),
        ((1.0, 1.0), Mastery.LEARNING),
        ((1.0,) * 6, Mastery.KNOWN),
        ((0.0, 0.0, *(1.0,) * 8), Mastery.KNOWN),
        ((1.0,) * 4 + (0.0,) * 4, Mastery.LEARNING),
    ],
)
def test_the_words_follow_the_chance_at_any_difficulty(scores: tuple[float, ...], expected: Mastery) -> None:
    skills = [Skill("topic", "family", level) for level in (1, 2, 3)]
    assert mastery_of(after(*scores).topic_chance(skills, NOON + timedelta(hours=1))) is expected


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (Estimate(0.9, 0.8, 0.95, 0), Mastery.NOT_STARTED),
        (Estimate(0.9, 0.8, 0.95, 2), Mastery.LEARNING),  # too few answers
        (Estimate(0.9, 0.49, 0.99, 30), Mastery.LEARNING),  # not sure enough
        (Estimate(0.74, 0.7, 0.8, 30), Mastery.LEARNING),
        (Estimate(0.75, 0.5, 0.9, 3), Mastery.KNOWN),
    ],
)
def test_known_is_what_is_likely_and_sure_after_three_answers(estimate: Estimate, expected: Mastery) -> None:
    assert mastery_of(estimate) is expected


# ---------------------------------------------------------------- simulated learners


def test_simulated_learners_are_foreseen_and_better_than_by_an_average() -> None:
    # The benchmark "knowledge" has more populations, more learners, and holds each to 3 points.
    populations = (Learner, Learning, Forgetting, Steps)
    rows = [row for population in populations for seed in range(4) for row in study(population, seed, 160)]
    shown = [row for row in rows if row.answers >= ENOUGH_TO_SAY]
    assert max(abs(each.miss) for each in deciles(shown) if each.predictions >= 100) < 0.1
    assert abs(fmean(row.truth - row.estimate.mean for row in shown)) < 0.03
    loss = fmean(log_loss(row.estimate.mean, row.truth) for row in shown)
    assert loss < fmean(log_loss(row.average, row.truth) for row in shown) - 0.02
    assert 0.8 < fmean(row.estimate.low <= row.truth <= row.estimate.high for row in shown) <= 1
