"""Parts that several questions on optimizers share, and what learners get wrong in them."""

from __future__ import annotations

import random

from question_bank.answers import Value
from question_bank.descent.objective import Objective, nonzero
from question_bank.exercise import Part
from question_bank.numerals import shown
from question_bank.optimizers import texts
from question_bank.optimizers.rule import Rule, State, advance
from question_bank.slips import Cells, Slip, asked, number

DECIMALS = "Type a number to 4 decimals."
SIGNIFICANT = "Type three significant digits or more"
TOPIC = "optimization.choosing-an-optimizer"


def arrival(question: str, rule: Rule, state: State, gradient: float) -> Part:
    """Return the question where the parameter is after a step."""
    new = advance(rule, state, gradient).theta
    return asked(f"{question} {DECIMALS}", number(new), list(rule.slips(state, gradient))[:8])


def gradient_slips(rule: Rule, objective: Objective, state: State) -> list[Slip]:
    """Return the slips with the gradient that a step takes."""
    place, slips = rule.place(state), []
    if place != state.theta:
        why = rf"You took the gradient at $\theta$. Nesterov takes it ahead, at $\theta - \mu v = {shown(place)}$."
        slips.append(Slip((objective.gradient(state.theta),), why, rule.topic, "one-step"))
    return [*slips, *objective.slips(place)]


def memory_question(rule: Rule, step: str) -> str:
    """Return the question for what is remembered."""
    kept = texts.what_is_kept(rule)
    if len(rule.symbols) == 1:
        return f"What is {kept} ${rule.symbols[0]}$ after {step}? {SIGNIFICANT}."
    return f"What are {kept} $m$ and $v$ after {step}, before any correction? {SIGNIFICANT} of each: $m$, $v$."


def recall(rule: Rule) -> str:
    """Return the first step of a solution: the rule."""
    lines = ", ".join(f"${line}$" for line in rule.formula())
    return f"The rule of {rule.name}: {lines}."


def draw_start(rng: random.Random, objective: Objective) -> State:
    """Return a place at least 1 away from the minimum, with a gradient that is neither 0 nor 1 in size."""
    lowest = round(objective.lowest)
    while True:
        theta = lowest + nonzero(rng, -4, 4, 0.5)
        if theta and abs(theta - objective.lowest) >= 1 and abs(abs(objective.gradient(theta)) - 1) > 0.2:
            return State(theta)


def floats(value: Value) -> Cells:
    """Return the numbers a learner gave; raises ValueError where they are none."""
    values = value if isinstance(value, tuple) else (value,)
    return tuple(float(cell) for cell in values if not isinstance(cell, tuple))
