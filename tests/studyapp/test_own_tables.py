"""CSV files of learners: separators, headers, gaps, decimal commas; and a sentence for what is no table."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_iris

from models.datasets.own_data import MOST_ROWS, parse_table, write_table
from studyapp.study.own_tables import SheetError, likely_choice, read_sheet, table_of

FLOWERS = "width,length,kind\n1.5,2,rose\n?,3,lily\n2.5,4,lily\n"


def test_a_plain_file_is_understood_without_help() -> None:
    sheet = read_sheet(FLOWERS)
    assert (sheet.separator, sheet.has_header) == (",", True)
    assert [(each.name, each.numeric, each.missing, each.distinct) for each in sheet.columns] == [
        ("width", True, 1, 2),
        ("length", True, 0, 3),
        ("kind", False, 0, 2),
    ]
    assert likely_choice(sheet) == ([0, 1], 2)
    table, said = table_of(sheet, [0, 1], 2)
    assert said == "1 of 3 rows have a gap and are left out."
    assert table.values.tolist() == [[1.5, 2.0], [2.5, 4.0]]
    assert (table.class_names, table.classes.tolist()) == (("lily", "rose"), [1, 0])


def test_a_semicolon_file_with_decimal_commas_and_no_header_is_understood() -> None:
    sheet = read_sheet("1,5;2;0\n2,5;3;1\n3,5;4;1\n")
    assert (sheet.separator, sheet.has_header) == (";", False)
    assert [column.name for column in sheet.columns] == ["column 1", "column 2", "column 3"]
    table, _ = table_of(sheet, [0], 2)
    assert table.values[:, 0].tolist() == [1.5, 2.5, 3.5]
    assert table.class_names == ("0", "1")


def test_what_was_found_out_can_be_overruled() -> None:
    sheet = read_sheet("a,b\nx,y\nx,z\n", has_header=False)
    assert len(sheet.rows) == 3
    assert read_sheet("1;2|3\n1;2|4\n", separator="|").columns[0].examples == ("1;2",)


def test_a_long_file_sorted_by_its_class_keeps_rows_of_every_class() -> None:
    rows = [f"{place},{'first' if place < 2 * MOST_ROWS else 'last'}" for place in range(3 * MOST_ROWS)]
    table, said = table_of(read_sheet("x,kind\n" + "\n".join(rows)), [0], 1)
    assert np.bincount(table.classes) == pytest.approx([MOST_ROWS * 2 / 3, MOST_ROWS / 3], abs=1)
    assert table.values[[0, -1], 0].tolist() == [0, 3 * MOST_ROWS - 1]
    assert said == "Another 20,000, evenly spread, are left out: 10,000 is the most."


def test_numbers_as_classes_come_in_their_order() -> None:
    table, _ = table_of(read_sheet("x,y\n" + "".join(f"{k},{k % 12}\n" for k in range(24))), [0], 1)
    assert table.class_names == tuple(str(each) for each in range(12))


def test_the_irises_come_through_a_file_as_they_are() -> None:
    irises = load_iris()
    file = io.StringIO()
    writer = csv.writer(file, delimiter="\t")
    writer.writerow([*irises.feature_names, "kind"])
    for values, kind in zip(irises.data, irises.target, strict=True):
        writer.writerow([*values, irises.target_names[kind]])
    sheet = read_sheet(file.getvalue())
    table, said = table_of(sheet, *likely_choice(sheet))
    assert said == ""
    assert np.allclose(table.values, irises.data)
    assert [table.class_names[kind] for kind in table.classes] == [irises.target_names[kind] for kind in irises.target]
    again = parse_table(write_table(table))
    assert np.array_equal(again.values, table.values)
    assert again.class_names == table.class_names


def test_rows_beyond_the_limit_are_left_out_and_told() -> None:
    sheet = read_sheet("x,k\n" + "1,a\n2,b\n" * (MOST_ROWS // 2 + 3))
    table, said = table_of(sheet, [0], 1)
    assert len(table.values) == MOST_ROWS
    assert said == "Another 6, evenly spread, are left out: 10,000 is the most."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \n\n", "empty"),
        ("one\ntwo\nthree", "only one column"),
        ("a,b\n1,2,3\n1,2", "Row 2 has 3 entries, the first one 2"),
        ("a,b", "fewer than two rows"),
        ("a,b\n1,2", "below its header"),
        ("a\0b,c\n1,2\n2,3", "not a text file"),
        ('"' + "x" * 200_000 + '",1\n2,3\n', "can't be read as a table"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        read_sheet(text)


@pytest.mark.parametrize(
    ("features", "target", "words"),
    [
        ([2], 0, "“kind” holds words"),
        ([], 2, "Choose 1 to 32"),
        ([0, 2], 2, "holds words"),
        ([0, 1], 1, "another one for the class"),
        ([1], 0, "1 different entries"),
    ],
)
def test_columns_that_do_not_fit_are_refused(features: list[int], target: int, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        table_of(read_sheet("width,length,kind\n1.5,2,rose\n1.5,3,lily\n"), features, target)


@given(st.text(max_size=200))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        sheet = read_sheet(text)
        table, _ = table_of(sheet, *likely_choice(sheet))
    except SheetError as error:
        assert str(error).endswith(".")
    else:
        assert len(table.values) == len(table.classes)
