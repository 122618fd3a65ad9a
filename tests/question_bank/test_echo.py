"""What was typed is shown typeset, so that learners see how they were understood."""

from __future__ import annotations

import pytest

from question_bank.answers.reading.numbers import read_number

ECHOES = [
    ("0.05", "$0.05$"), ("0,05", "$0.05$"), ("-3", "$-3$"), ("3/4", r"$\frac{3}{4} = 0.75$"),
    ("5 %", r"$5\,\% = 0.05$"), ("1/3", r"$\frac{1}{3} \approx 0.333333$"), ("5e-2", r"$5 \cdot 10^{-2} = 0.05$"),
    ("1e-7", r"$1 \cdot 10^{-7}$"), ("2*10^-3", r"$2 \cdot 10^{-3} = 0.002$"), ("π", r"$\pi \approx 3.14159$"),
    ("√2", r"$\sqrt{2} \approx 1.41421$"), ("e^-2", r"$\mathrm{e}^{-2} \approx 0.135335$"),
    ("(1+2)*3", r"$\left(1 + 2\right) \cdot 3 = 9$"), ("2^3^2", "$2^{3^{2}} = 512$"),
    ("log(2)", r"$\ln\left(2\right) \approx 0.693147$ (log is read as the natural logarithm)"),
    ("ln 2", r"$\ln\left(2\right) \approx 0.693147$"), ("1 234 567", r"$1\,234\,567$"), ("1234.5", "$1234.5$"),
    ("12345.25", r"$12\,345.25$"), ("(2^3)^2", r"$\left(2^{3}\right)^{2} = 64$"), ("-2^2", "$-2^{2} = -4$"),
    ("(-2)^2", r"$\left(-2\right)^{2} = 4$"), ("--5", r"$-\left(-5\right) = 5$"), ("1½", r"$1 + \frac{1}{2} = 1.5$"),
    ("3-(2-1)", r"$3 - \left(2 - 1\right) = 2$"), ("floor(7/2)", r"$\left\lfloor \frac{7}{2} \right\rfloor = 3$"),
    ("log2(8)", r"$\log_{2}\left(8\right) = 3$"), ("1e12", r"$1 \cdot 10^{12}$"),
    ("10^11*3", r"$10^{11} \cdot 3 = 300\,000\,000\,000$"), ("5‰", r"$5\,‰ = 0.005$"),
    ("2e", r"$2 \cdot \mathrm{e} \approx 5.43656$"), ("exp(1)", r"$\exp\left(1\right) \approx 2.71828$"),
    ("2/3*6", r"$\frac{2}{3} \cdot 6 = 4$"), ("1e-3^2", r"$\left(1 \cdot 10^{-3}\right)^{2} = 1 \cdot 10^{-6}$"),
    ("0", "$0$"), ("1-1", "$1 - 1 = 0$"), ("1/800000", r"$\frac{1}{800\,000} = 1.25 \cdot 10^{-6}$"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "echo"), ECHOES)
def test_a_number_is_typeset_as_it_was_understood(reply: str, echo: str) -> None:
    assert read_number(reply).echo == echo


def test_of_a_long_formula_only_the_value_is_shown() -> None:
    assert read_number("1/" * 99 + "4").echo == r"$\ldots = 0.25$"
    assert read_number("1+" * 20 + "1").echo.startswith("$1 + 1 + 1")


def test_the_echo_carries_the_unit() -> None:
    assert read_number("24", "px").echo == "$24$ px"
    assert read_number("1/2", "px").echo == r"$\frac{1}{2} = 0.5$ px"
    assert read_number("5", "%").echo == r"$5\,\%$"
