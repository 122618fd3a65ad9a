"""The same update gate in both conventions: it keeps the old state in one and takes the candidate in the other."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas
from studyapp.figures.figure import Colours, Figure

BEFORE, CANDIDATE, UPDATE = 0.8, -0.4, 0.75
WIDTH, HEIGHT = 640.0, 232.0
LINE = Axis(CANDIDATE, BEFORE, 110, 530)
ROWS = (
    ("PyTorch and Keras: hₜ = (1 − z)·n + z·hₜ₋₁", True, 70.0),
    ("many books: hₜ = (1 − z)·hₜ₋₁ + z·n", False, 188.0),
)


def mixed_states(*, keeps: bool) -> float:
    """Return the new state where the update gate weighs the old state (``keeps``) or the candidate."""
    share = UPDATE if keeps else 1 - UPDATE
    return share * BEFORE + (1 - share) * CANDIDATE


def draw(colours: Colours) -> str:
    """Return a line from candidate to old state for each convention, with the new state on it."""
    canvas = Canvas(WIDTH, HEIGHT)
    for words, keeps, y in ROWS:
        canvas.text((WIDTH / 2, y - 46), words, colours.ink, anchor="middle", bold=True)
        canvas.line((LINE.start, y), (LINE.end, y), colours.quiet, thick=2)
        new = LINE(mixed_states(keeps=keeps))
        far = LINE.start if keeps else LINE.end
        canvas.line((far, y), (new, y), colours.series[0], thick=6)
        canvas.text(((far + new) / 2, y + 23), f"z = {UPDATE:g} of the way", colours.quiet, size=13, anchor="middle")
        for x in (LINE.start, LINE.end):
            canvas.circle((x, y), 6, colours.surface, stroke=colours.ink, thick=2)
        canvas.circle((new, y), 8, colours.series[1], stroke=colours.surface, thick=1.5)
        told = f"hₜ = {mixed_states(keeps=keeps):.1f}".replace("-", "−")
        canvas.text((new, y - 15), told, colours.ink, anchor="middle", bold=True)
        canvas.text((LINE.start - 14, y - 2), "candidate n", colours.ink, size=SMALL_PX, anchor="end")
        canvas.text((LINE.start - 14, y + 15), f"{CANDIDATE:g}".replace("-", "−"), colours.ink, anchor="end")
        canvas.text((LINE.end + 14, y - 2), "old state", colours.ink, size=SMALL_PX)
        canvas.text((LINE.end + 14, y + 15), f"{BEFORE:g}", colours.ink)
    return canvas.svg()


FIGURE = Figure(
    id="gru-mixes",
    alt="Two lines from a candidate of −0.4 to an old state of 0.8. With an update gate of 0.75, PyTorch and Keras go "
    "three quarters of the way towards the old state, to 0.5; books that weigh the candidate with it arrive at −0.1.",
    draw=draw,
)
