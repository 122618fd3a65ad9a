"""A case with an actor, a place, a person who decides and its numbers: what one exercise is about."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

from question_bank.exercise import DemoCase
from question_bank.scenarios.case import Actor, Case, Told
from question_bank.scenarios.people import NAMES, PLACES


class Picks(NamedTuple):
    """Which of a case's surprises, data and trade-offs are told, by their index."""

    surprise: int
    data: int
    trade_off: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A case as it is told this time; the texts are filled in."""

    case: Case
    actor: Actor
    place: str
    person: str
    data: str
    trade_off: str
    surprise: str
    rates: tuple[int, int] | None

    def opening(self) -> str:
        """Say who wants to do what."""
        return f"{self.actor.name}, {self.actor.kind} in {self.place}, wants to {self.case.proposal}."

    def told(self) -> str:
        """Return the whole scenario."""
        deciding = f"{self.person}, {self.case.decider} at {self.actor.name}, has to recommend what to do."
        return f"{self.opening()} {self.data} {self.trade_off} {self.surprise} {deciding}"

    def demo(self) -> DemoCase | None:
        """Return the demo with the two groups of this scene, where it is about error rates of groups."""
        if self.rates is None:
            return None
        a, b = self.rates
        return DemoCase("biased-data", {"base_rate_a": a / 100, "base_rate_b": b / 100})


def stage(rng: random.Random, case: Case, picks: Picks | None = None) -> Scene:
    """Return the case with everything drawn that is left open; without picks, these are drawn too."""
    actor = rng.choice(case.actors)
    surprise = rng.choice(case.surprises) if picks is None else case.surprises[picks.surprise]
    text, numbers = fill_numbers(rng, surprise, actor)
    data = rng.choice(case.data) if picks is None else case.data[picks.data]
    trade_off = rng.choice(case.trade_offs) if picks is None else case.trade_offs[picks.trade_off]
    return Scene(
        case=case,
        actor=actor,
        place=rng.choice(PLACES),
        person=rng.choice(NAMES),
        data=fill_numbers(rng, data, actor)[0],
        trade_off=fill_numbers(rng, trade_off, actor)[0],
        surprise=text,
        rates=numbers if surprise.rates else None,
    )


def fill_numbers(rng: random.Random, told: Told, actor: Actor) -> tuple[str, tuple[int, int]]:
    """Return a sentence with its numbers drawn, and the two numbers."""
    x, y = rng.randint(*told.x), rng.randint(*told.y)
    return told.text.format(x=f"{x:,}", y=f"{y:,}", actor=actor.name), (x, y)
