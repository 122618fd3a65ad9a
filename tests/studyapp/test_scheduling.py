"""What is remembered is exactly what fsrs's own scheduler makes of the full log."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.memory import Memory, Rating, Review, card_item, skill_item
from studyapp.study.scheduling import Schedule, ScheduleError, begins

START = date(2026, 3, 1)
SKILL, CARD = skill_item("conv-output-shape", 2), card_item(17)
OTHER = [*(1.1 * each for each in fsrs.scheduler.DEFAULT_PARAMETERS[:16]), *fsrs.scheduler.DEFAULT_PARAMETERS[16:]]

ratings = st.sampled_from(Rating)
gaps = st.one_of(st.integers(0, 3), st.integers(0, 400))  # days
histories = st.lists(st.tuples(ratings, gaps), min_size=1, max_size=12)
schedules = st.sampled_from([Schedule(), Schedule(OTHER), Schedule(retention=0.95)])


def noon(day: date) -> datetime:
    """Return a moment of a day, such that two of them are as many times 24 hours apart as the days are."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def log_of(history: list[tuple[Rating, int]], item: str = CARD) -> list[Review]:
    """Return reviews with these ratings, each so many days after the one before."""
    day, reviews = START, []
    for rating, days in history:
        day += timedelta(days=days)
        reviews.append(Review(item, "cnn.convolution", rating, 30.0, noon(day), day))
    return reviews


def by_fsrs(reviews: list[Review], parameters: list[float] | None = None) -> tuple[fsrs.Scheduler, fsrs.Card]:
    """Let fsrs itself follow a whole log, card in hand."""
    scheduler = fsrs.Scheduler(
        parameters or fsrs.scheduler.DEFAULT_PARAMETERS, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    card = fsrs.Card(card_id=1)
    for review in reviews:
        card, _ = scheduler.review_card(card, fsrs.Rating(int(review.rating)), noon(review.day))
    return scheduler, card


def remembered(reviews: list[Review], schedule: Schedule | None = None) -> Memory:
    memory = (schedule or Schedule()).replayed(reviews)
    assert memory is not None
    return memory


@given(histories)
def test_a_memory_is_what_fsrs_makes_of_the_full_log(history: list[tuple[Rating, int]]) -> None:
    reviews = log_of(history)
    _, card = by_fsrs(reviews)
    memory = remembered(reviews)
    assert (memory.stability, memory.difficulty, memory.last) == (card.stability, card.difficulty, reviews[-1].day)
    assert memory.reviews == len(reviews)
    if reviews[-1].rating is not Rating.AGAIN:
        assert memory.due == card.due.date()


@given(histories)
def test_fitted_parameters_are_fsrs_s_own_too(history: list[tuple[Rating, int]]) -> None:
    reviews = log_of(history)
    _, card = by_fsrs(reviews, OTHER)
    memory = remembered(reviews, Schedule(OTHER))
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)


@given(histories, st.integers(0, 1000))
def test_recall_is_fsrs_s_retrievability_and_the_published_curve(history: list[tuple[Rating, int]], days: int) -> None:
    reviews = log_of(history)
    scheduler, card = by_fsrs(reviews)
    memory, day = remembered(reviews), reviews[-1].day + timedelta(days=days)
    recall = Schedule().recall(memory, day)
    assert recall == scheduler.get_card_retrievability(card, noon(day))
    # R(t) = (1 + F t / S) ** -w20 with F such that R(S) = 90 %
    decay = fsrs.scheduler.DEFAULT_PARAMETERS[20]
    assert recall == pytest.approx((1 + (0.9 ** (-1 / decay) - 1) * days / memory.stability) ** -decay)
    assert 0 <= recall <= 1


def test_after_as_many_days_as_its_stability_an_item_is_recalled_nine_times_in_ten() -> None:
    memory = Memory(SKILL, "cnn.convolution", 40.0, 5.0, START, START + timedelta(days=40))
    assert Schedule().recall(memory, START + timedelta(days=40)) == pytest.approx(0.9)


