"""The command line: fixed keys, one JSON document on stdout, bad input is one sentence and 2."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from question_bank import registry
from studyapp.cli import group, run
from studyapp.paths import database_file, settings_file
from studyapp.settings import Settings, load_settings, save_settings
from studyapp.storage import Store
from tests.studyapp.attempts import attempt

ROOT = Path(__file__).parents[2]
Output = pytest.CaptureFixture[str]


def printed(capsys: Output, *arguments: str) -> object:
    """Return the JSON document a command printed."""
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def keys(document: object) -> set[str]:
    """Return the keys of a JSON object."""
    assert isinstance(document, dict)
    return set(document)


def test_topics_have_the_agreed_keys(capsys: Output) -> None:
    rows = printed(capsys, "topics")
    assert isinstance(rows, list)
    assert keys(rows[0]) == {"id", "shelf", "title", "prerequisites", "families", "demos", "words", "figures"}
    convolution = next(row for row in rows if row["id"] == "cnn.convolution")
    assert {"conv-output-shape", "conv-parameters"} <= set(convolution["families"])
    assert {"cnn-digits", "convolution-stepper"} <= set(convolution["demos"]) and convolution["figures"] >= 1


def test_exercise_list_has_the_agreed_keys(capsys: Output) -> None:
    rows = printed(capsys, "exercise", "list")
    assert isinstance(rows, list)
    assert [row["id"] for row in rows] == list(registry.families())
    assert keys(rows[0]) == {"id", "topic", "title", "shelf", "kinds", "difficulties", "version"}


@pytest.mark.parametrize("family", registry.families())
@pytest.mark.parametrize("difficulty", ["1", "2", "3"])
def test_answers_shown_are_graded_right_and_misconceptions_wrong(capsys: Output, family: str, difficulty: str) -> None:
    which = [family, "--seed", "5", "--difficulty", difficulty]
    shown = printed(capsys, "exercise", "show", *which)
    assert isinstance(shown, dict)
    top = {"family", "topic", "seed", "difficulty", "version", "prompt", "parts", "solution", "demo", "figures"}
    part_keys = {"kind", "prompt", "answer", "marks", "accepts", "misconceptions"}
    assert keys(shown) == top and all(keys(part) == part_keys for part in shown["parts"])
    assert all(keys(figure) == {"kind", "alt"} for figure in shown["figures"])
    own = [word for part in shown["parts"] for word in ("--reply", part["answer"])]
    graded = printed(capsys, "exercise", "grade", *which, *own)
    assert isinstance(graded, dict) and graded["score"] == 1
    assert all(keys(part) == {"verdict", "score", "echo", "feedback", "misconception"} for part in graded["parts"])
    for index, part in enumerate(shown["parts"]):
        for slip in part["misconceptions"]:
            replies = list(own)
            replies[2 * index + 1] = slip["reply"]
            result = printed(capsys, "exercise", "grade", *which, *replies)
            assert isinstance(result, dict)
            assert result["parts"][index]["verdict"] == "wrong"
            assert result["parts"][index]["misconception"] == slip


def test_demo_list_has_the_agreed_keys(capsys: Output) -> None:
    rows = printed(capsys, "demo", "list")
    assert isinstance(rows, list)
    assert keys(rows[0]) == {"id", "topic", "title", "shelf", "knobs", "predictions"}
    assert keys(rows[0]["knobs"][0]) == {"name", "type", "default", "min", "max", "choices", "help"}


def test_a_demo_run_has_the_agreed_keys_and_is_repeatable(capsys: Output) -> None:
    command = ("demo", "run", "q-learning-gridworld", "--frames", "20", "--seed", "3", "--set", "gamma=0.8")
    first, second = printed(capsys, *command), printed(capsys, *command)
    top = {"demo", "config", "device", "frames", "seconds", "steps_per_second", "final", "predictions", "diverged"}
    assert keys(first) == top
    assert isinstance(first, dict) and isinstance(second, dict)
    assert (first["frames"], first["config"]["gamma"], first["config"]["seed"]) == (20, 0.8, 3)
    assert first["final"] == second["final"] and first["diverged"] is False


def test_doctor_finds_a_damaged_database(capsys: Output) -> None:
    sound = printed(capsys, "doctor")
    assert isinstance(sound, dict) and sound["problems"] == []
    with Store(database_file()) as store:
        store.add_attempt(attempt())
    counted = printed(capsys, "doctor")
    assert isinstance(counted, dict) and counted["database"]["attempts"] == 1
    database_file().write_bytes(b"not what it was" * 400)
    damaged = printed(capsys, "doctor")
    assert isinstance(damaged, dict) and "not a studyapp database" in damaged["problems"][0]


@pytest.fixture
def blocked_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Have the data lie where no folder can be: below a file."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path / "file" / "home"))
    return tmp_path / "file" / "home"


def test_doctor_finds_a_folder_that_cannot_be(capsys: Output, blocked_home: Path) -> None:
    found = printed(capsys, "doctor")
    assert isinstance(found, dict) and str(blocked_home) in found["problems"][0]


@pytest.mark.parametrize(
    "arguments", [["cards", "list"], ["data", "export", "x.jsonl"], ["data", "learners", "--add", "A"]]
)
def test_a_folder_that_cannot_be_is_one_sentence(capsys: Output, blocked_home: Path, arguments: list[str]) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert str(blocked_home) in captured.err and captured.err.count("\n") == 1 and captured.out == ""


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


def test_every_command_can_print_json() -> None:
    all_commands = dict(commands(group))
    assert ("screenshot",) in all_commands and ("cards", "add") in all_commands
    assert [words for words, each in all_commands.items() if not any("--json" in one.opts for one in each.params)] == []


def test_a_picture_leaves_the_learners_settings_as_they_are(studyapp_home: Path, tmp_path: Path) -> None:
    save_settings(settings_file(), Settings(theme="dark", minutes=75))
    words = ["screenshot", "today", str(tmp_path / "today.png"), "--theme", "light"]
    subprocess.run([sys.executable, "-m", "studyapp", *words], cwd=ROOT, check=True, capture_output=True)
    kept, problem = load_settings(settings_file())
    assert (kept.theme, kept.minutes, problem) == ("dark", 75, "")


def test_a_figure_that_cannot_be_saved_is_refused_before_the_run() -> None:
    words = ["demo", "run", "q-learning-gridworld", "--seconds", "3600", "--figure", "x.gif"]
    done = subprocess.run([sys.executable, "-m", "studyapp", *words], cwd=ROOT, capture_output=True, timeout=20)
    assert done.returncode == 2 and done.stderr.startswith(b"x.gif: a figure is saved as")


def test_what_is_printed_is_utf_8_whatever_the_system_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    words = [sys.executable, "-m", "studyapp", "network", "--preset", "lenet-5", "--json"]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    assert "−" in done.stdout.decode("utf-8") and json.loads(done.stdout)["totals"]["parameters"] == 61706


def test_a_picture_says_how_large_it_is(tmp_path: Path) -> None:
    file = tmp_path / "today.png"
    words = ["screenshot", "today", str(file), "--size", "800x600", "--scale", "1.5", "--json"]
    done = subprocess.run([sys.executable, "-m", "studyapp", *words], cwd=ROOT, check=True, capture_output=True)
    assert json.loads(done.stdout) == {"file": str(file), "width": 1200, "height": 900}


def test_a_run_is_shared_as_a_short_text_and_opened_again(capsys: Output) -> None:
    shared = printed(capsys, "demo", "share", "biased-data", "--seed", "4", "--set", "threshold=0.3")
    assert shared == {"share": "demo:biased-data?seed=4&threshold=0.3"}
    opened = printed(capsys, "demo", "open", "demo:biased-data?seed=4&threshold=0.3")
    assert isinstance(opened, dict)
    assert opened["demo"] == "biased-data"
    assert (opened["config"]["seed"], opened["config"]["threshold"]) == (4, 0.3)


def test_a_demo_is_written_as_a_script(capsys: Output, tmp_path: Path) -> None:
    file = tmp_path / "people.py"
    said = printed(capsys, "demo", "script", "biased-data", str(file), "--seed", "4", "--steps", "7")
    assert isinstance(said, dict)
    assert said["file"] == str(file)
    text = file.read_text(encoding="utf-8")
    compile(text, file.name, "exec")
    assert "STEPS = 7" in text and "seed: int = 4" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["exercise", "show", "nothing"], "no exercise family 'nothing'"),
        (["exercise", "show", "conv-output-shape", "--seed", "-1"], "from 0 up, not -1"),
        (["exercise", "show", "conv-output-shape", "--difficulty", "9"], "has the difficulties 1, 2, 3, not 9"),
        (["exercise", "show", "conv-output-shape", "--seed", "x"], "'x' is not a valid integer"),
        (["exercise", "grade", "conv-output-shape", *["--reply", "1"] * 9], "give one reply for each, not 9"),
        (["demo", "run", "nothing"], "no demo 'nothing'"),
        (["demo", "open", "cnn-digits"], "begins with demo:"),
        (["demo", "share", "cnn-digits", "--seed", "-1"], "outside"),
        (["demo", "script", "cnn-digits", "/no/such/folder/x.py"], "x.py can't be written"),
        (["demo", "run", "cnn-digits", "--set", "warp=9"], "no knob 'warp'"),
        (["demo", "run", "cnn-digits", "--set", "learning_rate"], "--set takes KNOB=VALUE"),
        (["demo", "run", "cnn-digits", "--set", "learning_rate=fast"], "is a number, not 'fast'"),
        (["demo", "run", "cnn-digits", "--device", "abacus"], "'abacus'"),
        (["demo", "run", "q-learning-gridworld", "--seconds", "nan", "--frames", "3"], "number of seconds"),
        (["demo", "run", "q-learning-gridworld", "--seconds", "inf", "--frames", "3"], "'--seconds'"),
        (["demo", "run", "char-rnn", "--set", "text=@/no/such/file.txt"], "file.txt can't be read"),
        (["screenshot", "nowhere", "x.png"], "no page 'nowhere'"),
        (["screenshot", "today", "x.png", "--size", "huge"], "width x height"),
        (["data", "learners", "--add", ""], "A name has"),
        (["fly"], "No such command 'fly'"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(capsys: Output, arguments: list[str], sentence: str) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err
    assert captured.err.count("\n") == 1


def test_listing_leaves_torch_and_qt_unloaded() -> None:
    code = (
        "import sys; from studyapp.cli import run; run(['demo', 'list', '--json']); run(['topics', '--json']);"
        "sys.stderr.write(str([m for m in ('torch', 'PySide6', 'matplotlib', 'sympy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr.strip() == "[]"
