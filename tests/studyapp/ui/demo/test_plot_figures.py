"""A run on paper: every kind of plot, every format, without Qt."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import defusedxml.ElementTree
import numpy as np
import pytest
from PIL import Image

from models.demo import Moment, Pictures
from models.plots import GroupCurves, HeatMap, Plot
from studyapp.ui.plots import colours
from studyapp.ui.plots.figure import FigureError, figure_bytes, save_figure
from studyapp.ui.plots.looks import shade
from studyapp.ui.plots.package import Package, packed, unpacked
from studyapp.ui.theme import DARK, LIGHT, Theme
from tests.studyapp.ui.demo.every_kind import EVERY_KIND, PICTURES, SERIES
from tests.studyapp.ui.demo.small_demo import DEMO

ROOT = Path(__file__).resolve().parents[4]


def package(plots: tuple[Plot, ...], pictures: Pictures, theme: Theme = LIGHT) -> Package:
    return Package("Everything", plots, SERIES.columns(), pictures, theme)


def test_a_package_survives_the_way_to_another_process() -> None:
    sent = package(EVERY_KIND, PICTURES, DARK)
    came = unpacked(packed(sent))
    assert (came.title, came.plots, came.theme) == (sent.title, sent.plots, sent.theme)
    for before, after in ((sent.columns, came.columns), (sent.pictures, came.pictures)):
        assert list(before) == list(after) or set(before) == set(after)
        assert all(np.array_equal(before[name], after[name], equal_nan=_numbers(before[name])) for name in before)


def _numbers(picture: object) -> bool:
    return isinstance(picture, np.ndarray) and picture.dtype.kind == "f"


@pytest.mark.slow
def test_every_kind_of_plot_is_drawn_on_paper() -> None:
    drawn = figure_bytes(Path("all.svg"), package(EVERY_KIND, PICTURES))
    assert defusedxml.ElementTree.fromstring(drawn).tag.endswith("svg")
    empty = figure_bytes(Path("all.svg"), replace(package(EVERY_KIND, {}), columns={}))
    assert len(drawn) > len(empty) + 10_000


@pytest.mark.parametrize(("name", "beginning"), [("a.png", b"\x89PNG"), ("a.PDF", b"%PDF-"), ("a.svg", b"<?xml")])
def test_the_ending_of_the_name_chooses_the_format(tmp_path: Path, name: str, beginning: bytes) -> None:
    moments = [Moment(step, {"height": 1 / (step + 1), "place": 1.0}) for step in range(20)]
    save_figure(tmp_path / name, replace(DEMO, plots=DEMO.plots[:1]), moments, {})
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_figure_has_the_colours_of_its_theme() -> None:
    for theme in (LIGHT, DARK):
        drawn = figure_bytes(Path("a.png"), package(EVERY_KIND[:1], {}, theme))
        with Image.open(io.BytesIO(drawn)) as image:
            assert image.convert("RGB").getpixel((2, 2)) == colours.rgb(theme.surface)


def strokes(drawn: bytes) -> set[tuple[str, str]]:
    """Return the colour and the dashes of every line in an SVG."""
    styles = re.findall(r'style="fill: none; ([^"]*)"', drawn.decode())
    fields = [dict(re.findall(r"([a-z-]+): ([^;]+)", style)) for style in styles]
    return {(each["stroke"], each.get("stroke-dasharray", "")) for each in fields if "stroke" in each}


def test_kept_runs_are_drawn_dashed_and_numbered_behind_the_run_in_view() -> None:
    plain = package(EVERY_KIND[:1], {})
    kept = replace(plain, kept=((2, plain.columns), (5, plain.columns)))
    came = unpacked(packed(kept))
    assert [(number, sorted(columns)) for number, columns in came.kept] == [
        (number, sorted(plain.columns)) for number in (2, 5)
    ]
    without, with_them = (strokes(figure_bytes(Path("a.svg"), each)) for each in (plain, came))
    added = {(stroke.upper(), bool(dashes)) for stroke, dashes in with_them - without}
    assert {(shade(LIGHT, 2, 0), True), (shade(LIGHT, 5, 0), True)} <= added


def test_eight_curves_in_one_chart_look_all_different() -> None:
    names = tuple(f"curve {number}" for number in range(8))
    curves = np.stack([np.arange(9.0), *(np.arange(9.0) * number for number in range(8))])
    plot = GroupCurves("curves", "Eight", "x", "y", names)
    drawn = strokes(figure_bytes(Path("a.svg"), package((plot,), {"curves": curves.astype(np.float32)})))
    own = {(stroke, dashes) for stroke, dashes in drawn if stroke.upper() in LIGHT.series}
    assert len(own) == 8
    assert len({stroke for stroke, dashes in own if not dashes}) == 4


def test_a_heat_map_with_32_tokens_names_each_of_them() -> None:
    tokens = tuple(f"tok{number:02}" for number in range(32))
    pictures: Pictures = {"weights": np.eye(32, dtype=np.float32), "tokens": tokens}
    plot = HeatMap("weights", "Attention", "from", "to", rows="tokens", columns="tokens")
    drawn = figure_bytes(Path("a.svg"), package((plot,), pictures)).decode()
    assert all(drawn.count(f"<!-- {token} -->") == 2 for token in tokens)


def test_a_run_may_say_what_the_sides_of_a_map_are_called_on_paper() -> None:
    plot = HeatMap("heat", "Losses", "down", "across", labels="sides")
    pictures: Pictures = {"heat": np.eye(3, dtype=np.float32), "sides": ("initial scale", "learning rate")}
    drawn = figure_bytes(Path("a.svg"), package((plot,), pictures)).decode()
    assert [drawn.count(f"<!-- {name} -->") for name in ("initial scale", "learning rate", "down", "across")] == [
        1,
        1,
        0,
        0,
    ]


def test_a_figure_of_another_kind_is_refused_with_a_sentence() -> None:
    with pytest.raises(FigureError, match=r"a\.gif: a figure is saved as \.png, \.svg or \.pdf"):
        figure_bytes(Path("a.gif"), package(EVERY_KIND[:1], {}))


def test_drawing_on_paper_loads_no_qt() -> None:
    code = (
        "import sys; import studyapp.ui.plots.export_figure as export; import matplotlib.figure; "
        "import studyapp.ui.plots.paper; "
        "assert not [name for name in sys.modules if 'PySide' in name or name == 'torch']"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
