"""Everything travels: what is exported here and taken in there is the same there, and a bad file changes nothing."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from studyapp import transfer
from studyapp.errors import StudyAppError
from studyapp.paths import DATABASE, WAITING
from studyapp.storage import Store
from studyapp.transfer import Counts, TransferError, compare, export, take_in
from studyapp.transfer_files import finish_imports
from tests.studyapp.attempts import NOON
from tests.studyapp.full_store import answer, fill, told

LATER = NOON + timedelta(days=1)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return folder(tmp_path, "here")


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return folder(tmp_path, "there")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "all.jsonl"


def folder(parent: Path, name: str) -> Path:
    """Make an empty learner's folder."""
    made = parent / name
    made.mkdir()
    return made


def contents(learner: Path) -> tuple[object, ...]:
    """Return all that a learner's database tells."""
    with Store(learner / DATABASE) as store:
        return told(store)


def exported(learner: Path, target: Path) -> list[dict[str, object]]:
    """Write a learner's folder to a file and return its lines."""
    export(learner, target, profile="Ana", now=NOON)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_everything_arrives_on_an_empty_machine_as_it_was(here: Path, there: Path, file: Path) -> None:
    fill(there)
    lines = exported(there, file)
    kinds = {str(line["kind"]) for line in lines} - {"studyapp", "end"}
    assert kinds == {"card", "attempt", "review", "prediction", "mark", "run", "exam", "parameters", "file"}
    take_in(here, file, theirs=False, now=LATER)
    assert contents(here) == contents(there)
    assert (here / "notes" / "mine.md").read_text(encoding="utf-8") == "# Mine\n"
    assert not list(here.glob(f"{WAITING}*"))
    again = file.with_name("again.jsonl")
    assert exported(here, again) == lines


def test_the_preview_tells_what_is_only_here_only_there_and_differs(here: Path, there: Path, file: Path) -> None:
    fill(here)
    fill(there)
    with Store(here / DATABASE) as store:
        answer(store, 50, LATER)
    with Store(there / DATABASE) as store:
        for seed in (60, 61):
            answer(store, seed, LATER)
        exam = store.exams.all()[0]
        store.exams.remove(exam, LATER)
    (there / "notes" / "theirs.md").write_text("# Theirs\n", encoding="utf-8")
    exported(there, file)
    before = contents(here)
    found = compare(here, file)
    assert found.profile == "Ana" and contents(here) == before
    assert found.counts["attempt"] == Counts(same=4, only_here=1, only_there=2)
    assert found.counts["exam"] == Counts(differing=1)
    assert found.counts["file"] == Counts(same=1, only_there=1)
    assert found.counts["run"] == Counts(same=1)


def test_what_differs_stays_unless_theirs_is_wanted(here: Path, there: Path, file: Path) -> None:
    fill(here)
    fill(there)
    with Store(there / DATABASE) as store:
        store.exams.remove(store.exams.all()[0], LATER)
        store.runs.give_name(store.runs.all()[0], "fast", LATER)
    (there / "notes" / "mine.md").write_text("# Other\n", encoding="utf-8")
    exported(there, file)
    before = contents(here)
    take_in(here, file, theirs=False, now=LATER)
    assert contents(here) == before
    take_in(here, file, theirs=True, now=LATER)
    assert contents(here) == contents(there)
    assert (here / "notes" / "mine.md").read_text(encoding="utf-8") == "# Other\n"
    kept = list((here / "backups").rglob("mine.md"))
    assert [each.read_text(encoding="utf-8") for each in kept] == ["# Mine\n"]


def test_an_attempt_told_differently_is_counted_as_it_is_told_there(here: Path, there: Path, file: Path) -> None:
    fill(here)
    fill(there)
    lines = exported(there, file)
    for line in lines:
        if line["kind"] == "attempt":
            line["score"], line["scores"], line["slips"] = 0.5, [0.5], ["cnn.pooling"]
            line["taken_back"] = None if line["taken_back"] else ["2026-03-03T12:00:00.000+00:00", 0]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    take_in(here, file, theirs=True, now=LATER)
    fresh = folder(here.parent, "fresh")
    take_in(fresh, file, theirs=False, now=LATER)
    assert contents(here) == contents(fresh)
    with Store(here / DATABASE) as store:
        assert [made.score for made in store.attempts()] == [0.5]
        assert store.slips_by_topic()["cnn.pooling"].times == 1 and set(store.slips_by_topic()) == {"cnn.pooling"}


