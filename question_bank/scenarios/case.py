"""What a case is made of: whole sentences unless said otherwise, with ``{actor}`` for whoever decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from question_bank.scenarios.lens import Lens

Range = tuple[int, int]


class Actor(NamedTuple):
    """Whoever decides: an invented name, used without article, and what it is ("a savings bank")."""

    name: str
    kind: str


class Told(NamedTuple):
    """A sentence of the scenario, with the ranges of the whole numbers ``{x}`` and ``{y}`` in it.

    ``rates`` says that they are the base rates of two groups, in per cent.
    """

    text: str
    x: Range = (0, 0)
    y: Range = (0, 0)
    rates: bool = False


class Group(NamedTuple):
    """People as an option names them ("applicants who were refused"), and why they are or aren't affected."""

    name: str
    why: str


class Reason(NamedTuple):
    """What speaks for and against the proposal through one lens; neither names the lens."""

    favour: str
    against: str


class Mitigation(NamedTuple):
    """A measure against harm, and what remains in spite of it."""

    measure: str
    residual: str


@dataclass(frozen=True, slots=True)
class Case:
    """One AI system with those who might use it, those it touches, and what can be said about it.

    ``proposal`` is an infinitive ("let a model decide ..."), ``system`` a noun with its article ("the scoring model"),
    ``decider`` a role ("head of lending"), ``one`` somebody it is done to ("a refused applicant"), ``issue`` a clause
    that begins with "whether", ``review`` what is measured later, as a noun.
    """

    id: str
    system: str
    proposal: str
    actors: tuple[Actor, ...]
    decider: str
    one: str
    data: tuple[Told, ...]
    trade_offs: tuple[Told, ...]
    surprises: tuple[Told, ...]
    silent: Group
    affected: tuple[Group, ...]
    arguable: tuple[Group, ...]
    unaffected: tuple[Group, ...]
    reasons: Mapping[Lens, Reason]
    ways: Mapping[Lens, str]
    facts: tuple[str, ...]
    values: tuple[str, ...]
    issue: str
    going_ahead: str
    waiting: str
    mitigations: tuple[Mitigation, ...]
    review: str
    keywords: tuple[str, ...]
    people: tuple[str, ...]
