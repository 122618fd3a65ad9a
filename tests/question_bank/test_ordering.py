"""An order is worth Kendall's tau of its pairs, however it is typed."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from question_bank.answers import Ordering
from question_bank.answers.ordering import longest_rising
from question_bank.errors import Unreadable

SPEC = Ordering(("collect the facts", "name the harm", "weigh costs, then gains", "decide"), (2, 0, 3, 1))
"""In the right order: c a d b."""

RIGHT = [
    "c a d b", "cadb", "CADB", "c,a,d,b", "c, a, d, b", "c; a; d; b", "c > a > d > b", "c → a → d → b", "c->a->d->b",
    "c=>a=>d=>b", "c-a-d-b", "c | a | d | b", "c\na\nd\nb", " c  a\td b ", "3 1 4 2", "3142", "3,1,4,2", "c) a) d) b)",
    "(c) (a) (d) (b)", "c. a. d. b.", "c, a, d and b", "c then a then d then b", "cad b",
    "weigh costs, then gains\ncollect the facts\ndecide\nname the harm",
    "1. weigh costs, then gains\n2. collect the facts\n3. decide\n4. name the harm",
    "c) weigh costs, then gains\na) collect the facts\nd) decide\nb) name the harm",
    "- Weigh costs, then gains.\n- Collect the facts.\n\n- Decide.\n- Name the harm.",
    "weigh costs, then gains; collect the facts; decide; name the harm", "c\ncollect the facts\n4\nb",
]  # fmt: skip
WRONG = [("a b c d", 0.0), ("c a b d", 2 / 3), ("a c d b", 2 / 3), ("d c a b", 1 / 3), ("b d a c", 0.0), ("bdac", 0.0)]
UNREADABLE = [
    ("", None, "Nothing is typed yet"), ("  \n ", None, "Nothing is typed yet"), ("c a d", 5, "Still missing: b"),
    ("c", 1, "Still missing: a, b, d"), ("c a d d", 6, "d stands here twice"), ("caddb", 3, "d stands here twice"),
    ("c a d b e", 8, "“e” is none of the items"), ("c a d 9", 6, "“9” is none"), ("c a d 0", 6, "“0” is none"),
    ("facts; harm", 0, "“facts” is none"), ("c a d b please", 8, "“please” is none"),
    ("c a d 1", 6, "a stands here twice"),
    ("c a\u202e d b", 2, "is none of the items"), ("c a\x00d b", 2, "is none of the items"), ("1.5 2 3", 0, "“1.5”"),
    ("collect the facts\ncollect the facts", 18, "a stands here twice"), ("ab" * 50_000, 6000, "too long"),
]  # fmt: skip


@pytest.mark.parametrize("reply", RIGHT)
def test_an_order_is_read_however_it_is_typed(reply: str) -> None:
    judgement = SPEC.judge(reply)
    assert judgement.value == (2, 0, 3, 1)
    assert (judgement.score, judgement.notes, judgement.feedback) == (1, ("",) * 4, "")


@pytest.mark.parametrize(("reply", "score"), WRONG)
def test_pairs_in_the_right_order_earn_their_share(reply: str, score: float) -> None:
    assert SPEC.judge(reply).score == pytest.approx(score)


@pytest.mark.parametrize(("reply", "position", "words"), UNREADABLE)
def test_what_is_no_order_of_all_items_is_pointed_at(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        SPEC.judge(reply)
    assert words in str(caught.value)
    assert "Type every letter once" in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_the_score_is_kendalls_tau_and_never_below_nothing(count: int) -> None:
    items = tuple("pqrstu"[:count])
    for right, mine in (
        product(permutations(range(count)), repeat=2)
        if count < 5
        else zip(permutations(range(count)), reversed(list(permutations(range(count)))), strict=True)
    ):
        tau = kendalltau([right.index(item) for item in range(count)], [mine.index(item) for item in range(count)])
        reply = Ordering(items, mine).show()
        assert Ordering(items, right).judge(reply).score == pytest.approx(max(0, tau.statistic))


def test_only_the_right_order_earns_everything() -> None:
    scores = [SPEC.judge(" ".join("abcd"[index] for index in order)).score for order in permutations(range(4))]
    assert scores.count(1) == 1


def test_the_notes_name_the_fewest_items_that_have_to_move() -> None:
    judgement = SPEC.judge("d c a b")
    assert judgement.notes == ("", "", "", "decide: too early")
    assert judgement.feedback == "One pair of neighbours stands the wrong way round."
    assert SPEC.judge("a d b c").notes == ("", "", "weigh costs, then gains: too late", "")
    assert SPEC.judge("b d a c").feedback == "3 pairs of neighbours stand the wrong way round."


@given(st.permutations(range(7)))
def test_what_stays_rises_and_nothing_could_be_added(ranks: list[int]) -> None:
    staying = longest_rising(tuple(ranks))
    assert [rank for rank in ranks if rank in staying] == sorted(staying)
    for rank in set(ranks) - staying:
        longer = [each for each in ranks if each in staying | {rank}]
        assert longer != sorted(longer)


def test_the_echo_tells_the_items_in_the_order_typed() -> None:
    shown = "decide → weigh costs, then gains → collect the facts → name the harm"
    assert SPEC.judge("d c a b").echo == shown
    assert SPEC.accepts().startswith("exactly c a d b: weigh costs, then gains → collect")


@pytest.mark.parametrize("order", [(), (0, 1), (0, 0, 1, 2), (0, 1, 2, 4)])
def test_an_order_that_does_not_name_every_item_once_is_refused(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="each of 4 items once"):
        Ordering(SPEC.items, order)


def test_two_items_at_least_are_needed_and_no_two_alike() -> None:
    with pytest.raises(ValueError, match="items"):
        Ordering(("only",), (0,))
    with pytest.raises(ValueError, match="the same"):
        Ordering(("one", "one"), (0, 1))
