"""``studyapp exercise``: figures in words and as files, and the check of all families' variants."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer

from question_bank import registry
from question_bank.drawings import Curves, Graph, Line, Node
from question_bank.exercise import Exercise, Family
from studyapp.cli import run
from studyapp.ui.theme import DARK, LIGHT

ROOT = Path(__file__).parents[2]
Output = pytest.CaptureFixture[str]
FIGURES = (
    Graph("One state s.", (Node("s", 0, 0),), ()),
    Curves("A loss that falls from 2 to 1.", "epoch", "loss", (Line("train", ((0, 2), (9, 1))),)),
)


@pytest.fixture
def drawn_family(monkeypatch: pytest.MonkeyPatch) -> Family:
    """Put a family with two figures among the others."""
    plain = registry.family("td-update")

    def generate(seed: int, difficulty: int) -> Exercise:
        return replace(plain.generate(seed, difficulty), figures=FIGURES)

    family = replace(plain, id="drawn", generate=generate)
    monkeypatch.setattr(registry, "families", lambda: {"drawn": family})
    return family


@pytest.mark.usefixtures("drawn_family")
def test_figures_are_told_by_kind_and_in_words(capsys: Output) -> None:
    assert run(["exercise", "show", "drawn", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["figures"]
    assert told == [{"kind": "graph", "alt": FIGURES[0].alt}, {"kind": "curves", "alt": FIGURES[1].alt}]
    assert run(["exercise", "show", "drawn"]) == 0
    assert "[Figure: One state s.]\n[Figure: A loss that falls from 2 to 1.]\n" in capsys.readouterr().out


@pytest.mark.usefixtures("drawn_family", "capsys")
def test_figures_are_saved_as_drawings_one_file_each(tmp_path: Path) -> None:
    assert run(["exercise", "show", "drawn", "--figure", str(tmp_path / "it.svg"), "--theme", "dark"]) == 0
    for name in ("it.svg", "it-2.svg"):
        svg = (tmp_path / name).read_text("utf-8")
        assert QSvgRenderer(QByteArray(svg.encode())).isValid()
        assert f'fill="{DARK.surface}"/><g' in svg and LIGHT.ink not in svg


@pytest.mark.usefixtures("drawn_family", "capsys")
def test_figures_are_saved_as_pictures_twice_as_large(qapp: QGuiApplication, tmp_path: Path) -> None:
    assert run(["exercise", "show", "drawn", "--figure", str(tmp_path / "it.png")]) == 0
    image = QImage(str(tmp_path / "it-2.png"))
    assert image.width() == 1120 and image.pixelColor(0, 0).name().upper() == LIGHT.surface


@pytest.mark.usefixtures("drawn_family")
@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("it.pdf", "saved as .svg or .png, not as it.pdf"),
        ("no/it.svg", "can't be saved as"),
        ("no/it.png", "can't be saved as"),
    ],
)
def test_what_cannot_be_saved_is_said_in_a_sentence(
    qapp: QGuiApplication, capsys: Output, tmp_path: Path, file: str, sentence: str
) -> None:
    assert run(["exercise", "show", "drawn", "--figure", str(tmp_path / file)]) == 2
    told = capsys.readouterr()
    assert sentence in told.err and told.out == "" and told.err.count("\n") == 1


def test_an_exercise_without_a_figure_has_none_to_save(capsys: Output, tmp_path: Path) -> None:
    assert run(["exercise", "show", "td-update", "--figure", str(tmp_path / "it.svg")]) == 2
    assert capsys.readouterr().err == "This exercise has no figure.\n"


def test_saving_a_drawing_loads_no_window(tmp_path: Path) -> None:
    code = (
        "import sys; from question_bank.drawings import Graph, Node; from pathlib import Path;"
        "from studyapp.ui.drawing_files import save_drawing; from studyapp.ui.theme import LIGHT;"
        f"save_drawing(Graph('', (Node('s', 0, 0),), ()), Path({str(tmp_path / 'it.svg')!r}), LIGHT);"
        "sys.stderr.write(str('PySide6' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr == "False" and (tmp_path / "it.svg").exists()


# ---------------------------------------------------------------- exercise check


def test_the_check_has_the_agreed_keys(capsys: Output) -> None:
    assert run(["exercise", "check", "td-update", "conv-parameters", "--seeds", "3", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"families", "ok"}
    assert [family["id"] for family in document["families"]] == ["td-update", "conv-parameters"]
    first = document["families"][0]
    assert set(first) == {"id", "difficulties", "problems"}
    assert [level["difficulty"] for level in first["difficulties"]] == [1, 2, 3]
    assert set(first["difficulties"][0]) == {
        "difficulty", "seeds", "failures", "duplicates", "commonest_share", "commonest_answer", "quantitative_parts",
        "with_three_misconceptions", "mean_ms", "worst_ms",
    }  # fmt: skip
    assert first["difficulties"][2]["seeds"] == 3 and first["difficulties"][2]["worst_ms"] > 0


def test_problems_are_told_below_their_family_and_give_exit_code_1(
    drawn_family: Family, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    stuck = replace(drawn_family, generate=lambda seed, difficulty: drawn_family.generate(4, difficulty))
    monkeypatch.setattr(registry, "families", lambda: {"stuck": stuck, "drawn": drawn_family})
    assert run(["exercise", "check", "--seeds", "5"]) == 1
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0].endswith("6 problems") and "Difficulty 1: 4 of 5 seeds ask what an earlier one asked" in lines[1]
    assert lines[-1] == "2 families checked, 1 with problems." and told.err == ""
    assert run(["exercise", "check", "stuck", "--seeds", "5", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert not document["ok"] and len(document["families"][0]["problems"]) == 6


def test_families_without_problems_are_a_line_each(capsys: Output) -> None:
    assert run(["exercise", "check", "td-update", "--seeds", "2"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert (
        first.startswith("td-update") and first.endswith("fine") and last == "1 family checked, nothing to complain of."
    )


@pytest.mark.parametrize("arguments", [["nothing"], ["td-update", "--seeds", "0"], ["td-update", "--seeds", "x"]])
def test_a_check_of_nothing_is_refused(capsys: Output, arguments: list[str]) -> None:
    assert run(["exercise", "check", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.count("\n") == 1
