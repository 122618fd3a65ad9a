"""Cards: a question with one answer, from the notes' terms, from the learner, or from a deck of another program.

Both sides are Markdown with formulas, as in prompts. Text from elsewhere comes escaped, so that nothing in it is a link
or a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studyapp.errors import StudyAppError
from studyapp.study.catalog import Topic

OWN = "own"  # the source of cards the learner wrote
LONGEST_SIDE = 10_000  # characters
_NOTE = "note:"
_DECK = "deck:"


class CardError(StudyAppError):
    """A card that can't be kept."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question and its answer.

    ``source`` says where it comes from: ``note:cnn.pooling``, ``deck:Name of the deck``, ``own``. ``id`` is 0 until it
    is stored.
    """

    topic: str
    front: str
    back: str
    source: str = OWN
    id: int = 0


@dataclass(frozen=True, slots=True)
class CardChanges:
    """What taking in cards would do: those not there yet, and those kept whose answer is another now."""

    added: tuple[Card, ...]
    changed: tuple[Card, ...]


def cards_of_notes(topics: Iterable[Topic]) -> list[Card]:
    """Return a card for each term that the notes introduce: the term in front, what it means on the back."""
    return [
        Card(topic.id, term, sentence, f"{_NOTE}{topic.id}")
        for topic in topics
        for term, sentence in topic.front.terms.items()
    ]


def own_card(topic: str, front: str, back: str) -> Card:
    """Return a card as the learner wrote it; raises CardError with a sentence."""
    card = Card(topic, front.strip(), back.strip())
    if not card.front or not card.back:
        raise CardError("A card needs a question and an answer.")
    if max(len(card.front), len(card.back)) > LONGEST_SIDE:
        raise CardError(f"A side of a card holds {LONGEST_SIDE:,} characters. Make two cards of it.")
    return card


def deck_source(deck: str) -> str:
    """Return the source of cards from a deck."""
    return f"{_DECK}{deck}"


def is_of_note(card: Card) -> bool:
    """Tell whether a card was made of a term that a note introduces."""
    return card.source.startswith(_NOTE)


def source_words(card: Card) -> str:
    """Return where a card comes from, as shown: the deck's name, "a note", "yours"."""
    if card.source.startswith(_DECK):
        return card.source.removeprefix(_DECK)
    return "a note" if is_of_note(card) else "yours"


def changes(kept: Sequence[Card], found: Iterable[Card]) -> CardChanges:
    """Return what taking in the cards found would do; a card is the same where source and front are.

    Topic and id of a kept card stay. Taking in the same cards again does nothing.
    """
    known = {(card.source, card.front): card for card in kept}
    added: dict[tuple[str, str], Card] = {}
    changed: dict[int, Card] = {}
    for card in found:
        key = (card.source, card.front)
        if key not in known:
            added.setdefault(key, card)
        elif known[key].back != card.back:
            changed[known[key].id] = replace(known[key], back=card.back)
    return CardChanges(tuple(added.values()), tuple(changed.values()))
