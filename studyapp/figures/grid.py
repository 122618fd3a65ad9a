"""Grids of cells, as figures show images, kernels and feature maps."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp.figures.canvas import Canvas, Point
from studyapp.figures.figure import Colours

Cells = Sequence[Sequence[float]]


def padded(cells: Cells, padding: int) -> list[list[float]]:
    """Return the grid with a border of zeros."""
    width = len(cells[0]) + 2 * padding
    empty = [[0.0] * width for _ in range(padding)]
    rows = [[0.0] * padding + list(row) + [0.0] * padding for row in cells]
    return [*empty, *rows, *[row[:] for row in empty]]


def convolved(cells: Cells, kernel: Cells, *, stride: int = 1, padding: int = 0) -> list[list[float]]:
    """Return what a layer computes: the kernel laid on every window, products added up."""
    source, size = padded(cells, padding), len(kernel)
    rows, columns = range(0, len(source) - size + 1, stride), range(0, len(source[0]) - size + 1, stride)
    return [
        [sum(kernel[i][j] * source[y + i][x + j] for i in range(size) for j in range(size)) for x in columns]
        for y in rows
    ]


def output_side(side: int, kernel: int, *, stride: int = 1, padding: int = 0) -> int:
    """Return how many windows fit along one side."""
    return (side + 2 * padding - kernel) // stride + 1


def draw_cells(
    canvas: Canvas, corner: Point, cells: Cells, cell_px: float, colours: Colours, *, border: int = 0, fill: str = ""
) -> None:
    """Draw a grid with its numbers; the outer ``border`` cells are padding, drawn faintly."""
    last = (len(cells) - 1, len(cells[0]) - 1)
    for y, row in enumerate(cells):
        for x, value in enumerate(row):
            outside = not (border <= y <= last[0] - border and border <= x <= last[1] - border)
            place = (corner[0] + x * cell_px, corner[1] + y * cell_px)
            ground = "none" if outside else fill or colours.raised
            canvas.rect(place, (cell_px, cell_px), ground, stroke=colours.line, dashes="2 3" if outside else "")
            words = f"{value:g}".replace("-", "−")
            ink = colours.quiet if outside else colours.ink
            at = (place[0] + cell_px / 2, place[1] + cell_px / 2 + 4.5)
            canvas.text(at, words, ink, size=min(13.0, cell_px * 0.44), anchor="middle")


def draw_frame(canvas: Canvas, corner: Point, cells: tuple[int, int, int, int], cell_px: float, colour: str) -> None:
    """Draw a frame around cells given as column, row, width and height."""
    column, row, width, height = cells
    place = (corner[0] + column * cell_px, corner[1] + row * cell_px)
    canvas.rect(place, (width * cell_px, height * cell_px), stroke=colour, thick=2.5)
