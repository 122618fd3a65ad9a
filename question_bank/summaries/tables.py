"""The table that is asked, the cells that follow from the learner's own earlier shapes, and how it is worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from question_bank.answers import AnswerSpec, Integer, Table, Value
from question_bank.answers import Shape as ShapeSpec
from question_bank.networks import Row, shown
from question_bank.networks.layers import Norm
from question_bank.networks.shapes import Shape
from question_bank.summaries.nets import Net
from question_bank.wording import grouped

Column = Literal["shape", "parameters"]
BOTH: tuple[Column, ...] = ("shape", "parameters")
LONGEST_COUNT = 10**12


def summary_table(net: Net, columns: tuple[Column, ...] = BOTH, *, carries: bool = True) -> Table:
    """Return the table with a row for each layer and the columns that are asked."""
    heads = {"shape": "Output shape", "parameters": "Parameters"}
    rows = [
        (f"`{name}`", *(_cell(net, row, column) for column in columns))
        for name, row in zip(net.names, net.rows, strict=True)
    ]
    follows = _Follows(net, columns) if carries else None
    return Table(("Layer", *(heads[column] for column in columns)), tuple(rows), follows)


def own_counts(net: Net, values: Value) -> tuple[int, ...] | None:
    """Return the parameters that a learner typed into a table of both columns, or None where some are missing."""
    cells = values[1::2] if isinstance(values, tuple) else ()
    counts = tuple(cell for cell in cells if isinstance(cell, int))
    return counts if len(counts) == len(net.layers) else None


def worked(net: Net, columns: tuple[Column, ...] = BOTH) -> Iterator[str]:
    """Yield a step of the solution for each layer."""
    arriving = (net.input_shape, *net.shapes)
    for name, given, row in zip(net.names, arriving, net.rows, strict=False):
        told = []
        if "shape" in columns:
            told.append(_shape_told(given, row))
        if "parameters" in columns:
            told.append(_count_told(row))
        yield f"`{name}`: {'; '.join(told)}."


class _Follows:
    """Says what the next cell is behind the shape that the learner has for the layer before."""

    def __init__(self, net: Net, columns: tuple[Column, ...]) -> None:
        self._net, self._columns = net, columns

    def __call__(self, earlier: tuple[Value, ...]) -> AnswerSpec | None:
        """Return the answer of the next asked cell, or None where the layer can't take what the learner has."""
        index, place = divmod(len(earlier), len(self._columns))
        if index == 0 or self._columns[0] != "shape":
            return None  # the picture is given, and without shapes no count depends on an earlier cell
        arriving = _sizes(earlier[(index - 1) * len(self._columns)])
        row = self._net.behind(index, arriving) if arriving else None
        return None if row is None or row.trainable > LONGEST_COUNT else _cell(self._net, row, self._columns[place])


def _cell(net: Net, row: Row, column: Column) -> AnswerSpec:
    if column == "parameters":
        return Integer(row.trainable)
    shape = row.output_shape
    return ShapeSpec(shape, net.axes if len(shape) == len(net.axes) else ())


def _sizes(value: Value) -> Shape:
    sizes = value if isinstance(value, tuple) else ()
    whole = tuple(size for size in sizes if isinstance(size, int) and size > 0)
    return whole if len(whole) == len(sizes) else ()


def _shape_told(given: Shape, row: Row) -> str:
    """Say what comes out of a layer, with the way there where there is one."""
    out, way = shown(row.output_shape), row.shape_calculation
    if row.output_shape == given:
        return f"the shape stays {out}"
    if not way:
        return f"out comes {out}"
    return way if len(row.output_shape) == 1 else f"each side {way}, so {out}" if "," not in way else f"{way}, so {out}"


def _count_told(row: Row) -> str:
    if row.trainable == 0:
        return "0 parameters"
    if isinstance(row.spec, Norm):
        return f"a scale and a shift a channel, 2·{row.trainable // 2} = {grouped(row.trainable)} parameters"
    return f"{row.calculation} parameters"
