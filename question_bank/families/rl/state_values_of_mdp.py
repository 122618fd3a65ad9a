"""State values of a small decision process that is drawn, worked backwards or solved for, then a better policy."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

from question_bank.answers import Value
from question_bank.exercise import DemoCase, Exercise, Family, Part, Scalar, dice
from question_bank.gradients.asking import Asked, Slip, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals, signed
from question_bank.rewards import slips_of_values as slips
from question_bank.rewards.draws_of_processes import draw_chain, draw_loop, draw_one_way
from question_bank.rewards.options import Cure, Option, choice
from question_bank.rewards.processes import Arrow, Process, backup_told, solved, tex, value_of
from question_bank.wording import listed

ID = "state-values-of-mdp"
TOPIC = "rl.state-value"
LEAST = 0.1  # the size of a value, and of a gap between two actions, that still shows
BACKUP = (
    r"The value of a state is the mean of reward plus discounted value ahead, $V(s) = \sum p \cdot (r + "
    r"\gamma\,V(s'))$ over its arrows. A terminal state is worth 0."
)
BACKWARDS = (
    r"Work backwards from the end. The value of a state is the reward of its step plus the discounted value ahead, "
    r"$V(s) = r + \gamma\,V(s')$. A terminal state is worth 0."
)
ON_ARROWS = (
    "The number $r$ at an arrow is the reward $R_{t+1}$ for following it.",
    "Following an arrow brings the reward $r$ beside it, on the way, as $R_{t+1}$.",
    "Each arrow brings the reward $r$ written beside it.",
)
ENTERING = (
    "The number $r$ below a state is the reward $R_{t+1}$ that is received on *entering* it, from wherever.",
    "A reward is received on *entering* a state: it is the number $r$ below that state.",
)
BY_CHANCE = (
    "The numbers before them are the probabilities with which the world leads the agent that way.",
    "Where two arrows leave a state, chance decides between them with the probabilities written first.",
)
BY_POLICY = (
    "The agent's policy follows the arrows with the probabilities written first.",
    "Where two arrows leave a state, the policy takes them with the probabilities written first.",
)
STORIES = (
    "An agent moves through the states of the drawing.",
    "The drawing shows a small world.",
    "A board game for one has the states in the drawing.",
    "A robot's task is drawn as states and arrows.",
    "The drawing is a model of a delivery.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return a chain (1), a process with chance (2), or two states that lead to each other, and a better policy (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_chain, _one_way, _loop)[difficulty - 1]
    while True:
        exercise = make(rng)
        if exercise is not None:
            return exercise


# ---------------------------------------------------------------- a chain


def _chain(rng: random.Random) -> Exercise | None:
    process = draw_chain(rng)
    first = rng.choice((0, 0, 1))
    state, rewards = process.states[first], [arrow.reward for arrow in process.arrows[first:]]
    before = process.arrows[first - 1].reward if first else process.idle
    sheet = process.sheet()
    asked = parts(sheet, (_value_asked(state, slips.of_chain(process, rewards, before)),), TOPIC)
    if not all_tell(asked) or abs(sheet[value_of(state)]) < LEAST:
        return None
    how = f"{rng.choice(ENTERING if process.on_entering else ON_ARROWS)} Nothing is left to chance."
    steps = (BACKWARDS, *(_backup_step(process, sheet, each) for each in reversed(process.states[first:])))
    return Exercise(_prompt(rng, process, how), asked, steps, figures=(process.graph(),))


# ---------------------------------------------------------------- chance


def _one_way(rng: random.Random) -> Exercise | None:
    process, states = draw_one_way(rng)
    sheet = process.sheet()
    ahead = {state: sheet[value_of(state)] for state in process.places}
    questions = [_value_asked(state, slips.of_backup(process, state, ahead)) for state in states]
    asked = parts(sheet, questions, TOPIC)
    if not all_tell(asked) or min(abs(ahead[state]) for state in states) < LEAST:
        return None
    how = f"{rng.choice(ON_ARROWS)} {rng.choice(rng.choice((BY_CHANCE, BY_POLICY)))}"
    later_first = [*reversed(process.states)]
    steps = (BACKUP, *(_backup_step(process, sheet, state) for state in later_first))
    demo = _treasure(process, "random policy")
    return Exercise(_prompt(rng, process, how), asked, steps, demo, figures=(process.graph(),))


# ---------------------------------------------------------------- two states that lead to each other


def _loop(rng: random.Random) -> Exercise | None:
    process = draw_loop(rng)
    states = process.states
    values = dict(zip(states, solved(process, states, gamma=process.gamma), strict=True))
    ahead = values | dict.fromkeys(process.ends, 0.0)
    worth = {arrow: process.worth(arrow, ahead[arrow.end]) for arrow in process.arrows}
    gaps = [abs(worth[one] - worth[two]) for one, two in _pairs(process)]
    if min(*gaps, *map(abs, values.values())) < LEAST:
        return None
    sheet = Sheet(_loop_rules(process, values), process.nothing())
    asked = parts(sheet, _loop_asked(process, ahead), TOPIC)
    if not all_tell(asked):
        return None
    how = (
        f"{rng.choice(ON_ARROWS)} An arrow has the name of its action, which always leads that way, and the "
        "probability with which the policy takes it."
    )
    better, because = _improvement(rng, process, sheet)
    steps = (BACKUP, *_loop_told(process, values), _actions_told(process, ahead), because)
    demo = _treasure(process, "policy iteration")
    return Exercise(_prompt(rng, process, how), (*asked, better), steps, demo, figures=(process.graph(),))


def _treasure(process: Process, method: str) -> DemoCase:
    """Return the demo that evaluates a policy on a small graph too, with the discount factor of this one."""
    knobs: dict[str, Scalar] = {"map": "treasure", "method": method, "gamma": process.gamma, "slip": 0.0, "row": 3}
    return DemoCase("value-iteration-stepper", knobs)


def _loop_rules(process: Process, values: Mapping[str, float]) -> dict[str, Rule]:
    def constant(value: float) -> Rule:
        return lambda sheet: value

    def action(arrow: Arrow) -> Rule:
        return lambda sheet: process.worth(arrow, sheet[value_of(arrow.end)])

    rules = {value_of(state): constant(value) for state, value in values.items()}
    return rules | {f"Q{index}": action(arrow) for index, arrow in enumerate(process.arrows)}


def _loop_asked(process: Process, ahead: Mapping[str, float]) -> tuple[Asked, Asked]:
    states = process.states
    labels = tuple(f"${tex(state)}$" for state in states)
    actions = tuple(f"${_action_tex(arrow)}$" for arrow in process.arrows)
    return (
        Asked(
            f"What are the values {listed(labels)} under this policy?",
            tuple(value_of(state) for state in states),
            tuple(slips.of_loop(process, states)),
            labels,
            marks=3,
        ),
        Asked(
            f"What are the action values {listed(actions)}?",
            tuple(f"Q{index}" for index in range(len(actions))),
            tuple(slips.of_actions(process, ahead)),
            actions,
            marks=2,
        ),
    )


def _improvement(rng: random.Random, process: Process, sheet: Sheet) -> tuple[Part, str]:
    """Return the question which policy is greedy with respect to these values, and its answer with the reason."""
    pairs = _pairs(process)
    texts = {
        picks: listed([f"*{pair[pick].action}* in {pair[pick].start}" for pair, pick in zip(pairs, picks, strict=True)])
        for picks in ((0, 0), (0, 1), (1, 0), (1, 1))
    }

    def greedy(values: Sequence[float]) -> str:
        return texts[int(values[1] > values[0]), int(values[3] > values[2])]

    right = greedy(sheet.values([f"Q{index}" for index in range(4)]))
    why = "Compare the two action values of each state: the greedy policy takes the larger one, whatever was likelier."
    answers = [Option(text, "" if text == right else why) for text in texts.values()]

    def follows(values: tuple[Value, ...]) -> str:
        mine = values[1]
        cells = [float(cell) for cell in mine if isinstance(cell, float)] if isinstance(mine, tuple) else []
        return greedy(cells) if len(cells) == 4 else right

    question = "One step of policy improvement makes the policy greedy. Which actions does it take then?"
    because = f"Policy improvement takes the larger action value in each state: {right}."
    return choice(rng, question, answers, Cure(TOPIC, slips.ACTIONS), follows), because


def _pairs(process: Process) -> list[tuple[Arrow, Arrow]]:
    """Return the two arrows of each state."""
    pairs = []
    for state in process.states:
        one, two = process.out(state)
        pairs.append((one, two))
    return pairs


# ---------------------------------------------------------------- in words


def _value_asked(state: str, wrong: Iterable[Slip]) -> Asked:
    return Asked(f"What is the value ${tex(state)}$?", (value_of(state),), tuple(wrong))


def _prompt(rng: random.Random, process: Process, how: str) -> str:
    ends = [f"*{end}*" for end in process.ends]
    kind = f"state {ends[0]} is" if len(ends) == 1 else f"states {listed(ends)} are"
    gamma = decimal(process.gamma)
    return f"{rng.choice(STORIES)} {how} The {kind} terminal. The discount factor is $\\gamma = {gamma}$."


def _backup_step(process: Process, sheet: Sheet, state: str) -> str:
    ahead = {each: sheet[value_of(each)] for each in process.states}
    worked, value = backup_told(process, state, ahead), sheet[value_of(state)]
    done = "" if worked == decimal(value) else f" {equals(value)}"
    return f"${tex(state)} = {worked}{done}$."


def _loop_told(process: Process, values: Mapping[str, float]) -> tuple[str, ...]:
    states = process.states
    steps = []
    for state in states:
        constant = sum(arrow.chance * arrow.reward for arrow in process.out(state))
        terms = "".join(signed(_weight(process, state, other), rf"\,{tex(other)}") for other in states)
        steps.append(f"${tex(state)} = {backup_told(process, state, {})} = {decimal(constant)}{terms}$.")
    return (*steps, _substituted(process, values))


def _substituted(process: Process, values: Mapping[str, float]) -> str:
    """Return how the second equation, solved for its own value, goes into the first one."""
    first, second = process.states
    share = _weight(process, first, second) / (1 - _weight(process, second, second))
    factor = 1 - _weight(process, first, first) - share * _weight(process, second, first)
    total = factor * values[first]
    known = [f"${tex(state)} {equals(value)}$" for state, value in values.items()]
    return (
        f"Put the second into the first, with all of ${tex(first)}$ on the left: "
        rf"${decimal(factor)}\,{tex(first)} {equals(total)}$. So {known[0]}, and with the second {known[1]}."
    )


def _weight(process: Process, state: str, other: str) -> float:
    """Return the factor of another state's value in a state's equation."""
    return sum(process.gamma * arrow.chance for arrow in process.out(state) if arrow.end == other)


def _actions_told(process: Process, ahead: Mapping[str, float]) -> str:
    gamma, told = decimal(process.gamma), []
    for arrow in process.arrows:
        value, name = ahead[arrow.end], _action_tex(arrow)
        product = "" if arrow.end in process.ends else rf" + {gamma} \cdot {bracketed(value)}"
        done = f" {equals(process.worth(arrow, value))}" if product else ""
        told.append(f"${name} = {decimal(arrow.reward)}{product}{done}$")
    return rf"An action is worth its reward and what lies ahead, $Q(s, a) = r + \gamma\,V(s')$: {', '.join(told)}."


def _action_tex(arrow: Arrow) -> str:
    return rf"Q(\text{{{arrow.start}}}, \text{{{arrow.action}}})"


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="State values of a small decision process",
    version=1,
    generate=generate,
    kinds=("number", "vector", "choice"),
    heading=slips.VALUE,
)
