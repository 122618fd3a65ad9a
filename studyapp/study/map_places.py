"""From rows and columns to pixels: where the bands and the topics of a map stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.study.map_grid import Cell, Grid

TOPIC_WIDTH, TOPIC_HEIGHT = 164.0, 54.0
COLUMN_GAP, ROW_GAP = 24.0, 30.0
MARGIN = 18.0
"""Between a band's edge and its topics."""
HEADING = 30.0
"""The height of a band's heading."""
BAND_GAP = 14.0
"""Between bands, and around the map."""


@dataclass(frozen=True, slots=True)
class Place:
    """An upright rectangle, in pixels of the map at its own size."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.top + self.height

    @property
    def centre(self) -> float:
        """Return the middle of its width."""
        return self.left + self.width / 2


class Measures:
    """What the lanes and rows of a grid fix, whatever the order inside of them."""

    def __init__(self, found: Grid) -> None:
        """Work out every column, row and band."""
        self.tops: list[float] = []
        """Where each row of topics begins."""
        self.tier_of: list[int] = []
        """The tier of each row."""
        self.bands: list[Place] = []
        """The ground of each lane."""
        self._lefts: dict[tuple[int, int], float] = {}
        heights = self._add_tiers(found.tiers)
        self._add_bands(found, heights)
        self.width = BAND_GAP + max((band.right for band in self.bands), default=0)
        self.height = BAND_GAP + max((band.bottom for band in self.bands), default=0)

    def place(self, cell: Cell) -> Place:
        """Return where the topic of a cell stands."""
        left = self._lefts[self.tier_of[cell.row], cell.column]
        return Place(left, self.tops[cell.row], TOPIC_WIDTH, TOPIC_HEIGHT)

    def places(self, cells: Mapping[str, Cell]) -> dict[str, Place]:
        """Return where topics stand."""
        return {topic: self.place(cell) for topic, cell in cells.items()}

    def _add_tiers(self, tiers: tuple[int, ...]) -> list[tuple[float, float]]:
        """Note where rows begin, and return top and height of each tier."""
        heights = []
        top = BAND_GAP
        for number, rows in enumerate(tiers):
            first = top + HEADING + MARGIN / 2
            self.tops += [first + row * (TOPIC_HEIGHT + ROW_GAP) for row in range(rows)]
            self.tier_of += [number] * rows
            bottom = self.tops[-1] + TOPIC_HEIGHT + MARGIN
            heights.append((top, bottom - top))
            top = bottom + BAND_GAP
        return heights

    def _add_bands(self, found: Grid, heights: list[tuple[float, float]]) -> None:
        """Note where columns begin, and the ground of each lane."""
        left, tier = BAND_GAP, 0
        for lane in found.lanes:
            if lane.tier != tier:
                left, tier = BAND_GAP, lane.tier
            width = 2 * MARGIN + lane.columns * (TOPIC_WIDTH + COLUMN_GAP) - COLUMN_GAP
            for column in range(lane.columns):
                self._lefts[tier, lane.left + column] = left + MARGIN + column * (TOPIC_WIDTH + COLUMN_GAP)
            top, height = heights[tier]
            self.bands.append(Place(left, top, width, height))
            left += width + BAND_GAP
