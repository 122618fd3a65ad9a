"""What a learner knows: the probability of answering a new question right, now or on another day, and how sure that is.

The strength of a learner at a question is the sum of a general ability, one for the topic, half of those for the
topics it needs, one for the family, what the difficulty takes away, what a hint gave, and what practice gave: traces of
past practice, some of which fade within days or weeks (Choffin, Popineau, Bourda, Vie, DAS3H, 2019; Pavlik, Cen,
Koedinger, Performance factors analysis, 2009). All of these are estimated together (``abilities``), beside models in
which a family is either grasped or not (``grasp``); each model weighs by how well it has foreseen this learner's
answers so far (Raftery, Kárný, Ettler, Online prediction under model uncertainty via dynamic model averaging, 2010).
How well all this foresees simulated learners is measured by ``python -m tests.bench knowledge``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from studyapp.study.abilities import NODE_WEIGHTS, NODES, Abilities, Effect, Floats, Setting, Strength
from studyapp.study.grasp import RATES_DIFFER, Grasp
from studyapp.study.history import Answered

ENOUGH_TO_SAY = 50
"""Answers of a learner, on anything, from which the chances are as good as the benchmark says."""
INTERVAL = 0.9  # the probability that the truth lies within an estimate's interval
_WITHIN = 1.645  # standard deviations to either side that hold it

# Drift and growth, from who never changes to who learns fast.
_PACES = ((0.0, 0.0), (0.003, 1.5), (0.003, 3.0), (0.01, 6.0))
_SETTINGS = [Setting(drift, growth, slip) for drift, growth in _PACES for slip in (0.02, 0.12)]
_STEPS = (0.06, 0.12, 0.25)
_REMEMBERED = 0.998  # of the evidence for each model, from answer to answer

_LEARNER = Effect("learner", 0.0, 1.44)
_LEVELS = {2: Effect("level 2", -0.6, 0.08), 3: Effect("level 3", -1.3, 0.2)}
_HINT = Effect("hint", 1.5, 0.64)
_TRACES = (
    Effect("practice of days", 0.05, 0.02, grows=True),
    Effect("practice of weeks", 0.1, 0.02, grows=True),
    Effect("practice ever", 0.3, 0.06, grows=True),
)
_FADING_DAYS = (2.0, 20.0, math.inf)
_UNITS = (1.0, 1.0, 3.0)
_TOPIC_VARIANCE, _FAMILY_VARIANCE = 0.2, 0.15  # wider ones take luck for what one does best
_SHARE_OF_NEEDED = 0.5
_REST_VARIANCE, _REST_DAYS = 0.05, 30.0  # what a long time without practice may have changed
_DAY_S = 86400.0
_THREE_NODES, _THREE_WEIGHTS = np.sqrt(3) * np.array([-1, 0, 1]), np.array([1, 4, 1]) / 6


class Skill(NamedTuple):
    """What a question asks for."""

    topic: str
    family: str
    difficulty: int


class Asked(NamedTuple):
    """A question on some day, and the share of the whole that it is worth.

    ``practised`` says when the family will have been practised once more before it, None for not at all.
    """

    skill: Skill
    weight: float
    at: datetime
    practised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """The expected share of marks at a new question, in [0, 1].

    ``low`` and ``high`` hold the learner's true share with a probability of 0.9. ``answers`` is the number that it
    rests on directly: those to the family, or to the topics.
    """

    mean: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True, slots=True)
class _Trace:
    """Past practice of a family: how much is left of it on each scale of time, when it was last and how often."""

    left: tuple[float, ...]
    last: datetime
    answers: int

    def days(self, at: datetime) -> float:
        return max((at - self.last).total_seconds() / _DAY_S, 0.0)

    def at(self, at: datetime) -> tuple[float, ...]:
        gap = self.days(at)
        return tuple(left * math.exp(-gap / days) for left, days in zip(self.left, _FADING_DAYS, strict=True))


class Knowledge:
    """What is believed of one learner; every answer changes it in the same short time, however many came before.

    ``needs`` are the prerequisites of topics. ``floors`` says by family and difficulty which share of marks comes by
    guessing alone.
    """

    def __init__(
        self, needs: Mapping[str, tuple[str, ...]] | None = None, floors: Mapping[tuple[str, int], float] | None = None
    ) -> None:
        """Begin with a learner of whom nothing is known."""
        self._needs = needs or {}
        self._floors = floors or {}
        self._abilities = Abilities(_SETTINGS)
        self._grasps = tuple(Grasp(step) for step in _STEPS)
        self._evidence = np.zeros(len(_SETTINGS) + len(_STEPS))
        self._traces: dict[str, _Trace] = {}
        self._answers: Counter[str] = Counter()

    @property
    def answers(self) -> int:
        """Return the number of answers taken in."""
        return self._answers.total()

    def answers_to(self, topic: str) -> int:
        """Return the number of answers to the topic that were taken in."""
        return self._answers[topic]

    def floor(self, skill: Skill) -> float:
        """Return the share of marks that comes by guessing alone."""
        return self._floors.get((skill.family, skill.difficulty), 0.0)

    def add_all(self, newest_first: Sequence[Answered]) -> None:
        """Take in answers as the store gives them."""
        for answer in reversed(newest_first):
            self.add(answer)

    def add(self, answer: Answered) -> None:
        """Take in an answer that is newer than all others."""
        family, skill = answer.family, Skill(answer.topic, answer.family, answer.difficulty)
        floor = self.floor(skill)
        if family in self._traces:
            self._abilities.loosen(_family_effect(family), self._rest(family, answer.at))
        dispersion = self._abilities.dispersion
        likely = self._abilities.learn(self._amounts(skill, answer.at, hints=answer.hints), answer.score, floor)
        steps = [
            grasp.learn(family, answer.difficulty, answer.score, floor=floor, hints=answer.hints) / dispersion
            for grasp in self._grasps
        ]
        self._evidence = _REMEMBERED * self._evidence + np.concatenate([likely, steps])
        self._evidence -= self._evidence.max()
        self._traces[family] = _one_more(self._traces.get(family), answer.at)
        self._answers[answer.topic] += 1

    def chance(self, skill: Skill, at: datetime) -> Estimate:
        """Return the chance at one new question without hints."""
        shares = self._abilities.shares(self._strength(skill, at), self.floor(skill))
        models = self._weights()
        values, weights = [shares.ravel()], [(models[: len(shares), None] * NODE_WEIGHTS).ravel()]
        for grasp, model in zip(self._grasps, models[len(shares) :], strict=True):
            guess, known = grasp.rates(skill.difficulty, self.floor(skill))
            grasped = grasp.grasped(skill.family)
            for rate, probability in ((guess, 1 - grasped), (known, grasped)):
                values.append(rate + RATES_DIFFER * _THREE_NODES)
                weights.append(model * probability * _THREE_WEIGHTS)
        trace = self._traces.get(skill.family)
        return _estimate(np.concatenate(values), np.concatenate(weights), trace.answers if trace else 0)

    def topic_chance(self, skills: Sequence[Skill], at: datetime) -> Estimate:
        """Return the chance at one new question about any of the skills, as for those of one topic."""
        return self.expected([Asked(skill, 1 / len(skills), at) for skill in skills])

    def expected(self, questions: Iterable[Asked]) -> Estimate:
        """Return the share of marks expected of several questions together."""
        asked = tuple(questions)
        means, variances = self._moments(asked)
        models = self._weights()
        mean = float(models @ means)
        spread = _WITHIN * math.sqrt(float(models @ (variances + (means - mean) ** 2)))
        answers = sum(self._answers[topic] for topic in {question.skill.topic for question in asked})
        return Estimate(mean, max(mean - spread, 0.0), min(mean + spread, 1.0), answers)

    def _moments(self, asked: Sequence[Asked]) -> tuple[Floats, Floats]:
        """Return mean and variance of the sum under each model."""
        count = len(_SETTINGS)
        means, variances = np.zeros_like(self._evidence), np.zeros_like(self._evidence)
        parts = []
        for question in asked:
            skill, at, practised = question.skill, question.at, question.practised
            strength = self._strength(skill, at, practised)
            shares = self._abilities.shares(strength, self.floor(skill))
            means[:count] += question.weight * (shares @ NODE_WEIGHTS)
            slope = shares @ (NODES * NODE_WEIGHTS) / np.sqrt(strength.variance)
            parts.append((self._amounts(skill, at, practised=practised), question.weight * slope))
        variances[:count] = self._abilities.variance_of(parts)
        for place, grasp in enumerate(self._grasps, start=count):
            means[place], variances[place] = self._steps(grasp, asked)
        return means, variances

    def _steps(self, grasp: Grasp, asked: Sequence[Asked]) -> tuple[float, float]:
        """Return mean and variance of the sum where families are grasped or not."""
        mean = 0.0
        worth, at_stake, chances = defaultdict[str, float](float), defaultdict[str, float](float), dict[str, float]()
        for question in asked:
            family = question.skill.family
            guess, known = grasp.rates(question.skill.difficulty, self.floor(question.skill))
            chances[family] = grasp.grasped(family, practices=0 if question.practised is None else 1)
            mean += question.weight * (guess + chances[family] * (known - guess))
            worth[family] += question.weight
            at_stake[family] += question.weight * (known - guess)
        variance = sum(at_stake[family] ** 2 * chance * (1 - chance) for family, chance in chances.items())
        return mean, variance + sum((RATES_DIFFER * each) ** 2 for each in worth.values())

    def _strength(self, skill: Skill, at: datetime, practised: datetime | None = None) -> Strength:
        amounts = self._amounts(skill, at, practised=practised)
        return self._abilities.strength(amounts, loose=self._rest(skill.family, at))

    def _amounts(
        self, skill: Skill, at: datetime, *, hints: int = 0, practised: datetime | None = None
    ) -> dict[Effect, float]:
        """Return what the strength at a question is the sum of."""
        needed = self._needs.get(skill.topic, ())
        amounts = {_topic_effect(topic): _SHARE_OF_NEEDED / len(needed) for topic in needed}
        amounts |= {_LEARNER: 1.0, _topic_effect(skill.topic): 1.0, _family_effect(skill.family): 1.0}
        if skill.difficulty in _LEVELS:
            amounts[_LEVELS[skill.difficulty]] = 1.0
        if hints:
            amounts[_HINT] = math.log2(1 + hints)
        trace = self._traces.get(skill.family)
        if practised is not None:
            trace = _one_more(trace, practised)
        if trace:
            for effect, left, unit in zip(_TRACES, trace.at(at), _UNITS, strict=True):
                amounts[effect] = math.log1p(left / unit)
        return amounts

    def _rest(self, family: str, at: datetime) -> float:
        trace = self._traces.get(family)
        return _REST_VARIANCE * (1 - math.exp(-trace.days(at) / _REST_DAYS)) if trace else 0.0

    def _weights(self) -> Floats:
        likely = np.exp(self._evidence - self._evidence.max())
        weights: Floats = likely / likely.sum()
        return weights


def _one_more(trace: _Trace | None, at: datetime) -> _Trace:
    if trace is None:
        return _Trace((1.0,) * len(_TRACES), at, 1)
    return _Trace(tuple(left + 1 for left in trace.at(at)), at, trace.answers + 1)


def _estimate(values: Floats, weights: Floats, answers: int) -> Estimate:
    """Return mean and interval of a distribution of some values with weights."""
    order = np.argsort(values)
    below = np.cumsum(weights[order]) - weights[order] / 2
    low, high = np.interp([(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], below, values[order].clip(0.0, 1.0))
    return Estimate(float(values @ weights), float(low), float(high), answers)


def _topic_effect(topic: str) -> Effect:
    return Effect(f"topic {topic}", 0.0, _TOPIC_VARIANCE)


def _family_effect(family: str) -> Effect:
    return Effect(f"family {family}", 0.0, _FAMILY_VARIANCE)
