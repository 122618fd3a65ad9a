"""Asks what temperature does to the probabilities of a softmax."""

from __future__ import annotations

import random
from math import log

from question_bank.exercise import DemoCase, Exercise, Family, Part, dice
from question_bank.sampling.limits import COLDEST, HOTTEST, limit, what_it_does, which_one
from question_bank.sampling.parts import (
    Asked,
    both_alike,
    entropy_at,
    entropy_in_the_limit,
    expected_count,
    form,
    probabilities_at,
    ratio_at,
    temperature_for,
    vector,
)
from question_bank.sampling.scores import LEAST, Scores, scores
from question_bank.sampling.slips import TOPIC, of_reshaping, told_apart
from question_bank.sampling.softmax import shares
from question_bank.wording import short, table

ID = "softmax-temperature"
TEMPERATURES = (0.25, 0.4, 0.5, 0.5, 0.8, 1.25, 1.6, 2.0, 2.0, 2.5, 4.0)
RATIOS = (2, 3, 4, 5, 8, 10, 20)
SOUGHT = 0.2  # the lowest temperature that is asked for: two decimals must be enough for it
NAMED_SLIPS = 3  # every part can recognise at least so many


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one idea about temperature, two ideas, or an exam question in several parts."""
    rng = dice(ID, seed, difficulty)
    while True:
        exercise = (_one_idea, _two_ideas, _exam_question)[difficulty - 1](rng)
        if all(len(part.misconceptions) >= NAMED_SLIPS for part in exercise.parts):
            return exercise


def _one_idea(rng: random.Random) -> Exercise:
    match rng.choice(("probabilities", "probabilities", "probabilities", "limit", "what it does", "which one")):
        case "limit":
            given, temperature, asked = limit(rng)
        case "what it does":
            given, temperature, asked = what_it_does(rng)
        case "which one":
            given, temperature, asked = which_one(rng)
        case _:
            return _probabilities(rng, 3)
    return _single(_told(rng, given), asked, temperature)


def _two_ideas(rng: random.Random) -> Exercise:
    match rng.choice(("probabilities", "ratio", "temperature", "temperature", "reshaped")):
        case "probabilities":
            return _probabilities(rng, rng.choice((4, 5)))
        case "ratio":
            return _ratio(rng)
        case "temperature":
            return _which_temperature(rng)
        case _:
            return _reshaped(rng)


def _single(prompt: str, asked: Asked, temperature: float) -> Exercise:
    return Exercise(prompt, (asked.part,), asked.steps, _case(temperature))


def _case(temperature: float) -> DemoCase:
    return DemoCase("char-rnn", {"temperature": min(max(temperature, COLDEST), HOTTEST)})


def _told(rng: random.Random, given: Scores) -> str:
    return given.told() if rng.random() < 0.6 else given.in_a_sentence()


# ---------------------------------------------------------------- one part


def _probabilities(rng: random.Random, count: int) -> Exercise:
    temperature = rng.choice(TEMPERATURES)
    given = scores(rng, count, temperature)
    return _single(_told(rng, given), probabilities_at(given, temperature), temperature)


def _ratio(rng: random.Random) -> Exercise:
    temperature = rng.choice(TEMPERATURES)
    given = scores(rng, rng.choice((4, 5)), temperature)
    first, second = _pair(rng, given)
    return _single(_told(rng, given), ratio_at(given, first, second, temperature), temperature)


def _pair(rng: random.Random, given: Scores) -> tuple[int, int]:
    """Return the places of two tokens, the likelier one first."""
    ranked = given.ranked()
    first = rng.randrange(len(ranked) - 1)
    return ranked[first], ranked[rng.randrange(first + 1, len(ranked))]


def _which_temperature(rng: random.Random) -> Exercise:
    temperature = rng.choice((*TEMPERATURES, 0.2, 0.3, 0.6, 0.7, 0.9, 1.5, 3.0))
    given = scores(rng, rng.choice((3, 4)), temperature)
    chances = given.probabilities(temperature)
    if rng.random() < 0.5:
        first, second = _pair(rng, given)
        ratio = round(chances[first] / chances[second], 2)
        often = f"“{given.tokens[first]}” came out {ratio:.2f} times as often as “{given.tokens[second]}”"
        prompt = f"{_told(rng, given)}\n\nIn a very long run {often}."
    else:
        first, *_, second = given.ranked()
        ratio = round(chances[first], 4) / round(chances[second], 4)
        rows = given.table(("probability", *(f"{chance:.4f}" for chance in chances)))
        prompt = f"{given.scene.task}. These are its logits and, at some temperature, its probabilities:\n\n{rows}"
    asked = temperature_for(given, first, second, ratio, question="At which temperature T does the sampler run?")
    return _single(prompt, asked, temperature)


RESHAPED = (
    r"The logits are $\ln p_i$ plus a number that cancels, so $e^{z_i / T}$ becomes $p_i^{1/T}$: "
    r"$$q_i = \frac{p_i^{1/T}}{\sum_j p_j^{1/T}}$$"
)


def _reshaped(rng: random.Random) -> Exercise:
    temperature = rng.choice((0.25, 0.5, 0.5, 2.0, 2.0, 4.0))
    given, known = _known(rng, temperature)
    rows = table((given.scene.noun, *given.tokens), [("probability", *(f"{chance:.2f}" for chance in known))])
    powers = [chance ** (1 / temperature) for chance in known]
    spec = vector(given, shares(powers))
    question = f"What are the probabilities at temperature T = {short(temperature)}? {form(len(known))}"
    part = Part(question, spec, misconceptions=told_apart(spec, of_reshaping(known, temperature)))
    steps = (
        RESHAPED,
        f"The power is $1/T = {1 / temperature:g}$: {', '.join(f'${power:.4f}$' for power in powers)}.",
        f"Their sum is ${sum(powers):.4f}$.",
        f"Divided by the sum: {', '.join(f'${chance:.3f}$' for chance in spec.values)}.",
    )
    return _single(
        f"{given.scene.task}. At temperature T = 1 these are the probabilities:\n\n{rows}",
        Asked(part, steps),
        temperature,
    )


def _known(rng: random.Random, temperature: float) -> tuple[Scores, tuple[float, ...]]:
    """Return tokens with probabilities of two decimals, none of which all but vanishes at the temperature."""
    while True:
        given = scores(rng, rng.choice((3, 4)), 1.0)
        rounded = [round(chance, 2) for chance in given.probabilities()[1:]]
        known = (round(1 - sum(rounded), 2), *rounded)
        if min(shares([chance ** (1 / temperature) for chance in known])) > LEAST:
            return given, known


# ---------------------------------------------------------------- an exam question


def _exam_question(rng: random.Random) -> Exercise:
    temperature = rng.choice(TEMPERATURES)
    given = scores(rng, rng.choice((3, 4, 4)), temperature)
    asked = [probabilities_at(given, temperature, marks=3)]
    place = rng.choice(given.ranked()[:2])
    if rng.random() < 0.6:
        asked.append(expected_count(given, place, temperature, rng.choice((200, 400, 500, 800, 1000))))
    else:
        asked.append(both_alike(given, place, temperature))
    match rng.choice(("entropy and limit", "temperature and limit", "entropy and temperature")):
        case "entropy and limit":
            asked += [entropy_at(given, temperature, marks=2), entropy_in_the_limit(rng, given, temperature)]
        case "temperature and limit":
            asked += [_sought(rng, given), entropy_in_the_limit(rng, given, temperature)]
        case _:
            asked += [entropy_at(given, temperature, marks=2), _sought(rng, given)]
    steps = tuple(step for each in asked for step in each.steps)
    return Exercise(_told(rng, given), tuple(each.part for each in asked), steps, _case(temperature))


def _sought(rng: random.Random, given: Scores) -> Asked:
    first, *others = given.ranked()
    # Never empty: the gap below the best is largest for the last, and some ratio suits it.
    pairs = [(place, ratio) for place in others for ratio in RATIOS if _suits(given, first, place, ratio)]
    second, ratio = rng.choice(pairs)
    likelier, other = given.tokens[first], given.tokens[second]
    question = f"At which temperature T would “{likelier}” be exactly {ratio} times as likely as “{other}”?"
    return temperature_for(given, first, second, float(ratio), question=question, marks=2)


def _suits(given: Scores, first: int, second: int, ratio: int) -> bool:
    return SOUGHT <= (given.logits[first] - given.logits[second]) / log(ratio) <= HOTTEST


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Softmax with temperature",
    version=1,
    generate=generate,
    kinds=("vector", "number", "choice"),
    heading="temperature",
)
