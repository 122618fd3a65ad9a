"""The map of topics can be read: lines lead down, nothing overlaps, sorting leaves fewer crossings."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from studyapp.paths import CONTENT
from studyapp.study.catalog import SHELVES, load_catalog
from studyapp.study.map_lines import Line, crossings
from studyapp.study.map_places import Place
from studyapp.study.prerequisites import Needs, depths, needs, reduced
from studyapp.study.topic_map import NARROWEST, READABLE, TopicMap, fitting_columns, neighbour, topic_map

Notes = tuple[dict[str, str], Needs]
WIDTHS = (NARROWEST, 6, 9, 14)


def shipped() -> Notes:
    """Return the shelves and the graph of the notes that ship."""
    topics = load_catalog(CONTENT).topics.values()
    return {topic.id: topic.shelf for topic in topics}, needs({topic.id: topic.front.prerequisites for topic in topics})


def made_up(seed: int, count: int) -> Notes:
    """Return topics whose prerequisites may lie on any shelf, so that shelves wait for one another."""
    dice = random.Random(seed)
    shelves = {f"t{number}": dice.choice(SHELVES[:6]) for number in range(count)}
    order = dice.sample(list(shelves), count)
    asked = {
        topic: tuple(dice.sample(order[:place], min(place, dice.choice((0, 1, 1, 2)))))
        for place, topic in enumerate(order)
    }
    by_shelf = dict(sorted(shelves.items(), key=lambda item: SHELVES.index(item[1])))
    return by_shelf, needs({topic: asked[topic] for topic in by_shelf})


NOTES = {"shipped": shipped(), "none": ({}, {}), "one": made_up(0, 1)} | {
    f"made up {n}": made_up(n, 60) for n in range(4)
}
every_map = pytest.mark.parametrize("columns", WIDTHS)
all_notes = pytest.mark.parametrize("notes", NOTES.values(), ids=NOTES)


def drawn(notes: Notes, columns: int, sweeps: int = 4) -> TopicMap:
    shelves, graph = notes
    return topic_map(shelves, graph, columns=columns, sweeps=sweeps)


def apart(one: Place, other: Place) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return beside or one.bottom <= other.top or other.bottom <= one.top


def inside(inner: Place, outer: Place) -> bool:
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.top <= inner.top and inner.bottom <= outer.bottom


@all_notes
@every_map
def test_every_topic_stands_once_on_a_band_of_its_shelf_and_overlaps_no_other(notes: Notes, columns: int) -> None:
    shelves, graph = notes
    found = drawn(notes, columns)
    assert found.places.keys() == graph.keys() == {topic for row in found.rows for topic in row}
    for topic, place in found.places.items():
        assert [band.shelf for band in found.bands if inside(place, band.place)] == [shelves[topic]]
    places = [*found.places.values()], [band.place for band in found.bands]
    assert all(apart(one, other) for group in places for one, other in combinations(group, 2))
    whole = Place(0, 0, found.width, found.height)
    assert all(inside(band.place, whole) for band in found.bands)


@all_notes
@every_map
def test_every_line_leads_down_from_what_is_needed_and_runs_through_no_topic(notes: Notes, columns: int) -> None:
    found = drawn(notes, columns)
    slim = reduced(notes[1])
    assert {(line.needed, line.topic) for line in found.lines} == {
        (each, topic) for topic in slim for each in slim[topic]
    }
    for line in found.lines:
        start, end = found.places[line.needed], found.places[line.topic]
        assert line.points[0] == (start.centre, start.bottom) and line.points[-1] == (end.centre, end.top)
        assert all(above < below for (_, above), (_, below) in pairwise(line.points))
        for (x, top), (next_x, bottom) in pairwise(line.points):
            for place in found.places.values():
                is_beside = max(x, next_x) <= place.left or min(x, next_x) >= place.right
                assert is_beside or bottom <= place.top or top >= place.bottom


@all_notes
def test_a_topic_stands_at_least_as_deep_as_the_longest_way_to_it(notes: Notes) -> None:
    found = drawn(notes, 6)
    rows = {topic: number for number, row in enumerate(found.rows) for topic in row}
    assert all(rows[topic] >= depth for topic, depth in depths(notes[1]).items())


@every_map
def test_sorting_leaves_fewer_crossings(columns: int) -> None:
    for name, notes in NOTES.items():
        unsorted, sorted_out = drawn(notes, columns, sweeps=0).crossings, drawn(notes, columns).crossings
        assert sorted_out < unsorted or unsorted == 0, name


def test_crossings_are_counted() -> None:
    down = Line("a", "b", ((0, 0), (0, 10)))
    over = Line("c", "d", ((-5, 0), (5, 10)))
    beside = Line("e", "f", ((20, 0), (20, 10)))
    together = Line("a", "f", ((0, 0), (20, 10)))
    assert crossings([down, over, beside]) == 1
    assert crossings([down, together, beside]) == 0


def test_the_same_topics_give_the_same_map() -> None:
    assert drawn(NOTES["shipped"], 6) == drawn(shipped(), 6)


def test_a_shelf_that_waits_for_another_is_continued_after_it() -> None:
    shelves = {"a1": "a", "a2": "a", "a3": "a", "b1": "b"}
    graph = needs({"a1": (), "a2": (), "a3": ("b1",), "b1": ("a1",)})
    found = topic_map(shelves, graph, columns=6)
    assert [(band.shelf, band.is_continued) for band in found.bands] == [("a", False), ("b", False), ("a", True)]


def test_columns_suit_the_room() -> None:
    shelves, graph = shipped()
    wide = fitting_columns(shelves, graph, width=4000, height=3000)
    assert topic_map(shelves, graph, columns=wide).height * READABLE <= 3000
    narrow = fitting_columns(shelves, graph, width=1000, height=700)
    assert topic_map(shelves, graph, columns=narrow).width * READABLE <= 1000
    assert NARROWEST <= narrow < wide
    assert fitting_columns(shelves, graph, width=100, height=100) == NARROWEST


def test_arrows_lead_along_the_row_and_to_the_nearest_of_the_next() -> None:
    found = drawn(NOTES["shipped"], 6)
    for number, row in enumerate(found.rows):
        assert [neighbour(found, topic, right=1) for topic in row] == [*row[1:], row[-1]]
        assert [neighbour(found, topic, right=-1) for topic in row] == [row[0], *row[:-1]]
        for topic in row:
            assert neighbour(found, topic, down=1) in found.rows[min(number + 1, len(found.rows) - 1)]
            assert neighbour(found, topic, down=-1) in found.rows[max(number - 1, 0)]
    assert neighbour(found, found.rows[0][0], down=-1) == found.rows[0][0]
