"""The learner's own data as a text knob carries it: points of the plane, a table, pictures; checked, and limited.

The window writes these texts from what was clicked, from a CSV file or from a folder of pictures, and whoever sets a
knob by hand may write them too. Each reader raises DemoError, which names the line and says what belongs there.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.errors import DemoError

MOST_POINTS, EDGE = 2_000, 6.0  # points lie within -EDGE and EDGE
MOST_ROWS, MOST_COLUMNS, MOST_CLASSES = 10_000, 32, 20
MOST_IMAGES, SMALLEST_SIDE, LARGEST_SIDE = 2_000, 4, 64
LARGEST_NUMBER = 1e9
NAME_LENGTH = 40
NO_CLASS = "-"


@dataclass(frozen=True, slots=True)
class Points:
    """Points of the plane: ``places`` (n, 2) and the class of each, (n,)."""

    places: NDArray[np.float32]
    classes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of numbers: ``values`` (n, columns) under ``names``, and the class of each row, (n,), by ``class_names``."""

    names: tuple[str, ...]
    values: NDArray[np.float32]
    class_names: tuple[str, ...]
    classes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Grey pictures (n, height, width) in [0, 1], and the class of each, (n,); -1 where it has none."""

    images: NDArray[np.float32]
    class_names: tuple[str, ...]
    classes: NDArray[np.int64]


# ---------------------------------------------------------------- points


def parse_points(text: str, *, classes: int = 2) -> Points:
    """Read one point a line: x, y and its class from 0 on, with spaces or commas between: ``-1.5 0.25 1``."""
    rows: list[tuple[float, float, int]] = []
    for number, line in _lines(text):
        words = line.replace(",", " ").split()
        if len(words) != 3:
            raise DemoError(
                f"Line {number} of your points is {_short(line)}: write x, y and the class, as in 1.5 -2 0."
            )
        x, y, kind = (_number(word, number, "your points") for word in words)
        if max(abs(x), abs(y)) > EDGE:
            raise DemoError(f"Line {number} of your points lies outside: x and y go from {-EDGE:g} to {EDGE:g}.")
        if kind not in range(classes):
            raise DemoError(f"Line {number} of your points has the class {kind:g}: there are 0 to {classes - 1}.")
        if len(rows) == MOST_POINTS:
            raise DemoError(f"Your own points are more than {MOST_POINTS:,}: leave some out.")
        rows.append((x, y, int(kind)))
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return Points(table[:, :2].astype(np.float32), table[:, 2].astype(np.int64))


def write_points(points: Points) -> str:
    """Return the points as ``parse_points`` reads them, rounded to hundredths."""
    rows = zip(points.places.tolist(), points.classes.tolist(), strict=True)
    return "\n".join(f"{x:.2f} {y:.2f} {kind}" for (x, y), kind in rows)


# ---------------------------------------------------------------- a table


def parse_table(text: str) -> Table:
    """Read a table: a first line of column names, the last one ``name=class|class|...``, then numbers, by commas.

    The last number of a row is the place of its class in that list: ``width,length,kind=rose|lily`` and ``1.5,2,0``.
    """
    lines = _lines(text)
    _, head = next(lines, (1, ""))
    *names, last = [word.strip() for word in head.split(",")]
    class_names = tuple(word.strip() for word in last.partition("=")[2].split("|"))
    if not names or not 2 <= len(class_names) <= MOST_CLASSES or len(names) > MOST_COLUMNS:
        raise DemoError(
            f"Your own table begins with {_short(head)}: its first line names 1 to {MOST_COLUMNS} columns and then "
            f"2 to {MOST_CLASSES} classes, as in width,length,kind=rose|lily."
        )
    if "" in class_names or len({*class_names}) < len(class_names):
        raise DemoError(
            f"Your own table names its classes {_short(last)}: each needs a name of its own, as in rose|lily."
        )
    rows: list[list[float]] = []
    for number, line in lines:
        row = [_number(word, number, "your table") for word in line.split(",")]
        if len(row) != len(names) + 1:
            raise DemoError(
                f"Line {number} of your table has {len(row)} numbers; the first line names {len(names) + 1}."
            )
        if row[-1] not in range(len(class_names)):
            raise DemoError(
                f"Line {number} of your table has the class {row[-1]:g}: there are 0 to {len(class_names) - 1}."
            )
        if len(rows) == MOST_ROWS:
            raise DemoError(f"Your own table has more than {MOST_ROWS:,} rows: leave some out.")
        rows.append(row)
    if len(rows) < 2:
        raise DemoError("Your own table has fewer than two rows: there is nothing to learn from.")
    table = np.array(rows)
    return Table(tuple(names), table[:, :-1].astype(np.float32), class_names, table[:, -1].astype(np.int64))


def write_table(table: Table) -> str:
    """Return the table as ``parse_table`` reads it; classes that would be called alike get numbers."""
    head = ",".join([*map(_plain_name, table.names), "class=" + "|".join(_told_apart(table.class_names))])
    rows = zip(table.values.tolist(), table.classes.tolist(), strict=True)
    return "\n".join([head, *(",".join([*(f"{each:.9g}" for each in values), str(kind)]) for values, kind in rows)])


# ---------------------------------------------------------------- pictures


def parse_images(text: str) -> Pictures:
    """Read pictures: ``images HEIGHT WIDTH``, then one a line: its class or -, a space, its grey bytes in base64."""
    lines = _lines(text)
    _, head = next(lines, (1, ""))
    height, width = _sides(head)
    images: list[NDArray[np.uint8]] = []
    names: list[str] = []
    for number, line in lines:
        name, _, packed = line.strip().rpartition(" ")
        try:
            grey = base64.b64decode(packed, validate=True)
        except (binascii.Error, ValueError):
            raise DemoError(f"Line {number} of your pictures is damaged: it is not base64.") from None
        if len(grey) != height * width or not name:
            raise DemoError(f"Line {number} of your pictures is not a class and {height} x {width} grey values.")
        if len(images) == MOST_IMAGES:
            raise DemoError(f"Your own pictures are more than {MOST_IMAGES:,}: leave some out.")
        images.append(np.frombuffer(grey, np.uint8).reshape(height, width))
        names.append(name)
    if not images:
        raise DemoError("There is no picture among your own.")
    class_names = tuple(sorted(set(names) - {NO_CLASS}))
    if len(class_names) > MOST_CLASSES:
        raise DemoError(f"Your own pictures are of {len(class_names)} classes; {MOST_CLASSES} is the most.")
    places = {name: place for place, name in enumerate(class_names)} | {NO_CLASS: -1}
    grey_values = (np.stack(images) / 255).astype(np.float32)
    return Pictures(grey_values, class_names, np.array([places[name] for name in names], dtype=np.int64))


def write_images(images: NDArray[np.uint8], classes: Sequence[str]) -> str:
    """Return pictures (n, height, width) and their classes ("" for none) as ``parse_images`` reads them."""
    head = f"images {images.shape[1]} {images.shape[2]}"
    rows = zip(classes, images, strict=True)
    lines = (f"{_plain_name(name) or NO_CLASS} {base64.b64encode(image.tobytes()).decode()}" for name, image in rows)
    return "\n".join([head, *lines])


def _sides(head: str) -> tuple[int, int]:
    word, *sides = head.split() or [""]
    if word != "images" or len(sides) != 2 or not all(side.isdecimal() and side.isascii() for side in sides):
        raise DemoError(f"Your own pictures begin with {_short(head)}: the first line is images HEIGHT WIDTH.")
    height, width = (int(side[:9]) for side in sides)
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (height, width)):
        raise DemoError(f"Pictures of your own are {SMALLEST_SIDE} to {LARGEST_SIDE} pixels high and wide.")
    return height, width


# ---------------------------------------------------------------- what they share


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers from 1 on."""
    return ((number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip())


def _number(word: str, line: int, where: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST_NUMBER:
        raise DemoError(f"Line {line} of {where}: {_short(word)} is not a number that can be used.")
    return number


def _plain_name(name: str) -> str:
    """Return a name without the signs that separate names."""
    return " ".join("".join(" " if sign in ",|=" else sign for sign in name).split())[:NAME_LENGTH]


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return plain names of which no two are the same, and none is empty."""
    told: dict[str, None] = {}
    for name in names:
        plain = _plain_name(name) or "unnamed"
        numbered = (f"{plain[: NAME_LENGTH - 4]} {number}" for number in range(2, len(names) + 2))
        told[next(each for each in (plain, *numbered) if each not in told)] = None
    return list(told)


def _short(text: str) -> str:
    text = text.strip()
    return f"“{text[:30]}…”" if len(text) > 30 else f"“{text}”"
