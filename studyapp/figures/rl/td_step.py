"""One TD(0) update on a line of values."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Axis, Canvas, mixed
from studyapp.figures.figure import Colours, Figure

VALUE, REWARD, NEXT_VALUE = 3.0, 1.0, 6.0
GAMMA, ALPHA = 0.9, 0.5
TARGET = REWARD + GAMMA * NEXT_VALUE
ERROR = TARGET - VALUE
UPDATED = VALUE + ALPHA * ERROR
WIDTH, HEIGHT = 640.0, 250.0
X = Axis(0, 7, 40, 600)
LINE, BAR = 128.0, 26.0


def draw(colours: Colours) -> str:
    """Return the target as reward plus discounted value above a line of values, and the step towards it below."""
    canvas = Canvas(WIDTH, HEIGHT)
    _target(canvas, colours)
    _axis(canvas, colours)
    _step(canvas, colours)
    return canvas.svg()


def _target(canvas: Canvas, colours: Colours) -> None:
    top = 34.0
    parts = (
        (0.0, REWARD, colours.series[1], f"r = {REWARD:g}"),
        (REWARD, TARGET, colours.series[0], f"γ V(s′) = {GAMMA:g} · {NEXT_VALUE:g} = {GAMMA * NEXT_VALUE:g}"),
    )
    for start, end, colour, words in parts:
        canvas.rect((X(start), top), (X(end) - X(start), BAR), mixed(colours.surface, colour, 0.35), stroke=colour)
        canvas.text((X((start + end) / 2), top + 17.5), words, colours.ink, anchor="middle")
    canvas.line((X(TARGET), top + BAR), (X(TARGET), LINE), colours.accent, dashes="4 3")
    canvas.text((X(TARGET), top - 12), f"target = {TARGET:g}", colours.accent, anchor="middle", bold=True)
    canvas.text((X(0), top - 12), "what this step says V(s) should be", colours.quiet, size=SMALL_PX)


def _axis(canvas: Canvas, colours: Colours) -> None:
    canvas.line((X(0), LINE), (X(7), LINE), colours.quiet, thick=1.5)
    for mark in range(8):
        canvas.line((X(mark), LINE - 4), (X(mark), LINE + 4), colours.quiet)
        canvas.text((X(mark), LINE + 20), str(mark), colours.quiet, size=SMALL_PX, anchor="middle")
    for value, colour in ((VALUE, colours.ink), (TARGET, colours.accent), (UPDATED, colours.right)):
        canvas.circle((X(value), LINE), 6, colour, stroke=colours.surface, thick=2)
    canvas.text((X(VALUE), LINE - 16), f"V(s) = {VALUE:g}", colours.ink, anchor="middle", bold=True)
    canvas.text((X(UPDATED), LINE - 16), f"new V(s) = {UPDATED:g}", colours.right, anchor="middle", bold=True)


def _step(canvas: Canvas, colours: Colours) -> None:
    whole, part = LINE + 44, LINE + 84
    canvas.arrow((X(VALUE), whole), (X(TARGET), whole), colours.accent, thick=2)
    canvas.text(
        (X(VALUE) - 12, whole + 4), f"TD error δ = {TARGET:g} − {VALUE:g} = {ERROR:g}", colours.ink, anchor="end"
    )
    canvas.arrow((X(VALUE), part), (X(UPDATED), part), colours.right, thick=2)
    canvas.text(
        (X(VALUE) - 12, part + 4), f"step α δ = {ALPHA:g} · {ERROR:g} = {ALPHA * ERROR:g}", colours.ink, anchor="end"
    )
    for value in (VALUE, TARGET, UPDATED):
        end = whole if value == TARGET else part
        canvas.line((X(value), LINE + 26), (X(value), end + 8), colours.line, dashes="2 3")


FIGURE = Figure(
    id="td-step",
    alt=f"On a line of values V(s) is {VALUE:g}. The reward {REWARD:g} and the discounted next value "
    f"{GAMMA * NEXT_VALUE:g} make the target {TARGET:g}; half of the TD error {ERROR:g} moves V(s) to {UPDATED:g}.",
    draw=draw,
)
