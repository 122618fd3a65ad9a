"""All answers as one table: exercises and cards in the order they were answered, and no formula in it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from studyapp.storage import Store
from studyapp.study.cards import Card
from studyapp.study.history_export import answers_csv
from studyapp.study.memory import Rating, Review, card_item
from tests.studyapp.attempts import BERLIN, NOON, attempt

MINUTE = timedelta(minutes=1)


def table(store: Store) -> list[dict[str, str]]:
    """Return the rows that are written of a store."""
    cards = {card.id: card for card in store.cards.known()}
    return list(csv.DictReader(io.StringIO(answers_csv(store.attempts(), store.reviews.of_cards(), cards))))


def review(card: Card, minutes: int) -> Review:
    at = (NOON + minutes * MINUTE).astimezone(BERLIN)
    return Review(card_item(card.id), card.topic, Rating.HARD, 4.04, at, at.date())


def test_answers_to_exercises_and_to_cards_stand_in_the_order_they_were_given() -> None:
    with Store() as store:
        kept, gone = store.cards.add([Card("t", "=1+1", "2"), Card("t", "Padding?", "Zeros")])
        store.reviews.add_card(review(gone, 1), None)
        store.add_attempt(attempt(at=NOON + 2 * MINUTE, score=0.5))
        store.reviews.add_card(review(kept, 3), None)
        store.cards.remove(gone, NOON)
        first, second, third = table(store)
    assert (first["card"], first["card_rating"], first["duration_s"]) == ("Padding?", "2", "4.0")
    assert first["answered_at"] == "2026-03-02T13:01:00+01:00" and first["family"] == first["score"] == ""
    assert (second["family"], second["score"], second["card"]) == ("conv-output-shape", "0.5", "")
    assert third["card"] == "'=1+1"


def test_an_answer_taken_back_is_not_in_it() -> None:
    with Store() as store:
        [card] = store.cards.add([Card("t", "Padding?", "Zeros")])
        store.reviews.add_card(review(card, 1), None)
        store.add_attempt(attempt())
        store.take_back(NOON)
        store.take_back(NOON)
        assert table(store) == []
