"""``studyapp note pdf``: a note, or all notes of a shelf, on paper."""

from __future__ import annotations

import os
from pathlib import Path

import click

from studyapp import paths
from studyapp.cli.output import emit, json_option
from studyapp.errors import ContentError
from studyapp.study.catalog import SHELVES, Catalog, Topic, load_catalog, shelf_title
from studyapp.study.file_writing import write_file
from studyapp.study.own_notes import SHELF, SHELF_TITLE, OwnNotes, load_own_notes


@click.group(help="Notes on paper.")
def note() -> None:
    """Gather the commands."""


@note.command(
    "pdf",
    help="""Write a note or a shelf to FILE (PDF): formulas and figures as vectors, worked examples whole where they
    fit. WHAT is a topic such as cnn.convolution, a shelf such as cnn, or own for your own notes.""",
)
@click.argument("what")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def pdf(what: str, file: Path, as_json: bool) -> None:
    """Write the file and say how many pages it has."""
    title, topics = _chosen(load_catalog(paths.CONTENT), load_own_notes(paths.data_folder() / "notes"), what)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication  # Qt is imported only now

    from studyapp.study.note_page import NotePage
    from studyapp.study.worked_example import worked_example
    from studyapp.ui.note_print import pdf as made
    from studyapp.ui.typesetter import Typesetter

    application = QGuiApplication.instance() or QGuiApplication([])  # held until the end: text needs it
    pages = [NotePage(each.id, each.title, each.body, each.path.parent, each.front.minutes) for each in topics]
    content, count = made(title, pages, Typesetter(paths.cache_folder() / "formulas"), worked_example)
    del application
    write_file(file, content)
    document = {"file": str(file), "notes": [each.id for each in topics], "pages": count}
    emit(document, [f"{file}: {count} {'page' if count == 1 else 'pages'}"], as_json=as_json)


def _chosen(catalog: Catalog, own: OwnNotes, what: str) -> tuple[str, list[Topic]]:
    """Return the title and the notes of a topic or shelf; raises ContentError."""
    if what == SHELF and own.topics:
        return SHELF_TITLE, list(own.topics.values())
    if what in own.topics:
        return own.topics[what].title, [own.topics[what]]
    if what in SHELVES:
        topics = catalog.shelves().get(what, [])
        if not topics:
            raise ContentError(f"There is no note on the shelf {what!r} yet.")
        return shelf_title(what), topics
    if "." not in what:
        raise ContentError(f"There is no shelf {what!r}. There are: {', '.join(SHELVES)}.")
    topic = catalog.topic(what)
    return topic.title, [topic]