@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize("was_back", [False, True])
def test_a_card_told_on_another_day_is_counted_there(
    here: Path, there: Path, file: Path, was_back: bool, is_back: bool
) -> None:
    fill(here)
    fill(there)
    if was_back:
        with sqlite3.connect(here / DATABASE) as connection:
            connection.execute("insert into review_retractions select id, at_utc, 0 from reviews where attempt_id = 0")
        connection.close()
    lines = exported(there, file)
    for line in lines:
        if line["kind"] == "review" and not line["attempt"]:
            line["day"] = "2026-03-01"
            line["taken_back"] = ["2026-03-03T12:00:00.000+00:00", 0] if is_back else None
    file.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    take_in(here, file, theirs=True, now=LATER)
    with Store(here / DATABASE) as store:
        cards = {day.isoformat(): tally.cards for day, tally in store.tallies_by_day().items() if tally.cards}
    assert cards == ({} if is_back else {"2026-03-01": 1})


@pytest.mark.parametrize("theirs", [False, True])
def test_taking_in_twice_changes_nothing_more(here: Path, there: Path, file: Path, theirs: bool) -> None:
    fill(here)
    fill(there, first_seed=70, at=NOON - timedelta(days=3))
    exported(there, file)
    take_in(here, file, theirs=theirs, now=LATER)
    once = exported(here, file.with_name("once.jsonl"))
    take_in(here, file, theirs=theirs, now=LATER + timedelta(days=1))
    assert exported(here, file.with_name("twice.jsonl")) == once


def test_two_histories_become_one_in_order_of_time(here: Path, there: Path, file: Path) -> None:
    for learner, odd in ((here, 0), (there, 1)):
        with Store(learner / DATABASE) as store:
            for day in range(odd, 10, 2):
                answer(store, day, NOON + timedelta(days=day), score=float(day % 3 > 0))
            store.take_back(NOON + timedelta(days=20))
    exported(there, file)
    take_in(here, file, theirs=False, now=LATER)
    fresh = folder(here.parent, "fresh")
    with Store(fresh / DATABASE) as store:
        for day in range(10):
            answer(store, day, NOON + timedelta(days=day), score=float(day % 3 > 0))
        store.take_back(NOON + timedelta(days=20))
        store.take_back(NOON + timedelta(days=20))
    assert contents(here) == contents(fresh)
    with Store(here / DATABASE) as store:
        assert [made.key.seed for made in store.attempts()] == list(range(8))
        assert all(made and review.at == made.answered_at for review, made in store.answers())


def test_cards_keep_their_reviews_though_their_numbers_differ(here: Path, there: Path, file: Path) -> None:
    from studyapp.study.cards import Card

    with Store(here / DATABASE) as store:
        store.cards.add([Card("cnn.padding", f"Question {n}", "Answer", "own") for n in range(3)])
    fill(there)
    exported(there, file)
    take_in(here, file, theirs=False, now=LATER)
    with Store(here / DATABASE) as store:
        card = store.cards.all()[-1]
        assert card.front == "What is padding?" and card.id == 4
        assert len(store.reviews.of("card/4")) == 1 and store.reviews.memory("card/4") is not None


