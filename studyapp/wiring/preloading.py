"""What the first look at a page would wait for, loaded and built before, while the window has nothing to do."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import chain

import question_bank.families
from studyapp.wiring import page_building
from studyapp.wiring.figures_of_progress import topic_rows
from studyapp.wiring.host import Host
from studyapp.wiring.pages import Pages

AFTERWARDS = (
    "studyapp.wiring.practise",
    "studyapp.wiring.exercises",
    "studyapp.wiring.cards",
    "studyapp.wiring.study",
    "studyapp.ui.charts.day_columns",
    "studyapp.ui.progress.charting",
    "studyapp.ui.progress.outlook",
    "studyapp.ui.progress_view",
    "studyapp.wiring.progress",
    "studyapp.ui.map_canvas",
    "studyapp.ui.topic_map_view",
    "studyapp.wiring.topic_map",
    "studyapp.ui.cards_dialog",
    "studyapp.wiring.card_box",
)


def load_in_parts() -> Iterator[None]:
    """Import one module after the other; all families together take several tenths of a second."""
    families = pkgutil.walk_packages(question_bank.families.__path__, "question_bank.families.")
    for name in chain((family.name for family in families), AFTERWARDS):
        importlib.import_module(name)
        yield


def build_in_parts(pages: Pages, host: Host) -> Iterator[None]:
    """Build the pages whose first look would take longest, but for those that are there; none comes into view."""
    if pages.practise is None:
        pages.practise = page_building.practise_page(pages, host)
    yield
    if pages.learn is None:
        pages.learn = page_building.learn_view(pages, host)
        yield
        yield from pages.learn.showing(topic_rows(host.session, pages.library.catalog))
    yield
    if pages.map is None:
        pages.map = page_building.map_page(pages, host)
    yield
    if pages.progress is None:
        pages.progress = page_building.progress_desk(pages, host)
