"""The open part: a memo on a scene, its rubric of ten marks, a model answer and one of equal worth for the other side.

What is marked is how somebody reasons, never which side they take.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

from question_bank.answers import Criterion, Rubric
from question_bank.exercise import Part
from question_bank.scenarios.arguments import argue
from question_bank.scenarios.case import Case, Mitigation
from question_bank.scenarios.lens import LENSES, Lens
from question_bank.scenarios.scene import Scene

MIN_WORDS = 60
MARKS = 10
LENS_LEVELS = (
    "No lens, or names of lenses alone.",
    "One lens applied with its own criterion.",
    "Two lenses applied with their own criteria.",
    "Three or more lenses applied with their own criteria.",
)
# Beginnings of words that hint at a criterion; what the case itself offers comes from its table.
FACT_WORDS = ("how many", "how often", "how long", "how much", "unknown", "find out", "not know", "don't know")
LENS_WORDS = ("right", "consent", "justice", "fair", "utilit", "common good", "virtue", "integrity", "care", "lens")
ALTERNATIVE_WORDS = ("alternative", "instead", "other option", "other way", "another way", "compared", "rather")
RISK_WORDS = ("remain", "still", "risk", "condition", "safeguard")
REVIEW_WORDS = ("review", "month", "explain", "test", "evaluat", "check again")


@dataclass(frozen=True, slots=True)
class Memo:
    """The part, and the memo that recommends the opposite of its model answer."""

    part: Part
    counter_position: str

    def steps(self) -> tuple[str, ...]:
        """Return the steps of the solution: how to go about it, the model answer, and the memo for the other side."""
        model = self.part.answer.show().rpartition("\n")[0]
        return (
            "For the memo, one short paragraph for each line of the rubric keeps it complete.",
            f"One memo that would earn full marks:\n\n{model}",
            f"A memo that recommends the opposite and would earn the same:\n\n{self.counter_position}",
        )


class Plan(NamedTuple):
    """What both memos on a scene have in common."""

    mitigation: Mitigation
    fact: str
    months: str


def memo(rng: random.Random, scene: Scene) -> Memo:
    """Return the open part; the side that its model answer takes is thrown."""
    case = scene.case
    lenses = rng.sample(LENSES, 6)
    plan = Plan(rng.choice(case.mitigations), rng.choice(case.facts), rng.choice(("three", "six", "nine")))
    drafts = [_written(rng, scene, plan, lenses[:3], go=True), _written(rng, scene, plan, lenses[3:], go=False)]
    rng.shuffle(drafts)
    question = (
        f"Write a memo of 200 to 400 words to {scene.person}: what should {scene.actor.name} do? Name the issue, the "
        "facts and what is not known, those affected, at least three lenses with their own criteria, an "
        "alternative, a measure and what risk remains, and how the decision will be tested. Which side you take is "
        "not marked. Then mark yourself by the rubric."
    )
    return Memo(Part(question, Rubric(_criteria(case), drafts[0], MIN_WORDS), MARKS), drafts[1])


def _criteria(case: Case) -> tuple[Criterion, ...]:
    silent, one = case.silent.name, case.one
    return (
        Criterion(
            "The ethical issue (1)",
            ("Only that the plan is good or bad.", f"Says what is contested, such as {case.issue}."),
            case.keywords,
        ),
        Criterion(
            "Facts and what is unknown (2)",
            (
                "Neither facts of the case nor gaps.",
                "Facts of the case or a gap in them, but not both.",
                f"Facts of the case and a gap to be closed first, such as: {case.facts[0]}",
            ),
            FACT_WORDS,
        ),
        Criterion(
            "Those affected, and the silent among them (1)",
            ("Only those who decide or pay.", f"Those affected and a group that can't speak up, such as {silent}."),
            case.people,
        ),
        Criterion("Three lenses, each with its own criterion (3)", LENS_LEVELS, LENS_WORDS),
        Criterion(
            "The option compared with an alternative (1)",
            ("One option, as if there were no other.", "Another option too, and a reason why it is not chosen."),
            ALTERNATIVE_WORDS,
        ),
        Criterion(
            "A measure, and the risk that remains (1)",
            ("No measure, or one that is to solve everything.", "A measure that fits, and what harm remains after it."),
            RISK_WORDS,
        ),
        Criterion(
            "A test or a review (1)",
            ("Ends with the decision.", f"A test, for example explaining it to {one}, or the date of a review."),
            REVIEW_WORDS,
        ),
    )


def _written(rng: random.Random, scene: Scene, plan: Plan, lenses: list[Lens], *, go: bool) -> str:
    case = scene.case
    a, b, c = (group.name for group in case.affected)
    return "\n\n".join(
        (
            f"The issue is {case.issue}.",
            f"What we know: {scene.surprise} What we do not know yet: {plan.fact}",
            f"Directly affected are {a}, {b}, and {c}. Easiest to overlook are {case.silent.name}.",
            _through(rng, case, lenses, go=go),
            _recommended(case, go=go),
            (
                f"Whatever is done needs a safeguard. {plan.mitigation.measure} A risk remains even so. "
                f"{plan.mitigation.residual}"
            ),
            (
                f"After {plan.months} months we look at {case.review}, and we stop if things have become worse. I "
                f"would explain this decision in person to {case.one}."
            ),
        )
    )


def _through(rng: random.Random, case: Case, lenses: list[Lens], *, go: bool) -> str:
    """Return three arguments: two that back the recommendation and one that doesn't."""
    first, second, third = lenses
    said = [argue(rng, case, lens, favour=go is (lens is not third)).text for lens in lenses]
    return (
        f"Through the {first} lens: {said[0]}\n\nThrough the {second} lens: {said[1]}\n\nThe {third} lens speaks "
        f"against my recommendation, and I take it seriously: {said[2]}"
    )


def _recommended(case: Case, *, go: bool) -> str:
    if go:
        return (
            "I recommend going ahead, on conditions. The alternative is to wait, and it has its merits. "
            f"{case.waiting} But waiting has its price too. {case.going_ahead}"
        )
    return (
        "I recommend not going ahead as planned. The alternative is to start now, and it has its merits. "
        f"{case.going_ahead} But there is another way. {case.waiting}"
    )
