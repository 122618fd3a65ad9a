"""A text is cut into pages between its pieces, and only what is taller than a page comes apart."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from studyapp.ui.page_breaks import Sheet, Strip, paragraph, sheets, side_by_side

PAGE = 100.0


def column(heights: list[float], leads: list[bool] | None = None) -> list[Strip]:
    tops = [0.0, *accumulate(heights)]
    told = leads or [False] * len(heights)
    return [Strip(top, bottom, leads=lead) for (top, bottom), lead in zip(pairwise(tops), told, strict=True)]


@given(st.lists(st.tuples(st.floats(1, PAGE), st.booleans()), min_size=1, max_size=30))
def test_every_piece_is_whole_on_one_page_in_order_and_no_page_is_too_tall(pieces: list[tuple[float, bool]]) -> None:
    strips = column([height for height, _ in pieces], [leads for _, leads in pieces])
    pages = sheets(strips, PAGE)
    for strip in strips:
        assert sum(page.top <= strip.top and strip.bottom <= page.bottom for page in pages) == 1
    assert all(page.bottom - page.top <= PAGE for page in pages)
    assert all(first.bottom <= second.top for first, second in pairwise(pages))


def test_what_does_not_fit_any_more_begins_the_next_page() -> None:
    assert sheets(column([60, 30, 20]), PAGE) == [Sheet(0, 90), Sheet(90, 110)]


def test_a_heading_goes_with_what_follows_it() -> None:
    assert sheets(column([80, 15, 30], [False, True, False]), PAGE) == [Sheet(0, 80), Sheet(80, 125)]


def test_a_box_taller_than_a_page_comes_apart_between_its_lines() -> None:
    box = Strip(10, 210, tuple(Strip(10 + 50 * n, 60 + 50 * n) for n in range(4)))
    assert sheets([Strip(0, 10), box], PAGE) == [Sheet(0, 60), Sheet(60, 160), Sheet(160, 210)]


def test_a_line_taller_than_a_page_has_a_page_of_its_own() -> None:
    assert sheets(column([10, 300, 10]), PAGE) == [Sheet(0, 10), Sheet(10, 310), Sheet(310, 320)]


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    lines = column([10] * 6)
    assert [(each.top, each.bottom) for each in paragraph(lines)] == [(0, 20), (20, 30), (30, 40), (40, 60)]
    assert [(each.top, each.bottom) for each in paragraph(lines[:3])] == [(0, 30)]
    assert paragraph([]) == []


def test_cells_of_a_row_are_one_piece() -> None:
    cells = [Strip(0, 10), Strip(0, 25), Strip(10, 20), Strip(30, 40)]
    assert side_by_side(cells) == [Strip(0, 25), Strip(30, 40)]
