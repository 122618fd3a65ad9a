"""The table of a network as text for other programs."""

from __future__ import annotations

import csv
import io

from question_bank.networks import Row, Summary, shown, walk
from studyapp.ui.network_model import view_of

_HEAD = ("layer", "output", "parameters", "calculation", "multiply-adds", "receptive field")


def as_markdown(summary: Summary) -> str:
    """Return the layers that fit as a Markdown table with its totals."""
    rows = [_cells(row, "\u2003" * depth, grouped=True) for depth, row in walk(summary.rows)]
    totals = summary.totals
    last = (f"{totals.parameters:,}", "", f"{totals.multiply_adds:,}", view_of(totals.receptive_field))
    rows = [("input", shown(summary.input_shape), "", "", "", ""), *rows, ("total", shown(summary.output_shape), *last)]
    lines = [_line(_HEAD), "|---|---|--:|---|--:|---|", *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def as_csv(summary: Summary) -> str:
    """Return the layers that fit as CSV, numbers without separators; layers in blocks are moved in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows(_cells(row, "  " * depth, grouped=False) for depth, row in walk(summary.rows))
    return out.getvalue()


def _cells(row: Row, indent: str, *, grouped: bool) -> tuple[str, ...]:
    counts = [f"{number:,}" if grouped else str(number) for number in (row.parameters, row.multiply_adds)]
    calculation = "" if row.paths else row.calculation
    return (
        indent + row.layer,
        shown(row.output_shape),
        counts[0],
        calculation,
        counts[1],
        view_of(row.receptive_field),
    )


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
