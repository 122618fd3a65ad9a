r"""The discounted return $R_{t+1} + \gamma R_{t+2} + \gamma^2 R_{t+3} + \dots$ of episodes and endless tasks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from question_bank.answers import AnswerSpec, Choice, Number, Value
from question_bank.exercise import DemoCase, Exercise, Family, Misconception, Part, dice
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards import slips, slips_backwards, stories
from question_bank.rewards.duel import Duel, duel
from question_bank.rewards.slips import TOPIC, Slip
from question_bank.rewards.stream import Stream, discounted_return, power

ID = "discounted-return"
GAMMA = r"\gamma"
GAMMAS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
NEAR_ONE = (*GAMMAS, 0.98, 0.99)
ENOUGH = 3  # slips that must lead to clearly different numbers
DIGITS = "Type a number to 3 decimals."
INDEX = "Rewards carry the time at which they arrive: what is done at time $t$ brings $R_{t+1}$."
BY_TIME = r"$G_t = R_{t+1} + \gamma R_{t+2} + \gamma^2 R_{t+3} + \dots$"


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: an episode (1), an endless task or a recursion (2), two streams and their tie (3)."""
    rng = dice(ID, seed, difficulty)
    if difficulty == 1:
        return _episode(rng)
    if difficulty == 3:
        return _rivals(rng)
    (build,) = rng.choices((_constant, _then_constant, _recursion, _later, _which_gamma), (2, 5, 5, 4, 2))
    return build(rng)


def _episode(rng: random.Random) -> Exercise:
    rewards, gamma = _rewards(rng, rng.randint(3, 5)), rng.choice(GAMMAS)
    value = discounted_return(rewards, gamma)
    wrong = list(slips.of_finite(rewards, gamma))
    if slips.tell_apart(value, wrong) < ENOUGH:
        return _episode(rng)
    prompt = f"{stories.episode(rng, rewards)}The discount factor is $\\gamma = {decimal(gamma)}$. {INDEX}"
    solution = (
        f"Every step further away costs one more factor $\\gamma$, and the first reward none: {BY_TIME}.",
        f"With the numbers: $G_0 = {Stream(rewards).formula(gamma)}$.",
        f"The terms are ${_terms(rewards, gamma)}$, so $G_0 {equals(value)}$.",
    )
    return Exercise(prompt, (_asked("What is the return $G_0$?", value, wrong),), solution, _demo(gamma))


def _constant(rng: random.Random) -> Exercise:
    reward, gamma = rng.choice([half / 2 for half in range(-12, 41) if half]), rng.choice(NEAR_ONE)
    step = rng.choice((0, 0, 1, 2, 3, 4, 5, 8, 10, 12, 20))
    value = reward / (1 - gamma)
    wrong = list(slips.of_constant(reward, gamma, step))
    if slips.tell_apart(value, wrong) < ENOUGH:
        return _constant(rng)
    r, g = decimal(reward), decimal(gamma)
    prompt = f"{stories.endless(rng, r)} The task never ends, and $\\gamma = {g}$. {INDEX}"
    solution = (
        (
            rf"The same reward for ever: $G_t = {r} + {g} \cdot {bracketed(reward)} + {g}^2 \cdot "
            rf"{bracketed(reward)} + \dots$, whatever $t$ is."
        ),
        r"The geometric series $1 + \gamma + \gamma^2 + \dots$ is worth $\frac{1}{1 - \gamma}$.",
        rf"$G_{{{step}}} = \frac{{{r}}}{{1 - {g}}} = \frac{{{r}}}{{{decimal(1 - gamma)}}} {equals(value)}$.",
    )
    return Exercise(prompt, (_asked(f"What is the return $G_{{{step}}}$?", value, wrong),), solution, _demo(gamma))