@given(histories, schedules)
def test_one_review_after_the_other_is_the_same_as_all_at_once(
    history: list[tuple[Rating, int]], schedule: Schedule
) -> None:
    reviews = log_of(history, SKILL)
    memory: Memory | None = None
    for review in reviews:
        memory = schedule.after(memory, review) if memory else schedule.after(None, review)
    assert memory == schedule.replayed(reviews)


@given(histories)
def test_what_was_failed_is_due_the_next_day(history: list[tuple[Rating, int]]) -> None:
    reviews = log_of([*history, (Rating.AGAIN, 300)])
    memory = remembered(reviews)
    assert memory.due - memory.last == timedelta(days=1)
    long_known = log_of([(Rating.EASY, 0), (Rating.EASY, 300), (Rating.EASY, 900), (Rating.AGAIN, 900)])
    assert by_fsrs(long_known)[1].due - noon(long_known[-1].day) > timedelta(days=1), "fsrs alone would wait longer"


def test_a_skill_is_scheduled_from_its_first_clean_enough_answer_on() -> None:
    reviews = log_of([(Rating.AGAIN, 0), (Rating.AGAIN, 1), (Rating.GOOD, 1), (Rating.AGAIN, 5)], SKILL)
    assert Schedule().replayed(reviews[:2]) is None
    assert Schedule().replayed([]) is None
    learnt = remembered(reviews[:3])
    assert learnt.reviews == 1 and learnt == Schedule().replayed(reviews[2:3])
    assert remembered(reviews).lapses == 1


def test_a_card_is_scheduled_from_the_first_time_it_was_seen() -> None:
    memory = remembered(log_of([(Rating.AGAIN, 0)]))
    assert (memory.reviews, memory.lapses) == (1, 0)
    assert [begins(CARD, Rating.AGAIN), begins(SKILL, Rating.AGAIN), begins(SKILL, Rating.HARD)] == [True, False, True]


@given(histories, schedules)
def test_a_better_rating_never_brings_an_item_back_sooner(
    history: list[tuple[Rating, int]], schedule: Schedule
) -> None:
    reviews = log_of(history)
    days = schedule.previews(remembered(reviews, schedule), reviews[-1].day + timedelta(days=3))
    assert list(days) == list(Rating)
    assert list(days.values()) == sorted(days.values())


def test_previews_are_the_days_after_which_an_item_is_due() -> None:
    days = Schedule().previews(None, START, item=SKILL)
    assert days[Rating.AGAIN] == 0, "not learnt: it comes back in this sitting"
    assert days[Rating.HARD] == 1
    assert Schedule().previews(None, START, item=CARD)[Rating.AGAIN] == 1
    (known,) = log_of([(Rating.GOOD, 0)], SKILL)
    for rating, ahead in Schedule().previews(remembered([known]), START + timedelta(days=3)).items():
        then = START + timedelta(days=3)
        again = Schedule().reviewed(remembered([known]), rating, then)
        assert again.due == then + timedelta(days=ahead)


@given(histories)
def test_a_higher_retention_brings_items_back_sooner_and_changes_nothing_else(
    history: list[tuple[Rating, int]],
) -> None:
    reviews = log_of([*history, (Rating.GOOD, 2)])
    usual, eager = remembered(reviews), remembered(reviews, Schedule(retention=0.97))
    assert eager.due <= usual.due
    assert (eager.stability, eager.difficulty, eager.lapses) == (usual.stability, usual.difficulty, usual.lapses)


@pytest.mark.parametrize("parameters", [[], [1.0] * 5, [1000.0] * 21, [-1.0] * 21])
def test_parameters_that_make_no_schedule_are_refused(parameters: list[float]) -> None:
    with pytest.raises(ScheduleError, match="usual ones"):
        Schedule(parameters)


@pytest.mark.parametrize("retention", [0.0, 0.5, 0.995, 1.0])
def test_a_recall_that_no_schedule_can_aim_at_is_refused(retention: float) -> None:
    with pytest.raises(ScheduleError, match="between 70 % and 99 %"):
        Schedule(retention=retention)
