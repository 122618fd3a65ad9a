"""Replies as people type them, and what they mean: the tables that the readers of numbers are tried on."""

from __future__ import annotations

import math

# Each row is a reply and its value; the last equals sign stands between, a semicolon behind.
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
    "5 ‰ = 0.005; 0.5 % = 0.005; 1/2 % = 0.005; 50 % + 10 % = 0.6; 20 * 5 % = 1; (5 + 5) % = 0.1; ５％ = 0.05"
)
FRACTIONS = (
    "3/4 = 0.75; 3 / 4 = 0.75; 3÷4 = 0.75; 3⁄4 = 0.75; 3∕4 = 0.75; -3/4 = -0.75; 1/20 = 0.05; "
    "1/3 = 0.3333333333333333; ½ = 0.5; ¼ = 0.25; ¾ = 0.75; ⅓ = 0.3333333333333333; ⅛ = 0.125; 1½ = 1.5; 2¾ = 2.75; "
    "-1½ = -1.5; 1 ½ = 1.5; (3/4)/2 = 0.375; 3/4/2 = 0.375; 3/(4/2) = 1.5; 1/2+1/3 = 0.8333333333333334; "
    "0.5/0.25 = 2; 7/-2 = -3.5"
)
ARITHMETIC = (
    "1+1 = 2; 3-5 = -2; 3 − 5 = -2; 3–5 = -2; 2*3 = 6; 2·3 = 6; 2⋅3 = 6; 2×3 = 6; 2∗3 = 6; 2•3 = 6; 28x28 = 784; "
    "2 x 3 = 6; 2+3*4 = 14; (2+3)*4 = 20; 2(3+4) = 14; (1+2)(3+4) = 21; 10-2-3 = 5; 12/3*2 = 8; 2*-3 = -6; "
    "-(2+3) = -5; ((7)) = 7; {3} = 3; （3） = 3; 5*5*3+1 = 76; (28+2*2-5)/2 + 1 = 14.5; 0.9*0.5 + 0.1 = 0.55; "
    "0.1+0.2 = 0.3; 1-0.9 = 0.1"
)
POWERS = (
    "2^3 = 8; 2**3 = 8; 2³ = 8; 2² = 4; 2¹⁰ = 1024; 2^-1 = 0.5; 2⁻¹ = 0.5; 2^3^2 = 512; (2^3)^2 = 64; -2^2 = -4; "
    "(-2)^2 = 4; (-2)^3 = -8; 4^0.5 = 2; 4^(1/2) = 2; 2^1/2 = 1; 0^0 = 1; 0.9^3 = 0.729; 0,9^3 = 0.729; "
    "1e3^2 = 1000000; (1+1)^(1+1) = 4; 3²+4² = 25; 2^(-2) = 0.25; 10^0 = 1; 2^62 = 4611686018427387904"
)
E, PI = math.e, math.pi
CONSTANTS = {
    "π": PI, "pi": PI, "Pi": PI, "2π": 2 * PI, "2 pi": 2 * PI, "2*pi": 2 * PI, r"\pi": PI, "π²": PI**2, "π/2": PI / 2,
    "-π": -PI, "e": E, "2e": 2 * E, "2 e": 2 * E, "e^2": E**2, "e^-2": E**-2, "e^(-2)": E**-2, "e⁻²": E**-2,
    "3e^-2": 3 * E**-2, "1/e": 1 / E, "e^0.5": E**0.5, "1/(1+e^-2)": 1 / (1 + E**-2),
    "e²/(e²+e+1)": E**2 / (E**2 + E + 1), "2(π)": 2 * PI, "1/(2*π)": 1 / (2 * PI), "e*π": E * PI, "e π": E * PI,
    "(1+2)π": 3 * PI,
}  # fmt: skip
FUNCTIONS = {
    "√2": 2**0.5, "√(2)": 2**0.5, "sqrt(2)": 2**0.5, "sqrt 2": 2**0.5, "Sqrt(16)": 4, r"\sqrt{2}": 2**0.5,
    "3√2": 3 * 2**0.5, "√2·3": 3 * 2**0.5, "2sqrt(3)": 2 * 3**0.5, "√√16": 2, "-√4": -2, "1/√2": 0.5**0.5,
    "sqrt(3²+4²)": 5, "exp(1)": E, "exp(-1)": 1 / E, "exp -1": 1 / E, "EXP(0)": 1, "2exp(0)": 2,
    "exp(2)/(exp(2)+exp(1))": 1 / (1 + 1 / E), "ln(2)": math.log(2), "ln 2": math.log(2), "ln2": math.log(2),
    "ln(e)": 1, "ln e^2": 2, "-ln(0.5)": math.log(2), "log(2)": math.log(2), "Log 2": math.log(2),
    r"\ln 2": math.log(2), "-0.5*ln(0.5)-0.5*ln(0.5)": math.log(2), "log2(8)": 3, "log2 (8)": 3, "log_2(8)": 3,
    "log10(1000)": 3, "log_10(1000)": 3, "log2 8": 3, "Log10 10": 1, "log25": math.log(25), "ln(8)/ln(2)": 3,
    "-log2(0.5)": 1, "log2(1/8)": -3, "tanh(0)": 0, "tanh(0.5)": math.tanh(0.5), "floor(7/2)": 3, "ceil(7/2)": 4,
    "σ(0.5)": 1 / (1 + math.exp(-0.5)), "sigmoid(0)": 0.5, r"\sigma(-1000)": 0, "σ(σ(0))": 1 / (1 + math.exp(-0.5)),
    "sin(0)": 0, "cos π": -1, "sinh(1)": math.sinh(1), "cosh(0)": 1, "relu(-3)": 0, "ReLU(2)": 2, "abs(-3)": 3,
    "max(0, 2)": 2, "min(0,5)": 0, "max(0,5; 1,5)": 1.5, r"\frac{3}{4}": 0.75, "ln(2)^2": math.log(2) ** 2,
    "exp(1)^2": E**2, "-ln(2)²": -(math.log(2) ** 2), "floor((28-5)/2)+1": 12, "floor(-0.5)": -1, "exp(-1000)": 0,
}  # fmt: skip
AROUND = (
    "= 0.05 = 0.05; ≈0.05 = 0.05; ~ 0.05 = 0.05;   7   = 7; 0.1\u200b = 0.1; \ufeff7 = 7; 7\t = 7; "
    "１２.５ = 12.5; ٣ = 3"
)

