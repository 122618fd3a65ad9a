"""What a variational autoencoder is made of, and where the two terms of its loss come from."""

from __future__ import annotations

from studyapp.figures.canvas import SMALL_PX, Canvas, Point
from studyapp.figures.figure import Colours, Figure

WIDTH, HEIGHT = 640.0, 262.0
BOX = (92.0, 52.0)
LINE = 96.0
PICTURE, ENCODER, DECODER, MADE = 26.0, 82.0, 408.0, 560.0
MEAN, SPREAD, SUM = (206.0, 44.0), (206.0, 112.0), (340.0, LINE)


def draw(colours: Colours) -> str:
    """Return the way from x through the latent sample to its reconstruction, with the loss below."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.text((PICTURE, LINE + 5), "x", colours.ink, size=17, anchor="middle", italic=True)
    canvas.arrow((PICTURE + 12, LINE), (ENCODER - 3, LINE), colours.quiet)
    _box(canvas, colours, (ENCODER, LINE - BOX[1] / 2), BOX, ("encoder", "q(z | x)"))
    for (left, top), words in ((MEAN, "μ"), (SPREAD, "ln σ²")):
        canvas.arrow((ENCODER + BOX[0] + 2, LINE), (left - 3, top + 18), colours.quiet)
        _box(canvas, colours, (left, top), (58, 36), (words,))
        canvas.arrow((left + 60, top + 18), (SUM[0] - 24, LINE - 4 if top < LINE - 20 else LINE + 6), colours.quiet)
    canvas.circle(SUM, 22, colours.raised, stroke=colours.accent, thick=2)
    canvas.text((SUM[0], SUM[1] + 5), "z", colours.ink, size=16, anchor="middle", italic=True)
    canvas.arrow((SUM[0], 36), (SUM[0], SUM[1] - 24), colours.series[1], thick=2)
    canvas.text((SUM[0], 24), "noise ε from N(0, 1)", colours.series[1], size=13, anchor="middle", bold=True)
    canvas.text((SUM[0] + 4, SUM[1] + 44), "z = μ + σ ε", colours.ink, size=13, anchor="middle", bold=True)
    canvas.arrow((SUM[0] + 24, LINE), (DECODER - 3, LINE), colours.quiet)
    _box(canvas, colours, (DECODER, LINE - BOX[1] / 2), BOX, ("decoder", "p(x | z)"))
    canvas.arrow((DECODER + BOX[0] + 2, LINE), (MADE - 16, LINE), colours.quiet)
    canvas.text((MADE - 8, LINE + 5), "x made again", colours.ink, size=13)
    _loss(canvas, colours)
    return canvas.svg()


def _loss(canvas: Canvas, colours: Colours) -> None:
    for middle, name, told, start in (
        (235.0, "KL(q(z | x) ‖ p(z))", "stay near the prior", 152.0),
        (DECODER + BOX[0] / 2, "− ln p(x | z)", "make x well", 126.0),
    ):
        canvas.arrow((middle, start), (middle, 198), colours.quiet)
        canvas.text((middle, 217), name, colours.ink, anchor="middle", bold=True)
        canvas.text((middle, 236), told, colours.quiet, size=SMALL_PX, anchor="middle")
    canvas.text((26, 217), "loss", colours.ink, bold=True)
    canvas.text((352, 218), "+", colours.ink, size=20, anchor="middle", bold=True)


def _box(canvas: Canvas, colours: Colours, corner: Point, size: Point, words: tuple[str, ...]) -> None:
    canvas.rect(corner, size, colours.raised, stroke=colours.quiet, corner_radius=8)
    middle, first = corner[0] + size[0] / 2, corner[1] + size[1] / 2 + 5 - 9 * (len(words) - 1)
    for number, line in enumerate(words):
        ink = colours.quiet if number else colours.ink
        canvas.text((middle, first + 19 * number), line, ink, size=13, anchor="middle", bold=not number)


FIGURE = Figure(
    id="vae-parts",
    alt="An encoder gives μ and ln σ² for x. The latent z is μ plus σ times noise drawn from a standard normal; the "
    "decoder makes x again from it. The loss adds the divergence from the encoder's Gaussian to the prior and −ln "
    "p(x | z).",
    draw=draw,
)
