"""Draws grids of cells side by side: an image and its kernel, feature maps, a matrix of scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.drawings import Grid, Grids
from studyapp.figures.canvas import SMALL_PX, TEXT_PX, Canvas, Point, mixed
from studyapp.figures.figure import Colours
from studyapp.figures.words import text_width, widest, with_minus

MARGIN_PX = 4.0
CELL_PX, LEAST_CELL_PX, CELL_HEIGHT_PX = 36.0, 25.0, 32.0
TITLE_PX, LABELS_PX = 22.0, 19.0
BOLD = 1.12  # how much wider the letters of a shaded cell are
APART_PX, SIGN_PX, ROWS_APART_PX = 26.0, 40.0, 18.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid and the sizes it is drawn in; ``top`` is the room above its cells."""

    grid: Grid
    cell: Point
    left: float
    top: float

    @property
    def size(self) -> Point:
        """Return width and height with title and labels."""
        width = max(self.left + self.cell[0] * len(self.grid.cells[0]), text_width(self.grid.title))
        return width, self.top + self.cell[1] * len(self.grid.cells)


def draw_grids(grids: Grids, colours: Colours, room_px: float) -> Canvas:
    """Return the grids side by side, in several rows where the room is small."""
    between = SIGN_PX if grids.between else APART_PX
    sheets = _fitted(grids.grids, room_px - 2 * MARGIN_PX, between)
    rows = _rows(sheets, room_px - 2 * MARGIN_PX, between)
    width = max(_width(row, between) for row in rows) + between * (len(rows) > 1 and bool(grids.between))
    height = sum(_height(row) for row in rows) + ROWS_APART_PX * (len(rows) - 1)
    canvas = Canvas(width + 2 * MARGIN_PX, height + 2 * MARGIN_PX)
    down = MARGIN_PX
    for number, row in enumerate(rows):
        signs = ["" if number == 0 else grids.between, *[grids.between] * (len(row) - 1)]
        _draw_row(canvas, row, signs, (MARGIN_PX, down), colours)
        down += _height(row) + ROWS_APART_PX
    return canvas


def _fitted(grids: Sequence[Grid], room_px: float, between: float) -> list[Sheet]:
    """Return the grids with cells as large as they like, or narrower where that makes fewer rows of grids."""
    sizes = range(round(CELL_PX), round(LEAST_CELL_PX) - 1, -1)
    tried = ([_sheet(grid, size) for grid in grids] for size in sizes)
    return min(tried, key=lambda sheets: len(_rows(sheets, room_px, between)))


def _sheet(grid: Grid, cell_px: float) -> Sheet:
    words = [text_width(cell, TEXT_PX) * BOLD + 10 for row in grid.cells for cell in row]
    words += [text_width(name) + 8 for name in grid.column_labels]
    left = widest(grid.row_labels) + 8 if grid.row_labels else 0.0
    top = TITLE_PX * bool(grid.title) + LABELS_PX * bool(grid.column_labels)
    return Sheet(grid, (max(cell_px, *words), min(CELL_HEIGHT_PX, max(cell_px, LEAST_CELL_PX))), left, top)


def _rows(sheets: Sequence[Sheet], room_px: float, between: float) -> list[list[Sheet]]:
    rows: list[list[Sheet]] = [[]]
    for sheet in sheets:
        if rows[-1] and _width([*rows[-1], sheet], between) > room_px:
            rows.append([])
        rows[-1].append(sheet)
    return rows


def _width(row: Sequence[Sheet], between: float) -> float:
    return sum(sheet.size[0] for sheet in row) + between * (len(row) - 1)


def _height(row: Sequence[Sheet]) -> float:
    """Return how high a row is: all cells are centred below the highest head."""
    return max(sheet.top for sheet in row) + max(sheet.size[1] - sheet.top for sheet in row)


def _draw_row(canvas: Canvas, row: Sequence[Sheet], signs: Sequence[str], corner: Point, colours: Colours) -> None:
    head = max(sheet.top for sheet in row)
    body = _height(row) - head
    x, middle = corner[0], corner[1] + head + body / 2
    for number, (sheet, sign) in enumerate(zip(row, signs, strict=True)):
        if sign:
            at = (x + SIGN_PX / 2, middle + 7)
            canvas.text(at, sign, colours.ink, size=20, anchor="middle")
            x += SIGN_PX
        elif number:
            x += APART_PX
        cells = sheet.size[1] - sheet.top
        _draw_sheet(canvas, sheet, (x, middle - cells / 2 - sheet.top), colours)
        x += sheet.size[0]


def _draw_sheet(canvas: Canvas, sheet: Sheet, corner: Point, colours: Colours) -> None:
    grid, (width, height) = sheet.grid, sheet.cell
    left, top = corner[0] + sheet.left, corner[1] + sheet.top
    if grid.title:
        canvas.text((left, corner[1] + SMALL_PX + 2), grid.title, colours.quiet, size=SMALL_PX)
    for index, name in enumerate(grid.column_labels):
        at = (left + (index + 0.5) * width, top - 6)
        canvas.text(at, name, colours.quiet, size=SMALL_PX, anchor="middle")
    for index, name in enumerate(grid.row_labels):
        at = (left - 8, top + (index + 0.5) * height + 0.36 * SMALL_PX)
        canvas.text(at, name, colours.quiet, size=SMALL_PX, anchor="end")
    for shaded in (False, True):  # the frames of what stands out lie above those of its neighbours
        for y, row in enumerate(grid.cells):
            for x, words in enumerate(row):
                if ((y, x) in grid.shaded) is shaded:
                    _draw_cell(canvas, (left + x * width, top + y * height), sheet.cell, words, colours, shaded=shaded)


def _draw_cell(canvas: Canvas, corner: Point, size: Point, words: str, colours: Colours, *, shaded: bool) -> None:
    """Draw one cell; what stands out has a tint, a strong frame and bold words."""
    fill = mixed(colours.surface, colours.accent, 0.16) if shaded else colours.surface
    edge = colours.accent if shaded else mixed(colours.line, colours.quiet, 0.5)
    canvas.rect(corner, size, fill, stroke=edge, thick=1.8 if shaded else 1.0)
    at = (corner[0] + size[0] / 2, corner[1] + size[1] / 2 + 0.36 * TEXT_PX)
    canvas.text(at, with_minus(words), colours.ink, size=TEXT_PX, anchor="middle", bold=shaded)
