"""A learner's folder with something of every kind, to copy, carry and lose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from studyapp.paths import DATABASE
from studyapp.storage import Store
from studyapp.study.cards import Card
from studyapp.study.exams import Exam
from studyapp.study.history import PredictionMade, review_of
from studyapp.study.marks import Anchor, Mark, MarkKind
from studyapp.study.memory import Rating, Review, card_item
from studyapp.study.run_data import packed_columns
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.runs import kept_run

CURVES = packed_columns({"loss": np.array([[0.0, 1.0], [2.0, 1.0]])})


def answer(store: Store, seed: int, at: datetime = NOON, score: float = 1.0) -> int:
    """Keep one answer as the app does, and return its number."""
    made = replace(attempt(seed=seed, at=at, score=score), slips=("" if score == 1 else "cnn.padding",), confidence=0.6)
    number = store.add_answer(made, review_of(made), None)
    store.reviews.forget(review_of(made).item)
    return number


def fill(folder: Path, *, first_seed: int = 1, at: datetime = NOON) -> None:
    """Put something of every kind into a learner's folder that has no database yet."""
    (folder / DATABASE).write_bytes(filled(first_seed, at))
    (folder / "notes").mkdir(exist_ok=True)
    (folder / "notes" / "mine.md").write_text("# Mine\n", encoding="utf-8")


@cache
def filled(first_seed: int, at: datetime) -> bytes:
    """Return a database with something of every kind; making one takes longer than most tests do with it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        _fill(path, first_seed, at)
        return path.read_bytes()


def _fill(path: Path, first_seed: int, at: datetime) -> None:
    with Store(path) as store:
        keep_everything(store, first_seed, at)


def keep_everything(store: Store, first_seed: int = 1, at: datetime = NOON) -> None:
    """Keep something of every kind in a store that has nothing yet."""
    with store.as_one():
        for place in range(4):
            answer(store, first_seed + place, at + timedelta(minutes=place), score=place % 2)
        store.take_back(at + timedelta(hours=1))
        own = next(iter(store.reviews.all()))
        store.reviews.change_rating(own.id, Rating.EASY, None, at + timedelta(hours=1))
        store.reviews.forget(own.item)
        card = store.cards.add([Card("cnn.padding", "What is padding?", "Zeros around", "own")])[0]
        later = at + timedelta(minutes=9)
        store.reviews.add_card(Review(card_item(card.id), card.topic, Rating.GOOD, 4.0, later, later.date()), None)
        store.reviews.forget(card_item(card.id))
        store.exams.save(Exam("Finals", date(2026, 4, 1), {"cnn.padding": 2.0}, 45, frozenset({6})))
        store.add_prediction(PredictionMade("cnn-digits", "Will it learn?", 1, 0, "{}", at))
        store.add_mark(Mark(MarkKind.REMARK, Anchor("cnn.padding", "idea", "The idea"), at, remark="mine"))
        run = store.runs.add(kept_run(at=at), CURVES)
        store.runs.add_snapshots(run, b"\x90")
        store.runs.give_name(run, "slow", at)
        store.set_parameters(None, at)


def told(store: Store) -> tuple[object, ...]:
    """Return all that a store tells, without the numbers that rows have in it."""
    reviews = [(replace(review, id=0, attempt=0), made) for review, made in store.answers()]
    return (
        store.attempts(),
        reviews,
        store.reviews.memories(),
        store.tallies_by_day(),
        store.tallies_by_topic(),
        store.slips_by_topic(),
        store.confidences(),
        [replace(card, id=0) for card in store.cards.all()],
        [replace(exam, id=0) for exam in store.exams.all()],
        store.predictions(),
        [replace(mark, id=0) for mark in store.marks()],
        [(replace(run, id=0), store.runs.curves(run), store.runs.snapshots(run)) for run in store.runs.all()],
        store.parameters(),
    )
