"""The plan's minutes are this learner's own once there are enough answers, and the plain ones before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import paths
from studyapp.backups import Opened
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.storage import Store
from studyapp.study.catalog import load_catalog
from studyapp.study.exams import Exam
from studyapp.study.memory import Rating, Review, card_item
from studyapp.study.own_costs import ENOUGH, ENOUGH_FIRST, Times, own_costs
from studyapp.study.study_plan import Costs
from studyapp.wiring.library import Library
from studyapp.wiring.tutor import Tutor
from tests.studyapp.attempts import NOON, attempt

seconds = st.floats(0.1, 1e6)
reviews = st.lists(st.tuples(st.sampled_from(["a/1", "a/2", "b/1", "card/1", "card/2"]), seconds), max_size=60)


@given(reviews, st.lists(seconds, max_size=10))
def test_minutes_are_always_possible_and_plain_until_there_are_enough_answers(
    found: list[tuple[str, float]], first_days: list[float]
) -> None:
    costs, plain = own_costs(Times(found, first_days)), Costs()
    of_skills = sum(not item.startswith("card/") for item, _ in found)
    if of_skills < ENOUGH:
        assert costs.skill == plain.skill and costs.review("a/1") == plain.review("a/1")
    if len(found) - of_skills < ENOUGH:
        assert costs.card == plain.card
    if len(first_days) < ENOUGH_FIRST:
        assert costs.first_go == plain.first_go
    assert all(0 < costs.review(item) <= 10 for item in ("a/1", "b/1", "c/3", "card/1"))
    assert 0 < costs.first_go <= 30


def test_a_quick_and_a_slow_learner_have_their_own_minutes() -> None:
    for typical in (12.0, 240.0):
        times = [
            (item, typical * share) for share in (0.5, 1.0, 1.5) for item in ["a/1"] * 5 + ["card/1"] * 7 + ["b/2"] * 4
        ]
        costs = own_costs(Times(times, [typical * 3] * ENOUGH_FIRST))
        assert costs.skill == costs.card == pytest.approx(typical / 60)
        assert costs.first_go == pytest.approx(typical * 3 / 60)


def test_what_takes_longer_than_the_rest_costs_more_the_surer_the_more_often_it_was_answered() -> None:
    usual = [("quick/1", 30.0)] * 40
    once = own_costs(Times([*usual, ("slow/1", 300.0)]))
    often = own_costs(Times([*usual, *[("slow/1", 300.0)] * 40]))
    assert once.review("quick/1") < once.skill * 1.01 < once.review("slow/1") < often.review("slow/1") < 5
    assert often.review("slow/1") > 4.3
    assert often.review("never/1") == often.skill == pytest.approx(fmean([0.5, 5]))


def test_an_answer_over_lunch_counts_as_ten_minutes_at_most() -> None:
    costs = own_costs(Times([("a/1", 60.0)] * 19 + [("a/1", 4_000_000.0)]))
    assert costs.skill == pytest.approx((19 + 10) / 20)


def answer(store: Store, family: str, took: float, *, day: int, difficulty: int = 1) -> None:
    made = attempt(family, at=NOON + timedelta(days=day), difficulty=difficulty)
    store.add_attempt(replace(made, duration_s=took))


def test_the_store_tells_first_days_from_reviews_and_forgets_what_was_taken_back() -> None:
    with Store() as store:
        for took, day, difficulty in ((100, 0, 1), (60, 0, 2), (40, 1, 2), (30, 5, 1)):
            answer(store, "a", took, day=day, difficulty=difficulty)
        answer(store, "b", 70, day=5)
        store.reviews.add_card(Review(card_item(1), "cnn.pooling", Rating.GOOD, 8.0, NOON, NOON.date()), None)
        skills = [f"{family}/{level}" for family in "abc" for level in (1, 2, 3)]
        found = store.times.of(skills)
        assert sorted(found.reviews) == [("a/1", 30.0), ("a/2", 40.0), ("card/1", 8.0)]
        assert sorted(found.first_days) == [70.0, 160.0]
        store.take_back(NOON)
        store.take_back(NOON)
        found = store.times.of(skills)
        assert found.first_days == [160.0] and "card/1" not in dict(found.reviews)


def minutes_of_a_day(took: float, answers: int) -> tuple[int, int]:
    """Return the minutes of what is due and what is new for a learner whose answers take so many seconds."""
    with Store() as store:
        store.exams.save(Exam("Soon", (NOON + timedelta(days=60)).date(), minutes=120))
        session = Session(Opened(store), None)
        library = Library(load_catalog(paths.CONTENT), paths.cache_folder())
        tutor = Tutor(session, library, now=lambda: NOON, dice=lambda: 7, settings=Settings)
        for number in range(answers):
            family = library.families[number % 20]
            made = attempt(family, at=NOON - timedelta(days=30 - number // 20), seed=number)
            store.add_attempt(replace(made, duration_s=took))
        page = tutor.today()
        return page.due.minutes, page.new.minutes


def test_the_minutes_of_today_are_those_of_this_learner() -> None:
    quick, usual, slow = (minutes_of_a_day(took, 60) for took in (20.0, 90.0, 360.0))
    assert 0 < quick[0] < usual[0] < slow[0]
    assert minutes_of_a_day(20.0, 4) == minutes_of_a_day(360.0, 4), "too few answers to tell"
