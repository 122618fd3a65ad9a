"""The part of the style sheet that only the demo view needs."""

from __future__ import annotations

from string import Template

from studyapp.ui.theme import Theme

_SHEET = Template("""
QLabel[role="plot-title"] { font-size: 13px; font-weight: 600; }
QLabel[role="figure"] { font-size: 12px; }
QScrollBar::handle:vertical:disabled { background: transparent; }
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QRadioButton:disabled { color: $quiet; }
QLabel[long="True"] { font-size: 12px; }
QFrame[role="notice"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="notice"][kind="right"] { border-left: 4px solid $right; border-radius: 4px; }
QFrame[role="notice"][kind="partly"] { border-left: 4px solid $partly; border-radius: 4px; }
QFrame[role="notice"][kind="wrong"] { border-left: 4px solid $wrong; border-radius: 4px; }
QFrame[role="knob"] { border: none; border-left: 3px solid transparent; border-radius: 2px; }
QFrame[role="knob"][mark="set"] { border-left-color: $accent; }
QFrame[role="knob"][mark="waiting"] { border-left-color: $partly; }
QLabel[mark="set"] { font-weight: 600; }
QLabel[mark="waiting"] { font-style: italic; }
QFrame[role="knob"] QDoubleSpinBox, QFrame[role="knob"] QComboBox { padding: 2px 7px; min-height: 18px; }
QFrame[role="knob"] QDoubleSpinBox:focus, QFrame[role="knob"] QComboBox:focus { padding: 1px 6px; }
QFrame[role="knob"] QPushButton { padding: 3px 10px; min-height: 18px; }
QFrame[role="knob"] QPushButton[role="link"] { padding: 2px 4px; }
QPushButton[role="link"]:checked { background: $raised; border-radius: 4px; }
QToolButton[role="plain"] { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QToolButton[role="plain"]:hover { background: $raised; }
QToolButton[role="plain"]:focus { border-color: $accent; }
QStackedWidget[role="inside"] { background: transparent; }
QPushButton::menu-indicator { width: 10px; subcontrol-origin: padding; subcontrol-position: right center; right: 6px; }
QMenu::item:disabled { color: $quiet; padding-top: 0; }
""")


def demo_style(theme: Theme) -> str:
    """Return the rules in a theme's colours."""
    return _SHEET.substitute({name: getattr(theme, name) for name in theme.__slots__})
