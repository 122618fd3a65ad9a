"""A run's plots on paper: PNG, SVG or PDF. Knows nothing of Qt, and imports matplotlib only to draw."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.demo import Moment, Pictures
from models.registry import AnyDemo
from studyapp.errors import StudyAppError
from studyapp.study.file_writing import write_file
from studyapp.ui.plots.layout import panel_rows
from studyapp.ui.plots.package import Package
from studyapp.ui.plots.series import Series
from studyapp.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
PANEL_INCHES = (4.4, 3.1)
MOST_COLUMNS = 3
DOTS_PER_INCH = 160


class FigureError(StudyAppError):
    """A figure that can't be drawn."""


def save_figure(path: Path, demo: AnyDemo, moments: Sequence[Moment], pictures: Pictures, theme: Theme = LIGHT) -> None:
    """Draw a run of a demo into a file, its kind chosen by the name; raises StudyAppError with a sentence."""
    columns = Series(moments).columns()
    write_file(path, figure_bytes(path, Package(demo.title, demo.plots, columns, pictures, theme)))


def figure_format(path: Path) -> str:
    """Return the format that a file's name asks for; raises FigureError for one that no figure is saved in."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise FigureError(f"{path.name}: a figure is saved as .png, .svg or .pdf; give the file one of these endings.")
    return kind


def figure_bytes(path: Path, package: Package) -> bytes:
    """Return the figure in the format that the file's name asks for; raises FigureError."""
    kind = figure_format(path)
    import matplotlib

    looks: dict[Any, Any] = {  # Any: matplotlib spells its hundreds of keys out as a type
        "font.size": 9,
        "axes.edgecolor": package.theme.line,
        "axes.labelcolor": package.theme.quiet,
        "text.color": package.theme.ink,
        "xtick.color": package.theme.quiet,
        "ytick.color": package.theme.quiet,
        "axes.facecolor": package.theme.surface,
        "grid.color": package.theme.line,
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "svg.hashsalt": "studyapp",
    }
    buffer = io.BytesIO()
    with matplotlib.rc_context(looks):
        _figure(package).savefig(buffer, format=kind, dpi=DOTS_PER_INCH, facecolor=package.theme.surface)
    return buffer.getvalue()


def _figure(package: Package) -> Figure:
    from matplotlib.figure import Figure

    from studyapp.ui.plots.paper import draw

    rows = panel_rows(len(package.plots), min(MOST_COLUMNS, len(package.plots)))
    across = max(len(row) for row in rows)
    figure = Figure(figsize=(PANEL_INCHES[0] * across, PANEL_INCHES[1] * len(rows) + 0.4), layout="constrained")
    figure.suptitle(package.title, fontsize=13, fontweight="bold")
    series = Series.from_columns(package.columns)
    kept = [(number, Series.from_columns(columns)) for number, columns in package.kept]
    for strip, places in zip(figure.subfigures(len(rows), 1, squeeze=False)[:, 0], rows, strict=True):
        strip.set_facecolor(package.theme.surface)
        for axes, place in zip(strip.subplots(1, len(places), squeeze=False)[0], places, strict=True):
            axes.set_title(package.plots[place].title, fontsize=10, loc="left", fontweight="bold")
            draw(axes, package.plots[place], series, package.pictures, package.theme, kept=kept)
    return figure
