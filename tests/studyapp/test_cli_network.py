"""``studyapp network``: fixed keys, an aligned table for people, and what does not fit in one sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from question_bank.networks import PRESETS
from studyapp.cli import run

ROOT = Path(__file__).parents[2]
Output = pytest.CaptureFixture[str]
LENET = "conv 6 5; relu; avgpool 2; conv 16 5; relu; avgpool 2; flatten; dense 120; relu; dense 84; relu; dense 10"


def printed(capsys: Output, *arguments: str) -> object:
    """Return the JSON document that ``studyapp network`` printed."""
    assert run(["network", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_network_has_the_agreed_keys(capsys: Output) -> None:
    document = printed(capsys, LENET, "--input", "1,32,32")
    assert isinstance(document, dict)
    assert set(document) == {"input_shape", "output_shape", "channels_last", "layers", "totals"}
    first, *_ = document["layers"]
    expected = {"layer": "conv 6 5", "output_shape": [6, 28, 28], "parameters": 156, "multiply_adds": 117_600}
    assert first.items() >= expected.items()
    assert first["calculation"] == "(5·5·1 + 1)·6 = 156"
    assert first["receptive_field"] == {"size": [5, 5], "jump": [1, 1], "start": [0, 0]}
    totals = document["totals"]
    assert (totals["parameters"], totals["trainable"]) == (61_706, 61_706)
    assert totals["multiply_adds"] == sum(layer["multiply_adds"] for layer in document["layers"])
    assert totals["receptive_field"]["size"] == [16, 16]


@pytest.mark.parametrize("known", PRESETS, ids=lambda known: known.id)
def test_a_preset_is_analysed_and_shown(capsys: Output, known: object) -> None:
    preset = next(each for each in PRESETS if each is known)
    document = printed(capsys, "--preset", preset.id)
    assert isinstance(document, dict)
    assert sum(layer["parameters"] for layer in document["layers"]) == preset.parameters
    assert run(["network", "--preset", preset.id]) == 0
    assert f"{preset.parameters:,}" in capsys.readouterr().out


def test_a_preset_can_be_given_another_input(capsys: Output) -> None:
    document = printed(capsys, "--preset", "resnet-18", "--input", "3x64x64")
    assert isinstance(document, dict)
    assert document["layers"][0]["output_shape"] == [64, 32, 32]


def test_the_table_is_aligned_and_shows_blocks_moved_in(capsys: Output) -> None:
    assert run(["network", "res(conv 3 3 same frozen; bn)", "--input", "3,9,9"]) == 0
    title, head, block, conv, norm, total, note = capsys.readouterr().out.splitlines()
    assert title == "input 3×9×9 (channels first)"
    assert block.startswith("res(...)") and conv.startswith("  conv 3 3 same frozen") and norm.startswith("  bn")
    for line in (block, conv, norm, total):
        assert line[head.index("output") :].startswith("3×9×9")
    assert total.split()[2] == "90" and note == "6 of the parameters are trained."


def test_a_network_comes_from_a_file_or_the_standard_input(
    capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "keras.Input((8, 8, 1))\nConv2D(4, 3)\n"
    (tmp_path / "net.txt").write_text(text, encoding="utf-8")
    from_file = printed(capsys, f"@{tmp_path / 'net.txt'}")
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert printed(capsys, "-") == from_file
    assert isinstance(from_file, dict)
    assert from_file["channels_last"] is True and from_file["output_shape"] == [6, 6, 4]


def test_the_known_networks_and_the_short_form_are_listed(capsys: Output) -> None:
    rows = printed(capsys, "--presets")
    assert isinstance(rows, list)
    assert [row["id"] for row in rows] == [each.id for each in PRESETS]
    assert set(rows[0]) == {"id", "title", "input_shape", "parameters", "about", "text"}
    assert run(["network", "--short-form"]) == 0
    assert "conv FILTERS KERNEL" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Give a network as text, or the id of a known one with --preset."),
        (["relu", "--preset", "lenet-5"], "Give a network as text, or"),
        (["--preset", "lenet"], "no network called 'lenet': did you mean lenet-5?"),
        (["conv 6 5"], "Say what goes in: the sizes of one input, such as 1,32,32."),
        (["conv 6 5", "--input", "big"], "'big' is no input shape"),
        (["flaten", "--input", "3"], "At line 1, column 1: No layer is called 'flaten': did you mean flatten?"),
        (["conv 6 9", "--input", "1,5,5"], "Layer 1, at line 1, column 1: A kernel of 9 does not fit into 5 places"),
        (["x" * 30_000, "--input", "3"], "This text has 30,000 characters"),
        (["@/no/such/file.txt", "--input", "3"], "file.txt can't be read"),
    ],
)
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_bad_input_is_one_sentence_and_exit_code_2(
    capsys: Output, arguments: list[str], sentence: str, as_json: list[str]
) -> None:
    assert run(["network", *arguments, *as_json]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and sentence in captured.err and captured.err.count("\n") == 1


def test_layers_before_one_that_does_not_fit_are_shown_to_people_alone(capsys: Output) -> None:
    arguments = ["network", "conv 6 5\nrelu; dense 10", "--input", "1,9,9"]
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert "conv 6 5" in captured.out and "(5·5·1 + 1)·6 = 156" in captured.out
    assert captured.err.startswith("Layer 3, at line 2, column 7: dense reads one list of numbers")
    assert run([*arguments, "--json"]) == 2
    assert capsys.readouterr().out == ""


def test_the_command_needs_neither_torch_nor_qt() -> None:
    code = (
        "import sys; from studyapp.cli import run; run(['network', '--preset', 'vgg-16', '--json']);"
        "sys.stderr.write(str([m for m in ('torch', 'PySide6', 'matplotlib', 'sympy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr.strip() == "[]"
