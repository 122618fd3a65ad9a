"""What the list of cards shows: a line for each card, the topics there are, and the terms that could become cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from studyapp.study.cards import Card, cards_of_notes, changes, is_of_note, source_words
from studyapp.study.catalog import Topic, shelf_title
from studyapp.study.history import learners_day
from studyapp.study.memory import Memory, card_item
from studyapp.ui.cards_dialog import TermChoice
from studyapp.ui.cards_table import NEVER, CardRow
from studyapp.wiring.host import Host
from studyapp.wiring.library import topic_title

NOT_ASKED = "not asked yet"


class CardLists:
    """Reads when cards come back once, as no card is asked while their list is open, and makes each line once."""

    def __init__(self, host: Host, own_notes: Callable[[], Sequence[Topic]]) -> None:
        """Begin without a line."""
        self._host, self._own_notes = host, own_notes
        self._memories: dict[str, Memory] = {}
        self._rows: dict[Card, CardRow] = {}

    def read(self) -> None:
        """Read when cards come back; raises StoreError."""
        store = self._host.session.store
        self._rows = {}
        self._memories = store.reviews.memories(card_item(card.id) for card in store.cards.all())

    def rows(self, cards: Sequence[Card]) -> list[CardRow]:
        """Return a line for each card."""
        for card in cards:
            if card not in self._rows:
                self._rows[card] = self._row(card)
        return [self._rows[card] for card in cards]

    def topics(self) -> list[tuple[str, str]]:
        """Return the topics that a card may belong to, with their shelves."""
        shelves = self._host.catalog.shelves()
        ours = [
            (topic.id, f"{topic.title}  ·  {shelf_title(shelf)}")
            for shelf, topics in shelves.items()
            for topic in topics
        ]
        return ours + [(topic.id, f"{topic.title}  ·  Your notes") for topic in self._own_notes()]

    def terms(self, kept: Sequence[Card]) -> list[TermChoice]:
        """Return what cards can be made of: the terms of the note read last, then those of each shelf."""
        of_notes = [card for card in kept if is_of_note(card)]
        shelves = self._host.catalog.shelves()
        choices = [(topic.id, f"“{topic.title}”") for topic in self.topics_of(self._host.settings.topic)]
        choices += [(shelf, f"All of {shelf_title(shelf)}") for shelf in shelves]
        return [
            TermChoice(name, title, len(todo.added) + len(todo.changed))
            for name, title in choices
            if (found := cards_of_notes(self.topics_of(name)))
            for todo in (changes(of_notes, found),)
        ]

    def topics_of(self, name: str) -> list[Topic]:
        """Return the topics of a shelf, or the topic of that name alone; none where there is neither."""
        catalog = self._host.catalog
        every = [*catalog.topics.values(), *self._own_notes()]
        return catalog.shelves().get(name) or [topic for topic in every if topic.id == name]

    def _row(self, card: Card) -> CardRow:
        topic = topic_title(self._host.catalog, card.topic) if card.topic else ""
        memory = self._memories.get(card_item(card.id))
        if memory is None:
            return CardRow(card, topic, source_words(card), NOT_ASKED, NEVER)
        today = learners_day(self._host.around.now(), self._host.settings.day_starts_at)
        return CardRow(card, topic, source_words(card), _when(memory.due, today), memory.due)


def _when(due: date, today: date) -> str:
    """Return when a card comes back, as seen today."""
    days = (due - today).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days:,} days"
