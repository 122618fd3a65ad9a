"""Choice, Choices and Matching are answered by letter, by number or by text."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers import Choice, Choices, Matching
from question_bank.errors import Unreadable

ONE = Choice(("It falls", "It *rises* to $+\\infty$.", "2", "nothing, or 0"), 1)
SOME = Choices(("softmax", "ReLU", "dropout", "batch norm, with statistics", "max pooling"), (0, 2), (3,))
PAIRS = Matching(("sigmoid", "tanh", "ReLU"), ("(-1, 1)", "(0, 1)", "[0, ∞)", "all numbers"), (1, 0, 2))

# ---------------------------------------------------------------- one option


@pytest.mark.parametrize(
    "reply", ["b", "B", "b)", "(b)", "b.", " b ", "[b]", "It rises to +\\infty", "it  *rises* TO $+\\infty$."]
)
def test_an_option_is_picked_by_letter_or_text(reply: str) -> None:
    assert ONE.judge(reply).value == 1


@pytest.mark.parametrize(("reply", "index"), [("a", 0), ("1", 0), ("4", 3), ("(3)", 2), ("nothing, or 0", 3)])
def test_an_option_is_picked_by_number(reply: str, index: int) -> None:
    assert ONE.judge(reply).value == index


def test_a_number_that_an_option_says_is_asked_about() -> None:
    with pytest.raises(Unreadable, match="2 can be a number or what an option says"):
        ONE.judge("2")
    assert Choice(("1", "2"), 0).judge("2").value == 1
    assert Choice(("5", "7"), 0).judge("7").value == 1


def test_a_letter_names_its_option_whatever_another_one_says() -> None:
    assert Choice(("b", "a"), 0).judge("b").value == 1
    assert Choice(("x", "y"), 0).judge("y").value == 1


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [("", None, "Nothing is typed yet"), ("e", 0, "There is no option e"),
     ("(9)", 1, "There is no option 9"), ("0", 0, "no option 0"),
     ("  what?", 2, "Type one letter, a to d"), ("a b", 0, "Type one letter"), ("b" * 3000, 2000, "too long"),
     ("\x00", 0, "Type one")],
)  # fmt: skip
def test_what_picks_no_option_is_unreadable(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        ONE.judge(reply)
    assert words in str(caught.value)
    assert caught.value.position == position


def test_the_option_is_echoed_with_its_letter() -> None:
    assert ONE.judge("1").echo == "a) It falls"
    assert ONE.accepts() == "b) It *rises* to $+\\infty$."
    assert ONE.show() == "b"


@pytest.mark.parametrize(
    ("options", "right"),
    [(("one",), 0), (("same", "same"), 0), (("a", "b"), 2), (("a", "b"), -1), (tuple("x" * n for n in range(27)), 0)],
)
def test_options_that_cannot_be_told_apart_or_reached_are_refused(options: tuple[str, ...], right: int) -> None:
    with pytest.raises(ValueError, match=r"options|option"):
        Choice(options, right)


# ---------------------------------------------------------------- several options


@pytest.mark.parametrize(
    "reply",
    [
        "a, c",
        "c a",
        "ac",
        "CA",
        "a and c",
        "a & c",
        "a + c",
        "1, 3",
        "(a), (c)",
        "[a, c]",
        "a;c",
        "a\nc",
        "a, c, a",
        "softmax; dropout",
    ],
)
def test_several_options_are_ticked_in_any_order(reply: str) -> None:
    judgement = SOME.judge(reply)
    assert judgement.value == (0, 2)
    assert judgement.score == 1


def test_an_option_with_a_comma_can_be_typed_out() -> None:
    assert SOME.judge("batch norm, with statistics; a").value == (0, 3)


@pytest.mark.parametrize(
    ("reply", "score"),
    [("a", 0.5), ("a b", 0.25), ("a c b", 0.75), ("a c b e", 0.5), ("a c d", 1),
     ("d", 0), ("b", 0), ("b e", 0), ("a b e", 0), ("a b c d e", 0)],
)  # fmt: skip
def test_strays_cost_a_quarter_and_acceptable_ones_nothing(reply: str, score: float) -> None:
    assert SOME.judge(reply).score == score


def test_notes_name_strays_and_count_what_is_missing() -> None:
    assert SOME.judge("a b").notes == ("b) doesn't belong", "one more belongs")
    assert SOME.judge("d").notes == ("2 more belong",)
    assert SOME.judge("a c d").notes == ()


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [("", None, "Nothing is typed"), (",", 0, "Type the letters of all"),
     ("and", 0, "Type the letters"), ("a, f", 3, "no option f"),
     ("a, what", 3, "Type one letter"), ("a 9", 2, "no option 9"), ("abba", 0, "Type one letter")],
)  # fmt: skip
def test_what_ticks_nothing_is_unreadable(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        SOME.judge(reply)
    assert words in str(caught.value)
    assert caught.value.position == position


@given(st.integers(2, 8), st.data())
def test_only_exact_ticks_earn_everything_and_ticking_everything_never_pays(count: int, data: st.DataObject) -> None:
    right = data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    spec = Choices(tuple(f"option {n}" for n in range(count)), tuple(right))
    assert spec.judge("abcdefgh"[:count]).score == 0
    ticked = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    score = spec.judge(", ".join("abcdefgh"[index] for index in ticked)).score
    assert 0 <= score <= 1
    assert (score == 1) == (ticked == right)


def test_guessing_blindly_earns_less_than_half() -> None:
    spec = Choices(tuple("pqrst"), (0, 1))
    subsets = [subset for size in range(1, 6) for subset in combinations("abcde", size)]
    assert sum(spec.judge(" ".join(subset)).score for subset in subsets) / len(subsets) < 0.5


@pytest.mark.parametrize(("right", "acceptable"), [((), ()), ((0, 0), ()), ((0,), (0,)), ((5,), ()), ((0,), (7,))])
def test_ticks_that_make_no_sense_are_refused(right: tuple[int, ...], acceptable: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="don't fit"):
        Choices(tuple("vwxyz"), right, acceptable)


def test_what_must_and_may_be_ticked_is_said() -> None:
    assert SOME.accepts() == "exactly a, c; d may be ticked too"
    assert Choices(("p", "q"), (1,)).accepts() == "exactly b"


# ---------------------------------------------------------------- pairs


@pytest.mark.parametrize(
    "reply",
    [
        "1b 2a 3c",
        "1b2a3c",
        "3c 1b 2a",
        "1-b, 2-a, 3-c",
        "1: B; 2: A; 3: C",
        "1→b 2→a 3→c",
        "1=b\n2=a\n3=c",
        "bac",
        "b a c",
        "B,A,C",
        "(1b) (2a) (3c)",
        "1. b 2. a 3. c",
        "1 -> b, 2 => a, 3 > c",
    ],
)
def test_pairs_are_read_in_any_order(reply: str) -> None:
    judgement = PAIRS.judge(reply)
    assert judgement.value == (1, 0, 2)
    assert judgement.score == 1


def test_the_share_of_right_pairs_is_the_score_and_the_others_are_named() -> None:
    judgement = PAIRS.judge("1b 2c 3a")
    assert judgement.score == pytest.approx(1 / 3)
    assert judgement.notes == ("", "tanh: not right", "ReLU: not right")
    assert judgement.echo == "sigmoid → (0, 1); tanh → [0, ∞); ReLU → (-1, 1)"


def test_a_letter_may_be_given_twice() -> None:
    assert PAIRS.judge("1a 2a 3a").value == (0, 0, 0)


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [("", None, "Nothing is typed"), ("1b 2a", None, "no letter for 3 yet"),
     ("1b", None, "no letter for 2, 3 yet"), ("1b 1a 2c 3c", 3, "stands here twice"),
     ("4a", 0, "There is no number 4"), ("0a 1b", 0, "no number 0"), ("1e 2a 3b", 1, "no letter e"),
     ("bax", 2, "no letter x"), ("b a", 0, "Type a letter for each"),
     ("1b 2a what", 6, "Type a letter for each"), ("1b 2a 3", 6, "Type a letter"), ("1bb 2a 3c", 0, "Type a letter"),
     ("1b " * 1000, 2000, "too long")],
)  # fmt: skip
def test_what_leaves_a_pair_open_is_unreadable(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        PAIRS.judge(reply)
    assert words in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize("pairs", [(0,), (0, 1, 2, 3), (0, 1, 4), (0, 1, -1)])
def test_pairs_that_lead_nowhere_are_refused(pairs: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="don't fit"):
        Matching(PAIRS.left, PAIRS.right, pairs)
