"""A file of an older studyapp is brought up to date with all it holds; what follows from its answers is there too."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import fsrs
import pytest

from studyapp.storage import Store
from studyapp.storage_migrations import SCHEMA_VERSION, migrate
from studyapp.stored_time import stored_time
from studyapp.study.history import Attempt, DayTally, Tally, TimeTally, learners_day, plain_rating
from studyapp.study.memory import Rating
from studyapp.study.scheduling import Schedule
from tests.studyapp.attempts import BERLIN, NOON, attempt

OLD = [
    attempt(seed=1, score=0, at=NOON),
    attempt(seed=2, score=1, at=NOON + timedelta(hours=2)),
    attempt(seed=3, score=0.5, at=(NOON + timedelta(days=3, milliseconds=5)).astimezone(BERLIN)),
    attempt("td-update", topic="rl.td", score=1, hints=2, difficulty=3, at=NOON + timedelta(days=4)),
    attempt("td-update", topic="rl.td", score=1 / 3, difficulty=3, at=NOON + timedelta(days=5)),
]
TAKEN_BACK = attempt("lost", topic="rl.lost", at=NOON + timedelta(days=5))
ADD = """
    insert into attempts (family, version, seed, difficulty, topic, replies, verdicts, scores, score, hints, duration_s,
                          snapshot, day, at_utc, offset_min)
    values (?, ?, ?, ?, ?, '["24 × 24"]', ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """Write a file as version 4 wrote it: by its migrations and its statements."""
    path = tmp_path / "studyapp.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, up_to=4)
    for each in (*OLD, TAKEN_BACK):
        add_as_of_old(connection, each)
    connection.execute("insert into retractions select max(id), ?, ? from attempts", stored_time(NOON))
    connection.execute("insert into predictions values (1, 'd', 'q', 0, 1, '{}', ?, ?)", stored_time(NOON))
    connection.close()
    return path


def add_as_of_old(connection: sqlite3.Connection, each: Attempt) -> None:
    key = each.key
    what = (key.family, key.version, key.seed, key.difficulty, each.topic)
    marks = (f'["{each.verdicts[0]}"]', f"[{each.score}]", each.score, each.hints, each.duration_s, each.snapshot)
    connection.execute(ADD, (*what, *marks, each.day.isoformat(), *stored_time(each.answered_at)))


def test_every_answer_is_kept_with_a_review_and_what_is_remembered_by_it(old_file: Path) -> None:
    with Store(old_file) as store:
        assert store.attempts() == OLD
        reviews = list(store.reviews.all())
        assert [review.at for review in reviews] == [each.answered_at for each in OLD]
        assert [review.rating for review in reviews] == [plain_rating(each.score, each.hints) for each in OLD]
        assert {review.rating for review in reviews} == {Rating.AGAIN, Rating.HARD, Rating.GOOD}
        items = ["conv-output-shape/1", "td-update/3"]
        assert [review.item for review in reviews] == [items[0]] * 3 + [items[1]] * 2
        replayed = {item: Schedule().replayed(r for r in reviews if r.item == item) for item in items}
        assert store.reviews.memories() == replayed
        assert len(store.predictions()) == 1 and store.is_sound()


def test_sums_of_an_old_file_are_those_of_its_answers_and_go_on(old_file: Path) -> None:
    with Store(old_file) as store:
        days = [each.day for each in OLD]
        assert {day: tally.attempts for day, tally in store.tallies_by_day().items()} == {
            d: days.count(d) for d in days
        }
        assert store.tallies_by_topic()["cnn.convolution"] == Tally(3, 1.5)
        assert store.times_by_topic() == {"cnn.convolution": TimeTally(3, 37.5), "rl.td": TimeTally(2, 25.0)}
        store.add_attempt(attempt(at=NOON))
        assert store.tallies_by_topic()["cnn.convolution"] == Tally(4, 2.5)
        assert store.tallies_by_day()[date(2026, 3, 2)] == DayTally(3, 2.0)
        store.take_back(NOON)
        assert store.tallies_by_topic()["cnn.convolution"] == Tally(3, 1.5)


def test_a_migration_that_was_interrupted_is_done_at_the_next_start(old_file: Path) -> None:
    connection = sqlite3.connect(old_file, isolation_level=None)
    connection.execute("create table exams (in_the_way text)")  # so that it fails in the middle
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection)
    assert connection.execute("pragma user_version").fetchone() == (4,)
    assert connection.execute("select count(*) from day_sums").fetchone() != (0,), "nothing of it is there"
    assert not connection.execute("select 1 from sqlite_master where name = 'reviews'").fetchall()
    connection.execute("drop table exams")
    connection.close()
    with Store(old_file) as store:
        assert store.attempts() == OLD
    version = sqlite3.connect(old_file).execute("pragma user_version").fetchone()
    assert version == (SCHEMA_VERSION,)


