"""Divergences of Gaussians as a variational autoencoder needs them: of one unit, of several, up to the bound."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from question_bank.exercise import DemoCase, Exercise, Family, dice
from question_bank.gradients.asking import Asked, Slip, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.latents import slips
from question_bank.latents.gaussians import FORMULAS, SYMBOLS, Gaussian, Spread, between, draw, to_standard
from question_bank.latents.slips import KL, TOPIC
from question_bank.notation import bracketed, decimal
from question_bank.wording import NUMBER_WORDS, counted, listed, table

ID = "kl-gaussians"
STANDARD = r"\mathcal{N}(0, 1)"
NATS = "Logarithms are natural, so the result is in nats."
PICTURES = (
    *(
        "handwritten digits",
        "shoes",
        "faces",
        "leaves",
        "galaxies",
        "street signs",
        "cell images",
        "melodies",
        "chairs",
    ),
    *("heartbeats", "fonts", "molecules", "road scenes", "postcards", "weather maps", "bird songs", "mountains"),
)
ONE_UNIT = (
    "The encoder of a variational autoencoder for {what} gives latent unit {number} of an example {given}.",
    "For one example, latent unit {number} of a variational autoencoder for {what} has {given}.",
    "A variational autoencoder models {what}. For one example its encoder says {given} for latent unit {number}.",
    "Training on {what}, you look at latent unit {number}: for this example the encoder gives {given}.",
)
SEVERAL = (
    "The encoder of a variational autoencoder for {what} gives this for {count} of one example:",
    "A variational autoencoder for {what} has {count}. For one example its encoder says:",
    "You check the loss of a variational autoencoder for {what} by hand. For one example, {count}:",
)
BETWEEN = (
    r"From the first Gaussian to the second it is $\ln\frac{\sigma_2}{\sigma_1} + \frac{\sigma_1^2 + "
    r"(\mu_1 - \mu_2)^2}{2\sigma_2^2} - \frac{1}{2}$."
)
RATES = (0.5, 1.0, 1.0, 1.0, 2.0, 4.0)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one unit's divergence (1), two units or two Gaussians (2), or an encoder's outputs up to the bound (3)."""
    rng = dice(ID, seed, difficulty)
    makers: Sequence[Callable[[random.Random], Exercise]] = MAKERS[difficulty - 1]
    make = rng.choice(makers)
    while not all_tell((exercise := make(rng)).parts):
        pass
    return exercise


def _one_unit(rng: random.Random) -> Exercise:
    spread = rng.choice(tuple(Spread))
    unit, number = draw(rng, spread), rng.randint(1, 128)
    story = rng.choice(ONE_UNIT).format(what=rng.choice(PICTURES), number=number, given=unit.told())
    question = rng.choice(
        (
            rf"How large is its divergence $\mathrm{{KL}}(q \Vert p)$ from the prior $p = {STANDARD}$?",
            rf"How much does this unit add to the loss: what is its divergence to the prior ${STANDARD}$?",
            rf"What is $\mathrm{{KL}}(\mathcal{{N}}(\mu, \sigma^2) \Vert {STANDARD})$?",
        )
    )
    sheet = Sheet({"kl": lambda _: unit.to_standard})
    asked = Asked(f"{question} {NATS}", ("kl",), slips.of_standard((unit,)))
    steps = (
        f"The divergence of a Gaussian to the standard normal is {FORMULAS[spread]}.",
        f"Here it is ${unit.worked()}$.",
    )
    return Exercise(rf"{story} So $q = \mathcal{{N}}(\mu, \sigma^2)$ there.", parts(sheet, (asked,), TOPIC), steps)


def _two_units(rng: random.Random) -> Exercise:
    units, prompt = _several(rng, 2, rng.choice(tuple(Spread)))
    sheet = Sheet({**_divergences(units), "total": lambda s: s["k1"] + s["k2"]})
    questions = (_divergences_asked(units), _total_asked(units))
    steps = (
        f"For each unit, the divergence to the standard normal is {FORMULAS[units[0].spread]}.",
        *_worked(units),
        f"The units are independent, so the divergences add up: {_sum(sheet, units)}.",
    )
    return Exercise(prompt, parts(sheet, questions, TOPIC), steps)


