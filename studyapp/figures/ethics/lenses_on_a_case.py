"""Six lenses around one decision, each with what it asks."""

from __future__ import annotations

from studyapp.figures.canvas import Canvas, mixed
from studyapp.figures.figure import Colours, Figure

CASE = ("A clinic may let a model", "decide on its own who is", "called in for a check-up.")
LENSES = (
    ("rights", ("What may each patient", "insist on, whatever", "others would gain?")),
    ("justice", ("Are like cases treated", "alike, and is there a", "reason for each burden?")),
    ("utilitarian", ("Which choice brings the", "most good and least harm,", "added up over everybody?")),
    ("common good", ("What happens to the trust", "in medicine that all of", "us share?")),
    ("virtue", ("What would a doctor of", "integrity do, and what do", "we become by doing so?")),
    ("care", ("Who depends on us, and", "what does this one", "patient need?")),
)
WIDTH, HEIGHT = 640.0, 372.0
BOX = (204.0, 94.0)
CENTRE = (WIDTH / 2, HEIGHT / 2)
CORNERS = ((0, 0), (218, 0), (436, 0), (0, 278), (218, 278), (436, 278))


def draw(colours: Colours) -> str:
    """Return the case in the middle and a box a lens around it."""
    canvas = Canvas(WIDTH, HEIGHT)
    for (left, top), (name, question), colour in zip(CORNERS, LENSES, colours.series, strict=False):
        middle = (left + BOX[0] / 2, top + BOX[1] / 2)
        edge = (middle[0], BOX[1] if top == 0 else float(top))
        near = (CENTRE[0] + (middle[0] - CENTRE[0]) * 0.32, CENTRE[1] + (-46.0 if top == 0 else 46.0))
        canvas.line(edge, near, mixed(colour, colours.surface, 0.3), thick=2)
        ground = mixed(colours.surface, colour, 0.1)
        canvas.rect(
            (left + 0.75, top + 0.75), (BOX[0] - 1.5, BOX[1] - 1.5), ground, stroke=colour, thick=1.5, corner_radius=8
        )
        canvas.text((middle[0], top + 23), name, colours.ink, size=15, anchor="middle", bold=True)
        canvas.lines((middle[0], top + 43), question, colours.ink, size=13, anchor="middle")
    corner = (CENTRE[0] - 118, CENTRE[1] - 46)
    canvas.rect(corner, (236, 94), colours.raised, stroke=colours.quiet, thick=1.5, corner_radius=8)
    canvas.text((CENTRE[0], corner[1] + 22), "the decision", colours.quiet, size=12.5, anchor="middle")
    canvas.lines((CENTRE[0], corner[1] + 43), CASE, colours.ink, size=14, anchor="middle")
    return canvas.svg()


FIGURE = Figure(
    id="lenses-on-a-case",
    alt="A clinic's decision to let a model choose patients on its own, and around it the six lenses rights, justice, "
    "utilitarian, common good, virtue and care, each with its question.",
    draw=draw,
)
