"""One row of pixels with its zeros, and a bar below it for every place in which a kernel stands."""

from __future__ import annotations

from dataclasses import dataclass

from studyapp.figures.canvas import SMALL_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours

BAR_PX, BAR_GAP_PX = 5.0, 4.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of pixels, the zeros before and after it, and a kernel that moves along all of them."""

    side: int
    kernel: int
    stride: int = 1
    before: int = 0
    after: int = 0

    @property
    def padded(self) -> int:
        """Return how many cells there are with the zeros."""
        return self.before + self.side + self.after

    @property
    def starts(self) -> range:
        """Return the first cell under the kernel in each of its places; cells are counted from the first zero."""
        return range(0, self.padded - self.kernel + 1, self.stride)

    @property
    def unseen(self) -> tuple[int, ...]:
        """Return the cells that the kernel covers in none of its places."""
        seen = {start + tap for start in self.starts for tap in range(self.kernel)}
        return tuple(cell for cell in range(self.padded) if cell not in seen)

    @property
    def rows(self) -> int:
        """Return how many rows of bars it takes, so that none covers another."""
        return -(-self.kernel // self.stride)


def draw_strip(canvas: Canvas, corner: Point, strip: Strip, cell_px: float, colours: Colours) -> float:
    """Draw the row with its first pixel at a corner; return the y at which its last row of bars ends."""
    (left, top) = corner
    first = left - strip.before * cell_px
    faint = mixed(colours.line, colours.quiet, 0.35)
    for cell in range(strip.padded):
        at = (first + cell * cell_px, top)
        zero = not strip.before <= cell < strip.before + strip.side
        fill = "none" if zero or cell in strip.unseen else mixed(colours.raised, colours.series[0], 0.3)
        canvas.rect(at, (cell_px, cell_px), fill, stroke=faint, dashes="2 3" if zero else "")
        if zero:
            middle = (at[0] + cell_px / 2, top + cell_px / 2 + 4.5)
            canvas.text(middle, "0", colours.quiet, size=SMALL_PX, anchor="middle")
    return _draw_bars(canvas, (first, top + cell_px + BAR_GAP_PX + 1), strip, cell_px, colours)


def _draw_bars(canvas: Canvas, corner: Point, strip: Strip, cell_px: float, colours: Colours) -> float:
    for number, start in enumerate(strip.starts):
        at = (
            corner[0] + start * cell_px + 2,
            corner[1] + number % strip.rows * (BAR_PX + BAR_GAP_PX),
        )
        canvas.rect(at, (strip.kernel * cell_px - 4, BAR_PX), colours.series[1], corner_radius=2)
    return corner[1] + strip.rows * (BAR_PX + BAR_GAP_PX) - BAR_GAP_PX
