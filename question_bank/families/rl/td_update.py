r"""One step of temporal-difference learning: the share $\alpha$ of the way to a target, with SARSA, Q-learning."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from question_bank.answers import AnswerSpec, Number, Value
from question_bank.exercise import DemoCase, Exercise, Family, Part, dice
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards import policy_questions, slips_of_updates
from question_bank.rewards.q_table import NAMES, Transition, draw_table
from question_bank.rewards.setting import (
    Setting,
    draw_setting,
    exploring_step,
    last_step,
    other_aheads,
    repeated,
    step_back,
    told,
)
from question_bank.rewards.slips import TOPIC, Slip, misconceptions, tell_apart
from question_bank.rewards.slips_of_updates import POLICY, STEP, Update
from question_bank.rewards.state_values import StateStep, draw_state_step

ID = "td-update"
ENOUGH = 3  # slips that must lead to clearly different numbers
MOST_LIKELY = 7  # slips kept for each number of a long exercise
DIGITS = "Type a number to 3 decimals."
RULE = (
    r"An entry goes the share $\alpha$ of the way from its old value to the target; the target is the reward plus "
    r"$\gamma$ times the value ahead."
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: TD(0) for state values (1), one update of a Q-table (2), two in a row and the policy (3)."""
    rng = dice(ID, seed, difficulty)
    if difficulty == 1:
        return _state_value(rng)
    return _one_entry(rng) if difficulty == 2 else _two_steps(rng)


def _state_value(rng: random.Random) -> Exercise:
    step, wants_error = draw_state_step(rng), rng.random() < 0.4
    update = step.update
    value = update.error if wants_error else update.new
    slips = _state_slips(step, wants_error)
    if tell_apart(value, slips) < ENOUGH:
        return _state_value(rng)
    question = (
        r"What is the TD error $\delta$ of this step?"
        if wants_error
        else rf"What is the new value of $V(\text{{{step.state}}})$ after this step?"
    )
    demo = DemoCase("q-learning-gridworld", {"gamma": update.gamma, "learning_rate": update.alpha})
    solution = step.solution() if not wants_error else step.solution()[:2]
    return Exercise(step.prompt(rng), (_asked(question, value, slips),), solution, demo)


def _state_slips(step: StateStep, wants_error: bool) -> list[Slip]:
    update = step.update
    elsewhere = replace(update, ahead=step.values[step.other])
    why = (
        f"You took the value of {step.other}. The step leads to {step.after}, whose value is ${decimal(update.ahead)}$."
    )
    if wants_error:
        return [*slips_of_updates.of_error(update), Slip(elsewhere.error, why, STEP)]
    return [*slips_of_updates.of_new_value(update), Slip(elsewhere.new, why, STEP)]


def _one_entry(rng: random.Random) -> Exercise:
    setting = draw_setting(rng)
    final = rng.random() < 0.25
    if final:  # the table has a row for the end too, filled at the start like all others
        world = replace(setting.world, states=(*setting.world.states, setting.world.end))
        setting = replace(setting, world=world, table=draw_table(rng, len(world.states), len(world.actions)))
    step = last_step(rng, setting.world) if final else exploring_step(rng, setting, *rng.sample(range(3), 2))
    update = setting.update(step)
    target, new = _entry_slips(setting, step)
    if min(tell_apart(update.target, target), tell_apart(update.new, new)) < ENOUGH:
        return _one_entry(rng)

    def from_learner(values: tuple[Value, ...]) -> AnswerSpec | None:
        mine = values[0]
        return _number(update.old + update.alpha * (mine - update.old)) if isinstance(mine, float) else None

    start = "; at the start every row was filled with random numbers" if final else ""
    prompt = (
        f"{setting.world.story} The method is {NAMES[setting.algorithm]}{start}. The table is "
        f"now\n\n{setting.markdown()}\n\n{told(rng, setting, step)} {setting.rates()}"
    )
    parts = (
        _asked("What is the target of this update?", update.target, target),
        replace(_asked(f"What is the new value of ${setting.entry(step)}$?", update.new, new), carry=from_learner),
    )
    return Exercise(prompt, parts, (RULE, *_entry_solution(setting, step)), setting.demo())


