"""Back and forward lead through what was read, as in a browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyapp.study.trail import LONGEST, Place, Trail

A, B, C = Place("cnn.pooling"), Place("cnn.padding", "same"), Place("rl.returns")
places = st.builds(Place, st.sampled_from("abc"), st.sampled_from(["", "x", "y"]))


def test_back_and_forward_undo_each_other_and_a_jump_forgets_what_was_ahead() -> None:
    trail = Trail().gone_to(A).gone_to(B).gone_to(C)
    assert trail.back().here == B and trail.back().back().here == A
    assert trail.back().back().forward().forward() == trail
    assert trail.back().gone_to(A) == Trail((A, B), A)


def test_scrolling_on_is_where_one_comes_back_to() -> None:
    trail = Trail().gone_to(A).read_on("the-idea").gone_to(C).back()
    assert trail.here == Place("cnn.pooling", "the-idea") and trail.ahead == (C,)


def test_there_is_nothing_before_the_first_and_behind_the_last() -> None:
    assert Trail().back() == Trail().forward() == Trail().read_on("x") == Trail()
    alone = Trail().gone_to(A)
    assert alone.back() == alone.forward() == alone.gone_to(A) == alone


@given(st.lists(places, max_size=3 * LONGEST))
def test_a_trail_never_grows_beyond_its_length_and_ends_where_one_is(jumps: list[Place]) -> None:
    trail = Trail()
    for place in jumps:
        trail = trail.gone_to(place)
    assert len(trail.behind) <= LONGEST and trail.here == (jumps[-1] if jumps else None)
