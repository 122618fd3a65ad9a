"""What learners get wrong about Gaussian latent variables: formulas that went wrong, one way each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from question_bank.gradients.asking import Slip
from question_bank.gradients.edges import off_the_edge
from question_bank.latents.gaussians import Gaussian, Spread, between, to_standard
from question_bank.notation import decimal

TOPIC = "generative.vae"
KL, SAMPLE, ELBO, MISTAKES = "kl-to-the-prior", "reparameterization", "elbo", "common-mistakes"
Way = tuple[Callable[[float, float], float], str]


def of_standard(units: Sequence[Gaussian], absolute: float = 5e-3) -> tuple[Slip, ...]:
    """Return the slips with the divergence of each unit to the standard normal."""
    ways = (*_width_ways(units[0].spread), *_formula_ways())
    found = [
        Slip(tuple(way(unit.mean, unit.sigma) for unit in units), why, heading)
        for (way, why), heading in ((each, _heading(each)) for each in ways)
    ]
    return off_the_edge([unit.to_standard for unit in units], found, absolute)


def _heading(way: Way) -> str:
    return MISTAKES if "log-variance" in way[1] else KL


def _formula_ways() -> Iterator[Way]:
    yield lambda m, s: 2 * to_standard(m, s), r"The factor ½ in front is missing."
    yield (
        lambda m, s: 0.5 * (s**2 + m**2 - 1 + math.log(s**2)),
        r"The sign of the logarithm slipped: $\ln\sigma^2$ is subtracted, so that a narrow Gaussian costs something.",
    )
    yield (
        lambda m, s: 0.5 * (s**2 + m**2 - math.log(s**2)),
        "The $-1$ is missing. Without it the standard normal would not be at distance 0 from itself.",
    )
    yield (
        lambda m, s: 0.5 * (s**2 + m**2 - 1 - math.log(s)),
        r"You took $\ln\sigma$. Inside the bracket it is $\ln\sigma^2$, twice as much.",
    )
    yield (
        lambda m, s: 0.5 * (s + m**2 - 1 - math.log(s**2)),
        r"You took $\sigma$ for $\sigma^2$: the first term is the variance.",
    )
    yield lambda m, s: 0.5 * (s**2 + m - 1 - math.log(s**2)), r"You left $\mu$ as it is. It is squared."
    yield lambda m, s: to_standard(0, s), r"The mean is missing: $\mu^2$ belongs to the bracket."


def _width_ways(spread: Spread) -> Iterator[Way]:
    match spread:
        case Spread.SIGMA:
            yield (
                lambda m, s: 0.5 * (math.exp(s) + m**2 - 1 - s),
                r"You put $\sigma$ in the form for the log-variance: $e^{\ell} - \ell$ is for $\ell = \ln\sigma^2$.",
            )
        case Spread.VARIANCE:
            yield (
                lambda m, s: to_standard(m, s**2),
                r"You squared the variance once more. What is given is $\sigma^2$ already.",
            )
        case Spread.LOG_VARIANCE:
            yield (
                lambda m, s: to_standard(m, s**2),
                r"You took $e^{\ell}$ for $\sigma$. From the log-variance $\ell = \ln\sigma^2$ it is the variance.",
            )
            yield (
                lambda m, s: 0.5 * (s + m**2 - 1 - math.log(s**2)),
                r"You took $e^{\ell/2}$, which is $\sigma$. The first term is the variance $e^{\ell}$.",
            )
            yield (
                lambda m, s: 0.5 * (math.log(s**2) ** 2 + m**2 - 1 - math.log(math.log(s**2) ** 2)),
                r"You took the log-variance for $\sigma$ itself. First undo the logarithm: $\sigma^2 = e^{\ell}$.",
            )


def of_sum(values: Sequence[float]) -> tuple[Slip, ...]:
    """Return the slips with the divergence of all units together."""
    total = sum(values)
    ways = (
        (total / len(values), "You took the mean. The units are independent, so their divergences add up."),
        (math.prod(values), "You multiplied. Densities multiply, so their logarithms, and the divergences, add up."),
        (math.hypot(*values), "You added the squares under a root, as with lengths. The divergences simply add up."),
        (max(values), "This is the largest one alone. All units count."),
        (total / 2, "You halved once more. The ½ is in each divergence already."),
        (values[0], "This is the first unit alone. All units count."),
    )
    return tuple(Slip((value,), why, KL) for value, why in ways)


def of_between(one: Gaussian, other: Gaussian) -> tuple[Slip, ...]:
    """Return the slips with the divergence of one Gaussian to another."""
    s, t, gap = one.sigma, other.sigma, one.mean - other.mean
    right = between(one, other)
    ways = (
        (between(other, one), "This is the other direction. The divergence is not symmetric."),
        (right - 2 * math.log(t / s), "The logarithm is turned round: the width of the second Gaussian is on top."),
        (right + 0.5, r"The $-\tfrac{1}{2}$ at the end is missing."),
        (right - gap**2 / (2 * t**2), "The means are missing: their squared difference counts."),
        (math.log(t / s) + (s**2 + gap**2) / t**2 - 0.5, "The 2 below the fraction is missing."),
        (
            math.log(t / s) + (s**2 + gap**2) / (2 * s**2) - 0.5,
            "You divided by the variance of the first Gaussian. It is that of the second.",
        ),
        (
            math.log(t / s) + (s**2 + gap**2) / (2 * t) - 0.5,
            "You divided by the standard deviation. Below the fraction stands the variance.",
        ),
        (
            2 * math.log(t / s) + (s**2 + gap**2) / (2 * t**2) - 0.5,
            r"You took the logarithm of the variances without the ½: it is $\ln(\sigma_2/\sigma_1)$.",
        ),
    )
    return tuple(Slip((value,), why, KL) for value, why in ways)


# ---------------------------------------------------------------- an encoder's outputs


def of_sigmas(units: Sequence[Gaussian]) -> tuple[Slip, ...]:
    """Return the slips with standard deviations from log-variances."""
    ways: tuple[tuple[Callable[[float], float], str], ...] = (
        (math.exp, r"This is the variance $e^{\ell}$. The standard deviation is its root, $e^{\ell/2}$."),
        (lambda log: math.exp(2 * log), r"You doubled the exponent. The root halves it: $\sigma = e^{\ell/2}$."),
        (lambda log: math.exp(-log / 2), r"The sign slipped: $\sigma = e^{\ell/2}$, with the sign that $\ell$ has."),
        (lambda log: log / 2, r"This is $\ln\sigma$. Now take $e$ to it."),
        (lambda log: math.sqrt(abs(log)), "You took the root of the log-variance. First undo the logarithm."),
        (lambda log: abs(log), "A log-variance is no standard deviation. First undo the logarithm."),
    )
    found = [Slip(tuple(way(unit.width) for unit in units), why, MISTAKES) for way, why in ways]
    return off_the_edge([unit.sigma for unit in units], found)


def of_samples(units: Sequence[Gaussian], noise: Sequence[float]) -> tuple[Slip, ...]:
    """Return the slips with sampled latent values."""
    ways: tuple[tuple[Callable[[Gaussian, float], float], str], ...] = (
        (lambda unit, e: unit.mean + e, r"You added the noise unscaled. It is stretched by $\sigma$ first."),
        (
            lambda unit, e: unit.mean + unit.sigma**2 * e,
            r"You scaled with the variance. The noise is stretched by $\sigma$.",
        ),
        (
            lambda unit, e: unit.mean + unit.width * e,
            r"You scaled with the log-variance. The noise is stretched by $\sigma$.",
        ),
        (lambda unit, e: unit.sigma * e, r"The mean is missing: $z = \mu + \sigma\varepsilon$."),
        (lambda unit, e: unit.mean - unit.sigma * e, r"The sign slipped: $z = \mu + \sigma\varepsilon$."),
        (
            lambda unit, e: unit.sigma + unit.mean * e,
            r"$\mu$ and $\sigma$ are exchanged: $z = \mu + \sigma\varepsilon$.",
        ),
    )
    pairs = list(zip(units, noise, strict=True))
    found = [Slip(tuple(way(unit, e) for unit, e in pairs), why, SAMPLE) for way, why in ways]
    return off_the_edge([unit.mean + unit.sigma * e for unit, e in pairs], found)


def of_goal(reconstruction: float, kl: float, beta: float, *, loss: bool) -> tuple[Slip, ...]:
    """Return the slips with the ELBO, or with the loss, which is its negative."""
    sign = -1 if loss else 1
    rule = f"the reconstruction term minus {_share(beta)}the divergence"
    ways = (
        (reconstruction + beta * kl, f"You added the divergence. The bound is {rule}."),
        (-(reconstruction - beta * kl), "The sign is turned round: the bound is maximized, the loss is its negative."),
        (reconstruction, "The divergence is missing."),
        (reconstruction - kl if beta != 1 else reconstruction - kl / 2, _factor(beta)),
        (-beta * kl, "The reconstruction term is missing."),
        (beta * reconstruction - kl, r"You weighted the wrong term: $\beta$ belongs to the divergence."),
        (reconstruction * kl, f"You multiplied. The bound is {rule}."),
    )
    return tuple(Slip((sign * value,), why, ELBO) for value, why in ways)


def _share(beta: float) -> str:
    return "" if beta == 1 else rf"$\beta = {decimal(beta)}$ times "


def _factor(beta: float) -> str:
    if beta == 1:
        return "You halved the divergence once more. The ½ is in it already."
    return rf"You left out the weight $\beta = {decimal(beta)}$ of the divergence."
