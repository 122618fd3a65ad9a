"""Arguments about an AI system: from which of the six lenses does each one speak."""

from __future__ import annotations

import random
from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

from question_bank.answers import Choice, Matching
from question_bank.exercise import Exercise, Family, Misconception, Part, dice
from question_bank.scenarios.arguments import Argument, argue, likely
from question_bank.scenarios.case import Case
from question_bank.scenarios.catalog import CASES
from question_bank.scenarios.confusions import CONFUSIONS
from question_bank.scenarios.lens import LENSES, NEIGHBOUR, QUESTIONS, Lens
from question_bank.scenarios.people import NAMES, ROLES
from question_bank.scenarios.scene import Scene, stage

ID = "lens-of-argument"
TOPIC = "ethics.six-lenses"
HEADING = "the-six-lenses"
SPEECHES = (
    "At an open meeting {name}, {role}, says:",
    "In a letter to the paper {name}, {role}, writes:",
    "When the plan is discussed {name}, {role}, argues:",
    "{name}, {role}, comments:",
    "Asked about it, {name}, {role}, answers:",
)
METHOD = (
    "Ask what the argument appeals to: single persons, a comparison between people, a sum, something shared, "
    "the character of those who act, or a person who depends on others."
)


class Speech(NamedTuple):
    """An argument and who makes it."""

    name: str
    role: str
    argument: Argument


def generate(seed: int, difficulty: int) -> Exercise:
    """Return one exercise: one argument (1), two or three (2), or four or five and an odd one out (3)."""
    rng = dice(ID, seed, difficulty)
    scene = stage(rng, rng.choice(CASES))
    if difficulty == 1:
        return _one(rng, scene)
    if difficulty == 2:
        return _two(rng, scene) if rng.random() < 0.5 else _three(rng, scene)
    return _several(rng, scene)


def _one(rng: random.Random, scene: Scene) -> Exercise:
    (speech,) = _speeches(rng, scene, [rng.choice(LENSES)])
    lens = speech.argument.lens
    intro = rng.choice(SPEECHES).format(name=speech.name, role=speech.role)
    prompt = f"{scene.opening()} {intro}\n\n> {speech.argument.text}"
    question = "From which lens, as defined in the note, does this argument speak?"
    neighbour = NEIGHBOUR[lens]
    solution = (
        METHOD,
        f"Two lenses are close here. {_asks(sorted((lens, neighbour)))}",
        speech.argument.explained(),
        f"So it is the {lens} lens. {CONFUSIONS[lens][neighbour]}",
    )
    return Exercise(prompt, (_which_lens(rng, question, speech.argument),), solution)


def _two(rng: random.Random, scene: Scene) -> Exercise:
    first = rng.choice(LENSES)
    second = NEIGHBOUR[first] if rng.random() < 0.5 else rng.choice([lens for lens in LENSES if lens is not first])
    speeches = _speeches(rng, scene, [first, second])
    parts = tuple(
        _which_lens(rng, f"From which lens, as defined in the note, does {speech.name} argue?", speech.argument)
        for speech in speeches
    )
    prompt = f"{scene.opening()} Two people see it differently or for different reasons.\n\n{_quoted(speeches)}"
    return Exercise(prompt, parts, (METHOD, *map(_explained, speeches)))


def _three(rng: random.Random, scene: Scene) -> Exercise:
    lenses = likely(rng, rng.choice(LENSES), 4)
    speeches = _speeches(rng, scene, lenses[:3])
    prompt = f"{scene.opening()} Three people speak about it.\n\n{_quoted(speeches)}"
    return Exercise(prompt, (_match(rng, speeches, lenses),), (METHOD, *map(_explained, speeches)))


