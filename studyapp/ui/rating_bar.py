"""How well an answer was remembered: the rating with its reason, and four keys that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.study.memory import Rating
from studyapp.ui.flow import Flow
from studyapp.ui.pieces import button, label

NAMES = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}
RATING_KEYS: Mapping[int, Rating] = {
    Qt.Key.Key_1: Rating.AGAIN,
    Qt.Key.Key_2: Rating.HARD,
    Qt.Key.Key_3: Rating.GOOD,
    Qt.Key.Key_4: Rating.EASY,
}
GAP_PX = 4
MONTH_DAYS, YEAR_DAYS = 60, 730  # from here on, days are said in months, and in years


@dataclass(frozen=True, slots=True)
class RatingShown:
    """A rating as it is shown; None while nothing is rated.

    ``why`` is one sentence. ``days`` tells in how many days the item comes back for each rating.
    """

    rating: Rating | None
    why: str
    days: Mapping[Rating, int]


class RatingBar(QWidget):
    """Shows a rating with its reason, and lets the learner give another.

    Signals:
        rating_chosen: The learner chose a rating; carries it, 1 to 4.
    """

    rating_chosen = Signal(int)

    def __init__(self) -> None:
        """Build the bar, hidden until there is something to rate."""
        super().__init__()
        self._rating: Rating | None = None
        self.why = label("", "quiet", wrap=True)
        self.buttons = {rating: button(name, "rating", tip=f"{int(rating)}") for rating, name in NAMES.items()}
        line = QWidget()
        flow = Flow(line, gap_px=GAP_PX, line_gap_px=GAP_PX)
        for rating, each in self.buttons.items():
            each.setCheckable(True)
            flow.addWidget(each)
            each.clicked.connect(lambda _checked=False, chosen=rating: self._on_chosen(chosen))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_PX)
        column.addWidget(self.why)
        column.addWidget(line)
        self.hide()

    def show_rating(self, shown: RatingShown) -> None:
        """Show a rating, or ask for one."""
        self._rating = shown.rating
        self.why.setText(shown.why)
        for rating, each in self.buttons.items():
            is_chosen = rating is shown.rating
            when = f" · {short_words(shown.days[rating])}" if rating in shown.days else ""
            back = f", comes back {when_words(shown.days[rating])}" if rating in shown.days else ""
            each.setText(f"{int(rating)} {'✓ ' if is_chosen else ''}{NAMES[rating]}{when}")
            each.setAccessibleName(f"{NAMES[rating]}{back}{', chosen' if is_chosen else ''}. Key {int(rating)}")
            each.setToolTip(f"{NAMES[rating]}{back} (key {int(rating)})")
            each.setChecked(is_chosen)
        self.setAccessibleName(f"How well you knew it. {shown.why}")
        self.show()

    def take_key(self, key: int) -> bool:
        """Choose the rating that a key stands for; tell whether it stands for one while the bar is shown."""
        rating = RATING_KEYS.get(key)
        if rating is None or self.isHidden():
            return False
        self.buttons[rating].click()
        return True

    def _on_chosen(self, rating: Rating) -> None:
        """Stay as it was until somebody says that the rating is kept. Every choice is a stop of its own for Tab."""
        self.buttons[rating].setChecked(rating is self._rating)
        self.rating_chosen.emit(int(rating))


def short_words(days: int) -> str:
    """Return a span of days as short as a button needs it."""
    if days <= 0:
        return "today"
    if days < MONTH_DAYS:
        return f"{days} d"
    return f"{round(days / 30.4)} mo" if days < YEAR_DAYS else f"{round(days / 365.25)} y"


def until_words(days: int) -> str:
    """Return a span of days in words."""
    if days <= 0:
        return "today"
    if days < MONTH_DAYS:
        return counted(days, "day")
    if days < YEAR_DAYS:
        return counted(round(days / 30.4), "month")
    return counted(round(days / 365.25), "year")


def when_words(days: int) -> str:
    """Return when something comes back, as part of a sentence."""
    if days == 1:
        return "tomorrow"
    return "today" if days <= 0 else f"in {until_words(days)}"
