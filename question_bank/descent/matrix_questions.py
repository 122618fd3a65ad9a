"""A quadratic of two variables given by its matrix: curvatures, rates, factors and steps, each building on the last."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

from question_bank.answers import AnswerSpec, Integer, Value, Vector
from question_bank.descent import slips
from question_bank.descent.quadratic import Spectrum, Symmetric, contraction, draw_matrix, exact_steps, steps_to
from question_bank.descent.race_case import matrix_case
from question_bank.descent.slips import CONVERGENCE
from question_bank.exercise import Exercise, Part
from question_bank.numerals import result, shown
from question_bank.slips import Slip, asked, digits

Follow = Callable[[Spectrum], AnswerSpec]
SIGNIFICANT = "Type three significant digits."
SHARES = (0.1, 0.01, 0.001, 0.05, 0.02, 1e-4)
LEADS = (
    "A quadratic loss is $f(x) = \\tfrac{{1}}{{2}}x^\\top A x - b^\\top x$ with",
    "Near its minimum a loss is $f(x) = \\tfrac{{1}}{{2}}x^\\top A x - b^\\top x$ plus a constant, with",
    "Gradient descent is to minimise $f(x) = \\tfrac{{1}}{{2}}x^\\top A x - b^\\top x$, where",
)


def draw(rng: random.Random) -> Exercise:
    """Return a matrix with whole eigenvalues and five questions on it."""
    matrix, share = draw_matrix(rng), rng.choice(SHARES)
    spectrum = matrix.spectrum
    eta = float(f"{rng.choice((0.5, 0.8, 1.0, 1.2, 1.6)) / spectrum.high:.2g}")
    offset = rng.sample([b for b in range(-9, 10) if b], 2)
    exact = exact_steps(spectrum.factor, share)
    if spectrum.condition < 1.5 or abs(exact - round(exact)) < 0.04:
        return draw(rng)
    parts = (
        _eigenvalues(matrix),
        _with_spectrum(_limit(spectrum), lambda mine: digits(mine.limit)),
        _with_spectrum(_worst(spectrum, eta), lambda mine: digits(mine.worst(eta))),
        _with_spectrum(_best(spectrum), lambda mine: digits(mine.best)),
        _with_spectrum(_steps(spectrum, share), lambda mine: Integer(steps_to(mine.factor, share))),
    )
    prompt = (
        f"{rng.choice(LEADS).format()}\n\n$$\nA = \\begin{{pmatrix}} {shown(matrix.a)} & {shown(matrix.b)} \\\\ "
        f"{shown(matrix.b)} & {shown(matrix.d)} \\end{{pmatrix}}, \\quad b = \\begin{{pmatrix}} {offset[0]} \\\\ "
        f"{offset[1]} \\end{{pmatrix}}.\n$$\n\nThe steps are $x \\leftarrow x - \\eta "
        "(Ax - b)$. Rates and factors below are about the distance to the minimum."
    )
    return Exercise(prompt, parts, _solution(matrix, eta, share), matrix_case(matrix, eta))


def _with_spectrum(part: Part, follow: Follow) -> Part:
    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        if not isinstance(mine, tuple) or len(mine) != 2:
            return None
        low, high = (float(cell) for cell in mine if not isinstance(cell, tuple))
        return follow(Spectrum(low, high)) if 0 < low < high < 1e9 else None

    return replace(part, carry=carry)


def _eigenvalues(matrix: Symmetric) -> Part:
    spectrum = matrix.spectrum
    spec = Vector((spectrum.low, spectrum.high), ("smaller", "larger"))
    question = r"What are the two eigenvalues of $A$? Type the smaller and the larger, to 3 decimals."
    return asked(question, spec, slips.of_eigenvalues(matrix))


def _limit(spectrum: Spectrum) -> Part:
    question = f"Below which learning rate does it converge from every start? {SIGNIFICANT}"
    return asked(question, digits(spectrum.limit), slips.of_limit(spectrum))


def _worst(spectrum: Spectrum, eta: float) -> Part:
    slow, fast = sorted((spectrum.low, spectrum.high), key=lambda curvature: -contraction(eta, curvature))
    other = slips.slip(contraction(eta, fast), "This is the factor of the faster direction.", CONVERGENCE)
    question = (
        rf"With $\eta = {shown(eta)}$: by which factor is the distance multiplied per step in the slowest direction?"
    )
    return asked(f"{question} {SIGNIFICANT}", digits(spectrum.worst(eta)), [other, *slips.of_factor(eta, slow)])


def _best(spectrum: Spectrum) -> Part:
    question = f"Which rate makes the slowest direction as fast as possible? {SIGNIFICANT}"
    return asked(question, digits(spectrum.best), slips.of_best(spectrum))


def _steps(spectrum: Spectrum, share: float) -> Part:
    question = (
        "With that best rate and the least favourable start: after how many steps is the distance for the first time "
        rf"at most ${shown(share)}$ of that at the start? Type a whole number."
    )
    wrong: list[Slip] = list(slips.of_steps(spectrum.factor, share, spectrum.condition))
    return asked(question, Integer(steps_to(spectrum.factor, share)), wrong, 2)


def _solution(matrix: Symmetric, eta: float, share: float) -> tuple[str, ...]:
    spectrum = matrix.spectrum
    low, high, factor = spectrum.low, spectrum.high, spectrum.factor
    trace, det = matrix.a + matrix.d, matrix.a * matrix.d - matrix.b**2
    return (
        (
            rf"The eigenvalues solve $\lambda^2 - \text{{trace}} \cdot \lambda + \det = 0$, here $\lambda^2 - "
            rf"{shown(trace)}\lambda + {shown(det)} = 0$."
        ),
        rf"$\mu = {shown(low)}$ and $L = {shown(high)}$: their sum is the trace, their product the determinant.",
        rf"Along an eigenvector the factor of a step is $1 - \eta\lambda$. So $\eta < 2/L {result(2 / high)}$.",
        (
            rf"With $\eta = {shown(eta)}$: $|1 - \eta\mu| {result(contraction(eta, low))}$ and $|1 - \eta L| "
            rf"{result(contraction(eta, high))}$; the larger, ${shown(spectrum.worst(eta))}$, is the slowest."
        ),
        rf"Both ends are equally fast at $\eta = 2/(L + \mu) = 2/{shown(low + high)} {result(spectrum.best)}$.",
        (
            rf"Then the factor is $(L - \mu)/(L + \mu) {result(factor)}$, and $k \ge \ln {shown(share)} / \ln "
            rf"{shown(factor)} \approx {math.log(share) / math.log(factor):.2f}$ gives $k = {steps_to(factor, share)}$."
        ),
    )