def _two_steps(rng: random.Random) -> Exercise:
    setting = draw_setting(rng)
    first = exploring_step(rng, setting, *rng.sample(range(3), 2))
    again = rng.random() < 0.4
    second = repeated(rng, setting, first) if again else step_back(rng, setting, first)
    later = setting.after(first)
    rival = replace(setting, algorithm="sarsa" if setting.algorithm == "q-learning" else "q-learning")
    values = (setting.update(first).new, later.update(second).new, rival.update(first).new)
    slips = [each[:MOST_LIKELY] for each in _two_step_slips((setting, later, rival), first, second)]
    uses_first = abs(values[1] - setting.update(second).new) > 0.05
    if not uses_first or min(map(tell_apart, values, slips)) < ENOUGH:
        return _two_steps(rng)

    def from_learner(earlier: tuple[Value, ...]) -> AnswerSpec | None:
        mine = earlier[0]
        return _number(setting.with_entry(first, mine).update(second).new) if isinstance(mine, float) else None

    one, two = setting.entry(first), setting.entry(second)
    questions = (
        f"Step 1: what is the new value of ${one}$?",
        f"Step 2, with the table as it is by then: what is the new value of ${two}$?",
        f"To what would {NAMES[rival.algorithm]} have set ${one}$ in step 1, with the table above?",
    )
    numbers = [replace(part, marks=2) for part in map(_asked, questions, values, slips)]
    numbers[1] = replace(numbers[1], carry=from_learner)
    solution = (
        RULE,
        *_entry_solution(setting, first),
        "For step 2 the new entry is in the table. " + " ".join(_entry_solution(later, second)),
        f"{NAMES[rival.algorithm]} would see it differently. " + " ".join(_entry_solution(rival, first)),
        policy_questions.REASONS[setting.algorithm],
    )
    parts = (*numbers, policy_questions.draw(rng, setting.algorithm))
    return Exercise(_two_step_prompt(rng, setting, first, second), parts, solution, setting.demo())


def _two_step_prompt(rng: random.Random, setting: Setting, first: Transition, second: Transition) -> str:
    again = second.state == first.state
    return (
        f"{setting.world.story} The method is {NAMES[setting.algorithm]}. {setting.rates()} The table at first:\n\n"
        f"{setting.markdown()}\n\nTwo steps follow, each with its update:\n\n"
        f"1. {told(rng, setting, first)}\n2. {told(rng, setting, second, once_more=again)}"
    )


def _entry_slips(setting: Setting, step: Transition) -> tuple[list[Slip], list[Slip]]:
    """Return the slips with the target and with the new value."""
    update, aheads = setting.update(step), other_aheads(setting, step)
    target = [Slip(update.reward + update.gamma * ahead, why, heading) for ahead, why, heading in aheads]
    general = slips_of_updates.of_last_target if step.chosen is None else slips_of_updates.of_target
    new = [Slip(update.with_ahead(ahead), why, heading) for ahead, why, heading in aheads]
    return [*target, *general(update)], [*new, *slips_of_updates.of_new_value(update)]


def _two_step_slips(
    settings: tuple[Setting, Setting, Setting], first: Transition, second: Transition
) -> list[list[Slip]]:
    """Return the slips with the first update, with the second, and with the first by the other algorithm."""
    setting, later, rival = settings
    update = setting.update(first)
    stale = (
        f"You worked from the table as it was at first. After step 1, ${setting.entry(first)}$ is "
        f"${decimal(update.new)}$."
    )
    return [
        _entry_slips(setting, first)[1],
        [Slip(setting.update(second).new, stale, STEP), *_entry_slips(later, second)[1]],
        [
            Slip(update.new, f"This is what {NAMES[setting.algorithm]} makes of it.", POLICY),
            *slips_of_updates.of_new_value(rival.update(first)),
        ],
    ]


def _entry_solution(setting: Setting, step: Transition) -> tuple[str, str]:
    update, after = setting.update(step), setting.world.states[step.after]
    return _target_solution(setting, step, update, after), (
        rf"${setting.entry(step)} = {decimal(update.old)} + {decimal(update.alpha)} \cdot ({decimal(update.target)} "
        rf"- {bracketed(update.old)}) {equals(update.new)}$."
    )


def _target_solution(setting: Setting, step: Transition, update: Update, after: str) -> str:
    if step.chosen is None:
        reward = decimal(update.reward)
        return f"*{after}* is terminal, so nothing lies ahead and the target is the reward alone: ${reward}$."
    if setting.algorithm == "sarsa":
        seen = f"SARSA looks at the action really taken next, *{setting.world.actions[step.chosen]}*"
    else:
        seen = f"Q-learning looks at the largest value in the row of *{after}*"
    target = f"{update.target_formula()} {equals(update.target)}"
    return f"{seen}: ${decimal(update.ahead)}$. So the target is ${target}$."


def _number(value: float) -> Number:
    return Number(value, decimals=3)


def _asked(question: str, value: float, slips: Iterable[Slip]) -> Part:
    spec = _number(value)
    return Part(f"{question} {DIGITS}", spec, 1, misconceptions(spec, slips))


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="One step of TD learning",
    version=1,
    generate=generate,
    kinds=("number", "choice"),
    heading=STEP,
)
