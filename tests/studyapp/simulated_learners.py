"""Learners whose true chance at every question is known, made by other rules than those the model of knowledge uses."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar, NamedTuple

from studyapp.study.history import Answered
from studyapp.study.knowledge import Estimate, Knowledge, Skill

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
TOPICS = [f"topic-{number}" for number in range(12)]
FAMILIES = [
    (topic, f"{topic}-{letter}") for number, topic in enumerate(TOPICS) for letter in "ab"[: 1 + number % 3 // 2]
]
NEEDS = {
    topic: tuple(TOPICS[before] for before in sorted({number // 2, max(number - 3, 0)}) if before != number)
    for number, topic in enumerate(TOPICS)
}
DAY_S = 86400.0
AVERAGED = 8


def logistic(strength: float) -> float:
    return 1 / (1 + math.exp(-strength))


class Learner:
    """Never changes; abilities are bell-shaped, harder questions are harder by an amount of the learner's own."""

    mean: ClassVar[float] = 0.4
    deviation: ClassVar[float] = 1.0
    share_of_needed: ClassVar[float] = 0.5
    choices: ClassVar[tuple[float, ...]] = ()  # shares that guessing earns in two families of five
    slips: ClassVar[float] = 0.0
    parts: ClassVar[int] = 1
    asks_for_hints: ClassVar[float] = 0.0

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.general = dice.gauss(self.mean, self.deviation)
        self.topics: dict[str, float] = {}
        for topic in TOPICS:
            needed = [self.topics[each] for each in NEEDS[topic]]
            shared = self.share_of_needed * sum(needed) / len(needed) if needed else 0.0
            self.topics[topic] = shared + dice.gauss(0, 0.6)
        self.families = {family: dice.gauss(0, 0.5) for _, family in FAMILIES}
        self.levels = (0.0, -abs(dice.gauss(0.6, 0.2)), -abs(dice.gauss(1.3, 0.4)))
        self.skills = {(family, level): dice.gauss(0, 0.25) for _, family in FAMILIES for level in (1, 2, 3)}
        self.guessed = {
            family: dice.choice(self.choices) for _, family in FAMILIES if self.choices and dice.random() < 0.4
        }
        self.slip = self.slips * dice.uniform(0.5, 1.5)

    def strength(self, skill: Skill) -> float:
        easy = self.general + self.topics[skill.topic] + self.families[skill.family]
        return easy + self.levels[skill.difficulty - 1] + self.skills[skill.family, skill.difficulty]

    def mastered(self, skill: Skill, at: datetime) -> float:
        return logistic(self.strength(skill))

    def chance(self, skill: Skill, at: datetime, hints: int = 0) -> float:
        """Return the true chance of each mark."""
        mastered = 1 - (1 - self.mastered(skill, at)) * 0.5**hints
        guessed = self.guessed.get(skill.family, 0.0)
        return guessed + (1 - guessed - self.slip) * mastered

    def practise(self, skill: Skill, at: datetime, score: float) -> None:
        """Change by an answer."""


class Threshold(Learner):
    """Thurstone's curve in place of the logistic one, and topics that have nothing to do with those they need."""

    share_of_needed = 0.0

    def mastered(self, skill: Skill, at: datetime) -> float:
        return 0.5 * (1 + math.erf(self.strength(skill) / 1.4 / math.sqrt(2)))


class Learning(Learner):
    """Every practice takes a share of the way to a ceiling."""

    mean = -0.6

    def __init__(self, dice: random.Random) -> None:
        super().__init__(dice)
        self.rate, self.ceiling = dice.uniform(0.03, 0.25), dice.uniform(1.5, 3.0)
        self.gained = dict.fromkeys(self.families, 0.0)

    def strength(self, skill: Skill) -> float:
        return super().strength(skill) + self.gained[skill.family]

    def practise(self, skill: Skill, at: datetime, score: float) -> None:
        self.gained[skill.family] += self.rate * (self.ceiling - self.gained[skill.family])


class Forgetting(Learner):
    """Recall falls as a power of the time since the last practice; practice that was spaced and right slows it down."""

    mean = 1.5

    def __init__(self, dice: random.Random) -> None:
        super().__init__(dice)
        self.growth, self.first_days = dice.uniform(1.3, 2.2), dice.uniform(2, 8)
        self.days: dict[str, float] = {}
        self.last: dict[str, datetime] = {}

    def gap(self, family: str, at: datetime) -> float:
        return (at - self.last[family]).total_seconds() / DAY_S

    def mastered(self, skill: Skill, at: datetime) -> float:
        able = super().mastered(skill, at)
        if skill.family not in self.last:
            return able
        return able * math.pow(1 + self.gap(skill.family, at) / self.days[skill.family] / 4, -0.7)

    def practise(self, skill: Skill, at: datetime, score: float) -> None:
        spaced = skill.family not in self.last or self.gap(skill.family, at) > 0.2
        growth = self.growth if score > 0.5 and spaced else 1.05
        self.days[skill.family] = min(self.days.get(skill.family, self.first_days) * growth, 400.0)
        self.last[skill.family] = at


class Guessing(Learner):
    """Guesses where there is something to choose from, among more or fewer options than the model is told."""

    choices = (0.25, 0.33, 0.5)


class Careless(Learner):
    """Loses one mark in ten whatever is known, and what is needed weighs fully."""

    mean = 1.0
    slips = 0.1
    share_of_needed = 1.0


