"""What is written in a figure of a note."""

from __future__ import annotations

import re

from studyapp.figures.figure import Figure
from studyapp.ui.figure_colours import colours
from studyapp.ui.theme import LIGHT


def written_lines(drawn: Figure) -> list[str]:
    """Return all lines that are written in a figure."""
    return re.findall(r">([^<]+)</text>", drawn.draw(colours(LIGHT)))


def words(drawn: Figure) -> str:
    """Return all that is written in a figure."""
    return " ".join(written_lines(drawn))
