"""Where everything of a network's drawing stands: solids along a line, shortcuts as arcs above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from question_bank.networks import Row, Shape, Summary, shown, walk
from question_bank.networks.layers import Branches
from studyapp.figures.network_forms import (
    PLATE_PX,
    PLATES,
    Kind,
    Solid,
    kind_of,
    name_of,
    solid_of,
    stays_steps_first,
)
from studyapp.figures.words import text_width

MOST_MARKS = 200  # longer nets are drawn this far
LABEL_PX = 11.5
EDGE_PX, GAP_PX, LABEL_GAP_PX = 16.0, 16.0, 9.0
ARC_PX, TAG_PX = 16.0, 9.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One layer on the line, its left edge at ``left``; a plate has no label. ``row`` of -1 is the input."""

    row: int
    kind: Kind
    solid: Solid
    left: float
    label: tuple[str, str] | None = None

    @property
    def right(self) -> float:
        """Return the right edge, slant included."""
        return self.left + self.solid.width + self.solid.slant

    @property
    def rise(self) -> float:
        """Return how far it stands above the line."""
        return self.solid.height / 2 + self.solid.slant

    @property
    def centre(self) -> float:
        """Return the middle of the front."""
        return self.left + self.solid.width / 2


@dataclass(frozen=True, slots=True)
class Arc:
    """A path around others, ``rise`` above the line; ``tag`` names the layers on it, ``rows`` are theirs."""

    start: float
    end: float
    rise: float
    tag: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A block from ``start`` to ``end``: where it begins, where its paths meet again, and how."""

    row: int
    start: float
    end: float
    rise: float
    joins: str


@dataclass
class Layout:
    """The marks, arcs and blocks of a network, measured from the line in its middle.

    ``left_out`` counts the rows that are not drawn; ``end`` is the right edge.
    """

    channels_last: bool
    marks: list[Mark] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    end: float = EDGE_PX
    left_out: int = 0
    _label_end: float = 0.0
    _rows: int = 0
    _steps_first: bool = True
    _lean: float = 0.0  # how far a plate leans on what it follows

    def add_input(self, shape: Shape) -> None:
        """Put the input first."""
        self._steps_first = True
        self._put(-1, "input", self._solid(shape), ("input", shown(shape)))

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Put rows behind what is there, blocks with all that is in them."""
        for row in rows:
            if len(self.marks) >= MOST_MARKS:
                self.left_out += sum(1 for _ in walk([row]))
            elif row.paths:
                self._add_block(row)
            else:
                self._add_layer(row)

    def _solid(self, shape: Shape) -> Solid:
        return solid_of(shape, channels_last=self.channels_last, steps_first=self._steps_first)

    def _add_layer(self, row: Row) -> None:
        self._steps_first = stays_steps_first(row.spec, self._steps_first, channels_last=self.channels_last)
        solid, kind = self._solid(row.output_shape), kind_of(row.spec)
        if isinstance(row.spec, PLATES):
            plate = Solid("map", PLATE_PX, solid.height, solid.slant)
            self.marks.append(Mark(self._rows, kind, plate, self.end - self._lean + 3))
            self.end, self._lean = self.marks[-1].right, solid.slant
        else:
            self._put(self._rows, kind, solid, (name_of(row), shown(row.output_shape)))
        self._rows += 1

    def _put(self, row: int, kind: Kind, solid: Solid, label: tuple[str, str]) -> None:
        words = max(text_width(line, LABEL_PX) for line in label)
        overhang = max(0.0, (words - solid.width) / 2)
        left = max(self.end + (GAP_PX if self.marks else 0.0), self._label_end + LABEL_GAP_PX + overhang)
        self.marks.append(Mark(row, kind, solid, left, label))
        self.end, self._label_end, self._lean = self.marks[-1].right, left + solid.width + overhang, solid.slant

    def _add_block(self, row: Row) -> None:
        own, first, first_arc = self._rows, len(self.marks), len(self.arcs)
        start = self._pause()
        self._rows += 1
        joins = row.spec.joins if isinstance(row.spec, Branches) else "add"
        sides = self._add_paths(row.paths, 0 if joins == "add" and row.paths[0] else _longest(row.paths))
        rise = self._rise(first, first_arc)
        room = max((text_width(tag, LABEL_PX) + 60 for tag, _ in sides), default=30.0)
        self.end = max(self.end + (18 if sides else 6), start + room)
        for tag, rows in sides:
            rise += ARC_PX + (TAG_PX if tag else 0)
            self.arcs.append(Arc(start, self.end, rise, tag, rows))
        self.brackets.append(Bracket(own, start, self.end, rise + TAG_PX, joins if sides else ""))
        self._pause()

    def _pause(self) -> float:
        """Leave a gap in which nothing leans on anything, and return its middle."""
        middle = self.end + 8
        self.end, self._lean = middle + 4, 0.0
        return middle

    def _add_paths(self, paths: Sequence[Sequence[Row]], main: int) -> list[tuple[str, tuple[int, ...]]]:
        """Put one path on the line and return what is to be written on the others, and their rows."""
        sides: list[tuple[str, tuple[int, ...]]] = []
        for number, path in enumerate(paths):
            if number == main:
                self.add_rows(path)
            else:
                count = sum(1 for _ in walk(path))
                sides.append((_tag(path), tuple(range(self._rows, self._rows + count))))
                self._rows += count
        return sides

    def _rise(self, first_mark: int, first_arc: int) -> float:
        marks = [mark.rise for mark in self.marks[first_mark:]]
        arcs = [arc.rise + (TAG_PX if arc.tag else 0) for arc in self.arcs[first_arc:]]
        return max([*marks, *arcs], default=0.0)


def laid_out(summary: Summary) -> Layout:
    """Return where the layers of a network stand."""
    layout = Layout(summary.channels_last)
    layout.add_input(summary.input_shape)
    layout.add_rows(summary.rows)
    return layout


def _longest(paths: Sequence[Sequence[Row]]) -> int:
    return max(range(len(paths)), key=lambda number: len(paths[number]))


def _tag(path: Sequence[Row]) -> str:
    """Return the names of the layers on a side path, or how many they are."""
    names = ", ".join(name_of(row) for row in path if not row.paths)
    return names if len(path) <= 2 and len(names) < 30 else f"{len(path)} layers"