def _two_gaussians(rng: random.Random) -> Exercise:
    spread = rng.choice((Spread.SIGMA, Spread.SIGMA, Spread.VARIANCE))
    one, other = draw(rng, spread), draw(rng, spread)
    gap = abs(one.mean - other.mean)
    if gap < 0.3 or one.width == other.width or max(between(one, other), between(other, one)) > 8:
        return _two_gaussians(rng)
    sheet = Sheet({"there": lambda _: between(one, other), "back": lambda _: between(other, one)})
    story = rng.choice(
        (
            "A posterior $q$ and the prior $p$ of a latent variable for {what} are both Gaussian.",
            "Two encoders for {what} describe the same latent variable by a Gaussian each, $q$ and $p$.",
            "A student encoder, $q$, is to agree with its teacher, $p$, on a latent variable of {what}.",
        )
    ).format(what=rng.choice(PICTURES))
    questions = (
        Asked(rf"What is $\mathrm{{KL}}(q \Vert p)$? {NATS}", ("there",), slips.of_between(one, other)),
        Asked(r"And the other direction, $\mathrm{KL}(p \Vert q)$?", ("back",), slips.of_between(other, one)),
    )
    steps = (
        BETWEEN,
        _between_worked(one, other),
        f"The other way round, the roles change: {_between_worked(other, one)}",
    )
    prompt = f"{story} $q$ has {one.told()}; $p$ has {other.told()}."
    return Exercise(prompt, parts(sheet, questions, TOPIC), steps)


def _between_worked(one: Gaussian, other: Gaussian) -> str:
    s, t = decimal(one.sigma), decimal(other.sigma)
    gap = rf"({decimal(one.mean)} - {bracketed(other.mean)})^2"
    return (
        rf"$\ln\frac{{{t}}}{{{s}}} + \frac{{{s}^2 + {gap}}}{{2 \cdot {t}^2}} - \frac{{1}}{{2}} \approx "
        f"{decimal(between(one, other))}$."
    )


# ---------------------------------------------------------------- the whole bound


def _whole_bound(rng: random.Random) -> Exercise:
    units, prompt = _several(rng, rng.choice((2, 3, 3)), Spread.LOG_VARIANCE)
    noise = [rng.choice((-1.8, -1.5, -1.2, -0.8, -0.6, -0.4, 0.3, 0.5, 0.7, 0.9, 1.3, 1.6, 2.0)) for _ in units]
    beta, loss = rng.choice(RATES), rng.random() < 0.4
    reconstruction = -rng.randint(150, 990) / 10
    sheet = _bound_sheet(units, noise, reconstruction, -beta if not loss else beta, loss=loss)
    spread = listed([f"${decimal(e)}$" for e in noise])
    prompt += (
        rf" To sample $z$, the noise $\varepsilon$ drawn for them is {spread}, in this order. The prior is standard "
        rf"normal in every unit. For this $z$ the decoder gives $\ln p(x \mid z) = {decimal(reconstruction)}$."
    )
    questions = (
        _asked_of_all(
            units, r"What are the standard deviations $\sigma$ of the units?", "sigma", slips.of_sigmas(units)
        ),
        _asked_of_all(units, "Which $z$ is sampled?", "z", slips.of_samples(units, noise)),
        _divergences_asked(units),
        _total_asked(units),
        Asked(_goal(beta, loss=loss), ("goal",), slips.of_goal(reconstruction, sheet["total"], beta, loss=loss)),
    )
    steps = _bound_steps(units, noise, sheet, (reconstruction, beta, loss))
    demo = DemoCase("vae-digits", {"beta": beta, "latent": len(units)})
    return Exercise(prompt, parts(sheet, questions, TOPIC), steps, demo=demo)


def _goal(beta: float, *, loss: bool) -> str:
    weight = "" if beta == 1 else rf", with the divergence weighted by $\beta = {decimal(beta)}$"
    if loss:
        return f"What is the loss, the negative of the evidence lower bound estimated from this sample{weight}?"
    return f"What is the evidence lower bound, estimated from this sample{weight}?"


def _bound_sheet(
    units: Sequence[Gaussian], noise: Sequence[float], reconstruction: float, weight: float, *, loss: bool
) -> Sheet:
    def sigma(unit: Gaussian) -> Rule:
        return lambda _: unit.sigma

    def sample(j: int, unit: Gaussian, e: float) -> Rule:
        return lambda s: unit.mean + s[f"sigma{j}"] * e

    def divergence(j: int, unit: Gaussian) -> Rule:
        return lambda s: to_standard(unit.mean, s[f"sigma{j}"])

    rules: dict[str, Rule] = {}
    for j, (unit, e) in enumerate(zip(units, noise, strict=True), 1):
        rules |= {f"sigma{j}": sigma(unit), f"z{j}": sample(j, unit, e), f"k{j}": divergence(j, unit)}
    first = -reconstruction if loss else reconstruction
    total = [f"k{j}" for j in range(1, len(units) + 1)]
    rules |= {"total": lambda s: sum(s.values(total)), "goal": lambda s: first + weight * s["total"]}
    return Sheet(rules)


