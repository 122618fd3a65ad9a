"""How an optimizer, its settings and its state are told in a prompt."""

from __future__ import annotations

import random

from question_bank.numerals import shown
from question_bank.optimizers.rule import Rule, State
from question_bank.wording import listed

EPSILON_IS_SMALL = r"$\varepsilon$ stands outside the root and is so small that you can leave it out."


def introduced(rng: random.Random, rule: Rule) -> str:
    """Return the optimizer with its settings, its rule printed where texts differ on it, else only sometimes."""
    settings = listed([f"${setting}$" for setting in rule.settings()])
    lead = f"{rng.choice(('The optimizer is', 'The steps are made by'))} {rule.name}, set to {settings}"
    small = f" {EPSILON_IS_SMALL}" if any("varepsilon" in line for line in rule.formula()) else ""
    if rng.random() < 0.5 or rule.disputed:
        where = " (step number $t$ counts from 1)" if any("^t" in line for line in rule.formula()) else ""
        return f"{lead}{where}:\n\n$$\n{_lines(rule)}\n$${small and chr(10) * 2 + small.strip()}"
    return f"{lead}; its rule is for you to recall.{small}"


def standing(rng: random.Random, rule: Rule, state: State) -> str:
    r"""Return where training stands: "Before this step $\theta = 2$ and the velocity is $v = 0.5$."."""
    theta = rf"$\theta = {shown(state.theta)}$"
    if not rule.symbols:
        return rng.choice((f"Now {theta}.", f"Before the step {theta}."))
    memory = listed([f"${symbol} = {shown(value)}$" for symbol, value in zip(rule.symbols, state.memory, strict=True)])
    if len(rule.symbols) == 2:
        number = state.steps + 1
        return f"This is step $t = {number}$. Before it {theta}, {memory}."
    return rng.choice((f"Before this step {theta} and {what_is_kept(rule)} is {memory}.", _so_far(rule, theta, memory)))


def at_the_start(rule: Rule, theta: float) -> str:
    """Return the start of training, where nothing is remembered."""
    zero = " = ".join((*rule.symbols, "0"))
    return rf"At the start $\theta = {shown(theta)}$" + (f" and ${zero}$." if rule.symbols else ".")


def what_is_kept(rule: Rule) -> str:
    """Return what the memory is called."""
    if len(rule.symbols) == 2:
        return "the running averages"
    if rule.symbols == ("v",):
        return "the velocity"
    return "the sum of squared gradients" if rule.name == "AdaGrad" else "the running average of squared gradients"


def remembered(rule: Rule) -> str:
    """Return the letters of the memory for a question."""
    return listed([f"${symbol}$" for symbol in rule.symbols])


def _so_far(rule: Rule, theta: str, memory: str) -> str:
    return f"So far training has led to {theta}, with {memory} for {what_is_kept(rule)}."


def _lines(rule: Rule) -> str:
    formula = rule.formula()
    if len(formula) == 1:
        return formula[0]
    rows = (
        line.replace(r" \leftarrow ", r" &\leftarrow ", 1) if r"\leftarrow" in line else line.replace(" = ", " &= ", 1)
        for line in formula
    )
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}"
