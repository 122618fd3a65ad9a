"""Questions on what on-policy and off-policy mean, each with the reason for every wrong option."""

from __future__ import annotations

import random
from string import ascii_lowercase

from question_bank.answers import Choice
from question_bank.exercise import Misconception, Part
from question_bank.rewards.q_table import Algorithm
from question_bank.rewards.slips import TOPIC

HEADING = "on-and-off-policy"
REASONS: dict[Algorithm, str] = {
    "sarsa": "SARSA is on-policy: its target uses the action that the policy it follows takes next, exploration "
    "included.",
    "q-learning": "Q-learning is off-policy: its target uses the best next action, whatever the policy it follows "
    "does next.",
}
TAKEN = "because its target uses the action that the agent really takes next"
BEST = "because its target uses the best next action, even when the agent takes another"
Option = tuple[str, str]  # what can be chosen, and why it is wrong ("" for the right one)


def draw(rng: random.Random, algorithm: Algorithm) -> Part:
    """Return one of the questions, its options in random order."""
    question, options = rng.choice((_why_the_name, _when_the_same, _what_is_learnt))(algorithm)
    rng.shuffle(options)
    right = next(index for index, (_, why) in enumerate(options) if not why)
    wrong = tuple(
        Misconception(ascii_lowercase[index], why, TOPIC, HEADING) for index, (_, why) in enumerate(options) if why
    )
    return Part(question, Choice(tuple(text for text, _ in options), right), 1, wrong)


def _why_the_name(algorithm: Algorithm) -> tuple[str, list[Option]]:
    on = algorithm == "sarsa"
    name, word = ("SARSA", "on-policy") if on else ("Q-learning", "off-policy")
    rival = "Q-learning, which is off-policy" if on else "SARSA, which is on-policy"
    swapped = f"This describes {rival}. {REASONS[algorithm]}"
    options = [
        (TAKEN, "" if on else swapped),
        (BEST, swapped if on else ""),
        (
            "because it explores at random from time to time" if on else "because it never explores",
            "Exploring is a matter of how actions are chosen; both algorithms do it. The name is about the target.",
        ),
        (
            "because it updates before the episode is over",
            "Both update after every step. The name is about which next action the target uses.",
        ),
    ]
    return f"Why is {name} called {word}?", options


def _when_the_same(_: Algorithm) -> tuple[str, list[Option]]:
    options = [
        (r"with $\varepsilon = 0$, when the agent always takes the best action of its table", ""),
        (
            r"with $\varepsilon = 1$, when every action is random",
            "A random next action is seldom the best one, and then the two targets differ.",
        ),
        (
            r"with $\gamma$ close to 1",
            "The discount factor multiplies the value ahead in both. They differ in which value that is.",
        ),
        (
            "never, because one is on-policy and the other off-policy",
            "Where the next action taken is the best one, the value taken and the largest value are the same number.",
        ),
    ]
    question = (
        r"The agent acts $\varepsilon$-greedily. When would SARSA and Q-learning use the same target at every step?"
    )
    return question, options


def _what_is_learnt(algorithm: Algorithm) -> tuple[str, list[Option]]:
    on = algorithm == "sarsa"
    name = "SARSA" if on else "Q-learning"
    swapped = f"These are the values that the other algorithm learns. {REASONS[algorithm]}"
    options = [
        ("the values of the policy it follows, random actions included", "" if on else swapped),
        ("the values of the best policy, although it goes on exploring", swapped if on else ""),
        ("the values of a policy that acts at random all the time", "Only one action in five is left to chance here."),
        (
            "none, because exploration has to stop first",
            "Exploring keeps all entries learnt. What it changes is whose values SARSA learns.",
        ),
    ]
    question = rf"The agent keeps exploring with $\varepsilon = 0.2$ for good. Which values does {name} come to learn?"
    return question, options
