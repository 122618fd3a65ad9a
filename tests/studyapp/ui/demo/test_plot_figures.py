"""A run on paper: every kind of plot, every format, without Qt."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import defusedxml.ElementTree
import numpy as np
import pytest
from PIL import Image

from models.demo import Moment, Pictures
from models.plots import Plot
from studyapp.ui.plots import colours
from studyapp.ui.plots.figure import FigureError, figure_bytes, save_figure
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
