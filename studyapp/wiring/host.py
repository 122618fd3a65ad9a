"""What the wiring of a page may ask of the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studyapp import paths
from studyapp.session import Session
from studyapp.settings import Settings
from studyapp.study.catalog import Catalog
from studyapp.ui.main_window import MainWindow
from studyapp.ui.theme import Theme

if TYPE_CHECKING:
    from studyapp.ui.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the app gets from outside: the clock (aware, local), the dice for new variants, and its folders."""

    now: Callable[[], datetime]
    new_seed: Callable[[], int]
    cache: Path
    content: Path = paths.CONTENT


class Host(Protocol):
    """The app as the pages see it."""

    session: Session
    settings: Settings
    around: Surroundings
    theme: Theme
    catalog: Catalog
    window: MainWindow

    @property
    def typesetter(self) -> Typesetter:
        """Return what sets formulas."""

    def tell(self, sentence: str) -> None:
        """Show a message across the window."""

    def remember(self, **changes: object) -> None:
        """Change settings."""

    def take_back(self) -> None:
        """Take back the last answer."""

    def give_again(self) -> None:
        """Bring back the answer taken back last."""
