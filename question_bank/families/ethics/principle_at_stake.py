"""Which of UNESCO's ten principles is at stake: in one statement, in a scene or a real case, in four findings."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from question_bank.answers import Choice, Matching
from question_bank.answers.reading.options import LETTERS
from question_bank.exercise import Exercise, Family, Misconception, Part, dice
from question_bank.scenarios.compose import HARM_OF, composed, fill
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.harm_catalog import HARMS
from question_bank.scenarios.people import NAMES, PLACES, ROLES
from question_bank.scenarios.principle import ASKS, DEMANDS, PRINCIPLES, Principle
from question_bank.scenarios.principle_questions import (
    HEADING,
    TOPIC,
    not_at_stake,
    principles,
    quoted,
    stakes_of_harms,
    stakes_of_story,
)
from question_bank.scenarios.scene import fill_numbers
from question_bank.scenarios.stories import STORIES
from question_bank.scenarios.system import System
from question_bank.scenarios.system_catalog import SYSTEMS

ID = "principle-at-stake"
STORY_EVERY, STORY_AT = 19, 7  # of 200 seeds in a row, each of the eleven stories has at most one
BECAME_KNOWN = ("Then this becomes known:", "In a trial this comes out:", "A newspaper reports:", "A report says:")
PAIRS = tuple((system, pair) for system in SYSTEMS for pair in combinations(system.findings, 2))
ORDER = tuple(random.Random("pairs").sample(range(len(PAIRS)), len(PAIRS)))
FINDINGS = tuple(random.Random("findings").sample(composed(), len(composed())))
EXCUSES = (
    ("It isn't one of the ten principles.", "It is one of them: {asks}"),
    ("The principles only bind public authorities.", "They are addressed to all who make or use AI, firms included."),
    (
        "A principle is at stake only once a court has spoken.",
        "Principles reach further than law.",
    ),
    ("Nobody has complained about it so far.", "What is at stake doesn't depend on complaints; the silent count too."),
    ("Nobody meant to do any harm.", "A principle can be at stake without any bad intention."),
    ("It stands further down the list, so it counts for less.", "The order of the list is no ranking."),
)
"""Bad reasons against a principle, and what is wrong with them."""


class Finding(NamedTuple):
    """A fact that came out about a system somewhere, and the harm it shows."""

    system: System
    harm: Harm
    actor: str
    opening: str
    text: str


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one statement (1), a scene with two findings or a real case (2), four findings (3)."""
    rng = dice(ID, seed, difficulty)
    if difficulty == 1:
        return _finding(rng, seed) if seed % 5 < 2 else _demand(rng)
    if difficulty == 3:
        return _several(rng)
    if seed % STORY_EVERY == STORY_AT:
        story = STORIES[seed // STORY_EVERY % len(STORIES)]
        asked = principles(rng, stakes_of_story(story), "this case")
        return Exercise(story.prompt(), (asked.part,), asked.steps)
    return _two_findings(rng, seed)


def _demand(rng: random.Random) -> Exercise:
    system, principle = rng.choice(SYSTEMS), rng.choice(PRINCIPLES)
    actor, demand = rng.choice(system.actors), fill(rng.choice(DEMANDS[principle]), system)
    prompt = (
        f"{actor.name}, {actor.kind} in {rng.choice(PLACES)}, wants to {system.proposal}. {rng.choice(NAMES)}, "
        f"{rng.choice(ROLES)}, says:\n\n> {demand}"
    )
    harm = next(harm for harm in HARMS if harm.principle is principle)
    question = "Which of these principles, as defined in the note, speaks from this demand?"
    others = {each: f"It asks: {ASKS[each]} That isn't what is demanded here." for each in PRINCIPLES}
    return _one(rng, harm, prompt, question, others)


def _finding(rng: random.Random, seed: int) -> Exercise:
    each = FINDINGS[(2 * (seed // 5) + seed % 5) % len(FINDINGS)]
    found = _found(rng, each.system, each.harm)
    question = "Which of these principles, as defined in the note, does the finding put at stake most directly?"
    prompt = f"{found.opening} {rng.choice(BECAME_KNOWN)}\n\n> {found.text}"
    return _one(rng, each.harm, prompt, question, each.harm.tempting)


def _one(rng: random.Random, harm: Harm, prompt: str, question: str, reasons: Mapping[Principle, str]) -> Exercise:
    right = harm.principle
    others = [each for each in PRINCIPLES if each not in (right, *harm.accept, *harm.tempting)]
    offered = [right, *harm.tempting, rng.choice(others)]
    rng.shuffle(offered)
    wrong = tuple(
        Misconception(LETTERS[place], not_at_stake(each, reasons), TOPIC, HEADING)
        for place, each in enumerate(offered)
        if each is not right
    )
    steps = (
        "Ask of each principle on offer which question it asks, and look for the one that is answered here.",
        f"The question of {right}: {ASKS[right]}",
        f"{quoted(prompt.rpartition('> ')[2])} That is about {right}.",
    )
    return Exercise(prompt, (Part(question, Choice(tuple(offered), offered.index(right)), 1, wrong),), steps)


def _two_findings(rng: random.Random, seed: int) -> Exercise:
    system, pair = PAIRS[ORDER[seed % len(PAIRS)]]
    harms = [HARM_OF[harm] for harm in rng.sample(pair, 2)]
    first, second = (_found(rng, system, harm) for harm in harms)
    prompt = f"{first.opening} Two things come out about it.\n\n1. {first.text}\n2. {second.text}"
    asked = principles(rng, stakes_of_harms(harms, [first.text, second.text]), "these two findings")
    return Exercise(prompt, (asked.part,), asked.steps)


def _several(rng: random.Random) -> Exercise:
    harms, spare = _far_apart(rng)
    chosen = {harm.id: rng.choice([each for each in SYSTEMS if harm.id in each.findings]) for harm in harms}
    while len({system.id for system in chosen.values()}) < len(harms):
        chosen = {harm.id: rng.choice([each for each in SYSTEMS if harm.id in each.findings]) for harm in harms}
    found = [_found(rng, chosen[harm.id], harm) for harm in harms]
    offered = rng.sample([*(harm.principle for harm in harms), *spare], len(harms) + len(spare))
    pairs = tuple(offered.index(harm.principle) for harm in harms)
    texts = "\n".join(f"{number}. {each.opening} {each.text}" for number, each in enumerate(found, 1))
    question = (
        "Which principle, as defined in the note, does each finding put at stake most directly? "
        f"{'One principle is' if len(spare) == 1 else 'Two principles are'} left over."
    )
    spec = Matching(tuple(each.actor for each in found), tuple(offered), pairs)
    matched = "\n".join(f"- {each.actor}: {each.harm.principle}. {ASKS[each.harm.principle]}" for each in found)
    why, steps = _why_not(rng, rng.choice(found))
    solution = (
        "For each finding ask what exactly went wrong, and which principle asks for just that.",
        f"One by one:\n\n{matched}",
        *steps,
    )
    return Exercise(f"Four findings from four places:\n\n{texts}", (Part(question, spec, 4), why), solution)


def _why_not(rng: random.Random, found: Finding) -> tuple[Part, tuple[str, ...]]:
    """Return the question why a tempting principle isn't the one, with bad excuses beside the reason."""
    tempting, reason = rng.choice(list(found.harm.tempting.items()))
    reason = fill(reason, found.system)
    rebuttals = _bad_reasons(rng, tempting, found)
    options = rng.sample([reason, *rebuttals], 1 + len(rebuttals))
    wrong = tuple(
        Misconception(LETTERS[place], rebuttals[option], TOPIC, HEADING)
        for place, option in enumerate(options)
        if option in rebuttals
    )
    question = (
        f"About {found.actor} somebody says: “That is a matter of {tempting}.” Why is this not the principle that is "
        f"most directly at stake?"
    )
    steps = (
        f"The question of {tempting}: {ASKS[tempting]}",
        f"{reason} The other three are no reasons, or reasons for something else.",
    )
    return Part(question, Choice(tuple(options), options.index(reason)), 1, wrong), steps


def _bad_reasons(rng: random.Random, tempting: Principle, found: Finding) -> dict[str, str]:
    """Return three bad reasons: up to two that would do for another finding, and excuses; each with what is wrong."""
    others = [harm for harm in HARMS if tempting in harm.tempting and harm is not found.harm]
    bad = {
        fill(
            harm.tempting[tempting], found.system
        ): f"That would be said of a finding about {harm.principle}. This one is about {found.harm.principle}."
        for harm in rng.sample(others, min(2, len(others)))
    }
    excuses = rng.sample(EXCUSES, 3 - len(bad))
    return bad | {text: rebuttal.format(asks=ASKS[tempting]) for text, rebuttal in excuses}


def _far_apart(rng: random.Random) -> tuple[list[Harm], list[Principle]]:
    """Return four harms, and one or two spare principles, so that no finding could be given to two of those offered."""
    while True:
        harms = rng.sample(HARMS, 4)
        at_stake = {harm.principle for harm in harms}
        arguable = {each for harm in harms for each in harm.accept}
        spare = [each for each in PRINCIPLES if each not in at_stake | arguable]
        if spare and not at_stake & arguable:
            return harms, rng.sample(spare, min(2, len(spare)))


def _found(rng: random.Random, system: System, harm: Harm) -> Finding:
    actor = rng.choice(system.actors)
    opening = f"{actor.name}, {actor.kind} in {rng.choice(PLACES)}, wants to {system.proposal}."
    return Finding(system, harm, actor.name, opening, fill_numbers(rng, system.findings[harm.id], actor)[0])


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="The principle at stake",
    version=1,
    generate=generate,
    kinds=("choice", "choices", "matching"),
    heading=HEADING,
)
