"""A formula is right in whatever form it is written, wrong in any other, and sympy agrees."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from question_bank.answers import Expression
from question_bank.answers.reading.equivalence import CANDIDATES, POINTS, Function, compare, value_at
from question_bank.answers.reading.formulas import MAX_LENGTH, MAX_TYPESET, read_formula
from question_bank.answers.reading.names import names_for
from question_bank.errors import Unreadable
from tests.question_bank.formula_replies import ECHOES, SAME_AND_OTHER, UNREADABLE_FORMULAS

X, S = sympy.symbols("x s", real=True)
LETTERS = ("x", "s")


def spec_in(letters: str) -> Expression:
    """Return a question about a formula in these letters."""
    return Expression(f"{letters.split()[0]} + 3.7", tuple(letters.split()))


def function(text: str, ranges: tuple[tuple[str, float, float], ...] = ()) -> Function:
    """Return a formula in x and s as it is compared."""
    read = read_formula(text, LETTERS)
    return Function(read.text, LETTERS, ranges, read.tree)


def complaint(reply: str, letters: str) -> Unreadable:
    """Return what is said about a formula that can't be read: a sentence that says what to do, and a place in it."""
    with pytest.raises(Unreadable) as caught:
        spec_in(letters).judge(reply)
    assert caught.value.position is None or 0 <= caught.value.position <= len(reply), reply
    assert "Type " in str(caught.value) or "Delete" in str(caught.value), str(caught.value)
    assert str(caught.value).endswith(".")
    return caught.value


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize(("ours", "letters", "same", "_other"), SAME_AND_OTHER, ids=[row[0] for row in SAME_AND_OTHER])
def test_the_same_function_is_right_however_it_is_written(ours: str, letters: str, same: str, _other: str) -> None:
    spec = Expression(ours, tuple(letters.split()))
    assert [reply for reply in same.split("; ") if spec.judge(reply).score != 1] == []


@pytest.mark.parametrize(("ours", "letters", "_same", "other"), SAME_AND_OTHER, ids=[row[0] for row in SAME_AND_OTHER])
def test_another_function_is_wrong(ours: str, letters: str, _same: str, other: str) -> None:
    spec = Expression(ours, tuple(letters.split()))
    assert [reply for reply in other.split("; ") if spec.judge(reply).score != 0] == []


def test_what_cannot_be_read_says_why_and_where() -> None:
    said = {(reply, letters): complaint(reply, letters) for reply, letters, _, _ in UNREADABLE_FORMULAS}
    found = {row: (sentence.position, str(sentence)) for row, sentence in said.items()}
    wrong = [
        (reply, found[reply, letters])
        for reply, letters, place, words in UNREADABLE_FORMULAS
        if found[reply, letters][0] != place or words not in found[reply, letters][1]
    ]
    assert wrong == []


@pytest.mark.parametrize(("reply", "echo", "kept"), ECHOES, ids=[row[0] for row in ECHOES])
def test_a_formula_is_typeset_and_kept_as_it_was_understood(reply: str, echo: str, kept: str) -> None:
    judgement = spec_in("x s").judge(reply)
    assert judgement.echo.removesuffix(" (log is read as the natural logarithm)") == echo
    assert judgement.value == kept


def test_the_tables_are_as_large_as_promised() -> None:
    pairs = sum(len(same.split("; ")) + len(other.split("; ")) for _, _, same, other in SAME_AND_OTHER)
    assert pairs + len(UNREADABLE_FORMULAS) + len(ECHOES) >= 300


# ---------------------------------------------------------------- sympy agrees


Pair = tuple[str, sympy.Expr]
OPERATIONS: dict[str, Callable[[sympy.Expr, sympy.Expr], sympy.Expr]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "": operator.mul,
}
FUNCTIONS: dict[str, Callable[[sympy.Expr], sympy.Expr]] = {
    "σ": lambda inner: 1 / (1 + sympy.exp(-inner)),
    "tanh": sympy.tanh,
    "sin": sympy.sin,
    "relu": lambda inner: sympy.Max(0, inner),
}
LEAVES: list[Pair] = [
    ("x", X), ("s", S), ("2", sympy.Integer(2)), ("0.5", sympy.Rational(1, 2)), ("3/4", sympy.Rational(3, 4)),
    ("x²", X**2), ("xs", X * S), ("-s", -S),
]  # fmt: skip


def _pair(left: Pair, sign: str, right: Pair) -> Pair:
    return f"({left[0]}){sign}({right[0]})", OPERATIONS[sign](left[1], right[1])


def _square(inner: Pair) -> Pair:
    return f"[{inner[0]}]^2", inner[1] ** 2