def test_two_windows_that_begin_at_once_bring_a_file_up_to_date_one_after_the_other(
    old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_another_meanwhile(connection: sqlite3.Connection) -> None:
        other = sqlite3.connect(old_file, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            migrate(other)
        other.close()
        migrate(connection)

    monkeypatch.setattr("studyapp.storage.migrate", with_another_meanwhile)
    with Store(old_file) as store:
        other = sqlite3.connect(old_file, isolation_level=None)
        migrate(other)  # when it is the turn of the other, all is done
        other.close()
        assert store.attempts() == OLD


# ---------------------------------------------------------------- days without cards (version 7)


def test_cards_of_an_old_file_are_counted_on_their_days_but_for_those_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, up_to=7)
    add_as_of_old(connection, OLD[0])
    add = "insert into reviews values (null, ?, 't', 3, 0, 5.0, ?, ?, '', 0)"
    connection.execute(add, ("conv-output-shape/1", 1, "2026-03-02"))
    for day in ("2026-03-02", "2026-03-02", "2026-03-05", "2026-03-06"):
        connection.execute(add, ("card/1", 0, day))
    connection.execute("insert into review_retractions select max(id), '', 0 from reviews")
    connection.close()
    with Store(path) as store:
        assert store.tallies_by_day() == {date(2026, 3, 2): DayTally(1, 0.0, 2), date(2026, 3, 5): DayTally(cards=1)}


# ---------------------------------------------------------------- memories that stood on moments (version 6)

EVENINGS = [
    *(datetime(2026, 3, 1, hour, 30, tzinfo=ZoneInfo("Europe/Berlin")) for hour in (0, 3, 5, 12, 23)),
    *(datetime(2026, 3, 1, hour, 30, tzinfo=ZoneInfo("America/New_York")) for hour in (0, 3, 5, 12, 23)),
    datetime(2026, 3, 1, 8, tzinfo=ZoneInfo("Pacific/Auckland")),
]
RATINGS = [Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.HARD]


def as_of_version_6(connection: sqlite3.Connection, item: str, at: datetime, ratings: list[Rating]) -> fsrs.Card:
    """Keep an item as version 6 did, reviewed every 75 hours: memories by the moment. Return the memory."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    for number, rating in enumerate(ratings):
        then = at + timedelta(hours=75 * number)
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), then.astimezone(UTC))
        row = (item, int(rating), learners_day(then, 4).isoformat(), *stored_time(then))
        connection.execute("insert into reviews values (null, ?, 't', ?, 0, 5.0, 0, ?, ?, ?)", row)
    assert card.last_review is not None
    last, due = (moment.isoformat(timespec="microseconds") for moment in (card.last_review, card.due))
    row_of_memory = (item, card.stability, card.difficulty, last, due, len(ratings))
    connection.execute("insert into memories values (?, 't', ?, ?, ?, ?, ?, 0)", row_of_memory)
    return card


def test_what_was_remembered_by_moments_is_due_on_the_same_day_as_before(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, up_to=6)
    known: dict[str, tuple[datetime, int, fsrs.Card]] = {}
    connection.execute("begin")
    for place, at in enumerate(EVENINGS):
        for count in (1, 2, 4, 5):
            item = f"f-{place}-{count}/1"
            known[item] = at, count, as_of_version_6(connection, item, at, RATINGS[:count])
    connection.execute(
        "insert into reviews select null, item, topic, 1, 0, 1.0, 0, '2030-01-01', at_utc, 0 from reviews"
    )
    connection.execute("insert into review_retractions select id, '', 0 from reviews where day = '2030-01-01'")
    connection.execute("commit")
    reviews = connection.execute("select * from reviews order by id").fetchall()
    connection.close()
    with Store(path) as store:
        memories = store.reviews.memories()
        assert memories.keys() == known.keys()
        for item, (at, count, card) in known.items():
            memory, last = memories[item], at + timedelta(hours=75 * (count - 1))
            assert card.last_review is not None
            assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
            assert memory.last == learners_day(last, 4)
            assert memory.due == learners_day(last + (card.due - card.last_review), 4), "where the clocks stand still"
            assert memory.reviews == count
        first = min(memory.due for memory in memories.values())
        assert store.reviews.due_by_day(first, 1) == {first: sum(m.due == first for m in memories.values())}
    kept = sqlite3.connect(path)
    assert kept.execute("select * from reviews order by id").fetchall() == reviews
    kept.close()
