"""What an exam is about: marks for each shelf, spread over those of its topics that are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studyapp.ui.number_field import number_field
from studyapp.ui.pieces import button, label
from studyapp.ui.theme import WITHIN_PX

FIRST_MARKS, MOST_MARKS = 10, 1000
SPIN_PX, SHARE_PX, INDENT_PX = 110, 44, 26
FOLDED, UNFOLDED = "▸", "▾"
Shelves = Mapping[str, Sequence[tuple[str, str]]]
"""The (id, title) pairs of topics by the title of their shelf."""


class ExamShelf(QWidget):
    """One shelf: its marks, and its topics to tick below when it is unfolded.

    Signals:
        changed: Other marks, or other topics.
    """

    changed = Signal()

    def __init__(self, shelf: str, topics: Sequence[tuple[str, str]], weights: Mapping[str, float]) -> None:
        """Show a shelf with what its topics are worth."""
        super().__init__()
        self.shelf = shelf
        self._given = {topic: weights[topic] for topic, _ in topics if weights.get(topic, 0) > 0}
        self._is_touched = False
        self.heading = button("", "shelf")
        self.marks = number_field(0, MOST_MARKS, unit="marks", name=f"Marks for {shelf}")
        self.marks.setValue(round(sum(self._given.values())) if weights else FIRST_MARKS)
        self.marks.setFixedWidth(SPIN_PX)
        self.share = label("", "quiet")
        self.share.setFixedWidth(SHARE_PX)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ticks = {topic: self._tick(title, not self._given or topic in self._given) for topic, title in topics}
        self._inside = QWidget()
        self._lay_out()
        self._show_heading()
        self.marks.valueChanged.connect(self._on_changed)
        self.heading.clicked.connect(self._on_heading_clicked)

    def weights(self) -> dict[str, float]:
        """Return what each topic is worth; a shelf that was left alone is worth what it was before."""
        if not self._is_touched and self._given:
            return self._given
        ticked = self._ticked()
        return {topic: self.marks.value() / len(ticked) for topic in ticked} if self.marks.value() else {}

    def show_share(self, share: float) -> None:
        """Show how much of the exam this shelf is."""
        self.share.setText(f"{share:.0%}".replace("%", " %"))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.heading, 1)
        first.addWidget(self.marks)
        first.addWidget(self.share)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(INDENT_PX, 0, 0, WITHIN_PX)
        inside.setSpacing(0)
        for tick in self.ticks.values():
            inside.addWidget(tick)
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self._inside)

    def _tick(self, title: str, is_on: bool) -> QCheckBox:
        tick = QCheckBox(title)
        tick.setChecked(is_on)
        tick.toggled.connect(self._on_changed)
        return tick

    def _ticked(self) -> list[str]:
        return [topic for topic, tick in self.ticks.items() if tick.isChecked()]

    def _show_heading(self) -> None:
        sign = FOLDED if self._inside.isHidden() else UNFOLDED
        count = f"{len(self._ticked())} of {len(self.ticks)} topics"
        self.heading.setText(f"{sign}  {self.shelf}  {count}")
        self.heading.setAccessibleName(f"{self.shelf}, {count}")

    def _on_heading_clicked(self) -> None:
        self._inside.setVisible(self._inside.isHidden())
        self._show_heading()

    def _on_changed(self) -> None:
        self._is_touched = True
        self._show_heading()
        self.changed.emit()


class ExamTopics(QWidget):
    """All shelves; or every topic alike, as long as nothing else is wanted."""

    def __init__(self, shelves: Shelves, weights: Mapping[str, float]) -> None:
        """Show what an exam is about; no weights are all topics alike."""
        super().__init__()
        self.alike = QCheckBox("All topics count alike")
        self.alike.setChecked(not weights)
        self.sections = [ExamShelf(shelf, topics, weights) for shelf, topics in shelves.items()]
        self._area = _scrolling(self.sections)
        self._area.setVisible(bool(weights))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(WITHIN_PX)
        column.addWidget(self.alike, alignment=Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._area, 1)
        self.alike.toggled.connect(self._area.setHidden)
        for section in self.sections:
            section.changed.connect(self._show_shares)
        self._show_shares()

    def weights(self) -> dict[str, float]:
        """Return what each topic is worth; nothing where all are worth the same."""
        if self.alike.isChecked():
            return {}
        return {topic: worth for section in self.sections for topic, worth in section.weights().items()}

    def is_empty(self) -> bool:
        """Tell whether no topic is worth anything."""
        return not self.alike.isChecked() and not self.weights()

    def _show_shares(self) -> None:
        worths = [sum(section.weights().values()) for section in self.sections]
        total = sum(worths) or 1.0
        for section, worth in zip(self.sections, worths, strict=True):
            section.show_share(worth / total)


def _scrolling(sections: Sequence[QWidget]) -> QScrollArea:
    inner = QWidget()
    inner.setProperty("role", "page")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, WITHIN_PX, 0)
    column.setSpacing(2)
    for section in sections:
        column.addWidget(section)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
