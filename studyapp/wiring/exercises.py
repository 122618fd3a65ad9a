"""Joins an exercise view to the session: asks, marks, keeps, and leads on."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank import registry
from question_bank.errors import BankError
from question_bank.grading import Grade
from studyapp.errors import StoreError, StudyAppError
from studyapp.study.history import Attempt
from studyapp.study.memory import Rating
from studyapp.study.practice import Sitting, sit
from studyapp.ui.exercise_view import ExerciseView
from studyapp.ui.rating_bar import RatingShown
from studyapp.ui.text_block import Look
from studyapp.wiring.host import Host
from studyapp.wiring.tutor import Tutor
from studyapp.wiring.ways import Ways, exercise_of


class ExerciseDesk:
    """One exercise view at work."""

    def __init__(self, host: Host, ways: Ways, tutor: Tutor) -> None:
        """Build the view; nothing is asked until ``ask``."""
        self.view = ExerciseView(Look(host.theme, host.typesetter), host.catalog.topics)
        self.sitting: Sitting | None = None
        self._host, self._session = host, host.session
        self._ways, self._tutor = ways, tutor
        self._is_planned = False
        self.view.replies_submitted.connect(self._on_replies_submitted)
        self.view.hint_requested.connect(self._on_hint_requested)
        self.view.another_requested.connect(self._on_another_requested)
        self.view.way_chosen.connect(self._on_way_chosen)
        self.view.rating_chosen.connect(self._on_rating_chosen)
        self.view.difficulty_chosen.connect(self._on_difficulty_chosen)
        self.view.demo_requested.connect(self._on_demo_requested)
        self.view.note_requested.connect(self._on_note_requested)

    def ask(
        self, family: str, *, difficulty: int | None = None, seed: int | None = None, planned: bool = False
    ) -> None:
        """Ask an exercise; without a difficulty the learner's history decides, without a seed the dice.

        ``planned`` says that the tutor chose the family; what the learner chose may come as often as they like.
        """
        self._is_planned = planned
        try:
            chosen = difficulty or self._tutor.ways.difficulty(family)
            sitting = sit(
                family,
                seed=self._tutor.ratings.new_seed(family, chosen) if seed is None else seed,
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
        self.view.show_asking_confidence(self._host.settings.asks_confidence)
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
            self._show_outcome(given, grades, self._tutor.ratings.shown_again(given))

    def _on_replies_submitted(self, replies: tuple[str, ...]) -> None:
        if self.sitting is None:
            return
        said = self.view.confidence.confidence()
        settings = self._host.settings
        grades, attempt = self.sitting.mark(
            replies, self._ways.now(), confidence=said, day_starts_at=settings.day_starts_at
        )
        if attempt is None:
            self.view.show_grades(grades, saved="Nothing counted: it could not be read")
            return
        rating = self._record(attempt)
        saved = "Saved. Ctrl+Z takes it back" if self._session.is_saved() else "Kept in memory only"
        self.sitting = self.sitting.again(self._ways.now())
        self.view.show_grades(grades, saved=saved)
        self._show_outcome(attempt, grades, rating)
        self._ways.attempts_changed()

    def _record(self, attempt: Attempt) -> RatingShown | None:
        """Keep an attempt and return how it was rated; None while it waits for the disk."""
        assert self.sitting is not None
        try:
            return self._tutor.ratings.answered(attempt, steps=len(self.sitting.exercise.solution))
        except StoreError as error:
            self._ways.tell(f"{error} Your answer is kept in memory; try again before you close the window.")
            return None

    def _show_outcome(self, attempt: Attempt, grades: Sequence[Grade], rating: RatingShown | None) -> None:
        """Show how well it was remembered, and the way on."""
        if rating is not None:
            self.view.show_rating(rating)
        try:
            step = self._tutor.next(attempt, grades, asked=not self._is_planned)
        except StoreError as error:
            self._ways.tell(str(error))
        else:
            self.view.show_next(step.way, step.why, step.others)

    def _on_rating_chosen(self, rating: int) -> None:
        try:
            self.view.show_rating(self._tutor.ratings.change_rating(Rating(rating)))
        except StudyAppError as error:
            self._ways.tell(str(error))
        else:
            self._ways.attempts_changed()

    def _on_way_chosen(self, address: str) -> None:
        """Stay beside the note for another exercise of the same family; everything else is the window's."""
        asked = exercise_of(address)
        if asked is not None and self.sitting is not None and asked[0] == self.sitting.key.family:
            self.ask(asked[0], difficulty=asked[1], planned=self._is_planned)
        else:
            self._ways.follow(address)

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
