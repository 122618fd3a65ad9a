"""The Qt style sheet made from a theme. Widgets choose their look by the property ``role``."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from studyapp.ui.theme import CORNER_PX, HEADING_PX, INTERFACE_PX, SMALL_PX, Theme

ASSETS = Path(__file__).with_name("assets")

_SHEET = Template("""
* { font-size: ${interface}px; }
QWidget { color: $ink; }
QMainWindow, QWidget[role="page"], QStackedWidget { background: $paper; }
QWidget[role="card"], QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${corner}px; }
QWidget[role="sheet"] { background: $surface; }
QFrame[role="hairline"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="subheading"] { font-size: ${subheading}px; font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="small"] { color: $quiet; font-size: ${small}px; }
QLabel[role="big-number"] { font-size: 34px; font-weight: 600; }
QLabel[role="right"] { color: $right; font-weight: 600; }
QLabel[role="partly"] { color: $partly; font-weight: 600; }
QLabel[role="wrong"] { color: $wrong; font-weight: 600; }
QLabel[role="unreadable"] { color: $unreadable; font-weight: 600; }

QPushButton { background: $surface; border: 1px solid $line; border-radius: 6px; padding: 6px 14px; min-height: 20px; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $raised; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $quiet; background: $raised; border-color: $line; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { border-color: $ink; }
QPushButton[role="primary"]:focus { border: 2px solid $ink; padding: 5px 13px; }
QPushButton[role="primary"]:disabled { background: $raised; color: $quiet; border-color: $line; }
QPushButton[role="big"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
  font-size: ${subheading}px; padding: 12px 36px; }
QPushButton[role="big"]:focus { border: 2px solid $ink; padding: 11px 35px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; border-radius: 4px; color: $accent;
  padding: 3px 1px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="wrong-link"], QPushButton[role="unreadable-link"] { background: transparent; font-weight: 600;
  border: 1px solid transparent; border-radius: 4px; padding: 3px 4px; text-align: left; color: $wrong; }
QPushButton[role="unreadable-link"] { color: $unreadable; }
QPushButton[role="wrong-link"]:hover, QPushButton[role="unreadable-link"]:hover { text-decoration: underline; }
QPushButton[role="wrong-link"]:focus, QPushButton[role="unreadable-link"]:focus { border-color: $accent; }
QPushButton[role="row"] QLabel { background: transparent; }
QPushButton[role="row"] { text-align: left; background: $surface; padding: 10px 14px; border-radius: ${corner}px; }
QPushButton[role="row"]:hover { border-color: $accent; }
QPushButton[role="row"]:checked { border: 2px solid $accent; padding: 9px 13px; }
QPushButton[role="line"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0;
  min-height: 30px; text-align: left; }
QPushButton[role="line"]:hover { background: $raised; }
QPushButton[role="line"]:focus { border-color: $accent; }
QPushButton[role="segment"] { border: none; border-radius: 6px; background: transparent; color: $quiet;
  padding: 5px 12px; }
QPushButton[role="segment"]:checked { background: $raised; color: $ink; }
QPushButton[role="segment"]:hover { color: $ink; }
QPushButton[role="segment"]:disabled { color: $line; }
QPushButton[role="segment"]:focus { border: 1px solid $accent; padding: 4px 11px; }

QPushButton[role="rating"] { background: transparent; border: 1px solid $line; color: $quiet; padding: 4px 8px;
  min-height: 18px; }
QPushButton[role="rating"]:hover { border-color: $accent; color: $ink; }
QPushButton[role="rating"]:checked { background: $raised; border-color: $quiet; color: $ink; }
QPushButton[role="rating"]:focus { border: 2px solid $accent; padding: 3px 7px; }
QPushButton[role="next"] { background: $raised; border: 1px solid $line; text-align: left; font-weight: 600;
  padding: 6px 12px; }
QPushButton[role="next"]:hover { border-color: $accent; }
QPushButton[role="next"]:focus { border: 2px solid $accent; padding: 5px 11px; }

QPushButton[role="shelf"] { background: transparent; border: 1px solid transparent; border-radius: 6px; color: $quiet;
  font-size: ${small}px; font-weight: 600; padding: 5px 4px; text-align: left; }
QPushButton[role="shelf"]:hover { color: $ink; }
QPushButton[role="shelf"]:focus { border-color: $accent; }

QWidget[role="rail"] { background: $raised; border-right: 1px solid $line; }
QPushButton[role="rail-item"] { background: transparent; border: none; border-radius: ${corner}px; color: $quiet;
  text-align: left; padding: 9px 12px; }
QPushButton[role="rail-item"]:hover { color: $ink; }
QPushButton[role="rail-item"]:checked { background: $surface; color: $ink; }
QPushButton[role="rail-item"]:focus { border: 1px solid $accent; padding: 8px 11px; }

QLineEdit, QPlainTextEdit, QTextEdit[role="input"], QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {
  background: $raised; border: 1px solid $line; border-radius: 6px; padding: 6px 8px; min-height: 20px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit[role="input"]:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; background: transparent; min-height: 0; }
QLineEdit[state="unreadable"] { border: 2px solid $unreadable; padding: 5px 7px; }
QLineEdit[state="wrong"] { border: 2px solid $wrong; padding: 5px 7px; }
QLineEdit[state="right"] { border: 2px solid $right; padding: 5px 7px; }
QLineEdit[role="cell"] { padding: 5px 6px; } QLineEdit[role="cell"]:focus { padding: 4px 5px; }
QLineEdit[role="cell"][state="unreadable"], QLineEdit[role="cell"][state="wrong"],
QLineEdit[role="cell"][state="right"], QLineEdit[role="cell"][state="carried"] { padding: 4px 5px; }
QLineEdit[state="carried"], QComboBox[state="carried"] { border: 2px dashed $right; padding: 5px 7px; }
QComboBox[state="unreadable"] { border: 2px solid $unreadable; padding: 5px 7px; }
QComboBox[state="wrong"] { border: 2px solid $wrong; padding: 5px 7px; }
QComboBox[state="right"] { border: 2px solid $right; padding: 5px 7px; }
QLineEdit[state]:focus, QComboBox[state]:focus { background: $surface; }
QFrame[role="bracket-left"] { border: 2px solid $quiet; border-right: none; }
QFrame[role="bracket-right"] { border: 2px solid $quiet; border-left: none; }
QFrame[role="item"] { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 1px; }
QFrame[role="item"][state="right"] { border-left: 4px solid $right; }
QFrame[role="item"][state="wrong"] { border-left: 4px solid $wrong; }
QFrame[role="item"][current="yes"] { border: 2px solid $accent; padding: 0; }
QFrame[role="item"][dragged="yes"] { background: $surface; border: 2px solid $accent; padding: 0; }
QPushButton[role="arrow"] { padding: 0; border-color: transparent; background: transparent; min-height: 0; }
QPushButton[role="arrow"]:hover { border-color: $accent; background: $surface; }
QPushButton[role="key"] { background: $raised; padding: 3px 10px; min-width: 14px; min-height: 18px; }
QComboBox QAbstractItemView, QMenu { background: $surface; border: 1px solid $line; selection-background-color: $raised;
  selection-color: $ink; padding: 4px; }
QMenu::item { padding: 6px 18px; } QMenu::item:selected { background: $raised; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($caret); width: 14px; height: 14px; }
QRadioButton, QCheckBox { spacing: 8px; background: transparent; padding: 4px 2px 0 2px; }
QFrame[role="knob"] QCheckBox { padding: 2px; }
QRadioButton::indicator, QCheckBox::indicator { width: 14px; height: 14px; background: $surface;
  border: 1px solid $quiet; }
QRadioButton::indicator { border-radius: 8px; } QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url($tick); }
QRadioButton:focus, QCheckBox:focus { color: $accent; }
QRadioButton::indicator:focus, QCheckBox::indicator:focus { border: 1px solid $accent; }
QRadioButton::indicator:checked:focus { border: 5px solid $accent; }

