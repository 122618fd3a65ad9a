"""A table is marked blank by blank; a later blank may follow from the learner's own earlier one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from question_bank.answers import AnswerSpec, Choice, Choices, Integer, Number, Shape, Table, Value
from question_bank.errors import Unreadable
from question_bank.exercise import Exercise, Misconception, Part, Verdict
from question_bank.grading import Grade, grade
from question_bank.printing import asked

COLUMNS = ("Layer", "Output", "Parameters")


def what_follows(earlier: tuple[Value, ...]) -> AnswerSpec | None:
    """Return the shape after pooling from the one before it, and the width of what is flattened from that."""
    match earlier:
        case ((int(channels), int(height), int(width)), _):
            return Shape((channels, height // 2, width // 2))
        case (_, _, (int(channels), int(height), int(width))):
            return Integer(channels * height * width)
        case _:
            return None


SPEC = Table(
    COLUMNS,
    (
        ("input", "1 x 28 x 28", "0"),
        ("conv1", Shape((6, 24, 24)), Integer(156)),
        ("pool1", Shape((6, 12, 12)), "0"),
        ("flatten", Integer(864), Choice(("none", "some"), 0)),
    ),
    what_follows,
)
OWN = ((6, 24, 24), 156, (6, 12, 12), 864, 0)

RIGHT = [
    "6 x 24 x 24 | 156\n6 x 12 x 12\n864 | a", "6x24x24|156\n6x12x12\n864|a",
    "(6, 24, 24) | 156\n(6, 12, 12)\n864 | none",
    "6,24,24 | 156 \n\n 6,12,12 \n 2^5*27 | A)", "6x24x24\t156\n6x12x12\n864\ta",
    "6x24x24\t156\r\n6x12x12\r\n864\ta\r\n",
    "conv1 | 6x24x24 | 156\npool1 | 6x12x12 | 0\nflatten | 864 | a",
    "Conv1|6x24x24|156\n6x12x12\n864|a", "| conv1 | 6x24x24 | 156 |\n| pool1 | 6x12x12 | 0 |\n| flatten | 864 | a |",
    "|Layer|Output|Parameters|\n|-|:--|-|\n|input|1x28x28|0|\n|conv1|6x24x24|156|\n|pool1|6x12x12|0|\n|flatten|864|a|",
    "input | 1x28x28 | 0\nconv1 | 6x24x24 | 156\npool1 | 6x12x12 | 0\nflatten | 864 | none",
    "Layer\tOutput\tParameters\ninput\t1x28x28\t0\nconv1\t6x24x24\t156\npool1\t6x12x12\t0\nflatten\t864\tnone",
    "| 6x24x24 | 156 |\n| 6x12x12 |\n| 864 | a |", " | 6x24x24 | 156\n | 6x12x12 | \n | 864 | a",
    "6x24x24 | 156 | 6x12x12 | 864 | a", "6x24x24\n156\n6x12x12\n864\na",
]  # fmt: skip
UNREADABLE = [
    ("", None, "Type 3 lines, one for each row with blanks, with | between the cells of a line."),
    ("6x24x24 | 156", 13, "There is one line here"), ("6x24x24 | 156\n6x12x12", 21, "There are 2 lines here"),
    ("6x24x24|156\n6x12x12\n864|a\n1|2\n3", 26, "There are 5 lines here"),
    ("6x24x24\n6x12x12\n864|a", 0, "Type 2 cells with | between them for row 2"),
    ("6x24x24|156\n6x12x12|0\n864|a", 12, "Type one cell for row 3"),
    ("conv9|6x24x24|156\n6x12x12\n864|a", 0, "or the whole row as it is printed"),
    ("input|5|0\n6x24x24|156\n6x12x12\n864|a", 0, "Row 1 is given. Type nothing for it"),
    ("6x24x24|many\n6x12x12\n864|a", 8, "Row 2 (conv1), Parameters: “many”"),
    ("6x24x24|\n6x12x12\n864|a", 8, "Row 2 (conv1), Parameters: Nothing is typed yet"),
    ("6x24x24|1.5\n6x12x12\n864|a", 8, "Type a whole number"), ("6x24x24|156\n6x12,12\n864|a", 16, "the same sign"),
    ("6x24x24|156\n6x12x12\n864|c", 24, "There is no option c"),
    ("6x24x24|156\n6x12x12\n864|1\u202e", 24, "Type one letter"),
    ("6x24x24|156\n6x12x12\n\x00|a", 20, "can't be seen"), ("|" * 100_000, 6000, "too long"),
    ("6x24x24|9**9**9**9\n6x12x12\n864|a", 12, "too large"), ("|\n" * 2000, 6, "There are 2000 lines here"),
]  # fmt: skip


@pytest.mark.parametrize("reply", RIGHT)
def test_a_table_is_read_however_it_is_typed(reply: str) -> None:
    judgement = SPEC.judge(reply)
    assert judgement.value == OWN
    assert (judgement.score, judgement.notes, judgement.carried) == (1, ("",) * 5, False)


@pytest.mark.parametrize(("reply", "position", "words"), UNREADABLE)
def test_what_fills_no_blank_is_pointed_at(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        SPEC.judge(reply)
    assert words in str(caught.value)
    assert caught.value.position == position


def test_our_own_answer_is_a_line_for_each_row_with_blanks() -> None:
    assert SPEC.show() == "6 x 24 x 24 | 156\n6 x 12 x 12\n864 | a"
    assert SPEC.accepts() == (
        "row 2 (conv1), Output: exactly 6 × 24 × 24; row 2 (conv1), Parameters: exactly 156; "
        "row 3 (pool1), Output: exactly 6 × 12 × 12; row 4 (flatten), Output: exactly 864; "
        "row 4 (flatten), Parameters: a) none"
    )


def test_every_right_cell_earns_its_share_and_every_other_is_named() -> None:
    judgement = replace(SPEC, follows=None).judge("6x24x24 | 150\n6x13x13\n864 | b")
    assert judgement.score == pytest.approx(2 / 5)
    assert judgement.notes == (
        "",
        "row 2 (conv1), Parameters: not right",
        "row 3 (pool1), Output: not right",
        "",
        "row 4 (flatten), Parameters: not right",
    )


def test_a_row_without_a_given_name_is_known_by_its_number() -> None:
    spec = Table(("$x$", "y"), ((Integer(1), "2"), ("", Number(0.5))))
    assert spec.judge("2\n0.6").notes == ("row 1, $x$: not right", "row 2, y: not right")
    assert spec.judge("2\n1/2").echo == r"$2$; $\frac{1}{2} = 0.5$"


def test_the_echo_tells_each_row_as_understood() -> None:
    assert SPEC.judge("6x24x24|150+6\n6x12x12\n864|b").echo == (
        "conv1: 6 × 24 × 24, $150 + 6 = 156$; pool1: 6 × 12 × 12; flatten: $864$, b) some"
    )


# ---------------------------------------------------------------- error carried forward


def test_what_follows_from_an_own_earlier_cell_counts_in_full() -> None:
    judgement = SPEC.judge("6x26x26 | 156\n6x13x13\n1014 | a")
    assert judgement.score == pytest.approx(4 / 5)
    assert judgement.notes == (
        "row 2 (conv1), Output: not right",
        "",
        "row 3 (pool1), Output: right with your own earlier value",
        "row 4 (flatten), Output: right with your own earlier value",
        "",
    )
    assert judgement.carried
    assert judgement.feedback.startswith("2 cells are right with your own earlier values: ")


def test_one_cell_that_follows_is_told_in_the_singular() -> None:
    judgement = SPEC.judge("6x26x26 | 156\n6x13x13\n864 | a")
    assert judgement.feedback.startswith("One cell is right with your own earlier value: ")
    assert judgement.notes[3] == ""


@pytest.mark.parametrize("error", [ValueError, ZeroDivisionError, OverflowError])
def test_nothing_follows_where_the_formula_fails(error: type[Exception]) -> None:
    def fails(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        raise error

    assert replace(SPEC, follows=fails).judge("6x26x26 | 156\n6x13x13\n864 | a").score == pytest.approx(3 / 5)


def test_a_bug_in_what_follows_is_loud() -> None:
    def fails(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        raise KeyError

    with pytest.raises(KeyError):
        replace(SPEC, follows=fails).judge("6x26x26 | 156\n6x13x13\n864 | a")


def test_an_answer_of_another_kind_does_not_follow() -> None:
    spec = replace(SPEC, follows=lambda earlier: Choice(("p", "q"), 0))
    assert spec.judge("6x26x26 | 156\n6x13x13\n864 | a").score == pytest.approx(3 / 5)


def test_tables_that_differ_in_what_follows_alone_are_equal() -> None:
    assert replace(SPEC, follows=None) == SPEC
    assert hash(replace(SPEC, follows=None)) == hash(SPEC)


def graded(reply: str, *slips: Misconception) -> Grade:
    """Return what comes of a reply to the table as an exercise."""
    (only,) = grade(Exercise("Fill in.", (Part("", SPEC, 5, slips),), ("So.",)), [reply])
    return only


def test_the_grade_says_that_cells_were_carried() -> None:
    carried = graded("6x26x26 | 156\n6x13x13\n1014 | a")
    assert (carried.verdict, carried.carried) == (Verdict.PARTLY_RIGHT, True)
    assert "your own earlier value" in carried.feedback
    plain = graded("6x26x26 | 156\n6x12x12\n864 | a")
    assert (plain.verdict, plain.carried, plain.feedback) == (Verdict.PARTLY_RIGHT, False, "Partly right.")


def test_a_misconception_is_compared_as_a_whole_without_carrying() -> None:
    slip = Misconception("6x28x28 | 156\n6x14x14\n1176 | a", "You kept the size.", "cnn.padding")
    assert graded(slip.reply, slip).misconception == slip
    assert graded(slip.reply, slip).score == 0
    assert graded("6x26x26 | 156\n6x13x13\n1014 | a", slip).misconception is None
    assert SPEC.with_answer(slip.reply).judge("6x26x26 | 156\n6x13x13\n1014 | a").score == pytest.approx(2 / 5)


# ---------------------------------------------------------------- printing and refusing


def test_a_printed_table_has_numbered_blanks_and_says_how_to_type() -> None:
    assert asked(Part("Fill in.", SPEC)) == (
        "Fill in.\n\n"
        "| Layer | Output | Parameters |\n"
        "| --- | --- | --- |\n"
        "| input | 1 x 28 x 28 | 0 |\n"
        "| conv1 | (1) … | (2) … |\n"
        "| pool1 | (3) … | 0 |\n"
        "| flatten | (4) … | (5) … |\n"
        "\n"
        "For (5):\n"
        "\n"
        "- a) none\n"
        "- b) some\n\n"
        "Type 3 lines, one for each row with blanks, with | between the cells of a line."
    )


def test_a_line_in_a_given_text_does_not_end_its_cell() -> None:
    printed = asked(Part("", Table(("p(x|y)",), (("a|b",), (Integer(1, "px"),)))))
    assert printed.startswith("| p(x\\|y) |\n| --- |\n| a\\|b |\n| (1) … px |")
    assert printed.endswith("Type one line.")


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ((), ()),
        (("p",), ()),
        (("p",), (("given",),)),
        (("p",), ((Integer(1), Integer(2)),)),
        (("p",), ((Choices(("q", "r"), (0,)),),)),
        (("p",), ((SPEC,),)),
    ],
)
def test_what_is_no_table_is_refused(columns: tuple[str, ...], rows: tuple[tuple[str | AnswerSpec, ...], ...]) -> None:
    with pytest.raises(ValueError, match="can't"):
        Table(columns, rows)
