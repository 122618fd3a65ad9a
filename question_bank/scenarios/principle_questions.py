"""Questions about which of the ten principles is at stake, with a must set, an accept set and the reasons for both."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from question_bank.answers import Choices
from question_bank.exercise import Part
from question_bank.scenarios.harm import Harm
from question_bank.scenarios.principle import ASKS, PRINCIPLES, Principle
from question_bank.scenarios.questions import Asked
from question_bank.scenarios.stories import Story

TOPIC = "ethics.unesco-principles"
HEADING = "the-ten-principles"
TICK = "Which of these principles, as defined in the note, are clearly at stake in {what}?"


class Stakes(NamedTuple):
    """The principles at stake, those that may be named too, and those that tempt but aren't, each with a reason."""

    must: Mapping[Principle, str]
    accept: Mapping[Principle, str]
    tempting: Mapping[Principle, str]


def stakes_of_harms(harms: Sequence[Harm], said: Sequence[str]) -> Stakes:
    """Return what the findings ``said`` of several harms put at stake."""
    must = {harm.principle: quoted(text) for harm, text in zip(harms, said, strict=True)}
    accept = {each: _also(each, harm) for harm in harms for each in harm.accept if each not in must}
    allowed = {*must, *accept}
    tempting = {each: why for harm in harms for each, why in harm.tempting.items() if each not in allowed}
    return Stakes(must, accept, tempting)


def stakes_of_story(story: Story) -> Stakes:
    """Return what a real case puts at stake."""
    return Stakes(
        {each: _sentence(why) for each, why in story.must.items()},
        {each: _sentence(why) for each, why in story.accept.items()},
        {},
    )


def principles(rng: random.Random, stakes: Stakes, what: str, *, before: str = "") -> Asked:
    """Ask which principles are at stake: all that must be named, one or two that may, and three others."""
    must = list(stakes.must)
    accept = rng.sample(list(stakes.accept), min(2, len(stakes.accept)))
    tempting = list(stakes.tempting)[:2]
    others = [each for each in PRINCIPLES if each not in stakes.must and each not in stakes.accept]
    plain = [each for each in others if each not in tempting]
    outside = [*tempting, *rng.sample(plain, min(3 - len(tempting), len(plain)))]
    offered = rng.sample([*must, *accept, *outside], len(must) + len(accept) + len(outside))
    spec = Choices(
        tuple(offered),
        tuple(place for place, each in enumerate(offered) if each in must),
        tuple(place for place, each in enumerate(offered) if each in accept),
    )
    steps = (
        "Ask the question of each principle. Clearly at stake is one to which what is told gives a bad answer.",
        f"At stake:{_listed({each: f'{ASKS[each]} {stakes.must[each]}' for each in must})}",
        "Arguable, so that ticking neither earns nor costs anything:"
        + _listed({each: stakes.accept[each] for each in accept}),
        f"Not at stake here:{_listed({each: not_at_stake(each, stakes.tempting) for each in outside})}",
    )
    return Asked(Part(f"{before} {TICK.format(what=what)}".lstrip(), spec, 2), steps)


def not_at_stake(principle: Principle, tempting: Mapping[Principle, str]) -> str:
    """Say why a principle isn't the one that is meant."""
    return tempting.get(principle, f"It asks: {ASKS[principle]} Nothing is told about that.")


def quoted(text: str) -> str:
    """Return a text in quotation marks; those inside become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _also(principle: Principle, harm: Harm) -> str:
    return f"It asks: {ASKS[principle]} Beside {harm.principle}, that can be argued here too."


def _listed(reasons: Mapping[Principle, str]) -> str:
    return "\n\n" + "\n".join(f"- {each}: {why}" for each, why in reasons.items())


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
