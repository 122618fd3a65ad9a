"""The history as CSV, for a spreadsheet: answers to exercises and to cards in one table."""

from __future__ import annotations

import csv
import heapq
import io
from collections.abc import Iterable, Mapping
from operator import itemgetter

from studyapp.study.cards import Card
from studyapp.study.history import Attempt
from studyapp.study.memory import Review, card_of

EXERCISE = ("family", "version", "seed", "difficulty", "score", "hints")
COLUMNS = ("answered_at", "topic", *EXERCISE, "duration_s", "replies", "card", "card_rating")
_Row = tuple[str | int | float, ...]


def answers_csv(attempts: Iterable[Attempt], of_cards: Iterable[Review], cards: Mapping[int, Card]) -> str:
    """Return all answers as CSV with a header, oldest first, times in ISO 8601 with the learner's offset.

    ``attempts`` and the reviews ``of_cards`` come oldest first; ``cards`` are all there ever were, by number. A card
    is told by its question, and how it was remembered from 1, forgotten, to 4, easily.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    exercises = ((each.answered_at, _exercise_row(each)) for each in attempts)
    questions = ((each.at, _card_row(each, cards[card_of(each.item)])) for each in of_cards)
    writer.writerows(row for _, row in heapq.merge(exercises, questions, key=itemgetter(0)))
    return out.getvalue()


def _exercise_row(attempt: Attempt) -> _Row:
    key = attempt.key
    about = (key.family, key.version, key.seed, key.difficulty, round(attempt.score, 4), attempt.hints)
    replies = " | ".join(_harmless(reply) for reply in attempt.replies)
    seconds = round(attempt.duration_s, 1)
    return (attempt.answered_at.isoformat(), attempt.topic, *about, seconds, replies, "", "")


def _card_row(review: Review, card: Card) -> _Row:
    nothing = ("",) * len(EXERCISE)
    seconds = round(review.seconds, 1)
    return (review.at.isoformat(), review.topic, *nothing, seconds, "", _harmless(card.front), int(review.rating))


def _harmless(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
