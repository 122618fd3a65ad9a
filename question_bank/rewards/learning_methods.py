"""Ways to learn action values or a policy: what each aims at, whose values it learns, and questions about that."""

from __future__ import annotations

import random
from dataclasses import dataclass

from question_bank.exercise import Part
from question_bank.rewards.options import Cure, Option, choice

TARGET, EXPECTED, SAMPLING, MISTAKES = (
    "what-the-target-asks",
    "expected-sarsa",
    "importance-sampling",
    "common-mistakes",
)
OWN = "those of the policy it follows, exploring included"
BEST = "those of the best policy, although it keeps exploring"
ANOTHER = r"those of a given policy $\pi$ by which it does not act"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to learn: its name, what it does in some wordings, and whether it is on-policy.

    ``reason`` goes on after "on-policy, since" or "off-policy, since". ``learns`` says whose action values it learns,
    or "" where it learns a policy directly.
    """

    name: str
    told: tuple[str, ...]
    on: bool
    reason: str
    learns: str = ""

    @property
    def word(self) -> str:
        """Return what it is."""
        return "on-policy" if self.on else "off-policy"

    @property
    def verdict(self) -> str:
        """Return what it is and why, as a sentence."""
        return f"It is {self.word}, since {self.reason}."


SARSA = Method(
    "SARSA",
    (
        (
            r"After each step it moves $Q(s, a)$ towards $r + \gamma\,Q(s', a')$, where $a'$ is the action it takes in "
            "$s'$."
        ),
        "It waits until it has chosen its next action, and its target holds the value of exactly that action.",
    ),
    on=True,
    reason="its target holds the next action that its own policy takes",
    learns=OWN,
)
Q_LEARNING = Method(
    "Q-learning",
    (
        r"After each step it moves $Q(s, a)$ towards $r + \gamma \max_{a'} Q(s', a')$, whatever it does in $s'$.",
        "Its target holds the largest value in the row of the next state, even when it goes on with another action.",
    ),
    on=False,
    reason="its target holds the best next action, even when the agent takes another",
    learns=BEST,
)
EXPECTED_SARSA = Method(
    "expected SARSA",
    (
        r"Its target is $r + \gamma \sum_{a'} \pi(a' \mid s')\,Q(s', a')$, where $\pi$ is the policy it acts by.",
        "In its target stands the mean of the next state's values, weighed by its own probabilities of acting.",
    ),
    on=True,
    reason="its target is the mean over next actions with the probabilities by which it acts",
    learns=OWN,
)
MONTE_CARLO = Method(
    "Monte Carlo control",
    (
        "It waits for the end of each of its episodes and moves $Q(s, a)$ towards the return that followed.",
        "It has no look at the next state's values: it averages the returns of its own episodes.",
    ),
    on=True,
    reason="it averages returns that its own policy has brought, random actions included",
    learns=OWN,
)
WEIGHTED = Method(
    "Monte Carlo with importance sampling",
    (
        (
            r"It wants to know what a policy $\pi$ is worth, but it acts by a more curious policy $b$. It multiplies "
            "each "
            r"return by the product of the ratios $\pi(a \mid s) / b(a \mid s)$ of its episode."
        ),
        (
            r"Its returns come from a policy $b$. Each is weighed by how much likelier a policy $\pi$ would have made "
            "the "
            r"same actions, and the mean is taken for the value under $\pi$."
        ),
    ),
    on=False,
    reason=r"its returns come from $b$, and ratios correct them for another policy $\pi$",
    learns=ANOTHER,
)
REINFORCE = Method(
    "REINFORCE",
    (
        (
            r"It plays an episode by its present policy, makes one step along $G\,\nabla \log \pi(a \mid s)$, throws "
            "the "
            "episode away and plays the next one."
        ),
        (
            "Its gradient is a mean over episodes of the policy as it is now; after every step of learning it plays "
            "new "
            "ones."
        ),
    ),
    on=True,
    reason="its gradient is a mean over episodes of the very policy that is improved",
)
REPLAY = Method(
    "a deep Q-network",
    (
        (
            "It draws transitions from a large memory, most of them made by older versions of its policy, and its "
            "target "
            "holds the largest value that a copied network gives to the next state."
        ),
        (
            "A network is trained with remembered transitions, old and new. The target takes the next state's best "
            "value "
            "by a second network that stands still for a while."
        ),
    ),
    on=False,
    reason="it learns what is best from transitions that older policies have made",
    learns=BEST,
)
METHODS = (SARSA, Q_LEARNING, EXPECTED_SARSA, MONTE_CARLO, WEIGHTED, REINFORCE, REPLAY)
VAGUE = (
    Option(
        "on-policy, since it learns while it acts",
        "Both sorts can learn while acting. Look at whose values it aims at.",
    ),
    Option("off-policy, since it explores", "Both sorts explore. Look at whose values it aims at."),
    Option("on-policy, since it has just one agent", "Both sorts have just one. Look at whose values it aims at."),
    Option("off-policy, since its values change with every update", "All values change while they are learnt."),
)


def ask(rng: random.Random, method: Method, topic: str) -> Part:
    """Return one of the questions about a method."""
    questions = [_which_sort, _which_name] + ([_whose_values] if method.learns else [])
    return rng.choice(questions)(rng, method, Cure(topic, TARGET))


def _which_sort(rng: random.Random, method: Method, cure: Cure) -> Part:
    opposite = "off-policy" if method.on else "on-policy"
    rivals = [other for other in METHODS if other.on != method.on]
    wrong = rng.choice(rivals)
    on_vague, off_vague = rng.choice(VAGUE[::2]), rng.choice(VAGUE[1::2])
    options = (
        Option(f"{method.word}, since {method.reason}"),
        Option(f"{opposite}, since {wrong.reason}", f"That is so with {wrong.name}. {method.verdict}"),
        on_vague,
        off_vague,
    )
    return choice(rng, "Is this on-policy or off-policy, and why?", options, cure)


def _which_name(rng: random.Random, method: Method, cure: Cure) -> Part:
    alike = (Q_LEARNING, REPLAY)  # a deep Q-network is Q-learning too
    rivals = [other for other in METHODS if other is not method and not (method in alike and other in alike)]
    others = rng.sample(rivals, 3)
    options = [Option(method.name)]
    options += [Option(other.name, f"That is another method: {_lower(rng.choice(other.told))}") for other in others]
    return choice(rng, "Which method is this?", options, cure)


def _whose_values(rng: random.Random, method: Method, cure: Cure) -> Part:
    whys = {
        OWN: "This would be on-policy.",
        BEST: "This would be so if the target asked for the best next action.",
        ANOTHER: "No such policy comes into its target.",
        "those of a policy that acts at random all the time": "It acts at random now and then, not all the time.",
    }
    if method.learns is ANOTHER:
        whys[BEST] = r"The best policy would be one choice of $\pi$; here $\pi$ is any policy one asks about."
    options = [Option(text, "" if text == method.learns else f"{why} {method.verdict}") for text, why in whys.items()]
    return choice(rng, "If it goes on for good, whose action values does it come to learn?", options, cure)


def _lower(text: str) -> str:
    """Return a sentence as it goes on after a colon."""
    return text[0].lower() + text[1:]
