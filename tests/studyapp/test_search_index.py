"""Everything there is to study is found by its words while they are typed, the best match first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.search_index import SearchIndex
from studyapp.study.outline import DemoOutline, FamilyOutline, Outline
from studyapp.study.search_entries import Entry, Kind, Marked, outline_entries, topic_entries
from tests.studyapp.notes_in_a_folder import small_catalog

OUTLINE = Outline(
    "",
    (FamilyOutline("padding-for-same", "cnn.padding", "Padding that keeps the size", "same-padding"),),
    (DemoOutline("small-digits", "cnn.to-come", "A network reads digits", "", "Does padding help?"),),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """Give an index of three notes, an exercise and a demo."""
    catalog, made = small_catalog(tmp_path), SearchIndex()
    for topic in catalog.topics.values():
        made.add(topic_entries(topic))
    made.add(outline_entries(OUTLINE, catalog))
    yield made
    made.close()


def addresses(index: SearchIndex, words: str) -> list[str]:
    return [each.address for each in index.find(words)]


def marked(line: Marked) -> list[str]:
    return [line.text[start:end] for start, end in line.marks]


def test_a_title_counts_more_than_a_heading_a_heading_than_a_term_and_a_term_than_text(index: SearchIndex) -> None:
    assert [(each.kind, each.label.text) for each in index.find("padding")] == [
        (Kind.TOPIC, "Padding"),
        (Kind.EXERCISE, "Padding that keeps the size"),
        (Kind.HEADING, "Same padding"),
        (Kind.TERM, "same padding"),
        (Kind.DEMO, "A network reads digits"),
        (Kind.HEADING, "The idea"),
    ]


def test_what_says_nothing_but_the_words_comes_first_then_what_begins_with_them(index: SearchIndex) -> None:
    index.add(
        [Entry(Kind.TOPIC, "All about pooling", "", "", "topic:a"), Entry(Kind.DEMO, "Pooling", "", "", "demo:b")]
    )
    index.add(
        [Entry(Kind.TOPIC, "Pooling layers", "", "", "topic:c"), Entry(Kind.HEADING, "Pooling", "", "", "topic:d")]
    )
    expected = ["topic:cnn.pooling", "demo:b", "topic:c", "topic:a", "topic:d"]
    assert addresses(index, "pooling")[:5] == expected


@pytest.mark.parametrize(
    "words", ["c", "conv", "convolut", "convolutio", "convolution", "convolutions", "CONVOLUTIONAL"]
)
def test_a_word_is_found_however_far_it_is_typed(index: SearchIndex, words: str) -> None:
    assert "topic:cnn.padding#same-padding" in addresses(index, words)


def test_a_beginning_is_taken_for_no_more_than_it_is(index: SearchIndex) -> None:
    index.add([Entry(Kind.TOPIC, "Parts", "", "", "topic:parts")])
    assert addresses(index, "pars") == []  # a stemmer alone takes it for the plural of par


def test_every_word_must_be_there_in_any_order(index: SearchIndex) -> None:
    assert addresses(index, "border conv nibble") == ["topic:cnn.padding#same-padding"]
    assert addresses(index, "border zebra") == []


def test_the_match_is_shown_and_marked(index: SearchIndex) -> None:
    label, text = index.find("same pad")[0], index.find("border")[0]
    assert marked(label.label) == ["Same", "padding"]
    assert text.label == Marked("Same padding")
    assert "nibble at the border" in text.snippet.text and marked(text.snippet) == ["border"]
    assert (text.place, text.address) == ("Padding", "topic:cnn.padding#same-padding")


def test_sections_of_the_same_name_are_told_apart_as_the_reader_does(index: SearchIndex) -> None:
    assert addresses(index, "shared") == ["topic:cnn.pooling#the-idea-2"]


def test_formulas_and_code_are_not_read_as_words(index: SearchIndex) -> None:
    assert addresses(index, "frac") == [] == addresses(index, "nobody")
    assert index.find("weights")[0].snippet.text == "Weights w and … are shared, as in padding."


def test_terms_are_found_by_what_they_mean(index: SearchIndex) -> None:
    assert addresses(index, "largest window") == ["term:cnn.pooling#max pooling", "topic:cnn.pooling#the-idea"]


def test_exercises_and_demos_are_found_by_id_and_question(index: SearchIndex) -> None:
    assert addresses(index, "padding-for-same")[0] == "exercise:padding-for-same"
    assert index.find("does help")[0].place == "To come"


@pytest.mark.parametrize("words", ["", "  ", "\x02\x03", "*", '"', "日本"])
def test_what_is_no_known_word_finds_nothing(index: SearchIndex, words: str) -> None:
    assert index.find(words) == []


def test_no_more_is_returned_than_was_asked_for(index: SearchIndex) -> None:
    index.add(Entry(Kind.HEADING, f"Padding {n}", "", "", f"topic:a#{n}") for n in range(60))
    assert len(index.find("padding")) == 40 and len(index.find("padding", limit=3)) == 3


SYNTAX = ["padding", "OR", "NOT", "NEAR(", '"', "*", "label:", "^", "a" * 99, "; drop table entries"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text() | st.lists(st.sampled_from(["padding", "OR", "NOT", "NEAR(", '"', "*", "label:", "a" * 99])).map(" ".join)
)
def test_whatever_is_typed_is_looked_for_and_never_run(index: SearchIndex, words: str) -> None:
    for each in index.find(words):
        assert each.address and all(0 <= start < end <= len(each.label.text) for start, end in each.label.marks)
