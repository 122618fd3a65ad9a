"""Every note keeps its promises: its links, examples, figures and formulas work, and it leads to all of its topic.

What is checked is ``studyapp check``; that exercises lead back to headings that exist is asked for each family in
``test_links``. Each guard is seen to fail on a real note that has been broken in one place.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.registry import demos
from question_bank.registry import family
from studyapp.cli import run
from studyapp.paths import CONTENT
from studyapp.study.content_check import check, cycles, findings, ground_for, orphan_terms, places_of, terms_twice
from studyapp.study.findings import Finding, What
from studyapp.study.note_faults import note_faults
from studyapp.study.note_files import read_notes
from studyapp.ui.check_tools import check_tools

NOTES = read_notes(CONTENT)
GROUND = ground_for(NOTES, check_tools())
NOTE = CONTENT / "cnn" / "convolution.md"
OWN_NOTE = """# My own

## What I keep forgetting

A note of my own: $x^2$ costs \\$5, [more](https://example.org), [try](exercise:conv-parameters) and
[see](topic:cnn.convolution#output-size), [above](#what-i-keep-forgetting).

```example conv-parameters
```
"""


def test_all_notes_can_be_read() -> None:
    assert NOTES.unreadable == ()
    assert len(NOTES.topics) == len(list(CONTENT.glob("*/*.md"))) > 0


@pytest.mark.parametrize("topic_id", sorted(topic.id for topic in NOTES.topics))
def test_every_note_keeps_its_promises(topic_id: str) -> None:
    assert list(note_faults(GROUND.catalog.topic(topic_id), GROUND)) == []


def test_every_demo_belongs_to_a_topic() -> None:
    assert {demo.topic for demo in demos().values()} <= GROUND.catalog.topics.keys()


def test_prerequisites_form_no_cycle() -> None:
    assert list(cycles(NOTES.topics, GROUND.catalog)) == []


def test_every_term_is_said_and_means_one_thing_on_its_shelf() -> None:
    assert list(orphan_terms(NOTES.topics, GROUND.catalog)) == []
    assert list(terms_twice(NOTES.topics, GROUND.catalog)) == []


@pytest.mark.parametrize(
    ("added", "what", "sentence"),
    [
        ("word " * 1000, What.LENGTH, " words"),
        ("[try](exercise:no-such)", What.UNKNOWN_FAMILY, "no exercise family 'no-such'"),
        ("[watch](demo:conv-output-shape)", What.UNKNOWN_DEMO, "no demo 'conv-output-shape'"),
        ("[see](topic:cnn.nowhere)", What.BROKEN_LINK, "no topic 'cnn.nowhere'"),
        ("[see](topic:rl.returns#nowhere)", What.BROKEN_LINK, "rl.returns has no heading 'nowhere'"),
        ("[read](https://example.org)", What.BROKEN_LINK, "https://example.org"),
        ("[up](#nowhere)", What.BROKEN_LINK, "'#nowhere'"),
        ("```example conv-parameters seed=1\n```", What.EXAMPLE, "Write an example as"),
        ("```example Conv\n```", What.EXAMPLE, "Write an example as"),
        ("```example no-such seed=1 difficulty=1\n```", What.UNKNOWN_FAMILY, "no exercise family 'no-such'"),
        ("```example conv-parameters seed=1 difficulty=9\n```", What.EXAMPLE, "not 9"),
        ("![A kernel](figure:no-such)", What.FIGURE, "no figure 'no-such'"),
        ("![A kernel](no-such.png)", What.FIGURE, "no picture 'no-such.png'"),
        ("![](figure:convolution-window)", What.ALT_TEXT, "figure:convolution-window"),
        (r"It is $\nosuch{1}$.", What.FORMULA, "nosuch"),
        ("$$x_$$", What.FORMULA, "nothing follows ^ or _"),
        ("It is $ 1 + 1$.", What.FORMULA, "A $ without a formula"),
        (r"It costs \$5, or $ 1 + 1$.", What.FORMULA, "A $ without a formula"),
        ("## The idea", What.TWO_HEADINGS, "'the-idea'"),
    ],
)
def test_what_breaks_a_note_is_noticed(tmp_path: Path, added: str, what: What, sentence: str) -> None:
    (found,) = faults_after(tmp_path, lambda note: f"{note}\n{added}\n")
    assert found.what is what and sentence in found.sentence


@pytest.mark.parametrize(
    ("cut", "what", "sentence"),
    [
        (r"(?s)(?<=## The idea\n).*", What.LENGTH, "2 words"),
        (r"\(exercise:conv-parameters\)", What.NO_WAY, "no link to exercise:conv-parameters"),
        (r"\(demo:cnn-digits\)", What.NO_WAY, "no link to demo:cnn-digits"),
        (r"\n## Watch it", What.HEADING, "no heading 'watch-it'; the demo cnn-digits leads to it"),
        (r"\n## Output size", What.HEADING, "no heading 'output-size'; exercises of conv-output-shape lead to it"),
    ],
)
def test_what_is_missing_from_a_note_is_noticed(tmp_path: Path, cut: str, what: What, sentence: str) -> None:
    found = faults_after(tmp_path, lambda note: re.sub(cut, "", note))
    assert any(each.what is what and sentence in each.sentence for each in found)


@pytest.mark.parametrize(
    ("front", "what", "sentence"),
    [
        ('prerequisites = ["cnn.nowhere"]', What.PREREQUISITE, "no topic 'cnn.nowhere'"),
        ('prerequisites = ["cnn.convolution"]', What.CYCLE, "cnn.convolution needs cnn.convolution"),
        ('prerequisites = ["cnn.padding"]', What.CYCLE, "cnn.convolution needs cnn.padding needs cnn.convolution"),
        ('terms = { "xylophone" = "An instrument." }', What.ORPHAN_TERM, "'xylophone' is said in no note"),
        ('terms = { "Same Padding" = "No." }', What.TERM_TWICE, "'Same Padding' is defined in "),
        ("minutes = many", What.UNREADABLE, "Front matter"),
        ("minutes = 'many'", What.UNREADABLE, "minutes"),
    ],
)
def test_what_is_wrong_with_the_front_matter_is_noticed(tmp_path: Path, front: str, what: What, sentence: str) -> None:
    again = re.compile(r"^minutes = .*\n|^prerequisites = .*\n|^\[terms\]\n(?:.+\n)*(?=\+\+\+)", re.MULTILINE)
    found = faults_after(tmp_path, lambda note: again.sub("", note).replace("+++\n", f"+++\n{front}\n", 1))
    assert [each.what for each in found] == [what]
    assert sentence in found[0].sentence
    assert found[0].line == 2 or "'many'" in front


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\n\n[a](topic:a) and\n[b](topic:b)", [3, 4]),
        ("one\n\n| a |\n|---|\n| [a](topic:a) |\n| $x_$ |", [5, 6]),
        ("- one\n  $x\n  y$\n  [a](topic:a)", [4]),
        ("$$\nx_\n$$", [1]),
        ("> > [a](topic:a)\n\n```example no-such\n```", [1, 3]),
    ],
)
@pytest.mark.parametrize(("front", "before"), [("", 0), ("\n", 1), ("+++\ntitle = 'T'\n+++\n", 3), ("+++\n+++\n\n", 3)])
def test_a_finding_names_its_line(tmp_path: Path, text: str, lines: list[int], front: str, before: int) -> None:
    (tmp_path / "own.md").write_text(front + text, encoding="utf-8")
    assert [found.line for found in check(tmp_path, check_tools())] == [before + line for line in lines]


def test_a_note_of_one_s_own_needs_no_front_matter_and_no_length(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "My note.md").write_text(OWN_NOTE, encoding="utf-8")
    assert run(["check", "--folder", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": [], "ok": True}


def test_findings_are_printed_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.md"
    file.write_text("\n[watch](demo:nothing)\n", encoding="utf-8")
    assert run(["check", "--folder", str(tmp_path), "--json"]) == 1
    row = {"file": file.as_posix(), "line": 2, "what": "unknown-demo", "sentence": "There is no demo 'nothing'."}
    assert json.loads(capsys.readouterr().out) == {"findings": [row], "ok": False}
    assert run(["check", "--folder", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{file.as_posix()}:2: There is no demo 'nothing'. [unknown-demo]", "1 finding."]


@pytest.mark.parametrize(("name", "sentence"), [("gone", "There is no folder"), ("", "There is no note in")])
def test_a_folder_without_notes_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, sentence: str
) -> None:
    assert run(["check", "--folder", str(tmp_path / name)]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and sentence in captured.err and captured.err.count("\n") == 1


def test_checking_leaves_torch_and_qt_unloaded(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(OWN_NOTE, encoding="utf-8")
    code = (
        "import sys; from studyapp.cli import run; run(['check', '--folder', sys.argv[1]]);"
        "sys.stderr.write(str([m for m in ('torch', 'PySide6', 'matplotlib', 'sympy') if m in sys.modules]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CONTENT.parent)
    assert done.stdout == "Nothing to complain of.\n" and done.stderr == "[]"


def test_two_notes_with_one_id_are_noticed(tmp_path: Path) -> None:
    for name in ("My note", "my-note"):
        (tmp_path / f"{name}.md").write_text("A note.\n", encoding="utf-8")
    (found,) = check(tmp_path, check_tools())
    assert found.what is What.UNREADABLE and "Another note has the id 'own.my-note' too: My note.md." in found.sentence


def faults_after(folder: Path, change: Callable[[str], str]) -> list[Finding]:
    """Return what is found in a folder with one real note, changed."""
    (folder / "cnn").mkdir()
    note = NOTE.read_text(encoding="utf-8")
    assert change(note) != note
    (folder / "cnn" / "convolution.md").write_text(change(note), encoding="utf-8")
    notes = read_notes(folder)
    return findings(notes, ground_for(notes, check_tools()), places_of(family("conv-output-shape")))
