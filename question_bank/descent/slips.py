"""What learners get wrong about stable rates, contraction factors, condition numbers and numbers of steps."""

from __future__ import annotations

import math
from collections.abc import Iterator

from question_bank.descent.quadratic import Spectrum, Symmetric, contraction, exact_steps
from question_bank.numerals import shown
from question_bank.slips import Slip

TOPIC = "foundations.gradient-descent"
CURVATURE_TOPIC = "optimization.smoothness-and-curvature"
RATE = "step-size"
CONVERGENCE = "convergence"
CONDITION = "condition-number"
MISTAKES = "common-mistakes"


def slip(value: float, why: str, heading: str = RATE, topic: str = TOPIC) -> Slip:
    """Return a slip with one number."""
    return Slip((value,), why, topic, heading)


def of_limit(spectrum: Spectrum) -> Iterator[Slip]:
    """Yield the slips with the largest stable rate where there are two curvatures."""
    low, high = spectrum.low, spectrum.high
    yield slip(1 / high, r"At $1/L$ the steepest direction is done in one step. It is stable up to twice that.")
    yield slip(2 / low, "The steepest direction gets out of hand first: take the largest curvature.")
    yield slip(spectrum.best, r"This is the fastest rate, $2/(L + \mu)$. The stable ones reach further.")
    yield slip(high, "This is the largest curvature. The rate has it in the denominator.")
    yield slip(1 / low, "This is one over the smallest curvature. The largest one sets the limit.")
    yield slip(high / 2, r"Upside down: it is $2/L$.", MISTAKES)


def of_single_limit(curvature: float) -> Iterator[Slip]:
    """Yield the slips with the largest stable rate of a function of one parameter."""
    yield slip(1 / curvature, r"At $1/L$ one step leads right to the minimum. It is stable up to twice that.")
    why = rf"The factor 2 of the second derivative got lost: the curvature is $f'' = {shown(curvature)}$."
    yield slip(4 / curvature, why, MISTAKES)
    yield slip(curvature, "This is the curvature. The rate has it in the denominator.")
    yield slip(curvature / 2, r"Upside down: it is $2/L$.", MISTAKES)
    yield slip(2 / curvature**2, "The curvature itself stands in the denominator, not its square.", MISTAKES)


def of_factor(eta: float, curvature: float) -> Iterator[Slip]:
    """Yield the slips with the contraction factor of one direction."""
    product = eta * curvature
    yield slip(1 + product, r"The step goes downhill, so $\eta\lambda$ is subtracted from 1.", CONVERGENCE)
    yield slip(
        product,
        r"This is $\eta\lambda$, the part that a step takes away. What stays is $1 - \eta\lambda$.",
        CONVERGENCE,
    )
    yield slip(1 - eta, r"The curvature got lost: it is $1 - \eta\lambda$.", CONVERGENCE)
    if product > 1:
        yield slip(1 - product, "The side changes at every step, but a distance has no sign.", CONVERGENCE)
    why = "The function value shrinks by the square of this. Asked for is the distance."
    yield slip((1 - product) ** 2, why, CONVERGENCE)
    yield slip(contraction(eta, curvature / 2), "The factor 2 of the second derivative got lost.", MISTAKES)
    yield slip(
        math.exp(-product),
        r"This is the flow with tiny steps. A step of this size gives $1 - \eta\lambda$.",
        CONVERGENCE,
    )


def of_place(lowest: float, distance: float, factor: float, steps: int) -> Iterator[Slip]:
    r"""Yield the slips with the parameter after some steps; ``factor`` is $1 - \eta\lambda$ with its sign."""
    right = distance * factor**steps
    yield slip(
        lowest + distance * (1 - steps * (1 - factor)), "The steps get shorter: the factor is applied anew each time."
    )
    yield slip(lowest - right, "The distance was put on the other side of the minimum.", MISTAKES)
    yield slip(right, f"This is the distance to the minimum, which is at ${shown(lowest)}$.", CONVERGENCE)
    yield slip(lowest + distance * factor ** (steps - 1), "One step too few.", CONVERGENCE)
    yield slip(lowest + distance * factor ** (steps + 1), "One step too many.", CONVERGENCE)
    yield slip(
        lowest + distance * (1 - factor) ** steps, r"You took $\eta\lambda$ in place of $1 - \eta\lambda$.", CONVERGENCE
    )
    yield slip(
        (lowest + distance) * factor**steps, "The distance to the minimum shrinks, not the parameter itself.", MISTAKES
    )


