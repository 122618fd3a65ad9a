"""Numbers are read as people type them, and what can't be read says what to type instead."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.answers.reading.characters import normalised
from question_bank.answers.reading.numbers import MAX_LENGTH, read_integer, read_number
from question_bank.errors import Unreadable

# ---------------------------------------------------------------- numbers that can be read

PLAIN = """
0 = 0; 7 = 7; 007 = 7; 42 = 42; +5 = 5; -3 = -3; - 3 = -3; 0.05 = 0.05; .05 = 0.05; 0.050 = 0.05; 5. = 5; -.5 = -0.5
-0.25 = -0.25; 1.234 = 1.234; 12.345 = 12.345; 3.14159265358979 = 3.14159265358979; --5 = 5; -+5 = -5; 1234 = 1234
1234567 = 1234567; 1234.5678 = 1234.5678; 0.000001 = 1e-6; 123456789012 = 123456789012; -0 = 0; 0.0 = 0
""".replace("\n", ";")
COMMAS = (
    ",05 = 0.05; 0,05 = 0.05; 1,5 = 1.5; -1,25 = -1.25; 12,34 = 12.34; 1,2345 = 1.2345; 0,125 = 0.125; "
    "1234,567 = 1234.567"
)
THOUSANDS = (
    "1,234.5 = 1234.5; 1.234,5 = 1234.5; 1,234,567 = 1234567; 1.234.567 = 1234567; 1,234,567.89 = 1234567.89; "
    "1.234.567,89 = 1234567.89; 12,345.678 = 12345.678; 12.345,678 = 12345.678; 1 234 = 1234; 12 345 678 = 12345678; "
    "1 234.5 = 1234.5; 1 234,5 = 1234.5; 1'234 = 1234; 1'234'567.5 = 1234567.5; 1_234 = 1234; 1_000_000 = 1000000; "
    "1\u202f234 = 1234; 1\u00a0234\u00a0567 = 1234567; 1\u2009234.5 = 1234.5; 1’234 = 1234; -1,234.5 = -1234.5"
)
POWERS_OF_TEN = (
    "5e-2 = 0.05; 5E-2 = 0.05; 5e2 = 500; 5e+2 = 500; 1.5e3 = 1500; 1,5e3 = 1500; .5e1 = 5; 5.e1 = 50; 1e0 = 1; "
    "5e−2 = 0.05; 2·10^-3 = 0.002; 2*10**-3 = 0.002; 2×10^−3 = 0.002; 2x10^-3 = 0.002; 2 X 10^-3 = 0.002; "
    "2*10^(-3) = 0.002; 2·10⁻³ = 0.002; 10⁻³ = 0.001; 10^-3 = 0.001; 10^{-3} = 0.001; 1e-300 = 1e-300; 1e300 = 1e300; "
    r"2\cdot 10^{-3} = 0.002; 2\times10^3 = 2000; -5e-2 = -0.05; 6.02e23 = 6.02e23"
)
SHARES = (
    "5 % = 0.05; 5% = 0.05; 5\u202f% = 0.05; 12.5% = 0.125; 12,5 % = 0.125; 100 % = 1; -5 % = -0.05; 250% = 2.5; "
    "5 ‰ = 0.005; "
    "0.5 % = 0.005; 1/2 % = 0.005; 50 % + 10 % = 0.6; 20 * 5 % = 1; (5 + 5) % = 0.1; ５％ = 0.05"
)
FRACTIONS = (
    "3/4 = 0.75; 3 / 4 = 0.75; 3÷4 = 0.75; 3⁄4 = 0.75; 3∕4 = 0.75; -3/4 = -0.75; 1/20 = 0.05; "
    "1/3 = 0.3333333333333333; "
    "½ = 0.5; ¼ = 0.25; ¾ = 0.75; ⅓ = 0.3333333333333333; ⅛ = 0.125; 1½ = 1.5; 2¾ = 2.75; -1½ = -1.5; 1 ½ = 1.5; "
    "(3/4)/2 = 0.375; 3/4/2 = 0.375; 3/(4/2) = 1.5; 1/2+1/3 = 0.8333333333333334; 0.5/0.25 = 2; 7/-2 = -3.5"
)
ARITHMETIC = (
    "1+1 = 2; 3-5 = -2; 3 − 5 = -2; 3–5 = -2; 2*3 = 6; 2·3 = 6; 2⋅3 = 6; 2×3 = 6; 2∗3 = 6; 2•3 = 6; 28x28 = 784; "
    "2 x 3 = 6; "
    "2+3*4 = 14; (2+3)*4 = 20; 2(3+4) = 14; (1+2)(3+4) = 21; 10-2-3 = 5; 12/3*2 = 8; 2*-3 = -6; -(2+3) = -5; "
    "((7)) = 7; "
    "{3} = 3; （3） = 3; 5*5*3+1 = 76; (28+2*2-5)/2 + 1 = 14.5; 0.9*0.5 + 0.1 = 0.55; 0.1+0.2 = 0.3; 1-0.9 = 0.1"
)
POWERS = (
    "2^3 = 8; 2**3 = 8; 2³ = 8; 2² = 4; 2¹⁰ = 1024; 2^-1 = 0.5; 2⁻¹ = 0.5; 2^3^2 = 512; (2^3)^2 = 64; -2^2 = -4; "
    "(-2)^2 = 4; "
    "(-2)^3 = -8; 4^0.5 = 2; 4^(1/2) = 2; 2^1/2 = 1; 0^0 = 1; 0.9^3 = 0.729; 0,9^3 = 0.729; 1e3^2 = 1000000; "
    "(1+1)^(1+1) = 4; "
    "3²+4² = 25; 2^(-2) = 0.25; 10^0 = 1; 2^62 = 4611686018427387904"
)
E, PI = math.e, math.pi
CONSTANTS = {
    "π": PI, "pi": PI, "Pi": PI, "2π": 2 * PI, "2 pi": 2 * PI, "2*pi": 2 * PI, r"\pi": PI, "π²": PI**2, "π/2": PI / 2,
    "-π": -PI,
    "e": E, "2e": 2 * E, "2 e": 2 * E, "e^2": E**2, "e^-2": E**-2, "e^(-2)": E**-2, "e⁻²": E**-2, "3e^-2": 3 * E**-2,
    "1/e": 1 / E, "e^0.5": E**0.5, "1/(1+e^-2)": 1 / (1 + E**-2), "e²/(e²+e+1)": E**2 / (E**2 + E + 1), "2(π)": 2 * PI,
    "1/(2*π)": 1 / (2 * PI), "e*π": E * PI, "e π": E * PI, "(1+2)π": 3 * PI,
}  # fmt: skip
FUNCTIONS = {
    "√2": 2**0.5, "√(2)": 2**0.5, "sqrt(2)": 2**0.5, "sqrt 2": 2**0.5, "Sqrt(16)": 4, r"\sqrt{2}": 2**0.5,
    "3√2": 3 * 2**0.5,
    "√2·3": 3 * 2**0.5, "2sqrt(3)": 2 * 3**0.5, "√√16": 2, "-√4": -2, "1/√2": 0.5**0.5, "sqrt(3²+4²)": 5,
    "exp(1)": E, "exp(-1)": 1 / E, "exp -1": 1 / E, "EXP(0)": 1, "2exp(0)": 2,
    "exp(2)/(exp(2)+exp(1))": 1 / (1 + 1 / E),
    "ln(2)": math.log(2), "ln 2": math.log(2), "ln2": math.log(2), "ln(e)": 1, "ln e^2": 2, "-ln(0.5)": math.log(2),
    "log(2)": math.log(2), "Log 2": math.log(2), r"\ln 2": math.log(2), "-0.5*ln(0.5)-0.5*ln(0.5)": math.log(2),
    "log2(8)": 3, "log2 (8)": 3, "log_2(8)": 3, "log10(1000)": 3, "log_10(1000)": 3, "log2 8": 3, "Log10 10": 1,
    "log25": math.log(25), "ln(8)/ln(2)": 3, "-log2(0.5)": 1,
    "log2(1/8)": -3, "tanh(0)": 0, "tanh(0.5)": math.tanh(0.5), "floor(7/2)": 3, "ceil(7/2)": 4,
    "floor((28-5)/2)+1": 12,
    "floor(-0.5)": -1, "exp(-1000)": 0,
}  # fmt: skip
AROUND = (
    "= 0.05 = 0.05; ≈0.05 = 0.05; ~ 0.05 = 0.05;   7   = 7; 0.1\u200b = 0.1; \ufeff7 = 7; 7\t = 7; "
    "１２.５ = 12.5; ٣ = 3"
)


def rows(table: str) -> list[tuple[str, float]]:
    """Return the replies of a table and what they mean; the last equals sign stands between."""
    pairs = [row.rpartition(" = ") for row in table.split(";") if row.strip()]
    return [(reply.removeprefix(" ") if reply.strip() != reply else reply, float(value)) for reply, _, value in pairs]


WRITTEN = (PLAIN, COMMAS, THOUSANDS, POWERS_OF_TEN, SHARES, FRACTIONS, ARITHMETIC, POWERS, AROUND)
READABLE = [pair for table in WRITTEN for pair in rows(table)] + [*CONSTANTS.items(), *FUNCTIONS.items()]


@pytest.mark.parametrize(("reply", "value"), READABLE)
def test_a_number_is_read_as_people_type_it(reply: str, value: float) -> None:
    assert read_number(reply).value == pytest.approx(value, rel=1e-12, abs=1e-300)


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(READABLE) + len(UNREADABLE) + len(DIFFERENT) >= 300


# ---------------------------------------------------------------- numbers that are not the same

DIFFERENT = [
    ("0.5", 5), ("5", 0.05), ("5 %", 5), ("1.234", 1234), ("1/2", 2), ("-3", 3), ("2^3", 6), ("-2^2", 4),
    ("2^1/2", 2**0.5),
    ("√2·3", 6**0.5), ("12/3*2", 2), ("3/4/2", 1.5), ("10-2-3", 11), ("1e3", 100), ("e^2", 100), ("ln(10)", 1),
    ("log(100)", 2),
    ("log2(8)", math.log(8)), ("2π", PI), ("1½", 0.5), ("5‰", 0.05), ("2+3*4", 20), ("2⁻¹", -2), ("exp(2)", E * 2),
    ("2e", 2),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "value"), DIFFERENT)
def test_a_number_is_not_read_as_another(reply: str, value: float) -> None:
    assert read_number(reply).value != pytest.approx(value, rel=1e-6)


# ---------------------------------------------------------------- replies that can't be read

UNREADABLE: list[tuple[str, int | None, str]] = [
    ("", None, "Nothing is typed yet"), ("   ", None, "Nothing is typed yet"), ("\n", None, "Nothing is typed yet"),
    # two readings: ask
    ("1,234", 1, "Type 1234 or 1.234"), ("12,345", 2, "Type 12345 or 12.345"), ("-1,234", 2, "Type 1234 or 1.234"),
    ("999,999", 3, "999999 or 999.999"), ("2*1,234", 3, "1234 or 1.234"), ("1,234e2", 1, "1234 or 1.234"),
    ("1 1/2", 2, "Type 1.5 or 3/2"), ("2 3/4", 2, "Type 1.5 or 3/2"), ("1/2π", 3, "1/(2*π)"), ("1/2(3)", 3, "1/(2*π)"),
    ("1/3e", 3, "1/(2*π)"), ("5 e-2", 2, "Type 5e-2"), ("5e -2", 1, "Type 5e-2"), ("5e 2", 1, "Type 5e-2"),
    ("2 e+1", 2, "5e-2"),
    # two numbers, none, or half of one
    ("1 2", 2, "Two numbers"), ("0.5 0.5", 4, "Two numbers"), ("π 2", 2, "Two numbers"), ("(1)2", 3, "Two numbers"),
    ("5 % 3", 4, "Two numbers"), ("1 23", 2, "Two numbers"), ("1 2345", 2, "Two numbers"), ("2²2", 2, "Two numbers"),
    ("5 +", 3, "missing at the end"), ("3*", 2, "missing at the end"), ("-", 1, "missing at the end"),
    ("2^", 2, "missing"),
    ("sqrt", 4, "missing at the end"), ("√", 1, "missing at the end"), ("ln", 2, "missing at the end"),
    ("=", 1, "missing"),
    ("*3", 0, "no number before"), ("/2", 0, "no number before"), ("^2", 0, "no number before"),
    ("%", 0, "no number before"),
    ("2**", 3, "missing"), ("2***3", 3, "no number before"), ("2//3", 2, "no number before"),
    ("²", 0, "no number before"),
    # decimal marks
    ("1..2", 2, "one decimal point"), ("1.2.3", 3, "one decimal point"), ("1,23,456", 4, "groups of three"),
    ("5,", 1, "Type 5 alone"),
    ("1,2345,678", 6, "groups of three"), ("1.234,567,890", 9, "groups of three"),
    ("1234,567,890", 8, "groups of three"),
    (".", 0, "can't be read"), (",", 0, "can't be read"), ("1.5,", 3, "behind the last mark"),
    ("1,234.", 5, "behind the last mark"),
    ("1,234.567.8", 9, "one decimal point"),
    # brackets
    ("(1", 0, "still open"), ("2*(1+(3)", 2, "still open"), ("1)", 1, "closes nothing"), ("()", 1, "closes nothing"),
    ("(1}", 2, "closes nothing"), ("[1]", 0, "can't be read"), ("sqrt(", 5, "missing"), ("(1 2)", 3, "Two numbers"),
    # words and other characters
    ("abc", 0, "“abc”"), ("x", 0, "“x”"), ("5 px", 2, "“px”"), ("5 apples", 2, "“apples”"), ("about 5", 0, "“about”"),
    ("1.2M", 3, "“m”"), ("3i", 1, "“i”"), ("y = 5", 2, "behind the equals sign"),
    ("2 = 2", 2, "behind the equals sign"),
    ("3:4", 1, "“:”"), ("3;4", 1, "“;”"), ("|3|", 0, "“|”"), ("5 €", 2, "“€”"), ("5!", 1, "“!”"), ("💡", 0, "“💡”"),
    ("#1", 0, "“#”"),
    (r"\frac{3}{4}", 0, "“frac”"), ("0x1F", 3, "“f”"), ("log2", 4, "missing"), ("log_10", 6, "missing"),
    ("log2 8 2", 7, "Two numbers"), ("three", 0, "“three”"), ("2&3", 1, "“&”"), ("<5", 0, "“<”"),
    ("1\x002", 1, "can't be seen"), ("1\u202e2", 1, "can't be seen"), ("\u200f7", 0, "can't be seen"),
    ("1\x1b[0m", 1, "can't be seen"),
    ("\ud800", 0, "can't be seen"), ("5\u00ad", 1, "can't be seen"),
    # no such number
    ("1/0", 1, "divided by 0"), ("0/0", 1, "divided by 0"), ("1/(2-2)", 1, "divided by 0"),
    ("0^-1", 1, "divided by 0"),
    ("0.0^-0.5", 3, "divided by 0"), ("sqrt(-1)", 0, "no sqrt of -1"), ("√-1", 0, "no sqrt"),
    ("ln(0)", 0, "no ln of 0"),
    ("ln(-2)", 0, "no ln of -2"), ("log2(0)", 0, "no log2"), ("(-8)^(1/3)", 4, "no such power"),
    ("(-1)^0.5", 4, "no such power"),
    ("inf", 0, "finite"), ("-inf", 1, "finite"), ("Infinity", 0, "finite"), ("∞", 0, "finite"), ("nan", 0, "finite"),
    ("NaN", 0, "finite"), (r"\infty", 0, "finite"),
    # too large to be meant
    ("9**9**9**9", 4, "too large"), ("9^9^9^9", 3, "too large"), ("10^400", 2, "too large"),
    ("10^400^400", 6, "too large"),
    ("1e400", 1, "power of ten"), ("1e-400", 1, "power of ten"), ("1e99999999999", 1, "power of ten"),
    ("1e300*1e300", 5, "too large"),
    ("exp(1000)", 0, "too large"), ("exp(exp(exp(99)))", 4, "too large"), ("2^(2^1000)", 4, "too large"),
    ("2²⁰⁰⁰", 1, "too large"),
    ("1e300+1e300", 5, "too large"), ("10^301", 2, "too large"),
    # code
    ("__import__('os')", 0, "can't be read"), ("__import__('os').getpid()", 0, "can't be read"),
    ("eval(1)", 0, "“eval”"),
    ("print(1)", 0, "“print”"), ("1;import os", 1, "“;”"), ("lambda: 1", 0, "“lambda”"), ("exec('1')", 0, "“exec”"),
    ("{}", 1, "closes"),
    ("[].__class__", 0, "can't be read"), ("open('x')", 0, "“open”"), ("1 if 1 else 2", 2, "“if”"),
    ("DROP TABLE", 0, "“drop”"),
]  # fmt: skip

HOSTILE = [
    "(" * 10_000, "1" * 100_000, "(" * 100 + "1" + ")" * 99, "-" * 199 + "1", "√" * 199 + "2", "2^" * 99 + "2",
    "sqrt " * 39 + "2",
    "exp(" * 49, "9**" * 66 + "9", "9²" * 99, "{(" * 99, "1/" * 99 + "0", "1e300*" * 30 + "1",
    "9" * 199, "(9^999)" * 25,
    "\u202e" * 200, "\x00" * 200, "𝟗" * 61, "½" * 199, "1," * 99, "1.234," * 30, "e" * 199, "a" * 199, "%" * 199,
    "1" + "+-" * 99,
    "0." + "0" * 190 + "1", "(1e-300)^999/(1e-300)^999",
]  # fmt: skip


def expect_unreadable(reply: str) -> Unreadable:
    """Return the complaint about a number, which must be a sentence that points into the reply or at all of it."""
    with pytest.raises(Unreadable) as caught:
        read_number(reply)
    position = caught.value.position
    assert position is None or 0 <= position <= len(reply)
    assert any(word in str(caught.value) for word in ("Type", "Delete")), "it must say what to do"
    assert str(caught.value)[0].isupper() or str(caught.value)[0] == "“"
    assert str(caught.value).endswith(".") or str(caught.value)[-1].isdigit()
    return caught.value


@pytest.mark.parametrize(("reply", "position", "words"), UNREADABLE)
def test_what_cannot_be_read_says_why_and_where(reply: str, position: int | None, words: str) -> None:
    complaint = expect_unreadable(reply)
    assert words in str(complaint)
    assert complaint.position == position


@pytest.mark.parametrize("reply", HOSTILE)
def test_hostile_replies_are_refused(reply: str) -> None:
    expect_unreadable(reply)


@pytest.mark.parametrize(
    "reply", ["1+" * 99 + "1", "2*" * 99 + "2", "(" * 29 + "1" + ")" * 29, "-" * 29 + "1", "1e-300*" * 28 + "1"]
)
def test_long_but_harmless_replies_are_read(reply: str) -> None:
    assert math.isfinite(read_number(reply).value)


def test_a_reply_may_be_as_long_as_it_says() -> None:
    assert read_number("1+" * (MAX_LENGTH // 2 - 1) + "11").value == MAX_LENGTH // 2 + 10
    with pytest.raises(Unreadable, match="too long") as caught:
        read_number("1+" * (MAX_LENGTH // 2) + "1")
    assert caught.value.position == MAX_LENGTH


# ---------------------------------------------------------------- units


@pytest.mark.parametrize("reply", ["24 px", "24px", "24 PX", "24", " 24  px "])
def test_the_unit_may_stand_behind_the_number(reply: str) -> None:
    assert read_number(reply, "px").value == 24


@pytest.mark.parametrize(
    ("reply", "unit"), [("1 parameter", "parameters"), ("3 m/s²", "m/s²"), ("3m", "m"), ("5 %", "%"), ("1/2 s", "s")]
)
def test_units_are_read_as_they_are_spelled(reply: str, unit: str) -> None:
    assert read_number(reply, unit).value == {"1 parameter": 1, "5 %": 5, "1/2 s": 0.5}.get(reply, 3)


@pytest.mark.parametrize(
    ("reply", "unit"), [("24 cm", "px"), ("px", "px"), ("24 pxpx", "px"), ("24 timess", "s"), ("24 px", "")]
)
def test_another_unit_is_unreadable(reply: str, unit: str) -> None:
    with pytest.raises(Unreadable):
        read_number(reply, unit)


# ---------------------------------------------------------------- whole numbers

INTEGERS = (
    "0 = 0; 42 = 42; -7 = -7; −7 = -7; 1,234 = 1234; 12,345 = 12345; 1,234,567 = 1234567; 1.234.567 = 1234567; "
    "1 234 = 1234; "
    "1'234 = 1234; 1_234 = 1234; 24.0 = 24; 24. = 24; 24,0 = 24; 1,234.0 = 1234; 5*5*3+1 = 76; 2^10 = 1024; "
    "2¹⁰ = 1024; 1e3 = 1000; "
    "1.5e3 = 1500; 28/2 = 14; floor(7/2)+1 = 4; √16 = 4; log2(8) = 3; 9223372036854775807 = 9223372036854775807; "
    "300 % = 3; "
    "2^62 + 1 = 4611686018427387905; = 76 = 76; 3·3·16 = 144; 28 x 28 = 784; (3*3*3+1)*8 = 224; "
    "123 456 789 = 123456789"
)


@pytest.mark.parametrize(
    ("reply", "value"), [(reply, int(value)) for reply, _, value in (r.rpartition(" = ") for r in INTEGERS.split("; "))]
)
def test_a_whole_number_is_read_exactly(reply: str, value: int) -> None:
    assert read_integer(reply).value == value


@pytest.mark.parametrize(
    ("reply", "position", "words"),
    [
        ("1.234", 1, "Type 1234 if that is meant"), ("12.000", 2, "Type 12000 or 12."),
        ("0.5", None, "this comes to 0.5"),
        ("1,5", None, "this comes to 1.5"), ("25/2", None, "this comes to 12.5"), ("(28-5)/2+1", None, "12.5"),
        ("5 %", None, "0.05"),
        ("π", None, "3.14159265"), ("9223372036854775808", 0, "too large"), ("2^100", 0, "too large"),
        ("1,23", None, "1.23"),
        ("1 000 00", 6, "Two numbers"), ("", None, "Nothing"), ("ten", 0, "“ten”"), ("1/0", 1, "divided by 0"),
        ("-2^63", 0, "too large"),
    ],
)  # fmt: skip
def test_a_whole_number_is_asked_for_again(reply: str, position: int | None, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_integer(reply)
    assert words in str(caught.value)
    assert caught.value.position == position


# ---------------------------------------------------------------- properties


@given(st.text(max_size=300))
def test_plain_characters_keep_their_places(text: str) -> None:
    assert len(normalised(text)) == len(text)


@given(st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-250))
def test_what_python_prints_is_read_back_exactly(value: float) -> None:
    assert read_number(repr(value)).value == value


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_every_whole_number_is_read_back(value: int) -> None:
    assert read_integer(str(value)).value == read_integer(f"{value:_}").value == value


digits = st.integers(-999, 999).map(str) | st.decimals(0, 99, places=2).map(str)
formulas = st.recursive(
    digits,
    lambda inner: (
        st.builds("({}{}{})".format, inner, st.sampled_from("+-*/"), inner) | st.builds("(-{})".format, inner)
    ),
    max_leaves=8,
)


@given(formulas)
def test_formulas_come_to_what_python_makes_of_them(formula: str) -> None:
    try:
        expected = eval(formula.replace("/0)", "/0.0)"), {"__builtins__": {}})  # noqa: S307 - only our own digits and signs,
    except (ZeroDivisionError, SyntaxError):
        return
    try:
        assert read_number(formula).value == pytest.approx(expected, rel=1e-9, abs=1e-9)
    except Unreadable as complaint:
        assert "divided by 0" in str(complaint) or "too long" in str(complaint)


@given(st.text(alphabet="0123456789.,+-*/^()e π√%lnsqrtx²⁻{}=", max_size=40))
def test_scrambled_formulas_are_read_or_refused(text: str) -> None:
    try:
        read = read_number(text)
    except Unreadable as complaint:
        assert complaint.position is None or 0 <= complaint.position <= len(text)
    else:
        assert math.isfinite(read.value)
        assert read.echo.count("$") == 2
        assert read.echo.count("{") == read.echo.count("}")
