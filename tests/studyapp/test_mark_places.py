"""A mark finds its words again in a note that was rewritten, and is called lost rather than put in a wrong place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.mark_places import find, placed_marks
from studyapp.study.marks import (
    Anchor,
    Colour,
    Mark,
    MarkKind,
    NoteText,
    Placed,
    Span,
    anchor_of,
    heading_anchor,
    highlights_over,
    in_reading_order,
    marks_markdown,
)
from tests.studyapp.attempts import NOON

INTRO = "Take the direction from momentum and the length for each weight from RMSProp."
RATIO = "The ratio compares the mean of recent gradients with their usual size. Gradients agree: the ratio is near 1."
NOISE = "Gradients contradict each other: the mean is small, the step short. The ratio is then near 0."
TOPIC = "optimization.adam"


def note(*sections: tuple[str, str]) -> NoteText:
    """Return a note of (heading, text) sections; a heading's slug is its first word in small letters."""
    text, headings = "Adam\n", []
    for title, words in sections:
        headings.append((title.split()[0].lower(), title, len(text)))
        text += f"{title}\n{words}\n"
    return NoteText(text, headings)


NOTE = note(("Idea of it", INTRO), ("Steps", RATIO), ("Noise", NOISE))


def highlight(words: str, within: NoteText = NOTE, *, nth: int = 0) -> Mark:
    start = -1
    for _ in range(nth + 1):
        start = within.text.index(words, start + 1)
    anchor = anchor_of(TOPIC, within, Span(start, start + len(words)))
    assert anchor is not None
    return Mark(MarkKind.HIGHLIGHT, anchor, NOON)


def found(mark: Mark, within: NoteText) -> str | None:
    span = find(mark, within)
    return None if span is None else within.text[span.start : span.end]


@given(st.integers(0, len(NOTE.text)), st.integers(1, 120))
def test_every_stretch_is_found_where_it_was_marked(start: int, length: int) -> None:
    anchor = anchor_of(TOPIC, NOTE, Span(start, start + length))
    words = NOTE.text[start : start + length]
    assert (anchor is None) == (not words.strip())
    if anchor is not None:
        at = start + len(words) - len(words.lstrip())
        assert find(Mark(MarkKind.HIGHLIGHT, anchor, NOON), NOTE) == Span(at, at + len(anchor.quote))


def test_words_move_with_their_section() -> None:
    mark = highlight("the mean is small")
    moved = note(("Noise", NOISE), ("Steps", RATIO), ("New part", "Words that were not there. " * 9))
    assert find(mark, moved) == Span(moved.text.index("the mean is small"), moved.text.index(", the step"))


@pytest.mark.parametrize("nth", [0, 1])
def test_words_that_stand_there_twice_are_told_by_what_surrounds_them(nth: int) -> None:
    mark = highlight("ratio is ", nth=nth)
    turned = note(("Noise", NOISE), ("Steps", RATIO))
    assert find(mark, turned) == Span(
        *(turned.text.index(("ratio is near 1", "ratio is then")[nth]) + at for at in (0, 8))
    )


def test_a_sentence_that_was_reworded_is_found() -> None:
    mark = highlight("The ratio compares the mean of recent gradients with their usual size.")
    changed = RATIO.replace("compares the mean of recent gradients", "sets the mean of the last gradients")
    assert found(mark, note(("Idea of it", INTRO), ("Steps", changed), ("Noise", NOISE))) == (
        "The ratio sets the mean of the last gradients with their usual size."
    )


def test_a_short_reworded_piece_is_found_between_the_same_neighbours() -> None:
    mark = highlight("compares the mean of recent gradients")
    changed = RATIO.replace("compares the mean of recent gradients", "puts the average of past gradients")
    assert found(mark, note(("Steps", changed), ("Noise", NOISE))) == "puts the average of past gradients"


@pytest.mark.parametrize("words", ["the mean", "The ratio", RATIO, "Gradients agree"])
def test_words_that_are_gone_are_lost_even_where_others_like_them_remain(words: str) -> None:
    mark = highlight(words)
    assert (
        find(mark, note(("Idea of it", INTRO), ("Cats", "The mean cat sleeps. Gradients of fur agree with it.")))
        is None
    )


def test_a_bookmark_follows_its_heading_by_slug_then_by_name() -> None:
    anchor = heading_anchor(TOPIC, NOTE, "idea")
    assert anchor is not None and anchor.quote == "Idea of it"
    mark = Mark(MarkKind.BOOKMARK, anchor, NOON)
    assert found(mark, note(("Steps", RATIO), ("Idea", INTRO))) == "Idea"
    assert found(mark, note(("The idea of it", RATIO))) == "The idea of it"
    assert find(mark, note(("Steps", RATIO))) is None
    assert heading_anchor(TOPIC, NOTE, "nowhere") is None


def test_a_place_in_a_highlight_tells_which_it_is() -> None:
    first, second = highlight("direction from"), highlight("from momentum")
    placed = placed_marks([first, second], NOTE)
    assert highlights_over(placed, Span(1, 1)) == []
    at = NOTE.text.index("from momentum")
    assert highlights_over(placed, Span(at, at)) == [first, second]
    assert highlights_over(placed, Span(at + 5, at + 9)) == [second]


def test_marks_that_lost_their_place_come_last_and_are_exported_with_their_words() -> None:
    lost = Mark(MarkKind.HIGHLIGHT, Anchor(TOPIC, "old", "gone\nwords"), NOON, Colour.BLUE, "mine", 1)
    kept = Mark(MarkKind.BOOKMARK, Anchor(TOPIC, "steps", "Steps [1]"), NOON, id=2)
    placed = in_reading_order([Placed(lost, None), Placed(kept, Span(3, 4))])
    assert [each.mark for each in placed] == [kept, lost]
    assert marks_markdown({TOPIC: placed}, {TOPIC: "Adam"}) == (
        "# Your marks\n\n## Adam\n\n"
        "[Bookmark: Steps \\[1\\]](topic:optimization.adam#steps)\n\n"
        "> gone\n> words\n\n[Blue highlight](topic:optimization.adam#old) (lost its place)\n\nmine\n"
    )
