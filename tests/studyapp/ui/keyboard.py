"""What a learner does with the keyboard, the clipboard and the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, widget: QWidget, *, width: int = 460) -> None:
    """Show a widget in the active window, as wide as the bench beside a note."""
    qtbot.addWidget(widget)
    widget.resize(width, 500)
    widget.show()
    activate(qtbot, widget)


def activate(qtbot: QtBot, widget: QWidget) -> None:
    """Let the window of a widget have the keyboard."""
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def focused() -> QWidget:
    """Return what has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(focused(), key, modifiers)


def type_in(text: str) -> None:
    """Type a text where the keyboard is."""
    QTest.keyClicks(focused(), text)


def paste(text: str) -> None:
    """Paste a text where the keyboard is."""
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CONTROL)


def turn_wheel(widget: QWidget) -> None:
    """Turn the wheel a notch towards the end of the page while the mouse is over a widget."""
    middle, down = QPointF(widget.rect().center()), QPoint(0, -120)
    buttons, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    there, phase = widget.mapToGlobal(middle), Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(widget, QWheelEvent(middle, there, QPoint(), down, buttons, modifiers, phase, False))


def drag(widget: QWidget, down_px: int) -> None:
    """Drag a widget up or down by its left edge, in steps, and let go."""
    start = QPoint(8, widget.height() // 2)
    target = widget.mapToGlobal(start) + QPoint(0, down_px)
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        height = widget.mapToGlobal(start).y()
        ahead = (target.y() - height) * step // 10
        QTest.mouseMove(widget, start + QPoint(0, ahead))
        widget.window().grab()  # lays out what has moved
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=widget.mapFromGlobal(target))
