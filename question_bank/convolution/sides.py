"""One side, or height and width, of the maps that come out: the answer, the slips in it and the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from question_bank.answers import AnswerSpec, Integer, Shape
from question_bank.convolution.slips import slip
from question_bank.convolution.sweeps import SLIPS, Sweep
from question_bank.convolution.words import by
from question_bank.exercise import Misconception

HEIGHT_WIDTH = ("height", "width")


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides a layer is given, and how its kernel moves along each: one if all are alike, else height and width."""

    lengths: tuple[int, ...]
    sweeps: tuple[Sweep, ...]

    def __iter__(self) -> Iterator[tuple[int, Sweep]]:
        """Yield each side with its sweep."""
        return zip(self.lengths, self.sweeps, strict=True)

    def places(self) -> tuple[int, ...]:
        """Return the sides that come out."""
        return tuple(sweep.places(side) for side, sweep in self)

    def spec(self) -> AnswerSpec:
        """Return the sides that come out as an answer."""
        sizes = self.places()
        return Integer(sizes[0], "pixels") if len(sizes) == 1 else Shape(sizes, HEIGHT_WIDTH)

    def slips(self) -> Iterator[Misconception]:
        """Yield what learners who slip reply, the slip told for the first side in which it shows."""
        for known in SLIPS:
            wrong = tuple(known.wrong(side, sweep) for side, sweep in self)
            shows = [pair for pair, size, right in zip(self, wrong, self.places(), strict=True) if size != right]
            if shows and min(wrong) > 0:
                yield slip(wrong, known.why(*shows[0]), known.heading)


def sides(height: int, width: int, *, down: Sweep, across: Sweep) -> Sides:
    """Return one side where height and width are treated alike, else both."""
    if height == width and down == across:
        return Sides((height,), (down,))
    return Sides((height, width), (down, across))


def rule(dilation: int) -> str:
    """Return the formula for the size of the output; without its dilation where there is none."""
    top = "n + 2p - d(k - 1) - 1" if dilation > 1 else "n + 2p - k"
    return (
        "Along each side, count the places in which the kernel can stand: "
        rf"$$n_\text{{out}} = \left\lfloor\frac{{{top}}}{{s}}\right\rfloor + 1$$"
    )


def reach_told(sweep: Sweep) -> str:
    """Say how far a dilated kernel reaches."""
    reach = rf"d(k - 1) + 1 = {sweep.dilation}\cdot {sweep.kernel - 1} + 1 = {sweep.reach}"
    return f"With dilation {sweep.dilation} the {sweep.kernel} taps of the kernel reach over ${reach}$ pixels."


def worked(side: int, sweep: Sweep) -> str:
    """Return the formula with the numbers of one side and its result, as LaTeX."""
    padded = rf"{side} + 2\cdot {sweep.padding}" if sweep.padding else str(side)
    top, places = f"{padded} - {sweep.reach}", sweep.places(side)
    if sweep.stride == 1:
        return f"{top} + 1 = {places}"
    fraction = rf"\left\lfloor\frac{{{top}}}{{{sweep.stride}}}\right\rfloor"
    return rf"{fraction} + 1 = \lfloor {sweep.room(side) / sweep.stride:.5g} \rfloor + 1 = {places}"


def worked_steps(asked: Sides) -> tuple[str, ...]:
    """Return one step of the solution for each side, and the result."""
    if len(asked.lengths) == 1:
        steps: tuple[str, ...] = (f"With these numbers: ${worked(asked.lengths[0], asked.sweeps[0])}$.",)
    else:
        steps = tuple(f"{name.title()}: ${worked(*pair)}$." for name, pair in zip(HEIGHT_WIDTH, asked, strict=True))
    return (*steps, size_told(asked))


def size_told(asked: Sides) -> str:
    """Say how large the maps are."""
    sizes = asked.places()
    return f"So each feature map is {by(sizes[0], sizes[-1])}."
