"""Many cards are found and sorted in parts, with what one go would give; the next letter typed ends a search."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from studyapp.app import StudyApp
from studyapp.study.cards import Card
from studyapp.ui.card_finding import A_PART, found, in_order
from studyapp.ui.cards_dialog import CardsDialog
from studyapp.ui.cards_table import BACK, DUE, FRONT, CardRow, Column

COUNT = 3 * A_PART + 7
ROWS = [
    CardRow(Card("t", f"Q{number * 37 % 1009}", f"A{number % 5}", id=number), "T", "yours", "x", date(2026, 3, 1))
    for number in range(1, COUNT + 1)
]
ROWS = [
    CardRow(row.card, row.topic, row.source, row.when, row.due + timedelta(days=row.card.id * 11 % 13)) for row in ROWS
]


def done(parts: Generator[None, None, list[CardRow]]) -> tuple[int, list[CardRow]]:
    """Return in how many parts something was done, and what came of it."""
    count = 0
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return count, end.value
        count += 1


@pytest.mark.parametrize("column", [FRONT, BACK, DUE], ids=lambda column: column.title)
@pytest.mark.parametrize("descending", [False, True])
def test_lines_are_sorted_in_parts_as_in_one_go(column: Column, descending: bool) -> None:
    parts, listed = done(in_order(ROWS, column, descending=descending))
    assert parts == 8 and listed == sorted(ROWS, key=column.order, reverse=descending)


def test_lines_are_found_in_parts_as_in_one_go() -> None:
    parts, listed = done(found(ROWS, ["a3", "q1"]))
    assert parts == 4 and listed == [row for row in ROWS if row.card.back == "A3" and row.card.front[1] == "1"]
    assert done(found([], ["a"])) == (0, [])


def test_the_window_lives_while_many_cards_are_looked_through(qtbot: QtBot, app: StudyApp) -> None:
    many = [CardRow(Card("t", "kernel", f"{number}", id=number), "T", "yours", "x") for number in range(1, 150_001)]
    app.pages.open_cards()
    dialog = app.pages.cards.dialog if app.pages.cards else None
    assert isinstance(dialog, CardsDialog)
    dialog.show_cards(many)
    dialog.find_edit.setText("kernel 7")
    assert dialog.count.text() == "150,000 cards"  # not there yet, and the next letter may come
    dialog.find_edit.setText("kernel 77")
    expected = sum("77" in row.card.back for row in many)
    qtbot.waitUntil(lambda: dialog.count.text() == f"{expected:,} of 150,000 cards")
    assert dialog.table.lines.rowCount() == expected
