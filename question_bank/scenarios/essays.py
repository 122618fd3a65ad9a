"""Shorter open parts: one lens on both sides of a plan, or two lenses and a measure; with rubrics and model answers.

As in the memo, what is marked is how somebody reasons, never which side they take.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.answers import Criterion, Rubric
from question_bank.exercise import Part
from question_bank.scenarios.arguments import argue
from question_bank.scenarios.lens import QUESTIONS, Lens
from question_bank.scenarios.memo import RISK_WORDS
from question_bank.scenarios.scene import Scene

MIN_WORDS = 40
# Beginnings of words that hint at a lens; to name it counts as a hint too.
LENS_HINTS: Mapping[Lens, tuple[str, ...]] = {
    Lens.RIGHTS: ("right", "consent", "dignity", "insist", "agreed", "own say", "trade away"),
    Lens.JUSTICE: ("justice", "fair", "alike", "equal", "yardstick", "merit", "deserve", "compare"),
    Lens.UTILITARIAN: ("utilit", "the sum", "add up", "adds up", "overall", "outweigh", "altogether", "most good"),
    Lens.COMMON_GOOD: ("common good", "shared", "all rely", "society", "community", "institution", "public trust"),
    Lens.VIRTUE: ("virtue", "character", "honest", "integrity", "courage", "habit", "become"),
    Lens.CARE: ("care", "caring", "listen", "depends on", "relationship", "what she needs", "what they need", "alone"),
}
COUNTER_WORDS = ("against", "but", "however", "on the other hand", "on the other side", "object", "speaks for")
CONFLICT_WORDS = ("disagree", "agree", "conflict", "part", "pull", "on the other", "against each other", "whereas")
MEASURE_WORDS = ("measure", "condition", "safeguard", "only if", "instead", "must first", "has to be", "every month")
COMMON_WORDS = frozenset(
    [
        "nobody",
        "nothing",
        "people",
        "because",
        "without",
        "already",
        "against",
        "another",
        "everybody",
        "somebody",
        "really",
        "themselves",
        "should",
        "would",
        "others",
        "before",
        "whether",
        "either",
        "neither",
        "between",
        "cannot",
        "simply",
        "always",
    ]
)


@dataclass(frozen=True, slots=True)
class Essay:
    """The part, and the text that takes the other side and would earn the same."""

    part: Part
    counter_position: str

    def steps(self) -> tuple[str, ...]:
        """Return the steps of the solution: how to go about it, the model answer, and the text for the other side."""
        model = self.part.answer.show().rpartition("\n")[0]
        return (
            "Go through the rubric line by line before you write: each line asks for one thing.",
            f"A text that would earn full marks:\n\n{model}",
            f"One that leans to the other side and would earn the same:\n\n{self.counter_position}",
        )


def one_lens(rng: random.Random, scene: Scene, lens: Lens) -> Essay:
    """Return the task to argue for and against the plan through one lens (4 marks); the model's leaning is thrown."""
    drafts = [_both_sides(rng, scene, lens, leans_for=leaning) for leaning in (True, False)]
    rng.shuffle(drafts)
    question = (
        f"Write 60 to 150 words: one argument **for** the plan and one **against** it, both through the {lens} lens, "
        "as defined in the note. Name somebody concerned, use a fact of the case, and say what one argument has to "
        "answer to the other. Which side you lean to is not marked. Then mark yourself by the rubric."
    )
    hit = scene.case.affected[0].name
    criteria = (
        Criterion(
            "Somebody concerned (1)",
            ("Nobody in particular, or only those who decide.", f"Names those on whom it falls, such as {hit}."),
            scene.case.people,
        ),
        Criterion(
            f"The criterion of the {lens} lens (1)",
            ("Good or bad, but not by this lens.", f"Answers its question: {QUESTIONS[lens]}"),
            LENS_HINTS[lens],
        ),
        Criterion(
            "A fact of the case (1)",
            ("Remarks that would fit any plan.", f"Uses something that is told, such as: {scene.surprise}"),
            fact_words(scene),
        ),
        Criterion(
            "The other side (1)",
            ("One side only.", "A reason for and one against, and what one has to say to the other."),
            COUNTER_WORDS,
        ),
    )
    return Essay(Part(question, Rubric(criteria, drafts[0], MIN_WORDS), 4), drafts[1])


