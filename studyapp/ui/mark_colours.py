"""The quiet colours of highlights; each has a line of its own below the words, so that colour is not the only sign."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from studyapp.study.marks import Colour
from studyapp.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How a highlight looks: its ground, and the colour and style of the line below its words."""

    ground: str
    line: str
    style: Qt.PenStyle


_GROUNDS = {
    "light": {Colour.YELLOW: "#FBF0BE", Colour.GREEN: "#DAF0D8", Colour.BLUE: "#DCE9FB"},
    "dark": {Colour.YELLOW: "#3F3716", Colour.GREEN: "#1F4130", Colour.BLUE: "#223B59"},
}
_LINES = {
    "light": {Colour.YELLOW: "#C9A400", Colour.GREEN: "#4E9A57", Colour.BLUE: "#5B8FD6"},
    "dark": {Colour.YELLOW: "#C7A93C", Colour.GREEN: "#5FB07C", Colour.BLUE: "#6FA3E0"},
}
_STYLES = {
    Colour.YELLOW: Qt.PenStyle.NoPen,
    Colour.GREEN: Qt.PenStyle.SolidLine,
    Colour.BLUE: Qt.PenStyle.DashLine,
}


def mark_look(colour: Colour, theme: Theme) -> MarkLook:
    """Return how a highlight of some colour looks."""
    return MarkLook(_GROUNDS[theme.name][colour], _LINES[theme.name][colour], _STYLES[colour])
