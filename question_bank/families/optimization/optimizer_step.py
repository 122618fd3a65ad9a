r"""What one or two steps of an optimizer do to a parameter: SGD, momentum, Nesterov, AdaGrad, RMSProp, Adam and kin."""

from __future__ import annotations

import random
from dataclasses import replace

from question_bank.answers import AnswerSpec, Value
from question_bank.descent.objective import Objective, draw_objective
from question_bank.exercise import Exercise, Family, dice, first_with
from question_bank.numerals import shown
from question_bank.optimizers import draws, race, texts
from question_bank.optimizers.asking import (
    DECIMALS,
    SIGNIFICANT,
    TOPIC,
    arrival,
    draw_start,
    floats,
    gradient_slips,
    memory_question,
    recall,
)
from question_bank.optimizers.plain import Plain
from question_bank.optimizers.rule import advance
from question_bank.slips import Slip, asked, digits_of, has_enough, number

ID = "optimizer-step"
GIVEN = (
    "Backpropagation finds the gradient $g = {g}$.",
    "The gradient there is $g = {g}$.",
    "The mini-batch of this step gives the gradient $g = {g}$.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one step (1), one with a second idea (2), two steps and a rival (3)."""
    rng = dice(ID, seed, difficulty)
    make = (_one_step, _two_ideas, race.draw)[difficulty - 1]
    return first_with(has_enough, make, rng)


def _one_step(rng: random.Random) -> Exercise:
    if rng.random() < 0.15:
        return _plain_step(rng)
    rule, state, gradient = draws.single_idea(rng)
    memory = rule.remember(state, gradient)
    prompt = (
        f"{texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)} "
        f"{rng.choice(GIVEN).format(g=shown(gradient))}"
    )
    part = arrival(r"What is $\theta$ after this step?", rule, state, gradient)
    solution = (
        recall(rule),
        f"First what the optimizer keeps: {rule.memory_work(state, gradient)}",
        f"Then the step: {rule.arrival_work(state, gradient, memory)}",
    )
    return Exercise(prompt, (part,), solution)


def _plain_step(rng: random.Random) -> Exercise:
    objective = draw_objective(rng)
    state, rule = draw_start(rng, objective), Plain(rng.choice(draws.ETAS))
    gradient = objective.gradient(state.theta)
    wrong = [
        Slip((advance(rule, state, slip.values[0]).theta,), slip.why, slip.topic, slip.heading)
        for slip in objective.slips(state.theta)
    ]
    question = rf"Where is $\theta$ after this step? {DECIMALS}"
    part = asked(question, number(rule.arrive(state, gradient, ())), [*rule.slips(state, gradient), *wrong])
    prompt = f"{objective.story} {texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)}"
    solution = (recall(rule), _gradient_line(objective, state.theta), rule.arrival_work(state, gradient, ()))
    return Exercise(prompt, (part,), solution)


def _two_ideas(rng: random.Random) -> Exercise:
    if rng.random() < 0.6:
        return _corrected_step(rng)
    objective = draw_objective(rng)
    rule, state = draws.two_ideas(rng, draw_start(rng, objective).theta)
    place = rule.place(state)
    gradient = objective.gradient(place)
    if abs(gradient) < 0.5:
        return _two_ideas(rng)
    memory = rule.remember(state, gradient)
    wrong = [
        Slip(rule.remember(state, slip.values[0]), slip.why, slip.topic, slip.heading)
        for slip in gradient_slips(rule, objective, state)
    ]
    first = asked(
        memory_question(rule, "this step"),
        digits_of(memory, rule.symbols),
        [*rule.memory_slips(state, gradient), *wrong],
    )
    second = arrival(r"What is $\theta$ after this step?", rule, state, gradient)
    prompt = f"{objective.story} {texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)}"
    solution = (
        recall(rule),
        _gradient_line(objective, place),
        rule.memory_work(state, gradient),
        rule.arrival_work(state, gradient, memory),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        return number(rule.arrive(state, gradient, floats(values[0])))

    return Exercise(prompt, (first, replace(second, carry=carry)), solution)


def _corrected_step(rng: random.Random) -> Exercise:
    rule, state, gradient = draws.corrected_kind(rng)
    memory = rule.remember(state, gradient)
    corrected = rule.corrected(state, gradient, memory)
    labels = (r"$\hat m$", r"$\hat v$")
    first = asked(
        rf"What are the corrected averages $\hat m$ and $\hat v$ of this step? {SIGNIFICANT} of each: $\hat m$, "
        r"$\hat v$.",
        digits_of(corrected, labels),
        rule.correction_slips(state, gradient),
    )
    second = arrival(r"What is $\theta$ after this step?", rule, state, gradient)
    prompt = (
        f"{texts.introduced(rng, rule)}\n\n{texts.standing(rng, rule, state)} "
        f"{rng.choice(GIVEN).format(g=shown(gradient))}"
    )
    solution = (
        recall(rule),
        rule.memory_work(state, gradient),
        rule.correction_work(state, gradient, memory),
        rule.step_work(state, gradient, memory),
    )

    def carry(values: tuple[Value, ...]) -> AnswerSpec | None:
        return number(rule.arrive_with(state, floats(values[0])))

    return Exercise(prompt, (first, replace(second, carry=carry)), solution)


def _gradient_line(objective: Objective, place: float) -> str:
    return f"The derivative is ${objective.work}$, so the gradient is ${objective.gradient_work(place)}$."


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="One step of an optimizer",
    version=1,
    generate=generate,
    kinds=("number", "vector"),
    heading="update-rules",
)
