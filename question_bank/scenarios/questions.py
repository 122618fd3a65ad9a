"""Closed questions about a scene, each with its key, the reasons for it and the steps of its solution."""

from __future__ import annotations

import random
from string import ascii_lowercase
from typing import NamedTuple

from question_bank.answers import Choice, Choices, Matching
from question_bank.exercise import Misconception, Part
from question_bank.scenarios.arguments import Argument, argue
from question_bank.scenarios.case import Group
from question_bank.scenarios.framework import ACTIONS, STEPS, WHY_NOT
from question_bank.scenarios.lens import BACKS, LENSES, NEIGHBOUR, QUESTIONS, Lens
from question_bank.scenarios.scene import Scene
from question_bank.scenarios.stories import Story
from question_bank.wording import listed

TOPIC = "ethics.six-lenses"
KNOWN = (
    "Who has to recommend what to do?",
    "What does {actor} plan to do?",
    "What does {actor} hope to gain by the plan?",
    "What kind of data does the plan rest on?",
)
"""Questions that every scenario answers."""
ELSEWHERE = "How do others in the same line of work decide today?"
"""A question that may be worth asking and decides nothing."""


class Asked(NamedTuple):
    """A part and the steps that explain its key."""

    part: Part
    steps: tuple[str, ...]


def stakeholders(rng: random.Random, scene: Scene) -> Asked:
    """Ask who is affected: a must set with the silent group, one arguable group, and groups that are not concerned."""
    case = scene.case
    arguable = rng.choice(case.arguable)
    return _concerned(rng, [case.silent, *case.affected], arguable, case.unaffected, "this decision")


def stakeholders_of_story(rng: random.Random, story: Story) -> Asked:
    """Ask who is affected by what really happened."""
    return _concerned(rng, [story.silent, *story.affected], story.arguable, story.unaffected, "the use of this system")


def ways(rng: random.Random, scene: Scene) -> Asked:
    """Ask which course of action each of three lenses backs; a fourth course is left over."""
    first = rng.choice(LENSES)
    others = rng.sample([lens for lens in LENSES if lens not in (first, NEIGHBOUR[first])], 2)
    lenses = [first, NEIGHBOUR[first], others[0]]
    rng.shuffle(lenses)
    offered = rng.sample([*lenses, others[1]], 4)
    spec = Matching(
        tuple(f"the {lens} lens" for lens in lenses),
        tuple(scene.case.ways[lens] for lens in offered),
        tuple(offered.index(lens) for lens in lenses),
    )
    question = (
        "Four courses of action are on the table. Which of them does each lens, taken alone and as defined in the "
        "note, back most directly? One is left over."
    )
    steps = (
        "Ask of every course of action what it is chosen for: whose question does it answer?",
        *(f"{ascii_lowercase[offered.index(lens)]}) belongs to the {lens} lens: {BACKS[lens]}." for lens in lenses),
        f"{ascii_lowercase[offered.index(others[1])]}) is left over. It would be the way of the {others[1]} lens.",
    )
    return Asked(Part(question, spec, 3), steps)


def conflict(rng: random.Random, scene: Scene) -> Asked:
    """Ask between which two lenses a hearing is divided: two speak on one side, one on the other."""
    ally, speaker, opponent, absent = rng.sample(LENSES, 4)
    side = rng.random() < 0.5
    said = [argue(rng, scene.case, lens, favour=side is (lens is not opponent)) for lens in (ally, speaker, opponent)]
    order = rng.sample(range(3), 3)
    pairs = [((speaker, opponent), ""), ((ally, speaker), _agree(side)), *_unheard(absent, speaker, opponent)]
    rng.shuffle(pairs)
    right = next(place for place, (_, why) in enumerate(pairs) if not why)
    minutes = "\n".join(f"{number}. {said[place].text}" for number, place in enumerate(order, 1))
    question = (
        f"The minutes of a hearing note three reasons:\n\n{minutes}\n\nGoing by these minutes, between which two "
        f"lenses, as defined in the note, is there a disagreement about the plan?"
    )
    wrong = tuple(
        Misconception(ascii_lowercase[place], why, TOPIC, "where-lenses-disagree")
        for place, (_, why) in enumerate(pairs)
        if why
    )
    spec = Choice(tuple(f"{one} and {other}" for (one, other), _ in pairs), right)
    return Asked(Part(question, spec, 2, wrong), _conflict_steps(said, order, side))