def test_tables_for_a_spreadsheet_stand_beside_the_lines(there: Path, tmp_path: Path) -> None:
    fill(there)
    with Store(there / DATABASE) as store:
        made = store.attempts()
        runs = store.runs.all()
        store.runs.give_name(runs[0], "=1+1", NOON)
    written = export(there, tmp_path / "out", profile="Ana", now=NOON)
    assert [path.name for path in written.files] == [
        "studyapp-export.jsonl",
        "attempts.csv",
        "reviews.csv",
        "cards.csv",
        "runs.csv",
    ]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in written.files[1:]}
    tables = {name: list(csv.DictReader(text.splitlines())) for name, text in texts.items()}
    kept = [row for row in tables["attempts"] if not row["taken_back_utc"]]
    assert [int(row["seed"]) for row in kept] == [each.key.seed for each in made]
    assert [float(row["score"]) for row in kept] == [each.score for each in made]
    assert [row["name"] for row in tables["runs"]] == ["'=1+1"] and float(tables["runs"][0]["value"]) == 0.25
    assert tables["reviews"][0]["rating"] == "4" and tables["reviews"][0]["own_rating"] == "1"
    [card] = tables["cards"]
    assert (card["front"], card["back"], card["source"]) == ("What is padding?", "Zeros around", "own")
    assert card["item"] == tables["reviews"][-1]["item"]
    assert not list((tmp_path / "out").glob(".*"))


def test_without_anything_the_tables_are_empty_and_the_file_can_be_taken_in(here: Path, tmp_path: Path) -> None:
    written = export(here, tmp_path / "out", profile="Ana", now=NOON)
    assert compare(here, written.files[0]).is_nothing_new
    assert [len(path.read_text(encoding="utf-8").splitlines()) for path in written.files] == [2, 1, 1, 1, 1]


def test_an_answer_that_took_less_than_no_time_travels(here: Path, there: Path, file: Path) -> None:
    fill(there)
    old = sqlite3.connect(there / DATABASE)  # as earlier versions kept it when the clock was set back meanwhile
    old.execute("update attempts set duration_s = -3600")
    old.execute("update reviews set seconds = -3600")
    old.commit()
    old.close()
    exported(there, file)
    take_in(here, file, theirs=False, now=LATER)
    with Store(here / DATABASE) as store:
        assert {made.duration_s for made in store.attempts()} == {0.0}


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_note_that_has_no_room_stops_the_whole_import(here: Path, there: Path, file: Path, is_folder: bool) -> None:
    fill(there)
    if is_folder:
        (here / "notes" / "mine.md").mkdir(parents=True)
    else:
        (here / "notes").write_text("", encoding="utf-8")
    exported(there, file)
    with pytest.raises(StudyAppError, match="no room for notes/mine"):
        take_in(here, file, theirs=True, now=LATER)
    finish_imports(here)
    with Store(here / DATABASE) as store:
        assert store.attempts() == []


Spoil = Callable[[list[str]], list[str]]
ATTEMPT = 2  # the place of the first attempt in the file that is spoilt: after the head and one card


def with_field(name: str, value: object) -> Spoil:
    """Return what gives the first attempt another field."""

    def spoil(lines: list[str]) -> list[str]:
        told = json.loads(lines[ATTEMPT]) | {name: value}
        return [*lines[:ATTEMPT], json.dumps(told), *lines[ATTEMPT + 1 :]]

    return spoil


