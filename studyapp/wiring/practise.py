"""The page Practise: the list of families and one exercise desk."""

from __future__ import annotations

from studyapp.ui.practise_view import PractiseView
from studyapp.ui.theme import Theme
from studyapp.wiring.exercises import ExerciseDesk
from studyapp.wiring.library import Library


class PractisePage:
    """Asks exercises of the family chosen on the left."""

    def __init__(self, desk: ExerciseDesk, library: Library) -> None:
        """Build the page."""
        self.desk = desk
        self.view = PractiseView(desk.view)
        self.view.show_families(library.families_by_shelf())
        self.view.family_requested.connect(self.ask)

    def ask(self, family: str, *, difficulty: int | None = None, seed: int | None = None) -> None:
        """Ask an exercise of a family."""
        self.view.show_chosen(family)
        self.desk.ask(family, difficulty=difficulty, seed=seed)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self.desk.view.show_theme(theme)
