"""What is needed before a topic: the order to read it in, with minutes, and what is not known yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.study.catalog import shelf_title
from studyapp.study.reading_way import ReadingWay, Stop
from studyapp.ui.mastery_sign import MasterySign
from studyapp.ui.pieces import button, clear, label
from studyapp.ui.theme import BETWEEN_PX, INTERFACE_PX, WITHIN_PX, Theme

WIDTH_PX = 304
NUMBER_PX, MINUTES_PX = 18, 48


class ReadingPanel(QScrollArea):
    """The way to one topic.

    Signals:
        topic_chosen: The learner wants to read a topic; carries its id.
    """

    topic_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        """Build an empty panel."""
        super().__init__()
        self.rows: dict[str, QPushButton] = {}
        self.title = label("", "subheading", wrap=True)
        self.facts = label("", "quiet", wrap=True)
        self.judgement = label("", "quiet", wrap=True)
        self.open_button = button("Read the note", "primary")
        self.summary = label("", "quiet", wrap=True)
        self._theme = theme
        self._topic = ""
        self._inside = QWidget()
        self._before, self._after = QVBoxLayout(), QVBoxLayout()
        self.setFixedWidth(WIDTH_PX)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.open_button.clicked.connect(lambda: self.topic_chosen.emit(self._topic))
        self._lay_out()

    def show_way(self, way: ReadingWay, theme: Theme) -> None:
        """Show what comes before a topic, and what it leads to."""
        self._theme = theme
        self._topic = way.topic.id
        self.rows = {}
        self.title.setText(way.topic.title)
        self.facts.setText(f"{shelf_title(way.topic.shelf)} · {way.topic.facts}")
        self.open_button.setAccessibleName(f"Read the note on {way.topic.title}")
        self.judgement.setText(way.topic.judgement)
        self.judgement.setVisible(bool(way.topic.judgement))
        self.summary.setText(summary(way))
        clear(self._before)
        for number, stop in enumerate(way.stops, 1):
            self._before.addWidget(self._row(stop, number))
        clear(self._after)
        if way.after:
            self._after.addSpacing(WITHIN_PX)
            self._after.addWidget(label("It leads to", "subheading"))
        for stop in way.after:
            self._after.addWidget(self._row(stop))

    def show_filled(self, *, is_filled: bool) -> None:
        """Show the way, or nothing but the empty panel while no topic is marked."""
        self._inside.setVisible(is_filled)

    def _row(self, stop: Stop, number: int = 0) -> QPushButton:
        """Return a line that opens a topic."""
        made = button("", "line", tip=f"{stop.title}: {stop.facts}")
        place = f"{number}. " if number else ""
        made.setAccessibleName(f"{place}{stop.title}, {stop.said}")
        line = QHBoxLayout(made)
        line.setContentsMargins(WITHIN_PX, 4, WITHIN_PX, 4)
        line.setSpacing(WITHIN_PX)
        title = label("", "" if stop.is_open else "quiet")
        room = WIDTH_PX - 2 * BETWEEN_PX - MINUTES_PX - 6 * WITHIN_PX - (NUMBER_PX + WITHIN_PX if number else 0)
        font = title.font()
        font.setPixelSize(INTERFACE_PX)  # the style sheet sets it later
        title.setText(QFontMetrics(font).elidedText(stop.title, Qt.TextElideMode.ElideRight, room))
        minutes = label(f"{stop.minutes} min", "quiet")
        minutes.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if number:
            counter = label(str(number), "quiet")
            counter.setFixedWidth(NUMBER_PX)
            counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(counter)
        line.addWidget(self._sign(stop))
        line.addWidget(title, 1)
        line.addWidget(minutes)
        for each in made.findChildren(QWidget):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        made.clicked.connect(lambda: self.topic_chosen.emit(stop.id))
        self.rows[stop.id] = made
        return made

    def _sign(self, stop: Stop) -> MasterySign:
        """Return the sign of a topic, or the room for it."""
        sign = MasterySign(stop.mastery, self._theme)
        keeps_room = sign.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        sign.setSizePolicy(keeps_room)
        if not stop.is_judged:
            sign.hide()
        return sign

    def _lay_out(self) -> None:
        self._inside.setProperty("role", "sheet")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(BETWEEN_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(WITHIN_PX)
        for widget in (self.title, self.facts, self.judgement, self.open_button):
            column.addWidget(widget)
        column.addSpacing(WITHIN_PX)
        column.addWidget(label("What do I need before this?", "subheading", wrap=True))
        column.addWidget(self.summary)
        for rows in (self._before, self._after):
            rows.setSpacing(0)
            column.addLayout(rows)
        column.addStretch(1)
        self.setWidget(self._inside)


def summary(way: ReadingWay) -> str:
    """Return in words how much comes before a topic, and how much of that is still to be learned."""
    if not way.stops:
        return "Nothing. You can start with this one."
    whole = f"{counted(len(way.stops), 'topic')} in this order, about {way.minutes} min of reading."
    left = way.open_stops
    if not all(stop.is_judged for stop in way.stops):
        return whole
    if not left:
        return f"{whole} You know all of it."
    if len(left) == len(way.stops):
        return f"{whole} None of it is known yet."
    return f"{whole} Not known yet: {len(left)}, about {way.open_minutes} min."
