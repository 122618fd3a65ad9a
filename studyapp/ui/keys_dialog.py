"""The list of keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QStyle, QVBoxLayout, QWidget

from studyapp.ui.pieces import button, label, row
from studyapp.ui.theme import BETWEEN_PX, SECTION_PX, WITHIN_PX

KEYS = (
    ("Ctrl+1 … Ctrl+7", "Today, Learn, Practise, Lab, Exam, Progress, Author"),
    ("Enter", "Check; once more, or when it is right, go on to what comes next"),
    ("1 … 4", "After an answer: again, hard, good, easy (Alt+1 … Alt+4 while typing)"),
    ("G, M, S", "Before an answer, if you are asked: a guess, maybe, sure (when not typing)"),
    ("Space", "Show the back of a card"),
    ("H", "Next step of the solution (when not typing)"),
    ("Ctrl+Enter", "Another exercise like this"),
    ("Alt+A, Alt+B, …", "Tick that option"),
    ("Arrow keys, Enter", "From cell to cell of a matrix or table; Enter to the next empty one"),
    ("Alt+Up, Alt+Down", "Move an item that is to be put in order"),
    ("Ctrl+Z", "Take back the last answer"),
    ("Ctrl+Shift+Z, Ctrl+Y", "Bring it back"),
    ("Space", "Run or pause a demo"),
    ("S", "One step of a demo"),
    ("R", "Reset a demo to the same initial weights"),
    ("N", "New seed"),
    ("K", "Keep a demo's run for comparison"),
    ("Left, Right, Home, End", "Through the moments of a run that is held or has ended"),
    ("Ctrl+Shift+N", "The network page of the Lab"),
    ("Alt+Down, Alt+Up", "From the layers typed to their table, and back"),
    ("Ctrl+Shift+M", "The map of topics"),
    ("Arrow keys, Enter", "On the map: from topic to topic, and open one"),
    ("+, -, 0", "On the map: larger, smaller, all of it"),
    ("Alt+Left, Alt+Right", "In a note: back to what you read before, and forward again"),
    ("Ctrl+K", "Search everything, or say what to do"),
    ("Ctrl+F", "Find in the note"),
    ("H, B, R", "In a note: highlight the words selected, bookmark the section, write a remark; H and B again remove"),
    ("Ctrl+P", "Print the note, or save it or its shelf as PDF"),
    ("Ctrl+M, F7", "Your marks in notes; select words of a note with the arrow keys"),
    ("Ctrl++, Ctrl+-, Ctrl+0", "Larger, smaller, usual text"),
    ("? or F1", "This list"),
)

MEANING_PX = 600  # of a line; few are longer


class KeysDialog(QDialog):
    """Shows every key, as many as fit into the window at once; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the list."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Keys")
        self.area.setWidget(_list())
        self.close_button = button("Close", tip="Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(SECTION_PX, BETWEEN_PX, BETWEEN_PX, BETWEEN_PX)
        column.setSpacing(BETWEEN_PX)
        column.addWidget(self.area, 1)
        column.addLayout(row(self.close_button))
        self.close_button.clicked.connect(self.reject)
        self._fit(parent)
        self.area.setFocus()  # arrow keys and Page Down go through the list

    def _fit(self, parent: QWidget | None) -> None:
        """Be as high as all keys are, or as the window lets it be."""
        inside = self.area.widget()
        assert inside is not None
        bar_px = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        around = self.sizeHint() - self.area.sizeHint()
        wanted = inside.sizeHint() + around + QSize(bar_px + BETWEEN_PX, 0)
        self.resize(wanted.boundedTo(parent.size() - QSize(2 * SECTION_PX, 2 * SECTION_PX)) if parent else wanted)


def _list() -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SECTION_PX)
    grid.setVerticalSpacing(WITHIN_PX)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(1, MEANING_PX)
    for line, (keys, meaning) in enumerate(KEYS):
        grid.addWidget(label(keys, "subheading"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(meaning, wrap=True), line, 1)
    return inside
