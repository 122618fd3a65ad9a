"""Which colours of a theme figures are drawn in; needs no window."""

from __future__ import annotations

from studyapp.figures.figure import Colours
from studyapp.ui.theme import Theme


def colours(theme: Theme) -> Colours:
    """Return the colours that figures are drawn in."""
    names = ("ink", "quiet", "line", "surface", "raised", "accent", "right", "partly", "wrong")
    return Colours(**{name: getattr(theme, name) for name in names}, series=theme.series)
