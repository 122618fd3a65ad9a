"""The map of Learn: what leads to what, how far the learner is, and what comes before a topic."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studyapp.study.mastery import Mastery
from studyapp.study.prerequisites import Needs
from studyapp.study.reading_way import Stop, next_stop, reading_way
from studyapp.study.topic_map import fitting_columns, topic_map
from studyapp.ui.icons import icon
from studyapp.ui.learn_tabs import MAP, LearnTabs
from studyapp.ui.map_canvas import MapCanvas
from studyapp.ui.mastery_sign import MEANINGS, MasterySign
from studyapp.ui.pieces import button, hairline, label
from studyapp.ui.reading_panel import ReadingPanel
from studyapp.ui.theme import BETWEEN_PX, SECTION_PX, WITHIN_PX, Theme

SETTLED_MS = 120
"""How long the window keeps its size before the map is arranged for it."""


class TopicMapView(QWidget):
    """The map, and beside it the way to the topic that is marked.

    Signals:
        topic_chosen: The learner wants to read a topic; carries its id.
        list_requested: The learner wants the list of topics instead.
    """

    topic_chosen = Signal(str)
    list_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build the page; ``show_topics`` fills it."""
        super().__init__()
        self._theme = theme
        self._stops: Mapping[str, Stop] = {}
        self._graph: Needs = {}
        self._columns = 0
        self.tabs = LearnTabs(MAP)
        self.canvas = MapCanvas(theme)
        self.panel = ReadingPanel(theme)
        self.smaller_button = button("", "segment", tip="Smaller (-)")
        self.larger_button = button("", "segment", tip="Larger (+)")
        self.whole_button = button("Whole map", "segment", tip="All topics at once (0)")
        self.empty = label("There are no notes. Install studyapp again to get them back.", "quiet")
        self.judging = label("Working out how well you know each topic …", "quiet")
        self._signs = [MasterySign(each, theme) for each in Mastery]
        self._legend = self._laid_legend()
        self._advised = ""  # the topic that was marked here and not by the learner
        self._settled_timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    def show_topics(self, stops: Mapping[str, Stop], graph: Needs) -> None:
        """Show topics in reading order; the mark stays where the learner put it, else what can be learned next has it.

        While it is not worked out how well they are known, nothing is marked that was not before.
        """
        if self._columns and (stops, graph) == (self._stops, self._graph):
            return  # the keyboard may be on a row beside the map
        is_same = self._columns and (_shapes(stops), graph) == (_shapes(self._stops), self._graph)
        self._stops, self._graph = stops, graph
        is_judged = all(stop.is_judged for stop in stops.values())
        self.empty.setVisible(not stops)
        self.panel.setVisible(bool(stops))
        self._legend.setVisible(is_judged)
        self.judging.setVisible(not is_judged)
        if is_same:
            self.canvas.show_stops(stops, graph)
        else:
            self._arrange()
        if self.canvas.marked not in stops or self.canvas.marked == self._advised:
            self.canvas.show_mark("", ())
            self._advised = next_stop(stops, graph) if is_judged else ""
        marked = self.canvas.marked or self._advised
        self.panel.show_filled(is_filled=bool(marked))
        if marked:
            self._show_mark(marked)
            self.canvas.reveal(marked)

    def mark(self, topic: str) -> None:
        """Mark a topic, bring it into view, and show what comes before it; unknown topics are ignored."""
        if topic in self._stops:
            self._advised = ""
            self._show_mark(topic)
            self.canvas.reveal(topic)

    def show_theme(self, theme: Theme) -> None:
        """Change to another theme."""
        self._theme = theme
        for sign in self._signs:
            sign.show_theme(theme)
        for each, name in (
            (self.smaller_button, "magnifying-glass-minus"),
            (self.larger_button, "magnifying-glass-plus"),
        ):
            each.setIcon(icon(name, theme.quiet))
            each.setAccessibleName(each.toolTip())
        if self._stops:
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the map for the new room once the window keeps it."""
        super().resizeEvent(event)
        self._settled_timer.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SECTION_PX, BETWEEN_PX, BETWEEN_PX, WITHIN_PX)
        head.setSpacing(WITHIN_PX)
        head.addWidget(label("Learn", "title"))
        head.addSpacing(WITHIN_PX)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._legend)
        head.addWidget(self.judging)
        head.addSpacing(WITHIN_PX)
        for each in (self.smaller_button, self.larger_button, self.whole_button):
            head.addWidget(each)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.canvas, 1)
        body.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(hairline())
        column.addLayout(body, 1)

    def _laid_legend(self) -> QWidget:
        """Return the signs with what they stand for; the whole meaning shows where the mouse rests."""
        legend = QWidget()
        line = QHBoxLayout(legend)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(WITHIN_PX)
        for sign, mastery in zip(self._signs, Mastery, strict=True):
            words = label(mastery.value, "quiet")
            words.setToolTip(MEANINGS[mastery])
            words.setAccessibleDescription(MEANINGS[mastery])
            line.addWidget(sign)
            line.addWidget(words)
            line.addSpacing(WITHIN_PX)
        return legend

    def _connect(self) -> None:
        self.tabs.other_requested.connect(self.list_requested)
        self.canvas.topic_pointed.connect(self._show_mark)
        self.canvas.topic_chosen.connect(self.topic_chosen)
        self.panel.topic_chosen.connect(self.topic_chosen)
        self.smaller_button.clicked.connect(lambda: self.canvas.zoom(-1))
        self.larger_button.clicked.connect(lambda: self.canvas.zoom(1))
        self.whole_button.clicked.connect(self.canvas.show_whole)
        self._settled_timer.timeout.connect(self._on_settled)

    def _show_mark(self, topic: str) -> None:
        way = reading_way(self._stops, self._graph, topic)
        self.canvas.show_mark(topic, [stop.id for stop in way.stops])
        self.panel.show_filled(is_filled=True)
        self.panel.show_way(way, self._theme)

    def _fitting_columns(self) -> int:
        room = self.canvas.viewport().size()
        return fitting_columns(self._shelves(), self._graph, width=room.width(), height=room.height())

    def _shelves(self) -> dict[str, str]:
        return {topic: stop.shelf for topic, stop in self._stops.items()}

    def _arrange(self) -> None:
        self._columns = self._fitting_columns()
        self._draw()

    def _draw(self) -> None:
        drawn = topic_map(self._shelves(), self._graph, columns=self._columns)
        self.canvas.show_map(drawn, self._stops, self._graph, self._theme)
        if self.canvas.marked in self._stops:
            self._show_mark(self.canvas.marked)

    def _on_settled(self) -> None:
        if self._stops and self._fitting_columns() != self._columns:
            self._arrange()
            self.canvas.reveal(self.canvas.marked)


def _shapes(stops: Mapping[str, Stop]) -> list[tuple[str, str, str, int]]:
    """Return what the drawing of a map follows from, however well the topics are known."""
    return [(stop.id, stop.title, stop.shelf, stop.minutes) for stop in stops.values()]
