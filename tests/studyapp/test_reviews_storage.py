"""Reviews and memories are kept as given, follow every change, and an answer is undone and redone with all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studyapp.errors import StoreError
from studyapp.storage import Store
from studyapp.storage_reviews import STEPS_KEPT
from studyapp.study.cards import Card
from studyapp.study.history import Attempt, DayCounts, DayTally, SlipTally, Tally, TimeTally, review_of
from studyapp.study.memory import Memory, Rating, Review, card_item
from studyapp.study.scheduling import Schedule
from tests.studyapp.attempts import BERLIN, NOON, attempt

SCHEDULE = Schedule()
ITEM = "conv-output-shape/1"
TODAY = NOON.date()
microseconds = st.integers(0, 10**15)
moments = microseconds.map(lambda each: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(microseconds=each))
days = moments.map(datetime.date)
memories = st.builds(
    Memory,
    item=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),  # ids have no such sign
    topic=st.text(),
    stability=st.floats(0.001, 1e6),
    difficulty=st.floats(1, 10),
    last=days,
    due=days,
    reviews=st.integers(1, 10**6),
    lapses=st.integers(0, 10**6),
)


def answer(store: Store, given_attempt: Attempt, rating: Rating = Rating.GOOD) -> Review:
    """Keep an answer as the app does, and return its review."""
    review = review_of(given_attempt, rating)
    store.add_answer(given_attempt, review, after(store.reviews.memory(review.item), review))
    return store.reviews.of(review.item)[-1]


def after(memory: Memory | None, review: Review) -> Memory | None:
    return SCHEDULE.after(memory, review) if memory else SCHEDULE.after(None, review)


@settings(max_examples=30)
@given(
    memory=memories,
    review_at=moments,
    day=days,
    own=st.booleans(),
    rating=st.sampled_from(Rating),
    seconds=st.floats(0, 1e4),
)
def test_a_review_and_its_memory_come_back_as_they_were_given(
    memory: Memory, review_at: datetime, day: date, own: bool, rating: Rating, seconds: float
) -> None:
    review = Review(memory.item, memory.topic, rating, seconds, review_at.astimezone(BERLIN), day, own)
    with Store() as store:
        number = store.reviews.add_card(review, memory)
        assert store.reviews.of(memory.item) == [replace(review, id=number)]
        assert store.reviews.of(memory.item)[0].at.utcoffset() == timedelta(hours=1)
        assert store.reviews.memory(memory.item) == memory
        assert store.reviews.memories() == store.reviews.memories([memory.item, "other"]) == {memory.item: memory}
        assert list(store.reviews.log()) == [(memory.item, review_at, day, rating)]


def test_an_answer_gets_onto_the_disk_with_its_review_and_memory_or_not_at_all() -> None:
    with Store() as store:
        review = review_of(attempt())
        store.add_answer(attempt(), review, SCHEDULE.after(None, review))
        connection = store._connection
        connection.execute("create trigger no_more before insert on memories begin select raise(abort, 'full'); end")
        with pytest.raises(StoreError, match="full"):
            store.add_answer(attempt(seed=8), review, SCHEDULE.after(None, review))
        assert [each.key.seed for each in store.attempts()] == [7]
        assert len(store.reviews.of(ITEM)) == 1 and store.tallies_by_topic() == {"cnn.convolution": Tally(1, 1.0)}
        assert store.take_back(NOON) == attempt(), "what was never kept is no step to take back"


def test_the_newest_rating_of_the_learner_counts_and_says_so() -> None:
    with Store() as store:
        review = answer(store, attempt())
        for rating in (Rating.HARD, Rating.EASY):
            changed = replace(review, rating=rating)
            store.reviews.change_rating(review.id, rating, SCHEDULE.replayed([changed]), NOON)
        assert store.reviews.of(ITEM) == [replace(review, rating=Rating.EASY, own=True)]
        assert store.reviews.memory(ITEM) == SCHEDULE.replayed([replace(review, rating=Rating.EASY)])
        assert [rating for *_, rating in store.reviews.log()] == [Rating.EASY]


def test_what_was_answered_without_a_memory_is_replayed_when_it_is_asked_for() -> None:
    with Store() as store:
        store.add_attempt(attempt(score=0))
        assert store.reviews.memory(ITEM) is None, "nothing is learnt by a wrong answer"
        store.add_attempt(attempt(at=NOON + timedelta(days=1)))
        store.add_attempt(attempt(at=NOON + timedelta(days=4), hints=1))
        ratings = [review.rating for review in store.reviews.of(ITEM)]
        assert ratings == [Rating.AGAIN, Rating.GOOD, Rating.HARD]
        assert store.reviews.memories() == {ITEM: SCHEDULE.replayed(store.reviews.of(ITEM))}


def test_what_is_due_comes_most_overdue_first_and_never_a_removed_card() -> None:
    with Store() as store:
        card, gone = store.cards.add([Card("t", "front", "back"), Card("t", "gone", "back")])
        for days, item in [(3, "a/1"), (1, card_item(card.id)), (2, card_item(gone.id)), (9, "b/1")]:
            memory = Memory(item, "t", 1.0, 5.0, TODAY, TODAY + timedelta(days=days))
            store.reviews.add_card(Review(item, "t", Rating.GOOD, 1.0, NOON, TODAY), memory)
        store.cards.remove(gone, NOON)
        then = TODAY + timedelta(days=3)
        assert [memory.item for memory in store.reviews.due(then, 10)] == ["card/1", "a/1"]
        assert [memory.item for memory in store.reviews.due(then, 1)] == ["card/1"]
        assert sum(store.reviews.due_by_day(TODAY, 5).values()) == 2
        store.cards.restore(gone)
        assert [memory.item for memory in store.reviews.due(then, 10)] == ["card/1", "card/2", "a/1"]


@settings(max_examples=30)
@given(st.lists(st.integers(-9, 40), max_size=12), st.integers(1, 30))
def test_reviews_are_foreseen_on_the_day_they_are_due_and_what_is_overdue_today(ahead: list[int], days: int) -> None:
    dues = [TODAY + timedelta(days=number) for number in ahead]
    with Store() as store:
        store.reviews.rebuild(Memory(f"i/{n}", "t", 1.0, 5.0, date(2026, 1, 1), due) for n, due in enumerate(dues))
        counts = store.reviews.due_by_day(TODAY, days)
        assert list(counts) == [TODAY + timedelta(days=number) for number in range(days)]
        for day, count in counts.items():
            assert count == sum(due <= day for due in dues) if day == TODAY else count == dues.count(day)
            assert len(store.reviews.due(day, 99)) == sum(due <= day for due in dues)


def test_the_reviews_of_a_day_are_counted_with_the_first_ones_apart() -> None:
    with Store() as store:
        conv, td = "conv-output-shape", "td-update"
        for hours, family in ((0, conv), (1, conv), (24, td), (24, conv)):
            answer(store, attempt(family, at=NOON + timedelta(hours=hours)))
        found = [store.reviews.counts_today(TODAY + timedelta(days=number)) for number in range(3)]
        assert found == [DayCounts(2, 1, 25.0), DayCounts(2, 1, 25.0), DayCounts()]
        assert store.take_back(NOON) and store.take_back(NOON)
        answer(store, attempt(td, at=NOON + timedelta(days=2)))  # before it is only what was taken back
        assert [store.reviews.counts_today(TODAY + timedelta(days=number)).new for number in (1, 2)] == [0, 1]


def test_a_page_left_open_over_lunch_is_not_an_hour_of_the_days_minutes() -> None:
    with Store() as store:
        answer(store, replace(attempt(), duration_s=3600.0))
        assert store.reviews.counts_today(NOON.date()) == DayCounts(1, 1, 600.0)


def test_days_with_answers_come_newest_first_cards_too_and_without_what_was_taken_back() -> None:
    days = [NOON.date() + timedelta(days=number) for number in range(5)]
    with Store() as store:
        assert not list(store.reviews.days_until(days[4]))
        answer(store, attempt(at=NOON))
        answer(store, attempt("td-update", at=NOON))
        card = Review(card_item(1), "rl.td", Rating.GOOD, 3.0, NOON + timedelta(days=1), days[1], own=True)
        store.reviews.add_card(card, SCHEDULE.after(None, card))
        answer(store, attempt(at=NOON + timedelta(days=3)))
        assert list(store.reviews.days_until(days[4])) == [days[3], days[1], days[0]]
        assert list(store.reviews.days_until(days[2])) == [days[1], days[0]]
        store.take_back(NOON + timedelta(days=3))
        assert list(store.reviews.days_until(days[4])) == [days[1], days[0]]


def test_a_changed_start_of_the_day_and_a_journey_move_no_answer_given_before() -> None:
    late = datetime(2026, 3, 3, 1, 30, tzinfo=BERLIN)
    with Store() as store:
        store.add_attempt(replace(attempt(at=late), day_starts_at=4))
        store.add_attempt(attempt(at=late))
        store.add_attempt(attempt(at=late.astimezone(ZoneInfo("America/New_York"))))
        assert [each.day for each in store.attempts()] == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 2)]
        assert store.tallies_by_day() == {date(2026, 3, 2): DayTally(2, 2.0), date(2026, 3, 3): DayTally(1, 1.0)}
        assert store.reviews.counts_today(date(2026, 3, 2)).reviews == 2


def test_slips_confidence_and_time_are_summed_up_by_topic() -> None:
    two_parts = replace(
        attempt(score=0.25),
        scores=(0.5, 0.0),
        replies=("1", "2"),
        verdicts=attempt(score=0.5).verdicts + attempt(score=0).verdicts,
        slips=("", "cnn.padding"),
        confidence=0.75,
    )
    with Store() as store:
        store.add_attempt(two_parts)
        store.add_attempt(replace(attempt(score=0), slips=("cnn.padding",), confidence=0.75))
        store.add_attempt(replace(attempt(), slips=("",), confidence=0.75))
        store.add_attempt(replace(attempt(score=0, topic="rl.returns"), slips=("rl.returns",)))
        # Of the 0.75 marks lost by the two parts, two thirds are those of the second.
        assert store.slips_by_topic() == {"cnn.padding": SlipTally(2, 1.5), "rl.returns": SlipTally(1, 1.0)}
        assert store.confidences() == [(0.75, False), (0.75, False), (0.75, True)]
        assert store.times_by_topic() == {"cnn.convolution": TimeTally(3, 37.5), "rl.returns": TimeTally(1, 12.5)}
        store.take_back(NOON)
        assert list(store.slips_by_topic()) == ["cnn.padding"]


def test_the_newest_answers_of_topics_come_newest_first_and_only_some_of_each() -> None:
    with Store() as store:
        for number, topic in enumerate("aabbac"):
            store.add_attempt(attempt(topic=topic, difficulty=1 + number % 3, at=NOON + timedelta(minutes=number)))
        answers = store.answers_for(["a", "b"], 2)
        assert [(each.topic, each.at.minute, each.difficulty) for each in answers] == [
            ("a", 4, 2),
            ("b", 3, 1),
            ("b", 2, 3),
            ("a", 1, 2),
        ]
        assert answers[0].at == NOON + timedelta(minutes=4)


def test_seeds_that_were_answered_are_known_and_times_of_what_was_forgotten_left_out() -> None:
    with Store() as store:
        for seed, score in ((1, 1.0), (2, 0.0), (1, 0.5)):
            store.add_attempt(attempt(seed=seed, score=score))
        store.add_attempt(attempt(seed=5, difficulty=2))
        assert store.seeds_of("conv-output-shape", 1) == {1, 2}
        assert store.reviews.newest_times() == [(ITEM, 12.5), (ITEM, 12.5), ("conv-output-shape/2", 12.5)]
        assert store.reviews.newest_times(1) == [("conv-output-shape/2", 12.5)]


def test_parameters_are_kept_and_what_is_replayed_follows_them() -> None:
    fitted = [0.3, *DEFAULT_PARAMETERS[1:]]
    with Store() as store:
        assert store.parameters() is None
        store.set_parameters(fitted, NOON)
        store.add_attempt(attempt())
        store.add_attempt(attempt(score=0, at=NOON + timedelta(days=1)))
        assert store.parameters() == fitted
        assert store.reviews.memory(ITEM) == Schedule(fitted).replayed(store.reviews.of(ITEM))
        store.set_parameters(None, NOON)
        assert store.parameters() is None


def test_rebuilding_replaces_all_that_is_remembered() -> None:
    with Store() as store:
        answer(store, attempt())
        other = Memory("td-update/2", "rl.td", 3.0, 4.0, TODAY, TODAY + timedelta(days=3))
        store.reviews.rebuild([other])
        assert store.reviews.memories() == {other.item: other}


def test_a_card_keeps_its_words_and_its_review_can_be_taken_back() -> None:
    with Store() as store:
        first, second = store.cards.add([Card("t", "f", "b", "own"), Card("t", "g", "c", "deck:x")])
        store.cards.change(replace(first, back="better"))
        assert store.cards.all() == [replace(first, back="better"), second]
        review = Review(card_item(first.id), "t", Rating.GOOD, 4.0, NOON, TODAY)
        number = store.reviews.add_card(review, SCHEDULE.after(None, review))
        assert store.take_back(NOON) == replace(review, id=number)
        assert store.reviews.memories() == {} and list(store.reviews.log()) == []
        assert store.tallies_by_day() == {}
        assert store.give_again() == replace(review, id=number)
        assert store.reviews.memory(review.item) == SCHEDULE.after(None, review)


def test_thirty_answers_can_be_taken_back_and_given_again_and_no_more() -> None:
    with Store() as store:
        for number in range(STEPS_KEPT + 2):
            answer(store, attempt(seed=number, at=NOON + timedelta(days=number)))
        before = store.attempts(), store.reviews.memories(), store.tallies_by_day()
        assert [store.take_back(NOON) is not None for _ in range(STEPS_KEPT + 1)] == [True] * STEPS_KEPT + [False]
        assert [each.key.seed for each in store.attempts()] == [0, 1]
        assert [store.give_again() is not None for _ in range(STEPS_KEPT + 1)] == [True] * STEPS_KEPT + [False]
        assert (store.attempts(), store.reviews.memories(), store.tallies_by_day()) == before


def test_what_was_taken_back_stays_so_once_something_new_is_answered() -> None:
    with Store() as store:
        answer(store, attempt(seed=1))
        store.take_back(NOON)
        answer(store, attempt(seed=2))
        assert not store.can_give_again() and store.give_again() is None
        assert [each.key.seed for each in store.attempts()] == [2]


def sums(amounts: Iterable[tuple[str, float]]) -> dict[str, object]:
    """Return how many amounts each name has, and about their sum: what is added and taken away again is rounded."""
    found: dict[str, list[float]] = {}
    for name, amount in amounts:
        found.setdefault(name, []).append(amount)
    return {name: (len(each), pytest.approx(sum(each), abs=1e-9)) for name, each in found.items()}


class Histories(RuleBasedStateMachine):
    """Answers, cards, ratings, undo and redo in any order, beside plain lists of what should remain."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store()
        self.done: list[tuple[Attempt | None, Review]] = []
        self.undone: list[tuple[Attempt | None, Review]] = []
        self.ratings: dict[int, Rating] = {}
        self.now = NOON

    @rule(
        family=st.sampled_from("ab"),
        difficulty=st.integers(1, 2),
        rating=st.sampled_from(Rating),
        score=st.sampled_from([0.0, 1 / 3, 1.0]),
        days=st.integers(0, 5),
        slip=st.sampled_from(["", "x", "y"]),
        confidence=st.sampled_from([None, 0.5, 0.9]),
    )
    def answer(
        self,
        family: str,
        difficulty: int,
        rating: Rating,
        score: float,
        days: int,
        slip: str,
        confidence: float | None,
    ) -> None:
        self.now += timedelta(days=days, minutes=1)
        plain = attempt(family, topic=f"topic-{family}", score=score, at=self.now, difficulty=difficulty)
        given_attempt = replace(plain, slips=(slip if score < 1 else "",), confidence=confidence)
        self.done.append((given_attempt, answer(self.store, given_attempt, rating)))
        self.undone.clear()

    @rule(rating=st.sampled_from(Rating), days=st.integers(0, 5))
    def answer_a_card(self, rating: Rating, days: int) -> None:
        self.now += timedelta(days=days, minutes=1)
        review = Review("card/1", "t", rating, 3.0, self.now, self.now.date())
        memory = after(self.store.reviews.memory("card/1"), review)
        number = self.store.reviews.add_card(review, memory)
        self.done.append((None, replace(review, id=number)))
        self.undone.clear()

    @precondition(lambda self: self.done)
    @rule(rating=st.sampled_from(Rating), back=st.integers(0, 5))
    def change_rating(self, rating: Rating, back: int) -> None:
        _, review = self.done[-1 - back % len(self.done)]
        self.ratings[review.id] = rating
        remaining = [each for each in self.remaining() if each.item == review.item]
        self.store.reviews.change_rating(review.id, rating, SCHEDULE.replayed(remaining), self.now)

    @rule()
    def take_back(self) -> None:
        taken = self.store.take_back(self.now)
        assert (taken is None) == (not self.done)
        if self.done:
            self.undone.append(self.done.pop())
            assert taken == self.undone[-1][0] or isinstance(taken, Review)

    @rule()
    def give_again(self) -> None:
        given_again = self.store.give_again()
        assert (given_again is None) == (not self.undone)
        if self.undone:
            self.done.append(self.undone.pop())

    @invariant()
    def the_store_holds_what_remains_and_what_follows_from_it(self) -> None:
        attempts = [each for each, _ in self.done if each is not None]
        assert self.store.attempts() == attempts
        assert list(self.store.reviews.all()) == self.remaining()
        replayed = {item: SCHEDULE.replayed(r for r in self.remaining() if r.item == item) for item in self.items()}
        assert self.store.reviews.memories() == {item: memory for item, memory in replayed.items() if memory}

    @invariant()
    def the_sums_are_those_of_what_remains(self) -> None:
        attempts = [each for each, _ in self.done if each is not None]
        said = [(each.confidence, each.right) for each in attempts if each.confidence is not None]
        assert self.store.confidences() == sorted(said)
        days = self.store.tallies_by_day()
        assert {day: tally.answers for day, tally in days.items()} == Counter(review.day for _, review in self.done)
        cards = Counter(review.day for made, review in self.done if made is None)
        assert {day: tally.cards for day, tally in days.items() if tally.cards} == cards
        assert list(self.store.reviews.days_until(self.now.date())) == sorted(days, reverse=True)
        tallies = {topic: (tally.attempts, tally.earned) for topic, tally in self.store.tallies_by_topic().items()}
        assert tallies == sums((each.topic, each.score) for each in attempts)
        slips = {topic: (tally.times, tally.lost) for topic, tally in self.store.slips_by_topic().items()}
        assert slips == sums((each.slips[0], 1 - each.score) for each in attempts if each.slips[0])

    def remaining(self) -> list[Review]:
        """Return the reviews that should count, with the ratings they should have."""
        return [
            replace(review, rating=self.ratings[review.id], own=True) if review.id in self.ratings else review
            for _, review in self.done
        ]

    def items(self) -> set[str]:
        return {review.item for _, review in self.done}

    def teardown(self) -> None:
        self.store.close()


TestAnyHistory = Histories.TestCase
TestAnyHistory.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