class Steps(Learner):
    """Has grasped a family or not, from one practice to the next."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__(dice)
        self.step, self.luck, self.slip = dice.uniform(0.04, 0.25), dice.uniform(0.1, 0.25), dice.uniform(0.03, 0.12)
        self.grasped = {family: dice.random() < 0.25 for family in self.families}

    def chance(self, skill: Skill, at: datetime, hints: int = 0) -> float:
        harder = skill.difficulty - 1
        share = 1 - self.slip - 0.06 * harder if self.grasped[skill.family] else self.luck / skill.difficulty
        return 1 - (1 - share) * 0.6**hints

    def practise(self, skill: Skill, at: datetime, score: float) -> None:
        self.grasped[skill.family] |= self.dice.random() < self.step


class Hinted(Learning):
    """Learns, and the less a question is mastered the likelier asks for a hint first."""

    asks_for_hints = 0.6


class Partial(Learner):
    """Earns each of three marks by itself."""

    parts = 3


class Advanced(Learner):
    """A class of learners who know a lot, and alike."""

    mean = 1.6
    deviation = 0.6


class Beginner(Learner):
    """A class of learners who know little, and alike."""

    mean = -1.2
    deviation = 0.6


POPULATIONS = (
    Learner, Threshold, Learning, Forgetting, Guessing, Careless, Steps, Hinted, Partial, Advanced, Beginner,
)  # fmt: skip


class Foreseen(NamedTuple):
    """One prediction: whose, after how many answers, what the model and the plain average foresaw, and the truth."""

    learner: str
    answers: int
    estimate: Estimate
    average: float
    truth: float


def study(population: type[Learner], seed: int, answers: int) -> Iterator[Foreseen]:
    """Let one learner study with pauses, and yield what was foreseen before every answer."""
    name = f"{population.__name__}/{seed}"
    dice = random.Random(name)
    learner = population(dice)
    floors = {(family, level): 0.25 for family in learner.guessed for level in (1, 2, 3)}
    knowledge = Knowledge(NEEDS, floors)
    recent: dict[str, list[float]] = {topic: [] for topic in TOPICS}
    for skill, at in _course(dice, answers, levels := dict[str, int]()):
        truth, newest = learner.chance(skill, at), recent[skill.topic]
        # Drawn a little to the middle: a plain average would be sure of 0 and 1, and lose without end.
        average = (sum(newest) + 1) / (len(newest) + 2)
        yield Foreseen(name, knowledge.answers, knowledge.chance(skill, at), average, truth)
        hints = dice.choice((1, 1, 2)) if dice.random() < learner.asks_for_hints * (1 - truth) else 0
        share = learner.chance(skill, at, hints)
        score = sum(dice.random() < share for _ in range(learner.parts)) / learner.parts
        knowledge.add(Answered(*skill, score, hints, at))
        learner.practise(skill, at, score)
        newest[:] = [*newest, score][-AVERAGED:]
        step = 1 if score == 1 and not hints else -1 if score < 0.5 else 0
        levels[skill.family] = min(max(skill.difficulty + step, 1), 3)


def _course(dice: random.Random, answers: int, levels: dict[str, int]) -> Iterator[tuple[Skill, datetime]]:
    """Yield what is asked and when: new families bit by bit, mostly at the level reached, in sittings with gaps."""
    at, met, a_day = START, 2, dice.choice((6, 10, 15))
    for number in range(answers):
        met = min(met + (dice.random() < 0.15), len(FAMILIES))
        topic, family = FAMILIES[met - 1] if dice.random() < 0.3 else FAMILIES[dice.randrange(met)]
        level = levels.get(family, 1) if dice.random() < 0.7 else dice.randrange(1, 4)
        yield Skill(topic, family, level), at
        at += timedelta(minutes=dice.uniform(0.5, 4))
        if number % a_day == a_day - 1:
            at += timedelta(days=dice.choice((1, 1, 1, 2, 3, 10, 25)) if dice.random() < 0.9 else 40)


class Decile(NamedTuple):
    """The predictions of one tenth of the scale: how many, about how many learners, and how far they miss.

    ``miss`` is the mean truth less the mean prediction; ``error`` its standard error, with learners as the sample:
    the predictions about one of them go wrong together.
    """

    predictions: int
    learners: int
    miss: float
    error: float


def deciles(rows: list[Foreseen]) -> list[Decile]:
    """Return the ten deciles of prediction."""
    misses: list[dict[str, list[float]]] = [{} for _ in range(10)]
    for row in rows:
        tenth = misses[min(int(row.estimate.mean * 10), 9)]
        tenth.setdefault(row.learner, []).append(row.truth - row.estimate.mean)
    return [_decile(list(each.values())) for each in misses]


def _decile(by_learner: list[list[float]]) -> Decile:
    predictions, learners = sum(map(len, by_learner)), len(by_learner)
    if learners < 2:
        return Decile(predictions, learners, math.nan, math.nan)
    miss = sum(map(sum, by_learner)) / predictions
    spread = sum((sum(each) - miss * len(each)) ** 2 for each in by_learner)
    return Decile(predictions, learners, miss, math.sqrt(spread * learners / (learners - 1)) / predictions)


def log_loss(foreseen: float, truth: float) -> float:
    """Return the loss to expect of a prediction in nats."""
    return -truth * math.log(foreseen) - (1 - truth) * math.log(1 - foreseen)
