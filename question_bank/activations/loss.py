"""The logistic loss: why its gradient is prediction minus label, and how curved it is."""

from __future__ import annotations

import random
from collections.abc import Iterable

from question_bank.activations.composed import DIGITS, told
from question_bank.activations.curves import Slip
from question_bank.activations.formulas import asked_for, put_into, tex, value
from question_bank.activations.slopes import slope
from question_bank.answers import AnswerSpec, Number, Value
from question_bank.exercise import Exercise, Part
from question_bank.notation import bracketed, decimal, signed

LETTERS = ("p", "x")
INPUTS = (2.0, 3.0, 4.0, 5.0, 0.5, 1.5, 2.5, -2.0, -3.0, -1.5, -0.5)
SHARES = (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9)
BIASES = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, -3.0, 1.5, -1.5, 4.0, -0.25)
SETTINGS = (
    ("A spam filter", "a mail is spam"),
    ("A classifier of X-rays", "a picture shows a fracture"),
    ("A logistic regression", "a customer leaves"),
    ("A one-unit classifier", "a review is positive"),
    ("A churn model", "a user comes back"),
    ("A detector", "a sound is speech"),
    ("A quality control", "a part is broken"),
    ("A model of a bank", "a payment is fraud"),
    ("A weather model", "it rains tomorrow"),
)


def logistic_loss(rng: random.Random) -> Exercise:
    """Return the exam question about one example with its label, 1 or 0."""
    label, x, share, bias = rng.choice((0, 1)), rng.choice(INPUTS), rng.choice(SHARES), rng.choice(BIASES)
    who, what = rng.choice(SETTINGS)
    error = "p - 1" if label else "p"
    parts = (_by_z(label, error), _by_w(label, error), _at_spot(label, x, share), _curvature(x))
    loss = r"-\ln(p)" if label else r"-\ln(1 - p)"
    prompt = (
        f"{who} gives the probability that {what} as $$p = \\sigma(z), \\qquad z = wx{signed(bias)}.$$ "
        f"For an example with the label {label} the loss is $L = {loss}$."
    )
    return Exercise(prompt, parts, _steps(label, error, x, share))


def _by_z(label: int, error: str) -> Part:
    spec = asked_for(error, ("p",))
    outer = "-1/p" if label else "1/(1 - p)"
    slips = (
        (outer, r"That is $\frac{dL}{dp}$. Multiply by the slope of the sigmoid, $\frac{dp}{dz} = p(1 - p)$."),
        ("1 - p" if label else "-p", "The sign is wrong: the loss has a minus in front of the logarithm."),
        ("p*(1 - p)", r"That is $\frac{dp}{dz}$ alone. Multiply by the slope of the loss, $\frac{dL}{dp}$."),
        ("p" if label else "p - 1", f"That is the gradient for the label {1 - label}. Here the label is {label}."),
    )
    return Part(r"Write $\frac{dL}{dz}$ as a formula in $p$ only.", spec, 1, told(spec, slips))


def _by_w(label: int, error: str) -> Part:
    spec = asked_for(f"({error})*x", LETTERS)

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return asked_for(f"({earlier[0]})*x", LETTERS)

    return Part(
        r"Write $\frac{dL}{dw}$ as a formula in $p$ and $x$.", spec, 1, told(spec, _slips_by_w(label)), from_learner
    )


def _slips_by_w(label: int) -> Iterable[Slip]:
    error, opposite = ("(p - 1)", "(1 - p)") if label else ("p", "-p")
    yield f"{opposite}*x", "The sign is wrong: the gradient is prediction minus label, times the input."
    yield f"{error}*p*(1 - p)*x", "The slope of the sigmoid is counted twice: it has cancelled already in part A."
    yield error, "The input is missing: $z$ changes $x$ times as fast as $w$."
    yield (
        f"{'p' if label else '(p - 1)'}*x",
        f"That is the gradient for the label {1 - label}. Here the label is {label}.",
    )


def _at_spot(label: int, x: float, share: float) -> Part:
    exact = (share - label) * x

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        return _number(put_into(str(earlier[1]), p=share, x=x))

    spec = _number(exact)
    slips = ((f"{value(text, p=share, x=x):.5f}", why) for text, why in _slips_by_w(label))
    prompt = f"How large is $\\frac{{dL}}{{dw}}$ for $x = {decimal(x)}$ and $p = {decimal(share)}$? {DIGITS}"
    return Part(prompt, spec, 1, told(spec, slips), from_learner)


def _curvature(x: float) -> Part:
    text = f"{decimal(x * x)}*p*(1 - p)"
    spec = asked_for(text, ("p",))
    size = decimal(abs(x))
    slips = (
        (f"{decimal(x)}*p*(1 - p)", f"The input counts in both derivatives: ${bracketed(x)}^2$, not ${decimal(x)}$."),
        ("p*(1 - p)", f"This is the curvature by $z$. By $w$ each derivative brings another factor of ${decimal(x)}$."),
        (decimal(x * x), f"You differentiated by $p$. As $w$ changes, $p$ changes by ${size}p(1 - p)$ in size."),
        (f"-{text}", "The sign is wrong: the loss is convex, its curvature is never negative."),
    )
    prompt = f"For $x = {decimal(x)}$, write the curvature $\\frac{{d^2L}}{{dw^2}}$ as a formula in $p$ only."
    return Part(prompt, spec, 2, told(spec, slips))


def _steps(label: int, error: str, x: float, share: float) -> tuple[str, ...]:
    outer = r"-\frac{1}{p}" if label else r"\frac{1}{1 - p}"
    curvature = tex(f"{decimal(x * x)}*p*(1 - p)", ("p",))
    return (
        r"Go back along the chain $w \to z \to p \to L$, one factor for each arrow.",
        r"The sigmoid has the slope $\frac{dp}{dz} = p(1 - p)$.",
        f"Part A: $\\frac{{dL}}{{dz}} = {outer} \\cdot p(1 - p) = {tex(error, ('p',))}$, prediction minus label.",
        f"Part B: $\\frac{{dz}}{{dw}} = x$, so $\\frac{{dL}}{{dw}} = {tex(f'({error})*x', LETTERS)}$.",
        f"Part C: $({decimal(share)} - {label}) \\cdot {bracketed(x)} = {(share - label) * x:.3f}$.",
        (
            f"Part D: $\\frac{{dp}}{{dw}} = {decimal(x)} \\cdot p(1 - p)$, and "
            f"$\\frac{{dL}}{{dw}} = {decimal(x)} \\cdot ({tex(error, ('p',))})$ changes "
            f"by ${decimal(x)} \\cdot {tex(slope(error, 'p'), ('p',))}$ for each $p$: "
            f"$\\frac{{d^2L}}{{dw^2}} = {curvature}$."
        ),
    )


def _number(exact: float) -> Number:
    return Number(exact, absolute=1.5e-3, decimals=3)