READABLE = {
    "plain": PLAIN,
    "commas": COMMAS,
    "thousands": THOUSANDS,
    "powers of ten": POWERS_OF_TEN,
    "shares": SHARES,
    "fractions": FRACTIONS,
    "arithmetic": ARITHMETIC,
    "powers": POWERS,
    "around": AROUND,
}

# What the reply is not.
DIFFERENT = [
    ("0.5", 5), ("5", 0.05), ("5 %", 5), ("1.234", 1234), ("1/2", 2), ("-3", 3), ("2^3", 6), ("-2^2", 4),
    ("2^1/2", 2**0.5), ("√2·3", 6**0.5), ("12/3*2", 2), ("3/4/2", 1.5), ("10-2-3", 11), ("1e3", 100), ("e^2", 100),
    ("ln(10)", 1), ("log(100)", 2), ("log2(8)", math.log(8)), ("2π", PI), ("1½", 0.5), ("5‰", 0.05), ("2+3*4", 20),
    ("2⁻¹", -2), ("exp(2)", E * 2), ("2e", 2),
]  # fmt: skip

# A reply, the place of its first bad character, and words of the sentence that says what to type instead.
UNREADABLE: list[tuple[str, int | None, str]] = [
    ("", None, "Nothing is typed yet"), ("   ", None, "Nothing is typed yet"), ("\n", None, "Nothing is typed yet"),
    # two readings: ask
    ("1,234", 1, "Type 1234 or 1.234"), ("12,345", 2, "Type 12345 or 12.345"), ("-1,234", 2, "Type 1234 or 1.234"),
    ("999,999", 3, "999999 or 999.999"), ("2*1,234", 3, "1234 or 1.234"), ("1,234e2", 1, "1234 or 1.234"),
    ("1 1/2", 2, "Type 1.5 or 3/2"), ("2 3/4", 2, "Type 1.5 or 3/2"), ("1/2π", 3, "1/(2*π)"),
    ("1/2(3)", 3, "1/(2*π)"), ("1/3e", 3, "1/(2*π)"), ("5 e-2", 2, "Type 5e-2"), ("5e -2", 1, "Type 5e-2"),
    ("5e 2", 1, "Type 5e-2"), ("2 e+1", 2, "5e-2"),
    # two numbers, none, or half of one
    ("1 2", 2, "Two numbers"), ("0.5 0.5", 4, "Two numbers"), ("π 2", 2, "Two numbers"), ("(1)2", 3, "Two numbers"),
    ("5 % 3", 4, "Two numbers"), ("1 23", 2, "Two numbers"), ("1 2345", 2, "Two numbers"), ("2²2", 2, "Two numbers"),
    ("5 +", 3, "missing at the end"), ("3*", 2, "missing at the end"), ("-", 1, "missing at the end"),
    ("2^", 2, "missing"), ("sqrt", 4, "missing at the end"), ("√", 1, "missing at the end"),
    ("ln", 2, "missing at the end"), ("=", 1, "missing"), ("*3", 0, "no number before"),
    ("/2", 0, "no number before"), ("^2", 0, "no number before"), ("%", 0, "no number before"), ("2**", 3, "missing"),
    ("2***3", 3, "no number before"), ("2//3", 2, "no number before"), ("²", 0, "no number before"),
    # decimal marks
    ("1..2", 2, "one decimal point"), ("1.2.3", 3, "one decimal point"), ("1,23,456", 4, "groups of three"),
    ("5,", 1, "Type 5 alone"), ("1,2345,678", 6, "groups of three"), ("1.234,567,890", 9, "groups of three"),
    ("1234,567,890", 8, "groups of three"), (".", 0, "can't be read"), (",", 0, "can't be read"),
    ("1.5,", 3, "behind the last mark"), ("1,234.", 5, "behind the last mark"),
    ("1,234.567.8", 9, "one decimal point"),
    # brackets
    ("(1", 0, "still open"), ("2*(1+(3)", 2, "still open"), ("1)", 1, "closes nothing"), ("()", 1, "closes nothing"),
    ("(1}", 2, "closes nothing"), ("[1]", 0, "can't be read"), ("sqrt(", 5, "missing"), ("(1 2)", 3, "Two numbers"),
    # words and other characters
    ("abc", 0, "“abc”"), ("x", 0, "“x”"), ("5 px", 2, "“px”"), ("5 apples", 2, "“apples”"), ("about 5", 0, "“about”"),
    ("1.2M", 3, "“m”"), ("3i", 1, "“i”"), ("y = 5", 2, "behind the equals sign"),
    ("2 = 2", 2, "behind the equals sign"), ("3:4", 1, "“:”"), ("3;4", 1, "“;”"), ("|3|", 0, "“|”"),
    ("5 €", 2, "“€”"), ("5!", 1, "“!”"), ("💡", 0, "“💡”"), ("#1", 0, "“#”"), (r"\frac34", 5, "Type a fraction as a/b"),
    ("0x1F", 3, "“f”"), ("log2", 4, "missing"), ("log_10", 6, "missing"), ("log2 8 2", 7, "Two numbers"),
    ("three", 0, "“three”"), ("2&3", 1, "“&”"), ("<5", 0, "“<”"), ("1\x002", 1, "can't be seen"),
    ("1\u202e2", 1, "can't be seen"), ("\u200f7", 0, "can't be seen"), ("1\x1b[0m", 1, "can't be seen"),
    ("\ud800", 0, "can't be seen"), ("5\u00ad", 1, "can't be seen"),
    # no such number
    ("1/0", 1, "divided by 0"), ("0/0", 1, "divided by 0"), ("1/(2-2)", 1, "divided by 0"),
    ("0^-1", 1, "divided by 0"), ("0.0^-0.5", 3, "divided by 0"), ("sqrt(-1)", 0, "no sqrt of -1"),
    ("√-1", 0, "no sqrt"), ("ln(0)", 0, "no ln of 0"), ("ln(-2)", 0, "no ln of -2"), ("log2(0)", 0, "no log2"),
    ("(-8)^(1/3)", 4, "no such power"), ("(-1)^0.5", 4, "no such power"), ("inf", 0, "finite"), ("-inf", 1, "finite"),
    ("Infinity", 0, "finite"), ("∞", 0, "finite"), ("nan", 0, "finite"), ("NaN", 0, "finite"),
    (r"\infty", 0, "finite"),
    # too large to be meant
    ("9**9**9**9", 4, "too large"), ("9^9^9^9", 3, "too large"), ("10^400", 2, "too large"),
    ("10^400^400", 6, "too large"), ("1e400", 1, "power of ten"), ("1e-400", 1, "power of ten"),
    ("1e99999999999", 1, "power of ten"), ("1e300*1e300", 5, "too large"), ("exp(1000)", 0, "too large"),
    ("exp(exp(exp(99)))", 4, "too large"), ("2^(2^1000)", 4, "too large"), ("2²⁰⁰⁰", 1, "too large"),
    ("1e300+1e300", 5, "too large"), ("10^301", 2, "too large"),
    # code
    ("__import__('os')", 0, "can't be read"), ("__import__('os').getpid()", 0, "can't be read"),
    ("eval(1)", 0, "“eval”"), ("print(1)", 0, "“print”"), ("1;import os", 1, "“;”"), ("lambda: 1", 0, "“lambda”"),
    ("exec('1')", 0, "“exec”"), ("{}", 1, "closes"), ("[].__class__", 0, "can't be read"), ("open('x')", 0, "“open”"),
    ("1 if 1 else 2", 2, "“if”"), ("DROP TABLE", 0, "“drop”"),
]  # fmt: skip

