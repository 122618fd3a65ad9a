"""A learner's Markdown files are notes: read with or without front matter, checked, and told what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.errors import ContentError
from studyapp.study.own_notes import Known, faults, load_own_notes, make_note, read_own_note

KNOWN = Known({"cnn.pooling": ("the-idea",)}.get, {"conv-output-shape"}, {"cnn-digits"})


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plain_file_is_a_note_named_after_its_first_heading(tmp_path: Path) -> None:
    topic = read_own_note(written(tmp_path, "My words.md", "\n# What I forget\n\n## Pooling\n\n" + "word " * 900))
    assert (topic.id, topic.title, topic.shelf, topic.headings) == (
        "own.my-words",
        "What I forget",
        "own",
        ("pooling",),
    )
    assert topic.body.startswith("## Pooling") and topic.front.minutes == 5


def test_a_file_without_a_heading_is_named_after_itself(tmp_path: Path) -> None:
    assert read_own_note(written(tmp_path, "lecture-3.md", "Words.")).title == "lecture-3"


def test_front_matter_may_say_more(tmp_path: Path) -> None:
    text = '+++\ntitle = "Mine"\nminutes = 30\nprerequisites = ["cnn.pooling"]\n+++\n# Heading\n\nWords.'
    topic = read_own_note(written(tmp_path, "a.md", text))
    assert (topic.title, topic.front.minutes, topic.front.prerequisites) == ("Mine", 30, ("cnn.pooling",))
    assert topic.body == "# Heading\n\nWords.\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"+++\ntitle = 3\n+++\n", "Expected `str`"),
        (b"+++\ntitle = \n+++\n", "Invalid value"),
        (b"+++\nauthor = 'me'\n+++\n", "unknown field `author`"),
        (b"+++\ntitle = 'me'\n", "another line of +++"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_file_that_can_t_be_read_is_named_with_the_reason_and_the_others_stay(
    tmp_path: Path, text: bytes, reason: str
) -> None:
    good = written(tmp_path, "good.md", "Words.")
    bad = tmp_path / "bad.md"
    bad.write_bytes(text)
    notes = load_own_notes(tmp_path)
    assert [topic.path for topic in notes.topics.values()] == [good]
    assert list(notes.problems) == [bad] and reason in notes.problems[bad] and "bad.md" in notes.problems[bad]


def test_two_files_of_one_name_are_told_apart_or_refused(tmp_path: Path) -> None:
    for name in ("a b.md", "a-b.md", "¿.md"):
        written(tmp_path, name, "Words.")
    notes = load_own_notes(tmp_path)
    assert list(notes.topics) == ["own.a-b"]
    assert {path.name for path in notes.problems} == {"a-b.md", "¿.md"}


def test_a_folder_that_is_not_there_has_no_notes(tmp_path: Path) -> None:
    assert load_own_notes(tmp_path / "none").topics == {}


def test_links_that_lead_nowhere_and_pictures_that_are_missing_are_told(tmp_path: Path) -> None:
    links = "[a](topic:cnn.pooling#the-idea) [b](exercise:conv-output-shape) [c](demo:cnn-digits) ![p](p.png) "
    broken = "[d](topic:cnn.pooling#no) [e](topic:no.no) [f](exercise:no) [g](demo:no) ![q](q.png)"
    written(tmp_path, "p.png", "")
    right, wrong = written(tmp_path, "right.md", links), written(tmp_path, "wrong.md", links + broken)
    assert list(faults(read_own_note(right), KNOWN)) == []
    assert list(faults(read_own_note(wrong), KNOWN)) == [
        "The topic 'cnn.pooling' has no heading 'no'.",
        "There is no topic 'no.no'.",
        "There is no exercise 'no'.",
        "There is no demo 'no'.",
        "There is no picture 'q.png' beside the note.",
    ]


def test_new_notes_have_files_of_their_own_and_are_read_without_fault(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    paths = [make_note(folder, title) for title in ("Pooling & me", "Pooling, me", "¿?")]
    assert [path.name for path in paths] == ["pooling-me.md", "pooling-me-2.md", "note.md"]
    notes = load_own_notes(folder)
    assert {topic.title for topic in notes.topics.values()} == {"Pooling & me", "Pooling, me", "¿?"}
    with pytest.raises(ContentError, match="can't be made"):
        make_note(paths[0], "inside a file")


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_a_note_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "any.md").write_bytes(content)
    notes = load_own_notes(folder)
    assert len(notes.topics) + len(notes.problems) == 1
