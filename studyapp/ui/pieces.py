"""Small things every page is made of: labels, buttons, cards and rows with one look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studyapp.ui.elided_label import ElidedLabel
from studyapp.ui.theme import BETWEEN_PX, SECTION_PX, WITHIN_PX


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label with a role of the style sheet; its text can be selected."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(text: str, role: str = "", *, tip: str = "") -> QPushButton:
    """Return a push button with a role of the style sheet; Enter presses it when it has the focus."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(True)
    made.setToolTip(tip)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def row_button(title: str, details: str) -> QPushButton:
    """Return a wide button of two lines, the first in bold: an entry of a list of topics or demos.

    Lines end in … where the window is narrow; the whole text is the button's tip.
    """
    made = button("", "row")
    column = QVBoxLayout(made)
    column.setContentsMargins(BETWEEN_PX, 10, BETWEEN_PX, 12)
    column.setSpacing(4)
    for role in ("subheading", "quiet"):
        line = ElidedLabel("", role)
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addWidget(line)
    # Said by the layout, not once here: the style sheet's min-height of buttons would replace it.
    column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
    show_in_row(made, title, details)
    return made


def show_in_row(made: QPushButton, title: str, details: str) -> None:
    """Change the two lines of a ``row_button``, where they say something else."""
    if made.accessibleName() == f"{title}: {details}":
        return
    made.setToolTip(f"{title}\n{details}")
    made.setAccessibleName(f"{title}: {details}")
    for line, text in zip(made.findChildren(ElidedLabel), (title, details), strict=True):
        line.show_text(text)


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(BETWEEN_PX + 4, BETWEEN_PX, BETWEEN_PX + 4, BETWEEN_PX)
    inside.setSpacing(WITHIN_PX)
    return frame, inside


def row(*widgets: QWidget, stretch_last: bool = True) -> QHBoxLayout:
    """Return widgets side by side, packed to the left."""
    line = QHBoxLayout()
    line.setSpacing(WITHIN_PX)
    for widget in widgets:
        line.addWidget(widget)
    if stretch_last:
        line.addStretch(1)
    return line


def hairline() -> QFrame:
    """Return a line of one pixel."""
    line = QFrame()
    line.setProperty("role", "hairline")
    return line


def page_column(page: QWidget, *, width_px: int = 960) -> QVBoxLayout:
    """Make a page scroll, and return the centred column that holds what it shows."""
    page.setProperty("role", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    inner = QWidget()
    inner.setProperty("role", "page")
    column = QWidget()
    column.setMaximumWidth(width_px)
    inside = QVBoxLayout(column)
    inside.setContentsMargins(SECTION_PX, SECTION_PX, SECTION_PX, SECTION_PX)
    inside.setSpacing(BETWEEN_PX)
    centred = QHBoxLayout(inner)
    centred.setContentsMargins(0, 0, 0, 0)
    centred.addStretch(1)
    centred.addWidget(column, 100)
    centred.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the first Tab goes to a control; Page Up and Down still arrive
    scroll.setWidget(inner)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll)
    return inside


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Remove everything from a column or row."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear(inner)
