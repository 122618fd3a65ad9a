"""The drawing of a network and its table as text, without a window."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import pytest

from question_bank.networks import PRESETS, analyse, read_network, walk
from studyapp.figures.network_drawing import draw_network
from studyapp.figures.network_layout import MOST_MARKS, laid_out
from studyapp.ui.figure_colours import colours
from studyapp.ui.network_copy import as_csv, as_markdown
from studyapp.ui.network_model import cost
from studyapp.ui.theme import DARK, LIGHT


def test_every_row_of_every_preset_stands_in_the_drawing_inside_of_it() -> None:
    for each in PRESETS:
        summary = analyse(read_network(each.text), each.input_shape)
        drawn = draw_network(summary, colours(LIGHT))
        assert sorted(drawn.places) == list(range(sum(1 for _ in walk(summary.rows))))
        width, height = (float(drawn.svg.split(f'{name}="')[1].split('"')[0]) for name in ("width", "height"))
        for area in drawn.places.values():
            assert 0 <= area.left < area.right <= width and 0 <= area.top < area.bottom <= height


def test_maps_grow_with_their_side_and_their_channels() -> None:
    layout = laid_out(analyse(read_network("conv 8 3 same; conv 64 3 same; maxpool 2"), (3, 32, 32)))
    few, many, pooled = (mark.solid for mark in layout.marks[1:])
    assert few.width < many.width and few.height == many.height
    assert pooled.height < many.height and pooled.width == many.width


def test_a_shortcut_is_an_arc_over_its_layers_and_one_with_layers_names_them() -> None:
    summary = analyse(read_network("res(conv 3 3 same; relu); res/2(conv 6 3 stride 2 pad 1)"), (3, 8, 8))
    layout = laid_out(summary)
    plain, projected = layout.arcs
    inside = [mark for mark in layout.marks if plain.start < mark.left < plain.end]
    assert len(inside) == 2 and all(mark.rise < plain.rise for mark in inside)
    assert (plain.tag, projected.tag) == ("", "conv 1×1, norm")
    assert "2 shortcuts" in draw_network(summary, colours(DARK)).alt


def test_a_net_too_long_to_draw_says_how_many_rows_are_left_out() -> None:
    drawn = draw_network(analyse(read_network("900x(relu)"), (8,)), colours(LIGHT))
    assert f"and {900 - MOST_MARKS + 1}" in drawn.svg and "more rows" in drawn.svg


def test_bars_in_a_layer_do_not_break_the_markdown_table_and_every_row_has_all_its_cells() -> None:
    summary = analyse(read_network("concat(conv 2 1|conv 3 1)"), (3, 8, 8))
    lines = as_markdown(summary).splitlines()
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1
    assert {len(row) for row in csv.reader(io.StringIO(as_csv(summary)))} == {6}


@pytest.mark.parametrize(("number", "words"), [(0, ""), (9_999_999, "9,999,999"), (1_849_688_064, "1,849.7 M")])
def test_large_costs_are_written_in_millions(number: int, words: str) -> None:
    assert cost(number) == words


def test_nothing_of_networks_is_loaded_before_the_page_is_first_shown() -> None:
    source = (
        "import sys; from studyapp.app import new_application, started; a = new_application();"
        "import studyapp.ui.lab_view; first = [name for name in sys.modules if 'network' in name];"
        "app = started(); app.open('lab'); own = [name for name in sys.modules if '.network_view' in name];"
        "app.open('network'); app.close(); print(first, own, 'studyapp.ui.network_view' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] [] True"
