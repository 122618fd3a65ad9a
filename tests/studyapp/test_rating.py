"""An answer is rated by its marks, its hints and its time against this learner's own pace, with one sentence why."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.memory import Rating, card_item, skill_item
from studyapp.study.rating import Pace, Typical, duration, rated

MINUTE = Typical(60.0, 30)
ITEM = skill_item("padding", 2)


@pytest.mark.parametrize(
    ("score", "hints", "seconds", "rating", "why"),
    [
        (0.0, 0, 60, Rating.AGAIN, "There were no marks"),
        (0.4, 0, 60, Rating.AGAIN, "Less than half"),
        (0.4, 2, 5, Rating.AGAIN, "Less than half"),
        (0.5, 0, 5, Rating.HARD, "50 % of the marks were earned."),
        (0.999, 0, 60, Rating.HARD, "99 % of the marks"),
        (0.75, 1, 60, Rating.HARD, "75 % of the marks were earned with help."),
        (1.0, 1, 10, Rating.HARD, "one step of the solution"),
        (1.0, 2, 10, Rating.HARD, "2 steps of the solution"),
        (1.0, 0, 60, Rating.GOOD, "usual pace"),
        (1.0, 0, 20, Rating.EASY, "quick: 20 s, where you usually need about 1 min"),
        (1.0, 0, 150, Rating.HARD, "slow: 2 min 30 s, where you usually need about 1 min"),
        (1.0, 0, 1800, Rating.GOOD, "30 min look like a break"),
    ],
)
def test_marks_hints_and_time_make_the_rating(
    score: float, hints: int, seconds: float, rating: Rating, why: str
) -> None:
    found, sentence = rated(score, hints, seconds, MINUTE)
    assert found is rating
    assert why in sentence


def test_an_answer_copied_from_the_whole_solution_is_not_remembered() -> None:
    assert rated(1.0, 3, 20, MINUTE, steps=3)[0] is Rating.AGAIN
    assert rated(1.0, 2, 20, MINUTE, steps=3)[0] is Rating.HARD


def test_the_same_numbers_again_are_no_proof_of_knowing() -> None:
    assert rated(1.0, 0, 20, MINUTE, seen=True)[0] is Rating.HARD


@pytest.mark.parametrize("seconds", [1, 60, 3000])
def test_time_says_nothing_before_the_learner_s_pace_is_known(seconds: float) -> None:
    assert rated(1.0, 0, seconds, Typical(60.0, 2)) == (Rating.GOOD, "Right, without help.")


@given(st.floats(0, 1), st.integers(0, 4), st.floats(0, 4000), st.floats(1, 4000), st.integers(0, 60), st.booleans())
def test_the_reason_is_one_sentence(
    score: float, hints: int, seconds: float, usual: float, answers: int, seen: bool
) -> None:
    rating, why = rated(score, hints, seconds, Typical(usual, answers), steps=4, seen=seen)
    assert rating in Rating
    assert why[0].isupper() or why[0].isdigit()
    assert why.endswith(".") and why.count(". ") == 0


@given(st.floats(0, 1), st.floats(0, 1), st.floats(1, 4000), st.booleans())
def test_more_marks_never_make_a_worse_rating(one: float, other: float, seconds: float, seen: bool) -> None:
    # Beyond twice the pace a right answer is as hard as a partly right one, and never harder.
    low, high = (rated(score, 0, seconds, MINUTE, seen=seen)[0] for score in sorted((one, other)))
    assert low <= high


def test_without_answers_a_minute_is_usual() -> None:
    typical = Pace().typical(ITEM)
    assert typical.seconds == pytest.approx(60.0)
    assert typical.answers == 0


def test_with_many_answers_the_pace_is_their_median() -> None:
    dice = random.Random(1)
    times = [dice.lognormvariate(math.log(200), 0.4) for _ in range(50)]
    pace = Pace([(skill_item("other", 1), 10.0)] * 200 + [(ITEM, each) for each in times])
    assert pace.typical(ITEM).seconds == pytest.approx(float(np.median(times)), rel=0.08)


def test_breaks_move_the_pace_by_little() -> None:
    steady = Pace([(ITEM, 60.0)] * 20)
    with_breaks = Pace([(ITEM, 3600.0)] * 4 + [(ITEM, 60.0)] * 16)
    assert with_breaks.typical(ITEM).seconds == pytest.approx(steady.typical(ITEM).seconds)


def test_a_new_skill_is_expected_to_take_as_long_as_its_family_and_a_new_family_as_long_as_everything() -> None:
    pace = Pace([(skill_item("long", 1), 600.0)] * 30 + [(skill_item("short", 1), 20.0)] * 30)
    assert pace.typical(skill_item("long", 3)).seconds == pytest.approx(600, rel=0.35)
    assert pace.typical(skill_item("short", 3)).seconds == pytest.approx(20, rel=0.35)
    assert 60 < pace.typical(skill_item("new", 1)).seconds < 180
    assert pace.typical(skill_item("new", 1)).answers == 0


def test_few_answers_are_drawn_towards_the_family_s_pace() -> None:
    family = [(skill_item("padding", 1), 60.0)] * 40
    found = [Pace([*family, *[(ITEM, 240.0)] * count]).typical(ITEM).seconds for count in (0, 1, 4, 30)]
    assert found == sorted(found)
    assert found[1] < 100 and found[3] > 190


def test_a_learner_who_became_faster_is_measured_by_the_newest_answers() -> None:
    pace = Pace([(ITEM, 300.0)] * 500 + [(ITEM, 30.0)] * 50)
    assert pace.typical(ITEM).seconds == pytest.approx(30, rel=0.1)


def test_cards_share_a_pace_of_their_own() -> None:
    pace = Pace([(card_item(number), 6.0) for number in range(40)] + [(ITEM, 300.0)] * 40)
    assert pace.typical(card_item(99)).seconds == pytest.approx(6.0, rel=0.6)
    assert pace.typical(card_item(99)).answers == 40


@pytest.mark.parametrize("seconds", [0.0, -5.0, math.inf, math.nan])
def test_a_time_that_can_t_be_is_left_out(seconds: float) -> None:
    assert Pace([(ITEM, seconds)]).typical(ITEM).answers == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min"), (200, "3 min 20 s"), (3600, "1 h"), (7530, "2 h 5 min")],
)
def test_a_time_reads_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words
