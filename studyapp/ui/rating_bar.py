"""How well an answer was remembered: the rating with its reason, and four keys that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

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
GAP_PX = 6
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
        self.why = label("", "quiet", wrap=True)
        self.buttons = {rating: button(name, "rating", tip=f"{int(rating)}") for rating, name in NAMES.items()}
        group = QButtonGroup(self)
        line = QWidget()
        flow = Flow(line, gap_px=GAP_PX, line_gap_px=GAP_PX)
        for rating, each in self.buttons.items():
            each.setCheckable(True)
            group.addButton(each)
            flow.addWidget(each)
            each.clicked.connect(lambda _checked=False, chosen=rating: self.rating_chosen.emit(int(chosen)))
        self._group = group
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_PX)
        column.addWidget(self.why)
        column.addWidget(line)
        self.hide()

    def show_rating(self, shown: RatingShown) -> None:
        """Show a rating, or ask for one."""
        self.why.setText(shown.why)
        self._group.setExclusive(shown.rating is not None)  # an exclusive group would keep the last one checked
        for rating, each in self.buttons.items():
            when = until_words(shown.days[rating]) if rating in shown.days else ""
            is_chosen = rating is shown.rating
            each.setText(f"{int(rating)}  {NAMES[rating]}{f' · {when}' if when else ''}")
            each.setChecked(is_chosen)
            back = f", comes back {when_words(shown.days[rating])}" if rating in shown.days else ""
            each.setAccessibleName(f"{NAMES[rating]}{back}{', chosen' if is_chosen else ''}. Key {int(rating)}")
        self.setAccessibleName(f"How well you knew it. {shown.why}")
        self.show()

    def take_key(self, key: int) -> bool:
        """Choose the rating that a key stands for; tell whether it stands for one while the bar is shown."""
        rating = RATING_KEYS.get(key)
        if rating is None or self.isHidden():
            return False
        self.buttons[rating].click()
        return True


def until_words(days: int) -> str:
    """Return a span of days in a word or two, as short as a button needs it."""
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
