"""Joins an exercise view to the session: asks, marks, keeps, and leads on."""

from __future__ import annotations

from question_bank import registry
from question_bank.errors import BankError
from studyapp.errors import StoreError
from studyapp.study.history import Attempt, review_of
from studyapp.study.memory import Memory, Review, item_of
from studyapp.study.practice import Sitting, sit
from studyapp.study.rating import Pace, rated
from studyapp.study.today import difficulty_after
from studyapp.ui.exercise_view import ExerciseView
from studyapp.ui.text_block import Look
from studyapp.wiring.host import Host
from studyapp.wiring.ways import Ways


class ExerciseDesk:
    """One exercise view at work."""

    def __init__(self, host: Host, ways: Ways) -> None:
        """Build the view; nothing is asked until ``ask``."""
        self.view = ExerciseView(Look(host.theme, host.typesetter), host.catalog.topics)
        self.sitting: Sitting | None = None
        self._session = host.session
        self._ways = ways
        self.view.replies_submitted.connect(self._on_replies_submitted)
        self.view.hint_requested.connect(self._on_hint_requested)
        self.view.another_requested.connect(self._on_another_requested)
        self.view.difficulty_chosen.connect(self._on_difficulty_chosen)
        self.view.demo_requested.connect(self._on_demo_requested)
        self.view.note_requested.connect(self._on_note_requested)

    def ask(self, family: str, *, difficulty: int | None = None, seed: int | None = None) -> None:
        """Ask an exercise; without a difficulty the learner's history decides, without a seed the dice."""
        try:
            chosen = difficulty or self._next_difficulty(family)
            sitting = sit(
                family,
                seed=self._ways.new_seed() if seed is None else seed,
                difficulty=chosen,
                now=self._ways.now(),
            )
        except BankError as error:
            self._ways.tell(str(error))
            return
        self.sitting = sitting
        key = sitting.key
        self.view.show_exercise(
            sitting.exercise, title=sitting.title, difficulty=key.difficulty, seed=key.seed, topic=sitting.topic
        )
        self.view.focus_input()

    def show_taken_back(self, taken: Attempt) -> None:
        """Let the answer be given anew when it was given to the exercise in view."""
        if self.sitting is not None and self.sitting.key == taken.key:
            self.view.show_taken_back()

    def show_given_again(self, given: Attempt) -> None:
        """Show an answer that counts again with its grades, when it was given to the exercise in view."""
        if self.sitting is not None and self.sitting.key == given.key:
            grades, _ = self.sitting.mark(given.replies, self._ways.now())
            self.view.show_given_again(given.replies, grades)

    def _next_difficulty(self, family: str) -> int:
        return difficulty_after(self._session.store.last_attempts([family]).get(family))

    def _on_replies_submitted(self, replies: tuple[str, ...]) -> None:
        if self.sitting is None:
            return
        grades, attempt = self.sitting.mark(replies, self._ways.now())
        saved = "Nothing counted: it could not be read"
        if attempt is not None:
            saved = "Saved. Ctrl+Z takes it back" if self._record(attempt) else "Kept in memory only"
            self.sitting = self.sitting.again(self._ways.now())
        self.view.show_grades(grades, saved=saved)
        if attempt is not None:
            self._ways.attempts_changed()

    def _record(self, attempt: Attempt) -> bool:
        try:
            self._session.record(attempt, *self._remembered(attempt))
        except StoreError as error:
            self._ways.tell(f"{error} Your answer is kept in memory; try again before you close the window.")
        return self._session.is_saved()

    def _remembered(self, attempt: Attempt) -> tuple[Review, Memory | None] | tuple[()]:
        """Return the attempt's review and what is remembered after it; nothing while the history can't be read."""
        from studyapp.study.scheduling import Schedule  # fsrs: loaded with the first answer, not with the window

        assert self.sitting is not None
        store, key, item = self._session.store, attempt.key, item_of(attempt.key)
        try:
            pace = Pace(store.reviews.newest_times()).typical(item)
            seen = key.seed in store.seeds_of(key.family, key.difficulty)
            schedule, before = Schedule(store.parameters()), store.reviews.memory(item)
        except StoreError:
            return ()
        steps = len(self.sitting.exercise.solution)
        rating, _ = rated(attempt.score, attempt.hints, attempt.duration_s, pace, steps=steps, seen=seen)
        review = review_of(attempt, rating)
        return review, schedule.after(before, review) if before else schedule.after(None, review)

    def _on_hint_requested(self) -> None:
        if self.sitting is not None:
            self.sitting = self.sitting.with_hint()
            self.view.show_hints(self.sitting.hints)

    def _on_another_requested(self) -> None:
        if self.sitting is not None:
            self.ask(self.sitting.key.family)

    def _on_difficulty_chosen(self, difficulty: int) -> None:
        if self.sitting is not None:
            self.ask(self.sitting.key.family, difficulty=difficulty)

    def _on_demo_requested(self) -> None:
        if self.sitting is not None and self.sitting.exercise.demo is not None:
            self._ways.open_demo(self.sitting.exercise.demo)

    def _on_note_requested(self, topic: str, heading: str) -> None:
        if self.sitting is not None:
            own = registry.family(self.sitting.key.family)
            self._ways.open_note(topic or own.topic, heading if topic else own.heading)
