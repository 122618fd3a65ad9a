"""What learners get wrong about the best discriminator and its value."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from question_bank.gans.game import LOWEST, Game, weighted_log
from question_bank.gradients.asking import Slip
from question_bank.gradients.edges import off_the_edge
from question_bank.gradients.sheet import Sheet

TOPIC = "generative.gan"
BEST, VALUE, MISTAKES = "optimal-discriminator", "value-of-the-game", "common-mistakes"
CLOSE = 2e-3


def of_best(pairs: Sequence[tuple[float, float]]) -> tuple[Slip, ...]:
    """Return the slips with the best discriminator, for both densities or probabilities of each place."""
    rule = r"$D^* = p_{\text{data}}/(p_{\text{data}} + p_g)$"
    ways: tuple[tuple[Callable[[float, float], float], str], ...] = (
        (lambda p, q: q / (p + q), "This is the probability that it is generated. $D$ gives that it is real."),
        (lambda p, q: p / q if q else 1.0, f"You divided by $p_g$ alone, which is the ratio of the two. It is {rule}."),
        (lambda p, q: p, rf"This is $p_{{\text{{data}}}}$. The discriminator weighs it against the sum: {rule}."),
        (lambda _p, _q: 0.5, "It is ½ only where data and generator give the same. Here they differ."),
        (lambda _p, _q: 1.0, "Even the best discriminator isn't certain where the generator gives something too."),
        (lambda p, q: (p + q) / 2, f"This is the mean of the two. It is {rule}."),
        (lambda p, q: p**2 / (p**2 + q**2), f"You squared the two first. It is {rule}."),
        (lambda p, q: p - q, f"You subtracted. It is {rule}."),
    )
    found = [Slip(tuple(way(p, q) for p, q in pairs), why, BEST) for way, why in ways]
    return off_the_edge([p / (p + q) for p, q in pairs], found, CLOSE)


def of_other_density(known: float, best: float, *, data_known: bool) -> tuple[Slip, ...]:
    """Return the slips with one density from the other and the best discriminator."""
    odds = best / (1 - best)
    turned = known * odds if data_known else known / odds
    why = r"From $D^*$ follows the ratio $p_{\text{data}}/p_g = D^*/(1 - D^*)$."
    ways = (
        (turned, f"You turned the ratio round. {why}"),
        (known * best, f"You multiplied by $D^*$. {why}"),
        (known * (1 - best), f"You multiplied by $1 - D^*$. {why}"),
        (known / best, f"You divided by $D^*$, which gives the sum if the data's density is known. {why}"),
        (1 - known, f"The two densities need not add up to 1. {why}"),
        (known, f"The two are equal only where $D^*$ is ½. {why}"),
        (known / (1 - best), f"You divided by $1 - D^*$. {why}"),
    )
    return tuple(Slip((value,), reason, BEST) for value, reason in ways)


def of_densities(pair: tuple[float, float]) -> tuple[Slip, ...]:
    """Return the slips with the values of both densities at a place."""
    p, q = pair
    ways = (
        ((q, p), "The two are exchanged: the first asked for is that of the data."),
        ((p / (p + q), q / (p + q)), "These are shares of the sum. Asked for are the densities themselves."),
        ((2 * p, 2 * q), "A factor of 2 went wrong: look at the constant in front."),
        ((p / 2, q / 2), "A factor of ½ went wrong: look at the constant in front."),
        ((1 - p, 1 - q), "Densities are not complements. Put $x$ into the formulas."),
        ((p * p, q * q), "You squared the densities. Put $x$ into the formulas once."),
    )
    return off_the_edge(pair, [Slip(values, why, BEST) for values, why in ways], CLOSE)


def of_crossing(wrong: Sequence[tuple[float, str]]) -> tuple[Slip, ...]:
    """Return the slips with the place where the best discriminator cannot tell."""
    return tuple(Slip((place,), why, BEST) for place, why in wrong)


def of_value(game: Game, sheet: Sheet) -> tuple[Slip, ...]:
    """Return the slips with the value at the best discriminator."""
    right, best = sheet["v"], sheet.values(game.names)
    seen = list(zip(game.pairs, best, strict=True))
    first = sum(weighted_log(p, d) for (p, _), d in seen)
    second = sum(weighted_log(q, 1 - d) for (_, q), d in seen)
    once = sum(weighted_log(p, d) + (weighted_log(p, 1 - d) if d < 1 else 0) for (p, _), d in seen)
    plain = sum((math.log(d) if d else 0) + (math.log(1 - d) if d < 1 else 0) for d in best)
    swapped = sum((weighted_log(q, d) if d else 0) + (weighted_log(p, 1 - d) if d < 1 else 0) for (p, q), d in seen)
    ways = (
        (first, "Only the data's term is in your sum. The generator's term $p_g \\ln(1 - D^*)$ counts as well."),
        (second, "Only the generator's term is in your sum. The data's term counts as well."),
        (-right, "The sign is turned round: logarithms of probabilities are negative."),
        (right / math.log(2), "You took logarithms to base 2. Here they are natural."),
        (right / 2, "You took the mean of the two terms, as a loss often does. The value is their sum."),
        (LOWEST, r"$-\ln 4$ is the value where the generator copies the data. Here it does not."),
        (once, r"You weighted both terms with $p_{\text{data}}$. The second one, $\ln(1 - D^*)$, goes with $p_g$."),
        (swapped, r"The weights are exchanged: $\ln D^*$ goes with $p_{\text{data}}$, $\ln(1 - D^*)$ with $p_g$."),
        (plain, "You left out the probabilities. Each logarithm counts as often as its outcome occurs."),
    )
    return tuple(Slip((value,), why, VALUE) for value, why in ways)


def of_divergence(game: Game, sheet: Sheet) -> tuple[Slip, ...]:
    """Return the slips with the Jensen-Shannon divergence."""
    right, value = sheet["js"], sheet["v"]
    rule = r"$V = -\ln 4 + 2\,\mathrm{JS}$"
    ways = [
        (2 * right, f"You did not halve: {rule}."),
        (right / math.log(2), "This is in bits. Natural logarithms are meant here."),
        (value / 2, rf"You left out the $-\ln 4$: {rule}."),
        ((value - math.log(2)) / 2, rf"It is $\ln 4$ that is added to $V$, not $\ln 2$: {rule}."),
        ((LOWEST + value) / 2, rf"The sign of $\ln 4$ slipped: {rule}."),
        (-right, f"A divergence is never negative: {rule}."),
        (right / 2, f"You halved twice: {rule}."),
    ]
    if min(game.data + game.generated) > 0:
        forward = sum(p * math.log(p / q) for p, q in game.pairs)
        ways.insert(
            2, (forward, r"This is $\mathrm{KL}(p_{\text{data}} \Vert p_g)$. JS compares both with their mean.")
        )
    return tuple(Slip((found,), why, VALUE) for found, why in ways)


def of_copy() -> tuple[Slip, ...]:
    """Return the slips with the discriminator and the value once the generator copies the data."""
    half = math.log(0.5)
    ways = (
        ((1.0, 0.0), "Where both give the same, nobody can tell real from generated, however long they look."),
        ((0.0, 0.0), "It is not fooled every time: it can only guess, and guesses ½."),
        ((0.5, half), r"$\ln\tfrac{1}{2}$ counts twice: once for the data, once for the generator."),
        ((0.5, 0.0), r"The value is not 0: $\ln\tfrac{1}{2} + \ln\tfrac{1}{2}$."),
        ((0.5, -LOWEST), "The sign slipped: logarithms of probabilities are negative."),
        ((0.5, -2.0), "You took logarithms to base 2. Here they are natural."),
    )
    return tuple(Slip(values, why, VALUE) for values, why in ways)
