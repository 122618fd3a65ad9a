"""The style of running text: Qt's subset of CSS, made for a theme, a font and a size."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QFont, QFontMetricsF

from studyapp.ui.theme import HEADING_PX, LINE_HEIGHT_PERCENT, MONO_FAMILIES, READING_CHARACTERS, READING_PX, Theme

BOX_PADDING_PX = 14
INDENT_PX = 24
DISPLAY_SCALE = 1.15
FORMULA_X_HEIGHT_EM = 0.473  # of the typeface that formulas are set in
_HEADINGS_ARE_FOR_PX = 16  # the text size that HEADING_PX goes with
_SAMPLE = "The quick brown fox jumps over the lazy dog, and then it rests a while. "
_SHARES = {  # of the text size
    "title_height": 2.1,
    "heading_height": 1.65,
    "small": 0.82,
    "small_height": 1.2,
    "mono": 0.88,
    "code": 0.82,
    "code_height": 1.26,
    "gap": 0.8,
    "wide_gap": 1.1,
    "section": 2.0,
    "subsection": 1.4,
}

_CSS = Template("""
body { font-family: $text; font-size: ${size}px; color: $ink; }
a { color: $accent; text-decoration: underline; }
.term { color: $ink; text-decoration: none; }
.title, .h1, .h2, .h3, .h4 { font-weight: 600; line-height: ${heading_height}px; }
.title { font-size: ${title}px; line-height: ${title_height}px; margin: 0; }
.h1, .h2 { font-size: ${heading}px; margin: ${section}px 0 0 0; }
.h3 { font-size: ${subheading}px; margin: ${subsection}px 0 0 0; }
.h4 { font-size: ${size}px; margin: ${subsection}px 0 0 0; }
.p, .subtitle { margin: ${gap}px 0 0 0; line-height: ${line_height}px; }
.subtitle { color: $quiet; font-size: ${small}px; margin-top: 4px; }
.caption { color: $quiet; font-size: ${small}px; line-height: ${small_height}px; margin: 8px 0 0 0; }
.display { margin: ${wide_gap}px 0 4px 0; }
.figure { margin: ${wide_gap}px 0 0 0; }
ul, ol { margin: 0; }
li { margin: 0; line-height: ${line_height}px; }
.li { margin-top: 6px; }
hr { margin: ${gap}px 0 0 0; background-color: $line; }
.mono { font-family: $mono_family; font-size: ${mono}px; }
.code { font-family: $mono_family; font-size: ${code}px; line-height: ${code_height}px; }
.code { white-space: pre-wrap; margin: 0; }
.box { margin: ${wide_gap}px 0 4px 0; }
.table { margin: ${wide_gap}px 0 4px 0; border-collapse: collapse; }
.table td, .table th { line-height: ${line_height}px; }
.table td, .table th { padding: 3px 14px 8px 14px; border-bottom: 1px solid $line; }
.table th { border-bottom: 1px solid $quiet; font-weight: 600; }
.after-heading { margin-top: 8px; }
.first { margin-top: 0; }
""")


def css(theme: Theme, family: str, zoom: float) -> str:
    """Return the style sheet of a document in some typeface; ``zoom`` multiplies the reading size."""
    size = reading_px(zoom)
    title, heading, subheading = (round(px * size / _HEADINGS_ARE_FOR_PX) for px in HEADING_PX)
    return _CSS.substitute(
        {name: getattr(theme, name) for name in ("ink", "quiet", "accent", "line")},
        text=f"'{family}'",
        mono_family=", ".join(f"'{name}'" for name in MONO_FAMILIES),
        title=title,
        heading=heading,
        subheading=subheading,
        size=size,
        line_height=line_px(zoom),
        **{name: round(size * share) for name, share in _SHARES.items()},
    )


def reading_px(zoom: float) -> int:
    """Return the size of running text."""
    return max(round(READING_PX * zoom), 6)


def line_px(zoom: float) -> int:
    """Return the distance between two lines of running text."""
    return round(reading_px(zoom) * LINE_HEIGHT_PERCENT / 100)


def measure_px(family: str, zoom: float) -> int:
    """Return the width of the longest line that is comfortable to read."""
    font = QFont(family)
    font.setPixelSize(reading_px(zoom))
    return round(QFontMetricsF(font).horizontalAdvance(_SAMPLE) * READING_CHARACTERS / len(_SAMPLE))


def formula_px(font: QFont, *, display: bool) -> float:
    """Return the size of formulas among text: their small letters are as tall as the text's, within reason."""
    size = max(font.pixelSize(), 6)
    fit = QFontMetricsF(font).xHeight() / (FORMULA_X_HEIGHT_EM * size)
    return size * min(max(fit, 0.95), 1.2) * (DISPLAY_SCALE if display else 1)
