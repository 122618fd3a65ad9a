"""What people copy from elsewhere falls into the right cells, and what can be one number stays whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.ui.answer_inputs.pasting import pasted_rows

cells = st.text("0123456789.,;|e-+*/^%πσ", min_size=1)


@pytest.mark.parametrize(
    "text",
    [
        *("1\t2\n3\t4\n", "1\t2\r\n3\t4\r\n", "[[1,2],[3,4]]", "[[1, 2],\n [3, 4]]\n", "1 2; 3 4", "1, 2; 3, 4"),
        *("[[1 2]\n [3 4]]", "(1, 2)\n(3, 4)", "1 2\n3 4", "1 | 2\n3 | 4", "((1, 2), (3, 4))", "[1 2; 3 4]"),
    ],
)
def test_two_rows_of_two_are_read_however_they_are_written(text: str) -> None:
    assert pasted_rows(text) == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    "text", ["0.1\t0.2\t0.7", "0.1; 0.2; 0.7", "(0.1, 0.2, 0.7)", "0.1, 0.2, 0.7", "0.1 0.2 0.7", "0.1,0.2,0.7"]
)
def test_one_row_is_read_however_it_is_written(text: str) -> None:
    assert pasted_rows(text) == [["0.1", "0.2", "0.7"]]


@pytest.mark.parametrize("text", ["1,5", "1 234", "1,234,567", "1,234.5", "2 * 3", "(1+2)/3", "e^(-2)", "3/4", "2 π"])
def test_what_can_be_one_number_stays_whole(text: str) -> None:
    assert pasted_rows(text) == [[text]]


def test_decimal_commas_stay_where_semicolons_stand_between_the_numbers() -> None:
    assert pasted_rows("0,5; 0,25") == [["0,5", "0,25"]]


def test_an_empty_place_stays_empty() -> None:
    assert pasted_rows("1\t\n\t4") == [["1", ""], ["", "4"]]
    assert pasted_rows(" | 2\n3 | ") == [["", "2"], ["3", ""]]
    assert pasted_rows("  ") == []


@given(rows=st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=2)))
def test_what_a_spreadsheet_copies_comes_out_as_it_was(rows: list[list[str]]) -> None:
    two_columns = [[*row, "1"] for row in rows]
    assert pasted_rows("\n".join("\t".join(row) for row in two_columns)) == two_columns


@given(st.text())
def test_nothing_that_is_pasted_raises_an_error(text: str) -> None:
    assert all(isinstance(value, str) for row in pasted_rows(text) for value in row)