PARAMETERS = {
    "kind": "parameters",
    "fitted": [0.0] * 21,
    "at_utc": "2026-06-30T12:00:00.000+00:00",
    "offset_min": 0,
}
BAD: dict[str, tuple[Spoil, str]] = {
    "cut off": (lambda lines: lines[:-1], "was cut off"),
    "cut off in a line": (lambda lines: [*lines[:-1], lines[-1][:9]], "not as studyapp writes it"),
    "a line is missing": (lambda lines: [*lines[:-2], lines[-1]], "was cut off"),
    "empty": (lambda lines: [], "was cut off"),
    "something else": (lambda lines: ["hello"], "line 1: this is not an export of studyapp"),
    "no head": (lambda lines: lines[1:], "line 1: an export begins with"),
    "two heads": (lambda lines: [lines[0], *lines], "line 2: an export begins with"),
    "newer": (lambda lines: [lines[0].replace('"format":1', '"format":2'), *lines[1:]], "newer studyapp"),
    "after the end": (lambda lines: [*lines, lines[-1]], "nothing stands after"),
    "a blank line": (lambda lines: [lines[0], "", *lines[1:]], "line 2"),
    "an unknown kind": (lambda lines: [lines[0], '{"kind":"virus"}', *lines[1:]], "line 2"),
    "lists in lists": (lambda lines: [lines[0], f'{{"x":{"[" * 9000}', *lines[1:]], "line 2"),
    "another day": (with_field("day", "9999-12-31"), "line 3: it tells of a moment"),
    "an impossible schedule": (
        lambda lines: [*lines[:-1], json.dumps(PARAMETERS), lines[-1]],
        "no schedule can be made",
    ),
    "no such day": (with_field("at_utc", "2026-06-31T12:00:00.000+00:00"), "line 3: it tells of a moment"),
    "a local time": (with_field("at_utc", "2026-06-30T12:00:00.000+02:00"), "line 3"),
    "a score of two": (with_field("score", 2), "line 3"),
    "a seed beyond SQLite": (with_field("seed", 2**63), "line 3"),
    "words for a number": (with_field("hints", "many"), "line 3"),
    "an unknown verdict": (with_field("verdicts", ["great"]), "line 3"),
    "an unknown field": (with_field("more", 1), "line 3"),
    "an endless number": (with_field("duration_s", 1e400), "line 3"),
    "a clock of another planet": (with_field("offset_min", 10_000), "line 3"),
    "a review of nothing": (
        lambda lines: [*lines[:1], *(line for line in lines[1:] if '"kind":"attempt"' not in line)],
        "does not stand before it",
    ),
    "a file elsewhere": (
        lambda lines: [lines[0], '{"kind":"file","path":"notes/../../x.md","data":""}', *lines[1:]],
        "is not a place",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_line_and_changes_nothing(
    case: str, here: Path, there: Path, file: Path
) -> None:
    spoil, sentence = BAD[case]
    fill(here, first_seed=30)
    fill(there)
    exported(there, file)
    lines = spoil(file.read_text(encoding="utf-8").splitlines())
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    before = contents(here)
    with pytest.raises(TransferError) as refused:
        take_in(here, file, theirs=True, now=LATER)
    assert sentence in str(refused.value) and file.name in str(refused.value)
    assert contents(here) == before and not list(here.glob(f"{WAITING}*"))


def test_a_file_beyond_a_limit_is_refused(here: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(here)
    exported(here, file)
    for limit, value, sentence in (
        ("FILE_LIMIT", 10, "larger than"),
        ("LINE_LIMIT", 50, "line 1: longer than"),
        ("LINES_LIMIT", 3, "line 4: more than 3 lines"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(transfer, limit, value)
            with pytest.raises(TransferError, match=sentence):
                compare(here, file)


def test_a_file_that_is_not_there_is_named(here: Path) -> None:
    with pytest.raises(TransferError, match=r"nowhere\.jsonl can't be read"):
        compare(here, here / "nowhere.jsonl")


def test_a_link_out_of_the_folder_is_not_followed(here: Path, there: Path, file: Path, tmp_path: Path) -> None:
    outside = folder(tmp_path, "outside")
    (there / "notes" / "out").mkdir(parents=True)
    (there / "notes" / "out" / "x.md").write_text("# x\n", encoding="utf-8")
    exported(there, file)
    (here / "notes").mkdir()
    (here / "notes" / "out").symlink_to(outside)
    take_in(here, file, theirs=True, now=LATER)
    assert not list(outside.iterdir())


def test_files_of_an_import_on_the_disk_are_put_in_place_later(
    here: Path, there: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(there)
    exported(there, file)
    with monkeypatch.context() as patch:  # as after a kill between the database and the files
        patch.setattr(transfer, "finish_imports", lambda learner: None)
        take_in(here, file, theirs=False, now=LATER)
    assert not (here / "notes").exists()
    finish_imports(here)
    assert (here / "notes" / "mine.md").exists() and not list(here.glob(f"{WAITING}*"))


def test_settings_that_are_none_stop_the_whole_import(here: Path, there: Path, file: Path) -> None:
    fill(there)
    (there / "settings.json").write_text('{"zoom": "large"}', encoding="utf-8")
    exported(there, file)
    with pytest.raises(StudyAppError, match="settings"):
        take_in(here, file, theirs=True, now=LATER)
    with Store(here / DATABASE) as store:
        assert store.attempts() == []
    finish_imports(here)
    assert not (here / "notes").exists()