def _of(function: str, inner: Pair) -> Pair:
    return f"{function}({inner[0]})", FUNCTIONS[function](inner[1])


polynomials: st.SearchStrategy[Pair] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.builds(_pair, inner, st.sampled_from(sorted(OPERATIONS)), inner) | st.builds(_square, inner),
    max_leaves=5,
)
formulas: st.SearchStrategy[Pair] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.builds(_pair, inner, st.sampled_from(sorted(OPERATIONS)), inner)
        | st.builds(_of, st.sampled_from(sorted(FUNCTIONS)), inner)
    ),
    max_leaves=4,
)


@given(polynomials, polynomials)
def test_polynomials_are_equal_exactly_where_sympy_expands_them_to_the_same(one: Pair, other: Pair) -> None:
    equal = sympy.expand(one[1] - other[1]) == 0
    assert Expression(one[0], LETTERS).judge(other[0]).score == equal


@given(polynomials)
def test_an_expanded_or_factored_polynomial_is_still_right(pair: Pair) -> None:
    text, expression = pair
    spec = Expression(text, LETTERS)
    for rewritten in (sympy.expand(expression), sympy.factor(expression), sympy.horner(sympy.expand(expression))):
        assume(len(str(rewritten)) < MAX_LENGTH)
        assert spec.judge(str(rewritten)).score == 1


@given(polynomials, st.sampled_from(["+ 0.001", "+ x/1000", "- s^2/1000", "+ 0.001x s"]))
def test_a_polynomial_that_is_off_by_a_little_is_wrong(pair: Pair, more: str) -> None:
    assert Expression(pair[0], LETTERS).judge(f"{pair[0]} {more}").score == 0


@given(formulas)
def test_values_are_those_of_sympy(pair: Pair) -> None:
    text, expression = pair
    spot = {X: 0.4, S: -1.3}
    wanted = float(expression.evalf(30, subs=spot))
    near_spot = function(text, (("x", 0.4, 0.4000001), ("s", -1.3000001, -1.3)))
    assert value_at(near_spot, 0) == pytest.approx(wanted, abs=1e-4)


@given(formulas, formulas)
def test_different_values_are_never_called_equal(one: Pair, other: Pair) -> None:
    places = [(0.37, 1.21), (-1.7, 0.6), (1.9, -1.4)]
    values = [[float(pair[1].evalf(20, subs={X: x, S: s})) for x, s in places] for pair in (one, other)]
    is_same = all(math.isclose(left, right, rel_tol=1e-6, abs_tol=1e-9) for left, right in zip(*values, strict=True))
    if Expression(one[0], LETTERS).judge(other[0]).score == 1:
        assert is_same


@given(formulas)
def test_what_a_formula_is_kept_as_reads_back_as_the_same(pair: Pair) -> None:
    read = read_formula(pair[0], LETTERS)
    again = read_formula(read.text, LETTERS, 10 * MAX_LENGTH)
    assert again.text == read.text
    assert compare(function(read.text), Function(again.text, LETTERS, (), again.tree)).is_equal


@given(st.text(alphabet="0123xs.,;+-*/^()[]{}|e πσ√%lnsqrtmax²⁻\\frac'=", max_size=40))
def test_scrambled_formulas_are_read_or_refused(text: str) -> None:
    try:
        judgement = spec_in("x s").judge(text)
    except Unreadable as complaint:
        assert complaint.position is None or 0 <= complaint.position <= len(text)
    else:
        assert judgement.score in (0, 1)
        assert judgement.echo.count("{") == judgement.echo.count("}")
        again = read_formula(str(judgement.value), LETTERS, 10 * MAX_LENGTH)
        assert again.text == judgement.value


# ---------------------------------------------------------------- what learners are told


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("-s(1-s)", "only the sign"),
        ("s^2-s", "only the sign"),
        ("3s(1-s)", "times a number"),
        ("s(1-s)/4", "times a number"),
        ("s-s^2-1", "by a number alone"),
        ("s(1-s)+1/2", "by a number alone"),
        ("s", ""),
        ("0", ""),
        ("1/4", ""),
        ("s^2(1-s)", ""),
    ],
)
def test_a_reply_that_is_nearly_right_is_told_so(reply: str, words: str) -> None:
    judgement = Expression("s*(1-s)", ("s",)).judge(reply)
    assert judgement.score == 0
    assert words in judgement.feedback if words else judgement.feedback == ""


def test_of_a_formula_that_is_a_number_nothing_is_nearly_right() -> None:
    assert Expression("1/4", ("s",)).judge("1/2").feedback == ""
    assert Expression("σ(1)", ("s",)).judge("2σ(1)").feedback == ""


