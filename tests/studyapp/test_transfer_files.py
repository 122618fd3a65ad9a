"""Files that travel: which may, where to, and what becomes of those whose import never happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.errors import StudyAppError
from studyapp.paths import WAITING
from studyapp.transfer_files import file_lines, finish_imports, safe_place
from tests.studyapp.full_store import fill


@pytest.mark.parametrize(
    ("place", "is_safe"),
    [
        ("settings.json", True),
        ("notes/mine.md", True),
        ("notes/pictures/net 1.PNG", True),
        ("notes/über.md", True),
        ("studyapp.db", False),
        ("notes", False),
        ("notes/run.py", False),
        ("notes/../settings.json", False),
        ("/etc/notes/x.md", False),
        ("notes//x.md", False),
        ("notes/.x.md", False),
        ("notes/nul.md", False),
        ("notes\\x.md", False),
        ("notes/c:x.md", False),
        ("notes/a/b/c/d/e/x.md", False),
        ("backups/x.md", False),
        ("notes/x.md ", False),
        ("notes/x\n.md", False),
    ],
)
def test_files_from_elsewhere_have_few_places_to_go(place: str, is_safe: bool) -> None:
    assert safe_place(place) is is_safe


def test_files_of_an_import_that_never_got_onto_the_disk_are_thrown_away(tmp_path: Path) -> None:
    waiting = tmp_path / f"{WAITING}abc" / "notes"
    waiting.mkdir(parents=True)
    (waiting / "x.md").write_text("# x\n", encoding="utf-8")
    finish_imports(tmp_path)
    assert not (tmp_path / "notes").exists() and not list(tmp_path.glob(f"{WAITING}*"))


def test_a_note_that_can_t_be_read_stops_the_export_with_a_sentence(tmp_path: Path) -> None:
    fill(tmp_path)
    found, _ = file_lines(tmp_path)
    (tmp_path / "notes" / "mine.md").unlink()
    with pytest.raises(StudyAppError, match=r"mine\.md can't be read"):
        list(found)
