"""A text is marked by the learner; the app reads the marks and shows what it found, and claims no more."""

from __future__ import annotations

import pytest

from question_bank.answers import Criterion, Rubric
from question_bank.errors import Unreadable

AFFECTED = Criterion("who is affected", ("nobody named", "one group", "several groups"), ("patient", "famil"))
SIDE = Criterion("a decision", ("none", "one, with a reason"), ("should", "recommend"))
STYLE = Criterion("clear words", ("no", "yes"), ())
SPEC = Rubric(
    (AFFECTED, SIDE, STYLE), "Patients and their families are affected, so the clinic should wait.", min_words=8
)
TEXT = "The patients lose time while the hospital saves some money."


def test_the_marks_in_the_last_line_are_the_score() -> None:
    judgement = SPEC.judge(f"{TEXT}\nmarks: 1 0 1")
    assert judgement.value == (1, 0, 1)
    assert judgement.score == 0.5
    assert judgement.echo == "10 words; your marks: 1 of 2, 0 of 1, 1 of 1"
    assert judgement.feedback == "You gave yourself 2 of 4 marks. Compare your text with the model answer."


@pytest.mark.parametrize(
    "line", ["marks: 2 1 1", "Marks: 2, 1, 1", "marks = 2;1;1", "  MARK:2 1 1  ", "marks:\t2 1 1\n\n"]
)
def test_the_last_line_may_be_typed_in_several_ways(line: str) -> None:
    assert SPEC.judge(f"{TEXT}\n\n{line}").score == 1


def test_notes_say_what_was_looked_for_and_not_found() -> None:
    notes = SPEC.judge(f"{TEXT}\nmarks: 2 1 1").notes
    assert notes == ("", "nothing found about “a decision”; looked for: should, recommend", "")


def test_a_keyword_is_the_beginning_of_a_word() -> None:
    assert AFFECTED.is_touched_by("FAMILIES suffer")
    assert AFFECTED.is_touched_by("the patient’s view")
    assert not AFFECTED.is_touched_by("an impatient unfamiliar crowd")
    assert STYLE.is_touched_by("")


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [
        ("", None, "at least 8 words"), ("too short\nmarks: 1 1 1", None, "there are 2 so far"),
        (TEXT, len(TEXT), "Your marks are missing"),
        (f"{TEXT}\nmarks:", len(TEXT) + 7, "one mark for each of the 3 criteria"),
        (f"{TEXT}\nmarks: 1 1", len(TEXT) + 8, "one mark for each"),
        (f"{TEXT}\nmarks: 1 1 1 1", len(TEXT) + 8, "one mark for each"),
        (f"{TEXT}\nmarks: 3 1 1", len(TEXT) + 8, "Criterion 1 has at most 2"),
        (f"{TEXT}\nmarks: 1.5 1 1", len(TEXT) + 9, "whole numbers"),
        (f"{TEXT}\nmarks: -1 1 1", len(TEXT) + 8, "whole numbers"),
        (f"{TEXT}\nmarks: two 1 1", len(TEXT) + 8, "whole numbers"), ("word " * 6000, 20_000, "at most 20000"),
        (f"{TEXT} marks: 1 1 1", len(TEXT) + 13, "marks are missing"),
    ],
)  # fmt: skip
def test_a_short_text_or_ill_formed_marks_are_unreadable(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        SPEC.judge(reply)
    assert words in str(caught.value)
    assert "Write" in str(caught.value)
    assert caught.value.position == position


def test_the_model_answer_earns_full_marks() -> None:
    assert SPEC.show().endswith("\nmarks: 2 1 1")
    assert SPEC.judge(SPEC.show()).score == 1
    assert SPEC.with_answer(SPEC.show()) == SPEC
    assert SPEC.accepts() == "a text of at least 8 words, marked by yourself with the rubric (4 marks)"


def test_a_rubric_nobody_could_fill_is_refused() -> None:
    with pytest.raises(ValueError, match="model answer"):
        Rubric((SIDE,), "too short")
    with pytest.raises(ValueError, match="criteria"):
        Rubric((), "word " * 30)
    with pytest.raises(ValueError, match="two levels"):
        Rubric((Criterion("c", ("only one",), ()),), "word " * 30)
