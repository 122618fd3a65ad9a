r"""Two streams of rewards that are worth the same at exactly one discount factor in (0, 1), built from that factor."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from question_bank.notation import decimal, equals, polynomial
from question_bank.rewards.slips import Slip
from question_bank.rewards.stream import Stream, power

CURE = "choosing-between-trajectories"
TIES = ((1, 2), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (7, 10), (9, 10))  # numerator and denominator
GAMMA = r"\gamma"
LIMIT = 15  # no reward of three against three is larger
LARGEST = 25  # nor one of one against one, before it is scaled


@dataclass(frozen=True, slots=True)
class Duel:
    """``hasty`` is worth more below the tie, ``patient`` above it; ``solving`` are the steps that find the tie."""

    hasty: Stream
    patient: Stream
    tie: float
    solving: tuple[str, ...]
    slips: tuple[Slip, ...]


Builder = Callable[[random.Random, int, int], Duel]


def duel(rng: random.Random) -> Duel:
    """Return one of the three sorts of duel, tied at $p/q$."""
    builders: tuple[Builder, ...] = (one_against_one, quadratic, endless)
    (build,) = rng.choices(builders, (3, 4, 2))
    p, q = rng.choice(TIES)
    return build(rng, p, q)


def one_against_one(rng: random.Random, p: int, q: int) -> Duel:
    r"""Return a small reward now against a larger one later: $a = \gamma^m b$."""
    delay = rng.choice([steps for steps in (1, 1, 2, 3) if q**steps <= LARGEST])
    scale = rng.randint(1, max(1, 20 // q**delay))
    small, large = scale * p**delay, scale * q**delay
    length = rng.randint(delay + 1, 4)
    at = rng.randint(0, length - delay - 1)
    shared = [rng.randint(-3, 6) for _ in range(length)]
    hasty, patient = shared.copy(), shared.copy()
    hasty[at], hasty[at + delay], patient[at], patient[at + delay] = small, 0, 0, large
    tie, ratio, factor = p / q, small / large, power(GAMMA, delay)
    root = "" if delay == 1 else rf", so $\gamma = {decimal(ratio)}^{{1/{delay}}} = {decimal(tie)}$"
    solving = (
        (
            f"Everything but two rewards is the same in both, so it cancels: ${small}$ against ${large}$ that comes "
            f"{delay} {'step' if delay == 1 else 'steps'} later. They tie when ${small} = {large}\\,{factor}$."
        ),
        f"${factor} = {small}/{large} {equals(ratio)}${root}.",
    )
    return Duel(_ends(hasty), _ends(patient), tie, solving, _power_slips(small, large, delay, at))


def quadratic(rng: random.Random, p: int, q: int) -> Duel:
    r"""Return three rewards against three that differ by $(q\gamma - p)(u\gamma + v)$, whose other root is negative."""
    while True:
        u, v = rng.randint(1, 4), rng.randint(1, 4)
        gaps = (-p * v, q * v - p * u, q * u)  # patient minus hasty, lowest power first
        hasty = [rng.randint(-4, 9) for _ in gaps]
        patient = [reward + gap for reward, gap in zip(hasty, gaps, strict=True)]
        if all(-8 <= reward <= LIMIT for reward in patient) and gaps[1]:
            break
    c, b, a = gaps
    root = math.isqrt(b * b - 4 * a * c)
    solving = (
        (
            f"Subtract one return from the other, power by power: the difference is ${polynomial(gaps, GAMMA)}$. "
            "They tie where it is 0."
        ),
        (
            rf"$\gamma = \frac{{{-b} \pm \sqrt{{{b * b - 4 * a * c}}}}}{{{2 * a}}} = \frac{{{-b} \pm "
            rf"{root}}}{{{2 * a}}}$: one root is ${decimal(p / q)}$, the other ${decimal(-v / u)}$, and only the "
            rf"first lies between 0 and 1."
        ),
    )
    return Duel(_ends(hasty), _ends(patient), p / q, solving, _quadratic_slips(a, b, c))


def endless(rng: random.Random, p: int, q: int) -> Duel:
    r"""Return a constant reward for ever against a worse first step and a better constant after it."""
    scale = rng.randint(2, max(5, 80 // q)) / 2
    first = rng.choice((0, 1, 1)) * rng.randint(-8, 8) / 2
    steady, better = first + scale * p, first + scale * q  # steady - first = gamma (better - first)
    if not steady or not better:
        return endless(rng, p, q)  # a stream of nothing is no rival
    c, s, b = decimal(first), decimal(steady), decimal(better)
    now, kept = (f"{c} + ", rf"{c}(1 - \gamma) + ") if first else ("", "")
    solving = (
        (
            rf"They tie when $\frac{{{s}}}{{1 - \gamma}} = {now}\gamma \cdot \frac{{{b}}}{{1 - \gamma}}$. Multiply "
            rf"by $1 - \gamma$: ${s} = {kept}{b}\gamma$."
        ),
        (
            rf"So ${decimal(steady - first)} = {decimal(better - first)}\gamma$ and $\gamma = "
            rf"{decimal(steady - first)}/{decimal(better - first)} {equals(p / q)}$."
        ),
    )
    return Duel(Stream((), steady), Stream((first,), better), p / q, solving, _endless_slips(steady, better, first))


def _ends(rewards: list[int]) -> Stream:
    return Stream(tuple(float(reward) for reward in rewards))


def _power_slips(small: int, large: int, delay: int, at: int) -> tuple[Slip, ...]:
    ratio, equation = small / large, rf"${small} = {large}\,{power(GAMMA, delay)}$"
    extra = at + delay + 1
    slips = [
        Slip(1 - ratio ** (1 / delay), rf"This is $1 - \gamma$. The equation {equation} gives $\gamma$ itself.", CURE),
        Slip(
            ratio ** (1 / extra),
            f"You gave the later reward the power {extra} and the earlier one none. Only the {delay} "
            f"{'step' if delay == 1 else 'steps'} between them {'counts' if delay == 1 else 'count'}: {equation}.",
            CURE,
        ),
        Slip(1 / ratio, "The fraction is upside down: a discount factor above 1 would favour what comes later.", CURE),
        Slip(
            small / (small + large),
            f"This is the earlier reward's share of the sum. Set the two values equal instead: {equation}.",
            CURE,
        ),
    ]
    if delay > 1:
        slips.insert(0, Slip(ratio, f"This is ${power(GAMMA, delay)}$: the root is still to be taken.", CURE))
    return tuple(slips)


def _quadratic_slips(a: int, b: int, c: int) -> tuple[Slip, ...]:
    root = math.sqrt(b * b - 4 * a * c)
    slips = [
        Slip((-b - root) / (2 * a), "The quadratic has this root too, but a discount factor is not negative.", CURE),
        Slip((b + root) / (2 * a), f"The sign of the middle term slipped: the formula starts with $-b = {-b}$.", CURE),
        Slip((-b + root) / a, f"You divided by $a = {a}$; the formula divides by $2a = {2 * a}$.", CURE),
        Slip(
            -c / b,
            r"You dropped the third reward. Its difference counts with $\gamma^2$, which makes the equation quadratic.",
            CURE,
        ),
        Slip(math.sqrt(-c / a), r"You dropped the second reward. Its difference counts with $\gamma$.", CURE),
    ]
    if b + c < 0:
        why = r"The second reward lost its factor: its difference counts with $\gamma$, not in full."
        slips.append(Slip(math.sqrt(-(b + c) / a), why, "common-mistakes"))
    return tuple(slips)


def _endless_slips(steady: float, better: float, first: float) -> tuple[Slip, ...]:
    rise, step = better - first, steady - first
    slips = [
        Slip(
            1 - step / rise, r"This is $1 - \gamma$; look again at which side of the equation carries the factor.", CURE
        ),
        Slip(rise / step, "The fraction is upside down: a discount factor lies between 0 and 1.", CURE),
    ]
    if better > 0:
        why = (
            rf"You counted the reward ${decimal(steady)}$ once. It comes for ever, so its stream is worth "
            rf"${decimal(steady)}/(1 - \gamma)$."
        )
        slips.append(Slip(step / (step + better), why, "forever"))
    if first and better:
        why = (
            f"You left the first reward ${decimal(first)}$ out of the equation, as if that stream had begun with "
            "nothing."
        )
        slips.append(Slip(steady / better, why, CURE))
    if not first:
        why = (
            r"You discounted the larger reward by $\gamma^2$. It begins one step after the other, so it gets $\gamma$."
        )
        slips.append(Slip(math.sqrt(step / rise), why, "common-mistakes"))
    return tuple(slips)
