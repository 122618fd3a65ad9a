"""The pyramid of data, information, knowledge and wisdom, and one story told on each level."""

from __future__ import annotations

from question_bank.dikw.story import LEVELS, Level
from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 344.0
TIER, PEAK = 80.0, 132.0
HALF_TOP, HALF_BOTTOM = 38.0, 130.0  # half the width of the pyramid at both ends
FLANK = Axis(0, 4 * TIER, 8, 8 + 4 * TIER)
SAID = {
    Level.WISDOM: ("We keep the warm room open at night, though", "it costs more: nobody here should freeze."),
    Level.KNOWLEDGE: ("On clear, still nights the valley is colder than", "the slopes, since cold air flows down."),
    Level.INFORMATION: ("At the school in the valley it was −9 °C", "on Tuesday at six in the morning."),
    Level.DATA: ("−9, −4, −7", ""),
}
ADDED = {
    Level.WISDOM: "+ what is worth doing, and why",
    Level.KNOWLEDGE: "+ how such facts hang together, and why",
    Level.INFORMATION: "+ what was measured, where and when",
}


def draw(colours: Colours) -> str:
    """Return the four tiers with a sentence beside each and what each step up adds."""
    canvas = Canvas(WIDTH, HEIGHT)
    for number, level in enumerate(reversed(LEVELS)):
        _tier(canvas, colours, number, level)
    return canvas.svg()


def _tier(canvas: Canvas, colours: Colours, number: int, level: Level) -> None:
    top, bottom = FLANK(number * TIER), FLANK((number + 1) * TIER) - 3
    colour = colours.series[(3, 2, 0, 6)[number]]
    upper, lower = (HALF_TOP + (HALF_BOTTOM - HALF_TOP) * (y - FLANK.start) / (4 * TIER) for y in (top, bottom))
    corners = [(PEAK - upper, top), (PEAK + upper, top), (PEAK + lower, bottom), (PEAK - lower, bottom)]
    canvas.area(corners, mixed(colours.surface, colour, 0.3), stroke=colour)
    canvas.text((PEAK, bottom - TIER / 2 + 6), level, colours.ink, anchor="middle", bold=True)
    canvas.lines((292, top + 31), [words for words in SAID[level] if words], colours.ink, size=14)
    if level in ADDED:
        canvas.line((PEAK + lower + 6, bottom + 1.5), (284, bottom + 1.5), colours.line, thick=1.2)
        canvas.text((292, bottom + 6), ADDED[level], colours.quiet, size=SMALL_PX, italic=True)


FIGURE = Figure(
    id="dikw-pyramid",
    alt="A pyramid with data at the bottom, then information, knowledge and wisdom at the top. Beside it bare numbers, "
    "a temperature with place and time, a rule with its reason, and a decision about what is worth doing; between them "
    "what each step adds.",
    draw=draw,
)