def _several(rng: random.Random, scene: Scene) -> Exercise:
    count = rng.randint(4, 5)
    lenses = rng.sample(LENSES, count + 1)
    speeches = _speeches(rng, scene, lenses[:count])
    said = "Four" if count == 4 else "Five"
    prompt = f"{scene.opening()} {said} people speak about it at a hearing.\n\n{_quoted(speeches)}"
    odd, steps = _odd_one_out(rng, scene.case, [speech.argument.telling for speech in speeches])
    solution = (METHOD, *map(_explained, speeches), *steps)
    return Exercise(prompt, (_match(rng, speeches, lenses), odd), solution)


def _odd_one_out(rng: random.Random, told: Case, said: list[str]) -> tuple[Part, tuple[str, ...]]:
    """Return a question with three statements from one lens and one from another, each on another plan."""
    lens = rng.choice(LENSES)
    other = NEIGHBOUR[lens] if rng.random() < 0.7 else rng.choice([each for each in LENSES if each is not lens])
    cases = rng.sample([case for case in CASES if case is not told], 4)
    right = rng.randrange(4)
    statements: list[Argument] = []
    for place, case in enumerate(cases):
        heard = [*said, *(earlier.telling for earlier in statements)]
        spoken = other if place == right else lens
        statements.append(argue(rng, case, spoken, favour=rng.random() < 0.5, said=heard))
    options = tuple(f"On {case.system}: “{each.text}”" for case, each in zip(cases, statements, strict=True))
    wrong = tuple(
        Misconception(
            ascii_lowercase[place], f"This one does argue from the {lens} lens: {each.explained()}", TOPIC, HEADING
        )
        for place, each in enumerate(statements)
        if place != right
    )
    question = (
        f"These four statements are about other plans. Three of them argue from the {lens} lens, as defined in the "
        f"note. Which one does **not**?"
    )
    steps = (
        f"Three statements ask: {QUESTIONS[lens]}",
        f"The odd one is {ascii_lowercase[right]}). {statements[right].explained()} {CONFUSIONS[other][lens]}",
    )
    return Part(question, Choice(options, right), 2, wrong), steps


def _which_lens(rng: random.Random, question: str, argument: Argument) -> Part:
    lens = argument.lens
    options = likely(rng, lens, 4)
    wrong = tuple(
        Misconception(
            ascii_lowercase[place], f"{CONFUSIONS[lens][each]} Look again at “{argument.telling}”", TOPIC, HEADING
        )
        for place, each in enumerate(options)
        if each is not lens
    )
    return Part(question, Choice(tuple(options), options.index(lens)), 1, wrong)


def _match(rng: random.Random, speeches: Sequence[Speech], lenses: Sequence[Lens]) -> Part:
    """Return a question that gives every speaker a lens; one lens is left over."""
    offered = rng.sample(lenses, len(lenses))
    pairs = tuple(offered.index(speech.argument.lens) for speech in speeches)
    question = "Which lens, as defined in the note, does each of them argue from? One lens is left over."
    spec = Matching(tuple(speech.name for speech in speeches), tuple(offered), pairs)
    return Part(question, spec, len(speeches))


def _speeches(rng: random.Random, scene: Scene, lenses: Sequence[Lens]) -> list[Speech]:
    names = rng.sample([name for name in NAMES if name != scene.person], len(lenses))
    roles = rng.sample(ROLES, len(lenses))
    said = [argue(rng, scene.case, lens, favour=rng.random() < 0.5) for lens in lenses]
    return [Speech(*each) for each in zip(names, roles, said, strict=True)]


def _quoted(speeches: Sequence[Speech]) -> str:
    return "\n\n".join(f"**{each.name}**, {each.role}: “{each.argument.text}”" for each in speeches)


def _explained(speech: Speech) -> str:
    return f"{speech.name}: {speech.argument.explained()}"


def _asks(lenses: Sequence[Lens]) -> str:
    return " ".join(f"The {lens} lens asks: {QUESTIONS[lens]}" for lens in lenses)


FAMILY = Family(
    id=ID,
    topic=TOPIC,
    title="The lens of an argument",
    version=2,
    generate=generate,
    kinds=("choice", "matching"),
    heading=HEADING,
)