def fact_or_value(rng: random.Random, scene: Scene) -> Asked:
    """Ask which of four questions can be settled by finding something out, or which one can't."""
    case, wants_fact = scene.case, rng.random() < 0.5
    one, many = (case.facts, case.values) if wants_fact else (case.values, case.facts)
    single = rng.choice(one)
    options = [single, *rng.sample(many, 3)]
    rng.shuffle(options)
    fact = "asks for a fact: it can be looked up, counted or measured"
    value = "asks for a value: whatever is measured, people have to decide what ought to count"
    kind, other = (fact, value) if wants_fact else (value, fact)
    question = (
        f"Before {scene.person} decides, four questions are collected. Which one is a missing **fact**, something "
        f"that can be found out, and not a question of values?"
        if wants_fact
        else "Four questions are still open. Which one is a question of **values**, which no data can settle?"
    )
    wrong = tuple(
        Misconception(ascii_lowercase[place], f"This {other}.", TOPIC, "from-lens-to-decision")
        for place, option in enumerate(options)
        if option is not single
    )
    steps = (
        "Ask of each question: which number or report would settle it? If there is none, it is a question of values.",
        f"“{single}” {kind}. Each of the others {other}.",
    )
    return Asked(Part(question, Choice(tuple(options), options.index(single)), 1, wrong), steps)


def missing_facts(rng: random.Random, scene: Scene) -> Asked:
    """Ask which facts are missing: three open facts, one useful at best, a question of value and one already told."""
    case = scene.case
    missing, value = rng.sample(case.facts, 3), rng.choice(case.values)
    known = rng.choice(KNOWN).format(actor=scene.actor.name)
    options = [*missing, value, known, ELSEWHERE]
    rng.shuffle(options)
    spec = Choices(
        tuple(options),
        tuple(place for place, option in enumerate(options) if option in missing),
        (options.index(ELSEWHERE),),
    )
    question = f"Which facts are still missing, and have to be found out before {scene.person} can decide?"
    facts = "\n".join(f"- {fact}" for fact in missing)
    steps = (
        "A missing fact isn't told above, could be looked up, counted or measured, and bears on the decision.",
        f"These three are missing:\n\n{facts}",
        f"“{ELSEWHERE}” can be looked up too, but settles nothing here: ticking it neither earns nor costs anything.",
        f"“{value}” is a question of values, which no data can settle. “{known}” is answered above.",
    )
    return Asked(Part(question, spec, 2), steps)


def step(rng: random.Random, scene: Scene) -> Asked:
    """Ask to which of the five steps of the decision framework an action belongs."""
    right = rng.randrange(len(STEPS))
    action = rng.choice(ACTIONS[right]).format(person=scene.person, system=scene.case.system, one=scene.case.one)
    wrong = tuple(
        Misconception(ascii_lowercase[place], f"{why} Look again at what is done here.", TOPIC, "from-lens-to-decision")
        for place, why in enumerate(WHY_NOT)
        if place != right
    )
    question = f"*{action}* Which step of the decision framework, as defined in the note, is this?"
    steps = (
        f"The five steps: {listed([f'{number}. {name}' for number, name in enumerate(STEPS, 1)])}.",
        f"This is step {right + 1}: {STEPS[right]}.",
    )
    return Asked(Part(question, Choice(STEPS, right), 1, wrong), steps)


def _concerned(
    rng: random.Random, concerned: list[Group], arguable: Group, unaffected: tuple[Group, ...], what: str
) -> Asked:
    silent, *affected = concerned
    must = [silent, *rng.sample(affected, rng.randint(2, 3))]
    outside = rng.sample(unaffected, 2)
    groups = [*must, arguable, *outside]
    rng.shuffle(groups)
    spec = Choices(
        tuple(group.name for group in groups),
        tuple(place for place, group in enumerate(groups) if group in must),
        (groups.index(arguable),),
    )
    question = (
        f"Who is directly affected by {what}, so that it has to answer to them? Think of those, too, who will not "
        "speak up."
    )
    steps = (
        "Go through what happens, and ask of each group: does anything change for them?",
        f"Directly affected:{_with_reasons(must)}",
        f"Arguable, so that ticking it neither earns nor costs anything:{_with_reasons([arguable])}",
        f"Not affected:{_with_reasons(outside)}",
    )
    return Asked(Part(question, spec, 2), steps)


def _with_reasons(groups: list[Group]) -> str:
    return "\n\n" + "\n".join(f"- {group.name}: {_lower(group.why)}" for group in groups)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _agree(side: bool) -> str:
    return f"Both of these speak {'for' if side else 'against'} the plan: they have different reasons, but they agree."


def _unheard(absent: Lens, *heard: Lens) -> list[tuple[tuple[Lens, Lens], str]]:
    why = f"None of the three reasons argues from the {absent} lens, which would ask: {QUESTIONS[absent]}"
    return [((absent, lens), why) for lens in heard]


def _conflict_steps(said: list[Argument], order: list[int], side: bool) -> tuple[str, ...]:
    ally, speaker, opponent = (each.lens for each in said)
    explained = [
        f"Reason {number} speaks {'for' if side is (place != 2) else 'against'} the plan. {said[place].explained()}"
        for number, place in enumerate(order, 1)
    ]
    return (
        "For each reason, find its lens and whether it speaks for or against the plan.",
        *explained,
        (
            f"So the {opponent} lens stands against the {ally} lens and the {speaker} lens. Of these two pairs, the "
            f"options contain {speaker} and {opponent}."
        ),
    )
