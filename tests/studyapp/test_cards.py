"""Cards come from the notes' terms, from the learner and from decks, and taking them in twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.cards import (
    LONGEST_SIDE,
    Card,
    CardError,
    cards_of_notes,
    changes,
    deck_source,
    own_card,
    source_words,
)
from studyapp.study.catalog import load_catalog

CATALOG = load_catalog(Path(__file__).resolve().parents[2] / "content")

cards = st.builds(
    Card,
    topic=st.sampled_from(["cnn.padding", "rl.returns"]),
    front=st.sampled_from("abcd"),
    back=st.sampled_from("xyz"),
    source=st.sampled_from(["own", "deck:One", "note:cnn.padding"]),
)


def test_every_term_of_every_note_makes_one_card() -> None:
    found = cards_of_notes(CATALOG.topics.values())
    assert len(found) == sum(len(topic.front.terms) for topic in CATALOG.topics.values()) > 100
    pooling = {card.front: card for card in found if card.topic == "cnn.pooling"}
    assert pooling["max pooling"].back == CATALOG.topics["cnn.pooling"].front.terms["max pooling"]
    assert pooling["max pooling"].source == "note:cnn.pooling"


def test_no_answer_of_a_note_s_card_is_empty_and_no_two_ask_the_same() -> None:
    found = cards_of_notes(CATALOG.topics.values())
    assert all(card.front.strip() and card.back.strip() for card in found)
    assert len({(card.source, card.front) for card in found}) == len(found)


def test_a_card_of_one_s_own_is_trimmed() -> None:
    assert own_card("cnn.padding", "  What? \n", " That. ") == Card("cnn.padding", "What?", "That.", "own")


@pytest.mark.parametrize(
    ("front", "back", "why"), [("", "a", "needs"), ("a", "  ", "needs"), ("a", "b" * (LONGEST_SIDE + 1), "Make two")]
)
def test_a_card_without_a_side_or_with_a_book_on_it_is_refused(front: str, back: str, why: str) -> None:
    with pytest.raises(CardError, match=why):
        own_card("cnn.padding", front, back)


@pytest.mark.parametrize(
    ("source", "words"), [("own", "yours"), ("note:cnn.pooling", "a note"), (deck_source("Nets::One"), "Nets::One")]
)
def test_where_a_card_comes_from_is_said(source: str, words: str) -> None:
    assert source_words(Card("t", "f", "b", source)) == words


def kept_after(kept: list[Card], found: list[Card]) -> list[Card]:
    """Do what the changes say, as the store does."""
    todo = changes(kept, found)
    by_id = {card.id: card for card in (*kept, *todo.changed)}
    assert len(by_id) == len(kept), "nothing kept is lost or doubled"
    return [*by_id.values(), *(replace(card, id=number) for number, card in enumerate(todo.added, len(kept) + 1))]


@given(st.lists(cards), st.lists(cards, unique_by=lambda card: (card.source, card.front)))
def test_taking_in_the_same_cards_again_changes_nothing(first: list[Card], second: list[Card]) -> None:
    kept = kept_after(kept_after([], first), second)
    again = changes(kept, second)
    assert again.added == () and again.changed == ()
    assert {(card.source, card.front): card.back for card in second}.items() <= {
        (card.source, card.front): card.back for card in kept
    }.items()


def test_a_card_whose_answer_was_mended_keeps_its_number_and_its_topic() -> None:
    kept = [Card("cnn.padding", "f", "old", "deck:One", id=7)]
    todo = changes(kept, [Card("rl.returns", "f", "new", "deck:One")])
    assert todo.changed == (Card("cnn.padding", "f", "new", "deck:One", id=7),)
    assert todo.added == ()


def test_the_same_question_in_another_deck_is_another_card() -> None:
    kept = [Card("cnn.padding", "f", "b", "deck:One", id=7)]
    found = Card("cnn.padding", "f", "b", "deck:Two")
    assert changes(kept, [found]).added == (found,)
