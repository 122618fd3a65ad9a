"""``python -m question_bank`` prints an exercise for whoever writes a family."""

from __future__ import annotations

import pytest

from question_bank.__main__ import main
from question_bank.registry import exercise, families


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Return the exit code of the command."""
    monkeypatch.setattr("sys.argv", ["question_bank", *arguments])
    return main()


@pytest.mark.parametrize("family", families())
def test_every_exercise_is_printed_whole(
    family: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, family, "--seed", "3", "--difficulty", "2") == 0
    printed, shown = capsys.readouterr().out, exercise(family, 3, 2)
    for text in (shown.prompt, *shown.solution, *(part.prompt for part in shown.parts)):
        assert text in printed
    assert all(part.answer.show() in printed and part.answer.accepts() in printed for part in shown.parts)


def test_what_is_not_there_gives_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "no-such") == 2
    assert capsys.readouterr().err.startswith("There is no exercise family 'no-such'. There are: ")
    assert run(monkeypatch, "conv-output-shape", "--seed", "-3") == 2
    assert capsys.readouterr().err == "A seed is a whole number from 0 up, not -3.\n"
