"""A beam of two in a small model of notes: what is kept at each step, and where greedy search ends."""

from __future__ import annotations

from question_bank.beams.model import STEPS, Beam, Chain, Path
from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours, Figure

MODEL = Chain(("A", "C", "E"), (3, 8, 9), ((4, 10, 6), (4, 13, 3), (11, 7, 2)))
SEARCH = Beam(MODEL, 2)
WIDTH, HEIGHT = 640.0, 348.0
COLUMNS = (36.0, 176.0, 360.0, 556.0)
MIDDLE, ROW = 176.0, 46.0
PILL = (134.0, 31.0)
TITLES = ("start", "step 1", "step 2", "step 3")


def candidates() -> list[list[Path]]:
    """Return what the beam compares after every step, grouped by what is extended."""
    kept: list[Path] = [()]
    found = []
    for step in range(STEPS):
        found.append(MODEL.extended(sorted(kept)))
        kept = SEARCH.kept[step]
    return found


def draw(colours: Colours) -> str:
    """Return the tree of all that the beam looks at."""
    canvas = Canvas(WIDTH, HEIGHT)
    places: dict[Path, Point] = {(): (COLUMNS[0], MIDDLE)}
    for step, paths in enumerate(candidates(), 1):
        top = MIDDLE - (len(paths) - 1) / 2 * ROW
        places |= {path: (COLUMNS[step], top + index * ROW) for index, path in enumerate(paths)}
    for path, place in places.items():
        if path:
            _edge(canvas, colours, (places[path[:-1]], place), path)
    for path, place in places.items():
        _pill(canvas, colours, place, path)
    for x, title in zip(COLUMNS, TITLES, strict=True):
        canvas.text((x, 16), title, colours.ink, size=13, anchor="middle", bold=True)
    _key(canvas, colours)
    return canvas.svg()


def is_kept(path: Path) -> bool:
    """Tell whether a sequence stays in the beam."""
    return not path or path in SEARCH.kept[len(path) - 1]


def _edge(canvas: Canvas, colours: Colours, ends: tuple[Point, Point], path: Path) -> None:
    (x, y), (right, low) = ends
    start = x + (PILL[0] / 2 if len(path) > 1 else 27)
    colour, thick = (colours.accent, 2.4) if is_kept(path) else (colours.line, 1.2)
    canvas.line((start, y), (right - PILL[0] / 2, low), colour, thick=thick)


def _pill(canvas: Canvas, colours: Colours, at: Point, path: Path) -> None:
    if not path:
        canvas.line(at, (at[0] + 27, at[1]), colours.accent, thick=2.4)
        canvas.circle(at, 6, colours.ink)
        return
    kept, greedy = is_kept(path), path == SEARCH.greedy
    ground = mixed(colours.surface, colours.accent, 0.2) if kept else colours.surface
    edge = colours.accent if kept else colours.line
    corner = (at[0] - PILL[0] / 2, at[1] - PILL[1] / 2)
    canvas.rect(corner, PILL, ground, stroke=edge, thick=2.2 if kept else 1.0, corner_radius=8)
    ink = colours.ink if kept else colours.quiet
    told = f"{' '.join(MODEL.tokens[token] for token in path)}   {MODEL.told(MODEL.score(path))}"
    canvas.text((at[0], at[1] + 5), told, ink, anchor="middle", bold=kept)
    if path == SEARCH.found or greedy:
        word, colour = ("found", colours.accent) if path == SEARCH.found else ("greedy", colours.series[1])
        canvas.text((at[0] + PILL[0] / 2, at[1] - 19), word, colour, size=SMALL_PX, anchor="end", bold=True)


def _key(canvas: Canvas, colours: Colours) -> None:
    words = "framed and bold: the two most probable of all at that step; the rest is never extended"
    canvas.text((WIDTH / 2, HEIGHT - 8), words, colours.quiet, size=SMALL_PX, anchor="middle")


FIGURE = Figure(
    id="beam-tree",
    alt="A tree of sequences with a beam of two. After each step the two most probable stay and are extended. The "
    "sequence found begins with the second most probable note and beats the one of greedy search.",
    draw=draw,
)
