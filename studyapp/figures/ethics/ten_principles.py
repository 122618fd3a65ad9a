"""Where each of the ten principles looks first: along the way from aim to people, over it and around it."""

from __future__ import annotations

from typing import NamedTuple

from question_bank.scenarios.principle import Principle
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 406.0
WAY = ("aim", "data", "model", "decision", "people")
STATION, WAY_TOP = (92.0, 34.0), 118.0


class Look(NamedTuple):
    """A principle, its name and its question in lines, and the box in which they stand."""

    principle: Principle
    name: tuple[str, ...]
    question: tuple[str, ...]
    corner: Point
    size: Point


ABOVE, BELOW, UNDER = (314.0, 76.0), (122.0, 112.0), (205.0, 92.0)
LOOKS = (
    Look(Principle.ACCOUNTABILITY, ("responsibility and accountability",),
         ("Who answers for what happens,", "and puts it in order?"), (0, 22), ABOVE),
    Look(Principle.GOVERNANCE, ("multi-stakeholder and adaptive governance",),
         ("Do those concerned take part in the", "rules, and can the rules change?"), (326, 22), ABOVE),
    Look(Principle.HARM, ("proportionality", "and do no harm"),
         ("Is the means no", "stronger than the", "aim calls for?"), (0, 168), BELOW),
    Look(Principle.PRIVACY, ("privacy and", "data protection"),
         ("Used only for", "what they were", "given for?"), (129.5, 168), BELOW),
    Look(Principle.SAFETY, ("safety and", "security"),
         ("Does it withstand", "faults and", "attacks?"), (259, 168), BELOW),
    Look(Principle.OVERSIGHT, ("human oversight", "& determination"),
         ("Could a person", "really decide", "otherwise?"), (388.5, 168), BELOW),
    Look(Principle.FAIRNESS, ("fairness and non-", "discrimination"),
         ("Is anybody worse", "off for belonging", "to a group?"), (518, 168), BELOW),
    Look(Principle.TRANSPARENCY, ("transparency and", "explainability"),
         ("Can those concerned find", "out that, how and why?"), (0, 312), UNDER),
    Look(Principle.AWARENESS, ("awareness", "and literacy"),
         ("Do people understand what", "such systems can do?"), (217.5, 312), UNDER),
    Look(Principle.SUSTAINABILITY, ("sustainability",),
         ("What does it use up, and", "leave to others, here", "and later?"), (435, 312), UNDER),
)  # fmt: skip
HUES = {ABOVE: 3, BELOW: 0, UNDER: 2}


def draw(colours: Colours) -> str:
    """Return the way in the middle, with the principles over it, along it and around it."""
    canvas = Canvas(WIDTH, HEIGHT)
    for y, words in ((14.0, "over all of it"), (304.0, "all around it")):
        canvas.text((0, y), words, colours.quiet, size=SMALL_PX)
    middles = [61 + index * 129.5 for index in range(len(WAY))]
    for index, (middle, words) in enumerate(zip(middles, WAY, strict=True)):
        corner = (middle - STATION[0] / 2, WAY_TOP)
        canvas.rect(corner, STATION, colours.raised, stroke=colours.quiet, corner_radius=17)
        canvas.text((middle, WAY_TOP + 22), words, colours.ink, anchor="middle", bold=True)
        canvas.line((middle, WAY_TOP + STATION[1]), (middle, 168), colours.line, thick=1.5)
        if index:
            y = WAY_TOP + STATION[1] / 2
            canvas.arrow((middles[index - 1] + STATION[0] / 2 + 3, y), (corner[0] - 3, y), colours.quiet)
    for look in LOOKS:
        _box(canvas, colours, look)
    return canvas.svg()


def _box(canvas: Canvas, colours: Colours, look: Look) -> None:
    (left, top), (width, height) = look.corner, look.size
    colour = colours.series[HUES[look.size]]
    ground = mixed(colours.surface, colour, 0.1)
    corner = (left + 0.75, top + 0.75)
    canvas.rect(corner, (width - 1.5, height - 1.5), ground, stroke=colour, thick=1.2, corner_radius=8)
    middle = left + width / 2
    for number, words in enumerate(look.name):
        canvas.text((middle, top + 20 + number * 17), words, colours.ink, size=11.5, anchor="middle", bold=True)
    below = top + 23 + len(look.name) * 17
    canvas.lines((middle, below), look.question, colours.ink, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="where-principles-look",
    alt="The way from aim over data, model and decision to people, with a principle under each: proportionality, "
    "privacy, safety, human oversight, fairness. Over all of it stand accountability and governance, below it "
    "transparency, awareness and sustainability; each with its question.",
    draw=draw,
)