def two_lenses(rng: random.Random, scene: Scene, first: Lens, second: Lens) -> Essay:
    """Return the task to apply two lenses, say where they part, and propose a measure (7 marks)."""
    drafts = [_parted(rng, scene, first, second, first_for=side) for side in (True, False)]
    rng.shuffle(drafts)
    question = (
        f"Write 120 to 250 words: look at the plan through the {first} lens and through the {second} lens, as defined "
        "in the note, each with its own criterion and a fact of the case. Say where the two agree or part. Then "
        "propose one measure, and say what risk remains in spite of it. Which lens weighs more for you is not "
        "marked. Then mark yourself by the rubric."
    )
    measure, residual = scene.case.mitigations[0]
    criteria = (
        _lens_criterion(first),
        _lens_criterion(second),
        Criterion(
            "Where the two agree or part (1)",
            ("The lenses stand side by side.", "Says over which fact or value they part, or that they come together."),
            CONFLICT_WORDS,
        ),
        Criterion(
            "A measure that fits (1)",
            (
                "No measure, or one that has nothing to do with the harm.",
                f"One that meets the harm, such as: {measure}",
            ),
            MEASURE_WORDS,
        ),
        Criterion(
            "The risk that remains (1)",
            ("The measure is to solve everything.", f"Says what it does not reach, such as: {residual}"),
            RISK_WORDS,
        ),
    )
    return Essay(Part(question, Rubric(criteria, drafts[0], MIN_WORDS), 7), drafts[1])


def fact_words(scene: Scene) -> tuple[str, ...]:
    """Return words and numbers of the surprising fact, by which a text that uses it can be told."""
    words = re.findall(r"[a-zé-]{6,}", scene.surprise.casefold())
    numbers = re.findall(r"\d+(?:,\d{3})?", scene.surprise)
    return tuple(dict.fromkeys([*(word for word in words if word not in COMMON_WORDS), *numbers]))[:10]


def _lens_criterion(lens: Lens) -> Criterion:
    return Criterion(
        f"The {lens} lens, with its own criterion (2)",
        (
            "The lens is missing, or only its name is there.",
            f"Its question is answered in general terms: {QUESTIONS[lens]}",
            "Its question is answered for this plan, with a fact of the case.",
        ),
        LENS_HINTS[lens],
    )


def _both_sides(rng: random.Random, scene: Scene, lens: Lens, *, leans_for: bool) -> str:
    case = scene.case
    pro, contra = (argue(rng, case, lens, favour=favour).text for favour in (True, False))
    leaning = (
        f"I lean to the plan, but whoever argues for it owes an answer to {case.silent.name}."
        if leans_for
        else f"I lean against the plan, but whoever argues against it owes an answer, too. {case.going_ahead}"
    )
    return (
        f"Through the {lens} lens, first for the plan. {pro}\n\nThrough the same lens, now against it. "
        f"{contra} A fact of the case bears on it: {scene.surprise} It falls on {case.affected[0].name}, and on "
        f"{case.silent.name}.\n\n{leaning}"
    )


def _parted(rng: random.Random, scene: Scene, first: Lens, second: Lens, *, first_for: bool) -> str:
    case = scene.case
    one, other = argue(rng, case, first, favour=first_for), argue(rng, case, second, favour=not first_for)
    sides = ("for", "against") if first_for else ("against", "for")
    measure, residual = rng.choice(case.mitigations)
    return (
        f"The {first} lens can speak {sides[0]} the plan. {one.text}\n\nThe {second} lens can speak {sides[1]} it. "
        f"{other.text}\n\nWhat we know bears on both: {scene.surprise} Here the two part, and no fact alone settles "
        f"it: the first asks, {QUESTIONS[first]} The second asks, {QUESTIONS[second]}\n\nA measure that meets the "
        f"harm: {measure} A risk remains even so. {residual}"
    )
