"""``studyapp network``: a network as text, layer by layer."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from question_bank.networks import (
    PRESETS,
    SHORT_FORM,
    NetworkError,
    Preset,
    ReceptiveField,
    Row,
    Summary,
    analyse,
    preset,
    read_network,
    read_shape,
    shown,
    walk,
)
from question_bank.networks.text import MOST_CHARACTERS
from studyapp.cli.output import emit, json_option
from studyapp.study.text_file import read_text_file

HELP = """Show the shapes, parameters, multiply-adds and receptive field of a network, layer by layer.

TEXT is in torch notation, Keras notation or the short form; @FILE reads a file, - the standard input.
"""
WIDEST_LAYER = 48


@click.command(help=HELP)
@click.argument("text", required=False)
@click.option("--input", "input_text", metavar="SHAPE", help="Sizes of one input: 1,32,32 (Keras: 32,32,1).")
@click.option("--preset", "preset_id", metavar="ID", help="Take a known network instead of TEXT.")
@click.option("--presets", "list_presets", is_flag=True, help="List the known networks.")
@click.option("--short-form", "show_short_form", is_flag=True, help="Show how layers are written in the short form.")
@json_option
def network(
    *,
    text: str | None,
    input_text: str | None,
    preset_id: str | None,
    list_presets: bool,
    show_short_form: bool,
    as_json: bool,
) -> None:
    """Print what every layer of a network makes of its input."""
    if list_presets:
        lines = [f"{each.id:14} {each.parameters:>12,}  {each.title}: {each.about}" for each in PRESETS]
        emit([_preset(each) for each in PRESETS], lines, as_json=as_json)
        return
    if show_short_form:
        emit({"short_form": SHORT_FORM}, [SHORT_FORM], as_json=as_json)
        return
    summary, source = _analysed(text, input_text, preset_id)
    if summary.problem is None:
        emit(_document(summary), _lines(summary), as_json=as_json)
        return
    if summary.rows and not as_json:
        emit(None, _lines(summary), as_json=False)  # the layers that fit are worth seeing
    raise NetworkError(_placed_problem(summary, source))


def _analysed(text: str | None, input_text: str | None, preset_id: str | None) -> tuple[Summary, str]:
    if (text is None) == (preset_id is None):
        raise NetworkError("Give a network as text, or the id of a known one with --preset.")
    known = None if preset_id is None else preset(preset_id)
    source = known.text if known else _source(text or "")
    shape = read_shape(input_text) if input_text is not None else known.input_shape if known else None
    return analyse(read_network(source), shape), source


def _source(text: str) -> str:
    if text == "-":
        return sys.stdin.read(MOST_CHARACTERS + 1)
    return read_text_file(Path(text[1:])) if text.startswith("@") else text


def _preset(each: Preset) -> dict[str, object]:
    return asdict(each)


def _document(summary: Summary) -> dict[str, object]:
    return {
        "input_shape": summary.input_shape,
        "output_shape": summary.output_shape,
        "channels_last": summary.channels_last,
        "layers": [_layer(row) for row in summary.rows],
        "totals": {
            "parameters": summary.totals.parameters,
            "trainable": summary.totals.trainable,
            "multiply_adds": summary.totals.multiply_adds,
            "receptive_field": _field(summary.totals.receptive_field),
        },
    }


def _layer(row: Row) -> dict[str, object]:
    return {
        "layer": row.layer,
        "input_shape": row.input_shape,
        "output_shape": row.output_shape,
        "shape_calculation": row.shape_calculation,
        "parameters": row.parameters,
        "trainable": row.trainable,
        "calculation": row.calculation,
        "multiply_adds": row.multiply_adds,
        "multiply_adds_calculation": row.multiply_adds_calculation,
        "receptive_field": _field(row.receptive_field),
        "notes": row.notes,
        "paths": [[_layer(inner) for inner in path] for path in row.paths],
    }


def _field(field: ReceptiveField | None) -> dict[str, object] | None:
    return None if field is None else asdict(field)


def _lines(summary: Summary) -> Iterator[str]:
    """Yield a table with a line for every layer, those in blocks moved in, and the totals."""
    order = "channels last" if summary.channels_last else "channels first"
    yield f"input {shown(summary.input_shape)} ({order})"
    yield from _aligned([_HEAD, *(_cells(row, depth) for depth, row in walk(summary.rows)), _total(summary)])
    totals = summary.totals
    if totals.trainable != totals.parameters:
        yield f"{totals.trainable:,} of the parameters are trained."
    yield from dict.fromkeys(f"{row.layer}: {note}" for _, row in walk(summary.rows) for note in row.notes)


_HEAD: tuple[str, ...] = ("layer", "output", "parameters", "multiply-adds", "sees", "how the parameters are counted")


def _total(summary: Summary) -> tuple[str, ...]:
    totals = summary.totals
    numbers = (f"{totals.parameters:,}", f"{totals.multiply_adds:,}", _view(totals.receptive_field))
    return "total", shown(summary.output_shape), *numbers, ""


def _cells(row: Row, depth: int) -> tuple[str, ...]:
    layer = row.layer if len(row.layer) <= WIDEST_LAYER else f"{row.layer[: WIDEST_LAYER - 3]}..."
    parameters, costs = (f"{number:,}" if number else "" for number in (row.parameters, row.multiply_adds))
    calculation = "" if row.paths else row.calculation
    return "  " * depth + layer, shown(row.output_shape), parameters, costs, _view(row.receptive_field), calculation


def _view(field: ReceptiveField | None) -> str:
    return "" if field is None else shown(field.size)


def _aligned(cells: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        left, right = row[:2], row[2:4]
        padded = [f"{cell:{width}}" for cell, width in zip(left, widths, strict=False)]
        padded += [f"{cell:>{width}}" for cell, width in zip(right, widths[2:], strict=False)]
        yield "  ".join([*padded, f"{row[4]:{widths[4]}}", row[5]]).rstrip()


def _placed_problem(summary: Summary, source: str) -> str:
    problem = summary.problem
    assert problem is not None
    before = source[: problem.span.start]
    place = f"line {before.count(chr(10)) + 1}, column {len(before) - (before.rfind(chr(10)) + 1) + 1}"
    if problem.layer is None:
        return f"At {place}: {problem.sentence}"
    return f"Layer {problem.layer + 1}, at {place}: {problem.sentence}"
