r"""How likely each action is when an agent explores: $1 - \varepsilon + \varepsilon/|A|$ for the best one, and more."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from question_bank.exercise import DemoCase, Exercise, Family, dice
from question_bank.gradients.asking import Asked, Slip, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards import exploration_questions, options
from question_bank.rewards import slips_of_exploration as slips
from question_bank.rewards.exploration import CONVENTIONS, EPSILONS, GRID, Row, draw_row, epsilon_greedy, expected
from question_bank.rewards.schedules_of_epsilon import draw_schedule
from question_bank.rewards.softmax_policy import softmax, softmax_told
from question_bank.wording import listed

ID = "epsilon-greedy-probabilities"
TOPIC = "rl.exploration"
CLOSE = 1e-3  # tolerance of probabilities
FAIRLY_CLOSE = 5e-3  # tolerance of values, which rounded probabilities lead to
TAUS = (0.5, 1.0, 2.0)
OTHERS_ONLY = (
    r"With probability $\varepsilon$ this agent explores, and then it draws one of the *other* actions only, each "
    "equally likely, never the best one; otherwise it takes the best one."
)
SHARES = (
    r"Each of the $|A|$ actions gets its share of exploring, $\varepsilon/|A|$. The best one gets all the rest, "
    r"$1 - \varepsilon$, on top."
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one probability (1), one with a tie, a schedule or another convention (2), or whole policies (3)."""
    rng = dice(ID, seed, difficulty)
    makers: tuple[Callable[[random.Random], Exercise | None], ...] = (_one,)
    if difficulty == 2:
        makers = (_tie, _annealed, _annealed, _conventions)
    elif difficulty == 3:
        makers = (_policies,)
    while True:
        exercise = rng.choice(makers)(rng)
        if exercise is not None and all_tell(part for part in exercise.parts if part.answer.kind != "choice"):
            return exercise