def of_best(spectrum: Spectrum) -> Iterator[Slip]:
    """Yield the slips with the fastest rate."""
    low, high = spectrum.low, spectrum.high
    yield slip(spectrum.limit, r"This is the limit $2/L$, where the steepest direction no longer converges.")
    yield slip(1 / high, r"$1/L$ is safe, but the flat direction can be made faster: balance both ends.")
    yield slip(1 / (low + high), r"A factor 2 is missing: $2/(L + \mu)$.", MISTAKES)
    yield slip((low + high) / 2, "Upside down: this is the mean curvature.", MISTAKES)
    yield slip(2 / (high - low), r"The curvatures are added: $2/(L + \mu)$.", MISTAKES)
    yield slip(1 / low, "With this rate the steepest direction explodes.")


def of_best_factor(spectrum: Spectrum) -> Iterator[Slip]:
    """Yield the slips with the contraction factor at the fastest rate."""
    ratio = spectrum.condition
    yield slip(1 - 1 / ratio, r"This is the factor at the rate $1/L$.", CONVERGENCE)
    yield slip(
        1 / ratio, r"This is one over the condition number. The factor is $(\kappa - 1)/(\kappa + 1)$.", CONVERGENCE
    )
    yield slip(1 / spectrum.factor, "Upside down: a factor above 1 would be growth.", MISTAKES)
    yield slip(spectrum.factor**2, "The function value shrinks by this. Asked for is the distance.", CONVERGENCE)
    yield slip(1 - spectrum.factor, "This is what a step takes away. Asked for is what stays.", CONVERGENCE)
    root = math.sqrt(ratio)
    why = r"This has $\sqrt\kappa$ in it: it is the factor of momentum with the best settings."
    yield slip((root - 1) / (root + 1), why, CONVERGENCE)


def of_condition(matrix: Symmetric) -> Iterator[Slip]:
    """Yield the slips with the condition number of a matrix."""
    spectrum = matrix.spectrum
    low, high = spectrum.low, spectrum.high
    wrong = (
        (low / high, "Upside down: the largest eigenvalue stands above."),
        (high - low, "You subtracted. It is a ratio."),
        (max(matrix.a, matrix.d) / min(matrix.a, matrix.d), "The diagonal entries are not the eigenvalues."),
        (low * high, "This is the determinant."),
        ((low + high) / (low * high), "This is trace over determinant."),
        (math.sqrt(high / low), "This is the square root of it, which counts for momentum."),
    )
    for value, why in wrong:
        yield slip(value, why, CONDITION, CURVATURE_TOPIC)


def of_eigenvalues(matrix: Symmetric) -> Iterator[Slip]:
    """Yield the slips with the two eigenvalues, the smaller first."""
    a, b, d = matrix.a, matrix.b, matrix.d
    low, high = matrix.spectrum.low, matrix.spectrum.high
    wrong = (
        (
            (min(a, d), max(a, d)),
            "These are the diagonal entries. They are the eigenvalues only where nothing stands beside the diagonal.",
        ),
        (
            (-high, -low),
            r"The signs are turned round: the roots of $\lambda^2 - \text{trace}\,\lambda + \det$ are positive here.",
        ),
        ((high, low), "The smaller one comes first."),
        (
            (a + d, a * d - b * b),
            "These are trace and determinant: the sum and the product of the eigenvalues.",
        ),
        (
            (min(a, d) - abs(b), max(a, d) + abs(b)),
            "Eigenvalues are not the diagonal plus and minus what stands beside it.",
        ),
        (
            (2 * low, 2 * high),
            r"The $\tfrac{1}{2}$ at the front takes away the 2 of the second derivative: the matrix itself counts.",
        ),
    )
    for values, why in wrong:
        yield Slip(values, why, CURVATURE_TOPIC, CONDITION)


def of_steps(factor: float, share: float, condition: float = 0.0) -> Iterator[Slip]:
    """Yield the slips with the number of steps until a distance has shrunk to a share."""
    exact = exact_steps(factor, share)
    yield slip(math.floor(exact), "At this step it is not quite there. Round up.", CONVERGENCE)
    yield slip(math.ceil(exact / 2), "This is for the function value, which shrinks by the square.", CONVERGENCE)
    yield slip(
        math.ceil(math.log10(1 / share) / -math.log(factor)), "You mixed two logarithms. Take the same above and below."
    )
    yield slip(
        math.ceil((1 - share) / (1 - factor)),
        "You let the same length be taken away each time. It is a power.",
        CONVERGENCE,
    )
    yield slip(
        math.ceil(1 / share),
        "This is one over the share. The number of steps grows only with its logarithm.",
        CONVERGENCE,
    )
    yield slip(math.ceil(-math.log(share)), "The factor of one step got lost from the denominator.", CONVERGENCE)
    yield slip(math.ceil(exact) + 1, "One step too many.", CONVERGENCE)
    if condition:
        estimate = condition * math.log(1 / share)
        yield slip(math.ceil(estimate), r"This is the rough estimate $\kappa\ln(1/\varepsilon)$.", CONVERGENCE)
