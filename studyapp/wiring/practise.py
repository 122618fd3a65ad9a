"""The page Practise: the list of families, and an exercise desk or a card beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from studyapp.ui.practise_view import PractiseView
from studyapp.ui.theme import Theme
from studyapp.wiring.cards import CardDesk
from studyapp.wiring.exercises import ExerciseDesk
from studyapp.wiring.library import Library


class PractisePage:
    """Asks exercises of the family chosen on the left, and the cards that are due between them."""

    def __init__(self, desk: ExerciseDesk, cards: CardDesk, library: Library) -> None:
        """Build the page."""
        self.desk, self.cards = desk, cards
        self._stack = QStackedWidget()
        for view in (desk.view, cards.view):
            self._stack.addWidget(view)
        self.view = PractiseView(self._stack)
        self.view.show_families(library.families_by_shelf())
        self.view.family_requested.connect(self.ask)

    def ask(
        self, family: str, *, difficulty: int | None = None, seed: int | None = None, planned: bool = False
    ) -> None:
        """Ask an exercise of a family."""
        self._stack.setCurrentWidget(self.desk.view)
        self.view.show_chosen(family)
        self.desk.ask(family, difficulty=difficulty, seed=seed, planned=planned)

    def ask_card(self, number: int) -> None:
        """Ask a card, where there is one of that number."""
        if self.cards.ask(number):
            self.view.show_chosen("")
            self._stack.setCurrentWidget(self.cards.view)
            self.cards.view.show_button.setFocus()

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.desk.view.show_theme(theme)
        self.cards.view.show_theme(theme)