@given(polynomials, st.sampled_from([-1, 2, -3]), st.sampled_from([1, -2]))
def test_the_remark_is_true(pair: Pair, factor: int, term: int) -> None:
    text, expression = pair
    assume(sympy.expand(expression).free_symbols)
    spec = Expression(text, LETTERS)
    words = "only the sign" if factor == -1 else "times a number"
    assert words in spec.judge(f"{factor}*({text})").feedback
    assert "by a number alone" in spec.judge(f"({text}) + {term}").feedback


def test_learners_are_told_what_may_be_typed() -> None:
    spec = Expression("θ*x_1", ("θ", "x_1"))
    assert spec.hint.startswith(r"Letters: $\theta$ and $x_{1}$. Functions: exp, ln,")
    assert "frac" not in spec.functions
    assert Expression("s^2", ("s",)).hint.startswith("Letter: $s$.")
    assert Expression("1/4", ()).hint.endswith("No letters.")


def test_the_right_formula_is_said_typeset_with_its_form() -> None:
    spec = Expression("s*(1-s)", ("s",), form="in terms of s only")
    assert spec.accepts() == r"any formula in terms of s only that equals $s \cdot \left(1 - s\right)$"


def test_a_long_formula_is_echoed_as_text() -> None:
    echo = spec_in("x").judge("x+" * 119 + "x").echo
    assert echo.startswith("`x + x") and len(echo) > MAX_TYPESET
    assert spec_in("x").judge("√" * 8 + "x^2").echo.startswith("`sqrt(sqrt(")


# ---------------------------------------------------------------- the spec


@pytest.mark.parametrize(
    ("text", "letters", "ranges"),
    [
        ("1/(x-x)", ("x",), ()),
        ("ln(x)", ("x",), (("x", -2, -1),)),
        ("y + 1", ("x",), ()),
        ("", ("x",), ()),
        ("x", ("x", "x"), ()),
        ("x", ("x1", "x_1", "x"), ()),
        ("x", ("x", "2"), ()),
        ("x", ("x",), (("s", 0, 1),)),
        ("x", ("x",), (("x", 1, 1),)),
    ],
)
def test_a_formula_nobody_could_type_is_refused(
    text: str, letters: tuple[str, ...], ranges: tuple[tuple[str, float, float], ...]
) -> None:
    with pytest.raises(ValueError, match=r"can't be|don't fit"):
        Expression(text, letters, ranges)


def test_a_range_says_where_formulas_are_compared() -> None:
    assert Expression("x", ("x",), (("x", 0.5, 3),)).judge("|x|").score == 1
    assert Expression("x", ("x",)).judge("|x|").score == 0
    assert Expression("ln(x)", ("x",), (("x", 0.5, 3),)).judge("-ln(1/x)").score == 1


def test_a_reply_without_a_value_where_ours_has_one_is_wrong() -> None:
    assert Expression("x", ("x",)).judge("exp(ln(x))").score == 0
    assert Expression("sqrt(x)", ("x",)).judge("x^0.5").score == 1


def test_where_our_formula_has_no_value_nothing_is_compared() -> None:
    assert Expression("ln(x)", ("x",)).judge("ln(|x|)").score == 1


def test_formulas_are_compared_at_different_places_on_both_sides_of_0() -> None:
    places = [value_at(function("x"), index) for index in range(CANDIDATES)]
    assert len(set(places)) == CANDIDATES > POINTS
    assert {math.copysign(1, place) for place in places[:4] if place is not None} == {1, -1}


def test_names_are_cut_the_longest_first() -> None:
    assert read_formula("sinx", LETTERS).text == "sin(x)"
    assert read_formula("xsinx", LETTERS).text == "x*sin(x)"
    assert read_formula("exs", LETTERS).text == "e*x*s"
    assert read_formula("x12", ("x1", "x12")).text == "x12"
    assert read_formula("Ww", ("w", "W")).text == "W*w"


def test_a_variable_goes_before_a_function_or_number_of_that_name() -> None:
    assert Expression("σ*(1-σ)", ("σ",)).judge("σ(1-σ)").score == 1
    assert Expression("e^2", ("e",)).judge("ee").score == 1


def test_names_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="can't be the variables"):
        names_for(("ŷ", "y_hat"))


@given(formulas)
def test_an_earlier_formula_can_be_carried_on(pair: Pair) -> None:
    value = Expression("x", LETTERS).judge(pair[0]).value
    assert isinstance(value, str)
    assert Expression(f"2*({value})", LETTERS).judge(f"({pair[0]})*2").score == 1
