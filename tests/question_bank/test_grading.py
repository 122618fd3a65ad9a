"""Right, partly right, wrong or unreadable; slips recognised by value; errors carried forward."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from question_bank.answers import AnswerSpec, Choice, Integer, Matching, Number, Shape, Value, Vector
from question_bank.exercise import Carry, Exercise, Misconception, Part, Verdict
from question_bank.grading import CARRIED, PARTLY_CARRIED, Grade, echo, grade, grade_part, recognised, score

SLIP = Misconception("32", "You added the padding once.", "cnn.convolution", "padding")
OTHER_SLIP = Misconception("28", "You left the kernel out.", "cnn.convolution")


def asked(*parts: Part) -> Exercise:
    """Return an exercise of these parts."""
    return Exercise("How large?", parts, ("Count.", "30"))


def grade_one(answer: AnswerSpec, reply: str, *misconceptions: Misconception) -> Grade:
    """Return what comes of a reply to an exercise of one part."""
    (only,) = grade(asked(Part("", answer, misconceptions=misconceptions)), [reply])
    return only


# ---------------------------------------------------------------- the four verdicts


def test_a_right_reply_is_right() -> None:
    graded = grade_one(Integer(30), "30", SLIP)
    assert (graded.verdict, graded.score, graded.echo, graded.misconception) == (Verdict.RIGHT, 1, "$30$", None)


def test_some_right_cells_are_partly_right() -> None:
    graded = grade_one(Vector((1, 2, 3, 4)), "1 2 3 5")
    assert (graded.verdict, graded.score) == (Verdict.PARTLY_RIGHT, 0.75)
    assert graded.notes == ("", "", "", "4th value: not right")


def test_a_wrong_reply_is_wrong() -> None:
    graded = grade_one(Integer(30), "31", SLIP)
    assert (graded.verdict, graded.score, graded.misconception) == (Verdict.WRONG, 0, None)
    assert graded.feedback.startswith("Not right yet.")


def test_an_unreadable_reply_says_what_to_type_and_where() -> None:
    graded = grade_one(Number(0.5), "0.5 0.5", SLIP)
    assert (graded.verdict, graded.score, graded.echo, graded.position) == (Verdict.UNREADABLE, 0, "", 4)
    assert "Type one number" in graded.feedback


def test_every_part_needs_a_reply() -> None:
    with pytest.raises(ValueError, match="has 2 parts; give one reply for each, not 1"):
        grade(asked(Part("", Integer(1)), Part("", Integer(2))), ["1"])
    with pytest.raises(ValueError, match="has one part"):
        grade(asked(Part("", Integer(1))), [])


def test_the_score_weighs_parts_by_their_marks() -> None:
    exercise = asked(Part("", Integer(1), marks=3), Part("", Vector((1, 2)), marks=2), Part("", Integer(3)))
    assert score(exercise, grade(exercise, ["1", "1 5", "4"])) == pytest.approx((3 + 1) / 6)
    assert score(exercise, grade(exercise, ["1", "what", "3"])) == pytest.approx(4 / 6)


def test_the_echo_is_that_of_the_kind() -> None:
    assert echo(Number(0.5), "1/2") == r"$\frac{1}{2} = 0.5$"


# ---------------------------------------------------------------- misconceptions


def test_a_known_slip_is_named_with_the_way_out() -> None:
    graded = grade_one(Integer(30), " 32.0 ", OTHER_SLIP, SLIP)
    assert (graded.verdict, graded.score, graded.misconception) == (Verdict.WRONG, 0, SLIP)
    assert graded.feedback == SLIP.why


@pytest.mark.parametrize(
    ("reply", "known"), [("0.25", True), ("1/4", True), ("25 %", True), ("0.2549", True), ("0.256", False)]
)
def test_a_slip_is_recognised_by_value_within_the_tolerance(reply: str, known: bool) -> None:
    slip = replace(SLIP, reply="0.25")
    part = Part("", Number(0.4), misconceptions=(slip,))
    assert recognised(part, reply) == (slip if known else None)


def test_what_is_right_is_never_taken_for_a_slip_nearby() -> None:
    near = replace(SLIP, reply="0.406")
    assert grade_one(Number(0.4), "0.404", near).verdict is Verdict.RIGHT


def test_a_slip_earns_nothing_even_where_a_cell_agrees() -> None:
    graded = grade_one(Vector((1, 2)), "1, 3", replace(SLIP, reply="1, 3"))
    assert (graded.verdict, graded.score) == (Verdict.WRONG, 0)


def test_slips_are_recognised_in_every_kind() -> None:
    for answer, reply in (
        (Shape((3, 4)), "4 x 3"), (Choice(("p", "q"), 0), "b"), (Matching(("p", "q"), ("r", "s"), (0, 1)), "1b 2a"),
    ):  # fmt: skip
        slip = replace(SLIP, reply=reply)
        assert grade_one(answer, reply, slip).misconception == slip


# ---------------------------------------------------------------- error carried forward


def halved(earlier: tuple[Value, ...]) -> AnswerSpec | None:
    """Return half of the first value."""
    first = earlier[0]
    assert isinstance(first, int)
    return None if first < 0 else Integer(first // 2)


def two_steps(carry: Carry, answer: AnswerSpec | None = None, slips: tuple[Misconception, ...] = ()) -> Exercise:
    """Return an exercise whose second part builds on the first, 30."""
    return asked(Part("", Integer(30)), Part("", answer or Integer(15), misconceptions=slips, carry=carry))


def test_a_step_that_follows_from_the_learners_own_value_is_right() -> None:
    first, second = grade(two_steps(halved), ["40", "20"])
    assert first.verdict is Verdict.WRONG
    assert (second.verdict, second.score, second.carried, second.feedback) == (Verdict.RIGHT, 1, True, CARRIED)


def test_the_right_value_stays_right_after_an_earlier_mistake() -> None:
    _, second = grade(two_steps(halved), ["40", "15"])
    assert (second.verdict, second.carried) == (Verdict.RIGHT, False)


def test_a_step_that_does_not_follow_is_wrong() -> None:
    _, second = grade(two_steps(halved), ["40", "21"])
    assert (second.verdict, second.carried) == (Verdict.WRONG, False)


def test_following_from_an_own_value_goes_before_a_slip() -> None:
    slip = replace(SLIP, reply="20")
    assert grade(two_steps(halved, slips=(slip,)), ["40", "20"])[1].carried
    assert grade(two_steps(halved, slips=(slip,)), ["30", "20"])[1].misconception == slip


@pytest.mark.parametrize("first", ["-40", "what", ""])
def test_nothing_follows_from_nothing(first: str) -> None:
    _, second = grade(two_steps(halved), [first, "-20"])
    assert (second.verdict, second.carried) == (Verdict.WRONG, False)


@pytest.mark.parametrize("number", ["0", "-0", "0.0"])
def test_zero_typed_everywhere_follows_from_nothing(number: str) -> None:
    _, second = grade(two_steps(halved), [number, number])
    assert (second.verdict, second.score, second.carried) == (Verdict.WRONG, 0, False)


def test_one_number_typed_three_times_follows_from_nothing() -> None:
    same = Part("", Integer(15), carry=lambda earlier: Integer(7))
    exercise = asked(Part("", Integer(30)), same, same)
    assert [each.carried for each in grade(exercise, ["7", "7", "7"])] == [False, True, False]
    assert [each.carried for each in grade(exercise, ["8", "7", "7"])] == [False, True, True]


def test_a_zero_that_follows_from_another_number_is_right() -> None:
    assert grade(two_steps(lambda earlier: Integer(0)), ["40", "0"])[1].carried


def test_more_right_cells_by_the_own_value_earn_more() -> None:
    exercise = two_steps(lambda earlier: Vector((7, 8, 9)), Vector((1, 2, 3)))
    second = grade(exercise, ["40", "7 8 3"])[1]
    assert (second.verdict, second.carried, second.feedback) == (Verdict.PARTLY_RIGHT, True, PARTLY_CARRIED)
    assert second.score == pytest.approx(2 / 3)
    assert second.notes == ("", "", "3rd value: not right")


def fails_with(error: Exception) -> Carry:
    """Return a carry whose formula fails."""

    def carry(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        raise error

    return carry


@pytest.mark.parametrize("error", [ZeroDivisionError(), OverflowError(), ValueError("math domain error")])
def test_a_formula_that_fails_on_the_learners_value_means_that_nothing_follows(error: Exception) -> None:
    assert grade(two_steps(fails_with(error)), ["0", "3"])[1].verdict is Verdict.WRONG


@pytest.mark.parametrize("error", [TypeError(), KeyError(), AssertionError()])
def test_a_bug_in_a_carry_is_loud(error: Exception) -> None:
    with pytest.raises(type(error)):
        grade(two_steps(fails_with(error)), ["0", "3"])


def test_an_answer_that_cannot_follow_is_no_answer() -> None:
    assert grade(two_steps(lambda earlier: Number(math.inf)), ["0", "3"])[1].verdict is Verdict.WRONG
    assert grade(two_steps(lambda earlier: Vector((1, 2))), ["0", "3"])[1].verdict is Verdict.WRONG


def test_a_part_can_be_graded_on_its_own() -> None:
    assert grade_part(two_steps(halved), 0, ["30"]).verdict is Verdict.RIGHT
    assert grade_part(two_steps(halved), 1, ["40", "20"]).carried
