"""Several learners share a computer and see nothing of each other; what is forgotten is gone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studyapp import paths, profiles
from studyapp.backups import back_up
from studyapp.cli import run
from studyapp.paths import DATABASE, HOME_VARIABLE, PROFILE_VARIABLE
from studyapp.profiles import FIRST, ProfileError
from studyapp.storage import Store
from studyapp.storage_files import Occupied
from tests.studyapp.attempts import NOON, attempt
from tests.studyapp.full_store import fill


@pytest.fixture(autouse=True)
def _first_learner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PROFILE_VARIABLE, raising=False)


def test_the_first_learner_stays_where_they_are(studyapp_home: Path) -> None:
    only = profiles.profiles()
    assert [each.name for each in only] == [FIRST] and profiles.current() == only[0]
    assert paths.database_file() == studyapp_home / DATABASE


def test_a_learner_who_is_chosen_has_a_folder_of_their_own_also_at_the_next_start(studyapp_home: Path) -> None:
    ana = profiles.add("Ana  Müller ")
    assert ana.name == "Ana Müller" and ana.folder.parent == studyapp_home / "profiles"
    assert paths.database_file() == studyapp_home / DATABASE
    profiles.choose(ana)
    assert profiles.current() == ana == profiles.named("ana müller")
    assert paths.database_file() == ana.folder / DATABASE and paths.settings_file().parent == ana.folder
    with profiles.used(profiles.profiles()[0]):
        assert paths.data_folder() == studyapp_home
    assert paths.data_folder() == ana.folder
    profiles.choose(profiles.profiles()[0])
    assert paths.data_folder() == studyapp_home


def test_two_learners_see_nothing_of_each_other(studyapp_home: Path) -> None:
    with Store(paths.database_file()) as store:
        store.add_attempt(attempt())
    with profiles.used(profiles.add("Ben")), Store(paths.database_file()) as store:
        assert store.attempts() == []


def test_names_that_read_alike_on_disk_are_kept_apart() -> None:
    one, other = profiles.add("Ana B"), profiles.add("Ana-B")
    strange = profiles.add("日本")
    assert len({one.folder_name, other.folder_name, strange.folder_name}) == 3
    assert {each.name for each in profiles.profiles()} == {FIRST, "Ana B", "Ana-B", "日本"}


@pytest.mark.parametrize(
    "name", ["", "   ", ".", "..", "../x", "a/b", "a\\b", "-rf", "a" * 41, "a\0b", "x:y", "Ana", "aNA", FIRST, "q?"]
)
def test_a_name_that_is_none_or_taken_is_refused(name: str) -> None:
    profiles.add("Ana")
    with pytest.raises(ProfileError):
        profiles.add(name)


def test_a_learner_can_be_called_otherwise(studyapp_home: Path) -> None:
    first = profiles.rename(profiles.profiles()[0], "Eva")
    assert profiles.profiles() == [first] and first.folder == studyapp_home
    ana = profiles.add("Ana")
    with pytest.raises(ProfileError, match="already"):
        profiles.rename(ana, "eva")
    assert profiles.rename(ana, "ANA").folder == ana.folder


def test_a_folder_that_can_t_be_made_is_one_sentence_and_the_learner_stays(studyapp_home: Path) -> None:
    first = profiles.profiles()[0]
    studyapp_home.write_text("a file where the folder should be", encoding="utf-8")
    for change in (lambda: profiles.rename(first, "Eva"), lambda: profiles.choose(first), lambda: profiles.add("Ana")):
        with pytest.raises(ProfileError, match=r"folder .* can't be made: .*\."):
            change()


@pytest.mark.parametrize("written", ["..", "../..", "gone", "/etc", "\0", "name\nmore"])
def test_a_choice_that_leads_nowhere_is_the_first_learner(studyapp_home: Path, written: str) -> None:
    studyapp_home.mkdir()
    (studyapp_home / "profile").write_text(written, encoding="utf-8")
    assert paths.data_folder() == studyapp_home


def contents(folder: Path) -> set[str]:
    """Return every file below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def furnish(folder: Path) -> None:
    """Leave in a folder all that the app leaves there."""
    folder.mkdir(parents=True, exist_ok=True)
    fill(folder)
    back_up(folder / DATABASE, NOON, before="import")
    others = ("studyapp.db-wal", "studyapp-damaged-20260101-000000.db", "settings.json", "settings.damaged.json")
    for name in (*others, "exports/all.jsonl", "incoming-1/notes/x.md", "in-use.lock", "studyapp.part"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("private", encoding="utf-8")


def test_the_first_learner_is_forgotten_and_others_stay(studyapp_home: Path) -> None:
    ben = profiles.add("Ben")
    for folder in (studyapp_home, ben.folder):
        furnish(folder)
    (studyapp_home / "cache" / "formulas").mkdir(parents=True)
    (studyapp_home / "cache" / "formulas" / "x.svg").write_text("x", encoding="utf-8")
    (studyapp_home / "thesis.txt").write_text("not ours", encoding="utf-8")
    of_ben = contents(ben.folder)
    first = profiles.profiles()[0]
    shown = profiles.what_goes(first)
    gone = profiles.forget(first)
    assert gone.removed == shown and gone.size > 10_000 and gone.left == ("thesis.txt",)
    assert {"cache", DATABASE, "backups", "exports", "notes", "settings.json"} <= set(gone.removed)
    kept = {f"profiles/{ben.folder_name}/{each}" for each in of_ben}
    assert contents(studyapp_home) == kept | {"thesis.txt"}


def test_another_learner_is_forgotten_with_their_folder(studyapp_home: Path) -> None:
    furnish(studyapp_home)
    of_first = contents(studyapp_home)
    ben = profiles.add("Ben")
    profiles.choose(ben)
    furnish(ben.folder)
    profiles.forget(ben)
    assert contents(studyapp_home) == of_first and not ben.folder.exists()
    assert [each.name for each in profiles.profiles()] == [FIRST] and profiles.current().name == FIRST


def test_a_link_in_the_folder_is_removed_and_not_what_it_leads_to(studyapp_home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.md").write_text("x", encoding="utf-8")
    ben = profiles.add("Ben")
    (ben.folder / "notes").symlink_to(outside)
    profiles.forget(ben)
    assert (outside / "precious.md").exists() and not ben.folder.exists()


def test_forgetting_one_who_is_not_chosen_leaves_the_choice() -> None:
    ana, ben = profiles.add("Ana"), profiles.add("Ben")
    profiles.choose(ana)
    profiles.forget(ben)
    assert profiles.current() == ana


def test_a_folder_that_a_window_has_open_is_not_forgotten(studyapp_home: Path) -> None:
    studyapp_home.mkdir()
    first = Occupied(studyapp_home)
    assert run(["data", "forget", "--profile", FIRST, "--yes"]) == 2
    first.leave()
    Occupied(studyapp_home).leave()


def test_the_command_line_speaks_for_the_learner_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    ben = profiles.add("Ben")
    assert run(["--profile", "ben", "data", "learners", "--json"]) == 0
    assert '"current": true' in capsys.readouterr().out.partition(str(ben.folder))[2]
    assert PROFILE_VARIABLE not in os.environ and os.environ[HOME_VARIABLE]
    assert run(["--profile", "Carla", "data", "learners"]) == 2
    assert "There is no learner 'Carla'. There are: First learner, Ben." in capsys.readouterr().err
