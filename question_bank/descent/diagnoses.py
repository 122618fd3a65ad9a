"""What loss curves say about the learning rate: the readings to choose from, and why the others don't fit."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from question_bank.answers import Choice
from question_bank.descent.regression import Outcome
from question_bank.descent.runs import Behaviour
from question_bank.exercise import Misconception, Part

TOPIC = "optimization.learning-rate"
READING = "reading-the-loss-curve"
Option = tuple[str, str]  # what can be chosen, and why it is wrong ("" for the right one)

READINGS: Mapping[Behaviour, tuple[str, ...]] = {
    Behaviour.LOW: (
        "It is far too low: the loss falls steadily, but hardly gets anywhere.",
        "Much too low: nothing goes wrong, only it would take for ever.",
    ),
    Behaviour.FINE: (
        "It suits: the loss falls fast and settles at a low level.",
        "About right: most of the way is made early, then it stays low.",
    ),
    Behaviour.SWINGS: (
        "It is too high: the loss stays bounded, but swings and never settles.",
        "Too high, just short of falling apart: the steps keep jumping across the minimum.",
    ),
    Behaviour.DIVERGES: (
        "It is so high that training diverges: the loss grows without end.",
        "Beyond the stable range: each step overshoots by more than the one before.",
    ),
}
SEEN: Mapping[Behaviour, str] = {
    Behaviour.LOW: "falls steadily, but only from {start} to {end}",
    Behaviour.FINE: "falls from {start} to about {late} and stays there",
    Behaviour.SWINGS: "goes up and down to the end, between {low} and {high} in the last ten steps",
    Behaviour.DIVERGES: "grows from {start} to {end} and leaves the picture",
}
EXPECTED: Mapping[Behaviour, str] = {
    Behaviour.LOW: "With a rate that is far too low it would fall steadily and only by a little.",
    Behaviour.FINE: "With a rate that suits it would fall fast and then stay low.",
    Behaviour.SWINGS: "With a rate near the limit it would stay bounded, but go on swinging to the end.",
    Behaviour.DIVERGES: "With a rate beyond the limit it would grow without end.",
}
REMEDIES = {
    "raise": "raise the learning rate, by a factor of ten or more",
    "keep": "leave the learning rate as it is",
    "lower": "lower the learning rate",
    "wait": "leave the learning rate and train ten times as long",
}
RIGHT_REMEDY: Mapping[Behaviour, str] = {
    Behaviour.LOW: "raise",
    Behaviour.FINE: "keep",
    Behaviour.SWINGS: "lower",
    Behaviour.DIVERGES: "lower",
}

OUTCOMES: Mapping[Outcome | None, str] = {
    Outcome.OVERFITS: "stop much earlier, or regularise: the model is learning its training examples by heart",
    Outcome.UNFINISHED: "train on, or with a higher rate: neither of the two has got to its level yet",
    Outcome.SETTLES: "nothing about rate or length: both have settled, and more steps bring no more",
    None: "lower the learning rate at once: the steps are too long, and training falls apart",
}


def seen(behaviour: Behaviour, curve: Sequence[float]) -> str:
    """Return what a curve does, with its numbers, to go on with "the loss"."""
    tail = curve[-10:]
    numbers = {"start": curve[0], "end": curve[-1], "late": sum(tail) / 10, "low": min(tail), "high": max(tail)}
    return SEEN[behaviour].format(**{name: f"{number:.2f}" for name, number in numbers.items()})


def reading(rng: random.Random, behaviour: Behaviour, curve: Sequence[float]) -> Part:
    """Return the question what a curve says about the learning rate."""
    said = seen(behaviour, curve)
    options = [
        (rng.choice(texts), "" if other is behaviour else f"{EXPECTED[other]} Here it {said}.")
        for other, texts in READINGS.items()
    ]
    question = rng.choice(("What does the curve say about the learning rate?", "How well does the learning rate suit?"))
    return choice(rng, question, options)


def remedy(rng: random.Random, behaviour: Behaviour, curve: Sequence[float]) -> Part:
    """Return the question what should be done about the learning rate."""
    right, said = RIGHT_REMEDY[behaviour], seen(behaviour, curve)
    better = {
        "raise": "Far larger steps would still be stable.",
        "keep": "There is nothing to mend, and more steps would bring next to nothing.",
        "lower": "The steps are too long for the steepest direction.",
    }[right]
    longer = {
        "raise": "Ten times as many steps cost ten times as much and still would not get there.",
        "keep": "It has settled: more steps would bring next to nothing.",
        "lower": "More steps of this length would go on like this.",
    }[right]
    reasons = {name: f"The loss {said}. {longer if name == 'wait' else better}" for name in REMEDIES}
    options = [(text, "" if name == right else reasons[name]) for name, text in REMEDIES.items()]
    return choice(rng, "The next run starts from the same weights. What would you do first?", options)


def of_outcome(rng: random.Random, outcome: Outcome, training: Sequence[float], validation: Sequence[float]) -> Part:
    """Return the question what two curves call for."""
    best = min(range(len(validation)), key=validation.__getitem__)
    ends = f"training ends at {training[-1]:.2f}, validation at {validation[-1]:.2f}"
    because = {
        Outcome.OVERFITS: f"validation was lowest, at {validation[best]:.2f}, around step {best}, and rises from there",
        Outcome.UNFINISHED: f"both are still falling when the run ends: {ends}",
        Outcome.SETTLES: f"both have levelled off side by side: {ends}",
    }[outcome]
    options = [
        (text, "" if which is outcome else f"That does not fit these curves: {because}.")
        for which, text in OUTCOMES.items()
    ]
    return choice(rng, "What do the two curves call for?", options)


def choice(rng: random.Random, question: str, options: list[Option], heading: str = READING) -> Part:
    """Return a question with its options in random order, each wrong one with its reason."""
    rng.shuffle(options)
    right = next(index for index, (_, why) in enumerate(options) if not why)
    wrong = tuple(
        Misconception(ascii_lowercase[index], why, TOPIC, heading) for index, (_, why) in enumerate(options) if why
    )
    return Part(question, Choice(tuple(text for text, _ in options), right), 1, wrong)
