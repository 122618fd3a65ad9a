"""What the running app remembers: every accepted answer on the disk, or kept until it can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studyapp.backups import Opened
from studyapp.errors import StoreError
from studyapp.storage import Store
from studyapp.study.cards import changes
from studyapp.study.history import Attempt, PredictionMade
from studyapp.study.memory import Memory, Review, card_item
from studyapp.study.runs import Run


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the disk would not have yet; ``review`` is None where marks and hints alone rate the attempt."""

    attempt: Attempt
    review: Review | None


class Session:
    """One sitting at the app, from start to close.

    ``store`` can be read at any time; answers and runs are written through here, so that nothing accepted is lost
    when the disk is full or the file in use.
    """

    def __init__(self, opened: Opened, path: Path | None) -> None:
        """Begin with an opened store; ``path`` is where progress belongs, None for a session without a file."""
        self.store = opened.store
        self._saved = opened.saved
        self._path = path
        self._waiting: list[_Answer] = []
        self._withdrawn: list[_Answer] = []  # taken back while they waited

    def is_saved(self) -> bool:
        """Tell whether everything accepted is in the file; else something is kept in memory only."""
        return self._saved

    def record(self, attempt: Attempt, review: Review | None = None, memory: Memory | None = None) -> None:
        """Keep an accepted attempt, its review and what is remembered after it, as one.

        Without a review the attempt is rated by marks and hints alone. Raises StoreError when the disk would not have
        it; it is then kept here.
        """
        self._withdrawn.clear()
        self.store.forget_undone()
        if review is None or self._waiting:
            self._waiting.append(_Answer(attempt, review))
            self._write_waiting()
            return
        try:
            self.store.add_answer(attempt, review, memory)
        except StoreError:
            self._waiting.append(_Answer(attempt, review))  # its memory is worked out anew when it is written
            self._saved = False
            raise

    def record_card(self, review: Review, memory: Memory | None) -> None:
        """Keep the review of a card and what is remembered after it, after all that waits. Raises StoreError."""
        self._withdrawn.clear()
        self._write_waiting()
        self.store.reviews.add_card(review, memory)

    def record_prediction(self, made: PredictionMade) -> None:
        """Keep a judged prediction. Raises StoreError."""
        self.store.add_prediction(made)

    def record_run(self, run: Run, curves: bytes) -> Run:
        """Keep a run of a demo and return it with its id. Raises StoreError."""
        return self.store.runs.add(run, curves)

    def take_back(self, now: datetime) -> Attempt | Review | None:
        """Take back the last answer of this sitting with its consequences and return it; None when there is none.

        An answer to a card is its Review. Raises StoreError.
        """
        if self._waiting:
            self._withdrawn.append(self._waiting.pop())
            return self._withdrawn[-1].attempt
        return self.store.take_back(now)

    def give_again(self) -> Attempt | Review | None:
        """Bring back the answer taken back last with its consequences and return it; None when there is none.

        Raises StoreError when the disk would not have it; an answer that waited is then waiting again.
        """
        if not self._withdrawn or self.store.can_give_again():
            return self.store.give_again()
        answer = self._withdrawn.pop()
        self._waiting.append(answer)
        self._write_waiting()
        return answer.attempt

    def save_again(self) -> None:
        """Try again to write what is kept in memory. Raises StoreError when it still can't be."""
        if self._path is not None and self.store.path is None:
            self._move_to_file(Store(self._path))
        self._write_waiting()

    def close(self) -> None:
        """Close the store. Raises StoreError, with the store still open, while something can't be written."""
        if self._waiting or not self._saved:
            self.save_again()
        self.store.close()

    def _move_to_file(self, file_store: Store) -> None:
        try:
            with file_store.as_one():
                _copy_all(self.store, file_store)
        except BaseException:
            file_store.close()
            raise
        self.store.close()
        self.store = file_store
        self._saved = True

    def _write_waiting(self) -> None:
        try:
            while self._waiting:
                self.store.add_attempt(self._waiting[0].attempt, self._waiting[0].review)
                del self._waiting[0]
        except StoreError:
            self._saved = False
            raise
        self._saved = self.store.path is not None or self._path is None


def _copy_all(source: Store, target: Store) -> None:
    """Add everything of one store to another, where it gets new numbers; a card that is there already is that one."""
    cards = source.cards.all()
    target.cards.add(changes(target.cards.all(), cards).added)
    there = {(card.source, card.front): card_item(card.id) for card in target.cards.all()}
    numbers = {card_item(card.id): there[card.source, card.front] for card in cards}
    for review, attempt in source.answers():
        if attempt is not None:
            target.add_attempt(attempt, review)
        elif review.item in numbers:
            target.reviews.add_card(replace(review, item=numbers[review.item]), None)
            target.reviews.forget(numbers[review.item])
    for exam in source.exams.all():
        target.exams.save(replace(exam, id=0))
    for made in source.predictions():
        target.add_prediction(made)
    for mark in source.marks():
        target.add_mark(mark)
    for run in source.runs.all():
        kept = target.runs.add(run, source.runs.curves(run))
        if snapshots := source.runs.snapshots(run):
            target.runs.add_snapshots(kept, snapshots)
