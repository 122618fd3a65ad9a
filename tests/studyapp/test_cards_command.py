"""``studyapp cards``: fixed keys, a deck is shown before it is taken in, and refusals are one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studyapp.cli import run
from tests.studyapp.anki_decks import BASIC, DECK, package

Output = pytest.CaptureFixture[str]
TOPIC = ("--topic", "cnn.padding")


@pytest.fixture
def deck(tmp_path: Path, studyapp_home: Path) -> Path:
    return package(tmp_path / "deck.apkg", [(BASIC, ["a", "1"]), (BASIC, ["b", "2"]), (BASIC, ["<img>", "3"])])


def said(capsys: Output, *arguments: str) -> object:
    """Return the JSON document that a command printed."""
    assert run(["cards", *arguments, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    document: object = json.loads(printed.out)
    return document


def test_a_deck_is_shown_before_it_is_taken_in_and_taken_in_once(deck: Path, capsys: Output) -> None:
    head = {"file": str(deck), "cards": 2, "left_out": {"only pictures or sounds": 1}}
    shown = {"added": 2, "changed": 0, "done": False, "sentence": "2 would be added, 0 would be changed."}
    assert said(capsys, "import", str(deck), *TOPIC) == head | shown
    assert said(capsys, "list") == []
    done = {"added": 2, "changed": 0, "done": True, "sentence": "2 were added, 0 were changed."}
    assert said(capsys, "import", str(deck), *TOPIC, "--yes") == head | done
    again = {"added": 0, "changed": 0, "done": True, "sentence": "Nothing is new."}
    assert said(capsys, "import", str(deck), *TOPIC, "--yes") == head | again
    source = f"deck:{DECK}"
    assert said(capsys, "list") == [
        {"id": 1, "topic": "cnn.padding", "front": "a", "back": "1", "source": source},
        {"id": 2, "topic": "cnn.padding", "front": "b", "back": "2", "source": source},
    ]


def test_a_mended_deck_changes_the_answer_and_nothing_else(deck: Path, capsys: Output) -> None:
    said(capsys, "import", str(deck), *TOPIC, "--yes")
    package(deck, [(BASIC, ["a", "1"]), (BASIC, ["b", "two"])])
    mended = said(capsys, "import", str(deck), *TOPIC, "--yes")
    assert isinstance(mended, dict)
    assert (mended["added"], mended["changed"]) == (0, 1)


def test_a_card_of_one_s_own_is_written_and_mended(studyapp_home: Path, capsys: Output) -> None:
    said(capsys, "add", "What is $p$?", "padding", *TOPIC)
    said(capsys, "add", "What is $p$?", "the padding", *TOPIC)
    card = {"id": 1, "topic": "cnn.padding", "front": "What is $p$?", "back": "the padding", "source": "own"}
    assert said(capsys, "list") == [card]


def test_people_read_lines(deck: Path, capsys: Output) -> None:
    assert run(["cards", "list"]) == 0
    assert run(["cards", "import", str(deck), *TOPIC]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "No cards.",
        "deck.apkg: 2 cards; left out: 1 with only pictures or sounds.",
        "2 would be added, 0 would be changed.",
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "front", " ", *TOPIC), "needs a question and an answer"),
        (("add", "front", "back", "--topic", "cnn.nowhere"), "no topic 'cnn.nowhere'"),
        (("import", "nowhere.apkg", *TOPIC), "nowhere.apkg can't be read"),
        (("import", "nowhere.txt", *TOPIC), "nowhere.txt can't be read"),
    ],
)
def test_bad_input_is_one_sentence(studyapp_home: Path, capsys: Output, arguments: tuple[str, ...], why: str) -> None:
    assert run(["cards", *arguments]) == 2
    printed = capsys.readouterr()
    assert why in printed.err and printed.err.count("\n") == 1 and printed.out == ""
