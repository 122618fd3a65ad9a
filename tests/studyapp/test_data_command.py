"""``studyapp data``: fixed keys, nothing is changed without --yes, and refusals are one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studyapp.cli import run
from studyapp.errors import StoreError
from studyapp.paths import DATABASE
from studyapp.storage import Store
from studyapp.storage_files import Occupied
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.full_store import fill

Output = pytest.CaptureFixture[str]


@pytest.fixture
def home(studyapp_home: Path) -> Path:
    studyapp_home.mkdir()
    fill(studyapp_home)
    return studyapp_home


def said(capsys: Output, *arguments: str) -> dict[str, object]:
    """Return the JSON object that a command printed."""
    document = listed(capsys, *arguments)
    assert isinstance(document, dict)
    return document


def listed(capsys: Output, *arguments: str) -> object:
    """Return the JSON document that a command printed."""
    assert run(["data", *arguments, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    document: object = json.loads(printed.out)
    return document


def answers(home: Path) -> int:
    """Return how many answers are kept."""
    with Store(home / DATABASE) as store:
        return len(store.attempts())


def test_an_export_tells_its_files_and_an_import_of_it_changes_nothing(
    home: Path, tmp_path: Path, capsys: Output
) -> None:
    out = said(capsys, "export", str(tmp_path / "all.jsonl"))
    assert set(out) == {"files", "counts", "left_out"} and out["files"] == [str(tmp_path / "all.jsonl")]
    found = said(capsys, "import", str(tmp_path / "all.jsonl"), "--yes")
    assert set(found) == {"file", "made_at", "profile", "counts", "done", "backup", "sentence"}
    assert found["backup"] is None and found["sentence"] == "The file has nothing that isn't here already."


def test_an_import_is_shown_before_it_is_done_and_backed_up_when_it_is(
    home: Path, tmp_path: Path, capsys: Output
) -> None:
    file = str(tmp_path / "all.jsonl")
    said(capsys, "export", file)
    (home / DATABASE).unlink()
    shown = said(capsys, "import", file)
    assert shown["done"] is False and answers(home) == 0
    assert "4 answers, 5 reviews" in str(shown["sentence"]) and "would come in" in str(shown["sentence"])
    done = said(capsys, "import", file, "--yes")
    assert answers(home) == 3 and "before-import" in str(done["backup"]) and Path(str(done["backup"])).exists()


def test_a_backup_is_listed_looked_into_and_put_back(home: Path, capsys: Output) -> None:
    made = Path(str(said(capsys, "backup")["file"]))
    with Store(home / DATABASE) as store:
        store.add_attempt(attempt(seed=99, at=NOON))
    rows = listed(capsys, "restore")
    assert isinstance(rows, list) and len(rows) == 1
    assert set(rows[0]) == {"file", "made_at", "before", "size", "answers", "days", "newest"}
    shown = said(capsys, "restore", made.name)
    assert set(shown) == {"file", "now", "then", "done", "backup", "sentence"} and answers(home) == 4
    assert str(shown["sentence"]).startswith("Now there are 5 answers on 1 day")
    assert said(capsys, "restore", made.name, "--yes")["done"] is True
    assert answers(home) == 3


def test_a_backup_that_is_not_needed_is_not_made(home: Path, capsys: Output) -> None:
    assert said(capsys, "backup", "--if-needed")["file"] is not None
    assert said(capsys, "backup", "--if-needed")["file"] is None


def test_forgetting_is_shown_before_it_is_done(home: Path, capsys: Output) -> None:
    shown = said(capsys, "forget", "--profile", "First learner")
    assert shown["done"] is False and DATABASE in str(shown["removed"]) and answers(home) == 3
    done = said(capsys, "forget", "--profile", "First learner", "--yes")
    assert set(done) == {"profile", "folder", "done", "removed", "size", "left", "sentence"}
    assert list(home.iterdir()) == []


def test_a_damaged_database_is_found(home: Path, capsys: Output) -> None:
    assert said(capsys, "check") == {"sound": True}
    (home / DATABASE).write_bytes(b"x" * 5000)
    assert said(capsys, "check") == {"sound": False}


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "nowhere.jsonl"),
        ("restore", "nowhere.db"),
        ("restore", "nowhere.db", "--yes"),
        ("forget", "--profile", "Nobody", "--yes"),
        ("forget",),
        ("learners", "--add", "../x"),
    ],
)
def test_what_can_t_be_done_is_one_sentence(home: Path, capsys: Output, arguments: tuple[str, ...]) -> None:
    assert run(["data", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.count("\n") == 1 and answers(home) == 3


def test_what_changes_a_database_waits_for_its_window_to_close(home: Path, tmp_path: Path, capsys: Output) -> None:
    file = str(tmp_path / "all.jsonl")
    said(capsys, "export", file)
    made = str(said(capsys, "backup")["file"])
    first, second = Occupied(home), Occupied(home)
    first.leave()
    for arguments in (("import", file), ("restore", made), ("forget", "--profile", "First learner")):
        assert run(["data", *arguments, "--yes"]) == 2
        assert "window is open" in capsys.readouterr().err
    assert said(capsys, "import", file)["done"] is False  # to look is allowed
    second.leave()
    assert answers(home) == 3
    with_nobody = Occupied(home, alone=True)
    with pytest.raises(StoreError):
        Occupied(home)
    with_nobody.leave()


def test_without_data_there_is_nothing_to_back_up(capsys: Output) -> None:
    assert run(["data", "backup"]) == 2
    assert "nothing to back up" in capsys.readouterr().err
