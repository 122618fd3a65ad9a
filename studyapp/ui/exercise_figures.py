"""The figures of an exercise, one below the other, each as wide as the column lets it be."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from question_bank.drawings import Drawing
from studyapp.figures.drawings import LEAST_ROOM_PX, ROOM_PX
from studyapp.ui.picture_window import PictureWindow
from studyapp.ui.pictures import VectorPicture, drawing_picture
from studyapp.ui.pieces import clear
from studyapp.ui.text_block import Look
from studyapp.ui.theme import BETWEEN_PX, CORNER_PX, Theme

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
STEP_PX = 8  # a column that changes by less is not worth a new layout
GROWN = 1.2  # where there is room: the words of a drawing are then about as large as those around it


class ExerciseFigures(QWidget):
    """Shows the drawings of an exercise; it is hidden while there are none."""

    def __init__(self, look: Look) -> None:
        """Build the column without a figure."""
        super().__init__()
        self._theme = look.theme
        self.figures: list[DrawingView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(BETWEEN_PX)
        self.hide()

    def show_figures(self, figures: tuple[Drawing, ...]) -> None:
        """Show other figures in place of those that were there."""
        clear(self._column)
        self.figures = [DrawingView(figure, self._theme) for figure in figures]
        for view in self.figures:
            self._column.addWidget(view)
        self.setVisible(bool(figures))

    def show_theme(self, theme: Theme) -> None:
        """Draw everything in the theme's colours."""
        self._theme = theme
        for view in self.figures:
            view.show_theme(theme)


class DrawingView(QWidget):
    """One drawing, never wider than its column and sharp at any size; a click or Enter opens it in a window."""

    def __init__(self, drawing: Drawing, theme: Theme) -> None:
        """Show a drawing; what it shows in words is told to screen readers."""
        super().__init__()
        self._drawing = drawing
        self._theme = theme
        self._laid_for = 0
        self._picture = self._drawn(round(ROOM_PX))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Figure")
        self.setAccessibleDescription(drawing.alt)

    def show_theme(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._theme, self._laid_for = theme, 0
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the drawing in a column of some pixels."""
        return math.ceil(self._place(width).height())

    def sizeHint(self) -> QSize:
        """Return the size the drawing likes best."""
        return QSize(round(ROOM_PX), self.heightForWidth(round(ROOM_PX)))

    def minimumSizeHint(self) -> QSize:
        """Return what a narrow column may make of it."""
        return QSize(60, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it at the left, as the text around it, with a ring while it has the keyboard."""
        painter = QPainter(self)
        place = self._place(self.width())
        self._picture.draw(painter, place)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), CORNER_PX, CORNER_PX)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over the drawing, and none over the empty room beside it."""
        shape = Qt.CursorShape.PointingHandCursor if self._is_on_drawing(event) else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press of the left button, so that its release comes here too."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Enlarge the drawing."""
        if event.button() is Qt.MouseButton.LeftButton and self._is_on_drawing(event):
            self.enlarge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enlarge the drawing with Enter or Space."""
        if event.key() in ENTER_KEYS:
            self.enlarge()
        else:
            super().keyPressEvent(event)

    def enlarge(self) -> None:
        """Open the drawing in a window of its own."""
        PictureWindow(drawing_picture(self._drawing, self._theme, ROOM_PX), self._drawing.alt, self._theme, self).show()

    def _is_on_drawing(self, event: QMouseEvent) -> bool:
        return self._place(self.width()).contains(event.position())

    def _place(self, width: int) -> QRectF:
        """Return where the drawing stands in a column: grown a little, shrunk only where its words need more room."""
        room = max(width - width % STEP_PX, round(LEAST_ROOM_PX))
        if room != self._laid_for:
            self._picture = self._drawn(room)
        size = self._picture.size
        scale = min(GROWN, width / max(size.width(), 1.0))
        return QRectF(0, 0, size.width() * scale, size.height() * scale)

    def _drawn(self, room_px: int) -> VectorPicture:
        self._laid_for = room_px
        return drawing_picture(self._drawing, self._theme, room_px)
