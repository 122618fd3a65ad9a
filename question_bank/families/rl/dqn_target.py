r"""Targets of a deep Q-network: $y = r + \gamma \max_{a'} Q^-(s', a')$, the reward alone where the episode ended."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from question_bank.exercise import DemoCase, Exercise, Family, Scalar, dice
from question_bank.gradients.asking import Asked, Slip, all_tell, parts
from question_bank.gradients.sheet import Rule, Sheet
from question_bank.notation import bracketed, decimal, equals
from question_bank.rewards import options, replay_questions, slips_of_replay
from question_bank.rewards.replay import Ahead, Batch, best, by_both, by_target, draw_batch
from question_bank.rewards.slips_of_replay import loss_of

ID = "dqn-target"
TOPIC = "rl.deep-q-network"
SMALLEST = 0.05  # an error or a gap that still shows
FORMULA = (
    r"The target of a transition is $y = r + \gamma \max_{a'} Q^-(s', a')$, where $Q^-$ is the target network. Where "
    r"$s'$ is terminal, nothing lies ahead, and $y = r$."
)
DOUBLE = (
    r"Double DQN shares the work: the online network chooses, $a^* = \arg\max_{a'} Q(s', a')$, and the target network "
    r"says what that is worth, $y = r + \gamma\,Q^-(s', a^*)$."
)
SQUARES = "the mean squared error, the mean of $e^2$"
HUBER = "Huber's loss, the mean of $0.5\\,e^2$ where $|e| \\le 1$ and of $|e| - 0.5$ elsewhere"
ORDER = "in the order of the transitions"
DRAWN = (
    "These transitions were drawn from its replay memory:",
    "A batch from the replay memory:",
    "For the next update, these transitions were drawn at random from what it remembers:",
    "The learner draws a small batch:",
)


def generate(seed: int, difficulty: int) -> Exercise:
    """Return two targets, one of a terminal step (1), a batch and two networks (2), or Double DQN and the loss (3)."""
    rng = dice(ID, seed, difficulty)
    make: Callable[[random.Random], Exercise | None] = (_two_targets, _batch, _double)[difficulty - 1]
    while True:
        exercise = make(rng)
        if exercise is not None:
            return exercise


def _two_targets(rng: random.Random) -> Exercise | None:
    batch = draw_batch(rng, 2, 1)
    sheet = Sheet(_target_rules("y", batch, by_target))
    questions = [
        Asked(
            f"What is the target $y_{index + 1}$ of transition {index + 1}?",
            (f"y{index + 1}",),
            tuple(slips_of_replay.of_one_target(batch, index)),
        )
        for index in range(2)
    ]
    asked = parts(sheet, questions, TOPIC)
    if not all_tell(asked):
        return None
    note = "$Q^-$ is what its target network says about the next state $s'$; $d$ is 1 if $s'$ is terminal."
    prompt = f"{_opening(batch)} {note} {rng.choice(DRAWN)}\n\n{batch.markdown(online=False, old=False)}"
    steps = (FORMULA, *(_told(batch, index) for index in range(2)))
    return Exercise(prompt, asked, steps, _balancing(batch))


def _batch(rng: random.Random) -> Exercise | None:
    batch = draw_batch(rng, 4, 2)
    going_on = [index for index, each in enumerate(batch.samples) if not each.done]
    index = rng.choice(going_on)
    old = batch.samples[index].old
    sheet = Sheet({**_target_rules("y", batch, by_target), "delta": lambda s: s[f"y{index + 1}"] - old})
    question = rf"What is the error $\delta = y - Q(s, a)$ of transition {index + 1}?"
    questions = (
        _targets_asked(batch, "y", "What are the targets $y_1$ to $y_4$ of a plain DQN", slips_of_replay.of_targets),
        Asked(question, ("delta",), tuple(slips_of_replay.of_error(batch, index))),
    )
    asked = parts(sheet, questions, TOPIC)
    if not all_tell(asked) or abs(sheet["delta"]) < SMALLEST:
        return None
    worked = f"{decimal(sheet[f'y{index + 1}'])} - {bracketed(old)} {equals(sheet['delta'])}"
    steps = (FORMULA, *_all_told(batch, by_target), rf"$\delta = {worked}$.")
    return Exercise(_prompt(rng, batch), asked, steps, _balancing(batch))


def _double(rng: random.Random) -> Exercise | None:
    batch, huber = draw_batch(rng, 3, 1), rng.random() < 0.7
    rules = {**_target_rules("y", batch, by_target), **_target_rules("d", batch, by_both)}
    sheet = Sheet({**rules, "loss": _loss_rule(batch, huber=huber)})
    targets = batch.targets(by_both)
    errors = [target - each.old for target, each in zip(targets, batch.samples, strict=True)]
    sizes = sorted(map(abs, errors))
    if sizes[0] < SMALLEST or (huber and not sizes[0] < 1 < sizes[-1]):
        return None
    costs = f"The loss is {HUBER if huber else SQUARES}, with $e = y - Q(s, a)$. What is it with Double DQN's targets?"
    questions = (
        _targets_asked(batch, "y", "What are the targets $y_1$ to $y_3$ of a plain DQN", slips_of_replay.of_targets),
        _targets_asked(batch, "d", "What are the three targets of Double DQN", slips_of_replay.of_double_targets),
        Asked(costs, ("loss",), tuple(slips_of_replay.of_loss(batch, targets, huber=huber)), marks=2),
    )
    asked = parts(sheet, questions, TOPIC)
    if not all_tell(asked):
        return None
    question = rng.choice(replay_questions.QUESTIONS)
    steps = (
        FORMULA,
        *_all_told(batch, by_target),
        DOUBLE,
        *_all_told(batch, by_both),
        _loss_told(batch, errors, huber=huber),
        question.because,
    )
    demo = _balancing(batch, loss="huber" if huber else "mse")
    return Exercise(_prompt(rng, batch), (*asked, options.asked(rng, question, TOPIC)), steps, demo)


def _balancing(batch: Batch, **knobs: Scalar) -> DemoCase:
    """Return the demo of a deep Q-network, with the discount factor of this one."""
    return DemoCase("dqn-cartpole", {"gamma": batch.gamma, **knobs})


# ---------------------------------------------------------------- the calculation


def _target_rules(symbol: str, batch: Batch, ahead: Ahead) -> dict[str, Rule]:
    values = batch.targets(ahead)
    return {f"{symbol}{number}": _constant(value) for number, value in enumerate(values, 1)}


def _constant(value: float) -> Rule:
    return lambda sheet: value


def _loss_rule(batch: Batch, *, huber: bool) -> Rule:
    def loss(sheet: Sheet) -> float:
        errors = [sheet[f"d{number}"] - each.old for number, each in enumerate(batch.samples, 1)]
        return sum(loss_of(error, huber=huber) for error in errors) / len(errors)

    return loss


def _targets_asked(batch: Batch, symbol: str, question: str, slips: Callable[[Batch], Iterator[Slip]]) -> Asked:
    names = tuple(f"{symbol}{number}" for number in range(1, len(batch.samples) + 1))
    labels = tuple(f"${name[0].replace('d', 'y')}_{name[1]}$" for name in names)
    return Asked(f"{question}, {ORDER}?", names, tuple(slips(batch)), labels, marks=2)


# ---------------------------------------------------------------- in words


def _opening(batch: Batch) -> str:
    return rf"{batch.story} The discount factor is $\gamma = {decimal(batch.gamma)}$."


def _prompt(rng: random.Random, batch: Batch) -> str:
    note = (
        "$Q$ is the online network, which is being trained, $Q^-$ its target network; $Q(s, a)$ belongs to the action "
        "that was taken; $d$ is 1 if $s'$ is terminal."
    )
    return f"{_opening(batch)} {note} {rng.choice(DRAWN)}\n\n{batch.markdown(online=True, old=True)}"


def _told(batch: Batch, index: int) -> str:
    sample = batch.samples[index]
    if sample.done:
        return f"Transition {index + 1} ends the episode: ${batch.told(index, by_target)}$."
    seen = f"The largest value of $Q^-$ in transition {index + 1} is ${decimal(max(sample.target))}$"
    return f"{seen}: ${batch.told(index, by_target)}$."


def _all_told(batch: Batch, ahead: Ahead) -> Sequence[str]:
    """Return a step for each transition; for Double DQN it says first which action the online network chooses."""
    if ahead is by_target:
        return [_told(batch, index) for index in range(len(batch.samples))]
    steps = []
    for index, sample in enumerate(batch.samples):
        chosen = f"$Q$ prefers *{batch.actions[best(sample.online)]}*, so "
        steps.append(f"Transition {index + 1}: {'' if sample.done else chosen}${batch.told(index, ahead)}$.")
    return steps


def _loss_told(batch: Batch, errors: Sequence[float], *, huber: bool) -> str:
    losses = [loss_of(error, huber=huber) for error in errors]
    total = " + ".join(decimal(loss) for loss in losses)
    listed_errors = ", ".join(f"${decimal(error)}$" for error in errors)
    return (
        f"The errors $e$ are {listed_errors}. The mean of what they cost is $({total}) / {len(errors)} "
        f"{equals(sum(losses) / len(errors))}$."
    )


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="Targets of a deep Q-network",
    version=1,
    generate=generate,
    kinds=("number", "vector", "choice"),
    heading=slips_of_replay.TARGET,
)