def _then_constant(rng: random.Random) -> Exercise:
    first, gamma = _rewards(rng, rng.randint(1, 3)), rng.choice((*GAMMAS, 0.98))
    stream = Stream(first, rng.choice([reward for reward in range(-3, 9) if reward]))
    value = stream.value(gamma)
    wrong = list(slips.of_stream(stream, gamma))
    if slips.tell_apart(value, wrong) < ENOUGH:
        return _then_constant(rng)
    steps, g = len(first), decimal(gamma)
    prompt = f"{stories.settles(rng, first, decimal(stream.forever))} The discount factor is $\\gamma = {g}$. {INDEX}"
    lead = rf"G_0 = {Stream(first).formula(gamma)} + {power(GAMMA, steps)} G_{{{steps}}}"
    solution = (
        rf"Split the return where the constant rewards begin: ${lead}$.",
        (
            rf"From there on, $G_{{{steps}}} = \frac{{{decimal(stream.forever)}}}{{1 - {g}}} "
            rf"{equals(stream.forever / (1 - gamma))}$."
        ),
        rf"Together: $G_0 = {stream.formula(gamma)} {equals(value)}$.",
    )
    return Exercise(prompt, (_asked("What is the return $G_0$?", value, wrong),), solution, _demo(gamma))


def _recursion(rng: random.Random) -> Exercise:
    rewards, gamma = _rewards(rng, 5), rng.choice(GAMMAS)
    late = rng.randint(2, 3)
    early = late - rng.randint(1, 2)
    later, value = discounted_return(rewards[late:], gamma), discounted_return(rewards[early:], gamma)
    between = rewards[early:late]
    wrong = slips_backwards.of_recursion(rewards, gamma, early, late)
    wrong_late = slips_backwards.of_later_start(rewards, gamma, late)
    if min(slips.tell_apart(value, wrong), slips.tell_apart(later, wrong_late)) < ENOUGH:
        return _recursion(rng)

    def from_learner(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return Number(discounted_return((*between, mine), gamma), decimals=3) if isinstance(mine, float) else None

    asked = _asked(f"What is the return $G_{{{late}}}$?", later, wrong_late)
    follows = _asked(f"Work backwards from it: what is $G_{{{early}}}$?", value, wrong)
    prompt = f"{stories.episode(rng, rewards)}The discount factor is $\\gamma = {decimal(gamma)}$. {INDEX}"
    solution = (
        rf"The return at time $t$ starts with $R_{{t+1}}$, so $G_{{{late}}}$ starts with $R_{{{late + 1}}}$.",
        rf"$G_{{{late}}} = {Stream(rewards[late:]).formula(gamma)} {equals(later)}$.",
        r"Backwards, one step at a time: $G_t = R_{t+1} + \gamma G_{t+1}$.",
        *(_steps_back(between, later, gamma, late)),
    )
    return Exercise(prompt, (asked, replace(follows, carry=from_learner)), solution, _demo(gamma))


def _later(rng: random.Random) -> Exercise:
    steps = rng.randint(1, 2)
    first, gamma = _rewards(rng, steps), rng.choice((0.5, 0.6, 0.7, 0.8, 0.9))
    value = rng.choice([tenth / 10 for tenth in range(-40, 200) if tenth])
    whole = discounted_return((*first, value), gamma)
    wrong = slips_backwards.of_rest(first, gamma, whole)
    if slips.tell_apart(value, wrong) < ENOUGH:
        return _later(rng)
    g = decimal(gamma)
    prompt = f"{stories.looking_back(rng, decimal(whole), g, first)} {INDEX}"
    lead = f"{Stream(first).formula(gamma)} + {power(g, steps)}"
    discounted = discounted_return(first, gamma)
    solution = (
        (
            rf"Take the recursion $G_t = R_{{t+1}} + \gamma G_{{t+1}}$ {'once' if steps == 1 else 'twice'}: $G_0 = "
            rf"{lead} \cdot G_{{{steps}}}$."
        ),
        (
            rf"Solve for it: $G_{{{steps}}} = \frac{{{decimal(whole)} - "
            rf"{bracketed(discounted)}}}{{{decimal(gamma**steps)}}} {equals(value)}$."
        ),
    )
    return Exercise(prompt, (_asked(f"What is $G_{{{steps}}}$?", value, wrong),), solution, _demo(gamma))


def _which_gamma(rng: random.Random) -> Exercise:
    reward, gamma = rng.choice([half / 2 for half in range(1, 41)]), rng.choice(NEAR_ONE)
    value = reward / (1 - gamma)
    if abs(value - round(value, 3)) > 1e-9:
        return _which_gamma(rng)
    r, worth = decimal(reward), decimal(value)
    wrong = [
        Slip(reward / value, rf"This is $1 - \gamma = {r}/{worth}$; one more subtraction.", "forever"),
        Slip(
            value / (reward + value),
            f"You discounted the first reward, as in ${worth} = \\gamma \\cdot {r}/(1 - \\gamma)$. It counts in full.",
            "forever",
        ),
        Slip(1 - 1 / value, f"The reward is ${r}$, not 1: ${worth} = {r}/(1 - \\gamma)$.", "forever"),
        Slip(value / reward, r"This is $1/(1 - \gamma)$. Solve for $\gamma$.", "forever"),
    ]
    if slips.tell_apart(gamma, wrong) < ENOUGH:
        return _which_gamma(rng)
    spec = Number(gamma, absolute=1e-3, decimals=3)
    prompt = f"{stories.endless(rng, r)} The task never ends, and the return of every step is ${worth}$. {INDEX}"
    part = Part(f"Which discount factor $\\gamma$ was used? {DIGITS}", spec, 2, slips.misconceptions(spec, wrong))
    solution = (
        rf"For the same reward for ever, $G = \frac{{R}}{{1 - \gamma}}$, here $\frac{{{r}}}{{1 - \gamma}} = {worth}$.",
        rf"So $1 - \gamma = \frac{{{r}}}{{{worth}}} {equals(1 - gamma)}$ and $\gamma = {decimal(gamma)}$.",
    )
    return Exercise(prompt, (part,), solution, _demo(gamma))


def _rivals(rng: random.Random) -> Exercise:
    pair = duel(rng)
    gamma = rng.choice([each for each in (0.25, 0.3, 0.4, *GAMMAS) if abs(each - pair.tie) > 0.08])
    names = ["hasty", "patient"]
    rng.shuffle(names)
    streams = [pair.hasty if name == "hasty" else pair.patient for name in names]
    values = [stream.value(gamma) for stream in streams]
    wrong = [_stream_slips(stream, gamma) for stream in streams]
    few = min(slips.tell_apart(value, each) for value, each in zip(values, wrong, strict=True)) < ENOUGH
    if few or slips.tell_apart(pair.tie, pair.slips) < ENOUGH or abs(values[0] - values[1]) < 0.05:
        return _rivals(rng)
    parts = (
        replace(_asked(f"What is the return of A for $\\gamma = {decimal(gamma)}$?", values[0], wrong[0]), marks=2),
        replace(_asked(f"And the return of B for $\\gamma = {decimal(gamma)}$?", values[1], wrong[1]), marks=2),
        _better_now(values, gamma),
        _tie(pair),
        _better_above(names[1] == "patient"),
    )
    prompt = f"{stories.rivals(rng, streams)}{INDEX}"
    return Exercise(prompt, parts, _rival_solution(pair, streams, gamma, names), _demo(gamma))


def _better_now(values: Sequence[float], gamma: float) -> Part:
    right = 0 if values[0] > values[1] else 1
    spec = Choice(("A", "B", "neither: they are worth the same"), right)

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        a, b = earlier[0], earlier[1]
        if not (isinstance(a, float) and isinstance(b, float)):
            return None
        return replace(spec, right=2 if abs(a - b) < 5e-4 else 0 if a > b else 1)

    larger, smaller = decimal(values[right]), decimal(values[1 - right])
    why = f"The agent prefers the larger discounted return, here ${larger}$ against ${smaller}$."
    wrong = (
        Misconception(("b", "a")[right], why, TOPIC, "choosing-between-trajectories"),
        Misconception("c", f"They tie at one discount factor only, and ${decimal(gamma)}$ is not it.", TOPIC, "return"),
    )
    return Part("Which one does an agent with this discount factor prefer?", spec, 1, wrong, from_learner)


def _tie(pair: Duel) -> Part:
    spec = Number(pair.tie, absolute=2e-3, decimals=3)
    prompt = f"For which discount factor between 0 and 1 are A and B worth the same? {DIGITS}"
    return Part(prompt, spec, 3, slips.misconceptions(spec, pair.slips))


def _better_above(b_is_patient: bool) -> Part:
    options = (
        r"for every $\gamma$ between that value and 1",
        r"for every $\gamma$ between 0 and that value",
        r"for every $\gamma$ between 0 and 1",
        r"for no $\gamma$ between 0 and 1",
    )
    once = "The two returns are equal at one discount factor and cross there, so neither wins everywhere."
    lead = "What B gains comes later" if b_is_patient else "B is ahead early and falls behind later"
    why = f"The other way round. {lead}, and the larger the discount factor, the more the later rewards count."
    right = 0 if b_is_patient else 1
    wrong = tuple(
        Misconception(letter, reason, TOPIC, "choosing-between-trajectories")
        for letter, reason in (("ba"[right], why), ("c", once), ("d", once))
    )
    return Part("When is B the better choice?", Choice(options, right), 1, wrong)


def _rival_solution(pair: Duel, streams: Sequence[Stream], gamma: float, names: Sequence[str]) -> tuple[str, ...]:
    values = [stream.value(gamma) for stream in streams]
    best, patient = "AB"[values[1] > values[0]], "AB"[names.index("patient")]
    return (
        rf"Put $\gamma = {decimal(gamma)}$ into {BY_TIME} for A and for B.",
        (
            rf"$G_0^A = {streams[0].formula(gamma)} {equals(values[0])}$ and $G_0^B = {streams[1].formula(gamma)} "
            rf"{equals(values[1])}$."
        ),
        f"The larger return wins: at this discount factor the agent prefers {best}.",
        *pair.solving,
        (
            f"{patient} gets its advantage later, so it wins where the future counts enough: for every $\\gamma$ "
            f"above ${decimal(pair.tie)}$. Below that {'BA'['AB'.index(patient)]} wins."
        ),
    )


def _stream_slips(stream: Stream, gamma: float) -> list[Slip]:
    if not stream.forever:
        return list(slips.of_finite(stream.first, gamma))
    if not stream.first:
        return list(slips.of_constant(stream.forever, gamma, 0))
    return list(slips.of_stream(stream, gamma))


def _steps_back(between: tuple[float, ...], later: float, gamma: float, late: int) -> list[str]:
    steps, value = [], later
    for offset, reward in enumerate(reversed(between), 1):
        after, value = value, reward + gamma * value
        steps.append(
            rf"$G_{{{late - offset}}} = {decimal(reward)} + {decimal(gamma)} \cdot {bracketed(after)} {equals(value)}$."
        )
    return steps


def _asked(question: str, value: float, wrong: Sequence[Slip]) -> Part:
    spec = Number(value, decimals=3)
    return Part(f"{question} {DIGITS}", spec, 1, slips.misconceptions(spec, wrong))


def _rewards(rng: random.Random, count: int) -> tuple[float, ...]:
    """Return whole rewards, most of them positive; the first and the last are not 0."""
    while True:
        rewards = tuple(float(rng.randint(-4, 10)) for _ in range(count))
        if rewards[0] and rewards[-1] and (count < 3 or len(set(rewards)) > 1):
            return rewards


def _terms(rewards: Sequence[float], gamma: float) -> str:
    return ",\\ ".join(decimal(gamma**step * reward) for step, reward in enumerate(rewards))


def _demo(gamma: float) -> DemoCase:
    return DemoCase("q-learning-gridworld", {"gamma": gamma})


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Discounted return",
    version=1,
    generate=generate,
    kinds=("number", "choice"),
    heading="return",
)
