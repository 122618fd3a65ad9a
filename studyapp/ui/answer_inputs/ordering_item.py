"""One item of an ordering: its number, its typeset text, and what moves it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from studyapp.ui.icons import icon, pixmap
from studyapp.ui.pieces import button, label
from studyapp.ui.spoken import spoken
from studyapp.ui.style_sheet import set_state
from studyapp.ui.text_block import Look, TextBlock
from studyapp.ui.theme import ICON_PX, WITHIN_PX, Theme

ARROW_PX = 16
SIGNS = {"right": "check", "wrong": "x"}
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
UP_AND_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderingItem(QFrame):
    """A row to drag, or to move with Alt and an arrow key.

    Signals:
        move_requested: Put it so many places further down; carries the number, below 0 for up.
        focus_requested: The keyboard should go so many items further down; carries the number.
        dragged_to: It is being dragged; carries the height of the mouse in the parent.
        submitted: The learner pressed Enter on it.
    """

    move_requested = Signal(int)
    focus_requested = Signal(int)
    dragged_to = Signal(int)
    submitted = Signal()

    def __init__(self, text: str, look: Look) -> None:
        """Build the item."""
        super().__init__()
        self.text = text
        self._theme = look.theme
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self.role = ""
        self.number = label("", "subheading")
        self.block = TextBlock(look, small=True)
        self.note = label("", "small", wrap=True)
        self.sign = QLabel()
        self.grip = QLabel()
        self.up_button, self.down_button = self._arrow("up"), self._arrow("down")
        self.setProperty("role", "item")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._lay_out()
        self.block.show_markdown(text)
        self.show_theme(look.theme)

    def show_place(self, place: int, count: int) -> None:
        """Show which place it has, counted from 0."""
        self.number.setText(str(place + 1))
        self.setAccessibleName(f"{place + 1} of {count}: {spoken(self.text)}")
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(place < count - 1)

    def show_note(self, role: str, words: str) -> None:
        """Say by sign and words whether it can stay: ``role`` is right, wrong or "" for nothing."""
        self.role = role
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.setAccessibleDescription(words or ("can stay" if role else ""))
        set_state(self, "state", role)
        self.show_theme(self._theme)

    def show_theme(self, theme: Theme) -> None:
        """Draw sign and arrows in the theme's colours."""
        self._theme = theme
        self.grip.setPixmap(pixmap("dots-six-vertical", theme.quiet, ICON_PX))
        self.up_button.setIcon(icon("arrow-up", theme.ink, ARROW_PX))
        self.down_button.setIcon(icon("arrow-down", theme.ink, ARROW_PX))
        if self.role:
            self.sign.setPixmap(pixmap(SIGNS[self.role], getattr(theme, self.role), ARROW_PX))
        else:
            self.sign.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and an arrow key; walk with the arrow key alone; Enter goes on."""
        key, keys_held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in UP_AND_DOWN and keys_held == ALT:
            self.move_requested.emit(UP_AND_DOWN[key])
        elif key in UP_AND_DOWN and keys_held == NONE:
            self.focus_requested.emit(UP_AND_DOWN[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and keys_held == NONE:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        set_state(self, "current", "yes")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        set_state(self, "current", "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, once the mouse has gone far enough to mean it."""
        if self._pressed_at is None:
            return
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not self._is_dragged and far >= QApplication.startDragDistance():
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            set_state(self, "dragged", "yes")
            self.raise_()
        if self._is_dragged:
            self.dragged_to.emit(self.mapToParent(event.position().toPoint()).y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._pressed_at, self._is_dragged = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        set_state(self, "dragged", "")

    def _lay_out(self) -> None:
        self.block.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # a drag may begin on the text
        self.block.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.note.hide()
        self.number.setFixedWidth(22)
        self.sign.setFixedWidth(ARROW_PX)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.block)
        texts.addWidget(self.note)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 6, 6, 6)
        line.setSpacing(WITHIN_PX // 2)
        line.addWidget(self.grip)
        line.addWidget(self.number)
        line.addLayout(texts, 1)
        line.addWidget(self.sign)
        line.addWidget(self.up_button)
        line.addWidget(self.down_button)

    def _arrow(self, way: str) -> QPushButton:
        arrow = button("", "arrow", tip=f"Move {way} (Alt+{way.capitalize()})")
        arrow.setAccessibleName(f"Move {way}")
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        arrow.setFixedSize(26, 26)
        arrow.clicked.connect(lambda: self.move_requested.emit(-1 if way == "up" else 1))
        return arrow