def _bound_steps(
    units: Sequence[Gaussian], noise: Sequence[float], sheet: Sheet, end: tuple[float, float, bool]
) -> tuple[str, ...]:
    reconstruction, beta, loss = end
    sigmas = [rf"$e^{{{decimal(unit.width)}/2}} \approx {decimal(unit.sigma)}$" for unit in units]
    samples = [
        rf"${decimal(unit.mean)} + {decimal(unit.sigma)} \cdot {bracketed(e)} \approx {decimal(sheet[f'z{j}'])}$"
        for j, (unit, e) in enumerate(zip(units, noise, strict=True), 1)
    ]
    weight = "" if beta == 1 else rf"{decimal(beta)} \cdot "
    total, goal = decimal(sheet["total"]), decimal(sheet["goal"])
    bound = rf"{decimal(reconstruction)} - {weight}{total} \approx {decimal(-sheet['goal'] if loss else sheet['goal'])}"
    negative = f"; the loss is its negative, ${goal}$" if loss else ""
    return (
        rf"With $\ell = \ln\sigma^2$ the standard deviation is $\sigma = e^{{\ell/2}}$: {listed(sigmas)}.",
        rf"The sample is $z = \mu + \sigma\varepsilon$: {listed(samples)}.",
        f"Each unit's divergence to the standard normal is {FORMULAS[Spread.LOG_VARIANCE]}.",
        *_worked(units),
        f"They add up: {_sum(sheet, units)}.",
        f"The bound is the reconstruction term minus the divergence: ${bound}${negative}.",
    )


# ---------------------------------------------------------------- several units


def _several(rng: random.Random, count: int, spread: Spread) -> tuple[list[Gaussian], str]:
    units = [draw(rng, spread) for _ in range(count)]
    story = rng.choice(SEVERAL).format(what=rng.choice(PICTURES), count=_counted(count))
    rows = [(str(j), f"${decimal(unit.mean)}$", f"${decimal(unit.width)}$") for j, unit in enumerate(units, 1)]
    header = ("latent unit", r"$\mu$", f"${SYMBOLS[spread]}$")
    return units, f"{story}\n\n{table(header, rows)}\n\n{NATS}"


def _counted(count: int) -> str:
    """Return how many latent units there are, in words."""
    return counted(count, "latent unit").replace(str(count), NUMBER_WORDS[count])


def _divergences(units: Sequence[Gaussian]) -> dict[str, Rule]:
    def divergence(unit: Gaussian) -> Rule:
        return lambda _: unit.to_standard

    return {f"k{j}": divergence(unit) for j, unit in enumerate(units, 1)}


def _divergences_asked(units: Sequence[Gaussian]) -> Asked:
    question = rf"What is the divergence of each unit to the prior ${STANDARD}$?"
    return _asked_of_all(units, question, "k", slips.of_standard(units))


def _asked_of_all(units: Sequence[Gaussian], question: str, name: str, found: tuple[Slip, ...]) -> Asked:
    places = range(1, len(units) + 1)
    return Asked(question, tuple(f"{name}{j}" for j in places), found, tuple(f"unit {j}" for j in places))


def _total_asked(units: Sequence[Gaussian]) -> Asked:
    all_of_them = "both latent units" if len(units) == 2 else f"all {_counted(len(units))}"
    question = f"How large is the divergence of {all_of_them} together?"
    return Asked(question, ("total",), slips.of_sum([unit.to_standard for unit in units]))


def _worked(units: Sequence[Gaussian]) -> list[str]:
    return [f"Unit {j}: ${unit.worked()}$." for j, unit in enumerate(units, 1)]


def _sum(sheet: Sheet, units: Sequence[Gaussian]) -> str:
    terms = " + ".join(decimal(sheet[f"k{j}"]) for j in range(1, len(units) + 1))
    return rf"${terms} \approx {decimal(math.fsum(sheet[f'k{j}'] for j in range(1, len(units) + 1)))}$"


MAKERS: tuple[Sequence[Callable[[random.Random], Exercise]], ...] = (
    (_one_unit,),
    (_two_units, _two_gaussians),
    (_whole_bound,),
)
FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Divergence of Gaussians",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading=KL,
)
