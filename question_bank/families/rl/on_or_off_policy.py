"""On-policy or off-policy: told from a description or one update's numbers, and by computing all targets."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from question_bank.exercise import DemoCase, Exercise, Family, Part, dice
from question_bank.gradients.asking import Asked, all_tell, parts
from question_bank.gradients.sheet import Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards import learning_methods, slips_of_policies
from question_bank.rewards.exploration import epsilon_greedy, expected
from question_bank.rewards.learning_methods import EXPECTED, METHODS, TARGET
from question_bank.rewards.options import Cure, Option, choice
from question_bank.rewards.q_table import WORLDS, Transition
from question_bank.rewards.setting import Setting, draw_setting, exploring_step, told
from question_bank.rewards.update_logs import draw_log, which

ID = "on-or-off-policy"
TOPIC = "rl.on-off-policy"
LEAST = 0.05  # the size of a mean that still shows
DEFINITION = (
    "On-policy means: what is learnt about is the policy that acts. Off-policy means: one policy acts, and another one "
    "is learnt about."
)
FORMULAS = (
    r"The targets are $r + \gamma\,Q(s', a')$ for SARSA, $r + \gamma \max Q(s', \cdot)$ for Q-learning, and $r + "
    r"\gamma "
    r"\sum \pi\,Q(s', \cdot)$ for expected SARSA."
)
LEADS = (
    "",
    "This is how it learns. ",
    "Of its learning so much is known. ",
    "About its learning the manual says this. ",
)
SHARES = "When it explores, all actions are equally likely, the best one included."
SHARES_OF_BOTH = "When they explore, all actions are equally likely, the best one included."
ACTING = (
    r"It acts $\varepsilon$-greedily with $\varepsilon = {}$.",
    r"Now and then it tries something at random: it is $\varepsilon$-greedy with $\varepsilon = {}$.",
    r"In a share $\varepsilon = {}$ of its steps it explores.",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return a method to recognise (1), an update whose target gives it away (2), or all targets and a ratio (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_method, _log, _targets)[difficulty - 1]
    while True:
        exercise = make(rng)
        if exercise is not None:
            return exercise


# ---------------------------------------------------------------- a method in words


def _method(rng: random.Random) -> Exercise:
    method, world, epsilon = rng.choice(METHODS), rng.choice(WORLDS), rng.choice((0.05, 0.1, 0.15, 0.2, 0.25, 0.3))
    part = learning_methods.ask(rng, method, TOPIC)
    explores = "" if method.name in ("REINFORCE", learning_methods.WEIGHTED.name) else rng.choice(ACTING) + " "
    prompt = f"{world.story} {explores.format(decimal(epsilon))}{rng.choice(LEADS)}{rng.choice(method.told)}"
    steps = [DEFINITION, method.verdict]
    if "Which method" in part.prompt:
        steps.append(f"The method is {method.name}.")
    if "whose action values" in part.prompt:
        steps.append(f"So the values are {method.learns}.")
    shown = method in (learning_methods.SARSA, learning_methods.Q_LEARNING)
    demo = DemoCase("sarsa-against-q-learning", {"epsilon": epsilon}) if shown else None
    return Exercise(prompt, (part,), tuple(steps), demo)


# ---------------------------------------------------------------- an update in numbers


def _log(rng: random.Random) -> Exercise | None:
    log = draw_log(rng)
    recovered = slips_of_policies.of_recovered(log.old, log.new, log.alpha)
    question = Asked("What was the target of this update?", ("target",), tuple(recovered))
    asked = parts(Sheet({}, {"target": log.target}), (question,), TOPIC)
    if not all_tell(asked) or not log.tells():
        return None
    acting = rng.choice(ACTING).format(decimal(log.epsilon))
    prompt = f"{log.setting.world.story} {acting} {SHARES} {log.written(rng)}"
    change = rf"{decimal(log.old)} + ({decimal(log.new, 3)} - {bracketed(log.old)}) / {decimal(log.alpha)}"
    steps = (
        (
            r"An update goes the share $\alpha$ of the way to its target, so the change divided by $\alpha$ is the "
            "whole way."
        ),
        rf"From the old value that leads to ${change} {equals(log.target)}$.",
        FORMULAS,
        log.compared(),
    )
    return Exercise(prompt, (*asked, which(rng, log, TOPIC)), steps)


# ---------------------------------------------------------------- all targets


@dataclass(frozen=True, slots=True)
class Case:
    r"""A step made by a policy $b$, and another policy $\pi$; how often each of them explores.

    Expected SARSA takes its mean by $b$ where it is ``on`` policy, else by $\pi$.
    """

    setting: Setting
    step: Transition
    acting: float
    asked_about: float
    on: bool

    @property
    def row(self) -> tuple[float, ...]:
        """Return the values of the next state."""
        return self.setting.table.rows[self.step.after]

    @property
    def taken(self) -> int:
        """Return the next action."""
        assert self.step.chosen is not None, "nothing follows the last step"
        return self.step.chosen

    @property
    def epsilons(self) -> tuple[float, float]:
        """Return how often the policy of the mean explores, and how often the other one does."""
        return (self.acting, self.asked_about) if self.on else (self.asked_about, self.acting)

    def chances(self) -> tuple[float, float]:
        r"""Return the probability of the step's action under $\pi$ and under $b$."""
        own, action = self.setting.table.rows[self.step.state], self.step.action
        return epsilon_greedy(own, self.asked_about)[action], epsilon_greedy(own, self.acting)[action]

    def greedy(self) -> bool:
        """Tell whether the step's action is the best one of its row."""
        own = self.setting.table.rows[self.step.state]
        return own[self.step.action] == max(own)


