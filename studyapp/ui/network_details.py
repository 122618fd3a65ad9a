"""What is behind the numbers of one layer: every calculation in full, and where to practise it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from question_bank.networks import ReceptiveField, Row, shown
from studyapp.ui.pieces import button, clear, label
from studyapp.ui.theme import BETWEEN_PX, WITHIN_PX

HEIGHT_PX = 124
WIDE_PX = 700  # with less, only the nearest exercise is offered, so that the layer itself can be read
HINT = "Choose a layer in the table, the drawing or the text to see how its numbers come about."


class NetworkDetails(QFrame):
    """The calculations of the chosen layer; its height never changes.

    Signals:
        family_requested: The learner wants to practise such a calculation; carries the family's id.
    """

    family_requested = Signal(str)

    def __init__(self) -> None:
        """Build the panel with a hint on it."""
        super().__init__()
        self.setFixedHeight(HEIGHT_PX)
        self.title = label("", "subheading")
        self.words = label("", "quiet", wrap=True)
        self.links: list[QPushButton] = []
        self._shown: list[QLabel] = []
        self._links = QHBoxLayout()
        self._lines = QGridLayout()
        self._lines.setColumnStretch(1, 1)
        self._lines.setHorizontalSpacing(BETWEEN_PX)
        self._lines.setVerticalSpacing(2)
        self._lay_out()
        self.show_words("", HINT)

    def show_words(self, title: str, words: str) -> None:
        """Show a text in place of a layer."""
        self._clear()
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def show_row(self, row: Row, families: Sequence[tuple[str, str]]) -> None:
        """Show a layer's calculations; ``families`` are (id, title) of those that practise them."""
        self.show_words(row.layer, "")
        self.title.setToolTip(row.layer)
        for number, (name, value) in enumerate(calculations(row)):
            self._shown += [label(name, "quiet"), label(value, wrap=True)]
            self._lines.addWidget(self._shown[-2], number, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(self._shown[-1], number, 1)
        if families:
            self._links.addWidget(label("Practise", "quiet"))
        for family, title in families[: 2 if self.width() >= WIDE_PX else 1]:
            link = button(title, "link")
            link.clicked.connect(lambda _checked=False, chosen=family: self.family_requested.emit(chosen))
            self._links.addWidget(link)
            self.links.append(link)

    def text(self) -> str:
        """Return everything the panel says."""
        return "\n".join([self.title.text(), self.words.text(), *(each.text() for each in self._shown)])

    def _clear(self) -> None:
        clear(self._links)
        self.links = []
        for each in self._shown:
            self._lines.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._shown = []

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(BETWEEN_PX, WITHIN_PX, BETWEEN_PX, WITHIN_PX)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addLayout(self._links)
        self.title.setMinimumWidth(1)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(self._lines)
        column.addStretch(1)
        inner.setProperty("role", "sheet")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)


def calculations(row: Row) -> list[tuple[str, str]]:
    """Return what there is to say of a layer: (what, how it comes about)."""
    sizes = f"{shown(row.input_shape)} → {shown(row.output_shape)}"
    found = [("Shape", f"{sizes}   {row.shape_calculation}".rstrip())]
    if row.parameters:
        kept = row.parameters - row.trainable
        found.append(("Parameters", f"{row.calculation}{f', of which {kept:,} are not trained' if kept else ''}"))
    else:
        found.append(("Parameters", "none: nothing is learnt here"))
    if row.multiply_adds:
        found.append(("Multiply-adds", row.multiply_adds_calculation))
    if row.receptive_field is not None:
        found.append(("Sees", _view(row.receptive_field)))
    return found + [("Note", note) for note in row.notes]


def _view(field: ReceptiveField) -> str:
    places = "places" if field.size != (1,) * len(field.size) else "place"
    step = f"neighbours lie {shown(field.jump)} apart" if any(jump > 1 for jump in field.jump) else "step 1"
    return f"{shown(field.size)} {places} of the input, {step}"
