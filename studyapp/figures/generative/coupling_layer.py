"""One coupling layer with numbers, forwards and back."""

from __future__ import annotations

from question_bank.flows.layers import Coupling
from studyapp.figures.canvas import SMALL_PX, Canvas, Point
from studyapp.figures.figure import Colours, Figure

LAYER = Coupling(a=0.25, b=1.0, c=-1.2)
KEPT, CHANGED = 2.0, 1.5
SCALE, SHIFT = LAYER.s(KEPT), LAYER.t(KEPT)
MADE = LAYER.forwards(KEPT, CHANGED)
BACK = LAYER.back(KEPT, MADE)
WIDTH, HEIGHT = 640.0, 250.0
ABOVE, NET, BELOW = 44.0, 116.0, 196.0
TIMES, PLUS, END = 300.0, 420.0, 596.0


def draw(colours: Colours) -> str:
    """Return both lines of the layer from left to right; the kept number steers the other."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.arrow((96, ABOVE), (END - 70, ABOVE), colours.quiet, thick=2)
    for start, end in ((96.0, TIMES - 17), (TIMES + 16, PLUS - 17), (PLUS + 16, END - 70)):
        canvas.arrow((start, BELOW), (end, BELOW), colours.quiet, thick=2)
    for x, y, words in ((12.0, ABOVE, f"z₁ = {KEPT:g}"), (12.0, BELOW, f"z₂ = {CHANGED:g}")):
        canvas.text((x, y + 5), words, colours.ink, bold=True)
    canvas.text((END - 62, ABOVE + 5), f"y₁ = {KEPT:g}", colours.ink, bold=True)
    canvas.text((END - 62, BELOW + 5), f"y₂ = {MADE:.3f}", colours.ink, bold=True)
    canvas.text((120, ABOVE - 12), "kept as it is", colours.quiet, size=SMALL_PX)
    for x, words in ((TIMES, f"s = {SCALE:g}"), (PLUS, f"t = {SHIFT:g}")):
        canvas.arrow((x, ABOVE), (x, NET - 18), colours.quiet)
        canvas.rect((x - 42, NET - 18), (84, 34), colours.raised, stroke=colours.series[1], corner_radius=8)
        canvas.text((x, NET + 4), words, colours.ink, size=13, anchor="middle", bold=True)
        canvas.arrow((x, NET + 16), (x, BELOW - 16), colours.quiet)
    canvas.text((TIMES + 9, 164), "eˢ", colours.ink, size=13)
    _sign(canvas, colours, (TIMES, BELOW), "×")
    _sign(canvas, colours, (PLUS, BELOW), "+")
    canvas.text((12, NET + 4), "any networks of z₁:", colours.quiet, size=SMALL_PX)
    canvas.text((12, HEIGHT - 8), f"back: ({MADE:.3f} − {SHIFT:g}) / eˢ = {BACK:g}", colours.ink, size=13)
    canvas.text((END - 62, HEIGHT - 8), f"ln of the slope: s = {SCALE:g}", colours.ink, size=13, anchor="end")
    return canvas.svg()


def _sign(canvas: Canvas, colours: Colours, at: Point, sign: str) -> None:
    canvas.circle(at, 15, colours.surface, stroke=colours.ink, thick=1.6)
    canvas.text((at[0], at[1] + 6), sign, colours.ink, size=18, anchor="middle")


FIGURE = Figure(
    id="coupling-layer",
    alt=f"A coupling layer keeps z₁ = {KEPT:g}. From it come s = {SCALE:g} and t = {SHIFT:g}, and z₂ = {CHANGED:g} is "
    f"multiplied by e to the s and shifted by t, which gives {MADE:.3f}. To go back, subtract t and divide by e to "
    "the s.",
    draw=draw,
)