def _targets(rng: random.Random) -> Exercise | None:
    setting = draw_setting(rng)
    step = exploring_step(rng, setting, *rng.sample(range(3), 2))
    own = setting.table.rows[step.state]
    if rng.random() < 0.4:
        step = replace(step, action=own.index(max(own)))
    case = Case(setting, step, rng.choice((0.3, 0.4, 0.5, 0.6)), rng.choice((0.05, 0.1, 0.2)), rng.random() < 0.5)
    gamma, reward = setting.gamma, step.reward
    mean = expected(epsilon_greedy(case.row, case.epsilons[0]), case.row)
    target, acting = case.chances()
    sheet = Sheet(
        {"expected": lambda s: reward + gamma * s["mean"]},
        {
            "sarsa": reward + gamma * case.row[case.taken],
            "best": reward + gamma * max(case.row),
            "mean": mean,
            "ratio": target / acting,
        },
    )
    asked = parts(sheet, _questions(case, mean), TOPIC)
    if not all_tell(asked) or abs(mean) < LEAST:
        return None
    steps = (*_told(case, sheet), _verdict(case))
    demo = DemoCase("sarsa-against-q-learning", {"gamma": gamma, "epsilon": case.acting})
    return Exercise(_prompt(rng, case), (*asked, _evaluated(rng, case)), steps, demo)


def _questions(case: Case, mean: float) -> tuple[Asked, ...]:
    setting, step = case.setting, case.step
    policy, after = ("b" if case.on else r"\pi"), rf"\text{{{setting.world.states[step.after]}}}"
    state, action = rf"\text{{{setting.world.states[step.state]}}}", rf"\text{{{setting.world.actions[step.action]}}}"
    ratio = rf"\pi({action} \mid {state}) / b({action} \mid {state})"
    return (
        Asked(
            "What are the targets of this update, first with SARSA, then with Q-learning?",
            ("sarsa", "best"),
            tuple(slips_of_policies.of_both_targets(setting, step)),
            ("SARSA", "Q-learning"),
            2,
        ),
        Asked(
            rf"Expected SARSA takes the mean by ${policy}$ here, $\sum_a {policy}(a \mid {after})\,Q({after}, a)$. "
            "What is "
            "this mean?",
            ("mean",),
            tuple(slips_of_policies.of_mean_ahead(case.row, case.epsilons, case.taken)),
            marks=2,
        ),
        Asked(
            "What is the target of expected SARSA?",
            ("expected",),
            tuple(slips_of_policies.of_expected_target(step.reward, setting.gamma, mean)),
        ),
        Asked(
            rf"By which importance ratio ${ratio}$ would a return be weighed for this step?",
            ("ratio",),
            tuple(slips_of_policies.of_ratio(case.chances(), (case.asked_about, case.acting), greedy=case.greedy())),
            absolute=2e-3,
        ),
    )


