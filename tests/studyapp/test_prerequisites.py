"""What comes before a topic is found in an order that can be read, with the time it takes."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.paths import CONTENT
from studyapp.study.catalog import load_catalog
from studyapp.study.mastery import Mastery
from studyapp.study.prerequisites import Needs, before, depths, needs, reduced
from studyapp.study.reading_way import Stop, next_stop, reading_way, way_line

GRAPH = needs({"a": (), "b": ("a",), "c": ("b",), "d": ("a", "b", "c"), "e": ()})
NAMES = "abcdefghij"
any_notes = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES + "z"), max_size=4).map(tuple), max_size=len(NAMES)
)


def stop(topic: str, mastery: Mastery = Mastery.NOT_STARTED) -> Stop:
    return Stop(topic, topic.upper(), "cnn", 5, mastery)


def stops(**known: Mastery) -> dict[str, Stop]:
    return {topic: stop(topic, known.get(topic, Mastery.NOT_STARTED)) for topic in GRAPH}


@given(any_notes)
def test_whatever_notes_ask_for_the_graph_has_no_circle_and_no_topic_without_a_note(
    asked: dict[str, tuple[str, ...]],
) -> None:
    graph = needs(asked)
    assert list(graph) == list(asked)
    assert {each for needed in graph.values() for each in needed} <= graph.keys()
    assert all(set(graph[topic]) <= set(asked[topic]) for topic in graph)
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)


@given(any_notes)
def test_the_reading_order_has_all_that_is_needed_once_and_after_what_it_needs(
    asked: dict[str, tuple[str, ...]],
) -> None:
    graph = needs(asked)
    for topic in graph:
        order = before(graph, topic)
        assert len(set(order)) == len(order) and topic not in order
        for place, each in enumerate(order):
            assert set(graph[each]) <= set(order[:place])
        assert set(graph[topic]) <= set(order)


@given(any_notes)
def test_leaving_out_what_is_needed_anyway_changes_no_reading_and_no_depth(asked: dict[str, tuple[str, ...]]) -> None:
    graph = needs(asked)
    slim = reduced(graph)
    assert all(set(before(slim, topic)) == set(before(graph, topic)) for topic in graph)
    assert depths(slim) == depths(graph)
    for topic, needed in slim.items():
        assert not any(each in before(slim, other) for each in needed for other in needed), topic


def test_only_a_prerequisite_that_closes_a_circle_is_left_out() -> None:
    assert needs({"a": ("b",), "b": ("c",), "c": ("a", "d"), "d": ()}) == {
        "a": ("b",),
        "b": ("c",),
        "c": ("d",),
        "d": (),
    }
    assert needs({"a": ("a", "elsewhere")}) == {"a": ()}


def test_a_chain_is_as_deep_as_it_is_long() -> None:
    assert depths(GRAPH) == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 0}
    assert reduced(GRAPH)["d"] == ("c",)


def test_the_way_to_a_topic_counts_the_minutes_of_all_that_comes_before_it_and_of_what_is_not_known() -> None:
    way = reading_way(stops(a=Mastery.KNOWN, b=Mastery.LEARNING), GRAPH, "d")
    assert [each.id for each in way.stops] == ["a", "b", "c"]
    assert [each.id for each in way.open_stops] == ["b", "c"]
    assert (way.minutes, way.open_minutes) == (15, 10)
    assert [each.id for each in reading_way(stops(), GRAPH, "b").after] == ["c", "d"]


@pytest.mark.parametrize(
    ("known", "expected"), [("", "a"), ("a", "b"), ("ab", "c"), ("ac", "b"), ("abcd", "e"), ("abcde", "a")]
)
def test_what_comes_next_is_unknown_and_needs_nothing_unknown(known: str, expected: str) -> None:
    assert next_stop(stops(**dict.fromkeys(known, Mastery.KNOWN)), GRAPH) == expected


def test_a_topic_that_stands_before_what_it_needs_waits_for_it() -> None:
    graph = needs({"late": ("early",), "early": ()})
    assert next_stop({topic: stop(topic) for topic in graph}, graph) == "early"


def test_without_topics_nothing_comes_next() -> None:
    assert next_stop({}, {}) == ""


def test_the_line_at_the_head_of_a_note_names_what_it_asks_for_and_how_long_all_of_it_takes() -> None:
    assert (
        way_line(reading_way(stops(), GRAPH, "c"))
        == "Before this: [B](topic:b) · [about 10 min, 2 notes in all](before:c)"
    )
    assert (
        way_line(reading_way(stops(), GRAPH, "b"))
        == "Before this: [A](topic:a) · [about 5 min, 1 note in all](before:b)"
    )
    assert way_line(reading_way(stops(), GRAPH, "a")) == ""


def test_the_notes_that_ship_lose_no_prerequisite_that_has_a_note() -> None:
    asked: Needs = {topic.id: topic.front.prerequisites for topic in load_catalog(CONTENT).topics.values()}
    there = {topic: tuple(each for each in needed if each in asked) for topic, needed in asked.items()}
    assert needs(asked) == there
