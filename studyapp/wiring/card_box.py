"""Your cards at work: listed, written, changed, removed, taken in from decks and notes; each step can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from question_bank.wording import counted, listed
from studyapp.errors import StoreError
from studyapp.storage_cards import KeptCards
from studyapp.study.anki import Deck
from studyapp.study.cards import Card, CardChanges, cards_of_notes, changes
from studyapp.study.catalog import Topic
from studyapp.ui.card_form import CardForm
from studyapp.ui.cards_dialog import CardsDialog
from studyapp.ui.cards_table import one_line
from studyapp.ui.deck_dialog import DeckDialog
from studyapp.ui.text_block import Look
from studyapp.ui.theme import Theme
from studyapp.wiring.card_lists import CardLists
from studyapp.wiring.deck_process import DeckProcess
from studyapp.wiring.host import Host
from studyapp.wiring.planning import short

MOST_STEPS = 30
THE_SAME = "That card is here already, with this very answer."
NO_STEP = "There is nothing to undo: no card was changed since you opened this list."


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, and how it is undone."""

    words: str
    undo: Callable[[], None]


class CardBox:
    """The dialog of all cards, and those that open over it.

    ``dialog``, ``form`` and ``deck`` are those that are open.
    """

    def __init__(
        self, host: Host, *, own_notes: Callable[[], Sequence[Topic]], cards_changed: Callable[[], None]
    ) -> None:
        """Begin without a dialog; ``cards_changed`` is called when there are other cards."""
        self.dialog: CardsDialog | None = None
        self.form: CardForm | None = None
        self.deck: DeckDialog | None = None
        self.process = DeckProcess(host.window)
        self._host, self._cards_changed = host, cards_changed
        self._steps: list[Step] = []
        self._lists = CardLists(host, own_notes)
        self._is_changed = False
        self._found: Deck | None = None
        self.process.found.connect(self._on_deck_found)
        self.process.failed.connect(self._on_deck_failed)

    @property
    def _cards(self) -> KeptCards:
        return self._host.session.store.cards

    def open(self) -> None:
        """Show all cards."""
        self._steps, self._is_changed = [], False
        self.dialog = dialog = CardsDialog(self._look(), self._host.window)
        dialog.write_requested.connect(lambda: self._open_form(None))
        dialog.change_requested.connect(self._open_form)
        dialog.card_removed.connect(self._on_card_removed)
        dialog.deck_chosen.connect(self.read_deck)
        dialog.terms_requested.connect(self._on_terms_requested)
        dialog.undo_requested.connect(self._on_undo_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_dialog_finished)
        if self._do(self._lists.read):
            self._do(self._fill)
        dialog.open()
        (dialog.table if dialog.table.lines.rows else dialog.write_button).setFocus()

    def read_deck(self, path: Path) -> None:
        """Read a deck, and show what taking it in would do."""
        topics, topic = self._lists.topics(), self._host.settings.topic
        self.deck = deck = DeckDialog(path.name, topics, topic=topic, look=self._look(), parent=self.dialog)
        deck.deck_accepted.connect(self._on_deck_accepted)
        deck.finished.connect(deck.deleteLater)
        deck.finished.connect(self._on_deck_finished)
        deck.open()
        self.process.start(path)

    def show_theme(self, theme: Theme) -> None:
        """Change what is open to another theme."""
        for each in (self.dialog, self.form, self.deck):
            if each is not None:
                each.show_theme(theme)

    def close(self) -> None:
        """End the process."""
        self.process.cancel()

    # ------------------------------------------------------------------ what is shown

    def _fill(self, card: int = 0) -> None:
        """List all cards as they are now; raises StoreError."""
        assert self.dialog is not None
        cards = self._cards.all()
        self.dialog.show_cards(self._lists.rows(cards), card)
        self.dialog.show_terms(self._lists.terms(cards))

    def _look(self) -> Look:
        return Look(self._host.theme, self._host.typesetter)

    # ------------------------------------------------------------------ what is done

    def _do(self, change: Callable[[], None]) -> bool:
        """Do something with the store, all of it or nothing; say why when it can't be done."""
        assert self.dialog is not None
        try:
            with self._host.session.store.as_one():
                change()
        except StoreError as error:
            self.dialog.show_problem(str(error))
            return False
        return True

    def _did(self, words: str, undo: Callable[[], None], *, card: int = 0) -> None:
        """Remember how a step is undone, and show the cards as they are now."""
        self._steps = [*self._steps, Step(words, undo)][-MOST_STEPS:]
        self._show(words, card)

    def _show(self, words: str, card: int = 0) -> None:
        assert self.dialog is not None
        if self._do(partial(self._fill, card)):
            self.dialog.show_done(words, can_undo=bool(self._steps))
        self._is_changed = True

    def _take_in(self, found: Sequence[Card]) -> CardChanges | None:
        """Keep cards that are new and answers that are other ones as one step; return them, None if that failed."""
        added: list[Card] = []
        before: list[Card] = []
        done = CardChanges((), ())

        def keep() -> None:
            nonlocal done
            kept = self._cards.all()
            done = changes(kept, found)
            changed = {card.id for card in done.changed}
            before.extend(card for card in kept if card.id in changed)
            added.extend(self._cards.add(done.added))
            self._change_all(done.changed)

        def undo() -> None:
            self._remove_all(added)
            self._change_all(before)

        if not self._do(keep):
            return None
        if added or before:
            first = next(iter((*added, *before)))
            self._did(_taken(done, first), undo, card=first.id)
        return done

    def _change_all(self, cards: Sequence[Card]) -> None:
        for card in cards:
            self._cards.change(card)

    def _remove_all(self, cards: Sequence[Card]) -> None:
        now = self._host.around.now()
        for card in cards:
            self._cards.remove(card, now)

    def _on_undo_requested(self) -> None:
        assert self.dialog is not None
        if not self._steps:
            self.dialog.show_done(NO_STEP, can_undo=False)
        elif self._do(self._steps[-1].undo):
            step = self._steps.pop()
            self._show(f"Undone: {step.words}")

    def _on_card_removed(self, card: Card) -> None:
        if self._do(lambda: self._remove_all([card])):
            self._did(f"“{short(one_line(card.front))}” is removed.", lambda: self._cards.restore(card))

    def _on_terms_requested(self, name: str) -> None:
        self._take_in(cards_of_notes(self._lists.topics_of(name)))

    # ------------------------------------------------------------------ one card

    def _open_form(self, card: Card | None) -> None:
        topic = self._host.settings.topic
        self.form = form = CardForm(card, self._lists.topics(), topic=topic, look=self._look(), parent=self.dialog)
        form.card_written.connect(self._on_card_changed if card else self._on_card_written)
        form.finished.connect(form.deleteLater)
        form.finished.connect(self._on_form_finished)
        form.open()

    def _on_card_written(self, card: Card) -> None:
        """Keep a new card; the same question again gets the new answer."""
        assert self.form is not None
        done = self._take_in([card])
        if done is not None and not done.added and not done.changed:
            self.form.show_problem(THE_SAME)
        else:
            self._end_form(is_done=done is not None)

    def _on_card_changed(self, card: Card) -> None:
        before: list[Card] = []

        def change() -> None:
            before.extend(each for each in (self._cards.get(card.id),) if each is not None)
            self._cards.change(card)

        is_done = self._do(change)
        if is_done:
            words = f"“{short(one_line(card.front))}” is changed."
            self._did(words, lambda: self._change_all(before), card=card.id)
        self._end_form(is_done=is_done)

    def _on_form_finished(self) -> None:
        self.form = None

    def _end_form(self, *, is_done: bool) -> None:
        assert self.form is not None and self.dialog is not None
        if is_done:
            self.form.show_kept()
        else:
            self.form.show_problem(self.dialog.notice.message.text())

    # ------------------------------------------------------------------ a deck

    def _on_deck_found(self, deck: Deck) -> None:
        assert self.deck is not None
        self._found = deck
        try:
            self.deck.show_deck(deck, changes(self._cards.all(), deck.cards))
        except StoreError as error:
            self.deck.show_problem(str(error))

    def _on_deck_failed(self, sentence: str) -> None:
        assert self.deck is not None
        self.deck.show_problem(sentence)

    def _on_deck_accepted(self, topic: str) -> None:
        assert self.deck is not None and self._found is not None and self.dialog is not None
        cards = [replace(card, topic=topic) for card in self._found.cards]
        if self._take_in(cards) is not None:
            self.deck.accept()
        else:
            self.deck.show_problem(f"{self.dialog.notice.message.text()} Nothing was taken in.")

    def _on_deck_finished(self) -> None:
        self.process.cancel()
        self._found = self.deck = None

    def _on_dialog_finished(self) -> None:
        """Have the plan worked out anew, once for all that was done."""
        self.dialog = None
        if self._is_changed:
            self._cards_changed()


def _taken(todo: CardChanges, first: Card) -> str:
    """Return what was taken in, in one sentence."""
    if len(todo.added) + len(todo.changed) == 1:
        return f"“{short(one_line(first.front))}” {'is added' if todo.added else 'has a new answer'}."
    changed = f"{counted(len(todo.changed), 'card')} with another answer"
    added = counted(len(todo.added), "new card")
    return f"Taken in: {listed([words for words, cards in ((added, todo.added), (changed, todo.changed)) if cards])}."
