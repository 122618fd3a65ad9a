"""Cards at work: asked, rated by the learner, and followed by what comes next."""

from __future__ import annotations

from datetime import datetime

from studyapp.errors import StoreError
from studyapp.study.cards import Card, source_words
from studyapp.study.memory import Rating
from studyapp.study.practice import seconds_between
from studyapp.ui.card_view import CardView
from studyapp.ui.text_block import Look
from studyapp.wiring.host import Host
from studyapp.wiring.library import topic_title
from studyapp.wiring.tutor import Tutor
from studyapp.wiring.ways import Ways

GONE = "That card is not there any more."


class CardDesk:
    """One card view at work."""

    def __init__(self, host: Host, ways: Ways, tutor: Tutor) -> None:
        """Build the view; nothing is asked until ``ask``."""
        self.view = CardView(Look(host.theme, host.typesetter))
        self.card: Card | None = None
        self._host, self._ways, self._tutor = host, ways, tutor
        self._asked_at: datetime = ways.now()
        self.view.rated.connect(self._on_rated)
        self.view.note_requested.connect(self._on_note_requested)
        self.view.skip_requested.connect(self._on_skip_requested)

    def ask(self, number: int) -> bool:
        """Ask a card; tell whether there is one of that number."""
        try:
            card = self._host.session.store.cards.get(number)
            rating = self._tutor.ratings.card_rating(card) if card else None
        except StoreError as error:
            self._ways.tell(str(error))
            return False
        if card is None or rating is None:
            self._ways.tell(GONE)
            return False
        self.card, self._asked_at = card, self._ways.now()
        has_note = card.topic in self._host.catalog.topics
        where = topic_title(self._host.catalog, card.topic) if card.topic else source_words(card)
        self.view.show_card(card.front, card.back, title=f"A card · {where}", rating=rating, has_note=has_note)
        return True

    def _on_rated(self, rating: int) -> None:
        if self.card is None:
            return
        now = self._ways.now()
        seconds = seconds_between(self._asked_at, now)
        try:
            self._tutor.rate_card(self.card, Rating(rating), seconds)
        except StoreError as error:
            self._ways.tell(str(error))
            return
        self._ways.attempts_changed()
        self._go_on()

    def _on_skip_requested(self) -> None:
        if self.card is not None:
            self._tutor.put_off(self.card.id)
            self._go_on()

    def _go_on(self) -> None:
        """Go to what is planned next, or back to Today when the day is done."""
        try:
            planned = self._tutor.planned()
        except StoreError as error:
            self._ways.tell(str(error))
        else:
            self._ways.follow(planned or "page:today")

    def _on_note_requested(self) -> None:
        if self.card is not None:
            self._ways.open_note(self.card.topic, "")
