"""Learn: every topic by shelf, with what belongs to it and how far the learner is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from question_bank.wording import counted
from studyapp.ui.learn_tabs import LIST, LearnTabs
from studyapp.ui.own_notes_section import OwnNotesSection
from studyapp.ui.pieces import button, clear, label, page_column, row_button, show_in_row
from studyapp.ui.pieces import row as line


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic in the list; ``attempts`` and ``accuracy`` (in [0, 1]) are the learner's own."""

    id: str
    title: str
    shelf: str
    minutes: int
    exercises: int
    demos: int
    attempts: int
    accuracy: float


class LearnView(QWidget):
    """The list of topics.

    Signals:
        topic_requested: The learner wants to read a topic; carries its id.
        map_requested: The learner wants the map of topics instead.
        search_requested: The learner wants to search everything.
    """

    topic_requested = Signal(str)
    map_requested = Signal()
    search_requested = Signal()

    def __init__(self) -> None:
        """Build the page; ``show_topics`` fills it."""
        super().__init__()
        self.rows: dict[str, QPushButton] = {}
        self._shelves: dict[str, tuple[QWidget, list[QPushButton]]] = {}
        self.tabs = LearnTabs(LIST)
        self.find_edit = QLineEdit()
        self.find_edit.setPlaceholderText("Find a topic")
        self.find_edit.setAccessibleName("Find a topic")
        self.find_edit.setClearButtonEnabled(True)
        self.find_edit.setMinimumWidth(360)
        self.search_button = button("Search everything", "link", tip="Notes, terms, exercises and demos (Ctrl+K)")
        self.empty = label("", "quiet", wrap=True)
        self.own = OwnNotesSection()
        self._list = QVBoxLayout()
        column = page_column(self)
        column.addWidget(label("Learn", "title"))
        column.addWidget(self.tabs)
        column.addWidget(label("A note, its exercises and its demos stand side by side. Start anywhere.", "quiet"))
        column.addLayout(line(self.find_edit, self.search_button))
        column.addLayout(self._list)
        column.addWidget(self.empty)
        column.addWidget(self.own)
        column.addStretch(1)
        self.own.note_requested.connect(self.topic_requested)
        self.tabs.other_requested.connect(self.map_requested)
        self.find_edit.textChanged.connect(self._on_find_changed)
        self.search_button.clicked.connect(lambda: self.search_requested.emit())

    def show_topics(self, topics: Sequence[TopicRow]) -> None:
        """Show the topics in the order given, a heading before each shelf."""
        for _ in self.showing(topics):
            pass

    def showing(self, topics: Sequence[TopicRow]) -> Iterator[None]:
        """Do what ``show_topics`` does a row at a time; rows that are there already only get their words."""
        if [topic.id for topic in topics[: len(self.rows)]] != [*self.rows]:
            clear(self._list)
            self.rows = {}
            self._shelves = {}
        for topic in topics:
            words = _row_words(topic)
            if topic.id in self.rows:
                show_in_row(self.rows[topic.id], *words)
            else:
                self._add(topic, row_button(*words))
                yield
        self._on_find_changed(self.find_edit.text())

    def _add(self, topic: TopicRow, row: QPushButton) -> None:
        if topic.shelf not in self._shelves:
            self._shelves[topic.shelf] = (label(topic.shelf, "subheading"), [])
            self._list.addSpacing(8)
            self._list.addWidget(self._shelves[topic.shelf][0])
        self._shelves[topic.shelf][1].append(row)
        self._list.addWidget(row)
        self.rows[topic.id] = row
        row.show()
        row.clicked.connect(lambda _checked=False: self.topic_requested.emit(topic.id))

    def _on_find_changed(self, text: str) -> None:
        words = text.lower().split()
        for heading, rows in self._shelves.values():
            for row in rows:
                row.setVisible(all(word in row.accessibleName().partition(":")[0].lower() for word in words))
            heading.setVisible(any(not row.isHidden() for row in rows))
        self.own.show_found(words)
        nothing = not any(not row.isHidden() for row in self.rows.values())
        no_match = f"No topic has “{text}” in its title. Clear the search to see all."
        self.empty.setText(no_match if self.rows else "There are no notes. Install studyapp again to get them back.")
        self.empty.setVisible(nothing)


def _row_words(topic: TopicRow) -> tuple[str, str]:
    earned = f"{counted(topic.attempts, 'answer')}, {topic.accuracy:.0%} of the marks"
    own = earned if topic.attempts else "not practised yet"
    ties = [counted(count, word) for count, word in ((topic.exercises, "exercise"), (topic.demos, "demo")) if count]
    return topic.title, "   ·   ".join([f"{topic.minutes} min", *ties, own])
