"""Notes on paper: every page numbered, examples whole, formulas and figures as vectors, words that can be searched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytestqt.qtbot import QtBot

from studyapp.cli.note import note
from studyapp.errors import ContentError
from studyapp.paths import CONTENT
from studyapp.study.catalog import load_catalog
from studyapp.study.note_page import NotePage
from studyapp.study.worked_example import worked_example
from studyapp.ui.markdown import Box
from studyapp.ui.note_print import pdf
from studyapp.ui.printed_note import PrintedNote
from studyapp.ui.rich_boxes import box_place
from studyapp.ui.typesetter import Typesetter

ROOM = (700.0, 1100.0)
LONG = NotePage("a.b", "Long", "\n\n".join(f"## Part {n}\n\n" + "Words. " * 200 for n in range(9)), Path(), 9)


def topic_page(topic_id: str) -> NotePage:
    topic = load_catalog(CONTENT).topics[topic_id]
    return NotePage(topic.id, topic.title, topic.body, topic.path.parent, topic.front.minutes)


def letters(content: bytes) -> set[str]:
    """Return the characters that the fonts of a PDF tell to whoever searches or copies."""
    maps = re.findall(rb"beginbfrange(.*?)endbfrange", content, re.DOTALL)
    lists = [group for each in maps for group in re.findall(rb"\[([^\]]*)\]", each)]
    return {chr(int(code, 16)) for group in lists for code in re.findall(rb"<([0-9A-Fa-f]{4})>", group)}


def page_count(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


@pytest.fixture(scope="module")
def adam() -> tuple[bytes, int]:
    return pdf("Adam", [topic_page("optimization.adam")], Typesetter(), worked_example)


def test_a_note_is_all_vectors_and_its_words_can_be_searched(qtbot: QtBot, adam: tuple[bytes, int]) -> None:
    content, count = adam
    assert content.startswith(b"%PDF-") and page_count(content) == count >= 3
    assert not re.search(rb"/Subtype\s*/Image", content)
    assert set("Adam momentum") - {" "} <= letters(content)
    assert rb"/Title" in content


def test_a_picture_of_pixels_would_be_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(tmp_path / "pixels.png"))
    content, _ = pdf("A", [NotePage("a.b", "A", "![dots](pixels.png)", tmp_path, 1)], Typesetter(), worked_example)
    assert re.search(rb"/Subtype\s*/Image", content)


def test_worked_examples_are_whole_on_one_page(qtbot: QtBot) -> None:
    printed = PrintedNote(topic_page("optimization.adam"), Typesetter(), example=worked_example, size_px=ROOM)
    layout = printed._document.documentLayout()
    boxes = [box_place(layout, frame) for frame, box in printed._frames if box is Box.EXAMPLE]
    assert len(boxes) >= 2
    for place in boxes:
        assert sum(sheet.top <= place.top() and place.bottom() <= sheet.bottom for sheet in printed.sheets) == 1
    assert all(sheet.bottom - sheet.top <= ROOM[1] for sheet in printed.sheets)


def test_several_notes_begin_with_a_list_of_them_and_each_on_a_new_page(qtbot: QtBot) -> None:
    short = NotePage("a.c", "Short", "Words.", Path(), 1)
    _, alone = pdf("Long", [LONG], Typesetter(), worked_example)
    _, count = pdf("Both", [LONG, short], Typesetter(), worked_example)
    assert alone > 2 and count == 1 + alone + 1


def test_links_of_the_app_are_words_on_paper_and_those_of_the_web_stay(qtbot: QtBot) -> None:
    body = "[one](topic:cnn.pooling), [two](exercise:conv-output-shape) and [three](https://example.org/three)."
    content, _ = pdf("A", [NotePage("a.b", "A", body, Path(), 1)], Typesetter(), worked_example)
    assert b"https://example.org/three" in content and b"topic:" not in content and b"exercise:" not in content


def test_the_command_writes_a_note_and_refuses_what_is_not_there(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "note.pdf"
    result = CliRunner().invoke(note, ["pdf", "rl.returns", str(file), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told == {"file": str(file), "notes": ["rl.returns"], "pages": page_count(file.read_bytes())}
    for what in ("cnn.nothing", "nothing"):
        refused = CliRunner().invoke(note, ["pdf", what, str(tmp_path / "no.pdf")])
        assert isinstance(refused.exception, ContentError) and what in str(refused.exception)
    assert not (tmp_path / "no.pdf").exists()