def _evaluated(rng: random.Random, case: Case) -> Part:
    why = _verdict(case)
    both = "Every TD target learns from one step. What counts is whose probabilities stand in the mean."
    rows = (
        ("on-policy: its target is the mean by the policy that acts", case.on, why),
        ("off-policy: its target is the mean by a policy that does not act", not case.on, why),
        ("on-policy: it learns from a step that the agent has made itself", False, both),
        (
            "off-policy: its target does not hold the value of the action taken next",
            False,
            "That value is missing in both cases; a mean by the acting policy is on-policy all the same.",
        ),
    )
    options = [Option(text, "" if right else reason) for text, right, reason in rows]
    return choice(rng, "What is expected SARSA with this mean?", options, Cure(TOPIC, EXPECTED))


def _verdict(case: Case) -> str:
    if case.on:
        return "The mean is the one by $b$, which acts: expected SARSA is on-policy here."
    return r"The mean is the one by $\pi$, while $b$ acts: expected SARSA is off-policy here."


def _prompt(rng: random.Random, case: Case) -> str:
    setting = case.setting
    b, pi = decimal(case.acting), decimal(case.asked_about)
    return (
        f"{setting.world.story} It acts by the policy $b$, which is $\\varepsilon$-greedy with $\\varepsilon = {b}$. "
        rf"Of interest is also the policy $\pi$, which is $\varepsilon$-greedy with $\varepsilon = {pi}$. "
        f"{SHARES_OF_BOTH} The "
        f"discount factor is $\\gamma = {decimal(setting.gamma)}$, and the table is\n\n{setting.markdown()}\n\n"
        f"{told(rng, setting, case.step)}"
    )


def _told(case: Case, sheet: Sheet) -> tuple[str, ...]:
    gamma, r = decimal(case.setting.gamma), decimal(case.step.reward)
    chances = epsilon_greedy(case.row, case.epsilons[0])
    terms = " + ".join(rf"{decimal(p)} \cdot {bracketed(q)}" for p, q in zip(chances, case.row, strict=True))
    target, acting = case.chances()
    aheads = (("sarsa", case.row[case.taken]), ("best", max(case.row)))
    sarsa, best = (rf"${r} + {gamma} \cdot {bracketed(ahead)} {equals(sheet[name])}$" for name, ahead in aheads)
    count = len(case.row)
    return (
        FORMULAS,
        f"SARSA takes the value of the next action: {sarsa}. Q-learning takes the largest one: {best}.",
        (
            rf"With $\varepsilon = {decimal(case.epsilons[0])}$ each of the {count} actions gets "
            f"${decimal(min(chances))}$, "
            f"the best one ${decimal(max(chances))}$. The mean is ${terms} {equals(sheet['mean'])}$."
        ),
        (
            rf"So the target of expected SARSA is ${r} + {gamma} \cdot {bracketed(sheet['mean'])} "
            f"{equals(sheet['expected'])}$."
        ),
        (
            f"The action taken is {'' if case.greedy() else 'not '}the best of its row: $\\pi$ takes it with "
            f"${decimal(target)}$, $b$ with ${decimal(acting)}$, and ${decimal(target)} / {decimal(acting)} "
            f"{equals(sheet['ratio'])}$."
        ),
    )


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="On-policy or off-policy",
    version=1,
    generate=generate,
    kinds=("choice", "number", "vector"),
    heading=TARGET,
)
