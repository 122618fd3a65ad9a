"""The one place that decides how the window looks: colours, sizes, spacing and the style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass

INTERFACE_PX = 14
READING_PX = 17
SMALL_PX = 12
HEADING_PX = (26, 20, 16)
LINE_HEIGHT_PERCENT = 155
READING_CHARACTERS = 72
WITHIN_PX, BETWEEN_PX, SECTION_PX = 8, 16, 28
CORNER_PX = 8
ICON_PX = 20
MONO_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by use, as #RRGGBB.

    ``series`` is the colour-blind safe set for plots (after Okabe and Ito), readable on ``surface``.
    """

    name: str
    paper: str
    surface: str
    raised: str
    line: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    right: str
    partly: str
    wrong: str
    unreadable: str
    series: tuple[str, ...]


LIGHT = Theme(
    name="light",
    paper="#FBFAF7",
    surface="#FFFFFF",
    raised="#F2F0EA",
    line="#E2DFD6",
    ink="#1F2328",
    quiet="#5C6370",
    accent="#2F5FD0",
    on_accent="#FFFFFF",
    right="#1E7F4F",
    partly="#8F5F00",
    wrong="#B3372F",
    unreadable="#6B4FA0",
    series=("#0072B2", "#D55E00", "#009E73", "#B5548F", "#A87800", "#2E8BC0", "#6B6B6B", "#8A6D00"),
)

DARK = Theme(
    name="dark",
    paper="#16181C",
    surface="#1E2126",
    raised="#272B32",
    line="#343942",
    ink="#E6E7EA",
    quiet="#9BA3AF",
    accent="#7DA2FF",
    on_accent="#10131A",
    right="#56C08A",
    partly="#E0B252",
    wrong="#F08A80",
    unreadable="#B9A3E8",
    series=("#56B4E9", "#E69F00", "#2BC49A", "#CC79A7", "#F0E442", "#4A9BE0", "#B8B8B8", "#E0864A"),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
