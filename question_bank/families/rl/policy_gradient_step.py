r"""A step of REINFORCE by hand: preferences move along $\nabla_\theta \log \pi(a)$, times what the episode brought."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from question_bank.answers import Value
from question_bank.exercise import Exercise, Family, Part, dice
from question_bank.gradients.asking import Asked, Slip, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards import gradient_questions, options, slips_of_policy
from question_bank.rewards.options import Cure, Option
from question_bank.rewards.slips_of_policy import BASELINE, SCORE
from question_bank.rewards.softmax_policy import Policy, draw_policy, one_hot, softmax, softmax_told, step_told
from question_bank.wording import listed

ID = "policy-gradient-step"
TOPIC = "rl.policy-gradient"
ALPHAS, GAMMAS = (0.05, 0.1, 0.2, 0.25, 0.5), (0.5, 0.8, 0.9)
CLOSE = 2e-3  # tolerance of probabilities and preferences
LEAST, MOST = 0.03, 2.5  # how far the preference of the action taken moves
IS_SOFTMAX = r"The policy is a softmax over preferences, $\pi(a) = e^{\theta_a} / \sum_b e^{\theta_b}$."
GRADIENT = (
    r"For a softmax, $\partial \log \pi(a) / \partial \theta_b$ is $1 - \pi(b)$ for the action taken, $b = a$, and "
    r"$0 - \pi(b)$ for every other one."
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return the gradient of a log-probability (1), a step with the return (2), or an episode with a baseline (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_gradient, _step, _episode)[difficulty - 1]
    while True:
        exercise = make(rng)
        if exercise is not None:
            return exercise


def _gradient(rng: random.Random) -> Exercise | None:
    policy = draw_policy(rng)
    percents = [5 + share for share in _shares(rng, 100 - 5 * len(policy.actions), len(policy.actions))]
    chances = tuple(percent / 100 for percent in percents)
    right = [hot - chance for hot, chance in zip(one_hot(len(chances), policy.taken), chances, strict=True)]
    sheet = Sheet({}, {f"g{index}": value for index, value in enumerate(right)})
    labels = policy.labels(r"\theta_")
    question = rf"What is $\nabla_\theta \log {policy.chance()}$, in the order {listed(labels)}?"
    asked = parts(
        sheet,
        (_vector_asked("g", question, labels, slips_of_policy.of_gradient(policy, chances)),),
        TOPIC,
    )
    if not all_tell(asked) or len(set(chances)) < len(chances) or len(chances) < 3:
        return None
    given = listed([f"${label[1:-1]} = {decimal(chance)}$" for label, chance in _named(policy, chances)])
    prompt = (
        f"{policy.story} {IS_SOFTMAX} At present the preferences lead to {given}. "
        f"{rng.choice(TAKEN).format(action=policy.action)}"
    )
    worked = [f"${hot} - {decimal(chance)} = {decimal(hot - chance)}$" for hot, chance in _hots(policy, chances)]
    return Exercise(prompt, asked, (GRADIENT, f"In the order asked for: {', '.join(worked)}."))


def _step(rng: random.Random) -> Exercise | None:
    policy, alpha = draw_policy(rng), rng.choice(ALPHAS)
    total = float(rng.choice([number for number in range(-8, 13) if number not in (-1, 0, 1)]))
    sheet = Sheet(
        {**_chance_rules(policy), **_step_rules(policy, alpha), "G": lambda s: total, "factor": lambda s: s["G"]}
    )
    chances = sheet.values(_names("p", policy))
    if not _moves_well(policy, sheet):
        return None
    questions = (
        _chances_asked(policy),
        _preferences_asked(policy, tuple(slips_of_policy.of_step(policy, chances, alpha, total))),
    )
    asked = parts(sheet, questions, TOPIC)
    if not all_tell(asked):
        return None
    prompt = (
        f"{policy.story} {IS_SOFTMAX} The preferences are {policy.preferences()}. "
        f"{rng.choice(TAKEN).format(action=policy.action)} The return was $G = {decimal(total)}$. REINFORCE "
        rf"then makes one step, $\theta \leftarrow \theta + \alpha\,G\,\nabla_\theta \log \pi(a)$, with "
        rf"$\alpha = {decimal(alpha)}$."
    )
    factor = rf"$\alpha\,G = {decimal(alpha)} \cdot {bracketed(total)} {equals(alpha * total)}$"
    moves = f"With {factor} the preferences become {step_told(policy, alpha * total, chances)}."
    return Exercise(prompt, asked, (*softmax_told(policy.theta), GRADIENT, moves))


def _episode(rng: random.Random) -> Exercise | None:
    policy, alpha, gamma = draw_policy(rng), rng.choice(ALPHAS), rng.choice(GAMMAS)
    rewards = [float(rng.choice([number for number in range(-4, 9) if number])) for _ in range(3)]
    total = sum(gamma**step * reward for step, reward in enumerate(rewards))
    baseline = float(rng.choice([number for number in range(-4, 11) if number]))
    rules: dict[str, Rule] = {"G": lambda s: total, "factor": lambda s: s["G"] - baseline}
    new = {"q": lambda s: softmax(s.values(_names("n", policy)))[policy.taken]}
    sheet = Sheet({**rules, **_chance_rules(policy), **_step_rules(policy, alpha), **new})
    if not _moves_well(policy, sheet) or abs(total) < 0.5:
        return None
    asked = parts(sheet, _episode_asked(policy, sheet, (alpha, gamma), (rewards, baseline)), TOPIC)
    if not all_tell(asked):
        return None
    last, because = _last_question(rng, total, baseline)
    prompt = (
        f"{policy.story} {IS_SOFTMAX} In its first state the preferences are {policy.preferences()}. An episode begins "
        f"there with {policy.action} and brings the rewards {listed([f'${decimal(each)}$' for each in rewards])}, then "
        rf"it is over. The discount factor is $\gamma = {decimal(gamma)}$. REINFORCE with the baseline "
        rf"$b = {decimal(baseline)}$ makes the step for this first action, "
        rf"$\theta \leftarrow \theta + \alpha\,(G_0 - b)\,\nabla_\theta \log \pi(a)$, with $\alpha = {decimal(alpha)}$."
    )
    steps = _episode_told(policy, sheet, (alpha, gamma), (rewards, baseline))
    return Exercise(prompt, (*asked, last), (*steps, because))


# ---------------------------------------------------------------- the calculation


def _names(symbol: str, policy: Policy) -> tuple[str, ...]:
    return tuple(f"{symbol}{index}" for index in range(len(policy.actions)))


def _chance_rules(policy: Policy) -> dict[str, Rule]:
    def rule(index: int) -> Rule:
        return lambda sheet: softmax(policy.theta)[index]

    return {f"p{index}": rule(index) for index in range(len(policy.actions))}


def _step_rules(policy: Policy, alpha: float) -> dict[str, Rule]:
    """Return the rules of the new preferences, from the probabilities and the factor of the gradient."""

    def rule(index: int) -> Rule:
        hot = float(index == policy.taken)
        return lambda sheet: policy.theta[index] + alpha * sheet["factor"] * (hot - sheet[f"p{index}"])

    return {f"n{index}": rule(index) for index in range(len(policy.actions))}


def _moves_well(policy: Policy, sheet: Sheet) -> bool:
    """Tell whether the step shows, and does not leap."""
    move = abs(sheet[f"n{policy.taken}"] - policy.theta[policy.taken])
    return LEAST <= move <= MOST and abs(sheet["factor"]) >= 0.5


def _shares(rng: random.Random, total: int, count: int) -> list[int]:
    """Return whole numbers from 0 up that add up to the total."""
    cuts = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


# ---------------------------------------------------------------- what is asked

WITHOUT_BASELINE = (  # in the order of: positive or not without it, positive or not with it
    "made it more likely, as the step with the baseline does",
    "made it more likely, while the step with the baseline makes it less likely",
    "made it less likely, while the step with the baseline makes it more likely",
    "made it less likely, as the step with the baseline does",
)
TAKEN = (
    "The agent takes {action}.",
    "Chance decides for {action}.",
    "This time the policy draws {action}.",
    "The action drawn is {action}.",
)


def _vector_asked(symbol: str, question: str, labels: tuple[str, ...], slips: Iterable[Slip], marks: int = 1) -> Asked:
    names = tuple(f"{symbol}{index}" for index in range(len(labels)))
    return Asked(question, names, tuple(slips), labels, marks, CLOSE)


def _chances_asked(policy: Policy) -> Asked:
    question = f"What are the probabilities of {listed([f'*{action}*' for action in policy.actions])}?"
    labels = tuple(label for label, _ in _named(policy, policy.theta))
    return _vector_asked("p", question, labels, slips_of_policy.of_probabilities(policy.theta))


def _preferences_asked(policy: Policy, slips: tuple[Slip, ...]) -> Asked:
    labels = policy.labels(r"\theta_")
    question = f"What are the new preferences {listed(labels)} after the step?"
    return _vector_asked("n", question, labels, slips, marks=2)


def _episode_asked(
    policy: Policy, sheet: Sheet, rates: tuple[float, float], brought: tuple[Sequence[float], float]
) -> tuple[Asked, ...]:
    (alpha, gamma), (rewards, baseline) = rates, brought
    chances, new = sheet.values(_names("p", policy)), sheet.values(_names("n", policy))
    slips = (
        *slips_of_policy.of_baseline(policy, chances, alpha, (sheet["G"], baseline)),
        *slips_of_policy.of_step(policy, chances, alpha, sheet["factor"]),
    )
    returns = tuple(slips_of_policy.of_return(rewards, gamma, baseline))
    return (
        Asked(
            "What is the return $G_0$ of the episode?",
            ("G",),
            returns,
        ),
        _chances_asked(policy),
        _preferences_asked(policy, slips),
        Asked(
            f"What is the probability of {policy.action} in that state now?",
            ("q",),
            tuple(slips_of_policy.of_new_chance(new, policy.theta, policy.taken)),
            absolute=CLOSE,
        ),
    )


def _last_question(rng: random.Random, total: float, baseline: float) -> tuple[Part, str]:
    """Return a question without numbers to type, and its answer with the reason."""
    if rng.random() < 0.5:
        question = rng.choice(gradient_questions.QUESTIONS)
        return options.asked(rng, question, TOPIC), question.because
    because = (
        f"Without a baseline the sign of $G_0 = {decimal(total)}$ decides, with it that of $G_0 - b = "
        f"{decimal(total - baseline)}$: where the factor is positive, the action taken becomes more likely."
    )
    answer = _sides(total, baseline)
    answers = [Option(text, "" if text == answer else because) for text in WITHOUT_BASELINE]

    def follows(values: tuple[Value, ...]) -> str:
        mine = values[0]
        return _sides(mine, baseline) if isinstance(mine, float) else answer

    text = "What would the step have done to the action taken without a baseline, that is with $b = 0$?"
    return options.choice(rng, text, answers, Cure(TOPIC, BASELINE), follows), f"{because} So it would have {answer}."


def _sides(total: float, baseline: float) -> str:
    """Return the line that is true of a return with and without its baseline."""
    return WITHOUT_BASELINE[2 * (total <= 0) + (total <= baseline)]


# ---------------------------------------------------------------- in words


def _named(policy: Policy, values: Sequence[float]) -> list[tuple[str, float]]:
    labels = [rf"$\pi(\text{{{action}}})$" for action in policy.actions]
    return list(zip(labels, values, strict=True))


def _hots(policy: Policy, chances: Sequence[float]) -> list[tuple[int, float]]:
    return [(int(index == policy.taken), chance) for index, chance in enumerate(chances)]


def _episode_told(
    policy: Policy, sheet: Sheet, rates: tuple[float, float], brought: tuple[Sequence[float], float]
) -> tuple[str, ...]:
    (alpha, gamma), (rewards, baseline) = rates, brought
    factor = alpha * sheet["factor"]
    g = decimal(gamma)
    powers = ("", rf"{g} \cdot ", rf"{g}^2 \cdot ")
    terms = " + ".join(power + bracketed(reward) for power, reward in zip(powers, rewards, strict=True))
    moved = step_told(policy, factor, sheet.values(_names("p", policy)))
    new = sheet.values(_names("n", policy))
    return (
        f"The return is the discounted sum of the rewards: $G_0 = {terms} {equals(sheet['G'])}$.",
        *softmax_told(policy.theta),
        GRADIENT,
        (
            rf"The factor is $\alpha\,(G_0 - b) = {decimal(alpha)} \cdot ({decimal(sheet['G'])} - "
            rf"{bracketed(baseline)}) {equals(factor)}$, so the preferences become {moved}."
        ),
        (
            f"The softmax of the new preferences gives {policy.action} the probability "
            f"${decimal(softmax(new)[policy.taken])}$; it was ${decimal(sheet[f'p{policy.taken}'])}$ before."
        ),
    )


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="One step of a policy gradient",
    version=1,
    generate=generate,
    kinds=("number", "vector", "choice"),
    heading=SCORE,
)