# ---------------------------------------------------------------- one probability


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked about a step, its answer, the slips with it, and the answer worked out as LaTeX."""

    text: str
    answer: float
    slips: tuple[Slip, ...]
    worked: str


def _one(rng: random.Random) -> Exercise:
    row, epsilon = draw_row(rng, least=2), rng.choice(EPSILONS)
    (best,), count = row.best, len(row.actions)
    question = rng.choice((_of_best, _of_other, _of_any_other, _of_count))(rng, row, epsilon)
    asked = Asked(question.text, ("answer",), question.slips, absolute=CLOSE)
    prompt = f"{_opening(row)} {rng.choice(CONVENTIONS)} Here $\\varepsilon = {decimal(epsilon)}$."
    steps = (SHARES, f"The best of the {count} actions is {row.named(best)}. So the answer is ${question.worked}$.")
    demo = DemoCase("q-learning-gridworld", {"epsilon": epsilon}) if row.actions == GRID else None
    return Exercise(prompt, parts(Sheet({}, {"answer": question.answer}), (asked,), TOPIC), steps, demo)


def _of_best(_: random.Random, row: Row, epsilon: float) -> Question:
    (best,), count = row.best, len(row.actions)
    answer = 1 - epsilon + epsilon / count
    text = f"What is the probability of {row.named(best)} in this step?"
    return Question(text, answer, tuple(slips.of_best(epsilon, count)), f"{_plus(epsilon, count)} {equals(answer)}")


def _of_other(rng: random.Random, row: Row, epsilon: float) -> Question:
    other, count = rng.choice(row.others()), len(row.actions)
    text = f"What is the probability of {row.named(other)} in this step?"
    worked = f"{decimal(epsilon)} / {count} {equals(epsilon / count)}"
    return Question(text, epsilon / count, tuple(slips.of_other(epsilon, count)), worked)


def _of_any_other(_: random.Random, row: Row, epsilon: float) -> Question:
    count = len(row.actions)
    answer = epsilon * (count - 1) / count
    text = "What is the probability that it takes an action that is not the best one?"
    worked = rf"{count - 1} \cdot {decimal(epsilon)} / {count} {equals(answer)}"
    return Question(text, answer, tuple(slips.of_any_other(epsilon, count)), worked)


def _of_count(rng: random.Random, row: Row, epsilon: float) -> Question:
    (best,), count, times = row.best, len(row.actions), rng.choice((100, 200, 300, 400, 500, 1000))
    answer = times * (1 - epsilon + epsilon / count)
    text = (
        f"It is in this state {times} times, and its values stay as they are. How often is {row.named(best)} taken on "
        "average?"
    )
    worked = rf"{times} \cdot ({_plus(epsilon, count)}) {equals(answer)}"
    return Question(text, answer, tuple(slips.of_best(epsilon, count, times)), worked)


# ---------------------------------------------------------------- a second idea


def _tie(rng: random.Random) -> Exercise:
    ties = rng.choice((2, 2, 3))
    row, epsilon = draw_row(rng, ties=ties, least=4), rng.choice(EPSILONS)
    count, one, other = len(row.actions), rng.choice(row.best), rng.choice(row.others())
    shared, share = (1 - epsilon) / ties, epsilon / count
    questions = (
        _asked(f"What is the probability of {row.named(one)}?", "one", slips.of_tied(epsilon, count, ties)),
        _asked(f"What is the probability of {row.named(other)}?", "other", slips.of_other(epsilon, count)),
    )
    prompt = (
        f"{_opening(row)} {rng.choice(CONVENTIONS)} Where several actions are best, it draws one of "
        f"them, each equally likely. Here $\\varepsilon = {decimal(epsilon)}$."
    )
    e = decimal(epsilon)
    steps = (
        rf"Each of the {count} actions gets its share of exploring, ${e}/{count} {equals(share)}$.",
        (
            f"{listed([row.named(index) for index in row.best])} are best and share $1 - {e}$ among them: "
            f"$(1 - {e}) / {ties} + {e}/{count} {equals(shared + share)}$ each."
        ),
        f"{row.named(other)} is not best and has its share of exploring alone: ${e}/{count} {equals(share)}$.",
    )
    return Exercise(prompt, parts(Sheet({}, {"one": shared + share, "other": share}), questions, TOPIC), steps)


def _annealed(rng: random.Random) -> Exercise:
    row, schedule = draw_row(rng), draw_schedule(rng)
    count, (best,) = len(row.actions), row.best
    rules: dict[str, Rule] = {
        "epsilon": lambda sheet: schedule.epsilon,
        "best": lambda sheet: 1 - sheet["epsilon"] + sheet["epsilon"] / count,
    }
    questions = (
        _asked(schedule.question, "epsilon", schedule.slips),
        _asked(
            f"What is the probability of {row.named(best)} then, if the values are still the same?",
            "best",
            slips.of_best(schedule.epsilon, count),
        ),
    )
    prompt = f"{_opening(row)} {rng.choice(CONVENTIONS)} {schedule.told}"
    answer = 1 - schedule.epsilon + schedule.epsilon / count
    steps = (
        *schedule.steps,
        SHARES,
        f"{row.named(best)} is the best of {count}: ${_plus(schedule.epsilon, count)} {equals(answer)}$.",
    )
    return Exercise(prompt, parts(Sheet(rules), questions, TOPIC), steps)


def _conventions(rng: random.Random) -> Exercise:
    row, epsilon = draw_row(rng), rng.choice(EPSILONS)
    count, (best,) = len(row.actions), row.best
    other, e = rng.choice(row.others()), decimal(epsilon)
    share, usual = epsilon / (count - 1), 1 - epsilon + epsilon / count
    questions = (
        _asked(f"What is the probability of {row.named(best)}?", "best", slips.of_others_only(epsilon, count)),
        _asked(f"What is the probability of {row.named(other)}?", "other", slips.of_one_of_the_others(epsilon, count)),
        _asked(
            "More common is that exploring draws from all actions, the best one included. What is the probability of "
            f"{row.named(best)} then?",
            "usual",
            slips.of_best(epsilon, count),
        ),
    )
    known = {"best": 1 - epsilon, "other": share, "usual": usual}
    steps = (
        "Ask for each action in which ways it can come to be taken: as the best one, or drawn when exploring.",
        f"Here {row.named(best)} is only taken when the agent does not explore: $1 - {e} = {decimal(1 - epsilon)}$.",
        f"Exploring is shared by the {count - 1} others: ${e} / {count - 1} {equals(share)}$ each.",
        (
            f"Where all {count} are drawn from, {row.named(best)} has a share as well: ${_plus(epsilon, count)} "
            f"{equals(usual)}$."
        ),
    )
    prompt = f"{_opening(row)} {OTHERS_ONLY} Here $\\varepsilon = {e}$."
    return Exercise(prompt, parts(Sheet({}, known), questions, TOPIC), steps)


# ---------------------------------------------------------------- whole policies


def _policies(rng: random.Random) -> Exercise | None:
    row, epsilon, tau = draw_row(rng, low=-8, high=30), rng.choice(EPSILONS), rng.choice(TAUS)
    if max(row.values) / tau > 5 or abs(sum(row.values)) < 0.5:
        return None
    greedy, soft = epsilon_greedy(row.values, epsilon), softmax([value / tau for value in row.values])
    chances = {f"p{index}": chance for index, chance in enumerate(greedy)}
    chances |= {f"s{index}": chance for index, chance in enumerate(soft)}
    sheet = Sheet({"v": _expected_rule("p", row), "w": _expected_rule("s", row)}, chances)
    question = rng.choice(exploration_questions.QUESTIONS)
    asked = parts(sheet, _policy_questions(row, epsilon, tau), TOPIC)
    steps = (*_policies_told(row, epsilon, tau), question.because)
    prompt = f"{_opening(row)} {rng.choice(CONVENTIONS)} Here $\\varepsilon = {decimal(epsilon)}$."
    return Exercise(prompt, (*asked, options.asked(rng, question, TOPIC)), steps)


def _policy_questions(row: Row, epsilon: float, tau: float) -> tuple[Asked, ...]:
    values, greedy = row.values, epsilon_greedy(row.values, epsilon)
    order = listed([row.named(index) for index in range(len(values))])
    rival = expected(greedy, values)
    return (
        _all_asked(f"What are the probabilities of {order}?", "p", row, slips.of_chances(values, epsilon)),
        _asked(
            r"What is the expected value $\sum_a \pi(a)\,Q(a)$ of the action taken?",
            "v",
            slips.of_expected(values, greedy, epsilon),
            FAIRLY_CLOSE,
        ),
        _all_asked(
            rf"Now the agent acts by a softmax instead, $\pi(a) \propto e^{{Q(a)/\tau}}$ with $\tau = {decimal(tau)}$. "
            f"What are the probabilities of {order}?",
            "s",
            row,
            slips.of_softmax(values, tau),
        ),
        _asked(
            "What is the expected value under this policy?",
            "w",
            slips.of_softmax_expected(values, tau, rival),
            FAIRLY_CLOSE,
        ),
    )


def _policies_told(row: Row, epsilon: float, tau: float) -> tuple[str, ...]:
    count, scaled = len(row.values), [value / tau for value in row.values]
    greedy, soft = epsilon_greedy(row.values, epsilon), softmax(scaled)
    return (
        SHARES,
        (
            f"The best action gets ${_plus(epsilon, count)} {equals(max(greedy))}$, each other one ${decimal(epsilon)} "
            f"/ {count} {equals(min(greedy))}$."
        ),
        f"Weighed by them, the values have the mean ${_sum(greedy, row)} {equals(expected(greedy, row.values))}$.",
        f"For the softmax, divide all values by $\\tau = {decimal(tau)}$ first.",
        *softmax_told(scaled, "quotient"),
        f"The mean with these weights is ${_sum(soft, row)} {equals(expected(soft, row.values))}$.",
    )


def _expected_rule(symbol: str, row: Row) -> Rule:
    names = [f"{symbol}{index}" for index in range(len(row.values))]
    return lambda sheet: expected(sheet.values(names), row.values)


# ---------------------------------------------------------------- in words


def _asked(question: str, name: str, wrong: Iterable[Slip], absolute: float = CLOSE) -> Asked:
    return Asked(question, (name,), tuple(wrong), absolute=absolute)


def _all_asked(question: str, symbol: str, row: Row, wrong: Iterable[Slip]) -> Asked:
    names = tuple(f"{symbol}{index}" for index in range(len(row.actions)))
    labels = tuple(rf"$\pi(\text{{{action}}})$" for action in row.actions)
    return Asked(question, names, tuple(wrong), labels, 2, CLOSE)


def _opening(row: Row) -> str:
    return f"{row.story} In its present state its action values are {row.told()}."


def _plus(epsilon: float, count: int) -> str:
    return f"1 - {decimal(epsilon)} + {decimal(epsilon)} / {count}"


def _sum(chances: Iterable[float], row: Row) -> str:
    """Return the weighted sum with its numbers, as LaTeX."""
    terms = zip(chances, row.values, strict=True)
    return " + ".join(rf"{decimal(chance)} \cdot {bracketed(value)}" for chance, value in terms)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Probabilities of exploring actions",
    version=1,
    generate=generate,
    kinds=("number", "vector", "choice"),
    heading=slips.GREEDY,
)
