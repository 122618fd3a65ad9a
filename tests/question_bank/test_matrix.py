"""A matrix is marked cell by cell, and read as people type and paste matrices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers import Matrix
from question_bank.errors import Unreadable

SPEC = Matrix(((1, 2.5, -3), (0.05, 4, 1000)))
SHAPELY = Matrix(((1, 2), (3, 4)), ("the", "cat"), ("sat", "down"))

RIGHT = [
    "[[1, 2.5, -3], [0.05, 4, 1000]]", "[[1,2.5,-3],[0.05,4,1000]]", "[[1 2.5 -3]\n [0.05 4 1000]]",
    "((1, 2.5, -3), (0.05, 4, 1000))", "{{1, 2.5, -3}, {0.05, 4, 1000}}", "[1, 2.5, -3], [0.05, 4, 1000]",
    "[1, 2.5, -3]; [0.05, 4, 1000]", "[1 2.5 -3; 0.05 4 1000]", "1 2.5 -3; 0.05 4 1000", "1, 2.5, -3; 0.05, 4, 1000;",
    "1 2.5 -3\n0.05 4 1000", "1, 2.5, -3\n0.05, 4, 1000\n", "1\t2.5\t-3\n0.05\t4\t1000",
    "1\t2,5\t−3\r\n0,05\t4\t1000\r\n",
    "1; 2,5; -3\n0,05; 4; 1000", "1 2,5 -3\n0,05 4 1000", "1\t2.5\t-3\n5 %\t4\t1 000",
    "| 1 | 2.5 | -3 |\n| 0.05 | 4 | 1000 |",
    "1 | 2.5 | -3\n0.05 | 4 | 1000", r"1 & 2.5 & -3 \\ 0.05 & 4 & 1000", r"1 & 2.5 & -3 \\ 0.05 & 4 & 1000 \\",
    r"\begin{pmatrix} 1 & 2.5 & -3 \\ 1/20 & 4 & 10^3 \end{pmatrix}", "np.array([[1, 2.5, -3], [0.05, 4, 1000]])",
    "torch.tensor([[1., 2.5, -3.], [0.05, 4., 1e3]])", "[[1, 5/2, -3], [5 %, √16, 10^3]]",
    "[[1, 2½, −3], [1/20, 2², 2·500]]",
    "[[ln e, 2.5, -(1+2)], [0.05, 4, 1000]]", "  [[1,2.5,-3],\n   [0.05,4,1000]]  ", "[(1, 2.5, -3), (0.05, 4, 1000)]",
    "(1) (2.5) (-3); (0.05) (4) (1000)", "1, 2.5, -3;\n0.05, 4, 1000;",
]  # fmt: skip
UNREADABLE = [
    ("", None, "Nothing is typed yet. Type 2 rows of 3 numbers, such as 1 2 3; 4 5 6."),
    ("[]", 1, "nothing in the brackets"), ("[[],[]]", 2, "Row 1 has another count"),
    ("1 2 3", 5, "Type 2 rows of 3 numbers"), ("1 2 3; 4 5 6; 7 8 9", 14, "There are 3 rows"),
    ("[[1,2],[3,4]]", 2, "Row 1 has another count"), ("1 2 3; 4 5", 7, "Row 2 has another count"),
    ("1 2 3; 4 x 5", 9, "“x”"), ("[[1, 2, 3], [4, 5, 6", 0, "still open"), ("1\t2\t3\n4\t\t6", 8, "is missing here"),
    ("1\t2\t3\n4\t5", 6, "Row 2 has 2 here"), ("[[1, 2, 3], [4, 5, 1/0]]", 20, "divided by 0"),
    ("[[1, 2, 3], [4, 5, 1,234]]", 20, "1234 or 1.234"), ("1; 2; 3; 4; 5; 6", 6, "There are 6 rows"),
    ("1 2 3\n4 5 __import__('os')", 10, "can't be read"), ("1 2 3\n4 5 9**9**9**9", 14, "too large"),
    ("1 2 3\n4 5 6\u202e", 11, "can't be seen"), ("1 2 3\n4 5 6\x00", 11, "can't be seen"),
    ("[[" * 5000, 6000, "too long"),
    ("1\t2\t1,234\n4\t5\t6", 5, "1234 or 1.234"), ("1 2 3; 4 5 inf", 11, "finite"),
]  # fmt: skip


@pytest.mark.parametrize("reply", RIGHT)
def test_a_matrix_is_read_however_it_is_typed(reply: str) -> None:
    judgement = SPEC.judge(reply)
    assert judgement.value == ((1, 2.5, -3), (0.05, 4, 1000))
    assert (judgement.score, judgement.notes) == (1, ("",) * 6)


@pytest.mark.parametrize(("reply", "position", "words"), UNREADABLE)
def test_what_is_no_such_matrix_is_pointed_at(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        SPEC.judge(reply)
    assert words in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "reply", ["1; 2; 3", "1\n2\n3", "[[1], [2], [3]]", "[1; 2; 3]", "(1), (2), (3)", "|1|\n|2|\n|3|"]
)
def test_a_column_is_a_number_a_row(reply: str) -> None:
    assert Matrix(((1,), (2,), (3,))).judge(reply).score == 1


@pytest.mark.parametrize("reply", ["1 2 3", "[1, 2, 3]", "[[1, 2, 3]]", "1; 2; 3", "1\t2\t3", "0,5+0,5; 2; 3"])
def test_a_row_may_stand_without_its_brackets(reply: str) -> None:
    assert Matrix(((1, 2, 3),)).judge(reply).score == 1


def test_where_commas_may_be_decimal_points_semicolons_are_asked_for() -> None:
    with pytest.raises(Unreadable, match="put semicolons between the numbers"):
        SHAPELY.judge("0,5,0,2\n1,0,2,0")
    with pytest.raises(Unreadable, match=r"Row 1 has another count\.$"):
        SPEC.judge("1,2\n3,4")


def test_a_row_is_no_column() -> None:
    with pytest.raises(Unreadable, match="Type 3 rows of one number, such as 1; 2; 3"):
        Matrix(((1,), (2,), (3,))).judge("1, 2, 3")


def test_cells_apart_by_tabs_are_never_read_as_one_number() -> None:
    assert Matrix(((0.5, 300),)).judge("0,5\t300").score == 1
    with pytest.raises(Unreadable, match="Row 1 has 2 here"):
        Matrix(((5300,),)).judge("5\t300")


def test_every_right_cell_earns_its_share_and_every_other_is_named() -> None:
    judgement = SHAPELY.judge("1 2; 5 4")
    assert judgement.score == 0.75
    assert judgement.notes == ("", "", "row 2 (cat), column 1 (sat): not right", "")
    assert Matrix(((1, 2),)).judge("2 2").notes == ("row 1, column 1: not right", "")


def test_the_tolerance_is_that_of_each_cell() -> None:
    spec = Matrix(((1000, 0.001),), absolute=0, relative=0.01)
    assert spec.judge("1010 0.00101").score == 1
    assert spec.judge("1011 0.00102").score == 0


def test_the_echo_is_one_formula_as_typed() -> None:
    assert SHAPELY.judge("1, 1/2; 5 %, -4").echo == (
        r"$\begin{pmatrix} 1 & \frac{1}{2} = 0.5 \\ 5\,\% = 0.05 & -4 \end{pmatrix}$"
    )
    echo = SHAPELY.judge("1 log(2); log(3) 4").echo
    assert echo.endswith(r"& 4 \end{pmatrix}$ (log is read as the natural logarithm)")
    assert echo.count("natural") == 1


def test_what_is_right_is_said_row_by_row() -> None:
    assert SHAPELY.accepts() == (
        "row 1 (the): 0.995 to 1.005, 1.995 to 2.005; row 2 (cat): 2.995 to 3.005, 3.995 to 4.005"
    )
    assert Matrix(((1,), (0.5,)), relative=0, absolute=0).accepts() == "row 1: exactly 1; row 2: exactly 0.5"
    assert Matrix(((1 / 3, 2 / 3),), decimals=3).show() == "[[0.333, 0.667]]"


@pytest.mark.parametrize("rows", [(), ((),), ((1, 2), (3,)), ((float("nan"),),), ((1,) * 13,), ((1,),) * 13])
def test_what_is_no_matrix_is_refused(rows: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(ValueError, match="can't be"):
        Matrix(rows)


def test_labels_stand_beside_every_row_and_column_or_none() -> None:
    with pytest.raises(ValueError, match="beside 1 labels"):
        Matrix(((1, 2),), column_labels=("p",))
    with pytest.raises(ValueError, match="beside 2 labels"):
        Matrix(((1, 2),), row_labels=("p", "q"))


@given(st.integers(1, 12), st.integers(1, 12))
def test_a_matrix_of_any_size_reads_back(n_rows: int, n_columns: int) -> None:
    spec = Matrix(tuple(tuple(-1e-7 * (row + 1) * (cell + 1) for cell in range(n_columns)) for row in range(n_rows)))
    pasted = "\n".join("\t".join(map(str, row)) for row in spec.rows)
    assert spec.judge(spec.show()).score == spec.judge(pasted).score == 1
