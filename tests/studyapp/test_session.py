"""Nothing accepted is lost while the app runs, whatever the disk does."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from studyapp.backups import Opened, open_store
from studyapp.errors import StoreError
from studyapp.session import Session
from studyapp.storage import Store
from studyapp.study.cards import Card
from studyapp.study.exams import Exam
from studyapp.study.history import Attempt, review_of
from studyapp.study.memory import Rating, Review, card_item
from studyapp.study.scheduling import Schedule
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.full_store import keep_everything, told


def test_an_answer_is_in_the_file_the_moment_it_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(open_store(path, NOON), path)
    session.record(attempt())
    assert sqlite3.connect(path).execute("select count(*) from attempts").fetchone() == (1,)
    session.close()


def test_only_answers_of_this_sitting_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store.add_attempt(attempt(seed=1))
    session = Session(open_store(path, NOON), path)
    session.record(attempt(seed=2))
    assert seed_of(session.take_back(NOON)) == 2
    assert session.take_back(NOON) is None
    assert [each.key.seed for each in session.store.attempts()] == [1]
    session.close()


def test_answers_given_while_the_file_was_locked_are_saved_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studyapp.storage.LOCK_WAIT_S", 0.05)
    path = tmp_path / "studyapp.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    session = Session(open_store(path, NOON), path)
    session.record(attempt())
    assert not session.is_saved()
    with pytest.raises(StoreError, match="in use"):
        session.save_again()
    holder.close()
    session.save_again()
    assert session.is_saved()
    session.close()
    with Store(path) as store:
        assert store.attempts() == [attempt()]


def test_answers_given_while_the_disk_was_full_are_saved_later(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    connection = session.store._connection
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count = {pages}")
    given = 0
    with pytest.raises(StoreError, match="full"):
        while given < 500:
            given += 1
            session.record(attempt(seed=given))
    assert not session.is_saved()
    connection.execute(f"pragma max_page_count = {pages + 1000}")
    session.record(attempt(seed=given + 1))
    assert session.is_saved()
    assert [each.key.seed for each in session.store.attempts()] == list(range(1, given + 2))
    session.close()


def test_an_answer_that_waits_for_the_disk_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    session.store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreError):
        session.record(attempt())
    assert session.take_back(NOON) == attempt()
    session.store._connection.execute("pragma query_only = off")
    assert session.store.attempts() == []
    assert session.give_again() == attempt()
    assert session.store.attempts() == [attempt()] and session.is_saved()
    assert session.give_again() is None
    session.close()


def test_answers_of_the_disk_and_of_memory_are_undone_and_redone_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    session.record(attempt(seed=1))
    session.store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreError):
        session.record(attempt(seed=2))
    assert seed_of(session.take_back(NOON)) == 2
    session.store._connection.execute("pragma query_only = off")
    assert seed_of(session.take_back(NOON)) == 1
    assert [seed_of(session.give_again()) for _ in range(2)] == [1, 2]
    assert session.give_again() is None
    assert [each.key.seed for each in session.store.attempts()] == [1, 2]
    session.close()


def test_a_new_answer_ends_what_can_be_given_again_though_the_disk_refuses_it(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    session.record(attempt(seed=1))
    assert seed_of(session.take_back(NOON)) == 1
    session.store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreError):
        session.record(attempt(seed=2), review_of(attempt()), None)
    session.store._connection.execute("pragma query_only = off")
    assert session.give_again() is None
    session.save_again()
    assert [each.key.seed for each in session.store.attempts()] == [2]
    session.close()


def test_an_answer_never_overtakes_one_that_waits(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    session.store._connection.execute("pragma query_only = on")
    with pytest.raises(StoreError):
        session.record(attempt(seed=1), review_of(attempt()), None)
    session.store._connection.execute("pragma query_only = off")
    session.record(attempt(seed=2), review_of(attempt()), None)
    assert [each.key.seed for each in session.store.attempts()] == [1, 2]
    session.close()


def test_a_card_never_overtakes_an_answer_that_waits_and_leaves_what_was_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    review = Review(card_item(1), "cnn.padding", Rating.GOOD, 4.0, NOON, NOON.date())
    session.store._connection.execute("pragma query_only = on")
    for seed in (1, 2):
        with pytest.raises(StoreError):
            session.record(attempt(seed=seed), review_of(attempt()), None)
    assert seed_of(session.take_back(NOON)) == 2
    with pytest.raises(StoreError):
        session.record_card(review, None)
    session.store._connection.execute("pragma query_only = off")
    session.record_card(review, None)
    assert session.give_again() is None
    taken = session.take_back(NOON)
    assert isinstance(taken, Review) and taken.item == card_item(1)
    assert seed_of(session.take_back(NOON)) == 1
    session.close()


def test_cards_that_the_file_has_already_are_not_there_twice_after_a_move(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    term = Card("cnn.padding", "padding", "Zeros around.", "note:cnn.padding")
    with Store(path) as store:
        store.cards.add([Card("rl.td", "Mine?", "Yes."), term])
    session = Session(Opened(Store(), saved=False), path)
    card = session.store.cards.add([term])[0]
    session.record_card(Review(card_item(card.id), card.topic, Rating.GOOD, 4.0, NOON, NOON.date()), None)
    session.save_again()
    cards = session.store.cards.all()
    assert [each.front for each in cards] == ["Mine?", "padding"]
    assert [each.item for each in session.store.reviews.all()] == [card_item(cards[1].id)]
    session.close()


def seed_of(answer: Attempt | Review | None) -> int:
    assert isinstance(answer, Attempt)
    return answer.key.seed


def test_what_waited_is_remembered_by_all_answers_before_it(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    session = Session(Opened(Store(path)), path)
    session.store._connection.execute("pragma query_only = on")
    for days in range(3):  # none of them sees the one before it in the file
        each = attempt(seed=days, at=NOON + timedelta(days=days))
        review = review_of(each)
        with pytest.raises(StoreError):
            session.record(each, review, Schedule().after(None, review))
    session.store._connection.execute("pragma query_only = off")
    session.save_again()
    reviews = session.store.reviews.of("conv-output-shape/1")
    assert len(reviews) == 3
    assert session.store.reviews.memories() == {"conv-output-shape/1": Schedule().replayed(reviews)}
    session.close()


def test_all_that_was_kept_in_memory_moves_to_the_file_with_what_follows_from_it(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store.add_attempt(attempt(seed=1))
        store.cards.add([Card("t", "there before", "b")])
    session = Session(Opened(Store(), "The file is in use.", saved=False), path)
    session.record(attempt(seed=2, at=NOON + timedelta(days=2)))
    (card,) = session.store.cards.add([Card("t", "f", "b")])
    session.store.reviews.add_card(Review(card_item(card.id), "t", Rating.EASY, 3.0, NOON, NOON.date()), None)
    session.store.reviews.change_rating(1, Rating.HARD, None, NOON)
    exam = session.store.exams.save(Exam("Finals", NOON.date()))
    session.save_again()
    assert session.store.path == path and session.store.exams.all() == [exam]
    assert [(each.item, each.rating) for each in session.store.reviews.all()] == [
        ("conv-output-shape/1", Rating.GOOD),
        ("conv-output-shape/1", Rating.HARD),
        ("card/2", Rating.EASY),
    ]
    kept = session.store.reviews
    assert kept.memories() == {item: Schedule().replayed(kept.of(item)) for item in ("conv-output-shape/1", "card/2")}
    assert isinstance(session.take_back(NOON), Review) and seed_of(session.take_back(NOON)) == 2
    assert session.take_back(NOON) is None, "what was in the file before is not of this sitting"
    session.close()


def test_everything_that_was_kept_in_memory_is_in_the_file_after_a_move(tmp_path: Path) -> None:
    session = Session(Opened(Store(), "The file is in use.", saved=False), tmp_path / "studyapp.db")
    keep_everything(session.store)
    before = told(session.store)
    session.save_again()
    assert session.store.path is not None and told(session.store) == before
    session.close()


def test_a_move_to_the_file_that_fails_leaves_nothing_behind_and_can_be_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "studyapp.db"
    with Store(path) as store:
        store._connection.execute(
            "create trigger no_more before insert on exams begin select raise(abort, 'disk is full'); end"
        )
    session = Session(Opened(Store(), "The file is in use.", saved=False), path)
    session.record(attempt())
    session.store.exams.save(Exam("Finals", NOON.date()))
    with pytest.raises(StoreError, match="full"):
        session.save_again()
    connection = sqlite3.connect(path)
    assert connection.execute("select count(*) from attempts").fetchone() == (0,)
    connection.execute("drop trigger no_more")
    connection.close()
    session.save_again()
    assert session.store.attempts() == [attempt()] and len(session.store.exams.all()) == 1
    session.close()