QFrame[role^="feedback-"] { background: $surface; border: 1px solid $line; border-radius: 4px; }
QFrame[role="feedback-right"] { border-left: 4px solid $right; }
QFrame[role="feedback-partly"] { border-left: 4px solid $partly; }
QFrame[role="feedback-wrong"] { border-left: 4px solid $wrong; }
QFrame[role="feedback-unreadable"] { border-left: 4px solid $unreadable; }
QFrame[role="banner"] { background: $raised; border-bottom: 1px solid $line; border-left: 4px solid $partly; }

QTableView, QTableWidget, QListView, QTreeView { background: $surface; border: 1px solid $line; border-radius: 6px;
  gridline-color: $line; alternate-background-color: $raised; selection-background-color: $raised;
  selection-color: $ink; }
QTableView::item { padding: 4px 8px; }
QHeaderView::section { background: $surface; color: $quiet; border: none; border-bottom: 1px solid $line;
  padding: 6px 8px; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="page"] { background: $paper; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 5px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 5px; min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
  width: 0; height: 0; }
QSplitter::handle { background: $line; } QSplitter::handle:horizontal { width: 1px; }
QSlider::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QSlider { background: transparent; border: none; }
QSlider::handle:horizontal:focus { border: 2px solid $ink; }
QProgressBar { background: $raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 4px 6px; }
QTabBar::tab { background: transparent; color: $quiet; padding: 6px 12px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
QTabBar::tab:selected:focus { border: 1px solid $accent; border-bottom: 2px solid $accent; padding: 5px 11px 6px 11px; }
QTabWidget::pane { border: none; }
""")


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole window."""
    colours = {name: getattr(theme, name) for name in theme.__slots__ if name not in ("name", "series")}
    sizes = {"interface": INTERFACE_PX, "small": SMALL_PX, "corner": CORNER_PX}
    headings = dict(zip(("title", "heading", "subheading"), HEADING_PX, strict=True))
    pictures = {name: (ASSETS / f"{name}-{theme.name}.svg").as_posix() for name in ("tick", "caret")}
    return _SHEET.substitute(colours, **sizes, **headings, **pictures)


def palette(theme: Theme) -> QPalette:
    """Return the palette that goes with the style sheet, for what a style sheet does not reach."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.paper,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.ToolTipBase: theme.surface,
    }
    ink = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role, colour in roles.items() | {(role, theme.ink) for role in (*ink, QPalette.ColorRole.ToolTipText)}:
        result.setColor(role, QColor(colour))
    return result


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another look and draw it anew."""
    set_state(widget, "role", role)


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for and draw the widget anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
