"""A shape is right as a whole; another number of axes is wrong, not unreadable."""

from __future__ import annotations

import pytest

from question_bank.answers import Shape

SPEC = Shape((28, 28, 16), ("height", "width", "channels"))


@pytest.mark.parametrize("reply", ["28x28x16", "(28, 28, 16)", "28 28 16", "[28,28,16]", "28 × 28 × 16"])
def test_the_same_sizes_are_right(reply: str) -> None:
    assert SPEC.judge(reply).score == 1


def test_the_echo_names_the_axes() -> None:
    assert SPEC.judge("28x28x15").echo == "28 × 28 × 15 (height × width × channels)"
    assert SPEC.judge("28x28").echo == "28 × 28"
    assert Shape((3, 3)).judge("3 3").echo == "3 × 3"


def test_another_number_of_axes_is_wrong_and_says_which_are_asked_for() -> None:
    judgement = SPEC.judge("28x28")
    assert judgement.score == 0
    assert judgement.notes == ("The shape has 3 axes: height × width × channels. Yours has 2 axes.",)
    assert Shape((5,)).judge("5 5").notes == ("The shape has one axis. Yours has 2 axes.",)


def test_the_same_sizes_in_another_order_are_wrong_and_noticed() -> None:
    judgement = SPEC.judge("16x28x28")
    assert judgement.score == 0
    assert judgement.notes == (
        "The sizes are the right ones, in another order. Asked for is height × width × channels.",
    )


def test_the_axes_that_are_off_are_named() -> None:
    assert SPEC.judge("28x27x8").notes == ("width: not right", "channels: not right")
    assert Shape((3, 4)).judge("3 5").notes == ("size 2: not right",)
    assert SPEC.judge("28x28x16").notes == ()


def test_what_is_right_is_said_in_words() -> None:
    assert SPEC.accepts() == "exactly 28 × 28 × 16 (height × width × channels)"
    assert SPEC.show() == "28 x 28 x 16"


def test_another_answer_may_have_another_number_of_axes() -> None:
    assert SPEC.with_answer("28 x 28") == Shape((28, 28))
    assert SPEC.with_answer("1 2 3") == Shape((1, 2, 3), SPEC.axes)


@pytest.mark.parametrize(
    ("value", "axes"), [((), ()), ((-1,), ()), ((10**12,), ()), ((1,) * 9, ()), ((3, 3), ("height",))]
)
def test_what_is_no_shape_is_refused(value: tuple[int, ...], axes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"can't be a shape|axes, not"):
        Shape(value, axes)