HOSTILE = [
    "(" * 10_000, "1" * 100_000, "(" * 100 + "1" + ")" * 99, "-" * 199 + "1", "√" * 199 + "2", "2^" * 99 + "2",
    "sqrt " * 39 + "2", "exp(" * 49, "9**" * 66 + "9", "9²" * 99, "{(" * 99, "1/" * 99 + "0", "1e300*" * 30 + "1",
    "9" * 199, "(9^999)" * 25, "\u202e" * 200, "\x00" * 200, "𝟗" * 61, "½" * 199, "1," * 99, "1.234," * 30, "e" * 199,
    "a" * 199, "%" * 199, "1" + "+-" * 99, "0." + "0" * 190 + "1", "(1e-300)^999/(1e-300)^999",
]  # fmt: skip

HARMLESS = ["1+" * 99 + "1", "2*" * 99 + "2", "(" * 29 + "1" + ")" * 29, "-" * 29 + "1", "1e-300*" * 28 + "1"]

# ---------------------------------------------------------------- whole numbers

INTEGERS = (
    "0 = 0; 42 = 42; -7 = -7; −7 = -7; 1,234 = 1234; 12,345 = 12345; 1,234,567 = 1234567; 1.234.567 = 1234567; "
    "1 234 = 1234; 1'234 = 1234; 1_234 = 1234; 24.0 = 24; 24. = 24; 24,0 = 24; 1,234.0 = 1234; 5*5*3+1 = 76; "
    "2^10 = 1024; 2¹⁰ = 1024; 1e3 = 1000; 1.5e3 = 1500; 28/2 = 14; floor(7/2)+1 = 4; √16 = 4; log2(8) = 3; "
    "e^(ln 8) = 8; 9223372036854775807 = 9223372036854775807; 300 % = 3; 2^62 + 1 = 4611686018427387905; = 76 = 76; "
    "3·3·16 = 144; 28 x 28 = 784; (3*3*3+1)*8 = 224; 123 456 789 = 123456789"
)

ASKED_AGAIN: list[tuple[str, int | None, str]] = [
    ("1.234", 1, "Type 1234 if that is meant"), ("12.000", 2, "Type 12000 or 12."),
    ("0.5", None, "this comes to 0.5"), ("1,5", None, "this comes to 1.5"), ("25/2", None, "this comes to 12.5"),
    ("(28-5)/2+1", None, "12.5"), ("5 %", None, "0.05"), ("π", None, "3.14159265"),
    ("9223372036854775808", 0, "too large"), ("2^100", 0, "too large"), ("1,23", None, "1.23"),
    ("1 000 00", 6, "Two numbers"), ("", None, "Nothing"), ("ten", 0, "“ten”"), ("1/0", 1, "divided by 0"),
    ("-2^63", 0, "too large"),
]  # fmt: skip


def rows(table: str) -> dict[str, str]:
    """Return the replies of a table and what they mean."""
    pairs = [row.rpartition(" = ") for row in table.split(";") if row.strip()]
    return {reply.removeprefix(" "): value for reply, _, value in pairs}
