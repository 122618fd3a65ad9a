"""The list of keys."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from studyapp.ui.pieces import label

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


class KeysDialog(QDialog):
    """Shows every key; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the list."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(8)
        for line, (keys, meaning) in enumerate(KEYS):
            grid.addWidget(label(keys, "subheading"), line, 0)
            grid.addWidget(label(meaning), line, 1)
